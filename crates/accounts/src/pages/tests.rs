//! Every page drawn from samples, in every language.

mod papers;

use askama::Template;
use chrono::TimeDelta;
use contracts::listings::CategoryName;
use kernel::{BusinessId, BusinessType, Checks, Language, PlanLevel, SessionId, Verification};
use platform::Error;
use web::{FormErrors, View, samples};

use super::account::{
    AccountPage, BusinessLine, ContactLine, DeletePage, PreferencesForm, ProfileForm, SessionLine,
};
use super::business::{BusinessPage, shown};
use super::business_form::{BusinessForm, BusinessFormPage, Difference};
use super::choices;
use super::contacts::{ContactCodePage, ContactForm, ContactsPage};
use super::onboarding::{DonePage, StepForm, StepPage};
use super::password::{ForgotPage, ResetPage};
use super::place::PlaceForm;
use super::removal::BusinessDeletePage;
use super::sign_in::SignInPage;
use super::sign_up::{SignUpForm, SignUpPage, VerifyPage};
use crate::api::contacts::ContactBody;
use crate::model::business::{Business, BusinessDraft};
use crate::model::opening_hours::OpeningHours;

fn errors(view: &View, fields: &[&str]) -> FormErrors {
    let mut checks = Checks::new("accounts");
    fields.iter().for_each(|field| checks.fail(field, "platform-check-required"));
    match checks.finish(None::<()>) {
        Err(problems) if !fields.is_empty() => view.form_errors(&Error::all(problems)),
        _ => FormErrors::default(),
    }
}

fn business() -> Business {
    let hours = |day: &str, opens: &str, closes: &str| OpeningHours {
        day: day.to_owned(),
        opens: opens.to_owned(),
        closes: closes.to_owned(),
    };
    Business {
        id: BusinessId::new(samples::now()),
        slug: "adunni-grains-sons".to_owned(),
        says: BusinessDraft {
            name: "Adunni <wax> & Sons".to_owned(),
            description: "Maize & beans in bags.\n\nSince 1998 <wax>.".to_owned(),
            business_type: BusinessType::Trader,
            categories: vec!["grains".to_owned()],
            market: "afcfta".parse().ok(),
            country: "NG".parse().expect("a country"),
            city: Some("Lagos".to_owned()),
            address: Some("12 Balogun Street".to_owned()),
            location: kernel::GeoPoint::new(6.455, 3.384).ok(),
            phone: Some("+2348031234567".to_owned()),
            email: Some("sales@adunni.ng".to_owned()),
            website: Some("https://adunni.ng".to_owned()),
            logo_media_id: Some(samples::picture().id),
            opening_hours: vec![
                hours("MON", "08:00", "12:00"),
                hours("MON", "14:00", "18:00"),
                hours("SAT", "20:00", "02:00"),
            ],
            time_zone: "Africa/Lagos".to_owned(),
        },
        verification: Verification::Verified,
        plan: PlanLevel::Free,
        status: "ACTIVE".to_owned(),
        created_at: samples::now(),
        updated_at: samples::now(),
        deleted_at: None,
        version: 3,
    }
}

fn tree() -> Vec<CategoryName> {
    let category = |slug: &str, parent: Option<&str>| CategoryName {
        slug: slug.to_owned(),
        parent: parent.map(str::to_owned),
        names: [("en".to_owned(), format!("The {slug}"))].into(),
        glyph: "grain".to_owned(),
    };
    vec![category("agriculture", None), category("grains", Some("agriculture")), category("textiles", None)]
}

fn enter(view: &View) -> Vec<askama::Result<String>> {
    let guest = |wrong: &[&str]| errors(view, wrong);
    let sign_up = |wrong: &[&str]| SignUpPage {
        view: view.clone(),
        form: SignUpForm {
            name: "Amina <wax>".to_owned(),
            next: "/listings/1".to_owned(),
            ..SignUpForm::default()
        },
        countries: choices::countries(view.language()),
        errors: guest(wrong),
    };
    let verify = |sent_to: Option<&str>, wait_s, wrong: &[&str]| VerifyPage {
        view: view.clone(),
        sent_to: sent_to.map(str::to_owned),
        address: "<wax>".to_owned(),
        wait_s,
        left: (!wrong.is_empty()).then_some(2),
        errors: guest(wrong),
    };
    let sign_in = |wrong: &[&str]| SignInPage {
        view: view.clone(),
        address: "<wax>".to_owned(),
        next: "/saved".to_owned(),
        errors: guest(wrong),
    };
    let forgot =
        |wrong: &[&str]| ForgotPage { view: view.clone(), address: String::new(), errors: guest(wrong) };
    let reset = |sent_to: Option<&str>, wrong: &[&str]| ResetPage {
        view: view.clone(),
        sent_to: sent_to.map(str::to_owned),
        address: String::new(),
        left: Some(0),
        errors: guest(wrong),
    };
    vec![
        sign_up(&[]).render(),
        sign_up(&["name", "country", "address", "password"]).render(),
        verify(Some("+234•••4567"), 42, &[]).render(),
        verify(None, 0, &["address", "code"]).render(),
        sign_in(&[]).render(),
        sign_in(&["address", "password"]).render(),
        forgot(&["address"]).render(),
        reset(Some("a•••@example.com"), &[]).render(),
        reset(None, &["address", "code", "password"]).render(),
    ]
}

