use kernel::{Actor, BusinessId, Clock, GeoPoint, Role, SignedIn};
use serde_json::{Value, json};

use crate::support::{Shop, ids_of};

async fn places(shop: &Shop, count: i64, around: &str) {
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, count, &format!(", latitude, longitude|, {around}")).await;
}

/// Every live listing with its distance, nearest first, by plain arithmetic.
async fn by_hand(shop: &Shop, centre: GeoPoint, radius_m: f64) -> Vec<(f64, String)> {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let rows: Vec<(uuid::Uuid, f64, f64)> =
        sqlx::query_as("SELECT id, latitude, longitude FROM listings.listings")
            .fetch_all(&mut *tx)
            .await
            .expect("rows");
    let mut all: Vec<(f64, String)> = rows
        .into_iter()
        .map(|(id, lat, lng)| {
            (GeoPoint::new(lat, lng).expect("on the globe").distance_m(centre), id.to_string())
        })
        .filter(|(metres, _)| *metres <= radius_m)
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

#[tokio::test]
async fn distances_are_those_of_plain_arithmetic_on_every_side_of_the_globe() {
    let shop = Shop::open().await;
    // A cloud around Lagos, one across the date line, one around the pole.
    places(&shop, 300, "6.5 + sin(n * 12.9898) * 3, 3.4 + sin(n * 78.233) * 3").await;
    places(&shop, 200, "sin(n * 12.9898) * 3, CASE WHEN n % 2 = 0 THEN 180 - abs(sin(n * 78.233)) * 3 ELSE -180 + abs(sin(n * 78.233)) * 3 END").await;
    places(&shop, 100, "90 - abs(sin(n * 12.9898)) * 3, sin(n * 78.233) * 180").await;
    let guest = shop.app.anonymous();
    for (lat, lng, radius_km) in [
        (6.455, 3.3841, 500.0),
        (6.455, 3.3841, 40.0),
        (0.5, 179.9, 300.0),
        (0.0, -180.0, 500.0),
        (90.0, 0.0, 500.0),
        (89.5, 100.0, 200.0),
        (6.455, 3.3841, 0.001),
    ] {
        let centre = GeoPoint::new(lat, lng).expect("on the globe");
        let expected = by_hand(&shop, centre, radius_km * 1000.0).await;
        let mut found: Vec<(f64, String)> = Vec::new();
        let mut next =
            Some(format!("/api/v1/listings/nearby?lat={lat}&lng={lng}&radius_km={radius_km}&limit=37"));
        while let Some(path) = next {
            let reply = guest.get(&path).await.expect(200);
            for card in reply.data().as_array().expect("a list") {
                found.push((
                    card["distance_m"].as_f64().expect("a distance"),
                    card["id"].as_str().expect("an id").to_owned(),
                ));
            }
            next = reply.json()["links"]["next"].as_str().map(str::to_owned);
        }
        assert_eq!(found.len(), expected.len(), "around {lat},{lng}");
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found.0 - expected.0).abs() < 0.02, "{found:?} {expected:?}");
        }
        let mut ids: Vec<&String> = found.iter().map(|(_, id)| id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), expected.len(), "no place is told twice");
    }
}

#[tokio::test]
async fn the_nearest_that_pass_the_filters_come_first() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let at = |lat: f64, kind: &str| json!({"location": {"latitude": lat, "longitude": 3.0}, "type": kind});
    let far = shop.post(&owner, at(6.3, "OFFER")).await;
    let near = shop.post(&owner, at(6.1, "OFFER")).await;
    let wanted = shop.post(&owner, at(6.05, "REQUEST")).await;
    let nowhere = json!({"location": null});
    shop.post(&owner, nowhere).await;
    let guest = shop.app.anonymous();
    let path = "/api/v1/listings/nearby?lat=6&lng=3";
    assert_eq!(
        ids_of(&guest.get(path).await.expect(200).data()),
        [wanted.clone(), near.clone(), far.clone()]
    );
    assert_eq!(ids_of(&guest.get(&format!("{path}&type=OFFER")).await.data()), [near.clone(), far]);
    assert_eq!(ids_of(&guest.get(&format!("{path}&radius_km=12")).await.data()), [wanted, near.clone()]);
    owner.delete(&format!("/api/v1/listings/{near}")).await.expect(204);
    assert!(!ids_of(&guest.get(path).await.expect(200).data()).contains(&near));
}

