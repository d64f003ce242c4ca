//! What users say of themselves, and leaving.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Checks, TeamRole, UserId};
use platform::policy::Resource;
use platform::{Error, Result, Tx};
use serde_json::Value;

use super::sessions::signed_in;
use crate::client::Client;
use crate::error::AccountsError;
use crate::model::user::{Preferences, User, parse_name, parse_profile};
use crate::rights::{DeleteUser, ReadUser, UpdateUser};
use crate::{Accounts, store};

/// A change of an account as it comes in; what is left out stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProfileInput<'a> {
    pub display_name: Option<&'a str>,
    pub country: Option<&'a str>,
    pub language: Option<&'a str>,
    pub profile: Option<&'a Value>,
}

impl ProfileInput<'_> {
    /// Writes what came in into `user`; notes what is wrong.
    pub(crate) fn apply(self, checks: &mut Checks, user: &mut User) {
        if let Some(typed) = self.display_name
            && let Some(name) = parse_name(checks, "display_name", Some(typed))
        {
            user.display_name = name;
        }
        if let Some(country) = checks.parsed("country", self.country, "accounts-check-country") {
            user.country = Some(country);
        }
        if let Some(language) = checks.parsed("language", self.language, "accounts-check-language") {
            user.language = language;
        }
        if let Some(profile) = parse_profile(checks, user.role, self.profile) {
            user.profile = profile;
        }
    }
}

pub(crate) fn account(id: UserId) -> Resource {
    Resource::new("Account", id).owner(id)
}

/// 404 rather than 403: whether there is such an account is nobody else's business.
pub(crate) fn hidden(error: Error) -> Error {
    if error.kind() == kernel::ErrorKind::Forbidden { AccountsError::NotFound.into() } else { error }
}

impl Accounts {
    /// The actor's own account.
    pub async fn me(&self, actor: &Actor) -> Result<User> {
        let user = signed_in(actor)?;
        self.user(actor, user.user_id).await
    }

    /// An account: one's own, or any for an admin.
    pub async fn user(&self, actor: &Actor, id: UserId) -> Result<User> {
        self.platform.policies.check::<ReadUser>(actor, &account(id)).map_err(hidden)?;
        let mut tx = self.db.begin(actor).await?;
        if actor.user_id() != Some(id) {
            store::act_as_system(&mut tx).await?;
        }
        store::users::get(&mut tx, id).await?.ok_or_else(|| AccountsError::NotFound.into())
    }

    /// Changes what the actor says of themselves.
    pub async fn update_me(&self, actor: &Actor, input: ProfileInput<'_>, expected: i64) -> Result<User> {
        self.change_me(actor, expected, |checks, user| input.apply(checks, user)).await
    }

    /// Replaces the actor's preferences.
    pub async fn set_preferences(&self, actor: &Actor, new: Preferences, expected: i64) -> Result<User> {
        self.change_me(actor, expected, |_, user| {
            user.language = new.language;
            user.currency = new.currency;
            user.data_saver = new.data_saver;
            user.time_zone = new.time_zone;
        })
        .await
    }

    async fn change_me(
        &self,
        actor: &Actor,
        expected: i64,
        change: impl FnOnce(&mut Checks, &mut User),
    ) -> Result<User> {
        let id = signed_in(actor)?.user_id;
        self.platform.policies.check::<UpdateUser>(actor, &account(id))?;
        let mut tx = self.db.begin(actor).await?;
        let mut user = store::users::get_for_update(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        let mut checks = Checks::new("accounts");
        change(&mut checks, &mut user);
        checks.finish(Some(())).map_err(Error::all)?;
        self.write_user(&mut tx, actor, &mut user, expected).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Writes an account if nobody else has changed it, and tells.
    pub(crate) async fn write_user(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        user: &mut User,
        expected: i64,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let Some(version) = store::users::update(tx, user, expected, now).await? else {
            let current = store::users::get(tx, user.id).await?.ok_or(AccountsError::NotFound)?;
            let current =
                serde_json::to_value(crate::api::users::UserBody::of(&current)).map_err(Error::internal)?;
            return Err(platform::http::version::stale("accounts", current));
        };
        (user.version, user.updated_at) = (version, now);
        self.platform.outbox.publish(tx, actor, &AccountEvent::Updated { user_id: user.id }).await
    }

    /// Deletes an account softly: its sessions end at once, its addresses are free, and a business that it leaves
    /// without anybody goes with it.
    pub async fn delete_user(&self, actor: &Actor, id: UserId, expected: i64, client: &Client) -> Result<()> {
        self.platform.policies.check::<DeleteUser>(actor, &account(id)).map_err(hidden)?;
        let now = self.platform.clock.now();
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let user = store::users::get_for_update(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        if user.version != expected {
            let current =
                serde_json::to_value(crate::api::users::UserBody::of(&user)).map_err(Error::internal)?;
            return Err(platform::http::version::stale("accounts", current));
        }
        if let Some((business_id, team_role)) = user.membership {
            // One that is deleted already needs nobody to lead it.
            let lives = store::users::business_standing(&mut tx, business_id).await?.is_some();
            let alone = store::businesses::count_members(&mut tx, business_id).await? <= 1;
            if alone && store::businesses::delete(&mut tx, business_id, None, now).await? {
                let event = AccountEvent::BusinessDeleted { business_id };
                self.platform.outbox.publish(&mut tx, actor, &event).await?;
            }
            let last_ceo =
                team_role == TeamRole::Ceo && store::businesses::count_ceos(&mut tx, business_id).await? <= 1;
            if lives && !alone && last_ceo {
                return Err(AccountsError::LastCeo.into());
            }
        }
        store::users::delete(&mut tx, id, now).await?;
        store::sessions::revoke_all_but(&mut tx, id, 0, now).await?;
        self.note_governing(&mut tx, actor, "ACCOUNT_DELETED", id, client).await?;
        let revoked = AccountEvent::SessionRevoked { user_id: id, session_id: None };
        self.platform.outbox.publish(&mut tx, actor, &revoked).await?;
        self.platform.outbox.publish(&mut tx, actor, &AccountEvent::Erased { user_id: id }).await?;
        tx.commit().await
    }
}
