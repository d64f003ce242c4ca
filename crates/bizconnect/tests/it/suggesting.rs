use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::accounts::{AccountEvent, BusinessStanding};
use contracts::listings::{ListingEvent, ListingSnapshot, ListingType};
use futures_util::future::join_all;
use kernel::{BusinessId, BusinessType, Language, PlanLevel, UserId, Verification};
use serde_json::{Value, json};
use testkit::Client;
use uuid::Uuid;

use crate::support::{Fair, Trader, bring};

const PATH: &str = "/api/v1/connections/suggestions";

async fn suggested(client: &Client) -> Vec<Value> {
    client.get(&format!("{PATH}?limit=100")).await.expect(200).data().as_array().cloned().unwrap_or_default()
}

fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["business"]["id"].as_str().expect("an id").to_owned()).collect()
}

fn codes(items: &[Value], id: BusinessId) -> Vec<String> {
    let item = items.iter().find(|item| item["business"]["id"] == json!(id)).expect("it is suggested");
    let reasons = item["reasons"].as_array().expect("a list");
    reasons.iter().map(|reason| reason["code"].as_str().expect("a word").to_owned()).collect()
}

#[tokio::test]
async fn a_business_on_its_first_day_is_told_of_partners_and_why() {
    let fair = Fair::open().await;
    let mill = fair.business(&Trader::in_lagos(&["processed-food"])).await;
    let twin = fair.business(&Trader::in_lagos(&["grains"]).at("GH", (5.6, -0.19))).await;
    let inputs = Trader { verification: Verification::Trusted, ..Trader::in_lagos(&["farm-inputs"]) };
    let inputs = fair.business(&inputs.at("KE", (-1.29, 36.82))).await;
    let tailor = fair.business(&Trader::in_lagos(&["tailoring"])).await;
    let own = Trader { kind: BusinessType::Producer, ..Trader::in_lagos(&["grains"]) };
    let own = fair.business(&own).await;
    let found = suggested(&fair.ceo_of(own, PlanLevel::Premium)).await;
    assert_eq!(ids(&found)[0], mill.to_string());
    assert_eq!(codes(&found, mill), ["BUYS_FROM_YOU", "NEAR"]);
    assert_eq!(found[0]["reasons"][0]["text"], "Buys from trades like yours: Processed food & drinks");
    assert!(codes(&found, twin).starts_with(&["SAME_TRADE".to_owned()]));
    assert_eq!(codes(&found, inputs), ["SUPPLIES_YOU", "SHARED_LANGUAGE", "TRUSTED"]);
    // A trade that has nothing to do with ours is not even looked at.
    assert!(!ids(&found).contains(&tailor.to_string()) && !ids(&found).contains(&own.to_string()));
}

#[tokio::test]
async fn a_trade_that_goes_with_ours_is_suggested_as_such() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["solar-panels"])).await;
    let batteries = fair.business(&Trader::in_lagos(&["batteries-inverters"])).await;
    let found = suggested(&fair.ceo_of(own, PlanLevel::Premium)).await;
    assert_eq!(codes(&found, batteries)[0], "GOES_WITH_YOURS");
    assert_eq!(found[0]["reasons"][0]["category"], "batteries-inverters");
}

#[tokio::test]
async fn an_open_offer_meets_an_open_request_until_it_ends() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["processed-food"])).await;
    let far = Trader::in_lagos(&["fabrics"]).at("TZ", (-6.8, 39.28));
    let seller = fair.business(&far).await;
    let ceo = fair.ceo_of(own, PlanLevel::Premium);
    assert!(suggested(&ceo).await.is_empty());
    fair.listing(own, ListingType::Request, "fabrics", "NG").await;
    let offer = fair.listing(seller, ListingType::Offer, "fabrics", "TZ").await;
    let ask_again = async || {
        // What was ranked is kept for some minutes; another day begins anew.
        fair.app.advance(TimeDelta::days(1));
        suggested(&ceo).await
    };
    let found = ask_again().await;
    assert_eq!(codes(&found, seller)[0], "OFFERS_WHAT_YOU_WANT");
    let over = ListingSnapshot { status: "WITHDRAWN".to_owned(), version: 2, ..offer.clone() };
    fair.tell(&ListingEvent::Withdrawn(Box::new(over))).await;
    // A late event of before changes nothing.
    fair.tell(&ListingEvent::Created(Box::new(offer))).await;
    assert!(ask_again().await.is_empty());
    // Nor does an end that no event has told of yet.
    fair.listing(seller, ListingType::Offer, "fabrics", "TZ").await;
    fair.listing(own, ListingType::Request, "fabrics", "NG").await;
    assert_eq!(ask_again().await.len(), 1);
    fair.app.advance(TimeDelta::days(3));
    assert!(suggested(&ceo).await.is_empty());
}

