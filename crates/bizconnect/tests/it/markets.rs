use kernel::{Language, PlanLevel};
use serde_json::{Value, json};

use crate::support::{Fair, Trader};

fn in_market(to: kernel::BusinessId, market: &str) -> Value {
    json!({"business_id": to, "market": market})
}

#[tokio::test]
async fn countries_and_plans_open_markets() {
    let fair = Fair::open().await;
    let ghana = fair.business(&Trader::in_lagos(&["grains"]).at("GH", (5.6, -0.19))).await;
    let nigeria = fair.business(&Trader::in_lagos(&["grains"])).await;
    let america = fair.business(&Trader::in_lagos(&["grains"]).at("US", (40.7, -74.0))).await;
    let cases = [
        (ghana, PlanLevel::Free, nigeria, "afcfta", ""),
        (ghana, PlanLevel::Premium, america, "afcfta", "OTHER_COUNTRY"),
        (america, PlanLevel::Premium, ghana, "afcfta", "OWN_COUNTRY"),
        (ghana, PlanLevel::Growth, america, "africa-us", ""),
        (nigeria, PlanLevel::Free, america, "africa-us", "PLAN"),
        (america, PlanLevel::Premium, nigeria, "africa-us", "OWN_COUNTRY"),
        (america, PlanLevel::Growth, nigeria, "us-africa", ""),
        (nigeria, PlanLevel::Premium, america, "us-africa", "OWN_COUNTRY"),
    ];
    for (from, plan, to, market, hindrance) in cases {
        let reply = fair.ceo_of(from, plan).post("/api/v1/connections", in_market(to, market)).await;
        if hindrance.is_empty() {
            reply.expect(201);
            continue;
        }
        let reply = reply.expect(403);
        assert_eq!(reply.errors(), [("NOT_ELIGIBLE".to_owned(), "market".to_owned())], "{market}");
        assert_eq!(reply.json()["meta"]["current"]["reason"], hindrance, "{market}");
    }
    let own =
        fair.ceo_of(nigeria, PlanLevel::Free).get("/api/v1/connections/markets").await.expect(200).data();
    let standing =
        |at: usize| (own[at]["code"].as_str(), own[at]["open"].as_bool(), own[at]["hindrance"].as_str());
    assert_eq!(standing(0), (Some("afcfta"), Some(true), None));
    assert_eq!(standing(1), (Some("africa-us"), Some(false), Some("PLAN")));
    assert_eq!(standing(2), (Some("us-africa"), Some(false), Some("OWN_COUNTRY")));
    assert_eq!(own[0]["name"], "Within Africa");
    let french = fair.app.anonymous().with_header("accept-language", "fr");
    assert_eq!(french.get("/api/v1/connections/markets").await.expect(200).data()[0]["name"], "En Afrique");
}

/// B-12: a market is rows. Nothing is built, nothing is started anew.
#[tokio::test]
async fn a_market_to_europe_is_added_by_data_alone() {
    let fair = Fair::open().await;
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    sqlx::raw_sql(
        "INSERT INTO bizconnect.markets
            (code, position, names, abouts, initiator_countries, receiver_countries, domestic, plans)
         SELECT 'africa-eu', 4, '{\"en\": \"Africa to Europe\"}', '{\"en\": \"A business in Africa asks one in Europe.\"}',
                initiator_countries, ARRAY['DE', 'FR', 'NL'], false, ARRAY['FREE', 'GROWTH']
         FROM bizconnect.markets WHERE code = 'afcfta';
         INSERT INTO bizconnect.plan_limits (market, plan, what, per_day, per_month)
         SELECT 'africa-eu', plan, what, 1, 10 FROM bizconnect.plan_limits WHERE market = 'afcfta';
         INSERT INTO bizconnect.corridor_rules (id, position, market, categories, texts, source, checked_on)
         VALUES ('eu-cocoa', 1, 'africa-eu', ARRAY['cocoa-coffee-tea'], '{\"en\": \"A rule for cocoa.\"}', 'A law', '2026-11-21');",
    )
    .execute(&mut *tx)
    .await
    .expect("rows");
    tx.commit().await.expect("committed");
    let ghana = fair.business(&Trader::in_lagos(&["cocoa-coffee-tea"]).at("GH", (5.6, -0.19))).await;
    let germany = fair.business(&Trader::in_lagos(&["processed-food"]).at("DE", (52.5, 13.4))).await;
    let ceo = fair.ceo_of(ghana, PlanLevel::Free);
    let markets = ceo.get("/api/v1/connections/markets").await.expect(200).data();
    assert_eq!((&markets[3]["name"], &markets[3]["open"]), (&json!("Africa to Europe"), &json!(true)));
    let suggested = ceo.get("/api/v1/connections/suggestions?market=africa-eu").await.expect(200).data();
    assert_eq!(suggested[0]["business"]["id"], json!(germany));
    assert_eq!(suggested[0]["reasons"][0]["code"], "BUYS_FROM_YOU");
    let asked = ceo.post("/api/v1/connections", in_market(germany, "africa-eu")).await.expect(201).data();
    let shown =
        ceo.get(&format!("/api/v1/connections/{}", asked["id"].as_str().expect("an id"))).await.expect(200);
    assert_eq!(shown.data()["corridor"][0]["text"], "A rule for cocoa.");
    let second = fair.business(&Trader::in_lagos(&["grains"]).at("FR", (48.8, 2.3))).await;
    let over = ceo.post("/api/v1/connections", in_market(second, "africa-eu")).await.expect(403);
    assert_eq!(over.errors()[0].0, "QUOTA_EXCEEDED");
    let refused = fair
        .ceo_of(germany, PlanLevel::Free)
        .post("/api/v1/connections", in_market(ghana, "africa-eu"))
        .await;
    assert_eq!(refused.expect(403).errors()[0].0, "NOT_ELIGIBLE");
}

