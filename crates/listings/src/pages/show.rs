use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use contracts::listings::{ListingCard, Seller};
use contracts::media::{Picture, ShareCard};
use kernel::{ErrorKind, ListingId, percent_encoded};
use platform::Result;
use platform::http::{CachePolicy, May};
use web::View;

use super::browse::category_path;
use super::{Link, place_line, state_of, with_buttons};
use crate::detail::Detail;
use crate::error::ListingsError;
use crate::feed::Wanted;
use crate::filter::{Filter, FilterInput, Sort};
use crate::interest::Interest;
use crate::model::Status;
use crate::rights::ReadListing;
use crate::state::Listings;
use crate::viewer::Viewer;

/// Other listings of the same business, or like one that has ended.
const OTHERS: i64 = 4;
/// Characters of the description that a preview elsewhere shows.
const PREVIEW: usize = 160;

/// How the owner sees where their listing stands.
pub(super) struct Own {
    pub(super) state: String,
    pub(super) tone: &'static str,
    pub(super) note: String,
}

#[derive(Template)]
#[template(path = "listings/show.html")]
pub(super) struct ShowPage {
    pub(super) view: View,
    pub(super) id: ListingId,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) paragraphs: Vec<String>,
    /// For previews elsewhere.
    pub(super) description: String,
    pub(super) price: Option<String>,
    pub(super) photos: Vec<Picture>,
    /// Absolute address, width and height of the picture of previews elsewhere.
    pub(super) image: Option<(String, i32, i32)>,
    pub(super) featured: bool,
    pub(super) path: Vec<Link>,
    /// When it ends and how much of its time is left, in percent; none while it is not live.
    pub(super) left: Option<(DateTime<Utc>, i64)>,
    pub(super) posted: Option<String>,
    pub(super) where_line: String,
    /// The corridor that it is meant for.
    pub(super) market: Option<String>,
    pub(super) address: String,
    pub(super) distance: String,
    pub(super) seller: Seller,
    pub(super) seller_line: String,
    /// Whether the reader has saved it; none for somebody who cannot.
    pub(super) saved: Option<bool>,
    /// Where a guest signs in to save it.
    pub(super) sign_in: Option<String>,
    pub(super) own: Option<Own>,
    /// Addresses for a call and for WhatsApp, where the business gave a phone.
    pub(super) reach: Option<(String, String)>,
    pub(super) url: String,
    pub(super) share: String,
    pub(super) more: Vec<ListingCard>,
}

pub(super) async fn show(
    actor: May<ReadListing>,
    State(listings): State<Listings>,
    view: View,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let detail = match listings.detail_for(&actor, id).await {
        Ok(detail) => detail,
        Err(error) if error.kind() == ErrorKind::NotFound => return ended(&listings, &view, id).await,
        Err(error) => return Err(error),
    };
    let live = detail.listing.is_live(listings.now());
    if live {
        listings.note_interest(&actor, viewer, (id, detail.listing.business.id), Interest::View);
    }
    let mut more = listings.newest_of(detail.listing.business.id, OTHERS + 1).await?;
    more.retain(|card| card.id != id);
    more.truncate(usize::try_from(OTHERS).unwrap_or(0));
    let view = view.asking_saved(&listings, more.iter().map(|card| card.id).chain([id]).collect()).await;
    let page = of_detail(&listings, &view, &detail, more).await?;
    view.render_as(&page, CachePolicy::Public(0))
}

