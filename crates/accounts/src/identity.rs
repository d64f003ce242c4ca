//! Who sends a request: the credential is checked, then the session's present state decides, kept in memory
//! until news of a change arrives. So a suspended user, a revoked session or a new role counts from the next request.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contracts::PortError;
use contracts::accounts::{Credential, Identified, IdentityPort};
use kernel::{Actor, BusinessId, Language, PlanLevel, SessionId, SignedIn, UserId, UserStatus, Verification};
use platform::Result;
use platform::cache::{Cache, Kept, Warmth};
use platform::changes::Change;
use sha2::{Digest, Sha256};

use crate::Accounts;
use crate::model::session::{COOKIE_S, Cookie, RENEWED_EVERY, SEEN_EVERY, SessionKind};
use crate::store;
use crate::store::sessions::SessionRow;
use crate::store::users::Standing;
use crate::tokens::REFUSED;

const FIVE_MINUTES: Duration = Duration::from_secs(300);
/// Longer than [`RENEWED_EVERY`].
const TWO_DAYS: Duration = Duration::from_secs(2 * 24 * 3600);

/// A user with their living sessions, as requests need them.
#[derive(Debug)]
pub struct Person {
    standing: Standing,
    sessions: Vec<SessionRow>,
}

/// What is kept in memory to tell who sends a request.
pub struct People {
    persons: Cache<UserId, Option<Arc<Person>>>,
    businesses: Cache<BusinessId, Option<(Verification, PlanLevel)>>,
    /// Sessions that were looked for and are over; none comes back to life.
    over: Kept<SessionId, ()>,
    /// When a session was last noted as seen by this process.
    seen: Kept<SessionId, DateTime<Utc>>,
    /// When this process last told a browser to keep its cookie.
    renewed: Kept<SessionId, DateTime<Utc>>,
}

impl People {
    /// Nobody known yet; forgets whoever `changes` tells of.
    #[must_use]
    pub fn new(changes: &platform::changes::Changes) -> Arc<Self> {
        let people = Arc::new(Self {
            persons: Cache::new("accounts.people", 100_000, Warmth::Hot, |_, _| 1),
            businesses: Cache::new("accounts.standings", 50_000, Warmth::Hot, |_, _| 1),
            over: Kept::new("accounts.over", 100_000, FIVE_MINUTES, |_, _| 1),
            seen: Kept::new("accounts.seen", 100_000, FIVE_MINUTES, |_, _| 1),
            renewed: Kept::new("accounts.renewed", 100_000, TWO_DAYS, |_, _| 1),
        });
        let hearer = Arc::downgrade(&people);
        changes.hear(move |change| {
            if let Some(people) = hearer.upgrade() {
                people.hear(change);
            }
        });
        people
    }

    fn hear(&self, change: &Change) {
        let Change::Event { aggregate, .. } = change else {
            self.persons.clear();
            self.businesses.clear();
            return;
        };
        if let Some(user) = aggregate.strip_prefix("user:").and_then(|id| id.parse().ok()) {
            self.persons.forget(&user);
        } else if let Some(business) = aggregate.strip_prefix("business:").and_then(|id| id.parse().ok()) {
            self.businesses.forget(&business);
        }
    }

    /// For changes that no event tells of, such as a new session.
    pub fn forget(&self, user: UserId) {
        self.persons.forget(&user);
    }
}

/// An actor with what belongs to it beyond the request.
#[derive(Debug, Clone)]
pub struct Known {
    /// The actor.
    pub user: SignedIn,
    /// Version of the account.
    pub version: i64,
    /// The language they chose.
    pub language: Language,
}

impl Accounts {
    async fn person(&self, user: UserId) -> Result<Option<Arc<Person>>> {
        self.people
            .persons
            .get_or_load(user, || async {
                let mut tx = self.db.begin_system().await?;
                let Some(standing) = store::users::standing(&mut tx, user).await? else { return Ok(None) };
                if !matches!(standing.status, UserStatus::Pending | UserStatus::Active) {
                    return Ok(None);
                }
                let sessions = store::sessions::living(&mut tx, user, self.platform.clock.now()).await?;
                Ok(Some(Arc::new(Person { standing, sessions })))
            })
            .await
    }

