//! Reading one setting after the other, and keeping every mistake.

use std::collections::BTreeMap;
use std::str::FromStr;

use axum::http::{HeaderName, Uri};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use figment::Figment;
use figment::value::Value;
use sqlx::postgres::PgConnectOptions;

use super::MessageKeys;
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

    /// Keys for the words of messages. What is wrong with one is told without repeating it.
    pub(super) fn message_keys(&mut self) -> MessageKeys {
        let mut keys = BTreeMap::new();
        for (at, entry) in self.list("messages.keys").iter().enumerate() {
            let told = format!(
                "messages.keys: number {} must be name:key, a name of small letters, digits and hyphens that begins \
                 with a letter and is there once, and 32 bytes in base64 (openssl rand -base64 32)",
                at + 1
            );
            let read = entry.split_once(':').and_then(|(name, key)| {
                let key: [u8; 32] = STANDARD.decode(key.trim()).ok()?.try_into().ok()?;
                is_key_name(name).then(|| (name.to_owned(), key))
            });
            let is_new = read.is_some_and(|(name, key)| keys.insert(name, key).is_none());
            self.check(is_new, &told);
        }
        let seal_with = self.optional("messages.seal_with");
        let is_known = seal_with.as_ref().is_none_or(|name| keys.contains_key(name));
        self.check(is_known, "messages.seal_with: must be the name of a key in messages.keys");
        MessageKeys { keys, seal_with }
    }

    /// Addresses of domains that connect with a role of their own; an empty one is none.
    pub(super) fn domains(&mut self) -> BTreeMap<String, String> {
        let given = self.figment.find_value("database.domains").ok().and_then(Value::into_dict);
        let mut domains = BTreeMap::new();
        for (name, value) in given.unwrap_or_default() {
            let url = value.into_string();
            let is_good = url.as_deref().is_some_and(|url| url.is_empty() || is_postgres(url));
            let such_as = "must be an address such as postgres://user:password@host/name";
            self.check(is_good, &format!("database.domains.{name}: {such_as}"));
            if let Some(url) = url.filter(|url| !url.is_empty()) {
                domains.insert(name, url);
            }
        }
        domains
    }

    pub(super) fn check(&mut self, ok: bool, mistake: &str) {
        if !ok {
            self.mistakes.push(mistake.to_owned());
        }
    }

    /// A misspelt key, or a file that is no TOML, would otherwise be ignored in silence.
    fn unknown_keys(&mut self) {
        fn walk(prefix: &str, value: &Value, keys: &mut Vec<String>) {
            match value {
                Value::Dict(_, dict) => {
                    for (name, inner) in dict {
                        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                        walk(&key, inner, keys);
                    }
                }
                _ => keys.push(prefix.to_owned()),
            }
        }
        let mut keys = Vec::new();
        match self.figment.find_value("") {
            Ok(root) => walk("", &root, &mut keys),
            Err(error) => {
                // Only where it is: the lines after the first repeat what stands there, which may be a secret.
                let told = error.to_string();
                let place = told.lines().next().unwrap_or_default();
                self.mistakes.push(format!("the configuration file cannot be read: {place}"));
            }
        }
        for key in keys {
            let known =
                SETTINGS.iter().any(|setting| setting.key == key) || key.starts_with("database.domains.");
            self.check(known, &format!("{key}: there is no such setting"));
        }
    }
}

/// Small letters, digits and hyphens; a letter first, so that nothing takes it for a number.
fn is_key_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(is_plain)
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
