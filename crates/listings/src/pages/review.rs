//! What admins decide about, and where people complain.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contracts::media::Picture;
use kernel::{ErrorKind, ListingId, MediaId};
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::form::is_stale;
use super::{CARDS, address};
use crate::api::review::{parse_complaint, parse_reason};
use crate::error::ListingsError;
use crate::model::Status;
use crate::ops::{Complaint, Decision};
use crate::rights::{ReportListing, ReviewListings};
use crate::state::Listings;
use crate::store::{Case, CaseKey};

const PATH: &str = "/review";

#[derive(Deserialize)]
pub(super) struct QueueQuery {
    cursor: Option<String>,
}

/// A case as the admin sees it.
pub(super) struct Row {
    pub(super) id: ListingId,
    /// The one that the admin reads.
    pub(super) version: i64,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) kind: &'static str,
    pub(super) price: Option<String>,
    /// All of them, each with what it is called.
    pub(super) photos: Vec<(Picture, String)>,
    pub(super) seller: (String, String),
    pub(super) waiting: String,
    /// It is live, and people complain about it.
    pub(super) live: bool,
    pub(super) findings: Vec<String>,
    pub(super) complaints: Vec<(String, String)>,
}

impl Row {
    pub(super) fn of(case: Case, pictures: &HashMap<MediaId, Picture>, view: &View) -> Self {
        let listing = case.listing;
        let photos: Vec<_> =
            listing.details.media_ids.iter().filter_map(|id| pictures.get(id).cloned()).collect();
        let count = photos.len();
        let called = |(at, photo): (usize, Picture)| {
            let title = &listing.details.title;
            let name = if count > 1 { format!("{title} ({}/{count})", at + 1) } else { title.clone() };
            (photo, name)
        };
        let finding = |code: &String| view.t(&format!("listings-review-finding-{}", word(code)));
        let complaint = |(reason, note): (String, Option<String>)| {
            (view.t(&format!("listings-report-reason-{}", word(&reason))), note.unwrap_or_default())
        };
        Self {
            id: listing.id,
            version: listing.version,
            kind: listing.details.kind.as_str(),
            price: listing.details.price.map(|price| view.money(price.amount_minor, price.currency.code())),
            photos: photos.into_iter().enumerate().map(called).collect(),
            seller: (listing.business.name, format!("/b/{}", listing.business.slug)),
            waiting: view.ago(case.opened_at),
            live: listing.status == Status::Active,
            findings: case.findings.iter().map(finding).collect(),
            complaints: case.complaints.into_iter().map(complaint).collect(),
            title: listing.details.title,
            text: listing.details.description,
        }
    }
}

/// `NEW_BUSINESS` as keys of texts have it.
fn word(code: &str) -> String {
    code.to_lowercase().replace('_', "-")
}

#[derive(Template)]
#[template(path = "listings/review.html")]
pub(super) struct ReviewPage {
    pub(super) view: View,
    pub(super) open: i64,
    pub(super) rows: Vec<Row>,
    pub(super) more: String,
    /// The case whose refusal lacked a reason, and what is wrong.
    pub(super) mistake: Option<(ListingId, String)>,
}

pub(super) async fn queue(
    actor: May<ReviewListings>,
    State(listings): State<Listings>,
    view: View,
    QueryArgs(query): QueryArgs<QueueQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    view.render(&page(&listings, &actor, &view, query.cursor.as_deref()).await?)
}

