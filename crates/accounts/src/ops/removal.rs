//! Deleting a business, bringing it back for thirty days, and deleting it for good (P-39); erasing deleted accounts.
//!
//! Its members stay its members meanwhile, but cannot act for it: nobody's rights come from a deleted business.

use contracts::accounts::AccountEvent;
use kernel::{Actor, BusinessId, ErrorKind, TeamRole};
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use super::businesses::company;
use super::profile::hidden;
use super::sessions::signed_in;
use crate::client::Client;
use crate::error::AccountsError;
use crate::model::business::{Business, BusinessKey, RESTORABLE};
use crate::model::user::ERASED_AFTER;
use crate::rights::{DeleteBusiness, ReadBusiness, RestoreBusiness};
use crate::{Accounts, store};

/// How many businesses or accounts one run deals with; where more are left, the next run follows at once.
const MOST_PER_RUN: i64 = 100;

/// A business that may have been deleted, with what the asker is in its team.
pub(crate) fn known_company(business: &Business, asker: Option<TeamRole>) -> Resource {
    let resource =
        Resource::new("Company", business.id).business(business.id).text("status", &business.status);
    match asker {
        Some(role) => resource.text("asker_role", role.as_str()),
        None => resource,
    }
}

impl Accounts {
    /// Deletes a business softly. It is shown nowhere from then on.
    pub async fn delete_business(&self, actor: &Actor, id: BusinessId, expected: i64) -> Result<()> {
        self.platform.policies.check::<DeleteBusiness>(actor, &company(id))?;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let done = store::businesses::delete(&mut tx, id, Some(expected), self.platform.clock.now()).await?;
        if !done {
            // As it stands now: somebody may have changed it since the request began.
            let now = store::businesses::find(&mut tx, &BusinessKey::Id(id))
                .await?
                .ok_or(AccountsError::NotFound)?;
            let current = serde_json::to_value(crate::api::businesses::BusinessBody::of(&now, None));
            return Err(platform::http::version::stale("accounts", current.map_err(Error::internal)?));
        }
        let event = AccountEvent::BusinessDeleted { business_id: id };
        self.platform.outbox.publish(&mut tx, actor, &event).await?;
        tx.commit().await
    }

    /// Brings a deleted business back as it was; one that is there already stays as it is.
    pub async fn restore_business(&self, actor: &Actor, key: &BusinessKey) -> Result<Business> {
        let now = self.platform.clock.now();
        let user = signed_in(actor)?.user_id;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let found = store::removal::find(&mut tx, key, user).await?.ok_or(AccountsError::NotFound)?;
        let (business, asker) = found;
        let may = self.platform.policies.check::<RestoreBusiness>(actor, &known_company(&business, asker));
        let Some(until) = business.restorable_until() else {
            return may.map(|()| business);
        };
        may.map_err(hidden)?;
        if now >= until {
            return Err(AccountsError::NotFound.into());
        }
        let is_restored_here = store::removal::restore(&mut tx, business.id, now).await?;
        let restored = store::businesses::find(&mut tx, &BusinessKey::Id(business.id)).await?;
        let restored = restored.ok_or(AccountsError::NotFound)?;
        if is_restored_here {
            let event = AccountEvent::BusinessRestored(Box::new(restored.snapshot()));
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
        }
        tx.commit().await?;
        Ok(restored)
    }

    /// A business, also one that is deleted and can be restored if it is the actor's own, or if an admin asks.
    pub async fn business_or_deleted(&self, actor: &Actor, key: &BusinessKey) -> Result<Business> {
        let (error, user) = match (self.business(actor, key).await, actor.user_id()) {
            (Err(error), Some(user)) if error.kind() == ErrorKind::NotFound => (error, user),
            (other, _) => return other,
        };
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let Some((business, asker)) = store::removal::find(&mut tx, key, user).await? else {
            return Err(error);
        };
        let resource = known_company(&business, asker);
        self.platform.policies.check::<ReadBusiness>(actor, &resource).map_err(hidden)?;
        let now = self.platform.clock.now();
        if business.restorable_until().is_some_and(|until| now >= until) {
            return Err(error);
        }
        Ok(business)
    }

    /// The job that erases what deleted accounts tell of a person, with a line in the record as proof. Whether more may
    /// be left.
    pub(crate) async fn erase_users(&self, tx: &mut Tx) -> Result<bool> {
        let now = self.platform.clock.now();
        let users = store::removal::to_erase(tx, now - ERASED_AFTER, MOST_PER_RUN).await?;
        if users.is_empty() {
            return Ok(false);
        }
        store::removal::erase(tx, &users, now).await?;
        let program = Client { device: "erasure".to_owned(), ..Client::default() };
        for user in &users {
            self.note_governing(tx, &Actor::Anonymous, "ACCOUNT_ERASED", *user, &program).await?;
        }
        Ok(users.len() as i64 == MOST_PER_RUN)
    }

    /// The job that deletes for good what nobody has restored in time. Whether more may be left.
    pub(crate) async fn purge_businesses(&self, tx: &mut Tx) -> Result<bool> {
        let before = self.platform.clock.now() - RESTORABLE;
        let due = store::removal::due(tx, before, MOST_PER_RUN).await?;
        for business in due.iter().copied() {
            let papers = store::verifications::forget_papers_of(tx, business).await?;
            self.delete_papers_later(tx, &papers).await?;
            for user_id in store::removal::purge(tx, business).await? {
                // They belong nowhere now, and may set up another business.
                let event = AccountEvent::Updated { user_id };
                self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            }
        }
        Ok(due.len() as i64 == MOST_PER_RUN)
    }
}
