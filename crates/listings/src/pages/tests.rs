//! Every template rendered from samples in every language.

use std::collections::HashSet;

use askama::Template;
use chrono::TimeDelta;
use contracts::accounts::BusinessCard;
use contracts::listings::Seller;
use kernel::{BusinessId, Language, ListingId, MediaId, PlanLevel, UserId};
use platform::Error;
use web::{FormErrors, View, samples};

use super::*;
use crate::model::{Details, Listing, Window, Withdrawal};
use crate::tree::Tree;

fn views(language: Language) -> [View; 2] {
    [samples::guest(&crate::TEXTS, language), samples::ceo(&crate::TEXTS, language)]
}

/// Every text is there, and what people write is escaped.
fn check(page: &impl Template, language: Language) -> String {
    let html = page.render().expect("the template renders");
    assert_eq!(samples::missing_keys(&html, "listings"), Vec::<String>::new(), "{language}");
    assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
    assert!(!html.contains("<wax>"), "contents are escaped");
    html
}

fn full() -> Shelf {
    Shelf { cards: samples::cards(), more: "/?cursor=x".to_owned() }
}

fn none() -> Shelf {
    Shelf { cards: Vec::new(), more: String::new() }
}

fn chips() -> Vec<Chip> {
    vec![("/".to_owned(), "x".to_owned(), true)]
}

fn business() -> BusinessCard {
    BusinessCard {
        id: BusinessId::new(samples::now()),
        name: "Adunni Grains & Sons".to_owned(),
        slug: "adunni-grains-sons".to_owned(),
        verified: true,
        country: "NG".parse().ok(),
        city: Some("Lagos".to_owned()),
        location: None,
    }
}

fn listing() -> Listing {
    let now = samples::now();
    let details = Details {
        kind: ListingType::Offer,
        title: "Pagne <wax> 6 yards".to_owned(),
        description: "Six yards of it.\n\nSeen at the market.".to_owned(),
        category: Some("agriculture".to_owned()),
        price: None,
        location: None,
        address: Some("Line 4".to_owned()),
        city: Some("Lagos".to_owned()),
        country: "NG".parse().ok(),
        market: None,
        duration: Duration::USUAL,
        media_ids: vec![MediaId::new(now)],
    };
    let seller = Seller { id: business().id, name: business().name, slug: business().slug, verified: true };
    let mut listing = Listing::draft(ListingId::new(now), seller, UserId::new(now), details, now);
    listing.photo = Some(samples::picture());
    listing
}

/// One in each state, as far as the rows of the owner's list differ.
fn in_every_state() -> Vec<Listing> {
    let now = samples::now();
    let life = Some(Window { from: now - TimeDelta::hours(60), until: now + TimeDelta::hours(12) });
    let over = Some(Window { from: now - TimeDelta::hours(90), until: now });
    let withdrawn = Some(Withdrawal { at: now, from: Status::Active });
    let rejection = Some("The photo shows a <wax> cloth of another brand.".to_owned());
    vec![
        listing(),
        Listing { status: Status::PendingReview, ..listing() },
        Listing { status: Status::Active, life, featured: life, ..listing() },
        Listing { status: Status::Active, life: over, photo: None, ..listing() },
        Listing { status: Status::Rejected, rejection, ..listing() },
        Listing { status: Status::Withdrawn, life, withdrawn, ..listing() },
    ]
}

fn form_page(view: &View, errors: FormErrors) -> desk::FormPage {
    let errors_shown = !errors.is_empty();
    desk::FormPage {
        heading: view.t("listings-page-new-heading"),
        action: "/listings/new".to_owned(),
        keep: "new-listing".to_owned(),
        is_new: errors.is_empty(),
        may_publish: errors.is_empty(),
        asks_duration: errors.is_empty(),
        rejection: (!errors.is_empty()).then(|| "Not a <wax>".to_owned()),
        conflict: Vec::new(),
        typed: typed::Typed::of(&listing(), Some(&business())),
        mistakes: desk::mistakes(view, &errors),
        errors,
        categories: desk::categories(view, &Tree::shipped()),
        proposed: vec![("grains".to_owned(), "Grains".to_owned())],
        nothing_to_propose: !errors_shown,
        shots: vec![("018f".to_owned(), samples::picture().url_160)],
        most_photos: 5,
        currencies: desk::currencies("NGN"),
        usual_places: vec![(typed::HERE.to_owned(), "Lagos".to_owned())],
        places: desk::places(view, Some(&business())),
        markets: desk::markets(view),
        durations: lengths(view).into_iter().map(|(hours, text)| (hours, text, String::new())).collect(),
        view: view.clone(),
    }
}

