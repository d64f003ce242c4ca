//! The pages, as a browser without scripts uses them.

use chrono::TimeDelta;
use kernel::{Actor, PlanLevel, Role, TeamRole, UserStatus};
use serde_json::json;
use testkit::{Client, Reply};

use crate::support::{Shop, maize, with};

/// What a browser sends where no file was chosen.
pub(crate) const NO_PHOTO: (&str, &str, &[u8]) = ("photos", "", b"");
const PHOTO: (&str, &str, &[u8]) = ("photos", "maize.jpg", b"bytes of a picture");

const WHOLE: [(&str, &str); 9] = [
    ("key", "a-key-of-this-form"),
    ("type", "OFFER"),
    ("title", "Yellow maize, 50 kg bags"),
    ("category", "grains"),
    ("description", "Cleaned and dried,\r\nthis year's harvest."),
    ("price", "38,500"),
    ("currency", "NGN"),
    ("place", "lagos"),
    ("duration_hours", "48"),
];

/// The fields of [`WHOLE`] with those of `changes` instead, sent by the button `action`.
pub(crate) fn form<'a>(action: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = WHOLE.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).chain([("action", action)]).collect()
}

async fn post(client: &Client, changes: &[(&str, &str)]) -> Reply {
    client.upload("/listings/new", &form("publish", changes), NO_PHOTO).await
}

/// The value of the page's first field with this name.
pub(crate) fn value_of(html: &str, name: &str) -> String {
    let field = format!(" name=\"{name}\"");
    let (_, rest) = html.split_once(&field).unwrap_or_else(|| panic!("no field {name}"));
    let tag = rest.split('>').next().unwrap_or("");
    let (_, value) = tag.split_once(" value=\"").unwrap_or_else(|| panic!("{name} has no value"));
    value.split('"').next().unwrap_or("").to_owned()
}

#[tokio::test]
async fn a_listing_is_posted_read_and_found_without_any_script() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let empty = ceo.get("/listings/new").await.expect(200).text();
    assert!(empty.contains("enctype=\"multipart/form-data\""));

    let posted = ceo.upload("/listings/new", &form("publish", &[]), PHOTO).await.expect(303);
    let place = posted.header("location").to_owned();
    let own = ceo.get(&place).await.expect(200).text();
    assert!(own.contains("Your listing is live."), "said once");
    assert!(own.contains(&format!("{place}/edit")), "its owner can go on to edit it");
    assert!(!ceo.get(&place).await.text().contains("Your listing is live."), "and not again");

    let guest = shop.app.anonymous();
    let page = guest.get(&place).await.expect(200);
    assert_eq!(page.header("cache-control"), "public, no-cache");
    let html = page.text();
    for expected in
        ["Yellow maize, 50 kg bags", "₦38,500", "Lagos, Nigeria", "og:image", "https://wa.me/?text="]
    {
        assert!(html.contains(expected), "{expected}");
    }
    assert!(!html.contains("/edit"), "nobody else edits it");
    for list in
        ["/", "/?type=OFFER", "/c/grains", "/c/agriculture", "/nearby?lat=6.455&lng=3.3841&radius_km=25"]
    {
        assert!(guest.get(list).await.expect(200).text().contains(&place), "{list}");
    }
    for list in ["/?type=REQUEST", "/c/textiles", "/nearby?lat=30.04&lng=31.24&radius_km=50"] {
        assert!(!guest.get(list).await.expect(200).text().contains(&place), "{list}");
    }
    shop.app.drain().await;
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_listing() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let first = post(&ceo, &[]).await.expect(303);
    let second = post(&ceo, &[]).await.expect(303);
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(ceo.get("/api/v1/listings/mine").await.data().as_array().map(Vec::len), Some(1));
    shop.app.drain().await;
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_everything_that_was_typed() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let fields = form("publish", &[("title", "Rice"), ("price", "12x"), ("place", "atlantis")]);
    let page = ceo.upload("/listings/new", &fields, PHOTO).await.expect(422);
    let html = page.text();
    for field in ["title", "price", "place"] {
        assert!(html.contains(&format!("id=\"{field}-err\"")), "{field}");
    }
    assert_eq!(value_of(&html, "title"), "Rice");
    assert_eq!(value_of(&html, "price"), "12x");
    assert_eq!(value_of(&html, "key"), "a-key-of-this-form");
    assert!(html.contains("this year&#39;s harvest."));
    assert!(html.contains("<option value=\"grains\" selected>"));

    // The photo is stored and needs not be chosen again.
    let photo = value_of(&html, "media_ids");
    let posted = post(&ceo, &[("media_ids", &photo)]).await.expect(303);
    let listing = ceo.get(&format!("/api/v1{}", posted.header("location"))).await.data();
    assert_eq!(listing["media"][0]["id"], json!(photo));
    shop.app.drain().await;
}

