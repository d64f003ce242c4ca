//! What the program speaks with outside, against stand-ins that speak the same protocols: a mail server that is busy at
//! first, and a collector of traces.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::server::Server;

/// A mail as its envelope and its lines say.
#[derive(Debug, Clone, Default)]
struct Mail {
    from: String,
    to: Vec<String>,
    text: String,
}

/// Takes mails on a port of its own; says "later" (451) to the first `busy` of them.
async fn mail_server(busy: usize) -> (u16, Arc<Mutex<Vec<Mail>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mails = Arc::new(Mutex::new(Vec::new()));
    let (kept, turned_away) = (mails.clone(), Arc::new(Mutex::new(busy)));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(converse(socket, kept.clone(), turned_away.clone()));
        }
    });
    (port, mails)
}

async fn converse(socket: TcpStream, mails: Arc<Mutex<Vec<Mail>>>, busy: Arc<Mutex<usize>>) {
    let mut socket = BufReader::new(socket);
    let mut mail = Mail::default();
    let mut answer = "220 sink.example ESMTP".to_owned();
    loop {
        answer.push_str("\r\n");
        if socket.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if socket.read_line(&mut line).await.is_ok_and(|read| read == 0) {
            return;
        }
        let (verb, rest) = line.trim().split_at(line.trim().len().min(4));
        answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8".to_owned(),
            "MAIL" => {
                mail = Mail { from: address(rest), ..Mail::default() };
                "250 ok".to_owned()
            }
            "RCPT" => {
                mail.to.push(address(rest));
                "250 ok".to_owned()
            }
            "DATA" => {
                socket.write_all(b"354 go on\r\n").await.expect("it listens");
                loop {
                    let mut line = String::new();
                    socket.read_line(&mut line).await.expect("text");
                    if line == ".\r\n" {
                        break;
                    }
                    mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                let mut busy = busy.lock().expect("nobody panics with it");
                if *busy > 0 {
                    *busy -= 1;
                    "451 too busy, come back later".to_owned()
                } else {
                    mails.lock().expect("nobody panics with it").push(mail.clone());
                    "250 taken".to_owned()
                }
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 ok".to_owned(),
        };
    }
}

/// `:<a@example.com> SIZE=…` → `a@example.com`.
fn address(rest: &str) -> String {
    rest.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

async fn until<T>(mut look: impl FnMut() -> Option<T>, what: &str) -> T {
    for _ in 0..400 {
        if let Some(found) = look() {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what}: not after 40 seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_reaches_a_mail_server_that_was_busy_at_first() {
    let (port, mails) = mail_server(1).await;
    let mut server = Server::prepare(None).await;
    server.set("PUSHNCHAT__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{port}"));
    server.set("PUSHNCHAT__MAIL__FROM", "PushNchat <codes@sink.example>");
    server.start().await;
    let body = json!({"email": "ngozi@example.com", "password": "kasuwa-mai-kyau-77", "name": "Ngozi Eze", "country": "NG"});
    let reply =
        server.client.post(server.url("/api/v1/auth/register")).json(&body).send().await.expect("an answer");
    assert!(reply.status().is_success(), "{}", reply.text().await.expect("text"));
    let first = || mails.lock().expect("nobody panics with it").first().cloned();
    let mail = until(first, "the mail arrives").await;
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("codes@sink.example", &["ngozi@example.com".to_owned()][..])
    );
    let header = |name: &str| {
        mail.text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    let code: String = header("Subject:").chars().take(6).collect();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{}", mail.text);
    assert!(header("From:").contains("PushNchat") && header("To:").contains("ngozi@example.com"));
    assert!(header("Content-Type:").contains("text/plain"), "{}", mail.text);
    assert!(!header("Date:").is_empty() && mail.text.matches(&code).count() >= 2, "{}", mail.text);
    // The code works, so it is the one that was meant.
    let body = json!({"address": "ngozi@example.com", "code": code});
    let reply =
        server.client.post(server.url("/api/v1/auth/verify")).json(&body).send().await.expect("an answer");
    assert!(reply.status().is_success(), "{}", reply.text().await.expect("text"));
    assert_eq!(
        mails.lock().expect("nobody panics with it").len(),
        1,
        "one mail, although it was tried twice"
    );
}

/// Keeps the bodies that are posted to it as OTLP over HTTP.
async fn collector() -> (u16, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let kept = bodies.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move {
                let mut socket = BufReader::new(socket);
                while let Some(body) = posted(&mut socket).await {
                    kept.lock().expect("nobody panics with it").extend(body);
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n";
                    if socket.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, bodies)
}

async fn posted(socket: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let (mut first, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if socket.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if let Some(value) = lower.strip_prefix("content-type:") {
            assert_eq!(value.trim(), "application/x-protobuf");
        }
        if first.is_empty() {
            first = line;
        }
    }
    assert!(first.starts_with("POST /v1/traces "), "{first}");
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    Some(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn traces_of_requests_and_jobs_reach_a_collector() {
    let (port, bodies) = collector().await;
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    server.set("PUSHNCHAT__TELEMETRY__OTLP_URL", &format!("http://127.0.0.1:{port}/v1/traces"));
    server.start().await;
    let token = server.sign_in("kwame").await;
    let reply = server.publish(&token, "Traced maize in bags").send().await.expect("an answer");
    assert_eq!(reply.status(), 201);
    let has = |bodies: &[u8], word: &str| bodies.windows(word.len()).any(|part| part == word.as_bytes());
    // The service, the request with its route, and the jobs.
    let words = ["pushnchat", "request", "/api/v1/listings", "job.handler"];
    let all = || {
        let bodies = bodies.lock().expect("nobody panics with it");
        words.iter().all(|word| has(&bodies, word)).then_some(())
    };
    until(all, "request and job are told").await;
    let bodies = bodies.lock().expect("nobody panics with it").clone();
    for private in ["Traced maize", "kwame@demo", &token] {
        assert!(!has(&bodies, private), "{private} must not leave");
    }
}
