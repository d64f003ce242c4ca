//! A marketplace to search in.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::DomainEvent;
use contracts::accounts::{AccountEvent, BusinessCard, BusinessSnapshot};
use contracts::listings::{CategoryName, ListingCard, ListingEvent, ListingSnapshot, ListingType, Seller};
use kernel::{Actor, BusinessId, BusinessType, Clock, GeoPoint, ListingId, Verification, percent_encoded};
use search::{Ports, Search};
use serde_json::Value;
use testkit::TestApp;
use testkit::fakes::{FakeBusinesses, FakeListings};

pub struct World {
    pub app: TestApp,
    pub index: Search,
    pub listings: Arc<FakeListings>,
    pub businesses: Arc<FakeBusinesses>,
}

/// A listing to be posted; the rest is usual.
pub struct Post {
    pub title: &'static str,
    pub description: &'static str,
    pub category: &'static [&'static str],
    pub country: &'static str,
    pub city: &'static str,
    pub place: (f64, f64),
    pub kind: ListingType,
    pub price: Option<(i64, &'static str)>,
    pub verified: bool,
    pub photo: bool,
    pub age: TimeDelta,
    pub featured: bool,
}

pub const USUAL: Post = Post {
    title: "Something else",
    description: "Good quality, can be seen every day at the market.",
    category: &["agriculture", "grains"],
    country: "NG",
    city: "Lagos",
    place: (6.455, 3.394),
    kind: ListingType::Offer,
    price: None,
    verified: false,
    photo: false,
    age: TimeDelta::zero(),
    featured: false,
};

impl World {
    pub async fn new() -> Self {
        let listings = Arc::new(FakeListings::default());
        let businesses = Arc::new(FakeBusinesses::default());
        *listings.categories.lock().expect("alone") = [
            ("agriculture", None, "Agriculture & food", "Agriculture", "الزراعة"),
            ("grains", Some("agriculture"), "Grains & cereals", "Céréales", "الحبوب"),
            ("vehicles", None, "Vehicles", "Véhicules", "المركبات"),
        ]
        .map(|(slug, parent, en, fr, ar)| CategoryName {
            slug: slug.to_owned(),
            parent: parent.map(str::to_owned),
            names: HashMap::from(
                [("en", en), ("fr", fr), ("ar", ar)].map(|(k, v)| (k.to_owned(), v.to_owned())),
            ),
            glyph: "grain".to_owned(),
        })
        .to_vec();
        let ports = Ports { listings: listings.clone(), businesses: businesses.clone() };
        let migrations = || vec![platform::migrate::platform(), search::migrations()];
        let mut index = None;
        let app = TestApp::start(migrations, &[&search::TEXTS, &web::TEXTS], |platform| {
            let search = Search::new(platform, ports).expect("search starts");
            let module = search::module(&search);
            index = Some(search);
            vec![module]
        })
        .await;
        Self { app, index: index.expect("just set"), listings, businesses }
    }

    /// Posts listings and has them indexed.
    pub async fn with(posts: impl IntoIterator<Item = Post>) -> Self {
        let world = Self::new().await;
        for post in posts {
            world.post(&post).await;
        }
        world.app.drain().await;
        world
    }

