//! A listing and what may become of it. No SQL, no HTTP: every change is a method that returns the listing as it is
//! afterwards, or why it cannot be.

mod parts;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::listings::{ListingCard, Seller};
use contracts::media::Picture;
use kernel::{ListingId, MediaId, UserId};

use crate::error::ListingsError;
use crate::plans::Entitlements;

pub use parts::{
    Details, Duration, FEATURED_FOR, LEAST_DESCRIPTION, LINK_GOOD_FOR, RESTORABLE_FOR, Status, Window,
    Withdrawal,
};

/// A listing with everything about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Its id.
    pub id: ListingId,
    /// Whose it is, as its card shows it.
    pub business: Seller,
    /// Who wrote it.
    pub created_by: UserId,
    /// What it says.
    pub details: Details,
    /// The first picture.
    pub photo: Option<Picture>,
    /// The state that is written; [`Listing::status_at`] is the one that holds.
    pub status: Status,
    /// From going live to expiry; none for one that never was live.
    pub life: Option<Window>,
    /// When the owner is to be told that a fifth of the time is left; none once that is done.
    pub remind_at: Option<DateTime<Utc>>,
    /// The paid slot it has or had last in this life.
    pub featured: Option<Window>,
    /// Its place in the circle of featured ones.
    pub rotation: i32,
    /// Extensions in this life.
    pub extensions_used: i16,
    /// Why a review refused it.
    pub rejection: Option<String>,
    /// Set exactly when it is withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// Counts changes.
    pub version: i64,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Listing {
    /// A new draft.
    #[must_use]
    pub fn draft(
        id: ListingId,
        business: Seller,
        created_by: UserId,
        details: Details,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            business,
            created_by,
            details,
            photo: None,
            status: Status::Draft,
            life: None,
            remind_at: None,
            featured: None,
            rotation: 0,
            extensions_used: 0,
            rejection: None,
            withdrawn: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }

    /// The state that holds at `now`: a listing is expired the moment its time is over, whether or not anybody has
    /// written that down yet (L-3).
    #[must_use]
    pub fn status_at(&self, now: DateTime<Utc>) -> Status {
        let over = self.life.is_none_or(|life| now >= life.until);
        if self.status == Status::Active && over { Status::Expired } else { self.status }
    }

    /// Whether anybody may see it at `now`.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.status_at(now) == Status::Active
    }

    /// Whether it has a paid slot at `now`.
    #[must_use]
    pub fn is_featured(&self, now: DateTime<Utc>) -> bool {
        self.is_live(now) && self.featured.is_some_and(|window| window.holds(now))
    }

    /// Until when it can be restored.
    #[must_use]
    pub fn restorable_until(&self) -> Option<DateTime<Utc>> {
        self.withdrawn.map(|withdrawal| withdrawal.at + RESTORABLE_FOR)
    }

    /// Lets it go live, or wait for a review, as `status` says (see [`crate::review`]).
    ///
    /// # Errors
    /// When it is neither a draft nor was rejected, or is not complete.
    pub fn publish(mut self, status: Status, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        match self.status {
            Status::Draft | Status::Rejected => {}
            Status::Active | Status::PendingReview => return Err(ListingsError::AlreadyPublished),
            Status::Expired | Status::Withdrawn => {
                return Err(ListingsError::NotEditable(self.status_at(now)));
            }
        }
        crate::input::check_whole(&self.details).map_err(ListingsError::Invalid)?;
        if status == Status::Active {
            self.rejection = None;
            self.start_life(self.details.duration, now);
        } else {
            self.status = status;
            self.featured = None;
        }
        Ok(self.touched(now))
    }

    /// A live one that was changed in a way that has to be looked at: it waits, and begins a new life when it is let
    /// through. What is left of a paid slot waits with it.
    #[must_use]
    pub fn wait_again(mut self, now: DateTime<Utc>) -> Self {
        if self.status == Status::Active {
            let slot = self.featured.filter(|window| window.holds(now));
            self.featured = slot.map(|window| Window { from: now, ..window });
        }
        self.status = Status::PendingReview;
        self.remind_at = None;
        self.touched(now)
    }

    /// An admin has looked at it and lets it go live. What is live already (people complained about it) stays as it is.
    ///
    /// # Errors
    /// When it neither waits nor is live.
    pub fn approve(mut self, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        match self.status_at(now) {
            Status::Active => return Ok(self),
            Status::PendingReview => {}
            status => return Err(ListingsError::NotInReview(status)),
        }
        self.rejection = None;
        let slot = self.featured;
        self.start_life(self.details.duration, now);
        self.featured = slot.zip(self.life).map(|(slot, life)| Window {
            from: now,
            until: (now + (slot.until - slot.from)).min(life.until),
        });
        Ok(self.touched(now))
    }

    /// An admin has looked at it and refuses it; its owner reads why, and may correct it and publish it again.
    ///
    /// # Errors
    /// When it neither waits nor is live.
    pub fn reject(mut self, reason: String, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        match self.status_at(now) {
            Status::Active | Status::PendingReview => {}
            status => return Err(ListingsError::NotInReview(status)),
        }
        self.status = Status::Rejected;
        self.rejection = Some(reason);
        self.remind_at = None;
        Ok(self.touched(now))
    }

    /// Says something else. A live listing stays live and keeps its time.
    ///
    /// # Errors
    /// When it was withdrawn, or is not a draft and `details` are not complete.
    pub fn edit(mut self, details: Details, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        if self.status == Status::Withdrawn {
            return Err(ListingsError::NotEditable(self.status));
        }
        if self.status != Status::Draft {
            crate::input::check_whole(&details).map_err(ListingsError::Invalid)?;
        }
        self.details = details;
        Ok(self.touched(now))
    }

    /// Adds time to a live one.
    ///
    /// # Errors
    /// When it is not live, or the plan's number of extensions is used up.
    pub fn extend(
        mut self,
        by: Duration,
        plan: &Entitlements,
        now: DateTime<Utc>,
    ) -> Result<Self, ListingsError> {
        let Some(life) = self.life.filter(|_| self.is_live(now)) else {
            return Err(ListingsError::NotLive(self.status_at(now)));
        };
        if self.extensions_used >= plan.extensions {
            return Err(ListingsError::NoExtensionsLeft {
                limit: plan.extensions,
                used: self.extensions_used,
            });
        }
        self.extensions_used += 1;
        self.set_life(Window { from: life.from, until: life.until + by.span() });
        Ok(self.touched(now))
    }

    /// Brings an expired or withdrawn one back for a new life.
    ///
    /// # Errors
    /// When it is in another state or never was live.
    pub fn renew(mut self, duration: Duration, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        let status = self.status_at(now);
        let was_over = match self.withdrawn {
            None => status == Status::Expired,
            Some(withdrawal) => matches!(withdrawal.from, Status::Active | Status::Expired),
        };
        if !was_over || self.life.is_none() {
            return Err(ListingsError::NotRenewable(status));
        }
        self.withdrawn = None;
        self.details.duration = duration;
        self.start_life(duration, now);
        Ok(self.touched(now))
    }

    /// Gives it a new life as long as the one that ends, by the link of its reminder. Before the end that costs nothing
    /// of what it has: a paid slot goes on, and where it was extended since, it does not end sooner.
    ///
    /// # Errors
    /// When it is neither live nor has ended within [`LINK_GOOD_FOR`].
    pub fn renew_by_link(mut self, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        let status = self.status_at(now);
        let in_time = self.life.filter(|life| now < life.until + LINK_GOOD_FOR);
        let Some(life) = in_time.filter(|_| matches!(status, Status::Active | Status::Expired)) else {
            return Err(ListingsError::NotRenewable(status));
        };
        let slot = self.featured.filter(|window| window.holds(now));
        self.start_life(self.details.duration, now);
        self.set_life(Window { from: now, until: life.until.max(now + self.details.duration.span()) });
        self.featured = slot;
        Ok(self.touched(now))
    }

    /// Its time is over; what it says has not changed.
    #[must_use]
    pub fn expire(mut self) -> Self {
        self.status = Status::Expired;
        self.remind_at = None;
        self.version += 1;
        self
    }

    /// Its title as people saw it in its last life; none when its owner took it back, or when it was changed since the
    /// end: nobody has judged that.
    #[must_use]
    pub fn title_as_seen(&self) -> Option<&str> {
        (self.is_as_seen() && self.withdrawn.is_none()).then_some(self.details.title.as_str())
    }

    /// Whether it is as people saw it, or see it.
    fn is_as_seen(&self) -> bool {
        self.life.is_some_and(|life| self.updated_at < life.until)
    }

    /// Whether its words are those of `details`.
    #[must_use]
    pub fn says(&self, details: &Details) -> bool {
        (&self.details.title, &self.details.description) == (&details.title, &details.description)
    }

    /// From when on others may copy it: since it was written, if what it says was let through; else since now.
    #[must_use]
    pub fn judged_since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let status = self.withdrawn.map_or(self.status, |withdrawal| withdrawal.from);
        let was_let_through = matches!(status, Status::Active | Status::Expired) && self.is_as_seen();
        if was_let_through { self.created_at } else { now }
    }

    /// Its owner has been told that the end is near; what it says has not changed.
    #[must_use]
    pub fn reminded(mut self) -> Self {
        self.remind_at = None;
        self
    }

    /// Takes it off the site.
    ///
    /// # Errors
    /// When that has been done.
    pub fn withdraw(mut self, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        if self.status == Status::Withdrawn {
            return Err(ListingsError::NotEditable(self.status));
        }
        self.withdrawn = Some(Withdrawal { at: now, from: self.status_at(now) });
        self.status = Status::Withdrawn;
        self.remind_at = None;
        Ok(self.touched(now))
    }

    /// Undoes a withdrawal: it is what it was, and its time has gone on running.
    ///
    /// # Errors
    /// When it is not withdrawn, or was for longer than [`RESTORABLE_FOR`].
    pub fn restore(mut self, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        let Some(withdrawal) = self.withdrawn.take() else {
            return Err(ListingsError::NotWithdrawn(self.status_at(now)));
        };
        if now >= withdrawal.at + RESTORABLE_FOR {
            return Err(ListingsError::RestoreTooLate);
        }
        self.status = withdrawal.from;
        if let (Status::Active, Some(life)) = (self.status, self.life) {
            if now < life.until {
                self.set_life(life);
                // Once in a life is enough.
                self.remind_at = self.remind_at.filter(|due| *due > withdrawal.at);
            } else {
                self.status = Status::Expired;
            }
        }
        Ok(self.touched(now))
    }

    /// Gives it a paid slot, at `rotation` in the circle.
    ///
    /// # Errors
    /// When it is not live or has a slot.
    pub fn feature(mut self, rotation: i32, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        let Some(life) = self.life.filter(|_| self.is_live(now)) else {
            return Err(ListingsError::NotLive(self.status_at(now)));
        };
        if self.is_featured(now) {
            return Err(ListingsError::AlreadyFeatured);
        }
        self.featured = Some(Window { from: now, until: (now + FEATURED_FOR).min(life.until) });
        self.rotation = rotation;
        Ok(self.touched(now))
    }

    /// Adds a picture at the end; adding one that is there changes nothing.
    ///
    /// # Errors
    /// When it was withdrawn or there are as many as there may be.
    pub fn add_media(
        mut self,
        media: MediaId,
        plan: &Entitlements,
        now: DateTime<Utc>,
    ) -> Result<Self, ListingsError> {
        if self.status == Status::Withdrawn {
            return Err(ListingsError::NotEditable(self.status));
        }
        if self.details.media_ids.contains(&media) {
            return Ok(self);
        }
        let used = self.details.media_ids.len();
        if used >= plan.media {
            return Err(ListingsError::TooManyMedia { limit: plan.media, used });
        }
        self.details.media_ids.push(media);
        Ok(self.touched(now))
    }

    /// Takes a picture off.
    ///
    /// # Errors
    /// When it was withdrawn or does not have it.
    pub fn remove_media(mut self, media: MediaId, now: DateTime<Utc>) -> Result<Self, ListingsError> {
        if self.status == Status::Withdrawn {
            return Err(ListingsError::NotEditable(self.status));
        }
        if !self.details.media_ids.contains(&media) {
            return Err(ListingsError::NotFound);
        }
        self.details.media_ids.retain(|id| *id != media);
        Ok(self.touched(now))
    }

    /// Without a picture that is gone, whatever its state; the next of `pictures` becomes the first.
    #[must_use]
    pub fn lose_media(
        mut self,
        media: MediaId,
        pictures: &HashMap<MediaId, Picture>,
        now: DateTime<Utc>,
    ) -> Self {
        self.details.media_ids.retain(|id| *id != media);
        self.photo = self.details.media_ids.first().and_then(|first| pictures.get(first)).cloned();
        self.touched(now)
    }

    /// The card of a live one.
    #[must_use]
    pub fn card(&self, now: DateTime<Utc>) -> Option<ListingCard> {
        let life = self.life.filter(|_| self.is_live(now))?;
        Some(ListingCard {
            id: self.id,
            kind: self.details.kind,
            title: self.details.title.clone(),
            category: self.details.category.clone()?,
            price: self.details.price,
            city: self.details.city.clone(),
            country: self.details.country,
            location: self.details.location,
            distance_m: None,
            activated_at: life.from,
            expires_at: life.until,
            featured: self.is_featured(now),
            business: self.business.clone(),
            photo: self.photo.clone(),
        })
    }

    fn start_life(&mut self, duration: Duration, now: DateTime<Utc>) {
        self.status = Status::Active;
        self.featured = None;
        self.extensions_used = 0;
        self.set_life(Window { from: now, until: now + duration.span() });
    }

    fn set_life(&mut self, life: Window) {
        self.life = Some(life);
        self.remind_at = Some(life.until - (life.until - life.from) / 5);
    }

    fn touched(mut self, now: DateTime<Utc>) -> Self {
        self.version += 1;
        self.updated_at = now;
        self
    }
}