#[tokio::test]
async fn photos_can_be_taken_off_and_there_are_never_more_than_the_plan_says_beforehand() {
    let shop = Shop::open().await;
    for (plan, most) in [(PlanLevel::Free, 2), (PlanLevel::Growth, 5)] {
        let ceo = shop.ceo_on(plan);
        let empty = ceo.get("/listings/new").await.expect(200).text();
        assert!(empty.contains(&format!("Up to {most} on your plan.")), "{plan:?} is told beforehand");
        assert!(empty.contains(&format!("data-max=\"{most}\"")));
        let ids: Vec<String> = (0..most).map(|_| shop.media.add(ceo.user_id()).to_string()).collect();
        let mut changes: Vec<(&str, &str)> = ids.iter().map(|id| ("media_ids", id.as_str())).collect();
        let page = ceo.upload("/listings/new", &form("publish", &changes), PHOTO).await.expect(403).text();
        assert!(page.contains("id=\"photos-err\""), "one more is refused");
        assert!(page.contains(&format!("Your plan allows {most} photos for each listing.")));
        changes.push(("remove_media", &ids[0]));
        let posted = ceo.upload("/listings/new", &form("publish", &changes), PHOTO).await.expect(303);
        let listing = ceo.get(&format!("/api/v1{}", posted.header("location"))).await.data();
        assert_eq!(listing["media"].as_array().map(Vec::len), Some(most));
        assert_eq!(listing["media"][0]["id"], json!(ids[1]), "the first one was taken off");
    }
    shop.app.drain().await;
}

#[tokio::test]
async fn a_listing_with_more_photos_than_its_plan_has_by_now_is_edited_without_losing_any() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let ids: Vec<String> = (0..5).map(|_| shop.media.add(ceo.user_id()).to_string()).collect();
    let listing = shop.post(&ceo, json!({"media_ids": ids})).await;
    let page = format!("/listings/{listing}/edit");
    let free = shop.app.member_of(ceo.business_id(), TeamRole::Manager);
    let kept: Vec<(&str, &str)> = ids.iter().map(|id| ("media_ids", id.as_str())).collect();
    let mut changes = vec![("version", "1"), ("place", "here"), ("price", "40,000")];
    changes.extend(&kept);
    free.upload(&page, &form("save", &changes), PHOTO).await.expect(403);
    free.upload(&page, &form("save", &changes), NO_PHOTO).await.expect(303);
    let changed = free.get(&format!("/api/v1/listings/{listing}")).await.data();
    assert_eq!(changed["price"]["amount_minor"], json!(4_000_000));
    assert_eq!(changed["media"].as_array().map(Vec::len), Some(5), "every photo is still there");
    shop.app.drain().await;
}

#[tokio::test]
async fn a_draft_is_kept_unfinished_and_published_later() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let fields = [("key", "another-key"), ("title", "Maize for later"), ("action", "save")];
    let saved = ceo.upload("/listings/new", &fields, NO_PHOTO).await.expect(303);
    assert_eq!(saved.header("location"), "/listings/mine?status=DRAFT");
    let mine = ceo.get("/listings/mine?status=DRAFT").await.expect(200).text();
    assert!(mine.contains("Maize for later"));
    let id = ceo.get("/api/v1/listings/mine").await.data()[0]["id"].as_str().expect("an id").to_owned();

    let early = ceo.form(&format!("/listings/{id}/publish"), &[]).await.expect(303);
    assert_eq!(early.header("location"), format!("/listings/{id}/edit"), "what is missing is asked for");
    let edit = ceo.get(&format!("/listings/{id}/edit")).await.expect(200).text();
    let version = value_of(&edit, "version");
    let fields = form("publish", &[("version", &version)]);
    ceo.upload(&format!("/listings/{id}/edit"), &fields, NO_PHOTO).await.expect(303);
    shop.app.anonymous().get(&format!("/listings/{id}")).await.expect(200);
    shop.app.drain().await;
}

