//! Changing a listing in its form, by two people and over a bad line.

use kernel::TeamRole;
use serde_json::json;

use crate::pages::{NO_PHOTO, form, value_of};
use crate::support::Shop;

#[tokio::test]
async fn two_people_who_edit_one_listing_both_keep_their_words() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let colleague = shop.app.member_of(ceo.business_id(), TeamRole::Staff);
    let id = shop.post(&ceo, json!({})).await;
    let page = format!("/listings/{id}/edit");
    let version = value_of(&ceo.get(&page).await.expect(200).text(), "version");
    let theirs =
        form("save", &[("version", &version), ("title", "White maize, 50 kg bags"), ("place", "here")]);
    colleague.upload(&page, &theirs, NO_PHOTO).await.expect(303);

    let yours = form("save", &[("version", &version), ("price", "40,000"), ("place", "here")]);
    let both = ceo.upload(&page, &yours, NO_PHOTO).await.expect(409).text();
    assert!(both.contains("White maize, 50 kg bags") && both.contains("40,000"), "both are shown");
    let present = value_of(&both, "version");
    assert_ne!(present, version);

    let again = form("save", &[("version", &present), ("price", "40,000"), ("place", "here")]);
    ceo.upload(&page, &again, NO_PHOTO).await.expect(303);
    let listing = ceo.get(&format!("/api/v1/listings/{id}")).await.data();
    assert_eq!(listing["price"]["amount_minor"], json!(4_000_000));
    assert_eq!(listing["location"]["latitude"], json!(6.455), "the place that it had stays");
    shop.app.drain().await;
}

#[tokio::test]
async fn an_edit_whose_answer_was_lost_is_no_conflict() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let id = shop.post(&ceo, json!({})).await;
    let page = format!("/listings/{id}/edit");
    let html = ceo.get(&page).await.expect(200).text();
    assert!(
        html.contains("data-outbox=\"change\"") && html.contains(&format!("data-look=\"/listings/{id}\""))
    );
    let version = value_of(&html, "version");
    let edit = form("save", &[("version", &version), ("price", "40,000"), ("place", "here")]);
    for _ in 0..2 {
        ceo.upload(&page, &edit, NO_PHOTO).await.expect(303);
    }
    let before = ceo.get(&format!("/api/v1/listings/{id}")).await.data();
    assert_eq!((&before["version"], &before["price"]["amount_minor"]), (&json!(2), &json!(4_000_000)));

    // Other words with the old version are told, as a list that an outbox finds.
    let other = form("save", &[("version", &version), ("price", "41,000"), ("place", "here")]);
    let told = ceo.upload(&page, &other, NO_PHOTO).await.expect(409).text();
    let summary = told.split("id=\"error-summary\"").nth(1).and_then(|rest| rest.split("</ul>").next());
    let summary = summary.expect("a summary with a list");
    assert!(summary.contains("40000") && summary.contains("41,000"), "{summary}");
    shop.app.drain().await;
}
