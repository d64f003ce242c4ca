//! Configuration: defaults, then a file, then the environment (`PUSHNCHAT__SERVER__BIND`), checked as a whole (P-25).

mod reader;
mod settings;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base64::Engine;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use tracing_subscriber::EnvFilter;

use crate::blob::Bucket;
use reader::{Reader, is_http, is_origin, is_postgres};
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
    /// Header with the class of the client's network.
    pub network_header: Option<String>,
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

/// Keys that seal the words of messages in the database (M-12).
#[derive(Clone, Default)]
pub struct MessageKeys {
    /// All by their names.
    pub keys: BTreeMap<String, [u8; 32]>,
    /// The one for what is written from now on; none means that it is written as it is.
    pub seal_with: Option<String>,
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
    /// Countries and classes of networks in which everybody gets less.
    pub limits_strict: Vec<String>,
    /// First listings of a new business that wait for an admin.
    pub reviewed_first: i64,
    /// For the words of messages.
    pub message_keys: MessageKeys,
    /// Log lines as JSON; if nothing is said, outside `dev`.
    pub log_json: Option<bool>,
    /// Which log lines.
    pub log_filter: String,
    /// OpenTelemetry collector.
    pub otlp_url: Option<String>,
    /// The development server: outbox page, style guide.
    pub dev: bool,
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
        let mut reader = Reader::new(figment);
        let bind = reader.parsed("server.bind", "must be an address with a port");
        let metrics_bind = match reader.optional("server.metrics_bind") {
            Some(_) => reader.parsed("server.metrics_bind", "must be an address with a port"),
            None => None,
        };
        let public_url = reader.text("server.public_url").trim_end_matches('/').to_owned();
        let is_site = is_origin(&public_url);
        reader.check(is_site, "server.public_url: must be https://host or http://host, without a path");
        let trusted_proxies = reader.parsed("server.trusted_proxies", "must be a number");
        let request_timeout_s = reader.parsed("server.request_timeout_s", "must be a number of seconds");
        reader.check(request_timeout_s != Some(0), "server.request_timeout_s: must be at least 1");
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
        reader.check(matches!(format.as_str(), "" | "pretty" | "json"), "log.format: must be pretty or json");
        let log_filter = reader.text("log.filter");
        reader.check(EnvFilter::try_new(&log_filter).is_ok(), "log.filter: is no filter of tracing's");
        let otlp_url = reader.address("telemetry.otlp_url", "http://host:4318/v1/traces", is_http);
        let is_redis = |url: &str| redis::Client::open(url).is_ok();
        let redis_url = reader.address("redis.url", "redis://host:6379", is_redis);
        let is_smtp = |url: &str| AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok();
        let smtp_url = reader.address("mail.smtp_url", "smtps://user:password@host:465", is_smtp);
        let sender: Option<Mailbox> = reader.parsed("mail.from", "must be Name <name@example.com>");
        let country_header = reader.header("server.country_header");
        let network_header = reader.header("server.network_header");
        let cors_origins = reader.list("server.cors_origins");
        for origin in &cors_origins {
            let mistake = format!("server.cors_origins: must be https://host without a path, not {origin:?}");
            reader.check(is_origin(origin), &mistake);
        }
        let database = "postgres://user:password@host/name";
        let url = reader.address("database.url", database, is_postgres);
        let owner_url = reader.address("database.owner_url", database, is_postgres);
        let domains = reader.domains();
        let secret_text = reader.text("secret_key");
        let secret_key = base64::engine::general_purpose::STANDARD.decode(&secret_text).unwrap_or_default();
        reader.check(
            secret_text.is_empty() || secret_key.len() >= 32,
            "secret_key: must be 32 bytes or more in base64 (openssl rand -base64 32)",
        );
        let bucket = reader.bucket();
        let message_keys = reader.message_keys();
        let config = Self {
            server: Server {
                bind: bind.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
                metrics_bind,
                public_url,
                trusted_proxies: trusted_proxies.unwrap_or(0),
                country_header,
                network_header,
                request_timeout_s: request_timeout_s.unwrap_or(20),
                shutdown_s: shutdown_s.unwrap_or(20),
                cors_origins,
            },
            database: Database {
                url: url.unwrap_or_default(),
                owner_url: owner_url.unwrap_or_default(),
                max_connections: max_connections.unwrap_or(20),
                domains,
            },
            data_dir: reader.text("data_dir").into(),
            bucket,
            secret_key,
            redis_url,
            smtp_url,
            mail_from: sender.map(|sender| sender.to_string()).unwrap_or_default(),
            limits: limits.unwrap_or(true),
            limits_strict: reader.list("limits.strict"),
            reviewed_first: reviewed_first.unwrap_or(3),
            message_keys,
            log_json: (!format.is_empty()).then_some(format == "json"),
            log_filter,
            otlp_url,
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
    fn keys_for_messages_are_read_by_name_and_never_repeated() {
        let defaults = Config::defaults().message_keys;
        assert!(defaults.keys.is_empty() && defaults.seal_with.is_none(), "nothing is sealed unless told");
        let one = base64::engine::general_purpose::STANDARD.encode([1; 32]);
        let two = base64::engine::general_purpose::STANDARD.encode([2; 32]);
        let good = read(&format!("[messages]\nkeys = 'k2026:{one}, k2027:{two}'\nseal_with = 'k2027'"));
        let good = good.unwrap_or_else(|mistakes| panic!("{mistakes:?}")).message_keys;
        assert_eq!((good.keys["k2026"], good.keys["k2027"]), ([1; 32], [2; 32]));
        assert_eq!(good.seal_with.as_deref(), Some("k2027"));
        let bad = format!("a:{one},a:{two},{one},2026:{one},b:c2hvcnQ=,c:");
        let mistakes = read(&format!("[messages]\nkeys = '{bad}'\nseal_with = 'd'")).err().expect("mistakes");
        let places: Vec<&str> = mistakes.iter().map(|line| &line[..line.len().min(24)]).collect();
        let number = |n: usize| format!("messages.keys: number {n} ");
        let mut wanted: Vec<String> = (2..=6).map(number).collect();
        wanted.push("messages.seal_with: must ".to_owned());
        assert_eq!(places, wanted.iter().map(|line| &line[..24]).collect::<Vec<_>>());
        assert!(
            mistakes.iter().all(|line| !line.contains(&one) && !line.contains("c2hvcnQ")),
            "{mistakes:?}"
        );
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
    fn a_file_that_is_no_toml_is_no_set_of_defaults_and_is_not_repeated() {
        let mistakes =
            read("[server]\nbind = '127.0.0.1:9000'\n[mail]\nsmtp_url = smtps://me:hidden@x").err();
        let mistakes = mistakes.expect("a mistake").join("\n");
        let place = "the configuration file cannot be read: TOML parse error at line 4";
        assert!(mistakes.starts_with(place) && !mistakes.contains("hidden"), "{mistakes}");
    }

    #[test]
    fn what_is_used_later_is_checked_at_the_start_too() {
        let mistakes = read(
            "[redis]\nurl = 'http://secret@x'\n[mail]\nsmtp_url = 'gopher://me:secret@x'\nfrom = 'nobody'\n\
             [log]\nfilter = 'sqlx=loud'\n[telemetry]\notlp_url = 'collector'\n[database]\nurl = 'mysql://me:secret@x'\n\
             [server]\ncors_origins = 'https://good.example, https://bad.example/path, example.com'\n\
             country_header = 'a header'",
        );
        let mistakes = mistakes.err().expect("mistakes");
        insta::assert_snapshot!(mistakes.join("\n"), @r#"
        log.filter: is no filter of tracing's
        telemetry.otlp_url: must be an address such as http://host:4318/v1/traces
        redis.url: must be an address such as redis://host:6379
        mail.smtp_url: must be an address such as smtps://user:password@host:465
        mail.from: must be Name <name@example.com>, not "nobody"
        server.country_header: must be the name of a header, not "a header"
        server.cors_origins: must be https://host without a path, not "https://bad.example/path"
        server.cors_origins: must be https://host without a path, not "example.com"
        database.url: must be an address such as postgres://user:password@host/name
        "#);
    }

    #[test]
    fn values_that_would_only_fail_at_the_first_request_are_told_at_the_start() {
        let mistakes = read(
            "[server]\npublic_url = 'https://site.example/shop'\nrequest_timeout_s = 0\n\
             [database.domains]\nlistings = 'mysql://me:secret@x'\nmedia = ''\nsearch = 5",
        );
        insta::assert_snapshot!(mistakes.err().expect("mistakes").join("\n"), @r"
        server.public_url: must be https://host or http://host, without a path
        server.request_timeout_s: must be at least 1
        database.domains.listings: must be an address such as postgres://user:password@host/name
        database.domains.search: must be an address such as postgres://user:password@host/name
        ");
    }

    #[test]
    fn logs_are_json_unless_somebody_reads_them() {
        assert_eq!(Config::defaults().log_json, None);
        let format =
            |name: &str| read(&format!("[log]\nformat = '{name}'")).ok().map(|config| config.log_json);
        assert_eq!((format("json"), format("pretty")), (Some(Some(true)), Some(Some(false))));
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
