//! The pages of messages and conversations, those that protect people, look for words and send listings, without scripts.

use chrono::TimeDelta;
use kernel::ListingId;
use serde_json::json;
use testkit::Client;

use crate::support::{Office, text};

/// The page of a conversation, by its path in the API.
fn page_of(path: &str) -> String {
    path.replace("/api/v1/messages/conversations/", "/messages/")
}

#[tokio::test]
async fn a_person_is_blocked_and_heard_again_without_scripts() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "Good morning")).await.expect(201);
    office.app.advance(TimeDelta::minutes(1));
    let chat = page_of(&path);
    let people = format!("{chat}/people");
    let (stranger, nobody) = (office.ceo("Awa"), office.app.anonymous());
    let amina_id = amina.user_id().to_string();
    stranger.get(&people).await.expect(404);
    stranger.form(&people, &[("block", &amina_id)]).await.expect(404);
    nobody.get(&people).await.expect(401);
    nobody.form(&people, &[("block", &amina_id)]).await.expect(401);
    nobody.get("/messages/blocked").await.expect(401);

    let page = kwame.get(&chat).await.expect(200).text();
    assert!(page.contains(&format!("href=\"{people}\"")), "the menu leads there");
    let page = kwame.get(&people).await.expect(200).text();
    assert!(page.contains("Amina") && page.contains("name=\"block\"") && !page.contains("Kwame</b>"));
    kwame.form(&people, &[("block", &stranger.user_id().to_string())]).await.expect(404);
    kwame.form(&people, &[("block", &kwame.user_id().to_string())]).await.expect(404);
    kwame.form(&people, &[]).await.expect(404);
    let done = kwame.form(&people, &[("block", &amina_id)]).await.expect(303);
    assert_eq!(done.header("location"), format!("{chat}#end"));
    assert!(kwame.get(&people).await.expect(200).text().contains("name=\"unblock\""));
    let about = kwame.get(&format!("{chat}/1")).await.expect(200).text();
    assert!(about.contains("name=\"unblock\"") && about.contains(&amina_id));

    // Who is blocked keeps what they typed, and is told.
    let fields = [("client_id", "phone-0002"), ("text", "My long careful words")];
    let refused = amina.upload(&chat, &fields, ("photo", "", b"")).await.expect(422).text();
    assert!(
        refused.contains("My long careful words") && refused.contains("You cannot write to these people")
    );
    assert_eq!(office.rows("SELECT count(*) FROM messaging.messages").await, 1);

    let list = kwame.get("/messages/blocked").await.expect(200).text();
    assert!(list.contains("Amina"));
    assert!(!stranger.get("/messages/blocked").await.expect(200).text().contains("Amina"));
    stranger.form("/messages/blocked", &[("unblock", &amina_id)]).await.expect(303);
    amina.upload(&chat, &fields, ("photo", "", b"")).await.expect(422);
    kwame.form("/messages/blocked", &[("unblock", &amina_id)]).await.expect(303);
    assert!(!kwame.get("/messages/blocked").await.expect(200).text().contains("Amina"));
    amina.upload(&chat, &fields, ("photo", "", b"")).await.expect(303);
}

