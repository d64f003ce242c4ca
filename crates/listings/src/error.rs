use chrono::{DateTime, SecondsFormat, Utc};
use kernel::{ErrorKind, PlanLevel, Problem};
use platform::Error;
use serde_json::json;

use crate::model::Status;

/// Why something cannot be done with a listing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ListingsError {
    /// There is none, or none that the asker may know of.
    #[error("no such listing")]
    NotFound,
    /// The link of a reminder was cut off on its way, or was not made here.
    #[error("not a link of ours")]
    BrokenLink,
    /// What was said breaks rules.
    #[error("{} rules are broken", .0.len())]
    Invalid(Vec<Problem>),
    /// Somebody else's listing has the id that a client made.
    #[error("the id is taken")]
    IdTaken,
    /// It is live, or on its way.
    #[error("already published")]
    AlreadyPublished,
    /// Its state does not allow a change of its content.
    #[error("cannot be changed while {0}")]
    NotEditable(Status),
    /// Only what is live can be extended or featured.
    #[error("not live but {0}")]
    NotLive(Status),
    /// Only what was live and is over can be renewed.
    #[error("cannot be renewed while {0}")]
    NotRenewable(Status),
    /// People complain about the listings of others.
    #[error("one's own listing")]
    OwnListing,
    /// There is nothing to decide.
    #[error("not in review but {0}")]
    NotInReview(Status),
    /// There is nothing to restore.
    #[error("not withdrawn but {0}")]
    NotWithdrawn(Status),
    /// It was withdrawn more than 30 days ago.
    #[error("withdrawn too long ago")]
    RestoreTooLate,
    /// It has a paid slot.
    #[error("already featured")]
    AlreadyFeatured,
    /// The plan's pictures of one listing are used up, or would be exceeded.
    #[error("{used} of {limit} pictures used")]
    TooManyMedia {
        /// By the plan.
        limit: usize,
        /// Those that the listing has, which are more than the limit after a change of the plan.
        used: usize,
    },
    /// The plan's extensions of this life are used up.
    #[error("{used} of {limit} extensions used")]
    NoExtensionsLeft {
        /// By the plan.
        limit: i16,
        /// In this life.
        used: i16,
    },
    /// The plan's live listings are used up.
    #[error("{used} of {limit} listings are live")]
    TooManyActive {
        /// By the plan.
        limit: i64,
        /// At this moment.
        used: i64,
        /// When enough of them have expired.
        resets_at: Option<DateTime<Utc>>,
    },
    /// The plan's paid slots of this month are used up.
    #[error("{used} of {limit} slots used this month")]
    NoSlotsLeft {
        /// By the plan.
        limit: i64,
        /// This month.
        used: i64,
        /// The first of next month.
        resets_at: DateTime<Utc>,
    },
    /// The plan has no paid slots.
    #[error("the plan has no slots")]
    NoSlotsInPlan {
        /// The smallest plan that has.
        lifted_by: Option<PlanLevel>,
    },
}

/// The domain's name in errors.
pub(crate) const SOURCE: &str = "listings";

impl From<ListingsError> for Error {
    fn from(error: ListingsError) -> Self {
        let conflict = |code, text: &'static str| Problem::new(ErrorKind::Conflict, SOURCE, text).code(code);
        match error {
            ListingsError::NotFound => Error::new(ErrorKind::NotFound, SOURCE, "listings-error-not-found"),
            ListingsError::BrokenLink => {
                Error::new(ErrorKind::NotFound, SOURCE, "listings-error-renewal-link")
            }
            ListingsError::Invalid(problems) => Error::all(problems),
            ListingsError::IdTaken => conflict("ID_TAKEN", "listings-error-id-taken").field("id").into(),
            ListingsError::AlreadyPublished => {
                conflict("ALREADY_PUBLISHED", "listings-error-already-published").into()
            }
            ListingsError::NotEditable(status) => {
                conflict("NOT_EDITABLE", "listings-error-not-editable").arg("status", status.as_str()).into()
            }
            ListingsError::NotLive(status) => {
                conflict("NOT_LIVE", "listings-error-not-live").arg("status", status.as_str()).into()
            }
            ListingsError::NotRenewable(status) => conflict("NOT_RENEWABLE", "listings-error-not-renewable")
                .arg("status", status.as_str())
                .into(),
            ListingsError::OwnListing => conflict("OWN_LISTING", "listings-error-own-listing").into(),
            ListingsError::NotInReview(status) => conflict("NOT_IN_REVIEW", "listings-error-not-in-review")
                .arg("status", status.as_str())
                .into(),
            ListingsError::NotWithdrawn(status) => conflict("NOT_WITHDRAWN", "listings-error-not-withdrawn")
                .arg("status", status.as_str())
                .into(),
            ListingsError::RestoreTooLate => {
                conflict("RESTORE_TOO_LATE", "listings-error-restore-too-late").into()
            }
            ListingsError::AlreadyFeatured => {
                conflict("ALREADY_FEATURED", "listings-error-already-featured").into()
            }
            ListingsError::TooManyMedia { limit, used } => {
                let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
                // Pictures are not used up by time: nothing resets.
                quota("listings-quota-media", number(limit), number(used), None, Some("media_ids"))
            }
            ListingsError::NoExtensionsLeft { limit, used } => {
                quota("listings-quota-extensions", limit.into(), used.into(), None, None)
            }
            ListingsError::TooManyActive { limit, used, resets_at } => {
                let text =
                    if resets_at.is_some() { "listings-quota-active" } else { "listings-quota-active-full" };
                quota(text, limit, used, resets_at, None)
            }
            ListingsError::NoSlotsLeft { limit, used, resets_at } => {
                quota("listings-quota-featured", limit, used, Some(resets_at), None)
            }
            ListingsError::NoSlotsInPlan { lifted_by } => {
                let plan = lifted_by.map_or("", PlanLevel::as_str);
                // Time gives no slots: nothing resets.
                let current = json!({"limit": 0, "used": 0, "resets_at": null, "lifted_by": lifted_by});
                let problem = Problem::new(ErrorKind::Quota, SOURCE, "listings-quota-featured-plan");
                Error::from(problem.arg("limit", 0_i64).arg("used", 0_i64).arg("plan", plan)).current(current)
            }
        }
    }
}

/// 403 that says limit, used and when it resets, in words and as `meta.current` (L-14).
fn quota(
    text: &'static str,
    limit: i64,
    used: i64,
    resets_at: Option<DateTime<Utc>>,
    field: Option<&'static str>,
) -> Error {
    let mut problem = Problem::new(ErrorKind::Quota, SOURCE, text).arg("limit", limit).arg("used", used);
    if let Some(at) = resets_at {
        problem = problem.arg("resets", at);
    }
    if let Some(field) = field {
        problem = problem.field(field);
    }
    let resets_at = resets_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    Error::from(problem).current(json!({"limit": limit, "used": used, "resets_at": resets_at}))
}
