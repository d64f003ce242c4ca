//! What pages tell of being here, and of how far messages have come.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use testkit::Client;

use crate::live::call;
use crate::support::{Office, text};

/// What one member is told of another.
async fn seen_by(reader: &Client, path: &str, other: &Client) -> Value {
    let members = reader.get(&format!("{path}/members")).await.expect(200).data();
    let id = json!(other.user_id());
    let found = members.as_array().expect("a list").iter().find(|member| member["user_id"] == id);
    found.expect("the other one is a member").clone()
}

/// The page of the conversation behind a path of the API.
fn page_of(path: &str) -> String {
    format!("/messages/{}", path.rsplit('/').next().expect("an id"))
}

#[tokio::test]
async fn a_list_says_that_messages_have_come_and_not_that_they_were_read() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=3 {
        amina.post(&path, text(&format!("phone-000{n}"), "hello")).await.expect(201);
    }
    let before = seen_by(&amina, &path, &kwame).await;
    assert_eq!((&before["last_delivered"], &before["last_read"]), (&json!(0), &json!(0)));
    kwame.get("/messages").await.expect(200);
    let after = seen_by(&amina, &path, &kwame).await;
    assert_eq!((&after["last_delivered"], &after["last_read"]), (&json!(3), &json!(0)));
}

#[tokio::test]
async fn a_page_without_messages_reads_none() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let head = kwame.get(&format!("{}?before=1", page_of(&path))).await.expect(200).text();
    assert!(
        head.contains("data-write") && !head.contains("data-seq"),
        "the place to write in, and no message"
    );
    assert_eq!(seen_by(&amina, &path, &kwame).await["last_read"], 0);
    kwame.get(&page_of(&path)).await.expect(200);
    assert_eq!(seen_by(&amina, &path, &kwame).await["last_read"], 1);
}

#[tokio::test]
async fn being_here_can_be_hidden_and_shown_without_scripts() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let page = page_of(&path);
    let keep = format!("{page}/keep");
    office.customer("Zola").form(&keep, &[("hidden", "1")]).await.expect(404);
    assert!(kwame.get(&page).await.expect(200).text().contains(r#"name="hidden" value="1""#));
    assert_eq!(seen_by(&amina, &path, &kwame).await["online"], false);
    kwame.form(&keep, &[("hidden", "1")]).await.expect(303);
    let hidden = seen_by(&amina, &path, &kwame).await;
    for field in ["online", "away", "last_seen_at"] {
        assert_eq!(hidden[field], Value::Null, "{field}");
    }
    assert!(kwame.get(&page).await.expect(200).text().contains(r#"name="hidden" value="0""#));
    kwame.form(&keep, &[("hidden", "0")]).await.expect(303);
    assert_eq!(seen_by(&amina, &path, &kwame).await["online"], false);
}

/// M-5: it is told at once a few times, and then what came of it. The pause is measured in real time.
#[tokio::test]
async fn whoever_turns_away_and_back_without_end_is_told_of_a_few_times() {
    let office = Office::open().await;
    let (amina, ..) = office.pair().await;
    office.take_heard("presence.updated");
    let began = Instant::now();
    for n in 0..=100 {
        call(&office, &amina, "presence.set", json!({"away": n % 2 == 0})).await.expect("set");
    }
    let pauses = usize::try_from(began.elapsed().as_secs()).expect("small") / 5 + 1;
    let mut heard = office.take_heard("presence.updated");
    assert!((10..=11 * pauses).contains(&heard.len()), "{} in {pauses} pauses", heard.len());
    while heard.last().is_none_or(|(_, told)| told["away"] != true) {
        assert!(began.elapsed() < Duration::from_secs(40), "how she is in the end is told");
        tokio::time::sleep(Duration::from_millis(100)).await;
        heard.extend(office.take_heard("presence.updated"));
    }
}
