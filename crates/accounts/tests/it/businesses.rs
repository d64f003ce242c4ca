//! Businesses.

use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::accounts::BusinessesPort;
use contracts::media::{MediaEvent, PictureUserPort};
use futures_util::future::join_all;
use kernel::Actor;
use serde_json::{Value, json};

use crate::world::{World, business};

#[tokio::test]
async fn ten_businesses_of_one_name_at_once_get_ten_addresses() {
    let world = World::start().await;
    let mut people = Vec::new();
    for n in 0..10 {
        let person = world.user(&format!("seller{n}@example.com")).await;
        person.answer("ROLE", json!({"role": "BUSINESS"})).await;
        people.push(person);
    }
    let made = people.iter().map(|person| async {
        person.client.post("/api/v1/businesses", business("Mama Put & Sons")).await.expect(201).data()["slug"].clone()
    });
    let mut slugs: Vec<String> =
        join_all(made).await.iter().map(|slug| slug.as_str().expect("a slug").to_owned()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 10, "{slugs:?}");
    assert!(slugs.contains(&"mama-put-sons".to_owned()) && slugs.contains(&"mama-put-sons-10".to_owned()));
    let arabic = world.user("nour@example.com").await;
    arabic.answer("ROLE", json!({"role": "BUSINESS"})).await;
    let reply = arabic.client.post("/api/v1/businesses", business("شركة النور")).await.expect(201).data();
    assert!(reply["slug"].as_str().is_some_and(|slug| slug.starts_with("trader-lagos-")), "{reply}");
    world.end().await;
}

#[tokio::test]
async fn somebody_has_one_business_however_often_they_ask() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    person.client.post("/api/v1/businesses", business("Too early")).await.expect(403);
    person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    let client = person.client.clone().with_header("idempotency-key", "set-up-once");
    let statuses = join_all((0..5).map(|_| async {
        client.post("/api/v1/businesses", business("Adunni Grains")).await.status.as_u16()
    }))
    .await;
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
    client.post("/api/v1/businesses", business("Adunni Grains")).await.expect(201);
    assert_eq!(world.count("SELECT count(*) FROM accounts.businesses").await, 1);
    person.client.post("/api/v1/businesses", business("A second one")).await.expect(409);
    assert_eq!(person.me().await["team_role"], "CEO");
    world.end().await;
}

#[tokio::test]
async fn two_businesses_at_once_by_one_person_are_one() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    let statuses =
        join_all((0..2).map(|n| {
            let client = person.client.clone();
            async move {
                client.post("/api/v1/businesses", business(&format!("Number {n}"))).await.status.as_u16()
            }
        }))
        .await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert_eq!(world.count("SELECT count(*) FROM accounts.businesses").await, 1);
}

#[tokio::test]
async fn a_business_is_changed_by_its_leaders_with_its_version() {
    let world = World::start().await;
    let (owner, made) = world.seller("amina@example.com", "Adunni Grains").await;
    let (stranger, _) = world.seller("bola@example.com", "Bola Fruit").await;
    let path = format!("/api/v1/businesses/{}", made["slug"].as_str().expect("a slug"));
    let mut change = business("Adunni Grains & Sons");
    change["opening_hours"] = json!([{"day": "TUE", "opens": "08:00", "closes": "18:00"}, {"day": "MON", "opens": "08:00", "closes": "18:00"}]);
    change["phone"] = json!("0803 123 4567");
    owner.client.put(&path, &change).await.expect(428);
    change["version"] = json!(1);
    stranger.client.put(&path, &change).await.expect(403);
    world.app.anonymous().put(&path, &change).await.expect(401);
    let changed = owner.client.put(&path, &change).await.expect(200).data();
    assert_eq!(
        (&changed["version"], &changed["slug"], &changed["phone"]),
        (&json!(2), &made["slug"], &json!("+2348031234567"))
    );
    assert_eq!(changed["opening_hours"][0]["day"], "MON");
    let stale = owner.client.put(&path, &change).await.expect(409).json();
    assert_eq!(stale["meta"]["current"]["version"], 2);
    let admin = world.admin().await;
    change["version"] = json!(2);
    admin.client.put(&path, &change).await.expect(200);
    let by_id = format!("/api/v1/businesses/{}", made["id"].as_str().expect("an id"));
    assert_eq!(world.app.anonymous().get(&by_id).await.expect(200).data()["version"], 3);
    let events = world.app.events().await;
    assert_eq!(events.iter().filter(|event| *event == "business.updated").count(), 2);
    world.end().await;
}

