//! Businesses.

#![expect(
    unused_qualifications,
    reason = "utoipa writes full paths into the code that it makes of params(…)"
)]

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{BusinessId, Checks, MediaId};
use platform::http::{
    CachePolicy, Created, Data, Fields, FieldsArgs, JsonBody, Listed, May, OnceJson, PageArgs, QueryArgs,
    version,
};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::Accounts;
use crate::model::business::{Business, BusinessInput, BusinessKey};
use crate::model::location::LocationInput;
use crate::model::opening_hours::OpeningHours;
use crate::ops::businesses::company;
use crate::rights::{CreateBusiness, DeleteBusiness, ReadBusiness, RestoreBusiness, UpdateBusiness};
use crate::store::businesses::BusinessFilter;

/// A business.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01930000-0000-7000-8000-000000000002", "slug": "adunni-grains-sons", "name": "Adunni Grains & Sons",
    "description": "Maize, sorghum and beans in bags, cleaned and dried.", "type": "TRADER", "categories": ["grains"],
    "market": "afcfta", "country": "NG", "city": "Lagos", "address": "12 Balogun Street",
    "location": {"latitude": 6.455, "longitude": 3.384}, "phone": "+2348031234567", "email": null, "website": null,
    "logo_media_id": null, "logo": null, "opening_hours": [{"day": "MON", "opens": "08:00", "closes": "18:00"}],
    "time_zone": "Africa/Lagos", "verification": "BASIC", "status": "ACTIVE", "restorable_until": null, "created_at": "2026-11-21T08:00:00Z",
    "updated_at": "2026-11-21T08:00:00Z", "version": 1
}))]
pub struct BusinessBody {
    /// The business.
    pub id: Uuid,
    /// Its address is `/b/<slug>`.
    pub slug: String,
    /// 2–80 characters.
    pub name: String,
    /// At most 2000 characters.
    pub description: String,
    /// Its place in the supply chain.
    #[serde(rename = "type")]
    pub business_type: String,
    /// Slugs, the main one first.
    pub categories: Vec<String>,
    /// The market it works for.
    pub market: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Town.
    pub city: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// Where it is.
    pub location: Option<LocationInput>,
    /// For customers, in E.164.
    pub phone: Option<String>,
    /// For customers.
    pub email: Option<String>,
    /// Its own site.
    pub website: Option<String>,
    /// Its logo.
    pub logo_media_id: Option<Uuid>,
    /// Address of its logo, longest side 160 px.
    pub logo: Option<String>,
    /// When it is open.
    pub opening_hours: Vec<OpeningHours>,
    /// IANA name.
    pub time_zone: String,
    /// BASIC, VERIFIED or TRUSTED.
    pub verification: String,
    /// ACTIVE or DELETED; a deleted one is shown to its team and to admins only.
    pub status: String,
    /// Until when a deleted one can be restored.
    pub restorable_until: Option<DateTime<Utc>>,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

impl BusinessBody {
    pub(crate) fn of(business: &Business, logo: Option<&Picture>) -> Self {
        let says = business.says.clone();
        let place = |point: kernel::GeoPoint| LocationInput {
            latitude: Some(point.latitude()),
            longitude: Some(point.longitude()),
        };
        Self {
            id: business.id.0,
            slug: business.slug.clone(),
            name: says.name,
            description: says.description,
            business_type: says.business_type.to_string(),
            categories: says.categories,
            market: says.market.map(|market| market.as_str().to_owned()),
            country: says.country.to_string(),
            city: says.city,
            address: says.address,
            location: says.location.map(place),
            phone: says.phone,
            email: says.email,
            website: says.website,
            logo_media_id: says.logo_media_id.map(|id| id.0),
            logo: logo.map(|picture| picture.url_160.clone()),
            opening_hours: says.opening_hours,
            time_zone: says.time_zone,
            verification: business.verification.to_string(),
            status: business.status.clone(),
            restorable_until: business.restorable_until(),
            created_at: business.created_at,
            updated_at: business.updated_at,
            version: business.version,
        }
    }
}

/// Which businesses.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BusinessesQuery {
    /// In this country.
    country: Option<String>,
    /// In this category.
    category: Option<String>,
    /// Of this type.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    business_type: Option<String>,
    /// 1–100, usually 20.
    limit: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// Only these fields.
    fields: Option<String>,
}

