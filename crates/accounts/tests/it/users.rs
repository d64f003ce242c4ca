//! Accounts: one's own, and what admins do with others.

use chrono::TimeDelta;
use contracts::accounts::{Credential, Identified, IdentityPort};
use kernel::Language;
use serde_json::json;

use crate::world::{PASSWORD, World, bearer};

#[tokio::test]
async fn one_changes_what_one_says_of_oneself() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let me = person.me().await;
    let version = me["version"].as_i64().expect("a version");
    person.client.patch("/api/v1/users/me", json!({"display_name": "Amina D."})).await.expect(428);
    let change = json!({"display_name": "Amina D.", "language": "fr", "profile": {"about": "I sell maize."}, "version": version});
    let changed = person.client.patch("/api/v1/users/me", &change).await.expect(200).data();
    assert_eq!((&changed["display_name"], &changed["language"]), (&json!("Amina D."), &json!("fr")));
    assert_eq!(
        (&changed["profile"], &changed["country"]),
        (&json!({"about": "I sell maize."}), &json!("NG"))
    );
    // Two people, or two phones, with one version: the second is told how it stands.
    let stale = person.client.patch("/api/v1/users/me", &change).await.expect(409).json();
    assert_eq!(stale["meta"]["current"]["display_name"], "Amina D.");
    let by_header = person.client.clone().with_header("if-match", &format!("\"v{}\"", version + 1));
    by_header.patch("/api/v1/users/me", json!({"display_name": "Amina"})).await.expect(200);

    let reply = person
        .client
        .patch(
            "/api/v1/users/me",
            json!({"display_name": "x", "language": "xx", "profile": {"institution": "Bank"}, "version": 1}),
        )
        .await
        .expect(422);
    let fields: Vec<_> = reply.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["display_name", "language", "profile.institution"]);
    person.client.patch("/api/v1/users/me", json!({"role": "ADMIN", "version": 1})).await.expect(400);
    let chosen = person.client.get("/api/v1/users/me?fields=id,display_name").await.expect(200).data();
    assert_eq!(chosen.as_object().map(serde_json::Map::len), Some(2));
    world.app.anonymous().get("/api/v1/users/me").await.expect(401);
}

#[tokio::test]
async fn preferences_are_replaced_as_a_whole() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let before = person.client.get("/api/v1/users/me/preferences").await.expect(200).data();
    assert_eq!((&before["language"], &before["data_saver"]), (&json!("en"), &json!(false)));
    let new = json!({"language": "ar", "currency": "EGP", "data_saver": true, "time_zone": "Africa/Cairo", "version": before["version"]});
    let after = person.client.put("/api/v1/users/me/preferences", &new).await.expect(200).data();
    assert_eq!((&after["currency"], &after["time_zone"]), (&json!("EGP"), &json!("Africa/Cairo")));
    person.client.put("/api/v1/users/me/preferences", &new).await.expect(409);
    let bad = json!({"language": "xx", "currency": "ABC", "time_zone": "Mars", "version": after["version"]});
    assert_eq!(person.client.put("/api/v1/users/me/preferences", bad).await.expect(422).errors().len(), 3);
}

#[tokio::test]
async fn the_account_says_the_language_before_the_header_and_after_what_was_chosen_here() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let path = "/api/v1/users/me/preferences";
    let version = person.client.get(path).await.expect(200).data()["version"].clone();
    person.client.put(path, json!({"language": "sw", "version": version})).await.expect(200);

    let french = bearer(&world.app, &person.access).with_header("accept-language", "fr");
    let chosen = bearer(&world.app, &person.access).with_header("cookie", "lang=ar");
    for (client, language) in [(&french, Language::Sw), (&chosen, Language::Ar)] {
        let wrong = client.put(path, json!({"language": "xx", "version": 1})).await.expect(422).json();
        let text = world.app.platform.texts.get(language, "accounts-check-language");
        assert_eq!(wrong["errors"][0]["message"], text.as_str());
        for page in ["/account", "/b/no-such-business"] {
            let shown = client.get(page).await.text();
            assert!(shown.contains(&format!("<html lang=\"{language}\"")), "{page} in {language}: {shown}");
        }
    }
    let guest = world.app.anonymous().with_header("accept-language", "fr");
    assert!(guest.get("/b/no-such-business").await.expect(404).text().contains("<html lang=\"fr\""));
}

