//! What each plan level gives (L-14). A table until payments bring plans that can be bought.

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
            PlanLevel::Free => Self { active_listings: 10, featured_per_month: 1, extensions: 1, media: 2 },
            PlanLevel::Growth => {
                Self { active_listings: 100, featured_per_month: 5, extensions: 3, media: 5 }
            }
            PlanLevel::Premium => {
                Self { active_listings: 1000, featured_per_month: 20, extensions: 10, media: 5 }
            }
        }
    }
}
