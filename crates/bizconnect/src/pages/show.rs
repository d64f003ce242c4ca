use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::BusinessId;
use platform::Result;
use platform::http::May;
use web::View;

use super::request::Hint;
use super::{HOME, Row};
use crate::api::connections::connection_id;
use crate::model::connection::Connection;
use crate::model::market::told;
use crate::ops::answer::instead;
use crate::rights::ReadConnections;
use crate::state::BizConnect;

#[derive(Template)]
#[template(path = "bizconnect/show.html")]
pub(super) struct ShowPage {
    pub(super) view: View,
    pub(super) row: Row,
    pub(super) market: String,
    /// Whose introduction, and what it says.
    pub(super) notes: Vec<(String, String)>,
    pub(super) hints: Vec<Hint>,
    pub(super) path: String,
    /// Where the one is that has replaced it; empty as a rule.
    pub(super) newer: String,
}

/// The introductions that the two gave, that of who asked first.
pub(super) fn notes(view: &View, connection: &Connection, own: BusinessId) -> Vec<(String, String)> {
    let given = [(connection.initiator, &connection.note), (connection.receiver, &connection.answer_note)];
    let whose = |side| if side == own { "bizconnect-page-your-note" } else { "bizconnect-page-their-note" };
    given.into_iter().filter_map(|(side, note)| Some((view.t(whose(side)), note.clone()?))).collect()
}

pub(super) async fn show(
    actor: May<ReadConnections>,
    State(connections): State<BizConnect>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let view = view.nav("me");
    let (connection, cards) = connections.connection_of(&actor, connection_id(&id)?).await?;
    let own = BizConnect::member(&actor)?.business_id;
    let markets = connections.markets().await?;
    let market = markets.iter().find(|market| market.code == connection.market);
    let card = |id| cards.iter().find(|card| card.id == id);
    let rules = match (card(connection.initiator), card(connection.receiver)) {
        (Some(from), Some(to)) => connections.corridor_rules(&connection.market, from, to).await?,
        _ => Vec::new(),
    };
    let now = connections.now();
    let mut newer = String::new();
    if connection.replaced && !connection.is_open(now) {
        let pair = connections.connections_with(&actor, connection.other(own)).await?;
        newer =
            instead(&pair, &connection, now).map(|other| format!("{HOME}/{}", other.id)).unwrap_or_default();
    }
    let page = ShowPage {
        row: Row::of(&view, &connection, own, &cards, now),
        market: market.map(|market| told(&market.names, view.language()).to_owned()).unwrap_or_default(),
        notes: notes(&view, &connection, own),
        hints: rules.iter().map(|rule| Hint::of(&view, rule)).collect(),
        path: format!("{HOME}/{}", connection.id),
        newer,
        view: view.clone(),
    };
    view.render(&page)
}
