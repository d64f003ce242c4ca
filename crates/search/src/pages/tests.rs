use std::collections::{BTreeMap, HashMap};

use askama::Template;
use contracts::accounts::BusinessCard;
use contracts::listings::{CategoryName, ListingCard};
use kernel::Language;
use platform::Error;
use web::{View, samples};

use super::chips::{self, Chip};
use super::filters::FiltersPage;
use super::saved::{Row, SavedPage};
use super::search::{ExplorePage, ResultsPage, note, summary, with_marked_names, with_marks};
use crate::document::Categories;
use crate::ops::search::{Facets, Found, Reading};
use crate::request::{Kind, Request, SearchArgs};
use crate::store::SavedSearch;
use crate::synonyms::Synonyms;
use crate::terms::Terms;

fn categories() -> Categories {
    let names =
        HashMap::from([("en".to_owned(), "Grains".to_owned()), ("ar".to_owned(), "الحبوب".to_owned())]);
    let grains = CategoryName { slug: "grains".to_owned(), parent: None, names, glyph: "grain".to_owned() };
    Categories::new(vec![grains])
}

fn business() -> BusinessCard {
    BusinessCard {
        id: kernel::BusinessId::new(samples::now()),
        name: "Adunni <Grains>".to_owned(),
        slug: "adunni-grains".to_owned(),
        verified: true,
        country: "NG".parse().ok(),
        city: Some("Lagos".to_owned()),
        location: None,
    }
}

fn args() -> SearchArgs {
    SearchArgs {
        q: Some("maize".into()),
        country: Some("NG".into()),
        price_max: Some("500000".into()),
        currency: Some("NGN".into()),
        lat: Some("6.4".into()),
        lng: Some("3.4".into()),
        radius_km: Some("25".into()),
        verified: Some("true".into()),
        sort: Some("cheapest".into()),
        ..SearchArgs::default()
    }
}

fn chips_of(view: &View, found: &Found) -> Vec<Chip> {
    let request = Request::parse(&args()).expect("valid");
    let mut all = chips::set(view, &args(), &request, &categories());
    all.extend(chips::narrower(view, &args(), &request, found, &categories()));
    all
}

fn results(
    view: &View,
    kind: Kind,
    found: &Found,
    cards: Vec<ListingCard>,
    businesses: Vec<BusinessCard>,
) -> ResultsPage {
    ResultsPage {
        view: view.clone(),
        q: "maize".to_owned(),
        tabs: vec![("/search?q=maize".to_owned(), view.t("search-listings"), true)],
        filters: "/search/filters?q=maize".to_owned(),
        filter_count: 2,
        chips: chips_of(view, found),
        to_save: "q=maize".to_owned(),
        summary: summary(view, kind, found),
        note: note(view, found),
        businesses: with_marked_names(businesses, found.marker.as_ref()),
        all_businesses: if kind == Kind::Listings {
            "/search?type=businesses".to_owned()
        } else {
            String::new()
        },
        cards: with_marks(cards, found.marker.as_ref()),
        more: if found.total > 0 { "/search?q=maize&cursor=x".to_owned() } else { String::new() },
        broader: vec![("/search?q=maize".to_owned(), "maize".to_owned(), false)],
        without_filters: "/search?q=maize".to_owned(),
    }
}

/// A page without a hit, after which the list goes on.
fn further_on(view: &View, kind: Kind) -> ResultsPage {
    let more = "/search?q=maize&cursor=x".to_owned();
    ResultsPage { more, ..results(view, kind, &found(0, true, false), Vec::new(), Vec::new()) }
}

fn found(total: i64, at_least: bool, most: bool) -> Found {
    Found {
        hits: Vec::new(),
        next: None,
        total,
        at_least,
        facets: Some(Facets {
            category: vec![("grains".to_owned(), 12), ("fruit".to_owned(), 1)],
            country: vec![("NG".to_owned(), 9), ("GH".to_owned(), 4)],
            listing_type: vec![("OFFER".to_owned(), 13), ("REQUEST".to_owned(), 2)],
        }),
        reading: Reading { text: "maize".to_owned(), open: false, most, along: BTreeMap::new() },
        corrected: !most,
        broader: Vec::new(),
        marker: None,
        watch: crate::written::Watch::default(),
        changes: 0,
    }
}

/// Where a rare word was searched along with a commoner one.
fn found_along() -> Found {
    let along = BTreeMap::from([("mazie".to_owned(), "maize".to_owned())]);
    let reading = Reading { text: "Mazie flour".to_owned(), open: false, most: false, along };
    Found { corrected: false, reading, ..found(60, false, false) }
}

fn saved(alerts: bool) -> Row {
    let saved = SavedSearch {
        id: uuid::Uuid::nil(),
        name: "Maize <Lagos>".to_owned(),
        query: "q=maize".to_owned(),
        alerts,
        created_at: samples::now(),
        last_told_at: None,
        version: 1,
    };
    Row { saved, href: "/search?q=maize".to_owned() }
}

