use std::time::Duration;

use crate::server::Server;

/// Told to stop, the server answers what it has begun, takes nothing new, and ends by itself.
#[tokio::test]
async fn a_stopping_server_finishes_what_it_has_begun() {
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    server.start().await;
    let token = server.sign_in("kwame").await;
    let titles: Vec<String> = (0..10).map(|n| format!("Last minute maize {n:02}")).collect();
    let sending: Vec<_> =
        titles.iter().map(|title| tokio::spawn(server.publish(&token, title).send())).collect();
    // Let them reach the server.
    tokio::time::sleep(Duration::from_millis(30)).await;
    let mut child = server.terminate();
    let mut answered = 0;
    for reply in sending {
        if let Ok(reply) = reply.await.expect("no panic") {
            assert_eq!(reply.status(), 201);
            answered += 1;
        }
    }
    let ended = tokio::time::timeout(Duration::from_secs(15), child.wait()).await.expect("it ends in time");
    assert!(ended.expect("it ran").success());
    assert!(server.client.get(server.url("/livez")).send().await.is_err(), "nothing listens any more");
    let kept = server.counted("Last minute").await;
    assert!(kept.len() >= answered, "{answered} were acknowledged, {} are there", kept.len());
}
