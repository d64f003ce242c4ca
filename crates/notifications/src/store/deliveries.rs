//! Deliveries: one row for each notification and channel.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{NotificationId, UserId};
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use super::word;
use crate::model::Topic;
use crate::model::channel::{ChannelName, DeliveryStatus};
use crate::model::kind::Kind;
use crate::model::plan::{Before, Plan};
use crate::model::words::Facts;

/// A notification and a channel by which it may go out.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// Which notification.
    pub line: NotificationId,
    /// Whose.
    pub user: UserId,
    /// By which channel.
    pub channel: ChannelName,
    /// Its type.
    pub topic: Topic,
}

fn of<T>(ways: &[Way], value: impl Fn(&Way) -> T) -> Vec<T> {
    ways.iter().map(value).collect()
}

/// How often people were interrupted by these ways before, in their order.
pub async fn before(conn: &mut PgConnection, ways: &[Way], now: DateTime<Utc>) -> Result<Vec<Before>> {
    let rows = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM notifications.deliveries AS sent
                   WHERE sent.user_id = way.user_id AND sent.channel = way.channel AND sent.type = way.type
                     AND sent.sent_at > $5) AS "in_an_hour!",
                  (SELECT sent_at FROM notifications.deliveries AS same
                   WHERE same.notification_id = way.line AND same.channel = way.channel) AS same_at
           FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY
                AS way (line, user_id, channel, type, place) ORDER BY way.place"#,
        &of(ways, |way| way.line.0),
        &of(ways, |way| way.user.0),
        &of(ways, |way| way.channel.as_str()) as &[&str],
        &of(ways, |way| way.topic.as_str()) as &[&str],
        now - TimeDelta::hours(1),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Before { in_an_hour: row.in_an_hour, same_at: row.same_at }).collect())
}

