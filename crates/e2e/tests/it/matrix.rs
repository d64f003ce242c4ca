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

/// What the requests are about: everything belongs to Kwame's business, the account is Kwame's.
struct Things {
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
        Self {
            connection: connection.to_string(),
            conversation: customer_of(&mut superuser, business, user).await,
            listings: listings.iter().map(ToString::to_string).collect(),
            business: business.to_string(),
            slug,
            user: user.to_string(),
        }
    }

    /// The path with something real in place of each parameter. What is written to is another listing each time, so
    /// that one cell of the table does not change the next.
    fn path(&mut self, row: &RouteRow) -> String {
        let mut path = row.path.clone();
        if path.contains("/listings/{id}") {
            let listing = self.listings.pop_front().expect("enough listings for all cells");
            if row.method == "GET" {
                self.listings.push_front(listing.clone());
            }
            path = path.replacen("{id}", &listing, 1);
        }
        if path.contains("/connections/{id}") {
            path = path.replacen("{id}", &self.connection, 1);
        }
        if ["/conversations/{id}", "/tickets/{id}", "/messages/{id}"].iter().any(|part| path.contains(part)) {
            path = path.replacen("{id}", &self.conversation, 1);
        }
        path = path.replace("{seq}", "1");
        if path.contains("/users/{id}") {
            path = path.replacen("{id}", &self.user, 1);
        }
        if path.contains("/businesses/{id}") {
            path = path.replacen("{id}", &self.business, 1);
        }
        path = path.replace("{slug}", &self.slug);
        // What is left are ids of things that do not exist: sessions, media, steps.
        while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
            path.replace_range(open..=close, "0191e2a0-0000-7000-8000-000000000000");
        }
        path
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
        ("POST", "/api/v1/listings/{id}/extend") => json!({"hours": 24, "version": 1}),
        ("POST", "/api/v1/listings/{id}/renew") => json!({"duration_hours": 24, "version": 1}),
        ("POST", "/api/v1/listings/{id}/reject") => json!({"reason": "It is not what the title says."}),
        ("POST", "/api/v1/listings/{id}/reports") => json!({"reason": "SCAM"}),
        ("POST", "/api/v1/listings/{id}/media") => {
            json!({"media_id": "0191e2a0-0000-7000-8000-000000000000", "version": 1})
        }
        ("POST", "/api/v1/messages/conversations/{id}" | "/api/v1/connections/{id}/messages")
        | ("POST", "/api/v1/messages/inbox/{slug}") => {
            json!({"client_id": "matrix-0001", "text": "Good morning"})
        }
        ("POST", "/api/v1/messages/conversations/{id}/read") => json!({"seq": 1}),
        ("PUT", "/api/v1/messages/conversations/{id}/mute") | ("POST", "/api/v1/messages/sync") => json!({}),
        ("PATCH", "/api/v1/messages/conversations/{id}/messages/{seq}") => {
            json!({"text": "Rice?", "version": 1})
        }
        ("PUT", "/api/v1/messages/conversations/{id}/messages/{seq}/reaction") => json!({"emoji": "👍"}),
        ("POST", "/api/v1/messages/conversations/{id}/messages/{seq}/report") => json!({"reason": "OTHER"}),
        ("PATCH", "/api/v1/messages/desk/agents/{user_id}") => json!({"on_shift": true}),
        ("PUT", "/api/v1/messages/desk/tickets/{id}/agent") => {
            json!({"user_id": "0191e2a0-0000-7000-8000-000000000000"})
        }
        ("PUT", "/api/v1/messages/desk/tickets/{id}/status") => json!({"status": "OPEN"}),
        ("POST", "/api/v1/messages/desk/tickets/{id}/notes") => json!({"note": "A note"}),
        ("POST", "/api/v1/messages/desk/canned") => json!({"shortcut": "hours", "text": "8 to 18"}),
        ("PUT", "/api/v1/messages/desk/canned/{id}") => json!({"shortcut": "x", "text": "y", "version": 1}),
        _ => json!({"version": 1}),
    }
}

async fn cell(site: &Site, things: &mut Things, row: &RouteRow, token: Option<&str>) -> &'static str {
    let method: Method = row.method.parse().expect("a method");
    let path = things.path(row);
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