#[tokio::test]
async fn a_message_is_answered_reworded_reacted_to_and_taken_away_without_scripts() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let chat = page_of(&path);
    let one = format!("{chat}/1");
    let (stranger, nobody) = (office.ceo("Awa"), office.app.anonymous());
    let said = async || kwame.get(&path).await.expect(200).data()["messages"].clone();
    let fields = [("client_id", "phone-0001"), ("text", "Is teh maize there?")];
    for _ in 0..2 {
        // Pressed twice, sent once.
        amina.upload(&chat, &fields, ("photo", "", b"")).await.expect(303);
    }
    assert_eq!(said().await.as_array().map(Vec::len), Some(1));

    let form = kwame.get(&format!("{chat}?reply=1")).await.expect(200).text();
    assert!(form.contains("name=\"reply_to\" value=\"1\""), "{form}");
    let answer = [("client_id", "phone-0002"), ("text", "Forty bags."), ("reply_to", "1")];
    kwame.upload(&chat, &answer, ("photo", "", b"")).await.expect(303);
    assert_eq!(said().await[1]["reply_to"], 1);
    assert!(amina.get(&chat).await.expect(200).text().contains("class=\"quote\" href=\"#m1\""));

    stranger.get(&one).await.expect(404);
    stranger.form(&one, &[("emoji", "👍")]).await.expect(404);
    nobody.form(&one, &[("remove", "1")]).await.expect(401);
    let reacted = kwame.form(&one, &[("emoji", "👍")]).await.expect(303);
    assert_eq!(reacted.header("location"), format!("{chat}#m1"));
    assert_eq!(said().await[0]["reactions"][0]["emoji"], "👍");
    kwame.form(&one, &[("emoji", "")]).await.expect(303);
    assert!(said().await[0].get("reactions").is_none());
    kwame.form(&one, &[("emoji", "thumbs")]).await.expect(422);

    // Only one's own can be reworded, and what was typed stays, also when it cannot be kept.
    assert!(!kwame.get(&one).await.expect(200).text().contains("name=\"version\""));
    let his = kwame.form(&one, &[("version", "1"), ("text", "My words")]).await.expect(422).text();
    assert!(!his.contains("name=\"version\""));
    assert!(amina.get(&one).await.expect(200).text().contains("name=\"version\" value=\"1\""));
    amina.form(&one, &[("version", "1"), ("text", "Is the maize there?")]).await.expect(303);
    assert_eq!(said().await[0]["text"], "Is the maize there?");
    let stale = amina.form(&one, &[("version", "1"), ("text", "Other words")]).await.expect(422).text();
    assert!(stale.contains("Other words") && stale.contains("name=\"version\" value=\"2\""), "{stale}");
    office.app.advance(TimeDelta::minutes(15));
    assert!(!amina.get(&one).await.expect(200).text().contains("name=\"version\""));
    let late = amina.form(&one, &[("version", "2"), ("text", "Late words")]).await.expect(422).text();
    assert!(late.contains("Late words") && late.contains("can be edited for 15 minutes"), "{late}");

    kwame.form(&one, &[("remove", "1")]).await.expect(422);
    for _ in 0..2 {
        // Pressed twice, removed once.
        amina.form(&one, &[("remove", "1")]).await.expect(303);
    }
    assert_eq!(said().await[0]["removed_by"], "SENDER");
    assert!(!kwame.get(&chat).await.expect(200).text().contains("Is the maize"));
}

#[tokio::test]
async fn a_conversation_is_muted_and_put_away_without_scripts() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let keep = format!("{}/keep", page_of(&path));
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    office.ceo("Awa").form(&keep, &[("mute", "1")]).await.expect(404);
    office.app.anonymous().form(&keep, &[("mute", "1")]).await.expect(401);
    let muted = async || kwame.get(&path).await.expect(200).data()["conversation"]["muted_until"].is_string();
    for (value, expected) in [("1", true), ("0", false)] {
        kwame.form(&keep, &[("mute", value)]).await.expect(303);
        assert_eq!(muted().await, expected, "{value}");
    }
    let listed = async || {
        let list = kwame.get("/api/v1/messages/conversations").await.expect(200).data();
        list.as_array().map_or(0, Vec::len)
    };
    for (value, expected) in [("1", 0), ("0", 1)] {
        let done = kwame.form(&keep, &[("archive", value)]).await.expect(303);
        assert_eq!((done.header("location"), listed().await), ("/messages", expected), "{value}");
    }
}

