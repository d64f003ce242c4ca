//! `/api/v1/messages`: JSON in and out.

pub(crate) mod bodies;
mod channels;
mod connection;
mod contact;
mod conversations;
mod desk;
pub(crate) mod files;
pub(crate) mod inbox;
mod messages;
mod moderation;
pub(crate) mod operations;
mod people;

use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use kernel::ConversationId;
use platform::Result;
use platform::http::{RateClass, Routes};
use utoipa_axum::router::UtoipaMethodRouterExt;
use utoipa_axum::routes;

use crate::error::MessagingError;
use crate::rights::{
    ContactBusiness, CreateChannel, KeepConversation, ManageChannel, ModerateMessages, ProtectOneself,
    ReadConversation, WriteMessage,
};
use crate::state::Messaging;

pub(crate) fn routes(routes: Routes<Messaging>) -> Routes<Messaging> {
    use RateClass::{Read, Search, Upload, Write};
    let upload = routes!(files::upload).layer(DefaultBodyLimit::max(files::LARGEST_BODY));
    let routes = routes
        .api::<ReadConversation>(Read, routes!(conversations::list))
        .api::<ReadConversation>(Read, routes!(conversations::read))
        .api::<WriteMessage>(Write, routes!(messages::send))
        .api::<KeepConversation>(Write, routes!(conversations::mark))
        .api::<KeepConversation>(Write, routes!(conversations::mute))
        .api::<KeepConversation>(Write, routes!(conversations::unmute))
        .api::<KeepConversation>(Write, routes!(conversations::archive))
        .api::<KeepConversation>(Write, routes!(conversations::unarchive))
        .api::<ReadConversation>(Read, routes!(conversations::members))
        .api::<CreateChannel>(Write, routes!(channels::add))
        .api::<ManageChannel>(Write, routes!(channels::change))
        .api::<KeepConversation>(Write, routes!(channels::members))
        .api::<ReadConversation>(Upload, routes!(operations::begin_export))
        .api::<ReadConversation>(Read, routes!(operations::operation))
        .api::<ReadConversation>(Read, routes!(conversations::sync))
        .api::<ReadConversation>(Search, routes!(messages::search))
        .api::<WriteMessage>(Write, routes!(messages::edit))
        .api::<WriteMessage>(Write, routes!(messages::remove))
        .api::<WriteMessage>(Write, routes!(messages::react))
        .api::<WriteMessage>(Write, routes!(messages::unreact))
        .api::<ReadConversation>(Read, routes!(messages::edits))
        .api::<WriteMessage>(Upload, upload)
        .api::<WriteMessage>(Upload, routes!(files::take_upload))
        .api::<ReadConversation>(Read, routes!(files::addresses))
        .api::<ContactBusiness>(Write, routes!(contact::contact))
        .api::<ContactBusiness>(Read, routes!(contact::inbox))
        .api::<ReadConversation>(Read, routes!(connection::read))
        .api::<WriteMessage>(Write, routes!(connection::send))
        .api::<ProtectOneself>(Write, routes!(people::block))
        .api::<ProtectOneself>(Write, routes!(people::unblock))
        .api::<ProtectOneself>(Read, routes!(people::blocked))
        .api::<ProtectOneself>(Write, routes!(moderation::report))
        .api::<ModerateMessages>(Read, routes!(moderation::reports))
        .api::<ModerateMessages>(Write, routes!(moderation::take_down))
        .api::<ModerateMessages>(Write, routes!(moderation::dismiss));
    desk::routes(inbox::routes(routes))
}

/// The id in a path; what is none names nothing.
pub(crate) fn conversation_id(text: &str) -> Result<ConversationId> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// The place in a path; what is none names nothing.
pub(crate) fn place(text: &str) -> Result<i64> {
    let seq = text.parse().ok().filter(|seq| *seq > 0);
    Ok(seq.ok_or(MessagingError::NotFound)?)
}

/// The request's path and parameters without its cursor.
pub(crate) fn without_cursor(uri: &Uri) -> String {
    let pairs: Vec<&str> = uri
        .query()
        .unwrap_or("")
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some("cursor"))
        .collect();
    if pairs.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), pairs.join("&")) }
}
