use futures_util::future::join_all;
use kernel::Clock;
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
    let id = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let wake = async |seq| office.to_wake(id, seq).await;
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
    let wake = async |seq| office.to_wake(id, seq).await;
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
    // A mute ends by itself, at its moment.
    amina.post(&path, text("phone-0003", "hello")).await.expect(201);
    let until = office.app.clock.now() + chrono::TimeDelta::hours(1);
    kwame.put(&format!("{path}/mute"), json!({"until": until})).await.expect(204);
    office.app.advance(chrono::TimeDelta::minutes(59));
    assert_eq!(wake(3).await, []);
    office.app.advance(chrono::TimeDelta::minutes(1));
    assert_eq!(wake(3).await, [kwame.user_id()]);
    amina.delete(&format!("{path}/messages/3")).await.expect(200);
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
async fn two_moderators_decide_two_reports_of_one_message_at_once() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let admins = [office.app.admin(), office.app.admin()];
    for n in 1..=5 {
        office.app.advance(chrono::TimeDelta::seconds(1));
        amina.post(&path, text(&format!("phone-{n:04}"), "words")).await.expect(201);
        for who in [&amina, &kwame] {
            who.post(&format!("{path}/messages/{n}/report"), json!({"reason": "FRAUD"})).await.expect(202);
        }
        let open = admins[0].get("/api/v1/messages/reports").await.expect(200).data();
        let address = |at: usize| {
            let id = open[at]["id"].as_str().expect("two reports");
            format!("/api/v1/messages/reports/{id}/take-down")
        };
        let (one, other) = (address(0), address(1));
        let (one, other) = tokio::join!(admins[0].post(&one, json!({})), admins[1].post(&other, json!({})));
        let mut told = [one.status.as_u16(), other.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told, [204, 404], "one decides, and the other finds it decided");
    }
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

const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";

#[tokio::test]
async fn words_that_cannot_be_sent_make_no_conversation_and_cost_nothing() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let card = json!({
        "client_id": "phone-0001", "type": "LISTING_CARD", "listing_id": uuid::Uuid::now_v7(), "text": "This one?"
    });
    assert_eq!(customer.post(INBOX, card).await.expect(422).errors()[0].1, "listing_id");
    let mut answer = text("phone-0001", "Yes?");
    answer["reply_to"] = json!(1);
    assert_eq!(customer.post(INBOX, answer).await.expect(422).errors()[0].1, "reply_to");
    let photo = json!({"client_id": "phone-0001", "type": "MEDIA", "file_id": uuid::Uuid::now_v7()});
    assert_eq!(customer.post(INBOX, photo).await.expect(422).errors()[0].1, "file_id");
    for table in [
        "SELECT count(*) FROM messaging.conversations",
        "SELECT count(*) FROM messaging.tickets",
        "SELECT count(*) FROM messaging.first_contacts",
    ] {
        assert_eq!(office.rows(table).await, 0, "{table}");
    }
    assert_eq!(
        office.connections.asked.load(std::sync::atomic::Ordering::SeqCst),
        0,
        "nothing of the plan is used"
    );
    // Sent at once from two windows: one conversation, both messages.
    let (one, two) = tokio::join!(
        customer.post(INBOX, text("phone-0001", "Do you have rice?")),
        customer.post(INBOX, text("phone-0002", "Or beans?")),
    );
    let mut places = [one, two].map(|reply| reply.expect(201).data()["seq"].as_i64().expect("a place"));
    places.sort_unstable();
    assert_eq!(places, [1, 2]);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.conversations").await, 1);
}

#[tokio::test]
async fn advertising_does_not_come_second_before_the_first_answer() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Spammer");
    let ack = customer.post(INBOX, text("phone-0001", "Good morning")).await.expect(201).data();
    let path = format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"));
    let spam = "Win now https://a.example https://b.example https://c.example";
    let refused = customer.post(&path, text("phone-0002", spam)).await.expect(422);
    assert_eq!(refused.errors()[0].0, "LOOKS_LIKE_SPAM");
    let edited = customer.patch(&format!("{path}/messages/1"), json!({"text": spam, "version": 1})).await;
    assert_eq!(edited.expect(422).errors()[0].0, "LOOKS_LIKE_SPAM");
    let suspects = "SELECT count(*) FROM messaging.tickets WHERE suspect";
    assert_eq!(office.rows(suspects).await, 0);
    customer.post(&path, text("phone-0003", "See https://a.example https://b.example")).await.expect(201);
    assert_eq!(office.rows(suspects).await, 1, "what looks like it lets one wait behind the others");
    // Whoever was answered may send links.
    ceo.post(
        &format!("/api/v1/messages/desk/tickets/{}/take", path.rsplit('/').next().expect("an id")),
        json!({}),
    )
    .await
    .expect(200);
    ceo.post(&path, text("desk-0001", "Send me your prices.")).await.expect(201);
    customer.post(&path, text("phone-0004", spam)).await.expect(201);
}

#[tokio::test]
async fn the_same_second_words_to_many_businesses_are_seen() {
    let office = Office::open().await;
    let customer = office.customer("Spammer");
    for n in 0..6 {
        let ceo = office.ceo(&format!("Seller {n}"));
        let slug = format!("shop-{n:02}");
        office.list_business(&ceo, &slug);
        let inbox = format!("/api/v1/messages/inbox/{slug}");
        customer.post(&inbox, text("phone-0001", &format!("Good morning number {n}"))).await.expect(201);
        office.app.advance(chrono::TimeDelta::seconds(1));
        customer.post(&inbox, text("phone-0002", "We sell phones, see https://a.example")).await.expect(201);
        // A retry compares nothing with itself.
        customer.post(&inbox, text("phone-0002", "We sell phones, see https://a.example")).await.expect(201);
    }
    // One link and two others with the same words.
    assert_eq!(office.rows("SELECT count(*) FROM messaging.tickets WHERE suspect").await, 4);
}

#[tokio::test]
async fn whoever_writes_about_a_listing_is_told_to_its_domain() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let listing = web::samples::cards().remove(0);
    let id = listing.id;
    office.listings.cards.lock().expect("nobody panics").insert(id, listing);
    let contacts = || office.listings.contacts.lock().expect("nobody panics").clone();
    let customer = office.customer("Zola");
    let card = |client_id: &str, id: kernel::ListingId| json!({"client_id": client_id, "type": "LISTING_CARD", "listing_id": id, "text": "This one?"});
    customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201);
    customer.post(INBOX, card("phone-0002", kernel::ListingId(uuid::Uuid::now_v7()))).await.expect(422);
    assert!(contacts().is_empty(), "nothing was written about a listing");
    customer.post(INBOX, card("phone-0003", id)).await.expect(201);
    assert_eq!(contacts(), [id]);
    let other = office.customer("Odd");
    other.post(INBOX, card("phone-0001", id)).await.expect(201);
    assert_eq!(contacts(), [id, id], "with the first words of a conversation as well");
}
