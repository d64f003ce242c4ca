use std::collections::HashMap;

use chrono::TimeDelta;
use contracts::listings::ListingsPort;
use kernel::{BusinessId, Clock, ListingId, Role};
use serde_json::{Value, json};

use crate::support::{Shop, ids_of};

async fn told(shop: &Shop) -> HashMap<String, i64> {
    told_of(shop, "views").await
}

async fn told_of(shop: &Shop, what: &str) -> HashMap<String, i64> {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let events: Vec<Value> =
        sqlx::query_scalar("SELECT data FROM platform.events WHERE type = 'listing.views_counted'")
            .fetch_all(&mut *tx)
            .await
            .expect("events");
    let mut views = HashMap::new();
    for count in events.iter().flat_map(|event| event["counts"].as_array().cloned().unwrap_or_default()) {
        let id = count["listing_id"].as_str().expect("an id").to_owned();
        *views.entry(id).or_default() += count[what].as_i64().expect("a number");
    }
    views
}

#[tokio::test]
async fn everybody_is_counted_once_a_day_and_never_the_owner() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    let one = shop.app.user(Role::Consumer);
    for _ in 0..200 {
        one.get(&path).await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    one.get(&path).await.expect(200);
    one.get(&format!("/listings/{id}")).await.expect(200);
    owner.get(&path).await.expect(200);
    shop.app.admin().get(&path).await.expect(200);
    for _ in 0..60 {
        shop.app.anonymous().get(&path).await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    assert_eq!(told(&shop).await, HashMap::from([(id.clone(), 61)]));
    shop.app.advance(TimeDelta::hours(24));
    one.get(&path).await.expect(200);
    shop.listings.write_counts().await.expect("written");
    assert_eq!(told(&shop).await[&id], 62, "another day");
    assert_eq!(told_of(&shop, "sources").await[&id], 62, "each by an account or an address of their own");
    // One browser that calls itself by a thousand names is a few people at most, and comes from one address.
    let guest = shop.app.anonymous();
    guest.get(&path).await.expect(200);
    shop.listings.write_counts().await.expect("written");
    for n in 0..1000 {
        guest.clone().with_header("user-agent", &format!("Browser {n}")).get(&path).await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    assert!(told(&shop).await[&id] <= 62 + 5);
    assert_eq!(told_of(&shop, "sources").await[&id], 63);
    shop.app.drain().await;
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_be_written_waits_for_the_next_time() {
    let shop = Shop::open().await;
    let id = shop.post(&shop.ceo(), json!({})).await;
    shop.app.anonymous().get(&format!("/api/v1/listings/{id}")).await.expect(200);
    shop.app.kill_connections().await;
    let mut tries = 0;
    while shop.listings.write_counts().await.is_err() {
        tries += 1;
        assert!(tries < 20);
    }
    assert_eq!(told(&shop).await, HashMap::from([(id, 1)]));
}

#[tokio::test]
async fn paid_slots_share_the_feed_evenly_however_they_stand_around_the_circle() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 40, "").await;
    // Most of them crowd together: by their distances one of them would get nearly everything.
    let columns = ", featured_from, featured_until, rotation|, $2::timestamptz - interval '1 hour', \
                   $2::timestamptz + interval '80 hours', (CASE WHEN n = 1 THEN -2000000000 ELSE n END)::int";
    let slots: Vec<String> = shop.fill(business, 6, columns).await.iter().map(ToString::to_string).collect();
    let views: u32 = 1800;
    let mut seen: HashMap<String, u32> = HashMap::new();
    for _ in 0..views {
        let page = shop.app.anonymous().get("/api/v1/listings?limit=10").await.expect(200).data();
        for id in ids_of(&page).into_iter().filter(|id| slots.contains(id)) {
            *seen.entry(id).or_default() += 1;
        }
    }
    let even = f64::from(views) * 2.0 / 6.0;
    for id in &slots {
        let share = f64::from(*seen.get(id).unwrap_or(&0)) / even;
        assert!((0.8..1.2).contains(&share), "{id}: {share:.2} of an even share, {seen:?}");
    }
    shop.listings.write_counts().await.expect("written");
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let written: Option<i64> = sqlx::query_scalar("SELECT sum(featured)::bigint FROM listings.daily")
        .fetch_one(&mut *tx)
        .await
        .expect("a sum");
    assert_eq!(written, Some(i64::from(views) * 2), "the ledger has every one of them");
    let hours: Option<i64> = sqlx::query_scalar("SELECT sum(shown)::bigint FROM listings.featured_hours")
        .fetch_one(&mut *tx)
        .await
        .expect("a sum");
    assert_eq!(hours, written);
}

#[tokio::test]
async fn a_new_listing_is_seen_fifty_times_before_it_sinks() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    shop.app.advance(TimeDelta::hours(1));
    // A flood of others buries it at once, before anybody has looked.
    shop.fill(BusinessId::new(shop.app.clock.now()), 300, "").await;
    let mut seen = 0;
    for n in 0..80 {
        if n % 10 == 0 {
            shop.listings.write_counts().await.expect("written");
        }
        let page = shop.app.anonymous().get("/api/v1/listings?limit=10").await.expect(200).data();
        seen += ids_of(&page).iter().filter(|shown| **shown == id).count();
    }
    assert!((50..=60).contains(&seen), "lifted up {seen} times");
    // Paging on shows it once more at its own place, not twice in one session.
    let all = shop.walk(&shop.app.anonymous(), "/api/v1/listings?limit=50").await;
    assert_eq!(all.iter().filter(|shown| **shown == id).count(), 1);
    assert_eq!(all.len(), 301);
}

