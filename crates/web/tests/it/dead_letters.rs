use std::sync::Arc;

use async_trait::async_trait;
use kernel::TeamRole;
use platform::http::Routes;
use platform::jobs::{self, Handler, Job, RemoteWork, Work};
use platform::sockets::Live;
use platform::{Error, Module, Result};
use serde_json::json;
use testkit::TestApp;

const PATH: &str = "/admin/dead-letters";

struct Never;

#[async_trait]
impl RemoteWork for Never {
    async fn run(&self, _: &Job) -> Result<()> {
        Err(Error::internal("nobody takes it").for_good())
    }
}

/// So many jobs that fail for good.
async fn with_failed(count: usize) -> TestApp {
    let failing = Handler { name: "test.never", hears: &[], work: Work::Remote(Arc::new(Never)) };
    let migrations = || vec![platform::migrate::platform()];
    let app = TestApp::start(migrations, &[&web::TEXTS, &platform::TEXTS], |platform| {
        let test = Module {
            name: "test",
            routes: Routes::new("test"),
            handlers: vec![failing],
            schedules: Vec::new(),
            live: Live::default(),
        };
        vec![web::module(platform), test]
    })
    .await;
    let mut tx = app.db().begin_system().await.expect("a transaction");
    for n in 0..count {
        let payload = json!({"to": "Kano <wax>", "n": n});
        let now = app.platform.clock.now();
        jobs::enqueue(&mut tx, "test.never", &format!("letter {n}"), &payload, now).await.expect("queued");
    }
    tx.commit().await.expect("committed");
    app.drain().await;
    app
}

#[tokio::test]
async fn only_an_admin_sees_what_failed_and_decides_about_it() {
    let app = with_failed(1).await;
    let letters = jobs::dead_letters(&app.db(), None, 10).await.expect("readable");
    assert_eq!((letters.len(), letters[0].attempts), (1, 1), "put aside at once");
    let path = format!("{PATH}/{}", letters[0].id);

    let (nobody, stranger, admin) = (app.anonymous(), app.member(TeamRole::Ceo), app.admin());
    for (client, status) in [(&nobody, 401), (&stranger, 403)] {
        let _ = client.get(PATH).await.expect(status);
        let _ = client.form(&path, &[("act", "drop")]).await.expect(status);
    }
    let page = admin.get(PATH).await.expect(200);
    for told in ["test.never", "letter 0", "nobody takes it", "Kano"] {
        assert!(page.text().contains(told), "{told}");
    }
    assert!(!page.text().contains("<wax>"), "contents are escaped");

    let _ = admin.form(&path, &[("act", "burn")]).await.expect(400);
    let _ = admin.form(&format!("{PATH}/x"), &[("act", "drop")]).await.expect(404);
    let reply = admin.form(&path, &[("act", "replay")]).await.expect(303);
    assert_eq!(reply.header("location"), PATH);
    assert_eq!(jobs::count_dead_letters(&app.db()).await.expect("countable"), 0);
    app.drain().await;
    assert_eq!(jobs::count_dead_letters(&app.db()).await.expect("countable"), 1, "tried again");

    let _ = admin.form(&path, &[("act", "drop")]).await.expect(303);
    assert_eq!(app.jobs_left().await, Vec::<String>::new());
    // Somebody else was faster.
    let _ = admin.form(&path, &[("act", "drop")]).await.expect(303);
    assert!(!admin.get(PATH).await.expect(200).text().contains("test.never"));
}

#[tokio::test]
async fn many_are_shown_ten_at_a_time() {
    let app = with_failed(12).await;
    let admin = app.admin();
    let page = admin.get(PATH).await.expect(200).text();
    assert_eq!(page.matches("id=\"letter-").count(), 10);
    let next = page.split(&format!("{PATH}?cursor=")).nth(1).and_then(|rest| rest.split('"').next());
    let next = format!("{PATH}?cursor={}", next.expect("a second page"));
    let page = admin.get(&next).await.expect(200).text();
    assert_eq!(page.matches("id=\"letter-").count(), 2);
    assert!(!page.contains("data-more"), "it is the last one");
}