impl Accounts {
    /// Logos of businesses; a picture that cannot be had is left out.
    pub(crate) async fn logos(
        &self,
        of: &[&Business],
    ) -> Result<std::collections::HashMap<MediaId, Picture>> {
        let ids: Vec<MediaId> = of.iter().filter_map(|business| business.says.logo_media_id).collect();
        if ids.is_empty() {
            return Ok(std::collections::HashMap::new());
        }
        Ok(self.ports.media.pictures(&ids).await?)
    }

    async fn body(&self, business: &Business) -> Result<BusinessBody> {
        let logos = self.logos(&[business]).await?;
        Ok(BusinessBody::of(business, business.says.logo_media_id.and_then(|id| logos.get(&id))))
    }
}

/// What a list leaves out unless it is asked for: it fills a screen for one business.
const HEAVY: &[&str] = &["description", "opening_hours"];

/// List businesses
///
/// The newest first. `description` and `opening_hours` are told only to whoever names them in `fields`.
#[utoipa::path(get, path = "/businesses", tag = "businesses", params(BusinessesQuery),
    responses((status = 200, description = "Businesses", body = Vec<BusinessBody>)))]
pub async fn list(
    _: May<ReadBusiness>,
    State(accounts): State<Accounts>,
    QueryArgs(query): QueryArgs<BusinessesQuery>,
) -> Result<Response> {
    let fields = Fields::parse_or_without::<BusinessBody>(query.fields.as_deref(), HEAVY)?;
    let mut checks = Checks::new("accounts");
    let filter = BusinessFilter {
        country: checks.parsed("country", query.country.as_deref(), "accounts-check-country"),
        category: query.category.clone().filter(|slug| !slug.is_empty()),
        business_type: checks.parsed("type", query.business_type.as_deref(), "accounts-check-business-type"),
    };
    let filter = checks.finish(Some(filter)).map_err(Error::all)?;
    let scope = format!(
        "/businesses {:?} {:?} {:?}",
        filter.country.map(|country| country.to_string()),
        filter.category,
        filter.business_type.map(kernel::BusinessType::as_str)
    );
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<Uuid>(&accounts.platform.keys, &scope, 20)?;
    let mut found = accounts.businesses_list(&filter, page.after.map(BusinessId), page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(100);
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let cursor = last.map(|business| platform::cursor::seal(&accounts.platform.keys, &scope, &business.id.0));
    let logos = accounts.logos(&found.iter().collect::<Vec<_>>()).await?;
    let bodies = found
        .iter()
        .map(|business| BusinessBody::of(business, business.says.logo_media_id.and_then(|id| logos.get(&id))))
        .collect();
    let mut path = format!("/api/v1/businesses?limit={}", page.limit);
    for (name, value) in [
        ("country", &query.country),
        ("category", &query.category),
        ("type", &query.business_type),
        ("fields", &query.fields),
    ] {
        if let Some(value) = value {
            path.push_str(&format!("&{name}={}", kernel::percent_encoded(value)));
        }
    }
    let list = Listed::new(bodies, page.limit).next(cursor, &path).fields(fields);
    Ok(list.cache(CachePolicy::Public(30)).into_response())
}

/// Set up a business
///
/// For users with the role BUSINESS and a proved address who do not belong to one yet; they become its CEO.
#[utoipa::path(post, path = "/businesses", tag = "businesses", request_body = BusinessInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses((status = 201, description = "The business", body = BusinessBody)))]
pub async fn create(
    actor: May<CreateBusiness>,
    State(accounts): State<Accounts>,
    OnceJson(body, once): OnceJson<BusinessInput>,
) -> Result<Response> {
    let (tx, business) = accounts.create_business(&actor, &body, &once).await?;
    let data = BusinessBody::of(&business, None);
    let reply = Created { location: format!("/api/v1/businesses/{}", business.slug), data };
    once.commit(tx, &*accounts.platform.clock, reply).await
}

/// Read a business
///
/// By slug or id. Its team and admins also see one that is deleted and can still be restored.
#[utoipa::path(get, path = "/businesses/{slug}", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id"), FieldsArgs),
    responses((status = 200, description = "The business", body = BusinessBody)))]
