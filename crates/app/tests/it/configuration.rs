//! Where settings come from (P-25).

use crate::server::{Server, a_port};

#[tokio::test(flavor = "multi_thread")]
async fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let mut server = Server::prepare(None).await;
    let (passed_over, figures) = (a_port(), a_port());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pushnchat.toml");
    // The test's processes have their address and their database from the environment.
    let text = format!(
        "[server]\nbind = '127.0.0.1:{passed_over}'\nmetrics_bind = '127.0.0.1:{figures}'\n\
         [database]\nurl = 'postgres://nobody@127.0.0.1:1/none'\n"
    );
    std::fs::write(&file, text).expect("written");
    server.start_as(&["serve", "--config", &file.display().to_string()]).await;
    let status = async |url: String| {
        let reply = server.client.get(url).send().await;
        reply.ok().map(|reply| reply.status().as_u16())
    };
    assert_eq!(status(server.url("/readyz")).await, Some(200), "the database of the environment");
    assert_eq!(status(format!("http://127.0.0.1:{passed_over}/livez")).await, None, "the file's address");
    let figures = format!("http://127.0.0.1:{figures}/metrics");
    assert_eq!(status(figures).await, Some(200), "the defaults serve them nowhere, the file does");
    server.stop().await;
}
