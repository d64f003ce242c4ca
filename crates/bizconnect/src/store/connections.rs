//! Connections.

use chrono::{DateTime, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, ConnectionId, MarketCode};
use platform::Result;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::known;
use crate::model::connection::{Block, Connection, status_of, word};

const COLUMNS: &str = "id, market, initiator, receiver, initiated_by, status, note, answer_note, version, created_at, changed_at, \
                       expires_at, remind_at, answered_at, accepted_at, blocked_by, blocked_from, \
    EXISTS (SELECT FROM bizconnect.connections AS other \
            WHERE least(other.initiator, other.receiver) = least(connections.initiator, connections.receiver) \
              AND greatest(other.initiator, other.receiver) = greatest(connections.initiator, connections.receiver) \
              AND other.market = connections.market AND other.id <> connections.id \
              AND (other.created_at > connections.created_at OR other.status IN ('PENDING', 'ACCEPTED', 'BLOCKED')) \
           ) AS replaced, \
    EXISTS (SELECT FROM bizconnect.connections AS other \
            WHERE least(other.initiator, other.receiver) = least(connections.initiator, connections.receiver) \
              AND greatest(other.initiator, other.receiver) = greatest(connections.initiator, connections.receiver) \
              AND other.id <> connections.id AND other.status = 'BLOCKED') AS shut";

fn connection(row: &PgRow) -> Result<Connection> {
    let status: String = row.try_get("status")?;
    let market: String = row.try_get("market")?;
    let blocked_by: Option<Uuid> = row.try_get("blocked_by")?;
    let blocked_from: Option<String> = row.try_get("blocked_from")?;
    let block = match (blocked_by, blocked_from) {
        (Some(by), Some(from)) => Some(Block { by: BusinessId(by), from: known(&from, status_of(&from))? }),
        _ => None,
    };
    Ok(Connection {
        id: ConnectionId(row.try_get("id")?),
        market: known(&market, market.parse().ok())?,
        initiator: BusinessId(row.try_get("initiator")?),
        receiver: BusinessId(row.try_get("receiver")?),
        initiated_by: kernel::UserId(row.try_get("initiated_by")?),
        status: known(&status, status_of(&status))?,
        note: row.try_get("note")?,
        answer_note: row.try_get("answer_note")?,
        version: row.try_get("version")?,
        created_at: row.try_get("created_at")?,
        changed_at: row.try_get("changed_at")?,
        expires_at: row.try_get("expires_at")?,
        remind_at: row.try_get("remind_at")?,
        answered_at: row.try_get("answered_at")?,
        accepted_at: row.try_get("accepted_at")?,
        block,
        replaced: row.try_get("replaced")?,
        shut: row.try_get("shut")?,
    })
}

fn all(rows: &[PgRow]) -> Result<Vec<Connection>> {
    rows.iter().map(connection).collect()
}

fn select(rest: &str) -> QueryBuilder<sqlx::Postgres> {
    QueryBuilder::new(format!("SELECT {COLUMNS} FROM bizconnect.connections {rest}"))
}

