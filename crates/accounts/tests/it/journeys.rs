//! The pages as somebody walks through them, without a script.

use chrono::TimeDelta;
use serde_json::json;
use testkit::{Client, Reply};

use crate::world::{PASSWORD, World};

/// Where a page sends the browser.
#[track_caller]
fn goes_to(reply: &Reply, path: &str) {
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, path), "{}", reply.text());
}

async fn sign_in(browser: &Client, email: &str, next: &str) -> Reply {
    browser.form("/sign-in", &[("address", email), ("password", PASSWORD), ("next", next)]).await
}

#[tokio::test]
async fn from_sign_up_to_a_business_and_out_again() {
    let world = World::start().await;
    let browser = world.app.anonymous();
    let listing_wanted = browser.get("/sign-up?next=%2Flistings%2Fnew").await.expect(200).text();
    assert!(listing_wanted.contains("/listings/new"));

    // A mistake keeps what was typed, but never the password.
    let typed = [
        ("key", "sign-up-key-1"),
        ("name", "Amina Diallo"),
        ("country", "NG"),
        ("address", "0803 12"),
        ("password", "a fine secret"),
    ];
    let page = browser.form("/sign-up", &typed).await.expect(422).text();
    assert!(page.contains("Amina Diallo") && page.contains("0803 12") && !page.contains("a fine secret"));

    let typed = [
        ("key", "sign-up-key-2"),
        ("name", "Amina Diallo"),
        ("country", "NG"),
        ("address", "0803 123 4567"),
        ("password", PASSWORD),
    ];
    goes_to(&browser.form("/sign-up", &typed).await, "/verify");
    // The answer was lost and the form is sent again: still one sign-up.
    goes_to(&browser.form("/sign-up", &typed).await, "/verify");
    world.app.drain().await;
    assert_eq!(world.messages("+2348031234567").len(), 1);

    let page = browser.get("/verify").await.expect(200).text();
    assert!(page.contains("+234•••4567") && page.contains("one-time-code"));
    browser.form("/verify", &[("code", "12")]).await.expect(422);
    let code = world.code("+2348031234567");
    let inside = browser.form("/verify", &[("code", &code)]).await;
    goes_to(&inside, "/onboarding");
    let cookie = inside
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|line| line.starts_with("pushnchat_session="))
        .expect("a session cookie")
        .to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");

    // What another app had shared waits for the end of the set-up.
    let shared = "%2Flistings%2Fnew%3Ftitle%3DRed%2Bmaize";
    goes_to(&browser.get(&format!("/onboarding?next={shared}")).await, "/onboarding/role");
    goes_to(&browser.get("/onboarding/location").await, "/onboarding/role");
    browser.form("/onboarding/role", &[]).await.expect(422);
    goes_to(&browser.form("/onboarding/role", &[("role", "BUSINESS")]).await, "/onboarding/language-country");
    let answers = [("language", "fr"), ("country", "SN")];
    goes_to(&browser.form("/onboarding/language-country", &answers).await, "/onboarding/business-basics");
    let page = browser.get("/onboarding/business-basics").await.expect(200).text();
    assert!(page.contains("lang=\"fr\""), "the chosen language holds at once");
    let answers = [("name", "Téranga <Tissus>"), ("type", "TRADER"), ("description", "Wax et bazin")];
    goes_to(&browser.form("/onboarding/business-basics", &answers).await, "/onboarding/category-market");
    let answers = [("categories", "grains"), ("categories", "fruit"), ("market", "afcfta")];
    goes_to(&browser.form("/onboarding/category-market", &answers).await, "/onboarding/location");
    let answers = [("city", "Dakar"), ("address", "Marché Sandaga")];
    goes_to(&browser.form("/onboarding/location", &answers).await, "/onboarding/done");
    let done = browser.get("/onboarding/done").await.expect(200).text();
    assert!(done.contains("href=\"/listings/new?title=Red+maize\""), "{done}");

    // Sent again, it was taken; another answer from another phone is not, and that is said.
    goes_to(&browser.form("/onboarding/location", &answers).await, "/onboarding");
    let late = [("city", "Thiès"), ("address", "")];
    let told = browser.form("/onboarding/location", &late).await.expect(409).text();
    assert!(told.contains("pas été retenu"), "{told}");

    let shop = browser.get("/b/teranga-tissus").await.expect(200).text();
    assert!(shop.contains("Téranga &#60;Tissus&#62;") && !shop.contains("<Tissus>"), "names are escaped");
    assert!(shop.contains("Wax et bazin") && shop.contains("og:title"));
    let guest = world.app.anonymous();
    guest.get("/b/teranga-tissus").await.expect(200);
    guest.get("/b/no-such-business").await.expect(404);
    guest.get("/business/edit").await.expect(401);
    browser.get("/business/edit").await.expect(200);
    assert!(browser.get("/account").await.expect(200).text().contains("Amina Diallo"));

    goes_to(&browser.form("/sign-out", &[]).await, "/");
    browser.get("/account").await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn signing_in_leads_back_to_this_site_only() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    for (next, expected) in [
        ("/listings/new?type=OFFER", "/listings/new?type=OFFER"),
        ("//evil.example/x", "/onboarding"),
        ("https://evil.example", "/onboarding"),
        ("/\\evil.example", "/onboarding"),
        ("/sign-out", "/onboarding"),
    ] {
        let browser = world.app.anonymous();
        let reply = sign_in(&browser, "amina@example.com", next).await;
        // Whoever has not finished the first set-up is led there unless they came for something.
        let location = reply.header("location").to_owned();
        assert_eq!(reply.status, 303, "{next}");
        assert!(
            location == expected || (expected == "/onboarding" && location == "/"),
            "{next} leads to {location}"
        );
    }
}

