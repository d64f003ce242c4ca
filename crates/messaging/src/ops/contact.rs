//! A customer writes to a business that they may not know (M-10, M-11, B-8).

use chrono::TimeDelta;
use contracts::accounts::BusinessSnapshot;
use contracts::bizconnect::FirstMessage;
use kernel::{Actor, BusinessId, ConversationId, Slug, UserId};
use platform::db::Lock;
use platform::{Error, Result, Tx};

use crate::api::bodies::AckBody;
use crate::error::MessagingError;
use crate::model::{ConversationKind, Draft, MemberRole, spam};
use crate::rights::ContactBusiness;
use crate::state::Messaging;
use crate::store;
use crate::store::conversations::NewConversation;
use platform::policy::Resource;

/// Businesses that one may write to for the first time within a day.
pub(crate) const FIRST_CONTACTS: i64 = 20;
const DAY: TimeDelta = TimeDelta::days(1);

impl Messaging {
    /// Sends a message to the inbox of the business at `/b/<slug>`, in the one conversation that this customer has with
    /// it.
    ///
    /// # Errors
    /// 404 for no business and for one's own, 403 when blocked and when the plan's first messages are used up, 422 for
    /// what looks like spam, 429 beyond the day's first contacts.
    pub(crate) async fn contact(&self, actor: &Actor, slug: &Slug, draft: Draft) -> Result<AckBody> {
        self.platform.policies.check::<ContactBusiness>(actor, &Resource::platform())?;
        let business = self.ports.businesses.by_slug(slug).await?.ok_or(MessagingError::NotFound)?;
        let id = self.inbox_of(actor, &business, &draft).await?;
        self.send(actor, id, draft).await
    }

    /// The conversation, made if there is none yet.
    async fn inbox_of(
        &self,
        actor: &Actor,
        business: &BusinessSnapshot,
        draft: &Draft,
    ) -> Result<ConversationId> {
        let customer = actor.user_id().ok_or(MessagingError::NotFound)?;
        let business = business.card.id;
        if actor.business_id() == Some(business) {
            return Err(MessagingError::NotFound.into());
        }
        let person = self.ports.people.people(&[customer]).await?.remove(&customer);
        let language = person.map(|person| person.language.code().to_owned());
        let mut tx = self.db.begin_system().await?;
        if let Some(id) = store::conversations::of_customer(&mut tx, business, customer).await? {
            tx.rollback().await?;
            return Ok(id);
        }
        // Before anything is counted, and without holding anything while another domain is asked.
        self.judge_first_contact(&mut tx, customer, business, &draft.text).await?;
        tx.rollback().await?;
        self.may_write_to(actor, business).await?;
        let mut tx = self.db.begin_system().await?;
        // One after another, so that the day's number holds however many are sent at once.
        tx.hold(Lock::new("messaging.first_contact", customer.0)).await?;
        if let Some(id) = store::conversations::of_customer(&mut tx, business, customer).await? {
            tx.rollback().await?;
            return Ok(id);
        }
        let suspect = self.judge_first_contact(&mut tx, customer, business, &draft.text).await?;
        let now = self.now();
        let fingerprint = spam::fingerprint(&draft.text);
        store::safety::note_first_contact(&mut tx, customer, business, fingerprint, now).await?;
        let new = NewConversation {
            id: ConversationId::new(now),
            kind: ConversationKind::Inbox,
            connection: None,
            business,
            other_business: None,
            customer: Some(customer),
        };
        store::conversations::insert(&mut tx, &new, now).await?;
        let member = (customer, None, MemberRole::Customer);
        store::conversations::admit(&mut tx, new.id, &[member], now).await?;
        self.open_ticket(&mut tx, &new, language, suspect).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Whether the plan of the writer's business has a first message left for this one, which is counted once (B-6).
    async fn may_write_to(&self, actor: &Actor, business: BusinessId) -> Result<()> {
        match self.ports.connections.first_words(actor, business).await? {
            FirstMessage::Granted => Ok(()),
            FirstMessage::Refused(problems) => Err(Error::all(problems)),
            FirstMessage::NotConnected => Err(MessagingError::NotFound.into()),
        }
    }

    /// Whether these first words may be sent; true when they look like advertising, but not so much that they are
    /// refused.
    async fn judge_first_contact(
        &self,
        tx: &mut Tx,
        customer: UserId,
        business: BusinessId,
        text: &str,
    ) -> Result<bool> {
        if store::safety::is_blocked_by(tx, business, customer).await? {
            return Err(MessagingError::Blocked.into());
        }
        let now = self.now();
        let fingerprint = spam::fingerprint(text);
        let (all, same) = store::safety::first_contacts(tx, customer, now - DAY, fingerprint).await?;
        if all >= FIRST_CONTACTS {
            return Err(MessagingError::TooManyFirstContacts { limit: FIRST_CONTACTS }.into());
        }
        let score = spam::score(text, same);
        if score >= spam::REFUSED {
            tracing::info!(user.id = %customer, spam.score = score, "a first message was refused");
            return Err(MessagingError::LooksLikeSpam.into());
        }
        Ok(score >= spam::SUSPECT)
    }
}
