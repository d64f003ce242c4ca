//! The pages of the inbox as forms: nothing here needs a script.

use chrono::TimeDelta;
use kernel::{Clock, TeamRole};
use serde_json::json;

use crate::desk::written;
use crate::support::{Office, text};

const SETTINGS: &str = "/messages/desk/settings";

#[tokio::test]
async fn a_manager_who_is_led_to_a_customer_can_take_them_and_answer_with_a_ready_answer() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (staff, manager) =
        (office.colleague(&ceo, TeamRole::Staff, "Yaw"), office.colleague(&ceo, TeamRole::Manager, "Efua"));
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    let (desk, chat) = (format!("/messages/desk/{id}"), format!("/messages/{id}"));
    let alone = customer.get(&chat).await.expect(200).text();
    assert!(alone.contains("id=\"presence\"") && !alone.contains("One person"), "nobody to be counted yet");
    let api = format!("/api/v1/messages/desk/tickets/{id}/take");
    staff.post(&api, json!({})).await.expect(200);
    ceo.form("/messages/desk/canned", &[("shortcut", "hours"), ("text", "We are open from 8 to 18.")])
        .await
        .expect(303);
    // No member: they read along, and are shown the way in.
    let page = manager.get(&chat).await.expect(200).text();
    assert!(page.contains(&format!("href=\"{desk}\"")) && page.contains("name=\"take\""), "{page}");
    assert!(!page.contains("We are open") && !page.contains("canned=") && page.contains("Zola</h1>"));
    let hers = customer.get(&chat).await.expect(200).text();
    assert!(!hers.contains(&desk) && !hers.contains("canned="), "the customer sees nothing of it");
    // Somebody else got them meanwhile: said, not taken.
    let refused = manager.form(&desk, &[("take", "1"), ("from", "")]).await.expect(409).text();
    assert!(refused.contains("Somebody else answers this customer now."), "{refused}");
    let from = staff.user_id().to_string();
    let taken = manager.form(&desk, &[("take", "1"), ("from", &from), ("back", "chat")]).await.expect(303);
    assert_eq!(taken.header("location"), format!("{chat}#end"));
    let page = manager.get(&chat).await.expect(200).text();
    let link = page.split("?canned=").nth(1).and_then(|rest| rest.split('#').next()).expect("a ready answer");
    let filled = manager.get(&format!("{chat}?canned={link}")).await.expect(200).text();
    assert!(filled.contains("We are open from 8 to 18.</textarea>"), "{filled}");
}

#[tokio::test]
async fn a_customer_is_taken_noted_put_off_handed_over_and_done_by_forms() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let stranger = office.ceo("Awa");
    let (customer, id) = written(&office, &ceo, "Do you have rice?").await;
    let desk = format!("/messages/desk/{id}");
    for outsider in [&stranger, &customer, &office.app.anonymous()] {
        let status = outsider.form(&desk, &[("take", "1")]).await.status.as_u16();
        assert!([401, 403, 404].contains(&status), "{status}");
    }
    assert!(staff.get("/messages/desk").await.expect(200).text().contains("Zola"));
    staff.form(&desk, &[("take", "1"), ("from", "")]).await.expect(303);
    staff.form(&desk, &[("note", "Sounds <serious>.")]).await.expect(303);
    let page = staff.get(&desk).await.expect(200).text();
    assert!(
        page.contains("serious") && !page.contains("<serious>") && page.contains("Yaw answers."),
        "{page}"
    );
    assert!(staff.form(&desk, &[("note", "")]).await.expect(422).text().contains("note bad"));
    staff.form(&desk, &[("snooze", "never")]).await.expect(422);
    for (word, hours) in [("1h", 1), ("4h", 4)] {
        staff.form(&desk, &[("snooze", word)]).await.expect(303);
        let until = office.app.clock.now() + TimeDelta::hours(hours);
        let path = "/api/v1/messages/desk/tickets?view=mine";
        let told = staff.get(path).await.expect(200).data()[0]["snoozed_until"].clone();
        assert_eq!(told.as_str().and_then(|at| at.parse().ok()), Some(until));
    }
    for word in ["tomorrow", "week"] {
        staff.form(&desk, &[("snooze", word)]).await.expect(303);
    }
    staff.form(&desk, &[("status", "PENDING")]).await.expect(303);
    assert!(staff.get(&desk).await.expect(200).text().contains("Answered"));
    let (from, to) = (staff.user_id().to_string(), ceo.user_id().to_string());
    let over = [("from", from.as_str()), ("agent", to.as_str()), ("note", "Wants a price.")];
    staff.form(&desk, &over).await.expect(303);
    // The same form sent again: they are there already.
    staff.form(&desk, &over).await.expect(303);
    let page = ceo.get(&desk).await.expect(200).text();
    assert!(page.contains("Adunni answers."), "{page}");
    assert_eq!(page.matches("Wants a price.").count(), 1, "once, however often it is pressed");
    for _ in 0..2 {
        // Pressed again, it stays done.
        ceo.form(&desk, &[("status", "RESOLVED")]).await.expect(303);
    }
    assert!(ceo.get("/messages/desk?view=resolved").await.expect(200).text().contains("Zola"));
    ceo.form(&desk, &[("status", "OPEN")]).await.expect(303);
    staff.form("/messages/desk/shift", &[("on_shift", "0")]).await.expect(303);
    assert!(staff.get("/messages/desk").await.expect(200).text().contains("Begin my shift"));
    staff.form("/messages/desk/shift", &[("on_shift", "1")]).await.expect(303);
    assert!(staff.get("/messages/desk").await.expect(200).text().contains("End my shift"));
}

