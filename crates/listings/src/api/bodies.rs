use chrono::{DateTime, Utc};
use contracts::listings::{ListingCard, Seller};
use contracts::media::Picture;
use kernel::{GeoPoint, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::input::{Input, PriceInput};
use crate::model::Listing;
use crate::tree::Tree;

/// An amount with its currency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"amount_minor": 3850000, "currency": "NGN"}))]
pub(crate) struct PriceBody {
    /// Minor units: kobo, cents; whole francs for XOF.
    amount_minor: i64,
    /// ISO 4217.
    currency: &'static str,
}

impl From<Money> for PriceBody {
    fn from(money: Money) -> Self {
        Self { amount_minor: money.amount_minor, currency: money.currency.code() }
    }
}

/// A point on the globe, WGS 84.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"latitude": 6.455, "longitude": 3.3841}))]
pub(crate) struct LocationBody {
    /// Degrees north of the equator.
    latitude: f64,
    /// Degrees east of Greenwich.
    longitude: f64,
}

impl From<GeoPoint> for LocationBody {
    fn from(point: GeoPoint) -> Self {
        Self { latitude: point.latitude(), longitude: point.longitude() }
    }
}

/// The business behind a listing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a01", "name": "Adunni Grains", "slug": "adunni-grains", "verified": true}))]
pub(crate) struct SellerBody {
    /// The business.
    id: Uuid,
    /// Its name.
    name: String,
    /// Its address `/b/<slug>`.
    slug: String,
    /// Whether it is verified.
    verified: bool,
}

impl From<&Seller> for SellerBody {
    fn from(seller: &Seller) -> Self {
        Self {
            id: seller.id.0,
            name: seller.name.clone(),
            slug: seller.slug.clone(),
            verified: seller.verified,
        }
    }
}

/// A picture. Addresses are paths on this site; what is behind one never changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "width": 960, "height": 720, "color": "#8a6b4f", "blur": "b96875432654",
    "url_160": "/m/5d41402abc4b2a76b9719d911017c592/160.webp",
    "url_480": "/m/5d41402abc4b2a76b9719d911017c592/480.webp",
    "url_960": "/m/5d41402abc4b2a76b9719d911017c592/960.webp",
    "jpeg_480": "/m/5d41402abc4b2a76b9719d911017c592/480.jpg"
}))]
pub(crate) struct PhotoBody {
    /// The media's id.
    id: Uuid,
    /// Pixels of the largest variant.
    width: i32,
    /// Pixels of the largest variant.
    height: i32,
    /// `#rrggbb`, to be shown until the picture is there.
    color: String,
    /// The colours of the four corners from the top left, three hex digits each: mixed they show it blurred.
    blur: String,
    /// WebP, longest side 160 px.
    url_160: String,
    /// WebP, longest side 480 px.
    url_480: String,
    /// WebP, longest side 960 px.
    url_960: String,
    /// JPEG, longest side 480 px, for what cannot show WebP.
    jpeg_480: String,
}

impl From<&Picture> for PhotoBody {
    fn from(picture: &Picture) -> Self {
        Self {
            id: picture.id.0,
            width: picture.width,
            height: picture.height,
            color: picture.color.clone(),
            blur: picture.blur.clone(),
            url_160: picture.url_160.clone(),
            url_480: picture.url_480.clone(),
            url_960: picture.url_960.clone(),
            jpeg_480: picture.jpeg_480.clone(),
        }
    }
}

/// A small picture.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "color": "#8a6b4f", "blur": "b96875432654",
    "url_160": "/m/5d41402abc4b2a76b9719d911017c592/160.webp",
    "url_480": "/m/5d41402abc4b2a76b9719d911017c592/480.webp"
}))]
pub(crate) struct ThumbnailBody {
    /// The media's id.
    id: Uuid,
    /// `#rrggbb`, to be shown until the picture is there.
    color: String,
    /// The colours of the four corners from the top left, three hex digits each: mixed they show it blurred.
    blur: String,
    /// WebP, longest side 160 px.
    url_160: String,
    /// WebP, longest side 480 px.
    url_480: String,
}

/// A listing as lists show it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a10", "type": "OFFER", "title": "Yellow maize, 50 kg bags",
    "category": "grains", "price": {"amount_minor": 3850000, "currency": "NGN"}, "city": "Lagos", "country": "NG",
    "location": {"latitude": 6.455, "longitude": 3.3841}, "distance_m": 1260.4,
    "activated_at": "2026-11-21T08:00:00Z", "expires_at": "2026-11-23T08:00:00Z", "featured": false,
    "business": {"id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a01", "name": "Adunni Grains", "slug": "adunni-grains", "verified": true},
    "photo": null
}))]
pub(crate) struct CardBody {
    /// The listing.
    id: Uuid,
    /// OFFER or REQUEST.
    #[serde(rename = "type")]
    kind: &'static str,
    /// 5–100 characters.
    title: String,
    /// Slug of its category.
    category: String,
    /// None when the price is open.
    price: Option<PriceBody>,
    /// Town.
    city: Option<String>,
    /// ISO 3166-1.
    country: Option<String>,
    /// Where it is.
    location: Option<LocationBody>,
    /// How far it is from the point that was asked about, in metres; only in lists by distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_m: Option<f64>,
    /// When it went live.
    activated_at: DateTime<Utc>,
    /// When it stops being shown.
    expires_at: DateTime<Utc>,
    /// In a paid slot at this moment.
    featured: bool,
    /// Who offers or asks.
    business: SellerBody,
    /// The first picture.
    photo: Option<ThumbnailBody>,
}

