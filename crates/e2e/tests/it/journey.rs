//! The main journey by API alone: signing up, a business, a listing, and somebody who finds it.

use std::time::Duration;

use e2e::Site;
use platform::messages::OutboxFolder;
use reqwest::Method;
use serde_json::{Value, json};

const SECRET: &str = "kasuwa-mai-kyau-77";

/// Registers, proves the address with the code that was sent, and signs in.
async fn sign_up(site: &Site, email: &str, name: &str) -> String {
    let register =
        json!({"email": email, "password": SECRET, "name": name, "country": "NG", "language": "en"});
    let (status, told) = site.post("/api/v1/auth/register", None, &register).await;
    assert!((200..300).contains(&status), "{told}");
    let code = code_sent_to(site, email).await;
    let verify = json!({"address": email, "code": code, "registration": told["data"]["registration"]});
    let (status, told) = site.post("/api/v1/auth/verify", None, &verify).await;
    assert!((200..300).contains(&status), "{told}");
    sign_in(site, email).await
}

async fn sign_in(site: &Site, email: &str) -> String {
    let (status, told) =
        site.post("/api/v1/auth/login", None, &json!({"email": email, "password": SECRET})).await;
    assert_eq!(status, 200, "{told}");
    told["data"]["access_token"].as_str().expect("a token").to_owned()
}

async fn code_sent_to(site: &Site, address: &str) -> String {
    for _ in 0..600 {
        let messages = OutboxFolder::newest(site.data_dir(), 20).expect("the outbox can be read");
        let sent = messages.iter().find(|kept| kept.message.to == address);
        let digits = sent.and_then(|kept| {
            kept.message
                .body
                .split(|c: char| !c.is_ascii_digit())
                .find(|word| word.len() == 6)
                .map(str::to_owned)
        });
        if let Some(code) = digits {
            return code;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no code was sent to {address}");
}

async fn found(site: &Site, path: &str, title: &str) -> Option<Value> {
    for _ in 0..600 {
        let (status, told) = site.get(path, None).await;
        assert_eq!(status, 200, "{told}");
        let items = told["data"].as_array().cloned().unwrap_or_default();
        if let Some(hit) = items.into_iter().find(|item| item.to_string().contains(title)) {
            return Some(hit);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_business_posts_an_offer_and_people_nearby_find_it() {
    let site = Site::start(60).await;
    let token = sign_up(&site, "adunni@example.test", "Adunni Balogun").await;
    let (status, told) = site.post("/api/v1/businesses", Some(&token), &json!({"name": "x"})).await;
    assert!(matches!(status, 403 | 422), "a consumer has no business to set up: {status} {told}");

    let answer = |step: &'static str, body: Value| {
        let (site, token) = (&site, token.clone());
        async move {
            let path = "/api/v1/users/me/onboarding";
            let known: Value =
                site.send(Method::GET, path, Some(&token), None).await.json().await.expect("JSON");
            let answer = json!({"step": step, "answers": body, "version": known["data"]["version"]});
            let reply = site.send(Method::PUT, path, Some(&token), Some(&answer)).await;
            let status = reply.status();
            assert!(status.is_success(), "{step}: {status} {}", reply.text().await.unwrap_or_default());
        }
    };
    answer("ROLE", json!({"role": "BUSINESS"})).await;
    answer("LANGUAGE_COUNTRY", json!({"language": "en", "country": "NG"})).await;
    answer(
        "BUSINESS_BASICS",
        json!({"name": "Adunni Grains Ikeja", "type": "TRADER", "description": "Maize and beans in bags."}),
    )
    .await;
    answer("CATEGORY_MARKET", json!({"categories": ["grains"]})).await;
    answer("LOCATION", json!({"city": "Lagos", "address": "12 Balogun Street"})).await;

    let title = "Yellow maize, cleaned, 50 kg bags";
    let listing = json!({
        "type": "OFFER", "title": title, "category": "grains", "duration_hours": 72,
        "description": "This year's harvest, dried to 13 percent, ready for collection in Ikeja.",
        "price": {"amount_minor": 3_850_000, "currency": "NGN"},
        "location": {"latitude": 6.6018, "longitude": 3.3515}, "city": "Lagos", "country": "NG"
    });
    let (status, created) = site.post("/api/v1/listings", Some(&token), &listing).await;
    assert_eq!(status, 201, "{created}");
    let id = created["data"]["id"].as_str().expect("an id").to_owned();

    // What was committed is there at once: no cache stands in the way of one's own change.
    let (_, feed) = site.get("/api/v1/listings?country=NG&limit=5", None).await;
    assert!(feed.to_string().contains(&id), "the newest of the feed");
    let nearby = found(&site, "/api/v1/listings/nearby?lat=6.455&lng=3.3841&radius_km=25", title).await;
    let metres = nearby.expect("it is nearby")["distance_m"].as_f64().expect("a distance");
    assert!((15_000.0..18_000.0).contains(&metres), "Ikeja is 16.7 km from Lagos Island: {metres}");
    assert!(found(&site, "/api/v1/search?q=yellow+maize", &id).await.is_some(), "searching finds it");

    let reply = site.send(Method::DELETE, &format!("/api/v1/listings/{id}"), Some(&token), None).await;
    assert!(reply.status().is_success() || reply.status() == 428, "{}", reply.status());
}
