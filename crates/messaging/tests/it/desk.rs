//! The inbox under time, races and people who come and go (M-10).

use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::AccountEvent;
use kernel::{Actor, Clock, Role, TeamRole};
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, text};

const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";
const TICKETS: &str = "/api/v1/messages/desk/tickets";
pub const AGENTS: &str = "/api/v1/messages/desk/agents";

/// A customer who has written to a business, and their conversation.
pub async fn written(office: &Office, ceo: &Client, words: &str) -> (Client, String) {
    office.list_business(ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0001", words)).await.expect(201).data();
    let id = ack["conversation_id"].as_str().expect("an id").to_owned();
    (customer, id)
}

fn chat(id: &str) -> String {
    format!("/api/v1/messages/conversations/{id}")
}

async fn pass(office: &Office, minutes: i64) {
    office.app.advance(TimeDelta::minutes(minutes));
    for _ in 0..3 {
        office.app.drain().await;
    }
}

/// The only ticket of a business that is not done, or the only one that is.
async fn ticket(client: &Client, view: &str) -> Value {
    let found = client.get(&format!("{TICKETS}?view={view}")).await.expect(200).data();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    found[0].clone()
}

async fn count(office: &Office, kind: &str) -> usize {
    office.app.events().await.iter().filter(|event| *event == kind).count()
}

const AGENTS_INSIDE: &str = "SELECT count(*) FROM messaging.members WHERE role = 'AGENT' AND left_at IS NULL";

#[tokio::test]
async fn a_silent_agent_loses_the_customer_to_a_colleague_and_not_to_themselves() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let first = ticket(&ceo, "unresolved").await["agent_id"].clone();
    let (has, other) = if first == ceo.user_id().to_string() { (&ceo, &staff) } else { (&staff, &ceo) };
    assert_eq!(first, has.user_id().to_string());
    pass(&office, 31).await;
    assert_eq!(ticket(&ceo, "unresolved").await["agent_id"], other.user_id().to_string());
    assert_eq!(office.rows(AGENTS_INSIDE).await, 1, "the first one is out of it");
    has.post(&chat(&id), text("desk-0001", "Sorry!")).await.expect(404);
    // And from the other one back to the first, who is somebody else for them.
    pass(&office, 31).await;
    assert_eq!(ticket(&ceo, "unresolved").await["agent_id"], has.user_id().to_string());
}

#[tokio::test]
async fn customers_go_in_turn_or_to_the_least_busy_as_the_team_wants_it() {
    for (way, in_turn) in [("ROUND_ROBIN", true), ("LEAST_BUSY", false)] {
        let office = Office::open().await;
        let ceo = office.ceo("Adunni");
        office.colleague(&ceo, TeamRole::Staff, "Yaw");
        office.list_business(&ceo, "adunni-grains");
        ceo.put("/api/v1/messages/desk", json!({"version": 0, "assignment": way})).await.expect(200);
        let mut agents = Vec::new();
        for n in 0..3 {
            let customer = office.customer(&format!("Customer {n}"));
            let ack =
                customer.post(INBOX, text("phone-0001", &format!("Question {n}"))).await.expect(201).data();
            pass(&office, 1).await;
            let found = ceo.get(&format!("{TICKETS}?view=unresolved")).await.expect(200).data();
            let mut found = found.as_array().expect("a list").iter();
            let one =
                found.find(|one| one["conversation_id"] == ack["conversation_id"]).expect("it is there");
            agents.push(one["agent_id"].clone());
            if n == 1 {
                let status = format!("{TICKETS}/{}/status", ack["conversation_id"].as_str().expect("an id"));
                ceo.put(&status, json!({"status": "RESOLVED"})).await.expect(200);
            }
        }
        assert_ne!(agents[0], agents[1], "{way}: both get one");
        // The second one has nobody any more, and the first one's turn has come.
        assert_eq!(agents[2] == agents[0], in_turn, "{way}: {agents:?}");
        assert_eq!(count(&office, "conversation.resolved").await, 1);
    }
}

