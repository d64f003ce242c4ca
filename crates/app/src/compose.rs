//! Which domains there are, and who answers whose questions.

use std::sync::Arc;

use accounts::Accounts;
use axum::Router;
use bizconnect::BizConnect;
use kernel::SystemClock;
use listings::Listings;
use media::Media;
use messaging::Messaging;
use notifications::Notifications;
use platform::config::Config;
use platform::http::{AppRouter, assemble};
use platform::jobs::Dispatcher;
use platform::migrate::Migrations;
use platform::{Module, Platform};
use search::Search;

use crate::cli::Serve;
use crate::housekeeping;
use crate::ports::{LateListings, LateNotifications};

/// The program put together, before it listens.
pub struct App {
    /// What the domains were given.
    pub platform: Arc<Platform>,
    /// People and businesses.
    pub accounts: Accounts,
    /// Offers and requests.
    pub listings: Listings,
    /// Pictures.
    pub media: Media,
    /// Connections between businesses.
    pub connections: BizConnect,
    /// Conversations.
    pub messaging: Messaging,
    /// Full text.
    pub search: Search,
    modules: Vec<Module>,
}

/// The migrations of every schema, in the order they are run.
#[must_use]
pub fn migrations() -> Vec<Migrations> {
    vec![
        platform::migrate::platform(),
        accounts::migrations(),
        media::migrations(),
        listings::migrations(),
        search::migrations(),
        bizconnect::migrations(),
        messaging::migrations(),
        notifications::migrations(),
    ]
}

/// Brings every schema up to date, and the managed lists that come with the program.
///
/// # Errors
/// When a migration fails.
pub async fn migrate(owner_url: &str) -> anyhow::Result<()> {
    platform::migrate::run(owner_url, migrations()).await?;
    listings::seed_categories(owner_url).await?;
    Ok(())
}

impl App {
    /// Puts the domains together on a configured database.
    ///
    /// # Errors
    /// When the configuration or a policy is not right.
    pub fn new(config: Config) -> anyhow::Result<Self> {
        Self::with_clock(config, Arc::new(SystemClock))
    }

    /// The same with a clock of one's own, for tests.
    ///
    /// # Errors
    /// When the configuration or a policy is not right.
    pub fn with_clock(config: Config, clock: Arc<dyn kernel::Clock>) -> anyhow::Result<Self> {
        check_domains(&config)?;
        let texts = [
            &*web::TEXTS,
            &*accounts::TEXTS,
            &*media::TEXTS,
            &*listings::TEXTS,
            &*search::TEXTS,
            &*bizconnect::TEXTS,
            &*messaging::TEXTS,
            &*notifications::TEXTS,
        ];
        let platform = Platform::new(config, clock, texts)?;
        let late_listings = Arc::new(LateListings::default());
        let media = Media::new(&platform);
        let accounts = Accounts::new(
            &platform,
            accounts::Ports {
                listings: late_listings.clone(),
                media: Arc::new(media.clone()),
                papers: Arc::new(media.clone()),
            },
        );
        let listings = Listings::new(
            &platform,
            listings::Ports { media: Arc::new(media.clone()), businesses: Arc::new(accounts.clone()) },
        );
        late_listings.bind(Arc::new(listings.clone()));
        // Here and not where their modules are kept: with `--only media`, too, all of them are asked.
        media.bind_users(vec![Arc::new(accounts.clone()), Arc::new(listings.clone())]);
        let search = Search::new(
            &platform,
            search::Ports { listings: Arc::new(listings.clone()), businesses: Arc::new(accounts.clone()) },
        )?;
        listings.bind_search(Arc::new(search.clone()));
        let connections = BizConnect::new(
            &platform,
            bizconnect::Ports {
                businesses: Arc::new(accounts.clone()),
                people: Arc::new(accounts.clone()),
                listings: Arc::new(listings.clone()),
            },
        );
        let late_notifications = Arc::new(LateNotifications::default());
        let messaging = Messaging::new(
            &platform,
            messaging::Ports {
                people: Arc::new(accounts.clone()),
                businesses: Arc::new(accounts.clone()),
                pictures: Arc::new(media.clone()),
                uploads: Arc::new(media.clone()),
                listings: Arc::new(listings.clone()),
                connections: Arc::new(connections.clone()),
                notifications: late_notifications.clone(),
            },
        );
        let notifications = Notifications::new(
            &platform,
            notifications::Ports {
                people: Arc::new(accounts.clone()),
                businesses: Arc::new(accounts.clone()),
                messaging: Arc::new(messaging.clone()),
            },
        );
        late_notifications.bind(Arc::new(notifications.clone()));
        platform.bind_identity(Arc::new(accounts.clone()));
        platform.bind_notifications(Arc::new(notifications.clone()));
        platform.bind_messaging(Arc::new(messaging.clone()));
        platform.bind_error_page(web::error_page(&platform));
        let modules = vec![
            housekeeping::module(&platform),
            web::module(&platform),
            accounts::module(&accounts),
            media::module(&media),
            listings::module(&listings),
            search::module(&search),
            bizconnect::module(&connections),
            messaging::module(&messaging),
            notifications::module(&notifications),
        ];
        let handlers: Vec<_> = modules.iter().flat_map(|module| module.handlers.clone()).collect();
        // Events are queued for the subscribers of all domains, wherever those run.
        platform.outbox.connect(platform::module::event_routes(&handlers));
        Ok(Self { platform, accounts, listings, media, connections, messaging, search, modules })
    }

