//! What the program speaks with outside, against stand-ins that speak the same protocols: a mail server that is busy at
//! first, and a collector of traces.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::server::{Server, a_port};

/// A mail as its envelope and its lines say.
#[derive(Debug, Clone, Default)]
struct Mail {
    from: String,
    to: Vec<String>,
    text: String,
}

/// Takes mails on a port of its own; says "later" (451) to the first `busy` of those to example.com: the demo world has
/// mails of its own.
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
            // Servers like to say whom they do not know.
            "RCPT" if address(rest).starts_with("nobody") => {
                format!("550 5.1.1 <{}>: no such mailbox", address(rest))
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
                if *busy > 0 && mail.to.iter().any(|to| to.ends_with("@example.com")) {
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
    let hers = || {
        let mut mails = mails.lock().expect("nobody panics with it").clone();
        mails.retain(|mail| mail.to == ["ngozi@example.com"]);
        mails
    };
    let mail = until(|| hers().first().cloned(), "the mail arrives").await;
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
    assert_eq!(hers().len(), 1, "one mail, although it was tried twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_refused_for_good_is_put_aside_at_once_and_its_recipient_is_not_told_to_anybody() {
    let (port, mails) = mail_server(0).await;
    let mut server = Server::prepare(None).await;
    server.set("PUSHNCHAT__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{port}"));
    server.start().await;
    let body = json!({"email": "nobody.known@example.com", "password": "kasuwa-mai-kyau-77", "name": "Ngozi Eze", "country": "NG"});
    let reply =
        server.client.post(server.url("/api/v1/auth/register")).json(&body).send().await.expect("an answer");
    assert!(reply.status().is_success(), "{}", reply.text().await.expect("text"));
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let mut dead: Option<(i32, String)> = None;
    for _ in 0..400 {
        dead = sqlx::query_as("SELECT attempts, last_error FROM platform.jobs WHERE dead_at IS NOT NULL")
            .fetch_optional(&mut superuser)
            .await
            .expect("readable");
        if dead.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (attempts, told) = dead.expect("it is put aside");
    assert_eq!(attempts, 1, "it would be refused every time");
    assert_eq!(told, "the mail server refused the mail for good (550)");
    let mails = mails.lock().expect("nobody panics with it").clone();
    assert!(mails.iter().all(|mail| !mail.to.contains(&"nobody.known@example.com".to_owned())));
    // The server was there, so it is not called away.
    let ready: serde_json::Value =
        server.client.get(server.url("/readyz")).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!((&ready["parts"]["mail"], &ready["parts"]["files"]), (&json!("ok"), &json!("ok")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_away_is_told_and_the_site_stays_ready() {
    let mut server = Server::prepare(None).await;
    // Nobody listens there.
    server.set("PUSHNCHAT__MAIL__SMTP_URL", &format!("smtp://127.0.0.1:{}", a_port()));
    server.start().await;
    let body = json!({"email": "ngozi@example.com", "password": "kasuwa-mai-kyau-77", "name": "Ngozi Eze", "country": "NG"});
    let reply =
        server.client.post(server.url("/api/v1/auth/register")).json(&body).send().await.expect("an answer");
    assert!(reply.status().is_success(), "{}", reply.text().await.expect("text"));
    let mut mail = String::new();
    for _ in 0..400 {
        let ready = server.client.get(server.url("/readyz")).send().await.expect("an answer");
        assert_eq!(ready.status(), 200, "everything else goes on");
        let ready: serde_json::Value = ready.json().await.expect("JSON");
        mail = ready["parts"]["mail"].as_str().unwrap_or_default().to_owned();
        if mail == "away" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(mail, "away");
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

/// A span as a collector gets it.
#[derive(Debug, Clone, Default)]
struct Span {
    trace: String,
    id: String,
    parent: String,
    name: String,
    /// Attributes that are texts.
    said: Vec<(String, String)>,
}

/// The fields of a message in Protocol Buffers: number and bytes of those that have bytes.
/// See <https://protobuf.dev/programming-guides/encoding/>.
fn fields(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    fn number(bytes: &mut &[u8]) -> u64 {
        let mut value = 0;
        for place in 0..10 {
            let Some((first, rest)) = bytes.split_first() else { break };
            *bytes = rest;
            value |= u64::from(first & 0x7f) << (7 * place);
            if first & 0x80 == 0 {
                break;
            }
        }
        value
    }
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = number(&mut bytes);
        let length = match tag & 7 {
            0 => {
                number(&mut bytes);
                continue;
            }
            1 => 8,
            2 => usize::try_from(number(&mut bytes)).expect("a length"),
            5 => 4,
            other => panic!("no wire type: {other}"),
        };
        let (field, rest) = bytes.split_at(length);
        bytes = rest;
        if tag & 7 == 2 {
            found.push((tag >> 3, field));
        }
    }
    found
}

fn inside<'a>(messages: impl IntoIterator<Item = &'a [u8]>, field: u64) -> Vec<&'a [u8]> {
    let all = messages.into_iter().flat_map(fields);
    all.filter(|(number, _)| *number == field).map(|(_, bytes)| bytes).collect()
}

/// The spans of an `ExportTraceServiceRequest`: resource, scope, span. Several requests one after the other are one.
fn spans(bytes: &[u8]) -> Vec<Span> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let found = inside(inside(inside([bytes], 1), 2), 2);
    let read = |span: &[u8]| {
        let mut read = Span::default();
        for (number, value) in fields(span) {
            match number {
                1 => read.trace = hex(value),
                2 => read.id = hex(value),
                4 => read.parent = hex(value),
                5 => read.name = text(value),
                9 => {
                    let key = inside([value], 1).first().map(|key| text(key)).unwrap_or_default();
                    let said =
                        inside(inside([value], 2), 1).first().map(|said| text(said)).unwrap_or_default();
                    read.said.push((key, said));
                }
                _ => {}
            }
        }
        read
    };
    found.into_iter().map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn traces_of_requests_and_jobs_reach_a_collector() {
    let (port, bodies) = collector().await;
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    server.set("PUSHNCHAT__TELEMETRY__OTLP_URL", &format!("http://127.0.0.1:{port}/v1/traces"));
    server.start().await;
    let token = server.sign_in("kwame").await;
    // Whoever sends the request is traced, too.
    let (trace, sender) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    let request = server.publish(&token, "Traced maize in bags");
    let reply =
        request.header("traceparent", format!("00-{trace}-{sender}-01")).send().await.expect("an answer");
    assert_eq!(reply.status(), 201);
    let told = || spans(&bodies.lock().expect("nobody panics with it"));
    let of_trace = || told().into_iter().filter(|span| span.trace == trace).collect::<Vec<_>>();
    let complete = || {
        let names: Vec<String> = of_trace().into_iter().map(|span| span.name).collect();
        ["request", "job"].iter().all(|name| names.iter().any(|known| known == name)).then_some(())
    };
    until(complete, "request and job are told as one trace").await;
    let of_trace = of_trace();
    let request = of_trace.iter().find(|span| span.name == "request").expect("a request");
    assert_eq!(request.parent, sender);
    assert!(request.said.contains(&("route".to_owned(), "/api/v1/listings".to_owned())), "{request:?}");
    let jobs: Vec<&Span> = of_trace.iter().filter(|span| span.name == "job").collect();
    assert!(jobs.iter().any(|job| job.parent == request.id), "a job is done for the request: {jobs:?}");
    assert!(jobs.iter().all(|job| job.said.iter().any(|(key, _)| key == "job.handler")), "{jobs:?}");
    // Signing in was a request of its own, and has a trace of its own.
    let others = told().into_iter().filter(|span| span.name == "request" && span.trace != trace);
    assert!(others.count() > 0);
    // What is written down names the same trace.
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let kinds: Vec<String> = sqlx::query_scalar("SELECT type FROM platform.events WHERE trace_id = $1")
        .bind(trace)
        .fetch_all(&mut superuser)
        .await
        .expect("readable");
    assert!(kinds.iter().any(|kind| kind.starts_with("listing.")), "{kinds:?}");
    let bodies = bodies.lock().expect("nobody panics with it").clone();
    let has = |word: &str| bodies.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(has("pushnchat"), "the service is named");
    for private in ["Traced maize", "kwame@demo", &token] {
        assert!(!has(private), "{private} must not leave");
    }
}
