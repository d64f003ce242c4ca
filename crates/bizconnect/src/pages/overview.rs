use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{Actor, BusinessId, ConnectionId, MarketCode};
use platform::http::{May, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use web::View;

use super::{HOME, Row, place_line};
use crate::api::suggestions::ReasonBody;
use crate::model::market::told;
use crate::ops::quota::InMarket;
use crate::ops::suggest::Place;
use crate::rights::{BeginConnections, RequestConnection};
use crate::state::BizConnect;
use crate::store::connections::Wanted;

/// Cards on a page: as many as load quickly on a slow line.
const CARDS: i64 = 10;

/// Address, text, and whether it is the current one.
pub(super) type Chip = (String, String, bool);

#[derive(Deserialize)]
pub(super) struct OverviewQuery {
    tab: Option<String>,
    market: Option<String>,
    cursor: Option<String>,
    dismissed: Option<String>,
}

/// What the page is open at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Suggestions,
    Received,
    Sent,
    Connected,
    Past,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Suggestions, Self::Received, Self::Sent, Self::Connected, Self::Past];

    fn word(self) -> &'static str {
        match self {
            Self::Suggestions => "suggestions",
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Connected => "connected",
            Self::Past => "past",
        }
    }

    fn of(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|tab| Some(tab.word()) == word).unwrap_or(Self::Suggestions)
    }

    /// Whether it is the first one.
    pub(super) fn is_suggestions(self) -> bool {
        self == Self::Suggestions
    }

    /// What an empty tab says.
    pub(super) fn empty_title(self) -> &'static str {
        match self {
            Self::Suggestions => "bizconnect-page-none-title",
            Self::Received => "bizconnect-page-received-none-title",
            Self::Sent => "bizconnect-page-sent-none-title",
            Self::Connected => "bizconnect-page-connected-none-title",
            Self::Past => "bizconnect-page-past-none-title",
        }
    }

    /// What to do about it.
    pub(super) fn empty_text(self) -> &'static str {
        match self {
            Self::Suggestions => "bizconnect-page-none-text",
            Self::Received => "bizconnect-page-received-none-text",
            Self::Sent => "bizconnect-page-sent-none-text",
            Self::Connected => "bizconnect-page-connected-none-text",
            Self::Past => "bizconnect-page-past-none-text",
        }
    }

    pub(super) fn href(self) -> String {
        if self == Self::Suggestions { HOME.to_owned() } else { format!("{HOME}?tab={}", self.word()) }
    }
}

/// A suggestion as its card shows it.
pub(super) struct SuggestionCard {
    pub(super) id: BusinessId,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) verified: bool,
    pub(super) place: String,
    pub(super) reasons: Vec<String>,
}

#[derive(Template)]
#[template(path = "bizconnect/overview.html")]
pub(super) struct OverviewPage {
    pub(super) view: View,
    pub(super) has_business: bool,
    pub(super) may_act: bool,
    pub(super) tab: Tab,
    pub(super) tabs: Vec<Chip>,
    pub(super) markets: Vec<Chip>,
    pub(super) market: String,
    pub(super) suggestions: Vec<SuggestionCard>,
    pub(super) rows: Vec<Row>,
    pub(super) more: String,
    /// Why nothing may be seen.
    pub(super) hindrance: String,
    /// How much is left.
    pub(super) note: String,
    /// What was just dismissed: id and name.
    pub(super) dismissed: Option<(String, String)>,
    pub(super) path: String,
}

pub(super) async fn overview(
    actor: May<BeginConnections>,
    State(connections): State<BizConnect>,
    view: View,
    QueryArgs(query): QueryArgs<OverviewQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let tab = Tab::of(query.tab.as_deref());
    let mut page = OverviewPage {
        has_business: actor.business_id().is_some(),
        may_act: view.may::<RequestConnection>(),
        tab,
        tabs: Vec::new(),
        markets: Vec::new(),
        market: String::new(),
        suggestions: Vec::new(),
        rows: Vec::new(),
        more: String::new(),
        hindrance: String::new(),
        note: String::new(),
        dismissed: None,
        path: tab.href(),
        view: view.clone(),
    };
    if page.has_business {
        page.tabs = tabs(&view, tab, connections.connection_counts(&actor).await?);
        match tab {
            Tab::Suggestions => page.suggest(&connections, &actor, &query).await?,
            _ => page.list(&connections, &actor, &query).await?,
        }
    }
    view.render(&page)
}

/// Every tab with how much there is in it.
pub(super) fn tabs(view: &View, chosen: Tab, (received, sent, connected): (i64, i64, i64)) -> Vec<Chip> {
    let tab = |tab: Tab| {
        let (key, count) = match tab {
            Tab::Suggestions => ("bizconnect-page-tab-suggestions", 0),
            Tab::Received => ("bizconnect-page-tab-received", received),
            Tab::Sent => ("bizconnect-page-tab-sent", sent),
            Tab::Connected => ("bizconnect-page-tab-connected", connected),
            Tab::Past => ("bizconnect-page-tab-past", 0),
        };
        let name = view.t(key);
        let text = if count > 0 { format!("{name} ({})", view.number(count)) } else { name };
        (tab.href(), text, tab == chosen)
    };
    Tab::ALL.map(tab).to_vec()
}

