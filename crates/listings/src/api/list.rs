use axum::extract::{OriginalUri, State};
use contracts::listings::ListingCard;
use contracts::search::Words;
use kernel::{Checks, Country, GeoPoint, OffTheGlobe};
use platform::http::{CachePolicy, ClientCountry, Fields, Listed, May, PageArgs, QueryArgs};
use platform::{Error, Result, cursor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;
use utoipa::IntoParams;

use super::{CardBody, scope, without_cursor};
use crate::error::SOURCE;
use crate::feed::{Place, Shelfful, Shown, Wanted};
use crate::filter::{Filter, FilterInput, Sort, place_key};
use crate::live::LiveCard;
use crate::rights::BrowseListings;
use crate::state::Listings;
use crate::viewer::Viewer;

/// The parameters of two lists that differ in one.
macro_rules! list_query {
    ($name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        #[derive(Debug, Deserialize, IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(crate) struct $name {
            $($(#[$doc])* $field: Option<$kind>,)*
            /// Slug of a category; what is below it counts too.
            category: Option<String>,
            /// OFFER or REQUEST.
            #[serde(rename = "type")]
            kind: Option<String>,
            /// At least so much, in minor units of `currency`.
            price_min: Option<i64>,
            /// At most so much, in minor units of `currency`.
            price_max: Option<i64>,
            /// ISO 4217; prices in others are left out.
            currency: Option<String>,
            /// ISO 3166-1.
            country: Option<String>,
            /// A town, in any spelling of case and accents.
            city: Option<String>,
            /// afcfta, africa-us or us-africa.
            market: Option<String>,
            /// Id of a business.
            business: Option<String>,
            /// Of verified businesses only.
            verified: Option<bool>,
            /// In a paid slot only.
            featured: Option<bool>,
            /// With a picture only.
            has_photo: Option<bool>,
            /// Live since then, RFC 3339.
            posted_since: Option<String>,
            /// Degrees north.
            lat: Option<f64>,
            /// Degrees east.
            lng: Option<f64>,
            /// 1–100, 20 unless told.
            limit: Option<i64>,
            /// `meta.pagination.next_cursor` of the page before.
            cursor: Option<String>,
            /// Which fields to answer with, such as `id,title,business.name`.
            fields: Option<String>,
        }

        impl $name {
            fn filter(&self) -> FilterInput<'_> {
                FilterInput {
                    category: self.category.as_deref(),
                    kind: self.kind.as_deref(),
                    price_min: self.price_min,
                    price_max: self.price_max,
                    currency: self.currency.as_deref(),
                    country: self.country.as_deref(),
                    city: self.city.as_deref(),
                    market: self.market.as_deref(),
                    business: self.business.as_deref(),
                    verified: self.verified.unwrap_or(false),
                    featured: self.featured.unwrap_or(false),
                    has_photo: self.has_photo.unwrap_or(false),
                    posted_since: self.posted_since.as_deref(),
                }
            }

            fn page(&self) -> PageArgs<'_> {
                PageArgs { limit: self.limit, cursor: self.cursor.as_deref() }
            }
        }
    };
}

list_query! {
    ListQuery {
        /// newest (the default, with paid slots spread through), price_asc, price_desc (both need `currency`), distance
        /// (needs `lat` and `lng`) or relevance (needs `q`).
        sort: String,
        /// Words that they are to answer, in the order relevance.
        q: String,
    }
}

list_query! {
    NearbyQuery {
        /// How far around, 0–500 km; 50 unless told.
        radius_km: f64,
    }
}

/// How far around one looks who does not say.
const USUAL_RADIUS_KM: f64 = 50.0;
/// How far around one can look.
pub(crate) const MOST_RADIUS_KM: f64 = 500.0;

/// Live listings, filtered and in the order asked for.
///
/// In the order `newest`, one of five places belongs to featured listings as long as there are any. What is posted
/// while somebody pages neither repeats nor shifts anything.
///
/// In an order by price a page may be shorter than asked for, or even empty, where very many stand between its
/// listings; the list goes on as long as there is a next page. The same holds for relevance with `business` or
/// `posted_since`.
#[utoipa::path(get, path = "/listings", tag = "listings", params(ListQuery),
    responses((status = 200, description = "A page of listings.", body = Vec<CardBody>)))]
