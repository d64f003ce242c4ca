//! Channels: conversations of a team, which the CEO and managers make (M-1). What happens to one is said in it by the
//! program (M-2).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use contracts::accounts::PersonCard;
use kernel::{Actor, BusinessId, ConversationId, ErrorKind, Language, MessageId, Problem, UserId};
use platform::http::{Once, version};
use platform::sockets::Room;
use platform::{Error, Result, Tx};
use serde_json::json;

use crate::api::bodies::{ConversationUpdatedBody, MessageBody};
use crate::error::{MessagingError, SOURCE};
use crate::live::{CONVERSATION_UPDATED, MESSAGE_SENT};
use crate::model::{ConversationKind, Hall, MOST_MEMBERS, Message, MessageKind, News, Notice};
use crate::rights::{KeepConversation, ManageChannel};
use crate::state::{Messaging, SMALL};
use crate::store;
use crate::store::channels::Held;
use crate::vault::{Pen, seal};

/// Somebody who does something with a channel of their team.
struct Doer {
    id: UserId,
    business: BusinessId,
    team: Vec<PersonCard>,
    pen: Option<Pen>,
    now: DateTime<Utc>,
}

impl Messaging {
    /// Makes a channel with these colleagues in it. The caller writes its answer into the transaction, commits, and calls
    /// [`Messaging::channel_made`].
    ///
    /// # Errors
    /// 422 for who is not of the team, or for more than a thousand.
    pub(crate) async fn add_channel(
        &self,
        actor: &Actor,
        once: &Once,
        title: &str,
        members: &[String],
    ) -> Result<(Tx, ConversationId)> {
        let doer = self.doer(actor).await?;
        let mut people = of_team("members", members, &doer.team)?;
        people.retain(|user| *user != doer.id);
        if people.len() >= MOST_MEMBERS {
            return Err(too_many("members"));
        }
        let id = ConversationId::new(doer.now);
        let mut tx = once.begin(&self.db, actor).await?;
        store::channels::insert(&mut tx, id, doer.business, doer.id, title, doer.now).await?;
        let created =
            self.say(&mut tx, id, 1, &doer, Notice::of_title(News::Created, doer.id, title)).await?;
        if !people.is_empty() {
            let notice = Notice::of_people(News::Added, doer.id, &people);
            let added = self.say(&mut tx, id, created.seq + 1, &doer, notice).await?;
            store::channels::admit(&mut tx, id, doer.business, &people, added.seq, doer.now).await?;
        }
        Ok((tx, id))
    }

    /// Lets colleagues into a channel and takes others out; those who are in or out already stay so, also whoever took
    /// themselves out, as everybody may.
    ///
    /// # Errors
    /// 404 for who is no member, 403 for whom it does not obey, 409 when closed, 422 for who is not of the team.
    pub(crate) async fn change_members(
        &self,
        actor: &Actor,
        id: ConversationId,
        add: &[String],
        remove: &[String],
    ) -> Result<()> {
        let mut doer = self.doer(actor).await?;
        let remove = parsed("remove", remove)?;
        let leaves = add.is_empty() && remove == [doer.id];
        let hall = match self.channel(actor, id).await {
            Err(error) if leaves => {
                return if self.has_left(id, doer.id).await? { Ok(()) } else { Err(error) };
            }
            hall => hall?,
        };
        if !leaves {
            self.platform.policies.check::<ManageChannel>(actor, &hall.resource(actor))?;
        }
        let mut joined = of_team("add", add, &doer.team)?;
        let mut tx = self.db.begin_system().await?;
        let held = self.held(&mut tx, id, &mut doer).await?;
        if held.closed && !leaves {
            return Err(MessagingError::Closed.into());
        }
        joined.retain(|user| !held.members.contains(user));
        let gone: Vec<UserId> =
            remove.into_iter().filter(|user| held.members.contains(user) && !joined.contains(user)).collect();
        if held.members.len() + joined.len() > MOST_MEMBERS + gone.len() {
            return Err(too_many("add"));
        }
        let mut said = Vec::new();
        let news = [
            (News::Added, joined.as_slice()),
            (if leaves { News::Left } else { News::Removed }, gone.as_slice()),
        ];
        for (seq, (news, people)) in
            (held.last_seq + 1..).zip(news.into_iter().filter(|(_, people)| !people.is_empty()))
        {
            said.push(self.say(&mut tx, id, seq, &doer, Notice::of_people(news, doer.id, people)).await?);
        }
        let Some(last) = said.last() else { return tx.rollback().await };
        store::channels::admit(&mut tx, id, doer.business, &joined, last.seq, doer.now).await?;
        store::channels::dismiss(&mut tx, id, &gone, doer.now).await?;
        self.hall_changed(&mut tx, id).await?;
        tx.commit().await?;
        self.tell_channel(id, &said, "MEMBERS", &[joined, gone.clone()].concat()).await?;
        for user in gone {
            self.platform.sockets.evict(user, &Room::Conversation(id));
        }
        Ok(())
    }

