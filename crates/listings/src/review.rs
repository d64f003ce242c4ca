//! What decides whether a listing goes live at once or waits for an admin (L-11). No SQL: what is known is passed in.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::{Money, Verification};

use crate::model::{Listing, Status};
use crate::words::words;

/// Something an admin should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// One of the first listings of a new business.
    NewBusiness,
    /// It was refused before, or another listing was that said the same, or nearly.
    Resubmitted,
    /// It names something that may not be traded here.
    Forbidden,
    /// Another listing that is live, or waits for a review, says the same, or nearly.
    Duplicate,
    /// Its price is far from what others ask in its category.
    Price,
    /// One of its pictures was on a listing that was refused.
    Picture,
}

impl Finding {
    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewBusiness => "NEW_BUSINESS",
            Self::Resubmitted => "RESUBMITTED",
            Self::Forbidden => "FORBIDDEN",
            Self::Duplicate => "DUPLICATE",
            Self::Price => "PRICE",
            Self::Picture => "PICTURE",
        }
    }
}

/// What the database knows that has to do with a listing.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Listings of its business that have been live.
    pub lived: i64,
    /// Another listing that is live, or waits for a review, says the same, or nearly.
    pub duplicate: bool,
    /// A listing that was refused, and has not been approved since, says the same, or nearly.
    pub refused_words: bool,
    /// The middle one of the prices that others ask in its category and currency, and how many those are.
    pub usual_price: Option<(i64, i64)>,
    /// One of its pictures was refused.
    pub refused_picture: bool,
}

/// Where a listing goes, and why not further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Live, or waiting.
    pub status: Status,
    /// What the admin is told.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// What is written down for the admin.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        self.findings.iter().map(|finding| finding.as_str().to_owned()).collect()
    }
}

/// Prices that one must know of before another one is called unusual.
const ENOUGH_PRICES: i64 = 20;
/// How many times more or less than usual is unusual.
const FAR_OFF: i64 = 20;

/// Whether anything has to be known of the listing at all: verified businesses go live at once, but for what was refused
/// before.
#[must_use]
pub fn needs_facts(business: Verification) -> bool {
    business == Verification::Basic
}

/// Judges a listing that is to go live. The first `reviewed_first` listings of a new business wait in any case.
#[must_use]
pub fn judge(listing: &Listing, business: Verification, facts: &Facts, reviewed_first: i64) -> Verdict {
    let mut findings = Vec::new();
    if listing.status == Status::Rejected || listing.rejection.is_some() || facts.refused_words {
        findings.push(Finding::Resubmitted);
    }
    if needs_facts(business) {
        if facts.lived < reviewed_first {
            findings.push(Finding::NewBusiness);
        }
        if names_forbidden(&listing.details.title) || names_forbidden(&listing.details.description) {
            findings.push(Finding::Forbidden);
        }
        if facts.duplicate {
            findings.push(Finding::Duplicate);
        }
        if is_far_off(listing.details.price, facts.usual_price) {
            findings.push(Finding::Price);
        }
        if facts.refused_picture {
            findings.push(Finding::Picture);
        }
    }
    let status = if findings.is_empty() { Status::Active } else { Status::PendingReview };
    Verdict { status, findings }
}

/// Whether a live listing that was changed has to wait again: being new is no reason any more.
#[must_use]
pub fn is_to_be_looked_at_again(verdict: &Verdict) -> bool {
    verdict.findings.iter().any(|finding| *finding != Finding::NewBusiness)
}

fn is_far_off(price: Option<Money>, usual: Option<(i64, i64)>) -> bool {
    let (Some(price), Some((usual, known))) = (price, usual.filter(|(usual, _)| *usual > 0)) else {
        return false;
    };
    let amount = price.amount_minor;
    known >= ENOUGH_PRICES && (amount / FAR_OFF > usual || amount.saturating_mul(FAR_OFF) < usual)
}

