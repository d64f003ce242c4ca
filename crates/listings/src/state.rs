use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use contracts::accounts::{BusinessCard, BusinessStanding, BusinessesPort};
use contracts::listings::{ListingEvent, ListingSnapshot};
use contracts::media::MediaPort;
use contracts::search::SearchPort;
use kernel::{Actor, BusinessId, ListingId};
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::jobs::enqueue;
use platform::policy::{Resource, Right};
use platform::{Db, Platform, Result, Tx};

use crate::detail::{Answer, Detail};
use crate::error::ListingsError;
use crate::fresh::Fresh;
use crate::interest::{Counters, Interest, Ledger};
use crate::live::Live;
use crate::model::{Listing, Status};
use crate::near::Grid;
use crate::ops::MATCH_LISTINGS;
use crate::proposal::Proposer;
use crate::rights::OverseeListings;
use crate::seen::Seen;
use crate::shelves::Shelves;
use crate::store;
use crate::tree::Tree;
use crate::viewer::Viewer;

/// What this domain asks others.
#[derive(Clone)]
pub struct Ports {
    /// Pictures.
    pub media: Arc<dyn MediaPort>,
    /// Who stands behind a listing.
    pub businesses: Arc<dyn BusinessesPort>,
}

/// The domain: state of its handlers, and the port that others ask. Cheap to clone, as each request does.
#[derive(Clone)]
pub struct Listings(Arc<Parts>);

impl Deref for Listings {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What the domain is made of.
pub struct Parts {
    pub(crate) platform: Arc<Platform>,
    pub(crate) db: Db,
    pub(crate) ports: Ports,
    pub(crate) live: Live,
    pub(crate) shelves: Shelves,
    pub(crate) fresh: Fresh,
    pub(crate) ledger: Ledger,
    pub(crate) seen: Seen,
    pub(crate) grid: Grid,
    /// What pages are made of.
    pub(crate) details: Cache<ListingId, Arc<Detail>>,
    /// What the API answers.
    pub(crate) answers: Cache<ListingId, Arc<Answer>>,
    /// What proposes categories.
    pub(crate) proposer: Cache<(), Arc<Proposer>>,
    /// What finds listings by their words; bound later, since search asks this domain in turn.
    pub(crate) search: Arc<OnceLock<Arc<dyn SearchPort>>>,
    tree: Cache<(), Arc<Tree>>,
    businesses: Cache<BusinessId, BusinessCard>,
    standings: Cache<BusinessId, Option<BusinessStanding>>,
}

/// Told to caches when listings change that are too many to be named one by one.
pub(crate) const MANY_CHANGED: &str = "listings.many_changed";

/// Memory for what pages are made of, in bytes.
const DETAILS: u64 = 32 * 1024 * 1024;
/// Memory for ready answers, in bytes: some 70,000 of them. It grows with what is asked for.
const ANSWERS: u64 = 160 * 1024 * 1024;

impl Listings {
    /// The domain on its database; caches hear of every change from now on.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let db = platform.db("listings");
        let counters = Counters::default();
        let live = Live::new(&db, counters.clone());
        let redis = platform.shared_cache.as_ref();
        let parts = Parts {
            ledger: Ledger::new(platform, counters),
            seen: Seen::default(),
            shelves: Shelves::new(live.clone()),
            fresh: Fresh::new(live.clone()),
            grid: Grid::new(live.clone()),
            live,
            details: Cache::new("listings.details", DETAILS, Warmth::Hot, |_, detail: &Arc<Detail>| {
                detail.weight()
            }),
            answers: Cache::new("listings.answers", ANSWERS, Warmth::Hot, |_, answer: &Arc<Answer>| {
                answer.weight()
            })
            .shared(redis),
            proposer: Cache::new("listings.proposer", 1, Warmth::Hot, |(), _| 1),
            search: Arc::default(),
            tree: Cache::new("listings.tree", 1, Warmth::Hot, |(), _| 1),
            businesses: Cache::new("listings.businesses", 20_000, Warmth::Warm, |_, _| 1).shared(redis),
            standings: Cache::new("listings.standings", 20_000, Warmth::Hot, |_, _| 1).shared(redis),
            platform: platform.clone(),
            db,
            ports,
        };
        let (details, answers) = (parts.details.clone(), parts.answers.clone());
        let (tree, businesses, standings) =
            (parts.tree.clone(), parts.businesses.clone(), parts.standings.clone());
        platform.changes.hear(move |change| match change {
            Change::Everything => {
                details.clear();
                answers.clear();
                tree.clear();
                businesses.clear();
                standings.clear();
            }
            Change::Event { kind, .. } if kind == MANY_CHANGED => {
                details.clear();
                answers.clear();
            }
            Change::Event { aggregate, .. } => {
                if let Some(id) = listing_of(aggregate) {
                    details.forget(&id);
                    answers.forget(&id);
                }
                if let Some(id) = aggregate.strip_prefix("business:").and_then(|id| id.parse().ok()) {
                    businesses.forget(&id);
                    standings.forget(&id);
                }
            }
        });
        Self(Arc::new(parts))
    }