#[tokio::test]
async fn words_are_found_on_a_page_and_lead_to_their_message() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let chat = page_of(&path);
    for n in 1..=60 {
        let words = if n % 2 == 1 { "Yellow maize in bags" } else { "Rice" };
        amina.post(&path, text(&format!("phone-{n:04}"), words)).await.expect(201);
    }
    office.app.anonymous().get("/messages/search?q=maize").await.expect(401);
    let empty = kwame.get("/messages/search").await.expect(200).text();
    assert!(empty.contains("id=\"words\"") && !empty.contains("class=\"hit\""));
    let list = kwame.get("/messages").await.expect(200).text();
    assert!(list.contains("action=\"/messages/search\""), "the list leads there");

    let page = kwame.get("/messages/search?q=maize").await.expect(200).text();
    assert!(page.contains("Yellow <mark class=\"hit\">maize</mark> in bags"), "{page}");
    assert!(page.contains(&format!("href=\"{chat}#m59\"")), "one of the newest");
    // Further up: the page around it, which has it.
    let next =
        page.split("href=\"").find(|part| part.starts_with("/messages/search?q=maize&")).expect("more");
    let next = next.split('"').next().expect("an address").replace("&amp;", "&").replace("&#38;", "&");
    let second = kwame.get(&next).await.expect(200).text();
    let link = format!("{chat}?before=24#m9");
    assert!(second.contains(&format!("href=\"{link}\"")), "{second}");
    let around = kwame.get(link.split('#').next().expect("an address")).await.expect(200).text();
    assert!(around.contains("id=\"m9\"") && around.contains("id=\"m23\"") && !around.contains("id=\"m24\""));

    let within = format!("/messages/search?q=maize&conversation={}", chat.rsplit('/').next().expect("an id"));
    assert!(kwame.get(&within).await.expect(200).text().contains("class=\"hit\""));
    let stranger = office.ceo("Awa");
    stranger.get(&within).await.expect(404);
    assert!(!stranger.get("/messages/search?q=maize").await.expect(200).text().contains("Yellow"));
    let nothing = kwame.get("/messages/search?q=wheat").await.expect(200).text();
    assert!(nothing.contains("Nothing found"));
    kwame.get("/messages/search?q=maize&cursor=forged").await.expect(400);
    // As some phones write it, with the mark behind its letter.
    amina.post(&path, text("phone-0061", "Le maïs est là")).await.expect(201);
    let page = kwame.get("/messages/search?q=mai%CC%88s").await.expect(200).text();
    assert!(page.contains("Le <mark class=\"hit\">maïs</mark> est"), "{page}");
}

#[tokio::test]
async fn moderators_decide_about_reported_messages_on_a_page() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let chat = page_of(&path);
    for n in 1..=3 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("words <{n}>"))).await.expect(201);
    }
    let long = "x".repeat(1001);
    let mistake = kwame.form(&format!("{chat}/2/report"), &[("reason", "FRAUD"), ("note", &long)]).await;
    assert!(mistake.expect(422).text().contains(&long), "what was typed stays");
    for seq in [2, 3] {
        let note = format!("Asks for money {seq}");
        kwame
            .form(&format!("{chat}/{seq}/report"), &[("reason", "FRAUD"), ("note", &note)])
            .await
            .expect(303);
    }
    kwame.get("/messages/reports").await.expect(403);
    office.app.anonymous().get("/messages/reports").await.expect(401);
    let admin = office.app.admin();
    let page = admin.get("/messages/reports").await.expect(200).text();
    assert!(page.contains("Asks for money 2") && page.contains("Kwame") && page.contains("Amina"));
    assert!(page.contains("words &#60;1&#62;"), "with what stands around it");
    let reports = admin.get("/api/v1/messages/reports").await.expect(200).data();
    let one = |at: usize| format!("/messages/reports/{}", reports[at]["id"].as_str().expect("an id"));
    kwame.form(&one(0), &[("decision", "take-down")]).await.expect(403);
    admin.form(&one(0), &[("decision", "whatever")]).await.expect(404);
    let done = admin.form(&one(0), &[("decision", "take-down")]).await.expect(303);
    assert_eq!(done.header("location"), "/messages/reports");
    admin.form(&one(0), &[("decision", "leave")]).await.expect(303);
    admin.form(&one(1), &[("decision", "leave")]).await.expect(303);
    let seen = amina.get(&path).await.expect(200).data();
    assert_eq!(
        (&seen["messages"][1]["removed_by"], &seen["messages"][2]["text"]),
        (&json!("MODERATION"), &json!("words <3>"))
    );
    let left = admin.get("/messages/reports").await.expect(200).text();
    assert!(left.contains("Nothing to decide") && !left.contains("Asks for money"));
}