#[tokio::test]
async fn a_logo_is_ones_own_picture() {
    let world = World::start().await;
    let (owner, made) = world.seller("amina@example.com", "Adunni Grains").await;
    let (stranger, _) = world.seller("bola@example.com", "Bola Fruit").await;
    let path = format!("/api/v1/businesses/{}", made["slug"].as_str().expect("a slug"));
    let foreign = world.media.add(stranger.id.parse().expect("an id"));
    let own = world.media.add(owner.id.parse().expect("an id"));
    let mut change = business("Adunni Grains");
    change["version"] = json!(1);
    change["logo_media_id"] = json!(foreign.to_string());
    assert_eq!(owner.client.put(&path, &change).await.expect(422).errors()[0].1, "logo_media_id");
    change["logo_media_id"] = json!(own.to_string());
    owner.client.put(&path, &change).await.expect(200);
    let shown = world.app.anonymous().get(&path).await.expect(200).data();
    assert!(shown["logo"].as_str().is_some_and(|url| url.starts_with("/m/")), "{shown}");
}

#[tokio::test]
async fn a_logo_is_used_until_it_is_replaced_or_its_business_is_gone_for_good() {
    let world = World::start().await;
    let (owner, made) = world.seller("amina@example.com", "Adunni Grains").await;
    world.seller("bola@example.com", "Bola Textiles").await;
    let path = format!("/api/v1/businesses/{}", made["slug"].as_str().expect("a slug"));
    let [first, second] = [(); 2].map(|()| world.media.add(owner.id.parse().expect("an id")));
    let used = async || world.accounts.used(&[first, second]).await.expect("answers");
    assert_eq!(used().await, HashSet::new());
    let mut change = business("Adunni Grains");
    for (version, logo) in [(1, first), (2, second)] {
        change["version"] = json!(version);
        change["logo_media_id"] = json!(logo);
        owner.client.put(&path, &change).await.expect(200);
        assert_eq!(used().await, HashSet::from([logo]));
    }
    owner.client.clone().with_header("if-match", "\"v3\"").delete(&path).await.expect(204);
    assert_eq!(used().await, HashSet::from([second]), "it may come back");
    world.app.advance(TimeDelta::days(31));
    world.app.drain().await;
    assert_eq!(used().await, HashSet::new());
    world.end().await;
}

