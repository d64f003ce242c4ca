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

/// Of which matches the newest are taken; each match belongs to one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Among<'a> {
    /// What comes before all else ([`Asked::first`]).
    First,
    /// All others.
    Others,
    /// Those of the others that lie in one of these cells.
    Inside(&'a [String]),
    /// Those that lie in none of them.
    Outside(&'a [String]),
}

/// The newest matches. What comes first comes apart, so that no common word crowds it out; with a place, so do those
/// around it from those far off.
pub(super) fn candidates(sql: &mut QueryBuilder<Postgres>, asked: &Asked, field: Option<Field>) {
    // The rest of a text is looked into only when titles do not answer.
    let around = if field == Some(Field::Words) { None } else { asked.neighbourhood() };
    let mut lists = match around.as_deref() {
        None => vec![Among::Others],
        Some(cells) => vec![Among::Inside(cells), Among::Outside(cells)],
    };
    if field == Some(Field::Title) && asked.first().is_some() {
        lists.insert(0, Among::First);
    }
    for (at, among) in lists.into_iter().enumerate() {
        sql.push(if at == 0 { "(" } else { " UNION ALL (" });
        newest(sql, asked, field, among);
        sql.push(")");
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
        words.into_iter().chain(self.narrowed()).collect()
    }

    /// The same without the words.
    fn narrowed(&self) -> Vec<String> {
        let filters = self.filters.iter().map(|lexeme| crate::document::quoted(lexeme));
        filters.chain(self.cells.as_deref().map(any_of)).collect()
    }

    /// What comes before all else, as a column and a `tsquery`: a title that is the query, or where other words are searched
    /// along with those of the query, all that has these.
    pub(super) fn first(&self) -> Option<(&'static str, &str)> {
        let words = self.words.as_ref()?;
        let typed = words.typed.as_deref().map(|typed| ("words", typed));
        typed.or_else(|| words.whole.as_deref().map(|whole| ("title", whole)))
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

fn newest(sql: &mut QueryBuilder<Postgres>, asked: &Asked, field: Option<Field>, among: Among<'_>) {
    sql.push(
        "SELECT id, rank_at, activated_at, expires_at, featured_until, type, country, category, verified, has_photo, title_words, ",
    );
    sql.push(match among {
        Among::First => "true AS is_first, false AS near, ",
        Among::Inside(_) => "false AS is_first, true AS near, ",
        Among::Others | Among::Outside(_) => "false AS is_first, false AS near, ",
    });
    // What relevance is told from; word lists are long, so no more of them than needed goes through the sorting.
    sql.push(match field {
        None => "",
        Some(Field::Title) => "title, ",
        Some(Field::Words) => "words, ",
    });
    distance(sql, asked.place);
    sql.push(" AS distance_m FROM search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
    let mut wanted = match (among, asked.first()) {
        (Among::First, Some((_, first))) => [vec![format!("({first})")], asked.narrowed()].concat(),
        _ => asked.wanted(),
    };
    if let Among::Inside(cells) = among {
        wanted.push(any_of(cells));
    }
    let floor = match (field, among) {
        (_, Among::First) => asked.floors.first,
        (Some(Field::Words), _) => asked.floors.rest,
        (_, Among::Inside(_)) => asked.floors.near,
        _ => asked.floors.far,
    };
    let by_words = !wanted.is_empty() && !asked.is_planned_anew();
    if by_words {
        let latest = asked.as_of + MOST_HEAD_START;
        wanted.extend(floor.and_then(|floor| moments_between(floor, latest)).as_deref().map(any_of));
    }
    let column = match (among, asked.first()) {
        (Among::First, Some((column, _))) => column,
        _ if field == Some(Field::Words) => "words",
        _ => "title",
    };
    if !wanted.is_empty() {
        sql.push(" AND ").push(column).push(" @@ ");
        query(sql, asked, &wanted.join("&"));
    }
    if among != Among::First
        && let Some((column, first)) = asked.first()
    {
        sql.push(" AND NOT ").push(column).push(" @@ ");
        query(sql, asked, first);
    }
    if let Among::Outside(cells) = among {
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
    // documents in their order instead. Titles that are the query are never so common that this were shorter.
    let rank = if by_words || among == Among::First { "rank_at + interval '0'" } else { "rank_at" };
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

/// Lexemes of which one is enough.
#[must_use]
pub fn any_of(lexemes: &[String]) -> String {
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
