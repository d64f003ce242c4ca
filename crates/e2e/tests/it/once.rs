//! Whoever reads the document of the API learns which requests may be sent twice (P-7, P-10).

use e2e::Site;
use reqwest::Client;
use serde_json::{Value, json};

/// Whether a route looks at `Idempotency-Key`: then it says that this one is too short, before anything else.
async fn takes_a_key(client: &Client, url: &str, tokens: &[String]) -> bool {
    for token in tokens.iter().map(Some).chain([None]) {
        let mut request = client.post(url).header("idempotency-key", "x").json(&json!({"hours": 24}));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let reply: Value = request.send().await.expect("an answer").json().await.unwrap_or_default();
        let mut errors = reply["errors"].as_array().into_iter().flatten();
        if errors.any(|error| error["field"] == "Idempotency-Key") {
            return true;
        }
    }
    false
}

/// A listing of Kwame's: some routes ask whose it is before they look at the key.
async fn listing(site: &Site) -> String {
    let mut superuser = site.db.connect_as_superuser().await.expect("the server answers");
    let id: uuid::Uuid = sqlx::query_scalar(
        "UPDATE listings.listings SET business_id = (
             SELECT member.business_id FROM accounts.business_members AS member
             JOIN accounts.user_contacts AS contact USING (user_id)
             WHERE contact.address = 'kwame@demo.pushnchat.test')
         WHERE id = (SELECT id FROM listings.listings WHERE status = 'ACTIVE' LIMIT 1) RETURNING id",
    )
    .fetch_one(&mut superuser)
    .await
    .expect("there is a listing");
    id.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_tells_of_every_route_whether_it_takes_an_idempotency_key() {
    let site = Site::start(20).await;
    let (client, listing) = (Client::new(), listing(&site).await);
    let tokens = [site.token("admin").await, site.token("kwame").await, site.token("amina").await];
    let (_, document) = site.get("/api/v1/openapi.json", None).await;
    let (mut taking, mut wrong) = (0, Vec::new());
    let posts = site.table.iter().filter(|row| row.method == "POST" && row.path.starts_with("/api/v1/"));
    for row in posts.filter(|row| !row.path.contains("logout")) {
        let operation = &document["paths"][&row.path]["post"];
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        let told = parameters.find(|parameter| parameter["name"] == "Idempotency-Key");
        // These look at it later: it names the message, or the body is a file.
        let otherwise = told.is_some_and(|told| {
            let described = told["description"].as_str().unwrap_or_default();
            described.contains("client_id")
                || operation["requestBody"]["content"]["application/json"].is_null()
        });
        let mut path = row.path.replace("/listings/{id}", &format!("/listings/{listing}"));
        while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
            path.replace_range(open..=close, "0191e2a0-0000-7000-8000-000000000000");
        }
        let takes = takes_a_key(&client, &format!("{}{path}", site.url), &tokens).await;
        taking += usize::from(takes);
        if takes != told.is_some() && !otherwise {
            wrong.push(format!("{}: takes one: {takes}, told: {}", row.path, told.is_some()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(taking >= 10, "only {taking} routes take a key: the question is not understood");
}