#[tokio::test]
async fn a_logo_whose_picture_is_deleted_leaves_its_business_also_one_that_had_still_found_it() {
    let world = World::start().await;
    let (owner, made) = world.seller("amina@example.com", "Adunni Grains").await;
    let (closing, closed) = world.seller("bola@example.com", "Bola Textiles").await;
    let path_of = |made: &Value| format!("/api/v1/businesses/{}", made["slug"].as_str().expect("a slug"));
    let (path, closed) = (path_of(&made), path_of(&closed));
    let logo = world.media.add(owner.id.parse().expect("an id"));
    let closed_logo = world.media.add(closing.id.parse().expect("an id"));
    for (seller, path, logo) in [(&owner, &path, logo), (&closing, &closed, closed_logo)] {
        let mut change = business("Adunni Grains");
        change["version"] = json!(1);
        change["logo_media_id"] = json!(logo);
        seller.client.put(path, &change).await.expect(200);
    }
    closing.client.clone().with_header("if-match", "\"v2\"").delete(&closed).await.expect(204);
    let updates = async || {
        let events = world.app.events().await;
        events.iter().filter(|event| *event == "business.updated").count()
    };
    assert_eq!(updates().await, 2);

    for gone in [logo, closed_logo] {
        world.media.pictures.lock().expect("nobody panics").remove(&gone);
        let event = MediaEvent::Deleted { id: gone, owner: owner.id.parse().expect("an id") };
        let mut tx = world.app.db().begin_system().await.expect("a transaction");
        world.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await.expect("published");
        tx.commit().await.expect("a commit");
    }
    let used = async || world.accounts.used(&[logo, closed_logo]).await.expect("answers");
    assert_eq!(used().await.len(), 2);
    let page = async || owner.client.get("/business/edit").await.expect(200).text();
    assert!(!page().await.contains("name=\"media_ids\""), "nobody saves a picture that is gone");
    world.app.drain().await;
    assert_eq!(used().await, HashSet::new(), "not of the one that may come back either");
    let shown = world.app.anonymous().get(&path).await.expect(200).data();
    assert_eq!(
        (&shown["logo"], &shown["logo_media_id"], &shown["version"]),
        (&json!(null), &json!(null), &json!(3))
    );
    assert_eq!(updates().await, 3, "of the business that is shown");

    // A request that had looked before the deletion writes after it was heard.
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE accounts.businesses SET logo_media_id = $1 WHERE status = 'ACTIVE'")
        .bind(logo.0)
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("a commit");
    world.app.advance(TimeDelta::minutes(6));
    world.app.drain().await;
    assert_eq!(used().await, HashSet::new());
    world.end().await;
}

