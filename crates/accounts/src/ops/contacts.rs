//! One's own e-mail address and phone number: adding, changing and removing them.
//!
//! A new address counts once a code that went there was typed; until then nothing changes, and no answer tells whether
//! it is somebody else's. Whoever reads at the addresses that the account had is told of every change.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Language, UserId, UserStatus};
use platform::http::Once;
use platform::{Result, Tx, jobs};
use uuid::Uuid;

use super::profile::account;
use super::sessions::signed_in;
use crate::client::Client;
use crate::error::AccountsError;
use crate::jobs::{Message, SEND_MESSAGE};
use crate::model::address::{Address, AddressKind};
use crate::model::code::{self, Purpose};
use crate::model::user::User;
use crate::rights::UpdateUser;
use crate::store::audit::AuthEvent;
use crate::{Accounts, store};

impl Accounts {
    /// Sends a code to an address that the actor wants to add, or to have in place of the one of its kind.
    pub async fn ask_for_contact(
        &self,
        actor: &Actor,
        address: &Address,
        language: Language,
        once: &Once,
        client: &Client,
    ) -> Result<Tx> {
        let user_id = signed_in(actor)?.user_id;
        self.platform.policies.check::<UpdateUser>(actor, &account(user_id))?;
        let now = self.platform.clock.now();
        let mut tx = once.begin(&self.db, actor).await?;
        store::act_as_system(&mut tx).await?;
        store::lock_text(&mut tx, &format!("accounts.contacts {user_id}")).await?;
        if store::codes::count_recent_of(&mut tx, user_id, now).await? >= code::MOST_PER_ACCOUNT {
            return Err(AccountsError::TooManyCodes.into());
        }
        let purpose = Purpose::Contact(user_id);
        let code = self.reserve_code(&mut tx, purpose, address, language).await?;
        let message = Message::code(purpose, code.id);
        jobs::enqueue(&mut tx, SEND_MESSAGE, &self.address_key(address), &message, now).await?;
        self.note_contact(&mut tx, "CONTACT_ASKED", user_id, address, client).await?;
        Ok(tx)
    }

    /// Takes the code that went to a new address, which is the account's from then on. Proving again what is proved
    /// already changes nothing: the first answer may have been lost.
    pub async fn prove_contact(
        &self,
        actor: &Actor,
        address: &Address,
        typed: &str,
        client: &Client,
    ) -> Result<User> {
        let user_id = signed_in(actor)?.user_id;
        self.platform.policies.check::<UpdateUser>(actor, &account(user_id))?;
        let now = self.platform.clock.now();
        // While they cannot be had, what waits for the proof goes on waiting.
        let categories = self.category_slugs().await.unwrap_or_default();
        let mut tx = self.db.begin_system().await?;
        let before = store::users::get_for_update(&mut tx, user_id).await?.ok_or(AccountsError::NotFound)?;
        let kind = address.kind();
        if before.contact(kind).is_some_and(|contact| contact.verified && contact.address == *address) {
            return Ok(before);
        }
        let mut tx = self.use_code(tx, Purpose::Contact(user_id), address, typed, client).await?;
        self.displace_unproved(&mut tx, actor, address, client).await?;
        let replaced = before.contact(kind).filter(|contact| contact.verified);
        if let Some(old) = replaced {
            self.keep_former(&mut tx, user_id, &old.address).await?;
        }
        if let Err(error) = store::contacts::put_proved(&mut tx, user_id, address, now).await {
            return Err(match platform::error::violated_constraint(&error) {
                // Whoever has typed the code may know.
                Some("user_contacts_address") => AccountsError::AddressTaken { field: kind.field() }.into(),
                _ => error.into(),
            });
        }
        store::contacts::remove_unproved(&mut tx, user_id).await?;
        let what = if replaced.is_some() { "CONTACT_CHANGED" } else { "CONTACT_ADDED" };
        self.finish_contact(&mut tx, actor, &before, what, address, client).await?;
        self.set_up_what_waits(&mut tx, user_id, &categories).await?;
        tx.commit().await?;
        self.me(actor).await
    }