#[tokio::test]
async fn admins_list_filter_and_page_accounts_and_nobody_else_does() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    for name in ["bola", "chidi", "dayo"] {
        world.user(&format!("{name}@example.com")).await;
    }
    let admin = world.admin().await;
    amina.client.get("/api/v1/users").await.expect(403);
    world.app.anonymous().get("/api/v1/users").await.expect(401);

    let mut seen = Vec::new();
    let mut path = "/api/v1/users?limit=2&role=CONSUMER".to_owned();
    loop {
        let page = admin.client.get(&path).await.expect(200).json();
        seen.extend(page["data"].as_array().expect("a list").iter().map(|user| user["email"].clone()));
        match page["links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["dayo@example.com", "chidi@example.com", "bola@example.com", "amina@example.com"]);
    let found = admin.client.get("/api/v1/users?q=BOLA%40&fields=email").await.expect(200).data();
    assert_eq!(found, json!([{"email": "bola@example.com"}]));
    let none = admin.client.get("/api/v1/users?q=%25%25").await.expect(200).data();
    assert_eq!(none, json!([]), "a percent sign is no wildcard");
    admin.client.get("/api/v1/users?role=KING").await.expect(422);
    admin.client.get("/api/v1/users?limit=0").await.expect(422);
    admin.client.get("/api/v1/users?nonsense=1").await.expect(400);
    let first = admin.client.get("/api/v1/users?limit=1").await.expect(200).json();
    let cursor = first["meta"]["pagination"]["next_cursor"].as_str().expect("a cursor").to_owned();
    admin.client.get(&format!("/api/v1/users?limit=1&role=CONSUMER&cursor={cursor}")).await.expect(400);
}

#[tokio::test]
async fn an_account_among_very_many_is_found_by_an_index_of_letters() {
    let world = World::start().await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    for sql in [
        "INSERT INTO accounts.users (id, role, status, display_name, language, created_at, updated_at)
         SELECT lpad(to_hex(n), 32, '0')::uuid, 'CONSUMER', 'ACTIVE',
                CASE n WHEN 77 THEN 'Zuwena Odhiambo' WHEN 78 THEN 'أمينة محمود' ELSE 'Person ' || n END, 'en', now(), now()
         FROM generate_series(1, 20000) AS n",
        "INSERT INTO accounts.user_contacts (user_id, kind, address, verified_at)
         SELECT lpad(to_hex(n), 32, '0')::uuid, kind,
                CASE kind WHEN 'PHONE' THEN '+2348' || 100000000 + n ELSE 'nr' || n || '@mail.example' END, now()
         FROM generate_series(1, 20000) AS n, unnest(ARRAY['EMAIL', 'PHONE']) AS kind",
        "ANALYZE accounts.users, accounts.user_contacts",
    ] {
        sqlx::query(sql).execute(&mut superuser).await.expect("done");
    }
    let admin = world.admin().await;
    let found = async |query: &str| -> Vec<String> {
        let path = format!("/api/v1/users?fields=email&limit=5&{query}");
        let users = admin.client.get(&path).await.expect(200).data();
        let emails = users
            .as_array()
            .expect("a list")
            .iter()
            .map(|user| user["email"].as_str().unwrap_or("").to_owned());
        emails.collect()
    };
    for query in
        ["q=wena%20ODH", "q=zu", "q=nr77%40", "q=8100000077", "q=%2B2348100000077", "q=odhi&role=CONSUMER"]
    {
        assert_eq!(found(query).await, ["nr77@mail.example"], "{query}");
    }
    assert_eq!(found("q=%D9%85%D9%8A%D9%86%D8%A9").await, ["nr78@mail.example"]);
    for query in ["q=odhi&role=PARTNER", "q=odhi&status=SUSPENDED", "q=uw", "q=%25%25", "q=nobody%20at%20all"]
    {
        assert_eq!(found(query).await, Vec::<String>::new(), "{query}");
    }
    let newest =
        ["nr20000", "nr19999", "nr19998", "nr19997", "nr19996"].map(|name| format!("{name}@mail.example"));
    assert_eq!(found("q=mail.example").await, newest, "what many have");

    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let plan = "EXPLAIN SELECT users.id FROM accounts.users WHERE users.status <> 'DELETED'
                AND users.id = ANY(ARRAY(SELECT accounts.users_like('%odhi%'))) ORDER BY users.id DESC LIMIT 21";
    let plan: Vec<String> = sqlx::query_scalar(plan).fetch_all(&mut *tx).await.expect("a plan");
    assert!(plan.iter().any(|line| line.contains("Index Cond: (id = ANY")), "{plan:#?}");
    assert!(!plan.iter().any(|line| line.contains("Seq Scan")), "{plan:#?}");
    // Of this connection, since it has told last.
    let from_end_to_end = "SELECT pg_stat_get_xact_numscans('accounts.users'::regclass)
                                + pg_stat_get_xact_numscans('accounts.user_contacts'::regclass)";
    for (sql, scans) in [
        ("SELECT count(*) FROM accounts.users_like('%odhi%')", 0),
        ("SELECT count(*) FROM accounts.users WHERE display_name ILIKE '%odhi%'", 1),
    ] {
        let before: i64 = sqlx::query_scalar(from_end_to_end).fetch_one(&mut *tx).await.expect("told");
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.expect("counted");
        let after: i64 = sqlx::query_scalar(from_end_to_end).fetch_one(&mut *tx).await.expect("told");
        assert_eq!((found, after - before), (1, scans), "{sql}");
    }
    drop(tx);
    // Row-level security holds in the function too.
    let mut own = world.app.db().begin(&kernel::Actor::Anonymous).await.expect("a transaction");
    let none = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM accounts.users_like('%odhi%')");
    assert_eq!(none.fetch_one(&mut *own).await.expect("counted"), 0);
}

#[tokio::test]
async fn a_strangers_account_does_not_exist_for_others() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    let bola = world.user("bola@example.com").await;
    let path = format!("/api/v1/users/{}", amina.id);
    amina.client.get(&path).await.expect(200);
    bola.client.get(&path).await.expect(404);
    bola.client
        .put(&path, json!({"display_name": "Hacked", "language": "en", "version": 1}))
        .await
        .expect(404);
    bola.client.clone().with_header("if-match", "\"v2\"").delete(&path).await.expect(404);
    bola.client.get("/api/v1/users/0191e2a0-0000-7000-8000-000000000000").await.expect(404);
    bola.client.get("/api/v1/users/nonsense").await.expect(404);
    let admin = world.admin().await;
    assert_eq!(admin.client.get(&path).await.expect(200).data()["email"], "amina@example.com");
    // One's own role and status are not one's own to change.
    let version = amina.me().await["version"].clone();
    let body = json!({"display_name": "Amina", "language": "en", "role": "ADMIN", "version": version});
    amina.client.put(&path, body).await.expect(403);
    assert_eq!(amina.me().await["role"], "CONSUMER");
}

