//! The read model: businesses and their open listings, as events tell of them.

use chrono::{DateTime, Utc};
use contracts::accounts::BusinessSnapshot;
use contracts::listings::ListingSnapshot;
use kernel::{BusinessId, GeoPoint, Verification};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the listing's state is called while it is live.
const ACTIVE: &str = "ACTIVE";

/// The square of one degree that a point lies in.
#[must_use]
pub fn tile(point: GeoPoint) -> i32 {
    let row = (point.latitude() + 90.0).floor() as i32;
    let column = (point.longitude() + 180.0).floor() as i32;
    row * 1000 + column
}

/// The square itself and those around it; over the date line on the other side.
#[must_use]
pub fn tiles_around(point: GeoPoint) -> Vec<i32> {
    let middle = tile(point);
    let (row, column) = (middle / 1000, middle % 1000);
    let around =
        (-1..=1).flat_map(|up| (-1..=1).map(move |aside| (row + up, (column + aside).rem_euclid(360))));
    around.map(|(row, column)| row * 1000 + column).collect()
}

/// A number that has nothing to do with anything but is always the same for an id.
#[must_use]
pub fn spread(id: Uuid) -> i32 {
    // The last bits of an id are random.
    i32::try_from(id.as_u128() & 0x7fff_ffff).unwrap_or(0)
}

/// IANA name of the zone where a business is: what it says itself, else that of the nearest town, else its country's.
#[must_use]
pub fn zone_of(business: &BusinessSnapshot) -> String {
    if let Some(zone) = &business.time_zone {
        return zone.clone();
    }
    let town = business.card.location.and_then(kernel::places::nearest_city);
    let town = town.filter(|town| Some(town.country) == business.card.country);
    let country = business.card.country.and_then(kernel::places::country);
    town.map(|town| town.time_zone.as_str())
        .or(country.map(|country| country.time_zone.as_str()))
        .unwrap_or("UTC")
        .to_owned()
}

/// How well a business is known, as the score counts it.
#[must_use]
pub fn trust(verification: Verification) -> i16 {
    match verification {
        Verification::Basic => 0,
        Verification::Verified => 1,
        Verification::Trusted => 2,
    }
}

/// Writes what is known of these businesses; an older version changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn write(db: &mut PgConnection, businesses: &[BusinessSnapshot], now: DateTime<Utc>) -> Result<()> {
    for business in businesses {
        let card = &business.card;
        let written = sqlx::query_scalar!(
            "INSERT INTO bizconnect.businesses AS known
                (id, version, country, city, latitude, longitude, time_zone, business_type, categories, trust, spread,
                 present, written_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true, $12)
             ON CONFLICT (id) DO UPDATE SET version = excluded.version, country = excluded.country,
                city = excluded.city, latitude = excluded.latitude, longitude = excluded.longitude,
                time_zone = excluded.time_zone, business_type = excluded.business_type,
                categories = excluded.categories, trust = excluded.trust, present = true,
                written_at = excluded.written_at
             WHERE known.version <= excluded.version
             RETURNING id",
            card.id.0,
            business.version,
            card.country.as_ref().map_or("", |country| country.code()),
            card.city,
            card.location.map(GeoPoint::latitude),
            card.location.map(GeoPoint::longitude),
            zone_of(business),
            business.business_type.as_str(),
            &business.categories,
            trust(business.verification),
            spread(card.id.0),
            now,
        );
        if written.fetch_optional(&mut *db).await?.is_some() {
            write_members(db, business).await?;
        }
    }
    Ok(())
}

