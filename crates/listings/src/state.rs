use std::sync::Arc;

use chrono::{DateTime, Utc};
use contracts::accounts::BusinessesPort;
use contracts::listings::{ListingEvent, ListingSnapshot};
use contracts::media::MediaPort;
use kernel::{Actor, ListingId};
use platform::cache::{Cache, Warmth};
use platform::policy::{Resource, Right};
use platform::{Db, Platform, Result, Tx};

use crate::detail::Detail;
use crate::error::ListingsError;
use crate::live::Live;
use crate::model::{Listing, Status};
use crate::near::Grid;
use crate::shelves::Shelves;
use crate::store;
use crate::tree::Tree;

/// What this domain asks others.
#[derive(Clone)]
pub struct Ports {
    /// Pictures.
    pub media: Arc<dyn MediaPort>,
    /// Who stands behind a listing.
    pub businesses: Arc<dyn BusinessesPort>,
}

/// The domain: state of its handlers, and the port that others ask. Cheap to clone.
#[derive(Clone)]
pub struct Listings {
    pub(crate) platform: Arc<Platform>,
    pub(crate) db: Db,
    pub(crate) ports: Ports,
    pub(crate) live: Live,
    pub(crate) shelves: Shelves,
    pub(crate) grid: Grid,
    pub(crate) details: Cache<ListingId, Arc<Detail>>,
    tree: Cache<(), Arc<Tree>>,
}

/// Memory for ready details, in bytes.
const DETAILS: u64 = 48 * 1024 * 1024;

impl Listings {
    /// The domain on its database; caches hear of every change from now on.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let db = platform.db("listings");
        let live = Live::new(&db);
        let listings = Self {
            shelves: Shelves::new(live.clone()),
            grid: Grid::new(live.clone()),
            live,
            details: Cache::new("listings.details", DETAILS, Warmth::Hot, |_, detail: &Arc<Detail>| {
                detail.weight()
            }),
            tree: Cache::new("listings.tree", 1, Warmth::Hot, |(), _| 1),
            platform: platform.clone(),
            db,
            ports,
        };
        let (details, tree) = (listings.details.clone(), listings.tree.clone());
        platform.changes.hear(move |change| match change {
            platform::changes::Change::Everything => {
                details.clear();
                tree.clear();
            }
            platform::changes::Change::Event { aggregate, .. } => {
                if let Some(id) = listing_of(aggregate) {
                    details.forget(&id);
                }
            }
        });
        listings
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

    /// A transaction for `actor`, in which an admin sees every listing.
    pub(crate) async fn begin(&self, actor: &Actor) -> Result<Tx> {
        if is_admin(actor) { self.db.begin_system().await } else { self.db.begin(actor).await }
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

pub(crate) fn is_admin(actor: &Actor) -> bool {
    actor.user().is_some_and(|user| user.role == kernel::Role::Admin)
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
    }
}