#[tokio::test]
async fn without_a_position_it_is_the_profiles_place_then_the_readers_country() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let lagos = shop.post(&owner, json!({})).await;
    let kano = shop.post(&owner, json!({"city": "Kano"})).await;
    let nairobi = shop.post(&owner, json!({"city": "Nairobi", "country": "KE"})).await;
    let path = "/api/v1/listings/nearby";
    let around = |json: &Value| json["meta"]["around"]["by"].as_str().unwrap_or("").to_owned();
    // The stand-in's businesses all sit in Lagos.
    let reply = owner.get(path).await.expect(200);
    assert_eq!((ids_of(&reply.data()), around(&reply.json())), (vec![lagos.clone()], "CITY".to_owned()));
    let Actor::User(user) = shop.app.user(Role::Consumer).actor else { panic!("somebody") };
    let at_home = shop.app.client_of(Actor::User(SignedIn { country: "KE".parse().ok(), ..user }));
    let seen = at_home.get(path).await.expect(200).json();
    assert_eq!(seen["meta"]["around"], json!({"by": "COUNTRY", "country": "KE"}), "by their profile");
    let kenyan = shop.app.anonymous().with_header("cookie", "country=KE");
    let reply = kenyan.get(path).await.expect(200);
    assert_eq!((ids_of(&reply.data()), around(&reply.json())), (vec![nairobi.clone()], "COUNTRY".to_owned()));
    let seen_there = shop.app.anonymous().with_header("cf-ipcountry", "KE").get(path).await.expect(200);
    assert_eq!(
        (ids_of(&seen_there.data()), around(&seen_there.json())),
        (vec![nairobi.clone()], "COUNTRY".to_owned())
    );
    let named = owner.get(&format!("{path}?city=kano")).await.expect(200);
    assert_eq!((ids_of(&named.data()), around(&named.json())), (vec![kano.clone()], "CITY".to_owned()));
    let nobody = shop.app.anonymous().get(path).await.expect(200);
    assert_eq!(
        (ids_of(&nobody.data()), around(&nobody.json())),
        (vec![nairobi, kano, lagos], "NOTHING".to_owned())
    );
}

/// Ids of what is live, nearest first, by plain arithmetic.
async fn live_by_hand(shop: &Shop, centre: GeoPoint, radius_m: f64, limit: usize) -> Vec<f64> {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let rows: Vec<(f64, f64)> = sqlx::query_as(
        "SELECT latitude, longitude FROM listings.listings
         WHERE status = 'ACTIVE' AND expires_at > $1 AND latitude IS NOT NULL",
    )
    .bind(shop.app.clock.now())
    .fetch_all(&mut *tx)
    .await
    .expect("rows");
    let distance = |(lat, lng)| GeoPoint::new(lat, lng).expect("on the globe").distance_m(centre);
    let mut all: Vec<f64> = rows.into_iter().map(distance).filter(|metres| *metres <= radius_m).collect();
    all.sort_by(f64::total_cmp);
    all.truncate(limit);
    all
}

