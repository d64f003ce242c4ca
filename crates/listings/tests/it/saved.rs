use kernel::{Role, TeamRole};
use serde_json::json;

use crate::support::{Shop, ids_of};

#[tokio::test]
async fn what_one_saves_is_ones_own() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let (ama, kofi) = (shop.app.user(Role::Consumer), shop.app.user(Role::Consumer));
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(shop.post(&owner, json!({})).await);
    }
    for id in &ids {
        shop.app.advance(chrono::TimeDelta::seconds(1));
        let path = format!("/api/v1/listings/{id}/save");
        ama.put(&path, json!({})).await.expect(204);
        ama.put(&path, json!({})).await.expect(204);
    }
    ids.reverse();
    assert_eq!(shop.walk(&ama, "/api/v1/listings/saved?limit=1").await, ids, "last saved first");
    assert!(shop.walk(&kofi, "/api/v1/listings/saved").await.is_empty());
    ama.delete(&format!("/api/v1/listings/{}/save", ids[1])).await.expect(204);
    ama.delete(&format!("/api/v1/listings/{}/save", ids[1])).await.expect(204);
    assert_eq!(ids_of(&ama.get("/api/v1/listings/saved").await.data()).len(), 2);
    let cursor =
        ama.get("/api/v1/listings/saved?limit=1").await.json()["meta"]["pagination"]["next_cursor"].clone();
    let theirs = format!("/api/v1/listings/saved?limit=1&cursor={}", cursor.as_str().expect("a cursor"));
    kofi.get(&theirs).await.expect(400);
    shop.app.anonymous().put(&format!("/api/v1/listings/{}/save", ids[0]), json!({})).await.expect(401);
    ama.put("/api/v1/listings/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59/save", json!({})).await.expect(404);
}

/// Whether the button of a listing is pressed; nothing where there is none.
fn button(html: &str, id: &str) -> Option<bool> {
    let (_, form) = html.split_once(&format!("action=\"/listings/{id}/save\""))?;
    let (_, state) = form.split_once("aria-pressed=\"")?;
    Some(state.starts_with("true"))
}

#[tokio::test]
async fn lists_show_each_reader_what_they_have_saved() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let (ama, kofi) = (shop.app.user(Role::Consumer), shop.app.user(Role::Consumer));
    let (kept, other) = (shop.post(&owner, json!({})).await, shop.post(&owner, json!({})).await);
    let save = format!("/listings/{kept}/save");
    let back = ama.form(&save, &[("on", "1"), ("return", "/c/grains")]).await.expect(303);
    assert_eq!(back.header("location"), "/c/grains");
    let lists = ["/", "/c/grains", "/nearby?lat=6.45&lng=3.38"].map(str::to_owned);
    // A listing's own page shows others of the same business.
    for path in lists.iter().chain([&format!("/listings/{other}")]) {
        let html = ama.get(path).await.expect(200).text();
        assert_eq!((button(&html, &kept), button(&html, &other)), (Some(true), Some(false)), "{path}");
        let html = kofi.get(path).await.expect(200).text();
        assert_eq!((button(&html, &kept), button(&html, &other)), (Some(false), Some(false)), "{path}");
    }
    let html = ama.get("/listings/saved").await.expect(200).text();
    assert_eq!((button(&html, &kept), button(&html, &other)), (Some(true), None));
    ama.delete(&format!("/api/v1{save}")).await.expect(204);
    assert_eq!(button(&ama.get("/").await.text(), &kept), Some(false));
}

#[tokio::test]
async fn a_guests_page_is_the_same_whoever_saves_what_is_on_it() {
    let shop = Shop::open().await;
    let (owner, ama) = (shop.ceo(), shop.app.user(Role::Consumer));
    let id = shop.post(&owner, json!({})).await;
    for path in ["/", "/c/grains"] {
        let before = shop.app.anonymous().get(path).await.expect(200);
        assert_eq!(before.header("cache-control"), "public, no-cache");
        assert!(before.text().contains(&id) && button(&before.text(), &id).is_none(), "{path}");
        ama.form(&format!("/listings/{id}/save"), &[("on", "1")]).await.expect(303);
        let own = ama.get(path).await.expect(200);
        assert_eq!(
            (own.header("cache-control"), button(&own.text(), &id)),
            ("private, no-cache", Some(true))
        );
        let after = shop.app.anonymous().get(path).await.expect(200);
        assert_eq!((after.header("etag"), after.text()), (before.header("etag"), before.text()), "{path}");
    }
}

#[tokio::test]
async fn saving_leads_back_and_the_list_shows_what_was_saved() {
    let shop = Shop::open().await;
    let (ceo, buyer) = (shop.ceo(), shop.app.user(Role::Consumer));
    let id = shop.post(&ceo, json!({})).await;
    let page = format!("/listings/{id}");
    assert!(shop.app.anonymous().get(&page).await.text().contains(&format!("/sign-in?next={page}")));
    let saved = buyer.form(&format!("{page}/save"), &[("on", "1"), ("return", &page)]).await.expect(303);
    assert_eq!(saved.header("location"), page);
    assert!(buyer.get(&page).await.text().contains("name=\"on\" value=\"0\""), "it can be let go");
    assert!(buyer.get("/listings/saved").await.expect(200).text().contains(&page));
    let elsewhere = [("on", "0"), ("return", "https://evil.example/")];
    assert_eq!(buyer.form(&format!("{page}/save"), &elsewhere).await.expect(303).header("location"), "/");
    assert!(!buyer.get("/listings/saved").await.text().contains(&page));
    shop.app.drain().await;
}

#[tokio::test]
async fn what_was_saved_can_be_let_go_from_the_list() {
    let shop = Shop::open().await;
    let (owner, reader) = (shop.ceo(), shop.app.user(Role::Consumer));
    let id = shop.post(&owner, json!({})).await;
    let save = format!("/listings/{id}/save");
    reader.form(&save, &[("on", "1")]).await.expect(303);
    let list = reader.get("/listings/saved").await.expect(200).text();
    assert!(list.contains(&format!("action=\"{save}\"")));
    let back = reader.form(&save, &[("on", "0"), ("return", "/listings/saved")]).await.expect(303);
    assert_eq!(back.header("location"), "/listings/saved");
    assert!(!reader.get("/listings/saved").await.expect(200).text().contains(&id));
}

#[tokio::test]
async fn nobody_counts_who_keeps_their_own_listing() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let colleague = shop.app.member_of(owner.business_id(), TeamRole::Staff);
    let id = shop.post(&owner, json!({})).await;
    for who in [&owner, &colleague, &shop.app.admin(), &shop.app.user(Role::Consumer)] {
        who.put(&format!("/api/v1/listings/{id}/save"), json!({})).await.expect(204);
    }
    shop.listings.write_counts().await.expect("written");
    let days = owner.get(&format!("/api/v1/listings/{id}/statistics?days=1")).await.expect(200).data();
    assert_eq!(days["days"][0]["saves"], 1, "one who is no colleague and no admin");
    assert_eq!(ids_of(&colleague.get("/api/v1/listings/saved").await.expect(200).data()), [id], "kept it is");
}
