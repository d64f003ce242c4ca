//! The link in a reminder: whoever has it may renew one listing, once in the life that it was made in (L-3).

use chrono::{DateTime, Utc};
use kernel::ListingId;
use platform::cursor;
use platform::keys::Keys;

use crate::model::Listing;

/// What the signature is for: no other list or link takes it.
const SCOPE: &str = "renewal of a listing";

/// Which life of which listing a link renews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// The listing.
    pub id: ListingId,
    /// When the life began that is to be renewed.
    pub life_from: DateTime<Utc>,
}

impl Renewal {
    /// The renewal of a listing's present life; none for one that never was live.
    #[must_use]
    pub fn of(listing: &Listing) -> Option<Self> {
        listing.life.map(|life| Self { id: listing.id, life_from: life.from })
    }

    /// The path of the page with the button.
    #[must_use]
    pub fn path(self, keys: &Keys) -> String {
        format!("/r/{}", cursor::seal(keys, SCOPE, &(self.id, self.life_from.timestamp_micros())))
    }

    /// Reads what stands behind `/r/`; none for what was not made here.
    #[must_use]
    pub fn read(keys: &Keys, token: &str) -> Option<Self> {
        let (id, micros) = cursor::open::<(ListingId, i64)>(keys, SCOPE, token).ok()?;
        Some(Self { id, life_from: DateTime::from_timestamp_micros(micros)? })
    }

    /// Whether the listing is still in the life that the link is for.
    #[must_use]
    pub fn is_open(self, listing: &Listing) -> bool {
        listing.id == self.id && listing.life.is_some_and(|life| life.from == self.life_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::live;

    #[test]
    fn a_link_is_for_one_life_of_one_listing() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let listing = live();
        let renewal = Renewal::of(&listing).expect("it is live");
        let path = renewal.path(&keys);
        let token = path.strip_prefix("/r/").expect("the path of the page");
        assert_eq!(Renewal::read(&keys, token), Some(renewal));
        assert!(renewal.is_open(&listing));
        let end = listing.life.expect("it is live").until;
        let again = listing.clone().renew_by_link(end).expect("it has just ended");
        assert!(!renewal.is_open(&again));
        assert!(!renewal.is_open(&Listing { id: ListingId::new(end), ..listing }));
        assert_eq!(Renewal::read(&keys, &token[1..]), None);
        let stolen = cursor::seal(&keys, "/listings?", &(renewal.id, renewal.life_from.timestamp_micros()));
        assert_eq!(Renewal::read(&keys, &stolen), None, "a cursor of a list is no link");
    }
}
