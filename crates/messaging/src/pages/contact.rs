//! The ways into a conversation: the first words to a business, which go to its inbox, and the chat of a connection.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Slug;
use platform::Result;
use platform::http::{FormBody, May, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::chat::is_for_the_form;
use crate::error::MessagingError;
use crate::model::{Draft, DraftInput};
use crate::rights::{ContactBusiness, ReadConversation};
use crate::state::Messaging;

#[derive(Deserialize)]
pub(super) struct ContactQuery {
    /// What it is about.
    listing: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct ContactForm {
    pub(super) client_id: Option<String>,
    pub(super) text: Option<String>,
    pub(super) listing: Option<String>,
    /// What it is about, of the topics of the business.
    pub(super) topic: Option<String>,
}

#[derive(Template)]
#[template(path = "messaging/contact.html")]
pub(super) struct ContactPage {
    pub(super) view: View,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) verified: bool,
    pub(super) listing: String,
    /// The listing's title; empty for none.
    pub(super) about: String,
    pub(super) key: String,
    /// Value and words.
    pub(super) topics: Vec<(String, String)>,
    pub(super) topic: String,
    pub(super) text: String,
    pub(super) error: String,
}

pub(super) async fn form(
    _: May<ContactBusiness>,
    State(messaging): State<Messaging>,
    view: View,
    Path(slug): Path<String>,
    QueryArgs(query): QueryArgs<ContactQuery>,
) -> Result<Response> {
    let form = ContactForm { listing: query.listing, ..ContactForm::default() };
    let page = page(&messaging, view.clone(), &slug, &form, String::new()).await?;
    view.render(&page)
}

/// The conversation of a connection, made here if the news of its acceptance is still on the way.
pub(super) async fn with(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(connection): Path<String>,
) -> Result<Response> {
    let connection = connection.parse().map_err(|_| MessagingError::NotFound)?;
    let id = messaging.of_connection(&actor, connection).await?;
    messaging.hall::<ReadConversation>(&actor, id).await?;
    Ok(web::see_other(&format!("/messages/{id}#end")))
}

async fn page(
    messaging: &Messaging,
    view: View,
    slug: &str,
    form: &ContactForm,
    error: String,
) -> Result<ContactPage> {
    let slug: Slug = slug.parse().map_err(|_| MessagingError::NotFound)?;
    let business = messaging.ports.businesses.by_slug(&slug).await?.ok_or(MessagingError::NotFound)?;
    let listing = form.listing.as_deref().and_then(|id| id.parse().ok());
    let cards = match listing {
        Some(id) => messaging.ports.listings.cards(&[id]).await?,
        None => std::collections::HashMap::new(),
    };
    // Only what this very business offers is spoken of here.
    let card = cards.into_values().find(|card| card.business.id == business.card.id);
    let topics = messaging.desk_of(business.card.id).await?.topics;
    Ok(ContactPage {
        topics: topics.into_iter().map(|topic| (topic.clone(), topic)).collect(),
        topic: form.topic.clone().unwrap_or_default(),
        slug: business.card.slug,
        name: business.card.name,
        verified: business.card.verified,
        listing: card.as_ref().map(|card| card.id.to_string()).unwrap_or_default(),
        about: card.map(|card| card.title).unwrap_or_default(),
        key: form.client_id.clone().unwrap_or_else(|| Uuid::now_v7().to_string()),
        text: form.text.clone().unwrap_or_default(),
        error,
        view,
    })
}

pub(super) async fn send(
    actor: May<ContactBusiness>,
    State(messaging): State<Messaging>,
    view: View,
    Path(slug): Path<String>,
    FormBody(form): FormBody<ContactForm>,
) -> Result<Response> {
    let about = form.listing.clone().filter(|id| !id.is_empty());
    let sending = async {
        let slug: Slug = slug.parse().map_err(|_| MessagingError::NotFound)?;
        let input = DraftInput {
            client_id: form.client_id.clone(),
            kind: about.as_ref().map(|_| "LISTING_CARD".to_owned()),
            text: form.text.clone(),
            listing_id: about.clone(),
            ..DraftInput::default()
        };
        let draft = Draft::parse(&input).map_err(MessagingError::Invalid)?;
        messaging.contact(&actor, &slug, draft, form.topic.as_deref()).await
    };
    match sending.await {
        Ok(ack) => Ok(web::see_other(&format!("/messages/{}#end", ack.conversation_id))),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let page = page(&messaging, view.clone(), &slug, &form, told.unwrap_or_default()).await?;
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}
