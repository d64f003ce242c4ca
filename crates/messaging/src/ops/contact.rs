//! A customer writes to a business that they may not know (M-10, M-11, B-8).

use chrono::TimeDelta;
use contracts::bizconnect::FirstMessage;
use kernel::{Actor, BusinessId, ConversationId, ErrorKind, Slug, UserId};
use platform::db::Lock;
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use crate::api::bodies::AckBody;
use crate::error::MessagingError;
use crate::inbox;
use crate::inbox::desk::Desk;
use crate::model::{Content, ConversationKind, Draft, Hall, MemberRole, spam};
use crate::ops::send::{post, refusal};
use crate::rights::ContactBusiness;
use crate::state::{Messaging, Turn};
use crate::store;
use crate::store::conversations::NewConversation;
use crate::vault::seal;

/// Businesses that one may write to for the first time within a day.
pub(crate) const FIRST_CONTACTS: i64 = 20;
const DAY: TimeDelta = TimeDelta::days(1);

impl Messaging {
    /// Sends a message to the inbox of the business at `/b/<slug>`, in the one conversation that this customer has with
    /// it. A topic that the business does not have any more is none: words are not refused for it. The same client id again
    /// gets the first answer, also when the business is gone since then.
    ///
    /// # Errors
    /// 404 for no business and for one's own, 409 where nobody is left who could answer, 403 when blocked and when the
    /// plan's first messages are used up, 422 for what looks like spam and for a listing that is not there, 429 beyond the
    /// day's first contacts.
    pub(crate) async fn contact(
        &self,
        actor: &Actor,
        slug: &Slug,
        draft: Draft,
        topic: Option<&str>,
    ) -> Result<AckBody> {
        self.platform.policies.check::<ContactBusiness>(actor, &Resource::platform())?;
        let customer = actor.user_id().ok_or(MessagingError::NotFound)?;
        let found = self.ports.businesses.by_slug(slug).await?.map(|business| business.card.id);
        let Some(business) = found.filter(|business| actor.business_id() != Some(*business)) else {
            let refused = MessagingError::NotFound.into();
            return self.contacted_before(customer, found, &draft.client_id, refused).await;
        };
        let mut tx = self.db.begin_system().await?;
        let known = store::conversations::of_customer(&mut tx, business, customer).await?;
        let mut topics = Vec::new();
        if topic.is_some() {
            topics = inbox::store::desk(&mut tx, business).await?.topics;
        }
        let topic = topics.into_iter().find(|known| Some(known.as_str()) == topic.map(str::trim));
        if let (Some(id), Some(topic)) = (known, &topic) {
            // Before the words: who gets them may depend on it.
            inbox::store::set_topic(&mut tx, id, Some(topic)).await?;
        }
        tx.commit().await?;
        let about = match draft.content {
            Content::Listing(id) => Some(id),
            _ => None,
        };
        let ack = match known {
            Some(id) => self.send(actor, id, draft).await,
            None => {
                let client_id = draft.client_id.clone();
                match self.first_words(actor, customer, business, draft, topic).await {
                    // The same words may have come twice at once, and the other ones were the last that may be sent today.
                    Err(refused) => {
                        self.contacted_before(customer, Some(business), &client_id, refused).await
                    }
                    sent => sent,
                }
            }
        }?;
        if let Some(listing) = about
            && let Err(error) = self.ports.listings.contacted(actor, listing).await
        {
            // It was sent; a number of its owner's is no reason to say otherwise.
            tracing::warn!(error = &error as &dyn std::error::Error, "a contact was not counted");
        }
        Ok(ack)
    }

    /// A retry of words that were acknowledged is never told that they failed (M-3, M-15). Where the business is not known
    /// any more, the id must be that of one message only.
    async fn contacted_before(
        &self,
        customer: UserId,
        business: Option<BusinessId>,
        client_id: &str,
        refused: Error,
    ) -> Result<AckBody> {
        if refused.kind() == ErrorKind::Unavailable {
            return Err(refused);
        }
        let mut tx = self.db.begin_system().await?;
        let earlier = store::post::earlier_contacts(&mut tx, customer, business, client_id).await?;
        tx.rollback().await?;
        match earlier.as_slice() {
            [(id, posted)] => Ok(AckBody::new(*id, client_id, posted)),
            _ => Err(refused),
        }
    }

