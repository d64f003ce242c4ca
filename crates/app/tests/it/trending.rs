//! What people look at in one domain is what trends in the other (L-9, S-4).

use std::sync::Arc;

use chrono::TimeDelta;
use kernel::{BusinessId, Clock, PlanLevel, Role, TeamRole, Verification};
use listings::Listings;
use search::Search;
use serde_json::json;
use testkit::fakes::{FakeBusinesses, FakeMedia};
use testkit::{Client, TestApp};

pub struct Market {
    pub app: TestApp,
    listings: Listings,
}

impl Market {
    /// Listings and search, with stand-ins for accounts and media.
    pub async fn open() -> Self {
        let businesses = Arc::new(FakeBusinesses::default());
        let migrations = || vec![platform::migrate::platform(), listings::migrations(), search::migrations()];
        let mut made = None;
        let app = TestApp::start(migrations, &[&listings::TEXTS, &search::TEXTS, &web::TEXTS], |platform| {
            let media = Arc::new(FakeMedia::default());
            let ports = listings::Ports { media, businesses: businesses.clone() };
            let listings = Listings::new(platform, ports);
            let ports = search::Ports { listings: Arc::new(listings.clone()), businesses };
            let search = Search::new(platform, ports).expect("a database to read from");
            listings.bind_search(Arc::new(search.clone()));
            made = Some(listings.clone());
            vec![listings::module(&listings), search::module(&search)]
        })
        .await;
        listings::seed_categories(&app.database().owner_url).await.expect("the category tree");
        Self { app, listings: made.expect("the module was made") }
    }

    /// The CEO of a new business that may have twenty listings live.
    pub fn seller(&self) -> Client {
        let business = BusinessId::new(self.app.clock.now());
        self.app.member_with(business, TeamRole::Ceo, Verification::Verified, PlanLevel::Growth)
    }

    pub async fn post(&self, seller: &Client, title: &str, category: &str) -> String {
        let listing = json!({
            "type": "OFFER", "title": title, "description": "Cleaned and dried, this year's harvest.",
            "category": category, "country": "NG", "city": "Lagos", "duration_hours": 48
        });
        let reply = seller.post("/api/v1/listings", listing).await.expect(201);
        reply.data()["id"].as_str().expect("an id").to_owned()
    }

    /// So many different people open a listing, each of them three times.
    async fn opened_by(&self, people: usize, id: &str) {
        for _ in 0..people {
            let reader = self.app.user(Role::Consumer);
            for _ in 0..3 {
                reader.get(&format!("/api/v1/listings/{id}")).await.expect(200);
            }
        }
    }

    /// So many guests, each at an address of their own, open it.
    async fn opened_by_guests(&self, guests: usize, id: &str) {
        for _ in 0..guests {
            self.app.anonymous().get(&format!("/api/v1/listings/{id}")).await.expect(200);
        }
    }

    /// What was counted is written, delivered and worked out.
    async fn a_minute_later(&self) {
        self.listings.write_counts().await.expect("written");
        self.app.drain().await;
        self.app.advance(TimeDelta::minutes(1));
        self.app.drain().await;
    }

    async fn trending(&self, query: &str) -> Vec<String> {
        let path = format!("/api/v1/explore/trending?{query}");
        let reply = self.app.anonymous().get(&path).await.expect(200);
        let data = reply.data();
        let ids = data.as_array().expect("a list").iter();
        ids.map(|hit| hit["id"].as_str().expect("an id").to_owned()).collect()
    }
}

#[tokio::test]
async fn what_many_open_trends_and_what_one_opens_often_does_not() {
    let market = Market::open().await;
    let seller = market.seller();
    let maize = market.post(&seller, "Yellow maize, 50 kg bags", "grains").await;
    let truck = market.post(&seller, "Truck for rent with driver", "trucks-buses").await;
    let pumped = market.post(&seller, "Very best rice of them all", "grains").await;
    market.opened_by(60, &maize).await;
    market.opened_by_guests(35, &truck).await;
    // One account, a thousand times; its owner; and a dozen addresses under a thousand names.
    let path = format!("/api/v1/listings/{pumped}");
    let fan = market.app.user(Role::Consumer);
    let guests: Vec<Client> = (0..12).map(|_| market.app.anonymous()).collect();
    for n in 0..1000 {
        fan.get(&path).await.expect(200);
        seller.get(&path).await.expect(200);
        let guest = guests[n % guests.len()].clone();
        guest.with_header("user-agent", &format!("Browser {n}")).get(&path).await.expect(200);
    }
    market.a_minute_later().await;
    assert_eq!(market.trending("").await, [maize.clone(), truck.clone()]);
    assert_eq!(market.trending("category=vehicles").await, std::slice::from_ref(&truck));
    assert_eq!(market.trending("country=KE").await, Vec::<String>::new());

    // Taken back: gone at once, not a minute later.
    seller.delete(&format!("/api/v1/listings/{maize}")).await.expect(204);
    assert_eq!(market.trending("").await, std::slice::from_ref(&truck));
    // Over: gone at that moment.
    market.app.advance(TimeDelta::hours(48));
    assert_eq!(market.trending("").await, Vec::<String>::new());
}