impl CardBody {
    pub(crate) fn of(card: &ListingCard) -> Self {
        Self {
            id: card.id.0,
            kind: card.kind.as_str(),
            title: card.title.clone(),
            category: card.category.clone(),
            price: card.price.map(PriceBody::from),
            city: card.city.clone(),
            country: card.country.map(|country| country.code().to_owned()),
            location: card.location.map(LocationBody::from),
            // To the centimetre: more would be noise of the arithmetic.
            distance_m: card.distance_m.map(|metres| (metres * 100.0).round() / 100.0),
            activated_at: card.activated_at,
            expires_at: card.expires_at,
            featured: card.featured,
            business: SellerBody::from(&card.business),
            photo: card.photo.as_ref().map(|photo| ThumbnailBody {
                id: photo.id.0,
                color: photo.color.clone(),
                blur: photo.blur.clone(),
                url_160: photo.url_160.clone(),
                url_480: photo.url_480.clone(),
            }),
        }
    }
}

/// A listing with everything about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a10", "type": "OFFER", "status": "ACTIVE",
    "title": "Yellow maize, 50 kg bags", "description": "Cleaned and dried, this year's harvest.",
    "category": "grains", "category_path": ["agriculture", "grains"],
    "price": {"amount_minor": 3850000, "currency": "NGN"}, "location": {"latitude": 6.455, "longitude": 3.3841},
    "address": null, "city": "Lagos", "country": "NG", "market": "afcfta", "duration_hours": 48,
    "business": {"id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a01", "name": "Adunni Grains", "slug": "adunni-grains", "verified": true},
    "media": [], "featured": false, "featured_until": null, "activated_at": "2026-11-21T08:00:00Z",
    "expires_at": "2026-11-23T08:00:00Z", "extensions_used": 0, "rejection": null, "restorable_until": null,
    "version": 1, "created_at": "2026-11-21T08:00:00Z", "updated_at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct ListingBody {
    /// The listing.
    id: Uuid,
    /// OFFER or REQUEST.
    #[serde(rename = "type")]
    kind: &'static str,
    /// DRAFT, PENDING_REVIEW, ACTIVE, EXPIRED, REJECTED or WITHDRAWN, as it is at this moment.
    status: &'static str,
    /// 5–100 characters.
    title: String,
    /// 20–2000 characters.
    description: String,
    /// Slug of its category; none for an unfinished draft.
    category: Option<String>,
    /// Slugs from the root of the tree down to its category.
    category_path: Vec<String>,
    /// None when the price is open.
    price: Option<PriceBody>,
    /// Where it is.
    location: Option<LocationBody>,
    /// Street and house, or how to get there.
    address: Option<String>,
    /// Town.
    city: Option<String>,
    /// ISO 3166-1.
    country: Option<String>,
    /// afcfta, africa-us or us-africa.
    market: Option<String>,
    /// How long it is shown when it goes live: 24, 48, 72 or 96.
    duration_hours: i16,
    /// Who offers or asks.
    business: SellerBody,
    /// Its pictures, in order.
    media: Vec<PhotoBody>,
    /// In a paid slot at this moment.
    featured: bool,
    /// Until when, if it is.
    featured_until: Option<DateTime<Utc>>,
    /// When it went live.
    activated_at: Option<DateTime<Utc>>,
    /// When it stops being shown.
    expires_at: Option<DateTime<Utc>>,
    /// Extensions in this life.
    extensions_used: i16,
    /// Why a review refused it.
    rejection: Option<String>,
    /// Until when it can be restored, if it was withdrawn.
    restorable_until: Option<DateTime<Utc>>,
    /// Counts changes; a change names the version that it is meant for.
    version: i64,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl ListingBody {
    pub(crate) fn of(listing: &Listing, pictures: &[Picture], tree: &Tree, now: DateTime<Utc>) -> Self {
        let details = &listing.details;
        Self {
            id: listing.id.0,
            kind: details.kind.as_str(),
            status: listing.status_at(now).as_str(),
            title: details.title.clone(),
            description: details.description.clone(),
            category: details.category.clone(),
            category_path: details.category.as_deref().map(|slug| tree.path(slug)).unwrap_or_default(),
            price: details.price.map(PriceBody::from),
            location: details.location.map(LocationBody::from),
            address: details.address.clone(),
            city: details.city.clone(),
            country: details.country.map(|country| country.code().to_owned()),
            market: details.market.as_ref().map(|market| market.as_str().to_owned()),
            duration_hours: details.duration.hours(),
            business: SellerBody::from(&listing.business),
            media: pictures.iter().map(PhotoBody::from).collect(),
            featured: listing.is_featured(now),
            featured_until: listing.featured.filter(|_| listing.is_featured(now)).map(|window| window.until),
            activated_at: listing.life.map(|life| life.from),
            expires_at: listing.life.map(|life| life.until),
            extensions_used: listing.extensions_used,
            rejection: listing.rejection.clone(),
            restorable_until: listing.restorable_until(),
            version: listing.version,
            created_at: listing.created_at,
            updated_at: listing.updated_at,
        }
    }
}