#[tokio::test]
async fn a_wrong_sign_in_tells_nothing_and_keeps_the_address() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let mut pages = Vec::new();
    for email in ["amina@example.com", "aisha@example.com"] {
        let browser = world.app.anonymous();
        let form = [("address", email), ("password", "not the password")];
        let page = browser.form("/sign-in", &form).await.expect(422).text();
        assert!(page.contains(email) && !page.contains("not the password"));
        pages.push(page.replace(email, ""));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_pages() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let browser = world.app.anonymous();
    goes_to(&browser.form("/password/forgot", &[("address", "amina@example.com")]).await, "/password/reset");
    let stranger = world.app.anonymous();
    goes_to(
        &stranger.form("/password/forgot", &[("address", "nobody@example.com")]).await,
        "/password/reset",
    );
    world.app.clock.advance(TimeDelta::seconds(1));
    world.app.drain().await;
    assert!(world.messages("nobody@example.com").is_empty());
    let code = world.code("amina@example.com");
    browser
        .form("/password/reset", &[("code", "000000"), ("password", "rain under yam basket")])
        .await
        .expect(422);
    let done =
        browser.form("/password/reset", &[("code", &code), ("password", "rain under yam basket")]).await;
    goes_to(&done, "/sign-in");
    world.sign_in("amina@example.com", "rain under yam basket").await;
    world.end().await;
}

