//! What customers write about, and who of the team knows it (M-10).

use chrono::TimeDelta;
use kernel::TeamRole;
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, text};

const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";
const DESK: &str = "/api/v1/messages/desk";

async fn pass(office: &Office) {
    office.app.advance(TimeDelta::minutes(1));
    for _ in 0..3 {
        office.app.drain().await;
    }
}

/// A team of three: the CEO, and two of staff, of whom the second knows about deliveries.
async fn team(office: &Office) -> (Client, Client, Client) {
    let ceo = office.ceo("Adunni");
    let (yaw, efua) =
        (office.colleague(&ceo, TeamRole::Staff, "Yaw"), office.colleague(&ceo, TeamRole::Staff, "Efua"));
    office.list_business(&ceo, "adunni-grains");
    ceo.put(DESK, json!({"topics": ["Prices", " Delivery ", "prices"], "version": 0})).await.expect(200);
    ceo.patch(&format!("{DESK}/agents/{}", efua.user_id()), json!({"skills": ["Delivery"], "version": 0}))
        .await
        .expect(200);
    (ceo, yaw, efua)
}

async fn unresolved(ceo: &Client) -> Vec<Value> {
    let path = format!("{DESK}/tickets?view=unresolved");
    ceo.get(&path).await.expect(200).data().as_array().expect("a list").clone()
}

#[tokio::test]
async fn customers_of_a_topic_come_to_who_knows_it_and_to_somebody_when_that_one_is_full() {
    let office = Office::open().await;
    let (ceo, _, efua) = team(&office).await;
    ceo.patch(&format!("{DESK}/agents/{}", efua.user_id()), json!({"capacity": 3, "version": 1}))
        .await
        .expect(200);
    for n in 0..4 {
        let customer = office.customer(&format!("Customer {n}"));
        let path = format!("{INBOX}?topic=Delivery");
        customer.post(&path, text("phone-0001", &format!("Where is my order {n}?"))).await.expect(201);
        pass(&office).await;
    }
    let agents: Vec<bool> = unresolved(&ceo)
        .await
        .iter()
        .map(|one| {
            assert_eq!(one["topic"], "Delivery");
            one["agent_id"] == efua.user_id().to_string()
        })
        .collect();
    assert_eq!(agents.iter().filter(|hers| **hers).count(), 3, "as many as she can take");
    assert!(unresolved(&ceo).await.iter().all(|one| one["agent_id"].is_string()), "nobody waits for her");
}

#[tokio::test]
async fn a_topic_is_one_of_the_business_or_none_and_a_later_one_replaces_it() {
    let office = Office::open().await;
    let (ceo, yaw, efua) = team(&office).await;
    let customer = office.customer("Zola");
    office.app.anonymous().get(INBOX).await.expect(401);
    customer.get("/api/v1/messages/inbox/nobody-here").await.expect(404);
    let inbox = customer.get(INBOX).await.expect(200).data();
    assert_eq!(inbox, json!({"topics": ["Prices", "Delivery"], "open_now": true}));
    customer.post(&format!("{INBOX}?about=Prices"), text("phone-0001", "Hello")).await.expect(400);
    let ack = customer.post(&format!("{INBOX}?topic=Weather"), text("phone-0001", "Hello")).await.expect(201);
    assert_eq!(unresolved(&ceo).await[0]["topic"], Value::Null);
    let id = ack.data()["conversation_id"].as_str().expect("an id").to_owned();
    let status = format!("{DESK}/tickets/{id}/status");
    ceo.put(&status, json!({"status": "RESOLVED"})).await.expect(200);
    // They come back about something else, and nobody knows them yet.
    customer.post(&format!("{INBOX}?topic=Delivery"), text("phone-0002", "Where is it?")).await.expect(201);
    pass(&office).await;
    let ticket = unresolved(&ceo).await[0].clone();
    assert_eq!((&ticket["topic"], &ticket["agent_id"]), (&json!("Delivery"), &json!(efua.user_id())));
    assert!(yaw.get(&format!("/messages/desk/{id}")).await.expect(200).text().contains("About: Delivery"));
}

