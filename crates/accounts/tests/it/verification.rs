//! Papers of businesses, levels, and roles that wait for an admin.

use axum::http::Method;
use chrono::TimeDelta;
use contracts::accounts::{Credential, Identified, IdentityPort};
use futures_util::future::join_all;
use kernel::{Actor, Membership, PlanLevel, Role, SignedIn, TeamRole, UserStatus, Verification};
use serde_json::{Value, json};
use testkit::{Client, Reply};

use crate::world::{Person, World};

const QUEUE: &str = "/api/v1/verifications";
const CERTIFICATE: &[u8] = b"photo of the certificate of registration RC 123456";
const CARD: &[u8] = b"photo of the identity card of Adunni";

/// Sends a form with these photos.
async fn send(client: &Client, path: &str, fields: &[(&str, &str)], photos: &[&[u8]]) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for photo in photos {
        let head = "--edge\r\nContent-Disposition: form-data; name=\"papers\"; filename=\"a.jpg\"\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(photo);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    let client = client.clone().with_header("sec-fetch-site", "same-origin");
    client.raw(Method::POST, path, "multipart/form-data; boundary=edge", body).await
}

/// A seller, and the path of their business's verification.
async fn seller(world: &World, email: &str, name: &str) -> (Person, String) {
    let (person, business) = world.seller(email, name).await;
    (person, format!("/api/v1/businesses/{}/verification", business["slug"].as_str().expect("a slug")))
}

/// Papers that wait; the id of their case.
async fn wait_for_decision(person: &Person, path: &str) -> String {
    let case = send(&person.client, path, &[], &[CERTIFICATE]).await.expect(201).data();
    case["id"].as_str().expect("an id").to_owned()
}

async fn decide(admin: &Person, case: &str, decision: Value) -> Reply {
    admin.client.post(&format!("{QUEUE}/{case}/decision"), decision).await
}

fn approve(level: &str) -> Value {
    json!({"decision": "APPROVE", "level": level})
}

#[tokio::test]
async fn papers_are_looked_at_and_raise_the_level_at_once() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    let before = amina.client.get(&path).await.expect(200).data();
    assert_eq!(before, json!({"verification": "BASIC", "may_send": true, "cases": []}));

    let once = amina.client.clone().with_header("idempotency-key", "papers-of-adunni");
    let note = [("note", "Registered in 1998.")];
    let first = send(&once, &path, &note, &[CERTIFICATE, CARD]).await.expect(201).data();
    assert_eq!((&first["status"], &first["note"]), (&json!("OPEN"), &json!("Registered in 1998.")));
    assert_eq!(send(&once, &path, &note, &[CERTIFICATE, CARD]).await.expect(201).data()["id"], first["id"]);
    let second = send(&amina.client, &path, &[], &[CARD]).await.expect(409);
    assert_eq!(second.errors()[0].0, "PAPERS_WAIT");
    assert_eq!(world.count("SELECT count(*) FROM accounts.verification_papers").await, 2);

    let queue = admin.client.get(QUEUE).await.expect(200).json();
    assert_eq!(
        (queue["meta"]["open"].clone(), queue["data"][0]["id"].clone()),
        (json!(1), first["id"].clone())
    );
    let case = first["id"].as_str().expect("an id");
    let decided = decide(&admin, case, approve("VERIFIED")).await.expect(200).data();
    assert_eq!((&decided["status"], &decided["level"]), (&json!("APPROVED"), &json!("VERIFIED")));
    decide(&admin, case, approve("VERIFIED")).await.expect(200);
    decide(&admin, case, approve("TRUSTED")).await.expect(409);

    let after = amina.client.get(&path).await.expect(200).data();
    assert_eq!((&after["verification"], &after["may_send"]), (&json!("VERIFIED"), &json!(true)));
    let who = world.accounts.identify(Credential::AccessToken(&amina.access)).await.expect("answers");
    let Identified::As(actor) = who else { panic!("still signed in") };
    assert_eq!(actor.membership().map(|member| member.verification), Some(Verification::Verified));
    let told = world.app.events().await.iter().filter(|event| *event == "business.verified").count();
    assert_eq!(told, 1);
    let record = format!(
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'PAPERS_APPROVED' AND actor_id = '{}' AND user_id = '{}'",
        admin.id, amina.id
    );
    assert_eq!(world.count(&record).await, 1);
    world.end().await;
}

