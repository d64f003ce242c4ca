//! Forms of channels (M-1) and agents (M-10) name the version that they are meant for, and keep what was typed (P-6).

use kernel::TeamRole;
use serde_json::{Value, json};
use testkit::Client;

use crate::desk::AGENTS;
use crate::support::Office;

const STALE: &str = "Somebody else has changed this in the meantime.";

/// A channel: where it is changed, and its page.
async fn channel(ceo: &Client) -> (String, String) {
    let made = ceo.post("/api/v1/messages/channels", json!({"title": "Deliveries"})).await.expect(201).data();
    let id = made["id"].as_str().expect("an id");
    (format!("/api/v1/messages/channels/{id}"), format!("/messages/{id}/channel"))
}

async fn agent(ceo: &Client, who: &Client) -> Value {
    let (agents, id) = (ceo.get(AGENTS).await.expect(200).data(), who.user_id().to_string());
    agents.as_array().expect("a list").iter().find(|one| one["user_id"] == id).expect("known").clone()
}

#[tokio::test]
async fn the_page_of_a_channel_keeps_what_was_typed_when_somebody_else_was_first() {
    let office = Office::open().await;
    let ceo = office.ceo("Amina");
    let (path, page) = channel(&ceo).await;
    assert!(ceo.get(&page).await.expect(200).text().contains("name=\"version\" value=\"1\""));
    ceo.form(&page, &[("title", "Vans"), ("version", "1")]).await.expect(303);
    let stale = ceo.form(&page, &[("title", "Trucks"), ("version", "1")]).await.expect(409).text();
    assert!(stale.contains(STALE) && stale.contains("value=\"Trucks\""), "{stale}");
    assert!(stale.contains("name=\"version\" value=\"2\""), "saved again, it counts: {stale}");
    // A mistake in it makes an old form no fresher.
    let wrong = ceo.form(&page, &[("title", " "), ("version", "1")]).await.expect(422).text();
    assert!(wrong.contains("name=\"version\" value=\"1\""), "{wrong}");
    assert!(ceo.form(&page, &[("closed", "1"), ("version", "1")]).await.expect(409).text().contains(STALE));
    ceo.form(&page, &[("title", "Trucks"), ("version", "2")]).await.expect(303);
    let now = ceo.patch(&path, json!({"version": 3})).await.expect(200).data();
    assert_eq!((&now["title"], &now["closed"]), (&json!("Trucks"), &json!(false)));
}

#[tokio::test]
async fn a_managers_form_does_not_take_back_that_somebody_has_ended_their_shift() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (team, yaw) = ("/messages/desk/team", staff.user_id().to_string());
    let form = |capacity: &'static str, version: &'static str| {
        vec![("user_id", yaw.as_str()), ("capacity", capacity), ("on_shift", "1"), ("version", version)]
    };
    ceo.form(team, &form("3", "0")).await.expect(303);
    staff.form("/messages/desk/shift", &[("on_shift", "0")]).await.expect(303);
    let stale = ceo.form(team, &form("7", "1")).await.expect(409).text();
    assert!(stale.contains(STALE) && stale.contains("value=\"7\""), "{stale}");
    assert!(stale.contains("name=\"version\" value=\"2\""), "saved again, it counts: {stale}");
    let known = agent(&ceo, &staff).await;
    assert_eq!((&known["on_shift"], &known["capacity"]), (&json!(false), &json!(3)));
    let wrong = ceo.form(team, &form("many", "1")).await.expect(422).text();
    assert!(wrong.contains("name=\"version\" value=\"1\""), "a mistake makes it no fresher: {wrong}");
    ceo.form(team, &form("7", "2")).await.expect(303);
    assert_eq!(agent(&ceo, &staff).await["capacity"], 7);
}