#[tokio::test]
async fn lists_have_all_their_texts() {
    let tree = Tree::shipped();
    for language in Language::ALL {
        for view in views(language) {
            let kinds = kind_chips(&view, None, |kind| address("/", &[("type", kind)]));
            for (is_first, shelf) in [(true, full()), (true, none()), (false, full())] {
                let tiles = browse::tiles(&view, &tree);
                let page =
                    browse::HomePage { view: view.clone(), is_first, kinds: kinds.clone(), tiles, shelf };
                check(&page, language);
            }
            check(
                &browse::CategoriesPage { view: view.clone(), roots: browse::roots(&view, &tree) },
                language,
            );
            for shelf in [full(), none()] {
                let category = tree.get("agriculture").expect("a root that is shipped");
                let page = browse::CategoryPage {
                    view: view.clone(),
                    slug: category.slug.clone(),
                    name: category.name(language).to_owned(),
                    above: vec![("/c".to_owned(), "x".to_owned())],
                    children: browse::narrower(&view, &tree, category, None),
                    kinds: kinds.clone(),
                    shelf,
                };
                check(&page, language);
            }
            let around = |shelf, guessed, wider| nearby::Around {
                name: "Lagos".to_owned(),
                guessed,
                radii: chips(),
                wider,
                filters: "/search/filters".to_owned(),
                shelf,
            };
            let wider = Some(("/nearby".to_owned(), "50 km".to_owned()));
            for around in [
                None,
                Some(around(full(), true, wider.clone())),
                Some(around(none(), false, wider)),
                Some(around(none(), false, None)),
            ] {
                check(&nearby::NearbyPage { view: view.clone(), around, kinds: kinds.clone() }, language);
            }
            for shelf in [full(), none()] {
                check(&saved::SavedPage { view: view.clone(), shelf }, language);
            }
        }
    }
}

#[tokio::test]
async fn a_card_has_a_button_where_it_is_known_what_its_reader_has_saved() {
    for language in Language::ALL {
        let [guest, reader] = views(language);
        let shelf = full();
        let kept = &shelf.cards[0];
        let told = reader.t1("web-save", "title", &kept.title);
        let view = reader.clone().knowing_saved(HashSet::from([kept.id]));
        let html = check(&saved::SavedPage { view, shelf }, language);
        let count = |mark: &str| html.matches(mark).count();
        assert_eq!(count("<button class=\"icon\" aria-pressed=\"true\""), 1, "{language}");
        assert_eq!(count("<button class=\"icon\" aria-pressed=\"false\""), 2, "{language}");
        assert_eq!(count("name=\"on\" value=\"0\""), 1, "what is kept is let go");
        assert!(html.contains(&format!("aria-label=\"{told}\"")), "{language}: {told}");
        for title in html.split("<h3").skip(1) {
            let link = title.split("</h3>").next().unwrap_or_default();
            assert!(!link.contains("<form"), "a button does not stand in a link");
        }
        for view in [guest, reader] {
            let html = check(&saved::SavedPage { view, shelf: full() }, language);
            assert!(!html.contains("/save\""), "a guest has none, nor has who could not be asked about");
        }
    }
}

#[tokio::test]
async fn a_listing_has_all_its_texts() {
    let now = samples::now();
    for language in Language::ALL {
        for view in views(language) {
            for is_own in [true, false] {
                let (state, tone) = state_of(&view, Status::Active);
                let page = show::ShowPage {
                    view: view.clone(),
                    id: ListingId::new(now),
                    kind: "REQUEST",
                    title: "Pagne <wax> 6 yards".to_owned(),
                    paragraphs: vec!["Six yards of <wax>.".to_owned()],
                    description: "Six yards of <wax>.".to_owned(),
                    price: is_own.then(|| view.money(1_800_000, "XOF")),
                    photos: if is_own { vec![samples::picture()] } else { Vec::new() },
                    image: is_own.then(|| (view.absolute("/m/x/960.jpg"), 960, 720)),
                    featured: is_own,
                    path: vec![("/c/textiles".to_owned(), "Textiles".to_owned())],
                    left: Some((now + TimeDelta::hours(30), 64)),
                    posted: Some(view.ago(now - TimeDelta::hours(3))),
                    market: Some(view.t("listings-page-market-africa-us")),
                    where_line: place_line(language, Some("Lagos"), "NG".parse().ok()),
                    address: "Line 4".to_owned(),
                    distance: view.t("listings-page-near-hint"),
                    seller: listing().business,
                    seller_line: view.t("listings-page-seller-line"),
                    saved: is_own.then_some(true),
                    sign_in: (!is_own).then(|| "/sign-in".to_owned()),
                    reach: (!is_own)
                        .then(|| ("tel:+234803".to_owned(), "https://wa.me/234803?text=x".to_owned())),
                    own: is_own.then(|| show::Own { state, tone, note: view.t("listings-page-own-live") }),
                    url: view.absolute("/listings/x"),
                    share: "https://wa.me/?text=x".to_owned(),
                    more: samples::cards(),
                };
                let html = check(&page, language);
                assert!(html.contains("og:title"));
                // A listing that has ended has nothing to preview.
                let gone = show::EndedPage {
                    view: view.clone(),
                    title: is_own.then(|| "Pagne <wax>".to_owned()),
                    category: is_own.then(|| ("/c/textiles".to_owned(), "Textiles".to_owned())),
                    similar: if is_own { samples::cards() } else { Vec::new() },
                };
                assert!(!check(&gone, language).contains("og:title"));
            }
        }
    }
}