#[tokio::test]
async fn every_page_has_its_texts_in_every_language() {
    for language in Language::ALL {
        for view in [samples::guest(&crate::TEXTS, language), samples::ceo(&crate::TEXTS, language)] {
            let error = Error::new(kernel::ErrorKind::Validation, "search", "search-error-price");
            let error = view.form_errors(&error);
            let none = web::FormErrors::default();
            let of_businesses = SearchArgs { what: Some("businesses".into()), ..SearchArgs::default() };
            let explore = |trending, cards| ExplorePage {
                view: view.clone(),
                categories: vec![("/search?category=grains".into(), "Grains".into(), "grain".into())],
                trending,
                cards,
                more: String::new(),
            };
            let listings = Kind::Listings;
            let pages = [
                results(&view, listings, &found(1, false, false), samples::cards(), vec![business()])
                    .render(),
                results(&view, listings, &found(500, true, true), samples::cards(), Vec::new()).render(),
                results(&view, listings, &found(0, false, false), Vec::new(), Vec::new()).render(),
                results(&view, listings, &found_along(), samples::cards(), Vec::new()).render(),
                results(&view, Kind::Businesses, &found(2, false, false), Vec::new(), vec![business()])
                    .render(),
                results(&view, Kind::Businesses, &found(0, false, false), Vec::new(), Vec::new()).render(),
                further_on(&view, Kind::Listings).render(),
                further_on(&view, Kind::Businesses).render(),
                explore(samples::cards(), samples::cards()).render(),
                explore(Vec::new(), Vec::new()).render(),
                FiltersPage::new(view.clone(), args(), &categories(), error).render(),
                FiltersPage::new(view.clone(), of_businesses, &categories(), none).render(),
                SavedPage { view: view.clone(), rows: vec![saved(true), saved(false)] }.render(),
                SavedPage { view: view.clone(), rows: Vec::new() }.render(),
            ];
            for html in pages {
                let html = html.expect("the template renders");
                assert_eq!(samples::missing_keys(&html, "search"), Vec::<String>::new(), "{language}");
                assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
                assert!(!html.contains("Adunni <Grains>") && !html.contains("<Lagos>"), "names are escaped");
            }
        }
    }
}

#[tokio::test]
async fn the_reader_is_told_what_was_searched_along() {
    let view = samples::guest(&crate::TEXTS, Language::En);
    assert_eq!(
        note(&view, &found_along()),
        "Very few have a word as you typed it. After these come results for “maize flour”."
    );
}

#[tokio::test]
async fn a_page_without_a_hit_leads_on_where_the_list_does() {
    let view = samples::guest(&crate::TEXTS, Language::En);
    for kind in [Kind::Listings, Kind::Businesses] {
        let html = further_on(&view, kind).render().expect("it renders");
        for part in ["Nothing that fits among the first", "data-list", "cursor=x\" data-more"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("Nothing found"));
    }
}

#[tokio::test]
async fn words_that_were_looked_for_are_marked_in_titles_and_all_else_is_escaped() {
    let marker = Terms::read("maize الذرة", &Synonyms::default(), false).marker();
    let titled = |title: &str| ListingCard { title: title.to_owned(), ..samples::cards().remove(0) };
    for language in [Language::En, Language::Ar] {
        let view = samples::guest(&crate::TEXTS, language);
        let cards = vec![titled("Yellow maize & <b>Maïze</b>"), titled("أكياس الذرة الصفراء")];
        let found = Found { marker: Some(marker.clone()), ..found(2, false, false) };
        let html = results(&view, Kind::Listings, &found, cards, Vec::new()).render().expect("it renders");
        for part in [
            "Yellow <mark class=\"hit\">maize</mark> &#38; &#60;b&#62;<mark class=\"hit\">Maïze</mark>&#60;/b&#62;</a>",
            "أكياس <mark class=\"hit\">الذرة</mark> الصفراء</a>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("<b>Ma"));
        let named = |name: &str| BusinessCard { name: name.to_owned(), ..business() };
        let businesses = || vec![named("Maize <b>Masters</b>"), named("بيت الذرة")];
        for (kind, cards) in [(Kind::Businesses, Vec::new()), (Kind::Listings, samples::cards())] {
            let html = results(&view, kind, &found, cards, businesses()).render().expect("it renders");
            for part in [
                "<mark class=\"hit\">Maize</mark> &#60;b&#62;Masters&#60;/b&#62;",
                "بيت <mark class=\"hit\">الذرة</mark>",
            ] {
                assert!(html.contains(part), "{part} in {html}");
            }
            assert!(!html.contains("<b>Masters"));
        }
    }
}

#[tokio::test]
async fn a_chip_of_a_set_filter_takes_only_that_one_back() {
    let view = samples::guest(&crate::TEXTS, Language::En);
    let chips = chips_of(&view, &found(13, false, false));
    let set: Vec<(&str, &str)> =
        chips.iter().filter(|chip| chip.set).map(|chip| (chip.text.as_str(), chip.href.as_str())).collect();
    let texts: Vec<&str> = set.iter().map(|(text, _)| *text).collect();
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert_eq!(texts[0], "Nigeria");
    assert!(set.iter().all(|(_, href)| href.starts_with("/search?q=maize")));
    assert!(
        !set[0].1.contains("country")
            && set[0].1.contains("verified=true")
            && set[0].1.contains("sort=cheapest")
    );
    assert!(
        chips.iter().any(|chip| !chip.set && chip.text == "Wanted (2)" && chip.href.contains("kind=REQUEST"))
    );
}
