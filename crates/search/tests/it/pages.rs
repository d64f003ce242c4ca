use contracts::listings::ListingType;
use kernel::Role;

use crate::world::{Post, USUAL, World};

/// A page without the marks around the words that were looked for.
fn unmarked(html: &str) -> String {
    html.replace("<mark class=\"hit\">", "").replace("</mark>", "")
}

#[tokio::test]
async fn the_explore_page_shows_categories_and_the_newest() {
    let world = World::titled(&["Yellow maize", "Red onions"]).await;
    let html = world.app.anonymous().get("/search").await.expect(200).text();
    for text in ["/search?category=agriculture", "Yellow maize", "Red onions"] {
        assert!(html.contains(text), "{text}");
    }
    let empty = World::new().await.app.anonymous().get("/search").await.expect(200).text();
    assert!(empty.contains("All quiet here"));
}

#[tokio::test]
async fn hits_show_who_is_signed_in_what_they_have_saved() {
    let world = World::new().await;
    let kept = world.post(&Post { title: "Yellow maize", ..USUAL }).await.id;
    let other = world.post(&Post { title: "White maize", ..USUAL }).await.id;
    world.app.drain().await;
    world.listings.saved.lock().expect("alone").insert(kept);
    let (reader, guest) = (world.app.user(Role::Consumer), world.app.anonymous());
    for path in ["/search?q=maize", "/search"] {
        let html = reader.get(path).await.expect(200).text();
        for (id, pressed) in [(kept, "true"), (other, "false")] {
            let (_, form) = html.split_once(&format!("/listings/{id}/save\"")).expect("a button");
            let (_, state) = form.split_once("aria-pressed=\"").expect("a state");
            assert!(state.starts_with(pressed), "{path}: {id}");
        }
        assert!(!guest.get(path).await.expect(200).text().contains("/save\""), "{path}");
    }
}

