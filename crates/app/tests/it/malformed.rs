//! What is no protocol, said over a web socket: that socket is answered or ended, nobody else notices, and nothing panics
//! (M-6, M-7).

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::server::Server;

type Line = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// An answer, or an end, that takes longer does not come any more.
const PATIENCE: Duration = Duration::from_secs(20);

/// Texts that are no packets, packets of no known kind, and packets that break off or contradict themselves.
const TEXTS: &[&str] = &[
    "",
    "no protocol",
    "\u{0}\u{1}\u{2}",
    "é",
    "0{}",
    "2probe",
    "3probe",
    "5",
    "6",
    "7",
    "b",
    "b!!!",
    "bAAAA",
    "4",
    "4é",
    "4x",
    "44{}",
    "47",
    "48[]",
    // Events without an end, without a name, with a name that is none.
    "42",
    "42[",
    "42[]",
    "42[7]",
    "42{}",
    "42[null,{}]",
    "42[\"sync\"",
    "42[\"sync\",",
    "42[\"sync\"]",
    "42[\"no such call\",{}]",
    "42[\"sync\",{\"\\u0063onversations\":[]},[],[]]",
    // Ids of acknowledgements that are no numbers, or too large for one, or of nothing that was asked.
    "42x[\"sync\",{}]",
    "42-1[\"sync\",{}]",
    "421.5[\"sync\",{}]",
    "4299999999999999999999[\"sync\",{}]",
    "43[]",
    "43x[]",
    "43-1[]",
    "43999[]",
    "4399999999999999999999[]",
    // Namespaces that there are not.
    "4/",
    "42/é",
    "42/nowhere,[\"sync\",{}]",
    "40/nowhere,{}",
    "40/../,{}",
    // Binary events that announce nothing, too much, or what never comes.
    "45",
    "45-[\"sync\",{}]",
    "45x-[]",
    "450-[\"sync\",{\"_placeholder\":true,\"num\":9}]",
    "451-[\"sync\",{\"_placeholder\":true,\"num\":0}]",
    "459999999-[\"sync\"]",
    "4599999999999999999999999-[]",
    "461-[]",
];

/// Frames that are none: one that is not masked, one of a reserved kind, one that is not UTF-8, one that says of itself that it
/// is four exabytes long (RFC 6455, 5.2).
const BYTES: [&[u8]; 4] = [
    &[0x81, 0x01, b'2'],
    &[0x83, 0x80, 0, 0, 0, 0],
    &[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe],
    &[0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4],
];

/// What a client may send that has no manners.
enum Wild {
    Frames(Vec<Message>),
    Bytes(&'static [u8]),
}

fn all_of_it() -> Vec<(String, Wild)> {
    let named = |text: &str| format!("{} bytes: {}", text.len(), text.chars().take(60).collect::<String>());
    let mut all: Vec<(String, Wild)> =
        TEXTS.iter().map(|text| (named(text), Wild::Frames(vec![Message::text(*text)]))).collect();
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    for text in
        [format!("42[\"sync\",{deep}]"), format!("4260[\"sync\",{deep}]"), format!("40/nowhere,{deep}")]
    {
        all.push((named(&text), Wild::Frames(vec![Message::text(text)])));
    }
    // Binary frames that nobody has announced, and more than were.
    let binary = || Message::binary(vec![0, 159, 146, 150]);
    let announced = Message::text("451-61[\"sync\",{\"_placeholder\":true,\"num\":5}]");
    all.push(("an empty binary frame".to_owned(), Wild::Frames(vec![Message::binary(Vec::new())])));
    all.push(("a binary frame".to_owned(), Wild::Frames(vec![binary()])));
    all.push(("one that was announced".to_owned(), Wild::Frames(vec![announced.clone(), binary()])));
    all.push(("one too many".to_owned(), Wild::Frames(vec![announced, binary(), binary()])));
    for bytes in BYTES {
        all.push((format!("frame {bytes:?}"), Wild::Bytes(bytes)));
    }
    all
}

/// Frames of 1.2 MB, which nobody need read to their end.
fn too_large() -> [(String, Wild); 2] {
    let words = "x".repeat(1_200_000);
    let event = Message::text(format!("4262[\"message.send\",{{\"text\":\"{words}\"}}]"));
    [
        ("an event of 1.2 MB".to_owned(), Wild::Frames(vec![event])),
        ("a binary frame of 1.2 MB".to_owned(), Wild::Frames(vec![Message::binary(words.into_bytes())])),
    ]
}

/// The next packet that begins so; none when the socket ends before.
async fn packet(line: &mut Line, start: &str) -> Option<String> {
    let heard = async {
        while let Some(Ok(message)) = line.next().await {
            let text = match message {
                Message::Text(text) => text.as_str().to_owned(),
                Message::Close(_) => return None,
                _ => continue,
            };
            match text.as_str() {
                "1" | "41" => return None,
                // A ping; whether the pong arrives is seen at the next packet.
                "2" => {
                    let _ = line.send(Message::text("3")).await;
                }
                other if other.starts_with(start) => return Some(text),
                _ => {}
            }
        }
        None
    };
    timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("neither {start} comes nor an end"))
}

