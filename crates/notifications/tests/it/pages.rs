//! The pages, as a browser without scripts uses them.

use chrono::TimeDelta;
use kernel::TeamRole;

use crate::world::{World, lines};

#[tokio::test]
async fn the_centre_shows_opens_and_marks() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let empty = ceo.get("/notifications").await.expect(200).text();
    assert!(empty.contains("Nothing here yet") && !empty.contains("Unread ("), "{empty}");
    world.request_from_somebody(&ceo).await;
    let page = ceo.get("/notifications").await.expect(200).text();
    assert!(page.contains("wants to connect with you") && page.contains("Unread (1)"), "{page}");
    assert!(ceo.get("/notifications/preferences").await.expect(200).text().contains("<b data-unread>1</b>"));
    let id = lines(&ceo).await[0]["id"].as_str().expect("an id").to_owned();
    let opened = ceo.form(&format!("/notifications/{id}/open"), &[]).await.expect(303);
    assert_eq!(opened.header("location"), "/connections?tab=received");
    assert!(!ceo.get("/notifications").await.expect(200).text().contains("Unread ("));
    assert!(
        ceo.get("/notifications?unread=true").await.expect(200).text().contains("You have read everything")
    );
    world.request_from_somebody(&ceo).await;
    ceo.form("/notifications/read-all", &[("until", "")]).await.expect(303);
    assert!(!ceo.get("/notifications").await.expect(200).text().contains("Unread ("));
    ceo.get("/notifications?cursor=forged").await.expect(400);
}

#[tokio::test]
async fn what_came_while_the_page_was_made_is_not_marked_with_it() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let until = async || {
        let page = ceo.get("/notifications").await.expect(200).text();
        let rest = page.split("name=\"until\" value=\"").nth(1).expect("a button that marks all");
        rest.split('"').next().expect("a time").to_owned()
    };
    let unread = async || lines(&ceo).await[0]["read"] == false;
    world.request_from_somebody(&ceo).await;
    world.wait(TimeDelta::seconds(30)).await;
    let seen = until().await;
    // At the very moment at which the page was made.
    world.request_from_somebody(&ceo).await;
    ceo.form("/notifications/read-all", &[("until", &seen)]).await.expect(303);
    assert!(unread().await, "two businesses now, of which one was seen");
    let seen = until().await;
    ceo.form("/notifications/read-all", &[("until", &seen)]).await.expect(303);
    assert!(!unread().await);
}

#[tokio::test]
async fn a_line_is_marked_either_way_without_being_opened() {
    let world = World::start().await;
    let (ceo, stranger) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    world.request_from_somebody(&ceo).await;
    let id = lines(&ceo).await[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/notifications/{id}/read");
    let here = "/notifications?unread=true";
    let marked = ceo.form(&path, &[("read", "true"), ("return", here)]).await.expect(303);
    assert_eq!((marked.header("location"), &lines(&ceo).await[0]["read"]), (here, &true.into()));
    assert!(ceo.get("/notifications").await.expect(200).text().contains("Mark as not read: "));
    // Nobody leads a reader elsewhere with it.
    let back = [("read", "false"), ("return", "https://elsewhere.example/notifications")];
    let marked = ceo.form(&path, &back).await.expect(303);
    assert_eq!((marked.header("location"), &lines(&ceo).await[0]["read"]), ("/notifications", &false.into()));
    assert!(ceo.get(here).await.expect(200).text().contains("Mark as read: "));
    stranger.form(&path, &[("read", "true")]).await.expect(404);
    world.app.anonymous().form(&path, &[("read", "true")]).await.expect(401);
}

#[tokio::test]
async fn everything_that_happened_stands_in_the_activity() {
    let world = World::start().await;
    let (ceo, stranger) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    // What one does not want to be told of is there as well.
    let quiet = serde_json::json!({"choices": {"MATCH": {"IN_APP": false}}, "version": 0});
    ceo.put("/api/v1/notifications/preferences", quiet).await.expect(200);
    world.request_from_somebody(&ceo).await;
    assert!(!ceo.get("/notifications").await.expect(200).text().contains("wants to connect"));
    assert!(ceo.get("/activity").await.expect(200).text().contains("wants to connect with you"));
    let others = stranger.get("/activity").await.expect(200).text();
    assert!(others.contains("Nothing here yet") && !others.contains("wants to connect"), "{others}");
    world.app.anonymous().get("/activity").await.expect(401);
    // Page by page, each line once.
    for _ in 0..21 {
        world.request_from_somebody(&stranger).await;
        stranger.post("/api/v1/notifications/read-all", serde_json::json!({})).await.expect(200);
    }
    let first = stranger.get("/activity").await.expect(200).text();
    let opens = |page: &str| page.matches("/open\"").count();
    let next =
        first.split("href=\"/activity?").nth(1).and_then(|rest| rest.split('"').next()).expect("a way on");
    let second = stranger.get(&format!("/activity?{next}")).await.expect(200).text();
    assert_eq!((opens(&first), opens(&second)), (20, 1));
    stranger.get("/activity?cursor=forged").await.expect(400);
}

#[tokio::test]
async fn admins_look_at_every_sentence_in_every_language() {
    let world = World::start().await;
    let admin = world.app.admin();
    let path = "/notifications/templates";
    let page = admin.get(&format!("{path}?language=fr")).await.expect(200).text();
    assert!(page.contains("souhaite entrer en relation") && page.contains("lang=\"fr\""), "{page}");
    let page = admin.get(&format!("{path}?language=ar")).await.expect(200).text();
    assert!(page.contains("تريد شركتان التواصل معك") && page.contains("dir=\"rtl\""), "{page}");
    admin.get(&format!("{path}?language=xx")).await.expect(200);
    world.member(TeamRole::Ceo).get(path).await.expect(403);
    world.app.anonymous().get(path).await.expect(401);
}

#[tokio::test]
async fn preferences_are_chosen_in_a_form() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let path = "/notifications/preferences";
    let page = ceo.get(path).await.expect(200).text();
    assert!(
        page.contains("value=\"MATCH IN_APP\" checked")
            && page.contains("value=\"SECURITY IN_APP\" checked disabled"),
        "{page}"
    );
    let fields = [
        ("version", "0"),
        ("wanted", "MESSAGE IN_APP"),
        ("quiet_from", "21:30"),
        ("quiet_until", "06:00"),
        ("digest_at", ""),
    ];
    ceo.form(path, &fields).await.expect(303);
    let page = ceo.get(path).await.expect(200).text();
    assert!(page.contains("value=\"MATCH IN_APP\"><") || page.contains("value=\"MATCH IN_APP\">"), "{page}");
    assert!(!page.contains("value=\"MATCH IN_APP\" checked") && page.contains("value=\"21:30\""), "{page}");
    world.request_from_somebody(&ceo).await;
    assert!(lines(&ceo).await.is_empty());
    // Another device was first: nothing is lost, and what was chosen still stands there.
    let late = ceo.form(path, &fields).await.expect(409).text();
    assert!(late.contains("changed on another device") && late.contains("value=\"21:30\""), "{late}");
    let wrong = ceo.form(path, &[("version", "1"), ("quiet_from", "21:30")]).await.expect(422).text();
    assert!(wrong.contains("href=\"#quiet_until\""), "{wrong}");
}
