use std::collections::HashSet;

use chrono::TimeDelta;
use kernel::{BusinessId, Clock};
use serde_json::{Value, json};

use crate::support::{Shop, ids_of};

fn featured(n: &str) -> String {
    format!(
        ", featured_from, featured_until, rotation|, $2::timestamptz - interval '1 hour', \
         $2::timestamptz + interval '10 hours', {n}"
    )
}

#[tokio::test]
async fn paging_while_a_thousand_are_posted_neither_repeats_nor_skips() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    let mut before: HashSet<String> =
        shop.fill(business, 940, "").await.iter().map(ToString::to_string).collect();
    let slots = shop
        .fill(business, 60, &featured("(n * 35791394 * (CASE WHEN n % 2 = 0 THEN 1 ELSE -1 END))::int"))
        .await;
    before.extend(slots.iter().map(ToString::to_string));
    let guest = shop.app.anonymous();
    let poster = shop.ceo();
    let mut seen = Vec::new();
    let mut next = Some("/api/v1/listings?limit=5".to_owned());
    let mut pages = 0;
    while let Some(path) = next {
        let reply = guest.get(&path).await.expect(200);
        seen.extend(ids_of(&reply.data()));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
        pages += 1;
        // Five a page past the API, one of them featured, and some through it, which the shelves hear of.
        shop.app.advance(TimeDelta::seconds(1));
        shop.fill(business, 4, "").await;
        shop.fill(business, 1, &featured("n * 1000000")).await;
        if pages <= 10 {
            shop.post(&poster, json!({})).await;
        }
    }
    let unique: HashSet<String> = seen.iter().cloned().collect();
    assert_eq!(unique.len(), seen.len(), "nothing is shown twice");
    let missing: Vec<&String> = before.difference(&unique).collect();
    assert!(missing.is_empty(), "{} of {} were skipped", missing.len(), before.len());
    assert!(pages >= 200, "{pages}");
}

#[tokio::test]
async fn a_session_that_goes_on_later_finds_the_slots_that_have_ended_meanwhile() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 100, "").await;
    let ending = "($2::timestamptz + make_interval(mins => n::int))";
    let slots = format!(
        ", featured_from, featured_until, rotation|, $2::timestamptz - interval '1 hour', {ending}, (n * 1000)::int"
    );
    let slots: HashSet<String> =
        shop.fill(business, 12, &slots).await.iter().map(ToString::to_string).collect();
    let guest = shop.app.anonymous();
    let first = guest.get("/api/v1/listings?limit=10").await.expect(200);
    let mut seen = ids_of(&first.data());
    let mut next = first.json()["links"]["next"].as_str().map(str::to_owned);
    shop.app.advance(TimeDelta::minutes(8));
    // Everything in memory is read again, when eight of the slots have ended.
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    tx.announce("listings.many_changed", "").await.expect("announced");
    tx.commit().await.expect("a commit");
    let others = guest.get("/api/v1/listings?limit=20").await.expect(200).data();
    let paid = others.as_array().expect("a list").iter().filter(|card| card["featured"] == true).count();
    assert_eq!(paid, 4, "whoever begins now sees the slots of now");
    while let Some(path) = next {
        let reply = guest.get(&path).await.expect(200);
        seen.extend(ids_of(&reply.data()));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    let unique: HashSet<String> = seen.iter().cloned().collect();
    assert_eq!((unique.len(), seen.len()), (112, 112), "all of them, and nothing twice");
    let places: Vec<usize> = (0..seen.len()).filter(|at| slots.contains(&seen[*at])).collect();
    assert_eq!(places, (0..12).map(|n| 5 * n).collect::<Vec<_>>(), "in the places that they had");
}

#[tokio::test]
async fn paid_slots_are_one_place_in_five_as_long_as_they_last() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 60, "").await;
    shop.fill(business, 7, &featured("n * 200000000")).await;
    let guest = shop.app.anonymous();
    let mut places: Vec<bool> = Vec::new();
    let mut next = Some("/api/v1/listings?limit=7".to_owned());
    while let Some(path) = next {
        let reply = guest.get(&path).await.expect(200);
        let cards = reply.data();
        places.extend(cards.as_array().expect("a list").iter().map(|card| card["featured"] == true));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    let paid: Vec<usize> = places.iter().enumerate().filter_map(|(at, paid)| paid.then_some(at)).collect();
    assert_eq!(paid, [0, 5, 10, 15, 20, 25, 30], "also where pages of seven meet");
    assert_eq!(places.len(), 67);
}

