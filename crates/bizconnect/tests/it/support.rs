use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bizconnect::{BizConnect, Ports};
use contracts::accounts::{AccountEvent, BusinessCard, BusinessSnapshot, PeoplePort, PersonCard};
use contracts::listings::{CategoryName, ListingEvent, ListingSnapshot, ListingType};
use contracts::{DomainEvent, PortError};
use kernel::{
    Actor, BusinessId, BusinessType, Clock, GeoPoint, Language, ListingId, PlanLevel, Role, TeamRole, UserId,
    Verification,
};
use platform::migrate::Migrations;
use serde_json::{Value, json};
use testkit::fakes::{FakeBusinesses, FakeListings};
use testkit::{Client, Reply, TestApp};

/// Somebody acts for every business, except for those that were put in.
#[derive(Default)]
pub struct FakePeople {
    pub deserted: Mutex<HashSet<BusinessId>>,
    /// What is spoken at these; English elsewhere.
    pub languages: Mutex<HashMap<BusinessId, Language>>,
}

impl FakePeople {
    fn ceo(&self, of: BusinessId) -> PersonCard {
        let languages = self.languages.lock().expect("no test panics while it holds this");
        PersonCard {
            id: UserId(of.0),
            name: "Amina".to_owned(),
            role: Role::Business,
            language: languages.get(&of).copied().unwrap_or(Language::En),
            country: None,
            time_zone: None,
            business_id: Some(of),
            team_role: Some(TeamRole::Ceo),
        }
    }
}

#[async_trait]
impl PeoplePort for FakePeople {
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError> {
        Ok(ids.iter().map(|id| (*id, self.ceo(BusinessId(id.0)))).collect())
    }

    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError> {
        let deserted = self.deserted.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter(|id| !deserted.contains(id)).map(|id| (*id, vec![self.ceo(*id)])).collect())
    }
}

/// The domain alone, with stand-ins for the others.
pub struct Fair {
    pub app: TestApp,
    pub businesses: Arc<FakeBusinesses>,
    pub people: Arc<FakePeople>,
    pub connections: BizConnect,
}

fn migrations() -> Vec<Migrations> {
    vec![platform::migrate::platform(), bizconnect::migrations()]
}

/// What a business of a test is; the rest is usual.
#[derive(Clone)]
pub struct Trader {
    pub country: &'static str,
    pub place: (f64, f64),
    pub categories: Vec<&'static str>,
    pub kind: BusinessType,
    pub verification: Verification,
}

impl Trader {
    pub fn in_lagos(categories: &[&'static str]) -> Self {
        Self {
            country: "NG",
            place: (6.455, 3.384),
            categories: categories.to_vec(),
            kind: BusinessType::Trader,
            verification: Verification::Basic,
        }
    }

    pub fn at(self, country: &'static str, place: (f64, f64)) -> Self {
        Self { country, place, ..self }
    }
}

impl Fair {
    pub async fn open() -> Self {
        let (businesses, people) = (Arc::new(FakeBusinesses::default()), Arc::new(FakePeople::default()));
        let listings = Arc::new(FakeListings::default());
        *listings.categories.lock().expect("nobody else holds it") = categories();
        let ports = Ports { businesses: businesses.clone(), people: people.clone(), listings };
        let mut made = None;
        let app = TestApp::start(migrations, &[&bizconnect::TEXTS, &web::TEXTS], |platform| {
            let connections = BizConnect::new(platform, ports);
            made = Some(connections.clone());
            vec![bizconnect::module(&connections)]
        })
        .await;
        Self { app, businesses, people, connections: made.expect("the module was made") }
    }

    pub async fn tell<E: DomainEvent>(&self, event: &E) {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        self.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, event).await.expect("published");
        tx.commit().await.expect("committed");
        self.app.drain().await;
    }

