use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use futures_util::future::join_all;
use kernel::{BusinessId, Clock, MediaId, PlanLevel, TeamRole, Verification};
use serde_json::{Value, json};
use testkit::{Client, Reply};

use crate::support::{Shop, ids_of, maize, with};

/// A crowded machine may answer 503 instead of waiting; then nothing was written, and one asks again.
async fn send(client: &Client, path: String, body: Value) -> Reply {
    loop {
        let reply = client.post(&path, &body).await;
        if reply.status.as_u16() != 503 {
            return reply;
        }
    }
}

async fn post(client: &Client) -> Reply {
    send(client, "/api/v1/listings".to_owned(), maize()).await
}

/// How many of these were answered so.
fn count(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status.as_u16() == status).count()
}

#[tokio::test]
async fn two_hundred_racing_posts_never_exceed_the_plan() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let colleague = shop.app.member_of(owner.business_id(), TeamRole::Staff);
    let posts = (0..200).map(|n| post(if n % 2 == 0 { &owner } else { &colleague }));
    let replies = join_all(posts).await;
    assert_eq!((count(&replies, 201), count(&replies, 403)), (3, 197));
    let over = owner.post("/api/v1/listings", maize()).await.expect(403);
    assert_eq!(over.errors()[0].0, "QUOTA_EXCEEDED");
    let current = over.json()["meta"]["current"].clone();
    assert_eq!((current["limit"].as_i64(), current["used"].as_i64()), (Some(3), Some(3)));
    assert!(current["resets_at"].is_string());
    let told = over.json()["errors"][0]["message"].as_str().expect("a sentence").to_owned();
    assert!(told.contains(" 2026, ") && told.contains(" UTC"), "a date as people write it: {told}");
    shop.ceo().post("/api/v1/listings", maize()).await.expect(201);
}

#[tokio::test]
async fn more_pictures_than_the_plan_allows_are_a_matter_of_the_plan() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let three: Vec<_> = (0..3).map(|_| shop.media.add(owner.user_id())).collect();
    let with_media = |media: &[MediaId]| with(maize(), json!({"media_ids": media}));
    let refused = |reply: Reply, used: i64| {
        let reply = reply.expect(403);
        assert_eq!(reply.errors()[0], ("QUOTA_EXCEEDED".to_owned(), "media_ids".to_owned()));
        let current = json!({"limit": 2, "used": used, "resets_at": null});
        assert_eq!(reply.json()["meta"]["current"], current, "time gives no room for pictures");
    };
    refused(owner.post("/api/v1/listings", with_media(&three)).await, 0);
    let listing = owner.post("/api/v1/listings", with_media(&three[..2])).await.expect(201).data();
    let path = format!("/api/v1/listings/{}", listing["id"].as_str().expect("an id"));
    refused(owner.put(&path, with(with_media(&three), json!({"version": 1}))).await, 2);
    refused(owner.post(&format!("{path}/media"), json!({"media_id": three[2]})).await, 2);
    assert_eq!(owner.get(&path).await.data()["version"], 1);
    for plan in [PlanLevel::Growth, PlanLevel::Premium] {
        let owner = shop.ceo_on(plan);
        let six: Vec<_> = (0..6).map(|_| shop.media.add(owner.user_id())).collect();
        owner.post("/api/v1/listings", with_media(&six)).await.expect(403);
        owner.post("/api/v1/listings", with_media(&six[..5])).await.expect(201);
    }
}

#[tokio::test]
async fn a_smaller_plan_takes_no_pictures_away() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    let before = shop.app.member_with(business, TeamRole::Ceo, Verification::Verified, PlanLevel::Premium);
    let four: Vec<_> = (0..4).map(|_| shop.media.add(before.user_id())).collect();
    let id = shop.post(&before, json!({"media_ids": four})).await;
    let path = format!("/api/v1/listings/{id}");
    let owner = shop.app.member_of(business, TeamRole::Manager);
    let new = shop.media.add(owner.user_id());
    let body =
        |media: &[MediaId], version: i64| with(maize(), json!({"media_ids": media, "version": version}));
    let turned = [four[3], four[0], four[1], four[2]];
    let kept = owner.put(&path, body(&turned, 1)).await.expect(200).data();
    assert_eq!(kept["media"].as_array().map(Vec::len), Some(4), "in another order, and none is lost");
    let over = owner.put(&path, body(&[four[0], four[1], new], 2)).await.expect(403);
    assert_eq!(over.json()["meta"]["current"], json!({"limit": 2, "used": 4, "resets_at": null}));
    owner.post(&format!("{path}/media"), json!({"media_id": new})).await.expect(403);
    owner.delete(&format!("{path}/media/{}", four[0])).await.expect(200);
    owner.post(&format!("{path}/media"), json!({"media_id": new})).await.expect(403);
    owner.put(&path, body(&[four[1], new], 3)).await.expect(200);
}

