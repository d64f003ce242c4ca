//! What row-level security and the record of sign-ins promise (P-15, A-7).

use kernel::{Actor, Role, SessionId, SignedIn, UserId, UserStatus};
use serde_json::json;

use crate::world::{PASSWORD, World};

fn actor(id: UserId) -> Actor {
    Actor::User(SignedIn {
        user_id: id,
        session_id: SessionId::new(testkit::app::beginning()),
        role: Role::Consumer,
        status: UserStatus::Active,
        display_name: "Somebody".to_owned(),
        country: None,
        membership: None,
    })
}

#[tokio::test]
async fn a_forgotten_where_shows_nothing_of_somebody_elses() {
    let world = World::start().await;
    let (amina, _) = world.seller("amina@example.com", "Adunni Grains").await;
    let bola = world.user("bola@example.com").await;
    world.register("chidi@example.com").await;
    for (sql, visible_to_amina) in [
        ("SELECT count(*) FROM accounts.user_contacts", 1),
        ("SELECT count(*) FROM accounts.users", 1),
        ("SELECT count(*) FROM accounts.sessions", 1),
        ("SELECT count(*) FROM accounts.business_members", 1),
        ("SELECT count(*) FROM accounts.credentials", 0),
        ("SELECT count(*) FROM accounts.codes", 0),
        ("SELECT count(*) FROM accounts.registrations", 0),
        ("SELECT count(*) FROM accounts.signing_keys", 0),
        ("SELECT count(*) FROM accounts.businesses", 1),
    ] {
        let count = async |who: &Actor| -> i64 {
            let mut tx = world.app.db().begin(who).await.expect("a transaction");
            sqlx::query_scalar(sql).fetch_one(&mut *tx).await.expect("counts")
        };
        assert_eq!(count(&actor(amina.id.parse().expect("an id"))).await, visible_to_amina, "{sql}");
        let of_bola = if sql.contains("business_members") { 0 } else { visible_to_amina };
        assert_eq!(count(&actor(bola.id.parse().expect("an id"))).await, of_bola, "{sql}");
        let of_nobody = i64::from(sql.ends_with("accounts.businesses"));
        assert_eq!(count(&Actor::Anonymous).await, of_nobody, "{sql}");
    }
    // Nor can another's rows be written.
    let mut tx = world.app.db().begin(&actor(bola.id.parse().expect("an id"))).await.expect("a transaction");
    let written = sqlx::query("UPDATE accounts.users SET role = 'ADMIN' WHERE id = $1::uuid")
        .bind(&amina.id)
        .execute(&mut *tx)
        .await
        .expect("runs");
    assert_eq!(written.rows_affected(), 0);
    let written =
        sqlx::query("UPDATE accounts.businesses SET name = 'Mine'").execute(&mut *tx).await.expect("runs");
    assert_eq!(written.rows_affected(), 0);
}

/// The record's rows about one account: kind, outcome, whose hand it was.
async fn record(world: &World, about: &str) -> Vec<(String, String, Option<String>)> {
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query_as(
        "SELECT kind, outcome, actor_id::text FROM accounts.auth_events WHERE user_id = $1::uuid ORDER BY at, kind",
    )
    .bind(about)
    .fetch_all(&mut superuser)
    .await
    .expect("read")
}

#[tokio::test]
async fn the_record_tells_whose_hand_it_was() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    let admin = world.admin().await;
    let path = format!("/api/v1/users/{}", amina.id);
    for change in [json!({"role": "PARTNER"}), json!({"status": "SUSPENDED"}), json!({"status": "ACTIVE"})] {
        let mut body = json!({"display_name": "Amina", "language": "en"});
        body["version"] = admin.client.get(&path).await.expect(200).data()["version"].clone();
        for (name, value) in change.as_object().expect("an object") {
            body[name] = value.clone();
        }
        admin.client.put(&path, body).await.expect(200);
        world.app.clock.advance(chrono::TimeDelta::milliseconds(1));
    }
    let version = admin.client.get(&path).await.expect(200).data()["version"].as_i64().expect("a version");
    let deleting = admin.client.clone().with_header("if-match", &format!("\"v{version}\""));
    deleting.delete(&path).await.expect(204);
    let rows = record(&world, &amina.id).await;
    for kind in ["ROLE_CHANGED", "SUSPENDED", "REACTIVATED", "ACCOUNT_DELETED"] {
        let row = (kind.to_owned(), "OK".to_owned(), Some(admin.id.clone()));
        assert_eq!(rows.iter().filter(|known| **known == row).count(), 1, "{kind} in {rows:?}");
    }
    let own = ("VERIFY".to_owned(), "OK".to_owned(), Some(amina.id.clone()));
    assert!(rows.contains(&own), "{rows:?}");

    let body =
        json!({"email": "yaw@example.com", "password": "rain under yam basket", "name": "Yaw Boateng"});
    let made = admin.client.post("/api/v1/users", body).await.expect(201).data();
    let rows = record(&world, made["id"].as_str().expect("an id")).await;
    assert_eq!(rows, [("ACCOUNT_MADE".to_owned(), "OK".to_owned(), Some(admin.id.clone()))]);
    let rows = record(&world, &admin.id).await;
    assert!(
        rows.contains(&("ACCOUNT_MADE".to_owned(), "OK".to_owned(), None)),
        "by the command line: {rows:?}"
    );
}

