//! What people want to be told (N-6).

use kernel::{Role, TeamRole};
use serde_json::{Value, json};

use crate::world::{World, lines};

const PATH: &str = "/api/v1/notifications/preferences";

#[tokio::test]
async fn what_is_not_wanted_is_not_listed_but_stays_in_the_feed() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let chosen =
        ceo.put(PATH, json!({"choices": {"MATCH": {"IN_APP": false}}, "version": 0})).await.expect(200);
    assert_eq!(
        (&chosen.data()["choices"]["MATCH"]["IN_APP"], &chosen.data()["version"]),
        (&json!(false), &json!(1))
    );
    world.request_from_somebody(&ceo).await;
    assert!(lines(&ceo).await.is_empty());
    assert_eq!(world.heard(), []);
    assert_eq!(ceo.get("/api/v1/notifications/unread-count").await.expect(200).data()["unread"], 0);
    let feed = ceo.get("/api/v1/activity").await.expect(200).data();
    assert_eq!(
        (feed[0]["kind"].as_str(), feed[0]["status"].as_str()),
        (Some("connection.requested"), Some("SUPPRESSED"))
    );
    ceo.put(PATH, json!({"choices": {}, "version": 1})).await.expect(200);
    world.request_from_somebody(&ceo).await;
    assert_eq!(lines(&ceo).await.len(), 1, "wanted from now on");
}

#[tokio::test]
async fn each_role_begins_with_its_usual() {
    let world = World::start().await;
    let of = async |role: Role| {
        let client = world.user(role);
        client.get(PATH).await.expect(200).data()
    };
    let consumer = of(Role::Consumer).await;
    assert_eq!(consumer["channels"], json!(["IN_APP"]));
    assert_eq!((&consumer["choices"]["MATCH"]["IN_APP"], &consumer["version"]), (&json!(false), &json!(0)));
    assert_eq!(consumer["choices"].as_object().map(serde_json::Map::len), Some(8));
    assert_eq!(of(Role::Business).await["choices"]["MATCH"]["IN_APP"], true);
    assert_eq!((&consumer["quiet_hours"], &consumer["digest_at"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn two_devices_do_not_overwrite_each_other() {
    let world = World::start().await;
    let client = world.user(Role::Consumer);
    client.put(PATH, json!({"digest_at": "18:00"})).await.expect(428);
    client.put(PATH, json!({"digest_at": "18:00", "version": 0})).await.expect(200);
    let stale = client.put(PATH, json!({"digest_at": "07:00", "version": 0})).await.expect(409).json();
    assert_eq!(
        (&stale["meta"]["current"]["digest_at"], &stale["meta"]["current"]["version"]),
        (&json!("18:00"), &json!(1))
    );
    let by_header = client.clone().with_header("if-match", "\"v1\"");
    assert_eq!(by_header.put(PATH, json!({})).await.expect(200).data()["digest_at"], Value::Null);
}

#[tokio::test]
async fn nonsense_and_security_are_refused_all_at_once() {
    let world = World::start().await;
    let client = world.user(Role::Consumer);
    let wrong = json!({
        "choices": {"SECURITY": {"IN_APP": false}, "GOSSIP": {}, "MATCH": {"PIGEON": true}},
        "quiet_hours": {"from": "25:00"}, "digest_at": "noon", "version": 0
    });
    let fields: Vec<String> =
        client.put(PATH, wrong).await.expect(422).errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(
        fields,
        [
            "choices.GOSSIP",
            "choices.MATCH.PIGEON",
            "choices.SECURITY.IN_APP",
            "quiet_hours.from",
            "quiet_hours.until",
            "digest_at"
        ]
    );
    client.put(PATH, json!({"volume": 11, "version": 0})).await.expect(400);
}