#[tokio::test]
async fn room_comes_back_when_a_listing_ends() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(shop.post(&owner, json!({"duration_hours": if n == 0 { 24 } else { 96 }})).await);
    }
    owner.post("/api/v1/listings", maize()).await.expect(403);
    owner.delete(&format!("/api/v1/listings/{}", ids[2])).await.expect(204);
    let new = shop.post(&owner, json!({"duration_hours": 96})).await;
    let full = owner.post(&format!("/api/v1/listings/{}/restore", ids[2]), json!({})).await.expect(403);
    assert_eq!(full.errors()[0].0, "QUOTA_EXCEEDED");
    shop.app.advance(TimeDelta::hours(24));
    // No job has run: the end counts when it is there.
    owner.post(&format!("/api/v1/listings/{}/restore", ids[2]), json!({})).await.expect(200);
    owner
        .post(&format!("/api/v1/listings/{}/renew", ids[0]), json!({"duration_hours": 24}))
        .await
        .expect(403);
    owner.delete(&format!("/api/v1/listings/{new}")).await.expect(204);
    owner
        .post(&format!("/api/v1/listings/{}/renew", ids[0]), json!({"duration_hours": 24}))
        .await
        .expect(200);
    // Drafts do not count until they are published.
    let draft = json!({"title": "Maize for the weekend", "draft": true});
    owner.post("/api/v1/listings", &draft).await.expect(201);
}

#[tokio::test]
async fn a_smaller_plan_takes_no_listings_away_and_has_no_room_for_more() {
    let shop = Shop::open().await;
    let before = shop.ceo();
    let mut ids = Vec::new();
    for hours in [24, 24, 96, 96, 96] {
        ids.push(shop.post(&before, json!({"duration_hours": hours})).await);
    }
    let owner = shop.app.member_of(before.business_id(), TeamRole::Manager);
    let path = format!("/api/v1/listings/{}", ids[0]);
    let edited = with(maize(), json!({"title": "Maize at a new price", "duration_hours": 24, "version": 1}));
    assert_eq!(owner.put(&path, edited).await.expect(200).data()["status"], "ACTIVE", "it may be edited");
    owner.post(&format!("{path}/extend"), json!({"hours": 24})).await.expect(201);
    let over = owner.post("/api/v1/listings", maize()).await.expect(403);
    let current = over.json()["meta"]["current"].clone();
    assert_eq!((&current["limit"], &current["used"]), (&json!(3), &json!(5)));
    // One ends after a day and one after two: that leaves as many as the plan allows, and room comes with the third.
    let third = (shop.app.clock.now() + TimeDelta::hours(96)).to_rfc3339_opts(SecondsFormat::Secs, true);
    assert_eq!(current["resets_at"], third);
    for id in &ids[1..3] {
        owner.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
    }
    owner.post("/api/v1/listings", maize()).await.expect(403);
    assert_eq!(
        ids_of(&shop.app.anonymous().get("/api/v1/listings").await.data()).len(),
        3,
        "all of the rest"
    );
    owner.delete(&format!("/api/v1/listings/{}", ids[3])).await.expect(204);
    owner.post("/api/v1/listings", maize()).await.expect(201);
}