#[tokio::test]
async fn who_works_alone_keeps_a_customer_who_waits() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    pass(&office, 40).await;
    pass(&office, 40).await;
    assert_eq!(ticket(&ceo, "mine").await["agent_id"], ceo.user_id().to_string());
    ceo.post(&chat(&id), text("desk-0001", "Yes.")).await.expect(201);
}

#[tokio::test]
async fn two_who_press_at_once_do_not_take_a_customer_from_each_other() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    let take = format!("{TICKETS}/{id}/take");
    let (one, two) = tokio::join!(ceo.post(&take, json!({})), staff.post(&take, json!({})));
    let (winner, loser, refused) = if one.status == 200 { (&ceo, &staff, two) } else { (&staff, &ceo, one) };
    assert_eq!(refused.expect(409).errors()[0].0, "TAKEN");
    assert_eq!(ticket(&ceo, "unresolved").await["agent_id"], winner.user_id().to_string());
    assert_eq!(office.rows(AGENTS_INSIDE).await, 1);
    // Who knows whom they take them from may.
    let agent = format!("{TICKETS}/{id}/agent");
    let mine = json!({"user_id": loser.user_id(), "from_user_id": winner.user_id()});
    loser.put(&agent, mine.clone()).await.expect(200);
    let back = json!({"user_id": winner.user_id()});
    assert_eq!(winner.put(&agent, back).await.expect(409).errors()[0].0, "TAKEN");
    // Once more changes nothing.
    let assigned = count(&office, "conversation.assigned").await;
    loser.put(&agent, mine).await.expect(200);
    assert_eq!(count(&office, "conversation.assigned").await, assigned);
    assert_eq!(office.rows(AGENTS_INSIDE).await, 1);
}

#[tokio::test]
async fn the_end_of_a_snooze_is_told_and_begins_the_clock_anew() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let status = format!("{TICKETS}/{id}/status");
    let until = office.app.clock.now() + TimeDelta::hours(2);
    ceo.put(&status, json!({"status": "SNOOZED", "snoozed_until": until})).await.expect(200);
    pass(&office, 119).await;
    assert_eq!(ticket(&ceo, "mine").await["status"], "SNOOZED");
    pass(&office, 2).await;
    let woken = ticket(&ceo, "mine").await;
    assert_eq!((&woken["status"], &woken["level"]), (&json!("OPEN"), &json!(0)));
    let since: DateTime<Utc> = woken["waiting_since"].as_str().expect("a time").parse().expect("a time");
    assert_eq!(office.app.clock.now() - since, TimeDelta::zero());
    assert_eq!(count(&office, "conversation.assigned").await, 2, "the agent is told again");
    assert_eq!(count(&office, "conversation.escalated").await, 0, "the snooze was no waiting");
    // The customer's turn, said by hand, is nobody's waiting either.
    ceo.put(&status, json!({"status": "PENDING"})).await.expect(200);
    pass(&office, 300).await;
    assert_eq!(count(&office, "conversation.escalated").await, 0);
    ceo.put(&status, json!({"status": "OPEN"})).await.expect(200);
    pass(&office, 16).await;
    assert_eq!(count(&office, "conversation.escalated").await, 1);
}

#[tokio::test]
async fn what_was_done_and_is_opened_again_without_an_agent_waits_in_the_queue() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let agent = format!("{AGENTS}/{}", ceo.user_id());
    ceo.patch(&agent, json!({"capacity": 0, "version": 0})).await.expect(200);
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let status = format!("{TICKETS}/{id}/status");
    ceo.put(&status, json!({"status": "RESOLVED"})).await.expect(200);
    assert_eq!(ticket(&ceo, "resolved").await["conversation_id"], json!(id));
    ceo.put(&status, json!({"status": "OPEN"})).await.expect(200);
    assert!(ticket(&ceo, "queue").await["waiting_since"].is_string());
    pass(&office, 16).await;
    assert_eq!(count(&office, "conversation.escalated").await, 1);
    ceo.patch(&agent, json!({"capacity": 5, "version": 1})).await.expect(200);
    office.app.drain().await;
    assert_eq!(ticket(&ceo, "mine").await["conversation_id"], json!(id));
}

