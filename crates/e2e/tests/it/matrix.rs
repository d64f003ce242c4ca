//! Who may do what: every route × anonymous, each role, stranger, owner and each place in the team (G-16).
//!
//! Asked of the running program with real sessions, and compared with `policies/matrix.md`, which people read. A new
//! route has no row there, so it fails this test until somebody has looked at its row and committed it:
//! `UPDATE_MATRIX=1 cargo xtask with-postgres -- cargo nextest run -p e2e matrix`.

use std::collections::VecDeque;
use std::fmt::Write;
use std::path::PathBuf;

use e2e::Site;
use kernel::Actor;
use platform::http::RouteRow;
use platform::policy::Resource;
use reqwest::Method;
use serde_json::{Value, json};

/// Who asks: heading, name of the sign-in, and what they are to the things that are asked for.
const ACTORS: [(&str, Option<&str>); 10] = [
    ("anonymous", None),
    ("consumer", Some("amina")),
    ("financial", Some("zanele")),
    ("partner", Some("joseph")),
    ("stranger (CEO)", Some("awa")),
    ("stranger (new CEO)", Some("wanjiku")),
    ("staff", Some("yaw")),
    ("manager", Some("efua")),
    ("CEO", Some("kwame")),
    ("admin", Some("admin")),
];

/// Part of a path, and how a thing of Kwame's is made for one cell of the table: where it is deleted there, the next
/// cell has another.
const FRESH: [(&str, &str); 12] = [
    (
        "/operations/{id}",
        "INSERT INTO messaging.exports (id, conversation_id, owner_id, format, status, upto_seq, created_at)
         VALUES ('ID', 'CONVERSATION', 'USER', 'JSON', 'DONE', 1, now())",
    ),
    (
        "/sessions/{id}",
        "INSERT INTO accounts.sessions (id, user_id, kind, secret_digest, device, created_at, last_seen_at, expires_at)
         VALUES ('ID', 'USER', 'WEB', 'x', 'Chrome on Android', now(), now(), now() + interval '1 day')",
    ),
    (
        "/media/uploads/{id}",
        "INSERT INTO media.transfers (id, owner_user_id, size, direct, touched_at, expires_at)
         VALUES ('ID', 'USER', 100, false, now(), now() + interval '1 day')",
    ),
    (
        "/files/{upload_id}",
        "INSERT INTO media.transfers (id, owner_user_id, size, direct, touched_at, expires_at)
         VALUES ('ID', 'USER', 100, false, now(), now() + interval '1 day')",
    ),
    (
        "/media/{id}",
        "INSERT INTO media.media (id, owner_user_id, hash, created_at) VALUES ('ID', 'USER', repeat('a', 32), now())",
    ),
    (
        "/media/{media_id}",
        "INSERT INTO media.media (id, owner_user_id, hash, created_at) VALUES ('ID', 'USER', repeat('a', 32), now());
         UPDATE listings.listings SET media_ids = ARRAY['ID'::uuid] WHERE id = 'LISTING'",
    ),
    (
        "/canned/{id}",
        "INSERT INTO messaging.canned_replies (id, business_id, shortcut, body)
         VALUES ('ID', 'BUSINESS', right('ID', 12), 'We open at eight.')",
    ),
    (
        "/channels/{id}",
        "INSERT INTO messaging.conversations (id, kind, title, business_id, created_by, created_at)
         VALUES ('ID', 'CHANNEL', 'Deliveries', 'BUSINESS', 'USER', now());
         INSERT INTO messaging.members (conversation_id, user_id, business_id, role, joined_at)
         VALUES ('ID', 'USER', 'BUSINESS', 'MEMBER', now())",
    ),
    (
        "/messages/files/{id}",
        "INSERT INTO messaging.files
            (id, conversation_id, owner_id, kind, content_type, bytes, width, height, color, seq, created_at)
         VALUES ('ID', 'CONVERSATION', 'USER', 'PICTURE', 'image/webp', 100, 10, 10, '#aabbcc', 1, now())",
    ),
    (
        "/search/saved/{id}",
        "INSERT INTO search.saved_searches (id, user_id, name, query, alerts, created_at, wanted)
         VALUES ('ID', 'USER', 'Maize', 'q=ID', false, now(), 'maize')",
    ),
    (
        "/verifications/{id}",
        "DELETE FROM accounts.verifications WHERE business_id = 'BUSINESS';
         INSERT INTO accounts.verifications (id, business_id, status, sent_by, sent_at)
         VALUES ('ID', 'BUSINESS', 'OPEN', 'USER', now())",
    ),
    (
        "/review/businesses/{id}",
        "DELETE FROM accounts.verifications WHERE business_id = 'BUSINESS';
         INSERT INTO accounts.verifications (id, business_id, status, sent_by, sent_at)
         VALUES ('ID', 'BUSINESS', 'OPEN', 'USER', now())",
    ),
];