#[tokio::test]
async fn the_owner_withdraws_undoes_extends_features_and_renews() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let id = shop.post(&ceo, json!({"duration_hours": 24})).await;
    let act = |what: &str| format!("/listings/{id}/{what}");
    let live = || async { ceo.get(&format!("/api/v1/listings/{id}")).await.data()["status"].clone() };

    let mine = ceo.get("/listings/mine").await.expect(200).text();
    for what in ["extend", "feature", "withdraw"] {
        assert!(mine.contains(&act(what)), "{what} is offered");
    }
    // Each twice, as whoever did not hear the first answer does.
    for _ in 0..2 {
        let gone = ceo.form(&act("withdraw"), &[("return", "/listings/mine")]).await.expect(303);
        let undo = ceo.get(gone.header("location")).await.expect(200).text();
        assert!(undo.contains("is no longer shown") && undo.contains(&act("restore")));
        assert_eq!(live().await, json!("WITHDRAWN"));
    }
    for _ in 0..2 {
        ceo.form(&act("restore"), &[]).await.expect(303);
        assert_eq!(live().await, json!("ACTIVE"));
    }
    ceo.form(&act("publish"), &[]).await.expect(303);

    let before = ceo.get(&format!("/api/v1/listings/{id}")).await.data()["expires_at"].clone();
    for _ in 0..2 {
        ceo.form(&act("extend"), &[("hours", "24"), ("key", "pressed-twice")]).await.expect(303);
    }
    assert_ne!(ceo.get(&format!("/api/v1/listings/{id}")).await.data()["expires_at"], before);
    for key in ["pressed-again", "pressed-once-more"] {
        ceo.form(&act("extend"), &[("hours", "24"), ("key", key)]).await.expect(303);
    }
    ceo.form(&act("extend"), &[("hours", "24"), ("key", "pressed-too-often")]).await.expect(403);
    // Another length under the old key is another wish, and not answered with what became of the first.
    ceo.form(&act("extend"), &[("hours", "48"), ("key", "pressed-twice")]).await.expect(403);
    ceo.form(&act("feature"), &[("key", "feature-once")]).await.expect(303);
    assert!(shop.app.anonymous().get("/").await.text().contains("class=\"card featured\""));

    shop.app.advance(TimeDelta::hours(96));
    assert!(ceo.get("/listings/mine?status=EXPIRED").await.text().contains(&act("renew")));
    ceo.form(&act("publish"), &[]).await.expect(409);
    for _ in 0..2 {
        ceo.form(&act("renew"), &[("hours", "72")]).await.expect(303);
        assert_eq!(live().await, json!("ACTIVE"));
    }
    shop.app.drain().await;
}

#[tokio::test]
async fn what_has_ended_says_so_and_what_never_was_public_does_not() {
    let shop = Shop::open().await;
    let (ceo, guest) = (shop.ceo(), shop.app.anonymous());
    let expired = shop.post(&ceo, json!({"duration_hours": 24, "title": "Maize of yesterday"})).await;
    let withdrawn = shop.post(&ceo, json!({"duration_hours": 96, "title": "Maize taken back"})).await;
    let similar = shop.post(&ceo, json!({"duration_hours": 96, "title": "Maize of tomorrow"})).await;
    let draft = shop.post(&ceo, json!({"draft": true, "title": "Maize not yet shown"})).await;
    ceo.delete(&format!("/api/v1/listings/{withdrawn}")).await.expect(204);
    shop.app.advance(TimeDelta::hours(24));

    let gone = guest.get(&format!("/listings/{expired}")).await.expect(410).text();
    assert!(gone.contains("Maize of yesterday") && gone.contains(&similar), "its title, and what is like it");
    let taken = guest.get(&format!("/listings/{withdrawn}")).await.expect(410).text();
    assert!(!taken.contains("Maize taken back"), "what its owner took back is not repeated");
    guest.get(&format!("/listings/{draft}")).await.expect(404);
    guest.get("/listings/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59").await.expect(404);
    guest.get("/listings/nonsense").await.expect(404);
    guest.get("/c/nonsense").await.expect(404);
    ceo.get(&format!("/listings/{draft}")).await.expect(200);
    shop.app.drain().await;
}

#[tokio::test]
async fn whoever_cannot_post_is_told_what_is_missing() {
    let shop = Shop::open().await;
    shop.app.anonymous().get("/listings/new").await.expect(401);
    let consumer = shop.app.user(Role::Consumer);
    let led = consumer.get("/listings/new").await.expect(303);
    assert_eq!(led.header("location"), "/onboarding");
    let shared = "/listings/new?title=Red+maize&text=40%20bags";
    let led = consumer.get(shared).await.expect(303);
    let with_it = format!("?next={}", kernel::percent_encoded(shared));
    assert_eq!(led.header("location"), format!("/onboarding{with_it}"), "what was shared goes along");
    assert!(consumer.get("/listings/mine").await.expect(200).text().contains("/onboarding"));
    let ceo = shop.ceo();
    let Actor::User(mut user) = ceo.actor.clone() else { panic!("signed in") };
    user.status = UserStatus::Pending;
    let pending = shop.app.client_of(Actor::User(user));
    assert!(pending.get("/listings/new").await.expect(200).text().contains("href=\"/verify\""));
    assert!(pending.get(shared).await.expect(200).text().contains(&format!("href=\"/verify{with_it}\"")));
    post(&pending, &[]).await.expect(403);
}

