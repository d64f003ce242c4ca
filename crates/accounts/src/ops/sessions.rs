//! One's own sessions: seeing and ending them.

use contracts::accounts::AccountEvent;
use kernel::{Actor, ErrorKind, SessionId, SignedIn};
use platform::policy::Resource;
use platform::{Error, Result};

use crate::client::Client;
use crate::error::AccountsError;
use crate::rights::ManageSessions;
use crate::store::audit::AuthEvent;
use crate::store::sessions::SessionRow;
use crate::{Accounts, store};

/// The signed-in user; 401 for nobody.
pub(crate) fn signed_in(actor: &Actor) -> Result<&SignedIn> {
    actor.user().ok_or_else(|| Error::new(ErrorKind::Unauthorized, "platform", "platform-error-unauthorized"))
}

impl Accounts {
    fn own(&self, actor: &Actor) -> Result<SignedIn> {
        let user = signed_in(actor)?;
        let account = Resource::new("Account", user.user_id).owner(user.user_id);
        self.platform.policies.check::<ManageSessions>(actor, &account)?;
        Ok(user.clone())
    }

    /// The actor's living sessions, the newest first.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<SessionRow>> {
        let user = self.own(actor)?;
        let mut tx = self.db.begin(actor).await?;
        store::sessions::living(&mut tx, user.user_id, self.platform.clock.now()).await
    }

    /// Ends one of the actor's sessions; their own is signing out.
    pub async fn end_session(&self, actor: &Actor, session: SessionId, client: &Client) -> Result<()> {
        let user = self.own(actor)?;
        let now = self.platform.clock.now();
        let mut tx = self.db.begin(actor).await?;
        if !store::sessions::revoke(&mut tx, user.user_id, session, now).await? {
            return Err(AccountsError::NotFound.into());
        }
        self.record_end(&mut tx, actor, &user, Some(session), client).await?;
        tx.commit().await
    }

    /// Ends all of the actor's sessions, this one as well.
    pub async fn end_all_sessions(&self, actor: &Actor, client: &Client) -> Result<()> {
        let user = self.own(actor)?;
        let mut tx = self.db.begin(actor).await?;
        store::sessions::revoke_all_but(&mut tx, user.user_id, 0, self.platform.clock.now()).await?;
        self.record_end(&mut tx, actor, &user, None, client).await?;
        tx.commit().await
    }

    async fn record_end(
        &self,
        tx: &mut platform::Tx,
        actor: &Actor,
        user: &SignedIn,
        session: Option<SessionId>,
        client: &Client,
    ) -> Result<()> {
        let event = AuthEvent {
            kind: if session.is_some() { "SIGN_OUT" } else { "SIGN_OUT_EVERYWHERE" },
            user_id: Some(user.user_id),
            session_id: session,
            actor_id: Some(user.user_id),
            ..AuthEvent::default()
        };
        store::audit::write(tx, client, event, self.platform.clock.now()).await?;
        let event = AccountEvent::SessionRevoked { user_id: user.user_id, session_id: session };
        self.platform.outbox.publish(tx, actor, &event).await
    }
}
