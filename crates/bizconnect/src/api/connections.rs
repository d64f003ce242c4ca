use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, Checks, ConnectionId, ErrorKind, MarketCode, Problem};
use platform::http::{
    Data, Fields, FieldsArgs, JsonBody, Listed, Locale, May, OnceJson, PageArgs, QueryArgs, version,
};
use platform::{Error, Result, cursor};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::bodies::{ConnectionBody, ConnectionDetailBody, CorridorBody};
use super::{scope, without_cursor};
use crate::error::{ConnectionsError, SOURCE};
use crate::model::connection::{Connection, status_of};
use crate::ops::request::{NewRequest, RequestInput};
use crate::rights::{AnswerConnection, ReadConnections, RequestConnection};
use crate::state::BizConnect;
use crate::store::connections::Wanted;

/// The id in a path; what is none names nothing.
pub(crate) fn connection_id(text: &str) -> Result<ConnectionId> {
    text.parse().map_err(|_| ConnectionsError::NotFound.into())
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Only those in this state: PENDING, ACCEPTED, DECLINED, WITHDRAWN, BLOCKED or EXPIRED.
    status: Option<String>,
    /// Only those of this market, such as `afcfta`.
    market: Option<String>,
    /// SENT or RECEIVED.
    direction: Option<String>,
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Which fields to answer with, such as `id,status,receiver.name`.
    fields: Option<String>,
}

/// A direction as the API names it: whether it was sent.
struct Direction(bool);

impl std::str::FromStr for Direction {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "SENT" => Ok(Self(true)),
            "RECEIVED" => Ok(Self(false)),
            _ => Err(()),
        }
    }
}

/// A state as the API names it.
struct Status(ConnectionStatus);

impl std::str::FromStr for Status {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        status_of(word).map(Self).ok_or(())
    }
}

/// The connections of one's own business, those that changed last first.
#[utoipa::path(get, path = "/connections", tag = "connections", params(ListQuery),
    responses((status = 200, description = "A page of connections.", body = Vec<ConnectionBody>)))]
pub(crate) async fn list(
    actor: May<ReadConnections>,
    State(connections): State<BizConnect>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Listed<ConnectionBody>> {
    let fields = Fields::parse::<ConnectionBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let status: Option<Status> = checks.parsed("status", query.status.as_deref(), "bizconnect-check-status");
    let market: Option<MarketCode> =
        checks.parsed("market", query.market.as_deref(), "bizconnect-error-no-such-market");
    let direction: Option<Direction> =
        checks.parsed("direction", query.direction.as_deref(), "bizconnect-check-direction");
    checks.finish(Some(())).map_err(Error::all)?;
    let keys = &connections.platform.keys;
    let scope = format!("{} {:?}", scope(&uri), actor.business_id());
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<(DateTime<Utc>, ConnectionId)>(keys, &scope, 20)?;
    let wanted = Wanted {
        status: status.map(|status| status.0),
        market,
        sent: direction.map(|direction| direction.0),
        past: false,
        after: page.after,
        limit: page.limit,
    };
    let (mut found, cards) = connections.own_connections(&actor, &wanted).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = found.len() > limit;
    found.truncate(limit);
    let next =
        found.last().filter(|_| more).map(|last| cursor::seal(keys, &scope, &(last.changed_at, last.id)));
    let now = connections.now();
    let body = |connection: &Connection| ConnectionBody::of(connection, actor.business_id(), &cards, now);
    Ok(Listed::new(found.iter().map(body).collect(), page.limit)
        .next(next, &without_cursor(&uri))
        .fields(fields))
}

/// A connection request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "business_id": "0191e2a0-0000-7000-8000-00000000000b", "market": "afcfta",
    "note": "We pack 20 tonnes of beans a month and look for a buyer in Lagos."
}))]
pub(crate) struct ConnectionRequest {
    /// Whom to ask.
    business_id: Option<String>,
    /// Code of the market.
    market: Option<String>,
    /// An introduction of at most 500 characters.
    note: Option<String>,
}

