use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::listings::ListingType;
use serde_json::json;

use crate::paging::walk;
use crate::ranking::many_like;
use crate::world::{Post, USUAL, World};

#[tokio::test]
async fn words_are_found_in_any_form_of_their_language() {
    let world = World::titled(&[
        "Fresh tomatoes from the farm",
        "Camions pour la location",
        "Caminhões usados em bom estado",
        "السيارات المستعملة للبيع",
        "Mahindi meupe ya kuuza",
    ])
    .await;
    for (words, found) in [
        ("tomato", "Fresh tomatoes from the farm"),
        ("camion", "Camions pour la location"),
        ("caminhão usado", "Caminhões usados em bom estado"),
        ("سيارة مستعملة", "السيارات المستعملة للبيع"),
        ("MAHINDI meupe", "Mahindi meupe ya kuuza"),
    ] {
        assert_eq!(
            world.titles(&format!("q={}&limit=1", kernel::percent_encoded(words))).await,
            [found],
            "{words}"
        );
    }
}

#[tokio::test]
async fn accents_capitals_and_arabic_variants_do_not_matter() {
    let world =
        World::titled(&["Chèvres élevées à Thiès", "أرز بسمتي أصلي", "ذرة صفراء", "إسمنت مقاوم"]).await;
    for (words, found) in [
        ("chevre elevee thies", "Chèvres élevées à Thiès"),
        ("CHÈVRE", "Chèvres élevées à Thiès"),
        ("ارز بسمتى اصلى", "أرز بسمتي أصلي"),
        ("ذره صفرا", "ذرة صفراء"),
        ("الاسمنت", "إسمنت مقاوم"),
        ("أَرُزّ", "أرز بسمتي أصلي"),
    ] {
        assert_eq!(world.found(words).await, [found], "{words}");
    }
}

#[tokio::test]
async fn all_words_have_to_be_there_wherever_they_are() {
    let world = World::with([
        Post { title: "Yellow maize", description: "Dried and cleaned, in jute sacks.", ..USUAL },
        Post { title: "Yellow paint", description: "For walls, dries in two hours.", ..USUAL },
        Post { title: "White maize", city: "Accra", country: "GH", ..USUAL },
    ])
    .await;
    assert_eq!(world.found("yellow maize").await, ["Yellow maize"]);
    assert_eq!(world.found("maize jute").await, ["Yellow maize"]);
    assert_eq!(world.found("maize Accra").await, ["White maize"], "the town counts");
    assert_eq!(world.found("maïs du Ghana").await, ["White maize"], "so does the country, and a synonym");
    assert_eq!(world.found("maize cereals").await, ["White maize", "Yellow maize"], "so does the category");
}

#[tokio::test]
async fn synonyms_are_found_after_the_word_itself() {
    let world =
        World::titled(&["Corn flour for sale", "Maize flour for sale", "Momo agent wanted", "Truck hire"])
            .await;
    assert_eq!(world.titles("q=maize%20flour").await, ["Maize flour for sale", "Corn flour for sale"]);
    assert_eq!(world.found("mobile money").await, ["Momo agent wanted"]);
    assert_eq!(world.found("lorries").await, ["Truck hire"]);
    assert_eq!(world.found("شاحنة").await, ["Truck hire"], "across languages too");
}

#[tokio::test]
async fn typing_mistakes_are_put_right_when_nothing_has_the_word() {
    let world = World::titled(&[
        "Long grain rice",
        "Portland cement",
        "Diesel generator",
        "Boer goats",
        "طماطم طازجة",
    ])
    .await;
    for (words, found) in [
        ("rcie", "Long grain rice"),
        ("ricce grain", "Long grain rice"),
        ("cemnet", "Portland cement"),
        ("generattor", "Diesel generator"),
        ("desiel genrator", "Diesel generator"),
        ("gaots", "Boer goats"),
        ("طماتم", "طماطم طازجة"),
    ] {
        let (hits, meta) = world.search(&format!("q={}", kernel::percent_encoded(words))).await;
        assert_eq!(hits.first().map(|hit| hit["listing"]["title"].clone()), Some(found.into()), "{words}");
        assert_eq!(meta["query"]["corrected"], true, "{words}");
    }
    let (_, meta) = world.search("q=cemnet").await;
    assert_eq!(meta["query"]["text"], "cement");
}