    /// The conversation and its first message, in one transaction: none is made for words that cannot be sent.
    async fn first_words(
        &self,
        actor: &Actor,
        customer: UserId,
        business: BusinessId,
        draft: Draft,
        topic: Option<String>,
    ) -> Result<AckBody> {
        let id = ConversationId::new(self.now());
        // Before anything is counted, and without holding anything while other domains are asked. Nothing was said here
        // that could be answered, and no file was brought here.
        if draft.reply_to.is_some() {
            return Err(refusal(&draft));
        }
        let detail = self.detail(actor, id, customer, &draft).await?;
        let mut tx = self.db.begin_system().await?;
        self.judge_first_contact(&mut tx, customer, business, &draft.text).await?;
        tx.rollback().await?;
        if !self.has_team(business).await? {
            // Nobody is there who could answer.
            return Err(MessagingError::Closed.into());
        }
        self.may_write_to(actor, business).await?;
        let person = self.ports.people.people(&[customer]).await?.remove(&customer);
        let language = person.map(|person| person.language.code().to_owned());
        let pen = self.vault.pen(&self.db, self.now()).await?;
        let mut tx = self.db.begin_system().await?;
        // One after another, so that the day's number holds however many are sent at once.
        tx.hold(Lock::new("messaging.first_contact", customer.0)).await?;
        if let Some(id) = store::conversations::of_customer(&mut tx, business, customer).await? {
            tx.rollback().await?;
            return self.send(actor, id, draft).await;
        }
        let suspect = self.judge_first_contact(&mut tx, customer, business, &draft.text).await?;
        let now = self.now();
        let fingerprint = spam::fingerprint(&draft.text);
        store::safety::note_words(&mut tx, customer, business, fingerprint, true, now).await?;
        let new = NewConversation {
            id,
            kind: ConversationKind::Inbox,
            connection: None,
            business,
            other_business: None,
            customer: Some(customer),
        };
        store::conversations::insert(&mut tx, &new, now).await?;
        let member = (customer, None, MemberRole::Customer);
        store::conversations::admit(&mut tx, id, &[member], now).await?;
        self.open_ticket(&mut tx, &new, language, topic, suspect).await?;
        let mut post = post(id, customer, &draft, detail, now);
        post.sealed = seal(pen.as_ref(), id, post.id.0, &post.body)?;
        let posted = store::post::post(&mut tx, std::slice::from_ref(&post), now).await?;
        let posted = posted.into_iter().next().flatten().ok_or_else(|| refusal(&draft))?;
        tx.commit().await?;
        if let Some(hall) = self.hall_of(id).await? {
            self.tell_sent(&hall, post, &posted);
        }
        Ok(AckBody::new(id, &draft.client_id, &posted))
    }

    /// How the inbox of a business works, for those who may write to it.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn desk_of(&self, business: BusinessId) -> Result<Desk> {
        let mut tx = self.db.begin_system().await?;
        let desk = inbox::store::desk(&mut tx, business).await?;
        tx.rollback().await?;
        Ok(desk)
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
        let since = self.now() - DAY;
        let fingerprint = spam::fingerprint(text);
        let (all, same) = store::safety::first_contacts(tx, customer, business, since, fingerprint).await?;
        if all >= FIRST_CONTACTS {
            return Err(MessagingError::TooManyFirstContacts { limit: FIRST_CONTACTS }.into());
        }
        judge(customer, text, same)
    }

    /// Until somebody has answered, a customer's messages go one after another, so that each is looked at with the ones before
    /// it in view. Each process keeps its own turns; that no more come than may is the write's own care.
    pub(crate) async fn turn_before_answer(&self, hall: &Hall) -> Result<Option<Turn<'_>>> {
        let mut tx = self.db.begin_system().await?;
        let (answered, _) = store::conversations::answered(&mut tx, hall.id).await?;
        tx.rollback().await?;
        if answered {
            return Ok(None);
        }
        let place = usize::from(hall.id.0.as_bytes()[15]) % self.before_answer.len();
        Ok(Some(self.before_answer[place].lock().await))
    }

    /// What a customer writes until somebody has answered them once is looked at like their first words, so that the
    /// advertising does not simply come second; with a `limit`, only so many messages may come before the answer.
    ///
    /// # Errors
    /// 429 beyond the limit, 422 for what looks like spam.
    pub(crate) async fn judge_unanswered(
        &self,
        hall: &Hall,
        customer: UserId,
        text: &str,
        limit: Option<i64>,
    ) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let (answered, count) = store::conversations::answered(&mut tx, hall.id).await?;
        if answered {
            return tx.rollback().await;
        }
        if let Some(limit) = limit.filter(|limit| count >= *limit) {
            return Err(MessagingError::AwaitAnswer { limit }.into());
        }
        if text.is_empty() {
            return tx.rollback().await;
        }
        let (now, fingerprint) = (self.now(), spam::fingerprint(text));
        let (_, same) =
            store::safety::first_contacts(&mut tx, customer, hall.business, now - DAY, fingerprint).await?;
        if judge(customer, text, same)? {
            store::safety::suspect(&mut tx, hall.id).await?;
        }
        store::safety::note_words(&mut tx, customer, hall.business, fingerprint, false, now).await?;
        tx.commit().await
    }
}

/// Whether words look like advertising, which `same` other businesses got as well; refused when they do very much.
fn judge(customer: UserId, text: &str, same: i64) -> Result<bool> {
    let score = spam::score(text, same);
    if score >= spam::REFUSED {
        tracing::info!(user.id = %customer, spam.score = score, "words to a business were refused");
        return Err(MessagingError::LooksLikeSpam.into());
    }
    Ok(score >= spam::SUSPECT)
}