#[tokio::test]
async fn results_can_be_narrowed_down_page_by_page_without_scripts() {
    let world = World::new().await;
    for _ in 0..12 {
        world.post(&Post { title: "Yellow maize", ..USUAL }).await;
    }
    world
        .post(&Post {
            title: "Maize wanted",
            kind: ListingType::Request,
            country: "GH",
            city: "Accra",
            ..USUAL
        })
        .await;
    world.business("Maize Masters", true).await;
    world.app.drain().await;
    let client = world.app.anonymous();
    let html = client.get("/search?q=maize").await.expect(200).text();
    for text in [
        "13 results",
        "/b/maize-masters",
        "kind=REQUEST",
        "country=GH",
        "/search/filters?q=maize",
        "Wanted (1)",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let start = html.find("/search?q=maize&#38;cursor=").expect("a next page");
    let link: String = html[start..].chars().take_while(|c| *c != '"').collect();
    let second = client.get(&link.replace("&#38;", "&")).await.expect(200).text();
    assert_eq!(second.matches("<li class=\"card").count(), 3);
    let requests = client
        .get("/search?q=maize&kind=REQUEST&category=&price_min=&price_max=&currency=NGN")
        .await
        .expect(200);
    assert!(requests.text().contains("One result"), "empty fields of the form say nothing");
    let businesses = unmarked(&client.get("/search?q=maize&type=businesses").await.expect(200).text());
    assert!(businesses.contains("Maize Masters") && businesses.contains("One business"));
}

#[tokio::test]
async fn an_empty_result_shows_a_way_on() {
    let world = World::titled(&["Red tractor", "Blue boat"]).await;
    let html = world.app.anonymous().get("/search?q=red+boat").await.expect(200).text();
    for text in ["Nothing found", "/search?q=boat", "/listings/new"] {
        assert!(html.contains(text), "{text}");
    }
    let corrected = unmarked(&world.app.anonymous().get("/search?q=tracter").await.expect(200).text());
    assert!(corrected.contains("tractor") && corrected.contains("Red tractor"));
}

#[tokio::test]
async fn a_mistake_in_the_filters_is_said_beside_the_field() {
    let world = World::titled(&["Maize"]).await;
    let path = "/search?q=maize&price_max=cheap&currency=NGN&verified=true";
    let html = world.app.anonymous().get(path).await.expect(422).text();
    assert!(html.contains("error-summary") && html.contains("cheap"), "what was typed is still there");
    assert!(html.contains("value=\"true\" checked"));
}

#[tokio::test]
async fn amounts_on_the_page_are_whole_units() {
    let world = World::with([
        Post { title: "Maize cheap", price: Some((150_000, "NGN")), ..USUAL },
        Post { title: "Maize dear", price: Some((900_000, "NGN")), ..USUAL },
    ])
    .await;
    let html =
        world.app.anonymous().get("/search?q=maize&price_max=2000&currency=NGN").await.expect(200).text();
    let html = unmarked(&html);
    assert!(html.contains("Maize cheap") && !html.contains("Maize dear"));
}

#[tokio::test]
async fn the_chosen_place_brings_neighbours_up() {
    let world = World::with([
        Post { title: "Maize in Nairobi", place: (-1.29, 36.82), city: "Nairobi", country: "KE", ..USUAL },
        Post { title: "Maize in Lagos", ..USUAL },
    ])
    .await;
    let first = async |cookie: &str| {
        let client = world.app.anonymous().with_header("cookie", cookie);
        let html = unmarked(&client.get("/search?q=maize").await.expect(200).text());
        let (lagos, nairobi) = (html.find("Maize in Lagos"), html.find("Maize in Nairobi"));
        if lagos < nairobi { "Lagos" } else { "Nairobi" }
    };
    assert_eq!(first("place=6.4550,3.3841,25,lagos").await, "Lagos");
    assert_eq!(first("place=-1.2921,36.8219,25,nairobi").await, "Nairobi");
}

#[tokio::test]
async fn filters_are_set_on_a_page_of_their_own_and_taken_back_one_by_one() {
    let world = World::with([
        Post { title: "Maize cheap", price: Some((150_000, "NGN")), ..USUAL },
        Post { title: "Maize dear", price: Some((900_000, "NGN")), verified: true, ..USUAL },
        Post { title: "Maize of Ghana", country: "GH", city: "Accra", ..USUAL },
    ])
    .await;
    let client = world.app.anonymous();
    let form = client.get("/search/filters?q=maize&country=NG").await.expect(200).text();
    for text in ["action=\"/search\"", "value=\"NG\" selected", "Lowest price first", "name=\"city\""] {
        assert!(form.contains(text), "{text}");
    }
    let sent = "q=maize&sort=cheapest&kind=&category=&country=NG&city=&price_min=&price_max=&currency=NGN";
    let html = unmarked(&client.get(&format!("/search?{sent}")).await.expect(200).text());
    assert!(html.find("Maize cheap") < html.find("Maize dear") && !html.contains("Maize of Ghana"));
    // Each chip takes back its own filter.
    for text in [
        "/search?q=maize&#38;currency=NGN&#38;sort=cheapest",
        "/search?q=maize&#38;country=NG&#38;currency=NGN",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let dearest =
        client.get(&format!("/search?{}", sent.replace("cheapest", "dearest"))).await.expect(200).text();
    let dearest = unmarked(&dearest);
    assert!(dearest.find("Maize dear") < dearest.find("Maize cheap"));
}

#[tokio::test]
async fn a_shared_link_with_strange_names_in_it_opens() {
    let world = World::titled(&["Yellow maize", "Red onions"]).await;
    let client = world.app.anonymous();
    for path in ["/search?q=maize&fbclid=abc&utm_source=x", "/search?q=maize&limit=many&q=onions"] {
        let html = unmarked(&client.get(path).await.expect(200).text());
        assert!(
            html.contains("Yellow maize")
                && !html.contains("Red onions")
                && html.contains("href=\"/search/filters?q=maize\""),
            "{path}: {html}"
        );
    }
    client.get("/search/filters?q=maize&fbclid=abc").await.expect(200);
    client.get("/search?fbclid=abc").await.expect(200);
    client.get("/search?q=maize&sort=loudest").await.expect(422);
    client.get("/search?q=maize&cursor=forged").await.expect(400);
    client.get("/api/v1/search?q=maize&fbclid=abc").await.expect(400);
}

#[tokio::test]
async fn a_guest_who_wants_to_keep_a_search_comes_back_to_it_after_signing_in() {
    let world = World::titled(&["Yellow maize"]).await;
    let guest = world.app.anonymous().get("/search?q=maize&country=NG").await.expect(200).text();
    let way = "href=\"/sign-in?next=%2Fsearch%3Fq%3Dmaize%26country%3DNG\"";
    assert!(guest.contains(way) && !guest.contains("action=\"/search/saved\""), "{guest}");
    let user = world.app.user(kernel::Role::Consumer);
    let own = user.get("/search?q=maize&country=NG").await.expect(200).text();
    assert!(own.contains("action=\"/search/saved\"") && !own.contains(way), "{own}");
}
