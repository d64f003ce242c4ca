//! Configuration: defaults, then a file, then the environment (`PUSHNCHAT__SERVER__BIND`), checked as a whole (P-25).

mod settings;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use base64::Engine;
use figment::Figment;
use figment::providers::{Env, Format, Toml};

use crate::blob::Bucket;
use settings::SETTINGS;

/// HTTP.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where to listen.
    pub bind: SocketAddr,
    /// Where metrics are served, if anywhere.
    pub metrics_bind: Option<SocketAddr>,
    /// Scheme and host without a slash at the end.
    pub public_url: String,
    /// Proxies that add to `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// Header with the client's country.
    pub country_header: Option<String>,
    /// Seconds.
    pub request_timeout_s: u64,
    /// Seconds.
    pub shutdown_s: u64,
    /// Allowed origins of the API.
    pub cors_origins: Vec<String>,
}

impl Server {
    /// Whether people come over HTTPS, so that cookies are `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// PostgreSQL.
#[derive(Clone)]
pub struct Database {
    /// As the role that owns nothing; empty until the managed database has started.
    pub url: String,
    /// As the role that owns the schemas.
    pub owner_url: String,
    /// Most connections of a pool.
    pub max_connections: u32,
    /// Domains that connect with a role of their own.
    pub domains: BTreeMap<String, String>,
}

/// Everything that can be set.
#[derive(Clone)]
pub struct Config {
    /// HTTP.
    pub server: Server,
    /// PostgreSQL.
    pub database: Database,
    /// Folder for everything that is kept outside the database.
    pub data_dir: PathBuf,
    /// Where pictures are kept instead of in `data_dir`.
    pub bucket: Option<Bucket>,
    /// Redis between processes, if there is one.
    pub redis_url: Option<String>,
    /// For signatures; empty until [`Config::ensure_secret`].
    pub secret_key: Vec<u8>,
    /// SMTP server; none means an outbox folder.
    pub smtp_url: Option<String>,
    /// Sender of mails.
    pub mail_from: String,
    /// Whether rate limits hold.
    pub limits: bool,
    /// First listings of a new business that wait for an admin.
    pub reviewed_first: i64,
    /// Log lines as JSON.
    pub log_json: bool,
    /// Which log lines.
    pub log_filter: String,
    /// OpenTelemetry collector.
    pub otlp_url: Option<String>,
    /// The development server: outbox page, style guide.
    pub dev: bool,
}

/// Reads settings one by one and keeps every mistake.
struct Reader {
    figment: Figment,
    mistakes: Vec<String>,
}

impl Reader {
    fn text(&mut self, key: &str) -> String {
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

    fn parsed<T: FromStr>(&mut self, key: &str, must: &str) -> Option<T> {
        let text = self.text(key);
        let parsed = text.parse().ok();
        if parsed.is_none() {
            let secret = SETTINGS.iter().any(|setting| setting.key == key && setting.secret);
            let shown = if secret { "a secret".to_owned() } else { format!("{text:?}") };
            self.mistakes.push(format!("{key}: {must}, not {shown}"));
        }
        parsed
    }

    fn optional(&mut self, key: &str) -> Option<String> {
        Some(self.text(key)).filter(|text| !text.is_empty())
    }

    fn bucket(&mut self) -> Option<Bucket> {
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

    fn check(&mut self, ok: bool, mistake: &str) {
        if !ok {
            self.mistakes.push(mistake.to_owned());
        }
    }
}

impl Config {
    /// Reads `file` (if given) and the environment.
    ///
    /// # Errors
    /// All mistakes at once, each naming its key; secrets are not repeated.
    pub fn load(file: Option<&Path>) -> Result<Self, Vec<String>> {
        let mut figment = Figment::new();
        if let Some(file) = file {
            if !file.is_file() {
                return Err(vec![format!("the configuration file {} does not exist", file.display())]);
            }
            figment = figment.merge(Toml::file(file));
        }
        Self::read(figment.merge(Env::prefixed("PUSHNCHAT__").split("__")))
    }

    fn read(figment: Figment) -> Result<Self, Vec<String>> {
        let mut reader = Reader { figment, mistakes: Vec::new() };
        reader.unknown_keys();
        let bind = reader.parsed("server.bind", "must be an address with a port");
        let metrics_bind = match reader.optional("server.metrics_bind") {
            Some(_) => reader.parsed("server.metrics_bind", "must be an address with a port"),
            None => None,
        };
        let public_url = reader.text("server.public_url").trim_end_matches('/').to_owned();
        reader.check(
            public_url.starts_with("http://") || public_url.starts_with("https://"),
            "server.public_url: must begin with http:// or https://",
        );
        let trusted_proxies = reader.parsed("server.trusted_proxies", "must be a number");
        let request_timeout_s = reader.parsed("server.request_timeout_s", "must be a number of seconds");
        let shutdown_s = reader.parsed("server.shutdown_s", "must be a number of seconds");
        let max_connections = reader.parsed("database.max_connections", "must be a number");
        reader.check(max_connections != Some(0), "database.max_connections: must be at least 1");
        let limits = reader.parsed("limits.enabled", "must be true or false");
        let reviewed_first = reader.parsed("listings.reviewed_first", "must be a number");
        reader.check(
            reviewed_first.is_none_or(|n: i64| n >= 0),
            "listings.reviewed_first: must not be negative",
        );
        let format = reader.text("log.format");
        reader.check(matches!(format.as_str(), "pretty" | "json"), "log.format: must be pretty or json");
        let secret_text = reader.text("secret_key");
        let secret_key = base64::engine::general_purpose::STANDARD.decode(&secret_text).unwrap_or_default();
        reader.check(
            secret_text.is_empty() || secret_key.len() >= 32,
            "secret_key: must be 32 bytes or more in base64 (openssl rand -base64 32)",
        );
        let bucket = reader.bucket();
        let config = Self {
            server: Server {
                bind: bind.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
                metrics_bind,
                public_url,
                trusted_proxies: trusted_proxies.unwrap_or(0),
                country_header: reader.optional("server.country_header"),
                request_timeout_s: request_timeout_s.unwrap_or(20),
                shutdown_s: shutdown_s.unwrap_or(20),
                cors_origins: reader
                    .text("server.cors_origins")
                    .split(',')
                    .map(|origin| origin.trim().to_owned())
                    .filter(|origin| !origin.is_empty())
                    .collect(),
            },
            database: Database {
                url: reader.text("database.url"),
                owner_url: reader.text("database.owner_url"),
                max_connections: max_connections.unwrap_or(20),
                domains: reader.figment.extract_inner("database.domains").unwrap_or_default(),
            },
            data_dir: reader.text("data_dir").into(),
            bucket,
            secret_key,
            redis_url: reader.optional("redis.url"),
            smtp_url: reader.optional("mail.smtp_url"),
            mail_from: reader.text("mail.from"),
            limits: limits.unwrap_or(true),
            reviewed_first: reviewed_first.unwrap_or(3),
            log_json: format == "json",
            log_filter: reader.text("log.filter"),
            otlp_url: reader.optional("telemetry.otlp_url"),
            dev: false,
        };
        if reader.mistakes.is_empty() { Ok(config) } else { Err(reader.mistakes) }
    }

    /// Defaults only, for tests and for `dev` without any configuration.
    #[must_use]
    pub fn defaults() -> Self {
        Self::read(Figment::new()).expect("the defaults are checked by a test")
    }

    /// Uses the configured secret, or the one in `data_dir/secret_key`, making it at the first start.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn ensure_secret(&mut self) -> std::io::Result<()> {
        if !self.secret_key.is_empty() {
            return Ok(());
        }
        let path = self.data_dir.join("secret_key");
        if let Ok(kept) = std::fs::read(&path)
            && kept.len() >= 32
        {
            self.secret_key = kept;
            return Ok(());
        }
        std::fs::create_dir_all(&self.data_dir)?;
        let made: [u8; 32] = rand::random();
        write_private(&path, &made)?;
        self.secret_key = made.to_vec();
        Ok(())
    }

    /// Where pictures are kept, for people to read.
    #[must_use]
    pub fn files_at(&self) -> String {
        match &self.bucket {
            None => self.data_dir.join("media").display().to_string(),
            Some(bucket) => format!("{}/{}", bucket.endpoint.as_deref().unwrap_or("Amazon S3"), bucket.name),
        }
    }

    /// The text of `.env.example`.
    #[must_use]
    pub fn example() -> String {
        let mut text = String::from(
            "# Every setting with its default. Generated by `pushnchat config example`; do not edit by hand.\n\
             # The same keys work in a TOML file given with --config ([server] bind = \"…\").\n",
        );
        for setting in SETTINGS {
            let name = setting.key.to_uppercase().replace('.', "__");
            let note = if setting.secret { " Secret." } else { "" };
            text.push_str(&format!("\n# {}{note}\n#PUSHNCHAT__{name}={}\n", setting.doc, setting.default));
        }
        text.push_str(
            "\n# A domain can connect with a role of its own. Secret.\n#PUSHNCHAT__DATABASE__DOMAINS__LISTINGS=\n",
        );
        text
    }
}

impl Reader {
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

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, Vec<String>> {
        Config::read(Figment::new().merge(Toml::string(toml)))
    }