/// Adds a connection.
///
/// # Errors
/// When the pair has an open one in the market, or the database does not answer.
pub async fn insert(db: &mut PgConnection, new: &Connection) -> Result<()> {
    sqlx::query!(
        "INSERT INTO bizconnect.connections
            (id, market, initiator, receiver, initiated_by, status, note, version, created_at, changed_at, expires_at,
             remind_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.id.0,
        new.market.as_str(),
        new.initiator.0,
        new.receiver.0,
        new.initiated_by.0,
        word(new.status),
        new.note,
        new.version,
        new.created_at,
        new.changed_at,
        new.expires_at,
        new.remind_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a changed connection over the version before it; `false` when somebody else was first.
///
/// # Errors
/// When the database does not answer.
pub async fn update(db: &mut PgConnection, changed: &Connection) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE bizconnect.connections SET status = $3, version = $2::bigint, changed_at = $4, remind_at = $5, answered_at = $6,
                accepted_at = $7, blocked_by = $8, blocked_from = $9, answer_note = $10
         WHERE id = $1 AND version = $2::bigint - 1",
        changed.id.0,
        changed.version,
        word(changed.status),
        changed.changed_at,
        changed.remind_at,
        changed.answered_at,
        changed.accepted_at,
        changed.block.map(|block| block.by.0),
        changed.block.map(|block| word(block.from)),
        changed.answer_note,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One connection, held until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(db: &mut PgConnection, id: ConnectionId) -> Result<Option<Connection>> {
    let mut query = select("WHERE id = ");
    query.push_bind(id.0).push(" FOR UPDATE");
    query.build().fetch_optional(db).await?.as_ref().map(connection).transpose()
}

/// Those of these connections that there are and the transaction may see.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, ids: &[ConnectionId]) -> Result<Vec<Connection>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut query = select("WHERE id = ANY(");
    query.push_bind(ids).push(")");
    all(&query.build().fetch_all(db).await?)
}

/// Every connection that the two ever had, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_pair(db: &mut PgConnection, one: BusinessId, other: BusinessId) -> Result<Vec<Connection>> {
    let mut query = select("WHERE least(initiator, receiver) = least(");
    query.push_bind(one.0).push(", ").push_bind(other.0);
    query
        .push(") AND greatest(initiator, receiver) = greatest(")
        .push_bind(one.0)
        .push(", ")
        .push_bind(other.0);
    query.push(") ORDER BY created_at DESC, id DESC LIMIT 100");
    all(&query.build().fetch_all(db).await?)
}

/// The blocked connections between a business and these others.
///
/// # Errors
/// When the database does not answer.
pub async fn blocked_between(
    db: &mut PgConnection,
    business: BusinessId,
    others: &[BusinessId],
) -> Result<Vec<Connection>> {
    let others: Vec<Uuid> = others.iter().map(|id| id.0).collect();
    let mut query = select("WHERE status = 'BLOCKED' AND ((initiator = ");
    query.push_bind(business.0).push(" AND receiver = ANY(").push_bind(others.clone());
    query.push(")) OR (receiver = ").push_bind(business.0).push(" AND initiator = ANY(").push_bind(others);
    query.push(")))");
    all(&query.build().fetch_all(db).await?)
}

/// Which connections to list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only those that stand here; of those that wait, only where the other side is there.
    pub status: Option<ConnectionStatus>,
    /// Only those of this market.
    pub market: Option<MarketCode>,
    /// Only those that the business sent (true) or received (false).
    pub sent: Option<bool>,
    /// Only those that are over: not pending and not accepted.
    pub past: bool,
    /// Only those after this place.
    pub after: Option<(DateTime<Utc>, ConnectionId)>,
    /// At most so many.
    pub limit: i64,
}

/// The columns of a business's own side and of the other, where it asked and where it was asked.
const SENT: (&str, &str) = ("initiator", "receiver");
const RECEIVED: (&str, &str) = ("receiver", "initiator");

/// A business's connections, those that changed last first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &mut PgConnection,
    business: BusinessId,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> Result<Vec<Connection>> {
    let mut query = QueryBuilder::new("");
    // One scan per side, each along its index; an OR of both would read everything a busy side ever had.
    let sides: &[(&str, &str)] = match wanted.sent {
        Some(true) => &[SENT],
        Some(false) => &[RECEIVED],
        None => &[SENT, RECEIVED],
    };
    for (at, (side, other)) in sides.iter().enumerate() {
        query.push(if at == 0 { "(" } else { " UNION ALL (" });
        query.push(format!("SELECT {COLUMNS} FROM bizconnect.connections WHERE {side} = "));
        query.push_bind(business.0);
        match wanted.status {
            None => {}
            Some(ConnectionStatus::Pending) => {
                query.push(" AND status = 'PENDING' AND expires_at > ").push_bind(now);
                query.push(format!(
                    " AND NOT EXISTS (SELECT FROM bizconnect.businesses AS gone \
                       WHERE gone.id = connections.{other} AND NOT gone.present)"
                ));
            }
            Some(ConnectionStatus::Expired) => {
                query.push(" AND status IN ('PENDING', 'EXPIRED') AND expires_at <= ").push_bind(now);
            }
            Some(status) => {
                query.push(" AND status = ").push_bind(word(status));
            }
        }
        if wanted.past {
            query.push(
                " AND (status NOT IN ('PENDING', 'ACCEPTED') OR (status = 'PENDING' AND expires_at <= ",
            );
            query.push_bind(now).push("))");
        }
        if let Some(market) = &wanted.market {
            query.push(" AND market = ").push_bind(market.as_str().to_owned());
        }
        if let Some((changed_at, id)) = wanted.after {
            query
                .push(" AND (changed_at, id) < (")
                .push_bind(changed_at)
                .push(", ")
                .push_bind(id.0)
                .push(")");
        }
        query.push(" ORDER BY changed_at DESC, id DESC LIMIT ").push_bind(wanted.limit).push(")");
    }
    // One side alone is in its order already, and may not be told an order twice.
    if sides.len() > 1 {
        query.push(" ORDER BY changed_at DESC, id DESC LIMIT ").push_bind(wanted.limit);
    }
    all(&query.build().fetch_all(db).await?)
}

