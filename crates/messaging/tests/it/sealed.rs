//! Words at rest, where they are sealed (M-12).

use chrono::TimeDelta;
use futures_util::future::join_all;
use platform::config::Config;
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, said, text};

/// Sealed with the key of this name; keys of these bytes are known.
fn sealing(seal_with: &'static str, keys: &'static [(&'static str, u8)]) -> impl FnOnce(&mut Config) {
    move |config| {
        config.message_keys.keys = keys.iter().map(|(name, key)| ((*name).to_owned(), [*key; 32])).collect();
        config.message_keys.seal_with = Some(seal_with.to_owned()).filter(|name| !name.is_empty());
    }
}

const ONE: &[(&str, u8)] = &[("k1", 1)];
const BOTH: &[(&str, u8)] = &[("k1", 1), ("k2", 2)];
const SECOND: &[(&str, u8)] = &[("k2", 2)];

const CLEAR: &str = "SELECT (SELECT count(*) FROM messaging.messages WHERE body <> '')
    + (SELECT count(*) FROM messaging.edits WHERE body <> '')
    + (SELECT count(*) FROM messaging.reports WHERE context <> '[]')";
const SEALED: &str = "SELECT count(*) FROM messaging.messages WHERE sealed IS NOT NULL";
const DATA_KEYS: &str = "SELECT count(*) FROM messaging.data_keys";
/// With which data keys messages, earlier words and reports are sealed.
const USED: &str = "SELECT count(DISTINCT substring(sealed FROM 1 FOR 16)) FROM (
    SELECT sealed FROM messaging.messages UNION ALL SELECT sealed FROM messaging.edits
    UNION ALL SELECT sealed FROM messaging.reports) AS kept WHERE sealed IS NOT NULL";

async fn words(reader: &Client, path: &str) -> Vec<(i64, String)> {
    said(&reader.get(path).await.expect(200).data())
}

fn one(seq: i64, words: &str) -> (i64, String) {
    (seq, words.to_owned())
}

/// A superuser changes rows, as whoever has a copy of the database might.
async fn meddle(office: &Office, sql: &'static str) {
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    sqlx::query(sql).execute(&mut superuser).await.expect("changed");
}

#[tokio::test]
async fn sealed_words_are_read_by_those_who_may_and_stand_nowhere_in_clear() {
    let office = Office::open_with(sealing("k1", ONE)).await;
    let (amina, kwame, path) = office.pair().await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    office.take_heard("message.sent");
    amina.post(&path, text("phone-0001", "a teh secret word")).await.expect(201);
    amina.post(&path, text("phone-0001", "a teh secret word")).await.expect(201);
    assert_eq!(office.take_heard("message.sent")[0].1["text"], "a teh secret word");
    let edit = json!({"text": "a secret word", "version": 1});
    amina.patch(&format!("{path}/messages/1"), edit).await.expect(200);
    assert_eq!(office.take_heard("message.updated")[0].1["text"], "a secret word");
    amina.post(&path, text("phone-0002", "another secret")).await.expect(201);
    kwame.post(&format!("{path}/messages/1/report"), json!({"reason": "SPAM"})).await.expect(202);
    // A customer's first words go another way.
    office.list_business(&amina, "adunni-grains");
    let first = text("phone-0001", "A secret of rice?");
    let zola = office.customer("Zola");
    zola.post("/api/v1/messages/inbox/adunni-grains", first).await.expect(201);
    assert_eq!((office.rows(CLEAR).await, office.rows(SEALED).await), (0, 3));
    let hidden = "SELECT count(*) FROM (SELECT sealed FROM messaging.messages UNION ALL
        SELECT sealed FROM messaging.edits UNION ALL SELECT sealed FROM messaging.reports) AS kept
        WHERE sealed IS NULL OR position('secret'::bytea in sealed) > 0";
    assert_eq!(office.rows(hidden).await, 0);

    let wanted = vec![one(1, "a secret word"), one(2, "another secret")];
    assert_eq!(words(&kwame, &path).await, wanted);
    let asked = json!({"conversations": [{"conversation_id": id, "seq": 0}]});
    let synced = kwame.post("/api/v1/messages/sync", asked).await.expect(200).data();
    assert_eq!(said(&synced["conversations"][0]), wanted);
    let list = kwame.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(list[0]["last_message"]["text"], "another secret");
    let edits = kwame.get(&format!("{path}/messages/1/edits")).await.expect(200).data();
    assert_eq!(edits[0]["text"], "a teh secret word");
    let file = office.export(&kwame, &path, "txt").await;
    assert!(file.contains("another secret"), "{file}");
    let page = kwame.get(&format!("/messages/{id}")).await.expect(200).text();
    assert!(page.contains("another secret"));
    let reports = office.app.admin().get("/api/v1/messages/reports").await.expect(200).data();
    assert_eq!(reports[0]["context"][0]["text"], "a secret word");
    // Searching finds none of it, and says so.
    assert_eq!(kwame.get("/api/v1/messages/search?q=secret").await.expect(200).data(), json!([]));
    let page = kwame.get("/messages/search?q=secret").await.expect(200).text();
    assert!(page.contains("Encrypted messages are not found"));
    // Another process opens them with nothing but the database and the configuration.
    assert_eq!(words(&office.second_process().client(&kwame), &path).await, wanted);
    amina.delete(&format!("{path}/messages/1")).await.expect(200);
    assert_eq!(office.rows(SEALED).await, 2, "of what is removed nothing is left, sealed or not");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.edits").await, 0);
}

