use contracts::accounts::AccountEvent;
use kernel::{BusinessId, PlanLevel, Role, TeamRole};
use testkit::Client;

use crate::support::{Fair, Trader};

#[tokio::test]
async fn a_partner_is_found_asked_and_accepted_without_any_script() {
    let fair = Fair::open().await;
    let farm = fair.business(&Trader::in_lagos(&["grains"])).await;
    let mill = fair.business(&Trader::in_lagos(&["processed-food"]).at("GH", (5.6, -0.19))).await;
    let (farmer, miller) = (fair.ceo_of(farm, PlanLevel::Free), fair.ceo_of(mill, PlanLevel::Free));
    let home = farmer.get("/connections").await.expect(200).text();
    assert!(
        home.contains("Buys from trades like yours: Processed food &amp; drinks")
            || home.contains("Processed food &#38; drinks")
    );
    let ask = format!("/connections/new?to=business-{mill}&amp;market=afcfta");
    assert!(home.contains(&ask), "{home}");
    let form = farmer.get(&ask.replace("&amp;", "&")).await.expect(200).text();
    assert!(form.contains("Under the AfCFTA") && form.contains("maxlength=500"));
    let stands = format!("data-page=\"/connections/new?to=business-{mill}\"");
    assert!(
        form.contains("data-outbox=\"connection\"") && form.contains(&stands),
        "it may wait on the phone: {form}"
    );
    let key = "0191e2a0-0000-7000-8000-00000000aaaa";
    let slug = format!("business-{mill}");
    let fields =
        [("to", slug.as_str()), ("market", "afcfta"), ("note", "Twenty tonnes a month."), ("key", key)];
    for _ in 0..2 {
        // Pressed twice, sent once.
        let sent = farmer.form("/connections/new", &fields).await.expect(303);
        assert_eq!(sent.header("location"), "/connections?tab=sent");
    }
    assert_eq!(fair.rows().await, 1);
    assert!(farmer.get("/connections?tab=sent").await.expect(200).text().contains("Twenty tonnes a month."));
    let received = miller.get("/connections?tab=received").await.expect(200).text();
    assert!(received.contains("Twenty tonnes a month.") && received.contains("Accept"));
    let id = received
        .split("action=\"/connections/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .expect("an id");
    let accept = [("status", "ACCEPTED"), ("version", "1")];
    let path = format!("/connections/{id}/status");
    let done = miller.form(&path, &accept).await.expect(303);
    assert_eq!(done.header("location"), format!("/connections/{id}"));
    assert!(
        miller.get(&format!("/connections/{id}")).await.expect(200).text().contains("Block this business")
    );
    // The same button again: the page says how it stands.
    miller.form(&path, &accept).await.expect(303);
    assert!(farmer.get("/connections?tab=connected").await.expect(200).text().contains("Connected"));
    assert!(!farmer.get("/connections").await.expect(200).text().contains(&ask));
}

#[tokio::test]
async fn a_form_that_cannot_be_sent_says_why_and_keeps_what_was_typed() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["grains"])).await;
    let slug = format!("business-{other}");
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    let long = "ا".repeat(501);
    let fields = [("to", slug.as_str()), ("market", "afcfta"), ("note", long.as_str())];
    let reply = ceo.form("/connections/new", &fields).await.expect(422).text();
    assert!(reply.contains(&long) && reply.contains("note-err"));
    fair.ask(&ceo, other).await.expect(201);
    let twice = [("to", slug.as_str()), ("market", "afcfta"), ("note", "Once more")];
    let reply = ceo.form("/connections/new", &twice).await.expect(422).text();
    assert!(reply.contains("You have asked this business already.") && reply.contains("Once more"));
    assert!(
        ceo.get(&format!("/connections/new?to={slug}"))
            .await
            .expect(200)
            .text()
            .contains("something between you already")
    );
    ceo.get("/connections/new?to=nobody-there").await.expect(404);
    ceo.get("/connections/new").await.expect(404);
    let america = fair.business(&Trader::in_lagos(&["grains"]).at("US", (40.7, -74.0))).await;
    let closed = ceo.get(&format!("/connections/new?to=business-{america}")).await.expect(200).text();
    assert!(closed.contains("Your plan does not open this market."));
}