#[tokio::test]
async fn of_two_who_say_how_many_somebody_takes_one_is_told_what_they_take_by_now() {
    let office = Office::open().await;
    let (ceo, yaw, efua) = team(&office).await;
    for (agent, version) in [(&yaw, 0), (&efua, 1)] {
        let path = format!("{DESK}/agents/{}", agent.user_id());
        ceo.patch(&path, json!({"capacity": 3})).await.expect(428);
        ceo.patch(&path, json!({"capacity": 3, "version": version + 1})).await.expect(409);
        let takes = |capacity: i64| ceo.patch(&path, json!({"capacity": capacity, "version": version}));
        let answers = tokio::join!(takes(3), takes(4));
        let (won, lost) = if answers.0.status == 200 { answers } else { (answers.1, answers.0) };
        let won = won.expect(200).data();
        assert_eq!(won["version"], version + 1);
        let told = lost.expect(409).json();
        assert_eq!(told["meta"]["current"]["capacity"], won["capacity"]);
        assert_eq!(told["meta"]["current"]["version"], version + 1);
    }
    // Whoever comes or goes by the page need not know what others have said of them.
    yaw.form("/messages/desk/shift", &[("on_shift", "0")]).await.expect(303);
    let agents = ceo.get(&format!("{DESK}/agents")).await.expect(200).data();
    let own = agents.as_array().expect("a list").iter().find(|one| one["user_id"] == json!(yaw.user_id()));
    assert_eq!(own.map(|own| (&own["on_shift"], &own["version"])), Some((&json!(false), &json!(2))));
}

#[tokio::test]
async fn only_managers_say_who_knows_what_and_only_what_there_is() {
    let office = Office::open().await;
    let (ceo, yaw, efua) = team(&office).await;
    let own = format!("{DESK}/agents/{}", yaw.user_id());
    yaw.patch(&own, json!({"skills": ["Prices"], "version": 0})).await.expect(403);
    for wrong in [json!(["Weather"]), json!(["Prices", "Prices"])] {
        let refused = ceo.patch(&own, json!({"skills": wrong, "version": 0})).await.expect(422);
        assert_eq!(refused.errors()[0].1, "skills");
    }
    ceo.patch(&own, json!({"languages": ["en"], "version": 0})).await.expect(200);
    ceo.patch(&own, json!({"skills": ["Prices", "Delivery"], "version": 1})).await.expect(200);
    ceo.patch(&own, json!({"capacity": 4, "version": 2})).await.expect(200);
    let agents = ceo.get(&format!("{DESK}/agents")).await.expect(200).data();
    let of = |client: &Client| {
        let id = json!(client.user_id());
        agents.as_array().expect("a list").iter().find(|one| one["user_id"] == id).expect("known").clone()
    };
    assert_eq!(of(&yaw)["skills"], json!(["Prices", "Delivery"]), "what is left out stays");
    assert_eq!((&of(&yaw)["languages"], &of(&efua)["skills"]), (&json!(["en"]), &json!(["Delivery"])));
    let many: Vec<String> = (0..13).map(|n| format!("Topic {n}")).collect();
    let refused = ceo.put(DESK, json!({"topics": many, "version": 1})).await.expect(422);
    assert_eq!(refused.errors()[0].1, "topics");
}

#[tokio::test]
async fn topics_are_set_up_chosen_and_learned_on_pages() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let efua = office.colleague(&ceo, TeamRole::Staff, "Efua");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let contact = "/messages/to/adunni-grains";
    assert!(
        !customer.get(contact).await.expect(200).text().contains("name=\"topic\""),
        "nothing to choose from"
    );
    let rules = |topics: &'static str| {
        vec![
            ("version", "0"),
            ("time_zone", "Africa/Lagos"),
            ("always", "true"),
            ("assignment", "LEAST_BUSY"),
            ("topics", topics),
            ("manager_after_min", "15"),
            ("ceo_after_min", "60"),
            ("silent_after_min", "30"),
        ]
    };
    let settings = "/messages/desk/settings";
    let long = "A topic that goes on for longer than anybody would read on a phone";
    let wrong = ceo.form(settings, &rules(long)).await.expect(422).text();
    assert!(wrong.contains(long), "what was typed stays");
    ceo.form(settings, &rules("Prices\r\n\r\nDelivery")).await.expect(303);
    assert!(ceo.get(settings).await.expect(200).text().contains("Prices\nDelivery</textarea>"));
    let id = efua.user_id().to_string();
    let knows = |skill: &'static str| {
        vec![
            ("user_id", id.as_str()),
            ("version", "0"),
            ("capacity", "5"),
            ("on_shift", "1"),
            ("skills", skill),
        ]
    };
    let team = "/messages/desk/team";
    let stale = ceo.form(team, &knows("Weather")).await.expect(422).text();
    assert!(stale.contains("Choose from the topics of your inbox."), "{stale}");
    ceo.form(team, &knows("Delivery")).await.expect(303);
    assert!(ceo.get(team).await.expect(200).text().contains("value=\"Delivery\" checked"));
    let form = customer.get(contact).await.expect(200).text();
    assert!(form.contains("<option value=\"Delivery\">Delivery</option>"), "{form}");
    let empty = [("client_id", "page-0001"), ("topic", "Delivery"), ("text", "")];
    let back = customer.form(contact, &empty).await.expect(422).text();
    assert!(back.contains("<option value=\"Delivery\" selected>"), "what was chosen stays");
    let words = [("client_id", "page-0001"), ("topic", "Delivery"), ("text", "Where is my order?")];
    customer.form(contact, &words).await.expect(303);
    pass(&office).await;
    assert_eq!(unresolved(&ceo).await[0]["agent_id"], json!(efua.user_id()));
    assert!(efua.get("/messages/desk?view=mine").await.expect(200).text().contains(">Delivery</span>"));
}