async fn of_detail(
    listings: &Listings,
    view: &View,
    detail: &Detail,
    more: Vec<ListingCard>,
) -> Result<ShowPage> {
    let (tree, now) = (listings.tree().await?, listings.now());
    let (listing, details) = (&detail.listing, &detail.listing.details);
    let status = listing.status_at(now);
    let live = status == Status::Active;
    let price = details.price.map(|price| view.money(price.amount_minor, price.currency.code()));
    let url = view.absolute(&format!("/listings/{}", listing.id));
    let language = view.language();
    let category = |slug: String| {
        let name = tree.get(&slug).map(|category| category.name(language).to_owned()).unwrap_or_default();
        (category_path(&slug), name)
    };
    let distance = view.chosen_place().zip(details.location).map(|(place, location)| {
        let name = place.name(language).unwrap_or_default().to_owned();
        let distance = view.distance(place.point.distance_m(location));
        view.with("listings-page-distance", &[("distance", distance.into()), ("place", name.into())])
    });
    let seller = listing.business.clone();
    let is_own = view.actor().business_id() == Some(seller.id);
    let own = is_own.then(|| {
        let (state, tone) = state_of(view, status);
        Own {
            state,
            tone,
            note: view.t(if live { "listings-page-own-live" } else { "listings-page-own-hidden" }),
        }
    });
    // Nobody calls themselves.
    let phone = if live && !is_own {
        listings.standing(seller.id).await?.and_then(|standing| standing.phone)
    } else {
        None
    };
    let reach = phone.map(|phone| {
        let args = [("title", details.title.as_str().into()), ("url", url.as_str().into())];
        let hello = percent_encoded(view.with("listings-page-whatsapp-text", &args));
        let digits = phone.trim_start_matches('+');
        (format!("tel:{phone}"), format!("https://wa.me/{digits}?text={hello}"))
    });
    let shared = match &price {
        Some(price) => format!("{} – {price}\n{url}", details.title),
        None => format!("{}\n{url}", details.title),
    };
    let card = ShareCard {
        title: &details.title,
        line: price.as_deref().unwrap_or_default(),
        by: &seller.name,
        photo: detail.pictures.first(),
    };
    let image = Some((view.absolute(&listings.ports.media.share_picture(&card)), 1200, 630));
    Ok(ShowPage {
        id: listing.id,
        kind: details.kind.as_str(),
        title: details.title.clone(),
        paragraphs: paragraphs(&details.description),
        description: preview(&details.description),
        photos: detail.pictures.clone(),
        image,
        featured: listing.is_featured(now),
        path: details
            .category
            .as_deref()
            .map(|slug| tree.path(slug))
            .unwrap_or_default()
            .into_iter()
            .map(category)
            .collect(),
        left: listing.life.filter(|_| live).map(|life| (life.until, life.percent_left(now))),
        posted: listing.life.map(|life| view.ago(life.from)),
        market: details
            .market
            .as_ref()
            .map(|market| view.t(&format!("listings-page-market-{}", market.as_str()))),
        where_line: place_line(language, details.city.as_deref(), details.country),
        address: details.address.clone().unwrap_or_default(),
        distance: distance.unwrap_or_default(),
        seller_line: view.t("listings-page-seller-line"),
        seller,
        sign_in: (!view.signed_in()).then(|| format!("/sign-in?next=/listings/{}", listing.id)),
        saved: view.saves(listing.id).filter(|_| live),
        own,
        reach,
        share: format!("https://wa.me/?text={}", percent_encoded(&shared)),
        url,
        price,
        more,
        view: view.clone(),
    })
}

/// What stood here, if it was public once: 410 with what is like it.
async fn ended(listings: &Listings, view: &View, id: ListingId) -> Result<Response> {
    let listing = listings.ended_listing(id).await?;
    let tree = listings.tree().await?;
    let slug = listing
        .details
        .category
        .as_deref()
        .filter(|slug| tree.get(slug).is_some_and(|category| category.active));
    let similar = match slug {
        None => Vec::new(),
        Some(slug) => similar(listings, slug).await?,
    };
    let category = slug
        .and_then(|slug| tree.get(slug))
        .map(|category| (category_path(&category.slug), category.name(view.language()).to_owned()));
    let view = with_buttons(listings, view.clone(), &similar).await;
    let title = listing.title_as_seen().map(str::to_owned);
    view.render_status(StatusCode::GONE, &EndedPage { view: view.clone(), title, category, similar })
}

async fn similar(listings: &Listings, slug: &str) -> Result<Vec<ListingCard>> {
    let tree = listings.tree().await?;
    let input = FilterInput { category: Some(slug), ..FilterInput::default() };
    let filter = Filter::parse(&input, &tree).map_err(ListingsError::Invalid)?;
    let wanted =
        Wanted { filter: &filter, sort: Sort::Newest, radius_m: None, limit: OTHERS, after: None, seed: 0 };
    let now = listings.now();
    listings.list(wanted).await?.items.iter().map(|shown| shown.card(now)).collect()
}

#[derive(Template)]
#[template(path = "listings/ended.html")]
pub(super) struct EndedPage {
    pub(super) view: View,
    pub(super) title: Option<String>,
    pub(super) category: Option<Link>,
    pub(super) similar: Vec<ListingCard>,
}

/// What blank lines part.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The beginning of a text on one line.
fn preview(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(PREVIEW) {
        None => line,
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_line_and_ends_between_letters() {
        assert_eq!(preview("Cleaned\n\nand  dried"), "Cleaned and dried");
        let long = preview(&"é".repeat(500));
        assert_eq!(long.chars().count(), PREVIEW + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("one\ntwo\n\n\n\nthree\n"), ["one\ntwo", "three"]);
    }
}
