use kernel::{Role, TeamRole};
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::Client;
use uuid::Uuid;

use super::socket::Socket;
use super::{many_rooms, open_conversation, start};

#[tokio::test]
async fn only_who_is_signed_in_gets_a_socket() {
    let process = start().await;
    let router = &process.app.router;
    let amina = process.app.user(Role::Consumer).actor;
    let token = process.sessions.sign_in(&amina);
    assert!(Socket::open(router, &token).await.is_ok());
    let refused = r#"{"message":"UNAUTHORIZED"}"#;
    let nobody = Client::new(router.clone(), kernel::Actor::Anonymous);
    for auth in ["", "{}", r#"{"token":"forged"}"#, r#"{"token":7}"#, "[]", r#"{"token":{"token":"x"}}"#] {
        assert_eq!(Socket::with(nobody.clone(), auth).await.err().as_deref(), Some(refused), "{auth}");
    }
    let cookie = format!("{}={token}", platform::http::SESSION_COOKIE);
    let browser = nobody.with_header("cookie", &cookie);
    let page = browser.clone().with_header("origin", "http://pushnchat.test");
    assert!(Socket::with(page, "").await.is_ok());
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let evil = browser.clone().with_header(name, value);
        assert_eq!(Socket::with(evil, "").await.err().as_deref(), Some(r#"{"message":"CROSS_SITE"}"#));
    }
    // A cookie without any word of where it comes from may come from anywhere.
    assert!(Socket::with(browser, "").await.is_err());
}

#[tokio::test]
async fn a_call_is_answered_with_data_or_with_the_errors_of_http() {
    let process = start().await;
    let amina = process.app.user(Role::Consumer).actor;
    let token = process.sessions.sign_in(&amina);
    let french = Client::new(process.app.router.clone(), kernel::Actor::Anonymous)
        .with_header("accept-language", "fr");
    let socket = Socket::with(french, &json!({ "token": token }).to_string()).await.expect("connected");
    let ack = socket.call("echo", &json!({ "n": 3 })).await;
    assert_eq!(ack, json!({ "data": { "n": 3, "user": amina.user_id() } }));
    let code = |ack: &Value| {
        let error = &ack["errors"][0];
        assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{ack}");
        format!("{} {}", error["code"].as_str().unwrap_or(""), error["field"].as_str().unwrap_or(""))
    };
    for (event, payload, expected) in [
        ("echo", json!({}), "VALIDATION n"),
        ("echo", json!({ "n": 1, "m": 2 }), "MALFORMED m"),
        ("echo", json!({ "n": "three" }), "MALFORMED n"),
        ("echo", json!([3]), "MALFORMED "),
        ("echo", json!(null), "MALFORMED "),
        ("nothing.like.it", json!({}), "NOT_FOUND "),
        ("panic", json!({ "n": 1 }), "INTERNAL "),
        ("join", json!({ "room": "everything" }), "MALFORMED room"),
        ("auth.refresh", json!({ "token": "forged" }), "UNAUTHORIZED "),
    ] {
        let ack = socket.call(event, &payload).await;
        let told = code(&ack);
        assert!(told.starts_with(expected.split(' ').next().expect("a code")), "{event} {payload}: {ack}");
        assert_eq!(told.split(' ').nth(1), expected.split(' ').nth(1), "{event} {payload}: {ack}");
    }
    let gone = socket.call("nothing.like.it", &json!({})).await;
    assert!(
        !gone["errors"][0]["message"].as_str().expect("a text").contains("There is nothing"),
        "in French: {gone}"
    );
    assert_eq!(socket.call("echo", &json!({ "n": 4 })).await["data"]["n"], 4, "a panic harms no later call");
}

#[tokio::test]
async fn an_ack_of_a_change_carries_its_watermark() {
    let process = start().await;
    let token = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    let socket = Socket::open(&process.app.router, &token).await.expect("connected");
    let changed = socket.call("change", &json!({ "n": 1 })).await;
    assert_eq!(changed["data"]["n"], 1);
    let mark = changed["meta"]["watermark"].as_str().expect("a mark");
    assert_eq!(mark.len(), 38, "16 bytes and a signature of 12, as in the header: {mark}");
    assert_ne!(socket.call("change", &json!({ "n": 2 })).await["meta"]["watermark"], mark);
    assert!(socket.call("echo", &json!({ "n": 3 })).await.get("meta").is_none(), "nothing was changed");
}

#[tokio::test]
async fn calls_of_one_socket_are_done_in_the_order_they_were_sent() {
    let process = start().await;
    let token = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    let socket = Socket::open(&process.app.router, &token).await.expect("connected");
    let packets: Vec<String> = (0..20).map(|n| format!("42{}[\"slow\",{{\"n\":{n}}}]", n + 100)).collect();
    socket.send(&packets.join("\x1e")).await;
    socket.ack(119).await;
    assert_eq!(*process.seen.order.lock().expect("no panic"), (0..20).collect::<Vec<i64>>());
}

#[tokio::test]
async fn a_room_is_joined_by_those_its_guard_lets_in_and_left_at_will() {
    let process = start().await;
    let token = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    let socket = Socket::open(&process.app.router, &token).await.expect("connected");
    let room = Room::Conversation(open_conversation());
    let stranger = process.app.user(Role::Consumer).user_id();
    for forbidden in [
        format!("conversation:{}", Uuid::from_u128(8)),
        Room::User(stranger).to_string(),
        Room::Campaign(Uuid::from_u128(9)).to_string(),
    ] {
        let ack = socket.call("join", &json!({ "room": forbidden })).await;
        assert_eq!(ack["errors"][0]["code"], "NOT_FOUND", "{forbidden}");
    }
    assert_eq!(socket.call("join", &json!({ "room": room.to_string() })).await, json!({ "data": {} }));
    let sockets = &process.app.platform.sockets;
    sockets.emit(room, "told", &json!({ "n": 1 }));
    assert_eq!(socket.event("told").await, json!({ "n": 1 }));
    socket.call("leave", &json!({ "room": room.to_string() })).await;
    sockets.emit(room, "told", &json!({ "n": 2 }));
    sockets.emit(Room::User(stranger), "told", &json!({ "n": 3 }));
    let own = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    drop(own);
    assert_eq!(socket.call("echo", &json!({ "n": 4 })).await["data"]["n"], 4);
    let next = tokio::time::timeout(std::time::Duration::from_millis(200), socket.next()).await;
    assert!(next.is_err(), "nothing of rooms that it is not in: {next:?}");
}

#[tokio::test]
async fn who_is_in_two_rooms_gets_an_event_once() {
    let process = start().await;
    let ceo = process.app.member(TeamRole::Ceo);
    let token = process.sessions.sign_in(&ceo.actor);
    let socket = Socket::open(&process.app.router, &token).await.expect("connected");
    let rooms = [Room::User(ceo.user_id()), Room::Business(ceo.business_id())];
    process.app.platform.sockets.emit_many(&rooms, "told", &json!({ "n": 1 }));
    process.app.platform.sockets.emit(Room::Business(ceo.business_id()), "told", &json!({ "n": 2 }));
    assert_eq!(socket.event("told").await["n"], 1);
    assert_eq!(socket.event("told").await["n"], 2);
}

#[tokio::test]
async fn a_thousand_typing_events_are_dropped_and_too_many_calls_refused_for_that_socket_only() {
    let process = start().await;
    let (loud, calm) = (process.app.user(Role::Consumer).actor, process.app.user(Role::Consumer).actor);
    let loud = Socket::open(&process.app.router, &process.sessions.sign_in(&loud)).await.expect("connected");
    let calm = Socket::open(&process.app.router, &process.sessions.sign_in(&calm)).await.expect("connected");
    // All in one request: five a second are taken, and a machine that is busy takes its time between two requests.
    let flood = |event: &str, id: u64| -> String {
        let silent = (0..900).map(|_| format!("42[\"{event}\",{{\"n\":1}}]"));
        let asked = (id..id + 100).map(|id| format!("42{id}[\"{event}\",{{\"n\":1}}]"));
        silent.chain(asked).collect::<Vec<_>>().join("\x1e")
    };
    loud.send(&flood("typing", 1000)).await;
    let mut dropped = 0;
    for n in 1000..1100 {
        dropped += usize::from(loud.ack(n).await == json!({ "data": { "dropped": true } }));
    }
    assert!(dropped >= 90, "{dropped} of the last hundred");
    assert_eq!(loud.call("echo", &json!({ "n": 1 })).await["data"]["n"], 1, "what matters still goes");
    loud.send(&flood("echo", 2000)).await;
    let refused = loud.ack(2099).await;
    assert_eq!(refused["errors"][0]["code"], "RATE_LIMITED", "{refused}");
    assert_eq!(calm.call("echo", &json!({ "n": 2 })).await["data"]["n"], 2);
}

#[tokio::test]
async fn what_is_no_protocol_or_too_large_ends_that_socket_and_no_other() {
    let process = start().await;
    let calm = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    let calm = Socket::open(&process.app.router, &calm).await.expect("connected");
    let too_large = format!("42[\"echo\",{{\"n\":\"{}\"}}]", "x".repeat(1_200_000));
    for bad in
        ["", "4", "42", "42[", "42[]", "42[7]", "9", "45-[\"x\"]", "451-[\"x\",{}]", "\x1e\x1e", &too_large]
    {
        let token = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
        let socket = Socket::open(&process.app.router, &token).await.expect("connected");
        let status = socket.try_send(bad.to_owned()).await;
        assert!(status < 500, "{} bytes: {status}", bad.len());
        if bad.len() > 64 * 1024 {
            assert_eq!(status, 413);
        }
    }
    assert_eq!(calm.call("echo", &json!({ "n": 2 })).await["data"]["n"], 2);
}

#[tokio::test]
async fn the_twenty_first_socket_of_a_user_is_refused() {
    let process = start().await;
    let token = process.sessions.sign_in(&process.app.user(Role::Consumer).actor);
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(Socket::open(&process.app.router, &token).await.expect("connected"));
    }
    let refused = Socket::open(&process.app.router, &token).await.err();
    assert_eq!(refused.as_deref(), Some(r#"{"message":"TOO_MANY_SOCKETS"}"#));
    open[0].send("41").await;
    super::until("a place is free again", async || Socket::open(&process.app.router, &token).await.is_ok())
        .await;
}

#[tokio::test]
async fn twenty_of_forty_sockets_that_come_at_once_stay() {
    let process = start().await;
    let (router, sessions) = (&process.app.router, &process.sessions);
    let token = sessions.sign_in(&process.app.user(Role::Consumer).actor);
    sessions.bring_together(40);
    let answers = futures_util::future::join_all((0..40).map(|_| Socket::open(router, &token))).await;
    let (open, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    let open: Vec<Socket> = open.into_iter().flatten().collect();
    assert_eq!((open.len(), refused.len()), (20, 20));
    for one in refused {
        assert_eq!(one.err().as_deref(), Some(r#"{"message":"TOO_MANY_SOCKETS"}"#));
    }
    for one in &open {
        assert_eq!(one.call("echo", &json!({ "n": 1 })).await["data"]["n"], 1);
    }
    // Who was refused keeps no place, and who leaves gives theirs back, once.
    open[0].send("41").await;
    super::until("a place is free again", async || Socket::open(router, &token).await.is_ok()).await;
    assert!(Socket::open(router, &token).await.is_err(), "that one has it");
}

#[tokio::test]
async fn the_two_hundred_and_first_room_is_refused_and_leaving_one_makes_room() {
    const MOST: u64 = 200;
    let process = start().await;
    // A member, whose socket has two rooms of its own beside.
    let token = process.sessions.sign_in(&process.app.member(TeamRole::Staff).actor);
    let socket = Socket::open(&process.app.router, &token).await.expect("connected");
    let sockets = &process.app.platform.sockets;
    let tell = |n: u64| sockets.emit(many_rooms(n), "told", &json!({ "n": n }));
    let ask = async |what: &str, n: u64| -> Value {
        socket.call(what, &json!({ "room": many_rooms(n).to_string() })).await
    };
    assert_eq!(socket.call("join-many", &json!({ "n": MOST })).await["data"]["n"], MOST);

    let refused = ask("join", MOST).await;
    assert_eq!(refused["errors"][0]["code"], "RATE_LIMITED", "{refused}");
    let told = refused["errors"][0]["message"].as_str().unwrap_or_default();
    assert!(told.contains("as many rooms open as one may have"), "{refused}");
    assert_eq!(socket.call("join-many", &json!({ "n": MOST + 1 })).await["errors"], refused["errors"]);
    // Nothing that was joined is lost, and of the one that was refused nothing is heard.
    tell(MOST);
    for n in 0..MOST {
        tell(n);
        assert_eq!(socket.event("told").await, json!({ "n": n }));
    }
    assert_eq!(ask("join", 5).await, json!({ "data": {} }), "it is there already");

    ask("leave", 5).await;
    assert_eq!(ask("join", MOST).await, json!({ "data": {} }));
    assert!(ask("join", 5).await["errors"].is_array(), "it is full again");
    tell(5);
    for n in [MOST, 0, MOST - 1] {
        tell(n);
        assert_eq!(socket.event("told").await, json!({ "n": n }));
    }
}
