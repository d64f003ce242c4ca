//! NOTIFY and LISTEN between processes; what is too large for a NOTIFY lies in `platform.live_packets`.
//!
//! The connection that listens carries the process's id as its application name, so the server itself knows who
//! listens: a process that is gone, however it ended, is not counted any more.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus::{Bus, Heard};
use crate::db::Db;
use crate::error::Result;

const CHANNEL: &str = "platform_live";
/// PostgreSQL refuses payloads of 8,000 bytes and more.
const LARGEST_NOTIFY: usize = 7_999;
/// Length of a process id at the start of every payload.
const ID: usize = 36;
/// Application names of listening connections begin so: those of processes that take sockets, and of others.
const SERVES: &str = "pushnchat live ";
const WORKS: &str = "pushnchat work ";

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

/// All other processes that listen.
pub(super) async fn listening(db: &Db, process: Uuid) -> Result<Vec<Uuid>> {
    let names = names(db).await?;
    let id = |name: &String| {
        let id = name.strip_prefix(SERVES).or_else(|| name.strip_prefix(WORKS))?;
        id.parse().ok().filter(|id| *id != process)
    };
    Ok(names.iter().filter_map(id).collect())
}

/// How many other processes take sockets.
pub(super) async fn serving(db: &Db, process: Uuid) -> Result<usize> {
    let own = format!("{SERVES}{process}");
    Ok(names(db).await?.iter().filter(|name| name.starts_with(SERVES) && **name != own).count())
}

async fn names(db: &Db) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"SELECT DISTINCT application_name AS "name!" FROM pg_stat_activity
           WHERE datname = current_database() AND application_name LIKE 'pushnchat %'"#
    )
    .fetch_all(&mut *db.read().await?)
    .await?;
    Ok(names)
}

/// Hears batches of other processes until `stop`. After a lost line, some may have been missed. Greets the others as
/// soon as Redis was tried.
pub(super) async fn listen(
    bus: Arc<Bus>,
    db: Db,
    serves: bool,
    heard: Heard,
    tried: CancellationToken,
    stop: CancellationToken,
) {
    let mut pause = Duration::from_millis(100);
    let mut lost = false;
    loop {
        let heard_all = async {
            let pool = pool_of_one(&db, bus.process, serves);
            let mut listener = PgListener::connect_with(&pool).await?;
            // A lost line is told to the clients before there is a new one.
            listener.eager_reconnect(false);
            listener.listen(CHANNEL).await?;
            let greet = async {
                tried.cancelled().await;
                // After an outage some dead connections may still lie in the pool.
                while let Err(error) = bus.greet(&db).await {
                    tracing::debug!(%error, "the other processes could not be greeted yet");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                // Only now: what is said after the clients have asked must reach them.
                if lost {
                    heard("[\"Missed\"]");
                }
                std::future::pending().await
            };
            tokio::select! {
                ended = hear(&mut listener, &db, bus.process, &heard) => ended,
                never = greet => never,
            }
        };
        let ended: Result<()> =
            tokio::select! { () = stop.cancelled() => return, ended = heard_all => ended };
        if let Err(error) = ended {
            tracing::debug!(%error, "the line to the other processes is down");
        }
        lost = lost || bus.is_ready();
        tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(pause) => {} }
        pause = if lost { Duration::from_millis(100) } else { (pause * 2).min(Duration::from_secs(2)) };
    }
}

/// For the one connection that listens; it ends with the pool, so that no other statement goes under its name.
fn pool_of_one(db: &Db, process: Uuid, serves: bool) -> PgPool {
    let name = format!("{}{process}", if serves { SERVES } else { WORKS });
    let options = db.pool().connect_options();
    PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(3))
        .connect_lazy_with(options.as_ref().clone().application_name(&name))
}

/// Ends when the line is lost.
async fn hear(listener: &mut PgListener, db: &Db, process: Uuid, heard: &Heard) -> Result<()> {
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
                    .fetch_optional(db.pool())
                    .await?;
                heard(body.as_deref().unwrap_or("[\"Missed\"]"));
            }
            Some(Err(_)) => {}
        }
    }
    Ok(())
}
