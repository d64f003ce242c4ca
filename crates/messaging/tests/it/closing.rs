//! Customers who may not write: nobody waits for them, they read a calm sentence, and it goes on when they may again
//! (M-10, M-11).

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::bizconnect::{ConnectionSnapshot, ConnectionStatus};
use kernel::{Actor, BusinessId, Role, TeamRole};
use serde_json::{Value, json};
use testkit::Client;

use crate::desk::written;
use crate::support::{Office, text};

const TICKETS: &str = "/api/v1/messages/desk/tickets";
const CALM: &str = "This business does not take messages from you here at the moment.";

fn chat(id: &str) -> String {
    format!("/api/v1/messages/conversations/{id}")
}

async fn pass(office: &Office, minutes: i64) {
    office.app.advance(TimeDelta::minutes(minutes));
    for _ in 0..3 {
        office.app.drain().await;
    }
}

async fn escalated(office: &Office) -> usize {
    office.app.events().await.iter().filter(|event| *event == "conversation.escalated").count()
}

async fn ticket(client: &Client) -> Value {
    client.get(&format!("{TICKETS}?view=unresolved")).await.expect(200).data()[0].clone()
}

async fn publish(office: &Office, event: &AccountEvent) {
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    office.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, event).await.expect("published");
    tx.commit().await.expect("a commit");
    office.app.drain().await;
}

/// Nobody is told that the customer waits, for two hours.
async fn nobody_waits(office: &Office, ceo: &Client) {
    let before = escalated(office).await;
    pass(office, 60).await;
    pass(office, 60).await;
    assert_eq!(escalated(office).await, before, "no clock runs");
    let rests = ticket(ceo).await;
    assert_eq!((&rests["resting"], &rests["queued_at"]), (&json!(true), &Value::Null), "{rests}");
    let queue = ceo.get(&format!("{TICKETS}?view=queue")).await.expect(200).data();
    assert_eq!(queue, json!([]));
}

/// The clock begins anew: nobody is told at once, and the managers when their minutes are over.
async fn it_goes_on(office: &Office, ceo: &Client) {
    let before = escalated(office).await;
    pass(office, 14).await;
    assert_eq!(escalated(office).await, before, "what passed meanwhile was no waiting");
    let goes_on = ticket(ceo).await;
    assert_eq!((&goes_on["resting"], &goes_on["level"]), (&json!(false), &json!(0)), "{goes_on}");
    pass(office, 2).await;
    assert_eq!(escalated(office).await, before + 1);
}

#[tokio::test]
async fn the_clock_of_a_customer_stops_while_their_business_and_the_other_are_at_odds() {
    let office = Office::open().await;
    let (ceo, kwame) = (office.ceo("Adunni"), office.ceo("Kwame"));
    let efua = office.colleague(&kwame, TeamRole::Staff, "Efua");
    office.list_business(&ceo, "adunni-grains");
    let ack = efua
        .post("/api/v1/messages/inbox/adunni-grains", text("phone-0001", "Do you have rice?"))
        .await
        .expect(201)
        .data();
    let id = ack["conversation_id"].as_str().expect("an id").to_owned();
    let mut connection = office.connect(&ceo, &kwame).await;
    pass(&office, 16).await;
    assert_eq!(escalated(&office).await, 1);
    connection.status = ConnectionStatus::Blocked;
    office.tell(&connection).await;
    nobody_waits(&office, &ceo).await;
    let page = efua.get(&format!("/messages/{id}")).await.expect(200).text();
    assert!(
        page.contains(CALM) && page.contains("Do you have rice?") && !page.contains("data-write"),
        "{page}"
    );
    // What happens to the team meanwhile wakes nothing, and only the end can be said.
    ceo.patch(
        &format!("/api/v1/messages/desk/agents/{}", ceo.user_id()),
        json!({"on_shift": false, "version": 0}),
    )
    .await
    .expect(200);
    pass(&office, 60).await;
    assert_eq!(escalated(&office).await, 1);
    let status = format!("{TICKETS}/{id}/status");
    for word in ["OPEN", "PENDING"] {
        let refused = ceo.put(&status, json!({"status": word})).await.expect(409);
        assert_eq!(refused.errors()[0].0, "CLOSED");
    }
    ceo.post(&format!("{TICKETS}/{id}/take"), json!({})).await.expect(409);
    let desk = ceo.get(&format!("/messages/desk/{id}")).await.expect(200).text();
    assert!(desk.contains("nobody has to answer") && !desk.contains("name=\"take\""), "{desk}");
    connection.status = ConnectionStatus::Declined;
    office.tell(&connection).await;
    it_goes_on(&office, &ceo).await;
    efua.post(&chat(&id), text("phone-0002", "And beans?")).await.expect(201);
    // Done is done, also when it closes afterwards.
    connection.status = ConnectionStatus::Blocked;
    office.tell(&connection).await;
    ceo.put(&status, json!({"status": "RESOLVED"})).await.expect(200);
    connection.status = ConnectionStatus::Declined;
    office.tell(&connection).await;
    pass(&office, 60).await;
    assert_eq!(ceo.get(&format!("{TICKETS}?view=unresolved")).await.expect(200).data(), json!([]));
}