#[tokio::test]
async fn the_list_is_filtered_paged_and_cacheable() {
    let world = World::start().await;
    for n in 0..5 {
        world.seller(&format!("seller{n}@example.com"), &format!("Seller {n}")).await;
    }
    let anonymous = world.app.anonymous();
    let mut names = Vec::new();
    let mut path = "/api/v1/businesses?limit=2&country=NG&category=grains&type=TRADER".to_owned();
    loop {
        let page = anonymous.get(&path).await.expect(200).json();
        names.extend(
            page["data"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|b| b["name"].as_str().expect("a name").to_owned()),
        );
        match page["links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(names, ["Seller 4", "Seller 3", "Seller 2", "Seller 1", "Seller 0"]);
    assert_eq!(anonymous.get("/api/v1/businesses?category=fruit").await.expect(200).data(), json!([]));
    let both = anonymous.get("/api/v1/businesses?country=ZZ&type=KING").await.expect(422);
    assert_eq!(both.errors().into_iter().map(|(_, field)| field).collect::<Vec<_>>(), ["country", "type"]);
    let light = anonymous.get("/api/v1/businesses?limit=1").await.expect(200).data();
    assert!(light[0].get("description").is_none() && light[0].get("opening_hours").is_none(), "{light}");
    assert_eq!(light[0]["name"], "Seller 4");
    let named = anonymous.get("/api/v1/businesses?limit=1&fields=description").await.expect(200).data();
    assert!(named[0]["description"].is_string(), "{named}");
    let first = anonymous.get("/api/v1/businesses").await.expect(200);
    let again = anonymous.clone().with_header("if-none-match", first.header("etag"));
    again.get("/api/v1/businesses").await.expect(304);
    assert!(first.header("cache-control").starts_with("public"));
    anonymous.get("/api/v1/businesses/no-such-business").await.expect(404);
    anonymous.get("/api/v1/businesses/Not%20A%20Slug").await.expect(404);
}

#[tokio::test]
async fn other_domains_ask_for_businesses_in_batches_and_page_by_page() {
    let world = World::start().await;
    let mut ids = Vec::new();
    for n in 0..3 {
        let (_, made) = world.seller(&format!("seller{n}@example.com"), &format!("Seller {n}")).await;
        ids.push(made["id"].as_str().expect("an id").parse().expect("an id"));
    }
    let unknown = "0191e2a0-0000-7000-8000-000000000000".parse().expect("an id");
    let cards = world.accounts.businesses(&[ids[0], ids[2], unknown]).await.expect("answers");
    assert_eq!((cards.len(), cards[&ids[2]].name.as_str(), cards[&ids[2]].verified), (2, "Seller 2", false));
    let first = world.accounts.page(None, 2).await.expect("answers");
    let rest = world.accounts.page(first.last().map(|b| b.card.id), 2).await.expect("answers");
    let names: Vec<_> = first.iter().chain(&rest).map(|b| b.card.name.as_str()).collect();
    assert_eq!(names, ["Seller 0", "Seller 1", "Seller 2"]);
    let found =
        world.accounts.by_slug(&"seller-1".parse().expect("a slug")).await.expect("answers").expect("there");
    assert_eq!((found.card.id, found.categories), (ids[1], vec!["grains".to_owned()]));
    let (mut superuser, gone) =
        (world.app.database().connect_as_superuser().await.expect("connects"), ids[1]);
    sqlx::query("UPDATE accounts.businesses SET status = 'DELETED' WHERE id = $1")
        .bind(gone.0)
        .execute(&mut superuser)
        .await
        .expect("written");
    assert!(world.accounts.businesses(&[gone]).await.expect("answers").is_empty());
    assert_eq!(world.accounts.page(None, 10).await.expect("answers").len(), 2);
}

#[tokio::test]
async fn a_bulk_load_can_sign_in_and_be_read() {
    let world = World::start().await;
    let now = testkit::app::beginning();
    let ids = (kernel::UserId::new(now), kernel::BusinessId::new(now));
    let person = accounts::bulk::Person {
        id: ids.0,
        email: "kwame@demo.pushnchat.test".to_owned(),
        display_name: "Kwame\tOfori \\ Ltd".to_owned(),
        role: kernel::Role::Business,
        language: kernel::Language::Fr,
        country: "GH".parse().expect("a country"),
        membership: Some((ids.1, kernel::TeamRole::Ceo)),
        created_at: now,
    };
    let firm = accounts::bulk::Firm {
        id: ids.1,
        slug: "kwames-cocoa".to_owned(),
        name: "Kwame's Cocoa".to_owned(),
        description: "Beans\nand powder".to_owned(),
        business_type: kernel::BusinessType::Producer,
        categories: vec!["grains".to_owned(), "fruit".to_owned()],
        country: "GH".parse().expect("a country"),
        city: "Accra".to_owned(),
        address: "12 Oxford Street".to_owned(),
        location: kernel::GeoPoint::new(5.6, -0.19).expect("on the globe"),
        time_zone: "Africa/Accra".to_owned(),
        open: [Some((480, 1080)), None, None, None, None, None, None],
        verification: kernel::Verification::Trusted,
        plan: kernel::PlanLevel::Free,
        email: "cocoa@demo.pushnchat.test".to_owned(),
        ceo: ids.0,
        created_at: now,
    };
    use sqlx::Connection;
    let mut owner = sqlx::PgConnection::connect(&world.app.database().owner_url).await.expect("connects");
    accounts::bulk::fill(&mut owner, &[person], &[firm], "karibu-sokoni-42").await.expect("filled");
    assert_eq!(world.accounts.count_users().await.ok(), Some(1));
    let kwame = world.sign_in("kwame@demo.pushnchat.test", "karibu-sokoni-42").await;
    assert_eq!(kwame.claims()["verification"], "TRUSTED");
    assert_eq!(kwame.me().await["display_name"], "Kwame\tOfori \\ Ltd");
    let shown = world.app.anonymous().get("/api/v1/businesses/kwames-cocoa").await.expect(200).data();
    assert_eq!(shown["categories"], json!(["grains", "fruit"]));
    assert_eq!(shown["opening_hours"], json!([{"day": "MON", "opens": "08:00", "closes": "18:00"}]));
}
