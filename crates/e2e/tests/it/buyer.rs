//! Somebody who came to buy sells one day, with the same account, and an admin looks at what they post first.

use e2e::Site;
use reqwest::Method;
use serde_json::{Value, json};

async fn answer(site: &Site, token: &str, step: &str, answers: Value) {
    let path = "/api/v1/users/me/onboarding";
    let known: Value = site.send(Method::GET, path, Some(token), None).await.json().await.expect("JSON");
    let body = json!({"step": step, "answers": answers, "version": known["data"]["version"]});
    let reply = site.send(Method::PUT, path, Some(token), Some(&body)).await;
    let status = reply.status();
    assert!(status.is_success(), "{step}: {status} {}", reply.text().await.unwrap_or_default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_becomes_a_seller_with_the_same_account() {
    let site = Site::start_reviewing(40, 1).await;
    let token = site.token("amina").await;
    // A buyer first: keeps something of somebody else, and cannot post.
    let (_, feed) = site.get("/api/v1/listings?limit=1", Some(&token)).await;
    let kept = feed["data"][0]["id"].as_str().expect("a listing").to_owned();
    let save = format!("/api/v1/listings/{kept}/save");
    assert_eq!(site.send(Method::PUT, &save, Some(&token), Some(&json!({}))).await.status(), 204);
    let listing = json!({
        "type": "OFFER", "title": "Dried hibiscus, by the sack", "category": "spices-herbs", "duration_hours": 72,
        "description": "Deep red, of this year, in sacks of 25 kg, ready to be collected.", "city": "Lagos", "country": "NG"
    });
    let (status, _) = site.post("/api/v1/listings", Some(&token), &listing).await;
    assert_eq!(status, 403, "a buyer has nothing to post for");

    answer(&site, &token, "ROLE", json!({"role": "BUSINESS"})).await;
    answer(&site, &token, "LANGUAGE_COUNTRY", json!({"language": "en", "country": "NG"})).await;
    let basics =
        json!({"name": "Amina Hibiscus", "type": "TRADER", "description": "Dried flowers in sacks."});
    answer(&site, &token, "BUSINESS_BASICS", basics).await;
    answer(&site, &token, "CATEGORY_MARKET", json!({"categories": ["spices-herbs"]})).await;
    answer(&site, &token, "LOCATION", json!({"city": "Lagos", "address": "Mile 12 market"})).await;

    let (status, posted) = site.post("/api/v1/listings", Some(&token), &listing).await;
    assert_eq!((status, posted["data"]["status"].as_str()), (201, Some("PENDING_REVIEW")), "{posted}");
    let path = format!("/api/v1/listings/{}", posted["data"]["id"].as_str().expect("an id"));
    assert_eq!(site.get(&path, None).await.0, 404, "nobody sees it before an admin has");
    let admin = site.token("admin").await;
    let (_, queue) = site.get("/api/v1/listings/review", Some(&admin)).await;
    assert_eq!(queue["data"][0]["findings"], json!(["NEW_BUSINESS"]));
    let (status, _) = site.post(&format!("{path}/approve"), Some(&admin), &json!({})).await;
    assert_eq!(status, 200);
    let (status, seen) = site.get(&path, None).await;
    assert_eq!((status, seen["data"]["business"]["name"].as_str()), (200, Some("Amina Hibiscus")));
    // What was kept as a buyer is still there.
    let (_, saved) = site.get("/api/v1/listings/saved", Some(&token)).await;
    assert_eq!(saved["data"][0]["id"], json!(kept));
    let mut next = listing.clone();
    next["title"] = json!("Hibiscus, ground, by the kilo");
    next["description"] = json!("Milled on the day of the order, for drinks and sauces, from one kilo on.");
    let (_, posted) = site.post("/api/v1/listings", Some(&token), &next).await;
    assert_eq!(posted["data"]["status"], "ACTIVE", "after the first one they are known");
}
