//! Who is online in which process, and which processes live (M-8).
//!
//! Every process writes itself down every 10 s; whoever sees one that is silent for 45 s sweeps it away with its users.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use kernel::UserId;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Inner;
use super::bus_postgres;
use super::call::LiveCaller;
use super::server::Server;
use crate::db::Db;
use crate::error::Result;
use crate::module::Platform;

const HEARTBEAT: Duration = Duration::from_secs(10);

/// A user's first socket in this process came, or the last one went.
pub(super) enum Presence {
    Came { user: UserId, caller: Option<LiveCaller> },
    Gone { user: UserId },
}

/// What came of a user's moves since they were last written down.
enum Net {
    Came(Option<LiveCaller>),
    Gone,
    /// Went and came back.
    Back(Option<LiveCaller>),
    /// Came and went.
    Nothing,
}

/// Which of these users have a socket in a living process.
pub(super) async fn online(db: &Db, users: &[UserId]) -> Result<HashSet<UserId>> {
    if users.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    let found = sqlx::query_scalar!(
        r#"SELECT DISTINCT u.user_id FROM platform.live_users u
           JOIN platform.live_processes p ON p.id = u.process_id
           WHERE u.user_id = ANY($1) AND p.seen_at > now() - interval '45 seconds'"#,
        &ids
    )
    .fetch_all(&mut *db.read().await?)
    .await?;
    Ok(found.into_iter().map(UserId).collect())
}

/// Writes this process and its users down until `stop`, then strikes them out.
pub(super) async fn run(inner: &Arc<Inner>, platform: &Arc<Platform>, serves: bool, stop: CancellationToken) {
    let book = Book { db: platform.db("platform"), process: inner.bus.process, serves };
    let server = inner.server.get().cloned();
    let mut moved = server
        .as_ref()
        .and_then(|server| server.moved.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take());
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut moves = Vec::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            _ = heartbeat.tick() => {
                let greetings = inner.bus.greetings();
                let beaten = async {
                    let peers = bus_postgres::serving(&book.db, book.process).await?;
                    inner.bus.set_peers(peers, greetings);
                    book.beat(server.as_ref()).await
                };
                if let Err(error) = beaten.await {
                    tracing::debug!(%error, "this process could not be written down as living");
                    inner.bus.suppose_peers();
                }
            }
            () = next_moves(&mut moved, &mut moves) => book.write(server.as_ref(), &mut moves).await,
        }
    }
    if let Err(error) = book.strike_out().await {
        tracing::debug!(%error, "this process could not be struck out; others will sweep it");
    }
}

async fn next_moves(moved: &mut Option<mpsc::UnboundedReceiver<Presence>>, moves: &mut Vec<Presence>) {
    let Some(receiver) = moved else { return std::future::pending().await };
    if receiver.recv_many(moves, 1000).await == 0 {
        *moved = None;
    }
}

struct Book {
    db: Db,
    process: Uuid,
    serves: bool,
}

impl Book {
    /// Says that this process lives, and sweeps those that do not.
    async fn beat(&self, server: Option<&Arc<Server>>) -> Result<()> {
        let mut connection = self.db.read().await?;
        let row = sqlx::query!(
            r#"INSERT INTO platform.live_processes (id, serves, seen_at) VALUES ($1, $2, now())
               ON CONFLICT (id) DO UPDATE SET seen_at = now() RETURNING (xmax = 0) AS "is_new!""#,
            self.process,
            self.serves
        )
        .fetch_one(&mut *connection)
        .await?;
        drop(connection);
        if row.is_new
            && let Some(server) = server
        {
            // The first time there is nobody; later it means that the tables were emptied or that we were swept.
            self.insert(&server.online()).await?;
        }
        for user in self.sweep().await? {
            tell_gone(server, user, true).await;
        }
        Ok(())
    }

    /// Strikes out processes that are silent, and packets that everybody has fetched; returns users who have no socket left.
    async fn sweep(&self) -> Result<Vec<UserId>> {
        let mut connection = self.db.read().await?;
        sqlx::query!("DELETE FROM platform.live_packets WHERE made_at < now() - interval '5 minutes'")
            .execute(&mut *connection)
            .await?;
        let dead = sqlx::query_scalar!(
            "DELETE FROM platform.live_processes WHERE seen_at < now() - interval '45 seconds' RETURNING id"
        )
        .fetch_all(&mut *connection)
        .await?;
        if dead.is_empty() {
            return Ok(Vec::new());
        }
        let users = sqlx::query_scalar!(
            r#"DELETE FROM platform.live_users u
               WHERE NOT EXISTS (SELECT FROM platform.live_processes p WHERE p.id = u.process_id)
               RETURNING user_id"#
        )
        .fetch_all(&mut *connection)
        .await?;
        drop(connection);
        let users: Vec<UserId> = users.into_iter().map(UserId).collect();
        let left = online(&self.db, &users).await?;
        Ok(users.into_iter().filter(|user| !left.contains(user)).collect())
    }

