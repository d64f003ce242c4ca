//! How counts come into the database: beside reading, once for many, and in nobody's way (L-9).

use std::time::Duration;

use chrono::TimeDelta;
use kernel::Role;
use serde_json::json;
use sqlx::{Connection, PgConnection};

use crate::support::Shop;

pub async fn superuser(shop: &Shop) -> PgConnection {
    shop.app.database().connect_as_superuser().await.expect("connects")
}

#[tokio::test]
async fn nothing_is_written_while_somebody_reads_and_one_event_tells_of_everybody() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let ids = [shop.post(&owner, json!({})).await, shop.post(&owner, json!({})).await];
    shop.app.drain().await;
    let mut superuser = superuser(&shop).await;
    let mut held = superuser.begin().await.expect("a transaction");
    // Whoever writes into any of these waits for as long as this is held.
    let lock = "LOCK TABLE listings.daily, listings.interested, listings.fresh, listings.shown_days, listings.listings,
                platform.events, platform.jobs IN EXCLUSIVE MODE";
    sqlx::query(lock).execute(&mut *held).await.expect("locked");
    let reading = async {
        for _ in 0..30 {
            let guest = shop.app.anonymous();
            guest.get("/api/v1/listings").await.expect(200);
            for id in &ids {
                guest.get(&format!("/api/v1/listings/{id}")).await.expect(200);
                guest.get(&format!("/listings/{id}")).await.expect(200);
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reading).await.expect("no reader waits for a writer");
    held.rollback().await.expect("released");
    shop.listings.write_counts().await.expect("written");
    let told = "SELECT count(*), sum((SELECT sum((one ->> 'views')::bigint) FROM jsonb_array_elements(data -> 'counts') AS one))::bigint
                FROM platform.events WHERE type = 'listing.views_counted'";
    let told: (i64, Option<i64>) = sqlx::query_as(told).fetch_one(&mut superuser).await.expect("counted");
    assert_eq!(told, (1, Some(60)), "one row for sixty views");
}

#[tokio::test]
async fn the_owner_sees_each_day_by_itself() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    let path = format!("/api/v1/listings/{id}");
    let (ama, kofi) = (shop.app.user(Role::Consumer), shop.app.user(Role::Consumer));
    for reader in [&ama, &kofi] {
        reader.get(&path).await.expect(200);
        reader.post(&format!("{path}/contacts"), json!({})).await.expect(204);
    }
    // Saved, let go and saved again on one day is saved once.
    for _ in 0..2 {
        ama.put(&format!("{path}/save"), json!({})).await.expect(204);
        ama.delete(&format!("{path}/save")).await.expect(204);
    }
    shop.listings.write_counts().await.expect("written");
    shop.app.advance(TimeDelta::days(2));
    ama.get(&path).await.expect(200);
    ama.put(&format!("{path}/save"), json!({})).await.expect(204);
    shop.listings.write_counts().await.expect("written");
    let found = owner.get(&format!("{path}/statistics?days=3")).await.expect(200).data();
    let days = found["days"].as_array().expect("days").iter();
    let days: Vec<_> = days
        .map(|day| ["views", "contacts", "saves"].map(|name| day[name].as_i64().expect("a number")))
        .collect();
    assert_eq!(days, [[2, 2, 1], [0, 0, 0], [1, 0, 1]]);
}

/// Until so many wait for a lock.
pub async fn waiting(superuser: &mut PgConnection, count: i64) {
    for _ in 0..6_000 {
        let found: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *superuser)
        .await
        .expect("countable");
        if found >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{count} should wait");
}

/// A listing that ends while it is written down how often it was shown: both change what is known of new listings, and one
/// of them once held the listing while the other waited for it.
#[tokio::test]
async fn a_listing_that_ends_while_it_is_counted_is_counted_and_ends() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let ending = shop.post(&owner, json!({"duration_hours": 24})).await;
    shop.post(&owner, json!({"category": "fruit", "duration_hours": 96})).await;
    shop.app.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    // The day has a sum, and the one that ends has no row of that day.
    shop.app.anonymous().get("/api/v1/listings?category=fruit").await.expect(200);
    shop.listings.write_counts().await.expect("written");
    shop.app.anonymous().get("/api/v1/listings?category=grains").await.expect(200);
    let (mut one, mut other) = (superuser(&shop).await, superuser(&shop).await);
    let mut held = one.begin().await.expect("a transaction");
    sqlx::query("SELECT FROM listings.shown_days FOR UPDATE").execute(&mut *held).await.expect("held");
    let (counted, (), ()) = tokio::join!(
        shop.listings.write_counts(),
        async {
            waiting(&mut other, 1).await;
            shop.app.advance(TimeDelta::seconds(1));
            shop.app.drain().await;
        },
        async {
            waiting(&mut superuser(&shop).await, 2).await;
            held.rollback().await.expect("released");
        }
    );
    counted.expect("written");
    shop.app.drain().await;
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
    assert_eq!(shop.app.events().await.iter().filter(|event| *event == "listing.expired").count(), 1);
    let shown: i64 = sqlx::query_scalar("SELECT shown FROM listings.daily WHERE listing_id = $1")
        .bind(ending.parse::<uuid::Uuid>().expect("an id"))
        .fetch_one(&mut other)
        .await
        .expect("a row");
    assert_eq!(shown, 1);
}
