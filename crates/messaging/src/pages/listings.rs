//! The listings of one's own business, one of which is sent as a card (M-2).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contracts::listings::ListingCard;
use kernel::ConversationId;
use platform::Result;
use platform::http::{FormBody, May};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::chat::is_for_the_form;
use crate::api::conversation_id;
use crate::error::MessagingError;
use crate::model::{Draft, DraftInput};
use crate::rights::WriteMessage;
use crate::state::Messaging;

/// A listing that can be sent.
pub(super) struct Offered {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) price: String,
    /// Address of the small picture; empty for none.
    pub(super) photo: String,
    /// Client id of the message. Each listing has its own, so that going back and sending another one is no retry.
    pub(super) key: Uuid,
}

#[derive(Template)]
#[template(path = "messaging/listings.html")]
pub(super) struct ListingsPage {
    pub(super) view: View,
    pub(super) id: Uuid,
    pub(super) listings: Vec<Offered>,
    pub(super) error: String,
}

pub(super) async fn form(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    messaging.hall::<WriteMessage>(&actor, id).await?;
    let view = view.nav("messages");
    view.render(&page(&messaging, &view, id, String::new()).await?)
}

async fn page(messaging: &Messaging, view: &View, id: ConversationId, error: String) -> Result<ListingsPage> {
    let cards = messaging.own_listings(view.actor()).await?;
    let listings = cards.into_iter().map(|card| offered(view, card)).collect();
    Ok(ListingsPage { id: id.0, listings, error, view: view.clone() })
}

fn offered(view: &View, card: ListingCard) -> Offered {
    let price = card.price.map(|price| view.money(price.amount_minor, price.currency.code()));
    let photo = card.photo.filter(|_| !view.data_saver).map(|photo| photo.url_160);
    Offered {
        id: card.id.0,
        title: card.title,
        price: price.unwrap_or_else(|| view.t("web-price-open")),
        photo: photo.unwrap_or_default(),
        key: Uuid::now_v7(),
    }
}

#[derive(Deserialize)]
pub(super) struct ListingForm {
    client_id: Option<String>,
    listing_id: Option<String>,
}

pub(super) async fn send(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    FormBody(form): FormBody<ListingForm>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    messaging.hall::<WriteMessage>(&actor, id).await?;
    let sending = async {
        let input = DraftInput {
            client_id: form.client_id,
            kind: Some("LISTING_CARD".to_owned()),
            listing_id: form.listing_id,
            ..DraftInput::default()
        };
        let draft = Draft::parse(&input).map_err(MessagingError::Invalid)?;
        messaging.send_own_listing(&actor, id, draft).await
    };
    match sending.await {
        Ok(_) => Ok(web::see_other(&format!("/messages/{id}#end"))),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let page = page(&messaging, &view, id, told.unwrap_or_default()).await?;
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}
