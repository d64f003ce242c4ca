use std::sync::Arc;

use chrono::{DateTime, Utc};
use contracts::listings::ListingEvent;
use contracts::media::Picture;
use kernel::{Actor, ListingId, Verification};
use platform::policy::Resource;
use platform::{Result, Tx};

use crate::detail::Detail;
use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::review::{Facts, Verdict, is_to_be_looked_at_again, judge, needs_facts};
use crate::rights::{ReportListing, ReviewListings};
use crate::state::{Listings, snapshot};
use crate::store::{self, Case, CaseKey};

/// What an admin makes of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It goes, or stays, live.
    Approve {
        /// The version that was read: what was changed since is not let through unread.
        version: Option<i64>,
    },
    /// It does not, and its owner is told why.
    Reject {
        /// What its owner reads.
        reason: String,
        /// Whether its pictures are at fault, so that no other listing goes live with them unseen.
        pictures: bool,
    },
}

/// What somebody complains about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// One of [`Complaint::REASONS`].
    pub reason: String,
    /// In their own words.
    pub note: Option<String>,
}

impl Complaint {
    /// The choices.
    pub const REASONS: [&'static str; 6] = ["SCAM", "FORBIDDEN", "WRONG", "COPY", "OFFENSIVE", "OTHER"];
}

impl Listings {
    /// Judges a listing that is to go live or was changed while it was (L-11). It is a copy of what was written before
    /// `said_since` only.
    pub(super) async fn judge(
        &self,
        tx: &mut Tx,
        business: Verification,
        listing: &Listing,
        pictures: &[Picture],
        said_since: DateTime<Utc>,
    ) -> Result<Verdict> {
        let facts = if needs_facts(business) {
            tx.hold(store::same_words(listing)).await?;
            store::facts(tx, listing, pictures, said_since, self.now()).await?
        } else {
            Facts::default()
        };
        Ok(judge(listing, business, &facts, self.platform.config.reviewed_first))
    }

    /// Judges a listing that people see, or that comes back, with what it says now: where something is found it waits.
    /// Returns it as it is to be written; all of it is one change.
    pub(super) async fn look_again(
        &self,
        tx: &mut Tx,
        business: Verification,
        changed: Listing,
        pictures: &[Picture],
        said_since: DateTime<Utc>,
    ) -> Result<Listing> {
        let verdict = self.judge(tx, business, &changed, pictures, said_since).await?;
        let (version, now) = (changed.version, self.now());
        let changed = if is_to_be_looked_at_again(&verdict) { changed.wait_again(now) } else { changed };
        if changed.status == Status::PendingReview {
            store::open_case(tx, &changed, &verdict.codes(), now).await?;
        }
        Ok(Listing { version, ..changed })
    }

    /// The admins' queue, the oldest case first; one more than `limit` if there are more.
    ///
    /// # Errors
    /// 403 for others than admins.
    pub async fn review_queue(
        &self,
        actor: &Actor,
        after: Option<CaseKey>,
        limit: i64,
    ) -> Result<(i64, Vec<Case>)> {
        self.platform.policies.check::<ReviewListings>(actor, &Resource::platform())?;
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let open = store::open_cases(&mut tx, now).await?;
        let cases = store::cases(&mut tx, after, limit + 1, now).await?;
        tx.rollback().await?;
        Ok((open, cases))
    }

    /// Decides about a listing that waits, or that people complain about. The same decision twice is made once.
    ///
    /// # Errors
    /// 409 when there is nothing to decide, or with the present one when another was read, 403, 404.
    pub async fn decide_listing(
        &self,
        actor: &Actor,
        id: ListingId,
        decision: Decision,
    ) -> Result<Arc<Detail>> {
        self.platform.policies.check::<ReviewListings>(actor, &Resource::platform())?;
        let by = actor.user_id().ok_or(ListingsError::NotFound)?;
        // Asked for before the transaction, so that nothing waits inside it.
        let seen = self.detail_for(actor, id).await?;
        let mut tx = self.db.begin_system().await?;
        let listing = store::find_for_update(&mut tx, id).await?.ok_or(ListingsError::NotFound)?;
        let (before, now) = (listing.version, self.now());
        // Refusing needs no version: whoever changes a listing again and again would never be refused.
        if let Decision::Approve { version: Some(read) } = &decision
            && *read != before
        {
            tx.rollback().await?;
            return Err(self.stale(listing).await?);
        }
        let (changed, told) = match &decision {
            Decision::Approve { .. } => {
                store::clear_pictures(&mut tx, &seen.pictures).await?;
                (listing.approve(now)?, ("APPROVED", None))
            }
            Decision::Reject { reason, pictures } => {
                // Whose price was wrong may use their picture again.
                if *pictures || store::blames_pictures(&mut tx, id).await? {
                    store::refuse_pictures(&mut tx, &seen.pictures, now).await?;
                }
                (listing.reject(reason.clone(), now)?, ("REJECTED", Some(reason.as_str())))
            }
        };
        store::decide(&mut tx, &changed, by, told, now).await?;
        if changed.version != before {
            let tree = self.tree().await?;
            store::update(&mut tx, &changed, &tree).await?;
            if changed.status == Status::Active {
                store::begin_life(&mut tx, id, now).await?;
            }
            let snapshot = Box::new(snapshot(&changed, &tree, now));
            let event = match decision {
                Decision::Approve { .. } => ListingEvent::Approved(snapshot),
                Decision::Reject { .. } => ListingEvent::Rejected(snapshot),
            };
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
        }
        tx.commit().await?;
        Ok(Arc::new(self.ready(changed, &seen.pictures).await?))
    }

    /// Complains about a live listing (L-10); once until an admin has looked at it.
    ///
    /// # Errors
    /// 404 when there is none, 409 for one's own.
    pub async fn report_listing(&self, actor: &Actor, id: ListingId, complaint: &Complaint) -> Result<()> {
        self.platform.policies.check::<ReportListing>(actor, &Resource::platform())?;
        let by = actor.user_id().ok_or(ListingsError::NotFound)?;
        let detail = self.live_detail(id).await?;
        if actor.business_id() == Some(detail.listing.business.id) {
            return Err(ListingsError::OwnListing.into());
        }
        let mut tx = self.db.begin_system().await?;
        let said = (complaint.reason.as_str(), complaint.note.as_deref());
        store::report(&mut tx, &detail.listing, by, said, self.now()).await?;
        tx.commit().await
    }
}

/// Whether a listing is seen by others, or is about to be.
pub(super) fn is_public(status: Status) -> bool {
    matches!(status, Status::Active | Status::PendingReview)
}

/// What is known of the business behind a listing, also when it is somebody else who acts.
pub(super) fn standing_of(actor: &Actor, listing: &Listing) -> Verification {
    let own = actor.membership().filter(|membership| membership.business_id == listing.business.id);
    let others = if listing.business.verified { Verification::Verified } else { Verification::Basic };
    own.map_or(others, |membership| membership.verification)
}
