//! Signing up, proving an address, signing in, forgetting a password.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::Reply;

use crate::world::{PASSWORD, World};

fn code_and_field(reply: &Reply) -> (String, String) {
    reply.errors().into_iter().next().expect("an error")
}

#[tokio::test]
async fn signing_up_by_mail_ends_signed_in() {
    let world = World::start().await;
    let registration = world.register("Amina@Example.com").await;
    assert_eq!(registration["sent_to"], "a•••@example.com");
    let code = world.code("amina@example.com");
    let body =
        json!({"address": "AMINA@example.com", "code": code, "registration": registration["registration"]});
    let reply = world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200).data();
    let session = &reply["session"];
    assert_eq!((&session["token_type"], &session["expires_in"]), (&json!("Bearer"), &json!(900)));
    let user = &session["user"];
    assert_eq!(
        (&user["status"], &user["role"], &user["email_verified"]),
        (&json!("ACTIVE"), &json!("CONSUMER"), &json!(true))
    );
    assert_eq!(world.app.events().await, ["user.registered", "user.updated"]);
    world.end().await;
}

#[tokio::test]
async fn signing_up_by_phone_sends_an_sms_in_ones_language() {
    let world = World::start().await;
    let body = json!({
        "phone": "07 07 12 34 56", "password": PASSWORD, "name": "Awa Koné", "country": "CI", "language": "fr"
    });
    world.app.anonymous().post("/api/v1/auth/register", body).await.expect(201);
    world.app.drain().await;
    let message = &world.messages("+2250707123456")[0].message;
    assert!(message.body.contains("votre code est"), "{}", message.body);
    let code = world.code("+2250707123456");
    let body = json!({"address": "+225 07 07 12 34 56", "code": code, "password": PASSWORD});
    let reply = world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200).data();
    assert_eq!(
        reply["session"]["user"]["status"], "ACTIVE",
        "without the sign-up's id, the password will do"
    );
    let body = json!({"phone": "0707123456", "country": "CI", "password": PASSWORD});
    let reply = world.app.anonymous().post("/api/v1/auth/login", body).await.expect(200).data();
    assert_eq!(reply["user"]["phone"], "+2250707123456");
    world.end().await;
}

#[tokio::test]
async fn everything_wrong_with_a_sign_up_is_told_at_once() {
    let world = World::start().await;
    let anonymous = world.app.anonymous();
    let body = json!({"email": "x", "password": "password1", "name": "www.spam.com", "country": "ZZ", "language": "xx"});
    let reply = anonymous.post("/api/v1/auth/register", body).await.expect(422);
    let fields: Vec<String> = reply.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["country", "email", "name", "password", "language"]);
    let reply = anonymous.post("/api/v1/auth/register", json!({})).await.expect(422);
    let fields: Vec<String> = reply.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["country", "email", "name", "password"]);
    anonymous.post("/api/v1/auth/register", json!({"emial": "x"})).await.expect(400);
    let both = json!({"email": "a@b.com", "phone": "0803 123 4567", "password": PASSWORD, "name": "Amina", "country": "NG"});
    assert_eq!(code_and_field(&anonymous.post("/api/v1/auth/register", both).await.expect(422)).1, "phone");
    assert_eq!(world.count("SELECT count(*) FROM accounts.registrations").await, 0);
}