    /// Titles alone.
    pub async fn titled(titles: &[&'static str]) -> Self {
        Self::with(titles.iter().map(|title| Post { title, ..USUAL })).await
    }

    /// Makes a listing without telling anybody.
    pub fn listing(&self, post: &Post) -> ListingSnapshot {
        let now = self.app.clock.now();
        ListingSnapshot {
            id: ListingId::new(now),
            version: 1,
            business_id: BusinessId::new(now),
            kind: post.kind,
            status: "ACTIVE".to_owned(),
            title: post.title.to_owned(),
            description: post.description.to_owned(),
            category_path: post.category.iter().map(|slug| (*slug).to_owned()).collect(),
            price: post.price.map(|(amount_minor, code)| kernel::Money {
                amount_minor,
                currency: code.parse().expect("a currency"),
            }),
            city: Some(post.city.to_owned()),
            country: post.country.parse().ok(),
            location: GeoPoint::new(post.place.0, post.place.1).ok(),
            market: None,
            has_photo: post.photo,
            business_verified: post.verified,
            activated_at: Some(now - post.age),
            expires_at: Some(now + TimeDelta::hours(72)),
            featured_until: post.featured.then(|| now + TimeDelta::hours(24)),
            created_by: None,
            rejection: None,
            renewal_path: None,
        }
    }

    /// Makes a listing, shows its card to whoever asks, and tells of it. The event waits until jobs are done.
    pub async fn post(&self, post: &Post) -> ListingSnapshot {
        let listing = self.listing(post);
        self.put(&listing);
        self.publish(&ListingEvent::Created(Box::new(listing.clone()))).await;
        listing
    }

    /// What the listings domain would answer about it from now on.
    pub fn put(&self, listing: &ListingSnapshot) {
        let mut snapshots = self.listings.snapshots.lock().expect("alone");
        snapshots.retain(|known| known.id != listing.id);
        snapshots.push(listing.clone());
        let mut cards = self.listings.cards.lock().expect("alone");
        cards.insert(listing.id, card(listing));
    }

    pub async fn publish<E: DomainEvent + Sync>(&self, event: &E) {
        self.publish_as(&Actor::Anonymous, event).await;
    }

    pub async fn publish_as<E: DomainEvent + Sync>(&self, actor: &Actor, event: &E) {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        self.app.platform.outbox.publish(&mut tx, actor, event).await.expect("published");
        tx.commit().await.expect("committed");
    }

    pub async fn business(&self, name: &str, verified: bool) -> BusinessSnapshot {
        let now = self.app.clock.now();
        let business = BusinessSnapshot {
            card: BusinessCard {
                id: BusinessId::new(now),
                name: name.to_owned(),
                slug: kernel::Slug::from_name(name)
                    .map_or_else(|| "no-latin".to_owned(), |slug| slug.to_string()),
                verified,
                country: "NG".parse().ok(),
                city: Some("Lagos".to_owned()),
                location: GeoPoint::new(6.455, 3.394).ok(),
            },
            version: 1,
            description: "We buy and sell.".to_owned(),
            business_type: BusinessType::Trader,
            verification: if verified { Verification::Verified } else { Verification::Basic },
            categories: vec!["grains".to_owned()],
            time_zone: None,
            created_at: now,
        };
        self.businesses.known.lock().expect("alone").insert(business.card.id, business.clone());
        self.publish(&AccountEvent::BusinessCreated(Box::new(business.clone()))).await;
        business
    }

    /// `data` and `meta` of a search.
    pub async fn search(&self, query: &str) -> (Vec<Value>, Value) {
        let reply = self.app.anonymous().get(&format!("/api/v1/search?{query}")).await.expect(200);
        let json = reply.json();
        (json["data"].as_array().cloned().unwrap_or_default(), json["meta"].clone())
    }

    /// Titles that a search finds, best first.
    pub async fn titles(&self, query: &str) -> Vec<String> {
        let (hits, _) = self.search(query).await;
        hits.iter()
            .map(|hit| {
                hit["listing"]["title"]
                    .as_str()
                    .or(hit["business"]["name"].as_str())
                    .unwrap_or("?")
                    .to_owned()
            })
            .collect()
    }

    /// Titles that words find, in no order.
    pub async fn found(&self, words: &str) -> Vec<String> {
        let mut titles = self.titles(&format!("limit=100&q={}", percent_encoded(words))).await;
        titles.sort();
        titles
    }
}

pub fn card(listing: &ListingSnapshot) -> ListingCard {
    ListingCard {
        id: listing.id,
        kind: listing.kind,
        title: listing.title.clone(),
        category: listing.category_path.last().cloned().unwrap_or_default(),
        price: listing.price,
        city: listing.city.clone(),
        country: listing.country,
        location: listing.location,
        distance_m: None,
        activated_at: listing.activated_at.unwrap_or(DateTime::<Utc>::MIN_UTC),
        expires_at: listing.expires_at.unwrap_or(DateTime::<Utc>::MAX_UTC),
        featured: listing.featured_until.is_some(),
        business: Seller {
            id: listing.business_id,
            name: "Adunni Grains".to_owned(),
            slug: "adunni-grains".to_owned(),
            verified: listing.business_verified,
        },
        photo: None,
    }
}