#[tokio::test]
async fn a_stranger_changes_nothing() {
    let shop = Shop::open().await;
    let (ceo, stranger) = (shop.ceo(), shop.ceo());
    let id = shop.post(&ceo, json!({})).await;
    let draft = shop.post(&ceo, json!({"draft": true})).await;
    stranger.get(&format!("/listings/{id}/edit")).await.expect(403);
    stranger.get(&format!("/listings/{draft}/edit")).await.expect(404);
    stranger
        .upload(&format!("/listings/{id}/edit"), &form("save", &[("version", "1")]), NO_PHOTO)
        .await
        .expect(403);
    for what in ["publish", "extend", "renew", "feature", "withdraw", "restore"] {
        stranger
            .form(&format!("/listings/{id}/{what}"), &[("hours", "24"), ("key", "strangers-key")])
            .await
            .expect(403);
        stranger.form(&format!("/listings/{draft}/{what}"), &[("hours", "24")]).await.expect(404);
    }
    assert_eq!(ceo.get(&format!("/api/v1/listings/{id}")).await.data()["version"], json!(1));
    shop.app.drain().await;
}

#[tokio::test]
async fn show_more_goes_through_the_whole_list_once() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let mut ids: Vec<String> =
        shop.fill(ceo.business_id(), 23, "").await.iter().map(ToString::to_string).collect();
    let guest = shop.app.anonymous();
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some("/c/grains?type=OFFER".to_owned());
    while let Some(path) = next {
        let html = guest.get(&path).await.expect(200).text();
        let cards = html.split("<h3 dir=\"auto\"><a href=\"/listings/").skip(1);
        seen.extend(cards.filter_map(|card| card.split('"').next()).map(str::to_owned));
        next = html.split_once("\" data-more").map(|(before, _)| {
            let href = before.rsplit("href=\"").next().unwrap_or("");
            assert!(href.starts_with("/c/grains?type=OFFER&#38;cursor="), "{href}");
            href.replace("&#38;", "&")
        });
        assert!(seen.len() <= 23, "nothing is shown twice");
    }
    ids.sort();
    seen.sort();
    assert_eq!(seen, ids);
}

#[tokio::test]
async fn nearby_asks_for_a_place_and_widens_where_nothing_is() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let id = shop
        .post(
            &ceo,
            with(
                maize(),
                json!({"title": "Maize of Ibadan", "location": {"latitude": 7.3775, "longitude": 3.947}}),
            ),
        )
        .await;
    let guest = shop.app.anonymous();
    assert!(guest.get("/nearby").await.expect(200).text().contains("href=\"/place?return=/nearby\""));
    let none = guest.get("/nearby?lat=6.455&lng=3.3841&radius_km=25").await.expect(200).text();
    assert!(!none.contains(&id));
    assert!(
        none.contains("lat=6.4550&#38;lng=3.3841&#38;radius_km=50\">Look within"),
        "the next radius is one tap away"
    );
    let wide = guest.get("/nearby?lat=6.455&lng=3.3841&radius_km=250").await.expect(200).text();
    assert!(wide.contains(&id) && wide.contains("km</span>"), "with its distance");
    let nigerian = guest.with_header("cookie", "country=NG").get("/nearby").await.expect(200).text();
    assert!(nigerian.contains("We guessed this place"), "the largest town of the reader's country");
    // Who has a business looks around it, whatever country they seem to be in.
    let trader = shop.ceo();
    let mut own = crate::events::renamed(trader.business_id(), kernel::Clock::now(shop.app.clock.as_ref()));
    own.card.city = Some("Ibadan".to_owned());
    shop.businesses.known.lock().expect("nobody panics").insert(trader.business_id(), own);
    let home = trader.with_header("cookie", "country=KE").get("/nearby").await.expect(200).text();
    assert!(home.contains("Near Ibadan") && home.contains(&id) && !home.contains("We guessed"), "{home}");
    shop.app.drain().await;
}