#[tokio::test]
async fn an_address_that_has_an_account_gets_the_same_answer_and_a_message_to_its_owner() {
    let world = World::start().await;
    let owner = world.user("amina@example.com").await;
    let body = |password: &str| json!({"email": "amina@example.com", "password": password, "name": "Somebody", "country": "KE"});
    let known =
        world.app.anonymous().post("/api/v1/auth/register", body("another fine password")).await.expect(201);
    let free =
        json!({"email": "bola@example.com", "password": PASSWORD, "name": "Bola Ade", "country": "NG"});
    let free = world.app.anonymous().post("/api/v1/auth/register", free).await.expect(201);
    let shape = |reply: &Reply| {
        let data = reply.data();
        let fields = data.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        (fields, data["code_expires_in"].clone(), reply.header("location").to_owned())
    };
    assert_eq!(shape(&known), shape(&free));
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    let newest = &world.messages("amina@example.com")[0].message;
    assert!(newest.subject.contains("already"), "{}", newest.subject);
    assert!(
        !newest.body.chars().any(|c| c.is_ascii_digit() && newest.body.contains("code")),
        "no code for a stranger"
    );
    // Neither name nor password changed.
    assert_eq!(owner.me().await["display_name"], "Amina Diallo");
    world.sign_in("amina@example.com", PASSWORD).await;
    let login = json!({"email": "amina@example.com", "password": "another fine password"});
    world.app.anonymous().post("/api/v1/auth/login", login).await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn one_address_signed_up_five_times_at_once_is_one_account() {
    let world = World::start().await;
    let sign_ups = (0..5).map(|n| {
        let client = world.app.anonymous();
        let name = format!("Amina {n}");
        async move {
            let body =
                json!({"email": "amina@example.com", "password": PASSWORD, "name": name, "country": "NG"});
            client.post("/api/v1/auth/register", body).await.status.as_u16()
        }
    });
    assert_eq!(join_all(sign_ups).await, [201; 5]);
    world.app.drain().await;
    assert_eq!(world.count("SELECT count(*) FROM accounts.users").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM accounts.user_contacts").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM accounts.registrations").await, 0);
    world.end().await;
}

#[tokio::test]
async fn the_same_sign_up_sent_again_is_done_once() {
    let world = World::start().await;
    let body = json!({"email": "amina@example.com", "password": PASSWORD, "name": "Amina", "country": "NG"});
    let client = world.app.anonymous().with_header("idempotency-key", "sign-up-of-amina");
    let first = client.post("/api/v1/auth/register", &body).await.expect(201);
    let again = client.post("/api/v1/auth/register", &body).await.expect(201);
    assert_eq!((first.data(), again.header("idempotency-replayed")), (again.data(), "true"));
    world.app.drain().await;
    assert_eq!(world.messages("amina@example.com").len(), 1);
    world.end().await;
}

#[tokio::test]
async fn whoever_is_signed_in_and_signs_up_for_another_account_is_answered_the_same_again() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    let body = json!({"email": "bola@example.com", "password": PASSWORD, "name": "Bola", "country": "NG"});
    let client = amina.client.clone().with_header("idempotency-key", "sign-up-of-bola");
    let first = client.post("/api/v1/auth/register", &body).await.expect(201);
    let again = client.post("/api/v1/auth/register", &body).await.expect(201);
    assert_eq!((first.data(), again.header("idempotency-replayed")), (again.data(), "true"));
    world.end().await;
}

#[tokio::test]
async fn whoever_signs_up_first_with_a_foreign_address_gains_nothing() {
    let world = World::start().await;
    // A stranger takes the address, and signs in with their own password while it is unproved.
    let body = json!({"email": "amina@example.com", "password": "the strangers secret", "name": "Stranger", "country": "NG"});
    world.app.anonymous().post("/api/v1/auth/register", body).await.expect(201);
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    let stranger = world.sign_in("amina@example.com", "the strangers secret").await;
    assert_eq!(stranger.me().await["status"], "PENDING");
    // The owner types the code that arrived: the stranger is out, and the owner is not let into the stranger's account.
    let body = json!({"address": "amina@example.com", "code": world.code("amina@example.com")});
    let reply = world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200).data();
    assert_eq!(reply["session"], Value::Null);
    stranger.client.get("/api/v1/users/me").await.expect(401);

    // Had the owner signed up after the stranger, everything would be the owner's.
    let body = json!({"email": "bola@example.com", "password": "the strangers secret", "name": "Stranger", "country": "NG"});
    world.app.anonymous().post("/api/v1/auth/register", body).await.expect(201);
    world.app.drain().await;
    let stranger = world.sign_in("bola@example.com", "the strangers secret").await;
    let owner = world.user("bola@example.com").await;
    assert_eq!(owner.me().await["display_name"], "Amina Diallo");
    stranger.client.get("/api/v1/users/me").await.expect(401);
    let login = json!({"email": "bola@example.com", "password": "the strangers secret"});
    world.app.anonymous().post("/api/v1/auth/login", login).await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn a_code_holds_five_tries_and_ten_minutes() {
    let world = World::start().await;
    world.register("amina@example.com").await;
    let right = world.code("amina@example.com");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let anonymous = world.app.anonymous();
    let attempt = |code: &str| json!({"address": "amina@example.com", "code": code});
    for _ in 0..5 {
        let reply = anonymous.post("/api/v1/auth/verify", attempt(wrong)).await.expect(422);
        assert_eq!(code_and_field(&reply), ("INVALID_CODE".to_owned(), "code".to_owned()));
    }
    anonymous.post("/api/v1/auth/verify", attempt(&right)).await.expect(422);

    let resend = json!({"email": "amina@example.com"});
    anonymous.post("/api/v1/auth/verify/resend", &resend).await.expect(200);
    world.app.clock.advance(TimeDelta::seconds(1));
    world.app.drain().await;
    let second = world.code("amina@example.com");
    world.app.clock.advance(TimeDelta::minutes(10));
    anonymous.post("/api/v1/auth/verify", attempt(&second)).await.expect(422);

    anonymous.post("/api/v1/auth/verify/resend", &resend).await.expect(200);
    world.app.drain().await;
    let third = world.code("amina@example.com");
    anonymous.post("/api/v1/auth/verify", attempt(&third)).await.expect(200);
    // Used up.
    anonymous.post("/api/v1/auth/verify", attempt(&third)).await.expect(422);
    world.end().await;
}

