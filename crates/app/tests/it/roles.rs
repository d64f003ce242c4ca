//! One binary, several kinds of processes (P-24).

use crate::server::Server;

/// The way in of the Socket.IO protocol.
const HANDSHAKE: &str = "/socket.io/?EIO=4&transport=polling";

#[tokio::test(flavor = "multi_thread")]
async fn a_process_answers_only_for_its_roles() {
    let all = Server::prepare(None).await;
    for (roles, page, api, sockets) in
        [("api", 200, 200, 404), ("realtime", 404, 404, 200), ("api,realtime,worker", 200, 200, 200)]
    {
        let mut server = all.beside();
        server.start_as(&["serve", "--roles", roles]).await;
        let status = async |path: &str| {
            server.client.get(server.url(path)).send().await.expect("an answer").status().as_u16()
        };
        assert_eq!(status("/readyz").await, 200, "{roles}");
        let told = (status("/place").await, status("/api/v1/listings").await, status(HANDSHAKE).await);
        assert_eq!(told, (page, api, sockets), "{roles}");
        server.kill().await;
    }
}