#[tokio::test]
async fn nothing_is_sealed_unless_that_is_configured() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    amina.patch(&format!("{path}/messages/1"), json!({"text": "hello you", "version": 1})).await.expect(200);
    assert_eq!(
        (office.rows(CLEAR).await, office.rows(SEALED).await, office.rows(DATA_KEYS).await),
        (2, 0, 0)
    );
    let page = kwame.get("/messages/search?q=hello").await.expect(200).text();
    assert!(page.contains("hello") && !page.contains("Encrypted messages"));
    assert_eq!(office.messaging.key_problems().await.expect("an answer"), Vec::<String>::new());
    assert!(office.messaging.rotate_message_keys().await.is_err(), "there is no key to seal with");
    assert!(office.messaging.reseal_messages(|_| {}).await.is_err());
}

#[tokio::test]
async fn it_can_be_switched_on_and_off_and_everything_stays_readable() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=2 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("clear {n}"))).await.expect(201);
    }
    let on = office.second_process_with(sealing("k1", ONE));
    let amina_on = on.client(&amina);
    amina_on.post(&path, text("phone-0003", "sealed 3")).await.expect(201);
    amina_on
        .patch(&format!("{path}/messages/1"), json!({"text": "sealed 1", "version": 1}))
        .await
        .expect(200);
    // What is written now is sealed, and so is what is put aside by it.
    assert_eq!((office.rows(CLEAR).await, office.rows(SEALED).await), (1, 2));
    let off = office.second_process_with(sealing("", ONE));
    let amina_off = off.client(&amina);
    amina_off.post(&path, text("phone-0004", "clear 4")).await.expect(201);
    amina_off
        .patch(&format!("{path}/messages/3"), json!({"text": "clear 3", "version": 1}))
        .await
        .expect(200);
    let wanted = [one(1, "sealed 1"), one(2, "clear 2"), one(3, "clear 3"), one(4, "clear 4")];
    for process in [&on, &off] {
        let reader = process.client(&kwame);
        assert_eq!(words(&reader, &path).await, wanted);
        for (seq, before) in [(1, "clear 1"), (3, "sealed 3")] {
            let edits = reader.get(&format!("{path}/messages/{seq}/edits")).await.expect(200).data();
            assert_eq!(edits[0]["text"], before);
        }
    }
    assert_eq!(office.rows("SELECT count(*) FROM messaging.edits WHERE sealed IS NULL").await, 0);
}

#[tokio::test]
async fn each_month_has_a_key_of_its_own_and_old_ones_go_on_opening() {
    let office = Office::open_with(sealing("k1", ONE)).await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=3 {
        amina.post(&path, text(&format!("phone-{n:04}"), "hello")).await.expect(201);
    }
    assert_eq!(office.rows(DATA_KEYS).await, 1);
    office.app.advance(TimeDelta::days(31));
    let second = office.second_process();
    let (first, other) = tokio::join!(
        amina.post(&path, text("phone-0004", "later")),
        second.send(&kwame, &path, "phone-0005", "later"),
    );
    first.expect(201);
    assert!(other > 3);
    assert_eq!(office.rows(DATA_KEYS).await, 2, "one, however many find that the old one is over");
    assert_eq!(words(&kwame, &path).await.len(), 5);
    assert_eq!(words(&office.second_process().client(&amina), &path).await.len(), 5);
}