#[tokio::test]
async fn managers_say_on_pages_how_the_inbox_works_and_nothing_typed_is_lost() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    for path in [SETTINGS, "/messages/desk/team", "/messages/desk/canned"] {
        staff.get(path).await.expect(403);
        staff.form(path, &[]).await.expect(403);
        office.app.anonymous().get(path).await.expect(401);
        assert!(ceo.get(path).await.expect(200).text().contains("/messages/desk/times"));
    }
    let rules = |version: &'static str, after: &'static str| {
        vec![
            ("version", version),
            ("time_zone", "Africa/Lagos"),
            ("opens_0", "08:00"),
            ("closes_0", "12:00"),
            ("opens_0", "14:00"),
            ("closes_0", "00:00"),
            ("holidays", "2026-12-25"),
            ("holidays", ""),
            ("assignment", "ROUND_ROBIN"),
            ("by_language", "true"),
            ("manager_after_min", after),
            ("ceo_after_min", "45"),
            ("silent_after_min", "20"),
        ]
    };
    let wrong = ceo.form(SETTINGS, &rules("0", "soon")).await.expect(422).text();
    assert!(
        wrong.contains("value=\"soon\"") && wrong.contains("value=\"14:00\"") && wrong.contains("2026-12-25")
    );
    assert!(wrong.contains("This is not a possible number of minutes."));
    ceo.form(SETTINGS, &rules("0", "10")).await.expect(303);
    let desk = ceo.get("/api/v1/messages/desk").await.expect(200).data();
    assert_eq!(desk["hours"][0], json!([[480, 720], [840, 1440]]));
    assert_eq!(desk["holidays"], json!(["2026-12-25"]));
    assert_eq!((&desk["assignment"], &desk["sticky"]), (&json!("ROUND_ROBIN"), &json!(false)));
    assert_eq!((&desk["manager_after_min"], &desk["by_language"]), (&json!(10), &json!(true)));
    // Somebody else was first: told, and saved at the second try.
    let stale = ceo.form(SETTINGS, &rules("0", "11")).await.expect(409).text();
    assert!(stale.contains("Somebody else has changed this meanwhile.") && stale.contains("value=\"11\""));
    assert!(stale.contains("name=\"version\" value=\"1\""));
    ceo.form(SETTINGS, &rules("1", "11")).await.expect(303);
    assert!(ceo.get(SETTINGS).await.expect(200).text().contains("value=\"11\""));
}

/// The key in the form of a page.
fn key_in(html: &str) -> String {
    let rest = html.split("name=\"key\" value=\"").nth(1).expect("the form has a key");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_note_and_a_ready_answer_sent_twice_over_a_bad_line_are_one() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    let (desk, canned) = (format!("/messages/desk/{id}"), "/messages/desk/canned");
    let key = key_in(&ceo.get(&desk).await.expect(200).text());
    for words in ["Sounds serious.", "Sounds serious.", "Sounds fine."] {
        let sent = ceo.form(&desk, &[("key", key.as_str()), ("note", words)]).await.expect(303);
        assert_eq!(sent.header("location"), desk);
    }
    let page = ceo.get(&desk).await.expect(200).text();
    assert_eq!(page.matches("Sounds serious.").count(), 1, "{page}");
    assert_eq!(page.matches("Sounds fine.").count(), 1, "other words are another note");
    assert_ne!(key_in(&page), key, "the next note has a key of its own");
    let key = key_in(&ceo.get(canned).await.expect(200).text());
    let new = [("key", key.as_str()), ("shortcut", "hours"), ("text", "8 to 18")];
    for _ in 0..2 {
        assert_eq!(ceo.form(canned, &new).await.expect(303).header("location"), canned);
    }
    let known = ceo.get("/api/v1/messages/desk/canned").await.expect(200).data();
    assert_eq!(known.as_array().map(Vec::len), Some(1), "{known}");
}

