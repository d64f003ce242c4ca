//! One's own conversations: list, mute, archive, who is in.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, ConversationId, UserId};
use platform::http::Page;
use platform::policy::Resource;
use platform::sockets::Room;
use platform::{Result, Tx};
use uuid::Uuid;

use crate::api::bodies::{ConversationUpdatedBody, MemberBody};
use crate::error::MessagingError;
use crate::live::CONVERSATION_UPDATED;
use crate::model::{ConversationKind, Hall, Member, Place};
use crate::rights::{KeepConversation, ReadConversation, SpeakForBusiness};
use crate::state::{Messaging, SMALL};
use crate::store;
use crate::store::conversations::{Entry, Shelf};

/// A conversation from one's own side, with the name of the other side.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    /// Its row.
    pub entry: Entry,
    /// Who is on the other side, or the channel's name.
    pub title: String,
    /// Address of the business on the other side.
    pub business_slug: Option<String>,
}

impl Messaging {
    /// Up to `limit` of the actor's conversations, newest message first.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn conversations(
        &self,
        actor: &Actor,
        shelf: Shelf,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Listing>> {
        if after.is_none() {
            self.settle(actor).await?;
        }
        let mut tx = self.db.begin(actor).await?;
        let entries =
            store::conversations::entries(&mut tx, &self.vault, actor, shelf, None, after, limit).await?;
        self.listings(actor, tx, entries).await
    }

    /// One of the actor's conversations; none when they are not in it.
    pub(crate) async fn listing(&self, actor: &Actor, id: ConversationId) -> Result<Option<Listing>> {
        Ok(self.some(actor, &[id]).await?.pop())
    }

    /// These conversations of the actor's; without those they are not in.
    pub(crate) async fn some(&self, actor: &Actor, ids: &[ConversationId]) -> Result<Vec<Listing>> {
        let mut tx = self.db.begin(actor).await?;
        let limit = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let entries =
            store::conversations::entries(&mut tx, &self.vault, actor, Shelf::All, Some(ids), None, limit)
                .await?;
        self.listings(actor, tx, entries).await
    }

    /// Entries as the actor may see them, with names. Ends the transaction.
    async fn listings(&self, actor: &Actor, mut tx: Tx, mut entries: Vec<Entry>) -> Result<Vec<Listing>> {
        let silence = self.silence(&mut tx, actor).await?;
        tx.rollback().await?;
        for entry in &mut entries {
            entry.newest = entry.newest.take().map(|newest| silence.over(newest, entry.customer));
        }
        self.named(actor, entries).await
    }

    /// Lets somebody who speaks for a business into the conversations of its connections that began before they did.
    pub(crate) async fn settle(&self, actor: &Actor) -> Result<()> {
        let speaks = self.platform.policies.allows::<SpeakForBusiness>(actor, &Resource::platform());
        let (true, Some(user), Some(business)) = (speaks, actor.user_id(), actor.business_id()) else {
            return Ok(());
        };
        let mut tx = self.db.begin_system().await?;
        let joined = store::conversations::settle(&mut tx, business, user, self.now()).await?;
        for id in &joined {
            self.hall_changed(&mut tx, *id).await?;
        }
        tx.commit().await
    }

    /// Gives conversations the name of their other side.
    async fn named(&self, actor: &Actor, entries: Vec<Entry>) -> Result<Vec<Listing>> {
        let own = actor.business_id();
        let other_business = |entry: &Entry| match entry.kind {
            ConversationKind::Direct if own == Some(entry.business) => entry.other_business,
            ConversationKind::Inbox if entry.customer != actor.user_id() => None,
            _ => Some(entry.business),
        };
        let businesses: Vec<BusinessId> = entries.iter().filter_map(other_business).collect();
        let businesses = self.ports.businesses.businesses(&businesses).await?;
        let customers: Vec<UserId> = entries.iter().filter_map(|entry| entry.customer).collect();
        let people =
            if customers.is_empty() { HashMap::new() } else { self.ports.people.people(&customers).await? };
        let named = entries.into_iter().map(|entry| {
            let business = other_business(&entry).and_then(|id| businesses.get(&id));
            let customer = entry.customer.and_then(|id| people.get(&id)).map(|person| person.name.clone());
            let title = match (entry.kind, &entry.title) {
                (ConversationKind::Channel, Some(title)) => title.clone(),
                _ => business.map(|business| business.name.clone()).or(customer).unwrap_or_default(),
            };
            let business_slug = business.map(|business| business.slug.clone());
            Listing { entry, title, business_slug }
        });
        Ok(named.collect())
    }