#[tokio::test]
async fn words_that_were_changed_or_moved_cannot_be_read_and_the_others_can() {
    let office = Office::open_with(sealing("k1", ONE)).await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=4 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("words {n}"))).await.expect(201);
    }
    meddle(
        &office,
        "UPDATE messaging.messages SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) WHERE seq = 1",
    )
    .await;
    meddle(
        &office,
        "UPDATE messaging.messages AS message SET sealed = other.sealed FROM messaging.messages AS other
         WHERE (message.seq, other.seq) IN ((2, 3), (3, 2))",
    )
    .await;
    let seen = kwame.get(&path).await.expect(200).data();
    assert_eq!(said(&seen), [one(1, ""), one(2, ""), one(3, ""), one(4, "words 4")]);
    let removed_by = |seq: usize| seen["messages"][seq - 1]["removed_by"].clone();
    assert_eq!([removed_by(1), removed_by(2), removed_by(3)], ["KEY", "KEY", "KEY"].map(Value::from));
    assert_eq!(removed_by(4), Value::Null);
    let id = path.rsplit('/').next().expect("an id");
    let page = kwame.get(&format!("/messages/{id}")).await.expect(200).text();
    assert_eq!(page.matches("<i>This message cannot be read now.</i>").count(), 3);
    assert!(page.contains("words 4"));
    // Whoever wrote it can still take it away, and moderation too.
    amina.delete(&format!("{path}/messages/1")).await.expect(200);
    kwame.post(&format!("{path}/messages/2/report"), json!({"reason": "FRAUD"})).await.expect(202);
    let admin = office.app.admin();
    let reports = admin.get("/api/v1/messages/reports").await.expect(200).data();
    let report = reports[0]["id"].as_str().expect("an id");
    admin.post(&format!("/api/v1/messages/reports/{report}/take-down"), json!({})).await.expect(204);
    let seen = kwame.get(&path).await.expect(200).data();
    assert_eq!(seen["messages"][0]["removed_by"], "SENDER");
    assert_eq!(seen["messages"][1]["removed_by"], "MODERATION");
    assert_eq!(office.rows(SEALED).await, 2);
    kwame.post(&format!("{path}/messages/4/report"), json!({"reason": "FRAUD"})).await.expect(202);
    let page = admin.get("/messages/reports").await.expect(200).text();
    assert!(page.contains("words 4"));
    meddle(&office, "UPDATE messaging.reports SET sealed = sealed || 'x'::bytea").await;
    let page = admin.get("/messages/reports").await.expect(200).text();
    assert!(!page.contains("words 4") && page.contains("This message cannot be read now."));
}

#[tokio::test]
async fn without_the_right_key_nothing_is_read_or_written_in_clear_and_nothing_is_lost() {
    let office = Office::open_with(sealing("k1", ONE)).await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    kwame.post(&format!("{path}/messages/1/report"), json!({"reason": "SPAM"})).await.expect(202);
    // The key is missing: others are read and written, these are not.
    let without = office.second_process_with(sealing("k2", SECOND));
    let reader = without.client(&kwame);
    reader.post(&path, text("phone-0002", "with another key")).await.expect(201);
    let seen = reader.get(&path).await.expect(200).data();
    assert_eq!(said(&seen), [one(1, ""), one(2, "with another key")]);
    assert_eq!(seen["messages"][0]["removed_by"], "KEY");
    let problems = without.messaging.key_problems().await.expect("an answer");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("no key named \"k1\""), "{problems:?}");
    let failed = without.messaging.rotate_message_keys().await.expect_err("k1 is needed");
    let cause = std::error::Error::source(&failed).expect("a cause").to_string();
    assert!(cause.contains("k1"), "{cause}");
    // Another key under the same name: nothing is written rather than written in clear.
    let wrong = office.second_process_with(sealing("k1", &[("k1", 9)]));
    wrong.client(&amina).post(&path, text("phone-0003", "lost?")).await.expect(503);
    let edit = json!({"text": "lost?", "version": 1});
    wrong.client(&amina).patch(&format!("{path}/messages/1"), edit).await.expect(503);
    let problems = wrong.messaging.key_problems().await.expect("an answer");
    assert!(problems.iter().any(|line| line.contains("the key named \"k1\"")), "{problems:?}");
    assert_eq!(office.rows(CLEAR).await, 0);
    // Moderators learn that there was something.
    let admin = office.app.admin();
    let locked = wrong.client(&admin).get("/api/v1/messages/reports").await.expect(200).data();
    assert_eq!(locked[0]["context"][0]["removed_by"], "KEY");
    // With both everything is there.
    let both = office.second_process_with(sealing("k2", BOTH));
    let wanted = [one(1, "hello"), one(2, "with another key")];
    assert_eq!(words(&both.client(&kwame), &path).await, wanted);
    assert_eq!(both.messaging.key_problems().await.expect("an answer"), Vec::<String>::new());
}