#[tokio::test]
async fn a_first_answer_counts_for_who_gave_it_also_when_the_end_comes_at_once() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    staff.post(&format!("{TICKETS}/{id}/take"), json!({})).await.expect(200);
    office.app.advance(TimeDelta::minutes(3));
    // Nothing is heard in between: each step catches up by itself.
    staff.post(&chat(&id), text("desk-0001", "Yes, 40 bags.")).await.expect(201);
    let to_ceo = json!({"user_id": ceo.user_id()});
    staff.put(&format!("{TICKETS}/{id}/agent"), to_ceo).await.expect(200);
    office.app.advance(TimeDelta::minutes(2));
    let done = ceo.put(&format!("{TICKETS}/{id}/status"), json!({"status": "RESOLVED"})).await.expect(200);
    assert_eq!(done.data()["first_answer_by"], staff.user_id().to_string());
    office.app.advance(TimeDelta::seconds(1));
    let times = ceo.get("/api/v1/messages/desk/times").await.expect(200).data();
    let of = |who: &Client| {
        let rows = times.as_array().expect("a list");
        let row = rows.iter().find(|row| row["agent_id"] == who.user_id().to_string()).expect("a row");
        (
            row["resolved"].clone(),
            row["answered"].clone(),
            row["first_answer_s"].clone(),
            row["resolution_s"].clone(),
        )
    };
    assert_eq!(of(&staff), (json!(0), json!(1), json!(180.0), Value::Null));
    assert_eq!(of(&ceo), (json!(1), json!(0), Value::Null, json!(300.0)));
}

#[tokio::test]
async fn whoever_left_the_team_has_no_customers_any_more() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    staff.post(&format!("{TICKETS}/{id}/take"), json!({})).await.expect(200);
    pass(&office, 1).await;
    assert_eq!(ticket(&ceo, "unresolved").await["agent_id"], staff.user_id().to_string());
    let leaver = staff.user_id();
    office.people.0.lock().expect("nobody panics").get_mut(&leaver).expect("known").business_id = None;
    let left = AccountEvent::RoleChanged { user_id: leaver, role: Role::Consumer };
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    office.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &left).await.expect("published");
    tx.commit().await.expect("a commit");
    office.app.drain().await;
    pass(&office, 1).await;
    assert_eq!(ticket(&ceo, "mine").await["agent_id"], ceo.user_id().to_string());
    assert_eq!(office.rows(AGENTS_INSIDE).await, 1);
}

#[tokio::test]
async fn a_former_agent_is_out_when_somebody_else_gets_the_customer_who_comes_back() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    staff.post(&format!("{TICKETS}/{id}/take"), json!({})).await.expect(200);
    let ack = staff.post(&chat(&id), text("desk-0001", "Yes.")).await.expect(201).data();
    staff.put(&format!("{TICKETS}/{id}/status"), json!({"status": "RESOLVED"})).await.expect(200);
    let own = format!("{AGENTS}/{}", staff.user_id());
    staff.patch(&own, json!({"on_shift": false, "version": 0})).await.expect(200);
    customer.post(&chat(&id), text("phone-0002", "And beans?")).await.expect(201);
    pass(&office, 1).await;
    assert_eq!(ticket(&ceo, "mine").await["agent_id"], ceo.user_id().to_string());
    assert_eq!(office.rows(AGENTS_INSIDE).await, 1);
    staff.post(&chat(&id), text("desk-0002", "Me again.")).await.expect(404);
    // What arrived is not told to have failed: the answer may have been lost on its way (M-15).
    assert_eq!(staff.post(&chat(&id), text("desk-0001", "Yes.")).await.expect(201).data(), ack);
    ceo.post(&chat(&id), text("desk-0001", "Another one's id.")).await.expect(201);
    office.ceo("Awa").post(&chat(&id), text("desk-0001", "Yes.")).await.expect(404);
}