    /// Removes an address, unless it is the only one that is proved.
    pub async fn remove_contact(&self, actor: &Actor, kind: AddressKind, client: &Client) -> Result<()> {
        let user_id = signed_in(actor)?.user_id;
        self.platform.policies.check::<UpdateUser>(actor, &account(user_id))?;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let before = store::users::get_for_update(&mut tx, user_id).await?.ok_or(AccountsError::NotFound)?;
        let contact = before.contact(kind).ok_or(AccountsError::NotFound)?;
        if !before.contact(kind.other()).is_some_and(|other| other.verified) {
            return Err(AccountsError::LastContact.into());
        }
        self.keep_former(&mut tx, user_id, &contact.address).await?;
        store::contacts::remove(&mut tx, user_id, kind).await?;
        self.finish_contact(&mut tx, actor, &before, "CONTACT_REMOVED", &contact.address, client).await?;
        tx.commit().await
    }

    /// An account that signed up with an address and never proved it makes way for whoever does.
    async fn displace_unproved(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        address: &Address,
        client: &Client,
    ) -> Result<()> {
        let Some(found) = store::users::by_address(tx, address).await?.filter(|found| !found.verified) else {
            return Ok(());
        };
        let now = self.platform.clock.now();
        let owner = store::users::get(tx, found.user_id).await?;
        if owner
            .is_some_and(|owner| owner.contact(address.kind().other()).is_some_and(|other| other.verified))
        {
            return store::contacts::remove(tx, found.user_id, address.kind()).await;
        }
        store::users::delete(tx, found.user_id, now).await?;
        store::sessions::revoke_all_but(tx, found.user_id, 0, now).await?;
        self.note_governing(tx, actor, "ACCOUNT_DELETED", found.user_id, client).await?;
        let (user_id, nobody) = (found.user_id, Actor::Anonymous);
        let revoked = AccountEvent::SessionRevoked { user_id, session_id: None };
        self.platform.outbox.publish(tx, &nobody, &revoked).await?;
        self.platform.outbox.publish(tx, &nobody, &AccountEvent::Erased { user_id }).await
    }

    /// Keeps an address that goes, and tells whoever reads there.
    async fn keep_former(&self, tx: &mut Tx, user: UserId, address: &Address) -> Result<()> {
        let now = self.platform.clock.now();
        let former: Uuid = store::contacts::insert_former(tx, user, address, now).await?;
        let message = Message::FormerContact { former };
        jobs::enqueue(tx, SEND_MESSAGE, &self.address_key(address), &message, now).await
    }

    /// What follows from every change: the account counts up, its other address is told, and so is everybody who hears.
    async fn finish_contact(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: &User,
        what: &'static str,
        changed: &Address,
        client: &Client,
    ) -> Result<()> {
        let (user_id, now) = (before.id, self.platform.clock.now());
        store::contacts::touch(tx, user_id, now).await?;
        self.note_contact(tx, what, user_id, changed, client).await?;
        let other = changed.kind().other();
        if let Some(contact) = before.contact(other).filter(|contact| contact.verified) {
            let message = Message::ContactsChanged { user: user_id, to: other };
            jobs::enqueue(tx, SEND_MESSAGE, &self.address_key(&contact.address), &message, now).await?;
        }
        self.platform.outbox.publish(tx, actor, &AccountEvent::Updated { user_id }).await?;
        if before.status == UserStatus::Pending {
            return Ok(());
        }
        let alert = AccountEvent::SecurityAlert { user_id, reason: what.to_owned() };
        self.platform.outbox.publish(tx, actor, &alert).await
    }

    async fn note_contact(
        &self,
        tx: &mut Tx,
        kind: &'static str,
        user: UserId,
        address: &Address,
        client: &Client,
    ) -> Result<()> {
        let digest = self.address_digest(address);
        let event = AuthEvent {
            kind,
            user_id: Some(user),
            address_digest: Some(&digest),
            // One changes one's own addresses only.
            actor_id: Some(user),
            ..AuthEvent::default()
        };
        store::audit::write(tx, client, event, self.platform.clock.now()).await
    }
}
