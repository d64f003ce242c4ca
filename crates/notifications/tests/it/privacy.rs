//! Nobody sees or marks what another was told (P-14, P-15).

use chrono::TimeDelta;
use kernel::{Clock, ConversationId, Role, TeamRole};
use serde_json::json;

use crate::world::{World, lines, only_title};

#[tokio::test]
async fn a_strangers_notifications_do_not_exist() {
    let world = World::start().await;
    let (ceo, stranger) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    world.request_from_somebody(&ceo).await;
    let id = lines(&ceo).await[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/notifications/{id}");
    stranger.patch(&path, json!({"read": true})).await.expect(404);
    world.app.admin().patch(&path, json!({"read": true})).await.expect(404);
    stranger.form(&format!("/notifications/{id}/open"), &[]).await.expect(404);
    stranger.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    assert_eq!(lines(&ceo).await[0]["read"], false);
    let nobody = world.app.anonymous();
    nobody.patch(&path, json!({"read": true})).await.expect(401);
    nobody.post("/api/v1/notifications/read-all", json!({})).await.expect(401);
    for path in [
        "/api/v1/notifications",
        "/api/v1/notifications/unread-count",
        "/api/v1/notifications/preferences",
        "/api/v1/activity",
        "/notifications",
        "/notifications/preferences",
    ] {
        nobody.get(path).await.expect(401);
        ceo.get(path).await.expect(200);
    }
}

#[tokio::test]
async fn a_forgotten_where_shows_nothing_of_somebody_elses() {
    let world = World::start().await;
    let (ceo, stranger) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    world.request_from_somebody(&ceo).await;
    ceo.put("/api/v1/notifications/preferences", json!({"digest_at": "18:00", "version": 0}))
        .await
        .expect(200);
    for table in ["notifications", "matters", "causes", "deliveries", "settings"] {
        for (client, expected) in [(&ceo, 1), (&stranger, 0), (&world.app.anonymous(), 0)] {
            let mut tx = world.app.db().begin(&client.actor).await.expect("a transaction");
            let sql = format!("SELECT count(*) FROM notifications.{table}");
            let count: i64 =
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *tx).await.expect("counts");
            assert_eq!(count, expected, "{table}");
        }
    }
    let mut tx = world.app.db().begin(&stranger.actor).await.expect("a transaction");
    let written = sqlx::query("UPDATE notifications.notifications SET read_at = now()")
        .execute(&mut *tx)
        .await
        .expect("runs");
    assert_eq!(written.rows_affected(), 0);
}

/// A-14: a name is that of today, and goes with the account.
#[tokio::test]
async fn a_line_says_what_a_person_is_called_now_and_keeps_no_name() {
    let world = World::start().await;
    let (writer, reader) = (world.user(Role::Consumer), world.user(Role::Consumer));
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    let call = |name: &str| {
        let mut people = world.people.0.lock().expect("free");
        people.get_mut(&writer.user_id()).expect("known").name = name.to_owned();
    };
    call("Zainabu");
    let conversation = ConversationId::new(world.app.clock.now());
    world.publish(&writer.actor, &world.messages(conversation, &writer, 1, 1)).await;
    world.wait(TimeDelta::seconds(10)).await;
    assert_eq!(world.heard()[0].1["title"], "Zainabu");
    assert_eq!(only_title(&reader).await, "Zainabu");
    let kept = "SELECT count(*) FROM notifications.notifications WHERE data::text LIKE '%Zainabu%'";
    assert_eq!(world.count(kept).await, 0);
    call("Zainabu Juma");
    let line = lines(&reader).await.remove(0);
    assert_eq!((&line["title"], &line["data"]["person"]), (&json!("Zainabu Juma"), &json!("Zainabu Juma")));

    world.people.0.lock().expect("free").remove(&writer.user_id());
    let path = format!("/api/v1/notifications/{}", line["id"].as_str().expect("an id"));
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    for read in [true, false] {
        let marked = reader.patch(&path, json!({ "read": read })).await.expect(200).data();
        assert_eq!(marked["title"], "Somebody");
        for path in ["/api/v1/notifications", "/api/v1/activity", "/notifications", "/activity"] {
            let shown = reader.get(path).await.expect(200).text();
            assert!(shown.contains("Somebody") && !shown.contains("Zainabu"), "{path}: {shown}");
        }
        // As older programs have written it.
        sqlx::query(
            r#"UPDATE notifications.notifications SET data = data - 'person_id' || '{"person": "Zainabu"}'"#,
        )
        .execute(&mut superuser)
        .await
        .expect("written");
    }
}
