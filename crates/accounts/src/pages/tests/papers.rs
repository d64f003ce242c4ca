//! The pages about papers, levels and roles.

use askama::Template;
use chrono::TimeDelta;
use kernel::{UserId, Verification};
use uuid::Uuid;
use web::{View, samples};

use super::errors;
use crate::pages::review::{CaseRow, ReviewPage, RoleRow};
use crate::pages::verification::{CaseLine, VerificationPage, level_name};

pub fn pages(view: &View) -> Vec<askama::Result<String>> {
    let line = |text: String, tone, reason: &str, papers: usize| CaseLine {
        text,
        tone,
        reason: reason.to_owned(),
        papers: vec!["/business/papers/1?until=2&sig=3".to_owned(); papers],
    };
    let ago = view.ago(samples::now() - TimeDelta::hours(2));
    let told = |key: &str| {
        let level = level_name(view, Verification::Verified);
        view.with(key, &[("ago", ago.as_str().into()), ("level", level.into())])
    };
    let own = |level: Verification, may_send, cases, wrong: &[&str]| VerificationPage {
        view: view.clone(),
        business: "Adunni <wax>".to_owned(),
        slug: "adunni".to_owned(),
        level: level.as_str().to_lowercase(),
        cases,
        may_send,
        key: "0191".to_owned(),
        note: "<wax>".to_owned(),
        errors: errors(view, wrong),
    };
    let past = || {
        vec![
            line(told("accounts-page-papers-open"), "", "", 4),
            line(told("accounts-page-papers-approved"), "good", "", 1),
            line(told("accounts-page-papers-refused"), "bad", "Not <wax> readable", 0),
            line(told("accounts-page-papers-taken-back"), "bad", "Another <wax>", 0),
        ]
    };
    let row = |n: u128, level: Verification| CaseRow {
        id: Uuid::from_u128(n),
        business: "Adunni <wax>".to_owned(),
        slug: "adunni".to_owned(),
        level: level_name(view, level),
        ago: ago.clone(),
        note: "Since 1998 <wax>".to_owned(),
        papers: vec!["/business/papers/1?until=2&sig=3".to_owned(); 2],
        higher: vec![
            ("VERIFIED", view.t("accounts-review-approve-verified")),
            ("TRUSTED", view.t("accounts-review-approve-trusted")),
        ],
    };
    let person = RoleRow {
        id: UserId::new(samples::now()),
        name: "Zanele <wax>".to_owned(),
        address: "zanele@example.com".to_owned(),
        role: view.t("accounts-page-role-financial"),
    };
    let empty = || ReviewPage {
        view: view.clone(),
        open: 0,
        cases: Vec::new(),
        more: String::new(),
        people: Vec::new(),
        given: Vec::new(),
        mistake: None,
    };
    let full = ReviewPage {
        open: 11,
        cases: vec![row(1, Verification::Basic), row(2, Verification::Basic)],
        more: "/review/businesses?cursor=x".to_owned(),
        people: vec![person],
        given: vec![row(3, Verification::Trusted)],
        mistake: Some((Uuid::from_u128(2), "<wax>".to_owned())),
        ..empty()
    };
    let flashes = ["approved", "refused", "taken-back", "role-given", "role-refused", "decided"];
    for flash in flashes {
        let key = format!("accounts-review-flash-{flash}");
        assert_ne!(view.t(&key), key);
    }
    vec![
        own(Verification::Basic, true, Vec::new(), &[]).render(),
        own(Verification::Verified, true, past(), &["papers", "note"]).render(),
        own(Verification::Trusted, false, past(), &[]).render(),
        empty().render(),
        full.render(),
    ]
}
