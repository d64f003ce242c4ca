//! The JSON API of the domain, below `/api/v1`.

pub mod devices;
pub mod notifications;
pub mod preferences;

use platform::http::{RateClass, Routes};
use utoipa_axum::routes;

use crate::Notifications;
use crate::rights::{ManageNotifications, ReadNotifications};

pub(crate) fn add_to(to: Routes<Notifications>) -> Routes<Notifications> {
    to.api::<ReadNotifications>(RateClass::Read, routes!(notifications::list))
        .api::<ReadNotifications>(RateClass::Read, routes!(notifications::unread_count))
        .api::<ReadNotifications>(RateClass::Read, routes!(notifications::feed))
        .api::<ManageNotifications>(RateClass::Write, routes!(notifications::read_all))
        .api::<ManageNotifications>(RateClass::Write, routes!(notifications::mark))
        .api::<ManageNotifications>(RateClass::Write, routes!(devices::register))
        .api::<ManageNotifications>(RateClass::Write, routes!(devices::forget))
        .api::<ReadNotifications>(RateClass::Read, routes!(preferences::get))
        .api::<ManageNotifications>(RateClass::Write, routes!(preferences::put))
}