#[tokio::test]
async fn the_form_has_all_its_texts_and_says_what_is_wrong() {
    for language in Language::ALL {
        let [_, view] = views(language);
        check(&form_page(&view, FormErrors::default()), language);
        check(&form::VerifyFirstPage { view: view.clone(), verify: "/verify".to_owned() }, language);

        let nothing = typed::Typed { place: "atlantis".to_owned(), ..typed::Typed::default() };
        let problems = nothing.details(crate::input::Completeness::Whole, None, &Tree::shipped());
        let errors = view.form_errors(&Error::all(problems.expect_err("nothing was typed")));
        let html = check(&form_page(&view, errors), language);
        for field in ["title", "category", "description", "place"] {
            assert!(html.contains(&format!("id=\"{field}-err\"")), "{field} says what is wrong");
            assert!(html.contains(&format!("href=\"#{field}\"")), "the summary leads to {field}");
        }
    }
}

#[tokio::test]
async fn a_conflict_shows_what_differs_and_only_that() {
    for language in Language::ALL {
        let [_, view] = views(language);
        let mut page = form_page(&view, FormErrors::default());
        let theirs = typed::Typed {
            title: "Pagne <wax> 12 yards".to_owned(),
            price: "9".to_owned(),
            ..page.typed.clone()
        };
        page.conflict = desk::differences(&page, &theirs);
        let told: Vec<_> = page.conflict.iter().map(|difference| difference.yours.clone()).collect();
        assert_eq!(told, ["Pagne <wax> 6 yards".to_owned(), view.t("web-price-open")]);
        assert_eq!(page.conflict[1].theirs, "9 NGN");
        check(&page, language);
    }
}

#[tokio::test]
async fn the_owners_list_has_all_its_texts() {
    let now = samples::now();
    for language in Language::ALL {
        let [_, view] = views(language);
        let rows =
            |listings: Vec<Listing>| listings.into_iter().map(|one| mine::Row::of(one, &view, now)).collect();
        let page = |rows: Vec<mine::Row>, has_business| mine::MinePage {
            has_business,
            tabs: mine::tabs(&view, &[(Status::Active, 1204), (Status::Rejected, 1)], Some(Status::Draft)),
            more: "/listings/mine?cursor=x".to_owned(),
            withdrawn: rows.first().map(|row| (row.id, row.title.clone())),
            hours: lengths(&view),
            path: "/listings/mine".to_owned(),
            rows,
            view: view.clone(),
        };
        let html = check(&page(rows(in_every_state()), true), language);
        for action in ["publish", "restore", "renew", "extend", "withdraw"] {
            assert!(html.contains(&format!("/{action}\"")), "{action} is offered");
        }
        check(&page(Vec::new(), true), language);
        check(&page(Vec::new(), false), language);
        let mut saving = page(rows(in_every_state()), true);
        saving.view.data_saver = true;
        let html = check(&saving, language);
        assert!(
            !html.contains("<img") && html.contains("class=\"tap\""),
            "pictures come when they are tapped"
        );
    }
}

#[tokio::test]
async fn buttons_are_offered_for_what_will_succeed() {
    let now = samples::now();
    let view = samples::ceo(&crate::TEXTS, Language::En);
    let offered: Vec<_> =
        in_every_state().iter().map(|listing| mine::Actions::of(listing, &view, now)).collect();
    let [draft, pending, active, expired, rejected, withdrawn] = offered.as_slice() else {
        panic!("six states")
    };
    assert!(draft.publish && draft.edit && !draft.extend);
    assert!(pending.edit && !pending.publish);
    assert!(active.extend && active.withdraw && !active.feature && !active.renew, "it is featured already");
    assert!(expired.renew && !expired.extend);
    assert!(rejected.edit && !rejected.restore);
    assert!(withdrawn.restore && !withdrawn.edit && !withdrawn.withdraw);
    let used_up = Listing { extensions_used: 1, ..in_every_state()[2].clone() };
    assert!(!mine::Actions::of(&used_up, &view, now).extend, "the free plan extends once");
    let plain = Listing { featured: None, ..in_every_state()[2].clone() };
    let actions = mine::Actions::of(&plain, &view, now);
    assert_eq!((actions.feature, actions.feature_with), (false, Some(PlanLevel::Growth)), "and has no slots");
}

