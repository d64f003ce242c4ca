use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use contracts::PortError;
use contracts::accounts::{BusinessCard, BusinessSnapshot, PeoplePort, PersonCard};
use contracts::bizconnect::{
    ConnectionEvent, ConnectionSnapshot, ConnectionStatus, ConnectionsPort, FirstMessage,
};
use contracts::media::{Brought, PictureRefused, StoreError, UploadsPort};
use contracts::messaging::{MessagingPort, PrivatePicture, PrivatePicturesPort};
use contracts::notifications::NotificationsPort;
use kernel::{
    Actor, BusinessId, BusinessType, Clock, ConnectionId, ConversationId, ErrorKind, Language, MediaId,
    Problem, Role, TeamRole, UserId, Verification,
};
use messaging::{Messaging, Ports};
use platform::Platform;
use platform::config::Config;
use platform::migrate::Migrations;
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::fakes::{FakeBusinesses, FakeIdentity, FakeListings};
use testkit::{Client, TestApp};

/// People that the test has made, and those of them whose account is closed for a time.
#[derive(Default)]
pub struct FakePeople(pub Mutex<HashMap<UserId, PersonCard>>, pub Mutex<HashSet<UserId>>);

#[async_trait]
impl PeoplePort for FakePeople {
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect())
    }

    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        let suspended = self.1.lock().expect("no test panics while it holds this");
        let mut teams: HashMap<BusinessId, Vec<PersonCard>> = HashMap::new();
        for person in known.values().filter(|person| !suspended.contains(&person.id)) {
            if let Some(business) = person.business_id.filter(|business| ids.contains(business)) {
                teams.entry(business).or_default().push(person.clone());
            }
        }
        for team in teams.values_mut() {
            team.sort_by_key(|person| (std::cmp::Reverse(person.team_role), person.id));
        }
        Ok(teams)
    }
}

/// Connections that the test has made.
#[derive(Default)]
pub struct FakeConnections {
    pub known: Mutex<HashMap<ConnectionId, ConnectionSnapshot>>,
    /// Nobody's plan has a first message left.
    pub used_up: AtomicBool,
    /// How often it was asked.
    pub asked: AtomicUsize,
}

impl FakeConnections {
    fn answer(&self) -> FirstMessage {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.used_up.load(Ordering::SeqCst) {
            let problem = Problem::new(ErrorKind::Quota, "bizconnect", "messaging-error-closed");
            return FirstMessage::Refused(vec![problem]);
        }
        FirstMessage::Granted
    }
}

/// Who has read what elsewhere.
#[derive(Default)]
pub struct FakeNotifications {
    /// Everybody has so many.
    pub unread: AtomicI64,
    pub settled: Mutex<Vec<(UserId, String)>>,
}

#[async_trait]
impl NotificationsPort for FakeNotifications {
    async fn unread(&self, _: UserId) -> Result<i64, PortError> {
        Ok(self.unread.load(Ordering::SeqCst))
    }

    async fn settle(&self, user: UserId, subject: &str) -> Result<(), PortError> {
        self.settled.lock().expect("no test panics while it holds this").push((user, subject.to_owned()));
        Ok(())
    }
}

#[async_trait]
impl ConnectionsPort for FakeConnections {
    async fn connections(
        &self,
        ids: &[ConnectionId],
    ) -> Result<HashMap<ConnectionId, ConnectionSnapshot>, PortError> {
        let known = self.known.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect())
    }

    async fn blocked_between(
        &self,
        business: BusinessId,
        others: &[BusinessId],
    ) -> Result<Vec<ConnectionSnapshot>, PortError> {
        let known = self.known.lock().expect("no test panics while it holds this");
        let between = |one: &&ConnectionSnapshot| {
            one.status == ConnectionStatus::Blocked
                && one.sides().contains(&business)
                && one.sides().iter().any(|side| *side != business && others.contains(side))
        };
        Ok(known.values().filter(between).cloned().collect())
    }

    async fn first_message(&self, _: &Actor, _: ConnectionId) -> Result<FirstMessage, PortError> {
        Ok(self.answer())
    }

    async fn first_words(&self, _: &Actor, _: BusinessId) -> Result<FirstMessage, PortError> {
        Ok(self.answer())
    }
}

