//! The database: a pool whose role owns nothing, and transactions that carry who acts (P-15).

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use kernel::Actor;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool, Postgres};
use uuid::Uuid;

use crate::changes::{Change, Changes};
use crate::error::Result;
use crate::finish::finish;
use crate::mark;
use crate::outbox::Pending;

/// A domain's access to PostgreSQL. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    changes: Changes,
}

impl Db {
    /// Opens a pool of at most `max_connections` on `url`. Connects when first used, so the program starts and says
    /// 503 while the database is away.
    ///
    /// # Errors
    /// When `url` cannot be read.
    pub fn open(url: &str, max_connections: u32, changes: Changes) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name("pushnchat").statement_cache_capacity(512).options([
            // A forgotten statement must not hold a connection for ever.
            ("statement_timeout", "15s"),
            ("idle_in_transaction_session_timeout", "30s"),
            ("jit", "off"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(max_connections)
            .acquire_timeout(Duration::from_secs(3))
            .idle_timeout(Duration::from_secs(300))
            // A ping at every checkout would cost a round trip; a dead connection shows at its first statement.
            .test_before_acquire(false)
            .connect_lazy_with(options);
        Ok(Self { pool, changes })
    }

    /// A connection for public reads, which go through views that show only what everybody may see.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn read(&self) -> Result<PoolConnection<Postgres>> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction for `actor`: row-level security shows it what is its own.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn begin(&self, actor: &Actor) -> Result<Tx> {
        self.begin_holding(actor, &[]).await
    }

    /// The same, holding `locks` from its first moment to its end: they cost no round trip of their own. Every later
    /// statement sees what their former holders have committed.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn begin_holding(&self, actor: &Actor, locks: &[Lock]) -> Result<Tx> {
        self.begin_claiming(actor, locks, None).await
    }

    /// The same for whoever comes with an idempotency key, by the hash of which row-level security shows them the answer
    /// that is kept for it.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub(crate) async fn begin_claiming(
        &self,
        actor: &Actor,
        locks: &[Lock],
        claim: Option<[u8; 32]>,
    ) -> Result<Tx> {
        // Ids are UUIDs and a hash is digits, so nothing here needs quoting.
        let user = actor.user_id().map(|id| id.to_string()).unwrap_or_default();
        let business = actor.business_id().map(|id| id.to_string()).unwrap_or_default();
        let mut settings = format!(
            "SELECT set_config('app.user_id', '{user}', true), set_config('app.business_id', '{business}', true)"
        );
        if let Some(claim) = claim {
            let claim: String = claim.iter().map(|byte| format!("{byte:02x}")).collect();
            settings.push_str(&format!(", set_config('app.claim', '{claim}', true)"));
        }
        for lock in locks {
            settings.push_str("; SELECT ");
            settings.push_str(&lock.taken());
        }
        self.start(&settings).await
    }

    /// A transaction that sees every row: for sign-in, jobs and admin work, never with a user's filter left out.
    ///
    /// # Errors
    /// 503 when no connection is to be had.
    pub async fn begin_system(&self) -> Result<Tx> {
        self.start("SELECT set_config('app.system', 'on', true)").await
    }

    async fn start(&self, settings: &str) -> Result<Tx> {
        // What is sent together is one transaction, which the BEGIN at its end keeps open. Were it the first of them, a
        // lock that is waited for in vain would leave the connection inside a transaction that sqlx knows nothing of.
        let statement = format!("{settings}; BEGIN");
        // sqlx forgets a BEGIN whose answer nobody waited for: the connection would go back to the pool inside a
        // transaction that carries this actor's rights.
        let pool = self.pool.clone();
        let inner = finish(async move { pool.begin_with(sqlx::AssertSqlSafe(statement)).await }).await?;
        let changes = self.changes.clone();
        Ok(Tx { inner, changes, made: Vec::new(), mark: None, pending: Pending::default() })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// 503 when it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// The pool, for what must hold a connection of its own (LISTEN) and for metrics.
    #[must_use]
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Changes as they are committed here and in other processes.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }
}

/// Something that one transaction at a time may do, however many processes run: a kind of act and what it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    what: &'static str,
    of: Uuid,
}

impl Lock {
    /// The lock of an act (`listings.quota`, plain letters and points) on one thing.
    #[must_use]
    pub const fn new(what: &'static str, of: Uuid) -> Self {
        Self { what, of }
    }

    fn taken(self) -> String {
        // A name of ours and a UUID, so nothing here needs quoting.
        format!("pg_advisory_xact_lock(hashtextextended('{} {}', 11))", self.what, self.of)
    }
}