    /// Gives a channel another name, closes it or opens it again; what is as it should be stays, so that a retry is safe.
    ///
    /// # Errors
    /// 404 for who is no member, 403 for whom it does not obey, 409 when it is not what the actor saw any more.
    pub(crate) async fn change_channel(
        &self,
        actor: &Actor,
        id: ConversationId,
        expected: i64,
        title: Option<&str>,
        closed: Option<bool>,
    ) -> Result<()> {
        let hall = self.channel(actor, id).await?;
        self.platform.policies.check::<ManageChannel>(actor, &hall.resource(actor))?;
        let mut doer = self.doer(actor).await?;
        let mut tx = self.db.begin_system().await?;
        let held = self.held(&mut tx, id, &mut doer).await?;
        let Held { title: was_called, closed: was_closed, last_seq, version: stands, .. } = held;
        let title = title.unwrap_or(&was_called);
        let closed = closed.unwrap_or(was_closed);
        if (title, closed) == (was_called.as_str(), was_closed) {
            return tx.rollback().await;
        }
        if stands != expected {
            let current = json!({"title": was_called, "closed": was_closed, "version": stands});
            return Err(version::stale(SOURCE, current));
        }
        let mut said = Vec::new();
        if title != was_called {
            let notice = Notice::of_title(News::Renamed, doer.id, title);
            said.push(self.say(&mut tx, id, last_seq + 1, &doer, notice).await?);
        }
        if closed != was_closed {
            let news = if closed { News::Closed } else { News::Opened };
            let seq = said.last().map_or(last_seq, |message| message.seq) + 1;
            said.push(self.say(&mut tx, id, seq, &doer, Notice::of_people(news, doer.id, &[])).await?);
        }
        store::channels::describe(&mut tx, id, title, closed.then_some(doer.now)).await?;
        self.hall_changed(&mut tx, id).await?;
        tx.commit().await?;
        let reason = match (was_closed, closed) {
            (false, true) => "CLOSED",
            (true, false) => "OPENED",
            _ => "TITLE",
        };
        self.tell_channel(id, &said, reason, &[]).await
    }

    /// Tells everybody in a channel that has just been made.
    pub(crate) async fn channel_made(&self, id: ConversationId) -> Result<()> {
        let Some(hall) = self.hall_of(id).await? else { return Ok(()) };
        let people: Vec<UserId> = hall.members.iter().map(|member| member.user).collect();
        self.tell_channel(id, &[], "OPENED", &people).await
    }

    /// A channel that the actor is in.
    async fn channel(&self, actor: &Actor, id: ConversationId) -> Result<Arc<Hall>> {
        let hall = self.hall::<KeepConversation>(actor, id).await?;
        if hall.kind != ConversationKind::Channel {
            return Err(MessagingError::NotFound.into());
        }
        Ok(hall)
    }

    /// The channel, which nobody else changes meanwhile. Whoever was taken out before it was their turn is in it no more.
    /// What is done is done now, after all that was waited for.
    async fn held(&self, tx: &mut Tx, id: ConversationId, doer: &mut Doer) -> Result<Held> {
        let held = store::channels::hold(tx, id).await?.filter(|held| held.members.contains(&doer.id));
        doer.now = self.now();
        Ok(held.ok_or(MessagingError::NotFound)?)
    }

