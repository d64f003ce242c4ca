//! Lists that grow are told page by page, and nobody is skipped or told twice (P-3).

use chrono::TimeDelta;
use kernel::{TeamRole, UserId};
use serde_json::{Value, json};
use testkit::Client;

use crate::desk::written;
use crate::support::{Office, text};

const BLOCKS: &str = "/api/v1/messages/blocks";
const CANNED: &str = "/api/v1/messages/desk/canned";
const CHANNELS: &str = "/api/v1/messages/channels";
const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";

/// A page of a list, and where the next one is.
async fn page(client: &Client, path: &str) -> (Vec<Value>, Option<String>) {
    let reply = client.get(path).await.expect(200).json();
    let next = reply["links"]["next"].as_str().map(str::to_owned);
    assert_eq!(reply["meta"]["pagination"]["has_more"], next.is_some(), "{reply}");
    (reply["data"].as_array().expect("a list").clone(), next)
}

/// Everything from there on.
async fn rest(client: &Client, mut next: Option<String>) -> Vec<Value> {
    let mut all = Vec::new();
    while let Some(path) = next {
        let (items, further) = page(client, &path).await;
        all.extend(items);
        next = further;
    }
    all
}

/// A page for people, and all that its "Show more" leads to.
async fn shown(client: &Client, path: &str) -> Vec<String> {
    let mut pages = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = client.get(&path).await.expect(200).text();
        let end = page.split("class=\"page-end\"").nth(1).and_then(|end| end.split("href=\"").nth(1));
        next = end.and_then(|href| href.split('"').next()).map(str::to_owned);
        pages.push(page);
    }
    pages
}

/// How often something stands on each page.
fn counts(pages: &[String], what: &str) -> Vec<usize> {
    pages.iter().map(|page| page.matches(what).count()).collect()
}

/// Those who are told of, in an order that can be compared.
fn people(items: &[Value]) -> Vec<String> {
    let mut people: Vec<String> =
        items.iter().map(|item| item["user_id"].as_str().expect("an id").to_owned()).collect();
    people.sort();
    people
}

fn sorted(ids: impl Iterator<Item = UserId>) -> Vec<String> {
    let mut ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    ids.sort();
    ids
}

fn words(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["text"].as_str().expect("a text").to_owned()).collect()
}

async fn refuses_the_cursor(client: &Client, path: &str) {
    let errors = client.get(path).await.expect(400).errors();
    assert_eq!(errors[0].1, "cursor", "{path}: {errors:?}");
}

async fn block(blocker: &Client, blocked: UserId) {
    blocker.post(&format!("/api/v1/users/{blocked}/block"), json!({})).await.expect(204);
}

#[tokio::test]
async fn people_who_were_blocked_at_one_moment_come_on_several_pages_each_once() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let blocked: Vec<UserId> = (0..45).map(|n| office.customer(&format!("Person {n}")).user_id()).collect();
    for one in &blocked {
        block(&amina, *one).await;
    }
    let (first, next) = page(&amina, BLOCKS).await;
    assert_eq!(first.len(), 20, "as many as are usual");
    // The last one stands first, on a page that was read already.
    office.app.advance(TimeDelta::minutes(1));
    let late = office.customer("Late").user_id();
    block(&amina, late).await;
    let all = [first, rest(&amina, next.clone()).await].concat();
    assert_eq!(people(&all), sorted(blocked.iter().copied()));
    assert_eq!(page(&amina, BLOCKS).await.0[0]["user_id"], late.to_string());

    let (few, more) = page(&amina, &format!("{BLOCKS}?limit=7&fields=name")).await;
    let more = page(&amina, &more.expect("there is more")).await.0;
    assert_eq!((few.len(), more.len()), (7, 7));
    let others = |item: &Value| item.as_object().is_none_or(|item| item.keys().any(|name| name != "name"));
    assert!(!few.iter().chain(&more).any(others), "what was chosen holds for the next page, too");
    refuses_the_cursor(&kwame, &next.expect("there is more")).await;
    refuses_the_cursor(&amina, &format!("{BLOCKS}?cursor=made-up")).await;
    amina.get(&format!("{BLOCKS}?limit=101")).await.expect(422);

    let pages = shown(&amina, "/messages/blocked").await;
    assert_eq!(counts(&pages, "name=\"unblock\""), [20, 20, 6]);
    for one in &blocked {
        assert_eq!(counts(&pages, &format!("value=\"{one}\"")).iter().sum::<usize>(), 1);
    }
}

