//! One trace from a request to everything that is done for it later, whether or not traces leave the program (P-27).

use kernel::Role;
use serde_json::json;

use crate::notes::{Parts, start};

const TOLD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const ID: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

async fn of_events(parts: &Parts) -> Vec<Option<String>> {
    let mut tx = parts.app.db().begin_system().await.expect("a transaction");
    sqlx::query_scalar("SELECT trace_id FROM platform.events ORDER BY id")
        .fetch_all(&mut *tx)
        .await
        .expect("readable")
}

#[tokio::test]
async fn a_trace_goes_on_from_a_request_to_its_event_its_subscriber_and_the_job_after_it() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("traceparent", TOLD);
    let _ = amina.post("/api/v1/notes", json!({"text": "and a tick"})).await.expect(201);
    parts.app.drain().await;
    assert_eq!(of_events(&parts).await, [Some(ID.to_owned())]);
    assert_eq!(*parts.hearer.traces.lock().expect("no panic"), [Some(ID.to_owned())]);
    let ticks = parts.ticks.1.lock().expect("no panic").clone();
    assert_eq!(ticks.iter().filter(|trace| trace.as_deref() == Some(ID)).count(), 1, "{ticks:?}");
}

#[tokio::test]
async fn a_request_that_tells_none_begins_a_trace_of_its_own() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    for told in [None, Some("nonsense"), None] {
        let client =
            told.map_or_else(|| amina.clone(), |told| amina.clone().with_header("traceparent", told));
        let _ = client.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    }
    parts.app.drain().await;
    let mut traces: Vec<String> = of_events(&parts).await.into_iter().flatten().collect();
    assert_eq!(
        *parts.hearer.traces.lock().expect("no panic"),
        traces.iter().cloned().map(Some).collect::<Vec<_>>()
    );
    assert!(
        traces.iter().all(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())),
        "{traces:?}"
    );
    traces.sort();
    traces.dedup();
    assert_eq!(traces.len(), 3, "{traces:?}");
}

#[tokio::test]
async fn work_that_nobody_asked_for_has_a_trace_too() {
    let parts = start().await;
    parts.publish("a", &["1"]).await;
    parts.app.drain().await;
    let traces = parts.hearer.traces.lock().expect("no panic").clone();
    assert!(matches!(traces.as_slice(), [Some(id)] if id.len() == 32), "{traces:?}");
}