fn set_up(view: &View) -> Vec<askama::Result<String>> {
    let step = |step: &str, number, wrong: &[&str]| StepPage {
        view: view.clone(),
        step: step.to_owned(),
        number,
        count: 5,
        back: (number > 1).then(|| "/onboarding/role".to_owned()),
        form: StepForm {
            categories: vec!["grains".to_owned()],
            name: "<wax>".to_owned(),
            ..StepForm::default()
        },
        roles: choices::roles(view),
        languages: choices::language_cards(),
        countries: choices::countries(view.language()),
        kinds: choices::kinds(view),
        groups: choices::groups(view, &tree(), &["grains".to_owned()]),
        markets: choices::markets(view),
        towns: choices::towns(None, view.language()),
        waits: step == "location",
        saved: step == "location" && wrong.is_empty(),
        errors: errors(view, wrong),
    };
    let done = |sells: bool, waiting: Option<&str>, next: Option<&str>| DonePage {
        view: view.clone(),
        sells,
        slug: sells.then(|| "adunni-grains".to_owned()),
        waiting: waiting.map(str::to_owned),
        next: next.map(str::to_owned),
    };
    vec![
        step("role", 1, &[]).render(),
        step("role", 1, &["role"]).render(),
        step("language-country", 2, &["language", "country"]).render(),
        step("business-basics", 3, &["name", "type", "description"]).render(),
        step("category-market", 4, &["categories", "market"]).render(),
        step("location", 5, &["city", "address", "location"]).render(),
        step("location", 5, &[]).render(),
        done(true, None, None).render(),
        done(false, Some("Bank"), Some("/listings/1")).render(),
    ]
}

fn account(view: &View) -> Vec<askama::Result<String>> {
    let session = |is_this: bool| SessionLine {
        id: SessionId::new(samples::now()),
        device: "Chrome <wax> on Android".to_owned(),
        place: if is_this { "Nigeria".to_owned() } else { String::new() },
        seen: samples::now() - TimeDelta::hours(2),
        is_app: !is_this,
        is_this,
    };
    let page = |complete: bool, wrong: &[&str]| AccountPage {
        view: view.clone(),
        form: ProfileForm { version: 3, display_name: "Amina <wax>".to_owned(), country: "NG".to_owned() },
        prefs: PreferencesForm { data_saver: true, ..PreferencesForm::default() },
        version: 3,
        contacts: vec![
            ContactLine { address: "amina@example.com".to_owned(), verified: true },
            ContactLine { address: "+2348031234567".to_owned(), verified: false },
        ],
        unproved: !complete,
        unfinished: !complete,
        business: complete.then(|| BusinessLine {
            name: "Adunni <wax>".to_owned(),
            slug: "adunni".to_owned(),
            verified: true,
            line: view.t("accounts-page-ceo"),
            logo: String::new(),
            may_edit: true,
            may_delete: wrong.is_empty(),
            may_restore: false,
            deleted: String::new(),
        }),
        may_found: true,
        sessions: vec![session(true), session(false)],
        languages: choices::languages(),
        countries: choices::countries(view.language()),
        currencies: choices::currencies(),
        zones: choices::zones("Africa/Lagos"),
        errors: errors(view, wrong),
    };
    let deleted = |may_delete: bool| {
        let mut page = page(true, &[]);
        if let Some(business) = &mut page.business {
            business.deleted = view.tn("accounts-page-business-is-deleted", 12);
            business.may_delete = may_delete;
        }
        page
    };
    let contact = |kind: &str, verified: bool| ContactBody {
        kind: kind.to_owned(),
        address: "amina<wax>@example.com".to_owned(),
        verified,
        removable: verified,
    };
    let contacts = |contacts: Vec<ContactBody>, wrong: &[&str]| ContactsPage {
        view: view.clone(),
        contacts,
        form: ContactForm { email: "<wax>".to_owned(), ..ContactForm::default() },
        errors: errors(view, wrong),
    };
    let contact_code = |left: Option<i64>, wrong: &[&str]| ContactCodePage {
        view: view.clone(),
        sent_to: "+234•••4567".to_owned(),
        left,
        errors: errors(view, wrong),
    };
    let delete_business = |wrong: &[&str]| BusinessDeletePage {
        view: view.clone(),
        name: "Adunni <wax>".to_owned(),
        version: 3,
        errors: errors(view, wrong),
    };
    let delete = |business: Option<&str>, wrong: &[&str]| DeletePage {
        view: view.clone(),
        version: 3,
        business: business.map(str::to_owned),
        errors: errors(view, wrong),
    };
    vec![
        page(true, &[]).render(),
        page(false, &["display_name", "country", "language", "currency", "time_zone"]).render(),
        deleted(true).render(),
        deleted(false).render(),
        contacts(vec![contact("EMAIL", true), contact("PHONE", true)], &[]).render(),
        contacts(vec![contact("PHONE", false)], &["email", "phone"]).render(),
        contact_code(None, &[]).render(),
        contact_code(Some(1), &["code"]).render(),
        delete_business(&[]).render(),
        delete_business(&["sure"]).render(),
        delete(Some("Adunni <wax>"), &[]).render(),
        delete(None, &["sure"]).render(),
    ]
}