#[tokio::test]
async fn managers_look_after_agents_ready_answers_and_times_on_pages() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    let (team, canned) = ("/messages/desk/team", "/messages/desk/canned");
    let yaw = staff.user_id().to_string();
    let agent = |capacity: &'static str| {
        vec![
            ("user_id", yaw.as_str()),
            ("version", "0"),
            ("languages", "en"),
            ("languages", "fr"),
            ("capacity", capacity),
        ]
    };
    let wrong = ceo.form(team, &agent("many")).await.expect(422).text();
    assert!(wrong.contains("value=\"many\"") && wrong.contains("Choose a number from 0 to 200."), "{wrong}");
    ceo.form(team, &agent("3")).await.expect(303);
    let agents = ceo.get("/api/v1/messages/desk/agents").await.expect(200).data();
    let found = agents.as_array().expect("a list").iter().find(|one| one["user_id"] == yaw).expect("Yaw");
    assert_eq!((&found["capacity"], &found["on_shift"]), (&json!(3), &json!(false)));
    assert_eq!(found["languages"], json!(["en", "fr"]));
    let stale = ceo.form(team, &agent("7")).await.expect(409).text();
    assert!(stale.contains("value=\"7\"") && stale.contains("name=\"version\" value=\"1\""), "{stale}");
    let new = [("shortcut", "hours"), ("text", "8 to 18")];
    ceo.form(canned, &new).await.expect(303);
    let taken = ceo.form(canned, &[("shortcut", "hours"), ("text", "Kept words")]).await.expect(422).text();
    assert!(
        taken.contains("Kept words") && taken.contains("There is a ready answer with this name already.")
    );
    let known = ceo.get("/api/v1/messages/desk/canned").await.expect(200).data();
    let id = known[0]["id"].as_str().expect("an id").to_owned();
    let change = [("id", id.as_str()), ("version", "1"), ("shortcut", "hours"), ("text", "9 to 17")];
    ceo.form(canned, &change).await.expect(303);
    assert!(
        ceo.form(canned, &change).await.expect(409).text().contains("value=\"2\""),
        "the present version"
    );
    let wrong = [("id", id.as_str()), ("version", "1"), ("shortcut", "hours"), ("text", " ")];
    let wrong = ceo.form(canned, &wrong).await.expect(422).text();
    assert!(wrong.contains("name=\"version\" value=\"1\""), "a mistake makes it no fresher: {wrong}");
    let stranger = office.ceo("Awa");
    stranger.form(canned, &change).await.expect(404);
    stranger.form(canned, &[("id", id.as_str()), ("delete", "1")]).await.expect(303);
    assert!(ceo.get(canned).await.expect(200).text().contains("9 to 17"), "a stranger deletes nothing");
    ceo.form(canned, &[("id", id.as_str()), ("delete", "1")]).await.expect(303);
    assert!(!ceo.get(canned).await.expect(200).text().contains("9 to 17"));
    // Times are for everybody of the team.
    let (_, conversation) = written(&office, &ceo, "Do you have rice?").await;
    let path = format!("/messages/desk/{conversation}");
    ceo.form(&path, &[("take", "1"), ("from", "")]).await.expect(303);
    office.app.advance(TimeDelta::minutes(90));
    let chat = format!("/api/v1/messages/conversations/{conversation}");
    ceo.post(&chat, text("desk-0001", "Yes.")).await.expect(201);
    ceo.form(&path, &[("status", "RESOLVED")]).await.expect(303);
    let times = staff.get("/messages/desk/times").await.expect(200).text();
    assert!(times.contains("Adunni") && times.contains("1 h 30 min"), "{times}");
    assert!(staff.get("/messages/desk/times?days=7").await.expect(200).text().contains("Adunni"));
}
