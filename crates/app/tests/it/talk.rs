//! Connections, conversations and notifications together: who may begin is counted, and what was read is not told
//! (B-6, M-9, N-4).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use async_trait::async_trait;
use bizconnect::BizConnect;
use chrono::TimeDelta;
use contracts::PortError;
use contracts::accounts::{PeoplePort, PersonCard};
use contracts::media::{Brought, UploadsPort};
use contracts::messaging::{PrivatePicture, PrivatePicturesPort};
use contracts::notifications::NotificationsPort;
use futures_util::future::join_all;
use kernel::{BusinessId, Language, MediaId, TeamRole, UserId};
use messaging::Messaging;
use notifications::Notifications;
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::fakes::{FakeBusinesses, FakeListings};
use testkit::{Client, Reply, TestApp};

/// People that the test has made.
#[derive(Default)]
struct People(Mutex<HashMap<UserId, PersonCard>>);

#[async_trait]
impl PeoplePort for People {
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        Ok(ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect())
    }

    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError> {
        let known = self.0.lock().expect("no test panics while it holds this");
        let mut teams: HashMap<BusinessId, Vec<PersonCard>> = HashMap::new();
        for person in known.values() {
            if let Some(business) = person.business_id.filter(|business| ids.contains(business)) {
                teams.entry(business).or_default().push(person.clone());
            }
        }
        Ok(teams)
    }
}

/// Nobody sends pictures here.
struct NoPictures;

#[async_trait]
impl PrivatePicturesPort for NoPictures {
    async fn prepare(&self, _: Vec<u8>) -> Result<PrivatePicture, contracts::media::StoreError> {
        Err(contracts::media::PictureRefused::NotAPicture.into())
    }
}

#[async_trait]
impl UploadsPort for NoPictures {
    async fn brought(&self, _: UserId, _: MediaId) -> Result<Brought, PortError> {
        Ok(Brought::Nothing)
    }

    async fn kept(&self, _: UserId, _: MediaId) -> Result<(), PortError> {
        Ok(())
    }
}

/// Notifications, which come after messaging.
#[derive(Default)]
struct Late(OnceLock<Notifications>);

#[async_trait]
impl NotificationsPort for Late {
    async fn unread(&self, user: UserId) -> Result<i64, PortError> {
        NotificationsPort::unread(self.0.get().expect("bound at the start"), user).await
    }

    async fn settle(&self, user: UserId, subject: &str) -> Result<(), PortError> {
        NotificationsPort::settle(self.0.get().expect("bound at the start"), user, subject).await
    }
}

/// The rooms that were told, and what.
type Told = (Vec<Room>, Value);

struct Town {
    app: TestApp,
    people: Arc<People>,
    /// Badges as open pages were told of them.
    badges: Arc<Mutex<Vec<Told>>>,
}

impl Town {
    async fn open() -> Self {
        let people = Arc::new(People::default());
        let badges = Arc::new(Mutex::new(Vec::new()));
        let migrations = || {
            vec![
                platform::migrate::platform(),
                bizconnect::migrations(),
                messaging::migrations(),
                notifications::migrations(),
            ]
        };
        let app = TestApp::start(
            migrations,
            &[&bizconnect::TEXTS, &messaging::TEXTS, &notifications::TEXTS, &web::TEXTS],
            |platform| {
                let hearing = badges.clone();
                platform.sockets.overhear(move |rooms, event, payload| {
                    if event == "notification.updated" {
                        hearing
                            .lock()
                            .expect("no test panics while it holds this")
                            .push((rooms.to_vec(), payload));
                    }
                });
                let (businesses, listings) =
                    (Arc::new(FakeBusinesses::default()), Arc::new(FakeListings::default()));
                let connections = BizConnect::new(
                    platform,
                    bizconnect::Ports {
                        businesses: businesses.clone(),
                        people: people.clone(),
                        listings: listings.clone(),
                    },
                );
                let late = Arc::new(Late::default());
                let messaging = Messaging::new(
                    platform,
                    messaging::Ports {
                        people: people.clone(),
                        businesses: businesses.clone(),
                        pictures: Arc::new(NoPictures),
                        uploads: Arc::new(NoPictures),
                        listings,
                        connections: Arc::new(connections.clone()),
                        notifications: late.clone(),
                    },
                );
                let ports = notifications::Ports {
                    people: people.clone(),
                    businesses,
                    messaging: Arc::new(messaging.clone()),
                };
                let notifications = Notifications::new(platform, ports);
                assert!(late.0.set(notifications.clone()).is_ok(), "bound once");
                platform.bind_notifications(Arc::new(notifications.clone()));
                vec![
                    bizconnect::module(&connections),
                    messaging::module(&messaging),
                    notifications::module(&notifications),
                ]
            },
        )
        .await;
        Self { app, people, badges }
    }