/// Takes everything that begins with `picture`.
pub struct FakePictures;

#[async_trait]
impl PrivatePicturesPort for FakePictures {
    async fn prepare(&self, bytes: Vec<u8>) -> Result<PrivatePicture, StoreError> {
        if !bytes.starts_with(b"picture") {
            return Err(PictureRefused::NotAPicture.into());
        }
        let names = ["160.webp", "480.webp", "960.webp", "160.jpg", "480.jpg", "960.jpg"];
        let files =
            names.iter().map(|name| ((*name).to_owned(), format!("{name} of a picture").into_bytes()));
        Ok(PrivatePicture { width: 960, height: 720, color: "#8a6b4f".to_owned(), files: files.collect() })
    }
}

/// Uploads of these people, as far as they have come, and which of them are kept elsewhere by now.
#[derive(Default)]
pub struct FakeUploads {
    pub come: Mutex<HashMap<(UserId, MediaId), Brought>>,
    pub kept: Mutex<Vec<MediaId>>,
}

#[async_trait]
impl UploadsPort for FakeUploads {
    async fn brought(&self, owner: UserId, upload: MediaId) -> Result<Brought, PortError> {
        let come = self.come.lock().expect("no test panics while it holds this");
        Ok(come.get(&(owner, upload)).cloned().unwrap_or(Brought::Nothing))
    }

    async fn kept(&self, owner: UserId, upload: MediaId) -> Result<(), PortError> {
        self.come.lock().expect("no test panics while it holds this").remove(&(owner, upload));
        self.kept.lock().expect("no test panics while it holds this").push(upload);
        Ok(())
    }
}

/// What was told live: event, rooms, payload.
pub type Heard = Arc<Mutex<Vec<(String, Vec<Room>, Value)>>>;

/// The domain alone, with stand-ins for the others.
pub struct Office {
    pub app: TestApp,
    pub messaging: Messaging,
    pub people: Arc<FakePeople>,
    pub businesses: Arc<FakeBusinesses>,
    pub connections: Arc<FakeConnections>,
    pub notifications: Arc<FakeNotifications>,
    pub uploads: Arc<FakeUploads>,
    pub listings: Arc<FakeListings>,
    pub heard: Heard,
}

fn migrations() -> Vec<Migrations> {
    vec![platform::migrate::platform(), messaging::migrations()]
}

impl Office {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn open_with(settings: impl FnOnce(&mut Config)) -> Self {
        let people = Arc::new(FakePeople::default());
        let businesses = Arc::new(FakeBusinesses::default());
        let connections = Arc::new(FakeConnections::default());
        let notifications = Arc::new(FakeNotifications::default());
        let uploads = Arc::new(FakeUploads::default());
        let listings = Arc::new(FakeListings::default());
        let ports = Ports {
            people: people.clone(),
            businesses: businesses.clone(),
            pictures: Arc::new(FakePictures),
            uploads: uploads.clone(),
            listings: listings.clone(),
            connections: connections.clone(),
            notifications: notifications.clone(),
        };
        let mut made = None;
        let heard = Heard::default();
        let hearing = heard.clone();
        let app = TestApp::start_with(migrations, &[&messaging::TEXTS, &web::TEXTS], settings, |platform| {
            platform.sockets.overhear(move |rooms, event, payload| {
                hearing.lock().expect("no test panics while it holds this").push((
                    event.to_owned(),
                    rooms.to_vec(),
                    payload,
                ));
            });
            let messaging = Messaging::new(platform, ports);
            made = Some(messaging.clone());
            vec![messaging::module(&messaging)]
        })
        .await;
        let messaging = made.expect("the module was made");
        Self { app, messaging, people, businesses, connections, notifications, uploads, listings, heard }
    }

