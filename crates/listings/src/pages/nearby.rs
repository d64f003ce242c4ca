use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use kernel::{Actor, ErrorKind, GeoPoint};
use platform::Result;
use platform::http::{CachePolicy, May, QueryArgs};
use serde::Deserialize;
use web::View;

use super::{Chip, Link, Shelf, address, kind_chips, kind_in, shelf, with_buttons, word};
use crate::filter::{Filter, Sort, place_key};
use crate::rights::BrowseListings;
use crate::state::Listings;
use crate::viewer::Viewer;

/// How far around one can look, in kilometres.
const RADII_KM: [i64; 7] = [5, 10, 25, 50, 100, 250, 500];
const USUAL_RADIUS_KM: i64 = 25;

/// Degrees come as text, so that a broken link still shows what is near the reader's place.
#[derive(Deserialize)]
pub(super) struct NearbyQuery {
    lat: Option<String>,
    lng: Option<String>,
    radius_km: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    cursor: Option<String>,
}

/// What is around a point.
pub(super) struct Around {
    pub(super) name: String,
    pub(super) guessed: bool,
    pub(super) radii: Vec<Chip>,
    pub(super) wider: Option<Link>,
    /// Where one narrows down what is near.
    pub(super) filters: String,
    pub(super) shelf: Shelf,
}

#[derive(Template)]
#[template(path = "listings/nearby.html")]
pub(super) struct NearbyPage {
    pub(super) view: View,
    pub(super) around: Option<Around>,
    pub(super) kinds: Vec<Chip>,
}

/// The point to look around.
struct Centre {
    point: GeoPoint,
    /// From the address: it stays there, since the reader may not want it kept.
    in_address: bool,
    /// Nobody told us; it is the largest town of the reader's country.
    guessed: bool,
    radius_km: i64,
    name: String,
}

pub(super) async fn nearby(
    actor: May<BrowseListings>,
    State(listings): State<Listings>,
    view: View,
    viewer: Viewer,
    QueryArgs(query): QueryArgs<NearbyQuery>,
) -> Result<Response> {
    let view = view.nav("nearby");
    let home = home(&listings, &actor).await?;
    let Some(centre) = centre(&view, &query, home.as_ref()) else {
        let page = NearbyPage { around: None, kinds: Vec::new(), view: view.clone() };
        return view.render_as(&page, CachePolicy::Private);
    };
    let kind = kind_in(query.kind.as_deref());
    let degrees = |degrees: f64| centre.in_address.then(|| format!("{degrees:.4}"));
    let (lat, lng) = (degrees(centre.point.latitude()), degrees(centre.point.longitude()));
    let to = |radius_km: i64, kind: Option<String>| {
        let radius = Some(radius_km.to_string());
        address(
            "/nearby",
            &[("lat", lat.clone()), ("lng", lng.clone()), ("radius_km", radius), ("type", kind)],
        )
    };
    let filter = Filter { kind, ..Filter::default() };
    let path = to(centre.radius_km, kind.map(word));
    // The point is part of what a cursor belongs to, also where the address does not show it.
    let order = (Sort::Distance(centre.point), Some(centre.radius_km as f64 * 1000.0));
    let shelf = shelf(&listings, &path, &filter, order, (query.cursor.as_deref(), viewer)).await?;
    let view = with_buttons(&listings, view, &shelf.cards).await;
    let chip = |km: i64| (to(km, kind.map(word)), view.distance(km as f64 * 1000.0), km == centre.radius_km);
    let wider = RADII_KM.into_iter().find(|km| *km > centre.radius_km).map(|km| {
        let (href, text, _) = chip(km);
        (href, text)
    });
    let around = Around {
        radii: RADII_KM.map(chip).to_vec(),
        wider,
        filters: address(
            "/search/filters",
            &[
                ("lat", Some(format!("{:.4}", centre.point.latitude()))),
                ("lng", Some(format!("{:.4}", centre.point.longitude()))),
                ("radius_km", Some(centre.radius_km.to_string())),
                ("kind", kind.map(word)),
                ("sort", Some("nearest".to_owned())),
            ],
        ),
        shelf,
        name: centre.name,
        guessed: centre.guessed,
    };
    let kinds = kind_chips(&view, kind, |kind| to(centre.radius_km, kind));
    // Where somebody is belongs to nobody else's cache.
    view.render_as(&NearbyPage { around: Some(around), kinds, view: view.clone() }, CachePolicy::Private)
}

/// The reader's own business, if they have one.
async fn home(listings: &Listings, actor: &Actor) -> Result<Option<BusinessCard>> {
    let Some(id) = actor.business_id() else { return Ok(None) };
    match listings.business(id).await {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// Where a business is: its point, else its town.
fn place_of(business: &BusinessCard) -> Option<GeoPoint> {
    let town = || {
        let key = place_key(business.city.as_deref()?);
        let here =
            |city: &&kernel::places::City| business.country.is_none_or(|country| city.country == country);
        let mut cities = kernel::places::cities().iter().filter(here);
        Some(cities.find(|city| city.names.all().any(|name| place_key(name) == key))?.location)
    };
    business.location.or_else(town)
}

/// The point in the address, the chosen place, where the reader's business is, or the largest town of their country.
fn centre(view: &View, query: &NearbyQuery, home: Option<&BusinessCard>) -> Option<Centre> {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    let told = number(&query.lat).zip(number(&query.lng)).and_then(|(lat, lng)| GeoPoint::new(lat, lng).ok());
    let chosen = view.chosen_place();
    let own = home.and_then(place_of);
    let guess = || kernel::places::cities().iter().find(|city| Some(city.country) == view.country());
    let point =
        told.or(chosen.map(|place| place.point)).or(own).or_else(|| guess().map(|city| city.location))?;
    let asked =
        query.radius_km.as_deref().and_then(|text| text.parse().ok()).filter(|km| (1..=500).contains(km));
    let name = match (told, chosen) {
        (None, Some(place)) => place.name(view.language()),
        _ => kernel::places::nearest_city(point).map(|city| city.names.get(view.language())),
    };
    Some(Centre {
        point,
        in_address: told.is_some(),
        guessed: told.is_none() && chosen.is_none() && own.is_none(),
        radius_km: asked.or_else(|| chosen.map(|place| place.radius_km)).unwrap_or(USUAL_RADIUS_KM),
        name: name.unwrap_or_default().to_owned(),
    })
}
