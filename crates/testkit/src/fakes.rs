//! Stand-ins for other domains.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use async_trait::async_trait;
use contracts::PortError;
use contracts::accounts::{
    BusinessCard, BusinessSnapshot, BusinessStanding, BusinessesPort, Credential, Identified, IdentityPort,
};
use contracts::listings::{CategoryName, ListingCard, ListingSnapshot, ListingsPort};
use contracts::media::{MediaPort, Picture, PictureUserPort, ShareCard, StoreError};
use kernel::{Actor, BusinessId, ListingId, MediaId, PlanLevel, Slug, UserId};

/// Knows the actors that the test has handed out.
#[derive(Default)]
pub struct FakeIdentity {
    actors: Mutex<HashMap<String, Actor>>,
}

impl FakeIdentity {
    /// A token that stands for `actor`.
    pub fn token_of(&self, actor: &Actor) -> String {
        let token = uuid::Uuid::new_v4().simple().to_string();
        self.actors.lock().expect("no test panics while it holds this").insert(token.clone(), actor.clone());
        token
    }
}

#[async_trait]
impl IdentityPort for FakeIdentity {
    async fn identify(&self, credential: Credential<'_>) -> Result<Identified, PortError> {
        let (Credential::AccessToken(token) | Credential::Cookie(token)) = credential;
        let found = self.actors.lock().expect("no test panics while it holds this").get(token).cloned();
        Ok(found.map_or(Identified::Refused, |actor| Identified::As(Box::new(actor))))
    }
}

/// Every business exists and is called by its id, unless it was put in.
#[derive(Default)]
pub struct FakeBusinesses {
    /// Businesses by id.
    pub known: Mutex<HashMap<BusinessId, BusinessSnapshot>>,
    /// How businesses stand that do not pay nothing and show no phone.
    pub standings: Mutex<HashMap<BusinessId, BusinessStanding>>,
}

#[async_trait]
impl BusinessesPort for FakeBusinesses {
    async fn businesses(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, BusinessCard>, PortError> {
        let known = self.known.lock().expect("no test panics while it holds this");
        let card = |id: &BusinessId| {
            known.get(id).map_or_else(
                || BusinessCard {
                    id: *id,
                    name: format!("Business {id}"),
                    slug: format!("business-{id}"),
                    verified: true,
                    country: "NG".parse().ok(),
                    city: Some("Lagos".to_owned()),
                    location: None,
                },
                |snapshot| snapshot.card.clone(),
            )
        };
        Ok(ids.iter().map(|id| (*id, card(id))).collect())
    }

    async fn by_slug(&self, slug: &Slug) -> Result<Option<BusinessSnapshot>, PortError> {
        let known = self.known.lock().expect("no test panics while it holds this");
        Ok(known.values().find(|business| business.card.slug == slug.as_str()).cloned())
    }

    async fn standings(
        &self,
        ids: &[BusinessId],
    ) -> Result<HashMap<BusinessId, BusinessStanding>, PortError> {
        let put_in = self.standings.lock().expect("no test panics while it holds this");
        let usual = BusinessStanding { plan: PlanLevel::Free, phone: None };
        Ok(ids.iter().map(|id| (*id, put_in.get(id).cloned().unwrap_or_else(|| usual.clone()))).collect())
    }

    async fn page(&self, after: Option<BusinessId>, limit: i64) -> Result<Vec<BusinessSnapshot>, PortError> {
        let known = self.known.lock().expect("no test panics while it holds this");
        let mut all: Vec<_> =
            known.values().filter(|b| after.is_none_or(|after| b.card.id > after)).cloned().collect();
        all.sort_by_key(|business| business.card.id);
        all.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(all)
    }
}

/// Pictures that were put in, each with its owner.
#[derive(Default)]
pub struct FakeMedia {
    /// Pictures by id.
    pub pictures: Mutex<HashMap<MediaId, (UserId, Picture)>>,
}

impl FakeMedia {
    /// A ready picture of `owner`.
    pub fn add(&self, owner: UserId) -> MediaId {
        let picture = Picture { id: MediaId(uuid::Uuid::new_v4()), ..web::samples::picture() };
        let id = picture.id;
        self.pictures.lock().expect("no test panics while it holds this").insert(id, (owner, picture));
        id
    }
}

#[async_trait]
impl MediaPort for FakeMedia {
    async fn pictures(&self, ids: &[MediaId]) -> Result<HashMap<MediaId, Picture>, PortError> {
        let pictures = self.pictures.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, pictures.get(id)?.1.clone()))).collect())
    }

    async fn owned_by(&self, owner: UserId, ids: &[MediaId]) -> Result<Vec<MediaId>, PortError> {
        let pictures = self.pictures.lock().expect("no test panics while it holds this");
        let own = |id: &&MediaId| pictures.get(*id).is_some_and(|(of, _)| *of == owner);
        Ok(ids.iter().filter(own).copied().collect())
    }

    fn share_picture(&self, card: &ShareCard<'_>) -> String {
        format!("/og/{}.jpg", card.title.len())
    }

    async fn store(&self, owner: UserId, _bytes: Vec<u8>) -> Result<Picture, StoreError> {
        let id = self.add(owner);
        let pictures = self.pictures.lock().expect("no test panics while it holds this");
        Ok(pictures[&id].1.clone())
    }
}

