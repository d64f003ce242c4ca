//! What forms do with mistakes, with codes and with pictures.

use chrono::TimeDelta;
use kernel::{Clock, UserId};
use testkit::{Client, Reply};

use super::world::{PASSWORD, World};

const EMAIL: &str = "amina@example.com";

/// The value of a hidden field.
fn hidden(html: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = html.split(&start).nth(1).unwrap_or_else(|| panic!("no hidden {name}"));
    rest.split('"').next().unwrap_or("").to_owned()
}

async fn sign_up(client: &Client, email: &str) -> Reply {
    let key = hidden(&client.get("/sign-up").await.expect(200).text(), "key");
    let fields = [
        ("key", key.as_str()),
        ("next", "/listings/7"),
        ("name", "Amina Diallo"),
        ("country", "NG"),
        ("address", email),
        ("password", PASSWORD),
    ];
    client.form("/sign-up", &fields).await
}

async fn follow(client: &Client, path: &str, fields: &[(&str, &str)], to: &str) {
    let reply = client.form(path, fields).await.expect(303);
    assert_eq!(reply.header("location"), to, "after {path}");
}

async fn answer_up_to_location(client: &Client) {
    for (step, fields) in [
        ("role", vec![("role", "BUSINESS")]),
        ("language-country", vec![("language", "en"), ("country", "NG")]),
        ("business-basics", vec![("name", "Adunni Grains"), ("type", "TRADER")]),
        ("category-market", vec![("categories", "grains"), ("market", "")]),
    ] {
        client.form(&format!("/onboarding/{step}"), &fields).await.expect(303);
    }
}

/// A browser in which somebody has just set up a business in Lagos.
async fn seller(world: &World, email: &str) -> Client {
    let client = world.app.anonymous();
    sign_up(&client, email).await.expect(303);
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    follow(&client, "/verify", &[("code", &world.code(email))], "/onboarding").await;
    answer_up_to_location(&client).await;
    follow(&client, "/onboarding/location", &[("city", "Lagos")], "/onboarding/done").await;
    client
}

#[tokio::test]
async fn one_goes_on_where_one_was_before_signing_up() {
    let world = World::start().await;
    let client = seller(&world, EMAIL).await;
    let done = client.get("/onboarding/done").await.expect(200).text();
    assert!(done.contains("href=\"/b/adunni-grains\"") && done.contains("href=\"/listings/7\""), "{done}");
    assert_eq!(client.get("/onboarding/location").await.expect(303).header("location"), "/onboarding/done");
    world.end().await;
}