#[tokio::test]
async fn the_record_tells_of_codes_that_were_asked_for_and_of_sessions_that_were_pushed_out() {
    let world = World::start().await;
    world.register("chidi@example.com").await;
    let guest = world.app.anonymous();
    let address = json!({"email": "chidi@example.com"});
    guest.post("/api/v1/auth/verify/resend", &address).await.expect(200);
    for _ in 0..3 {
        guest.post("/api/v1/auth/password/forgot", &address).await.expect(200);
    }
    guest.post("/api/v1/auth/password/forgot", &address).await.expect(429);
    let count = async |kind: &str, outcome: &str| {
        let sql = format!(
            "SELECT count(*) FROM accounts.auth_events WHERE kind = '{kind}' AND outcome = '{outcome}'
             AND address_digest IS NOT NULL AND user_id IS NULL AND ip IS NOT NULL"
        );
        world.count(&sql).await
    };
    assert_eq!(count("VERIFY_ASKED", "OK").await, 1);
    assert_eq!((count("RESET_ASKED", "OK").await, count("RESET_ASKED", "REFUSED").await), (3, 1));
    let again = json!({"email": "chidi@example.com", "password": PASSWORD, "name": "Chidi", "country": "NG"});
    guest.post("/api/v1/auth/register", &again).await.expect(429);
    assert_eq!((count("SIGN_UP", "OK").await, count("SIGN_UP", "REFUSED").await), (1, 1));

    let amina = world.user("amina@example.com").await;
    for _ in 0..5 {
        world.app.clock.advance(chrono::TimeDelta::seconds(1));
        world.sign_in("amina@example.com", PASSWORD).await;
    }
    let pushed = format!(
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'SESSION_PUSHED_OUT' AND session_id = '{}'",
        amina.session_id()
    );
    assert_eq!(world.count(&pushed).await, 1, "the sixth session pushed out the first");
    world.app.drain().await;
}

#[tokio::test]
async fn the_record_tells_of_a_right_code_for_an_account_that_is_gone() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    // The newest message is the one with the code for a new password.
    world.app.clock.advance(chrono::TimeDelta::seconds(1));
    let guest = world.app.anonymous();
    guest.post("/api/v1/auth/password/forgot", json!({"email": "amina@example.com"})).await.expect(200);
    world.app.drain().await;
    let code = world.code("amina@example.com");
    // As if the account went in the moment between the code and its address.
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    let gone = sqlx::query("UPDATE accounts.user_contacts SET active = false").execute(&mut superuser).await;
    assert_eq!(gone.expect("written").rows_affected(), 1);
    let reset = json!({"address": "amina@example.com", "code": code, "password": "rain under yam basket"});
    guest.post("/api/v1/auth/password/reset", reset).await.expect(422);
    let told =
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'PASSWORD_RESET' AND outcome = 'REFUSED'
         AND reason = 'NO_ACCOUNT' AND address_digest IS NOT NULL AND user_id IS NULL";
    assert_eq!(world.count(told).await, 1);
}

#[tokio::test]
async fn the_record_of_sign_ins_tells_who_when_where_and_cannot_be_changed() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let client =
        world.app.anonymous().with_header("user-agent", "Mozilla/5.0 (Linux; Android 11) Chrome/120.0");
    let body = |password: &str| serde_json::json!({"email": "amina@example.com", "password": password});
    client.post("/api/v1/auth/login", body("not the password")).await.expect(401);
    let person = client.post("/api/v1/auth/login", body(PASSWORD)).await.expect(200).data();
    let token = person["access_token"].as_str().expect("a token").to_owned();
    crate::world::bearer(&world.app, &token)
        .post("/api/v1/auth/logout", serde_json::json!({}))
        .await
        .expect(204);

    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    let rows: Vec<(String, String, Option<String>, bool, bool, String)> = sqlx::query_as(
        "SELECT kind, outcome, reason, user_id IS NOT NULL, ip IS NOT NULL, device FROM accounts.auth_events ORDER BY at, kind",
    )
    .fetch_all(&mut superuser)
    .await
    .expect("read");
    let told: Vec<String> = rows
        .iter()
        .map(|(kind, outcome, reason, user, ip, _)| {
            format!("{kind} {outcome} {} user={user} ip={ip}", reason.as_deref().unwrap_or("-"))
        })
        .collect();
    for expected in [
        "SIGN_UP OK - user=false ip=true",
        "VERIFY OK - user=true ip=true",
        "SIGN_IN REFUSED WRONG_CREDENTIALS user=true ip=true",
        "SIGN_IN OK - user=true ip=true",
        "SIGN_OUT OK - user=true ip=true",
    ] {
        assert!(told.iter().any(|row| row == expected), "{expected} in {told:?}");
    }
    assert!(rows.iter().any(|row| row.5 == "Chrome on Android"));

    for sql in [
        "UPDATE accounts.auth_events SET outcome = 'OK'",
        "DELETE FROM accounts.auth_events",
        "TRUNCATE accounts.auth_events",
    ] {
        assert!(sqlx::query(sql).execute(&mut superuser).await.is_err(), "{sql}");
        let mut tx = world.app.db().begin_system().await.expect("a transaction");
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql} by the program");
    }
}