    /// Whether somebody was in a channel and is not any more.
    async fn has_left(&self, id: ConversationId, user: UserId) -> Result<bool> {
        let mut tx = self.db.begin_system().await?;
        let left = store::channels::has_left(&mut tx, id, user).await?;
        tx.rollback().await?;
        Ok(left)
    }

    /// The actor's colleagues, themselves included.
    ///
    /// # Errors
    /// 404 for who has no team.
    pub(crate) async fn colleagues(&self, actor: &Actor) -> Result<Vec<PersonCard>> {
        let business = actor.business_id().ok_or(MessagingError::NotFound)?;
        Ok(self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default())
    }

    async fn doer(&self, actor: &Actor) -> Result<Doer> {
        let (id, business) = actor.user_id().zip(actor.business_id()).ok_or(MessagingError::NotFound)?;
        let now = self.now();
        let pen = self.vault.pen(&self.db, now).await?;
        Ok(Doer { id, business, team: self.colleagues(actor).await?, pen, now })
    }

    /// Has the program say what was done, in the doer's language for those who cannot say it in their own.
    async fn say(
        &self,
        tx: &mut Tx,
        id: ConversationId,
        seq: i64,
        doer: &Doer,
        notice: Notice,
    ) -> Result<Message> {
        let card = |user: UserId| doer.team.iter().find(|card| card.id == user);
        // Somebody who has left the team is taken out without being named.
        let name = |user: UserId| Some(card(user).map_or("–", |card| card.name.as_str()));
        let language = card(doer.id).map_or(Language::default(), |card| card.language);
        let words = notice.words(name).map(|(key, args)| self.platform.texts.with(language, key, &args));
        let message = Message {
            conversation: id,
            seq,
            id: MessageId::new(doer.now),
            sender: None,
            kind: MessageKind::System,
            body: words.unwrap_or_default(),
            locked: false,
            detail: Some(notice.detail()),
            reply_to: None,
            sent_at: doer.now,
            edited_at: None,
            removed: None,
            change: 0,
            version: 1,
        };
        let sealed = seal(doer.pen.as_ref(), id, message.id.0, &message.body)?;
        store::channels::say(tx, &message, sealed.as_deref()).await?;
        Ok(message)
    }

    /// Tells what was said, and that the channel is not what it was: `also` hear the latter, whoever else does.
    async fn tell_channel(
        &self,
        id: ConversationId,
        said: &[Message],
        reason: &'static str,
        also: &[UserId],
    ) -> Result<()> {
        let Some(hall) = self.hall_of(id).await? else { return Ok(()) };
        for message in said {
            self.tell_all(&hall, MESSAGE_SENT, &MessageBody::new(message, None, &[]));
        }
        let body = ConversationUpdatedBody { conversation_id: id.0, reason };
        self.tell_all(&hall, CONVERSATION_UPDATED, &body);
        let out = also.iter().filter(|user| hall.members.len() > SMALL || hall.member(**user).is_none());
        let rooms: Vec<Room> = out.map(|user| Room::User(*user)).collect();
        self.platform.sockets.emit_many(&rooms, CONVERSATION_UPDATED, &body);
        Ok(())
    }
}

fn parsed(field: &'static str, given: &[String]) -> Result<Vec<UserId>> {
    let mut people = Vec::with_capacity(given.len());
    for text in given {
        people.push(text.parse().map_err(|_| stranger(field))?);
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Those of a list, each once, if all are of the team.
fn of_team(field: &'static str, given: &[String], team: &[PersonCard]) -> Result<Vec<UserId>> {
    let people = parsed(field, given)?;
    if people.iter().all(|user| team.iter().any(|card| card.id == *user)) {
        return Ok(people);
    }
    Err(stranger(field))
}

fn stranger(field: &'static str) -> Error {
    Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-member").field(field).into()
}

fn too_many(field: &'static str) -> Error {
    let limit = i64::try_from(MOST_MEMBERS).unwrap_or(i64::MAX);
    let problem = Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-members-many");
    problem.field(field).arg("limit", limit).into()
}