#[tokio::test]
async fn what_a_rare_word_may_be_a_slip_of_is_found_after_what_has_it() {
    let world = World::new().await;
    let long_ago = Post { age: TimeDelta::hours(70), ..USUAL };
    let rare = world.listing(&Post { title: "Cemnet in bags", ..long_ago });
    let told = world.listing(&Post {
        title: "Building blocks",
        description: "Made with cemnet of the best kind.",
        ..long_ago
    });
    let paid = Post { title: "Portland cement, dry", featured: true, verified: true, photo: true, ..USUAL };
    let paid = world.listing(&paid);
    let abroad = world.listing(&Post { title: "Cement from Tema", country: "GH", city: "Accra", ..long_ago });
    let mut listings = many_like(&world.listing(&Post { title: "Portland cement, dry", ..USUAL }), 320);
    listings.extend([rare.clone(), told.clone(), paid.clone(), abroad]);
    listings.iter().for_each(|listing| world.put(listing));
    world.index.rebuild().await.expect("built");

    let best = [&rare, &told, &paid].map(|listing| listing.id.to_string());
    for query in ["q=Cemnet", "q=cemnet&lat=6.45&lng=3.39"] {
        let (hits, meta) = world.search(&format!("{query}&limit=3")).await;
        let ids: Vec<&str> = hits.iter().filter_map(|hit| hit["listing"]["id"].as_str()).collect();
        assert_eq!(ids, best, "{query}");
        assert_eq!(meta["query"]["along"], json!(["cement"]), "{query}");
        assert_eq!(meta["query"]["corrected"], false, "{query}: something has the word");
        let all = walk(&world, &format!("{query}&limit=90"), async |_| {}).await;
        let unique: HashSet<&String> = all.iter().collect();
        assert_eq!((all.len(), unique.len()), (324, 324), "{query}: each once");
    }
    let page = world.app.anonymous().get("/search?q=cemnet").await.expect(200).text();
    assert!(page.contains("After these come results for “cement”"), "{page}");
    // Elsewhere nothing has it, but something has the other one.
    let (hits, meta) = world.search("q=cemnet&country=GH").await;
    assert_eq!((hits.len(), &meta["query"]["along"]), (1, &json!(["cement"])));
    // In an order of its own what has the word as typed would not come first, so it stays alone.
    let (hits, meta) = world.search("q=cemnet&sort=newest").await;
    assert_eq!((hits.len(), &meta["query"]["along"]), (2, &json!([])));
    // The common word is right, and so is a rare one together with what only it has.
    for (query, hits_in_all) in [("q=cement&country=GH", 1), ("q=cemnet%20bags", 1)] {
        let (hits, meta) = world.search(query).await;
        assert_eq!((hits.len(), &meta["query"]["along"]), (hits_in_all, &json!([])), "{query}");
    }
}

#[tokio::test]
async fn a_rare_name_that_is_right_still_shows_its_own_first() {
    let world = World::new().await;
    let own = [
        Post { title: "Looms by Toyoda", age: TimeDelta::hours(70), ..USUAL },
        Post { title: "Toyoda", age: TimeDelta::hours(71), ..USUAL },
    ]
    .map(|post| world.listing(&post));
    let common = Post { title: "Toyota", verified: true, photo: true, featured: true, ..USUAL };
    let mut listings = many_like(&world.listing(&common), 120);
    listings.extend(own);
    listings.iter().for_each(|listing| world.put(listing));
    world.index.rebuild().await.expect("built");
    let (hits, meta) = world.search("q=toyoda&limit=100").await;
    let titles: Vec<&str> = hits.iter().filter_map(|hit| hit["listing"]["title"].as_str()).collect();
    assert_eq!(titles[..3], ["Toyoda", "Looms by Toyoda", "Toyota"]);
    assert_eq!((titles.len(), &meta["query"]["along"]), (100, &json!(["toyota"])));
    // Where nothing more is found with the commoner word, nobody is told of it.
    let (hits, meta) = world.search("q=toyoda%20looms").await;
    assert_eq!((hits.len(), &meta["query"]["along"]), (1, &json!([])));
}

