use chrono::{DateTime, NaiveDate, Utc};
use kernel::{BusinessId, ConversationId, UserId};
use platform::{Error, Result};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::inbox::desk::{Assignment, Desk, Hours};
use crate::inbox::pick::Agent;
use crate::inbox::ticket::Ticket;

/// How the inbox of a business works.
pub(crate) async fn desk(db: &mut PgConnection, business: BusinessId) -> Result<Desk> {
    let row = sqlx::query!("SELECT * FROM messaging.desks WHERE business_id = $1", business.0);
    let Some(row) = row.fetch_optional(db).await? else { return Ok(Desk::usual(business)) };
    let hours: Option<Hours> = row.hours.map(serde_json::from_value).transpose().map_err(Error::internal)?;
    Ok(Desk {
        business,
        time_zone: row.time_zone.parse().map_err(|_| Error::internal("a stored time zone is none"))?,
        hours,
        holidays: row.holidays,
        assignment: Assignment::parse(&row.assignment)
            .ok_or_else(|| Error::internal("a stored way of assignment is none"))?,
        sticky: row.sticky,
        by_language: row.by_language,
        topics: row.topics,
        manager_after: row.manager_after_min.into(),
        ceo_after: row.ceo_after_min.into(),
        silent_after: row.silent_after_min.into(),
        version: row.version,
    })
}

/// Writes how an inbox works, if it is still at `desk.version`; false when somebody else was first.
pub(crate) async fn set_desk(db: &mut PgConnection, desk: &Desk) -> Result<bool> {
    let hours: Option<Value> = desk.hours.as_ref().map(|hours| serde_json::json!(hours));
    let minutes = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
    let set = sqlx::query!(
        "INSERT INTO messaging.desks AS desk
            (business_id, time_zone, hours, holidays, assignment, sticky, by_language, manager_after_min, ceo_after_min,
             silent_after_min, topics)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12)
         ON CONFLICT (business_id) DO UPDATE SET time_zone = $2, hours = $3, holidays = $4, assignment = $5, sticky = $6,
            by_language = $7, manager_after_min = $8, ceo_after_min = $9, silent_after_min = $10,
            topics = $12, version = desk.version + 1
         WHERE desk.version = $11",
        desk.business.0,
        desk.time_zone.name(),
        hours,
        &desk.holidays as &[NaiveDate],
        desk.assignment.as_str(),
        desk.sticky,
        desk.by_language,
        minutes(desk.manager_after),
        minutes(desk.ceo_after),
        minutes(desk.silent_after),
        desk.version,
        &desk.topics as &[String],
    );
    Ok(set.execute(db).await?.rows_affected() == 1)
}

/// What is known of the agents of a business, with what they have now. Those without a row answer as usual.
pub(crate) async fn agents(
    db: &mut PgConnection,
    business: BusinessId,
    team: &[UserId],
) -> Result<Vec<Agent>> {
    let ids: Vec<Uuid> = team.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        r#"SELECT member.user_id AS "user_id!", agent.languages AS "languages?", agent.skills AS "skills?", agent.capacity AS "capacity?",
                  agent.on_shift AS "on_shift?", agent.last_assigned_at AS "last_assigned_at?", agent.version AS "version?",
                  (SELECT count(*) FROM messaging.tickets AS ticket
                   WHERE ticket.agent_id = member.user_id AND ticket.business_id = $1
                     AND ticket.status IN ('OPEN', 'PENDING')) AS "load!"
           FROM unnest($2::uuid[]) AS member (user_id)
           LEFT JOIN messaging.agents AS agent
             ON agent.business_id = $1 AND agent.user_id = member.user_id"#,
        business.0,
        &ids,
    );
    let agents = rows.fetch_all(db).await?.into_iter().map(|row| Agent {
        user: row.user_id.into(),
        languages: row.languages.unwrap_or_default(),
        skills: row.skills.unwrap_or_default(),
        capacity: row.capacity.unwrap_or(10).into(),
        on_shift: row.on_shift.unwrap_or(true),
        load: row.load,
        version: row.version.unwrap_or(0),
        last_assigned_at: row.last_assigned_at,
    });
    Ok(agents.collect())
}