    /// Who is to be woken for a message, as other domains are told.
    pub async fn to_wake(&self, conversation: ConversationId, seq: i64) -> Vec<UserId> {
        let mut waiting = self.messaging.to_wake(&[(conversation, seq)]).await.expect("an answer");
        waiting.remove(&conversation).unwrap_or_default()
    }

    /// Makes a client known to the other domains under a name.
    pub fn introduce(&self, client: &Client, name: &str) -> UserId {
        let Actor::User(user) = &client.actor else { panic!("only people are introduced") };
        let card = PersonCard {
            id: user.user_id,
            name: name.to_owned(),
            role: user.role,
            language: Language::En,
            country: None,
            time_zone: None,
            business_id: user.membership.as_ref().map(|membership| membership.business_id),
            team_role: user.membership.as_ref().map(|membership| membership.team_role),
        };
        self.people.0.lock().expect("no test panics while it holds this").insert(user.user_id, card);
        user.user_id
    }

    pub fn ceo(&self, name: &str) -> Client {
        let client = self.app.member(TeamRole::Ceo);
        self.introduce(&client, name);
        client
    }

    pub fn colleague(&self, of: &Client, team_role: TeamRole, name: &str) -> Client {
        let client = self.app.member_of(of.business_id(), team_role);
        self.introduce(&client, name);
        client
    }

    pub fn customer(&self, name: &str) -> Client {
        let client = self.app.user(Role::Consumer);
        self.introduce(&client, name);
        client
    }

    /// A connection between two businesses, as bizconnect tells of it; returns it.
    pub async fn connect(&self, initiator: &Client, receiver: &Client) -> ConnectionSnapshot {
        let now = self.app.clock.now();
        let connection = ConnectionSnapshot {
            id: ConnectionId::new(now),
            version: 2,
            market: "afcfta".parse().expect("a market"),
            initiator: initiator.business_id(),
            initiated_by: initiator.user_id(),
            receiver: receiver.business_id(),
            status: ConnectionStatus::Accepted,
            note: None,
            created_at: now,
            changed_at: now,
            unblocked: false,
        };
        self.tell(&connection).await;
        connection
    }

    /// Publishes where a connection stands, and lets messaging hear of it.
    pub async fn tell(&self, connection: &ConnectionSnapshot) {
        self.connections
            .known
            .lock()
            .expect("no test panics while it holds this")
            .insert(connection.id, connection.clone());
        let event = match connection.status {
            ConnectionStatus::Accepted => ConnectionEvent::Accepted(connection.clone()),
            ConnectionStatus::Blocked => ConnectionEvent::Blocked(connection.clone()),
            ConnectionStatus::Declined => ConnectionEvent::Declined(connection.clone()),
            other => panic!("nobody hears of {other:?}"),
        };
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        self.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await.expect("published");
        tx.commit().await.expect("a commit");
        self.app.drain().await;
    }

    /// Two people who may write to each other, and the path of their conversation.
    pub async fn pair(&self) -> (Client, Client, String) {
        let (amina, kwame) = (self.ceo("Amina"), self.ceo("Kwame"));
        self.connect(&amina, &kwame).await;
        let path = self.only_conversation(&amina).await;
        (amina, kwame, path)
    }

    /// Has a conversation written down, and fetches the file.
    pub async fn export(&self, client: &Client, path: &str, format: &str) -> String {
        let begun = client.post(&format!("{path}/exports"), json!({"format": format})).await.expect(202);
        self.app.drain().await;
        let done = client.get(begun.header("location")).await.expect(200).data();
        let url = done["result"]["url"].as_str().expect("an address");
        client.get(url).await.expect(200).text()
    }

    /// The path of the only conversation that somebody has.
    pub async fn only_conversation(&self, client: &Client) -> String {
        let list = client.get("/api/v1/messages/conversations").await.expect(200).data();
        let list = list.as_array().expect("a list");
        assert_eq!(list.len(), 1, "{list:?}");
        format!("/api/v1/messages/conversations/{}", list[0]["id"].as_str().expect("an id"))
    }