#[tokio::test]
async fn what_a_whole_account_leaves_out_is_gone() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    let path = format!("/api/v1/users/{}", amina.id);
    let version = amina.me().await["version"].clone();
    let whole = json!({"display_name": "Amina", "language": "en", "country": "NG", "version": version});
    let written = amina.client.put(&path, whole).await.expect(200).data();
    assert_eq!(written["country"], "NG");
    let less = json!({"display_name": "Amina", "language": "en", "version": written["version"]});
    let written = amina.client.put(&path, less).await.expect(200).data();
    assert!(written.get("country").is_none_or(serde_json::Value::is_null), "{written}");
}

#[tokio::test]
async fn a_suspended_user_is_out_at_once_and_a_new_role_counts_at_once() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let admin = world.admin().await;
    let path = format!("/api/v1/users/{}", person.id);
    let version = person.me().await["version"].clone();
    let body = json!({"display_name": "Amina", "language": "en", "role": "PARTNER", "version": version});
    let changed = admin.client.put(&path, body).await.expect(200).data();
    assert_eq!(person.me().await["role"], "PARTNER");
    let who = world.accounts.identify(Credential::AccessToken(&person.access)).await.expect("answers");
    let Identified::As(actor) = who else { panic!("still signed in") };
    assert_eq!(
        actor.user().map(|user| user.role),
        Some(kernel::Role::Partner),
        "though the token says CONSUMER"
    );

    let body = json!({"display_name": "Amina", "language": "en", "status": "SUSPENDED", "version": changed["version"]});
    let suspended = admin.client.put(&path, body).await.expect(200).data();
    person.client.get("/api/v1/users/me").await.expect(401);
    world
        .app
        .anonymous()
        .post("/api/v1/auth/refresh", json!({"refresh_token": person.refresh}))
        .await
        .expect(401);
    let login = json!({"email": "amina@example.com", "password": PASSWORD});
    let refused = world.app.anonymous().post("/api/v1/auth/login", &login).await.expect(403);
    assert_eq!(refused.errors()[0].0, "ACCOUNT_SUSPENDED");
    let wrong = json!({"email": "amina@example.com", "password": "not the password"});
    world.app.anonymous().post("/api/v1/auth/login", wrong).await.expect(401);

    let body = json!({"display_name": "Amina", "language": "en", "status": "ACTIVE", "version": suspended["version"]});
    admin.client.put(&path, body).await.expect(200);
    world.sign_in("amina@example.com", PASSWORD).await.me().await;
    let events = world.app.events().await;
    for expected in ["user.role_changed", "user.suspended", "user.reinstated"] {
        assert!(events.iter().any(|event| event == expected), "{expected}");
    }
    let body = json!({"display_name": "Amina", "language": "en", "status": "DELETED", "version": 1});
    admin.client.put(&path, body).await.expect(422);
}