#[tokio::test]
async fn paid_slots_stand_in_a_row_only_where_nothing_else_is_left() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 6, "").await;
    shop.fill(business, 9, &featured("n * 200000000")).await;
    let guest = shop.app.anonymous();
    let (mut places, mut seen) = (String::new(), HashSet::new());
    let mut next = Some("/api/v1/listings?limit=7".to_owned());
    while let Some(path) = next {
        let reply = guest.get(&path).await.expect(200);
        let cards = reply.data();
        let cards = cards.as_array().expect("a list");
        places.extend(cards.iter().map(|card| if card["featured"] == true { 'P' } else { '.' }));
        seen.extend(ids_of(&reply.data()));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(places, "P....P..PPPPPPP");
    assert_eq!(seen.len(), 15, "who pays is found as well");
}

#[tokio::test]
async fn a_paid_slot_says_that_it_is_one() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let (paid, plain) = (shop.post(&owner, json!({})).await, shop.post(&owner, json!({})).await);
    owner.post(&format!("/api/v1/listings/{paid}/feature"), json!({})).await.expect(201);
    let label = "<span class=\"badge featured\">Featured</span>";
    for (id, is_paid) in [(&paid, true), (&plain, false)] {
        let link = format!("/listings/{id}\"");
        for path in ["/", "/c/grains", "/nearby?lat=6.45&lng=3.38"] {
            let html = guest.get(path).await.expect(200).text();
            let mut cards = html.split("<li class=\"card").skip(1).filter(|card| card.contains(&link));
            let card = cards.next().expect("a card");
            assert_eq!(card.contains(label), is_paid, "{path}: {card}");
        }
        let page = guest.get(&format!("/listings/{id}")).await.expect(200).text();
        // Below it stand others of the same business.
        let own = page.split("<li class=\"card").next().expect("the beginning");
        assert_eq!(own.contains(label), is_paid, "{own}");
    }
}

#[tokio::test]
async fn who_asks_for_the_same_page_again_is_shown_the_same() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 60, "").await;
    shop.fill(business, 8, &featured("n * 200000000")).await;
    let guest = shop.app.anonymous();
    let first = guest.get("/api/v1/listings?limit=10").await.expect(200);
    let again = guest.get("/api/v1/listings?limit=10").await.expect(200);
    assert_eq!(ids_of(&again.data()), ids_of(&first.data()), "whoever comes back within the minute");
    let next = first.json()["links"]["next"].as_str().expect("more").to_owned();
    let second = ids_of(&guest.get(&next).await.expect(200).data());
    // Others post and pay later, and the circle begins elsewhere for them.
    shop.app.advance(TimeDelta::seconds(1));
    let owner = shop.ceo();
    for _ in 0..4 {
        let id = shop.post(&owner, json!({"duration_hours": 96})).await;
        owner.post(&format!("/api/v1/listings/{id}/feature"), json!({})).await.expect(201);
    }
    shop.app.advance(TimeDelta::minutes(10));
    assert_eq!(ids_of(&guest.get(&next).await.expect(200).data()), second, "the way back in a browser");
}

#[tokio::test]
async fn the_circle_begins_elsewhere_a_minute_later() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 40, &featured("(n * 100000000 - 2000000000)::int")).await;
    let guest = shop.app.anonymous();
    let mut firsts = HashSet::new();
    for _ in 0..20 {
        let first = guest.get("/api/v1/listings?limit=1").await.expect(200).data()[0]["id"].clone();
        firsts.insert(first.as_str().expect("an id").to_owned());
        shop.app.advance(TimeDelta::seconds(60));
    }
    assert!(firsts.len() >= 8, "{} different firsts", firsts.len());
}

