//! The first set-up, one answer after the other.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Checks, Role, SessionId, SignedIn, TeamRole, UserId};
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use super::profile::account;
use super::sessions::signed_in;
use crate::error::AccountsError;
use crate::model::business::BusinessDraft;
use crate::model::onboarding::{Answered, Answers, Step};
use crate::model::user::{User, profile_of};
use crate::rights::{CreateBusiness, UpdateUser};
use crate::store::users::read_json;
use crate::{Accounts, store};

/// The questions that are asked of a user depend on whether they want to sell.
#[must_use]
pub fn way(user: &User) -> Role {
    if user.role == Role::Business { Role::Business } else { Role::Consumer }
}

impl Accounts {
    /// Saves the answers of one step and goes on to the next. The last step of a seller sets up the business; while
    /// the address is not proved, the answers are kept and the step stays open, and the proof sets it up
    /// ([`Accounts::set_up_what_waits`]). Without `expected` they are for the account as it is: a form asks one question,
    /// and changes no other answer.
    pub async fn answer(
        &self,
        actor: &Actor,
        step: Step,
        new: &Answers,
        expected: Option<i64>,
    ) -> Result<User> {
        let id = signed_in(actor)?.user_id;
        self.platform.policies.check::<UpdateUser>(actor, &account(id))?;
        let known = self.category_slugs().await?;
        let known = |slug: &str| known.iter().any(|known| known == slug);

        let mut tx = self.db.begin(actor).await?;
        let mut user = store::users::get_for_update(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        if !step.is_open(user.onboarding_step, way(&user)) {
            return Err(AccountsError::StepNotOpen.into());
        }
        let mut checks = Checks::new("accounts");
        let answered = new.check(&mut checks, step, &known);
        let answered = checks.finish(answered).map_err(Error::all)?;
        let old_role = user.role;
        match answered {
            Answered::Role(role @ (Role::Financial | Role::Partner)) => user.requested_role = Some(role),
            Answered::Role(role) => {
                user.requested_role = None;
                // Whoever has been given another role keeps it.
                if matches!(user.role, Role::Consumer | Role::Business) {
                    user.role = role;
                    user.profile = profile_of(role, &user.profile);
                }
            }
            Answered::LanguageCountry(language, country) => {
                user.language = language;
                user.country = Some(country);
            }
            Answered::Business => {}
        }
        if user.role == Role::Consumer && user.membership.is_some() {
            return Err(AccountsError::HasBusiness.into());
        }
        let answers = read_json::<Answers>(&user.onboarding).with(step, new);
        user.onboarding = serde_json::to_value(&answers).map_err(Error::internal)?;
        let next = step.after(way(&user));
        let mut unproved = false;
        if next == Step::Done && way(&user) == Role::Business && user.membership.is_none() {
            let mut checks = Checks::new("accounts");
            let draft = BusinessDraft::parse(&mut checks, &answers.business(user.country), &known);
            let draft = checks.finish(draft).map_err(Error::all)?;
            if self.platform.policies.allows::<CreateBusiness>(actor, &Resource::platform()) {
                let business = self.found_business(&mut tx, actor, id, &draft).await?;
                user.membership = Some((business.id, TeamRole::Ceo));
            } else {
                unproved = true;
            }
        }
        user.onboarding_step = if unproved { step } else { next };
        let expected = expected.unwrap_or(user.version);
        self.write_user(&mut tx, actor, &mut user, expected).await?;
        if user.role != old_role {
            let event = AccountEvent::RoleChanged { user_id: id, role: user.role };
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
        }
        tx.commit().await?;
        if unproved { Err(AccountsError::NotVerified.into()) } else { Ok(user) }
    }

    /// Sets up the business that somebody has answered all questions for before their address was proved, which it is
    /// now. `categories` are those there are. Where an answer no longer holds, nothing is done: its question is open
    /// still, and says what is wrong.
    pub(crate) async fn set_up_what_waits(
        &self,
        tx: &mut Tx,
        id: UserId,
        categories: &[String],
    ) -> Result<()> {
        let Some(mut user) = store::users::get_for_update(tx, id).await? else { return Ok(()) };
        let answers = read_json::<Answers>(&user.onboarding);
        let all_answered = answers.city.is_some() || answers.location.is_some();
        if user.onboarding_step != Step::Location || !all_answered || user.membership.is_some() {
            return Ok(());
        }
        let now_proved = Actor::User(SignedIn {
            user_id: id,
            session_id: SessionId::new(self.platform.clock.now()),
            role: user.role,
            status: user.status,
            display_name: user.display_name.clone(),
            country: user.country,
            membership: None,
        });
        if !self.platform.policies.allows::<CreateBusiness>(&now_proved, &Resource::platform()) {
            return Ok(());
        }
        let mut checks = Checks::new("accounts");
        let known = |slug: &str| categories.iter().any(|known| known == slug);
        let draft = BusinessDraft::parse(&mut checks, &answers.business(user.country), &known);
        let Ok(draft) = checks.finish(draft) else { return Ok(()) };
        let business = self.found_business(tx, &now_proved, id, &draft).await?;
        user.membership = Some((business.id, TeamRole::Ceo));
        user.onboarding_step = Step::Done;
        let version = user.version;
        self.write_user(tx, &now_proved, &mut user, version).await
    }
}