fn of_business(view: &View) -> Vec<askama::Result<String>> {
    let full = business();
    let public = |business: &Business, may_edit: bool, listings| {
        let mut shown = shown(view, business, samples::now());
        shown.may_edit = may_edit;
        shown.categories = vec![("/c/grains".to_owned(), "Grains <wax>".to_owned(), false)];
        BusinessPage { view: view.clone(), business: shown, listings }.render()
    };
    let mut bare = business();
    bare.says = BusinessDraft {
        description: String::new(),
        address: None,
        phone: None,
        email: None,
        website: None,
        opening_hours: Vec::new(),
        ..bare.says
    };
    let form = |is_new, conflict, wrong: &[&str]| {
        BusinessFormPage {
            view: view.clone(),
            is_new,
            form: BusinessForm {
                place: PlaceForm::known(Some("Lagos"), None, Some((6.4, 3.4))),
                ..BusinessForm::known(view, &full, samples::picture().url_160)
            },
            conflict,
            theirs: vec![Difference {
                label: "Name".to_owned(),
                theirs: "<wax>".to_owned(),
                yours: "x".to_owned(),
            }],
            kinds: choices::kind_list(view),
            groups: choices::groups(view, &tree(), &full.says.categories),
            markets: choices::markets(view),
            countries: choices::countries(view.language()),
            towns: choices::towns(None, view.language()),
            zones: choices::zones("Africa/Lagos"),
            errors: errors(view, wrong),
        }
        .render()
    };
    let everything = [
        "name",
        "type",
        "description",
        "photos",
        "categories",
        "market",
        "country",
        "city",
        "address",
        "location",
        "phone",
        "email",
        "website",
        "opening_hours",
        "time_zone",
    ];
    vec![
        public(&full, false, samples::cards()),
        public(&bare, false, Vec::new()),
        public(&bare, true, Vec::new()),
        form(true, false, &[]),
        form(false, true, &[]),
        form(false, false, &everything),
    ]
}

#[tokio::test]
async fn every_page_has_all_its_texts_in_every_language() {
    for language in Language::ALL {
        let guest = samples::guest(&crate::TEXTS, language).nav("me");
        let member = samples::ceo(&crate::TEXTS, language).nav("me");
        let admin = samples::admin(&crate::TEXTS, language).nav("me");
        let pages = [
            enter(&guest),
            set_up(&member),
            account(&member),
            account(&admin),
            of_business(&guest),
            of_business(&member),
            papers::pages(&member),
        ];
        for page in pages.into_iter().flatten() {
            let html = page.expect("the template renders");
            for prefix in ["accounts", "web", "platform"] {
                assert_eq!(samples::missing_keys(&html, prefix), Vec::<String>::new(), "{language}");
            }
            assert!(!html.contains("<wax>"), "contents are escaped");
            assert_eq!(html.matches("<h1").count(), 1, "one title");
            every_problem_has_its_place(&html);
        }
    }
}

#[tokio::test]
async fn an_account_leads_to_the_pages_that_its_owner_has_a_right_to() {
    let admin = samples::admin(&crate::TEXTS, Language::En);
    let ceo = samples::ceo(&crate::TEXTS, Language::En);
    for (view, leads) in [(admin, true), (ceo, false)] {
        let html = account(&view).remove(0).expect("the template renders");
        for path in ["/review", "/messages/reports", "/review/businesses", "/admin/dead-letters"] {
            assert_eq!(html.contains(&format!("href=\"{path}\"")), leads, "{path}");
        }
    }
}

/// Each link of the summary of mistakes leads to something, and no two things have the same id.
fn every_problem_has_its_place(html: &str) {
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "the id {id} stands twice");
    }
    let main = html.split("<main").nth(1).unwrap_or("");
    for target in main.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "nothing has the id {target}");
    }
}

#[tokio::test]
async fn sentences_about_opening_are_told_in_every_language() {
    use super::hours::{Standing, told};
    for language in Language::ALL {
        let view = samples::guest(&crate::TEXTS, language);
        let opens = |days| Standing::OpensIn { days, day: 2, at: "09:30".to_owned() };
        for standing in
            [Standing::Always, Standing::OpenUntil("18:00".to_owned()), opens(0), opens(1), opens(3)]
        {
            let text = told(&view, &standing);
            assert!(!text.contains("accounts-"), "{text}");
            assert!(standing == Standing::Always || text.contains(':'), "{text}");
        }
    }
}
