use chrono::TimeDelta;
use futures_util::future::join_all;
use kernel::{Role, TeamRole};
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, said, text};

const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";

async fn tickets(client: &Client, view: &str) -> Vec<Value> {
    let path = format!("/api/v1/messages/desk/tickets?view={view}");
    client.get(&path).await.expect(200).data().as_array().expect("a list").clone()
}

/// Lets other domains, and so the inbox, hear what was said.
async fn hear(office: &Office) {
    office.app.advance(TimeDelta::seconds(60));
    for _ in 0..3 {
        office.app.drain().await;
    }
}

/// A seller, a customer who has asked something, and the path of their conversation.
async fn question(office: &Office) -> (Client, Client, String) {
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0000", "Question 0")).await.expect(201).data();
    let id = ack["conversation_id"].as_str().expect("an id");
    (ceo, customer, format!("/api/v1/messages/conversations/{id}"))
}

#[tokio::test]
async fn a_customer_is_handed_to_an_agent_answered_and_resolved() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
    let path = format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"));
    assert_eq!(customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data(), ack);
    assert_eq!(office.only_conversation(&customer).await, path);
    hear(&office).await;
    assert!(office.app.events().await.contains(&"conversation.assigned".to_owned()));
    let mine = tickets(&ceo, "mine").await;
    assert_eq!(
        (mine.len(), &mine[0]["customer_name"], &mine[0]["status"]),
        (1, &json!("Zola"), &json!("OPEN"))
    );
    assert!(mine[0]["waiting_since"].is_string());
    assert_eq!(said(&ceo.get(&path).await.expect(200).data())[0].1, "Do you have rice?");
    ceo.post(&path, text("desk-0001", "Yes, 40 bags.")).await.expect(201);
    hear(&office).await;
    let mine = tickets(&ceo, "mine").await;
    assert_eq!((&mine[0]["status"], &mine[0]["waiting_since"]), (&json!("PENDING"), &Value::Null));
    let ticket = format!("/api/v1/messages/desk/tickets/{}", ack["conversation_id"].as_str().expect("an id"));
    for _ in 0..2 {
        let done =
            ceo.put(&format!("{ticket}/status"), json!({"status": "RESOLVED"})).await.expect(200).data();
        assert_eq!(done["status"], "RESOLVED", "said again, it stays done");
    }
    office.app.advance(TimeDelta::seconds(1));
    let times = ceo.get("/api/v1/messages/desk/times").await.expect(200).data();
    assert_eq!((&times[0]["resolved"], times[0]["first_answer_s"].is_number()), (&json!(1), true));
    assert_eq!(tickets(&ceo, "resolved").await.len(), 1);
    // The customer comes back: it begins anew, with the agent they know.
    customer.post(&path, text("phone-0002", "And beans?")).await.expect(201);
    hear(&office).await;
    let again = tickets(&ceo, "mine").await;
    assert_eq!((&again[0]["status"], &again[0]["resolved_at"]), (&json!("OPEN"), &Value::Null));
}

#[tokio::test]
async fn financiers_and_partners_write_to_a_business_without_a_connection() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    for (n, role) in [Role::Financial, Role::Partner].into_iter().enumerate() {
        let person = office.app.user(role);
        office.introduce(&person, "Zola");
        let offer = text(&format!("phone-000{n}"), "We lend to traders like you.");
        let ack = person.post(INBOX, offer).await.expect(201).data();
        let path =
            format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"));
        hear(&office).await;
        ceo.post(&path, text(&format!("desk-000{n}"), "On what terms?")).await.expect(201);
        let seen = said(&person.get(&path).await.expect(200).data());
        assert_eq!(seen.last().expect("an answer").1, "On what terms?", "{role}");
    }
}

