use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConversationId, UserId};
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::inbox::ticket::Ticket;

struct Row {
    conversation_id: Uuid,
    business_id: Uuid,
    customer_id: Uuid,
    language: Option<String>,
    topic: Option<String>,
    status: String,
    agent_id: Option<Uuid>,
    known_agent_id: Option<Uuid>,
    queued_at: Option<DateTime<Utc>>,
    assigned_at: Option<DateTime<Utc>>,
    waiting_since: Option<DateTime<Utc>>,
    snoozed_until: Option<DateTime<Utc>>,
    level: i16,
    suspect: bool,
    opened_at: DateTime<Utc>,
    first_answer_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    heard_seq: i64,
    version: i64,
    look_at: Option<DateTime<Utc>>,
    not_agent_id: Option<Uuid>,
    first_answer_by: Option<Uuid>,
}

impl Row {
    fn ticket(self) -> Result<Ticket> {
        Ok(Ticket {
            conversation: self.conversation_id.into(),
            business: self.business_id.into(),
            customer: self.customer_id.into(),
            language: self.language,
            topic: self.topic,
            status: self.status.parse().map_err(Error::internal)?,
            agent: self.agent_id.map(UserId),
            known_agent: self.known_agent_id.map(UserId),
            not_agent: self.not_agent_id.map(UserId),
            queued_at: self.queued_at,
            assigned_at: self.assigned_at,
            waiting_since: self.waiting_since,
            snoozed_until: self.snoozed_until,
            level: self.level,
            suspect: self.suspect,
            opened_at: self.opened_at,
            first_answer_at: self.first_answer_at,
            first_answer_by: self.first_answer_by.map(UserId),
            resolved_at: self.resolved_at,
            heard_seq: self.heard_seq,
            look_at: self.look_at,
            version: self.version,
        })
    }
}

fn tickets(rows: Vec<Row>) -> Result<Vec<Ticket>> {
    rows.into_iter().map(Row::ticket).collect()
}

pub(crate) async fn insert(db: &mut PgConnection, ticket: &Ticket) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.tickets
            (conversation_id, business_id, customer_id, language, status, queued_at, suspect, opened_at, look_at, topic)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
        ticket.conversation.0,
        ticket.business.0,
        ticket.customer.0,
        ticket.language,
        ticket.status.as_str(),
        ticket.queued_at,
        ticket.suspect,
        ticket.opened_at,
        ticket.look_at,
        ticket.topic,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes what a customer writes about now; none for nothing that the business offers.
pub(crate) async fn set_topic(db: &mut PgConnection, id: ConversationId, topic: Option<&str>) -> Result<()> {
    sqlx::query!("UPDATE messaging.tickets SET topic = $2 WHERE conversation_id = $1", id.0, topic)
        .execute(db)
        .await?;
    Ok(())
}

/// One ticket, locked for a change.
pub(crate) async fn hold(db: &mut PgConnection, id: ConversationId) -> Result<Option<Ticket>> {
    let row =
        sqlx::query_as!(Row, "SELECT * FROM messaging.tickets WHERE conversation_id = $1 FOR UPDATE", id.0);
    row.fetch_optional(db).await?.map(Row::ticket).transpose()
}

pub(crate) async fn update(db: &mut PgConnection, ticket: &Ticket) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.tickets SET status = $2, agent_id = $3, known_agent_id = $4, queued_at = $5, assigned_at = $6,
                waiting_since = $7, snoozed_until = $8, level = $9, suspect = $10, opened_at = $11,
                first_answer_at = $12, resolved_at = $13, heard_seq = $14, look_at = $15, not_agent_id = $16,
                first_answer_by = $17, version = version + 1
         WHERE conversation_id = $1",
        ticket.conversation.0,
        ticket.status.as_str(),
        ticket.agent.map(|id| id.0),
        ticket.known_agent.map(|id| id.0),
        ticket.queued_at,
        ticket.assigned_at,
        ticket.waiting_since,
        ticket.snoozed_until,
        ticket.level,
        ticket.suspect,
        ticket.opened_at,
        ticket.first_answer_at,
        ticket.resolved_at,
        ticket.heard_seq,
        ticket.look_at,
        ticket.not_agent.map(|id| id.0),
        ticket.first_answer_by.map(|id| id.0),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The queue of a business: honest words first, then by how long they have waited; without those who may not write
/// meanwhile. Locked.
pub(crate) async fn queue(db: &mut PgConnection, business: BusinessId, limit: i64) -> Result<Vec<Ticket>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT * FROM messaging.tickets WHERE business_id = $1 AND queued_at IS NOT NULL AND status = 'OPEN'
           AND NOT messaging.rests(conversation_id)
         ORDER BY suspect, queued_at, conversation_id LIMIT $2 FOR UPDATE",
        business.0,
        limit,
    );
    tickets(rows.fetch_all(db).await?)
}

/// Which tickets a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Those nobody has.
    Queue,
    /// Those of one agent that are not done.
    Of(UserId),
    /// All that are not done.
    Unresolved,
    /// Those that are done.
    Resolved,
}

impl View {
    /// Where a ticket stands in the list.
    pub(crate) fn place(self, ticket: &Ticket) -> (DateTime<Utc>, Uuid) {
        let at = match self {
            Self::Resolved => ticket.resolved_at,
            Self::Queue | Self::Of(_) | Self::Unresolved => ticket.queued_at.or(ticket.waiting_since),
        };
        (at.unwrap_or(ticket.opened_at), ticket.conversation.0)
    }
}