async fn page(
    listings: &Listings,
    actor: &kernel::Actor,
    view: &View,
    cursor: Option<&str>,
) -> Result<ReviewPage> {
    let keys = &listings.platform.keys;
    let scope = format!("page {PATH}");
    let page = PageArgs { limit: None, cursor }.open::<CaseKey>(keys, &scope, CARDS)?;
    let (open, mut cases) = listings.review_queue(actor, page.after, page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = cases.len() > limit;
    cases.truncate(limit);
    let last = cases.last().filter(|_| more).map(|case| (case.opened_at, case.listing.id.0));
    let more = last.map(|place| address(PATH, &[("cursor", Some(cursor::seal(keys, &scope, &place)))]));
    let ids: Vec<_> = cases.iter().flat_map(|case| case.listing.details.media_ids.clone()).collect();
    let pictures = listings.ports.media.pictures(&ids).await?;
    let rows = cases.into_iter().map(|case| Row::of(case, &pictures, view)).collect();
    Ok(ReviewPage { open, rows, more: more.unwrap_or_default(), mistake: None, view: view.clone() })
}

#[derive(Deserialize)]
pub(super) struct DecideForm {
    decision: Option<String>,
    /// The one that the admin has read.
    version: Option<String>,
    reason: Option<String>,
    /// Ticked when the pictures are at fault.
    pictures: Option<String>,
}

pub(super) async fn decide(
    actor: May<ReviewListings>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
    FormBody(form): FormBody<DecideForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let (decision, said) = if form.decision.as_deref() == Some("approve") {
        let version = form.version.as_deref().and_then(|text| text.parse().ok());
        (Decision::Approve { version }, "listings-flash-approved")
    } else {
        match parse_reason(form.reason.as_deref()) {
            Ok(reason) => {
                let pictures = form.pictures.is_some();
                (Decision::Reject { reason, pictures }, "listings-flash-rejected")
            }
            Err(error) => {
                let told = view.form_errors(&error).get("reason").to_owned();
                let page = page(&listings, &actor, &view, None).await?;
                let page = ReviewPage { mistake: Some((id, told)), ..page };
                return view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        }
    };
    match listings.decide_listing(&actor, id, decision).await {
        Ok(_) => Ok(see_other_with(PATH, said)),
        // Its owner was faster, and it says something else by now.
        Err(error) if is_stale(&error) => Ok(see_other_with(PATH, "listings-flash-changed-since")),
        // Another admin was faster; the queue shows what is left.
        Err(error) if error.kind() == ErrorKind::Conflict => Ok(see_other(PATH)),
        Err(error) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "listings/report.html")]
pub(super) struct ReportPage {
    pub(super) view: View,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) reasons: Vec<(String, String)>,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) errors: FormErrors,
}

impl ReportPage {
    pub(super) fn new(view: &View, id: ListingId, title: &str) -> Self {
        let choice = |reason: &&str| {
            ((*reason).to_owned(), view.t(&format!("listings-report-reason-{}", word(reason))))
        };
        Self {
            title: title.to_owned(),
            href: format!("/listings/{id}"),
            reasons: Complaint::REASONS.iter().map(choice).collect(),
            reason: String::new(),
            note: String::new(),
            errors: FormErrors::default(),
            view: view.clone(),
        }
    }
}

pub(super) async fn begin_report(
    _: May<ReportListing>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let detail = listings.live_detail(id).await?;
    view.render(&ReportPage::new(&view, id, &detail.listing.details.title))
}

#[derive(Deserialize)]
pub(super) struct ReportForm {
    reason: Option<String>,
    note: Option<String>,
}

pub(super) async fn report(
    actor: May<ReportListing>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
    FormBody(form): FormBody<ReportForm>,
) -> Result<Response> {
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let detail = listings.live_detail(id).await?;
    let complaint = match parse_complaint(form.reason.as_deref(), form.note.as_deref()) {
        Ok(complaint) => complaint,
        Err(error) => {
            let page = ReportPage {
                reason: form.reason.unwrap_or_default(),
                note: form.note.unwrap_or_default(),
                errors: view.form_errors(&error),
                ..ReportPage::new(&view, id, &detail.listing.details.title)
            };
            return view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    listings.report_listing(&actor, id, &complaint).await?;
    Ok(see_other_with(&format!("/listings/{id}"), "listings-flash-reported"))
}
