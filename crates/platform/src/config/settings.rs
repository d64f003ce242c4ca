//! The one source of defaults, documentation and `.env.example`.

/// One setting.
pub(super) struct Setting {
    pub(super) key: &'static str,
    pub(super) default: &'static str,
    pub(super) secret: bool,
    pub(super) doc: &'static str,
}

const fn setting(key: &'static str, default: &'static str, doc: &'static str) -> Setting {
    Setting { key, default, secret: false, doc }
}

const fn secret(key: &'static str, default: &'static str, doc: &'static str) -> Setting {
    Setting { key, default, secret: true, doc }
}

pub(super) const SETTINGS: &[Setting] = &[
    setting("server.bind", "127.0.0.1:8080", "Address and port to listen on."),
    setting("server.metrics_bind", "", "Address and port of /metrics; empty: none."),
    setting(
        "server.public_url",
        "http://localhost:8080",
        "Where people reach the site; decides links and Secure cookies.",
    ),
    setting("server.trusted_proxies", "0", "How many proxies in front add to X-Forwarded-For."),
    setting(
        "server.country_header",
        "",
        "Header in which a trusted proxy tells the country, such as CF-IPCountry; empty: none.",
    ),
    setting(
        "server.network_header",
        "",
        "Header in which a trusted proxy tells the class of the network, such as hosting or tor; empty: none.",
    ),
    setting("server.request_timeout_s", "20", "Seconds until an unanswered request gets 503."),
    setting("server.shutdown_s", "20", "Seconds that requests and jobs get to finish at shutdown."),
    setting("server.cors_origins", "", "Origins that browsers may call the API from, separated by commas."),
    setting("data_dir", "./data", "Folder of the managed database, pictures and the message outbox."),
    setting("storage.bucket", "", "Bucket for pictures in an S3-compatible store; empty: data_dir/media."),
    setting("storage.endpoint", "", "https:// address of that store; empty: Amazon S3."),
    setting("storage.region", "us-east-1", "Region of the bucket."),
    secret("storage.access_key_id", "", "Who we are to the store."),
    secret("storage.secret_access_key", "", "How we prove it."),
    secret(
        "database.url",
        "",
        "PostgreSQL as the role that owns nothing; empty: the managed one (dev only).",
    ),
    secret("database.owner_url", "", "PostgreSQL as the role that owns the schemas, for `migrate`."),
    setting("database.max_connections", "20", "Most connections of this process to each database."),
    secret(
        "redis.url",
        "",
        "Redis (redis://host:6379) between processes; empty, or while it is away: PostgreSQL does it.",
    ),
    secret(
        "secret_key",
        "",
        "32 bytes or more in base64, for signatures; made and kept in data_dir if empty.",
    ),
    secret(
        "mail.smtp_url",
        "",
        "smtps://user:password@host:465; empty: mails are written to data_dir/outbox.",
    ),
    setting("mail.from", "PushNchat <no-reply@pushnchat.example>", "Sender of mails."),
    setting("limits.enabled", "true", "Whether rate limits hold."),
    setting(
        "limits.strict",
        "",
        "Countries and classes of networks, separated by commas, where abuse came from: a third is granted there.",
    ),
    setting(
        "listings.reviewed_first",
        "3",
        "First listings of a new business that an admin looks at; 0: none.",
    ),
    secret(
        "messages.keys",
        "",
        "Keys that seal words of messages (name:base64 of 32 bytes, separated by commas); docs/message-keys.md.",
    ),
    setting("messages.seal_with", "", "Name of the one that seals new words; empty: none is sealed."),
    setting("log.format", "", "pretty or json; empty: pretty in `dev`, json otherwise."),
    setting("log.filter", "info,sqlx=warn", "Which log lines are written (tracing's filter syntax)."),
    setting(
        "telemetry.otlp_url",
        "",
        "OpenTelemetry collector (http://host:4318/v1/traces); empty: no traces leave.",
    ),
];
