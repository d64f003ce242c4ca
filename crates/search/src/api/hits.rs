//! Hits as the API tells them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::accounts::BusinessCard;
use contracts::listings::ListingCard;
use kernel::{BusinessId, ListingId};
use platform::Result;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Search;
use crate::highlight::{Segment, marked};
use crate::ops::search::Found;
use crate::request::Kind;

/// A hit: a listing or a business, and where it answers the query.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitBody {
    /// Where the hit is a listing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<ListingHit>,
    /// Where the hit is a business.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business: Option<BusinessHit>,
    /// Where it answers the query, as plain text in pieces.
    pub highlights: Highlights,
}

/// Where a hit answers the query. The pieces of each text, put together, are the text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Highlights {
    /// The title of the listing or the name of the business.
    pub title: Vec<Segment>,
    /// A part of the description.
    pub excerpt: Vec<Segment>,
}

/// A listing as a card shows it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0193f0a4-5a10-7cc2-b7a5-2f5c1f6d3b11", "type": "OFFER", "title": "Yellow maize, 50 kg bags",
    "category": "grains", "price": {"amount_minor": 3850000, "currency": "NGN"}, "city": "Lagos", "country": "NG",
    "location": {"latitude": 6.45, "longitude": 3.39}, "distance_m": 1260.0,
    "activated_at": "2026-11-18T09:00:00Z", "expires_at": "2026-11-20T09:00:00Z", "featured": false,
    "business": {"id": "0193f0a4-5a10-7cc2-b7a5-2f5c1f6d3b12", "name": "Adunni Grains", "slug": "adunni-grains",
                 "verified": true},
    "photo": null
}))]
pub struct ListingHit {
    /// The listing's id.
    pub id: uuid::Uuid,
    /// `OFFER` or `REQUEST`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Slug of its category.
    pub category: String,
    /// None when the price is open.
    pub price: Option<PriceBody>,
    /// Town.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where it is.
    pub location: Option<PointBody>,
    /// Metres from `lat`, `lng`.
    pub distance_m: Option<f64>,
    /// When it went live.
    pub activated_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// In a paid slot.
    pub featured: bool,
    /// Who offers or asks.
    pub business: SellerBody,
    /// Addresses of the first picture.
    pub photo: Option<PhotoBody>,
}

/// An amount.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HitPrice)]
pub struct PriceBody {
    /// In minor units.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: &'static str,
}

/// A place on the globe, WGS 84.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointBody {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Who stands behind a listing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HitSeller)]
pub struct SellerBody {
    /// The business.
    pub id: uuid::Uuid,
    /// Its name.
    pub name: String,
    /// Its page is `/b/<slug>`.
    pub slug: String,
    /// Whether we know it well.
    pub verified: bool,
}

/// A picture of a card.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HitPhoto)]
pub struct PhotoBody {
    /// Pixels of the largest variant.
    pub width: i32,
    /// Pixels of the largest variant.
    pub height: i32,
    /// Dominant colour, `#rrggbb`.
    pub color: String,
    /// The colours of the four corners from the top left, three hex digits each: mixed they show it blurred.
    pub blur: String,
    /// WebP, longest side 160 px.
    pub url_160: String,
    /// WebP, longest side 480 px.
    pub url_480: String,
    /// JPEG, longest side 160 px.
    pub jpeg_160: String,
}

/// A business as a card shows it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0193f0a4-5a10-7cc2-b7a5-2f5c1f6d3b12", "name": "Adunni Grains", "slug": "adunni-grains", "verified": true,
    "country": "NG", "city": "Lagos", "location": null, "distance_m": null
}))]
pub struct BusinessHit {
    /// The business's id.
    pub id: uuid::Uuid,
    /// Its name.
    pub name: String,
    /// Its page is `/b/<slug>`.
    pub slug: String,
    /// Whether we know it well.
    pub verified: bool,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Where it is.
    pub location: Option<PointBody>,
    /// Metres from `lat`, `lng`.
    pub distance_m: Option<f64>,
}

/// A hit as its own domain tells it at this moment.
#[derive(Debug)]
pub struct Shown {
    /// The listing or business.
    pub card: Card,
    /// What its description says around the words.
    pub excerpt: Vec<Segment>,
}

