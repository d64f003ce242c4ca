use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{Actor, ListingId, PlanLevel};
use platform::Result;
use platform::http::{May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::{CARDS, Chip, address, lengths, state_of};
use crate::model::{Listing, Status};
use crate::plans::Entitlements;
use crate::rights::{BeginListing, FeatureListing};
use crate::state::Listings;

const PATH: &str = "/listings/mine";

#[derive(Deserialize)]
pub(super) struct MineQuery {
    status: Option<String>,
    withdrawn: Option<String>,
    cursor: Option<String>,
}

/// What can be done with a listing at this moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Actions {
    pub(super) publish: bool,
    pub(super) edit: bool,
    pub(super) extend: bool,
    pub(super) renew: bool,
    pub(super) feature: bool,
    /// Which plan lets one feature it, where one's own does not.
    pub(super) feature_with: Option<PlanLevel>,
    pub(super) withdraw: bool,
    pub(super) restore: bool,
}

impl Actions {
    /// Buttons are shown for what will succeed; whoever knows the address is told by the op why it does not.
    pub(super) fn of(listing: &Listing, view: &View, now: DateTime<Utc>) -> Self {
        let plan = Entitlements::of(view.actor().plan());
        let has_slots = plan.featured_per_month > 0;
        let could_feature = view.may::<FeatureListing>() && !listing.is_featured(now);
        match listing.status_at(now) {
            Status::Draft => Self { publish: true, edit: true, withdraw: true, ..Self::default() },
            Status::PendingReview | Status::Rejected => {
                Self { edit: true, withdraw: true, ..Self::default() }
            }
            Status::Active => Self {
                edit: true,
                extend: listing.extensions_used < plan.extensions,
                feature: could_feature && has_slots,
                feature_with: Entitlements::level_with_slots().filter(|_| could_feature && !has_slots),
                withdraw: true,
                ..Self::default()
            },
            Status::Expired => Self { renew: true, edit: true, withdraw: true, ..Self::default() },
            Status::Withdrawn => Self {
                restore: listing.restorable_until().is_some_and(|until| now < until),
                ..Self::default()
            },
        }
    }
}

/// A listing as its owner's list shows it.
pub(super) struct Row {
    pub(super) id: ListingId,
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) price: Option<String>,
    pub(super) photo: Option<Picture>,
    pub(super) state: String,
    pub(super) tone: &'static str,
    pub(super) featured: bool,
    pub(super) left: Option<(DateTime<Utc>, i64)>,
    pub(super) note: String,
    pub(super) may: Actions,
    /// So that a button pressed twice does its work once.
    pub(super) key: Uuid,
}

impl Row {
    pub(super) fn of(listing: Listing, view: &View, now: DateTime<Utc>) -> Self {
        let status = listing.status_at(now);
        let (state, tone) = state_of(view, status);
        let note = match (status, listing.restorable_until(), &listing.rejection) {
            (Status::Withdrawn, Some(until), _) => {
                view.t1("listings-page-restorable", "left", view.time_left(until))
            }
            (Status::Rejected, _, Some(reason)) => {
                view.t1("listings-page-rejected-because", "reason", reason)
            }
            (Status::Expired, ..) => view.t("listings-page-note-expired"),
            (Status::PendingReview, ..) => view.t("listings-page-note-pending"),
            _ => String::new(),
        };
        Self {
            id: listing.id,
            kind: listing.details.kind.as_str(),
            price: listing.details.price.map(|price| view.money(price.amount_minor, price.currency.code())),
            state,
            tone,
            featured: listing.is_featured(now),
            left: listing
                .life
                .filter(|_| status == Status::Active)
                .map(|life| (life.until, life.percent_left(now))),
            note,
            may: Actions::of(&listing, view, now),
            key: Uuid::new_v4(),
            title: listing.details.title,
            photo: listing.photo,
        }
    }
}

#[derive(Template)]
#[template(path = "listings/mine.html")]
pub(super) struct MinePage {
    pub(super) view: View,
    pub(super) has_business: bool,
    pub(super) tabs: Vec<Chip>,
    pub(super) rows: Vec<Row>,
    pub(super) more: String,
    /// What was just withdrawn: id and title.
    pub(super) withdrawn: Option<(ListingId, String)>,
    pub(super) hours: Vec<(String, String)>,
    pub(super) path: String,
}

pub(super) async fn mine(
    actor: May<BeginListing>,
    State(listings): State<Listings>,
    view: View,
    QueryArgs(query): QueryArgs<MineQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let status = query.status.as_deref().and_then(|word| word.parse::<Status>().ok());
    let path = address(PATH, &[("status", status.map(|status| status.as_str().to_owned()))]);
    let mut page = MinePage {
        has_business: actor.business_id().is_some(),
        tabs: Vec::new(),
        rows: Vec::new(),
        more: String::new(),
        withdrawn: None,
        hours: lengths(&view),
        path,
        view: view.clone(),
    };
    if page.has_business {
        page.fill(&listings, &actor, status, &query).await?;
    }
    view.render(&page)
}

impl MinePage {
    async fn fill(
        &mut self,
        listings: &Listings,
        actor: &Actor,
        status: Option<Status>,
        query: &MineQuery,
    ) -> Result<()> {
        let keys = &listings.platform.keys;
        let scope = format!("page {}", self.path);
        let args = PageArgs { limit: None, cursor: query.cursor.as_deref() };
        let page = args.open::<ListingId>(keys, &scope, CARDS)?;
        let mut found = listings.own_listings(actor, status, page.after, page.limit).await?;
        let limit = usize::try_from(page.limit).unwrap_or(0);
        if found.len() > limit {
            found.truncate(limit);
            let cursor = found.last().map(|last| platform::cursor::seal(keys, &scope, &last.id));
            self.more = address(&self.path, &[("cursor", cursor)]);
        }
        let now = listings.now();
        self.rows = found.into_iter().map(|listing| Row::of(listing, &self.view, now)).collect();
        self.tabs = tabs(&self.view, &listings.own_counts(actor).await?, status);
        if let Some(id) = query.withdrawn.as_deref().and_then(|id| id.parse().ok())
            && let Ok(detail) = listings.detail_for(actor, id).await
            && detail.listing.status == Status::Withdrawn
        {
            self.withdrawn = Some((id, detail.listing.details.title.clone()));
        }
        Ok(())
    }
}

/// All, and each state with how many there are; a state that is rare only where there is one.
pub(super) fn tabs(view: &View, counts: &[(Status, i64)], chosen: Option<Status>) -> Vec<Chip> {
    let count = |status| counts.iter().find(|(of, _)| *of == status).map_or(0, |(_, count)| *count);
    let text = |name: String, count: i64| format!("{name} ({})", view.number(count));
    let all = counts.iter().map(|(_, count)| count).sum();
    let all = (PATH.to_owned(), text(view.t("listings-page-state-all"), all), chosen.is_none());
    let is_shown = |status: &Status| match status {
        Status::PendingReview | Status::Rejected => count(*status) > 0 || chosen == Some(*status),
        _ => true,
    };
    let order = [
        Status::Active,
        Status::Draft,
        Status::PendingReview,
        Status::Rejected,
        Status::Expired,
        Status::Withdrawn,
    ];
    let tab = |status: Status| {
        let (name, _) = state_of(view, status);
        let href = address(PATH, &[("status", Some(status.as_str().to_owned()))]);
        (href, text(name, count(status)), chosen == Some(status))
    };
    [all].into_iter().chain(order.into_iter().filter(is_shown).map(tab)).collect()
}