pub(crate) async fn list(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    viewer: Viewer,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Listed<Item>> {
    let fields = Fields::parse::<CardBody>(query.fields.as_deref())?;
    let filter = Filter::parse(&query.filter(), &*listings.tree().await?).map_err(Error::all)?;
    let order = order(&query)?;
    let scope = scope(&uri);
    let page = query.page().open::<Place>(&listings.platform.keys, &scope, 20)?;
    let (limit, after) = (page.limit, page.after);
    let found = match order {
        Order::By(sort) => {
            let seed = viewer.seed(listings.now());
            listings.list(Wanted { filter: &filter, sort, radius_m: None, limit, after, seed }).await?
        }
        Order::Relevance(text, near) => {
            let words = words(&query, &filter, (text, near), (limit, after));
            listings.answering(&words, &filter).await?
        }
    };
    listings.count_shown(&found.items, viewer);
    let next = found.next.as_ref().map(|place| cursor::seal(&listings.platform.keys, &scope, place));
    Ok(Listed::new(items(&listings, found), limit)
        .next(next, &without_cursor(&uri))
        .fields(fields)
        .cache(CachePolicy::Public(0)))
}

/// The order that somebody asks for.
enum Order {
    /// One of the lists.
    By(Sort),
    /// How well words are answered, and by how near.
    Relevance(String, Option<GeoPoint>),
}

/// The longest words, in characters: as many as the search takes.
const LONGEST_WORDS: usize = 200;

fn order(query: &ListQuery) -> Result<Order> {
    let mut checks = Checks::new(SOURCE);
    let point = point(&mut checks, query.lat, query.lng);
    let word = query.sort.as_deref().unwrap_or("newest");
    if query.q.is_some() && word != "relevance" {
        checks.fail("q", "listings-check-words-sort");
    }
    let order = match word {
        "newest" => Some(Order::By(Sort::Newest)),
        "price_asc" => Some(Order::By(Sort::PriceAsc)),
        "price_desc" => Some(Order::By(Sort::PriceDesc)),
        "distance" if point.is_none() => {
            checks.fail("lat", "listings-check-sort-position");
            None
        }
        "distance" => point.map(|point| Order::By(Sort::Distance(point))),
        "relevance" => {
            let text = checks.text("q", query.q.as_deref(), 1..=LONGEST_WORDS);
            text.map(|text| Order::Relevance(text, point))
        }
        _ => {
            checks.fail("sort", "listings-check-sort");
            None
        }
    };
    checks.finish(order).map_err(Error::all)
}

fn words(
    query: &ListQuery,
    filter: &Filter,
    (text, near): (String, Option<GeoPoint>),
    (limit, after): (i64, Option<Place>),
) -> Words {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    Words {
        text,
        category: said(&query.category),
        kind: filter.kind,
        price: filter.price.as_ref().map(|range| (range.currency, range.least, range.most)),
        country: filter.country,
        city: said(&query.city),
        market: filter.market.clone(),
        verified: filter.verified,
        featured: filter.featured,
        has_photo: filter.has_photo,
        near,
        after: after.and_then(|place| match place {
            Place::Words(place) => Some(place),
            _ => None,
        }),
        limit,
    }
}

/// The point, if one was given.
fn point(checks: &mut Checks, lat: Option<f64>, lng: Option<f64>) -> Option<GeoPoint> {
    let (lat, lng) = match (lat, lng) {
        (None, None) => return None,
        (Some(lat), Some(lng)) => (lat, lng),
        (None, Some(_)) => return checks.required("lat", None),
        (Some(_), None) => return checks.required("lng", None),
    };
    match GeoPoint::new(lat, lng) {
        Ok(point) => Some(point),
        Err(OffTheGlobe::Latitude) => {
            checks.fail("lat", "listings-check-latitude");
            None
        }
        Err(OffTheGlobe::Longitude) => {
            checks.fail("lng", "listings-check-longitude");
            None
        }
    }
}

/// Where somebody looks who asks what is near.
pub(crate) enum Around {
    /// A point and metres around it.
    Point(GeoPoint, f64),
    /// A town and its country: that of the actor's business.
    City(String, Option<Country>),
    /// A country: that of the actor's business, their own, or the one that the reader chose or seems to be in.
    Country(Country),
    /// Nobody knows.
    Anywhere,
}

impl Listings {
    /// The place to look around when no position is given (L-7).
    pub(crate) async fn around(&self, actor: &kernel::Actor, seems: Option<Country>) -> Result<Around> {
        if let Some(id) = actor.business_id() {
            let known = self.ports.businesses.businesses(&[id]).await?;
            if let Some(business) = known.get(&id) {
                if let Some(city) = &business.city {
                    return Ok(Around::City(city.clone(), business.country));
                }
                if let Some(country) = business.country {
                    return Ok(Around::Country(country));
                }
            }
        }
        let own = actor.user().and_then(|user| user.country);
        Ok(own.or(seems).map_or(Around::Anywhere, Around::Country))
    }

    /// What is near, nearest first where there is a point, else the newest.
    pub(crate) async fn list_around(
        &self,
        around: &Around,
        mut filter: Filter,
        (limit, after): (i64, Option<crate::feed::Place>),
        viewer: Viewer,
    ) -> Result<Shelfful> {
        let (sort, radius_m) = match around {
            Around::Point(point, radius_m) => (Sort::Distance(*point), Some(*radius_m)),
            Around::City(city, country) => {
                filter.city = filter.city.or_else(|| Some(place_key(city)));
                filter.country = filter.country.or(*country);
                (Sort::Newest, None)
            }
            Around::Country(country) => {
                filter.country = filter.country.or(Some(*country));
                (Sort::Newest, None)
            }
            Around::Anywhere => (Sort::Newest, None),
        };
        let seed = viewer.seed(self.now());
        let found = self.list(Wanted { filter: &filter, sort, radius_m, limit, after, seed }).await?;
        self.count_shown(&found.items, viewer);
        Ok(found)
    }
}

/// What is near, nearest first.
///
/// Without a position it falls back to a town or country: one that is named, that of the reader's business, or the one
/// the reader seems to be in; `meta.around` says which it was.
#[utoipa::path(get, path = "/listings/nearby", tag = "listings", params(NearbyQuery),
    responses((status = 200, description = "A page of listings, with distances.", body = Vec<CardBody>)))]