#[tokio::test]
async fn the_inbox_of_a_business_that_is_gone_is_closed_until_it_is_back() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let business_id = ceo.business_id();
    publish(&office, &AccountEvent::BusinessDeleted { business_id }).await;
    nobody_waits(&office, &ceo).await;
    let refused = customer.post(&chat(&id), text("phone-0002", "Hello?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED");
    assert!(customer.get(&format!("/messages/{id}")).await.expect(200).text().contains(CALM));
    // Heard twice is heard once.
    publish(&office, &AccountEvent::BusinessDeleted { business_id }).await;
    let snapshot = office.businesses.known.lock().expect("nobody panics")[&business_id].clone();
    publish(&office, &AccountEvent::BusinessRestored(Box::new(snapshot))).await;
    it_goes_on(&office, &ceo).await;
    customer.post(&chat(&id), text("phone-0002", "Hello?")).await.expect(201);
}

/// M-3: the phone did not hear that its first words had been taken, and asks again when there is nobody at that address.
#[tokio::test]
async fn first_words_that_come_again_after_their_business_is_gone_get_their_ack_again() {
    let office = Office::open().await;
    let (ceo, third) = (office.ceo("Adunni"), office.ceo("Awa"));
    office.list_business(&ceo, "adunni-grains");
    office.list_business(&third, "awa-rice");
    let customer = office.customer("Zola");
    let (inbox, other_inbox) = ("/api/v1/messages/inbox/adunni-grains", "/api/v1/messages/inbox/awa-rice");
    let words = text("phone-0001", "Do you have rice?");
    let ack = customer.post(inbox, words.clone()).await.expect(201).data();
    let business_id = ceo.business_id();
    office.businesses.known.lock().expect("nobody panics").remove(&business_id);
    assert_eq!(customer.post(inbox, words.clone()).await.expect(201).data(), ack, "before it is heard here");
    publish(&office, &AccountEvent::BusinessDeleted { business_id }).await;
    assert_eq!(customer.post(inbox, words.clone()).await.expect(201).data(), ack);
    let form = [("client_id", "phone-0001"), ("text", "Do you have rice?")];
    let page = customer.form("/messages/to/adunni-grains", &form).await.expect(303);
    assert!(page.header("location").contains(ack["conversation_id"].as_str().expect("an id")));
    // What is new finds nobody, and another one's id is nobody's.
    customer.post(inbox, text("phone-0002", "Hello?")).await.expect(404);
    office.customer("Zawadi").post(inbox, words.clone()).await.expect(404);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.sends").await, 1);
    // An id that was given twice says no more which words are meant.
    customer.post(other_inbox, words.clone()).await.expect(201);
    customer.post(inbox, words).await.expect(404);
}

