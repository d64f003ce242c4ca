use std::time::Duration;

use crate::server::Server;

/// The server is killed while listings are being created; the phones send again with the same keys. Every listing is
/// there once: neither lost after it was acknowledged, nor doubled.
#[tokio::test]
async fn a_killed_server_neither_loses_nor_doubles_a_listing() {
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    server.start().await;
    let token = server.sign_in("kwame").await;
    for round in 0..6_u64 {
        let titles: Vec<String> = (0..12).map(|n| format!("Round {round} maize {n:02}")).collect();
        let mut acknowledged = Vec::new();
        let sending = titles.iter().map(|title| server.publish(&token, title).send());
        let sending = futures_util::future::join_all(sending);
        // Not at a random moment, but at another one in each round, from before the first commit to after the last.
        tokio::select! {
            replies = sending => {
                for (title, reply) in titles.iter().zip(replies) {
                    if reply.is_ok_and(|reply| reply.status() == 201) { acknowledged.push(title.clone()); }
                }
            }
            () = tokio::time::sleep(Duration::from_millis(4 + round * 12)) => {}
        }
        server.kill().await;
        let survived = server.counted(&format!("Round {round} ")).await;
        for title in &acknowledged {
            assert!(survived.iter().any(|(found, _)| found == title), "{title} was acknowledged and is lost");
        }
        server.start().await;
        for title in &titles {
            let mut tries = 0;
            loop {
                let reply = server.publish(&token, title).send().await.expect("an answer");
                if reply.status() == 201 {
                    break;
                }
                tries += 1;
                assert!(
                    tries < 300 && [409, 503].contains(&reply.status().as_u16()),
                    "{title}: {}",
                    reply.status()
                );
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        let expected: Vec<(String, i64)> = titles.into_iter().map(|title| (title, 1)).collect();
        assert_eq!(server.counted(&format!("Round {round} ")).await, expected);
    }
}
