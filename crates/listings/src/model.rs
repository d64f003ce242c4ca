//! A listing and what may become of it. No SQL, no HTTP: every change is a method that returns the listing as it is
//! afterwards, or why it cannot be.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::{ListingCard, ListingType, Seller};
use contracts::media::Picture;
use kernel::{Country, GeoPoint, ListingId, MarketCode, MediaId, Money, UnknownCode, UserId};

use crate::error::ListingsError;
use crate::plans::Entitlements;

/// Where a listing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written; only its business sees it.
    Draft,
    /// Waits for a review.
    PendingReview,
    /// Live until its time is over.
    Active,
    /// Its time is over.
    Expired,
    /// A review refused it.
    Rejected,
    /// Its owner took it back.
    Withdrawn,
}

impl Status {
    /// Every status, in the order of a listing's life.
    pub const ALL: [Status; 6] =
        [Self::Draft, Self::PendingReview, Self::Active, Self::Expired, Self::Rejected, Self::Withdrawn];

    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::PendingReview => "PENDING_REVIEW",
            Self::Active => "ACTIVE",
            Self::Expired => "EXPIRED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }
}

impl FromStr for Status {
    type Err = UnknownCode;
    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or(UnknownCode)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How long a listing is shown when it goes live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration(i16);

impl Duration {
    /// The choices, in hours.
    pub const HOURS: [i16; 4] = [24, 48, 72, 96];
    /// What a form proposes and a draft gets that says nothing.
    pub const USUAL: Self = Self(72);

    /// A duration of so many hours, if it is one of the choices.
    #[must_use]
    pub fn of_hours(hours: i64) -> Option<Self> {
        Self::HOURS.into_iter().find(|choice| i64::from(*choice) == hours).map(Self)
    }

    /// In hours.
    #[must_use]
    pub fn hours(self) -> i16 {
        self.0
    }

    /// As a span of time.
    #[must_use]
    pub fn span(self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.0))
    }
}

/// A stretch of time, from its first to before its last moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First moment.
    pub from: DateTime<Utc>,
    /// First moment after it.
    pub until: DateTime<Utc>,
}

impl Window {
    /// Whether `moment` lies in it.
    #[must_use]
    pub fn holds(self, moment: DateTime<Utc>) -> bool {
        self.from <= moment && moment < self.until
    }

    /// How much of it is left, in percent of the whole, rounded up.
    #[must_use]
    pub fn percent_left(self, now: DateTime<Utc>) -> i64 {
        let whole = (self.until - self.from).num_seconds().max(1);
        let left = (self.until - now).num_seconds().clamp(0, whole);
        (left * 100 + whole - 1) / whole
    }
}

/// What its business says in a listing. Parsed by [`crate::input`], so every part keeps its rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Offered or wanted.
    pub kind: ListingType,
    /// 5–100 characters, no links or phone numbers.
    pub title: String,
    /// 20–2000 characters; a draft may have less.
    pub description: String,
    /// Slug of an active category; a draft may have none.
    pub category: Option<String>,
    /// None when the price is open.
    pub price: Option<Money>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// Street and house, or how to get there.
    pub address: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// The market it is meant for.
    pub market: Option<MarketCode>,
    /// How long it is shown when it goes live.
    pub duration: Duration,
    /// At most five different pictures, in order.
    pub media_ids: Vec<MediaId>,
}

/// Pictures a listing may have.
pub const MOST_MEDIA: usize = 5;
/// Least length of the description of what is published, in characters.
pub const LEAST_DESCRIPTION: usize = 20;
/// How long a paid slot lasts, unless the listing expires before.
pub const FEATURED_FOR: TimeDelta = TimeDelta::hours(72);
/// How long what was withdrawn can be brought back (P-39).
pub const RESTORABLE_FOR: TimeDelta = TimeDelta::days(30);

