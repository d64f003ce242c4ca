//! NOTIFY and LISTEN between processes; what is too large for a NOTIFY lies in `platform.live_packets`.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus::Heard;
use crate::db::Db;
use crate::error::Result;

const CHANNEL: &str = "platform_live";
/// PostgreSQL refuses payloads of 8,000 bytes and more.
const LARGEST_NOTIFY: usize = 7_999;
/// Length of a process id at the start of every payload.
const ID: usize = 36;

/// Tells a batch to all processes.
pub(super) async fn notify(db: &Db, process: Uuid, batch: &str) -> Result<()> {
    let mut connection = db.read().await?;
    if ID + batch.len() <= LARGEST_NOTIFY {
        sqlx::query!("SELECT pg_notify($1, $2)", CHANNEL, format!("{process}{batch}"))
            .execute(&mut *connection)
            .await?;
    } else {
        sqlx::query!(
            "WITH packet AS (INSERT INTO platform.live_packets (body, made_at) VALUES ($3, now()) RETURNING id)
             SELECT pg_notify($1, $2 || '#' || id) FROM packet",
            CHANNEL,
            process.to_string(),
            batch
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Hears batches of other processes until `stop`. After a lost line, some may have been missed.
pub(super) async fn listen(
    db: Db,
    process: Uuid,
    heard: Heard,
    ready: CancellationToken,
    stop: CancellationToken,
) {
    let mut pause = Duration::from_millis(100);
    let mut lost = false;
    loop {
        let heard_all = async {
            let mut listener = PgListener::connect_with(db.pool()).await?;
            listener.listen(CHANNEL).await?;
            if lost {
                heard("[\"Missed\"]");
            }
            // Says that somebody new listens, before the first socket comes.
            notify(&db, process, "[]").await?;
            ready.cancel();
            hear(&mut listener, db.pool(), process, &heard).await
        };
        let ended: Result<()> =
            tokio::select! { () = stop.cancelled() => return, ended = heard_all => ended };
        if let Err(error) = ended {
            tracing::debug!(%error, "the line to the other processes is down");
        }
        lost = lost || ready.is_cancelled();
        tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(pause) => {} }
        pause = if lost { Duration::from_millis(100) } else { (pause * 2).min(Duration::from_secs(2)) };
    }
}

/// Ends when the line is lost.
async fn hear(listener: &mut PgListener, pool: &PgPool, process: Uuid, heard: &Heard) -> Result<()> {
    let own = process.to_string();
    while let Some(notification) = listener.try_recv().await? {
        let Some((sender, batch)) = notification.payload().split_at_checked(ID) else { continue };
        if sender == own {
            continue;
        }
        match batch.strip_prefix('#').map(str::parse::<i64>) {
            None => heard(batch),
            Some(Ok(id)) => {
                let body = sqlx::query_scalar!("SELECT body FROM platform.live_packets WHERE id = $1", id)
                    .fetch_optional(pool)
                    .await?;
                heard(body.as_deref().unwrap_or("[\"Missed\"]"));
            }
            Some(Err(_)) => {}
        }
    }
    Ok(())
}