#[tokio::test]
async fn an_inbox_where_nobody_is_left_to_answer_is_closed_until_somebody_is_back() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let suspend = async |who: &Client| {
        let user_id = who.user_id();
        office.people.1.lock().expect("nobody panics").insert(user_id);
        publish(&office, &AccountEvent::Suspended { user_id }).await;
    };
    let reinstate = async |who: &Client| {
        let user_id = who.user_id();
        office.people.1.lock().expect("nobody panics").remove(&user_id);
        publish(&office, &AccountEvent::Reinstated { user_id }).await;
    };
    suspend(&staff).await;
    customer.post(&chat(&id), text("phone-0002", "Are you there?")).await.expect(201);
    suspend(&ceo).await;
    nobody_waits(&office, &ceo).await;
    let refused = customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED");
    assert!(customer.get(&format!("/messages/{id}")).await.expect(200).text().contains(CALM));
    let stranger = office.customer("Zawadi");
    let inbox = "/api/v1/messages/inbox/adunni-grains";
    let refused = stranger.post(inbox, text("phone-0004", "Do you have beans?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED", "nobody begins what nobody can answer");
    // A business that is back is nobody's as long as nobody acts for it.
    let business_id = ceo.business_id();
    let snapshot = office.businesses.known.lock().expect("nobody panics")[&business_id].clone();
    publish(&office, &AccountEvent::BusinessRestored(Box::new(snapshot))).await;
    customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(409);
    reinstate(&ceo).await;
    it_goes_on(&office, &ceo).await;
    customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(201);
    stranger.post(inbox, text("phone-0004", "Do you have beans?")).await.expect(201);
}

#[tokio::test]
async fn no_clock_runs_for_a_customer_whom_the_team_has_blocked() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    pass(&office, 1).await;
    let block = format!("/api/v1/users/{}/block", customer.user_id());
    staff.post(&block, json!({})).await.expect(204);
    ceo.post(&block, json!({})).await.expect(204);
    nobody_waits(&office, &ceo).await;
    assert!(customer.get(&format!("/messages/{id}")).await.expect(200).text().contains(CALM));
    staff.delete(&block).await.expect(204);
    nobody_waits(&office, &ceo).await;
    ceo.delete(&block).await.expect(204);
    it_goes_on(&office, &ceo).await;
}

/// Says that somebody is of this business from now on, as accounts tells of it.
async fn becomes(office: &Office, client: &Client, business: Option<BusinessId>) {
    let user_id = client.user_id();
    office.people.0.lock().expect("nobody panics").get_mut(&user_id).expect("known").business_id = business;
    publish(office, &AccountEvent::RoleChanged { user_id, role: Role::Business }).await;
}

#[tokio::test]
async fn who_joins_a_business_that_is_blocked_does_not_go_on_as_a_customer() {
    let office = Office::open().await;
    let (ceo, kwame) = (office.ceo("Adunni"), office.ceo("Kwame"));
    let third = office.ceo("Awa");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    office.list_business(&third, "awa-rice");
    let other = customer
        .post("/api/v1/messages/inbox/awa-rice", text("phone-0001", "And you?"))
        .await
        .expect(201)
        .data();
    let third_status = format!("{TICKETS}/{}/status", other["conversation_id"].as_str().expect("an id"));
    let other = chat(other["conversation_id"].as_str().expect("an id"));
    let blocked =
        ConnectionSnapshot { status: ConnectionStatus::Blocked, ..office.connect(&ceo, &kwame).await };
    office.tell(&blocked).await;
    customer.post(&chat(&id), text("phone-0002", "Still there?")).await.expect(201);
    becomes(&office, &customer, Some(kwame.business_id())).await;
    let refused = customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED");
    let again =
        customer.post("/api/v1/messages/inbox/adunni-grains", text("phone-0003", "Hello?")).await.expect(409);
    assert_eq!(again.errors()[0].0, "CLOSED");
    customer.post(&other, text("phone-0002", "And how much is it?")).await.expect(201);
    // There nobody shall wait meanwhile.
    third.put(&third_status, json!({"status": "RESOLVED"})).await.expect(200);
    nobody_waits(&office, &ceo).await;
    // The business is gone as well: the one reason does not take the other along.
    let business_id = ceo.business_id();
    publish(&office, &AccountEvent::BusinessDeleted { business_id }).await;
    becomes(&office, &customer, None).await;
    customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(409);
    let snapshot = office.businesses.known.lock().expect("nobody panics")[&business_id].clone();
    publish(&office, &AccountEvent::BusinessRestored(Box::new(snapshot))).await;
    customer.post(&chat(&id), text("phone-0003", "Hello?")).await.expect(201);
    // In again, and the block is taken back: open again.
    becomes(&office, &customer, Some(kwame.business_id())).await;
    customer.post(&chat(&id), text("phone-0004", "Hello?")).await.expect(409);
    let over = ConnectionSnapshot { status: ConnectionStatus::Declined, ..blocked };
    office.tell(&over).await;
    customer.post(&chat(&id), text("phone-0004", "Are you there again?")).await.expect(201);
}