#[tokio::test]
async fn no_admins_word_proves_an_address() {
    let world = World::start().await;
    world.register("amina@example.com").await;
    let person = world.sign_in("amina@example.com", PASSWORD).await;
    let admin = world.admin().await;
    let path = format!("/api/v1/users/{}", person.id);
    let put = async |status: &str| {
        let version = admin.client.get(&path).await.expect(200).data()["version"].clone();
        let body = json!({"display_name": "Amina", "language": "en", "status": status, "version": version});
        admin.client.put(&path, body).await
    };
    assert_eq!(put("ACTIVE").await.expect(422).errors()[0].1, "status");
    put("SUSPENDED").await.expect(200);
    assert_eq!(put("ACTIVE").await.expect(200).data()["status"], "PENDING", "as it was before");
    let code = world.code("amina@example.com");
    let code = json!({"address": "amina@example.com", "code": code, "password": PASSWORD});
    world.app.anonymous().post("/api/v1/auth/verify", code).await.expect(200);
    let person = world.sign_in("amina@example.com", PASSWORD).await;
    assert_eq!(person.me().await["status"], "ACTIVE");
    world.end().await;
}

#[tokio::test]
async fn admins_make_accounts_once() {
    let world = World::start().await;
    let admin = world.admin().await;
    let body = json!({"email": "yaw@example.com", "password": "rain under yam basket", "name": "Yaw Boateng", "role": "PARTNER"});
    let client = admin.client.clone().with_header("idempotency-key", "make-yaw-1");
    let first = client.post("/api/v1/users", &body).await.expect(201);
    let again = client.post("/api/v1/users", &body).await.expect(201);
    assert_eq!(first.data(), again.data());
    assert_eq!(
        (first.data()["status"].clone(), first.data()["role"].clone()),
        (json!("ACTIVE"), json!("PARTNER"))
    );
    assert_eq!(admin.client.post("/api/v1/users", &body).await.expect(409).errors()[0].1, "email");
    world.sign_in("yaw@example.com", "rain under yam basket").await;
    let person = world.user("amina@example.com").await;
    person.client.post("/api/v1/users", &body).await.expect(403);
    assert!(world.accounts.create_admin("not an address", "short", "").await.is_err());
}