#[tokio::test]
async fn markets_and_corridor_rules_speak_every_language_of_the_site() {
    let fair = Fair::open().await;
    let languages: Vec<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    let silent: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM bizconnect.corridor_rules WHERE NOT texts ?& $1::text[]
         UNION ALL SELECT code FROM bizconnect.markets WHERE NOT (names ?& $1::text[] AND abouts ?& $1::text[])",
    )
    .bind(&languages)
    .fetch_all(&mut *tx)
    .await
    .expect("rows");
    assert_eq!(silent, Vec::<String>::new(), "in each of {languages:?}");
    let ghana = fair.business(&Trader::in_lagos(&["grains"]).at("GH", (5.6, -0.19))).await;
    let mozambique = fair.business(&Trader::in_lagos(&["grains"]).at("MZ", (-25.97, 32.57))).await;
    let ceo = fair.ceo_of(ghana, PlanLevel::Free);
    let asked = ceo.post("/api/v1/connections", in_market(mozambique, "afcfta")).await.expect(201).data();
    let id = asked["id"].as_str().expect("an id");
    let reader = fair.ceo_of(mozambique, PlanLevel::Free).with_header("accept-language", "pt");
    let shown = reader.get(&format!("/api/v1/connections/{id}")).await.expect(200).data();
    let text = shown["corridor"][0]["text"].as_str().expect("a rule").to_owned();
    assert!(text.starts_with("Na ZCLCA"), "{text}");
}

#[tokio::test]
async fn corridor_rules_fit_the_pair_and_hold_until_their_last_day() {
    let fair = Fair::open().await;
    let america = fair.business(&Trader::in_lagos(&["processed-food"]).at("US", (40.7, -74.0))).await;
    let texts = async |country: &'static str, place, categories: &[&'static str]| {
        let from = fair.business(&Trader::in_lagos(categories).at(country, place)).await;
        let ceo = fair.ceo_of(from, PlanLevel::Growth);
        let id = ceo.post("/api/v1/connections", in_market(america, "africa-us")).await.expect(201).data();
        let shown =
            ceo.get(&format!("/api/v1/connections/{}", id["id"].as_str().expect("an id"))).await.expect(200);
        let rules = shown.data()["corridor"].as_array().cloned().unwrap_or_default();
        rules.iter().map(|rule| rule["id"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(texts("GH", (5.6, -0.19), &["grains"]).await, ["agoa-eligible", "agoa-origin"]);
    assert_eq!(texts("UG", (0.3, 32.6), &["grains"]).await, ["agoa-not-eligible"]);
    assert_eq!(texts("EG", (30.0, 31.2), &["grains"]).await, ["agoa-north"]);
    fair.app.advance(chrono::TimeDelta::days(60));
    assert_eq!(texts("KE", (-1.3, 36.8), &["grains"]).await, Vec::<String>::new());
}