#[tokio::test]
async fn an_agent_changes_the_topic_and_the_team_sees_who_did() {
    let office = Office::open().await;
    let (ceo, yaw, efua) = team(&office).await;
    // Nobody has room, so the customer waits.
    for (agent, version) in [(&ceo, 0), (&yaw, 0), (&efua, 1)] {
        let id = agent.user_id();
        let none = json!({"capacity": 0, "version": version});
        ceo.patch(&format!("{DESK}/agents/{id}"), none).await.expect(200);
    }
    let customer = office.customer("Zola");
    let ack = customer.post(&format!("{INBOX}?topic=Prices"), text("phone-0001", "Hello")).await.expect(201);
    let id = ack.data()["conversation_id"].as_str().expect("an id").to_owned();
    pass(&office).await;
    assert_eq!(unresolved(&ceo).await[0]["agent_id"], Value::Null);
    let topic = format!("{DESK}/tickets/{id}/topic");
    let delivery = json!({"topic": "Delivery"});
    office.app.anonymous().put(&topic, &delivery).await.expect(401);
    customer.put(&topic, &delivery).await.expect(403);
    office.ceo("Awa").put(&topic, &delivery).await.expect(404);
    let refused = yaw.put(&topic, json!({"topic": "Weather"})).await.expect(422);
    assert_eq!(refused.errors()[0].1, "topic");
    yaw.put(&topic, json!({"subject": "Delivery"})).await.expect(400);
    ceo.patch(&format!("{DESK}/agents/{}", efua.user_id()), json!({"capacity": 1, "version": 2}))
        .await
        .expect(200);
    ceo.patch(&format!("{DESK}/agents/{}", yaw.user_id()), json!({"capacity": 1, "version": 1}))
        .await
        .expect(200);
    // However often it is said, it is one line.
    for _ in 0..3 {
        assert_eq!(yaw.put(&topic, &delivery).await.expect(200).data()["topic"], "Delivery");
    }
    pass(&office).await;
    assert_eq!(unresolved(&ceo).await[0]["agent_id"], json!(efua.user_id()), "who knows about it has room");
    let notes = ceo.get(&format!("{DESK}/tickets/{id}/notes")).await.expect(200).data();
    assert_eq!(notes.as_array().map(Vec::len), Some(1), "{notes}");
    assert_eq!(
        (&notes[0]["author_id"], &notes[0]["topic"], &notes[0]["text"]),
        (&json!(yaw.user_id()), &json!("Delivery"), &json!(""))
    );
    // By the form, and away again.
    let page = format!("/messages/desk/{id}");
    let form = efua.get(&page).await.expect(200).text();
    assert!(form.contains("<option value=\"Delivery\" selected>"), "{form}");
    efua.form(&page, &[("topic", "")]).await.expect(303);
    let shown = ceo.get(&page).await.expect(200).text();
    assert!(shown.contains("About: Delivery") && shown.contains("About: something else"), "{shown}");
    assert_eq!(unresolved(&ceo).await[0]["topic"], Value::Null);
    let wrong = efua.form(&page, &[("topic", "Weather")]).await.expect(422).text();
    assert!(wrong.contains("Choose from the topics of your inbox."), "{wrong}");
    assert_eq!(
        unresolved(&ceo).await[0]["agent_id"],
        json!(efua.user_id()),
        "they stay with whoever has them"
    );
    assert!(!customer.get(&format!("/messages/{id}")).await.expect(200).text().contains("something else"));
}
