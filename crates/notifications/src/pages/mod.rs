//! The pages: the notification centre, everything that happened, what one wants to be told, and for admins what can be
//! told. All work without a script.

mod activity;
mod centre;
mod preferences;
mod preview;

use axum::http::Method;
use axum::routing::{get, post};
use platform::http::{RateClass, Routes};

use crate::Notifications;
use crate::rights::{ManageNotifications, PreviewNotifications, ReadNotifications};

/// Adds all pages.
pub(crate) fn add_to(to: Routes<Notifications>) -> Routes<Notifications> {
    use RateClass::{Read, Write};
    let (a_get, a_post) = (&Method::GET, &Method::POST);
    to.page::<ReadNotifications>(Read, a_get, "/notifications", get(centre::show))
        .page::<ManageNotifications>(Write, a_post, "/notifications/read-all", post(centre::read_all))
        .page::<ManageNotifications>(Write, a_post, "/notifications/{id}/open", post(centre::open))
        .page::<ManageNotifications>(Write, a_post, "/notifications/{id}/read", post(centre::mark))
        .page::<ReadNotifications>(Read, a_get, activity::PATH, get(activity::show))
        .page::<PreviewNotifications>(Read, a_get, preview::PATH, get(preview::show))
        .page::<ReadNotifications>(Read, a_get, "/notifications/preferences", get(preferences::show))
        .page::<ManageNotifications>(Write, a_post, "/notifications/preferences", post(preferences::save))
}

#[cfg(test)]
mod tests;