#[tokio::test]
async fn papers_open_for_the_reader_they_were_shown_to_and_for_five_minutes() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    send(&amina.client, &path, &[], &[CERTIFICATE, CARD]).await.expect(201);
    let papers = |case: &Value| -> Vec<String> {
        let papers = case["papers"].as_array().expect("a list").iter();
        papers.map(|paper| paper.as_str().expect("a path").to_owned()).collect()
    };
    let own = papers(&amina.client.get(&path).await.expect(200).data()["cases"][0]);
    let admins = papers(&admin.client.get(QUEUE).await.expect(200).data()[0]);
    for (paper, expected) in own.iter().zip([CERTIFICATE, CARD]) {
        let reply = amina.client.get(paper).await.expect(200);
        assert_eq!((reply.header("content-type"), reply.header("cache-control")), ("image/jpeg", "no-store"));
        assert_eq!(reply.text().as_bytes(), expected);
        admin.client.get(paper).await.expect(403);
        world.app.anonymous().get(paper).await.expect(401);
        amina.client.get(paper.split('?').next().expect("a path")).await.expect(403);
        amina.client.get(&paper.replace("until=1", "until=2")).await.expect(403);
    }
    assert!(admin.client.get(&admins[1]).await.expect(200).text().contains("identity card of Adunni"));
    let swapped = own[0].replacen(&own[0][17..53], &own[1][17..53], 1);
    amina.client.get(&swapped).await.expect(403);
    world.app.advance(TimeDelta::minutes(6));
    amina.client.get(&own[0]).await.expect(403);

    // What lies in the store is sealed.
    let folder = world.app.platform.config.data_dir.clone();
    let id = &own[1][17..53];
    let stored =
        world.app.platform.blobs.get(&format!("papers/{id}")).await.expect("readable").expect("there");
    assert!(!String::from_utf8_lossy(&stored).contains("identity"), "in {}", folder.display());
}

#[tokio::test]
async fn a_pdf_is_downloaded_as_it_came_and_runs_nowhere() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    let certificate = b"%PDF-1.4 certificate of registration RC 123456 %%EOF";
    let case = send(&amina.client, &path, &[], &[certificate, CARD]).await.expect(201).data();
    let paper = case["papers"][0].as_str().expect("a path");
    let id = &paper["/business/papers/".len()..][..36];
    let file = amina.client.get(paper).await.expect(200);
    let told = ["content-type", "content-disposition", "content-security-policy", "x-content-type-options"];
    let name = format!("attachment; filename=\"paper-{}.pdf\"", &id[..8]);
    let expected = ["application/pdf", &name, "default-src 'none'; sandbox", "nosniff"];
    assert_eq!(told.map(|header| file.header(header)), expected);
    assert_eq!(file.text().as_bytes(), certificate);
    admin.client.get(paper).await.expect(403);
    let queue = admin.client.get(QUEUE).await.expect(200).data();
    let admins = queue[0]["papers"][0].as_str().expect("a path");
    assert_eq!(admin.client.get(admins).await.expect(200).text().as_bytes(), certificate);
    let stored = world.app.platform.blobs.get(&format!("papers/{id}")).await.expect("readable");
    assert!(!String::from_utf8_lossy(&stored.expect("there")).contains("PDF"));
}

#[tokio::test]
async fn refused_papers_tell_why_and_others_can_be_sent() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    let case = wait_for_decision(&amina, &path).await;
    let told: Vec<String> = decide(&admin, &case, json!({"decision": "REFUSE", "reason": "no"}))
        .await
        .expect(422)
        .errors()
        .into_iter()
        .map(|(_, field)| field)
        .collect();
    assert_eq!(told, ["reason"]);
    decide(&admin, &case, approve("BASIC")).await.expect(422);
    let reason = "The name on the certificate is another one.";
    decide(&admin, &case, json!({"decision": "REFUSE", "reason": reason})).await.expect(200);
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    let mail = &world.messages("amina@example.com")[0].message;
    assert!(mail.body.contains("/business/verification") && !mail.body.contains(reason), "{}", mail.body);
    let page = amina.client.get("/business/verification").await.expect(200).text();
    assert!(page.contains(reason) && page.contains("name=\"papers\""), "{page}");
    assert_eq!(amina.client.get(&path).await.data()["verification"], "BASIC");
    wait_for_decision(&amina, &path).await;
    world.end().await;
}

