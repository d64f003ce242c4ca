//! The pages for people. Each calls the same ops as the API and works without JavaScript.

mod actions;
mod metrics;
mod overview;
mod request;
mod show;

use axum::http::Method;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use contracts::accounts::BusinessCard;
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, Language};
use platform::http::{RateClass, Routes};
use web::View;

use crate::model::connection::{Connection, word};
use crate::rights::{
    AnswerConnection, BeginConnections, MeasureConnections, ReadConnections, RequestConnection,
};
use crate::state::BizConnect;

/// Where the pages begin.
pub(crate) const HOME: &str = "/connections";

/// Adds every page of the domain.
pub(crate) fn routes(routes: Routes<BizConnect>) -> Routes<BizConnect> {
    use RateClass::{Read, Write};
    let dismissal = "/connections/suggestions/{business_id}/dismissal";
    routes
        .page::<BeginConnections>(Read, &Method::GET, HOME, get(overview::overview))
        .page::<BeginConnections>(Read, &Method::GET, "/connections/new", get(request::begin))
        .page::<RequestConnection>(Write, &Method::POST, "/connections/new", post(request::send))
        .page::<MeasureConnections>(Read, &Method::GET, metrics::PATH, get(metrics::metrics))
        .page::<ReadConnections>(Read, &Method::GET, "/connections/{id}", get(show::show))
        .page::<AnswerConnection>(Write, &Method::POST, "/connections/{id}/status", post(actions::change))
        .page::<RequestConnection>(Write, &Method::POST, dismissal, post(actions::dismiss))
}

/// "Lagos, Nigeria" in the reader's language, as far as it is known.
fn place_line(language: Language, card: &BusinessCard) -> String {
    let city = card.city.as_deref().map(|name| {
        let is_it = |town: &&kernel::places::City| {
            Some(town.country) == card.country && town.names.all().any(|known| known == name)
        };
        kernel::places::cities().iter().find(is_it).map_or(name, |town| town.names.get(language))
    });
    let country = card.country.and_then(kernel::places::country).map(|country| country.names.get(language));
    city.into_iter().chain(country).collect::<Vec<_>>().join(if language == Language::Ar {
        "، "
    } else {
        ", "
    })
}

/// One thing that can be done with a connection: where it leads, what the button says, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Way {
    to: &'static str,
    text: String,
    style: &'static str,
}

/// A connection as lists and its own page show it.
struct Row {
    id: String,
    name: String,
    slug: String,
    verified: bool,
    place: String,
    state: String,
    tone: &'static str,
    /// When, and what happens next.
    line: String,
    note: String,
    version: i64,
    /// Where the two chat; empty while they do not.
    chat: String,
    /// The most wanted first; blocking is apart.
    ways: Vec<Way>,
    block: Option<Way>,
}

/// Where messages of a connection are written: an address that the messaging pages promise.
const CHAT: &str = "/messages/with";

impl Row {
    fn of(
        view: &View,
        connection: &Connection,
        own: BusinessId,
        cards: &[BusinessCard],
        now: DateTime<Utc>,
    ) -> Self {
        let other = connection.other(own);
        let card = cards.iter().find(|card| card.id == other);
        let status = connection.status_at(now);
        let sent = connection.initiator == own;
        let (state, tone) = state_of(view, status, sent);
        let mut ways = Vec::new();
        let (mut block, mut chat) = (None, String::new());
        if view.may::<AnswerConnection>() {
            if status == ConnectionStatus::Accepted {
                chat = format!("{CHAT}/{}", connection.id);
            }
            // Nobody says yes to a business that is gone.
            let there = card.is_some() || connection.block.is_some();
            let ways_of = connection.ways_of(own, now).into_iter();
            for to in ways_of.filter(|to| there || *to != ConnectionStatus::Accepted) {
                let way = way(view, status, to);
                if to == ConnectionStatus::Blocked { block = Some(way) } else { ways.push(way) }
            }
        }
        let line = match (status, connection.again_at(now)) {
            (ConnectionStatus::Pending, _) => view.with(
                "bizconnect-page-line-pending",
                &[
                    ("ago", view.ago(connection.created_at).into()),
                    ("left", view.time_left(connection.expires_at).into()),
                ],
            ),
            (_, Some(again)) if now < again => view.with(
                "bizconnect-page-line-again",
                &[
                    ("ago", view.ago(connection.changed_at(now)).into()),
                    ("left", view.time_left(again).into()),
                ],
            ),
            _ => view.ago(connection.changed_at(now)),
        };
        Self {
            id: connection.id.to_string(),
            name: card.map_or_else(|| view.t("bizconnect-page-gone"), |card| card.name.clone()),
            slug: card.map(|card| card.slug.clone()).unwrap_or_default(),
            verified: card.is_some_and(|card| card.verified),
            place: card.map(|card| place_line(view.language(), card)).unwrap_or_default(),
            state,
            tone,
            line,
            note: connection.note.clone().unwrap_or_default(),
            version: connection.version,
            chat,
            ways,
            block,
        }
    }
}

/// What a state is called, and how its badge looks.
fn state_of(view: &View, status: ConnectionStatus, sent: bool) -> (String, &'static str) {
    let (key, tone) = match (status, sent) {
        (ConnectionStatus::Pending, true) => ("bizconnect-page-state-sent", ""),
        (ConnectionStatus::Pending, false) => ("bizconnect-page-state-received", ""),
        (ConnectionStatus::Accepted, _) => ("bizconnect-page-state-accepted", "good"),
        (ConnectionStatus::Declined, _) => ("bizconnect-page-state-declined", ""),
        (ConnectionStatus::Withdrawn, _) => ("bizconnect-page-state-withdrawn", ""),
        (ConnectionStatus::Blocked, _) => ("bizconnect-page-state-blocked", "bad"),
        (ConnectionStatus::Expired, _) => ("bizconnect-page-state-expired", ""),
    };
    (view.t(key), tone)
}

fn way(view: &View, from: ConnectionStatus, to: ConnectionStatus) -> Way {
    let (key, style) = match (from, to) {
        (ConnectionStatus::Blocked, _) => ("bizconnect-page-unblock", "second"),
        (ConnectionStatus::Declined, ConnectionStatus::Accepted) => {
            ("bizconnect-page-accept-after-all", "second")
        }
        (_, ConnectionStatus::Accepted) => ("bizconnect-page-accept", ""),
        (_, ConnectionStatus::Declined) => ("bizconnect-page-decline", "second"),
        (_, ConnectionStatus::Withdrawn) => ("bizconnect-page-withdraw", "second"),
        _ => ("bizconnect-page-block", "danger"),
    };
    Way { to: word(to), text: view.t(key), style }
}

#[cfg(test)]
mod tests;