/// A transaction. Rolled back when dropped; what was published in it is written, and told to this process's caches, at
/// commit.
pub struct Tx {
    inner: sqlx::Transaction<'static, Postgres>,
    changes: Changes,
    made: Vec<Change>,
    /// By which others tell that they have heard of what was made.
    mark: Option<Uuid>,
    pending: Pending,
}

impl Tx {
    /// Writes what was published in one statement, commits, then lets this process's caches forget what changed,
    /// before the caller can answer. Once begun it goes to its end, whoever waits for it: sqlx would send a ROLLBACK
    /// behind a COMMIT whose answer nobody waited for, and our caches would hear of the change by the long way.
    ///
    /// # Errors
    /// 503 when the database went away; nothing was written then, or the outcome is unknown to us (the idempotency
    /// key tells at the next try).
    pub async fn commit(self) -> Result<()> {
        let mark = finish(self.committed()).await?;
        if let Some(mark) = mark {
            mark::made(mark);
        }
        Ok(())
    }

    async fn committed(mut self) -> Result<Option<Uuid>> {
        self.flush().await?;
        self.inner.commit().await?;
        for change in &self.made {
            self.changes.tell(change);
        }
        if let Some(mark) = self.mark {
            self.changes.note(mark);
        }
        Ok(self.mark)
    }

    /// Gives everything up. Once begun it goes to its end, as a commit does.
    ///
    /// # Errors
    /// 503 when the database went away, which gives everything up as well.
    pub async fn rollback(self) -> Result<()> {
        Ok(finish(self.inner.rollback()).await?)
    }

    /// Tells caches, here and in other processes, of a change that is no event (an index was brought up to date), once
    /// the transaction commits.
    ///
    /// # Errors
    /// None at present; what it says is written with the commit.
    #[expect(
        clippy::unused_async,
        reason = "announcing is a step of an op like the others, which all are awaited"
    )]
    pub async fn announce(&mut self, kind: &str, aggregate: &str) -> Result<()> {
        let change = Change::Event { kind: kind.to_owned(), aggregate: aggregate.to_owned() };
        self.pending.announced.push(change.clone());
        self.made(change);
        Ok(())
    }

    /// Holds `lock` until the transaction ends. Where it is known beforehand, [`Db::begin_holding`] saves the round
    /// trip.
    ///
    /// # Errors
    /// 503 when the database went away.
    pub async fn hold(&mut self, lock: Lock) -> Result<()> {
        let statement = format!("SELECT {}", lock.taken());
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *self.inner).await?;
        Ok(())
    }

    pub(crate) fn made(&mut self, change: Change) {
        self.made.push(change);
    }

    /// What waits to be written with the commit.
    pub(crate) fn pending(&mut self) -> &mut Pending {
        &mut self.pending
    }

    /// Writes what waits for the commit.
    pub(crate) async fn flush(&mut self) -> Result<(), sqlx::Error> {
        let pending = std::mem::take(&mut self.pending);
        let mark = pending.tells().then(|| *self.mark.get_or_insert_with(Uuid::now_v7));
        pending.write(&mut self.inner, mark).await
    }
}

impl Deref for Tx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.inner
    }
}

/// One pool per URL: all domains share one database unless the configuration gives a domain its own.
#[derive(Clone, Default)]
pub struct Databases {
    by_domain: Arc<std::collections::BTreeMap<String, Db>>,
    shared: Option<Db>,
}

impl Databases {
    /// Opens the shared database and those of domains that have their own.
    ///
    /// # Errors
    /// When a URL cannot be read.
    pub fn open(config: &crate::config::Database, changes: &Changes) -> Result<Self> {
        let shared = Db::open(&config.url, config.max_connections, changes.clone())?;
        let mut by_domain = std::collections::BTreeMap::new();
        for (domain, url) in &config.domains {
            by_domain.insert(domain.clone(), Db::open(url, config.max_connections, changes.clone())?);
        }
        Ok(Self { by_domain: Arc::new(by_domain), shared: Some(shared) })
    }

    /// All of them: the shared one, and those of domains that have their own, by name.
    pub fn all(&self) -> impl Iterator<Item = (Option<&str>, &Db)> {
        let own = self.by_domain.iter().map(|(domain, db)| (Some(domain.as_str()), db));
        self.shared.iter().map(|db| (None, db)).chain(own)
    }

    /// The database of a domain.
    #[must_use]
    pub fn of(&self, domain: &str) -> Db {
        self.by_domain
            .get(domain)
            .or(self.shared.as_ref())
            .expect("open() always sets the shared database")
            .clone()
    }
}