#[tokio::test]
async fn a_level_is_taken_back_with_a_reason() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    let case = wait_for_decision(&amina, &path).await;
    decide(&admin, &case, approve("TRUSTED")).await.expect(200);
    assert_eq!(send(&amina.client, &path, &[], &[CARD]).await.expect(409).errors()[0].0, "TRUSTED_ALREADY");
    let back = |level: &str| json!({"level": level, "reason": "The licence has run out meanwhile."});
    admin.client.put(&path, back("TRUSTED")).await.expect(422);
    admin.client.put(&path, json!({"level": "BASIC"})).await.expect(422);
    let after = admin.client.put(&path, back("VERIFIED")).await.expect(200).data();
    assert_eq!(
        (&after["verification"], &after["cases"][0]["status"]),
        (&json!("VERIFIED"), &json!("TAKEN_BACK"))
    );
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    assert!(world.messages("amina@example.com")[0].message.body.contains("/business/verification"));
    let page = amina.client.get("/business/verification").await.expect(200).text();
    assert!(page.contains("The licence has run out meanwhile."));
    let events = world.app.events().await;
    assert_eq!(events.iter().filter(|event| *event == "business.updated").count(), 1, "{events:?}");
    world.end().await;
}

#[tokio::test]
async fn papers_are_the_business_of_its_leaders_and_decisions_that_of_admins() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let (bola, _) = seller(&world, "bola@example.com", "Bola Textiles").await;
    let chidi = world.user("chidi@example.com").await;
    let yaw = world.user("yaw@example.com").await;
    let admin = world.admin().await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query(
        "INSERT INTO accounts.business_members (business_id, user_id, team_role, joined_at)
         SELECT business_id, $1::uuid, 'STAFF', joined_at FROM accounts.business_members WHERE user_id = $2::uuid",
    )
    .bind(&yaw.id)
    .bind(&amina.id)
    .execute(&mut superuser)
    .await
    .expect("inserted");
    let yaw = world.sign_in("yaw@example.com", crate::world::PASSWORD).await;
    let case = wait_for_decision(&amina, &path).await;
    let decision = format!("{QUEUE}/{case}/decision");
    let guest = world.app.anonymous();
    guest.get(&path).await.expect(401);
    guest.get(QUEUE).await.expect(401);
    send(&guest, &path, &[], &[CARD]).await.expect(401);
    for other in [&bola, &chidi, &yaw] {
        other.client.get(&path).await.expect(403);
        send(&other.client, &path, &[], &[CARD]).await.expect(403);
    }
    for other in [&amina, &bola, &chidi] {
        other.client.get(QUEUE).await.expect(403);
        other.client.post(&decision, approve("TRUSTED")).await.expect(403);
        other.client.put(&path, json!({"level": "BASIC", "reason": "Because I say so."})).await.expect(403);
        other.client.get("/review/businesses").await.expect(403);
    }
    send(&admin.client, &path, &[], &[CARD]).await.expect(403);
    admin.client.get(&path).await.expect(200);
    admin.client.post(&format!("{QUEUE}/nonsense/decision"), approve("TRUSTED")).await.expect(404);
    assert_eq!(amina.client.get(&path).await.data()["verification"], "BASIC");

    // A forgotten WHERE shows nothing of another business.
    for (person, visible) in [(&amina, 1), (&bola, 0)] {
        let business_id =
            person.me().await["business_id"].as_str().expect("a business").parse().expect("an id");
        let actor = Actor::User(SignedIn {
            user_id: person.id.parse().expect("an id"),
            session_id: person.session_id(),
            role: Role::Business,
            status: UserStatus::Active,
            display_name: "Somebody".to_owned(),
            country: None,
            membership: Some(Membership {
                business_id,
                team_role: TeamRole::Ceo,
                verification: Verification::Basic,
                plan: PlanLevel::Free,
            }),
        });
        for table in ["verifications", "verification_papers"] {
            let mut tx = world.app.db().begin(&actor).await.expect("a transaction");
            let sql = format!("SELECT count(*) FROM accounts.{table}");
            let seen: i64 =
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *tx).await.expect("counts");
            assert_eq!(seen, visible, "{table}");
        }
    }
}

#[tokio::test]
async fn two_admins_at_once_decide_once_and_five_forms_at_once_are_one() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let sent = join_all((0..5).map(|_| send(&amina.client, &path, &[], &[CARD]))).await;
    let taken: Vec<_> = sent.iter().filter(|reply| reply.status == 201).collect();
    assert_eq!(taken.len(), 1);
    assert!(sent.iter().all(|reply| [201, 409].contains(&reply.status.as_u16())));
    let case = taken[0].data()["id"].as_str().expect("an id").to_owned();
    let (first, second) = (world.admin().await, world.admin().await);
    let refuse = json!({"decision": "REFUSE", "reason": "It cannot be read at the edges."});
    let (one, other) =
        tokio::join!(decide(&first, &case, approve("VERIFIED")), decide(&second, &case, refuse));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    world.end().await;
}

