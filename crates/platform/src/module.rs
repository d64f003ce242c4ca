//! What a domain brings, and what it is given.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use contracts::accounts::IdentityPort;
use contracts::messaging::MessagingPort;
use contracts::notifications::NotificationsPort;
use fluent_templates::StaticLoader;
use kernel::{Clock, UserId};

use crate::blob::Blobs;
use crate::cache::SharedCache;
use crate::changes::Changes;
use crate::config::Config;
use crate::db::{Databases, Db};
use crate::http::{ErrorPageFn, Limits, Routes};
use crate::i18n::Texts;
use crate::jobs::{Handler, Schedule, Wake};
use crate::keys::Keys;
use crate::messages::MessagePort;
use crate::outbox::Outbox;
use crate::policy::Policies;
use crate::sockets::{Live, Sockets};

/// What a domain brings to the program.
pub struct Module {
    /// The domain's name.
    pub name: &'static str,
    /// API and pages.
    pub routes: Routes,
    /// Subscribers and jobs.
    pub handlers: Vec<Handler>,
    /// What runs by the clock.
    pub schedules: Vec<Schedule>,
    /// What sockets may ask for, and who is told of them.
    pub live: Live,
}

/// What every domain is given.
pub struct Platform {
    /// Settings.
    pub config: Config,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// PostgreSQL.
    pub databases: Databases,
    /// News of committed changes.
    pub changes: Changes,
    /// The layer of caches that processes share, where there is one.
    pub shared_cache: Option<SharedCache>,
    /// Events out.
    pub outbox: Outbox,
    /// Wakes the dispatcher.
    pub wake: Wake,
    /// Who may do what.
    pub policies: Policies,
    /// How often.
    pub limits: Limits,
    /// Signatures.
    pub keys: Keys,
    /// Texts of all crates.
    pub texts: Texts,
    /// Pictures and files.
    pub blobs: Blobs,
    /// Tells open browsers and apps what happens.
    pub sockets: Sockets,
    /// Mail and SMS.
    pub messages: Arc<dyn MessagePort>,
    identity: OnceLock<Arc<dyn IdentityPort>>,
    notifications: OnceLock<Arc<dyn NotificationsPort>>,
    messaging: OnceLock<Arc<dyn MessagingPort>>,
    error_page: OnceLock<ErrorPageFn>,
}

impl Platform {
    /// Puts the parts together from the configuration, which has its secret and database URLs by now.
    ///
    /// # Errors
    /// When a policy, a URL or a folder is not right.
    pub fn new(
        config: Config,
        clock: Arc<dyn Clock>,
        texts: impl IntoIterator<Item = &'static StaticLoader>,
    ) -> anyhow::Result<Arc<Self>> {
        let changes = Changes::default();
        let databases = Databases::open(&config.database, &changes)?;
        let shared_cache = config.redis_url.as_deref().map(SharedCache::new).transpose()?;
        let outbox_folder = crate::messages::OutboxFolder::new(&config.data_dir, clock.clone());
        let messages: Arc<dyn MessagePort> = match &config.smtp_url {
            None => Arc::new(outbox_folder),
            Some(url) => Arc::new(crate::messages::Smtp::new(url, &config.mail_from, outbox_folder)?),
        };
        Ok(Arc::new(Self {
            databases,
            changes,
            limits: Limits::new(&config, shared_cache.as_ref()),
            shared_cache,
            outbox: Outbox::new(clock.clone()),
            wake: Wake::default(),
            policies: Policies::load()?,
            keys: Keys::from_secret(&config.secret_key),
            texts: Texts::new(texts),
            blobs: match &config.bucket {
                None => Blobs::on_disk(&config.data_dir.join("media"))?,
                Some(bucket) => Blobs::in_bucket(bucket)?,
            },
            sockets: Sockets::default(),
            messages,
            identity: OnceLock::new(),
            notifications: OnceLock::new(),
            messaging: OnceLock::new(),
            error_page: OnceLock::new(),
            clock,
            config,
        }))
    }

    /// The database of a domain.
    #[must_use]
    pub fn db(&self, domain: &str) -> Db {
        self.databases.of(domain)
    }

    /// Binds who tells actors from credentials; once, at start.
    pub fn bind_identity(&self, identity: Arc<dyn IdentityPort>) {
        let _ = self.identity.set(identity);
    }

    /// Binds who knows what people have not read; once, at start. Without it every page shows that there is nothing.
    pub fn bind_notifications(&self, notifications: Arc<dyn NotificationsPort>) {
        let _ = self.notifications.set(notifications);
    }

    /// Binds who knows which messages people have not read; once, at start. Without it no page shows any.
    pub fn bind_messaging(&self, messaging: Arc<dyn MessagingPort>) {
        let _ = self.messaging.set(messaging);
    }

    /// How many messages somebody has not read, as [`Self::unread_notifications`].
    pub async fn unread_messages(&self, user: UserId) -> i64 {
        let Some(port) = self.messaging.get() else { return 0 };
        let unread = port.unread(&[user]).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "the badge of chats is left out");
            HashMap::new()
        });
        unread.get(&user).copied().unwrap_or(0)
    }

    /// How many notifications somebody has not read, for the badge of every page. A page is not held up by it: while
    /// that cannot be found out, there is no badge.
    pub async fn unread_notifications(&self, user: UserId) -> i64 {
        let Some(port) = self.notifications.get() else { return 0 };
        port.unread(user).await.unwrap_or_else(|error| {
            tracing::debug!(%error, "the badge of notifications is left out");
            0
        })
    }

    /// Binds who draws error pages; once, at start.
    pub fn bind_error_page(&self, page: ErrorPageFn) {
        let _ = self.error_page.set(page);
    }

    /// Whether every port is bound; an unbound one stops the start.
    ///
    /// # Errors
    /// Naming the port.
    pub fn check_bound(&self) -> anyhow::Result<()> {
        anyhow::ensure!(self.identity.get().is_some(), "no identity port is bound");
        anyhow::ensure!(self.error_page.get().is_some(), "no error page is bound");
        Ok(())
    }

    pub(crate) fn identity(&self) -> &dyn IdentityPort {
        self.identity.get().expect("check_bound() has passed before the listener opens").as_ref()
    }

    pub(crate) fn error_page(&self) -> &ErrorPageFn {
        self.error_page.get().expect("check_bound() has passed before the listener opens")
    }
}

/// Which handler hears which event type, for [`Outbox::connect`].
#[must_use]
pub fn event_routes(handlers: &[Handler]) -> Vec<(String, &'static str)> {
    let pairs = handlers
        .iter()
        .flat_map(|handler| handler.hears.iter().map(|kind| ((*kind).to_owned(), handler.name)));
    pairs.collect()
}