#[tokio::test]
async fn an_inbox_is_its_teams_own_and_notes_never_reach_the_customer() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    office.list_business(&ceo, "adunni-grains");
    let (customer, stranger) = (office.customer("Zola"), office.ceo("Awa"));
    ceo.post(INBOX, text("phone-0001", "hello me")).await.expect(404);
    office.app.anonymous().post(INBOX, text("phone-0001", "hello")).await.expect(401);
    customer.post("/api/v1/messages/inbox/nobody-here", text("phone-0001", "hello")).await.expect(404);
    let ack = customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
    let id = ack["conversation_id"].as_str().expect("an id").to_owned();
    let (ticket, path) =
        (format!("/api/v1/messages/desk/tickets/{id}"), format!("/api/v1/messages/conversations/{id}"));
    for outsider in [&stranger, &office.app.admin()] {
        outsider.get(&path).await.expect(404);
    }
    stranger.post(&format!("{ticket}/take"), json!({})).await.expect(404);
    stranger.get(&format!("{ticket}/notes")).await.expect(404);
    stranger.put(&format!("{ticket}/status"), json!({"status": "RESOLVED"})).await.expect(404);
    customer.get(&format!("{ticket}/notes")).await.expect(403);
    // Anybody of the team reads along; who answers is in the conversation.
    staff.get(&path).await.expect(200);
    staff.post(&format!("{ticket}/take"), json!({})).await.expect(200);
    staff.post(&format!("{ticket}/notes"), json!({"note": "Sounds serious."})).await.expect(201);
    let to_ceo = json!({"user_id": ceo.user_id(), "note": "Wants a price."});
    staff.put(&format!("{ticket}/agent"), to_ceo).await.expect(200);
    staff.put(&format!("{ticket}/agent"), json!({"user_id": stranger.user_id()})).await.expect(422);
    let notes = ceo.get(&format!("{ticket}/notes")).await.expect(200).data();
    assert_eq!((&notes[0]["text"], &notes[1]["text"]), (&json!("Wants a price."), &json!("Sounds serious.")));
    assert_eq!(notes[0]["to_agent_id"], ceo.user_id().to_string());
    ceo.post(&path, text("desk-0001", "Good morning")).await.expect(201);
    let everything = customer.get(&path).await.expect(200).text();
    assert!(!everything.contains("serious") && !everything.contains("price"));
    // Settings are for managers.
    staff.put("/api/v1/messages/desk", json!({"version": 0})).await.expect(403);
    ceo.put("/api/v1/messages/desk", json!({"version": 0, "time_zone": "Africa/Lagos"})).await.expect(200);
    ceo.put("/api/v1/messages/desk", json!({"version": 0, "time_zone": "Africa/Lagos"})).await.expect(409);
    ceo.put("/api/v1/messages/desk", json!({"time_zone": "Africa/Lagos"})).await.expect(428);
    let reply = ceo
        .post("/api/v1/messages/desk/canned", json!({"shortcut": "hours", "text": "8 to 18"}))
        .await
        .expect(201);
    ceo.post("/api/v1/messages/desk/canned", json!({"shortcut": "hours", "text": "again"})).await.expect(422);
    let one = format!("/api/v1/messages/desk/canned/{}", reply.data()["id"].as_str().expect("an id"));
    staff.put(&one, json!({"shortcut": "hours", "text": "9 to 17", "version": 1})).await.expect(403);
    ceo.put(&one, json!({"shortcut": "hours", "text": "9 to 17", "version": 1})).await.expect(200);
    ceo.put(&one, json!({"shortcut": "hours", "text": "x", "version": 1})).await.expect(409);
    assert_eq!(staff.get("/api/v1/messages/desk/canned").await.expect(200).data()[0]["text"], "9 to 17");
    stranger.delete(&one).await.expect(404);
    ceo.delete(&one).await.expect(204);
}

#[tokio::test]
async fn customers_wait_in_a_queue_when_everybody_is_full_and_the_oldest_comes_first() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let agent = format!("/api/v1/messages/desk/agents/{}", ceo.user_id());
    ceo.patch(&agent, json!({"capacity": 1, "languages": ["en"], "version": 0})).await.expect(200);
    ceo.patch(&agent, json!({"capacity": 900, "version": 1})).await.expect(422);
    let mut ids = Vec::new();
    for n in 0..3 {
        let customer = office.customer(&format!("Customer {n}"));
        let words = text("phone-0001", &format!("Question number {n}"));
        let ack = customer.post(INBOX, words).await.expect(201).data();
        ids.push(ack["conversation_id"].as_str().expect("an id").to_owned());
        office.app.advance(TimeDelta::seconds(10));
    }
    hear(&office).await;
    let mine = tickets(&ceo, "mine").await;
    assert_eq!((mine.len(), mine[0]["conversation_id"].as_str()), (1, Some(ids[0].as_str())));
    let waiting: Vec<_> = tickets(&ceo, "queue").await.iter().map(|t| t["conversation_id"].clone()).collect();
    assert_eq!(waiting, [json!(ids[1]), json!(ids[2])]);
    let done = format!("/api/v1/messages/desk/tickets/{}/status", ids[0]);
    ceo.put(&done, json!({"status": "RESOLVED"})).await.expect(200);
    office.app.drain().await;
    let mine = tickets(&ceo, "mine").await;
    assert_eq!((mine.len(), mine[0]["conversation_id"].as_str()), (1, Some(ids[1].as_str())));
}

