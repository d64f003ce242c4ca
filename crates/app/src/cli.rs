//! What can be told to the program on the command line (P-24).

use std::io::Read;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use platform::config::Config;
use platform::jobs;

use crate::compose::App;
use crate::synonyms::Synonyms;
use crate::{catalogue, dev, health, seed, serve};

/// Trade, talk and grow: the PushNchat server.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// A TOML file with settings; the environment (PUSHNCHAT__…) wins over it.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests and do jobs.
    Serve(Serve),
    /// Do jobs only (the same as `serve --roles worker`).
    Worker,
    /// Everything on this machine: managed PostgreSQL, demo data, API, pages and jobs.
    Dev(Dev),
    /// Bring the database's schemas up to date.
    Migrate {
        /// In an emergency: take the newest migration of this schema back instead (docs/migrations.md).
        #[arg(long, value_name = "SCHEMA")]
        undo: Option<String>,
    },
    /// Fill an empty database with the demo world.
    Seed(Seed),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the AsyncAPI document of what goes over sockets.
    Asyncapi,
    /// Print the same as TypeScript types, for frontend/.
    LiveTypes,
    /// Print the table of routes and rights as JSON.
    Routes,
    /// Print the catalogue of events.
    Events,
    /// Ask a running server whether it is ready; for container health checks.
    Healthcheck {
        /// Where it listens.
        #[arg(long, default_value = "127.0.0.1:8080")]
        address: SocketAddr,
    },
    /// Check configuration, policies, ports and database without serving.
    Check,
    /// Show settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Look after accounts and queues.
    #[command(subcommand)]
    Admin(AdminCommand),
}

/// What one process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProcessRole {
    /// Answers requests: API and pages.
    Api,
    /// Takes sockets.
    Realtime,
    /// Does jobs.
    Worker,
}

/// Which part of the program this process is.
#[derive(Debug, Clone, Default, Args)]
pub struct Serve {
    /// Only these domains, separated by commas; all if not given.
    #[arg(long, value_delimiter = ',')]
    pub only: Vec<String>,
    /// Only these process roles; all if not given.
    #[arg(long, value_delimiter = ',')]
    pub roles: Vec<ProcessRole>,
}

impl Serve {
    /// Whether this process has the role.
    #[must_use]
    pub fn is(&self, role: ProcessRole) -> bool {
        self.roles.is_empty() || self.roles.contains(&role)
    }

    /// Whether this process serves the domain.
    #[must_use]
    pub fn serves(&self, domain: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == domain)
    }
}

/// How `dev` runs.
#[derive(Debug, Args)]
pub struct Dev {
    /// Port to listen on.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Where database, pictures and messages are kept.
    #[arg(long)]
    pub data_dir: Option<PathBuf>,
    /// An empty database instead of the demo world.
    #[arg(long)]
    pub no_demo: bool,
}

/// What `seed` makes.
#[derive(Debug, Args)]
pub struct Seed {
    /// So many listings, with businesses to match, instead of the demo world's 3,000.
    #[arg(long)]
    pub scale: Option<usize>,
    /// Leave the pictures out, which take longest.
    #[arg(long)]
    pub no_pictures: bool,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print every setting with its default, as `.env.example`.
    Example,
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Make an account with the role ADMIN; the password is read from standard input.
    Create {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
        /// What to call the person.
        #[arg(long, default_value = "Admin")]
        name: String,
    },
    /// Make a new key for signing access tokens; the older ones verify until their last token has expired.
    RotateSigningKey,
    /// Build the search index anew from the domains, while the old one serves.
    RebuildSearch,
    /// Words that mean the same to a search.
    #[command(subcommand)]
    Synonyms(Synonyms),
    /// Read again what suggestions of business partners are made from.
    RebuildConnections,
    /// Seal the data keys of messages with the key that `messages.seal_with` names (docs/message-keys.md).
    RotateMessageKeys {
        /// Also make a new data key, and seal all messages with it, also those that never were.
        #[arg(long)]
        reseal: bool,
    },
    /// Events and jobs that have failed too often.
    #[command(subcommand)]
    DeadLetters(DeadLetters),
}

#[derive(Debug, Subcommand)]
enum DeadLetters {
    /// Oldest first, as JSON lines.
    List,
    /// Look at one: what it was given, and what its last try said.
    Show {
        /// Its id.
        id: i64,
    },
    /// Put one back into the queue.
    Replay {
        /// Its id.
        id: i64,
    },
    /// Throw one away.
    Drop {
        /// Its id.
        id: i64,
    },
}