#[tokio::test]
async fn one_bad_inbox_holds_up_no_other_and_what_nobody_can_help_is_looked_at_seldom() {
    let office = Office::open().await;
    let (bad, good) = (office.ceo("Awa"), office.ceo("Adunni"));
    office.list_business(&bad, "bad-desk");
    let customer = office.customer("Themba");
    customer.post("/api/v1/messages/inbox/bad-desk", text("phone-0001", "Hello?")).await.expect(201);
    office.app.advance(TimeDelta::seconds(5));
    written(&office, &good, "Do you have rice?").await;
    pass(&office, 1).await;
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    sqlx::query("INSERT INTO messaging.desks (business_id, time_zone) VALUES ($1, 'Mars/Olympus')")
        .bind(bad.business_id().0)
        .execute(&mut superuser)
        .await
        .expect("a row");
    pass(&office, 15).await;
    assert_eq!(ticket(&good, "mine").await["level"], json!(1));
    pass(&office, 45).await;
    let waits = ticket(&good, "mine").await;
    assert_eq!(waits["level"], json!(2));
    let now = office.app.clock.now().to_rfc3339();
    let soon: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM messaging.tickets WHERE look_at IS NULL OR look_at < $1::timestamptz + interval '10 minutes'",
    )
    .bind(&now)
    .fetch_one(&mut superuser)
    .await
    .expect("a number");
    assert_eq!(soon, 0, "neither stands before the others at the next look");
}

#[tokio::test]
async fn the_team_hears_at_once_what_changes_in_its_inbox() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    let told = async || {
        let heard = office.take_heard("conversation.updated");
        heard.iter().filter(|(rooms, _)| rooms.contains(&Room::Business(ceo.business_id()))).count()
    };
    told().await;
    ceo.patch(&format!("{AGENTS}/{}", ceo.user_id()), json!({"capacity": 0, "version": 0})).await.expect(200);
    office.app.drain().await;
    assert!(told().await > 0, "a customer who waits in the queue");
    ceo.post(&format!("{TICKETS}/{id}/take"), json!({})).await.expect(200);
    assert_eq!(told().await, 1);
    ceo.post(&format!("{TICKETS}/{id}/notes"), json!({"note": "Rice."})).await.expect(201);
    assert_eq!(told().await, 1);
    ceo.put(&format!("{TICKETS}/{id}/status"), json!({"status": "RESOLVED"})).await.expect(200);
    assert_eq!(told().await, 1);
}

#[tokio::test]
async fn what_is_done_is_listed_newest_first() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let mut ids = Vec::new();
    for n in 0..3 {
        let customer = office.customer(&format!("Customer {n}"));
        let ack = customer.post(INBOX, text("phone-0001", &format!("Question {n}"))).await.expect(201).data();
        ids.push(ack["conversation_id"].as_str().expect("an id").to_owned());
    }
    for id in [&ids[1], &ids[0], &ids[2]] {
        office.app.advance(TimeDelta::seconds(10));
        ceo.put(&format!("{TICKETS}/{id}/status"), json!({"status": "RESOLVED"})).await.expect(200);
    }
    let mut found = Vec::new();
    let mut next = Some(format!("{TICKETS}?view=resolved&limit=2"));
    while let Some(path) = next {
        let page = ceo.get(&path).await.expect(200).json();
        found.extend(
            page["data"].as_array().expect("a list").iter().map(|one| one["conversation_id"].clone()),
        );
        next = page["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(found, [json!(ids[2]), json!(ids[0]), json!(ids[1])]);
}
