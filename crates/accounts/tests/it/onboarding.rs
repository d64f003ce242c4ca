//! The first set-up.

use serde_json::json;

use crate::world::{PASSWORD, Person, World};

#[tokio::test]
async fn a_seller_answers_step_by_step_and_has_a_business_at_the_end() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let state = person.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!((&state["step"], state["steps"].as_array().map(Vec::len)), (&json!("role"), Some(3)));
    let state = person.answer("role", json!({"role": "BUSINESS"})).await;
    assert_eq!(
        (&state["step"], state["steps"].as_array().map(Vec::len)),
        (&json!("language_country"), Some(6))
    );
    person.answer("language_country", json!({"language": "fr", "country": "SN"})).await;
    person.answer("business_basics", json!({"name": "Teranga Tissus", "type": "TRADER"})).await;

    // Another day, another phone: it goes on where it was.
    let phone = world.sign_in("amina@example.com", PASSWORD).await;
    let state = phone.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!(
        (&state["step"], &state["answers"]["name"]),
        (&json!("category_market"), &json!("Teranga Tissus"))
    );
    // An earlier step can be answered again.
    phone.answer("business_basics", json!({"name": "Téranga Tissus", "type": "RETAILER"})).await;
    phone.answer("category_market", json!({"categories": ["grains", "fruit"], "market": "afcfta"})).await;
    let state = phone.answer("location", json!({"city": "Dakar"})).await;
    assert_eq!(state["step"], "done");
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
    let over = json!({"step": "role", "answers": {"role": "CONSUMER"}});
    phone.client.put("/api/v1/users/me/onboarding", over).await.expect(422);
    let events = world.app.events().await;
    assert!(events.iter().any(|event| event == "business.created"), "{events:?}");
    world.end().await;
}

#[tokio::test]
async fn a_buyer_is_done_soon_and_a_financier_waits_for_an_admin() {
    let world = World::start().await;
    let buyer = world.user("amina@example.com").await;
    buyer.answer("role", json!({"role": "CONSUMER"})).await;
    let state = buyer.answer("language_country", json!({"language": "en", "country": "KE"})).await;
    assert_eq!(state["step"], "done");

    let banker = world.user("bola@example.com").await;
    banker.answer("role", json!({"role": "FINANCIAL"})).await;
    let me = banker.me().await;
    assert_eq!((&me["role"], &me["requested_role"]), (&json!("CONSUMER"), &json!("FINANCIAL")));
    let admin = json!({"step": "role", "answers": {"role": "ADMIN"}});
    banker.client.put("/api/v1/users/me/onboarding", admin).await.expect(422);
}

#[tokio::test]
async fn steps_come_in_order_and_are_checked() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let put = async |step: &str, answers: serde_json::Value| {
        person.client.put("/api/v1/users/me/onboarding", json!({"step": step, "answers": answers})).await
    };
    put("location", json!({"city": "Lagos"})).await.expect(422);
    put("nonsense", json!({})).await.expect(422);
    put("role", json!({"roll": "BUSINESS"})).await.expect(400);
    person.client.put("/api/v1/users/me/onboarding", json!({})).await.expect(422);
    put("role", json!({"role": "BUSINESS"})).await.expect(200);
    put("language_country", json!({"language": "en", "country": "NG"})).await.expect(200);
    let reply = put("business_basics", json!({"name": "x"})).await.expect(422);
    assert_eq!(reply.errors().into_iter().map(|(_, field)| field).collect::<Vec<_>>(), ["name", "type"]);
    put("business_basics", json!({"name": "Adunni Grains", "type": "TRADER"})).await.expect(200);
    put("category_market", json!({"categories": ["unknown"]})).await.expect(422);
    put("category_market", json!({"categories": ["grains"]})).await.expect(200);
    let off = json!({"city": "Lagos", "location": {"latitude": 123.0, "longitude": 3.0}});
    assert_eq!(put("location", off).await.expect(422).errors()[0].1, "location.latitude");
}

#[tokio::test]
async fn a_business_waits_for_the_address_to_be_proved_and_nothing_is_lost() {
    let world = World::start().await;
    let registration = world.register("amina@example.com").await;
    let person = world.sign_in("amina@example.com", PASSWORD).await;
    person.answer("role", json!({"role": "BUSINESS"})).await;
    person.answer("language_country", json!({"language": "en", "country": "NG"})).await;
    person.answer("business_basics", json!({"name": "Adunni Grains", "type": "TRADER"})).await;
    person.answer("category_market", json!({"categories": ["grains"]})).await;
    let last = json!({"step": "location", "answers": {"city": "Lagos"}});
    let refused = person.client.put("/api/v1/users/me/onboarding", &last).await.expect(403);
    assert_eq!(refused.errors()[0].0, "ADDRESS_NOT_VERIFIED");
    let body = json!({
        "address": "amina@example.com", "code": world.code("amina@example.com"), "registration": registration["registration"]
    });
    let reply = world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200).data();
    let proved = Person::of(&world.app, &reply["session"]);
    let state = proved.client.get("/api/v1/users/me/onboarding").await.expect(200).data();
    assert_eq!((&state["step"], &state["answers"]["city"]), (&json!("location"), &json!("Lagos")));
    proved.answer("location", json!({"city": "Lagos"})).await;
    assert_eq!(proved.me().await["team_role"], "CEO");
}
