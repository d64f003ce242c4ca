//! What admins decide about businesses' papers and about roles that were asked for.

use contracts::accounts::AccountEvent;
use kernel::{Actor, EventId, Role, UserId, UserStatus, Verification};
use platform::policy::Resource;
use platform::{Result, Tx, jobs};
use uuid::Uuid;

use super::sessions::signed_in;
use crate::client::Client;
use crate::error::AccountsError;
use crate::jobs::{Message, SEND_MESSAGE};
use crate::model::business::{Business, BusinessKey};
use crate::model::user::{User, profile_of};
use crate::model::verification::{Case, Decision};
use crate::rights::{GovernUser, ReviewVerifications};
use crate::store::user_list::UserFilter;
use crate::store::verifications::Place;
use crate::{Accounts, store};

/// How many levels that were given lately an admin is shown, to take one back.
const LATELY: i64 = 20;

impl Accounts {
    /// Papers that wait, the oldest first, and how many there are; one more than `limit` if there are more.
    pub async fn papers_queue(
        &self,
        actor: &Actor,
        after: Option<Place>,
        limit: i64,
    ) -> Result<(i64, Vec<Case>)> {
        self.platform.policies.check::<ReviewVerifications>(actor, &Resource::platform())?;
        let mut tx = self.db.begin_system().await?;
        let open = store::verifications::count_open(&mut tx).await?;
        let cases = store::verifications::queue(&mut tx, after, limit + 1).await?;
        tx.rollback().await?;
        Ok((open, cases))
    }

    /// Levels that were given lately and hold.
    pub async fn given_lately(&self, actor: &Actor) -> Result<Vec<Case>> {
        self.platform.policies.check::<ReviewVerifications>(actor, &Resource::platform())?;
        let mut tx = self.db.begin_system().await?;
        store::verifications::given_lately(&mut tx, LATELY).await
    }

    /// Decides about papers. The same decision by the same admin twice is made once.
    ///
    /// # Errors
    /// 409 when somebody else was faster, 422 for a level that the business has already, 403, 404.
    pub async fn decide_papers(
        &self,
        actor: &Actor,
        id: Uuid,
        decision: Decision,
        client: &Client,
    ) -> Result<Case> {
        self.platform.policies.check::<ReviewVerifications>(actor, &Resource::platform())?;
        let (by, now) = (signed_in(actor)?.user_id, self.platform.clock.now());
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let case = store::verifications::hold(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        if case.was_decided(&decision, by) {
            return Ok(case);
        }
        if !case.is_open() {
            return Err(AccountsError::Decided.into());
        }
        if matches!(decision, Decision::Approve(level) if level <= case.now) {
            return Err(AccountsError::WrongLevel.into());
        }
        store::verifications::decide(&mut tx, id, &decision, by, now).await?;
        let kind = match &decision {
            Decision::Approve(level) => {
                let key = BusinessKey::Id(case.business_id);
                let business = self.set_level(&mut tx, &key, case.now, *level).await?;
                let event = AccountEvent::BusinessVerified(Box::new(business.snapshot()));
                self.platform.outbox.publish(&mut tx, actor, &event).await?;
                "PAPERS_APPROVED"
            }
            Decision::Refuse(_) => {
                self.tell_of_level(&mut tx, case.sent_by).await?;
                "PAPERS_REFUSED"
            }
        };
        self.note_governing(&mut tx, actor, kind, case.sent_by, client).await?;
        let case = store::verifications::find(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        tx.commit().await?;
        Ok(case)
    }

    /// Lowers the level of a business, and tells whoever leads it.
    ///
    /// # Errors
    /// 422 for a level that is not lower, 409 when another admin was faster, 403, 404.
    pub async fn take_back_level(
        &self,
        actor: &Actor,
        key: &BusinessKey,
        (level, reason): (Verification, String),
        client: &Client,
    ) -> Result<Business> {
        self.platform.policies.check::<ReviewVerifications>(actor, &Resource::platform())?;
        let (by, now) = (signed_in(actor)?.user_id, self.platform.clock.now());
        let before = self.business(actor, key).await?;
        if level >= before.verification {
            return Err(AccountsError::WrongLevel.into());
        }
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let business =
            self.set_level(&mut tx, &BusinessKey::Id(before.id), before.verification, level).await?;
        store::verifications::insert_taken_back(&mut tx, EventId::new(now).0, &business, &reason, by, now)
            .await?;
        let event = AccountEvent::BusinessUpdated(Box::new(business.snapshot()));
        self.platform.outbox.publish(&mut tx, actor, &event).await?;
        for ceo in store::businesses::ceos(&mut tx, before.id).await? {
            self.tell_of_level(&mut tx, ceo).await?;
            self.note_governing(&mut tx, actor, "LEVEL_TAKEN_BACK", ceo, client).await?;
        }
        tx.commit().await?;
        Ok(business)
    }

    /// The business with its new level.
    async fn set_level(
        &self,
        tx: &mut Tx,
        key: &BusinessKey,
        from: Verification,
        to: Verification,
    ) -> Result<Business> {
        let business = store::businesses::find(tx, key).await?.ok_or(AccountsError::NotFound)?;
        if !store::businesses::set_level(tx, business.id, from, to, self.platform.clock.now()).await? {
            return Err(AccountsError::Decided.into());
        }
        store::businesses::find(tx, key).await?.ok_or_else(|| AccountsError::NotFound.into())
    }

    async fn tell_of_level(&self, tx: &mut Tx, user: UserId) -> Result<()> {
        let message = Message::VerificationAnswered { user };
        jobs::enqueue(tx, SEND_MESSAGE, &user.to_string(), &message, self.platform.clock.now()).await
    }

    /// People who wait for a role, the newest first.
    pub async fn waiting_for_roles(&self, actor: &Actor, limit: i64) -> Result<Vec<User>> {
        let filter = UserFilter {
            status: Some(UserStatus::Active),
            requested: vec![Role::Financial, Role::Partner],
            ..UserFilter::default()
        };
        self.users(actor, &filter, None, limit).await
    }

    /// Gives somebody the role that they asked for, or does not. Counts from their next request.
    ///
    /// # Errors
    /// 409 when they wait for no other role, 403, 404.
    pub async fn decide_role(
        &self,
        actor: &Actor,
        id: UserId,
        granted: bool,
        client: &Client,
    ) -> Result<User> {
        self.platform.policies.check::<GovernUser>(actor, &Resource::platform())?;
        let mut tx = self.db.begin(actor).await?;
        store::act_as_system(&mut tx).await?;
        let mut user = store::users::get_for_update(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        // Whoever has become an admin meanwhile does not lose that by an old wish.
        let wanted = user.requested_role.take().filter(|_| user.role != Role::Admin);
        let wanted = wanted.ok_or(AccountsError::Decided)?;
        let kind = if granted { "ROLE_GIVEN" } else { "ROLE_REFUSED" };
        if granted && user.role != wanted {
            user.role = wanted;
            user.profile = profile_of(wanted, &user.profile);
            let event = AccountEvent::RoleChanged { user_id: id, role: wanted };
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
        }
        let version = user.version;
        self.write_user(&mut tx, actor, &mut user, version).await?;
        let message = Message::RoleAnswered { user: id, granted };
        let now = self.platform.clock.now();
        jobs::enqueue(&mut tx, SEND_MESSAGE, &id.to_string(), &message, now).await?;
        self.note_governing(&mut tx, actor, kind, id, client).await?;
        tx.commit().await?;
        Ok(user)
    }
}
