use std::sync::Arc;

use kernel::{BusinessId, PlanLevel, TeamRole, Verification};
use listings::{Listings, Ports};
use platform::config::Config;
use platform::migrate::Migrations;
use serde_json::{Value, json};
use testkit::fakes::{FakeBusinesses, FakeMedia};
use testkit::{Client, TestApp};

/// The domain alone, with stand-ins for the others.
pub struct Shop {
    pub app: TestApp,
    pub media: Arc<FakeMedia>,
    pub businesses: Arc<FakeBusinesses>,
    pub listings: Listings,
}

fn migrations() -> Vec<Migrations> {
    vec![platform::migrate::platform(), listings::migrations()]
}

impl Shop {
    pub async fn open() -> Self {
        let media = Arc::new(FakeMedia::default());
        let businesses = Arc::new(FakeBusinesses::default());
        let ports = Ports { media: media.clone(), businesses: businesses.clone() };
        let mut made = None;
        let told_where = |config: &mut Config| config.server.country_header = Some("cf-ipcountry".to_owned());
        let app = TestApp::start_with(migrations, &[&listings::TEXTS, &web::TEXTS], told_where, |platform| {
            let listings = Listings::new(platform, ports);
            made = Some(listings.clone());
            vec![listings::module(&listings)]
        })
        .await;
        listings::seed_categories(&app.database().owner_url).await.expect("the category tree");
        Self { app, media, businesses, listings: made.expect("the module was made") }
    }

    /// The CEO of a new business whose plan has room for what most tests post.
    pub fn ceo(&self) -> Client {
        self.ceo_on(PlanLevel::Growth)
    }

    /// The CEO of a new business on this plan.
    pub fn ceo_on(&self, plan: PlanLevel) -> Client {
        let business = BusinessId::new(kernel::Clock::now(self.app.clock.as_ref()));
        self.app.member_with(business, TeamRole::Ceo, Verification::Verified, plan)
    }

    /// Posts a listing that differs from [`maize`] in `changes`, and returns its id.
    pub async fn post(&self, client: &Client, changes: Value) -> String {
        let reply = client.post("/api/v1/listings", with(maize(), changes)).await.expect(201);
        reply.data()["id"].as_str().expect("an id").to_owned()
    }

    /// Ids of a whole list, page by page.
    pub async fn walk(&self, client: &Client, path: &str) -> Vec<String> {
        let mut ids = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let reply = client.get(&path).await.expect(200);
            ids.extend(ids_of(&reply.data()));
            next = reply.json()["links"]["next"].as_str().map(str::to_owned);
        }
        ids
    }

    /// Puts live listings into the database without asking any rule, as a much used site would have them: `count` of
    /// `business`, a second apart, newest last.
    pub async fn fill(&self, business: BusinessId, count: i64, extra: &str) -> Vec<uuid::Uuid> {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        let sql = format!(
            "INSERT INTO listings.listings
                (id, business_id, created_by, type, status, title, description, category, root_category, duration_hours,
                 seller_name, seller_slug, seller_verified, activated_at, expires_at, created_at, updated_at
                 {columns})
             SELECT gen_random_uuid(), $1, $1, 'OFFER', 'ACTIVE', 'Bag of maize number ' || n,
                    'Cleaned and dried, this year''s harvest.', 'grains', 'agriculture', 96, 'Adunni', 'adunni', true,
                    $2::timestamptz - make_interval(secs => $3 - n), $2::timestamptz + interval '90 hours', $2, $2
                    {values}
             FROM generate_series(1, $3) AS n RETURNING id",
            columns = extra.split('|').next().unwrap_or(""),
            values = extra.split('|').nth(1).unwrap_or(""),
        );
        let ids = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(business.0)
            .bind(kernel::Clock::now(self.app.clock.as_ref()))
            .bind(count)
            .fetch_all(&mut *tx)
            .await
            .expect("rows that keep the rules");
        tx.commit().await.expect("a commit");
        ids
    }
}

/// A whole listing.
pub fn maize() -> Value {
    json!({
        "type": "OFFER",
        "title": "Yellow maize, 50 kg bags",
        "description": "Cleaned and dried, this year's harvest.",
        "category": "grains",
        "price": {"amount_minor": 3_850_000, "currency": "NGN"},
        "location": {"latitude": 6.455, "longitude": 3.3841},
        "city": "Lagos",
        "country": "NG",
        "market": "afcfta",
        "duration_hours": 48,
    })
}

/// `base` with the fields of `changes`; null takes a field away.
pub fn with(mut base: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().expect("an object") {
        let fields = base.as_object_mut().expect("an object");
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
    base
}

pub fn ids_of(data: &Value) -> Vec<String> {
    let items = data.as_array().expect("a list");
    items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}
