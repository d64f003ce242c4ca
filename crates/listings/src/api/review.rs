use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use chrono::{DateTime, Utc};
use kernel::Checks;
use platform::http::{Data, Fields, JsonBody, Listed, May, PageArgs, QueryArgs, version};
use platform::{Error, Result, cursor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::one::Ready;
use super::{ListingBody, listing_id, scope, without_cursor};
use crate::error::SOURCE;
use crate::ops::{Complaint, Decision};
use crate::rights::{ReportListing, ReviewListings};
use crate::state::Listings;
use crate::store::CaseKey;

/// What somebody complains about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"reason": "SCAM", "note": "Asks for payment before showing the goods."}))]
pub(crate) struct ComplaintBody {
    /// SCAM, FORBIDDEN, WRONG, COPY, OFFENSIVE or OTHER.
    reason: String,
    /// In their own words.
    note: Option<String>,
}

/// A listing that an admin has to decide about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "listing": {"id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a10", "status": "PENDING_REVIEW"},
    "opened_at": "2026-11-21T08:00:00Z", "findings": ["NEW_BUSINESS", "PRICE"], "complaints": []
}))]
pub(crate) struct CaseBody {
    /// The listing.
    listing: ListingBody,
    /// Since when it waits.
    opened_at: DateTime<Utc>,
    /// What the checks have found: NEW_BUSINESS, RESUBMITTED, FORBIDDEN, DUPLICATE, PRICE or PICTURE.
    findings: Vec<String>,
    /// What people complain about.
    complaints: Vec<ComplaintBody>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct QueueQuery {
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// Listings that wait for a review or that people complain about, the oldest first.
#[utoipa::path(get, path = "/listings/review", tag = "listings", params(QueueQuery),
    responses((status = 200, description = "A page of open cases; `meta.open` counts all of them.", body = Vec<CaseBody>)))]
pub(crate) async fn queue(
    actor: May<ReviewListings>,
    State(listings): State<Listings>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<QueueQuery>,
) -> Result<Listed<CaseBody>> {
    let fields = Fields::parse::<CaseBody>(query.fields.as_deref())?;
    let scope = scope(&uri);
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<CaseKey>(&listings.platform.keys, &scope, 20)?;
    let (open, mut cases) = listings.review_queue(&actor, page.after, page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = cases.len() > limit;
    cases.truncate(limit);
    let next = cases
        .last()
        .filter(|_| more)
        .map(|last| cursor::seal(&listings.platform.keys, &scope, &(last.opened_at, last.listing.id.0)));
    let ids: Vec<_> = cases.iter().flat_map(|case| case.listing.details.media_ids.clone()).collect();
    let pictures = listings.ports.media.pictures(&ids).await?;
    let (tree, now) = (listings.tree().await?, listings.now());
    let bodies = cases.into_iter().map(|case| {
        let own: Vec<_> =
            case.listing.details.media_ids.iter().filter_map(|id| pictures.get(id).cloned()).collect();
        let complaint = |(reason, note)| ComplaintBody { reason, note };
        CaseBody {
            listing: ListingBody::of(&case.listing, &own, &tree, now),
            opened_at: case.opened_at,
            findings: case.findings,
            complaints: case.complaints.into_iter().map(complaint).collect(),
        }
    });
    Ok(Listed::new(bodies.collect(), page.limit)
        .next(next, &without_cursor(&uri))
        .meta(json!({"open": open}))
        .fields(fields))
}

/// Let a listing go live, or stay live in spite of complaints.
///
/// Whoever names the version that they have read lets nothing through that was changed since.
#[utoipa::path(post, path = "/listings/{id}/approve", tag = "listings",
    params(("id" = String, Path, description = "The listing."),
           ("If-Match" = Option<String>, Header, description = "`\"v<version>\"`, as it was read.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "There is nothing to decide, or it was changed since it was read."),
        (status = 428, description = "`If-Match` names no version."),
    ))]
pub(crate) async fn approve(
    actor: May<ReviewListings>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Data<Ready>> {
    let read = headers.contains_key(header::IF_MATCH);
    let version = read.then(|| version::expected(&headers, None)).transpose()?;
    let decision = Decision::Approve { version };
    Ok(Data::new(Ready(listings.decide_listing(&actor, listing_id(&id)?, decision).await?)))
}

/// Why a listing is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "The price is for one bag, but the title says a tonne. Please correct it.", "pictures": false}))]
pub(crate) struct RejectListingRequest {
    /// 10–500 characters; its owner reads it.
    reason: Option<String>,
    /// Whether its pictures are at fault: then no listing with one of them goes live unseen, until one is approved.
    /// Understood without saying where the checks or complaints speak of forbidden goods, fraud or copies.
    pictures: Option<bool>,
}

/// What an admin gives as the reason.
///
/// # Errors
/// When it is too short or too long.
pub(crate) fn parse_reason(reason: Option<&str>) -> Result<String> {
    let mut checks = Checks::new(SOURCE);
    let reason = checks.text("reason", reason, 10..=500);
    checks.finish(reason).map_err(Error::all)
}

/// Refuse a listing; its owner reads why, and may correct it and publish it again.
#[utoipa::path(post, path = "/listings/{id}/reject", tag = "listings", request_body = RejectListingRequest,
    params(("id" = String, Path, description = "The listing.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "There is nothing to decide."),
    ))]
pub(crate) async fn reject(
    actor: May<ReviewListings>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<RejectListingRequest>,
) -> Result<Data<Ready>> {
    let decision = Decision::Reject {
        reason: parse_reason(body.reason.as_deref())?,
        pictures: body.pictures.unwrap_or(false),
    };
    Ok(Data::new(Ready(listings.decide_listing(&actor, listing_id(&id)?, decision).await?)))
}

/// What one complains about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "SCAM", "note": "Asks for payment before showing the goods."}))]
pub(crate) struct ReportListingRequest {
    /// SCAM, FORBIDDEN, WRONG, COPY, OFFENSIVE or OTHER.
    reason: Option<String>,
    /// In one's own words; at most 500 characters, needed for OTHER.
    note: Option<String>,
}

/// Reads a complaint.
///
/// # Errors
/// Everything that is wrong, by field.
pub(crate) fn parse_complaint(reason: Option<&str>, note: Option<&str>) -> Result<Complaint> {
    let mut checks = Checks::new(SOURCE);
    let known = reason.filter(|reason| Complaint::REASONS.contains(reason));
    if known.is_none() {
        checks.fail("reason", "listings-check-reason");
    }
    let note = checks.text("note", note, 0..=500).filter(|note| !note.is_empty());
    if known == Some("OTHER") && note.is_none() {
        checks.required::<()>("note", None);
    }
    let complaint = known.map(|reason| Complaint { reason: reason.to_owned(), note });
    checks.finish(complaint).map_err(Error::all)
}

/// Complain about a listing; an admin looks at it.
#[utoipa::path(post, path = "/listings/{id}/reports", tag = "listings", request_body = ReportListingRequest,
    params(("id" = String, Path, description = "The listing.")),
    responses(
        (status = 204, description = "An admin looks at it, also if one has complained before."),
        (status = 409, description = "It is one's own."),
    ))]
pub(crate) async fn report(
    actor: May<ReportListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<ReportListingRequest>,
) -> Result<StatusCode> {
    let complaint = parse_complaint(body.reason.as_deref(), body.note.as_deref())?;
    listings.report_listing(&actor, listing_id(&id)?, &complaint).await?;
    Ok(StatusCode::NO_CONTENT)
}