/// How many requests wait for the business's answer, how many of its own wait, and how many connections it has. Nobody
/// waits for a business that is gone, until it is back.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(
    db: &mut PgConnection,
    business: BusinessId,
    now: DateTime<Utc>,
) -> Result<(i64, i64, i64)> {
    let row = sqlx::query!(
        r#"SELECT
            (SELECT count(*) FROM bizconnect.connections
              WHERE receiver = $1 AND status = 'PENDING' AND expires_at > $2
                AND NOT EXISTS (SELECT FROM bizconnect.businesses AS gone
                                WHERE gone.id = connections.initiator AND NOT gone.present)) AS "received!",
            (SELECT count(*) FROM bizconnect.connections
              WHERE initiator = $1 AND status = 'PENDING' AND expires_at > $2
                AND NOT EXISTS (SELECT FROM bizconnect.businesses AS gone
                                WHERE gone.id = connections.receiver AND NOT gone.present)) AS "sent!",
            (SELECT count(*) FROM bizconnect.connections WHERE initiator = $1 AND status = 'ACCEPTED')
              + (SELECT count(*) FROM bizconnect.connections WHERE receiver = $1 AND status = 'ACCEPTED') AS "connected!""#,
        business.0,
        now,
    );
    let row = row.fetch_one(db).await?;
    Ok((row.received, row.sent, row.connected))
}

/// Requests whose time is over, each held; those that somebody else holds are left for the next time.
///
/// # Errors
/// When the database does not answer.
pub async fn hold_expired(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Connection>> {
    let mut query = select("WHERE status = 'PENDING' AND expires_at <= ");
    query.push_bind(now).push(" ORDER BY expires_at LIMIT ").push_bind(limit).push(" FOR UPDATE SKIP LOCKED");
    all(&query.build().fetch_all(db).await?)
}

/// Those of these requests whose time is over and that nobody has written down as expired, each held.
///
/// # Errors
/// When the database does not answer.
pub async fn hold_over(
    db: &mut PgConnection,
    ids: &[ConnectionId],
    now: DateTime<Utc>,
) -> Result<Vec<Connection>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let mut query = select("WHERE id = ANY(");
    query.push_bind(ids).push(") AND status = 'PENDING' AND expires_at <= ").push_bind(now);
    query.push(" ORDER BY id FOR UPDATE");
    all(&query.build().fetch_all(db).await?)
}

/// Requests whose receiver is to be reminded; each is returned once.
///
/// # Errors
/// When the database does not answer.
pub async fn take_reminders(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Connection>> {
    let mut query = QueryBuilder::new(
        "UPDATE bizconnect.connections SET remind_at = NULL WHERE id IN (
            SELECT id FROM bizconnect.connections WHERE remind_at <= ",
    );
    query.push_bind(now).push(" ORDER BY remind_at LIMIT ").push_bind(limit);
    query.push(format!(" FOR UPDATE SKIP LOCKED) RETURNING {COLUMNS}"));
    all(&query.build().fetch_all(db).await?)
}

/// Copies finished connections and their times, for demo data: without quota or event.
///
/// # Errors
/// When one breaks a rule of the table.
pub async fn fill(db: &mut PgConnection, connections: &[Connection]) -> Result<()> {
    for connection in connections {
        insert(db, &Connection { status: ConnectionStatus::Pending, version: 1, ..connection.clone() })
            .await?;
        if connection.version > 1 {
            // As if it had been changed step by step: the version before the last is the one that is written over.
            sqlx::query!(
                "UPDATE bizconnect.connections SET version = $2 WHERE id = $1",
                connection.id.0,
                connection.version - 1
            )
            .execute(&mut *db)
            .await?;
            update(db, connection).await?;
        }
    }
    Ok(())
}