async fn write_members(db: &mut PgConnection, business: &BusinessSnapshot) -> Result<()> {
    let card = &business.card;
    sqlx::query!("DELETE FROM bizconnect.category_members WHERE business_id = $1", card.id.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "INSERT INTO bizconnect.category_members (category, country, spread, business_id, tile)
         SELECT DISTINCT category, $2, $3::int, $4::uuid, $5::int FROM unnest($1::text[]) AS category",
        &business.categories,
        card.country.as_ref().map_or("", |country| country.code()),
        spread(card.id.0),
        card.id.0,
        card.location.map(tile),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A business is gone: it is found no more, and a late event of before does not bring it back.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(db: &mut PgConnection, id: BusinessId) -> Result<()> {
    sqlx::query!("UPDATE bizconnect.businesses SET present = false WHERE id = $1", id.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!("DELETE FROM bizconnect.category_members WHERE business_id = $1", id.0).execute(db).await?;
    Ok(())
}

/// Writes these listings, live or not and each once; an older version changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn write_listings(
    db: &mut PgConnection,
    listings: &[ListingSnapshot],
    now: DateTime<Utc>,
) -> Result<()> {
    let listings: Vec<(&ListingSnapshot, &String)> =
        listings.iter().filter_map(|listing| Some((listing, listing.category_path.last()?))).collect();
    let texts = |of: fn(&ListingSnapshot) -> &str| {
        listings.iter().map(|(listing, _)| of(listing).to_owned()).collect::<Vec<_>>()
    };
    let until: Vec<Option<DateTime<Utc>>> = listings
        .iter()
        .map(|(listing, _)| listing.expires_at.filter(|until| listing.status == ACTIVE && *until > now))
        .collect();
    sqlx::query!(
        "INSERT INTO bizconnect.open_listings AS known
            (id, version, business_id, kind, category, country, market, spread, expires_at, written_at)
         SELECT id, version, business_id, kind, category, country, nullif(market, ''), spread,
                coalesce(until, '-infinity'), $10
         FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
                $9::timestamptz[]) AS told (id, version, business_id, kind, category, country, market, spread, until)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, business_id = excluded.business_id,
            kind = excluded.kind, category = excluded.category, country = excluded.country,
            market = excluded.market, expires_at = excluded.expires_at, written_at = excluded.written_at
         WHERE known.version <= excluded.version",
        &listings.iter().map(|(listing, _)| listing.id.0).collect::<Vec<_>>(),
        &listings.iter().map(|(listing, _)| listing.version).collect::<Vec<_>>(),
        &listings.iter().map(|(listing, _)| listing.business_id.0).collect::<Vec<_>>(),
        &texts(|listing| listing.kind.as_str()),
        &listings.iter().map(|(_, category)| (*category).clone()).collect::<Vec<_>>(),
        &texts(|listing| listing.country.as_ref().map_or("", |country| country.code())),
        &texts(|listing| listing.market.as_ref().map_or("", kernel::MarketCode::as_str)),
        &listings.iter().map(|(listing, _)| spread(listing.id.0)).collect::<Vec<_>>(),
        &until[..] as &[Option<DateTime<Utc>>],
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets listings that were over before `then`, with or without an event that said so.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_over(db: &mut PgConnection, then: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM bizconnect.open_listings WHERE expires_at < $1 AND written_at < $1", then)
        .execute(db)
        .await?;
    Ok(())
}

/// Marks as gone what was not written since `began`, after everything that there is was written again.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_unwritten(db: &mut PgConnection, began: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE bizconnect.businesses SET present = false WHERE written_at < $1 AND present", began)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "DELETE FROM bizconnect.category_members AS member USING bizconnect.businesses AS business
         WHERE business.id = member.business_id AND NOT business.present"
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("DELETE FROM bizconnect.open_listings WHERE written_at < $1", began).execute(db).await?;
    Ok(())
}

/// Notes in which languages these businesses are run, each once.
///
/// # Errors
/// When the database does not answer.
pub async fn write_languages(db: &mut PgConnection, spoken: &[(BusinessId, Vec<String>)]) -> Result<()> {
    sqlx::query!(
        "INSERT INTO bizconnect.business_languages (business_id, languages)
         SELECT id, string_to_array(codes, ' ') FROM unnest($1::uuid[], $2::text[]) AS told (id, codes)
         ON CONFLICT (business_id) DO UPDATE SET languages = excluded.languages",
        &spoken.iter().map(|(id, _)| id.0).collect::<Vec<_>>(),
        &spoken.iter().map(|(_, languages)| languages.join(" ")).collect::<Vec<_>>(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Holds what is known of these businesses until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(db: &mut PgConnection, ids: &[BusinessId]) -> Result<()> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    sqlx::query!(
        "SELECT id FROM bizconnect.businesses WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Counts an answer, or that none came in time, for the share that the score looks at.
///
/// # Errors
/// When the database does not answer.
pub async fn count_answer(db: &mut PgConnection, id: BusinessId, answered: bool) -> Result<()> {
    sqlx::query!(
        "UPDATE bizconnect.businesses SET asked = asked + 1, answered = answered + $2 WHERE id = $1",
        id.0,
        i32::from(answered),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The zone of a business's clock.
///
/// # Errors
/// When the database does not answer.
pub async fn zone(db: &mut PgConnection, id: BusinessId) -> Result<Option<String>> {
    let zone = sqlx::query_scalar!("SELECT time_zone FROM bizconnect.businesses WHERE id = $1", id.0);
    Ok(zone.fetch_optional(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_eight_neighbours_also_over_the_date_line() {
        let lagos = GeoPoint::new(6.45, 3.4).expect("on the globe");
        let around = tiles_around(lagos);
        assert_eq!((around.len(), around.contains(&tile(lagos))), (9, true));
        let accra_side = GeoPoint::new(6.45, 2.9).expect("on the globe");
        assert!(around.contains(&tile(accra_side)));
        let far = GeoPoint::new(0.5, 179.5).expect("on the globe");
        assert!(tiles_around(far).contains(&tile(GeoPoint::new(0.5, -179.5).expect("on the globe"))));
    }
}
