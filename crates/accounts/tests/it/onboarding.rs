//! The first set-up.

use serde_json::json;

use crate::world::{PASSWORD, Person, World};

const BUSINESSES: &str = "SELECT count(*) FROM accounts.businesses";

/// Somebody who has answered everything before their address was proved, and what lets them in once it is.
async fn all_answered_but_not_proved(world: &World) -> (Person, serde_json::Value) {
    let registration = world.register("amina@example.com").await["registration"].clone();
    let person = world.sign_in("amina@example.com", PASSWORD).await;
    person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    person.answer("LANGUAGE_COUNTRY", json!({"language": "en", "country": "NG"})).await;
    person.answer("BUSINESS_BASICS", json!({"name": "Adunni Grains", "type": "TRADER"})).await;
    person.answer("CATEGORY_MARKET", json!({"categories": ["grains"]})).await;
    let refused = person.try_to_answer("LOCATION", json!({"city": "Lagos"})).await.expect(403);
    assert_eq!(refused.errors()[0].0, "ADDRESS_NOT_VERIFIED");
    (person, registration)
}

/// The same person signed in, with the address proved.
async fn prove(world: &World, registration: &serde_json::Value) -> Person {
    let code = world.code("amina@example.com");
    let body = json!({"address": "amina@example.com", "code": code, "registration": registration});
    let reply = world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200).data();
    Person::of(&world.app, &reply["session"])
}

#[tokio::test]
async fn a_seller_answers_step_by_step_and_has_a_business_at_the_end() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let state = person.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!((&state["step"], state["steps"].as_array().map(Vec::len)), (&json!("ROLE"), Some(3)));
    let state = person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    assert_eq!(
        (&state["step"], state["steps"].as_array().map(Vec::len)),
        (&json!("LANGUAGE_COUNTRY"), Some(6))
    );
    person.answer("LANGUAGE_COUNTRY", json!({"language": "fr", "country": "SN"})).await;
    person.answer("BUSINESS_BASICS", json!({"name": "Teranga Tissus", "type": "TRADER"})).await;

    // Another day, another phone: it goes on where it was.
    let phone = world.sign_in("amina@example.com", PASSWORD).await;
    let state = phone.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!(
        (&state["step"], &state["answers"]["name"]),
        (&json!("CATEGORY_MARKET"), &json!("Teranga Tissus"))
    );
    // An earlier step can be answered again.
    phone.answer("BUSINESS_BASICS", json!({"name": "Téranga Tissus", "type": "RETAILER"})).await;
    phone.answer("CATEGORY_MARKET", json!({"categories": ["grains", "fruit"], "market": "afcfta"})).await;
    let state = phone.answer("LOCATION", json!({"city": "Dakar"})).await;
    assert_eq!(state["step"], "DONE");
    let me = phone.me().await;
    assert_eq!(
        (&me["team_role"], &me["role"], &me["language"]),
        (&json!("CEO"), &json!("BUSINESS"), &json!("fr"))
    );
    let business = phone.client.get("/api/v1/businesses/teranga-tissus").await.expect(200).data();
    assert_eq!(business["id"], me["business_id"]);
    assert_eq!(
        (&business["type"], &business["country"], &business["time_zone"]),
        (&json!("RETAILER"), &json!("SN"), &json!("Africa/Dakar"))
    );
    assert!(business["location"]["latitude"].as_f64().is_some_and(|lat| (lat - 14.7).abs() < 0.3));
    phone.try_to_answer("ROLE", json!({"role": "CONSUMER"})).await.expect(422);
    let events = world.app.events().await;
    assert!(events.iter().any(|event| event == "business.created"), "{events:?}");
    world.end().await;
}

#[tokio::test]
async fn a_buyer_is_done_soon_and_a_financier_waits_for_an_admin() {
    let world = World::start().await;
    let buyer = world.user("amina@example.com").await;
    buyer.answer("ROLE", json!({"role": "CONSUMER"})).await;
    let state = buyer.answer("LANGUAGE_COUNTRY", json!({"language": "en", "country": "KE"})).await;
    assert_eq!(state["step"], "DONE");

    let banker = world.user("bola@example.com").await;
    banker.answer("ROLE", json!({"role": "FINANCIAL"})).await;
    let me = banker.me().await;
    assert_eq!((&me["role"], &me["requested_role"]), (&json!("CONSUMER"), &json!("FINANCIAL")));
    banker.try_to_answer("ROLE", json!({"role": "ADMIN"})).await.expect(422);
}

#[tokio::test]
async fn what_a_seller_said_of_themselves_goes_with_the_role() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    let said = json!({"about": "I like maize.", "job_title": "Owner"});
    let version = person.me().await["version"].clone();
    let body = json!({"profile": said, "version": version});
    person.client.patch("/api/v1/users/me", body).await.expect(200);
    person.answer("ROLE", json!({"role": "CONSUMER"})).await;
    let me = person.me().await;
    assert_eq!(me["profile"], json!({"about": "I like maize."}));
    let again = json!({"profile": me["profile"], "version": me["version"]});
    person.client.patch("/api/v1/users/me", again).await.expect(200);
    world.end().await;
}