    #[test]
    fn the_defaults_are_good() {
        let config = Config::defaults();
        assert_eq!(config.server.bind.port(), 8080);
        assert!(config.limits);
    }

    #[test]
    fn a_bucket_needs_its_keys() {
        assert!(Config::defaults().bucket.is_none());
        let mistakes = read("[storage]\nbucket = 'pictures'\nendpoint = 'ftp://x'").err().expect("mistakes");
        insta::assert_snapshot!(mistakes.join("\n"), @r"
        storage.access_key_id: is needed for storage.bucket
        storage.secret_access_key: is needed for storage.bucket
        storage.endpoint: must begin with https:// or http://
        ");
        let good = "[storage]\nbucket = 'pictures'\naccess_key_id = 'me'\nsecret_access_key = 'secret'";
        let bucket = read(good).ok().and_then(|config| config.bucket).expect("a bucket");
        assert_eq!((bucket.region.as_str(), bucket.endpoint), ("us-east-1", None));
    }

    #[test]
    fn all_mistakes_are_told_at_once_and_secrets_are_not_repeated() {
        let mistakes =
            read("secret_key = 'c2hvcnQ='\n[server]\nbind = 'here'\nport = 3\n[log]\nformat = 'xml'")
                .err()
                .expect("four mistakes");
        insta::assert_snapshot!(mistakes.join("\n"), @r#"
        server.port: there is no such setting
        server.bind: must be an address with a port, not "here"
        log.format: must be pretty or json
        secret_key: must be 32 bytes or more in base64 (openssl rand -base64 32)
        "#);
    }

    #[test]
    fn typed_values_are_read() {
        let config = read(
            "[database]\nmax_connections = 7\n[database.domains]\nlistings = 'postgres://x'\n[limits]\nenabled = false",
        );
        let config = config.unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        assert_eq!(config.database.max_connections, 7);
        assert_eq!(config.database.domains.get("listings").map(String::as_str), Some("postgres://x"));
        assert!(!config.limits);
    }
}