/// What is shown of a hit.
#[derive(Debug)]
pub enum Card {
    /// A listing.
    Listing(Box<ListingCard>),
    /// A business, and how many metres away it is.
    Business(BusinessCard, Option<f64>),
}

impl Search {
    /// The hits that may be shown at this moment, best first: what has ended or was hidden since the index was written
    /// is left out.
    pub(crate) async fn show(&self, found: &Found) -> Result<Vec<Shown>> {
        let now = self.platform.clock.now();
        let living = || found.hits.iter().filter(|hit| hit.expires_at.is_none_or(|end| end > now));
        let of = |kind: Kind| living().filter(move |hit| hit.kind == kind);
        let ids: Vec<ListingId> = of(Kind::Listings).map(|hit| ListingId(hit.id)).collect();
        let mut listings =
            if ids.is_empty() { HashMap::new() } else { self.ports.listings.cards(&ids).await? };
        let ids: Vec<BusinessId> = of(Kind::Businesses).map(|hit| BusinessId(hit.id)).collect();
        let mut businesses =
            if ids.is_empty() { HashMap::new() } else { self.ports.businesses.businesses(&ids).await? };
        let shown = living().filter_map(|hit| {
            let card = match hit.kind {
                Kind::Listings => {
                    let mut card =
                        listings.remove(&ListingId(hit.id)).filter(|card| card.expires_at > now)?;
                    card.distance_m = hit.distance_m;
                    Card::Listing(Box::new(card))
                }
                Kind::Businesses => Card::Business(businesses.remove(&BusinessId(hit.id))?, hit.distance_m),
            };
            Some(Shown { card, excerpt: hit.excerpt.clone() })
        });
        Ok(shown.collect())
    }
}

fn point(place: kernel::GeoPoint) -> PointBody {
    PointBody { latitude: place.latitude(), longitude: place.longitude() }
}

/// A listing's card as a hit.
#[must_use]
pub fn listing_hit(card: ListingCard) -> ListingHit {
    ListingHit {
        id: card.id.0,
        kind: card.kind.as_str(),
        title: card.title,
        category: card.category,
        price: card
            .price
            .map(|price| PriceBody { amount_minor: price.amount_minor, currency: price.currency.code() }),
        city: card.city,
        country: card.country.map(|country| country.to_string()),
        location: card.location.map(point),
        distance_m: card.distance_m,
        activated_at: card.activated_at,
        expires_at: card.expires_at,
        featured: card.featured,
        business: SellerBody {
            id: card.business.id.0,
            name: card.business.name,
            slug: card.business.slug,
            verified: card.business.verified,
        },
        photo: card.photo.map(|photo| PhotoBody {
            width: photo.width,
            height: photo.height,
            color: photo.color,
            blur: photo.blur,
            url_160: photo.url_160,
            url_480: photo.url_480,
            jpeg_160: photo.jpeg_160,
        }),
    }
}

fn business_hit(card: BusinessCard, distance_m: Option<f64>) -> BusinessHit {
    BusinessHit {
        id: card.id.0,
        name: card.name,
        slug: card.slug,
        verified: card.verified,
        country: card.country.map(|country| country.to_string()),
        city: card.city,
        location: card.location.map(point),
        distance_m,
    }
}

/// What was found, with the words marked.
#[must_use]
pub fn bodies(shown: Vec<Shown>, found: &Found) -> Vec<HitBody> {
    let body = |Shown { card, excerpt }| {
        let title = marked(card_title(&card), found.marker.as_ref());
        let highlights = Highlights { title, excerpt };
        match card {
            Card::Listing(card) => HitBody { listing: Some(listing_hit(*card)), business: None, highlights },
            Card::Business(card, distance_m) => {
                HitBody { listing: None, business: Some(business_hit(card, distance_m)), highlights }
            }
        }
    };
    shown.into_iter().map(body).collect()
}

fn card_title(card: &Card) -> &str {
    match card {
        Card::Listing(card) => &card.title,
        Card::Business(card, _) => &card.name,
    }
}