    /// No sound until `until`, or sound again.
    ///
    /// # Errors
    /// 404 for who is no member.
    pub(crate) async fn mute(
        &self,
        actor: &Actor,
        id: ConversationId,
        until: Option<DateTime<Utc>>,
    ) -> Result<()> {
        self.hall::<KeepConversation>(actor, id).await?;
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::conversations::set_mute(&mut tx, id, user, until).await? {
            return Err(MessagingError::NotFound.into());
        }
        self.hall_changed(&mut tx, id).await?;
        tx.commit().await?;
        self.tell_own(user, id);
        Ok(())
    }

    /// Puts a conversation away until something new is said, or takes it out again.
    ///
    /// # Errors
    /// 404 for who is no member.
    pub(crate) async fn archive(&self, actor: &Actor, id: ConversationId, archived: bool) -> Result<()> {
        self.hall::<KeepConversation>(actor, id).await?;
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::conversations::set_archived(&mut tx, id, user, archived).await? {
            return Err(MessagingError::NotFound.into());
        }
        tx.commit().await?;
        self.tell_own(user, id);
        Ok(())
    }

    fn tell_own(&self, user: UserId, id: ConversationId) {
        let body = ConversationUpdatedBody { conversation_id: id.0, reason: "SETTINGS" };
        self.platform.sockets.emit(Room::User(user), CONVERSATION_UPDATED, &body);
    }

    /// Everybody who is in a conversation, as [`Messaging::members_page`] tells of them.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn members(&self, actor: &Actor, id: ConversationId) -> Result<Vec<MemberBody>> {
        let hall = self.hall::<ReadConversation>(actor, id).await?;
        self.member_bodies(actor, &hall, &hall.members_after(None)).await
    }

    /// Who is in a conversation, who came first first, and after which place the next page begins. Among few, also how far
    /// they have got and who is here; but not of those whom the actor has blocked or who have blocked the actor.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn members_page(
        &self,
        actor: &Actor,
        id: ConversationId,
        page: &Page<Place>,
    ) -> Result<(Vec<MemberBody>, Option<Place>)> {
        let hall = self.hall::<ReadConversation>(actor, id).await?;
        let mut members = hall.members_after(page.after);
        let next = page.cut(&mut members).map(|last| last.place());
        Ok((self.member_bodies(actor, &hall, &members).await?, next))
    }

    async fn member_bodies(
        &self,
        actor: &Actor,
        hall: &Hall,
        members: &[&Member],
    ) -> Result<Vec<MemberBody>> {
        let small = hall.members.len() <= SMALL;
        let mut marks = HashMap::new();
        let mut presence = HashMap::new();
        if small {
            let users: Vec<UserId> = members.iter().map(|member| member.user).collect();
            let mut tx = self.db.begin(actor).await?;
            marks = store::marks::marks(&mut tx, hall.id)
                .await?
                .into_iter()
                .map(|mark| (mark.user, mark))
                .collect();
            tx.rollback().await?;
            presence = self.presence_of(&users).await?;
        }
        let reader = actor.user_id();
        let bodies = members.iter().map(|member| {
            let is_seen = reader.is_none_or(|reader| !hall.apart(reader, member.user));
            let mark = marks.get(&member.user).filter(|_| is_seen);
            let seen = presence.get(&member.user).filter(|_| is_seen);
            MemberBody {
                user_id: member.user.0,
                name: member.name.clone(),
                role: member.role.as_str(),
                business_id: member.business.map(|id| id.0),
                last_delivered: mark.map(|mark| mark.delivered),
                last_read: mark.map(|mark| mark.read),
                online: seen.map(|seen| seen.online),
                away: seen.map(|seen| seen.away),
                last_seen_at: seen.and_then(|seen| seen.last_seen_at),
            }
        });
        Ok(bodies.collect())
    }
}
