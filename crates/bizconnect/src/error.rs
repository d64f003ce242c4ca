use chrono::{DateTime, SecondsFormat, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{ErrorKind, Problem};
use platform::Error;
use serde_json::{Value, json};

use crate::model::allowance::{Period, UsedUp};
use crate::model::connection::word;
use crate::model::market::Hindrance;

/// Why something cannot be done with a connection.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConnectionsError {
    /// There is none, or none that the asker may know of.
    #[error("no such connection")]
    NotFound,
    /// What was said breaks rules.
    #[error("{} rules are broken", .0.len())]
    Invalid(Vec<Problem>),
    /// The business that is asked does not exist.
    #[error("no such business")]
    NoSuchBusiness,
    /// A business cannot ask itself.
    #[error("asked itself")]
    Oneself,
    /// There is no market of this code.
    #[error("no such market")]
    NoSuchMarket,
    /// The market is not open to this business, or not towards the other.
    #[error("not eligible: {}", .hindrance.as_str())]
    NotEligible {
        /// What hinders it.
        hindrance: Hindrance,
        /// Plan levels that open the market.
        plans: Vec<&'static str>,
    },
    /// The same side has asked already and waits for the answer.
    #[error("asked already")]
    AlreadyRequested(Value),
    /// They are connected.
    #[error("connected already")]
    AlreadyConnected(Value),
    /// One side has blocked the other. Who blocked is told so.
    #[error("blocked")]
    Blocked {
        /// Whether it was the asker.
        by_own: bool,
    },
    /// The last answer is too fresh.
    #[error("asked again too soon")]
    TooSoon {
        /// From when on it may be asked again.
        again_at: DateTime<Utc>,
    },
    /// The two have a newer connection in this market, or one that stands open: nothing is to be done with this one.
    #[error("replaced by a newer connection")]
    Replaced(Value),
    /// It has asked and waits for the answer: until then its introduction is what it may say.
    #[error("its request waits for an answer")]
    RequestWaits,
    /// It was told no too lately to write all the same.
    #[error("writes too soon after a no")]
    WriteTooSoon {
        /// From when on it may write.
        again_at: DateTime<Utc>,
    },
    /// From where it stands, this side cannot bring it there.
    #[error("no way from {from:?} to {to:?}")]
    NoSuchWay {
        /// Where it stands.
        from: ConnectionStatus,
        /// Where it was to go.
        to: ConnectionStatus,
    },
    /// The plan's limit is used up.
    #[error("{} of {} used", .0.used, .0.limit)]
    UsedUp(Box<UsedUp>),
}

/// The domain's name in errors.
pub(crate) const SOURCE: &str = "bizconnect";

impl From<ConnectionsError> for Error {
    fn from(error: ConnectionsError) -> Self {
        let conflict = |code, text: &'static str| Problem::new(ErrorKind::Conflict, SOURCE, text).code(code);
        let invalid = |text: &'static str| Problem::new(ErrorKind::Validation, SOURCE, text);
        match error {
            ConnectionsError::NotFound => {
                Error::new(ErrorKind::NotFound, SOURCE, "bizconnect-error-not-found")
            }
            ConnectionsError::Invalid(problems) => Error::all(problems),
            ConnectionsError::NoSuchBusiness => {
                invalid("bizconnect-error-no-such-business").field("business_id").into()
            }
            ConnectionsError::Oneself => invalid("bizconnect-error-oneself").field("business_id").into(),
            ConnectionsError::NoSuchMarket => {
                invalid("bizconnect-error-no-such-market").field("market").into()
            }
            ConnectionsError::NotEligible { hindrance, plans } => not_eligible(hindrance, &plans),
            ConnectionsError::AlreadyRequested(current) => {
                Error::from(conflict("ALREADY_REQUESTED", "bizconnect-error-already-requested"))
                    .current(current)
            }
            ConnectionsError::AlreadyConnected(current) => {
                Error::from(conflict("ALREADY_CONNECTED", "bizconnect-error-already-connected"))
                    .current(current)
            }
            ConnectionsError::Blocked { by_own: true } => {
                conflict("BLOCKED", "bizconnect-error-blocked-by-you").into()
            }
            ConnectionsError::Blocked { by_own: false } => {
                conflict("BLOCKED", "bizconnect-error-blocked").into()
            }
            ConnectionsError::TooSoon { again_at } => {
                let problem = conflict("TOO_SOON", "bizconnect-error-too-soon").arg("day", again_at);
                Error::from(problem).current(json!({"again_at": moment(again_at)}))
            }
            ConnectionsError::Replaced(current) => {
                Error::from(conflict("REPLACED", "bizconnect-error-replaced").field("status"))
                    .current(current)
            }
            ConnectionsError::RequestWaits => {
                conflict("REQUEST_PENDING", "bizconnect-error-request-waits").into()
            }
            ConnectionsError::WriteTooSoon { again_at } => {
                let problem = conflict("TOO_SOON", "bizconnect-error-write-too-soon").arg("day", again_at);
                Error::from(problem).current(json!({"again_at": moment(again_at)}))
            }
            ConnectionsError::NoSuchWay { from, to } => {
                let problem = conflict("NO_SUCH_WAY", "bizconnect-error-no-such-way");
                problem.field("status").arg("from", word(from)).arg("to", word(to)).into()
            }
            ConnectionsError::UsedUp(used_up) => quota(&used_up),
        }
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// 403 `NOT_ELIGIBLE`, with what would open the market (B-7).
fn not_eligible(hindrance: Hindrance, plans: &[&'static str]) -> Error {
    let text = match hindrance {
        Hindrance::OwnCountry => "bizconnect-error-own-country",
        Hindrance::OtherCountry => "bizconnect-error-other-country",
        Hindrance::SameCountry => "bizconnect-error-same-country",
        Hindrance::Plan => "bizconnect-error-plan",
    };
    let problem = Problem::new(ErrorKind::Forbidden, SOURCE, text).code("NOT_ELIGIBLE").field("market");
    let problem = problem.arg("plans", plans.join(", "));
    Error::from(problem).current(json!({"reason": hindrance.as_str(), "plans": plans}))
}

/// 403 `QUOTA_EXCEEDED`, with limit, used, reset and what lifts it (B-6).
fn quota(used_up: &UsedUp) -> Error {
    let UsedUp { counted, period, limit, used, resets_at, lifted_by } = used_up;
    let text = match (period, lifted_by.is_some()) {
        (Period::Day, true) => "bizconnect-quota-day",
        (Period::Day, false) => "bizconnect-quota-day-most",
        (Period::Month, true) => "bizconnect-quota-month",
        (Period::Month, false) => "bizconnect-quota-month-most",
    };
    let problem = Problem::new(ErrorKind::Quota, SOURCE, text)
        .arg("what", counted.as_str())
        .arg("limit", i64::from(*limit))
        .arg("used", i64::from(*used))
        .arg("resets", *resets_at)
        .arg("plan", lifted_by.map_or("", |allowance| allowance.plan.as_str()));
    let lifted_by = lifted_by.map(|allowance| {
        json!({"plan": allowance.plan, "per_day": allowance.per_day, "per_month": allowance.per_month})
    });
    Error::from(problem).current(json!({
        "what": counted.as_str(), "period": period.as_str(), "limit": limit, "used": used,
        "resets_at": moment(*resets_at), "lifted_by": lifted_by,
    }))
}
