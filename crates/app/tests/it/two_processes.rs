//! Two people, each at a process of the program of their own, in a browser and with the official client (M-6 to M-8). The
//! scripts lie with the other journeys, in the crate e2e.

use crate::server::Server;

/// Two processes on one database, as behind one load balancer.
async fn pair() -> [Server; 2] {
    let mut first = Server::prepare(None).await;
    first.lift_quotas().await;
    // Tokens name it, so it is the same for both.
    let address = first.url("");
    first.set("PUSHNCHAT__SERVER__PUBLIC_URL", &address);
    first.set("PUSHNCHAT__LISTINGS__REVIEWED_FIRST", "0");
    let mut second = first.beside();
    first.start().await;
    second.start().await;
    // Something that Kwame can send along, whatever became of what the demo world gave him.
    let token = first.sign_in("kwame").await;
    let posted = first.publish(&token, "Cocoa beans in bags").send().await.expect("an answer");
    assert_eq!(posted.status(), 201);
    [first, second]
}

async fn journey(script: &str) {
    let [mut first, mut second] = pair().await;
    let (site, other) = (first.url(""), second.url(""));
    testkit::browser::run(script, &[("SITE", site.as_str()), ("OTHER", other.as_str())]).await;
    first.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_official_client_talks_through_two_processes() {
    journey("live-client.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_chat_live_through_two_processes() {
    journey("live-chat.mjs").await;
}
