//! An app with notifications alone, and people who are told things.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::{PeoplePort, PersonCard, Reach};
use contracts::bizconnect::{ConnectionEvent, ConnectionSnapshot, ConnectionStatus};
use contracts::messaging::{MessagingEvent, MessagingPort, SentMessage};
use contracts::{DomainEvent, PortError};
use kernel::{
    Actor, BusinessId, Clock, ConnectionId, ConversationId, Language, MessageId, Role, TeamRole, UserId,
};
use notifications::{ByMail, Channel, ChannelName, InApp, Notifications, Outgoing, Ports, Receipt};
use platform::migrate::Migrations;
use serde_json::Value;
use testkit::fakes::FakeBusinesses;
use testkit::{Client, TestApp, WEB_TEXTS};

/// People as the test has made them, and where they are reached.
#[derive(Default)]
pub struct FakePeople(pub Mutex<HashMap<UserId, PersonCard>>, pub Mutex<HashMap<UserId, Reach>>);

#[async_trait]
impl PeoplePort for FakePeople {
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect())
    }

    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        let mut teams: HashMap<BusinessId, Vec<PersonCard>> = HashMap::new();
        for card in known.values() {
            if let Some(business) = card.business_id.filter(|id| ids.contains(id)) {
                teams.entry(business).or_default().push(card.clone());
            }
        }
        Ok(teams)
    }

    async fn reach(&self, ids: &[UserId]) -> Result<HashMap<UserId, Reach>, PortError> {
        let known = self.1.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect())
    }
}

/// Who has not seen what, as the test says.
#[derive(Default)]
pub struct FakeMessaging(pub Mutex<Vec<UserId>>);

#[async_trait]
impl MessagingPort for FakeMessaging {
    async fn to_wake(
        &self,
        places: &[(ConversationId, i64)],
    ) -> Result<HashMap<ConversationId, Vec<UserId>>, PortError> {
        let waiting = self.0.lock().expect("no test panics while it holds this").clone();
        if waiting.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(places.iter().map(|(conversation, _)| (*conversation, waiting.clone())).collect())
    }

    async fn unread(&self, _: &[UserId]) -> Result<HashMap<UserId, i64>, PortError> {
        Ok(HashMap::new())
    }
}

/// A channel that another part of the program plugs in: keeps what it was given, and can be away.
#[derive(Default)]
pub struct FakePush {
    pub sent: Mutex<Vec<Outgoing>>,
    pub away: Mutex<bool>,
}

#[async_trait]
impl Channel for FakePush {
    fn name(&self) -> ChannelName {
        ChannelName::Push
    }

    async fn send(&self, message: &Outgoing) -> platform::Result<Receipt> {
        if *self.away.lock().expect("no test panics while it holds this") {
            return Err(platform::Error::internal("the push service is away"));
        }
        self.sent.lock().expect("no test panics while it holds this").push(message.clone());
        Ok(Receipt::Sent)
    }
}

/// What was told live: room, event, payload.
pub type Heard = Arc<Mutex<Vec<(String, Value)>>>;

/// The app with what the tests look into.
pub struct World {
    pub app: TestApp,
    pub notifications: Notifications,
    pub people: Arc<FakePeople>,
    pub messaging: Arc<FakeMessaging>,
    pub push: Arc<FakePush>,
    pub live: Heard,
    /// What badges were told when something was read.
    pub counts: Heard,
}

fn migrations() -> Vec<Migrations> {
    vec![platform::migrate::platform(), notifications::migrations()]
}

impl World {
    /// With the in-app channel alone.
    pub async fn start() -> Self {
        Self::with(false).await
    }

    /// With reminders by mail, as the program has it.
    pub async fn with_mail() -> Self {
        Self::made(false, true).await
    }

    /// With a second channel, if that is wanted.
    pub async fn with(push_too: bool) -> Self {
        Self::made(push_too, false).await
    }

    async fn made(push_too: bool, mail_too: bool) -> Self {
        let (people, messaging, push) = (
            Arc::new(FakePeople::default()),
            Arc::new(FakeMessaging::default()),
            Arc::new(FakePush::default()),
        );
        let (live, counts) = (Heard::default(), Heard::default());
        let mut made = None;
        let app = TestApp::start(migrations, &[&notifications::TEXTS, &WEB_TEXTS], |platform| {
            let ports = Ports {
                people: people.clone(),
                businesses: Arc::new(FakeBusinesses::default()),
                messaging: messaging.clone(),
            };
            let mut channels: Vec<Arc<dyn Channel>> = vec![Arc::new(InApp::new(platform))];
            if push_too {
                channels.push(push.clone());
            }
            if mail_too {
                channels.push(Arc::new(ByMail::new(platform, people.clone())));
            }
            let notifications = Notifications::with_channels(platform, ports, channels);
            platform.bind_notifications(Arc::new(notifications.clone()));
            let (heard, counted) = (live.clone(), counts.clone());
            platform.sockets.overhear(move |rooms, event, payload| {
                let heard = match event {
                    "notification.created" => &heard,
                    "notification.updated" => &counted,
                    other => panic!("nobody hears of {other}"),
                };
                let room = rooms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                heard.lock().expect("no test panics while it holds this").push((room, payload));
            });
            let module = notifications::module(&notifications);
            made = Some(notifications);
            vec![module]
        })
        .await;
        let notifications = made.expect("start() calls its closure");
        Self { app, notifications, people, messaging, push, live, counts }
    }