    /// The program for its documents only (routes, OpenAPI): nothing is connected to.
    ///
    /// # Errors
    /// When a policy is not right.
    pub fn without_database() -> anyhow::Result<Self> {
        let mut config = Config::defaults();
        config.data_dir = std::env::temp_dir().join(format!("pushnchat-documents-{}", std::process::id()));
        config.secret_key = vec![0; 32];
        config.database.url = "postgres://nobody@localhost/none".to_owned();
        let folder = config.data_dir.clone();
        let app = Self::new(config);
        // The blob store has made it; nothing is ever put in.
        let _ = std::fs::remove_dir_all(folder);
        app
    }

    /// What each domain brings.
    pub(crate) fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// Leaves out the domains that other processes serve.
    ///
    /// # Errors
    /// When a name is none of a domain.
    pub fn keep_only(&mut self, serve: &Serve) -> anyhow::Result<()> {
        let known: Vec<&str> = self.modules.iter().map(|module| module.name).collect();
        for name in &serve.only {
            anyhow::ensure!(
                known.contains(&name.as_str()),
                "--only: there is no domain {name}; there are {}",
                known.join(", ")
            );
        }
        self.modules.retain(|module| serve.serves(module.name));
        Ok(())
    }

    /// Does the jobs of the domains that this process serves.
    #[must_use]
    pub fn dispatcher(&self) -> Dispatcher {
        let handlers: Vec<_> = self.modules.iter().flat_map(|module| module.handlers.clone()).collect();
        let schedules: Vec<_> = self.modules.iter().flat_map(|module| module.schedules.clone()).collect();
        let platform = &self.platform;
        Dispatcher::new(
            platform.db("platform"),
            platform.clock.clone(),
            handlers,
            schedules,
            platform.wake.clone(),
        )
    }

    /// The service, with routes that belong to no domain beside it.
    ///
    /// # Errors
    /// When a route asks for a right that no policy knows.
    pub fn into_router(self, extra: Router) -> anyhow::Result<AppRouter> {
        assemble(&self.platform, self.modules, web::assets::router().merge(extra))
    }

    /// The service alone.
    ///
    /// # Errors
    /// When a route asks for a right that no policy knows.
    pub fn router(self) -> anyhow::Result<AppRouter> {
        self.into_router(Router::new())
    }
}

/// The database of a domain that there is not would be used by nobody, in silence.
fn check_domains(config: &Config) -> anyhow::Result<()> {
    let known: Vec<&str> = migrations().iter().map(|list| list.schema).collect();
    for name in config.database.domains.keys() {
        anyhow::ensure!(
            known.contains(&name.as_str()),
            "database.domains.{name}: there is no such domain; there are {}",
            known.join(", ")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_that_phones_call_and_hear_is_documented() {
        let router = App::without_database().expect("policies and routes fit").router().expect("routes");
        let named = |action: &str| -> Vec<String> {
            let operations = router.asyncapi["operations"].as_object().expect("operations");
            let of_action = operations.iter().filter(|(_, operation)| operation["action"] == action);
            of_action.map(|(key, _)| key.trim_end_matches(".told").to_owned()).collect()
        };
        // The names are an agreement with every client there is.
        let (called, heard) = (named("receive"), named("send"));
        for name in ["message.send", "message.read", "sync", "typing", "presence.set", "join", "leave"] {
            assert!(called.iter().any(|known| known == name), "{name}: {called:?}");
        }
        for name in [
            "message.sent",
            "message.updated",
            "receipt.updated",
            "typing",
            "presence.updated",
            "conversation.updated",
            "notification.created",
            "user.connected",
            "user.disconnected",
        ] {
            assert!(heard.iter().any(|known| known == name), "{name}: {heard:?}");
        }
    }

    #[test]
    fn a_database_for_a_domain_that_there_is_not_stops_the_start() {
        let mut config = Config::defaults();
        config.database.domains.insert("search".to_owned(), "postgres://x".to_owned());
        assert!(check_domains(&config).is_ok());
        config.database.domains.insert("listing".to_owned(), "postgres://x".to_owned());
        let told = check_domains(&config).expect_err("there is no such domain").to_string();
        assert!(told.starts_with("database.domains.listing: there is no such domain"), "{told}");
    }
}
