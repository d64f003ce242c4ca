//! How a business becomes verified: it sends papers, and an admin looks at them.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{BusinessId, Checks, Problem, UserId, Verification};
use uuid::Uuid;

/// Files that come with one request; see [`crate::pages`] for how many a form is read with.
pub const MOST_PAPERS: usize = 4;
/// How long papers are kept after the decision about them.
pub const PAPERS_KEPT: TimeDelta = TimeDelta::days(90);

/// Papers that were sent and what became of them, or a level that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which.
    pub id: Uuid,
    /// Whose papers.
    pub business_id: BusinessId,
    /// Its name.
    pub business: String,
    /// Its address.
    pub slug: String,
    /// The level that it has now.
    pub now: Verification,
    /// `OPEN`, `APPROVED`, `REFUSED` or `TAKEN_BACK`.
    pub status: String,
    /// What the business wrote.
    pub note: String,
    /// The level that was given.
    pub level: Option<Verification>,
    /// Why it was refused or taken back.
    pub reason: Option<String>,
    /// Who sent the papers.
    pub sent_by: UserId,
    /// When they came.
    pub sent_at: DateTime<Utc>,
    /// Which admin decided.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// The files, in order; none any more a while after the decision.
    pub papers: Vec<Uuid>,
}

impl Case {
    /// Whether it waits for a decision.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status == "OPEN"
    }

    /// Whether `by` has decided exactly this already.
    #[must_use]
    pub fn was_decided(&self, decision: &Decision, by: UserId) -> bool {
        let (status, level, reason) = decision.written();
        self.decided_by == Some(by)
            && (self.status.as_str(), self.level, self.reason.as_deref()) == (status, level, reason)
    }
}

/// What an admin makes of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// They are enough for this level.
    Approve(Verification),
    /// They are not, because of this.
    Refuse(String),
}

impl Decision {
    /// Checks what came in: APPROVE with a level, or REFUSE with a reason of 10–500 characters.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(
        decision: Option<&str>,
        level: Option<&str>,
        reason: Option<&str>,
    ) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new("accounts");
        let decision = checks.required("decision", decision.filter(|text| !text.is_empty()));
        let parsed = match decision {
            Some("APPROVE") => {
                let level = checks.chosen("level", level, "accounts-check-level");
                if level == Some(Verification::Basic) {
                    checks.fail("level", "accounts-check-level");
                }
                level.map(Self::Approve)
            }
            Some("REFUSE") => checks.text("reason", reason, 10..=500).map(Self::Refuse),
            Some(_) => {
                checks.fail("decision", "accounts-check-decision");
                None
            }
            None => None,
        };
        checks.finish(parsed)
    }

    /// As it is written down: state, level, reason.
    #[must_use]
    pub fn written(&self) -> (&'static str, Option<Verification>, Option<&str>) {
        match self {
            Self::Approve(level) => ("APPROVED", Some(*level), None),
            Self::Refuse(reason) => ("REFUSED", None, Some(reason)),
        }
    }
}

/// A level that is taken back: the one that stays, and why.
///
/// # Errors
/// Everything that is wrong.
pub fn parse_taking_back(
    level: Option<&str>,
    reason: Option<&str>,
) -> Result<(Verification, String), Vec<Problem>> {
    let mut checks = Checks::new("accounts");
    let level = checks.chosen("level", level, "accounts-check-level");
    let reason = checks.text("reason", reason, 10..=500);
    checks.finish(level.zip(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_a_level_or_a_reason() {
        let parse = |decision, level, reason| {
            let fields = |problems: Vec<Problem>| {
                problems.into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>()
            };
            Decision::parse(decision, level, reason).map_err(fields)
        };
        assert_eq!(
            parse(Some("APPROVE"), Some("TRUSTED"), None),
            Ok(Decision::Approve(Verification::Trusted))
        );
        assert_eq!(parse(Some("APPROVE"), Some("BASIC"), None), Err(vec!["level".to_owned()]));
        assert_eq!(parse(Some("APPROVE"), None, None), Err(vec!["level".to_owned()]));
        let reason = "The name on it is another one.";
        assert_eq!(parse(Some("REFUSE"), None, Some(reason)), Ok(Decision::Refuse(reason.to_owned())));
        assert_eq!(parse(Some("REFUSE"), None, Some("no")), Err(vec!["reason".to_owned()]));
        assert_eq!(parse(Some("PERHAPS"), None, None), Err(vec!["decision".to_owned()]));
        assert_eq!(parse(None, None, None), Err(vec!["decision".to_owned()]));
    }
}