#[tokio::test]
async fn wrong_tries_at_once_count_each() {
    let world = World::start().await;
    world.register("amina@example.com").await;
    let right = world.code("amina@example.com");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let tries = (0..5).map(|_| {
        let client = world.app.anonymous();
        async move {
            client.post("/api/v1/auth/verify", json!({"address": "amina@example.com", "code": wrong})).await
        }
    });
    join_all(tries).await;
    let body = json!({"address": "amina@example.com", "code": right});
    world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(422);
}

#[tokio::test]
async fn an_address_gets_five_codes_a_day_known_or_not() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let anonymous = world.app.anonymous();
    // One code of the five went to the sign-up.
    for (email, free) in [("amina@example.com", 4), ("nobody@example.com", 5)] {
        let body = json!({"email": email});
        for _ in 0..free {
            anonymous.post("/api/v1/auth/password/forgot", &body).await.expect(200);
        }
        let reply = anonymous.post("/api/v1/auth/password/forgot", &body).await.expect(429);
        assert!(!reply.header("retry-after").is_empty());
    }
    world.app.clock.advance(TimeDelta::hours(24));
    anonymous.post("/api/v1/auth/password/forgot", json!({"email": "amina@example.com"})).await.expect(200);
    world.end().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_every_session_ends() {
    let world = World::start().await;
    let before = world.user("amina@example.com").await;
    let anonymous = world.app.anonymous();
    let known = anonymous
        .post("/api/v1/auth/password/forgot", json!({"email": "amina@example.com"}))
        .await
        .expect(200);
    let unknown = anonymous
        .post("/api/v1/auth/password/forgot", json!({"email": "aisha@example.com"}))
        .await
        .expect(200);
    assert_eq!(known.data(), unknown.data(), "the answer does not tell");
    world.app.clock.advance(TimeDelta::seconds(1));
    world.app.drain().await;
    assert!(world.messages("aisha@example.com").is_empty());

    let reset = |code: &str, password: &str| json!({"address": "amina@example.com", "code": code, "password": password});
    let code = world.code("amina@example.com");
    anonymous.post("/api/v1/auth/password/reset", reset(&code, "chelsea2024")).await.expect(422);
    anonymous.post("/api/v1/auth/password/reset", reset(&code, "rain under yam basket")).await.expect(200);
    anonymous.post("/api/v1/auth/password/reset", reset(&code, "rain under yam basket")).await.expect(422);
    before.client.get("/api/v1/users/me").await.expect(401);
    let old = json!({"email": "amina@example.com", "password": PASSWORD});
    anonymous.post("/api/v1/auth/login", old).await.expect(401);
    world.sign_in("amina@example.com", "rain under yam basket").await;
    world.app.clock.advance(TimeDelta::seconds(1));
    world.app.drain().await;
    assert!(world.messages("amina@example.com")[0].message.subject.contains("changed"));
    world.end().await;
}