    /// A business that the others know and tell of.
    pub async fn business(&self, trader: &Trader) -> BusinessId {
        let now = self.app.clock.now();
        let id = BusinessId::new(now);
        let snapshot = BusinessSnapshot {
            card: BusinessCard {
                id,
                name: format!("Business {id}"),
                slug: format!("business-{id}"),
                verified: trader.verification != Verification::Basic,
                country: trader.country.parse().ok(),
                city: None,
                location: GeoPoint::new(trader.place.0, trader.place.1).ok(),
            },
            version: 1,
            description: String::new(),
            business_type: trader.kind,
            verification: trader.verification,
            categories: trader.categories.iter().map(|slug| (*slug).to_owned()).collect(),
            time_zone: None,
            created_at: now,
        };
        self.businesses.known.lock().expect("nobody else holds it").insert(id, snapshot.clone());
        self.tell(&AccountEvent::BusinessCreated(Box::new(snapshot))).await;
        id
    }

    /// A live listing of a business, as `listings` tells of it.
    pub async fn listing(
        &self,
        of: BusinessId,
        kind: ListingType,
        category: &str,
        country: &str,
    ) -> ListingSnapshot {
        let now = self.app.clock.now();
        let listing = ListingSnapshot {
            id: ListingId::new(now),
            version: 1,
            business_id: of,
            created_by: Some(UserId(of.0)),
            rejection: None,
            renewal_path: None,
            kind,
            status: "ACTIVE".to_owned(),
            title: "Something in bags".to_owned(),
            description: "Cleaned and dried, of this year.".to_owned(),
            category_path: vec!["agriculture".to_owned(), category.to_owned()],
            price: None,
            city: None,
            country: country.parse().ok(),
            location: None,
            market: None,
            has_photo: false,
            business_verified: false,
            activated_at: Some(now),
            expires_at: Some(now + chrono::TimeDelta::hours(96)),
            featured_until: None,
        };
        self.tell(&ListingEvent::Created(Box::new(listing.clone()))).await;
        listing
    }

    pub fn ceo_of(&self, business: BusinessId, plan: PlanLevel) -> Client {
        self.app.member_with(business, TeamRole::Ceo, Verification::Verified, plan)
    }

    /// The CEO of a business nobody has heard of before, in Nigeria.
    pub fn ceo(&self) -> Client {
        self.app.member(TeamRole::Ceo)
    }

    pub async fn ask(&self, from: &Client, to: BusinessId) -> Reply {
        from.post("/api/v1/connections", request(to)).await
    }

    /// A request from the one to the other; its id.
    pub async fn asked(&self, from: &Client, to: &Client) -> String {
        let reply = self.ask(from, to.business_id()).await.expect(201);
        reply.data()["id"].as_str().expect("an id").to_owned()
    }

    pub async fn rows(&self) -> i64 {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        sqlx::query_scalar("SELECT count(*) FROM bizconnect.connections")
            .fetch_one(&mut *tx)
            .await
            .expect("a count")
    }
}

pub fn request(to: BusinessId) -> Value {
    json!({"business_id": to, "market": "afcfta", "note": "We look for a partner."})
}

/// Brings a connection somewhere, meaning the version that the client sees.
pub async fn bring(client: &Client, id: &str, to: &str) -> Reply {
    let version =
        client.get(&format!("/api/v1/connections/{id}")).await.expect(200).data()["version"].clone();
    client.patch(&format!("/api/v1/connections/{id}/status"), json!({"status": to, "version": version})).await
}

fn categories() -> Vec<CategoryName> {
    let named = |slug: &str, parent: Option<&str>, en: &str| CategoryName {
        slug: slug.to_owned(),
        parent: parent.map(str::to_owned),
        names: HashMap::from([("en".to_owned(), en.to_owned())]),
        glyph: "leaf".to_owned(),
    };
    vec![
        named("agriculture", None, "Agriculture & food"),
        named("grains", Some("agriculture"), "Grains & cereals"),
        named("farm-inputs", Some("agriculture"), "Seeds, feed & fertiliser"),
        named("processed-food", Some("agriculture"), "Processed food & drinks"),
        named("textiles", None, "Textiles & fashion"),
        named("fabrics", Some("textiles"), "Fabrics"),
    ]
}