/// What the requests are about: everything belongs to Kwame's business, the account is Kwame's.
struct Things {
    superuser: sqlx::PgConnection,
    listings: VecDeque<String>,
    business: String,
    slug: String,
    user: String,
    /// One of Kwame's business with one that nobody signs in to.
    connection: String,
    conversation: String,
}

impl Things {
    async fn of(site: &Site) -> Self {
        let mut superuser = site.db.connect_as_superuser().await.expect("the server answers");
        let (user, business): (uuid::Uuid, uuid::Uuid) = sqlx::query_as(
            "SELECT member.user_id, member.business_id FROM accounts.business_members AS member
             JOIN accounts.user_contacts AS contact USING (user_id) WHERE contact.address = 'kwame@demo.pushnchat.test'",
        )
        .fetch_one(&mut superuser)
        .await
        .expect("Kwame is in the demo world");
        // Quotas and expiry have tests of their own; here every listing is live and Kwame's.
        sqlx::query("UPDATE accounts.businesses SET plan = 'PREMIUM'")
            .execute(&mut superuser)
            .await
            .expect("updated");
        sqlx::query(
            "UPDATE listings.listings SET business_id = $1, status = 'ACTIVE', withdrawn_at = NULL, withdrawn_from = NULL,
                    activated_at = now() - interval '1 hour', expires_at = now() + interval '40 hours',
                    featured_from = NULL, featured_until = NULL",
        )
        .bind(business)
        .execute(&mut superuser)
        .await
        .expect("updated");
        let listings: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT id FROM listings.listings ORDER BY id")
            .fetch_all(&mut superuser)
            .await
            .expect("there are listings");
        let slug: String = sqlx::query_scalar("SELECT slug FROM accounts.businesses WHERE id = $1")
            .bind(business)
            .fetch_one(&mut superuser)
            .await
            .expect("it has a slug");
        let connection: uuid::Uuid = sqlx::query_scalar(
            "SELECT id FROM bizconnect.connections WHERE receiver = $1 AND status = 'PENDING' ORDER BY id LIMIT 1",
        )
        .bind(business)
        .fetch_one(&mut superuser)
        .await
        .expect("somebody has asked Kwame");
        sqlx::query(
            "INSERT INTO media.pictures (hash, width, height, color, touched_at)
             VALUES (repeat('a', 32), 10, 10, '#aabbcc', now())",
        )
        .execute(&mut superuser)
        .await
        .expect("a picture");
        Self {
            connection: connection.to_string(),
            conversation: customer_of(&mut superuser, business, user).await,
            superuser,
            listings: listings.iter().map(ToString::to_string).collect(),
            business: business.to_string(),
            slug,
            user: user.to_string(),
        }
    }

    /// The path with something real in place of each parameter. What is written to is another listing each time, so
    /// that one cell of the table does not change the next.
    async fn path(&mut self, row: &RouteRow) -> String {
        let mut path = row.path.clone();
        let mut of_listing = String::new();
        if path.contains("/listings/{id}") {
            let listing = self.listings.pop_front().expect("enough listings for all cells");
            if row.method == "GET" {
                self.listings.push_front(listing.clone());
            }
            path = path.replacen("{id}", &listing, 1);
            of_listing = listing;
        }
        if let Some((part, sql)) = FRESH.iter().find(|(part, _)| row.path.contains(part)) {
            let id = self.fresh(sql, &of_listing).await;
            let place = part.rsplit('/').next().expect("a path has slashes");
            path = path.replacen(place, &id, 1);
        }
        if path.contains("/connections/{id}") {
            path = path.replacen("{id}", &self.connection, 1);
        }
        let rooms = ["/conversations/{id}", "/tickets/{id}", "/messages/{id}", "/messages/desk/{id}"];
        if rooms.iter().any(|part| path.contains(part)) {
            path = path.replacen("{id}", &self.conversation, 1);
        }
        path = path.replace("{seq}", "1").replace("{connection}", &self.connection).replace("{step}", "role");
        path = path.replace("{name}", "480.webp").replace("/c/{slug}", "/c/grains");
        if ["/users/{id}", "/roles/{id}"].iter().any(|part| path.contains(part)) {
            path = path.replacen("{id}", &self.user, 1);
        }
        if path.contains("/businesses/{id}") {
            path = path.replacen("{id}", &self.business, 1);
        }
        path = path.replace("{slug}", &self.slug);
        if path == "/connections/new" {
            path = format!("{path}?to={}", self.slug);
        }
        // What is left are ids of things that nobody has: secret links, files of pictures, kinds of addresses.
        while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
            path.replace_range(open..=close, "0191e2a0-0000-7000-8000-000000000000");
        }
        path
    }

    /// Makes a thing of Kwame's; its id.
    async fn fresh(&mut self, sql: &str, listing: &str) -> String {
        let id = uuid::Uuid::now_v7().to_string();
        let mut sql = sql.replace("'ID'", &format!("'{id}'")).replace("q=ID", &format!("q={id}"));
        for (word, value) in [
            ("USER", &self.user),
            ("BUSINESS", &self.business),
            ("CONVERSATION", &self.conversation),
            ("LISTING", &listing.to_owned()),
        ] {
            sql = sql.replace(&format!("'{word}'"), &format!("'{value}'"));
        }
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut self.superuser).await.expect("made");
        id
    }
}