#[tokio::test]
async fn an_unfinished_last_word_is_completed() {
    let world = World::titled(&["Portland cement", "Fresh fish"]).await;
    let (hits, meta) = world.search("q=portland%20cem").await;
    assert_eq!(hits.len(), 1);
    assert_eq!(meta["query"]["last_word_open"], true);
    assert_eq!(meta["query"]["corrected"], false);
}

#[tokio::test]
async fn a_search_without_answer_says_which_words_would_have_one() {
    let world = World::titled(&["Red tractor", "Blue boat"]).await;
    let (hits, meta) = world.search("q=red%20boat").await;
    assert!(hits.is_empty());
    assert_eq!(meta["query"]["broader"], serde_json::json!(["red", "boat"]));
    assert_eq!(meta["total_estimate"], 0);
}

#[tokio::test]
async fn filters_narrow_a_search_down() {
    let world = World::with([
        Post { title: "Maize one", price: Some((5_000, "NGN")), verified: true, ..USUAL },
        Post { title: "Maize two", price: Some((9_000, "NGN")), photo: true, ..USUAL },
        Post { title: "Maize three", price: Some((6_000, "XOF")), country: "CI", city: "Abidjan", ..USUAL },
        Post { title: "Maize four", kind: ListingType::Request, place: (9.08, 7.4), city: "Abuja", ..USUAL },
        Post { title: "Maize mill", category: &["vehicles"], ..USUAL },
    ])
    .await;
    for (filter, found) in [
        ("", "Maize four, Maize mill, Maize one, Maize three, Maize two"),
        ("&category=grains", "Maize four, Maize one, Maize three, Maize two"),
        ("&category=agriculture", "Maize four, Maize one, Maize three, Maize two"),
        ("&category=vehicles", "Maize mill"),
        ("&country=CI", "Maize three"),
        ("&city=abidjan", "Maize three"),
        ("&kind=REQUEST", "Maize four"),
        ("&verified=true", "Maize one"),
        ("&has_photo=true", "Maize two"),
        ("&price_min=5000&price_max=8000&currency=NGN", "Maize one"),
        ("&price_max=8000&currency=XOF", "Maize three"),
        ("&lat=6.45&lng=3.39&radius_km=25", "Maize mill, Maize one, Maize three, Maize two"),
        ("&lat=9.0&lng=7.4&radius_km=25", "Maize four"),
        ("&lat=9.0&lng=7.4&radius_km=25&verified=true", ""),
        ("&category=grains&country=NG&kind=OFFER&has_photo=true", "Maize two"),
    ] {
        for words in ["q=maize", "q="] {
            let mut titles = world.titles(&format!("{words}{filter}")).await;
            titles.sort();
            assert_eq!(titles.join(", "), found, "{words}{filter}");
        }
    }
}

