//! Every SQL statement of the domain.

use chrono::{DateTime, Utc};
use kernel::{GeoPoint, Money};
use platform::Error;

use crate::model::Window;

type Result<T, E = Error> = std::result::Result<T, E>;

/// Selects whole rows of `$table`; `$tail` is everything from `WHERE` on.
macro_rules! rows {
    ($table:literal, $tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::store::listing::ListingRow,
            r#"SELECT id AS "id!", business_id AS "business_id!", created_by AS "created_by!", type AS "kind!",
                      status AS "status!", title AS "title!", description AS "description!", category, price_minor,
                      currency, latitude, longitude, address, city, country, market,
                      duration_hours AS "duration_hours!", media_ids AS "media_ids!",
                      photo AS "photo: Json<Picture>", seller_name AS "seller_name!", seller_slug AS "seller_slug!",
                      seller_verified AS "seller_verified!", activated_at, expires_at, remind_at, featured_from,
                      featured_until, rotation AS "rotation!", extensions_used AS "extensions_used!", rejection,
                      withdrawn_at, withdrawn_from, version AS "version!", created_at AS "created_at!",
                      updated_at AS "updated_at!"
               FROM "# + $table + " " + $tail
            $(, $argument)*
        )
    };
}

mod category;
mod closing;
mod interest;
mod listing;
mod live;
mod matches;
mod owner;
mod place;
mod price;
mod quota;
mod recent;
mod review;
mod saved;

pub use category::{categories, write_categories};
pub use closing::{close_business, is_closed, known_of, reopen_business};
pub use interest::{
    Day, ENOUGH, FreshRow, add_interested, add_shown, counters, days, forget_interest, fresh, no_longer_new,
    shown_in_all, slot_share,
};
pub use listing::{Inserted, find, find_for_update, find_live, insert, update};
pub use live::{Circle, LiveRow, NewestKey, featured, live_by_ids, newest, places_on_circle};
pub use matches::{candidates, insert_matches, matches_of, take_untold};
pub use owner::{
    count_by_status, due_to_expire, due_to_remind, naming_picture, of_owner, page, pictures_named,
    purge_withdrawn, rename_seller,
};
pub use place::{PlaceRow, cells, in_cells, in_nooks, in_tile, nooks, passing_in_tiles, tiles, tiles_with};
pub use price::{Direction, by_price};
pub use quota::{Room, count_features, insert_feature, month_of, quota_of, room};
pub use recent::recent_titles;
pub use review::{
    Case, CaseKey, begin_life, blames_pictures, cases, clear_pictures, decide, facts, open_case, open_cases,
    refuse_pictures, report, same_words,
};
pub use saved::{save, saved, saved_among, unsave};

/// What cannot be read back was not written by this program: our mistake.
fn unreadable(what: &str) -> Error {
    Error::internal(format!("listings.listings holds an unreadable {what}"))
}

fn window(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Option<Window> {
    Some(Window { from: from?, until: until? })
}

fn money(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    Money::new(minor?, currency?.parse().ok()?).ok()
}

fn point(latitude: Option<f64>, longitude: Option<f64>) -> Option<GeoPoint> {
    GeoPoint::new(latitude?, longitude?).ok()
}