/// A live listing of somebody's business; its id.
fn list(office: &Office, client: &Client, title: &str) -> String {
    let mut card = web::samples::cards().remove(0);
    card.id = ListingId(uuid::Uuid::now_v7());
    card.business.id = client.business_id();
    card.title = title.to_owned();
    let id = card.id;
    office.listings.cards.lock().expect("nobody panics").insert(id, card);
    id.to_string()
}

#[tokio::test]
async fn a_listing_of_ones_own_is_sent_once_from_a_conversation() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let (own, his) = (list(&office, &amina, "Yellow maize"), list(&office, &kwame, "Roasted cocoa"));
    let chat = page_of(&path);
    let page = format!("{chat}/listing");
    let (stranger, nobody) = (office.ceo("Awa"), office.app.anonymous());
    stranger.get(&page).await.expect(404);
    stranger.form(&page, &[("client_id", "phone-0001"), ("listing_id", &own)]).await.expect(404);
    assert!(nobody.get(&page).await.expect(401).text().contains("/sign-in?next="), "a guest signs in first");
    nobody.form(&page, &[("client_id", "phone-0001"), ("listing_id", &own)]).await.expect(401);

    let form = amina.get(&chat).await.expect(200).text();
    assert!(form.contains(&format!("href=\"{page}\"")), "the place to write in leads there");
    let shown = amina.get(&page).await.expect(200).text();
    assert!(shown.contains("Yellow maize") && shown.contains("38,500") && !shown.contains("Roasted cocoa"));
    let key = shown.split("name=\"client_id\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let fields = [("client_id", key.expect("a key")), ("listing_id", own.as_str())];
    for _ in 0..2 {
        assert_eq!(amina.form(&page, &fields).await.expect(303).header("location"), format!("{chat}#end"));
    }
    let said = kwame.get(&path).await.expect(200).data()["messages"].clone();
    assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(
        (&said[0]["type"], &said[0]["detail"]["title"]),
        (&json!("LISTING_CARD"), &json!("Yellow maize"))
    );
    assert!(kwame.get(&chat).await.expect(200).text().contains(&format!("href=\"/listings/{own}\"")));

    // Somebody else's, none at all, and one that has ended; what was sent before it ended stays sent.
    let refused =
        amina.form(&page, &[("client_id", "phone-0002"), ("listing_id", &his)]).await.expect(422).text();
    assert!(refused.contains("Choose a listing of your own business."), "{refused}");
    amina.form(&page, &[("client_id", "phone-0002")]).await.expect(422);
    office.listings.cards.lock().expect("nobody panics").clear();
    let refused =
        amina.form(&page, &[("client_id", "phone-0002"), ("listing_id", &own)]).await.expect(422).text();
    assert!(refused.contains("This listing is not live any more.") && refused.contains("No live listings"));
    amina.form(&page, &fields).await.expect(303);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.messages").await, 1);
}

#[tokio::test]
async fn whoever_has_no_business_is_not_led_to_listings_of_their_own() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let offered = list(&office, &ceo, "Yellow maize");
    let customer = office.customer("Zola");
    customer.post("/api/v1/messages/inbox/adunni-grains", text("phone-0001", "Maize?")).await.expect(201);
    let chat = page_of(&office.only_conversation(&customer).await);
    let page = format!("{chat}/listing");
    let form = customer.get(&chat).await.expect(200).text();
    assert!(form.contains("data-write") && !form.contains(&page));
    assert!(customer.get(&page).await.expect(200).text().contains("No live listings"));
    customer.form(&page, &[("client_id", "phone-0002"), ("listing_id", &offered)]).await.expect(422);
    office.app.drain().await;
}