/// Phrases that name what may not be traded, by their first word, as [`words`] writes them.
static FORBIDDEN: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut phrases: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for line in include_str!("../data/forbidden.txt").lines() {
        let phrase = words(line.split('#').next().unwrap_or(""));
        if let Some(first) = phrase.first() {
            phrases.entry(first.clone()).or_default().push(phrase);
        }
    }
    phrases
});

/// Whether a text has one of the phrases of `data/forbidden.txt`, in whatever capitals, accents and plurals.
#[must_use]
pub fn names_forbidden(text: &str) -> bool {
    let text = words(text);
    (0..text.len()).any(|at| {
        let phrases = FORBIDDEN.get(&text[at]);
        phrases.is_some_and(|phrases| phrases.iter().any(|phrase| text[at..].starts_with(phrase)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::live;

    fn listing(title: &str, price: Option<i64>) -> Listing {
        let mut listing = live();
        listing.status = Status::Draft;
        title.clone_into(&mut listing.details.title);
        listing.details.price = price.and_then(|minor| Money::new(minor, "NGN".parse().ok()?).ok());
        listing
    }

    fn known() -> Facts {
        Facts { lived: 9, usual_price: Some((100_000, 40)), ..Facts::default() }
    }

    #[test]
    fn what_is_found_decides_who_waits() {
        use Finding::{Duplicate, Forbidden, NewBusiness, Picture, Price, Resubmitted};
        let usual = || listing("Yellow maize, 50 kg bags", Some(90_000));
        for (listing, facts, expected) in [
            (usual(), known(), vec![]),
            (usual(), Facts { lived: 2, ..known() }, vec![NewBusiness]),
            (listing("AK-47s, like new", None), known(), vec![Forbidden]),
            (usual(), Facts { duplicate: true, ..known() }, vec![Duplicate]),
            (usual(), Facts { refused_words: true, ..known() }, vec![Resubmitted]),
            (listing("Yellow maize, 50 kg bags", Some(3_000_000)), known(), vec![Price]),
            (listing("Yellow maize, 50 kg bags", Some(1_000)), known(), vec![Price]),
            (listing("Yellow maize, 50 kg bags", Some(1_000_000)), known(), vec![]),
            (
                listing("Yellow maize, 50 kg bags", Some(3_000_000)),
                Facts { usual_price: Some((100_000, 19)), ..known() },
                vec![],
            ),
            (usual(), Facts { refused_picture: true, ..known() }, vec![Picture]),
        ] {
            let verdict = judge(&listing, Verification::Basic, &facts, 3);
            assert_eq!(verdict.findings, expected, "{} {facts:?}", listing.details.title);
            assert_eq!(verdict.status == Status::Active, expected.is_empty());
        }
    }

    #[test]
    fn verified_businesses_go_live_at_once_but_not_what_was_refused() {
        let facts = Facts { lived: 0, duplicate: true, ..Facts::default() };
        let forbidden = listing("AK-47, like new", None);
        assert_eq!(
            judge(&forbidden, Verification::Verified, &facts, 3),
            Verdict { status: Status::Active, findings: Vec::new() }
        );
        let refused = Listing { status: Status::Rejected, ..forbidden };
        assert_eq!(judge(&refused, Verification::Trusted, &facts, 3).findings, [Finding::Resubmitted]);
    }

    #[test]
    fn nobody_waits_for_being_new_where_that_is_configured_off() {
        let verdict = judge(&listing("Maize in bags", None), Verification::Basic, &Facts::default(), 0);
        assert_eq!(verdict, Verdict { status: Status::Active, findings: Vec::new() });
    }

    #[test]
    fn what_may_not_be_traded_is_known_in_five_languages_and_only_that() {
        for text in [
            "Elephant tusks for sale",
            "Défenses d'éléphant",
            "Passeports authentiques et faux passeport",
            "مسدس للبيع",
            "Dinheiro falso",
            "Bunduki mpya",
            "Tramadol 225mg",
        ] {
            assert!(names_forbidden(text), "{text}");
        }
        for text in [
            "Glue gun with sticks",
            "Ivory coloured paint",
            "Passport photos",
            "Maize, drug free",
            "Canon camera",
        ] {
            assert!(!names_forbidden(text), "{text}");
        }
    }
}