    /// Makes an actor known as a person.
    pub fn know(&self, client: &Client, language: Language, time_zone: &str) {
        let user = client.actor.user().expect("a signed-in actor");
        let card = PersonCard {
            id: user.user_id,
            name: format!("Person {}", user.user_id.0.simple()),
            role: user.role,
            language,
            country: "NG".parse().ok(),
            time_zone: Some(time_zone.to_owned()),
            business_id: client.actor.business_id(),
            team_role: user.membership.as_ref().map(|member| member.team_role),
        };
        self.people.0.lock().expect("no test panics while it holds this").insert(card.id, card);
    }

    /// A known member of a new business.
    pub fn member(&self, role: TeamRole) -> Client {
        let client = self.app.member(role);
        self.know(&client, Language::En, "Africa/Lagos");
        client
    }

    /// A known member of this business.
    pub fn colleague(&self, of: &Client, role: TeamRole) -> Client {
        let client = self.app.member_of(of.business_id(), role);
        self.know(&client, Language::En, "Africa/Lagos");
        client
    }

    /// A known user without a business.
    pub fn user(&self, role: Role) -> Client {
        let client = self.app.user(role);
        self.know(&client, Language::En, "Africa/Lagos");
        client
    }

    /// Publishes an event as its domain would, and has it heard.
    pub async fn publish<E: DomainEvent + Sync>(&self, actor: &Actor, event: &E) {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        self.app.platform.outbox.publish(&mut tx, actor, event).await.expect("published");
        tx.commit().await.expect("committed");
        self.app.drain().await;
    }

    /// A new business asks for a connection.
    pub async fn request_from_somebody(&self, receiver: &Client) {
        self.publish(&Actor::Anonymous, &ConnectionEvent::Requested(self.connection(receiver))).await;
    }

    /// A connection that a new business has asked for.
    pub fn connection(&self, receiver: &Client) -> ConnectionSnapshot {
        let now = self.app.clock.now();
        ConnectionSnapshot {
            id: ConnectionId::new(now),
            version: 1,
            market: "afcfta".parse().expect("a market"),
            initiator: BusinessId::new(now),
            initiated_by: UserId::new(now),
            receiver: receiver.business_id(),
            status: ConnectionStatus::Pending,
            note: None,
            created_at: now,
            changed_at: now,
            unblocked: false,
        }
    }

    /// `count` messages of one conversation, committed together by `sender`.
    pub fn messages(
        &self,
        conversation: ConversationId,
        sender: &Client,
        first: i64,
        count: i64,
    ) -> MessagingEvent {
        let now: DateTime<Utc> = self.app.clock.now();
        let message =
            |seq| SentMessage { id: MessageId::new(now), seq, sender: sender.user_id(), sent_at: now };
        MessagingEvent::Sent {
            conversation_id: conversation,
            messages: (first..first + count).map(message).collect(),
        }
    }

    /// Moves the clock, and does what became due.
    pub async fn wait(&self, time: TimeDelta) {
        self.app.advance(time);
        self.app.drain().await;
    }

    /// What was told live since the last time this was asked.
    pub fn heard(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *self.live.lock().expect("no test panics while it holds this"))
    }

    /// What badges were told since the last time this was asked.
    pub fn counted(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *self.counts.lock().expect("no test panics while it holds this"))
    }

    /// What a superuser sees.
    pub async fn count(&self, sql: &str) -> i64 {
        let mut superuser = self.app.database().connect_as_superuser().await.expect("connects");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut superuser)
            .await
            .expect("counts")
    }
}

/// All of somebody's notifications.
pub async fn lines(client: &Client) -> Vec<Value> {
    let data = client.get("/api/v1/notifications?limit=100").await.expect(200).data();
    data.as_array().cloned().expect("a list")
}

/// The title of somebody's only notification.
pub async fn only_title(client: &Client) -> String {
    let lines = lines(client).await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines[0]["title"].as_str().expect("a title").to_owned()
}
