//! Signing in, and staying signed in.

use std::time::Duration;

use contracts::accounts::AccountEvent;
use kernel::{Actor, ErrorKind, Language, SessionId, SignedIn, UserId, UserStatus};
use platform::{Error, Result, Tx};
use tokio::time::Instant;

use crate::client::Client;
use crate::error::AccountsError;
use crate::identity::Known;
use crate::model::address::Address;
use crate::model::password::{Password, Verdict};
use crate::model::session::{ACCESS_LIFE, Cookie, MOST_PER_USER, Refresh, RefreshToken, SessionKind};
use crate::store::audit::AuthEvent;
use crate::store::sessions::NewSession;
use crate::tokens::Claims;
use crate::{Accounts, store};

/// What a client keeps to stay signed in.
#[derive(Clone)]
pub enum Secret {
    /// Value of the cookie.
    Cookie(String),
    /// Access token and refresh token.
    Tokens {
        /// Holds for [`ACCESS_LIFE`].
        access: String,
        /// Holds once.
        refresh: String,
    },
}

/// A session that has begun.
#[derive(Clone)]
pub struct Opened {
    /// Who.
    pub user: SignedIn,
    /// The language they chose.
    pub language: Language,
    /// What the client keeps.
    pub secret: Secret,
}

/// A session whose transaction is not committed yet.
pub(crate) struct Opening {
    user_id: UserId,
    session_id: SessionId,
    secret: Result<Cookie, String>,
}

/// How long an access token holds, in seconds.
pub(crate) const EXPIRES_IN: i64 = ACCESS_LIFE.num_seconds();

/// Whoever is refused is so at this time after they asked, or at a multiple of it on a busy machine: longer than it takes
/// to check an unknown account or one of ours (Argon2id, some 30 ms) and one that was brought along (bcrypt, 250 ms at
/// cost 12), so that the time does not tell which of these it was.
const REFUSED_AFTER: Duration = Duration::from_millis(500);

/// When to refuse what began and was decided at these times.
fn refused_at(began: Instant, decided: Instant) -> Instant {
    let whole = decided.duration_since(began).as_millis() / REFUSED_AFTER.as_millis() + 1;
    began + REFUSED_AFTER * u32::try_from(whole).unwrap_or(u32::MAX)
}

impl Accounts {
    /// Signs somebody in with address and password. How soon somebody is refused tells nothing of the account.
    pub async fn sign_in(
        &self,
        address: &Address,
        password: Password,
        kind: SessionKind,
        client: &Client,
    ) -> Result<Opened> {
        let began = Instant::now();
        let opened = self.try_to_sign_in(address, password, kind, client).await;
        if opened.is_err() {
            tokio::time::sleep_until(refused_at(began, Instant::now())).await;
        }
        opened
    }