    async fn business_standing(&self, business: BusinessId) -> Result<Option<(Verification, PlanLevel)>> {
        self.people
            .businesses
            .get_or_load(business, || async {
                let mut tx = self.db.begin_system().await?;
                store::users::business_standing(&mut tx, business).await
            })
            .await
    }

    /// The user behind a living session that `fits` accepts.
    ///
    /// # Errors
    /// 503 when the database is away and memory does not know.
    pub(crate) async fn known(
        &self,
        user: UserId,
        session: SessionId,
        fits: &(dyn Fn(&SessionRow) -> bool + Sync),
    ) -> Result<Option<Known>> {
        let now = self.platform.clock.now();
        let living = |person: &Person| {
            person.sessions.iter().find(|row| row.id == session && row.expires_at > now).cloned()
        };
        let mut person = self.person(user).await?;
        if person.as_deref().and_then(living).is_none() && self.people.over.find(&session).is_none() {
            // Another process may have opened or prolonged it since this one looked.
            self.people.persons.forget(&user);
            person = self.person(user).await?;
        }
        let Some((person, row)) = person.and_then(|person| living(&person).map(|row| (person, row))) else {
            self.people.over.insert(session, ());
            return Ok(None);
        };
        if !fits(&row) {
            return Ok(None);
        }
        self.note_seen(&row, now);
        let standing = &person.standing;
        let membership = match standing.membership {
            None => None,
            Some(member) => {
                self.business_standing(member.0).await?.map(|known| store::users::membership(member, known))
            }
        };
        let user = SignedIn {
            user_id: user,
            session_id: session,
            role: standing.role,
            status: standing.status,
            display_name: standing.display_name.clone(),
            country: standing.country,
            membership,
        };
        Ok(Some(Known { user, version: standing.version, language: standing.language }))
    }

    /// Writes down that a session is in use, at most once a minute and beside the request.
    fn note_seen(&self, row: &SessionRow, now: DateTime<Utc>) {
        let last = self.people.seen.find(&row.id).map_or(row.last_seen_at, |seen| seen.max(row.last_seen_at));
        if now - last < SEEN_EVERY {
            return;
        }
        self.people.seen.insert(row.id, now);
        let (db, session) = (self.db.clone(), row.id);
        tokio::spawn(async move {
            let written = async {
                let mut tx = db.begin_system().await?;
                store::sessions::seen(&mut tx, session, now).await?;
                tx.commit().await
            };
            if let Err(error) = written.await {
                tracing::debug!(%error, "a session could not be noted as seen");
            }
        });
    }

    async fn who(&self, credential: Credential<'_>) -> Result<Identified> {
        let known = match credential {
            Credential::AccessToken(token) => {
                let Some(claims) = self.keys.verify(token).await? else { return Ok(REFUSED) };
                self.known(claims.sub, claims.sid, &|row| row.kind == SessionKind::Api.as_str()).await?
            }
            Credential::Cookie(value) => {
                let Some(cookie) = Cookie::read(&self.platform.keys, value) else { return Ok(REFUSED) };
                let digest = cookie.digest();
                // Compared as hashes of hashes, so that the time tells nothing of the stored one.
                let same = |row: &SessionRow| {
                    row.secret_digest
                        .as_ref()
                        .is_some_and(|stored| Sha256::digest(stored) == Sha256::digest(digest))
                };
                self.known(cookie.user_id, cookie.session_id, &same).await?
            }
        };
        Ok(known.map_or(REFUSED, |known| Identified::As(Box::new(Actor::User(known.user)))))
    }
}

#[async_trait]
impl IdentityPort for Accounts {
    async fn identify(&self, credential: Credential<'_>) -> Result<Identified, PortError> {
        self.who(credential)
            .await
            .map_err(|error| PortError { domain: "accounts", reason: error.to_string() })
    }

    async fn language(&self, user: UserId) -> Option<Language> {
        let person = self.person(user).await.ok().flatten()?;
        Some(person.standing.language)
    }

    fn renewal(&self, session: SessionId) -> Option<i64> {
        let now = self.platform.clock.now();
        let told = self.people.renewed.find(&session);
        if told.is_some_and(|at| now - at < RENEWED_EVERY) {
            return None;
        }
        self.people.renewed.insert(session, now);
        Some(COOKIE_S)
    }
}