#[tokio::test]
async fn only_admins_make_admins() {
    let world = World::start().await;
    let (admin, person) = (world.admin().await, world.user("amina@example.com").await);
    let body = json!({"email": "yaw@example.com", "password": "rain under yam basket", "name": "Yaw Boateng", "role": "ADMIN"});
    person.client.post("/api/v1/users", &body).await.expect(403);
    admin.client.post("/api/v1/users", &body).await.expect(201);
    let yaw = world.sign_in("yaw@example.com", "rain under yam basket").await;
    let path = format!("/api/v1/users/{}", person.id);
    let version = person.me().await["version"].clone();
    let raised = json!({"display_name": "Amina", "language": "en", "role": "ADMIN", "version": version});
    person.client.put(&path, &raised).await.expect(403);
    person.client.get("/api/v1/users").await.expect(403);
    yaw.client.put(&path, &raised).await.expect(200);
    person.client.get("/api/v1/users").await.expect(200);
}

#[tokio::test]
async fn a_deleted_account_is_gone_and_its_address_free() {
    let world = World::start().await;
    let (person, business) = world.seller("amina@example.com", "Adunni Grains").await;
    let path = format!("/api/v1/users/{}", person.id);
    person.client.delete(&path).await.expect(428);
    person.client.clone().with_header("if-match", "\"v1\"").delete(&path).await.expect(409);
    let version = person.me().await["version"].as_i64().expect("a version");
    person.client.clone().with_header("if-match", &format!("\"v{version}\"")).delete(&path).await.expect(204);
    person.client.get("/api/v1/users/me").await.expect(401);
    let login = json!({"email": "amina@example.com", "password": PASSWORD});
    world.app.anonymous().post("/api/v1/auth/login", login).await.expect(401);
    let slug = business["slug"].as_str().expect("a slug");
    world.app.anonymous().get(&format!("/api/v1/businesses/{slug}")).await.expect(404);
    let events = world.app.events().await;
    for expected in ["business.deleted", "session.revoked", "user.erased"] {
        assert!(events.iter().any(|event| event == expected), "{expected} in {events:?}");
    }
    let admin = world.admin().await;
    admin.client.get(&path).await.expect(404);
    let deleted = admin.client.get("/api/v1/users?status=DELETED").await.expect(200).data();
    assert_eq!(deleted.as_array().map(Vec::len), Some(1));
    // Soft: the row is there for as long as it may be restored. The address can begin anew.
    assert_eq!(world.count("SELECT count(*) FROM accounts.users WHERE status = 'DELETED'").await, 1);
    let again = world.user("amina@example.com").await;
    assert_ne!(again.id, person.id);
    world.end().await;
}

#[tokio::test]
async fn thirty_days_after_its_deletion_an_account_tells_of_nobody() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let version = person.me().await["version"].as_i64().expect("a version");
    let path = format!("/api/v1/users/{}", person.id);
    person.client.clone().with_header("if-match", &format!("\"v{version}\"")).delete(&path).await.expect(204);
    world.user("bola@example.com").await;
    let told = async || {
        let own = format!("WHERE user_id = '{}'", person.id);
        let mut rows = Vec::new();
        for table in ["user_contacts", "credentials", "sessions"] {
            rows.push(world.count(&format!("SELECT count(*) FROM accounts.{table} {own}")).await);
        }
        let named =
            "SELECT count(*) FROM accounts.users WHERE display_name = 'Amina Diallo' AND status = 'DELETED'";
        rows.push(world.count(named).await);
        rows
    };
    world.app.advance(TimeDelta::days(29));
    world.app.drain().await;
    assert_eq!(told().await, [1, 1, 1, 1]);
    world.app.advance(TimeDelta::days(2));
    world.app.drain().await;
    assert_eq!(told().await, [0, 0, 0, 0]);
    let proof = format!(
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'ACCOUNT_ERASED' AND user_id = '{}'",
        person.id
    );
    assert_eq!(world.count(&proof).await, 1);
    let other = world.sign_in("bola@example.com", PASSWORD).await;
    assert_eq!(other.me().await["display_name"], "Amina Diallo", "nobody else is touched");
    world.end().await;
}
