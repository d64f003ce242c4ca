use chrono::{DateTime, Utc};
use contracts::listings::ListingCard;
use kernel::{Actor, ListingId};
use platform::Result;
use platform::http::ClientIp;
use platform::policy::Resource;

use crate::error::ListingsError;
use crate::interest::Interest;
use crate::rights::SaveListing;
use crate::state::Listings;
use crate::store::{self, NewestKey};
use crate::viewer::Viewer;

impl Listings {
    /// Keeps a live listing for the actor; twice is once.
    ///
    /// # Errors
    /// 404 when there is none.
    pub async fn save_listing(&self, actor: &Actor, id: ListingId) -> Result<()> {
        self.platform.policies.check::<SaveListing>(actor, &Resource::platform())?;
        let user = actor.user_id().ok_or(ListingsError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let now = self.now();
        let business = store::save(&mut tx, user, id, now).await?.ok_or(ListingsError::NotFound)?;
        tx.commit().await?;
        let viewer = Viewer::new(&self.platform.keys, actor, ClientIp::default(), &[], now);
        self.note_interest(actor, viewer, (id, business), Interest::Save);
        Ok(())
    }

    /// Lets a listing go; also one that was not kept.
    ///
    /// # Errors
    /// 503.
    pub async fn unsave_listing(&self, actor: &Actor, id: ListingId) -> Result<()> {
        self.platform.policies.check::<SaveListing>(actor, &Resource::platform())?;
        let user = actor.user_id().ok_or(ListingsError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        store::unsave(&mut tx, user, id).await?;
        tx.commit().await
    }

    /// What the actor has saved and is live, last saved first; one more than `limit` if there are more.
    ///
    /// # Errors
    /// 503.
    pub async fn saved_listings(
        &self,
        actor: &Actor,
        after: Option<NewestKey>,
        limit: i64,
    ) -> Result<Vec<(DateTime<Utc>, ListingCard)>> {
        let user = actor.user_id().ok_or(ListingsError::NotFound)?;
        let now = self.now();
        let mut tx = self.db.begin(actor).await?;
        let rows = store::saved(&mut tx, user, after, limit + 1, now).await?;
        tx.rollback().await?;
        rows.into_iter().map(|(at, row)| Ok((at, row.card(now)?))).collect()
    }

    /// Which of these the actor has saved; none for a guest.
    ///
    /// # Errors
    /// 503.
    pub async fn saved_among(&self, actor: &Actor, ids: &[ListingId]) -> Result<Vec<ListingId>> {
        let Some(user) = actor.user_id().filter(|_| !ids.is_empty()) else { return Ok(Vec::new()) };
        let mut tx = self.db.begin(actor).await?;
        let saved = store::saved_among(&mut tx, user, ids).await?;
        tx.rollback().await?;
        Ok(saved)
    }
}