/// Amina has written to the inbox of Kwame's business, and Kwame answers her.
async fn customer_of(superuser: &mut sqlx::PgConnection, business: uuid::Uuid, agent: uuid::Uuid) -> String {
    let id = uuid::Uuid::now_v7();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "INSERT INTO messaging.conversations (id, kind, business_id, customer_id, last_seq, created_at)
         SELECT '{id}', 'INBOX', '{business}', user_id, 1, now() FROM accounts.user_contacts
         WHERE address = 'amina@demo.pushnchat.test';
         INSERT INTO messaging.members (conversation_id, user_id, business_id, role, joined_at)
         SELECT id, customer_id, NULL::uuid, 'CUSTOMER', now() FROM messaging.conversations WHERE id = '{id}'
         UNION ALL SELECT '{id}', '{agent}', '{business}', 'AGENT', now();
         INSERT INTO messaging.tickets (conversation_id, business_id, customer_id, status, agent_id, opened_at)
         SELECT id, business_id, customer_id, 'OPEN', '{agent}', now() FROM messaging.conversations WHERE id = '{id}';
         INSERT INTO messaging.messages (conversation_id, seq, id, sender_id, kind, body, sent_at)
         SELECT id, 1, messaging.first_id(now()), customer_id, 'TEXT', 'Do you have rice?', now()
         FROM messaging.conversations WHERE id = '{id}'"
    )))
    .execute(superuser)
    .await
    .expect("a customer");
    id.to_string()
}

/// A body that passes the checks which come before the question of rights, where there are any.
fn body(row: &RouteRow) -> Value {
    let path = row.path.as_str();
    let listing = json!({
        "type": "OFFER", "title": "Maize in bags", "description": "Dried and cleaned, this year's harvest.",
        "category": "grains", "duration_hours": 72, "version": 1
    });
    match (row.method.as_str(), path) {
        ("PUT", "/api/v1/listings/{id}") => listing,
        ("PATCH", "/api/v1/connections/{id}/status") => json!({"status": "BLOCKED", "version": 1}),
        ("POST", "/api/v1/listings/{id}/extend") => json!({"hours": 24}),
        ("POST", "/api/v1/listings/{id}/renew") => json!({"duration_hours": 24}),
        ("POST", "/api/v1/listings/{id}/reject") => json!({"reason": "It is not what the title says."}),
        ("POST", "/api/v1/listings/{id}/reports") => json!({"reason": "SCAM"}),
        ("POST", "/api/v1/listings/{id}/media") => {
            json!({"media_id": "0191e2a0-0000-7000-8000-000000000000"})
        }
        ("PATCH", "/api/v1/search/saved/{id}") => json!({"alerts": false, "version": 1}),
        ("POST", "/api/v1/verifications/{id}/decision") => {
            json!({"decision": "REFUSE", "reason": "It cannot be read at the edges."})
        }
        ("POST", "/api/v1/users/{id}/role-decision") => json!({"decision": "REFUSE"}),
        ("PUT", "/api/v1/businesses/{slug}/verification") => {
            json!({"level": "BASIC", "reason": "The licence has run out."})
        }
        ("POST", "/api/v1/messages/conversations/{id}" | "/api/v1/connections/{id}/messages")
        | ("POST", "/api/v1/messages/inbox/{slug}") => {
            json!({"client_id": "matrix-0001", "text": "Good morning"})
        }
        ("POST", "/api/v1/messages/conversations/{id}/read") => json!({"seq": 1}),
        ("PUT", "/api/v1/messages/conversations/{id}/mute") | ("POST", "/api/v1/messages/sync") => json!({}),
        ("PUT", "/api/v1/messages/conversations/{id}/files/{upload_id}")
        | ("POST", "/api/v1/messages/conversations/{id}/exports") => json!({}),
        ("PATCH", "/api/v1/messages/conversations/{id}/messages/{seq}") => {
            json!({"text": "Rice?", "version": 1})
        }
        ("PUT", "/api/v1/messages/conversations/{id}/messages/{seq}/reaction") => json!({"emoji": "👍"}),
        ("POST", "/api/v1/messages/conversations/{id}/messages/{seq}/report") => json!({"reason": "OTHER"}),
        ("PATCH", "/api/v1/messages/desk/agents/{user_id}") => json!({"on_shift": true, "version": 0}),
        ("PUT", "/api/v1/messages/desk/tickets/{id}/agent") => {
            json!({"user_id": "0191e2a0-0000-7000-8000-000000000000"})
        }
        ("PUT", "/api/v1/messages/desk/tickets/{id}/status") => json!({"status": "OPEN"}),
        ("PUT", "/api/v1/messages/desk/tickets/{id}/topic") => json!({"topic": null}),
        ("POST", "/api/v1/messages/desk/tickets/{id}/notes") => json!({"note": "A note"}),
        ("POST", "/api/v1/messages/channels") => json!({"title": "Deliveries"}),
        ("PATCH", "/api/v1/messages/channels/{id}") => json!({"version": 1}),
        ("POST", "/api/v1/messages/channels/{id}/members") => json!({}),
        ("POST", "/api/v1/messages/desk/canned") => json!({"shortcut": "hours", "text": "8 to 18"}),
        ("PUT", "/api/v1/messages/desk/canned/{id}") => json!({"shortcut": "x", "text": "y", "version": 1}),
        _ => json!({"version": 1}),
    }
}