pub(crate) async fn nearby(
    actor: May<BrowseListings>,
    State(listings): State<Listings>,
    ClientCountry(country): ClientCountry,
    viewer: Viewer,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<NearbyQuery>,
) -> Result<Listed<Item>> {
    let fields = Fields::parse::<CardBody>(query.fields.as_deref())?;
    let filter = Filter::parse(&query.filter(), &*listings.tree().await?).map_err(Error::all)?;
    let mut checks = Checks::new(SOURCE);
    let point = point(&mut checks, query.lat, query.lng);
    let radius_km = query.radius_km.unwrap_or(USUAL_RADIUS_KM);
    if !(radius_km > 0.0 && radius_km <= MOST_RADIUS_KM) {
        checks.fail("radius_km", "listings-check-radius");
    }
    checks.finish(Some(())).map_err(Error::all)?;
    let around = match point {
        Some(point) => Around::Point(point, radius_km * 1000.0),
        None if filter.city.is_some() || filter.country.is_some() => Around::Anywhere,
        None => listings.around(&actor, country).await?,
    };
    let told = match &around {
        Around::Point(point, metres) => json!({
            "by": "POSITION", "latitude": point.latitude(), "longitude": point.longitude(), "radius_km": metres / 1000.0,
        }),
        Around::City(city, country) => json!({"by": "CITY", "city": city, "country": country}),
        Around::Country(country) => json!({"by": "COUNTRY", "country": country}),
        Around::Anywhere if filter.city.is_some() => {
            json!({"by": "CITY", "city": query.city, "country": query.country})
        }
        Around::Anywhere if filter.country.is_some() => json!({"by": "COUNTRY", "country": query.country}),
        Around::Anywhere => json!({"by": "NOTHING"}),
    };
    // Where the place was guessed, it is part of which list this is.
    let scope = format!("{} {told}", scope(&uri));
    let page = query.page().open(&listings.platform.keys, &scope, 20)?;
    let found = listings.list_around(&around, filter, (page.limit, page.after), viewer).await?;
    let next = found.next.as_ref().map(|place| cursor::seal(&listings.platform.keys, &scope, place));
    Ok(Listed::new(items(&listings, found), page.limit)
        .next(next, &without_cursor(&uri))
        .meta(json!({"around": told}))
        .fields(fields)
        .cache(CachePolicy::Public(0)))
}

/// An item of a list: ready as it lies on the shelf, the same with a distance in metres, or made for this answer.
pub(crate) enum Item {
    Ready(std::sync::Arc<LiveCard>, chrono::DateTime<chrono::Utc>),
    At(std::sync::Arc<LiveCard>, f64, chrono::DateTime<chrono::Utc>),
    Made(Box<CardBody>),
}

impl Item {
    pub(crate) fn of(card: &ListingCard) -> Self {
        Self::Made(Box::new(CardBody::of(card)))
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ready(live, now) => live.json(*now).serialize(serializer),
            Self::At(live, metres, now) => {
                live.json_at(*metres, *now).map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            Self::Made(body) => body.serialize(serializer),
        }
    }
}

fn items(listings: &Listings, found: Shelfful) -> Vec<Item> {
    let now = listings.now();
    let item = |shown: Shown| match shown.distance_m {
        None => Item::Ready(shown.live, now),
        Some(metres) => Item::At(shown.live, (metres * 100.0).round() / 100.0, now),
    };
    found.items.into_iter().map(item).collect()
}