/// Writes what was decided, of each way. One that waits already goes out at its earlier time, with the newest words.
pub async fn put(conn: &mut PgConnection, ways: &[Way], plans: &[Plan], now: DateTime<Utc>) -> Result<()> {
    let plans: Vec<_> = plans
        .iter()
        .map(|plan| match *plan {
            Plan::Send { due_at, digest } => (DeliveryStatus::Queued, None, due_at, digest),
            Plan::Suppress { reason } => (DeliveryStatus::Suppressed, Some(reason), now, false),
        })
        .collect();
    sqlx::query!(
        "INSERT INTO notifications.deliveries AS known
            (notification_id, channel, user_id, type, status, reason, digest, due_at, changed_at)
         SELECT line, channel, user_id, type, status, reason, digest, due_at, $9
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[],
                $8::timestamptz[]) AS new (line, channel, user_id, type, status, reason, digest, due_at)
         ON CONFLICT (notification_id, channel) DO UPDATE
         SET status = excluded.status, reason = excluded.reason, digest = excluded.digest, attempts = 0, changed_at = $9,
             due_at = CASE WHEN known.status = 'QUEUED' AND excluded.status = 'QUEUED'
                           THEN least(known.due_at, excluded.due_at) ELSE excluded.due_at END",
        &of(ways, |way| way.line.0),
        &of(ways, |way| way.channel.as_str()) as &[&str],
        &of(ways, |way| way.user.0),
        &of(ways, |way| way.topic.as_str()) as &[&str],
        &plans.iter().map(|plan| plan.0.as_str()).collect::<Vec<_>>() as &[&str],
        &plans.iter().map(|plan| plan.1).collect::<Vec<_>>() as &[Option<&str>],
        &plans.iter().map(|plan| plan.3).collect::<Vec<_>>(),
        &plans.iter().map(|plan| plan.2).collect::<Vec<_>>(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What waits for somebody by channels by which they do not want this type any more goes out no more.
pub async fn suppress(
    conn: &mut PgConnection,
    user: UserId,
    unwanted: &[(Topic, ChannelName)],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE notifications.deliveries AS delivery
         SET status = 'SUPPRESSED', reason = 'PREFERENCE', changed_at = $4
         FROM notifications.notifications AS line, unnest($2::text[], $3::text[]) AS unwanted (type, channel)
         WHERE line.user_id = $1 AND line.read_at IS NULL AND delivery.notification_id = line.id
           AND delivery.status = 'QUEUED' AND delivery.type = unwanted.type AND delivery.channel = unwanted.channel",
        user.0,
        &unwanted.iter().map(|way| way.0.as_str()).collect::<Vec<_>>() as &[&str],
        &unwanted.iter().map(|way| way.1.as_str()).collect::<Vec<_>>() as &[&str],
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A delivery whose time has come.
#[derive(Debug, Clone)]
pub struct Due {
    /// Which notification.
    pub line: NotificationId,
    /// By which channel.
    pub channel: ChannelName,
    /// To whom.
    pub user: UserId,
    /// Its type.
    pub topic: Topic,
    /// Together with others.
    pub digest: bool,
    /// Tries, with this one.
    pub attempts: i32,
    /// Which sentence.
    pub kind: Kind,
    /// What the sentence speaks of.
    pub facts: Facts,
    /// How many like things it stands for.
    pub count: i64,
    /// When the last of them happened.
    pub updated_at: DateTime<Utc>,
}

/// Notifications of which something is due and has not been read, the longest due first: some `limit`, and with them what
/// is due to the last reader at the same moment, so that a digest is not sent in pieces.
pub async fn due(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<NotificationId>> {
    let lines = sqlx::query_scalar!(
        "SELECT notification_id FROM notifications.deliveries
         WHERE status = 'QUEUED' AND due_at <= $1 ORDER BY due_at, user_id FETCH FIRST $2 ROWS WITH TIES",
        now,
        limit,
    );
    Ok(lines.fetch_all(conn).await?.into_iter().map(NotificationId).collect())
}

/// Takes what is due of `lines` and has not been read, for one try: until `lease` nobody else takes it.
pub async fn claim(
    conn: &mut PgConnection,
    lines: &[NotificationId],
    now: DateTime<Utc>,
    lease: DateTime<Utc>,
) -> Result<Vec<Due>> {
    let lines: Vec<Uuid> = lines.iter().map(|line| line.0).collect();
    let rows = sqlx::query!(
        // Found by their keys and looked at afterwards: through the index of what is due the planner would read much
        // that is no longer there.
        "WITH theirs AS MATERIALIZED (
            SELECT notification_id, channel, status, due_at FROM notifications.deliveries
            WHERE notification_id = ANY($3) FOR UPDATE SKIP LOCKED
         )
         UPDATE notifications.deliveries AS delivery
         SET due_at = $2, attempts = delivery.attempts + 1, changed_at = $1
         FROM theirs JOIN notifications.notifications AS line ON line.id = theirs.notification_id
         WHERE theirs.status = 'QUEUED' AND theirs.due_at <= $1
           AND delivery.notification_id = theirs.notification_id AND delivery.channel = theirs.channel
         RETURNING line.id, delivery.channel, delivery.user_id, delivery.type, delivery.digest, delivery.attempts, line.kind,
                   line.data, line.count, line.updated_at",
        now,
        lease,
        &lines,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Due {
                line: NotificationId(row.id),
                channel: word(&row.channel)?,
                user: UserId(row.user_id),
                topic: word(&row.r#type)?,
                digest: row.digest,
                attempts: row.attempts,
                kind: Kind::of(&row.kind),
                facts: serde_json::from_value(row.data).map_err(Error::internal)?,
                count: row.count,
                updated_at: row.updated_at,
            })
        })
        .collect()
}

/// Notes what became of tries. What was read meanwhile stays as it is.
pub async fn finish(
    conn: &mut PgConnection,
    lines: &[NotificationId],
    channel: ChannelName,
    status: DeliveryStatus,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let lines: Vec<Uuid> = lines.iter().map(|line| line.0).collect();
    let went_out = matches!(status, DeliveryStatus::Sent | DeliveryStatus::Delivered);
    sqlx::query!(
        "UPDATE notifications.deliveries
         SET status = $3, reason = $4, changed_at = $5, sent_at = CASE WHEN $6 THEN $5 ELSE sent_at END
         WHERE notification_id = ANY($1) AND channel = $2 AND status = 'QUEUED'",
        &lines,
        channel.as_str(),
        status.as_str(),
        reason,
        now,
        went_out,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a try off.
pub async fn try_again(
    conn: &mut PgConnection,
    line: NotificationId,
    channel: ChannelName,
    due_at: DateTime<Utc>,
    reason: &str,
) -> Result<()> {
    sqlx::query!(
        "UPDATE notifications.deliveries SET due_at = $3, reason = $4
         WHERE notification_id = $1 AND channel = $2 AND status = 'QUEUED'",
        line.0,
        channel.as_str(),
        due_at,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// These were read: what waits goes out no more, what went out is done.
pub async fn read(conn: &mut PgConnection, lines: &[NotificationId], now: DateTime<Utc>) -> Result<()> {
    let lines: Vec<Uuid> = lines.iter().map(|line| line.0).collect();
    sqlx::query!(
        "UPDATE notifications.deliveries
         SET status = CASE status WHEN 'QUEUED' THEN 'CANCELLED' ELSE 'READ' END, changed_at = $2
         WHERE notification_id = ANY($1) AND status IN ('QUEUED', 'SENT', 'DELIVERED')",
        &lines,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
