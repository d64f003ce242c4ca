//! The newest matches of a question, which are then ranked.

use kernel::GeoPoint;
use sqlx::{Postgres, QueryBuilder};

use super::rank::{Asked, Floors, MOST_CANDIDATES};
use crate::document::MOST_HEAD_START;
use crate::filter::{self, moments_between};
use crate::request::Kind;

/// A `tsquery` from its text. In a kept plan it is read once per search by a subselect and not once per row; a plan of
/// its own has to see it as a constant to know how common it is.
pub(super) fn query(sql: &mut QueryBuilder<Postgres>, asked: &Asked, text: &str) {
    if asked.is_planned_anew() {
        sql.push_bind(text.to_owned()).push("::tsquery");
    } else {
        sql.push("(SELECT ").push_bind(text.to_owned()).push("::tsquery)");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Words,
}

/// The newest matches. With a place, those around it come apart from those far off, so that a common word does not
/// crowd out the neighbours.
pub(super) fn candidates(sql: &mut QueryBuilder<Postgres>, asked: &Asked, field: Option<Field>) {
    // The rest of a text is looked into only when titles do not answer.
    let around = if field == Some(Field::Words) { None } else { asked.neighbourhood() };
    match around {
        None => newest(sql, asked, field, None),
        Some(cells) => {
            sql.push("(");
            newest(sql, asked, field, Some((cells.as_slice(), true)));
            sql.push(") UNION ALL (");
            newest(sql, asked, field, Some((cells.as_slice(), false)));
            sql.push(")");
        }
    }
}

/// What counts as around the corner when candidates are chosen.
const NEIGHBOURHOOD_KM: f64 = 60.0;

impl Asked {
    /// Whether its plan is made for its own values. Of listings, how far back to look is a lexeme like any other, so
    /// that every plan walks the words; of businesses, which are of many years, the planner weighs moment and words.
    #[must_use]
    pub fn is_planned_anew(&self) -> bool {
        self.kind == Kind::Businesses && self.floors != Floors::default()
    }

    /// Lexemes and lists of them that every hit has: words, filters, and cells around the place.
    pub(super) fn wanted(&self) -> Vec<String> {
        let words = self.words.as_ref().map(|words| format!("({})", words.broad));
        let filters = self.filters.iter().map(|lexeme| crate::document::quoted(lexeme));
        words.into_iter().chain(filters).chain(self.cells.as_deref().map(any_of)).collect()
    }

    /// Cells around the place whose candidates come apart; none without a place, or with a radius, which is a filter.
    #[must_use]
    pub fn neighbourhood(&self) -> Option<Vec<String>> {
        if self.radius_m.is_some() {
            return None;
        }
        filter::cells_around(self.place?, NEIGHBOURHOOD_KM)
    }
}

/// `cells`: lexemes of cells, and whether the document has to lie in one of them or in none.
fn newest(
    sql: &mut QueryBuilder<Postgres>,
    asked: &Asked,
    field: Option<Field>,
    cells: Option<(&[String], bool)>,
) {
    sql.push(
        "SELECT id, rank_at, activated_at, expires_at, featured_until, type, country, category, verified, has_photo, title_words, ",
    );
    sql.push(if cells.is_some_and(|(_, inside)| inside) { "true AS near, " } else { "false AS near, " });
    // What relevance is told from; word lists are long, so no more of them than needed goes through the sorting.
    sql.push(match field {
        None => "",
        Some(Field::Title) => "title, ",
        Some(Field::Words) => "words, ",
    });
    distance(sql, asked.place);
    sql.push(" AS distance_m FROM search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
    let mut wanted = asked.wanted();
    if let Some((cells, true)) = cells {
        wanted.push(any_of(cells));
    }
    let floor = match (field, cells) {
        (Some(Field::Words), _) => asked.floors.rest,
        (_, Some((_, true))) => asked.floors.near,
        _ => asked.floors.far,
    };
    let by_words = !wanted.is_empty() && !asked.is_planned_anew();
    if by_words {
        let latest = asked.as_of + MOST_HEAD_START;
        wanted.extend(floor.and_then(|floor| moments_between(floor, latest)).as_deref().map(any_of));
    }
    let column = if field == Some(Field::Words) { "words" } else { "title" };
    if !wanted.is_empty() {
        sql.push(" AND ").push(column).push(" @@ ");
        query(sql, asked, &wanted.join("&"));
    }
    if let Some((cells, false)) = cells {
        sql.push(" AND NOT title @@ ");
        query(sql, asked, &any_of(cells));
    }
    if let (Some(Field::Words), Some(words)) = (field, &asked.words) {
        sql.push(" AND NOT title @@ ");
        query(sql, asked, &words.broad);
        sql.push(" AND (SELECT count(*) FROM titled) < ").push(asked.enough_titles());
    }
    limits(sql, asked);
    // By the list of the words: the planner, which does not know what comparing word lists costs, might walk through all
    // documents in their order instead.
    let rank = if by_words { "rank_at + interval '0'" } else { "rank_at" };
    if let Some(floor) = floor {
        sql.push(" AND ").push(rank).push(" >= ").push_bind(floor);
    }
    sql.push(" ORDER BY ").push(rank).push(" DESC, id DESC LIMIT ").push(MOST_CANDIDATES);
}

/// Conditions that are no words, each after an `AND`: the moment, the price, the distance.
pub(super) fn limits(sql: &mut QueryBuilder<Postgres>, asked: &Asked) {
    sql.push(" AND activated_at <= ").push_bind(asked.as_of);
    if asked.kind == Kind::Listings {
        sql.push(" AND expires_at > ").push_bind(asked.as_of);
    }
    prices(sql, asked);
    if asked.featured {
        sql.push(" AND featured_until > ").push_bind(asked.as_of);
    }
    if let Some(since) = asked.since {
        sql.push(" AND activated_at > ").push_bind(since);
    }
    if let Some(radius_m) = asked.radius_m {
        sql.push(" AND ");
        distance(sql, asked.place);
        sql.push(" <= ").push_bind(radius_m);
    }
}

/// The currency and the range of prices, if one is asked for.
pub(super) fn prices(sql: &mut QueryBuilder<Postgres>, asked: &Asked) {
    let Some(price) = &asked.price else { return };
    sql.push(" AND currency = ").push_bind(price.currency.code());
    if let Some(least) = price.least {
        sql.push(" AND price_minor >= ").push_bind(least);
    }
    if let Some(most) = price.most {
        sql.push(" AND price_minor <= ").push_bind(most);
    }
}

pub(super) fn any_of(lexemes: &[String]) -> String {
    let quoted: Vec<String> = lexemes.iter().map(|lexeme| crate::document::quoted(lexeme)).collect();
    format!("({})", quoted.join("|"))
}

/// Metres from the place by the haversine formula, as `kernel::GeoPoint::distance_m` has it.
pub(super) fn distance(sql: &mut QueryBuilder<Postgres>, place: Option<GeoPoint>) {
    let Some(place) = place else {
        sql.push("NULL::float8");
        return;
    };
    sql.push(2.0 * kernel::EARTH_RADIUS_M).push(" * asin(sqrt(least(1, power(sin(radians(latitude - ");
    sql.push_bind(place.latitude()).push(") / 2), 2) + cos(radians(latitude)) * cos(radians(");
    sql.push_bind(place.latitude()).push(")) * power(sin(radians(longitude - ");
    sql.push_bind(place.longitude()).push(") / 2), 2))))");
}