#[tokio::test]
async fn a_waiting_customer_is_told_of_to_the_managers_then_to_the_ceo_unless_somebody_answers() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let (one, two) = (office.customer("Zola"), office.customer("Themba"));
    one.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201);
    let ack = two.post(INBOX, text("phone-0001", "Do you have beans?")).await.expect(201).data();
    hear(&office).await;
    let escalations = async || {
        let events = office.app.events().await;
        events.into_iter().filter(|kind| kind == "conversation.escalated").count()
    };
    office.app.advance(TimeDelta::minutes(13));
    office.app.drain().await;
    assert_eq!(escalations().await, 0);
    // An answer just before the moment counts, also when nobody else has heard of it yet.
    let path = format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"));
    ceo.post(&path, text("desk-0001", "Yes.")).await.expect(201);
    hear(&office).await;
    office.app.advance(TimeDelta::minutes(2));
    office.app.drain().await;
    assert_eq!(escalations().await, 1);
    office.app.advance(TimeDelta::minutes(10));
    office.app.drain().await;
    assert_eq!(escalations().await, 1, "told once for each level");
    office.app.advance(TimeDelta::minutes(40));
    office.app.drain().await;
    assert_eq!(escalations().await, 2);
    // Where nobody looked for an hour, both levels hear of it.
    office.customer("Nia").post(INBOX, text("phone-0001", "Do you have yams?")).await.expect(201);
    hear(&office).await;
    office.app.advance(TimeDelta::hours(1));
    office.app.drain().await;
    assert_eq!(escalations().await, 4);
}

#[tokio::test]
async fn nobody_is_given_a_customer_while_the_desk_is_closed() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let closed = json!({"version": 0, "hours": [[], [], [], [], [], [], []]});
    assert_eq!(ceo.put("/api/v1/messages/desk", closed).await.expect(200).data()["open_now"], false);
    office.customer("Zola").post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201);
    hear(&office).await;
    office.app.advance(TimeDelta::hours(5));
    office.app.drain().await;
    assert_eq!((tickets(&ceo, "queue").await.len(), tickets(&ceo, "mine").await.len()), (1, 0));
    assert!(
        !office.app.events().await.contains(&"conversation.escalated".to_owned()),
        "nobody had to be there"
    );
    let all_day = json!([[0, 1440]]);
    let open = json!({"version": 1, "hours": vec![all_day; 7]});
    ceo.put("/api/v1/messages/desk", open).await.expect(200);
    office.app.drain().await;
    assert_eq!(tickets(&ceo, "mine").await.len(), 1);
}

#[tokio::test]
async fn off_shift_means_handed_back() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    office.customer("Zola").post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201);
    hear(&office).await;
    assert_eq!(tickets(&ceo, "mine").await.len(), 1);
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let agent = format!("/api/v1/messages/desk/agents/{}", ceo.user_id());
    staff.patch(&agent, json!({"on_shift": false, "version": 0})).await.expect(403);
    ceo.patch(&agent, json!({"on_shift": false, "version": 0})).await.expect(200);
    hear(&office).await;
    assert_eq!((tickets(&ceo, "mine").await.len(), tickets(&staff, "mine").await.len()), (0, 1));
    staff
        .patch(
            &format!("/api/v1/messages/desk/agents/{}", staff.user_id()),
            json!({"on_shift": true, "version": 0}),
        )
        .await
        .expect(200);
}

#[tokio::test]
async fn a_customer_who_gets_no_answer_cannot_flood_the_inbox() {
    let office = Office::open().await;
    let (ceo, customer, path) = question(&office).await;
    for n in 1..10 {
        customer.post(&path, text(&format!("phone-{n:04}"), "Question?")).await.expect(201);
    }
    let refused = customer.post(&path, text("phone-0010", "Question?")).await.expect(429);
    assert_eq!(refused.errors()[0].0, "AWAIT_ANSWER");
    hear(&office).await;
    ceo.post(&path, text("desk-0001", "Sorry, here we are.")).await.expect(201);
    customer.post(&path, text("phone-0010", "Thank you.")).await.expect(201);
}