/// Notes when an agent was given a customer last.
pub(crate) async fn note_assigned(
    db: &mut PgConnection,
    business: BusinessId,
    agent: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.agents (business_id, user_id, last_assigned_at) VALUES ($1, $2, $3)
         ON CONFLICT (business_id, user_id) DO UPDATE SET last_assigned_at = excluded.last_assigned_at",
        business.0,
        agent.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What is said of an agent; what is none is left as it was.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AgentChange<'a> {
    /// Language codes.
    pub languages: Option<&'a [String]>,
    /// Topics that they know.
    pub skills: Option<&'a [String]>,
    /// Customers at once.
    pub capacity: Option<i32>,
    /// Whether they work now.
    pub on_shift: Option<bool>,
}

/// Says something of an agent. `false` when they are not as `expected` any more; without it, whatever they are.
pub(crate) async fn set_agent(
    db: &mut PgConnection,
    business: BusinessId,
    agent: UserId,
    change: AgentChange<'_>,
    expected: Option<i64>,
) -> Result<bool> {
    let set = sqlx::query!(
        "INSERT INTO messaging.agents AS agent (business_id, user_id, languages, capacity, on_shift, skills, version)
         SELECT $1, $2, coalesce($3::text[], '{}'), coalesce($4::int, 10), coalesce($5::bool, true),
                coalesce($6::text[], '{}'), 1
         WHERE coalesce($7::bigint, 0) = 0
            OR EXISTS (SELECT FROM messaging.agents WHERE business_id = $1 AND user_id = $2)
         ON CONFLICT (business_id, user_id) DO UPDATE SET languages = coalesce($3::text[], agent.languages),
            capacity = coalesce($4::int, agent.capacity), on_shift = coalesce($5::bool, agent.on_shift),
            skills = coalesce($6::text[], agent.skills), version = agent.version + 1
         WHERE $7::bigint IS NULL OR agent.version = $7",
        business.0,
        agent.0,
        change.languages,
        change.capacity,
        change.on_shift,
        change.skills,
        expected,
    );
    Ok(set.execute(db).await?.rows_affected() == 1)
}

/// Something the team says among themselves.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// Which.
    pub id: Uuid,
    /// Who wrote it.
    pub author: UserId,
    /// Whom the customer was handed to with it.
    pub to_agent: Option<UserId>,
    /// Words; none where only the topic was changed.
    pub body: String,
    /// What the customer writes about from then on, empty for nothing in particular; none where that was not changed.
    pub topic: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