#[tokio::test]
async fn what_is_no_photo_or_too_many_is_refused_and_leaves_nothing() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let field = |reply: Reply| reply.expect(422).errors()[0].1.clone();
    assert_eq!(field(send(&amina.client, &path, &[], &[]).await), "papers");
    assert_eq!(field(send(&amina.client, &path, &[], &[CARD; 5]).await), "papers");
    assert_eq!(field(send(&amina.client, &path, &[], &[CERTIFICATE, b"MZ\x90 a program"]).await), "papers");
    let long = "x".repeat(501);
    assert_eq!(field(send(&amina.client, &path, &[("note", &long)], &[CARD]).await), "note");
    send(&amina.client, &path, &[("level", "TRUSTED")], &[CARD]).await.expect(400);
    amina.client.post(&path, json!({})).await.expect(415);
    assert_eq!(world.count("SELECT count(*) FROM accounts.verifications").await, 0);
    let folder = world.app.platform.config.data_dir.clone();
    assert_eq!(files_below(&folder, "papers"), 0, "the good photo of a bad form is not kept");
}

/// How many files lie in folders of this name.
fn files_below(folder: &std::path::Path, name: &str) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries
        .filter_map(Result::ok)
        .map(|entry| {
            let path = entry.path();
            let inside = path.parent().is_some_and(|parent| parent.ends_with(name));
            if path.is_dir() { files_below(&path, name) } else { usize::from(inside) }
        })
        .sum()
}

#[tokio::test]
async fn papers_go_ninety_days_after_the_decision_and_with_their_business() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let case = wait_for_decision(&amina, &path).await;
    let folder = world.app.platform.config.data_dir.clone();
    let papers = "SELECT count(*) FROM accounts.verification_papers";
    world.app.advance(TimeDelta::days(91));
    world.app.drain().await;
    assert_eq!(world.count(papers).await, 1, "what waits is kept");
    let admin = world.admin().await;
    decide(&admin, &case, approve("VERIFIED")).await.expect(200);
    world.app.advance(TimeDelta::days(89));
    world.app.drain().await;
    assert_eq!((world.count(papers).await, files_below(&folder, "papers")), (1, 1));
    world.app.advance(TimeDelta::days(2));
    world.app.drain().await;
    assert_eq!((world.count(papers).await, files_below(&folder, "papers")), (0, 0));
    let decided = "SELECT count(*) FROM accounts.verifications WHERE status = 'APPROVED'";
    assert_eq!(world.count(decided).await, 1, "the decision stays on record");

    let amina = world.sign_in("amina@example.com", crate::world::PASSWORD).await;
    wait_for_decision(&amina, &path).await;
    assert_eq!(files_below(&folder, "papers"), 1);
    let business = path.strip_suffix("/verification").expect("it ends so");
    let version = amina.client.get(business).await.data()["version"].as_i64().expect("a version");
    let deleting = amina.client.clone().with_header("if-match", &format!("\"v{version}\""));
    deleting.delete(business).await.expect(204);
    world.app.advance(TimeDelta::days(31));
    world.app.drain().await;
    assert_eq!((world.count(papers).await, files_below(&folder, "papers")), (0, 0));
    assert_eq!(world.count("SELECT count(*) FROM accounts.verifications").await, 0);
    world.end().await;
}

