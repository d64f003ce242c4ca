//! What each plan level gives (L-14, Y-1). A table until payments bring plans that can be bought.

use kernel::PlanLevel;

/// The limits of a plan, as far as listings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entitlements {
    /// Listings that may be live at once.
    pub active_listings: i64,
    /// Paid slots in a calendar month (UTC).
    pub featured_per_month: i64,
    /// Extensions in one life of a listing.
    pub extensions: i16,
    /// Pictures of one listing; its table holds five at most. One that has more since its business paid for another plan
    /// keeps them.
    pub media: usize,
}

impl Entitlements {
    /// What a plan level gives.
    #[must_use]
    pub fn of(plan: PlanLevel) -> Self {
        match plan {
            PlanLevel::Free => Self { active_listings: 3, featured_per_month: 0, extensions: 1, media: 2 },
            PlanLevel::Growth => Self { active_listings: 20, featured_per_month: 4, extensions: 3, media: 5 },
            PlanLevel::Premium => {
                Self { active_listings: 200, featured_per_month: 30, extensions: 10, media: 5 }
            }
        }
    }

    /// The smallest plan level that gives this.
    pub fn level_with(gives: impl Fn(&Self) -> bool) -> Option<PlanLevel> {
        PlanLevel::ALL.iter().copied().find(|level| gives(&Self::of(*level)))
    }

    /// The smallest plan level that has paid slots.
    pub(crate) fn level_with_slots() -> Option<PlanLevel> {
        Self::level_with(|plan| plan.featured_per_month > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_give_what_was_agreed() {
        let of = |gives: fn(Entitlements) -> i64| {
            PlanLevel::ALL.iter().map(move |level| gives(Entitlements::of(*level)))
        };
        assert!(of(|plan| plan.active_listings).eq([3, 20, 200]));
        assert!(of(|plan| plan.featured_per_month).eq([0, 4, 30]));
        assert!(of(|plan| plan.extensions.into()).eq([1, 3, 10]));
        assert!(of(|plan| plan.media as i64).eq([2, 5, 5]));
        assert_eq!(Entitlements::level_with_slots(), Some(PlanLevel::Growth));
        assert_eq!(Entitlements::level_with(|plan| plan.active_listings >= 201), None);
    }
}