async fn cell(site: &Site, things: &mut Things, row: &RouteRow, token: Option<&str>) -> &'static str {
    let method: Method = row.method.parse().expect("a method");
    let path = things.path(row).await;
    let body = body(row);
    let body = (method != Method::GET && method != Method::DELETE).then_some(&body);
    let reply = site.send(method, &path, token, body).await;
    let status = reply.status().as_u16();
    assert!(status < 500, "{} {path}: {status}", row.method);
    match status {
        401 => "sign in",
        403 => "no",
        404 | 410 => "hidden",
        _ => "yes",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_every_actor_as_the_matrix_says() {
    let site = Site::start(1500).await;
    let mut things = Things::of(&site).await;
    let mut table = String::from(
        "# Who may do what\n\n\
         Generated by asking the running program; see `crates/e2e/tests/it/matrix.rs`. Everything asked for belongs to\n\
         the business of staff, manager and CEO; the account is the CEO's own. “hidden”: it does not exist, as far as\n\
         this actor is told. “yes” is the right to try: quotas and rules about the input come after it.\n\n| route | asks for |",
    );
    for (name, _) in ACTORS {
        write!(table, " {name} |").expect("a string takes all");
    }
    table.push_str("\n|---|---|");
    table.push_str(&"---|".repeat(ACTORS.len()));
    table.push('\n');
    for row in &site.table {
        // Ends the sessions that are needed for the next cells, or the account or the business itself.
        let ends_session =
            row.path.contains("logout") || row.path == "/sign-out" || row.path.contains("sign-out");
        let ends_account =
            row.action == "user:delete" || (row.action == "business:delete" && row.method != "GET");
        write!(table, "| {} {} | {} |", row.method, row.path, row.action).expect("a string takes all");
        for (name, sign_in) in ACTORS {
            let token = match sign_in {
                None => None,
                Some(sign_in) => Some(site.token(sign_in).await),
            };
            if (ends_account && ["CEO", "admin"].contains(&name)) || (ends_session && token.is_some()) {
                table.push_str(" yes* |");
                continue;
            }
            let answer = cell(&site, &mut things, row, token.as_deref()).await;
            write!(table, " {answer} |").expect("a string takes all");
            if name == "anonymous" {
                // The policies say the same of the attempt as the program does.
                let may =
                    site.platform.policies.check_action(&Actor::Anonymous, row.action, &Resource::platform());
                assert_eq!(may.is_err(), answer == "sign in", "{} {}: {answer}", row.method, row.path);
            }
        }
        table.push('\n');
    }
    table
        .push_str("\n\\* Not asked here, since it would end the session, the account or the business; its own tests do.\n");
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../policies/matrix.md");
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(&file, &table).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<&str> =
        table.lines().filter(|line| !committed.lines().any(|known| known == *line)).collect();
    assert!(differing.is_empty(), "these rows differ from policies/matrix.md:\n{}", differing.join("\n"));
    assert_eq!(committed, table, "policies/matrix.md has rows of routes that are gone");
}