    /// The CEO of a new business on the free plan.
    fn ceo(&self, name: &str) -> Client {
        let client = self.app.member(TeamRole::Ceo);
        let user = client.actor.user().expect("a member is signed in");
        let card = PersonCard {
            id: user.user_id,
            name: name.to_owned(),
            role: user.role,
            language: Language::En,
            country: None,
            time_zone: Some("Africa/Lagos".to_owned()),
            business_id: Some(client.business_id()),
            team_role: Some(TeamRole::Ceo),
        };
        self.people.0.lock().expect("no test panics while it holds this").insert(card.id, card);
        client
    }

    /// `from` asks `to` for a connection, and gets it; the path of their conversation for both.
    async fn connect(&self, from: &Client, to: &Client) -> String {
        let body =
            json!({"business_id": to.business_id(), "market": "afcfta", "note": "We buy every month."});
        let asked = from.post("/api/v1/connections", body).await.expect(201).data();
        let id = asked["id"].as_str().expect("an id").to_owned();
        let accept = json!({"status": "ACCEPTED", "version": asked["version"]});
        to.patch(&format!("/api/v1/connections/{id}/status"), accept).await.expect(200);
        self.app.drain().await;
        let led = from.get(&format!("/messages/with/{id}")).await.expect(303);
        let page = led.header("location").trim_end_matches("#end").to_owned();
        page.replace("/messages/", "/api/v1/messages/conversations/")
    }

    async fn unread(&self, client: &Client) -> i64 {
        let count = client.get("/api/v1/notifications/unread-count").await.expect(200).data();
        count["unread"].as_i64().expect("a number")
    }

    /// So much later, with everything done that became due.
    async fn later(&self, seconds: i64) {
        self.app.drain().await;
        self.app.advance(TimeDelta::seconds(seconds));
        self.app.drain().await;
    }
}

async fn say(client: &Client, path: &str, id: &str, text: &str) -> Reply {
    client.post(path, json!({"client_id": id, "text": text})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_first_messages_at_once_exactly_the_plans_pass_and_the_rest_learn_when_to_go_on() {
    let town = Town::open().await;
    let kwame = town.ceo("Kwame");
    let mut paths = Vec::new();
    for n in 0..9 {
        paths.push(town.connect(&town.ceo(&format!("Partner {n}")), &kwame).await);
    }
    let sent = join_all(paths.iter().map(|path| say(&kwame, path, "first-message", "Good morning"))).await;
    let count = |status: u16| sent.iter().filter(|reply| reply.status.as_u16() == status).count();
    assert_eq!((count(201), count(403)), (5, 4), "the free plan has five a day");
    let refused = sent.iter().find(|reply| reply.status == 403).expect("four of them").json();
    assert_eq!(refused["errors"][0]["code"], "QUOTA_EXCEEDED");
    let told = refused["errors"][0]["message"].as_str().expect("a sentence");
    assert!(told.contains("5 of 5 first messages") && told.contains("go on after"), "{told}");

    // Where they have begun, they write as much as they like; elsewhere tomorrow.
    for (path, first) in paths.iter().zip(&sent) {
        let again = say(&kwame, path, "second-message", "Are you there?").await;
        assert_eq!(again.status, first.status, "{}", again.text());
    }
    town.app.advance(TimeDelta::days(1));
    let late = paths.iter().zip(&sent).find(|(_, first)| first.status == 403).expect("four of them").0;
    say(&kwame, late, "third-message", "Good morning").await.expect(201);
}

#[tokio::test]
async fn a_chat_that_was_read_leaves_no_notification_behind() {
    let town = Town::open().await;
    let (amina, kwame) = (town.ceo("Amina"), town.ceo("Kwame"));
    let path = town.connect(&amina, &kwame).await;
    amina.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    kwame.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    town.badges.lock().expect("free").clear();

    say(&amina, &path, "phone-0001", "Is the cocoa still there?").await.expect(201);
    town.later(31).await;
    assert_eq!(town.unread(&kwame).await, 1, "ten seconds went by unread");
    // Another chat's notification is not his to settle by reading this one.
    let efua = town.ceo("Efua");
    let other = town.connect(&efua, &kwame).await;
    say(&efua, &other, "phone-0001", "Good morning").await.expect(201);
    town.later(31).await;
    let before = town.unread(&kwame).await;

    let page = kwame.get(&path.replace("/api/v1/messages/conversations/", "/messages/")).await.expect(200);
    assert_eq!(town.unread(&kwame).await, before - 1);
    let badge = format!("<b data-unread>{}</b>", before - 1);
    assert!(page.text().contains(&badge), "the page itself shows the new number");
    let told = town.badges.lock().expect("free").clone();
    assert_eq!(told.last(), Some(&(vec![Room::User(kwame.user_id())], json!({"unread": before - 1}))));

    // Read within the ten seconds: nobody is told at all.
    say(&amina, &path, "phone-0002", "Hello?").await.expect(201);
    kwame.post(&format!("{path}/read"), json!({"seq": 2})).await.expect(204);
    town.later(31).await;
    assert_eq!(town.unread(&kwame).await, before - 1);
}