#[tokio::test]
async fn an_account_is_looked_after_by_pages() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let browser =
        world.app.anonymous().with_header("user-agent", "Mozilla/5.0 (Linux; Android 11) Chrome/120.0");
    sign_in(&browser, "amina@example.com", "").await;
    let page = browser.get("/account").await.expect(200).text();
    assert!(page.contains("Chrome on Android") && page.contains("Amina Diallo"));

    let version = person.me().await["version"].to_string();
    let form = [("version", version.as_str()), ("display_name", "x"), ("country", "NG")];
    browser.form("/account", &form).await.expect(422);
    let form = [("version", version.as_str()), ("display_name", "Amina D."), ("country", "NG")];
    assert_eq!(browser.form("/account", &form).await.status, 303);
    assert_eq!(person.me().await["display_name"], "Amina D.");
    browser.form("/account", &form).await.expect(409);

    let version = person.me().await["version"].to_string();
    let form = [
        ("version", version.as_str()),
        ("language", "ar"),
        ("data_saver", "true"),
        ("currency", ""),
        ("time_zone", ""),
    ];
    assert_eq!(browser.form("/account/preferences", &form).await.status, 303);
    let page = browser.get("/account").await.expect(200).text();
    assert!(page.contains("dir=\"rtl\""), "the page follows the preference at once");

    let path = format!("/account/sessions/{}", person.session_id());
    assert_eq!(browser.form(&path, &[]).await.status, 303);
    person.client.get("/api/v1/users/me").await.expect(401);
    // Another site cannot do it.
    let elsewhere = browser.clone().with_header("sec-fetch-site", "cross-site");
    let raw = elsewhere
        .raw(
            axum::http::Method::POST,
            "/account/sign-out-everywhere",
            "application/x-www-form-urlencoded",
            "",
        )
        .await;
    assert_eq!(raw.status, 403);

    let page = browser.get("/account/delete").await.expect(200).text();
    let version = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a version");
    browser.form("/account/delete", &[("version", version)]).await.expect(422);
    let reply = browser.form("/account/delete", &[("version", version), ("sure", "true")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    browser.get("/account").await.expect(401);
    assert_eq!(world.count("SELECT count(*) FROM accounts.users WHERE status = 'DELETED'").await, 1);
    world.end().await;
}

/// What a browser is told to keep of the data saver: nothing, that it is on, or to forget it.
fn data_saver(reply: &Reply) -> Option<String> {
    let mut lines = reply.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let line = lines.find_map(|line| line.strip_prefix("data_saver="))?;
    Some(line.split(';').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_phone_that_saves_data_goes_on_saving_when_somebody_signs_in() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let browser = world.app.anonymous();
    let entered = sign_in(&browser, "amina@example.com", "").await.expect(303);
    assert_eq!(data_saver(&entered), None, "an account that says nothing leaves the phone as it is");
    let version = person.me().await["version"].to_string();
    let form = [("version", version.as_str()), ("display_name", "Amina D."), ("country", "NG")];
    assert_eq!(data_saver(&browser.form("/account", &form).await.expect(303)), None);

    for (ticked, told) in [("true", Some("1")), ("false", Some("")), ("false", None)] {
        let version = person.me().await["version"].to_string();
        let form = [("version", version.as_str()), ("language", "en"), ("data_saver", ticked)];
        let saved = browser.form("/account/preferences", &form).await.expect(303);
        assert_eq!(data_saver(&saved).as_deref(), told, "{ticked}");
        let again = sign_in(&world.app.anonymous(), "amina@example.com", "").await.expect(303);
        assert_eq!(data_saver(&again).as_deref(), told.filter(|told| *told == "1"), "at the next sign-in");
    }
    world.end().await;
}

#[tokio::test]
async fn two_who_edit_one_business_do_not_overwrite_each_other() {
    let world = World::start().await;
    world.seller("amina@example.com", "Adunni Grains").await;
    let browser = world.app.anonymous();
    sign_in(&browser, "amina@example.com", "").await;
    let form = |name: &'static str, version: &'static str| {
        [
            ("name", name),
            ("version", version),
            ("type", "TRADER"),
            ("categories", "grains"),
            ("country", "NG"),
            ("city", "Lagos"),
        ]
    };
    let saved = browser.form("/business/edit", &form("Adunni Grains & Sons", "1")).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page =
        browser.form("/business/edit", &form("Adunni Grains & Daughters", "1")).await.expect(409).text();
    // As a list, which an outbox that hears the answer finds.
    let list = page.split("id=\"error-summary\"").nth(1).and_then(|rest| rest.split("</ul>").next());
    let list = list.expect("a summary with a list");
    assert!(list.contains("Daughters") && list.contains("Sons"), "both are shown: {list}");
    let now = browser.get("/api/v1/businesses/adunni-grains").await.expect(200).data();
    assert_eq!((&now["name"], &now["version"]), (&json!("Adunni Grains & Sons"), &json!(2)));
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_no_conflict() {
    let world = World::start().await;
    world.seller("amina@example.com", "Adunni Grains").await;
    let browser = world.app.anonymous();
    sign_in(&browser, "amina@example.com", "").await;
    let page = browser.get("/business/edit").await.expect(200).text();
    assert!(page.contains("data-outbox=\"change\""), "it waits where there is no network");
    let form = [
        ("name", "Adunni Grains & Sons"),
        ("version", "1"),
        ("type", "TRADER"),
        ("categories", "grains"),
        ("country", "NG"),
        ("city", "Lagos"),
        ("phone", "0803 123 4567"),
    ];
    for _ in 0..2 {
        let saved = browser.form("/business/edit", &form).await.expect(303);
        assert_eq!(saved.header("location"), "/b/adunni-grains");
    }
    let now = browser.get("/api/v1/businesses/adunni-grains").await.expect(200).data();
    assert_eq!((&now["phone"], &now["version"]), (&json!("+2348031234567"), &json!(2)));
    world.end().await;
}

#[tokio::test]
async fn only_admins_find_what_they_decide_on_in_their_account() {
    let world = World::start().await;
    let admin = world.admin().await.client.get("/account").await.expect(200).text();
    let user = world.user("amina@example.com").await.client.get("/account").await.expect(200).text();
    for path in ["/review", "/review/businesses", "/messages/reports", "/admin/dead-letters"] {
        let link = format!("href=\"{path}\"");
        assert!(admin.contains(&link) && !user.contains(&link), "{path}");
    }
    assert!(admin.contains("Reported messages"));
    world.end().await;
}