    async fn try_to_sign_in(
        &self,
        address: &Address,
        password: Password,
        kind: SessionKind,
        client: &Client,
    ) -> Result<Opened> {
        let found = {
            let mut tx = self.db.begin_system().await?;
            store::users::by_address(&mut tx, address).await?
        };
        let stored = found.as_ref().and_then(|found| found.password_hash.clone());
        // Hashing takes a while: no connection is held meanwhile.
        let verdict = self.hasher.verify(password.clone(), stored.clone()).await?;
        let stronger = match verdict {
            Verdict::RightButWeak => Some(self.hasher.hash(password).await?),
            Verdict::Right | Verdict::Wrong => None,
        };

        let now = self.platform.clock.now();
        let mut tx = self.db.begin_system().await?;
        let again = store::users::by_address(&mut tx, address).await?;
        // A password that was changed since then is no longer the one that was checked.
        let unchanged = again.as_ref().and_then(|found| found.password_hash.as_ref()) == stored.as_ref();
        let digest = self.address_digest(address);
        let mut event = AuthEvent {
            kind: "SIGN_IN",
            user_id: found.as_ref().map(|found| found.user_id),
            address_digest: Some(&digest),
            ..AuthEvent::default()
        };
        let refused = match &again {
            _ if verdict == Verdict::Wrong || !unchanged => {
                Some(("WRONG_CREDENTIALS", AccountsError::WrongCredentials))
            }
            Some(found) if found.status == UserStatus::Suspended => {
                Some(("SUSPENDED", AccountsError::Suspended))
            }
            Some(_) => None,
            None => Some(("WRONG_CREDENTIALS", AccountsError::WrongCredentials)),
        };
        if let Some((reason, error)) = refused {
            event.refused = Some(reason);
            store::audit::write(&mut tx, client, event, now).await?;
            tx.commit().await?;
            return Err(error.into());
        }
        let Some(found) = again else { return Err(AccountsError::WrongCredentials.into()) };
        if let (Some(old), Some(new)) = (&stored, &stronger) {
            store::users::upgrade_hash(&mut tx, found.user_id, old, new).await?;
        }
        let opening = self.open_session(&mut tx, found.user_id, kind, client).await?;
        event.session_id = Some(opening.session_id);
        event.actor_id = Some(found.user_id);
        store::audit::write(&mut tx, client, event, now).await?;
        tx.commit().await?;
        self.finish_sign_in(opening).await
    }