    /// Lets requests and offers find each other through the search index as well; once. Without it only the newest of
    /// a category are looked at.
    pub fn bind_search(&self, port: Arc<dyn SearchPort>) {
        let _ = self.search.set(port);
    }

    /// Writes down at once what has been counted, which otherwise happens by itself within seconds.
    ///
    /// # Errors
    /// 503.
    pub async fn write_counts(&self) -> Result<()> {
        self.ledger.write().await?;
        self.fresh.clear();
        Ok(())
    }

    /// Notes what somebody did with a listing, unless it is their own.
    pub(crate) fn note_interest(
        &self,
        actor: &Actor,
        viewer: Viewer,
        (id, business): (ListingId, BusinessId),
        what: Interest,
    ) {
        if actor.business_id() != Some(business) && !self.oversees(actor) {
            self.ledger.note(id, what, viewer);
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.platform.clock.now()
    }

    /// The managed category tree.
    pub(crate) async fn tree(&self) -> Result<Arc<Tree>> {
        self.tree
            .get_or_load((), || async {
                let mut db = self.db.read().await?;
                Ok(Arc::new(store::categories(&mut db).await?))
            })
            .await
    }

    /// A business as everybody may know it.
    ///
    /// # Errors
    /// 404 when it is gone.
    pub(crate) async fn business(&self, id: BusinessId) -> Result<BusinessCard> {
        let load = || async {
            let mut found = self.ports.businesses.businesses(&[id]).await?;
            Ok(found.remove(&id).ok_or(ListingsError::NotFound)?)
        };
        self.businesses.get_or_load(id, load).await
    }

    /// How a business is reached and what it pays for; none when it is gone.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn standing(&self, id: BusinessId) -> Result<Option<BusinessStanding>> {
        let load = || async { Ok(self.ports.businesses.standings(&[id]).await?.remove(&id)) };
        self.standings.get_or_load(id, load).await
    }

    /// Whether `actor` works on the listings of every business.
    pub(crate) fn oversees(&self, actor: &Actor) -> bool {
        self.platform.policies.allows::<OverseeListings>(actor, &Resource::platform())
    }

    /// A transaction for `actor`, in which an admin sees every listing.
    pub(crate) async fn begin(&self, actor: &Actor) -> Result<Tx> {
        if self.oversees(actor) { self.db.begin_system().await } else { self.db.begin(actor).await }
    }

    /// The same for what may change how many listings of the actor's business are live.
    pub(crate) async fn begin_counting(&self, actor: &Actor) -> Result<Tx> {
        match actor.business_id() {
            Some(business) if !self.oversees(actor) => {
                self.db.begin_holding(actor, &[store::quota_of(business)]).await
            }
            _ => self.begin(actor).await,
        }
    }

