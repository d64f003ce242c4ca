//! A business is deleted, comes back within thirty days, or is gone for good (P-39).

use chrono::TimeDelta;
use contracts::accounts::{BusinessesPort, PeoplePort};
use futures_util::future::join_all;
use kernel::{BusinessId, Clock, TeamRole, UserId};
use serde_json::{Value, json};
use testkit::Client;

use crate::world::{PASSWORD, Person, World, business};

const EMAIL: &str = "amina@example.com";

fn path_of(made: &Value) -> String {
    format!("/api/v1/businesses/{}", made["slug"].as_str().expect("a slug"))
}

fn version(client: &Client, version: i64) -> Client {
    client.clone().with_header("if-match", &format!("\"v{version}\""))
}

/// Puts somebody into the team of a business.
async fn join(world: &World, business: &Value, person: &Person, role: &str) {
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query("INSERT INTO accounts.business_members VALUES ($1::uuid, $2::uuid, $3, now())")
        .bind(business["id"].as_str())
        .bind(&person.id)
        .bind(role)
        .execute(&mut superuser)
        .await
        .expect("joined");
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.updated", &format!("user:{}", person.id)).await.expect("announced");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_deleted_business_is_shown_to_nobody_and_comes_back_as_it_was() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let path = path_of(&made);
    ceo.client.delete(&path).await.expect(428);
    version(&ceo.client, 7).delete(&path).await.expect(409);
    version(&ceo.client, 1).delete(&path).await.expect(204);
    version(&ceo.client, 2).delete(&path).await.expect(403);
    world.app.anonymous().get(&path).await.expect(404);
    world.app.anonymous().get("/b/adunni-grains").await.expect(404);
    assert_eq!(world.app.anonymous().get("/api/v1/businesses").await.expect(200).data(), json!([]));
    // Its members keep their place, but cannot act for it.
    assert_eq!(ceo.me().await["business_id"], made["id"]);
    let mut change = business("Adunni Grains");
    change["version"] = json!(2);
    ceo.client.put(&path, &change).await.expect(403);
    ceo.client.post("/api/v1/businesses", business("Another one")).await.expect(409);
    let seen = ceo.client.get(&path).await.expect(200);
    assert!(seen.header("cache-control").starts_with("private"));
    assert_eq!(seen.data()["status"], "DELETED");
    assert!(seen.data()["restorable_until"].is_string());

    let back = ceo.client.post(&format!("{path}/restore"), json!({})).await.expect(200).data();
    assert_eq!(
        (&back["status"], &back["version"], &back["name"]),
        (&json!("ACTIVE"), &json!(3), &made["name"])
    );
    ceo.client.post(&format!("{path}/restore"), json!({})).await.expect(200);
    change["version"] = json!(3);
    ceo.client.put(&path, &change).await.expect(200);
    world.app.anonymous().get(&path).await.expect(200);
    let events = world.app.events().await;
    let of = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((of("business.deleted"), of("business.restored")), (1, 1), "{events:?}");
    world.end().await;
}

#[tokio::test]
async fn only_the_ceo_and_admins_delete_and_restore() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let (stranger, _) = world.seller("bola@example.com", "Bola Fruit").await;
    let manager = world.user("chidi@example.com").await;
    join(&world, &made, &manager, "MANAGER").await;
    let admin = world.admin().await;
    let path = path_of(&made);
    let restore = format!("{path}/restore");
    version(&world.app.anonymous(), 1).delete(&path).await.expect(401);
    world.app.anonymous().post(&restore, json!({})).await.expect(401);
    for person in [&stranger, &manager] {
        version(&person.client, 1).delete(&path).await.expect(403);
        person.client.post(&restore, json!({})).await.expect(403);
    }
    version(&admin.client, 1).delete(&path).await.expect(204);
    stranger.client.get(&path).await.expect(404);
    stranger.client.post(&restore, json!({})).await.expect(404);
    manager.client.get(&path).await.expect(200);
    manager.client.post(&restore, json!({})).await.expect(404);
    admin.client.get(&path).await.expect(200);
    admin.client.post(&restore, json!({})).await.expect(200);
    version(&ceo.client, 3).delete(&path).await.expect(204);
    ceo.client.post(&restore, json!({})).await.expect(200);
    world.end().await;
}

#[tokio::test]
async fn after_thirty_days_it_is_gone_for_good() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let (_, kept) = world.seller("bola@example.com", "Bola Fruit").await;
    let path = path_of(&made);
    version(&ceo.client, 1).delete(&path).await.expect(204);
    world.app.advance(TimeDelta::days(30) - TimeDelta::seconds(2));
    world.app.drain().await;
    let ceo = world.sign_in(EMAIL, PASSWORD).await;
    ceo.client.get(&path).await.expect(200);
    world.app.advance(TimeDelta::seconds(2));
    ceo.client.post(&format!("{path}/restore"), json!({})).await.expect(404);
    ceo.client.get(&path).await.expect(404);
    world.app.advance(TimeDelta::hours(1));
    world.app.drain().await;
    assert_eq!(world.count("SELECT count(*) FROM accounts.businesses").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM accounts.business_members").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM accounts.business_categories").await, 1);
    world.app.anonymous().get(&path_of(&kept)).await.expect(200);
    // Its CEO may begin anew, under the same address.
    let ceo = world.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(ceo.me().await["business_id"], Value::Null);
    let again = ceo.client.post("/api/v1/businesses", business("Adunni Grains")).await.expect(201).data();
    assert_eq!((&again["slug"], again["id"] == made["id"]), (&made["slug"], false));
    world.end().await;
}