#[tokio::test]
async fn a_form_that_an_outbox_sends_twice_makes_one_listing_whatever_its_key() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let html = ceo.get("/listings/new").await.expect(200).text();
    let id = value_of(&html, "id");
    let first = post(&ceo, &[("id", &id)]).await.expect(303);
    assert_eq!(first.header("location"), format!("/listings/{id}"));
    // The same tap again, and the same draft under another key: the phone was restored from a backup.
    for key in ["a-key-of-this-form", "another-key-of-it"] {
        let again = post(&ceo, &[("id", &id), ("key", key)]).await.expect(303);
        assert_eq!(again.header("location"), format!("/listings/{id}"));
    }
    let at_once = value_of(&ceo.get("/listings/new").await.expect(200).text(), "id");
    let fields = [("id", at_once.as_str()), ("key", "")];
    for reply in futures_util::future::join_all((0..5).map(|_| post(&ceo, &fields))).await {
        assert_eq!(reply.expect(303).header("location"), format!("/listings/{at_once}"));
    }
    let mine = ceo.get("/api/v1/listings/mine").await.expect(200).data();
    assert_eq!(mine.as_array().map(Vec::len), Some(2));
    let stranger = shop.ceo();
    post(&stranger, &[("id", &id), ("key", "a-key-of-my-own")]).await.expect(409);
}

#[tokio::test]
async fn an_old_form_with_other_words_is_another_listing() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let id = value_of(&ceo.get("/listings/new").await.expect(200).text(), "id");
    let first = post(&ceo, &[("id", &id)]).await.expect(303);
    // Somebody goes back and writes the next one over the first.
    let rice = [("id", id.as_str()), ("title", "Ofada rice, 25 kg bags"), ("price", "61,000")];
    let second = post(&ceo, &rice).await.expect(303);
    assert_ne!(first.header("location"), second.header("location"));
    let again = post(&ceo, &rice).await.expect(303);
    assert_eq!(again.header("location"), second.header("location"), "the same form twice is still one");
    let again = post(&ceo, &[("id", &id)]).await.expect(303);
    assert_eq!(again.header("location"), first.header("location"));
    let mine = ceo.get("/api/v1/listings/mine").await.expect(200).data();
    let mut titles: Vec<_> =
        mine.as_array().expect("a list").iter().map(|one| one["title"].clone()).collect();
    titles.sort_by_key(ToString::to_string);
    assert_eq!(titles, ["Ofada rice, 25 kg bags", "Yellow maize, 50 kg bags"]);
    shop.app.drain().await;
}

#[tokio::test]
async fn a_category_is_proposed_without_a_script() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let asked = form("propose", &[("category", "")]);
    let page = ceo.upload("/listings/new", &asked, NO_PHOTO).await.expect(200).text();
    assert!(page.contains("name=\"proposed\" value=\"grains\""), "maize is a grain");
    assert!(page.contains("Yellow maize, 50 kg bags"), "what was typed is still there");
    let ticked = form("publish", &[("category", ""), ("proposed", "grains")]);
    let posted = ceo.upload("/listings/new", &ticked, NO_PHOTO).await.expect(303);
    let api = format!("/api/v1{}", posted.header("location"));
    assert_eq!(ceo.get(&api).await.expect(200).data()["category"], "grains");
    let none = form("propose", &[("category", ""), ("title", "Xyzzy plugh"), ("description", "")]);
    let page = ceo.upload("/listings/new", &none, NO_PHOTO).await.expect(200).text();
    assert!(!page.contains("name=\"proposed\"") && page.contains("Choose one from the list"));
}

#[tokio::test]
async fn who_gave_a_phone_is_called_or_written_to_from_the_listing() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({})).await;
    let page = format!("/listings/{id}");
    assert!(!shop.app.anonymous().get(&page).await.expect(200).text().contains("tel:"));
    let other = shop.ceo();
    let standing = contracts::accounts::BusinessStanding {
        plan: kernel::PlanLevel::Free,
        phone: Some("+2348031234567".to_owned()),
    };
    shop.businesses.standings.lock().expect("nobody panics").insert(other.business_id(), standing);
    let id = shop.post(&other, json!({})).await;
    let html = shop.app.anonymous().get(&format!("/listings/{id}")).await.expect(200).text();
    assert!(
        html.contains("href=\"tel:+2348031234567\"") && html.contains("https://wa.me/2348031234567?text=")
    );
    assert!(html.contains(&format!("ping=\"/api/v1/listings/{id}/contacts\"")), "counted without a script");
    assert!(!other.get(&format!("/listings/{id}")).await.text().contains("tel:"), "nobody calls themselves");
}