#[tokio::test]
async fn nor_by_sending_all_at_once() {
    let office = Office::open().await;
    let (_, customer, path) = question(&office).await;
    let send = |n: i32| customer.post(&path, text(&format!("phone-{n:04}"), "Question?"));
    let replies = join_all((1..=40).map(send)).await;
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 9, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 31, "{statuses:?}");
}

#[tokio::test]
async fn nor_by_sending_to_two_processes_at_once() {
    let office = Office::open().await;
    let (ceo, customer, path) = question(&office).await;
    let elsewhere = office.second_process().client(&customer);
    let path = path.as_str();
    let send = |n: i32| {
        let phone = if n % 2 == 0 { &customer } else { &elsewhere };
        phone.post(path, text(&format!("phone-{n:04}"), "Question?"))
    };
    let replies = join_all((1..=40).map(send)).await;
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 9, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 31, "{statuses:?}");
    hear(&office).await;
    ceo.post(path, text("desk-0001", "Sorry, here we are.")).await.expect(201);
    elsewhere.post(path, text("phone-0041", "Thank you.")).await.expect(201);
}

#[tokio::test]
async fn a_note_and_a_ready_answer_sent_again_under_their_keys_are_one() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
    let notes =
        format!("/api/v1/messages/desk/tickets/{}/notes", ack["conversation_id"].as_str().expect("an id"));
    let canned = "/api/v1/messages/desk/canned";
    let sent = [
        (notes.as_str(), json!({"note": "Sounds serious."}), json!({"note": "Sounds fine."})),
        (
            canned,
            json!({"shortcut": "hours", "text": "8 to 18"}),
            json!({"shortcut": "late", "text": "Sorry."}),
        ),
    ];
    for (path, body, other) in sent {
        let keyed = ceo.clone().with_header("idempotency-key", "desk-0001");
        let first = keyed.post(path, body.clone()).await.expect(201);
        let again = keyed.post(path, body.clone()).await.expect(201);
        assert_eq!((again.data(), again.header("idempotency-replayed")), (first.data(), "true"), "{path}");
        assert_eq!(
            keyed.post(path, other).await.expect(422).errors()[0].0,
            "IDEMPOTENCY_KEY_REUSED",
            "{path}"
        );
        assert_eq!(ceo.get(path).await.expect(200).data().as_array().map(Vec::len), Some(1), "{path}");
    }
    // The same words under another key, or none, are another note.
    ceo.post(&notes, json!({"note": "Sounds serious."})).await.expect(201);
    assert_eq!(ceo.get(&notes).await.expect(200).data().as_array().map(Vec::len), Some(2));
}

/// Notes every job from now on, whatever becomes of it.
async fn watch_jobs(office: &Office) {
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    let noting = "CREATE TABLE platform.noted (handler text);
        CREATE FUNCTION platform.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            AS $$ BEGIN INSERT INTO platform.noted VALUES (NEW.handler); RETURN NEW; END $$;
        CREATE TRIGGER noted AFTER INSERT ON platform.jobs FOR EACH ROW EXECUTE FUNCTION platform.note()";
    sqlx::raw_sql(noting).execute(&mut superuser).await.expect("watched");
}

#[tokio::test]
async fn only_what_is_said_in_inboxes_costs_the_inbox_a_job() {
    const HEARD: &str = "SELECT count(*) FROM platform.noted WHERE handler = 'messaging.hear_inbox'";
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    watch_jobs(&office).await;
    for (who, id) in [(&amina, "phone-0001"), (&kwame, "phone-0002")] {
        who.post(&path, text(id, "hello")).await.expect(201);
    }
    hear(&office).await;
    assert_eq!(office.rows("SELECT count(*) FROM messaging.untold").await, 0, "others have heard of it");
    assert_eq!(office.rows(HEARD).await, 0);
    // More than what is read at once.
    office.list_business(&amina, "adunni-grains");
    let customer = office.customer("Zola");
    customer.post(INBOX, text("phone-0003", "Do you have rice?")).await.expect(201);
    hear(&office).await;
    assert_eq!(office.rows(HEARD).await, 1);
    let inbox = office.only_conversation(&customer).await;
    for n in 0..205 {
        amina.post(&inbox, text(&format!("desk-{n:04}"), "Yes.")).await.expect(201);
    }
    customer.post(&inbox, text("phone-0004", "How much?")).await.expect(201);
    hear(&office).await;
    let ticket = &tickets(&amina, "mine").await[0];
    assert_eq!(ticket["status"], "OPEN", "the very last word counts");
    assert_eq!(office.rows("SELECT heard_seq FROM messaging.tickets").await, 207);
}