/// An amount with its currency.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"amount_minor": 3850000, "currency": "NGN"}))]
pub(crate) struct PriceRequest {
    /// Minor units: kobo, cents; whole francs for XOF.
    amount_minor: Option<i64>,
    /// ISO 4217.
    currency: Option<String>,
}

/// A point on the globe, WGS 84.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"latitude": 6.455, "longitude": 3.3841}))]
pub(crate) struct LocationRequest {
    /// −90 to 90.
    latitude: Option<f64>,
    /// −180 to 180.
    longitude: Option<f64>,
}

/// What a listing says, as it comes in two requests that differ in a few fields only.
macro_rules! listing_request {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        #[derive(Debug, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        $(#[$about])*
        pub(crate) struct $name {
            $($(#[$doc])* pub(crate) $field: $kind,)*
            /// OFFER or REQUEST.
            #[serde(rename = "type")]
            kind: Option<String>,
            /// 5–100 characters, no links or phone numbers.
            title: Option<String>,
            /// 20–2000 characters.
            description: Option<String>,
            /// Slug of a category.
            category: Option<String>,
            /// Left out when the price is open.
            price: Option<PriceRequest>,
            /// Where it is. Where neither this nor a town or country is said, the business's own place is meant.
            location: Option<LocationRequest>,
            /// Street and house, or how to get there; at most 200 characters.
            address: Option<String>,
            /// Town.
            city: Option<String>,
            /// ISO 3166-1.
            country: Option<String>,
            /// afcfta, africa-us or us-africa.
            market: Option<String>,
            /// 24, 48, 72 or 96.
            duration_hours: Option<i64>,
            /// Pictures that were uploaded before, in order: at most two, or five by the plan. A listing that has more since
            /// its plan changed may keep those it has.
            media_ids: Option<Vec<String>>,
        }

        impl $name {
            /// What it says, unchecked.
            pub(crate) fn input(&self) -> Input {
                Input {
                    kind: self.kind.clone(),
                    title: self.title.clone(),
                    description: self.description.clone(),
                    category: self.category.clone(),
                    price: self.price.as_ref().map_or(PriceInput::Open, |price| PriceInput::Minor {
                        amount: price.amount_minor,
                        currency: price.currency.clone(),
                    }),
                    latitude: self.location.as_ref().and_then(|location| location.latitude),
                    longitude: self.location.as_ref().and_then(|location| location.longitude),
                    address: self.address.clone(),
                    city: self.city.clone(),
                    country: self.country.clone(),
                    market: self.market.clone(),
                    duration_hours: self.duration_hours,
                    media_ids: self.media_ids.clone().unwrap_or_default(),
                }
            }
        }
    };
}

listing_request! {
    /// A new listing.
    #[schema(example = json!({
        "type": "OFFER", "title": "Yellow maize, 50 kg bags", "description": "Cleaned and dried, this year's harvest.",
        "category": "grains", "price": {"amount_minor": 3850000, "currency": "NGN"},
        "location": {"latitude": 6.455, "longitude": 3.3841}, "city": "Lagos", "country": "NG",
        "duration_hours": 48, "media_ids": []
    }))]
    CreateListingRequest {
        /// A UUIDv7 made by a client that wrote it offline; the same id twice is the same listing.
        id: Option<String>,
        /// Keep it as a draft, which needs a title only.
        draft: Option<bool>,
    }
}

listing_request! {
    /// Everything that a listing is to say from now on.
    #[schema(example = json!({
        "version": 1, "type": "OFFER", "title": "Yellow maize, 50 kg bags, cleaned",
        "description": "Cleaned and dried, this year's harvest.", "category": "grains",
        "price": {"amount_minor": 3700000, "currency": "NGN"}, "city": "Lagos", "country": "NG",
        "duration_hours": 48, "media_ids": []
    }))]
    ReplaceListingRequest {
        /// The version that this is meant for; may come as `If-Match` instead.
        version: Option<i64>,
        /// Let a draft, or one that was rejected, go live with it.
        publish: Option<bool>,
    }
}
