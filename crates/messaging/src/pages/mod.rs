//! The pages for people. Each calls the same ops as the API and works without JavaScript.

mod actions;
mod agents;
mod beside;
mod bubble;
mod canned;
mod channel;
mod chat;
mod contact;
mod desk;
mod export;
mod list;
mod listings;
mod people;
mod reports;
mod search;
mod settings;
#[cfg(test)]
mod tests;
mod times;

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::{get, post};
use platform::http::{RateClass, Routes};

use crate::api::{files, operations};
use crate::rights::{
    AnswerInbox, ContactBusiness, CreateChannel, KeepConversation, ManageInbox, ModerateMessages, OpenFile,
    ProtectOneself, ReadConversation, ReadInbox, WriteMessage,
};
use crate::state::Messaging;

/// Adds every page of the domain.
pub(crate) fn routes(routes: Routes<Messaging>) -> Routes<Messaging> {
    use RateClass::{File, Read, Search, Upload, Write};
    let send = post(chat::send).layer(DefaultBodyLimit::max(files::LARGEST_BODY));
    routes
        .page::<OpenFile>(File, &Method::GET, "/messages/files/{id}/{name}", get(files::open))
        .page::<OpenFile>(File, &Method::GET, "/messages/exports/{id}", get(operations::open))
        .page::<ReadConversation>(Read, &Method::GET, "/messages", get(list::list))
        .page::<ContactBusiness>(Read, &Method::GET, "/messages/to/{slug}", get(contact::form))
        .page::<ContactBusiness>(Write, &Method::POST, "/messages/to/{slug}", post(contact::send))
        .page::<ReadConversation>(Read, &Method::GET, "/messages/with/{connection}", get(contact::with))
        .page::<CreateChannel>(Read, &Method::GET, "/messages/channels/new", get(channel::new))
        .page::<CreateChannel>(Write, &Method::POST, "/messages/channels/new", post(channel::add))
        .page::<ReadConversation>(Search, &Method::GET, "/messages/search", get(search::search))
        .page::<ProtectOneself>(Read, &Method::GET, "/messages/blocked", get(people::blocked))
        .page::<ProtectOneself>(Write, &Method::POST, "/messages/blocked", post(people::unblock))
        .page::<ModerateMessages>(Read, &Method::GET, "/messages/reports", get(reports::queue))
        .page::<ModerateMessages>(Write, &Method::POST, "/messages/reports/{id}", post(reports::decide))
        .page::<ReadInbox>(Read, &Method::GET, "/messages/desk", get(desk::desk))
        .page::<AnswerInbox>(Write, &Method::POST, "/messages/desk/shift", post(desk::shift))
        .page::<ManageInbox>(Read, &Method::GET, "/messages/desk/settings", get(settings::settings))
        .page::<ManageInbox>(Write, &Method::POST, "/messages/desk/settings", post(settings::save))
        .page::<ManageInbox>(Read, &Method::GET, "/messages/desk/team", get(agents::agents))
        .page::<ManageInbox>(Write, &Method::POST, "/messages/desk/team", post(agents::save))
        .page::<ManageInbox>(Read, &Method::GET, "/messages/desk/canned", get(canned::answers))
        .page::<ManageInbox>(Write, &Method::POST, "/messages/desk/canned", post(canned::save))
        .page::<ReadInbox>(Read, &Method::GET, "/messages/desk/times", get(times::times))
        .page::<ReadInbox>(Read, &Method::GET, "/messages/desk/{id}", get(desk::ticket))
        .page::<AnswerInbox>(Write, &Method::POST, "/messages/desk/{id}", post(desk::change))
        .page::<ReadConversation>(Read, &Method::GET, "/messages/{id}", get(chat::chat))
        .page::<WriteMessage>(Upload, &Method::POST, "/messages/{id}", send)
        .page::<KeepConversation>(Write, &Method::POST, "/messages/{id}/keep", post(actions::keep))
        .page::<ReadConversation>(Upload, &Method::POST, "/messages/{id}/exports", post(export::begin))
        .page::<ReadConversation>(Read, &Method::GET, "/operations/{id}", get(export::show))
        .page::<ReadConversation>(Read, &Method::GET, "/operations/{id}/file", get(export::fetch))
        .page::<WriteMessage>(Read, &Method::GET, "/messages/{id}/listing", get(listings::form))
        .page::<WriteMessage>(Write, &Method::POST, "/messages/{id}/listing", post(listings::send))
        .page::<ReadConversation>(Read, &Method::GET, "/messages/{id}/people", get(people::people))
        .page::<ProtectOneself>(Write, &Method::POST, "/messages/{id}/people", post(people::change))
        .page::<ReadConversation>(Read, &Method::GET, "/messages/{id}/channel", get(channel::channel))
        .page::<KeepConversation>(Write, &Method::POST, "/messages/{id}/channel", post(channel::change))
        .page::<ReadConversation>(Read, &Method::GET, "/messages/{id}/{seq}", get(actions::page))
        .page::<WriteMessage>(Write, &Method::POST, "/messages/{id}/{seq}", post(actions::change))
        .page::<ProtectOneself>(Write, &Method::POST, "/messages/{id}/{seq}/report", post(actions::report))
}
