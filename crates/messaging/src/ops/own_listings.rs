//! Cards of the listings of one's own business, sent from within a conversation (M-2).

use contracts::listings::ListingCard;
use kernel::{Actor, ConversationId, ErrorKind, Problem};
use platform::Result;

use crate::api::bodies::AckBody;
use crate::error::SOURCE;
use crate::model::{Content, Draft};
use crate::state::Messaging;

/// Most listings that are offered to be sent.
const OFFERED: i64 = 20;

impl Messaging {
    /// Live listings of the actor's business, newest first; none for who has no business.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn own_listings(&self, actor: &Actor) -> Result<Vec<ListingCard>> {
        let Some(business) = actor.business_id() else { return Ok(Vec::new()) };
        Ok(self.ports.listings.of_business(business, OFFERED).await?)
    }

    /// Sends the card of a listing of the actor's business.
    ///
    /// # Errors
    /// 422 for a listing of somebody else, and those of [`Self::send`].
    pub(crate) async fn send_own_listing(
        &self,
        actor: &Actor,
        id: ConversationId,
        draft: Draft,
    ) -> Result<AckBody> {
        if let Content::Listing(listing) = &draft.content {
            let cards = self.ports.listings.cards(&[*listing]).await?;
            // One that is not live any more is left to `send`, which knows whether it was sent while it was (M-15).
            if cards.values().any(|card| Some(card.business.id) != actor.business_id()) {
                let problem = Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-own-listing");
                return Err(problem.field("listing_id").into());
            }
        }
        self.send(actor, id, draft).await
    }
}