    /// Begins a session; the oldest goes when there are too many. The user's row is held by the caller.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        user_id: UserId,
        kind: SessionKind,
        client: &Client,
    ) -> Result<Opening> {
        let now = self.platform.clock.now();
        let session_id = SessionId::new(now);
        let cookie = Cookie::new(user_id, session_id);
        let (digest, salt) = (cookie.digest(), rand::random::<[u8; 32]>());
        let is_web = kind == SessionKind::Web;
        let new = NewSession {
            id: session_id,
            user_id,
            kind,
            secret_digest: is_web.then_some(digest.as_slice()),
            refresh_salt: (!is_web).then_some(salt.as_slice()),
            device: &client.device,
            place: client.country,
        };
        store::sessions::insert(tx, &new, now).await?;
        for old in store::sessions::revoke_all_but(tx, user_id, MOST_PER_USER, now).await? {
            let event = AccountEvent::SessionRevoked { user_id, session_id: Some(old) };
            self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            let event = AuthEvent {
                kind: "SESSION_PUSHED_OUT",
                user_id: Some(user_id),
                session_id: Some(old),
                ..AuthEvent::default()
            };
            store::audit::write(tx, client, event, now).await?;
        }
        let first = RefreshToken { session_id, generation: 0 };
        let secret = if is_web { Ok(cookie) } else { Err(first.write(&self.platform.keys, &salt)) };
        Ok(Opening { user_id, session_id, secret })
    }

    /// What the client gets, once the session is committed.
    pub(crate) async fn finish_sign_in(&self, opening: Opening) -> Result<Opened> {
        self.people.forget(opening.user_id);
        let known = self.present(opening.user_id, opening.session_id).await?;
        let secret = match opening.secret {
            Ok(cookie) => Secret::Cookie(cookie.write(&self.platform.keys)),
            Err(refresh) => Secret::Tokens { access: self.access_token(&known).await?, refresh },
        };
        Ok(Opened { user: known.user, language: known.language, secret })
    }

    async fn present(&self, user: UserId, session: SessionId) -> Result<Known> {
        let known = self.known(user, session, &|_| true).await?;
        // Revoked in the moment since its commit: by a sixth session, or by an admin.
        known.ok_or_else(|| Error::new(ErrorKind::Unauthorized, "accounts", "platform-error-token"))
    }

    async fn access_token(&self, known: &Known) -> Result<String> {
        let now = self.platform.clock.now();
        self.keys.sign(&Claims::of(&known.user, known.version, self.keys.issuer(), now)).await
    }

    /// Takes a refresh token for its successor. The row of the session is locked, so of many at once one rotates and
    /// the others are told the same successor.
    pub async fn refresh(&self, token: &str, client: &Client) -> Result<Opened> {
        let refused = || Error::from(AccountsError::RefreshRefused);
        let (token, tag) = RefreshToken::read(token.trim()).ok_or_else(refused)?;
        let keys = &self.platform.keys;
        let now = self.platform.clock.now();
        let session_id = token.session_id;
        let event = |user_id: Option<UserId>, refused: Option<&'static str>| AuthEvent {
            kind: "REFRESH",
            refused,
            user_id,
            session_id: Some(session_id),
            ..AuthEvent::default()
        };
        let mut tx = self.db.begin_system().await?;
        let Some((user_id, salt, rotation)) = store::sessions::rotation(&mut tx, session_id).await? else {
            store::audit::write(&mut tx, client, event(None, Some("UNKNOWN_SESSION")), now).await?;
            tx.commit().await?;
            return Err(refused());
        };
        if !token.is_signed_by(keys, &salt, &tag) {
            store::audit::write(&mut tx, client, event(Some(user_id), Some("FORGED")), now).await?;
            tx.commit().await?;
            return Err(refused());
        }
        let generation = match rotation.decide(token.generation, now) {
            Refresh::Rotate { to } => {
                store::sessions::rotate(&mut tx, session_id, to, now).await?;
                store::audit::write(&mut tx, client, event(Some(user_id), None), now).await?;
                tx.commit().await?;
                to
            }
            Refresh::Replay { to } => {
                // Told apart: within the minute, it may as well be somebody who has copied the token.
                let again = AuthEvent { kind: "REFRESH_AGAIN", ..event(Some(user_id), None) };
                store::audit::write(&mut tx, client, again, now).await?;
                tx.commit().await?;
                to
            }
            Refresh::Over => {
                store::audit::write(&mut tx, client, event(Some(user_id), Some("SESSION_OVER")), now).await?;
                tx.commit().await?;
                return Err(refused());
            }
            Refresh::Reused => {
                store::sessions::revoke(&mut tx, user_id, session_id, now).await?;
                store::audit::write(&mut tx, client, event(Some(user_id), Some("TOKEN_REUSED")), now).await?;
                let nobody = Actor::Anonymous;
                let revoked = AccountEvent::SessionRevoked { user_id, session_id: Some(session_id) };
                self.platform.outbox.publish(&mut tx, &nobody, &revoked).await?;
                let alert =
                    AccountEvent::SecurityAlert { user_id, reason: "REFRESH_TOKEN_REUSED".to_owned() };
                self.platform.outbox.publish(&mut tx, &nobody, &alert).await?;
                tx.commit().await?;
                return Err(refused());
            }
        };
        // The rotation has prolonged the session, which memory does not know yet.
        self.people.forget(user_id);
        let known = self.known(user_id, session_id, &|_| true).await?.ok_or_else(refused)?;
        let refresh = RefreshToken { session_id, generation }.write(keys, &salt);
        let access = self.access_token(&known).await?;
        Ok(Opened { user: known.user, language: known.language, secret: Secret::Tokens { access, refresh } })
    }

    /// The public keys of access tokens.
    pub async fn published_keys(&self) -> Result<serde_json::Value> {
        self.keys.published().await
    }

    /// Makes a new signing key, for the command line and whoever suspects the old one. Returns its name.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn rotate_signing_key(&self) -> Result<String> {
        self.keys.rotate().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_refused_at_the_same_time_however_long_it_took_to_decide() {
        let began = Instant::now();
        let after = |millis| refused_at(began, began + Duration::from_millis(millis)).duration_since(began);
        assert_eq!([0, 4, 30, 250, 499].map(after), [REFUSED_AFTER; 5]);
        assert_eq!([500, 700, 999].map(after), [2 * REFUSED_AFTER; 3], "on a busy machine the next time");
    }
}