/// When and from which state it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: DateTime<Utc>,
    /// What it was before.
    pub from: Status,
}

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

    /// Lets it go live, or wait for a review, as `status` says (see [`crate::config::status_when_published`]).
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
        self.rejection = None;
        if status == Status::Active {
            self.start_life(self.details.duration, now);
        } else {
            self.status = status;
        }
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

    /// Its time is over.
    #[must_use]
    pub fn expire(mut self, now: DateTime<Utc>) -> Self {
        self.status = Status::Expired;
        self.remind_at = None;
        self.touched(now)
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
        if self.details.media_ids.len() >= plan.media.min(MOST_MEDIA) {
            return Err(ListingsError::TooManyMedia { limit: plan.media.min(MOST_MEDIA) });
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use kernel::{BusinessId, PlanLevel};

    pub(crate) fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("in range")
    }

    pub(crate) fn details() -> Details {
        Details {
            kind: ListingType::Offer,
            title: "Yellow maize, 50 kg bags".to_owned(),
            description: "Cleaned and dried, this year's harvest.".to_owned(),
            category: Some("grains".to_owned()),
            price: None,
            location: None,
            address: None,
            city: None,
            country: None,
            market: None,
            duration: Duration::of_hours(48).expect("a choice"),
            media_ids: Vec::new(),
        }
    }

    fn draft() -> Listing {
        let business = Seller {
            id: BusinessId::new(now()),
            name: "Adunni Grains".to_owned(),
            slug: "adunni-grains".to_owned(),
            verified: true,
        };
        Listing::draft(ListingId::new(now()), business, UserId::new(now()), details(), now())
    }

    pub(crate) fn live() -> Listing {
        draft().publish(Status::Active, now()).expect("a whole draft")
    }

    fn in_state(status: Status) -> Listing {
        let later = now() + TimeDelta::hours(1);
        match status {
            Status::Draft => draft(),
            Status::PendingReview => draft().publish(Status::PendingReview, now()).expect("a whole draft"),
            Status::Active => live(),
            Status::Expired => Listing { status: Status::Expired, ..live() },
            Status::Rejected => Listing { status: Status::Rejected, ..draft() },
            Status::Withdrawn => live().withdraw(later).expect("live"),
        }
    }

    #[test]
    fn each_change_is_open_from_its_own_states_only() {
        type Change = fn(Listing, DateTime<Utc>) -> Result<Listing, ListingsError>;
        let free = Entitlements::of(PlanLevel::Free);
        let changes: [(&str, Change, &[Status]); 7] = [
            ("publish", |l, at| l.publish(Status::Active, at), &[Status::Draft, Status::Rejected]),
            (
                "edit",
                |l, at| l.edit(details(), at),
                &[Status::Draft, Status::PendingReview, Status::Active, Status::Expired, Status::Rejected],
            ),
            (
                "extend",
                |l, at| l.extend(Duration::USUAL, &Entitlements::of(PlanLevel::Free), at),
                &[Status::Active],
            ),
            ("renew", |l, at| l.renew(Duration::USUAL, at), &[Status::Expired, Status::Withdrawn]),
            (
                "withdraw",
                Listing::withdraw,
                &[Status::Draft, Status::PendingReview, Status::Active, Status::Expired, Status::Rejected],
            ),
            ("restore", Listing::restore, &[Status::Withdrawn]),
            ("feature", |l, at| l.feature(7, at), &[Status::Active]),
        ];
        assert_eq!(free.extensions, 1);
        for (name, change, from) in changes {
            for status in Status::ALL {
                let before = in_state(status);
                let version = before.version;
                let after = change(before, now() + TimeDelta::hours(2));
                assert_eq!(after.is_ok(), from.contains(&status), "{name} from {status}: {after:?}");
                if let Ok(after) = after {
                    assert_eq!(after.version, version + 1, "{name} counts as a change");
                }
            }
        }
    }

    #[test]
    fn a_listing_expires_at_its_very_moment() {
        let listing = live();
        let end = now() + TimeDelta::hours(48);
        assert_eq!(listing.status_at(end - TimeDelta::microseconds(1)), Status::Active);
        assert_eq!(listing.status_at(end), Status::Expired);
        assert!(listing.card(end).is_none());
    }

    #[test]
    fn a_fifth_of_the_time_before_the_end_the_owner_is_to_be_told() {
        let listing = live();
        assert_eq!(listing.remind_at, Some(now() + TimeDelta::minutes(48 * 60 * 4 / 5)));
        let plan = Entitlements::of(PlanLevel::Free);
        let longer = listing.extend(Duration::of_hours(72).expect("a choice"), &plan, now()).expect("live");
        assert_eq!(longer.remind_at, Some(now() + TimeDelta::hours(96)));
    }

    #[test]
    fn extensions_are_counted_per_life() {
        let plan = Entitlements::of(PlanLevel::Free);
        let once = live().extend(Duration::USUAL, &plan, now()).expect("the first one");
        let twice = once.clone().extend(Duration::USUAL, &plan, now());
        assert_eq!(twice, Err(ListingsError::NoExtensionsLeft { limit: 1, used: 1 }));
        let over = now() + TimeDelta::hours(48 + 72);
        let again = once.renew(Duration::USUAL, over).expect("expired");
        assert!(again.extend(Duration::USUAL, &plan, over).is_ok());
    }

    #[test]
    fn a_slot_lasts_three_days_or_to_expiry() {
        let short = live().feature(1, now()).expect("live");
        assert_eq!(short.featured.map(|window| window.until), Some(now() + TimeDelta::hours(48)));
        let plan = Entitlements::of(PlanLevel::Free);
        let long = live().extend(Duration::of_hours(96).expect("a choice"), &plan, now()).expect("live");
        let long = long.feature(1, now()).expect("live");
        assert_eq!(long.featured.map(|window| window.until), Some(now() + TimeDelta::hours(72)));
        assert!(long.is_featured(now()) && !long.is_featured(now() + TimeDelta::hours(72)));
        assert_eq!(long.feature(1, now()), Err(ListingsError::AlreadyFeatured));
    }

    #[test]
    fn what_is_restored_is_what_it_would_be_without_the_withdrawal() {
        let withdrawn = live().withdraw(now() + TimeDelta::hours(1)).expect("live");
        let back = withdrawn.clone().restore(now() + TimeDelta::hours(2)).expect("in time");
        assert_eq!((back.status, back.life), (Status::Active, live().life));
        let late = withdrawn.clone().restore(now() + TimeDelta::hours(60)).expect("in time");
        assert_eq!(late.status, Status::Expired);
        let draft = draft().withdraw(now()).expect("a draft").restore(now()).expect("in time");
        assert_eq!(draft.status, Status::Draft);
        let end = now() + TimeDelta::hours(1) + RESTORABLE_FOR;
        assert!(withdrawn.clone().restore(end - TimeDelta::seconds(1)).is_ok());
        assert_eq!(withdrawn.restore(end), Err(ListingsError::RestoreTooLate));
    }

    #[test]
    fn an_unfinished_draft_cannot_be_published() {
        let mut unfinished = draft();
        unfinished.details.category = None;
        unfinished.details.description = "too short".to_owned();
        let error = unfinished.publish(Status::Active, now()).expect_err("two things are missing");
        let ListingsError::Invalid(problems) = error else { panic!("{error:?}") };
        let fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
        assert_eq!(fields, ["description", "category"]);
    }

    #[test]
    fn five_pictures_are_the_most() {
        let plan = Entitlements::of(PlanLevel::Free);
        let mut listing = live();
        for _ in 0..MOST_MEDIA {
            listing = listing.add_media(MediaId::new(now()), &plan, now()).expect("there is room");
        }
        let first = listing.details.media_ids[0];
        assert_eq!(
            listing.clone().add_media(first, &plan, now()),
            Ok(listing.clone()),
            "it is there already"
        );
        let sixth = listing.clone().add_media(MediaId::new(now()), &plan, now());
        assert_eq!(sixth, Err(ListingsError::TooManyMedia { limit: 5 }));
        assert!(listing.remove_media(first, now()).is_ok());
    }

    #[test]
    fn what_is_left_of_a_window_is_told_in_percent() {
        let window = Window { from: now(), until: now() + TimeDelta::hours(10) };
        for (hours, percent) in [(-1, 100), (0, 100), (5, 50), (10, 0), (11, 0)] {
            assert_eq!(window.percent_left(now() + TimeDelta::hours(hours)), percent);
        }
    }
}
