//! An upload over real connections that are cut at random bytes (L-8).

use std::net::SocketAddr;

use kernel::Role;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::files::*;
use crate::world::*;

/// A small generator, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// A phone with a bad network: speaks HTTP by hand, so that the cable can be pulled anywhere.
struct Phone {
    server: SocketAddr,
    token: String,
}

impl Phone {
    fn request(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        let token = &self.token;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: pushnchat.test\r\nauthorization: {token}\r\nconnection: close\r\n\
             content-length: {length}\r\n{headers}\r\n"
        );
        [head.as_bytes(), body].concat()
    }

    /// Sends the first `cut` bytes and is gone. With all of them sent, the answer is lost.
    async fn send_until(&self, request: &[u8], cut: usize) {
        let mut connection = TcpStream::connect(self.server).await.expect("the server listens");
        connection.write_all(&request[..cut]).await.expect("sent");
        connection.flush().await.expect("sent");
        drop(connection);
    }

    /// Sends everything and reads the answer: status and JSON.
    async fn send(&self, request: &[u8]) -> (u16, Value) {
        let mut connection = TcpStream::connect(self.server).await.expect("the server listens");
        connection.write_all(request).await.expect("sent");
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.expect("answered");
        let text = String::from_utf8_lossy(&answer);
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

async fn offset(client: &Client, path: &str) -> usize {
    let data = client.get(path).await.expect(200).data();
    data["offset"].as_u64().expect("an offset") as usize
}

/// Cuts `cuts` connections while this file is sent, and some at its beginning and its end; then lets the rest through.
async fn upload_with_cuts(seed: u64, cuts: usize) {
    let world = World::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let server = listener.local_addr().expect("an address");
    let router = world.app.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let amina = world.app.user(Role::Consumer);
    let phone = Phone { server, token: amina.header("authorization").to_owned() };
    let mut dice = Dice(seed);

    let file = png(&noise(1500, 1400));
    assert!(file.len() > 6_000_000);
    let sum: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
    let body = json!({"size": file.len(), "sha256": sum}).to_string();
    let headers = "content-type: application/json\r\nidempotency-key: the-photo-of-the-stall\r\n";
    let start = phone.request("POST", "/api/v1/media/uploads", headers, body.as_bytes());
    for _ in 0..5 {
        phone.send_until(&start, 1 + dice.below(start.len())).await;
    }
    let path = loop {
        // 409: an earlier try, whose answer nobody waits for, is still under way.
        match phone.send(&start).await {
            (201, answer) => break format!("/api/v1/media/uploads/{}", text(&answer["data"], "id")),
            (status, answer) => assert_eq!(status, 409, "{answer}"),
        }
    };

    let mut cut = 0;
    loop {
        let at = offset(&amina, &path).await;
        if at == file.len() {
            break;
        }
        let size = (64 + dice.below(449)) * 1024;
        let piece = &file[at..file.len().min(at + size)];
        let headers = format!("content-type: application/offset+octet-stream\r\nupload-offset: {at}\r\n");
        let request = phone.request("PATCH", &path, &headers, piece);
        if cut < cuts {
            cut += 1;
            // Mostly somewhere, often soon, sometimes after the last byte.
            let place = match dice.below(10) {
                0 => request.len(),
                1..=6 => 1 + dice.below(request.len().min(40_000)),
                _ => 1 + dice.below(request.len()),
            };
            phone.send_until(&request, place).await;
        } else {
            let (status, answer) = phone.send(&request).await;
            assert_eq!(status, 204, "{answer}");
        }
    }
    assert_eq!(cut, cuts, "seed {seed}: the file came through before all cuts were made");

    let complete = phone.request("POST", &format!("{path}/complete"), "", b"");
    for _ in 0..5 {
        phone.send_until(&complete, 1 + dice.below(complete.len())).await;
    }
    let (status, answer) = phone.send(&complete).await;
    assert_eq!(status, 201, "seed {seed}: {answer}");
    let made = &answer["data"];
    assert_eq!((made["width"].as_u64(), made["height"].as_u64()), (Some(960), Some(896)));
    assert_eq!(world.rows().await, (1, 1), "seed {seed}: exactly one photo");
    // The address is a hash of all its bytes: it arrived intact.
    let hash = media::picture::content_hash(&file);
    assert_eq!(text(made, "url_480"), format!("/m/{hash}/480.webp"), "seed {seed}");
    world.app.anonymous().get(text(made, "url_480")).await.expect(200);
    serving.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_cut_fifty_times_at_random_bytes_arrives_once_and_intact() {
    upload_with_cuts(0x2545_F491_4F6C_DD1D, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_cuts_end_in_the_same_photo() {
    for seed in [7, 1_795_000_000] {
        upload_with_cuts(seed, 50).await;
    }
}