#[tokio::test]
async fn connected_asked_declined_blocked_dismissed_and_suspended_ones_are_left_out() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let mut others = Vec::new();
    for _ in 0..7 {
        others.push(fair.business(&Trader::in_lagos(&["farm-inputs"])).await);
    }
    let ceo = fair.ceo_of(own, PlanLevel::Premium);
    assert_eq!(suggested(&ceo).await.len(), 7);
    let [connected, asked, declined, blocked, dismissed, suspended, left] = others[..] else {
        panic!("seven")
    };
    let with = async |other: BusinessId, to: &str| {
        let theirs = fair.ceo_of(other, PlanLevel::Free);
        let id = fair.asked(&theirs, &ceo).await;
        if !to.is_empty() {
            bring(&ceo, &id, to).await.expect(200);
        }
    };
    with(connected, "ACCEPTED").await;
    with(asked, "").await;
    with(declined, "DECLINED").await;
    with(blocked, "BLOCKED").await;
    ceo.put(&format!("{PATH}/{dismissed}/dismissal"), json!({})).await.expect(204);
    fair.people.deserted.lock().expect("nobody else holds it").insert(suspended);
    assert_eq!(ids(&suggested(&ceo).await), [left.to_string()]);
    fair.tell(&AccountEvent::BusinessDeleted { business_id: left }).await;
    fair.app.advance(TimeDelta::days(1));
    assert!(suggested(&ceo).await.is_empty());
    ceo.delete(&format!("{PATH}/{dismissed}/dismissal")).await.expect(204);
    assert_eq!(ids(&suggested(&ceo).await), [dismissed.to_string()]);
    // They leave it out as well.
    let theirs = suggested(&fair.ceo_of(blocked, PlanLevel::Premium)).await;
    assert!(!ids(&theirs).contains(&own.to_string()));
}

#[tokio::test]
async fn the_list_keeps_through_the_day_and_changes_from_day_to_day() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    for _ in 0..12 {
        fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    }
    let ceo = fair.ceo_of(own, PlanLevel::Premium);
    let first = ids(&suggested(&ceo).await);
    fair.app.advance(TimeDelta::hours(1));
    assert_eq!(ids(&suggested(&ceo).await), first);
    let mut pages = Vec::new();
    let mut next = Some(format!("{PATH}?limit=5"));
    while let Some(path) = next {
        let reply = ceo.get(&path).await.expect(200);
        pages.extend(ids(reply.data().as_array().expect("a list")));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(pages, first);
    fair.app.advance(TimeDelta::days(1));
    assert_ne!(ids(&suggested(&ceo).await), first);
}

#[tokio::test]
async fn each_business_seen_counts_once_a_day() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    for _ in 0..34 {
        fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    }
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    let first = ceo.get(&format!("{PATH}?limit=20")).await.expect(200);
    assert_eq!(first.json()["meta"]["quota"]["left"], 10);
    for _ in 0..3 {
        let again = ceo.get(&format!("{PATH}?limit=20")).await.expect(200);
        assert_eq!(again.json()["meta"]["quota"]["left"], 10);
    }
    let next = first.json()["links"]["next"].as_str().expect("more").to_owned();
    let second = ceo.get(&next).await.expect(200);
    assert_eq!(second.data().as_array().map(Vec::len), Some(10));
    let over = second.json()["links"]["next"].as_str().expect("more").to_owned();
    let refused = ceo.get(&over).await.expect(403);
    assert_eq!(
        (refused.errors()[0].0.as_str(), &refused.json()["meta"]["current"]["what"]),
        ("QUOTA_EXCEEDED", &json!("SUGGESTION"))
    );
    // What was seen today may be seen again.
    assert_eq!(
        ceo.get(&format!("{PATH}?limit=20")).await.expect(200).data().as_array().map(Vec::len),
        Some(20)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_look_at_once_see_no_more_than_the_plan_gives() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    for _ in 0..34 {
        fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    }
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    let looks = (0..40).map(|n| {
        let ceo = ceo.clone();
        tokio::spawn(async move {
            loop {
                let page = ceo.get(&format!("{PATH}?limit={}", 15 + n % 20)).await;
                // A crowded machine may be too busy for one of so many, who asks again then.
                if page.status != 503 {
                    return page;
                }
            }
        })
    });
    let mut seen = HashSet::new();
    for look in join_all(looks).await {
        let look = look.expect("no panic");
        if look.status.is_success() {
            seen.extend(ids(look.data().as_array().expect("a list")));
        } else {
            assert_eq!(look.expect(403).errors()[0].0, "QUOTA_EXCEEDED");
        }
    }
    assert!((15..=30).contains(&seen.len()), "{} were seen", seen.len());
    let quota = async || {
        ceo.get(&format!("{PATH}?limit=15")).await.expect(200).json()["meta"]["quota"]["left"].clone()
    };
    assert_eq!(quota().await, 30 - seen.len(), "each that was seen was counted, once");
    assert_eq!(suggested_of(&ceo, 34).await, 30, "what is left is given to whoever asks next");
    assert_eq!(quota().await, 0);
}

