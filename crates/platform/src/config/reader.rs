//! Reading one setting after the other, and keeping every mistake.

use std::str::FromStr;

use axum::http::{HeaderName, Uri};
use figment::Figment;
use sqlx::postgres::PgConnectOptions;

use super::settings::SETTINGS;
use crate::blob::Bucket;

/// Reads settings one by one and keeps every mistake.
pub(super) struct Reader {
    pub(super) figment: Figment,
    pub(super) mistakes: Vec<String>,
}

impl Reader {
    pub(super) fn new(figment: Figment) -> Self {
        let mut reader = Self { figment, mistakes: Vec::new() };
        reader.unknown_keys();
        reader
    }

    pub(super) fn text(&mut self, key: &str) -> String {
        let setting = SETTINGS.iter().find(|setting| setting.key == key);
        let default = setting.map_or("", |setting| setting.default);
        match self.figment.find_value(key) {
            Err(_) => default.to_owned(),
            Ok(value) => match value.into_string() {
                Some(text) => text,
                // Numbers and switches come typed from TOML and from the environment.
                None => match self.figment.extract_inner::<serde_json::Value>(key) {
                    Ok(value) => value.to_string(),
                    Err(_) => {
                        self.mistakes.push(format!("{key}: must be a single value"));
                        default.to_owned()
                    }
                },
            },
        }
    }

    pub(super) fn parsed<T: FromStr>(&mut self, key: &str, must: &str) -> Option<T> {
        let text = self.text(key);
        let parsed = text.parse().ok();
        if parsed.is_none() {
            let secret = SETTINGS.iter().any(|setting| setting.key == key && setting.secret);
            let shown = if secret { "a secret".to_owned() } else { format!("{text:?}") };
            self.mistakes.push(format!("{key}: {must}, not {shown}"));
        }
        parsed
    }

    pub(super) fn optional(&mut self, key: &str) -> Option<String> {
        Some(self.text(key)).filter(|text| !text.is_empty())
    }

    /// What is separated by commas.
    pub(super) fn list(&mut self, key: &str) -> Vec<String> {
        let text = self.text(key);
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// The name of a header, if one is given.
    pub(super) fn header(&mut self, key: &str) -> Option<String> {
        self.optional(key)?;
        self.parsed::<HeaderName>(key, "must be the name of a header").map(|name| name.to_string())
    }

    /// An address, if one is given. It may have a password in it, so it is not repeated.
    pub(super) fn address(
        &mut self,
        key: &str,
        such_as: &str,
        good: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let address = self.optional(key)?;
        self.check(good(&address), &format!("{key}: must be an address such as {such_as}"));
        Some(address)
    }

    pub(super) fn bucket(&mut self) -> Option<Bucket> {
        let name = self.optional("storage.bucket")?;
        let endpoint = self.optional("storage.endpoint");
        let (key, secret) = (self.text("storage.access_key_id"), self.text("storage.secret_access_key"));
        self.check(!key.is_empty(), "storage.access_key_id: is needed for storage.bucket");
        self.check(!secret.is_empty(), "storage.secret_access_key: is needed for storage.bucket");
        self.check(
            endpoint.as_deref().is_none_or(|url| url.starts_with("https://") || url.starts_with("http://")),
            "storage.endpoint: must begin with https:// or http://",
        );
        let region = self.text("storage.region");
        Some(Bucket { name, endpoint, region, access_key_id: key, secret_access_key: secret })
    }

    pub(super) fn check(&mut self, ok: bool, mistake: &str) {
        if !ok {
            self.mistakes.push(mistake.to_owned());
        }
    }

    /// A misspelt key would otherwise be ignored in silence.
    fn unknown_keys(&mut self) {
        fn walk(prefix: &str, value: &figment::value::Value, keys: &mut Vec<String>) {
            match value {
                figment::value::Value::Dict(_, dict) => {
                    for (name, inner) in dict {
                        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                        walk(&key, inner, keys);
                    }
                }
                _ => keys.push(prefix.to_owned()),
            }
        }
        let mut keys = Vec::new();
        if let Ok(root) = self.figment.extract::<figment::value::Value>() {
            walk("", &root, &mut keys);
        }
        for key in keys {
            let known =
                SETTINGS.iter().any(|setting| setting.key == key) || key.starts_with("database.domains.");
            self.check(known, &format!("{key}: there is no such setting"));
        }
    }
}

/// Whether it is an address of the web.
pub(super) fn is_http(text: &str) -> bool {
    let parsed: Option<Uri> = text.parse().ok();
    parsed.is_some_and(|url| matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some())
}

/// Whether it is an address of a PostgreSQL server.
pub(super) fn is_postgres(text: &str) -> bool {
    let scheme = text.starts_with("postgres://") || text.starts_with("postgresql://");
    scheme && PgConnectOptions::from_str(text).is_ok()
}

/// Whether browsers could send this as `Origin`.
pub(super) fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.contains(['/', '?', '#', '@'])) && is_http(text)
}