#[test]
fn addresses_keep_what_has_a_value() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(address("/", &[("type", None)]), "/");
    assert_eq!(
        address("/c/x", &[("type", some("OFFER")), ("cursor", some("a"))]),
        "/c/x?type=OFFER&cursor=a"
    );
    assert_eq!(address("/?type=OFFER", &[("cursor", some("a"))]), "/?type=OFFER&cursor=a");
}

#[test]
fn places_are_named_in_the_readers_language() {
    let nigeria = "NG".parse().ok();
    assert_eq!(place_line(Language::En, Some("lagos"), nigeria), "Lagos, Nigeria");
    assert_eq!(place_line(Language::Ar, Some("Lagos"), nigeria), "لاغوس، نيجيريا");
    assert_eq!(place_line(Language::Fr, Some("Ikorodu"), None), "Ikorodu");
    assert_eq!(place_line(Language::En, None, None), "");
}

#[tokio::test]
async fn the_pages_of_owners_and_admins_have_all_their_texts() {
    let now = samples::now();
    for language in Language::ALL {
        let [guest, ceo] = views(language);
        let day = |n: i64| crate::store::Day {
            day: (now - TimeDelta::days(n)).date_naive(),
            shown: n * 10,
            featured: n,
            views: n,
            contacts: 1,
            saves: 0,
        };
        let slot = crate::ops::SlotShare { shown: 20, all: 200, slots: 9 };
        for slot in [None, Some(slot), Some(crate::ops::SlotShare { slots: 1, ..slot })] {
            let found = crate::ops::Statistics {
                shown_in_all: 9000,
                listing: listing(),
                days: (0..14).rev().map(day).collect(),
                slot,
            };
            let html = check(&statistics::StatisticsPage::of(&ceo, &found, samples::cards()), language);
            assert_eq!(html.matches("<rect").count(), 4 * 14);
        }
        let photographed = || {
            let media_ids = (0..5).map(|_| MediaId::new(now)).collect();
            Listing { details: Details { media_ids, ..listing().details }, ..listing() }
        };
        let case = |findings: &[&str], status| crate::store::Case {
            listing: Listing { status, ..photographed() },
            opened_at: now - TimeDelta::hours(3),
            findings: findings.iter().map(|code| (*code).to_owned()).collect(),
            complaints: crate::ops::Complaint::REASONS
                .iter()
                .map(|reason| ((*reason).to_owned(), Some("It is <wax>".to_owned())))
                .collect(),
        };
        let all = ["NEW_BUSINESS", "RESUBMITTED", "FORBIDDEN", "DUPLICATE", "PRICE", "PICTURE"];
        for open in [0, 1, 7] {
            let cases = [case(&all, Status::PendingReview), case(&[], Status::Active)];
            let ids = cases.iter().flat_map(|case| case.listing.details.media_ids.clone());
            let pictures: std::collections::HashMap<_, _> = ids.map(|id| (id, samples::picture())).collect();
            let rows: Vec<_> = cases.into_iter().map(|case| review::Row::of(case, &pictures, &ceo)).collect();
            let rows = if open == 0 { Vec::new() } else { rows };
            let photos = 5 * rows.len();
            let mistake = rows.first().map(|row| (row.id, "Too short.".to_owned()));
            let mut page = review::ReviewPage { open, rows, more: String::new(), mistake, view: ceo.clone() };
            let html = check(&page, language);
            assert_eq!(html.matches(" loading=\"lazy\"").count(), photos, "all of them, and none at once");
            assert_eq!(html.matches(" 6 yards (5/5)\" decoding").count(), photos / 5, "in words, too");
            page.view.data_saver = true;
            let html = check(&page, language);
            assert_eq!((html.matches("class=\"tap\"").count(), html.matches("<img").count()), (photos, 0));
        }
        check(&review::ReportPage::new(&ceo, ListingId::new(now), "Pagne <wax>"), language);
        for (length, until, is_full, in_review) in [
            (Some("3 days".to_owned()), None, false, false),
            (None, Some(now), false, false),
            (None, Some(now), false, true),
            (None, None, true, false),
            (None, None, false, false),
        ] {
            let page = renewal::RenewalPage {
                view: guest.clone(),
                title: "Pagne <wax>".to_owned(),
                photo: Some(samples::picture()),
                length,
                until,
                in_review,
                is_full,
                href: "/listings/x".to_owned(),
                action: "/r/x".to_owned(),
            };
            check(&page, language);
        }
    }
}