/// How many are shown on a page of so many.
async fn suggested_of(client: &Client, limit: usize) -> usize {
    let page = client.get(&format!("{PATH}?limit={limit}")).await.expect(200);
    page.data().as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn those_whom_a_new_business_fits_are_told_once_a_day() {
    let fair = Fair::open().await;
    let mill = Trader {
        kind: BusinessType::Manufacturer,
        verification: Verification::Trusted,
        ..Trader::in_lagos(&["processed-food"])
    };
    let mill = fair.business(&mill).await;
    fair.listing(mill, ListingType::Request, "grains", "NG").await;
    fair.business(&Trader::in_lagos(&["tailoring"])).await;
    let count = async || fair.app.events().await.iter().filter(|kind| *kind == "match.suggested").count();
    let farm = Trader { kind: BusinessType::Producer, ..Trader::in_lagos(&["grains"]) };
    fair.business(&farm).await;
    assert_eq!(count().await, 1);
    fair.business(&farm).await;
    assert_eq!(count().await, 1, "one a day is enough");
    fair.app.advance(TimeDelta::days(1));
    fair.business(&farm).await;
    assert_eq!(count().await, 2);
    assert_eq!(fair.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_new_business_overseas_is_told_to_those_whose_side_asks_and_whose_plan_lets_them() {
    let fair = Fair::open().await;
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE bizconnect.weights SET weight = 0.1 WHERE name = 'tell_from'")
        .execute(&mut *tx)
        .await
        .expect("changed");
    tx.commit().await.expect("committed");
    let mill = || Trader { kind: BusinessType::Manufacturer, ..Trader::in_lagos(&["processed-food"]) };
    let (growing, free) = (fair.business(&mill()).await, fair.business(&mill()).await);
    for mill in [growing, free] {
        fair.listing(mill, ListingType::Request, "grains", "NG").await;
    }
    let standing = BusinessStanding { plan: PlanLevel::Growth, phone: None };
    fair.businesses.standings.lock().expect("nobody else holds it").insert(growing, standing);
    // Today the first mill was told of the second.
    fair.app.advance(TimeDelta::days(1));
    let farm = Trader { kind: BusinessType::Producer, ..Trader::in_lagos(&["grains"]) };
    let farm = fair.business(&farm.at("US", (40.7, -74.0))).await;
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    let told: Vec<(Uuid, Value)> = sqlx::query_as(
        "SELECT (data->>'business_id')::uuid, data FROM platform.events
         WHERE type = 'match.suggested' AND data->>'suggested' = $1",
    )
    .bind(farm.to_string())
    .fetch_all(&mut *tx)
    .await
    .expect("events");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].0, &told[0].1["market"]), (growing.0, &json!("africa-us")));
}

#[tokio::test]
async fn a_rebuild_reads_everything_again() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    let gone = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    sqlx::query("DELETE FROM bizconnect.businesses WHERE id = $1")
        .bind(other.0)
        .execute(&mut *tx)
        .await
        .expect("gone");
    tx.commit().await.expect("committed");
    fair.businesses.known.lock().expect("nobody else holds it").remove(&gone);
    fair.app.advance(TimeDelta::hours(1));
    let rebuilt = fair.connections.rebuild().await.expect("read again");
    assert_eq!((rebuilt.businesses, rebuilt.listings), (2, 0));
    assert_eq!(ids(&suggested(&fair.ceo_of(own, PlanLevel::Free)).await), [other.to_string()]);
}

#[tokio::test]
async fn people_who_share_a_language_are_told_so_whatever_their_countries_speak() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"]).at("GH", (5.6, -0.19))).await;
    let mill = fair.business(&Trader::in_lagos(&["processed-food"]).at("SN", (14.69, -17.45))).await;
    let ceo = fair.ceo_of(own, PlanLevel::Premium);
    let shared = async || {
        // What was ranked is kept for some minutes; another day begins anew.
        fair.app.advance(TimeDelta::days(1));
        let found = suggested(&ceo).await;
        let item = found.iter().find(|item| item["business"]["id"] == json!(mill)).expect("it is suggested");
        let mut reasons = item["reasons"].as_array().expect("a list").iter();
        reasons.find(|reason| reason["code"] == "SHARED_LANGUAGE").map(|reason| reason["text"].clone())
    };
    let speaks = async |business: BusinessId, language: Language| {
        fair.people.languages.lock().expect("nobody else holds it").insert(business, language);
        fair.tell(&AccountEvent::Updated { user_id: UserId(business.0) }).await;
    };
    assert_eq!(shared().await, Some(json!("Does business in English too")), "both teams read English");
    speaks(mill, Language::Fr).await;
    assert_eq!(shared().await, None);
    speaks(own, Language::Fr).await;
    assert_eq!(shared().await, Some(json!("Does business in French too")));
    // Read again from the beginning, it is the same.
    fair.people.languages.lock().expect("nobody else holds it").insert(own, Language::Pt);
    fair.connections.rebuild().await.expect("rebuilt");
    assert_eq!(shared().await, None);
    assert_eq!(fair.app.jobs_left().await, Vec::<String>::new());
}