#[tokio::test]
async fn whoever_comes_or_goes_while_members_are_read_moves_nobody_else() {
    let office = Office::open().await;
    let ceo = office.ceo("Amina");
    let staff: Vec<UserId> =
        (0..44).map(|n| office.colleague(&ceo, TeamRole::Staff, &format!("Person {n}")).user_id()).collect();
    let made = ceo.post(CHANNELS, json!({"title": "All", "members": staff})).await.expect(201);
    let (path, id) = (made.header("location").to_owned(), made.data()["id"].clone());
    let id = id.as_str().expect("an id");
    let (first, next) = page(&ceo, &format!("{path}/members")).await;
    assert_eq!(first.len(), 20);
    office.app.advance(TimeDelta::minutes(1));
    let late = office.colleague(&ceo, TeamRole::Staff, "Late").user_id();
    let own = ceo.user_id().to_string();
    let gone = people(&first).into_iter().find(|one| *one != own).expect("others are on the first page");
    let change = json!({"add": [late], "remove": [gone]});
    let now = ceo.post(&format!("{CHANNELS}/{id}/members"), change).await.expect(200).data();
    assert_eq!(now.as_array().map(Vec::len), Some(45), "the answer to a change is whole");
    let all = [first, rest(&ceo, next.clone()).await].concat();
    let everybody = staff.iter().copied().chain([ceo.user_id(), late]);
    assert_eq!(people(&all), sorted(everybody));
    assert_eq!(all[45]["user_id"], late.to_string(), "who came last comes last");

    let other = ceo.post(CHANNELS, json!({"title": "Few"})).await.expect(201).data();
    let elsewhere = next.expect("there is more").replace(id, other["id"].as_str().expect("an id"));
    refuses_the_cursor(&ceo, &elsewhere).await;

    let pages = shown(&ceo, &format!("/messages/{id}/people")).await;
    assert_eq!(counts(&pages, "name=\"block\""), [20, 20, 4], "everybody but oneself");
    let pages = shown(&ceo, &format!("/messages/{id}/channel")).await;
    assert_eq!(counts(&pages, "name=\"remove\"").iter().sum::<usize>(), 44);
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().all(|page| page.contains("45 people")), "all are counted on every page");
}

#[tokio::test]
async fn notes_come_newest_first_and_one_written_meanwhile_moves_none() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let (_, id) = written(&office, &ceo, "Do you have rice?").await;
    let notes = format!("/api/v1/messages/desk/tickets/{id}/notes");
    for n in 0..45 {
        ceo.post(&notes, json!({"note": format!("Remark {n}.")})).await.expect(201);
    }
    let (first, next) = page(&ceo, &notes).await;
    ceo.post(&notes, json!({"note": "Meanwhile."})).await.expect(201);
    let all = [first, rest(&ceo, next.clone()).await].concat();
    assert_eq!(words(&all), (0..45).rev().map(|n| format!("Remark {n}.")).collect::<Vec<_>>());

    let ack = office.customer("Awa").post(INBOX, text("phone-0001", "And beans?")).await.expect(201).data();
    let other = ack["conversation_id"].as_str().expect("an id");
    refuses_the_cursor(&ceo, &next.expect("there is more").replace(&id, other)).await;

    let pages = shown(&ceo, &format!("/messages/desk/{id}")).await;
    assert_eq!(counts(&pages, "Meanwhile."), [1, 0, 0]);
    assert_eq!(counts(&pages, "Remark "), [19, 20, 6]);
    assert!(pages[2].contains("Remark 0."));
}

#[tokio::test]
async fn what_a_message_said_before_comes_in_pages() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 0..2 {
        amina.post(&path, text(&format!("phone-{n:04}"), "Words 0")).await.expect(201);
    }
    for n in 1..=25 {
        office.app.advance(TimeDelta::seconds(1));
        let change = json!({"text": format!("Words {n}"), "version": n});
        amina.patch(&format!("{path}/messages/1"), change).await.expect(200);
    }
    let edits = format!("{path}/messages/1/edits");
    let (first, next) = page(&kwame, &edits).await;
    assert_eq!(first.len(), 20);
    let all = [first, rest(&kwame, next.clone()).await].concat();
    assert_eq!(words(&all), (0..25).map(|n| format!("Words {n}")).collect::<Vec<_>>());
    let elsewhere = next.expect("there is more").replace("messages/1/edits", "messages/2/edits");
    refuses_the_cursor(&kwame, &elsewhere).await;
    amina.delete(&format!("{path}/messages/1")).await.expect(200);
    assert_eq!(page(&kwame, &edits).await, (Vec::new(), None), "what was taken away said nothing");
}

#[tokio::test]
async fn ready_answers_are_told_whole_and_there_is_a_most_of_them() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let mut last = Value::Null;
    for n in 0..200 {
        let new = json!({"shortcut": format!("a{n:03}"), "text": "From 8 to 18."});
        last = ceo.post(CANNED, new).await.expect(201).data();
    }
    let one_more = json!({"shortcut": "more", "text": "From 9 to 17."});
    assert_eq!(ceo.post(CANNED, one_more.clone()).await.expect(422).errors()[0].1, "shortcut");
    let form = [("shortcut", "more"), ("text", "Typed words.")];
    let refused = ceo.form("/messages/desk/canned", &form).await.expect(422).text();
    assert!(refused.contains("There are 200 ready answers at most.") && refused.contains("Typed words."));
    let known = ceo.get(CANNED).await.expect(200).json();
    assert_eq!(known["data"].as_array().map(Vec::len), Some(200));
    assert!(known["meta"].get("pagination").is_none() && known.get("links").is_none(), "{}", known["meta"]);
    ceo.delete(&format!("{CANNED}/{}", last["id"].as_str().expect("an id"))).await.expect(204);
    ceo.post(CANNED, one_more.clone()).await.expect(201);
    // Somebody else's are not counted.
    office.ceo("Awa").post(CANNED, one_more).await.expect(201);
}