#[tokio::test]
async fn the_grid_follows_every_change_in_crowded_and_in_empty_places() {
    let shop = Shop::open().await;
    // 4,000 in one town: its tile is opened cell by cell. 2,000 in one market: its cells are opened nook by nook. 50 in
    // the desert: theirs is kept whole.
    places(&shop, 4000, "6.5 + sin(n * 12.9898) * 0.1, 3.4 + sin(n * 78.233) * 0.1").await;
    places(&shop, 2000, "-1.285 + sin(n * 12.9898) * 0.012, 36.825 + sin(n * 78.233) * 0.012").await;
    places(&shop, 50, "23 + sin(n * 12.9898), 5 + sin(n * 78.233)").await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let centres = [(6.5, 3.4), (-1.285, 36.825), (23.0, 5.0), (12.0, 4.0), (6.55, 3.35)];
    let mut own: Vec<String> = Vec::new();
    for round in 0_u32..25 {
        for (lat, lng) in centres {
            let path = format!("/api/v1/listings/nearby?lat={lat}&lng={lng}&radius_km=500&limit=30");
            let found = guest.get(&path).await.expect(200).data();
            let found: Vec<f64> = found
                .as_array()
                .expect("a list")
                .iter()
                .map(|card| card["distance_m"].as_f64().expect("a distance"))
                .collect();
            let expected =
                live_by_hand(&shop, GeoPoint::new(lat, lng).expect("on the globe"), 500_000.0, 30).await;
            assert_eq!(found.len(), expected.len(), "round {round} at {lat},{lng}");
            let equal = found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 0.02);
            assert!(equal, "round {round} at {lat},{lng}: {found:?} is not {expected:?}");
        }
        let (lat, lng) = centres[round as usize % 5];
        let here = json!({"location": {"latitude": lat + f64::from(round) / 1e4, "longitude": lng}});
        match round % 6 {
            4 if !own.is_empty() => {
                owner.delete(&format!("/api/v1/listings/{}", own.remove(0))).await.expect(204);
            }
            5 if !own.is_empty() => {
                // Somebody moves house: out of one place, into another.
                let path = format!("/api/v1/listings/{}", own[0]);
                let version = owner.get(&path).await.expect(200).data()["version"].clone();
                let moved = crate::support::with(crate::support::maize(), here);
                owner.put(&path, crate::support::with(moved, json!({"version": version}))).await.expect(200);
            }
            _ if own.len() < 10 => own.push(shop.post(&owner, here).await),
            _ => shop.app.advance(chrono::TimeDelta::hours(1)),
        }
    }
}

#[tokio::test]
async fn what_very_many_around_do_not_have_is_found_far_away() {
    let shop = Shop::open().await;
    // More than a search looks at, and none of them in Kenya or Tanzania. Further east is newer.
    places(&shop, 20_500, "6.5 + sin(n * 12.9898) * 0.4, 3.4 + sin(n * 78.233) * 0.4").await;
    let business = BusinessId::new(shop.app.clock.now());
    let town = |country: &str, from: f64| {
        format!(", latitude, longitude, country|, -1.3, {from} + n / 3000.0, '{country}'")
    };
    let kenya = shop.fill(business, 2100, &town("KE", 36.4)).await;
    let tanzania = shop.fill(business, 30, &town("TZ", 33.0)).await;
    // Some of Tanzania lie beyond Kenya, in a tile of their own.
    let beyond = shop.fill(business, 30, &town("TZ", 39.0)).await;
    let text = |ids: &[uuid::Uuid]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let guest = shop.app.anonymous();
    let lagos = "/api/v1/listings?sort=distance&lat=6.5&lng=3.4";
    let first = async |path: &str| ids_of(&guest.get(path).await.expect(200).data())[0].clone();
    let all = async |country: &str, limit: u8| {
        shop.walk(&guest, &format!("{lagos}&country={country}&limit={limit}")).await
    };
    assert_eq!(
        all("TZ", 7).await,
        text(&[tanzania, beyond].concat()),
        "few in two places, all of them in order"
    );
    assert!(
        all("KE", 100).await == text(&kenya),
        "many in one place, all of them in order, the oldest first"
    );
    let nairobi = "/api/v1/listings?sort=distance&lat=-1.3&lng=36.0&country=KE";
    assert_eq!(first(nairobi).await, kenya[0].to_string(), "and so from nearby");
    // One that is posted around the corner is the nearest from then on, on whichever way it is found.
    let here = json!({"location": {"latitude": 6.6, "longitude": 3.5}, "country": "TZ"});
    let near = shop.post(&shop.ceo(), here).await;
    assert_eq!(first(&format!("{lagos}&country=TZ")).await, near);
}

#[tokio::test]
async fn a_list_by_distance_goes_on_behind_what_was_shown() {
    let shop = Shop::open().await;
    places(&shop, 3000, "6.5 + sin(n * 12.9898) * 0.3, 3.4 + sin(n * 78.233) * 0.3").await;
    places(&shop, 200, "9 + sin(n * 12.9898), 7 + sin(n * 78.233)").await;
    let centre = GeoPoint::new(6.5, 3.4).expect("on the globe");
    let expected: Vec<String> =
        by_hand(&shop, centre, f64::INFINITY).await.into_iter().map(|(_, id)| id).collect();
    let found =
        shop.walk(&shop.app.anonymous(), "/api/v1/listings?sort=distance&lat=6.5&lng=3.4&limit=100").await;
    assert_eq!(found.len(), 3200);
    assert!(found == expected, "cells and tiles that were shown are passed over, and none besides");
}