#[tokio::test]
async fn where_a_plan_has_no_paid_slots_the_one_that_has_is_named() {
    let shop = Shop::open().await;
    let (free, paying) = (shop.ceo_on(PlanLevel::Free), shop.ceo());
    let id = shop.post(&free, json!({})).await;
    let refused = free.post(&format!("/api/v1/listings/{id}/feature"), json!({})).await.expect(403);
    assert_eq!(refused.errors()[0].0, "QUOTA_EXCEEDED");
    let current = json!({"limit": 0, "used": 0, "resets_at": null, "lifted_by": "GROWTH"});
    assert_eq!(refused.json()["meta"]["current"], current);
    let told = refused.json()["errors"][0]["message"].as_str().expect("a sentence").to_owned();
    assert!(told.contains("plan GROWTH") && !told.contains('0'), "{told}");
    let named = "Featured places come with the plan GROWTH.";
    let page = free.get("/listings/mine").await.expect(200).text();
    assert!(page.contains(named) && !page.contains(&format!("/listings/{id}/feature")), "{page}");
    let theirs = shop.post(&paying, json!({})).await;
    let page = paying.get("/listings/mine").await.expect(200).text();
    assert!(!page.contains(named) && page.contains(&format!("/listings/{theirs}/feature")), "{page}");
}

#[tokio::test]
async fn racing_for_paid_slots_never_exceeds_the_month_and_the_next_one_begins_by_itself() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(shop.post(&owner, json!({"duration_hours": 96})).await);
    }
    let slot = |id: &String| send(&owner, format!("/api/v1/listings/{id}/feature"), json!({}));
    let replies = join_all(ids.iter().map(slot)).await;
    assert_eq!((count(&replies, 201), count(&replies, 403)), (4, 8));
    let current = json!({"limit": 4, "used": 4, "resets_at": "2026-12-01T00:00:00Z"});
    let refused = |reply: &Reply| {
        assert_eq!(reply.errors()[0].0, "QUOTA_EXCEEDED");
        assert_eq!(reply.json()["meta"]["current"], current);
    };
    replies.iter().filter(|reply| reply.status.as_u16() == 403).for_each(refused);
    // A slot that was taken is used, also when its listing is taken back.
    let of = |status: u16| replies.iter().position(|reply| reply.status.as_u16() == status).expect("one");
    owner.delete(&format!("/api/v1/listings/{}", ids[of(201)])).await.expect(204);
    refused(&slot(&ids[of(403)]).await.expect(403));
    let next_month: DateTime<Utc> = "2026-12-01T00:00:00Z".parse().expect("a moment");
    shop.app.advance(next_month - shop.app.clock.now() - TimeDelta::microseconds(1));
    let late = shop.post(&owner, json!({"duration_hours": 96})).await;
    refused(&slot(&late).await.expect(403));
    // No job has run.
    shop.app.advance(TimeDelta::microseconds(1));
    slot(&late).await.expect(201);
}

#[tokio::test]
async fn racing_drafts_are_published_as_far_as_the_plan_goes() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let mut drafts = Vec::new();
    for _ in 0..6 {
        drafts.push(shop.post(&owner, json!({"draft": true})).await);
    }
    for _ in 0..2 {
        shop.post(&owner, json!({})).await;
    }
    let publish = |id: &String| send(&owner, format!("/api/v1/listings/{id}/publish"), json!({}));
    let replies = join_all(drafts.iter().map(publish)).await;
    assert_eq!((count(&replies, 200), count(&replies, 403)), (1, 5));
    for (id, reply) in drafts.iter().zip(&replies).filter(|(_, reply)| reply.status.as_u16() == 403) {
        assert_eq!(reply.errors()[0].0, "QUOTA_EXCEEDED");
        assert_eq!(reply.json()["meta"]["current"]["used"], 3);
        let path = format!("/api/v1/listings/{id}");
        let whole = with(maize(), json!({"version": 1, "publish": true}));
        assert_eq!(owner.put(&path, whole).await.expect(403).errors()[0].0, "QUOTA_EXCEEDED");
        assert_eq!(owner.get(&path).await.expect(200).data()["status"], "DRAFT", "nothing of it is lost");
    }
}

#[tokio::test]
async fn what_waits_for_a_review_takes_a_place() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    let owner = shop.app.member_with(business, TeamRole::Ceo, Verification::Basic, PlanLevel::Free);
    for _ in 0..3 {
        assert_eq!(post(&owner).await.expect(201).data()["status"], "PENDING_REVIEW");
    }
    let over = owner.post("/api/v1/listings", maize()).await.expect(403);
    let current = json!({"limit": 3, "used": 3, "resets_at": null});
    assert_eq!(over.json()["meta"]["current"], current, "time alone brings no room");
    shop.app.advance(TimeDelta::days(30));
    owner.post("/api/v1/listings", maize()).await.expect(403);
}
