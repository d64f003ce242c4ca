//! How many sockets a user has (M-7). A place is taken before a socket is let in, so that many that come at the same
//! moment count each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::UserId;

/// Sockets of one user in one process.
const MOST_SOCKETS: usize = 20;

/// The places that are taken in this process.
#[derive(Default)]
pub(super) struct Places(Mutex<HashMap<UserId, usize>>);

/// The place of one socket; free again when it is dropped, so also when the socket never came to be.
pub(super) struct Place {
    places: Arc<Places>,
    pub(super) user: UserId,
}

impl Places {
    /// None when the user has as many as one may have.
    pub(super) fn take(self: &Arc<Self>, user: UserId) -> Option<Place> {
        let mut taken = self.taken();
        let own = taken.entry(user).or_default();
        if *own == MOST_SOCKETS {
            return None;
        }
        *own += 1;
        Some(Place { places: self.clone(), user })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<UserId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        let Some(own) = taken.get_mut(&self.user) else { return };
        *own -= 1;
        if *own == 0 {
            taken.remove(&self.user);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_user_has_twenty_places_and_one_that_is_given_back_is_free() {
        let places = Arc::new(Places::default());
        let (amina, kwame) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let mut own: Vec<Place> = (0..MOST_SOCKETS).filter_map(|_| places.take(amina)).collect();
        assert_eq!(own.len(), MOST_SOCKETS);
        assert!(places.take(amina).is_none());
        assert!(places.take(kwame).is_some(), "everybody has their own");
        own.pop();
        assert!(places.take(amina).is_some_and(|place| place.user == amina));
        own.clear();
        assert!(places.taken().is_empty(), "nothing is kept of who has left");
    }
}
