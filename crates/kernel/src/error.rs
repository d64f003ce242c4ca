use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// What kind of failure it is, seen by whoever called. Decides the HTTP status and the default code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// 400: cannot be read (syntax, type, unknown field, foreign cursor).
    Malformed,
    /// 422: can be read, but breaks a rule.
    Validation,
    /// 401: nobody is signed in, or the token is no longer good.
    Unauthorized,
    /// 403: signed in, without the right.
    Forbidden,
    /// 403 `QUOTA_EXCEEDED`: the plan's limit is used up.
    Quota,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409: somebody else was first.
    Conflict,
    /// 413.
    PayloadTooLarge,
    /// 415.
    UnsupportedMedia,
    /// 428: a write without the version it is meant for.
    PreconditionRequired,
    /// 429.
    RateLimited,
    /// 500: our mistake.
    Internal,
    /// 503: a part is away; trying again helps.
    Unavailable,
}

impl ErrorKind {
    /// The stable word of the error envelope (P-2).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "MALFORMED",
            Self::Validation => "VALIDATION_ERROR",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::Forbidden => "FORBIDDEN",
            Self::Quota => "QUOTA_EXCEEDED",
            Self::NotFound => "NOT_FOUND",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::Conflict => "CONFLICT",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::UnsupportedMedia => "UNSUPPORTED_MEDIA_TYPE",
            Self::PreconditionRequired => "PRECONDITION_REQUIRED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal => "INTERNAL",
            Self::Unavailable => "UNAVAILABLE",
        }
    }
}

/// A value put into a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A number, written in the reader's way.
    Number(i64),
    /// A text, put in as it is.
    Text(String),
    /// A moment, written as a date with its time of day in UTC.
    Moment(DateTime<Utc>),
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<DateTime<Utc>> for Arg {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::Moment(moment)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// One thing that is wrong, told by the key of a text so that it can be said in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Decides the status.
    pub kind: ErrorKind,
    /// The stable word of the envelope; `kind.code()` unless a finer one helps the caller.
    pub code: &'static str,
    /// Dotted path of the input at fault (`location.latitude`).
    pub field: Option<String>,
    /// Key of the Fluent message.
    pub text: Cow<'static, str>,
    /// Values for the message.
    pub args: Vec<(&'static str, Arg)>,
    /// The domain that says so (`listings`).
    pub source: &'static str,
}

impl Problem {
    /// A problem of `source`, told by the Fluent message `text`.
    #[must_use]
    pub fn new(kind: ErrorKind, source: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, code: kind.code(), field: None, text: text.into(), args: Vec::new(), source }
    }

    /// Names the input at fault.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// A finer code than the kind's own.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// A value for the message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}
