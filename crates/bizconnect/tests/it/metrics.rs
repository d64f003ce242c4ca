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
