//! Ways out: a delivery channel gets a notification in words and says what became of it.

use std::sync::Arc;

use async_trait::async_trait;
use contracts::accounts::{PeoplePort, PersonCard};
use kernel::{NotificationId, UserId};
use platform::jobs::{self, Job, RemoteWork};
use platform::messages::{DeliveryChannel, OutgoingMessage};
use platform::sockets::{EventDoc, Live, Room};
use platform::{Error, Platform, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::model::channel::ChannelName;
use crate::model::kind::Kind;
use crate::model::words::Words;

/// A notification on its way out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Which; of a digest the newest.
    pub id: NotificationId,
    /// What it tells.
    pub kind: Kind,
    /// To whom, with the language it is written in.
    pub to: PersonCard,
    /// In their language.
    pub words: Words,
    /// A page of this site.
    pub link: String,
    /// How many notifications they have not read.
    pub unread: i64,
    /// Whether they have the site or an app open.
    pub online: bool,
}

/// What a channel did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// It is on its way.
    Sent,
    /// It has arrived.
    Delivered,
    /// It can never arrive there: no device, no address.
    Refused(&'static str),
}

/// A delivery channel. Asked outside of any transaction, and perhaps twice for the same notification when a process
/// dies between sending and noting it; an error means that it is to be tried again.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Which.
    fn name(&self) -> ChannelName;

    /// Whether it takes notifications of this kind; others are not planned for it, and nobody can choose them.
    fn carries(&self, _kind: Kind) -> bool {
        true
    }

    /// Sends it.
    ///
    /// # Errors
    /// When the channel is away.
    async fn send(&self, message: &Outgoing) -> Result<Receipt>;
}

/// Something new in the notification centre, told to its reader's open pages and apps.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01930000-0000-7000-8000-000000000009", "type": "MATCH", "title": "Adunni Grains wants to connect",
    "body": "Read the request and answer it.", "link": "/connections?tab=received", "unread": 3
}))]
pub struct NotificationCreated {
    /// The notification.
    pub id: Uuid,
    /// Such as MATCH.
    #[serde(rename = "type")]
    pub topic: &'static str,
    /// One line, in the reader's language.
    pub title: String,
    /// A sentence or two.
    pub body: String,
    /// A page of this site.
    pub link: String,
    /// How many notifications its reader has not read, for the badge.
    pub unread: i64,
}

/// Something was read, here or on another device of the same reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"unread": 2}))]
pub struct NotificationUpdated {
    /// How many notifications its reader has not read, for the badge.
    pub unread: i64,
}

/// The live event of something new.
const CREATED: &str = "notification.created";
/// The live event of something that was read.
const UPDATED: &str = "notification.updated";

/// What this domain tells sockets.
pub(crate) fn live() -> Live {
    let summary = "Something new in the user's notification centre, or their daily digest";
    let read = "Something was read, on this device or another: how many are left";
    let events = vec![
        EventDoc::new::<NotificationCreated>(CREATED, summary),
        EventDoc::new::<NotificationUpdated>(UPDATED, read),
    ];
    Live { events, ..Live::default() }
}

/// Tells all devices of a reader how many they have not read.
pub(crate) fn tell_unread(platform: &Platform, user: UserId, unread: i64) {
    platform.sockets.emit(Room::User(user), UPDATED, &NotificationUpdated { unread });
}

/// The notification centre, live where it is open.
pub struct InApp {
    platform: Arc<Platform>,
}

impl InApp {
    /// On the platform's sockets.
    #[must_use]
    pub fn new(platform: &Arc<Platform>) -> Self {
        Self { platform: platform.clone() }
    }
}

#[async_trait]
impl Channel for InApp {
    fn name(&self) -> ChannelName {
        ChannelName::InApp
    }

    async fn send(&self, message: &Outgoing) -> Result<Receipt> {
        let event = NotificationCreated {
            id: message.id.0,
            topic: message.kind.topic().as_str(),
            title: message.words.title.clone(),
            body: message.words.body.clone(),
            link: message.link.clone(),
            unread: message.unread,
        };
        // To whoever seems to have nothing open, too: they may be coming at this moment.
        self.platform.sockets.emit(Room::User(message.to.id), CREATED, &event);
        Ok(if message.online { Receipt::Delivered } else { Receipt::Sent })
    }
}

/// Reminders to where people are without being signed in: by e-mail, or as a text message where there is only a phone
/// number. So the link that renews a listing needs no login to be found (L-3). They are put in line here and sent by a
/// job of their own: a slow provider holds up nobody's notification centre.
pub struct ByMail {
    platform: Arc<Platform>,
    people: Arc<dyn PeoplePort>,
}

/// A reminder in line.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    to: UserId,
    subject: String,
    mail: String,
    text: String,
}

/// The job that sends it.
pub(crate) const SEND_LETTER: &str = "notifications.send_letter";

impl ByMail {
    /// Over the platform's mail and SMS, to addresses that `people` knows.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, people: Arc<dyn PeoplePort>) -> Self {
        Self { platform: platform.clone(), people }
    }

    fn letter(&self, message: &Outgoing) -> Letter {
        let site = &self.platform.config.server.public_url;
        let (title, body) = (&message.words.title, &message.words.body);
        let link = format!("{site}{}", message.link);
        let choose = self.platform.texts.get(message.to.language, "notifications-mail-choose");
        Letter {
            to: message.to.id,
            subject: title.clone(),
            mail: format!("{body}\n\n{link}\n\n-- \n{choose}\n{site}/notifications/preferences\n"),
            text: format!("{title} {link}"),
        }
    }
}

#[async_trait]
impl Channel for ByMail {
    fn name(&self) -> ChannelName {
        ChannelName::Email
    }

    fn carries(&self, kind: Kind) -> bool {
        kind == Kind::ListingExpiring
    }

    async fn send(&self, message: &Outgoing) -> Result<Receipt> {
        let user = message.to.id;
        if !self.people.reach(&[user]).await?.contains_key(&user) {
            return Ok(Receipt::Refused("NO_ADDRESS"));
        }
        let now = self.platform.clock.now();
        let mut tx = self.platform.db("notifications").begin_system().await?;
        jobs::enqueue(&mut tx, SEND_LETTER, &format!("letter:{user}"), &self.letter(message), now).await?;
        tx.commit().await?;
        Ok(Receipt::Sent)
    }
}

/// Sends what is in line; when the provider is away, the job is done again later.
pub(crate) struct SendLetter {
    pub(crate) platform: Arc<Platform>,
    pub(crate) people: Arc<dyn PeoplePort>,
}

#[async_trait]
impl RemoteWork for SendLetter {
    async fn run(&self, job: &Job) -> Result<()> {
        let letter: Letter = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        // As it is now: the account may be gone, or have another address.
        let reach = self.people.reach(&[letter.to]).await?.remove(&letter.to).unwrap_or_default();
        let (channel, to, body) = match (reach.email, reach.phone) {
            (Some(email), _) => (DeliveryChannel::Email, email, letter.mail),
            (None, Some(phone)) => (DeliveryChannel::Sms, phone, letter.text),
            (None, None) => return Ok(()),
        };
        let message = OutgoingMessage { channel, to, subject: letter.subject, body };
        self.platform.messages.send(&message).await
    }
}
