//! What people are told: from an event of another domain to a line in their notification centre, and beyond (N-1, N-3,
//! N-5 to N-7).
//!
//! Way of a notice: event → recipients ([`subscribe`]) → one line per cause and recipient, bursts counted into one
//! (`ops::tell`) → preferences, throttle, quiet hours and digest (`model::plan`) → a delivery per [`Channel`]
//! (`ops::deliver`). Titles and bodies are made when they are read, in the reader's language.
//!
//! Tables (schema `notifications`): `notifications`, `matters` (what a line counts, where each may be over by itself),
//! `causes`, `deliveries`, `settings`, `devices`; all closed by row-level security. `unseen`: messages that wait to be told
//! of, of all conversations together.
//!
//! Events out: none; live `notification.created` to the user's room. Events in: `connection.*`, `match.suggested`,
//! `message.sent`, `conversation.assigned|escalated`, `listing.expiring|expired|approved|rejected|matched`,
//! `search.matched`, `business.verified`, `security.alert`, `session.revoked`, `user.suspended|erased`.
//!
//! Invariants: a cause reaches a recipient once, however often and by however many processes its event is handled. The
//! notification centre is the truth, every delivery only a hint at it; what was read, here or where it happened, or is
//! over is not sent any more. People are written down without their names, which are asked for when a line is read, so
//! that none outlives its account. Security cannot be switched off, nor made to wait. A device belongs to one
//! session, and goes with it.
//!
//! Ports: asks `accounts` (people, teams, businesses) and `messaging` (who is to be woken); answers
//! [`contracts::notifications::NotificationsPort`].

mod api;
mod channels;
mod error;
mod jobs;
mod model;
mod ops;
mod pages;
mod port;
mod rights;
mod store;
mod subscribe;
mod unseen;

use std::sync::Arc;

use contracts::accounts::{BusinessesPort, PeoplePort};
use contracts::messaging::MessagingPort;
use kernel::UserId;
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::db::Db;
use platform::{Module, Platform};
use tokio::sync::Mutex;

pub use channels::{ByMail, Channel, InApp, Outgoing, Receipt};
pub use model::channel::ChannelName;

/// The migrations of schema `notifications`.
#[must_use]
pub fn migrations() -> platform::migrate::Migrations {
    platform::migrate::Migrations { schema: "notifications", migrator: sqlx::migrate!("./migrations") }
}

// Texts of this domain: what people are told, and the pages.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// What this domain asks of others.
#[derive(Clone)]
pub struct Ports {
    /// Who people are, and who acts for a business.
    pub people: Arc<dyn PeoplePort>,
    /// Names of businesses.
    pub businesses: Arc<dyn BusinessesPort>,
    /// Who has not seen a message.
    pub messaging: Arc<dyn MessagingPort>,
}

/// The domain. Cheap to clone.
#[derive(Clone)]
pub struct Notifications {
    platform: Arc<Platform>,
    db: Db,
    ports: Ports,
    channels: Arc<[Arc<dyn Channel>]>,
    unread: Cache<UserId, i64>,
    /// Held by who tells people: one at a time in a process. Two notices to the same people would wait for each other in
    /// the database, each with a connection in hand.
    telling: Arc<Mutex<()>>,
}

/// The aggregate by which caches hear that somebody's notifications changed.
fn centre_of(user: UserId) -> String {
    format!("notifications:{user}")
}

impl Notifications {
    /// The domain on a platform, with its own channels: the notification centre, and reminders by mail.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let mail = ByMail::new(platform, ports.people.clone());
        Self::with_channels(platform, ports, vec![Arc::new(InApp::new(platform)), Arc::new(mail)])
    }

    /// The domain with other delivery channels.
    #[must_use]
    pub fn with_channels(platform: &Arc<Platform>, ports: Ports, channels: Vec<Arc<dyn Channel>>) -> Self {
        let unread = Cache::new("notifications.unread", 100_000, Warmth::Hot, |_, _| 1);
        let hearer = unread.clone();
        platform.changes.hear(move |change| match change {
            Change::Event { aggregate, .. } => {
                if let Some(user) = aggregate.strip_prefix("notifications:").and_then(|id| id.parse().ok()) {
                    hearer.forget(&user);
                }
            }
            Change::Everything => hearer.clear(),
        });
        Self {
            db: platform.db("notifications"),
            platform: platform.clone(),
            ports,
            channels: channels.into(),
            unread,
            telling: Arc::default(),
        }
    }
}

/// The domain as the program runs it: API, pages, subscribers, jobs.
#[must_use]
pub fn module(notifications: &Notifications) -> Module {
    let routes = platform::http::Routes::new("notifications");
    let routes = pages::add_to(api::add_to(routes)).with_state(notifications.clone());
    Module {
        name: "notifications",
        routes,
        handlers: jobs::handlers(notifications),
        schedules: jobs::schedules(),
        live: channels::live(),
    }
}
