//! A forgotten password.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Language};
use platform::{Result, jobs};

use crate::client::Client;
use crate::jobs::{Message, SEND_MESSAGE};
use crate::model::address::Address;
use crate::model::code::Purpose;
use crate::model::password::Password;
use crate::store::audit::AuthEvent;
use crate::{Accounts, store};

impl Accounts {
    /// Sends a code, if there is an account; says nothing about whether there is.
    pub async fn forgot_password(
        &self,
        address: &Address,
        language: Language,
        client: &Client,
    ) -> Result<()> {
        self.send_code(Purpose::Reset, address, language, client).await
    }

    /// Sets a new password by a code, ends all sessions and tells the owner. The code has also proved the address.
    pub async fn reset_password(
        &self,
        address: &Address,
        code: &str,
        password: Password,
        client: &Client,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let hash = self.hasher.hash(password).await?;
        let tx = self.db.begin_system().await?;
        let mut tx = self.use_code(tx, Purpose::Reset, address, code, client).await?;
        let Some(found) = store::users::by_address(&mut tx, address).await? else {
            return self.nobody_there(tx, "PASSWORD_RESET", address, client).await;
        };
        let user_id = found.user_id;
        store::users::set_password(&mut tx, user_id, &hash, now).await?;
        store::users::prove(&mut tx, user_id, address.kind(), now).await?;
        store::sessions::revoke_all_but(&mut tx, user_id, 0, now).await?;
        let event = AuthEvent {
            kind: "PASSWORD_RESET",
            user_id: Some(user_id),
            actor_id: Some(user_id),
            ..AuthEvent::default()
        };
        store::audit::write(&mut tx, client, event, now).await?;
        let nobody = Actor::Anonymous;
        self.platform.outbox.publish(&mut tx, &nobody, &AccountEvent::Updated { user_id }).await?;
        let revoked = AccountEvent::SessionRevoked { user_id, session_id: None };
        self.platform.outbox.publish(&mut tx, &nobody, &revoked).await?;
        let message = Message::PasswordChanged { user: user_id };
        jobs::enqueue(&mut tx, SEND_MESSAGE, &self.address_key(address), &message, now).await?;
        tx.commit().await
    }
}