#[tokio::test]
async fn a_form_over_the_plans_limit_says_so_and_keeps_what_was_typed() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    for _ in 0..5 {
        fair.asked(&ceo, &fair.ceo()).await;
    }
    let slug = format!("business-{other}");
    let fields = [("to", slug.as_str()), ("market", "afcfta"), ("note", "Twenty tonnes a month.")];
    let told = ceo.form("/connections/new", &fields).await.expect(422).text();
    assert!(told.contains("You have sent 5 of 5 connection requests today."), "{told}");
    assert!(told.contains("Twenty tonnes a month.") && told.contains("plan GROWTH"), "{told}");
    assert_eq!(fair.rows().await, 5);
}

#[tokio::test]
async fn what_was_dismissed_can_be_undone_on_the_spot() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    let path = format!("/connections/suggestions/{other}/dismissal");
    let done = ceo.form(&path, &[("on", "1"), ("return", "/connections?market=afcfta")]).await.expect(303);
    assert_eq!(done.header("location"), format!("/connections?market=afcfta&dismissed={other}"));
    let shown = ceo.get(done.header("location")).await.expect(200).text();
    assert!(shown.contains("will not be suggested again") && shown.contains("Undo"));
    assert!(!shown.contains("Not for us"));
    ceo.form(&path, &[("on", "0"), ("return", "https://elsewhere.example")]).await.expect(303);
    assert!(ceo.get("/connections").await.expect(200).text().contains("Not for us"));
}

#[tokio::test]
async fn guests_sign_in_others_learn_what_they_need_and_staff_only_look() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    fair.app.anonymous().get("/connections").await.expect(401);
    let consumer = fair.app.user(Role::Consumer);
    assert!(consumer.get("/connections").await.expect(200).text().contains("/onboarding"));
    assert!(
        consumer
            .get(&format!("/connections/new?to=business-{other}"))
            .await
            .expect(200)
            .text()
            .contains("/onboarding")
    );
    let staff = fair.app.member_of(own, TeamRole::Staff);
    let shown = staff.get("/connections").await.expect(200).text();
    assert!(shown.contains("Supplies trades like yours") && !shown.contains("Not for us"));
    let asks = fair.ceo_of(other, PlanLevel::Free);
    let id = fair.asked(&asks, &fair.ceo_of(own, PlanLevel::Free)).await;
    assert!(!staff.get(&format!("/connections/{id}")).await.expect(200).text().contains("/status"));
    staff
        .form(&format!("/connections/{id}/status"), &[("status", "ACCEPTED"), ("version", "1")])
        .await
        .expect(403);
    fair.ceo().get(&format!("/connections/{id}")).await.expect(404);
    for tab in ["received", "sent", "connected", "past", "nonsense"] {
        fair.ceo().get(&format!("/connections?tab={tab}")).await.expect(200);
    }
}

#[tokio::test]
async fn nobody_waits_for_a_business_that_is_gone_until_it_is_back() {
    let fair = Fair::open().await;
    let one = fair.business(&Trader::in_lagos(&["grains"])).await;
    let other = fair.business(&Trader::in_lagos(&["farm-inputs"])).await;
    let (asks, answers) = (fair.ceo_of(one, PlanLevel::Free), fair.ceo_of(other, PlanLevel::Free));
    let id = fair.asked(&asks, &answers).await;
    let waits = async |client: &Client, tab: &str, counted: &str| {
        let page = client.get(&format!("/connections?tab={tab}")).await.expect(200).text();
        let listed = client.get("/api/v1/connections?status=PENDING").await.expect(200).data();
        let listed = listed.as_array().is_some_and(|listed| listed.len() == 1);
        assert_eq!((page.contains(counted), page.contains(&id)), (listed, listed), "{tab}: {page}");
        listed
    };
    let goes = async |business: BusinessId| {
        fair.tell(&AccountEvent::BusinessDeleted { business_id: business }).await;
    };
    let received = async || waits(&answers, "received", "Received (1)").await;
    assert!(received().await);
    goes(one).await;
    assert!(!received().await);
    let known = fair.businesses.known.lock().expect("nobody else holds it").get(&one).cloned();
    fair.tell(&AccountEvent::BusinessRestored(Box::new(known.expect("a business")))).await;
    assert!(received().await, "it asks as before");
    assert!(waits(&asks, "sent", "Sent (1)").await);
    goes(other).await;
    assert!(!waits(&asks, "sent", "Sent (1)").await, "nor does anybody wait for its answer");
}