    /// The listing, locked for a change that `actor` has the right to: 404 for what they may not know of, 403 for what
    /// is somebody else's and public.
    pub(crate) async fn hold<R: Right>(&self, tx: &mut Tx, actor: &Actor, id: ListingId) -> Result<Listing> {
        let now = self.now();
        if let Some(listing) = store::find_for_update(tx, id).await? {
            self.platform.policies.check::<R>(actor, &resource(&listing, now))?;
            return Ok(listing);
        }
        let Some(live) = store::live_by_ids(tx, &[id], now).await?.pop() else {
            return Err(ListingsError::NotFound.into());
        };
        let resource = Resource::new("Listing", id).business(live.business_id.into());
        self.platform.policies.check::<R>(actor, &resource.text("status", Status::Active.as_str()))?;
        Err(ListingsError::NotFound.into())
    }

    /// Lets a listing that is live again meet what came while it was not (L-15).
    pub(crate) async fn meet_others(&self, tx: &mut Tx, listing: &Listing) -> Result<()> {
        enqueue(tx, MATCH_LISTINGS, &format!("listing:{}", listing.id), &listing.id, listing.updated_at).await
    }

    /// Writes `after` back and tells of it, unless it never left its business.
    pub(crate) async fn put_back(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: Status,
        after: &Listing,
    ) -> Result<()> {
        let tree = self.tree().await?;
        store::update(tx, after, &tree).await?;
        let private = |status| status == Status::Draft;
        if after.status == Status::Active && after.life.is_some_and(|life| life.from == after.updated_at) {
            store::begin_life(tx, after.id, after.updated_at).await?;
            // Of a first life the event tells.
            if !private(before) {
                self.meet_others(tx, after).await?;
            }
        }
        let now = self.now();
        let snapshot = Box::new(snapshot(after, &tree, now));
        let event = match after.status {
            Status::Draft => return Ok(()),
            Status::Withdrawn if after.withdrawn.is_some_and(|withdrawal| private(withdrawal.from)) => {
                return Ok(());
            }
            Status::Withdrawn => ListingEvent::Withdrawn(snapshot),
            _ if private(before) => ListingEvent::Created(snapshot),
            _ => ListingEvent::Updated(snapshot),
        };
        self.platform.outbox.publish(tx, actor, &event).await
    }
}

/// The id in an aggregate's name, if it is a listing.
pub(crate) fn listing_of(aggregate: &str) -> Option<ListingId> {
    aggregate.strip_prefix("listing:")?.parse().ok()
}

/// What policies look at.
pub(crate) fn resource(listing: &Listing, now: DateTime<Utc>) -> Resource {
    Resource::new("Listing", listing.id)
        .business(listing.business.id)
        .text("status", listing.status_at(now).as_str())
}

/// What the search index and other readers of events need.
pub(crate) fn snapshot(listing: &Listing, tree: &Tree, now: DateTime<Utc>) -> ListingSnapshot {
    let details = &listing.details;
    ListingSnapshot {
        id: listing.id,
        version: listing.version,
        business_id: listing.business.id,
        kind: details.kind,
        status: listing.status_at(now).as_str().to_owned(),
        title: details.title.clone(),
        description: details.description.clone(),
        category_path: details.category.as_deref().map(|slug| tree.path(slug)).unwrap_or_default(),
        price: details.price,
        city: details.city.clone(),
        country: details.country,
        location: details.location,
        market: details.market.clone(),
        has_photo: listing.photo.is_some(),
        business_verified: listing.business.verified,
        activated_at: listing.life.map(|life| life.from),
        expires_at: listing.life.map(|life| life.until),
        featured_until: listing.featured.map(|window| window.until),
        created_by: Some(listing.created_by),
        rejection: listing.rejection.clone().filter(|_| listing.status == Status::Rejected),
        renewal_path: None,
    }
}