/// Ask another business for a connection.
///
/// If that business has asked already in this market, both are connected at once: the answer's `status` is `ACCEPTED`
/// then. Takes an `Idempotency-Key`.
#[utoipa::path(post, path = "/connections", tag = "connections", request_body = ConnectionRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses(
        (status = 201, description = "The connection; its place is in `Location`.", body = ConnectionBody),
        (status = 403, description = "`NOT_ELIGIBLE`, with what would open the market, or `QUOTA_EXCEEDED`, with limit, used, reset and what lifts it."),
        (status = 409, description = "`ALREADY_REQUESTED`, `ALREADY_CONNECTED`, `BLOCKED`, or `TOO_SOON` with `again_at`."),
    ))]
pub(crate) async fn request(
    actor: May<RequestConnection>,
    State(connections): State<BizConnect>,
    OnceJson(body, once): OnceJson<ConnectionRequest>,
) -> Result<Response> {
    let input = RequestInput { business_id: body.business_id, market: body.market, note: body.note };
    let new = NewRequest::parse(&input)?;
    Ok(connections.request_connection(&actor, &once, new).await?.response)
}

/// One connection of one's own business, with what its corridor asks for.
#[utoipa::path(get, path = "/connections/{id}", tag = "connections",
    params(("id" = String, Path, description = "The connection."), FieldsArgs),
    responses((status = 200, description = "The connection.", body = ConnectionDetailBody)))]
pub(crate) async fn read(
    actor: May<ReadConnections>,
    State(connections): State<BizConnect>,
    Locale(language): Locale,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<ConnectionDetailBody>> {
    let fields = args.of::<ConnectionDetailBody>()?;
    let (connection, cards) = connections.connection_of(&actor, connection_id(&id)?).await?;
    let card = |id: BusinessId| cards.iter().find(|card| card.id == id);
    let corridor = match (card(connection.initiator), card(connection.receiver)) {
        (Some(from), Some(to)) => connections.corridor_rules(&connection.market, from, to).await?,
        _ => Vec::new(),
    };
    Ok(Data::new(ConnectionDetailBody {
        connection: ConnectionBody::of(&connection, actor.business_id(), &cards, connections.now()),
        corridor: corridor.iter().map(|rule| CorridorBody::of(rule, language)).collect(),
    })
    .fields(fields))
}

/// Where a connection is to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "ACCEPTED", "version": 1}))]
pub(crate) struct StatusRequest {
    /// One of the connection's `may`.
    status: Option<String>,
    /// The version that is meant, unless `If-Match` says it.
    version: Option<i64>,
}

/// Accept, decline, withdraw or block.
///
/// Only the receiver accepts or declines (and may accept after all), only the initiator withdraws, either blocks;
/// whoever blocked may take that back: to `ACCEPTED` what was accepted, otherwise to `DECLINED`.
#[utoipa::path(patch, path = "/connections/{id}/status", tag = "connections", request_body = StatusRequest,
    params(("id" = String, Path, description = "The connection."),
        ("If-Match" = Option<String>, Header, description = "The version that is meant, such as `\"v1\"`.")),
    responses(
        (status = 200, description = "The connection as it is now.", body = ConnectionBody),
        (status = 409, description = "It has changed meanwhile, this side cannot bring it there (`NO_SUCH_WAY`), the two have a newer one in this market (`REPLACED`, with it in `meta.current`), or one has `BLOCKED` the other."),
    ))]
pub(crate) async fn change(
    actor: May<AnswerConnection>,
    State(connections): State<BizConnect>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<StatusRequest>,
) -> Result<Data<ConnectionBody>> {
    let id = connection_id(&id)?;
    let mut checks = Checks::new(SOURCE);
    let status: Option<Status> = checks.chosen("status", body.status.as_deref(), "bizconnect-check-status");
    let Status(to) = checks.finish(status).map_err(Error::all)?;
    if matches!(to, ConnectionStatus::Pending | ConnectionStatus::Expired) {
        let problem = Problem::new(ErrorKind::Validation, SOURCE, "bizconnect-check-way").field("status");
        return Err(problem.into());
    }
    let meant = version::expected(&headers, body.version)?;
    let changed = connections.answer_connection(&actor, id, to, meant).await?;
    let cards: Vec<_> =
        connections.cards(&[changed.initiator, changed.receiver]).await?.into_values().collect();
    Ok(Data::new(ConnectionBody::of(&changed, actor.business_id(), &cards, connections.now())))
}
