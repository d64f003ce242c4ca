//! Nobody sees or marks what another was told (P-14, P-15).

use kernel::TeamRole;
use serde_json::json;

use crate::world::{World, lines};

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