/// Up to `limit` tickets of a business after a place: the longest waiting first; of those that are done the newest.
pub(crate) async fn list(
    db: &mut PgConnection,
    business: BusinessId,
    view: View,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Ticket>> {
    let (name, agent) = match view {
        View::Queue => ("QUEUE", None),
        View::Of(agent) => ("OF", Some(agent.0)),
        View::Unresolved => ("UNRESOLVED", None),
        View::Resolved => return done(db, business, after, limit).await,
    };
    let rows = sqlx::query_as!(
        Row,
        // The states are named for the sake of the index: most tickets of a business are done.
        "SELECT * FROM messaging.tickets
         WHERE business_id = $1
           AND status IN ('OPEN', 'PENDING', 'SNOOZED')
           AND CASE $2::text WHEN 'QUEUE' THEN queued_at IS NOT NULL AND status = 'OPEN'
                             WHEN 'OF' THEN agent_id = $3 ELSE true END
           AND (coalesce(queued_at, waiting_since, opened_at), conversation_id)
               > (coalesce($4, '-infinity'::timestamptz), $5)
         ORDER BY coalesce(queued_at, waiting_since, opened_at), conversation_id LIMIT $6",
        business.0,
        name,
        agent,
        after.map(|(at, _)| at),
        after.map_or(Uuid::nil(), |(_, id)| id),
        limit,
    );
    tickets(rows.fetch_all(db).await?)
}

async fn done(
    db: &mut PgConnection,
    business: BusinessId,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Ticket>> {
    let rows = sqlx::query_as!(
        Row,
        // No "or there is none": a kept plan would read all from the last one on, for each page anew.
        "SELECT * FROM messaging.tickets
         WHERE business_id = $1 AND status = 'RESOLVED'
           AND (resolved_at, conversation_id) < (coalesce($2, 'infinity'::timestamptz), $3)
         ORDER BY resolved_at DESC, conversation_id DESC LIMIT $4",
        business.0,
        after.map(|(at, _)| at),
        after.map_or(Uuid::nil(), |(_, id)| id),
        limit,
    );
    tickets(rows.fetch_all(db).await?)
}

/// Tickets that time has to do something about, the longest due first.
pub(crate) async fn due(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(ConversationId, BusinessId)>> {
    let rows = sqlx::query!(
        "SELECT conversation_id, business_id FROM messaging.tickets WHERE look_at <= $1 ORDER BY look_at LIMIT $2",
        now,
        limit,
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.conversation_id.into(), row.business_id.into())).collect())
}

/// Has time leave those of these customers alone who may not write meanwhile, or of whom the team hears nothing: out of
/// the queue, and no clock runs. Those who may again go on: whoever waits, waits from now on. Returns whose ticket
/// changed.
pub(crate) async fn rest_or_go_on(
    db: &mut PgConnection,
    ids: &[ConversationId],
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let changed = sqlx::query_scalar!(
        "UPDATE messaging.tickets AS ticket SET
            look_at = CASE WHEN room.rests THEN NULL WHEN status = 'OPEN' THEN $2 ELSE snoozed_until END,
            queued_at = CASE WHEN room.rests THEN NULL
                             WHEN status = 'OPEN' AND agent_id IS NULL THEN coalesce(queued_at, $2)
                             ELSE queued_at END,
            waiting_since = CASE WHEN status = 'OPEN' AND NOT room.rests AND waiting_since IS NOT NULL THEN $2
                                 ELSE waiting_since END,
            level = CASE WHEN status = 'OPEN' AND NOT room.rests THEN 0 ELSE level END,
            version = version + 1
         FROM (SELECT id, messaging.rests(id) AS rests FROM unnest($1::uuid[]) AS id) AS room
         WHERE ticket.conversation_id = room.id AND status IN ('OPEN', 'SNOOZED')
           AND room.rests = (look_at IS NOT NULL)
         RETURNING conversation_id",
        &ids,
        now,
    );
    Ok(changed.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// Those of these conversations for whose customers no clock runs.
pub(crate) async fn resting(
    db: &mut PgConnection,
    ids: &[ConversationId],
) -> Result<HashSet<ConversationId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let resting = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM unnest($1::uuid[]) AS id WHERE messaging.rests(id)"#,
        &ids,
    );
    Ok(resting.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// Sets when time has to do something about a ticket, and nothing else.
pub(crate) async fn look_at(
    db: &mut PgConnection,
    id: ConversationId,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!("UPDATE messaging.tickets SET look_at = $2 WHERE conversation_id = $1", id.0, at)
        .execute(db)
        .await?;
    Ok(())
}

/// Has every open ticket of a business looked at: its rules or who works for it changed.
pub(crate) async fn look_at_desk(
    db: &mut PgConnection,
    business: BusinessId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.tickets SET look_at = $2 WHERE business_id = $1 AND status = 'OPEN'",
        business.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Has every open ticket of an agent looked at: they may not be of the team any more.
pub(crate) async fn look_at_tickets_of(
    db: &mut PgConnection,
    agent: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.tickets SET look_at = $2 WHERE agent_id = $1 AND status = 'OPEN'",
        agent.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Shows every agent out of a conversation but the one who answers.
pub(crate) async fn dismiss_agents(
    db: &mut PgConnection,
    id: ConversationId,
    but: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.members SET left_at = $3
         WHERE conversation_id = $1 AND role = 'AGENT' AND left_at IS NULL AND user_id IS DISTINCT FROM $2",
        id.0,
        but.map(|id| id.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