#[tokio::test]
async fn deleting_and_restoring_at_once_ends_in_one_state() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let path = path_of(&made);
    let deleted =
        join_all((0..5).map(|_| async { version(&ceo.client, 1).delete(&path).await.status.as_u16() })).await;
    assert_eq!(deleted.iter().filter(|status| **status == 204).count(), 1, "{deleted:?}");
    let restore = format!("{path}/restore");
    let restored = join_all((0..5).map(|_| ceo.client.post(&restore, json!({})))).await;
    assert!(restored.iter().all(|reply| reply.status == 200));
    let events = world.app.events().await;
    let of = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((of("business.deleted"), of("business.restored")), (1, 1), "{events:?}");
    world.end().await;
}

#[tokio::test]
async fn who_leaves_a_deleted_business_need_not_find_a_successor() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let manager = world.user("chidi@example.com").await;
    join(&world, &made, &manager, "MANAGER").await;
    let account = format!("/api/v1/users/{}", ceo.id);
    let delete = async || {
        let now = ceo.me().await["version"].as_i64().expect("a version");
        version(&ceo.client, now).delete(&account).await.status.as_u16()
    };
    assert_eq!(delete().await, 409, "the only CEO of a living business");
    version(&ceo.client, 1).delete(&path_of(&made)).await.expect(204);
    assert_eq!(delete().await, 204);
    let events = world.app.events().await;
    assert_eq!(events.iter().filter(|event| *event == "business.deleted").count(), 1, "told once");
    world.end().await;
}

#[tokio::test]
async fn a_business_is_deleted_and_restored_in_a_browser() {
    let world = World::start().await;
    world.seller(EMAIL, "Adunni Grains").await;
    let browser = world.app.anonymous();
    browser.form("/sign-in", &[("address", EMAIL), ("password", PASSWORD)]).await.expect(303);
    assert!(browser.get("/account").await.expect(200).text().contains("href=\"/business/delete\""));
    let page = browser.get("/business/delete").await.expect(200).text();
    assert!(page.contains("Adunni Grains") && page.contains("30 days"), "{page}");
    browser.form("/business/delete", &[("version", "1")]).await.expect(422);
    browser.form("/business/delete", &[("version", "9"), ("sure", "true")]).await.expect(409);
    let done = browser.form("/business/delete", &[("version", "1"), ("sure", "true")]).await.expect(303);
    assert_eq!(done.header("location"), "/account");
    let account = browser.get("/account").await.expect(200).text();
    assert!(
        account.contains("action=\"/business/restore\"") && !account.contains("/business/edit"),
        "{account}"
    );
    browser.get("/business/delete").await.expect(403);
    browser.form("/business/restore", &[]).await.expect(303);
    assert!(browser.get("/account").await.expect(200).text().contains("/b/adunni-grains"));
    world.app.anonymous().get("/b/adunni-grains").await.expect(200);
    world.app.anonymous().get("/business/delete").await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn other_domains_ask_for_people_and_teams_in_batches() {
    let world = World::start().await;
    let (ceo, made) = world.seller(EMAIL, "Adunni Grains").await;
    let (other, fruit) = world.seller("bola@example.com", "Bola Fruit").await;
    let (staff, manager) = (world.user("staff@example.com").await, world.user("manager@example.com").await);
    join(&world, &made, &staff, "STAFF").await;
    join(&world, &made, &manager, "MANAGER").await;
    let user = |person: &Person| person.id.parse::<UserId>().expect("an id");
    let id = |business: &Value| business["id"].as_str().expect("an id").parse::<BusinessId>().expect("an id");
    let unknown = "0191e2a0-0000-7000-8000-000000000000".parse().expect("an id");

    let people = world.accounts.people(&[user(&ceo), user(&staff), unknown]).await.expect("answers");
    assert_eq!(people.len(), 2);
    let card = &people[&user(&ceo)];
    assert_eq!((card.business_id, card.team_role), (Some(id(&made)), Some(TeamRole::Ceo)));
    assert_eq!(card.country.map(|country| country.to_string()).as_deref(), Some("NG"));

    let both = [id(&made), id(&fruit)];
    let teams = world.accounts.teams(&both).await.expect("answers");
    let roles: Vec<_> = teams[&id(&made)].iter().filter_map(|card| card.team_role).collect();
    assert_eq!(roles, [TeamRole::Ceo, TeamRole::Manager, TeamRole::Staff]);
    assert_eq!(teams[&id(&fruit)].iter().map(|card| card.id).collect::<Vec<_>>(), [user(&other)]);

    version(&ceo.client, 1).delete(&path_of(&made)).await.expect(204);
    let teams = world.accounts.teams(&both).await.expect("answers");
    assert_eq!(teams.len(), 1, "nobody acts for a deleted business");
    assert_eq!(world.accounts.people(&[user(&ceo)]).await.expect("answers")[&user(&ceo)].business_id, None);
    assert!(world.accounts.businesses(&[id(&made)]).await.expect("answers").is_empty());
}

#[tokio::test]
async fn however_many_accounts_were_deleted_all_are_erased_when_their_time_has_come() {
    let world = World::start().await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query(
        "INSERT INTO accounts.users (id, role, status, display_name, language, created_at, updated_at, deleted_at)
         SELECT gen_random_uuid(), 'CONSUMER', 'DELETED', 'Amina ' || n, 'en', $1, $1, $1
         FROM generate_series(1, 250) AS n",
    )
    .bind(world.app.clock.now() - TimeDelta::days(31))
    .execute(&mut superuser)
    .await
    .expect("written");
    world.app.drain().await;
    assert_eq!(world.count("SELECT count(*) FROM accounts.users WHERE display_name <> '–'").await, 0);
    assert_eq!(
        world.count("SELECT count(*) FROM accounts.auth_events WHERE kind = 'ACCOUNT_ERASED'").await,
        250
    );
    world.end().await;
}
