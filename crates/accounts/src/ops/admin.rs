//! What admins do with accounts, and how the first of them come to be.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Checks, Country, Language, Role, UserId, UserStatus};
use platform::http::Once;
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use super::profile::{ProfileInput, account, hidden};
use crate::client::Client;
use crate::error::AccountsError;
use crate::model::address::Address;
use crate::model::password::Password;
use crate::model::user::{User, parse_name};
use crate::rights::{CreateUser, GovernUser, ListUsers, UpdateUser};
use crate::store::audit::AuthEvent;
use crate::store::user_list::UserFilter;
use crate::store::users::NewUser;
use crate::{Accounts, store};

/// An account that an admin makes: its address counts as proved.
#[derive(Clone)]
pub struct MadeAccount {
    pub address: Address,
    pub password: Password,
    pub name: String,
    pub role: Role,
    pub country: Option<Country>,
    pub language: Language,
}

/// A whole account as an admin or its owner writes it.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountInput<'a> {
    pub says: ProfileInput<'a>,
    /// Only for those who may govern.
    pub role: Option<&'a str>,
    /// Only for those who may govern: ACTIVE or SUSPENDED.
    pub status: Option<&'a str>,
}

impl Accounts {
    /// Accounts, the newest first; one more than `limit` if there are more.
    pub async fn users(
        &self,
        actor: &Actor,
        filter: &UserFilter,
        after: Option<UserId>,
        limit: i64,
    ) -> Result<Vec<User>> {
        self.platform.policies.check::<ListUsers>(actor, &Resource::platform())?;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        store::user_list::list(&mut tx, filter, after, limit + 1).await
    }

    /// Makes an account for somebody.
    pub async fn create_user(
        &self,
        actor: &Actor,
        new: MadeAccount,
        once: &Once,
        client: &Client,
    ) -> Result<(Tx, User)> {
        self.platform.policies.check::<CreateUser>(actor, &Resource::platform())?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        let mut tx = once.begin(&self.db, actor).await?;
        store::act_as_system(&mut tx).await?;
        let user = self.insert_account(&mut tx, actor, &new, &hash, client).await?;
        Ok((tx, user))
    }

    async fn insert_account(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        new: &MadeAccount,
        hash: &str,
        client: &Client,
    ) -> Result<User> {
        let now = self.platform.clock.now();
        let id = UserId::new(now);
        let row = NewUser {
            id,
            role: new.role,
            status: UserStatus::Active,
            display_name: &new.name,
            country: new.country,
            language: new.language,
            registration_id: None,
        };
        store::users::insert(tx, &row, now).await?;
        if let Err(error) = store::users::insert_contact(tx, id, &new.address, Some(now)).await {
            return Err(match platform::error::violated_constraint(&error) {
                Some("user_contacts_address") => {
                    AccountsError::AddressTaken { field: new.address.kind().field() }.into()
                }
                _ => error.into(),
            });
        }
        store::users::set_password(tx, id, hash, now).await?;
        let event = AccountEvent::Registered {
            user_id: id,
            role: new.role,
            language: new.language,
            country: new.country,
        };
        self.platform.outbox.publish(tx, actor, &event).await?;
        let event = AuthEvent {
            kind: "ACCOUNT_MADE",
            user_id: Some(id),
            actor_id: actor.user_id(),
            ..AuthEvent::default()
        };
        store::audit::write(tx, client, event, now).await?;
        store::users::get(tx, id).await?.ok_or_else(|| AccountsError::NotFound.into())
    }

    /// Makes an admin, for the command line.
    ///
    /// # Errors
    /// All that is wrong with the input; 409 when the address has an account.
    pub async fn create_admin(&self, email: &str, password: &str, name: &str) -> Result<UserId> {
        let mut checks = Checks::new("accounts");
        let address = Address::from_fields(&mut checks, Some(email), None, None);
        let name = parse_name(&mut checks, "name", Some(name));
        let password =
            Password::choose(&mut checks, "password", Some(password), address.as_ref(), name.as_deref());
        let new = match (address, password, name) {
            (Some(address), Some(password), Some(name)) => Some(MadeAccount {
                address,
                password,
                name,
                role: Role::Admin,
                country: None,
                language: Language::En,
            }),
            _ => None,
        };
        let new = checks.finish(new).map_err(Error::all)?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        let mut tx = self.db.begin_system().await?;
        let by_hand = Client::command_line();
        let user = self.insert_account(&mut tx, &Actor::Anonymous, &new, &hash, &by_hand).await?;
        tx.commit().await?;
        Ok(user.id)
    }