    async fn insert(&self, users: &[UserId]) -> Result<()> {
        let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
        sqlx::query!(
            "INSERT INTO platform.live_users (user_id, process_id) SELECT id, $2 FROM unnest($1::uuid[]) AS id
             ON CONFLICT DO NOTHING",
            &ids,
            self.process
        )
        .execute(&mut *self.db.read().await?)
        .await?;
        Ok(())
    }

    async fn delete(&self, users: &[UserId]) -> Result<()> {
        let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
        sqlx::query!(
            "DELETE FROM platform.live_users WHERE user_id = ANY($1) AND process_id = $2",
            &ids,
            self.process
        )
        .execute(&mut *self.db.read().await?)
        .await?;
        Ok(())
    }

    /// Who of these has a socket in another process. Asked after our own rows were written and committed, so that of
    /// two processes that do this at once at least one sees the other's.
    async fn elsewhere(&self, users: &[UserId]) -> Result<HashSet<UserId>> {
        let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
        let found = sqlx::query_scalar!(
            r#"SELECT DISTINCT u.user_id FROM platform.live_users u
               JOIN platform.live_processes p ON p.id = u.process_id
               WHERE u.user_id = ANY($1) AND u.process_id <> $2 AND p.seen_at > now() - interval '45 seconds'"#,
            &ids,
            self.process
        )
        .fetch_all(&mut *self.db.read().await?)
        .await?;
        Ok(found.into_iter().map(UserId).collect())
    }

    /// Writes down who came and went, and tells those who want to know.
    async fn write(&self, server: Option<&Arc<Server>>, moves: &mut Vec<Presence>) {
        let net = net_of(moves.drain(..));
        let came: Vec<UserId> = users_of(&net, |net| matches!(net, Net::Came(_)));
        let gone: Vec<UserId> = users_of(&net, |net| matches!(net, Net::Gone));
        let written = async {
            if !came.is_empty() {
                self.insert(&came).await?;
            }
            if !gone.is_empty() {
                self.delete(&gone).await?;
            }
            self.elsewhere(&[came.as_slice(), gone.as_slice()].concat()).await
        };
        // With the database away this process goes by what it knows itself; the next beats set the book right.
        let elsewhere = written.await.unwrap_or_default();
        let Some(watching) = server else { return };
        for (user, net) in net {
            let alone = !elsewhere.contains(&user);
            match net {
                Net::Came(Some(caller)) => tell_came(watching, &caller, alone).await,
                Net::Back(Some(caller)) => tell_came(watching, &caller, false).await,
                Net::Gone => tell_gone(server, user, alone).await,
                Net::Came(None) | Net::Back(None) | Net::Nothing => {}
            }
        }
    }

    async fn strike_out(&self) -> Result<()> {
        let mut connection = self.db.read().await?;
        sqlx::query!("DELETE FROM platform.live_users WHERE process_id = $1", self.process)
            .execute(&mut *connection)
            .await?;
        sqlx::query!("DELETE FROM platform.live_processes WHERE id = $1", self.process)
            .execute(&mut *connection)
            .await?;
        Ok(())
    }
}

fn net_of(moves: impl Iterator<Item = Presence>) -> HashMap<UserId, Net> {
    let mut net: HashMap<UserId, Net> = HashMap::new();
    for one in moves {
        match one {
            Presence::Came { user, caller } => {
                let before = net.remove(&user);
                let now = match before {
                    Some(Net::Gone | Net::Back(_)) => Net::Back(caller),
                    Some(Net::Came(_) | Net::Nothing) | None => Net::Came(caller),
                };
                net.insert(user, now);
            }
            Presence::Gone { user } => {
                let now = match net.remove(&user) {
                    Some(Net::Came(_) | Net::Nothing) => Net::Nothing,
                    Some(Net::Gone | Net::Back(_)) | None => Net::Gone,
                };
                net.insert(user, now);
            }
        }
    }
    net
}

fn users_of(net: &HashMap<UserId, Net>, which: impl Fn(&Net) -> bool) -> Vec<UserId> {
    net.iter().filter(|(_, net)| which(net)).map(|(user, _)| *user).collect()
}

async fn tell_came(server: &Arc<Server>, caller: &LiveCaller, first: bool) {
    for watch in &server.watches {
        watch.connected(caller, first).await;
    }
}

async fn tell_gone(server: Option<&Arc<Server>>, user: UserId, last: bool) {
    for watch in server.iter().flat_map(|server| &server.watches) {
        watch.gone(user, last).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(moves: &str) -> &'static str {
        let user = UserId(Uuid::nil());
        let moves = moves.chars().map(|which| match which {
            '+' => Presence::Came { user, caller: None },
            _ => Presence::Gone { user },
        });
        match net_of(moves).remove(&user) {
            Some(Net::Came(_)) => "came",
            Some(Net::Gone) => "gone",
            Some(Net::Back(_)) => "back",
            Some(Net::Nothing) | None => "nothing",
        }
    }

    #[test]
    fn moves_of_one_moment_come_to_one() {
        for (moves, expected) in [
            ("+", "came"),
            ("-", "gone"),
            ("+-", "nothing"),
            ("-+", "back"),
            ("+-+", "came"),
            ("-+-", "gone"),
        ] {
            assert_eq!(net(moves), expected, "{moves}");
        }
    }
}
