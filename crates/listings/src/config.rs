//! What the platform's operator decides about listings.

use kernel::Verification;

use crate::model::Status;

/// What a listing becomes when its business publishes it.
///
/// For now everything goes live at once, whoever writes it. The review rules (automatic checks, an admin's look at the
/// first listings of a new business, L-11) will decide here, which is why the business's verification is asked for.
#[must_use]
pub fn status_when_published(business: Verification) -> Status {
    match business {
        Verification::Basic | Verification::Verified | Verification::Trusted => Status::Active,
    }
}