impl Cli {
    /// Does what was asked.
    ///
    /// # Errors
    /// With a sentence for the person at the terminal.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.config;
        let load = || {
            Config::load(config.as_deref()).map_err(|mistakes| {
                anyhow::anyhow!("the configuration has mistakes:\n  {}", mistakes.join("\n  "))
            })
        };
        match self.command {
            Command::Serve(serve) => serve::run(load()?, &serve).await,
            Command::Worker => {
                serve::run(load()?, &Serve { only: Vec::new(), roles: vec![ProcessRole::Worker] }).await
            }
            Command::Dev(dev) => dev::run(load()?, &dev).await,
            Command::Migrate { undo } => migrate(&load()?, undo.as_deref()).await,
            Command::Seed(seed) => seed::run(load()?, &seed).await,
            Command::Openapi => {
                println!("{}", App::without_database()?.router()?.openapi.to_pretty_json()?);
                Ok(())
            }
            Command::Asyncapi => {
                println!("{}", serde_json::to_string_pretty(&App::without_database()?.router()?.asyncapi)?);
                Ok(())
            }
            Command::LiveTypes => {
                print!("{}", App::without_database()?.router()?.live_types);
                Ok(())
            }
            Command::Routes => {
                println!("{}", serde_json::to_string_pretty(&App::without_database()?.router()?.table)?);
                Ok(())
            }
            Command::Events => {
                print!("{}", catalogue::markdown(App::without_database()?.modules()));
                Ok(())
            }
            Command::Healthcheck { address } => health::ask(address).await,
            Command::Check => check(load()?).await,
            Command::Config(ConfigCommand::Example) => {
                print!("{}", Config::example());
                Ok(())
            }
            Command::Admin(admin) => admin.run(load()?).await,
        }
    }
}

async fn migrate(config: &Config, undo: Option<&str>) -> anyhow::Result<()> {
    let url = &config.database.owner_url;
    anyhow::ensure!(!url.is_empty(), "migrate needs database.owner_url (PUSHNCHAT__DATABASE__OWNER_URL)");
    if let Some(schema) = undo {
        let list = crate::compose::migrations().into_iter().find(|list| list.schema == schema);
        let list = list.with_context(|| format!("there is no schema {schema}"))?;
        let version = platform::migrate::undo_newest(url, &list).await?;
        println!("{schema} {version:04} is undone; start the older program now");
        return Ok(());
    }
    crate::compose::migrate(url).await?;
    println!("all schemas are up to date");
    Ok(())
}

async fn check(config: Config) -> anyhow::Result<()> {
    let app = serve::prepare(config)?;
    let (platform, messaging) = (app.platform.clone(), app.messaging.clone());
    app.router()?;
    platform.db("platform").ping().await.context("the database does not answer")?;
    let problems = messaging.key_problems().await?;
    anyhow::ensure!(problems.is_empty(), "keys of messages:\n  {}", problems.join("\n  "));
    println!("configuration, policies, ports and database are in order");
    Ok(())
}

impl AdminCommand {
    async fn run(self, config: Config) -> anyhow::Result<()> {
        let app = serve::prepare(config)?;
        let db = app.platform.db("platform");
        match self {
            Self::Create { email, name } => {
                let mut password = String::new();
                std::io::stdin()
                    .read_to_string(&mut password)
                    .context("the password is read from standard input")?;
                let user = app.accounts.create_admin(&email, password.trim_end_matches('\n'), &name).await?;
                println!("{user}");
            }
            Self::RotateSigningKey => {
                app.accounts.rotate_signing_key().await?;
                println!("new tokens are signed with a new key");
            }
            Self::RebuildSearch => {
                let began = std::time::Instant::now();
                let built = app.search.rebuild().await?;
                let seconds = began.elapsed().as_secs_f64();
                println!("{} listings and {} businesses in {seconds:.1} s", built.listings, built.businesses);
            }
            Self::Synonyms(synonyms) => synonyms.run(&app.search).await?,
            Self::RebuildConnections => {
                let began = std::time::Instant::now();
                let built = app.connections.rebuild().await?;
                let seconds = began.elapsed().as_secs_f64();
                println!("{} businesses and {} listings in {seconds:.1} s", built.businesses, built.listings);
            }
            Self::RotateMessageKeys { reseal } => {
                let keys = &app.platform.config.message_keys;
                let name = keys.seal_with.as_deref().context("messages.seal_with names no key")?;
                let rewrapped = app.messaging.rotate_message_keys().await?;
                println!("{rewrapped} data keys are sealed with {name} now; no other key is needed any more");
                if reseal {
                    let told = |count: u64| eprint!("\r{count} texts");
                    let done = app.messaging.reseal_messages(told).await?;
                    println!("{} texts are sealed with the newest data key", done.resealed);
                    anyhow::ensure!(
                        done.unreadable == 0,
                        "{} texts could not be opened and are as they were",
                        done.unreadable
                    );
                }
            }
            Self::DeadLetters(DeadLetters::List) => {
                let mut after = None;
                loop {
                    let letters = jobs::dead_letters(&db, after, 1000).await?;
                    for letter in &letters {
                        println!("{}", serde_json::to_string(letter)?);
                    }
                    match letters.last() {
                        Some(letter) => after = Some(letter.place()),
                        None => break,
                    }
                }
            }
            Self::DeadLetters(DeadLetters::Show { id }) => {
                let letter = jobs::dead_letter(&db, id).await?;
                let letter = letter.with_context(|| format!("there is no dead letter {id}"))?;
                println!("{}", serde_json::to_string_pretty(&letter)?);
            }
            Self::DeadLetters(DeadLetters::Replay { id }) => {
                let found = jobs::replay_dead_letter(&db, id, app.platform.clock.now()).await?;
                anyhow::ensure!(found, "there is no dead letter {id}");
            }
            Self::DeadLetters(DeadLetters::Drop { id }) => {
                anyhow::ensure!(jobs::drop_dead_letter(&db, id).await?, "there is no dead letter {id}");
            }
        }
        Ok(())
    }
}

/// How long a health check waits.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);