/// A domain that uses the pictures that were put in.
#[derive(Default)]
pub struct FakePictureUser {
    /// What it uses.
    pub used: Mutex<HashSet<MediaId>>,
    /// Whether it does not answer.
    pub away: Mutex<bool>,
    /// What it was asked about, in order.
    pub asked: Mutex<Vec<MediaId>>,
}

#[async_trait]
impl PictureUserPort for FakePictureUser {
    async fn used(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>, PortError> {
        if *self.away.lock().expect("no test panics while it holds this") {
            return Err(PortError { domain: "fake", reason: "it is away".to_owned() });
        }
        self.asked.lock().expect("no test panics while it holds this").extend(ids);
        let used = self.used.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter(|id| used.contains(id)).copied().collect())
    }
}

/// Listings that were put in.
#[derive(Default)]
pub struct FakeListings {
    /// What anybody may see.
    pub cards: Mutex<HashMap<ListingId, ListingCard>>,
    /// Everything, for rebuilding.
    pub snapshots: Mutex<Vec<ListingSnapshot>>,
    /// The category tree.
    pub categories: Mutex<Vec<CategoryName>>,
    /// What everybody who is signed in has saved.
    pub saved: Mutex<HashSet<ListingId>>,
    /// What sellers were written to about.
    pub contacts: Mutex<Vec<ListingId>>,
}

#[async_trait]
impl ListingsPort for FakeListings {
    async fn cards(&self, ids: &[ListingId]) -> Result<HashMap<ListingId, ListingCard>, PortError> {
        let cards = self.cards.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, cards.get(id)?.clone()))).collect())
    }

    async fn of_business(&self, business: BusinessId, limit: i64) -> Result<Vec<ListingCard>, PortError> {
        let cards = self.cards.lock().expect("no test panics while it holds this");
        let mut own: Vec<_> = cards.values().filter(|card| card.business.id == business).cloned().collect();
        own.sort_by_key(|card| std::cmp::Reverse(card.activated_at));
        own.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(own)
    }

    async fn page(&self, after: Option<ListingId>, limit: i64) -> Result<Vec<ListingSnapshot>, PortError> {
        let mut all = self.snapshots.lock().expect("no test panics while it holds this").clone();
        all.retain(|listing| after.is_none_or(|after| listing.id > after));
        all.sort_by_key(|listing| listing.id);
        all.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(all)
    }

    async fn saved(&self, by: &Actor, ids: &[ListingId]) -> Result<HashSet<ListingId>, PortError> {
        let saved = self.saved.lock().expect("no test panics while it holds this");
        let is_saved = |id: &&ListingId| by.user().is_some() && saved.contains(*id);
        Ok(ids.iter().filter(is_saved).copied().collect())
    }

    async fn categories(&self) -> Result<Vec<CategoryName>, PortError> {
        Ok(self.categories.lock().expect("no test panics while it holds this").clone())
    }

    async fn contacted(&self, _: &Actor, listing: ListingId) -> Result<(), PortError> {
        self.contacts.lock().expect("no test panics while it holds this").push(listing);
        Ok(())
    }
}