#[tokio::test]
async fn signing_in_does_not_tell_whether_there_is_an_account() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let anonymous = world.app.anonymous();
    let login = |email: &str| json!({"email": email, "password": "not the password"});
    let known = anonymous.post("/api/v1/auth/login", login("amina@example.com")).await.expect(401);
    let unknown = anonymous.post("/api/v1/auth/login", login("nobody@example.com")).await.expect(401);
    assert_eq!(known.json()["errors"], unknown.json()["errors"]);
    assert_eq!(code_and_field(&known).0, "INVALID_CREDENTIALS");
    assert_eq!(
        world
            .count("SELECT count(*) FROM accounts.auth_events WHERE kind = 'SIGN_IN' AND outcome = 'REFUSED'")
            .await,
        2
    );
}

#[tokio::test]
async fn a_weak_or_imported_hash_is_replaced_at_the_next_sign_in() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    let imported = bcrypt::hash(PASSWORD, 4).expect("hashes").replacen("2b", "2y", 1);
    sqlx::query("UPDATE accounts.credentials SET password_hash = $1 WHERE user_id = $2::uuid")
        .bind(&imported)
        .bind(&person.id)
        .execute(&mut superuser)
        .await
        .expect("written");
    let wrong = json!({"email": "amina@example.com", "password": "not the password"});
    world.app.anonymous().post("/api/v1/auth/login", wrong).await.expect(401);
    world.sign_in("amina@example.com", PASSWORD).await;
    let upgraded = "SELECT count(*) FROM accounts.credentials WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert_eq!(world.count(upgraded).await, 1);
    world.sign_in("amina@example.com", PASSWORD).await;
}

#[tokio::test]
async fn how_soon_somebody_is_refused_does_not_tell_which_account_it_was() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let imported = world.user("bola@example.com").await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    // As quick as bcrypt can be.
    let hash = bcrypt::hash(PASSWORD, 4).expect("hashes");
    sqlx::query("UPDATE accounts.credentials SET password_hash = $1 WHERE user_id = $2::uuid")
        .bind(&hash)
        .bind(&imported.id)
        .execute(&mut superuser)
        .await
        .expect("written");
    let anonymous = world.app.anonymous();
    for email in ["amina@example.com", "bola@example.com", "nobody@example.com"] {
        let began = std::time::Instant::now();
        let body = json!({"email": email, "password": "not the password"});
        anonymous.post("/api/v1/auth/login", body).await.expect(401);
        assert!(
            began.elapsed() >= std::time::Duration::from_millis(500),
            "{email} after {:?}",
            began.elapsed()
        );
    }
}

#[tokio::test]
async fn what_stands_in_the_database_opens_nothing() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    world
        .app
        .anonymous()
        .post("/api/v1/auth/password/forgot", json!({"email": "amina@example.com"}))
        .await
        .expect(200);
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    let mut dump = String::new();
    for table in [
        "accounts.codes",
        "accounts.sessions",
        "accounts.credentials",
        "accounts.signing_keys",
        "platform.jobs",
        "platform.events",
    ] {
        let sql = format!("SELECT coalesce(string_agg(row::text, '\n'), '') FROM {table} AS row");
        let rows: String =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut superuser).await.expect("read");
        assert!(!rows.is_empty() || table == "platform.jobs", "{table} is not empty");
        dump.push_str(&rows);
    }
    world.app.clock.advance(TimeDelta::seconds(1));
    world.app.drain().await;
    let code = world.code("amina@example.com");
    for secret in [PASSWORD, &person.refresh, &person.access] {
        assert!(!dump.contains(secret), "{secret} stands in the database");
    }
    // Six digits stand by chance within some hash now and then; a code would stand by itself.
    let is_there = dump.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == code);
    assert!(!is_there, "{code} stands in the database");
}

#[tokio::test]
async fn a_stopped_database_is_a_calm_503_and_mends_by_itself() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    world.app.kill_connections().await;
    let statuses: Vec<u16> = join_all((0..8).map(|_| async {
        world
            .app
            .anonymous()
            .post("/api/v1/auth/login", json!({"email": "amina@example.com", "password": PASSWORD}))
            .await
            .status
            .as_u16()
    }))
    .await;
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    for _ in 0..8 {
        // Each dead connection shows once.
        if world.app.anonymous().get("/api/v1/businesses").await.status == 200 {
            break;
        }
    }
    world.sign_in("amina@example.com", PASSWORD).await;
    drop(person);
}
