//! What is told of a listing that is over (L-3), and what is left of it.

use std::time::Duration;

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use kernel::Clock;
use serde_json::json;

use crate::events::tell;
use crate::support::{Shop, maize, with};

#[tokio::test]
async fn what_is_written_after_the_end_is_told_to_nobody() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"title": "Maize of yesterday", "duration_hours": 24})).await;
    let (path, page) = (format!("/api/v1/listings/{id}"), format!("/listings/{id}"));
    shop.app.advance(TimeDelta::hours(24));
    for _ in 0..2 {
        assert!(guest.get(&page).await.expect(410).text().contains("Maize of yesterday"));
        // Once before the end was written down, once after.
        shop.app.drain().await;
    }
    let version = owner.get(&path).await.expect(200).data()["version"].clone();
    let other = with(maize(), json!({"title": "Pistol, like new", "version": version}));
    owner.put(&path, other).await.expect(200);
    let gone = guest.get(&page).await.expect(410).text();
    assert!(!gone.contains("Pistol"), "nobody has looked at it: {gone}");
}

#[tokio::test]
async fn nothing_is_told_of_what_a_business_had_that_is_gone() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let page = format!("/listings/{}", shop.post(&owner, json!({"duration_hours": 24})).await);
    shop.app.advance(TimeDelta::hours(25));
    shop.app.drain().await;
    guest.get(&page).await.expect(410);
    tell(&shop, &AccountEvent::BusinessDeleted { business_id: owner.business_id() }).await;
    guest.get(&page).await.expect(404);
}

#[tokio::test]
async fn what_is_brought_back_while_the_old_is_purged_stays() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let (kept, purged) = (shop.post(&owner, json!({})).await, shop.post(&owner, json!({})).await);
    let path = |id: &str| format!("/api/v1/listings/{id}");
    for id in [&kept, &purged] {
        owner.delete(&path(id)).await.expect(204);
    }
    shop.app.advance(TimeDelta::days(31));
    let mut renewing = shop.app.db().begin_system().await.expect("a transaction");
    let renew = "UPDATE listings.listings SET status = 'ACTIVE', withdrawn_at = NULL, withdrawn_from = NULL,
                     activated_at = $2::timestamptz, expires_at = $2::timestamptz + interval '3 days'
                 WHERE id = $1::text::uuid";
    let now = shop.app.clock.now();
    sqlx::query(renew).bind(&kept).bind(now).execute(&mut *renewing).await.expect("written");
    let purging = tokio::time::timeout(Duration::from_secs(30), shop.app.drain());
    purging.await.expect("it waits for nobody who brings something back");
    renewing.commit().await.expect("a commit");
    assert_eq!(owner.get(&path(&kept)).await.expect(200).data()["status"], "ACTIVE");
    owner.get(&path(&purged)).await.expect(404);
}