#[tokio::test]
async fn steps_come_in_order_and_are_checked() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let put = async |step: &str, answers: serde_json::Value| person.try_to_answer(step, answers).await;
    put("LOCATION", json!({"city": "Lagos"})).await.expect(422);
    put("nonsense", json!({})).await.expect(422);
    put("role", json!({"role": "BUSINESS"})).await.expect(422);
    put("ROLE", json!({"roll": "BUSINESS"})).await.expect(400);
    let path = "/api/v1/users/me/onboarding";
    person.client.put(path, json!({})).await.expect(428);
    person.client.put(path, json!({"version": 1})).await.expect(422);
    put("ROLE", json!({"role": "BUSINESS"})).await.expect(200);
    put("LANGUAGE_COUNTRY", json!({"language": "en", "country": "NG"})).await.expect(200);
    let reply = put("BUSINESS_BASICS", json!({"name": "x"})).await.expect(422);
    assert_eq!(reply.errors().into_iter().map(|(_, field)| field).collect::<Vec<_>>(), ["name", "type"]);
    put("BUSINESS_BASICS", json!({"name": "Adunni Grains", "type": "TRADER"})).await.expect(200);
    put("CATEGORY_MARKET", json!({"categories": ["unknown"]})).await.expect(422);
    put("CATEGORY_MARKET", json!({"categories": ["grains"]})).await.expect(200);
    let off = json!({"city": "Lagos", "location": {"latitude": 123.0, "longitude": 3.0}});
    assert_eq!(put("LOCATION", off).await.expect(422).errors()[0].1, "location.latitude");
}

#[tokio::test]
async fn a_business_waits_for_the_address_to_be_proved_and_nothing_is_lost() {
    let world = World::start().await;
    let (person, registration) = all_answered_but_not_proved(&world).await;
    let state = person.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!((&state["step"], &state["answers"]["city"]), (&json!("LOCATION"), &json!("Lagos")));
    assert_eq!(world.count(BUSINESSES).await, 0);
    // The proof sets it up: nobody has to answer again.
    let proved = prove(&world, &registration).await;
    let state = proved.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!(state["step"], "DONE");
    let me = proved.me().await;
    assert_eq!((&me["status"], &me["team_role"]), (&json!("ACTIVE"), &json!("CEO")));
    let business = world.app.anonymous().get("/api/v1/businesses/adunni-grains").await.expect(200).data();
    assert_eq!((&business["id"], &business["city"]), (&me["business_id"], &json!("Lagos")));
    world.end().await;
}

#[tokio::test]
async fn another_address_that_is_proved_sets_the_business_up_as_well() {
    let world = World::start().await;
    let (person, _) = all_answered_but_not_proved(&world).await;
    let contacts = "/api/v1/users/me/contacts";
    person.client.post(contacts, json!({"email": "adunni@example.com"})).await.expect(201);
    world.app.clock.advance(chrono::TimeDelta::milliseconds(1));
    world.app.drain().await;
    let body = json!({"address": "adunni@example.com", "code": world.code("adunni@example.com")});
    person.client.post(&format!("{contacts}/verify"), body).await.expect(200);
    assert_eq!(person.me().await["team_role"], "CEO");
    assert_eq!(world.count(BUSINESSES).await, 1);
    world.end().await;
}

#[tokio::test]
async fn what_no_longer_holds_when_the_address_is_proved_is_asked_again() {
    let world = World::start().await;
    let (_, registration) = all_answered_but_not_proved(&world).await;
    let categories = std::mem::take(&mut *world.listings.categories.lock().expect("nobody panics with it"));
    let proved = prove(&world, &registration).await;
    assert_eq!(proved.me().await["status"], "ACTIVE", "the address is proved all the same");
    let state = proved.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!(state["step"], "LOCATION");
    assert_eq!(world.count(BUSINESSES).await, 0);
    *world.listings.categories.lock().expect("nobody panics with it") = categories;
    proved.answer("LOCATION", json!({"city": "Lagos"})).await;
    assert_eq!(proved.me().await["team_role"], "CEO");
    world.end().await;
}

#[tokio::test]
async fn whoever_proves_the_address_of_somebody_elses_sign_up_gets_no_business_of_theirs() {
    let world = World::start().await;
    let (person, _) = all_answered_but_not_proved(&world).await;
    let body = json!({"address": "amina@example.com", "code": world.code("amina@example.com")});
    world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200);
    assert_eq!(world.count(BUSINESSES).await, 0);
    person.client.get("/api/v1/users/me").await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn an_answer_meant_for_an_older_account_changes_nothing() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let path = "/api/v1/users/me/onboarding";
    let version = person.client.get(path).await.expect(200).data()["version"].clone();
    person.answer("ROLE", json!({"role": "BUSINESS"})).await;
    let late = json!({"step": "ROLE", "answers": {"role": "CONSUMER"}, "version": version});
    let refused = person.client.put(path, late).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CONFLICT");
    let state = person.client.get(&format!("{path}?fields=step,answers")).await.expect(200).data();
    assert_eq!(state, json!({"step": "LANGUAGE_COUNTRY", "answers": {"role": "BUSINESS"}}));
    person.client.get(&format!("{path}?fields=stop")).await.expect(400);
    let told = person.client.get("/api/v1/users/me/preferences?fields=language").await.expect(200).data();
    assert_eq!(told, json!({"language": "en"}));
}
