use axum::extract::{Path, State};
use chrono::NaiveDate;
use kernel::Checks;
use platform::http::{CachePolicy, Data, Fields, FieldsArgs, Locale, May, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{CardBody, listing_id};
use crate::error::SOURCE;
use crate::ops::MOST_DAYS;
use crate::rights::{BrowseListings, ReadStatistics};
use crate::state::Listings;
use crate::store::Day;

/// What became of a listing on one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"day": "2026-11-21", "shown": 412, "featured": 96, "views": 31, "contacts": 4, "saves": 2}))]
pub(crate) struct DayBody {
    /// In UTC.
    day: NaiveDate,
    /// People who saw it in a list, each counted once a day as far as that is remembered.
    shown: i64,
    /// Of these in a paid slot.
    featured: i64,
    /// Distinct people who opened it.
    views: i64,
    /// Distinct people who called or wrote.
    contacts: i64,
    /// Distinct people who kept it.
    saves: i64,
}

impl From<Day> for DayBody {
    fn from(day: Day) -> Self {
        let Day { day, shown, featured, views, contacts, saves } = day;
        Self { day, shown, featured, views, contacts, saves }
    }
}

/// How a paid slot did beside the others.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"shown": 96, "all": 1010, "share_percent": 9.5, "even_share_percent": 9.1}))]
pub(crate) struct SlotBody {
    /// Times it was shown in its slot.
    shown: i64,
    /// Times all slots together were shown in the same hours.
    all: i64,
    /// Its part of these.
    share_percent: f64,
    /// What an even share would be at this moment.
    even_share_percent: f64,
}

/// How a listing does.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "days": [{"day": "2026-11-21", "shown": 412, "featured": 96, "views": 31, "contacts": 4, "saves": 2}],
    "share_percent": 0.37, "slot": null
}))]
pub(crate) struct StatisticsBody {
    /// Every day of the time asked about, in order.
    days: Vec<DayBody>,
    /// Its part of everything that was shown in lists on these days, as long as it was there.
    share_percent: f64,
    /// Set while it has a paid slot, or had one in this life.
    slot: Option<SlotBody>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatisticsQuery {
    /// How many days back, 1–90; 14 unless told.
    days: Option<i64>,
    /// Only these fields.
    fields: Option<String>,
}

fn tenths(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// How one's own listing does: shown, opened, called about and kept, by day.
///
/// People are counted once a day. What happened in the last seconds may be missing.
#[utoipa::path(get, path = "/listings/{id}/statistics", tag = "listings",
    params(("id" = String, Path, description = "The listing."), StatisticsQuery),
    responses((status = 200, description = "The numbers.", body = StatisticsBody)))]
pub(crate) async fn statistics(
    actor: May<ReadStatistics>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<StatisticsQuery>,
) -> Result<Data<StatisticsBody>> {
    let fields = Fields::parse::<StatisticsBody>(query.fields.as_deref())?;
    let days = query.days.unwrap_or(14);
    if !(1..=MOST_DAYS).contains(&days) {
        let mut checks = Checks::new(SOURCE);
        checks.fail("days", "listings-check-days");
        checks.finish(Some(())).map_err(Error::all)?;
    }
    let found = listings.statistics(&actor, listing_id(&id)?, days).await?;
    let slot = found.slot.map(|slot| SlotBody {
        shown: slot.shown,
        all: slot.all,
        share_percent: tenths(slot.percent()),
        even_share_percent: tenths(slot.even_percent()),
    });
    let share_percent = (found.share_percent() * 10_000.0).round() / 10_000.0;
    let days = found.days.into_iter().map(DayBody::from).collect();
    Ok(Data::new(StatisticsBody { days, share_percent, slot }).fields(fields))
}

/// What goes together with one's own listing: offers for a request, requests for an offer.
#[utoipa::path(get, path = "/listings/{id}/matches", tag = "listings", params(("id" = String, Path, description = "The listing."), FieldsArgs),
    responses((status = 200, description = "At most ten that are live, the newest first.", body = Vec<CardBody>)))]
pub(crate) async fn matches(
    actor: May<ReadStatistics>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Vec<CardBody>>> {
    let fields = args.of::<CardBody>()?;
    let found = listings.matches_of(&actor, listing_id(&id)?).await?;
    Ok(Data::new(found.iter().map(CardBody::of).collect()).fields(fields))
}

/// A category that a text may belong to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"slug": "grains", "name": "Grains & cereals"}))]
pub(crate) struct ProposalBody {
    /// Its stable name.
    slug: String,
    /// Its name in the reader's language.
    name: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ProposalQuery {
    /// What has been typed so far.
    text: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// Categories that a text may belong to, the likeliest first; at most three.
#[utoipa::path(get, path = "/listings/categories/proposed", tag = "listings", params(ProposalQuery),
    responses((status = 200, description = "Proposals; none for words that nobody knows.", body = Vec<ProposalBody>)))]
pub(crate) async fn proposed(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    Locale(language): Locale,
    QueryArgs(query): QueryArgs<ProposalQuery>,
) -> Result<Data<Vec<ProposalBody>>> {
    let fields = Fields::parse::<ProposalBody>(query.fields.as_deref())?;
    let tree = listings.tree().await?;
    let slugs = listings.proposed_categories(query.text.as_deref().unwrap_or("")).await?;
    let body = |slug: String| {
        let name = tree.get(&slug)?.name(language).to_owned();
        Some(ProposalBody { slug, name })
    };
    let proposals = slugs.into_iter().filter_map(body).collect();
    Ok(Data::new(proposals).fields(fields).cache(CachePolicy::Public(60)))
}
