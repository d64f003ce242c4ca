//! Setting up a business, and what it says of itself.

use contracts::accounts::AccountEvent;
use kernel::{Actor, BusinessId, Checks, MediaId, TeamRole, UserId};
use platform::http::Once;
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use super::sessions::signed_in;
use crate::error::AccountsError;
use crate::model::business::{Business, BusinessDraft, BusinessInput, BusinessKey};
use crate::model::onboarding::Step;
use crate::model::slug;
use crate::rights::{CreateBusiness, ReadBusiness, UpdateBusiness};
use crate::store::businesses::BusinessFilter;
use crate::{Accounts, store};

/// How many numbers are tried behind a name before a random end is taken.
const NUMBERED: u32 = 20;

pub(crate) fn company(id: BusinessId) -> Resource {
    // Only living ones are ever loaded.
    Resource::new("Company", id).business(id).text("status", "ACTIVE")
}

impl Accounts {
    /// Slugs of all categories.
    pub(crate) async fn category_slugs(&self) -> Result<Vec<String>> {
        Ok(self.ports.listings.categories().await?.into_iter().map(|category| category.slug).collect())
    }

    pub(crate) async fn parse_business(&self, input: &BusinessInput) -> Result<BusinessDraft> {
        let known = self.category_slugs().await?;
        let mut checks = Checks::new("accounts");
        let draft = BusinessDraft::parse(&mut checks, input, &|slug| known.iter().any(|known| known == slug));
        checks.finish(draft).map_err(Error::all)
    }

    async fn check_logo(&self, actor: &Actor, logo: Option<MediaId>) -> Result<()> {
        let (Some(logo), Some(user)) = (logo, actor.user_id()) else { return Ok(()) };
        if self.ports.media.owned_by(user, &[logo]).await?.is_empty() {
            return Err(AccountsError::ForeignLogo.into());
        }
        Ok(())
    }

    /// Sets up a business with the actor as its CEO.
    pub async fn create_business(
        &self,
        actor: &Actor,
        input: &BusinessInput,
        once: &Once,
    ) -> Result<(Tx, Business)> {
        self.platform.policies.check::<CreateBusiness>(actor, &Resource::platform())?;
        let draft = self.parse_business(input).await?;
        self.check_logo(actor, draft.logo_media_id).await?;
        let mut tx = once.begin(&self.db, actor).await?;
        let user = signed_in(actor)?.user_id;
        let mut row = store::users::get_for_update(&mut tx, user).await?.ok_or(AccountsError::NotFound)?;
        if row.membership.is_some() {
            return Err(AccountsError::HasBusiness.into());
        }
        let business = self.found_business(&mut tx, actor, user, &draft).await?;
        row.onboarding_step = Step::Done;
        let version = row.version;
        self.write_user(&mut tx, actor, &mut row, version).await?;
        Ok((tx, business))
    }

    /// Changes what a business says of itself.
    pub async fn update_business(
        &self,
        actor: &Actor,
        id: BusinessId,
        input: &BusinessInput,
        expected: i64,
    ) -> Result<Business> {
        let before = self.business(actor, &BusinessKey::Id(id)).await?;
        self.platform.policies.check::<UpdateBusiness>(actor, &company(id))?;
        let draft = self.parse_business(input).await?;
        if draft.logo_media_id != before.says.logo_media_id {
            self.check_logo(actor, draft.logo_media_id).await?;
        }
        let mut tx = self.db.begin(actor).await?;
        if actor.business_id() != Some(id) {
            store::act_as_system(&mut tx).await?;
        }
        let done =
            store::businesses::update(&mut tx, id, &draft, expected, self.platform.clock.now()).await?;
        let now =
            store::businesses::find(&mut tx, &BusinessKey::Id(id)).await?.ok_or(AccountsError::NotFound)?;
        if done.is_none() {
            let current = serde_json::to_value(crate::api::businesses::BusinessBody::of(&now, None));
            return Err(platform::http::version::stale("accounts", current.map_err(Error::internal)?));
        }
        let event = AccountEvent::BusinessUpdated(Box::new(now.snapshot()));
        self.platform.outbox.publish(&mut tx, actor, &event).await?;
        tx.commit().await?;
        Ok(now)
    }

    /// The job that takes a deleted picture off the businesses whose logo it is, and tells of those that are shown.
    pub(crate) async fn drop_logo(&self, tx: &mut Tx, gone: MediaId) -> Result<()> {
        for id in store::businesses::drop_logo(tx, gone, self.platform.clock.now()).await? {
            // A business that is deleted, and may come back, loses it in silence.
            let Some(business) = store::businesses::find(tx, &BusinessKey::Id(id)).await? else { continue };
            let event = AccountEvent::BusinessUpdated(Box::new(business.snapshot()));
            self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        Ok(())
    }
}

impl Accounts {
    /// Writes a new business under the first free address, with its CEO, and tells.
    pub(crate) async fn found_business(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ceo: UserId,
        draft: &BusinessDraft,
    ) -> Result<Business> {
        let now = self.platform.clock.now();
        let id = BusinessId::new(now);
        let base = slug::base(&draft.name, draft.business_type, draft.city.as_deref(), id);
        let mut placed = false;
        for n in 1..=NUMBERED {
            // Whoever inserts the same address at this moment is waited for: the unique index decides.
            placed = store::businesses::insert(tx, id, &slug::candidate(&base, n), draft, ceo, now).await?;
            if placed {
                break;
            }
        }
        if !placed {
            let end = &id.0.simple().to_string()[24..];
            placed = store::businesses::insert(tx, id, &format!("{base}-{end}"), draft, ceo, now).await?;
        }
        if !placed {
            return Err(Error::internal("no address is free for a new business"));
        }
        if let Err(error) = store::businesses::insert_member(tx, id, ceo, TeamRole::Ceo, now).await {
            return Err(match platform::error::violated_constraint(&error) {
                Some("business_members_one_business") => AccountsError::HasBusiness.into(),
                _ => error.into(),
            });
        }
        let business =
            store::businesses::find(tx, &BusinessKey::Id(id)).await?.ok_or(AccountsError::NotFound)?;
        let event = AccountEvent::BusinessCreated(Box::new(business.snapshot()));
        self.platform.outbox.publish(tx, actor, &event).await?;
        Ok(business)
    }

    /// A business, by id or slug.
    pub async fn business(&self, actor: &Actor, key: &BusinessKey) -> Result<Business> {
        let mut conn = self.db.read().await?;
        let business = store::businesses::find(&mut conn, key).await?.ok_or(AccountsError::NotFound)?;
        self.platform.policies.check::<ReadBusiness>(actor, &company(business.id))?;
        Ok(business)
    }

    /// Businesses, the newest first; one more than `limit` if there are more.
    pub async fn businesses_list(
        &self,
        filter: &BusinessFilter,
        after: Option<BusinessId>,
        limit: i64,
    ) -> Result<Vec<Business>> {
        let mut conn = self.db.read().await?;
        store::businesses::list(&mut conn, filter, after, limit + 1).await
    }
}
