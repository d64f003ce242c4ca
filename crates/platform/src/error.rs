//! What an op or a handler returns when it cannot do what was asked (P-2).

use std::error::Error as StdError;
use std::fmt;

use kernel::{ErrorKind, Problem};
use serde_json::Value;

use crate::http::Allowance;

/// One or more [`Problem`]s with what only the log should see. `http::problem` turns it into JSON or a page in the
/// reader's language.
pub struct Error(Box<Inner>);

struct Inner {
    problems: Vec<Problem>,
    cause: Option<Box<dyn StdError + Send + Sync>>,
    current: Option<Value>,
    retry_after_s: Option<u64>,
    replay: Option<crate::http::idempotency::StoredReply>,
    allowance: Option<Allowance>,
    for_good: bool,
}

/// Shorthand used by ops and handlers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One problem of `source`, told by the Fluent message `text`.
    #[must_use]
    pub fn new(kind: ErrorKind, source: &'static str, text: &'static str) -> Self {
        Problem::new(kind, source, text).into()
    }

    /// Several problems at once; `problems` is not empty.
    #[must_use]
    pub fn all(problems: Vec<Problem>) -> Self {
        debug_assert!(!problems.is_empty(), "an error says what is wrong");
        Self(Box::new(Inner {
            problems,
            cause: None,
            current: None,
            retry_after_s: None,
            replay: None,
            allowance: None,
            for_good: false,
        }))
    }

    /// Our own mistake: 500, with the cause for the log.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Internal, "platform", "platform-error-internal").because(cause)
    }

    /// A part is away: 503 with `Retry-After`.
    #[must_use]
    pub fn unavailable(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Unavailable, "platform", "platform-error-unavailable")
            .retry_after(2)
            .because(cause)
    }

    /// 404 with the platform's general sentence.
    #[must_use]
    pub fn not_found(source: &'static str) -> Self {
        Self::new(ErrorKind::NotFound, source, "platform-error-not-found")
    }

    /// The answer to an earlier request with the same idempotency key (P-7).
    pub(crate) fn replay(stored: crate::http::idempotency::StoredReply) -> Self {
        let mut error = Self::new(ErrorKind::Conflict, "platform", "platform-error-internal");
        error.0.replay = Some(stored);
        error
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Adds the present state of what could not be changed (P-6).
    #[must_use]
    pub fn current(mut self, current: Value) -> Self {
        self.0.current = Some(current);
        self
    }

    /// Says when trying again may help.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// Says that trying again cannot help: a job that fails so is put aside at once.
    #[must_use]
    pub fn for_good(mut self) -> Self {
        self.0.for_good = true;
        self
    }

    /// Adds what is left to whoever has asked too often.
    pub(crate) fn allowance(mut self, allowance: Allowance) -> Self {
        self.0.allowance = Some(allowance);
        self
    }

    /// What is wrong; never empty.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The first problem's kind, which decides the status.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.problems.first().map_or(ErrorKind::Internal, |problem| problem.kind)
    }

    /// Whether the person who typed the input can mend it: a form shows such an error beside its fields.
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(self.kind(), ErrorKind::Validation | ErrorKind::Malformed | ErrorKind::Quota)
    }

    /// Where the thing is that an earlier request with the same idempotency key made: a page goes there.
    #[must_use]
    pub fn replayed_location(&self) -> Option<&str> {
        self.0.replay.as_ref().and_then(crate::http::idempotency::StoredReply::location)
    }

    pub(crate) fn cause(&self) -> Option<&(dyn StdError + Send + Sync)> {
        self.0.cause.as_deref()
    }

    pub(crate) fn current_state(&self) -> Option<&Value> {
        self.0.current.as_ref()
    }

    pub(crate) fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }

    pub(crate) fn is_for_good(&self) -> bool {
        self.0.for_good
    }

    pub(crate) fn what_is_left(&self) -> Option<Allowance> {
        self.0.allowance
    }

    pub(crate) fn take_replay(&mut self) -> Option<crate::http::idempotency::StoredReply> {
        self.0.replay.take()
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::all(vec![problem])
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("problems", &self.0.problems).field("cause", &self.0.cause).finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.problems.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{} {}", problem.code, problem.text)?;
            if let Some(field) = &problem.field {
                write!(f, " ({field})")?;
            }
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl From<contracts::PortError> for Error {
    fn from(error: contracts::PortError) -> Self {
        Self::unavailable(error)
    }
}

/// SQLSTATEs that say the server is going away, starting or full: trying again helps.
const AWAY: [&str; 7] = ["57P01", "57P02", "57P03", "53300", "08006", "08003", "25006"];
/// Serialization failure and deadlock: the same request, sent again, succeeds.
const COLLIDED: [&str; 2] = ["40001", "40P01"];
/// Text with a zero byte, in a value and inside JSON: valid UTF-8 that PostgreSQL cannot hold, so nobody meant it.
const UNWRITABLE: [&str; 2] = ["22021", "22P05"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::unavailable(error),
            sqlx::Error::Protocol(_) | sqlx::Error::Tls(_) => Self::unavailable(error),
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                if AWAY.contains(&code.as_ref()) || COLLIDED.contains(&code.as_ref()) {
                    Self::unavailable(error)
                } else if UNWRITABLE.contains(&code.as_ref()) {
                    Self::new(ErrorKind::Malformed, "platform", "platform-error-malformed")
                } else {
                    Self::internal(error)
                }
            }
            _ => Self::internal(error),
        }
    }
}

/// The constraint that refused a row, so that a store can turn it into its domain's error.
#[must_use]
pub fn violated_constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::constraint)
}
