//! The words every crate shares: ids, money, places, roles, actors, time and errors.
//!
//! Purpose: values that are right by construction (a `Money` always has a currency, a `GeoPoint` is always on
//! the globe). No tables, no events, no I/O; nothing here knows HTTP or SQL.

mod actor;
mod checks;
mod clock;
mod contact;
mod error;
mod geo;
mod ids;
mod language;
mod money;
pub mod places;
mod text;

pub use actor::{
    Actor, BusinessType, Membership, PlanLevel, Role, SignedIn, TeamRole, UserStatus, Verification,
};
pub use checks::Checks;
pub use clock::{Clock, ManualClock, SystemClock};
pub use contact::contains_contact;
pub use error::{Arg, ErrorKind, Problem};
pub use geo::{EARTH_RADIUS_M, GeoPoint, OffTheGlobe};
pub use ids::{
    BusinessId, ConnectionId, ConversationId, EventId, InvalidId, ListingId, MediaId, MessageId,
    NotificationId, SavedSearchId, SessionId, UserId,
};
pub use language::{Country, Language, UnknownCode};
pub use money::{Currency, InvalidMoney, Money};
pub use text::{MarketCode, Slug, normalise, percent_encoded, shows_nothing};