pub async fn get(
    actor: May<ReadBusiness>,
    State(accounts): State<Accounts>,
    Path(slug): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<BusinessBody>()?;
    let business = accounts.business_or_deleted(&actor, &super::id::<BusinessKey>(&slug)?).await?;
    Ok(Data::new(accounts.body(&business).await?)
        .fields(fields)
        .cache(CachePolicy::Public(30))
        .into_response())
}

/// Replace what a business says of itself
///
/// For its CEO and managers, and admins. By slug or id; the slug stays.
#[utoipa::path(put, path = "/businesses/{slug}", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id"),
           ("If-Match" = Option<String>, Header, description = "`\"v7\"`, the version that is changed, unless the body tells it")), request_body = BusinessInput,
    responses((status = 200, description = "The business as it is now", body = BusinessBody)))]
pub async fn put(
    actor: May<UpdateBusiness>,
    State(accounts): State<Accounts>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<BusinessInput>,
) -> Result<Response> {
    let before = accounts.business(&actor, &super::id::<BusinessKey>(&slug)?).await?;
    accounts.platform.policies.check::<UpdateBusiness>(&actor, &company(before.id))?;
    let expected = version::expected(&headers, body.version)?;
    let business = accounts.update_business(&actor, before.id, &body, expected).await?;
    Ok(Data::new(accounts.body(&business).await?).into_response())
}

/// Delete a business
///
/// For its CEO, and admins. It is shown nowhere from then on, and nobody acts for it; for thirty days it can be restored.
#[utoipa::path(delete, path = "/businesses/{slug}", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id"),
           ("If-Match" = Option<String>, Header, description = "`\"v7\"`, the version that is deleted; without it 428")),
    responses((status = 204, description = "It is deleted")))]
pub async fn delete(
    actor: May<DeleteBusiness>,
    State(accounts): State<Accounts>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode> {
    let before = accounts.business(&actor, &super::id::<BusinessKey>(&slug)?).await?;
    accounts.platform.policies.check::<DeleteBusiness>(&actor, &company(before.id))?;
    let expected = version::expected(&headers, None)?;
    accounts.delete_business(&actor, before.id, expected).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Restore a deleted business
///
/// For whoever was its CEO, and admins, within thirty days. One that is not deleted stays as it is.
#[utoipa::path(post, path = "/businesses/{slug}/restore", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id")),
    responses((status = 200, description = "The business is back", body = BusinessBody)))]
pub async fn restore(
    actor: May<RestoreBusiness>,
    State(accounts): State<Accounts>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let business = accounts.restore_business(&actor, &super::id::<BusinessKey>(&slug)?).await?;
    Ok(Data::new(accounts.body(&business).await?).into_response())
}

impl From<&Business> for BusinessInput {
    /// What a form shows before anybody has typed.
    fn from(business: &Business) -> Self {
        let body = BusinessBody::of(business, None);
        Self {
            name: Some(body.name),
            description: Some(body.description),
            business_type: Some(body.business_type),
            categories: Some(body.categories),
            market: body.market,
            country: Some(body.country),
            city: body.city,
            address: body.address,
            location: body.location,
            phone: body.phone,
            email: body.email,
            website: body.website,
            logo_media_id: body.logo_media_id.map(|id| id.to_string()),
            opening_hours: Some(body.opening_hours),
            time_zone: Some(body.time_zone),
            version: Some(body.version),
        }
    }
}
