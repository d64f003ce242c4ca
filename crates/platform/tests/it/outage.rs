//! The database goes away and comes back while requests run.

use kernel::Role;
use serde_json::json;

use crate::notes::start;

#[tokio::test]
async fn cut_connections_cost_a_calm_503_at_most_and_nothing_needs_a_restart() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let written = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    let path = written.header("location").to_owned();
    for _ in 0..5 {
        parts.app.kill_connections().await;
        let mut reply = amina.get(&path).await;
        let mut tries = 0;
        while reply.status == 503 {
            assert_eq!(reply.errors()[0].0, "UNAVAILABLE");
            assert!(!reply.header("retry-after").is_empty());
            assert!(
                !reply.text().contains("sqlx") && !reply.text().contains("terminat"),
                "nothing internal is told"
            );
            tries += 1;
            assert!(tries < 10, "it recovers by itself");
            reply = amina.get(&path).await;
        }
        let _ = reply.expect(200);
    }
}