pub(crate) async fn add_note(
    db: &mut PgConnection,
    conversation: ConversationId,
    business: BusinessId,
    note: &Note,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.notes (id, conversation_id, business_id, author_id, to_agent_id, body, at, topic)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        note.id,
        conversation.0,
        business.0,
        note.author.0,
        note.to_agent.map(|id| id.0),
        note.body,
        note.at,
        note.topic,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes on a conversation, the newest first; no more than `limit`, those before one.
pub(crate) async fn notes(
    db: &mut PgConnection,
    conversation: ConversationId,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Note>> {
    let rows = sqlx::query!(
        "SELECT id, author_id, to_agent_id, body, topic, at FROM messaging.notes
         WHERE conversation_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        conversation.0,
        before.unwrap_or(Uuid::max()),
        limit,
    );
    let notes = rows.fetch_all(db).await?.into_iter().map(|row| Note {
        id: row.id,
        author: row.author_id.into(),
        to_agent: row.to_agent_id.map(UserId),
        body: row.body,
        topic: row.topic,
        at: row.at,
    });
    Ok(notes.collect())
}

/// A ready answer.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    /// Which.
    pub id: Uuid,
    /// What one types for it.
    pub shortcut: String,
    /// Words.
    pub body: String,
    /// For `If-Match`.
    pub version: i64,
}

pub(crate) async fn canned(db: &mut PgConnection, business: BusinessId) -> Result<Vec<Canned>> {
    let rows = sqlx::query_as!(
        Canned,
        "SELECT id, shortcut, body, version FROM messaging.canned_replies WHERE business_id = $1
         ORDER BY shortcut",
        business.0,
    );
    Ok(rows.fetch_all(db).await?)
}

/// Keeps a ready answer; false where there are `most` already. Some that come at once may pass together.
pub(crate) async fn insert_canned(
    db: &mut PgConnection,
    business: BusinessId,
    canned: &Canned,
    most: i64,
) -> Result<bool, sqlx::Error> {
    let kept = sqlx::query!(
        "INSERT INTO messaging.canned_replies (id, business_id, shortcut, body)
         SELECT $1, $2, $3, $4
         WHERE (SELECT count(*) FROM messaging.canned_replies WHERE business_id = $2) < $5",
        canned.id,
        business.0,
        canned.shortcut,
        canned.body,
        most,
    );
    Ok(kept.execute(db).await?.rows_affected() == 1)
}

/// Writes a ready answer that is still at `canned.version`; false when somebody else was first or it is gone.
pub(crate) async fn update_canned(
    db: &mut PgConnection,
    business: BusinessId,
    canned: &Canned,
) -> Result<bool, sqlx::Error> {
    let written = sqlx::query!(
        "UPDATE messaging.canned_replies SET shortcut = $3, body = $4, version = version + 1
         WHERE id = $1 AND business_id = $2 AND version = $5",
        canned.id,
        business.0,
        canned.shortcut,
        canned.body,
        canned.version,
    );
    Ok(written.execute(db).await?.rows_affected() == 1)
}

pub(crate) async fn delete_canned(db: &mut PgConnection, business: BusinessId, id: Uuid) -> Result<bool> {
    let gone = sqlx::query!(
        "DELETE FROM messaging.canned_replies WHERE id = $1 AND business_id = $2",
        id,
        business.0
    );
    Ok(gone.execute(db).await?.rows_affected() == 1)
}

/// Keeps how long a conversation took.
pub(crate) async fn note_times(
    db: &mut PgConnection,
    ticket: &Ticket,
    resolved_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.ticket_times
            (conversation_id, resolved_at, business_id, agent_id, first_answer_s, resolution_s, first_answer_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        ticket.conversation.0,
        resolved_at,
        ticket.business.0,
        ticket.agent.map(|id| id.0),
        ticket.first_answer_at.map(|at| (at - ticket.opened_at).num_seconds()),
        (resolved_at - ticket.opened_at).num_seconds(),
        ticket.first_answer_by.map(|id| id.0),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How quickly one agent was.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    /// Who; none for what nobody had.
    pub agent: Option<UserId>,
    /// Conversations that ended and were theirs then.
    pub resolved: i64,
    /// Conversations that ended and that they answered first.
    pub answered: i64,
    /// Median seconds to the first answer.
    pub first_answer_s: Option<f64>,
    /// Median seconds to the end.
    pub resolution_s: Option<f64>,
}

/// How quickly each agent of a business was between two moments.
pub(crate) async fn times(
    db: &mut PgConnection,
    business: BusinessId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Times>> {
    let rows = sqlx::query!(
        r#"WITH done AS MATERIALIZED (
               SELECT agent_id, resolution_s, first_answer_s, coalesce(first_answer_by, agent_id) AS first_answer_by
               FROM messaging.ticket_times WHERE business_id = $1 AND resolved_at >= $2 AND resolved_at < $3
           )
           SELECT agent_id, count(resolution_s) AS "resolved!", count(first_answer_s) AS "answered!",
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY first_answer_s) AS first_answer_s,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY resolution_s) AS resolution_s
           FROM (
               SELECT agent_id, resolution_s, NULL::bigint AS first_answer_s FROM done
               UNION ALL
               SELECT first_answer_by, NULL, first_answer_s FROM done WHERE first_answer_s IS NOT NULL
           ) AS part
           GROUP BY agent_id ORDER BY count(resolution_s) DESC, agent_id"#,
        business.0,
        from,
        to,
    );
    let times = rows.fetch_all(db).await?.into_iter().map(|row| Times {
        agent: row.agent_id.map(UserId),
        resolved: row.resolved,
        answered: row.answered,
        first_answer_s: row.first_answer_s,
        resolution_s: row.resolution_s,
    });
    Ok(times.collect())
}