#[tokio::test]
async fn the_last_answer_sent_again_sets_up_nothing_more() {
    let world = World::start().await;
    let client = seller(&world, EMAIL).await;
    follow(&client, "/onboarding/location", &[("city", "Lagos")], "/onboarding").await;
    client.form("/onboarding/location", &[("city", "Ibadan")]).await.expect(409);
    let business = client.get("/api/v1/businesses/adunni-grains").await.expect(200).data();
    assert_eq!(business["city"], "Lagos");
    assert_eq!(world.count("SELECT count(*) FROM accounts.businesses").await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_sign_up_whose_answer_was_lost_still_lets_in() {
    let world = World::start().await;
    let key = hidden(&world.app.anonymous().get("/sign-up").await.text(), "key");
    let fields = [
        ("key", key.as_str()),
        ("name", "Amina"),
        ("country", "NG"),
        ("address", EMAIL),
        ("password", PASSWORD),
    ];
    follow(&world.app.anonymous(), "/sign-up", &fields, "/verify").await;
    // Without the cookies of the first answer.
    let again = world.app.anonymous();
    follow(&again, "/sign-up", &fields, "/verify").await;
    world.app.drain().await;
    assert_eq!(world.count("SELECT count(*) FROM accounts.codes").await, 1);
    follow(&again, "/verify", &[("code", &world.code(EMAIL))], "/onboarding").await;
    again.get("/account").await.expect(200);
    world.end().await;
}

#[tokio::test]
async fn a_sign_up_that_is_corrected_goes_to_the_address_that_is_typed_now() {
    let world = World::start().await;
    let key = hidden(&world.app.anonymous().get("/sign-up").await.text(), "key");
    let fields = |address: &'static str, password: &'static str| {
        [
            ("key", key.clone()),
            ("name", "Amina".to_owned()),
            ("country", "NG".to_owned()),
            ("address", address.to_owned()),
            ("password", password.to_owned()),
        ]
    };
    let send = async |client: &Client, address: &'static str, password: &'static str| {
        let fields = fields(address, password);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        follow(client, "/sign-up", &fields, "/verify").await;
        world.app.clock.advance(TimeDelta::milliseconds(1));
        world.app.drain().await;
    };
    let client = world.app.anonymous();
    send(&client, "amian@example.com", PASSWORD).await;
    // Back, the two letters put right, and sent again with the key of the first form.
    send(&client, EMAIL, PASSWORD).await;
    send(&client, EMAIL, PASSWORD).await;
    assert_eq!(world.messages(EMAIL).len(), 1, "one code, however often the same form comes");
    // A password that is thought better of is the one that holds.
    send(&client, EMAIL, "rain under yam basket").await;
    follow(&client, "/verify", &[("code", &world.code(EMAIL))], "/onboarding").await;
    assert!(client.get("/account").await.expect(200).text().contains(EMAIL));
    world.sign_in(EMAIL, "rain under yam basket").await;
    world.end().await;
}

#[tokio::test]
async fn a_further_address_that_is_corrected_gets_its_code() {
    let world = World::start().await;
    let client = seller(&world, EMAIL).await;
    let key = hidden(&client.get("/account/contacts").await.expect(200).text(), "key");
    for phone in ["+2348031234567", "+2348031234568", "+2348031234568"] {
        let fields = [("key", key.as_str()), ("phone", phone)];
        follow(&client, "/account/contacts", &fields, "/account/contacts/code").await;
        world.app.drain().await;
    }
    assert_eq!(world.messages("+2348031234568").len(), 1);
    let code = world.code("+2348031234568");
    follow(&client, "/account/contacts/code", &[("code", &code)], "/account/contacts").await;
    assert!(client.get("/account/contacts").await.text().contains("+2348031234568"));
    world.end().await;
}

#[tokio::test]
async fn wrong_codes_are_counted_down_and_another_one_takes_a_minute() {
    let world = World::start().await;
    let client = world.app.anonymous();
    sign_up(&client, EMAIL).await.expect(303);
    world.app.drain().await;
    let right = world.code(EMAIL);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for left in ["4 tries are left", "3 tries", "2 tries", "One try is left", "That was the last try"] {
        let reply = client.form("/verify", &[("code", wrong)]).await.expect(422).text();
        assert!(reply.contains(left), "{left}: {reply}");
    }
    client.form("/verify", &[("code", &right)]).await.expect(422);
    follow(&client, "/verify/resend", &[], "/verify").await;
    assert!(client.get("/verify").await.text().contains("still on its way"));
    world.app.clock.advance(TimeDelta::seconds(61));
    follow(&client, "/verify/resend", &[], "/verify").await;
    world.app.drain().await;
    let newer = world.code(EMAIL);
    assert_ne!(newer, right);
    follow(&client, "/verify", &[("code", &newer)], "/onboarding").await;
    world.end().await;
}

#[tokio::test]
async fn pages_for_known_and_unknown_addresses_are_alike() {
    let world = World::start().await;
    seller(&world, EMAIL).await;
    let shown = |html: String| {
        let main =
            html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or("").to_owned();
        main.replace("n•••@example.com", "a•••@example.com").replace("nobody@example.com", EMAIL)
    };
    let mut pages = Vec::new();
    for email in [EMAIL, "nobody@example.com"] {
        let client = world.app.anonymous();
        sign_up(&client, email).await.expect(303);
        let verify = client.get("/verify").await.expect(200).text();
        let wrong = client.form("/verify", &[("code", "12")]).await.expect(422).text();
        follow(&client, "/password/forgot", &[("address", email)], "/password/reset").await;
        let reset = client.get("/password/reset").await.expect(200).text();
        let fields = [("code", "12"), ("password", "new mortar old pestle")];
        let wrong_reset = client.form("/password/reset", &fields).await.expect(422).text();
        pages.push([verify, wrong, reset, wrong_reset].map(shown));
    }
    assert_eq!(pages[0], pages[1]);
    world.app.drain().await;
    world.end().await;
}

#[tokio::test]
async fn an_unproved_seller_types_the_code_and_goes_on() {
    let world = World::start().await;
    sign_up(&world.app.anonymous(), EMAIL).await.expect(303);
    world.app.drain().await;
    let client = world.app.anonymous();
    follow(&client, "/sign-in", &[("address", EMAIL), ("password", PASSWORD)], "/").await;
    assert!(client.get("/account").await.expect(200).text().contains("href=\"/verify\""));
    answer_up_to_location(&client).await;
    follow(&client, "/onboarding/location", &[("city", "Lagos")], "/verify").await;
    // It is said to be saved, not done, also by what the outbox says of it.
    let saved = "Saved. Your business appears as soon as your address is confirmed";
    assert!(client.get("/verify").await.expect(200).text().contains(saved));
    let page = client.get("/onboarding/location").await.expect(200).text();
    assert!(page.contains("value=\"Lagos\"") && page.contains(&format!("data-sent=\"{saved}.\"")), "{page}");
    assert!(page.contains(&format!("<p>{saved}.</p>")), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM accounts.businesses").await, 0);
    follow(&client, "/verify", &[("code", &world.code(EMAIL))], "/onboarding").await;
    assert_eq!(client.get("/onboarding").await.expect(303).header("location"), "/onboarding/done");
    assert!(client.get("/onboarding/done").await.expect(200).text().contains("href=\"/b/adunni-grains\""));
    world.end().await;
}

#[tokio::test]
async fn a_seller_whose_address_is_proved_is_promised_nothing_for_later() {
    let world = World::start().await;
    let client = world.app.anonymous();
    sign_up(&client, EMAIL).await.expect(303);
    world.app.drain().await;
    follow(&client, "/verify", &[("code", &world.code(EMAIL))], "/onboarding").await;
    answer_up_to_location(&client).await;
    let page = client.get("/onboarding/location").await.expect(200).text();
    assert!(!page.contains("data-sent") && !page.contains("Saved. Your business"), "{page}");
    world.end().await;
}

#[tokio::test]
async fn opening_hours_and_place_come_back_as_they_were_typed() {
    let world = World::start().await;
    let client = seller(&world, EMAIL).await;
    let version = hidden(&client.get("/business/edit").await.expect(200).text(), "version");
    let fields = |closes, phone| {
        [
            ("version", version.as_str()),
            ("name", "Adunni Grains"),
            ("type", "TRADER"),
            ("categories", "fruit"),
            ("country", "NG"),
            ("city", "Kano"),
            ("kept_city", "Lagos"),
            ("kept_lat", "6.45"),
            ("kept_lng", "3.38"),
            ("opens_MON", "9"),
            ("closes_MON", closes),
            ("phone", phone),
        ]
    };
    let wrong = client.form("/business/edit", &fields("noon", "12")).await.expect(422).text();
    assert!(wrong.contains("id=\"opening_hours-err\"") && wrong.contains("id=\"phone-err\""), "{wrong}");
    assert!(
        wrong.contains("value=\"09:00\"")
            && wrong.contains("value=\"noon\"")
            && wrong.contains("value=\"Kano\"")
    );
    follow(&client, "/business/edit", &fields("18h30", "0803 123 4567"), "/b/adunni-grains").await;
    let page = world.app.anonymous().get("/b/adunni-grains").await.expect(200);
    assert!(page.header("cache-control").starts_with("public"), "{}", page.header("cache-control"));
    let page = page.text();
    assert!(page.contains("09:00–18:30") && page.contains("href=\"tel:+2348031234567\""), "{page}");
    assert!(
        page.contains("href=\"/c/fruit\"") && !page.contains("/business/edit"),
        "a stranger cannot change it"
    );
    let kano = "SELECT count(*) FROM accounts.businesses WHERE latitude BETWEEN 11 AND 13";
    assert_eq!(world.count(kano).await, 1, "the position follows the town");
    world.end().await;
}

#[tokio::test]
async fn a_logo_travels_with_the_form_and_can_be_taken_off() {
    let world = World::start().await;
    let client = seller(&world, EMAIL).await;
    let page = client.get("/business/edit").await.text();
    let fields = |version: &str, media: &str, removed: &str| {
        let pairs = [
            ("version", version),
            ("name", "Adunni Grains"),
            ("type", "TRADER"),
            ("categories", "grains"),
            ("country", "NG"),
            ("media_ids", media),
            ("remove_media", removed),
        ];
        pairs.map(|(name, value)| (name, value.to_owned()))
    };
    let sent = fields(&hidden(&page, "version"), "", "");
    let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.upload("/business/edit", &sent, ("photos", "logo.png", b"any bytes")).await.expect(303);
    assert!(world.app.anonymous().get("/b/adunni-grains").await.text().contains("property=\"og:image\""));

    let page = client.get("/business/edit").await.text();
    let id = hidden(&page, "media_ids");
    let sent = fields(&hidden(&page, "version"), &id, &id);
    let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.form("/business/edit", &sent).await.expect(303);
    assert!(!client.get("/business/edit").await.text().contains("name=\"media_ids\""));

    // Somebody else's picture is refused beside the field.
    let foreign = world.media.add(UserId::new(world.app.clock.now())).to_string();
    let page = client.get("/business/edit").await.text();
    let sent = fields(&hidden(&page, "version"), &foreign, "");
    let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(client.form("/business/edit", &sent).await.expect(422).text().contains("id=\"photos-err\""));
    world.end().await;
}
