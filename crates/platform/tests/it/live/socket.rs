//! A Socket.IO client that speaks the protocol by hand, over long polling, in process.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::Method;
use kernel::Actor;
use serde_json::Value;
use testkit::Client;
use tokio::sync::Mutex;

pub struct Socket {
    client: Client,
    path: String,
    waiting: Mutex<VecDeque<String>>,
    acks: AtomicU64,
}

impl Socket {
    /// Connects, or says what the server's `connect_error` said.
    pub async fn open(router: &Router, token: &str) -> Result<Self, String> {
        Self::with(Client::new(router.clone(), Actor::Anonymous), &format!("{{\"token\":\"{token}\"}}")).await
    }

    pub async fn with(client: Client, auth: &str) -> Result<Self, String> {
        let path = "/socket.io/?EIO=4&transport=polling";
        let open = client.get(path).await.expect(200).text();
        let open: Value =
            serde_json::from_str(open.strip_prefix('0').expect("an open packet")).expect("JSON");
        assert_eq!(
            (open["pingInterval"].as_u64(), open["pingTimeout"].as_u64()),
            (Some(25_000), Some(20_000))
        );
        let sid = open["sid"].as_str().expect("a session id");
        let socket = Self {
            client,
            path: format!("{path}&sid={sid}"),
            waiting: Mutex::default(),
            acks: AtomicU64::new(1),
        };
        socket.send(&format!("40{auth}")).await;
        let answer = socket.next().await;
        match answer.strip_prefix("44") {
            Some(refused) => Err(refused.to_owned()),
            None => Ok(socket),
        }
    }

    pub async fn send(&self, packets: &str) {
        self.client
            .raw(Method::POST, &self.path, "text/plain;charset=UTF-8", packets.to_owned())
            .await
            .expect(200);
    }

    /// The status of sending this.
    pub async fn try_send(&self, packets: String) -> u16 {
        self.client.raw(Method::POST, &self.path, "text/plain;charset=UTF-8", packets).await.status.as_u16()
    }

    /// The next packet that is no ping.
    pub async fn next(&self) -> String {
        loop {
            if let Some(packet) = self.waiting.lock().await.pop_front() {
                if packet != "2" {
                    return packet;
                }
                self.send("3").await;
                continue;
            }
            let polled = tokio::time::timeout(Duration::from_secs(30), self.client.get(&self.path)).await;
            let reply = polled.expect("a packet within half a minute");
            if reply.status != 200 {
                return format!("closed {}", reply.status.as_u16());
            }
            self.waiting.lock().await.extend(reply.text().split('\x1e').map(str::to_owned));
        }
    }

    /// Calls and waits for the ack.
    pub async fn call(&self, event: &str, payload: &Value) -> Value {
        let id = self.acks.fetch_add(1, Ordering::SeqCst);
        self.send(&format!("42{id}[\"{event}\",{payload}]")).await;
        self.ack(id).await
    }

    pub async fn ack(&self, id: u64) -> Value {
        let start = format!("43{id}");
        let mut others = VecDeque::new();
        let ack = loop {
            let packet = self.next().await;
            assert!(!packet.starts_with("closed"), "the socket has ended");
            match packet.strip_prefix(&start) {
                Some(ack) => break serde_json::from_str::<Vec<Value>>(ack).expect("an ack").remove(0),
                None => others.push_back(packet),
            }
        };
        let mut waiting = self.waiting.lock().await;
        others.extend(waiting.drain(..));
        *waiting = others;
        ack
    }

    /// The next event of this name; others before it are let go.
    pub async fn event(&self, name: &str) -> Value {
        loop {
            let packet = self.next().await;
            assert!(!packet.starts_with("closed"), "the socket has ended before {name} came");
            let Some(event) = packet.strip_prefix("42") else { continue };
            let mut event: Vec<Value> = serde_json::from_str(event).expect("an event");
            if event[0] == name {
                return event.remove(1);
            }
        }
    }

    /// Waits until the server has ended it.
    pub async fn ended(&self) {
        loop {
            let packet = self.next().await;
            if packet == "41" || packet == "1" || packet.starts_with("closed") {
                return;
            }
        }
    }
}