/// A socket that was let in.
async fn open(server: &Server, token: &str) -> Line {
    let url = format!("ws://{}/socket.io/?EIO=4&transport=websocket", server.address());
    for _ in 0..100 {
        let (mut line, _) = connect_async(&url).await.expect("it listens");
        line.send(Message::text(format!("40{}", json!({ "token": token })))).await.expect("sent");
        if packet(&mut line, "4").await.is_some_and(|welcome| welcome.starts_with("40")) {
            return line;
        }
        // A person has twenty at most, and those before this one are still being seen off.
        sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody is let in any more");
}

/// The answer to a question that has one; none when the socket ends before.
async fn ask(line: &mut Line) -> Option<String> {
    line.send(Message::text("42777[\"sync\",{\"conversations\":[]}]")).await.ok()?;
    packet(line, "43777[").await
}

/// Says it, on a socket of its own; whether that is still good afterwards.
async fn survives(server: &Server, token: &str, said: Wild) -> bool {
    let mut line = open(server, token).await;
    match said {
        Wild::Frames(frames) => {
            for frame in frames {
                // The server may have had enough before it has all.
                if line.send(frame).await.is_err() {
                    return false;
                }
            }
        }
        Wild::Bytes(bytes) => line.get_mut().write_all(bytes).await.expect("sent"),
    }
    ask(&mut line).await.is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_said_over_a_web_socket_ends_that_one_at_most_and_nothing_panics() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::prepare(None).await;
    server.log = Some(folder.path().join("log"));
    server.complaints = Some(folder.path().join("complaints"));
    server.start().await;
    let (calm_token, wild_token) = (server.sign_in("kwame").await, server.sign_in("awa").await);
    let mut calm = open(&server, &calm_token).await;
    let (mut lived, mut ended) = (0, 0);
    for (what, said) in all_of_it() {
        if survives(&server, &wild_token, said).await {
            lived += 1
        } else {
            ended += 1
        }
        // Somebody else's socket, which has been open all the time.
        let answer = ask(&mut calm).await;
        assert!(answer.is_some(), "after {what}: the other socket has ended");
    }
    assert!(lived > 0 && ended > 0, "{lived} sockets lived and {ended} ended");
    for (what, said) in too_large() {
        assert!(!survives(&server, &wild_token, said).await, "{what} is taken");
        assert!(ask(&mut calm).await.is_some(), "after {what}: the other socket has ended");
    }
    let mut again = open(&server, &wild_token).await;
    for line in [&mut again, &mut calm] {
        let answer = ask(line).await.expect("an answer");
        assert!(answer.contains("\"data\""), "{answer}");
    }
    server.stop().await;
    for file in [&server.log, &server.complaints] {
        let told = std::fs::read_to_string(file.as_ref().expect("set")).expect("a file");
        assert!(!told.contains("panic"), "{told}");
    }
}
