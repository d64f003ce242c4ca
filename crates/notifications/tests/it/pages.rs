//! The pages, as a browser without scripts uses them.

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
