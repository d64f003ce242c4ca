use kernel::{Actor, TeamRole};
use platform::sockets::Room;
use serde_json::json;

use super::socket::Socket;
use super::{open_conversation, start, until};

#[tokio::test]
async fn whoever_leaves_a_team_hears_nothing_in_its_rooms_any_more_in_every_process() {
    let first = start().await;
    let second = first.another().await;
    let member = first.app.member(TeamRole::Staff);
    let (user, business) = (member.user_id(), member.business_id());
    let token = first.sessions.sign_in(&member.actor);
    let here = Socket::open(&first.app.router, &token).await.expect("connected");
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let conversation = Room::Conversation(open_conversation());
    for socket in [&here, &there] {
        let joined = socket.call("join", &json!({ "room": conversation.to_string() })).await;
        assert_eq!(joined, json!({ "data": {} }));
    }
    let emit = |room: Room, from: &str| {
        first.app.platform.sockets.emit(room, "told", &json!({ "from": from }));
    };
    for room in [Room::Business(business), conversation] {
        emit(room, "team");
        assert_eq!(
            (here.event("told").await["from"].as_str(), there.event("told").await["from"].as_str()),
            (Some("team"), Some("team"))
        );
    }

    let Actor::User(mut outside) = member.actor.clone() else { panic!("a member is signed in") };
    outside.membership = None;
    first.sessions.known.lock().expect("no panic").insert(token, Actor::User(outside));
    let mut tx = first.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.updated", &format!("user:{user}")).await.expect("announced");
    tx.commit().await.expect("committed");
    for socket in [&here, &there] {
        until("leaving the team's rooms", async || {
            emit(Room::Business(business), "team");
            emit(conversation, "team");
            emit(Room::User(user), "own");
            let mut heard = Vec::new();
            while heard.last().is_none_or(|from| from != "own") {
                heard.push(socket.event("told").await["from"].clone());
            }
            heard.len() == 1
        })
        .await;
    }
}