#[tokio::test]
async fn keys_are_changed_while_people_write() {
    let office = Office::open_with(sealing("k1", BOTH)).await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0000", "teh first")).await.expect(201);
    amina.patch(&format!("{path}/messages/1"), json!({"text": "the first", "version": 1})).await.expect(200);
    kwame.post(&format!("{path}/messages/1/report"), json!({"reason": "SPAM"})).await.expect(202);
    // One was written before anything was sealed.
    let off = office.second_process_with(sealing("", BOTH));
    off.send(&kwame, &path, "phone-0001", "once in clear").await;
    assert_eq!(office.rows(CLEAR).await, 1);
    // Rewrapping alone touches no message.
    let before =
        "SELECT hashtext(string_agg(encode(sealed, 'hex'), '' ORDER BY seq))::bigint FROM messaging.messages";
    let hash = office.rows(before).await;
    office.app.advance(TimeDelta::days(2));
    let second = office.second_process_with(sealing("k2", BOTH));
    assert_eq!(second.messaging.rotate_message_keys().await.expect("rotated"), 1);
    assert_eq!(second.messaging.rotate_message_keys().await.expect("rotated"), 0, "again does nothing");
    assert_eq!(office.rows(before).await, hash);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.data_keys WHERE sealed_with <> 'k2'").await, 0);
    // All of it is sealed anew while both sides write and rewrite.
    let sending = join_all((2..=40).map(|n| {
        let (amina, path) = (second.client(&amina), path.clone());
        async move {
            let reply =
                amina.post(&path, text(&format!("phone-{n:04}"), &format!("line {n}"))).await.expect(201);
            let seq = reply.data()["seq"].as_i64().expect("a place");
            let edit = json!({"text": format!("line {n} again"), "version": 1});
            amina.patch(&format!("{path}/messages/{seq}"), edit).await.expect(200);
        }
    }));
    let (done, _) = tokio::join!(second.messaging.reseal_messages(|_| {}), sending);
    assert!(done.expect("sealed anew").resealed >= 4, "two messages, what one said before, and a report");
    // What was on its way when the key was made is found by the next run, if not by the last pass of this one.
    second.messaging.reseal_messages(|_| {}).await.expect("sealed anew");
    let again = second.messaging.reseal_messages(|_| {}).await.expect("sealed anew");
    assert_eq!(again, messaging::Resealed::default(), "nothing was left over");
    assert_eq!((office.rows(CLEAR).await, office.rows(USED).await), (0, 1));
    // The key of before is not needed any more, and nothing was lost, doubled or told as a change.
    let after = office.second_process_with(sealing("k2", SECOND));
    assert_eq!(after.messaging.key_problems().await.expect("an answer"), Vec::<String>::new());
    let seen = words(&after.client(&kwame), &format!("{path}?limit=100")).await;
    assert_eq!((seen.len(), &seen[0], &seen[1]), (41, &one(1, "the first"), &one(2, "once in clear")));
    let mut lines: Vec<&str> = seen[2..].iter().map(|(_, words)| words.as_str()).collect();
    lines.sort_unstable();
    let mut wanted: Vec<String> = (2..=40).map(|n| format!("line {n} again")).collect();
    wanted.sort_unstable();
    assert_eq!(lines, wanted);
    let edits = after.client(&kwame).get(&format!("{path}/messages/1/edits")).await.expect(200).data();
    assert_eq!(edits[0]["text"], "teh first");
    let versions = "SELECT count(*) FROM messaging.messages WHERE (seq = 1 AND version <> 2) OR (seq = 2 AND version <> 1)";
    assert_eq!(office.rows(versions).await, 0);
}

#[tokio::test]
async fn what_the_program_says_is_sealed_as_well() {
    let office = Office::open_with(sealing("k1", ONE)).await;
    let ceo = office.ceo("Amina");
    let made = ceo.post("/api/v1/messages/channels", json!({"title": "All"})).await.expect(201);
    assert_eq!(words(&ceo, made.header("location")).await, [one(1, "Amina made the channel “All”.")]);
    assert_eq!((office.rows(CLEAR).await, office.rows(SEALED).await), (0, 1));
}
