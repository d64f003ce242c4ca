//! Access tokens: what is let in and what is not.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use contracts::accounts::{Credential, Identified, IdentityPort};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::world::{PASSWORD, Person, World, bearer};

async fn keys(world: &World) -> JwkSet {
    let reply = world.app.anonymous().get("/.well-known/jwks.json").await.expect(200);
    serde_json::from_slice(&reply.body).expect("a JWK set")
}

#[tokio::test]
async fn a_token_verifies_with_the_published_keys() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let kid = decode_header(&person.access).expect("a header").kid.expect("a key id");
    let keys = keys(&world).await;
    let key = DecodingKey::from_jwk(keys.find(&kid).expect("published")).expect("a key");
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.validate_exp = false;
    let read = decode::<Value>(&person.access, &key, &rules).expect("verifies").claims;
    assert_eq!(
        (&read["sub"], &read["role"], &read["plan"]),
        (&json!(person.id), &json!("CONSUMER"), &json!("FREE"))
    );
    assert_eq!(read["exp"].as_i64().zip(read["iat"].as_i64()).map(|(exp, iat)| exp - iat), Some(900));
}

#[tokio::test]
async fn a_token_tells_for_which_business_and_as_what_somebody_acts() {
    let world = World::start().await;
    let (seller, business) = world.seller("amina@example.com", "Adunni Grains").await;
    assert!(seller.claims().get("business").is_none(), "it was signed before");
    let body = json!({"refresh_token": seller.refresh});
    let next = world.app.anonymous().post("/api/v1/auth/refresh", body).await.expect(200).data();
    let claims = Person::of(&world.app, &next).claims();
    assert_eq!(
        ["role", "plan", "team_role", "verification"].map(|name| claims[name].clone()),
        ["BUSINESS", "FREE", "CEO", "BASIC"]
    );
    assert_eq!(claims["business"], business["id"]);
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let (head, rest) = person.access.split_once('.').expect("parts");
    let (body, signature) = rest.split_once('.').expect("parts");
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let kid = decode_header(&person.access).expect("a header").kid;

    let none = format!("{}.{body}.", part(json!({"alg": "none", "typ": "JWT", "kid": kid})));
    let mut claims = person.claims();
    claims["role"] = json!("ADMIN");
    claims["exp"] = json!(claims["exp"].as_i64().expect("a time") + 1_000_000);
    let changed = format!("{head}.{}.{signature}", part(claims.clone()));
    // The public key used as a shared secret, as careless libraries allow.
    let public = serde_json::to_value(keys(&world).await.keys[0].clone()).expect("JSON")["x"]
        .as_str()
        .expect("x")
        .to_owned();
    let mut header = Header::new(Algorithm::HS256);
    header.kid.clone_from(&kid);
    let confused = encode(&header, &claims, &EncodingKey::from_secret(public.as_bytes())).expect("encodes");
    // A genuine signature of somebody else's key, under our key's name and under an unknown one.
    let mut der =
        vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend_from_slice(&[7; 32]);
    let foreign = EncodingKey::from_ed_der(&der);
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid.clone_from(&kid);
    let under_ours = encode(&header, &claims, &foreign).expect("encodes");
    header.kid = Some("unknown".to_owned());
    let under_unknown = encode(&header, &claims, &foreign).expect("encodes");
    let cut = person.access[..person.access.len() - 4].to_owned();

    for (name, token) in [
        ("none", none),
        ("changed", changed),
        ("confused", confused),
        ("foreign key, our name", under_ours),
        ("foreign key", under_unknown),
        ("cut", cut),
        ("empty", String::new()),
        ("nonsense", "a.b.c".repeat(40)),
        ("long", "x".repeat(5000)),
    ] {
        let reply = bearer(&world.app, &token).get("/api/v1/users/me").await;
        assert_eq!(reply.status, 401, "{name}");
        // Not even what everybody may read: a wrong token is a mistake to be told.
        assert_eq!(bearer(&world.app, &token).get("/api/v1/businesses").await.status, 401, "{name}");
    }
    bearer(&world.app, &person.access).get("/api/v1/users/me").await.expect(200);
}

#[tokio::test]
async fn a_token_ends_after_fifteen_minutes() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    world.app.clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
    person.me().await;
    world.app.clock.advance(TimeDelta::seconds(1));
    person.client.get("/api/v1/users/me").await.expect(401);
}

#[tokio::test]
async fn keys_rotate_without_anybody_being_signed_out() {
    let world = World::start().await;
    let stop = CancellationToken::new();
    let other = world.another_process(&stop);
    let before = world.user("amina@example.com").await;
    let old = decode_header(&before.access).expect("a header").kid.expect("a key id");
    let new = world.accounts.rotate_signing_key().await.expect("rotates");
    // Published before it signs.
    let published = keys(&world).await;
    assert!(published.find(&old).is_some() && published.find(&new).is_some());
    let during = world.sign_in("amina@example.com", PASSWORD).await;
    assert_eq!(decode_header(&during.access).expect("a header").kid.as_deref(), Some(old.as_str()));

    world.app.clock.advance(TimeDelta::minutes(14));
    let last = world.sign_in("amina@example.com", PASSWORD).await;
    assert_eq!(decode_header(&last.access).expect("a header").kid.as_deref(), Some(old.as_str()));
    world.app.clock.advance(TimeDelta::minutes(2));
    let after = world.sign_in("amina@example.com", PASSWORD).await;
    assert_eq!(decode_header(&after.access).expect("a header").kid.as_deref(), Some(new.as_str()));
    last.me().await;
    let who = other.identify(Credential::AccessToken(&after.access)).await.expect("answers");
    assert!(matches!(who, Identified::As(_)), "another process knows the new key");

    // Once the last token of the old key is over, the key is as well.
    world.app.clock.advance(TimeDelta::minutes(15));
    let published = keys(&world).await;
    assert!(published.find(&old).is_none() && published.find(&new).is_some());
    world.accounts.rotate_signing_key().await.expect("rotates");
    assert_eq!(world.count("SELECT count(*) FROM accounts.signing_keys").await, 2);
    let noted =
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'SIGNING_KEY_ROTATED' AND outcome = 'OK'
                 AND device = 'command line' AND user_id IS NULL AND actor_id IS NULL";
    assert_eq!(world.count(noted).await, 2, "both stand in the record");
}

#[tokio::test]
async fn a_key_made_under_another_secret_is_good_for_nothing() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let mut config = world.app.platform.config.clone();
    config.secret_key = b"another secret that only this test knows".to_vec();
    let platform =
        platform::Platform::new(config, world.app.clock.clone(), [&*accounts::TEXTS]).expect("starts");
    let ports = world.ports();
    let restarted = accounts::Accounts::new(&platform, ports);
    let who = restarted.identify(Credential::AccessToken(&person.access)).await.expect("answers");
    assert!(matches!(who, Identified::Refused), "a changed secret ends every token");
    assert_eq!(world.count("SELECT count(*) FROM accounts.signing_keys").await, 2, "and a new one was made");
}
