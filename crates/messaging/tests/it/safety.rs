use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Office, text};

#[tokio::test]
async fn whoever_is_blocked_by_everybody_cannot_write_and_a_single_blocker_stops_hearing() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let manager = office.colleague(&kwame, kernel::TeamRole::Manager, "Efua");
    office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    let block = format!("/api/v1/users/{}/block", amina.user_id());
    kwame.post(&block, json!({})).await.expect(204);
    kwame.post(&block, json!({})).await.expect(204);
    office.take_heard("message.sent");
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let heard = office.take_heard("message.sent");
    let room = |client: &testkit::Client| platform::sockets::Room::User(client.user_id());
    assert!(heard[0].0.contains(&room(&manager)) && !heard[0].0.contains(&room(&kwame)));
    let wake = |seq| {
        let id = path.rsplit('/').next().expect("an id").parse().expect("an id");
        let messaging = office.messaging.clone();
        async move { contracts::messaging::MessagingPort::to_wake(&messaging, id, seq).await.expect("an answer") }
    };
    assert_eq!(wake(1).await, [manager.user_id()], "neither the sender nor who blocked them is woken");
    manager.post(&block, json!({})).await.expect(204);
    let refused = amina.post(&path, text("phone-0002", "hello?")).await.expect(403);
    assert_eq!(refused.errors()[0].0, "BLOCKED");
    kwame.post(&path, text("phone-0003", "we can still write")).await.expect(201);
    let blocked = kwame.get("/api/v1/messages/blocks").await.expect(200).data();
    assert_eq!(blocked[0]["name"], "Amina");
    kwame.delete(&block).await.expect(204);
    amina.post(&path, text("phone-0002", "hello?")).await.expect(201);
    amina.post(&block, json!({})).await.expect(404);
    kwame.post(&format!("/api/v1/users/{}/block", uuid::Uuid::now_v7()), json!({})).await.expect(404);
}

#[tokio::test]
async fn nobody_is_woken_for_what_was_delivered_or_muted() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let id = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let wake = async |seq| {
        contracts::messaging::MessagingPort::to_wake(&office.messaging, id, seq).await.expect("an answer")
    };
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    assert_eq!(wake(1).await, [kwame.user_id()]);
    kwame.post(&format!("{path}/read"), json!({"delivered": 1})).await.expect(204);
    assert_eq!(wake(1).await, []);
    amina.post(&path, text("phone-0002", "hello")).await.expect(201);
    kwame.put(&format!("{path}/mute"), json!({})).await.expect(204);
    assert_eq!(wake(2).await, []);
    kwame.delete(&format!("{path}/mute")).await.expect(204);
    assert_eq!(wake(2).await, [kwame.user_id()]);
    amina.delete(&format!("{path}/messages/2")).await.expect(200);
    assert_eq!(wake(2).await, []);
    let users = [amina.user_id(), kwame.user_id()];
    let unread =
        contracts::messaging::MessagingPort::unread(&office.messaging, &users).await.expect("an answer");
    assert_eq!((unread[&users[0]], unread[&users[1]]), (0, 1));
}

#[tokio::test]
async fn a_reported_message_is_seen_in_its_context_and_taken_down_for_everybody() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=20 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("words {n}"))).await.expect(201);
    }
    let report = format!("{path}/messages/10/report");
    kwame.post(&report, json!({"reason": "BORING"})).await.expect(422);
    for _ in 0..2 {
        kwame.post(&report, json!({"reason": "FRAUD", "note": "Asks for money first."})).await.expect(202);
    }
    kwame.get("/api/v1/messages/reports").await.expect(403);
    let admin = office.app.admin();
    let reports = admin.get("/api/v1/messages/reports").await.expect(200).data();
    assert_eq!(reports.as_array().expect("a list").len(), 1);
    let context = reports[0]["context"].as_array().expect("messages");
    assert_eq!(
        (context.len(), &context[0]["text"], &context[10]["text"]),
        (11, &json!("words 5"), &json!("words 15"))
    );
    let decide = format!("/api/v1/messages/reports/{}/take-down", reports[0]["id"].as_str().expect("an id"));
    office.take_heard("message.updated");
    kwame.post(&decide, json!({})).await.expect(403);
    admin.post(&decide, json!({})).await.expect(204);
    admin.post(&decide, json!({})).await.expect(404);
    assert_eq!(office.take_heard("message.updated")[0].1["removed_by"], "MODERATION");
    let seen = amina.get(&format!("{path}?before=11&limit=1")).await.expect(200).data();
    assert_eq!(
        (&seen["messages"][0]["text"], &seen["messages"][0]["removed_by"]),
        (&json!(""), &json!("MODERATION"))
    );
}

#[tokio::test]
async fn first_contacts_are_limited_exactly_however_many_are_sent_at_once() {
    let office = Office::open().await;
    let customer = office.customer("Zola");
    let shops: Vec<String> = (0..30)
        .map(|n| {
            let ceo = office.ceo(&format!("Seller {n}"));
            let slug = format!("shop-{n:02}");
            office.list_business(&ceo, &slug);
            slug
        })
        .collect();
    let words = |n: usize| text("phone-0001", &format!("Good morning number {n}, do you have fish?"));
    let sends = shops.iter().enumerate().map(|(n, slug)| {
        let customer = &customer;
        async move { customer.post(&format!("/api/v1/messages/inbox/{slug}"), words(n)).await.status.as_u16() }
    });
    let statuses = join_all(sends).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 20);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 10);
}

#[tokio::test]
async fn advertising_is_refused_and_what_looks_like_it_waits_behind() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let inbox = "/api/v1/messages/inbox/adunni-grains";
    let spam = "Win now https://a.example https://b.example https://c.example";
    let refused = office.customer("Spammer").post(inbox, text("phone-0001", spam)).await.expect(422);
    assert_eq!(refused.errors()[0].0, "LOOKS_LIKE_SPAM");
    let odd = office.customer("Odd");
    odd.post(inbox, text("phone-0001", "See https://a.example and https://b.example")).await.expect(201);
    office.app.advance(chrono::TimeDelta::minutes(1));
    office.customer("Zola").post(inbox, text("phone-0001", "Do you have rice?")).await.expect(201);
    let queue = ceo.get("/api/v1/messages/desk/tickets?view=unresolved").await.expect(200).data();
    let suspects: Vec<_> = queue.as_array().expect("a list").iter().map(|t| t["suspect"].as_bool()).collect();
    assert_eq!(suspects.len(), 2);
    assert!(suspects.contains(&Some(true)) && suspects.contains(&Some(false)));
}
