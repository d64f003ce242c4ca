//! What row-level security and the record of sign-ins promise (P-15, A-7).

use kernel::{Actor, Role, SessionId, SignedIn, UserId, UserStatus};

use crate::world::{PASSWORD, World};

fn actor(id: UserId) -> Actor {
    Actor::User(SignedIn {
        user_id: id,
        session_id: SessionId::new(testkit::app::beginning()),
        role: Role::Consumer,
        status: UserStatus::Active,
        display_name: "Somebody".to_owned(),
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