#[tokio::test]
async fn hits_come_in_the_order_asked_for() {
    let world = World::with([
        Post { title: "Maize one", price: Some((9_000, "NGN")), age: TimeDelta::hours(30), ..USUAL },
        Post {
            title: "Maize two",
            price: Some((5_000, "NGN")),
            place: (9.08, 7.4),
            age: TimeDelta::hours(2),
            ..USUAL
        },
        Post {
            title: "Maize three",
            price: Some((100, "XOF")),
            place: (6.5, 3.4),
            age: TimeDelta::hours(50),
            ..USUAL
        },
        Post {
            title: "Maize four",
            place: (7.4, 3.9),
            verified: true,
            photo: true,
            age: TimeDelta::hours(60),
            ..USUAL
        },
    ])
    .await;
    for (order, titles) in [
        ("sort=newest", "Maize two, Maize one, Maize three, Maize four"),
        ("sort=cheapest&currency=NGN", "Maize two, Maize one"),
        ("sort=dearest&currency=NGN", "Maize one, Maize two"),
        ("sort=cheapest&currency=NGN&price_min=6000", "Maize one"),
        ("sort=nearest&lat=6.455&lng=3.394", "Maize one, Maize three, Maize four, Maize two"),
    ] {
        for words in ["q=maize", "q="] {
            assert_eq!(world.titles(&format!("{words}&{order}")).await.join(", "), titles, "{words}&{order}");
            let mut paged = Vec::new();
            let mut path = format!("/api/v1/search?{words}&{order}&limit=1");
            loop {
                let json = world.app.anonymous().get(&path).await.expect(200).json();
                let hits = json["data"].as_array().expect("a list");
                paged.extend(
                    hits.iter().filter_map(|hit| hit["listing"]["title"].as_str()).map(str::to_owned),
                );
                let Some(next) = json["links"]["next"].as_str() else { break };
                next.clone_into(&mut path);
            }
            assert_eq!(paged.join(", "), titles, "page by page: {words}&{order}");
        }
    }
    for wrong in
        ["sort=loudest", "sort=nearest", "sort=cheapest", "type=businesses&sort=dearest&currency=NGN"]
    {
        world.app.anonymous().get(&format!("/api/v1/search?{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn of_three_words_or_more_one_may_be_missing() {
    let world = World::titled(&["Red steel gate", "Blue steel door", "Garden gate in wood"]).await;
    let (hits, meta) = world.search("q=red%20steel%20gate%20welded").await;
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!(meta["query"]["all_but_one"], true);
    let (hits, meta) = world.search("q=red%20steel%20gate").await;
    assert_eq!((hits.len(), &meta["query"]["all_but_one"]), (1, &false.into()));
}

#[tokio::test]
async fn what_people_want_to_do_with_a_thing_is_no_part_of_the_thing() {
    let world = World::titled(&["Toyota Hilux", "Mahindi meupe", "Camion benne"]).await;
    for (words, found) in [
        ("i want to buy a hilux", "Toyota Hilux"),
        ("natafuta mahindi bei rahisi", "Mahindi meupe"),
        ("camion à vendre pas cher", "Camion benne"),
    ] {
        assert_eq!(world.found(words).await, [found], "{words}");
    }
}

#[tokio::test]
async fn counts_tell_what_there_is_to_choose_from() {
    let world = World::with([
        Post { title: "Maize one", ..USUAL },
        Post { title: "Maize two", country: "GH", city: "Accra", ..USUAL },
        Post { title: "Maize mill", category: &["vehicles"], kind: ListingType::Request, ..USUAL },
        Post { title: "Rice", ..USUAL },
    ])
    .await;
    let (_, meta) = world.search("q=maize&limit=1").await;
    assert_eq!(meta["total_estimate"], 3);
    assert_eq!(meta["total_is"], "EXACT");
    let facet = |name: &str| -> Vec<(String, i64)> {
        let counts = meta["facets"][name].as_array().expect("a list");
        counts
            .iter()
            .map(|c| (c["value"].as_str().unwrap_or("").to_owned(), c["count"].as_i64().unwrap_or(0)))
            .collect()
    };
    let pairs = |pairs: [(&str, i64); 2]| pairs.map(|(value, count)| (value.to_owned(), count)).to_vec();
    assert_eq!(facet("category"), pairs([("grains", 2), ("vehicles", 1)]));
    assert_eq!(facet("country"), pairs([("NG", 2), ("GH", 1)]));
    assert_eq!(facet("type"), pairs([("OFFER", 2), ("REQUEST", 1)]));
}

#[tokio::test]
async fn hits_say_where_they_answer() {
    let world = World::with([Post {
        title: "Sacs de maïs <jaune>",
        description: "Récolte de l'année, séchée au soleil. Le maïs est en sacs de 50 kg.",
        ..USUAL
    }])
    .await;
    let (hits, _) = world.search("q=mais%20jaune").await;
    let told = |part: &str| -> String {
        let segments = hits[0]["highlights"][part].as_array().expect("segments");
        segments
            .iter()
            .map(|s| {
                if s["hit"] == true {
                    format!("[{}]", s["text"].as_str().unwrap_or(""))
                } else {
                    s["text"].as_str().unwrap_or("").to_owned()
                }
            })
            .collect()
    };
    assert_eq!(told("title"), "Sacs de [maïs] <[jaune]>");
    assert_eq!(told("excerpt"), "Récolte de l'année, séchée au soleil. Le [maïs] est en sacs de 50 kg.");
}

#[tokio::test]
async fn businesses_are_found_by_name_trade_and_town() {
    let world = World::new().await;
    world.business("Adunni Grains & Sons", true).await;
    world.business("Baraka Textiles", false).await;
    world.app.drain().await;
    assert_eq!(world.titles("type=businesses&q=adunni").await, ["Adunni Grains & Sons"]);
    assert_eq!(world.titles("type=businesses&q=textile%20lagos").await, ["Baraka Textiles"]);
    assert_eq!(
        world.titles("type=businesses&q=grains").await,
        ["Adunni Grains & Sons", "Baraka Textiles"],
        "the name first"
    );
    assert_eq!(world.titles("type=businesses&verified=true").await, ["Adunni Grains & Sons"]);
    assert!(world.titles("q=adunni").await.is_empty(), "a business is no listing");
    world.app.clock.advance(TimeDelta::days(400));
    assert_eq!(world.titles("type=businesses&q=adunni").await.len(), 1, "businesses have no end");
}

#[tokio::test]
async fn mistakes_in_a_request_are_told_by_field() {
    let world = World::new().await;
    let reply =
        world.app.anonymous().get("/api/v1/search?type=people&lat=91&lng=0&price_min=5").await.expect(422);
    let fields: Vec<String> = reply.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["type", "currency", "lat"]);
    assert!(!reply.text().contains("search-error"), "every error has its text");
    world.app.anonymous().get("/api/v1/search?colour=red").await.expect(400);
    world.app.anonymous().get("/api/v1/search?limit=101").await.expect(422);
    world.app.anonymous().get("/api/v1/search?fields=secret").await.expect(400);
}

#[tokio::test]
async fn only_the_fields_asked_for_are_sent() {
    let world = World::titled(&["Maize"]).await;
    let (hits, _) = world.search("q=maize&fields=listing.title").await;
    assert_eq!(hits, [serde_json::json!({"listing": {"title": "Maize"}})]);
}

#[tokio::test]
async fn listings_are_found_by_corridor_by_paid_slot_and_by_age() {
    let world = World::new().await;
    let posts = [
        (Post { title: "Maize for America", age: TimeDelta::hours(30), ..USUAL }, Some("africa-us")),
        (
            Post { title: "Maize in a slot", featured: true, age: TimeDelta::hours(60), ..USUAL },
            Some("afcfta"),
        ),
        (Post { title: "Maize of today", ..USUAL }, None),
    ];
    for (post, market) in posts {
        let mut listing = world.listing(&post);
        listing.market = market.map(|code| code.parse().expect("a market"));
        world.put(&listing);
        let event = contracts::listings::ListingEvent::Created(Box::new(listing));
        world.publish(&event).await;
    }
    world.app.drain().await;
    for (filter, expected) in [
        ("market=africa-us", vec!["Maize for America"]),
        ("market=us-africa", vec![]),
        ("featured=true", vec!["Maize in a slot"]),
        ("posted_within=24", vec!["Maize of today"]),
        ("posted_within=48", vec!["Maize for America", "Maize of today"]),
        ("posted_within=72&featured=true&market=afcfta", vec!["Maize in a slot"]),
    ] {
        for query in ["q=maize", "q=", "q=maize&sort=newest"] {
            let mut found = world.titles(&format!("{query}&{filter}")).await;
            found.sort();
            assert_eq!(found, expected, "{query}&{filter}");
        }
    }
    for wrong in ["market=mars", "posted_within=36", "posted_within=soon", "featured=perhaps"] {
        world.app.anonymous().get(&format!("/api/v1/search?q=maize&{wrong}")).await.expect(422);
    }
    let guest = world.app.anonymous();
    let page = guest.get("/search?q=maize&posted_within=48&market=africa-us").await.expect(200).text();
    assert!(page.contains("In the last 2 days") && page.contains("From Africa to the USA"), "{page}");
    let form = guest.get("/search/filters?q=maize&posted_within=48&featured=true").await.expect(200).text();
    assert!(
        form.contains("value=\"48\" selected") && form.contains("name=\"featured\" value=\"true\" checked")
    );
}