/// To how many a listing was shown, as far as that is written.
async fn shown(shop: &Shop, id: &str) -> i64 {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let sum = "SELECT coalesce(sum(shown), 0)::bigint FROM listings.daily WHERE listing_id = $1";
    let id: uuid::Uuid = id.parse().expect("an id");
    sqlx::query_scalar(sum).bind(id).fetch_one(&mut *tx).await.expect("a sum")
}

#[tokio::test]
async fn one_who_asks_a_thousand_times_counts_once_and_sixty_people_count_sixty_times() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let ids = [
        shop.post(&owner, json!({"duration_hours": 96})).await,
        shop.post(&owner, json!({"duration_hours": 96})).await,
    ];
    owner.post(&format!("/api/v1/listings/{}/feature", ids[0]), json!({})).await.expect(201);
    let guest = shop.app.anonymous();
    for n in 0..1000 {
        guest.get("/api/v1/listings").await.expect(200);
        if n % 250 == 0 {
            shop.listings.write_counts().await.expect("written");
        }
    }
    for page in ["/", "/c/grains", "/api/v1/listings/nearby?lat=6.4&lng=3.4", "/api/v1/listings?type=OFFER"] {
        guest.get(page).await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    for id in &ids {
        assert_eq!(shown(&shop, id).await, 1, "on whatever page, in a paid slot or not");
    }
    for _ in 0..60 {
        shop.app.anonymous().get("/api/v1/listings").await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    for id in &ids {
        assert_eq!(shown(&shop, id).await, 61);
    }
    shop.app.advance(TimeDelta::hours(24));
    for _ in 0..3 {
        guest.get("/api/v1/listings").await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    assert_eq!(shown(&shop, &ids[1]).await, 62, "another day");
}

#[tokio::test]
async fn nobody_uses_up_the_fifty_views_of_a_rival() {
    let shop = Shop::open().await;
    let id = shop.post(&shop.ceo(), json!({"duration_hours": 96})).await;
    shop.app.advance(TimeDelta::hours(1));
    shop.fill(BusinessId::new(shop.app.clock.now()), 300, "").await;
    let rival = shop.app.anonymous();
    for n in 0..200 {
        if n % 50 == 0 {
            shop.listings.write_counts().await.expect("written");
        }
        rival.get("/api/v1/listings?limit=10").await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    assert_eq!(shown(&shop, &id).await, 1);
    let page = shop.app.anonymous().get("/api/v1/listings?limit=10").await.expect(200).data();
    assert!(ids_of(&page).contains(&id), "it is still lifted up for others");
}

#[tokio::test]
async fn what_has_ended_is_new_no_longer() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let ending = shop.post(&owner, json!({"duration_hours": 24})).await;
    let living = shop.post(&owner, json!({"duration_hours": 96})).await;
    let new = async || -> Vec<uuid::Uuid> {
        let mut tx = shop.app.db().begin_system().await.expect("a transaction");
        let ids = sqlx::query_scalar("SELECT listing_id FROM listings.fresh ORDER BY since, listing_id");
        ids.fetch_all(&mut *tx).await.expect("rows")
    };
    assert_eq!(new().await.len(), 2);
    shop.app.advance(TimeDelta::hours(25));
    shop.app.drain().await;
    assert_eq!(new().await, [living.parse::<uuid::Uuid>().expect("an id")], "{ending} is gone");
    // However many wait longer, those are lifted up that are still there.
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 700, "").await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let end = "WITH dead AS (
            UPDATE listings.listings SET expires_at = activated_at + interval '1 millisecond' WHERE business_id = $1
            RETURNING id)
        INSERT INTO listings.fresh (listing_id, since) SELECT id, $2 - interval '9 days' FROM dead";
    sqlx::query(end).bind(business.0).bind(shop.app.clock.now()).execute(&mut *tx).await.expect("written");
    tx.commit().await.expect("committed");
    shop.app.advance(TimeDelta::seconds(1));
    shop.fill(BusinessId::new(shop.app.clock.now()), 100, "").await;
    let page = shop.app.anonymous().get("/api/v1/listings?limit=10").await.expect(200).data();
    assert!(ids_of(&page).contains(&living), "seven hundred that have ended stand before it");
}