    /// A business that can be found by its address.
    pub fn list_business(&self, client: &Client, slug: &str) {
        let id = client.business_id();
        let snapshot = BusinessSnapshot {
            card: BusinessCard {
                id,
                name: "Adunni Grains".to_owned(),
                slug: slug.to_owned(),
                verified: true,
                country: None,
                city: None,
                location: None,
            },
            version: 1,
            description: String::new(),
            business_type: BusinessType::Trader,
            verification: Verification::Verified,
            categories: Vec::new(),
            time_zone: None,
            created_at: self.app.clock.now(),
        };
        self.businesses.known.lock().expect("no test panics while it holds this").insert(id, snapshot);
    }

    /// Rooms and payloads of one live event, in order; forgets what was heard so far.
    pub fn take_heard(&self, event: &str) -> Vec<(Vec<Room>, Value)> {
        let mut heard = self.heard.lock().expect("no test panics while it holds this");
        let taken = std::mem::take(&mut *heard);
        taken
            .into_iter()
            .filter(|(name, ..)| name == event)
            .map(|(_, rooms, payload)| (rooms, payload))
            .collect()
    }

    /// What a second process of the program is: the domain on the same database with a memory and lanes of its own.
    pub fn second_process(&self) -> SecondProcess {
        self.second_process_with(|_| {})
    }

    /// The same with other settings.
    pub fn second_process_with(&self, settings: impl FnOnce(&mut Config)) -> SecondProcess {
        let mut config = self.app.platform.config.clone();
        settings(&mut config);
        let platform = Platform::new(config, self.app.clock.clone(), []).expect("it starts");
        let identity = Arc::new(FakeIdentity::default());
        platform.bind_identity(identity.clone());
        platform.bind_error_page(web::error_page(&platform));
        let messaging = Messaging::new(&platform, self.ports());
        let app =
            platform::http::assemble(&platform, vec![messaging::module(&messaging)], axum::Router::new());
        SecondProcess { router: app.expect("every route has a policy").router, identity, messaging }
    }

    fn ports(&self) -> Ports {
        Ports {
            people: self.people.clone(),
            businesses: self.businesses.clone(),
            pictures: Arc::new(FakePictures),
            uploads: self.uploads.clone(),
            listings: self.listings.clone(),
            connections: self.connections.clone(),
            notifications: self.notifications.clone(),
        }
    }

    /// A number that a superuser gets.
    pub async fn rows(&self, sql: &'static str) -> i64 {
        let mut superuser = self.app.database().connect_as_superuser().await.expect("the server answers");
        sqlx::query_scalar(sql).fetch_one(&mut superuser).await.expect("a number")
    }
}

/// See [`Office::second_process`].
pub struct SecondProcess {
    router: axum::Router,
    identity: Arc<FakeIdentity>,
    pub messaging: Messaging,
}

impl SecondProcess {
    /// The same person at the other process.
    pub fn client(&self, who: &Client) -> Client {
        let token = self.identity.token_of(&who.actor);
        Client::new(self.router.clone(), who.actor.clone())
            .with_header("authorization", &format!("Bearer {token}"))
    }

    /// Sends a text there and returns its place.
    pub async fn send(&self, who: &Client, path: &str, client_id: &str, words: &str) -> i64 {
        let reply = self.client(who).post(path, text(client_id, words)).await.expect(201);
        reply.data()["seq"].as_i64().expect("a place")
    }
}

/// A text with a client id.
pub fn text(client_id: &str, text: &str) -> Value {
    json!({"client_id": client_id, "text": text})
}

/// `seq` and text of messages.
pub fn said(data: &Value) -> Vec<(i64, String)> {
    let messages = data["messages"].as_array().or_else(|| data.as_array()).expect("messages");
    let one = |message: &Value| {
        (message["seq"].as_i64().expect("a place"), message["text"].as_str().expect("a text").to_owned())
    };
    messages.iter().map(one).collect()
}