    /// The hash of a password as it is stored, for seeding accounts in bulk.
    ///
    /// # Errors
    /// 500 when the machine has no randomness or memory.
    pub async fn hash_password(&self, password: &str) -> Result<String> {
        self.hasher.hash(Password::typed(password)).await
    }

    /// Writes an account: what it says, and for admins its role and status. Takes effect at the next request.
    pub async fn put_user(
        &self,
        actor: &Actor,
        id: UserId,
        input: AccountInput<'_>,
        expected: i64,
        client: &Client,
    ) -> Result<User> {
        let now = self.platform.clock.now();
        self.platform.policies.check::<UpdateUser>(actor, &account(id)).map_err(hidden)?;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let mut user = store::users::get_for_update(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        let (old_role, old_status) = (user.role, user.status);
        let mut checks = Checks::new("accounts");
        checks.required("display_name", input.says.display_name);
        checks.required("language", input.says.language);
        if let Some(role) = checks.parsed("role", input.role, "accounts-check-role") {
            user.role = role;
        }
        match checks.parsed("status", input.status, "accounts-check-status") {
            None => {}
            Some(UserStatus::Deleted) => checks.fail("status", "accounts-check-status"),
            // An address is proved by its code, not by an admin's word; nor does it become unproved.
            Some(status) if status != old_status && UserStatus::Pending == status => {
                checks.fail("status", "accounts-check-status");
            }
            Some(UserStatus::Active) if old_status == UserStatus::Pending => {
                checks.fail("status", "accounts-check-status");
            }
            // What was suspended before its address was proved waits for that again.
            Some(UserStatus::Active) if old_status == UserStatus::Suspended && !user.is_proved() => {
                user.status = UserStatus::Pending;
            }
            Some(status) => user.status = status,
        }
        if user.role != old_role || user.status != old_status {
            self.platform.policies.check::<GovernUser>(actor, &Resource::platform())?;
        }
        if user.role != old_role {
            user.requested_role = None;
        }
        // What a whole account leaves out is gone.
        user.country = None;
        user.profile = serde_json::json!({});
        input.says.apply(&mut checks, &mut user);
        checks.finish(Some(())).map_err(Error::all)?;
        self.write_user(&mut tx, actor, &mut user, expected).await?;
        if user.role != old_role {
            let event = AccountEvent::RoleChanged { user_id: id, role: user.role };
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
            self.note_governing(&mut tx, actor, "ROLE_CHANGED", id, client).await?;
        }
        if user.status == UserStatus::Suspended && old_status != UserStatus::Suspended {
            store::sessions::revoke_all_but(&mut tx, id, 0, now).await?;
            self.platform.outbox.publish(&mut tx, actor, &AccountEvent::Suspended { user_id: id }).await?;
            self.note_governing(&mut tx, actor, "SUSPENDED", id, client).await?;
        }
        if user.status != UserStatus::Suspended && old_status == UserStatus::Suspended {
            self.platform.outbox.publish(&mut tx, actor, &AccountEvent::Reinstated { user_id: id }).await?;
            self.note_governing(&mut tx, actor, "REACTIVATED", id, client).await?;
        }
        tx.commit().await?;
        Ok(user)
    }

    /// Writes down what somebody did to an account.
    pub(super) async fn note_governing(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        kind: &'static str,
        about: UserId,
        client: &Client,
    ) -> Result<()> {
        let event =
            AuthEvent { kind, user_id: Some(about), actor_id: actor.user_id(), ..AuthEvent::default() };
        store::audit::write(tx, client, event, self.platform.clock.now()).await
    }
}
