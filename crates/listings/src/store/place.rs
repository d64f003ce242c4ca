use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, QueryBuilder};
use uuid::Uuid;

use super::Result;
use crate::filter::Filter;

/// A live listing as the grid keeps it: where it is, and what filters ask.
#[derive(Debug, Clone, FromRow)]
pub struct PlaceRow {
    /// The listing.
    pub id: Uuid,
    /// Its cell.
    pub cell: i32,
    /// Its nook of the cell.
    pub nook: i16,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whose it is.
    pub business_id: Uuid,
    /// OFFER or REQUEST.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// Slug.
    pub category: String,
    /// Slug of the root above.
    pub root_category: Option<String>,
    /// Minor units.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Town, as filters compare it.
    pub city_key: Option<String>,
    /// ISO 3166-1.
    pub country: Option<String>,
    /// Code of a market.
    pub market: Option<String>,
    /// Whether it has a picture.
    pub has_photo: bool,
    /// Whether the business is verified.
    pub seller_verified: bool,
    /// When it went live.
    pub activated_at: DateTime<Utc>,
    /// When it stops being shown.
    pub expires_at: DateTime<Utc>,
    /// Begin of the paid slot.
    pub featured_from: Option<DateTime<Utc>>,
    /// End of the paid slot.
    pub featured_until: Option<DateTime<Utc>>,
}

const PLACE: &str = "SELECT id, cell, nook, latitude, longitude, business_id, type, category, root_category, \
    price_minor, currency, city_key, country, market, photo IS NOT NULL AS has_photo, seller_verified, activated_at, \
    expires_at, featured_from, featured_until FROM listings.live WHERE expires_at > ";

/// Tiles of the grid that have live listings.
///
/// # Errors
/// When the database does not answer.
pub async fn tiles(db: &mut PgConnection) -> Result<Vec<i32>> {
    // From one tile to the next in the index, instead of over every listing in it.
    let tiles = sqlx::query_scalar!(
        r#"WITH RECURSIVE found AS (
               (SELECT tile FROM listings.live WHERE tile IS NOT NULL ORDER BY tile LIMIT 1)
               UNION ALL
               SELECT (SELECT live.tile FROM listings.live WHERE live.tile > found.tile ORDER BY live.tile LIMIT 1)
               FROM found WHERE found.tile IS NOT NULL
           )
           SELECT tile AS "tile!" FROM found WHERE tile IS NOT NULL"#
    );
    Ok(tiles.fetch_all(db).await?)
}

/// Cells of a tile that have live listings, and how many.
///
/// # Errors
/// When the database does not answer.
pub async fn cells(db: &mut PgConnection, tile: i32) -> Result<Vec<(i32, i64)>> {
    let cells = sqlx::query!(
        r#"SELECT cell AS "cell!", count(*) AS "listings!" FROM listings.live WHERE tile = $1 GROUP BY cell"#,
        tile
    );
    Ok(cells.fetch_all(db).await?.into_iter().map(|row| (row.cell, row.listings)).collect())
}

/// Nooks of some cells of some tiles that have live listings, each with its cell.
///
/// # Errors
/// When the database does not answer.
pub async fn nooks(db: &mut PgConnection, tiles: &[i32], cells: &[i32]) -> Result<Vec<(i32, i16)>> {
    let nooks = sqlx::query!(
        r#"SELECT DISTINCT cell AS "cell!", nook AS "nook!" FROM listings.live
           WHERE tile = ANY($1) AND cell = ANY($2)"#,
        tiles,
        cells
    );
    Ok(nooks.fetch_all(db).await?.into_iter().map(|row| (row.cell, row.nook)).collect())
}

/// Live listings of a tile, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn in_tile(db: &mut PgConnection, tile: i32, now: DateTime<Utc>) -> Result<Vec<PlaceRow>> {
    let mut query = QueryBuilder::new(PLACE);
    query.push_bind(now).push(" AND tile = ").push_bind(tile);
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Tiles with live listings that pass a filter, and how many in each.
///
/// # Errors
/// When the database does not answer.
pub async fn tiles_with(
    db: &mut PgConnection,
    filter: &Filter,
    now: DateTime<Utc>,
) -> Result<Vec<(i32, i64)>> {
    let mut query = QueryBuilder::new("SELECT tile, count(*) FROM listings.live WHERE expires_at > ");
    query.push_bind(now).push(" AND tile IS NOT NULL");
    filter.push(&mut query, now);
    query.push(" GROUP BY tile");
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings of some tiles that pass a filter, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn passing_in_tiles(
    db: &mut PgConnection,
    filter: &Filter,
    tiles: &[i32],
    now: DateTime<Utc>,
) -> Result<Vec<PlaceRow>> {
    let mut query = QueryBuilder::new(PLACE);
    query.push_bind(now).push(" AND tile = ANY (").push_bind(tiles).push(")");
    filter.push(&mut query, now);
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings of some cells, each told by its tile and itself; in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn in_cells(
    db: &mut PgConnection,
    cells: &[(i32, i32)],
    now: DateTime<Utc>,
) -> Result<Vec<PlaceRow>> {
    // How long the lists are does not change the plan, so one is made for all.
    let mut query = QueryBuilder::new("SELECT found.* FROM unnest((SELECT ");
    query.push_bind(cells.iter().map(|(tile, _)| *tile).collect::<Vec<_>>()).push("::integer[]), (SELECT ");
    query.push_bind(cells.iter().map(|(_, cell)| *cell).collect::<Vec<_>>());
    query.push("::integer[])) AS wanted (tile, cell), LATERAL (").push(PLACE).push_bind(now);
    // One after the other by the index, whatever the planner thinks of their number.
    query.push(" AND tile = wanted.tile AND cell = wanted.cell OFFSET 0) AS found");
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings of some nooks, each told by its tile, its cell and itself; in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn in_nooks(
    db: &mut PgConnection,
    nooks: &[(i32, i32, i16)],
    now: DateTime<Utc>,
) -> Result<Vec<PlaceRow>> {
    let mut query = QueryBuilder::new("SELECT found.* FROM unnest((SELECT ");
    query.push_bind(nooks.iter().map(|(tile, ..)| *tile).collect::<Vec<_>>()).push("::integer[]), (SELECT ");
    query
        .push_bind(nooks.iter().map(|(_, cell, _)| *cell).collect::<Vec<_>>())
        .push("::integer[]), (SELECT ");
    query.push_bind(nooks.iter().map(|(.., nook)| *nook).collect::<Vec<_>>());
    query.push("::smallint[])) AS wanted (tile, cell, nook), LATERAL (").push(PLACE).push_bind(now);
    query.push(" AND tile = wanted.tile AND cell = wanted.cell AND nook = wanted.nook OFFSET 0) AS found");
    Ok(query.build_query_as().fetch_all(db).await?)
}