#[tokio::test]
async fn a_business_is_verified_without_any_script() {
    let world = World::start().await;
    let (amina, path) = seller(&world, "amina@example.com", "Adunni Grains").await;
    let admin = world.admin().await;
    assert!(amina.client.get("/account").await.expect(200).text().contains("/business/verification"));
    let page = amina.client.get("/business/verification").await.expect(200).text();
    let key =
        page.split("name=\"key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a key");
    let fields = [("key", key), ("note", "Ask for <Adunni>.")];
    let empty = send(&amina.client, "/business/verification", &fields, &[]).await.expect(422).text();
    assert!(empty.contains("id=\"papers-err\"") && empty.contains("Ask for &#60;Adunni&#62;."), "{empty}");
    for _ in 0..2 {
        let sent = send(&amina.client, "/business/verification", &fields, &[CARD]).await.expect(303);
        assert_eq!(sent.header("location"), "/business/verification");
    }
    assert_eq!(world.count("SELECT count(*) FROM accounts.verifications").await, 1);
    let page = amina.client.get("/business/verification").await.expect(200).text();
    assert!(page.contains("/business/papers/") && !page.contains("name=\"papers\""), "{page}");

    assert!(admin.client.get("/account").await.expect(200).text().contains("/review/businesses"));
    let queue = admin.client.get("/review/businesses").await.expect(200).text();
    assert!(queue.contains("Adunni Grains") && queue.contains("One business waits."), "{queue}");
    let case = admin.client.get(QUEUE).await.data()[0]["id"].as_str().expect("an id").to_owned();
    let act = format!("/review/businesses/{case}");
    let wrong = admin.client.form(&act, &[("decision", "refuse"), ("reason", "no")]).await.expect(422).text();
    assert!(wrong.contains(&format!("id=\"reason-{case}-err\"")), "{wrong}");
    let done = admin.client.form(&act, &[("decision", "VERIFIED"), ("reason", "")]).await.expect(303);
    assert_eq!(done.header("location"), "/review/businesses");
    admin.client.form(&act, &[("decision", "TRUSTED"), ("reason", "")]).await.expect(303);
    assert_eq!(amina.client.get(&path).await.data()["verification"], "VERIFIED", "decided once");

    let business = amina.me().await["business_id"].as_str().expect("a business").to_owned();
    let back = format!("/review/businesses/{business}/level");
    admin.client.form(&back, &[("reason", "")]).await.expect(422);
    admin.client.form(&back, &[("reason", "The licence has run out.")]).await.expect(303);
    assert_eq!(amina.client.get(&path).await.data()["verification"], "BASIC");
    world.end().await;
}

#[tokio::test]
async fn a_role_waits_until_an_admin_gives_it() {
    let world = World::start().await;
    let zanele = world.user("zanele@example.com").await;
    let joseph = world.user("joseph@example.com").await;
    zanele.answer("ROLE", json!({"role": "FINANCIAL"})).await;
    joseph.answer("ROLE", json!({"role": "PARTNER"})).await;
    let admin = world.admin().await;
    let waiting = async |query: &str| {
        let found = admin.client.get(&format!("/api/v1/users?fields=email&{query}")).await.expect(200).data();
        found.as_array().expect("a list").iter().map(|user| user["email"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(waiting("requested_role=PARTNER").await, ["joseph@example.com"]);
    assert_eq!(waiting("requested_role=FINANCIAL").await, ["zanele@example.com"]);
    assert_eq!(waiting("requested_role=ADMIN").await, Vec::<Value>::new());
    admin.client.get("/api/v1/users?requested_role=KING").await.expect(422);
    assert_eq!(zanele.me().await["role"], "CONSUMER", "asking gives nothing");

    let decision = format!("/api/v1/users/{}/role-decision", zanele.id);
    zanele.client.post(&decision, json!({"decision": "APPROVE"})).await.expect(403);
    world.app.anonymous().post(&decision, json!({"decision": "APPROVE"})).await.expect(401);
    admin.client.post(&decision, json!({"decision": "PERHAPS"})).await.expect(422);
    let given = admin.client.post(&decision, json!({"decision": "APPROVE"})).await.expect(200).data();
    assert_eq!((&given["role"], &given["requested_role"]), (&json!("FINANCIAL"), &Value::Null));
    admin.client.post(&decision, json!({"decision": "APPROVE"})).await.expect(409);
    assert_eq!(zanele.me().await["role"], "FINANCIAL", "at the next request");

    let page = admin.client.get("/review/businesses").await.expect(200).text();
    assert!(page.contains("joseph@example.com") && !page.contains("zanele@example.com"), "{page}");
    let act = format!("/review/roles/{}", joseph.id);
    admin.client.form(&act, &[("decision", "refuse")]).await.expect(303);
    admin.client.form(&act, &[("decision", "give")]).await.expect(303);
    let joseph = joseph.me().await;
    assert_eq!((&joseph["role"], &joseph["requested_role"]), (&json!("CONSUMER"), &Value::Null));
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    assert!(world.messages("zanele@example.com")[0].message.body.contains("holds from now on"));
    assert!(world.messages("joseph@example.com")[0].message.body.contains("could not give you"));
    let roles = world.app.events().await.iter().filter(|event| *event == "user.role_changed").count();
    assert_eq!(roles, 1);
    let record = format!(
        "SELECT count(*) FROM accounts.auth_events WHERE kind IN ('ROLE_GIVEN', 'ROLE_REFUSED') AND actor_id = '{}'",
        admin.id
    );
    assert_eq!(world.count(&record).await, 2);
    world.end().await;
}