#[tokio::test]
async fn a_session_that_has_lifted_something_up_neither_repeats_nor_skips() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let mut buried = Vec::new();
    for _ in 0..8 {
        buried.push(shop.post(&owner, json!({"duration_hours": 96})).await);
    }
    shop.app.advance(TimeDelta::hours(1));
    shop.fill(BusinessId::new(shop.app.clock.now()), 120, "").await;
    let all = shop.walk(&shop.app.anonymous(), "/api/v1/listings?limit=10").await;
    let unique: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), unique.len()), (128, 128));
    let lifted = all.iter().take(10).filter(|id| buried.contains(id)).count();
    assert_eq!(lifted, 2, "one place in five");
}

#[tokio::test]
async fn whoever_writes_about_a_listing_is_a_contact_once_a_day_and_never_its_owner() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({})).await;
    let listing: ListingId = id.parse().expect("an id");
    let (one, other) = (shop.app.user(Role::Consumer), shop.ceo());
    for client in [&one, &one, &other, &owner] {
        shop.listings.contacted(&client.actor, listing).await.expect("noted");
    }
    shop.listings.write_counts().await.expect("written");
    let days = owner.get(&format!("/api/v1/listings/{id}/statistics?days=1")).await.expect(200).data();
    assert_eq!(days["days"][0]["contacts"], 2);
    owner.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
    assert!(
        shop.listings.contacted(&one.actor, listing).await.is_err(),
        "what is gone is asked about no more"
    );
}

#[tokio::test]
async fn paid_slots_share_evenly_also_where_a_price_or_a_time_is_asked_for() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 30, ", price_minor, currency|, 4000, 'NGN'").await;
    let columns = ", featured_from, featured_until, rotation, price_minor, currency|, \
                   $2::timestamptz - interval '1 hour', $2::timestamptz + interval '80 hours', n::int, 5000, 'NGN'";
    let slots: Vec<String> = shop.fill(business, 6, columns).await.iter().map(ToString::to_string).collect();
    for filter in ["currency=NGN&price_max=9000", "posted_since=2020-01-01T00:00:00Z"] {
        let mut first: HashMap<String, u32> = HashMap::new();
        for _ in 0..600 {
            let path = format!("/api/v1/listings?limit=1&{filter}");
            let page = shop.app.anonymous().get(&path).await.expect(200).data();
            *first.entry(ids_of(&page).remove(0)).or_default() += 1;
        }
        for id in &slots {
            let share = f64::from(*first.get(id).unwrap_or(&0)) / 100.0;
            assert!((0.6..1.4).contains(&share), "{filter}: {share:.2} of an even share, {first:?}");
        }
    }
}

#[tokio::test]
async fn the_owner_sees_the_share_of_all_that_was_shown_and_of_the_slots_hour_by_hour() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    // Somebody else's slot is shown in the morning, before ours begins.
    let columns = ", featured_from, featured_until, rotation|, $2::timestamptz - interval '1 hour', \
                   $2::timestamptz + interval '80 hours', n::int";
    shop.fill(BusinessId::new(shop.app.clock.now()), 1, columns).await;
    for _ in 0..30 {
        shop.app.anonymous().get("/api/v1/listings").await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    shop.app.advance(TimeDelta::hours(2));
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    owner.post(&format!("/api/v1/listings/{id}/feature"), json!({})).await.expect(201);
    for _ in 0..10 {
        shop.app.anonymous().get("/api/v1/listings").await.expect(200);
    }
    shop.listings.write_counts().await.expect("written");
    let found = owner.get(&format!("/api/v1/listings/{id}/statistics")).await.expect(200).data();
    assert_eq!(found["slot"]["share_percent"], 50.0, "the morning was not ours: {found}");
    assert_eq!((&found["slot"]["shown"], &found["slot"]["all"]), (&json!(10), &json!(20)));
    assert_eq!(found["share_percent"], 20.0, "ten of the day's fifty");
    let page = owner.get(&format!("/listings/{id}/statistics")).await.expect(200).text();
    assert!(page.contains("That is 20 % of everything shown"), "{page}");
}
