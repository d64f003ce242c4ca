//! How connecting goes, by market and week (B-9).

use chrono::{DateTime, NaiveDate, Utc};
use kernel::BusinessId;
use platform::Result;
use sqlx::PgConnection;

/// One market's week, or all its weeks together.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// The market's code.
    pub market: String,
    /// Its Monday; none for all weeks together.
    pub week: Option<NaiveDate>,
    /// Requests sent.
    pub sent: i64,
    /// Of these, accepted until now.
    pub sent_accepted: i64,
    /// Of these, answered or run out until now.
    pub sent_decided: i64,
    /// Requests received.
    pub received: i64,
    /// Of these, accepted until now.
    pub received_accepted: i64,
    /// Of these, answered or run out until now.
    pub received_decided: i64,
    /// Median seconds until the business answered those it received.
    pub own_answer_s: Option<f64>,
    /// Median seconds until others answered those it sent.
    pub their_answer_s: Option<f64>,
}

/// The last `weeks` weeks in which there was anything, the newest first, and after them all together, by market. Weeks
/// begin on Monday, in `zone`; the one of `now` is the last, and all are whole. A request belongs to the week in which it
/// was made. Without a business: of all together, where every request counts as sent and as received.
///
/// # Errors
/// When the database does not answer.
pub async fn weeks(
    db: &mut PgConnection,
    business: Option<BusinessId>,
    zone: &str,
    weeks: i32,
    now: DateTime<Utc>,
) -> Result<Vec<Week>> {
    let found = sqlx::query_as!(
        Week,
        r#"WITH since AS (
            SELECT (date_trunc('week', $4::timestamptz AT TIME ZONE $2) - make_interval(weeks => $3 - 1))
                AT TIME ZONE $2 AS at
        ), both_sides AS (
            SELECT connections.*, true AS sent FROM bizconnect.connections
            WHERE ($1::uuid IS NULL OR initiator = $1)
              AND changed_at >= (SELECT at FROM since) AND created_at >= (SELECT at FROM since)
            UNION ALL
            SELECT connections.*, false AS sent FROM bizconnect.connections
            WHERE ($1::uuid IS NULL OR receiver = $1)
              AND changed_at >= (SELECT at FROM since) AND created_at >= (SELECT at FROM since)
        ), own AS (
            SELECT market, date_trunc('week', created_at AT TIME ZONE $2)::date AS week, created_at, accepted_at,
                   answered_at, sent,
                   (answered_at IS NOT NULL OR accepted_at IS NOT NULL
                    OR (status IN ('PENDING', 'EXPIRED') AND expires_at <= $4)) AS decided
            FROM both_sides
        )
        SELECT market AS "market!", week AS "week?",
            count(*) FILTER (WHERE sent) AS "sent!",
            count(*) FILTER (WHERE sent AND accepted_at IS NOT NULL) AS "sent_accepted!",
            count(*) FILTER (WHERE sent AND decided) AS "sent_decided!",
            count(*) FILTER (WHERE NOT sent) AS "received!",
            count(*) FILTER (WHERE NOT sent AND accepted_at IS NOT NULL) AS "received_accepted!",
            count(*) FILTER (WHERE NOT sent AND decided) AS "received_decided!",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - created_at)::float8)
                FILTER (WHERE NOT sent AND answered_at IS NOT NULL) AS "own_answer_s?",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - created_at)::float8)
                FILTER (WHERE sent AND answered_at IS NOT NULL) AS "their_answer_s?"
        FROM own GROUP BY GROUPING SETS ((market, week), (market)) ORDER BY week DESC NULLS LAST, market"#,
        business.map(|id| id.0),
        zone,
        weeks,
        now,
    );
    Ok(found.fetch_all(db).await?)
}