#[tokio::test]
async fn filters_combine() {
    let shop = Shop::open().await;
    let (lagos, nairobi) = (shop.ceo(), shop.ceo());
    let media = shop.media.add(lagos.user_id());
    let maize = shop.post(&lagos, json!({"media_ids": [media]})).await;
    let rice = json!({"title": "Rice wanted by the lorry", "type": "REQUEST", "price": null, "market": null});
    let rice = shop.post(&lagos, rice).await;
    shop.app.advance(TimeDelta::minutes(10));
    let later = shop.app.clock.now().to_rfc3339().replace("+00:00", "Z");
    let mango = shop
        .post(
            &nairobi,
            json!({"title": "Mangoes by the crate", "category": "fruit", "city": "Nairobi", "country": "KE",
                   "price": {"amount_minor": 150_000, "currency": "KES"},
                   "location": {"latitude": -1.2864, "longitude": 36.8172}}),
        )
        .await;
    let guest = shop.app.anonymous();
    let nigeria = lagos.business_id();
    for (query, expected) in [
        ("".to_owned(), vec![&mango, &rice, &maize]),
        ("category=agriculture".to_owned(), vec![&mango, &rice, &maize]),
        ("category=grains".to_owned(), vec![&rice, &maize]),
        ("category=grains&type=OFFER".to_owned(), vec![&maize]),
        ("category=vehicles".to_owned(), vec![]),
        ("country=NG".to_owned(), vec![&rice, &maize]),
        ("city=LAGOS".to_owned(), vec![&rice, &maize]),
        ("city=lagos&has_photo=true".to_owned(), vec![&maize]),
        ("market=afcfta".to_owned(), vec![&mango, &maize]),
        (format!("business={nigeria}&type=REQUEST"), vec![&rice]),
        ("currency=NGN&price_min=3850000&price_max=3850000".to_owned(), vec![&maize]),
        ("currency=NGN&price_max=3849999".to_owned(), vec![]),
        ("currency=KES".to_owned(), vec![&mango]),
        (format!("posted_since={later}"), vec![&mango]),
        ("verified=true".to_owned(), vec![&mango, &rice, &maize]),
        ("featured=true".to_owned(), vec![]),
        ("sort=price_asc&currency=NGN".to_owned(), vec![&maize]),
        ("sort=distance&lat=-1.3&lng=36.8".to_owned(), vec![&mango, &maize, &rice]),
    ] {
        let found = guest.get(&format!("/api/v1/listings?{query}")).await.expect(200).data();
        let mut found = ids_of(&found);
        let mut expected: Vec<String> = expected.into_iter().cloned().collect();
        if query.starts_with("sort=distance") {
            // Two are at one spot, in the order of their ids.
            found.sort();
            expected.sort();
        }
        assert_eq!(found, expected, "{query}");
    }
}

#[tokio::test]
async fn prices_rise_and_fall() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 50, ", price_minor, currency|, (n * 7919) % 37 * 100, 'NGN'").await;
    shop.fill(business, 5, ", price_minor, currency|, n, 'KES'").await;
    let guest = shop.app.anonymous();
    for (sort, rising) in [("price_asc", true), ("price_desc", false)] {
        let mut prices = Vec::new();
        let mut next = Some(format!("/api/v1/listings?sort={sort}&currency=NGN&limit=9"));
        while let Some(path) = next {
            let reply = guest.get(&path).await.expect(200);
            let price = |card: &Value| card["price"]["amount_minor"].as_i64().expect("a price");
            prices.extend(reply.data().as_array().expect("a list").iter().map(price));
            next = reply.json()["links"]["next"].as_str().map(str::to_owned);
        }
        let mut sorted = prices.clone();
        sorted.sort_unstable();
        if !rising {
            sorted.reverse();
        }
        assert_eq!(prices, sorted);
        assert_eq!(prices.len(), 50);
    }
}

