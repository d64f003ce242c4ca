use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Fair, bring};

const PATH: &str = "/api/v1/connections/metrics";

#[tokio::test]
async fn a_business_sees_how_its_requests_fared_week_by_week() {
    let fair = Fair::open().await;
    let (own, stranger) = (fair.ceo(), fair.ceo());
    // Two received and answered after one and three hours, one of them with yes; one sent and accepted; one waits.
    let (one, other) = (fair.ceo(), fair.ceo());
    let (first, second) = (fair.asked(&one, &own).await, fair.asked(&other, &own).await);
    let sent = fair.asked(&own, &stranger).await;
    fair.app.advance(TimeDelta::hours(1));
    bring(&own, &first, "ACCEPTED").await.expect(200);
    bring(&stranger, &sent, "ACCEPTED").await.expect(200);
    fair.app.advance(TimeDelta::hours(2));
    bring(&own, &second, "DECLINED").await.expect(200);
    fair.app.advance(TimeDelta::days(7));
    fair.asked(&own, &fair.ceo()).await;
    let weeks = own.get(PATH).await.expect(200).data();
    assert_eq!(
        weeks,
        json!([
            {"market": "afcfta", "week": "2026-11-23", "sent": 1, "sent_accepted": 0, "sent_acceptance_rate": null,
             "received": 0, "received_accepted": 0, "received_acceptance_rate": null, "median_answer_s": null,
             "median_answered_s": null},
            {"market": "afcfta", "week": "2026-11-16", "sent": 1, "sent_accepted": 1, "sent_acceptance_rate": 1.0,
             "received": 2, "received_accepted": 1, "received_acceptance_rate": 0.5, "median_answer_s": 7200,
             "median_answered_s": 3600},
        ])
    );
    assert_eq!(
        own.get(&format!("{PATH}?weeks=1")).await.expect(200).data().as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(own.get(&format!("{PATH}?market=us-africa")).await.expect(200).data(), json!([]));
    own.get(&format!("{PATH}?weeks=60")).await.expect(422);
    assert_eq!(fair.ceo().get(PATH).await.expect(200).data(), json!([]));
    let all = fair.app.admin().get(PATH).await.expect(200).data();
    assert_eq!((&all[1]["sent"], &all[1]["received"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn what_nobody_answered_counts_as_decided_and_not_as_accepted() {
    let fair = Fair::open().await;
    let (own, other) = (fair.ceo(), fair.ceo());
    fair.asked(&own, &other).await;
    fair.app.advance(TimeDelta::days(30));
    let week = own.get(PATH).await.expect(200).data()[0].clone();
    assert_eq!((&week["sent_acceptance_rate"], &week["median_answered_s"]), (&json!(0.0), &json!(null)));
}

#[tokio::test]
async fn every_week_that_is_shown_is_whole() {
    let fair = Fair::open().await;
    let own = fair.ceo();
    // A Wednesday and the Friday after it.
    fair.asked(&own, &fair.ceo()).await;
    fair.app.advance(TimeDelta::days(2));
    fair.asked(&own, &fair.ceo()).await;
    // Thursday of the next week, and of the one after.
    fair.app.advance(TimeDelta::days(6));
    let sent = async |weeks: i32| {
        let found = own.get(&format!("{PATH}?weeks={weeks}")).await.expect(200).data();
        found.as_array().expect("a list").iter().map(|week| week["sent"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((sent(1).await, sent(2).await), (vec![], vec![json!(2)]));
    fair.app.advance(TimeDelta::days(7));
    assert_eq!((sent(2).await, sent(3).await), (vec![], vec![json!(2)]));
}

#[tokio::test]
async fn a_block_is_an_answer_but_not_of_who_asked() {
    let fair = Fair::open().await;
    let (own, other, third) = (fair.ceo(), fair.ceo(), fair.ceo());
    let (blocked, taken_back) = (fair.asked(&own, &other).await, fair.asked(&own, &third).await);
    fair.app.advance(TimeDelta::hours(1));
    bring(&other, &blocked, "BLOCKED").await.expect(200);
    bring(&own, &taken_back, "BLOCKED").await.expect(200);
    let week = own.get(PATH).await.expect(200).data()[0].clone();
    assert_eq!((&week["sent"], &week["sent_acceptance_rate"]), (&json!(2), &json!(0.0)));
    assert_eq!(week["median_answered_s"], json!(3600));
    // Taking the block back does not take the answer back.
    bring(&other, &blocked, "DECLINED").await.expect(200);
    let week = own.get(PATH).await.expect(200).data()[0].clone();
    assert_eq!((&week["sent_acceptance_rate"], &week["median_answered_s"]), (&json!(0.0), &json!(3600)));
}

#[tokio::test]
async fn the_page_shows_the_same_numbers_to_the_team_and_to_nobody_else() {
    let fair = Fair::open().await;
    let (own, other) = (fair.ceo(), fair.ceo());
    assert!(own.get("/connections/metrics").await.expect(200).text().contains("No requests in these weeks"));
    let id = fair.asked(&own, &other).await;
    fair.app.advance(TimeDelta::hours(3));
    bring(&other, &id, "ACCEPTED").await.expect(200);
    let staff = fair.app.member_of(own.business_id(), kernel::TeamRole::Staff);
    for client in [&own, &staff] {
        let page = client.get("/connections/metrics").await.expect(200).text();
        for words in ["1, of which 1 accepted", "100%", "3 hours", "16.11."] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    let asked = other.get("/connections/metrics?market=afcfta").await.expect(200).text();
    assert!(asked.contains("0, of which 0 accepted"), "{asked}");
    assert!(own.get("/connections").await.expect(200).text().contains("href=\"/connections/metrics\""));
    fair.app.anonymous().get("/connections/metrics").await.expect(401);
    fair.app.user(kernel::Role::Consumer).get("/connections/metrics").await.expect(403);
    assert!(!fair.ceo().get("/connections/metrics").await.expect(200).text().contains("of which"));
}