/// Whether the page itself tells why there is nothing, rather than being an error.
fn is_told(error: &Error) -> bool {
    error.problems().iter().any(|problem| matches!(problem.code, "NOT_ELIGIBLE" | "QUOTA_EXCEEDED"))
}

impl OverviewPage {
    async fn suggest(
        &mut self,
        connections: &BizConnect,
        actor: &Actor,
        query: &OverviewQuery,
    ) -> Result<()> {
        let standings = connections.standings(actor).await?;
        let asked: Option<MarketCode> = query.market.as_deref().and_then(|code| code.parse().ok());
        let first_open = standings.iter().find(|own| own.hindrance.is_none()).map(|own| own.market.clone());
        let market = asked.or(first_open);
        self.choose_market(connections, &standings, market.as_ref()).await?;
        if let Some(id) = query.dismissed.as_deref().and_then(|id| id.parse().ok())
            && let Some(card) = connections.card(id).await?
        {
            self.dismissed = Some((id.to_string(), card.name));
        }
        let keys = &connections.platform.keys;
        let scope = format!("page {} {:?}", self.path, actor.business_id());
        let args = PageArgs { limit: None, cursor: query.cursor.as_deref() };
        let page = args.open::<Place>(keys, &scope, CARDS)?;
        let limit = usize::try_from(page.limit).unwrap_or(0);
        let found = match connections.suggestions(actor, market.as_ref(), page.after, limit).await {
            Ok(found) => found,
            Err(error) if is_told(&error) => {
                let errors = self.view.form_errors(&error);
                self.hindrance = errors.summary().first().map(|(_, text)| text.clone()).unwrap_or_default();
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let categories = connections.categories().await?;
        let (texts, language) = (&connections.platform.texts, self.view.language());
        self.suggestions = found
            .items
            .into_iter()
            .map(|(scored, card)| SuggestionCard {
                id: card.id,
                place: place_line(language, &card),
                name: card.name,
                slug: card.slug,
                verified: card.verified,
                reasons: scored
                    .reasons
                    .iter()
                    .map(|reason| ReasonBody::of(reason, texts, &categories, language).text)
                    .collect(),
            })
            .collect();
        self.more = found
            .next
            .map(|place| with(&self.path, "cursor", &platform::cursor::seal(keys, &scope, &place)))
            .unwrap_or_default();
        if let Some(left) = found.standing.left() {
            self.note = self.view.tn("bizconnect-page-left-today", i64::from(left));
        }
        Ok(())
    }

    /// Chips of the markets that the business may ask in; one alone is not to be chosen.
    async fn choose_market(
        &mut self,
        connections: &BizConnect,
        standings: &[InMarket],
        chosen: Option<&MarketCode>,
    ) -> Result<()> {
        let markets = connections.markets().await?;
        let own_side = |code: &MarketCode| {
            let standing = standings.iter().find(|own| own.market == *code);
            standing.is_some_and(|own| own.hindrance != Some(crate::model::market::Hindrance::OwnCountry))
        };
        let chips: Vec<Chip> = markets
            .iter()
            .filter(|market| own_side(&market.code))
            .map(|market| {
                let href = with(HOME, "market", market.code.as_str());
                (href, told(&market.names, self.view.language()).to_owned(), chosen == Some(&market.code))
            })
            .collect();
        if chips.len() > 1 {
            self.markets = chips;
        }
        if let Some(code) = chosen {
            self.market = code.as_str().to_owned();
            self.path = with(HOME, "market", code.as_str());
        }
        Ok(())
    }

    async fn list(&mut self, connections: &BizConnect, actor: &Actor, query: &OverviewQuery) -> Result<()> {
        let keys = &connections.platform.keys;
        let scope = format!("page {} {:?}", self.path, actor.business_id());
        let args = PageArgs { limit: None, cursor: query.cursor.as_deref() };
        let page = args.open::<(DateTime<Utc>, ConnectionId)>(keys, &scope, CARDS)?;
        let (status, sent, past) = match self.tab {
            Tab::Received => (Some(ConnectionStatus::Pending), Some(false), false),
            Tab::Sent => (Some(ConnectionStatus::Pending), Some(true), false),
            Tab::Connected => (Some(ConnectionStatus::Accepted), None, false),
            Tab::Suggestions | Tab::Past => (None, None, true),
        };
        let wanted = Wanted { status, market: None, sent, after: page.after, past, limit: page.limit };
        let (mut found, cards) = connections.own_connections(actor, &wanted).await?;
        let limit = usize::try_from(page.limit).unwrap_or(0);
        if found.len() > limit {
            found.truncate(limit);
            let place = found.last().map(|last| (last.changed_at, last.id));
            self.more = with(&self.path, "cursor", &platform::cursor::seal(keys, &scope, &place));
        }
        let own = BizConnect::member(actor)?.business_id;
        let now = connections.now();
        self.rows =
            found.iter().map(|connection| Row::of(&self.view, connection, own, &cards, now)).collect();
        Ok(())
    }
}

/// `path` with one more parameter; values are codes and cursors, which need no escaping.
fn with(path: &str, name: &str, value: &str) -> String {
    let joiner = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joiner}{name}={value}")
}