#[tokio::test]
async fn what_the_cheapest_thousands_do_not_have_is_found_in_order_and_to_its_end() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    // More of the cheapest than a page looks at, and more in Kenya than are put in order.
    shop.fill(business, 21_100, ", country, price_minor, currency|, 'NG', n, 'NGN'").await;
    shop.fill(business, 20_100, ", country, price_minor, currency|, 'KE', n, 'KES'").await;
    let dear = |country: &str, market: &str| {
        let prices = "50000 + (n * 7919) % 37, 'NGN'";
        format!(", country, market, price_minor, currency|, '{country}', '{market}', {prices}")
    };
    shop.fill(business, 130, &dear("KE", "afcfta")).await;
    shop.fill(business, 40, &dear("TZ", "us-africa")).await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let rising = "SELECT id::text FROM listings.listings WHERE currency = 'NGN' AND country = $1 ORDER BY price_minor, id";
    let mut expected = std::collections::HashMap::new();
    for country in ["KE", "TZ"] {
        let ids =
            sqlx::query_scalar::<_, String>(rising).bind(country).fetch_all(&mut *tx).await.expect("ids");
        expected.insert(country, ids);
    }
    drop(tx);
    let guest = shop.app.anonymous();
    for (filter, country, is_first_page_empty) in [
        ("country=KE", "KE", true),
        ("market=afcfta", "KE", true),
        ("country=KE&price_min=50000", "KE", false),
        ("country=TZ", "TZ", false),
        ("category=grains&country=TZ", "TZ", false),
    ] {
        let path = format!("/api/v1/listings?sort=price_asc&currency=NGN&limit=30&{filter}");
        let first = guest.get(&path).await.expect(200);
        assert_eq!(ids_of(&first.data()).is_empty(), is_first_page_empty, "{filter}");
        assert_eq!(first.json()["meta"]["pagination"]["has_more"], true, "{filter}");
        let found = shop.walk(&guest, &path).await;
        assert!(found == expected[country], "{filter}: {} of {}", found.len(), expected[country].len());
        let falling: Vec<String> = expected[country].iter().rev().cloned().collect();
        let path = path.replace("price_asc", "price_desc");
        assert!(shop.walk(&guest, &path).await == falling, "{filter}, the dearest first");
    }
    // Something nobody has ends the list, and not only a page of it.
    assert!(shop.walk(&guest, "/api/v1/listings?sort=price_asc&currency=NGN&country=UG").await.is_empty());
}

#[tokio::test]
async fn a_cursor_is_good_for_its_own_list_only() {
    let shop = Shop::open().await;
    shop.fill(BusinessId::new(shop.app.clock.now()), 10, "").await;
    let guest = shop.app.anonymous();
    let first = guest.get("/api/v1/listings?category=grains&limit=3").await.expect(200).json();
    let cursor = first["meta"]["pagination"]["next_cursor"].as_str().expect("a cursor").to_owned();
    assert_eq!(first["meta"]["pagination"]["has_more"], true);
    for path in [
        format!("/api/v1/listings?limit=3&cursor={cursor}"),
        format!("/api/v1/listings?category=grains&type=OFFER&cursor={cursor}"),
        format!("/api/v1/listings/nearby?category=grains&cursor={cursor}"),
        format!("/api/v1/listings?category=grains&sort=price_asc&currency=NGN&cursor={cursor}"),
        format!("/api/v1/listings?category=grains&cursor=x{cursor}"),
    ] {
        assert_eq!(guest.get(&path).await.expect(400).errors()[0].1, "cursor", "{path}");
    }
    guest.get(&format!("/api/v1/listings?limit=5&category=grains&cursor={cursor}")).await.expect(200);
}

#[tokio::test]
async fn shelves_show_the_same_as_the_database() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    shop.fill(business, 300, "").await;
    let owner = shop.ceo();
    let guest = shop.app.anonymous();
    let mut own = Vec::new();
    for round in 0_usize..30 {
        // A shelf that is warm, then changes of every kind, then the same list past the shelf (`posted_since` is
        // never shelved).
        guest.get("/api/v1/listings?category=agriculture&limit=100").await.expect(200);
        match round % 5 {
            0 | 1 if own.len() < 10 => own.push(shop.post(&owner, json!({})).await),
            2 => {
                let id = own.remove(0);
                owner.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
            }
            3 => {
                let version =
                    owner.get(&format!("/api/v1/listings/{}", own[0])).await.data()["version"].clone();
                let body = crate::support::with(
                    crate::support::maize(),
                    json!({"version": version, "category": if round % 2 == 0 { "vehicles" } else { "fruit" }}),
                );
                owner.put(&format!("/api/v1/listings/{}", own[0]), body).await.expect(200);
            }
            _ => shop.app.advance(TimeDelta::minutes(3)),
        }
        let shelved = guest.get("/api/v1/listings?category=agriculture&limit=100").await.expect(200).data();
        let since = "posted_since=2000-01-01T00:00:00Z";
        let read = guest
            .get(&format!("/api/v1/listings?category=agriculture&limit=100&{since}"))
            .await
            .expect(200)
            .data();
        assert_eq!(shelved, read, "round {round}");
    }
}
