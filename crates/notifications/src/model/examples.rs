//! Something of everything that a sentence can speak of, for looking at sentences before anybody is told them.

use super::kind::Kind;
use super::words::{ALERTS, Facts};

/// The facts of a kind, one set for each body that it can have.
#[must_use]
pub fn examples(kind: Kind) -> Vec<Facts> {
    let usual = Facts::default()
        .text("business", "Adunni Grains & Sons")
        .text("person", "Amina Bello")
        .text("listing", "White maize, 50 kg bags")
        .text("other", "Wanted: white maize")
        .text("search", "Rice near me")
        .text("slug", "adunni-grains-sons")
        .text("url", "/search?q=rice");
    let for_reason = |reason: &str| usual.clone().text("reason", reason);
    match kind {
        Kind::SecurityAlert => [""].iter().chain(&ALERTS).map(|reason| for_reason(reason)).collect(),
        Kind::ListingRejected => vec![for_reason("The photo shows a phone number."), usual],
        _ => vec![usual],
    }
}
