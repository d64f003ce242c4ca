//! Who is told what, once (N-3, N-7), and bursts as one (N-5).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::bizconnect::{ConnectionEvent, ConnectionSnapshot, SuggestedMatch};
use contracts::listings::{ListingEvent, ListingMatches, ListingSnapshot, MatchedListing};
use contracts::messaging::MessagingEvent;
use contracts::search::{SearchEvent, SearchMatched};
use futures_util::future::join_all;
use kernel::{Actor, BusinessId, Clock, ConversationId, ListingId, Role, SavedSearchId, TeamRole, UserId};
use testkit::Client;

use crate::world::{World, lines, only_title};

fn listing(world: &World, of: &Client, by: UserId) -> ListingSnapshot {
    serde_json::from_value(serde_json::json!({
        "id": ListingId::new(world.app.clock.now()), "version": 2, "business_id": of.business_id(), "type": "OFFER",
        "status": "ACTIVE", "title": "Maize in bags", "description": "Dried and cleaned.",
        "category_path": ["agriculture", "grains"], "price": null, "city": null, "country": null, "location": null,
        "market": null, "has_photo": false, "business_verified": false, "activated_at": null, "expires_at": null,
        "featured_until": null, "created_by": by
    }))
    .expect("a listing")
}

#[tokio::test]
async fn leaders_of_the_other_side_are_told_of_a_connection_request() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let (manager, staff) = (world.colleague(&ceo, TeamRole::Manager), world.colleague(&ceo, TeamRole::Staff));
    let stranger = world.member(TeamRole::Ceo);
    world.request_from_somebody(&ceo).await;
    for (client, expected) in [(&ceo, 1), (&manager, 1), (&staff, 0), (&stranger, 0)] {
        assert_eq!(lines(client).await.len(), expected);
    }
    assert!(only_title(&manager).await.ends_with("wants to connect with you"));
    let first = &lines(&ceo).await[0];
    assert_eq!(
        (first["type"].as_str(), first["kind"].as_str()),
        (Some("MATCH"), Some("connection.requested"))
    );
    assert!(first["link"].as_str().is_some_and(|link| link.starts_with("/connections")), "{first}");
    let rooms: BTreeSet<String> = world.heard().into_iter().map(|(room, _)| room).collect();
    let expected = [&ceo, &manager].map(|client| format!("user:{}", client.user_id()));
    assert_eq!(rooms, expected.into_iter().collect());
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_is_told_to_who_asked_and_not_to_who_answered() {
    let world = World::start().await;
    let (asking, answering) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    let asker = world.colleague(&asking, TeamRole::Staff);
    let mut connection = world.connection(&answering);
    (connection.initiator, connection.initiated_by) = (asking.business_id(), asker.user_id());
    world.publish(&answering.actor, &ConnectionEvent::Accepted(connection.clone())).await;
    let unblocked = ConnectionSnapshot { unblocked: true, version: 4, ..connection.clone() };
    world.publish(&answering.actor, &ConnectionEvent::Accepted(unblocked.clone())).await;
    world.publish(&answering.actor, &ConnectionEvent::Declined(unblocked)).await;
    assert!(only_title(&asking).await.contains("has accepted"), "the end of a block answers nothing");
    assert!(only_title(&asker).await.contains("has accepted"), "also the member of staff who asked");
    assert!(lines(&answering).await.is_empty());
    // What one does oneself is no news.
    world.publish(&asking.actor, &ConnectionEvent::Declined(connection)).await;
    assert_eq!(lines(&asking).await.len(), 1);
    assert_eq!(lines(&asker).await.len(), 2);
}

#[tokio::test]
async fn a_line_that_counts_several_leads_to_where_all_of_them_stand() {
    let world = World::start().await;
    let (asking, answering) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    let agent = world.member(TeamRole::Staff);
    for several in [false, true] {
        let mut connection = world.connection(&answering);
        connection.initiator = asking.business_id();
        let conversation_id = ConversationId::new(world.app.clock.now());
        let (alone, desk) =
            (format!("/connections/{}", connection.id), format!("/messages/desk/{conversation_id}"));
        let (business_id, to) = (agent.business_id(), agent.user_id());
        let assigned = MessagingEvent::Assigned { conversation_id, business_id, agent: to };
        world.publish(&answering.actor, &ConnectionEvent::Accepted(connection)).await;
        world.publish(&Actor::Anonymous, &assigned).await;
        let expected = if several {
            ("/connections?tab=connected", "/messages/desk")
        } else {
            (alone.as_str(), desk.as_str())
        };
        assert_eq!(lines(&asking).await[0]["link"], expected.0);
        assert_eq!(lines(&agent).await[0]["link"], expected.1);
    }
}

#[tokio::test]
async fn an_event_that_comes_twenty_times_at_once_is_told_once() {
    let world = World::with(true).await;
    let ceo = world.member(TeamRole::Ceo);
    world.request_from_somebody(&ceo).await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    // As if twenty dispatchers had it, none of them sure that another one has done it: a queue key each.
    let queue = "INSERT INTO platform.jobs (handler, ordering_key, event_id, payload, run_at)
         SELECT 'notifications.hear', 'again ' || n, (SELECT id FROM platform.events LIMIT 1), 'null', now() - interval '9 years'
         FROM generate_series(1, 20) AS n";
    sqlx::query(queue).execute(&mut superuser).await.expect("queued");
    // One that gets no connection in time tries again, as dispatchers do: there are eight for the twenty.
    let drain = async || while world.app.dispatcher.drain().await.is_err() {};
    join_all((0..20).map(|_| drain())).await;
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
    let found = lines(&ceo).await;
    assert_eq!((found.len(), found[0]["count"].as_i64()), (1, Some(1)), "{found:?}");
    assert_eq!(world.heard().len(), 1);
    assert_eq!(world.push.sent.lock().expect("free").len(), 1);
    // The same before anybody was told: a second person joins the team, and twenty deliveries race for them.
    let manager = world.colleague(&ceo, TeamRole::Manager);
    sqlx::query(queue).execute(&mut superuser).await.expect("queued");
    join_all((0..20).map(|_| drain())).await;
    assert_eq!(lines(&manager).await.len(), 1);
    assert_eq!(lines(&ceo).await.len(), 1);
    assert_eq!(world.heard().len(), 1);
}

#[tokio::test]
async fn five_requests_are_one_line_until_it_is_read() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    for _ in 0..5 {
        world.request_from_somebody(&ceo).await;
    }
    assert_eq!(only_title(&ceo).await, "5 businesses want to connect with you");
    assert_eq!(world.heard().len(), 1, "the other four are within a minute of the first");
    world.wait(TimeDelta::seconds(75)).await;
    let later = world.heard();
    assert_eq!(later.len(), 1, "one word for the four");
    assert_eq!(later[0].1["title"], "5 businesses want to connect with you");
    assert_eq!(later[0].1["unread"], 1);
    let id = lines(&ceo).await[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/notifications/{id}");
    ceo.patch(&path, serde_json::json!({"read": true})).await.expect(200);
    world.request_from_somebody(&ceo).await;
    let titles: Vec<_> = lines(&ceo).await.iter().map(|line| line["count"].as_i64()).collect();
    assert_eq!(titles, [Some(1), Some(5)], "what was read is not counted on");
}

#[tokio::test]
async fn messages_are_told_of_when_nobody_has_seen_them_for_ten_seconds() {
    let world = World::start().await;
    let (writer, reader) = (world.user(Role::Consumer), world.user(Role::Consumer));
    let conversation = ConversationId::new(world.app.clock.now());
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    world.publish(&writer.actor, &world.messages(conversation, &writer, 1, 3)).await;
    world.wait(TimeDelta::seconds(9)).await;
    assert!(lines(&reader).await.is_empty(), "it may still be seen");
    world.wait(TimeDelta::seconds(1)).await;
    let line = lines(&reader).await.remove(0);
    assert_eq!((line["count"].as_i64(), line["body"].as_str()), (Some(3), Some("wrote you 3 messages")));
    assert_eq!(line["link"], format!("/messages/{conversation}"));
    assert!(lines(&writer).await.is_empty());
    // Two more, of which one's own do not count.
    let mut more = world.messages(conversation, &writer, 4, 2);
    if let MessagingEvent::Sent { messages, .. } = &mut more {
        messages[0].sender = reader.user_id();
    }
    world.publish(&writer.actor, &more).await;
    world.wait(TimeDelta::seconds(10)).await;
    assert_eq!(lines(&reader).await[0]["count"], 4, "counted into the same line");
    // Seen in time: nothing is said.
    world.messaging.0.lock().expect("free").clear();
    world.publish(&writer.actor, &world.messages(conversation, &writer, 6, 1)).await;
    world.wait(TimeDelta::seconds(30)).await;
    assert_eq!(lines(&reader).await[0]["count"], 4);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

/// N-7: also where `message.sent` is delivered again before anybody was told, and after that.
#[tokio::test]
async fn messages_of_which_is_heard_twenty_times_at_once_are_told_of_once() {
    let world = World::start().await;
    let (writer, first, second) =
        (world.user(Role::Consumer), world.user(Role::Consumer), world.user(Role::Consumer));
    *world.messaging.0.lock().expect("free") = vec![first.user_id(), second.user_id()];
    let conversation = ConversationId::new(world.app.clock.now());
    world.publish(&writer.actor, &world.messages(conversation, &writer, 1, 3)).await;
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    let queue = "INSERT INTO platform.jobs (handler, ordering_key, event_id, payload, run_at)
         SELECT 'notifications.wait', 'again ' || n, event.id, 'null', now() - interval '9 years'
         FROM generate_series(1, 20) AS n, platform.events AS event WHERE event.type = 'message.sent'";
    let drain = async || while world.app.dispatcher.drain().await.is_err() {};
    // The first round comes while they wait to be seen, the others when everybody has been told.
    for round in 1..=3 {
        sqlx::query(queue).execute(&mut superuser).await.expect("queued");
        join_all((0..20).map(|_| drain())).await;
        world.wait(TimeDelta::seconds(10)).await;
        for reader in [&first, &second] {
            let found = lines(reader).await;
            assert_eq!((found.len(), found[0]["count"].as_i64()), (1, Some(3)), "{round}: {found:?}");
        }
        assert!(lines(&writer).await.is_empty());
    }
    assert_eq!(world.heard().len(), 2, "one word for each of the two");
    assert_eq!(world.count("SELECT count(*) FROM notifications.unseen").await, 0);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn lively_conversations_are_told_of_together_and_none_is_forgotten() {
    const CONVERSATIONS: usize = 250;
    let world = World::start().await;
    let (writer, reader) = (world.user(Role::Consumer), world.user(Role::Consumer));
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    let talks: Vec<ConversationId> =
        (0..CONVERSATIONS).map(|_| ConversationId::new(world.app.clock.now())).collect();
    let say = async |seq: i64| {
        let mut tx = world.app.db().begin_system().await.expect("a transaction");
        for talk in &talks {
            let event = world.messages(*talk, &writer, seq, 1);
            world.app.platform.outbox.publish(&mut tx, &writer.actor, &event).await.expect("published");
        }
        tx.commit().await.expect("committed");
        world.app.drain().await;
    };
    say(1).await;
    // Said while the first waits: it has its own ten seconds.
    world.app.advance(TimeDelta::seconds(6));
    say(2).await;
    let alarms = "SELECT count(*) FROM platform.jobs WHERE handler = 'notifications.ripen'";
    let set = world.count(alarms).await;
    assert!((1..=20).contains(&set), "{set} alarms for {CONVERSATIONS} conversations");
    let lines = "SELECT count(*) FROM notifications.notifications";
    let total = "SELECT coalesce(sum(count), 0)::bigint FROM notifications.notifications";
    world.wait(TimeDelta::seconds(4)).await;
    assert_eq!((world.count(lines).await, world.count(total).await), (250, 250), "the first words");
    world.wait(TimeDelta::seconds(6)).await;
    assert_eq!((world.count(lines).await, world.count(total).await), (250, 500), "and the second");
    assert_eq!(world.count("SELECT count(*) FROM notifications.unseen").await, 0);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_an_older_program_has_queued_is_told_of() {
    let world = World::start().await;
    let (writer, reader) = (world.user(Role::Consumer), world.user(Role::Consumer));
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    let conversation = ConversationId::new(world.app.clock.now());
    let MessagingEvent::Sent { messages, .. } = world.messages(conversation, &writer, 1, 2) else {
        panic!("messages were sent")
    };
    let payload = serde_json::json!({"conversation": conversation, "messages": messages});
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let now = world.app.clock.now();
    platform::jobs::enqueue(&mut tx, "notifications.wake", "x", &payload, now).await.expect("queued");
    // Its alarm named the conversation.
    platform::jobs::enqueue(&mut tx, "notifications.ripen", "x", &conversation, now).await.expect("queued");
    tx.commit().await.expect("committed");
    world.app.drain().await;
    assert_eq!(lines(&reader).await[0]["count"], 2);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn owners_of_listings_are_told_how_they_fare() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let (author, other) = (world.colleague(&ceo, TeamRole::Staff), world.colleague(&ceo, TeamRole::Staff));
    let manager = world.colleague(&ceo, TeamRole::Manager);
    let mut snapshot = listing(&world, &ceo, author.user_id());
    snapshot.renewal_path = Some("/listings/renew?key=abc".to_owned());
    world.publish(&Actor::Anonymous, &ListingEvent::Expiring(Box::new(snapshot.clone()))).await;
    for client in [&ceo, &manager, &author] {
        assert_eq!(only_title(client).await, "“Maize in bags” ends soon");
        assert_eq!(lines(client).await[0]["link"], "/listings/renew?key=abc");
    }
    assert!(lines(&other).await.is_empty());
    snapshot.rejection = Some("The photo shows a phone number.".to_owned());
    let admin = world.app.admin();
    world.publish(&admin.actor, &ListingEvent::Rejected(Box::new(snapshot.clone()))).await;
    let refused = lines(&author).await.remove(0);
    assert!(refused["body"].as_str().is_some_and(|body| body.contains("The photo shows")), "{refused}");
    world.publish(&admin.actor, &ListingEvent::Approved(Box::new(snapshot.clone()))).await;
    world.publish(&Actor::Anonymous, &ListingEvent::Expired(Box::new(snapshot.clone()))).await;
    world.publish(&Actor::Anonymous, &ListingEvent::Updated(Box::new(snapshot))).await;
    let kinds: Vec<_> = lines(&author).await.iter().map(|line| line["kind"].clone()).collect();
    assert_eq!(kinds, ["listing.expired", "listing.approved", "listing.rejected", "listing.expiring"]);
}

#[tokio::test]
async fn every_other_event_reaches_whom_it_concerns() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let (manager, staff) = (world.colleague(&ceo, TeamRole::Manager), world.colleague(&ceo, TeamRole::Staff));
    let consumer = world.user(Role::Consumer);
    let now = world.app.clock.now();
    let (conversation_id, business_id) = (ConversationId::new(now), ceo.business_id());
    let nobody = Actor::Anonymous;
    let told = async |client: &Client| lines(client).await.first().map(|line| line["kind"].clone());

    world
        .publish(&nobody, &MessagingEvent::Assigned { conversation_id, business_id, agent: staff.user_id() })
        .await;
    assert_eq!(told(&staff).await, Some("conversation.assigned".into()));
    assert_eq!(told(&manager).await, None);
    world.publish(&nobody, &MessagingEvent::Escalated { conversation_id, business_id, level: 1 }).await;
    assert_eq!(told(&manager).await, Some("conversation.escalated".into()));
    assert_eq!(told(&ceo).await, None);
    world.publish(&nobody, &MessagingEvent::Escalated { conversation_id, business_id, level: 2 }).await;
    assert_eq!(told(&ceo).await, Some("conversation.escalated".into()));

    let suggested = SuggestedMatch {
        business_id,
        suggested: BusinessId::new(now),
        market: "afcfta".parse().expect("a market"),
    };
    world.publish(&nobody, &ConnectionEvent::MatchSuggested(suggested)).await;
    assert_eq!(told(&ceo).await, Some("match.suggested".into()));

    let side = |of: &Client, title: &str| MatchedListing {
        id: ListingId::new(now),
        title: title.to_owned(),
        business_id: BusinessId::new(now),
        created_by: of.user_id(),
    };
    let (request, offer) = (side(&staff, "Wanted: maize"), side(&ceo, "Maize in bags"));
    let second = side(&ceo, "Maize in sacks");
    let pairs = [(&request, &offer), (&offer, &request), (&second, &request)];
    let found = pairs.map(|(own, other)| ListingMatches { own: own.clone(), other: other.clone(), count: 1 });
    world.publish(&nobody, &ListingEvent::Matched { found: found.to_vec() }).await;
    assert_eq!(lines(&staff).await[0]["link"], format!("/listings/{}", offer.id));
    let of_ceo: Vec<_> = lines(&ceo).await.iter().take(2).map(|line| line["link"].clone()).collect();
    let to_request = format!("/listings/{}", request.id);
    assert_eq!(of_ceo, [to_request.as_str(); 2], "each of their listings has a line of its own");

    let matched = SearchMatched {
        search_id: SavedSearchId::new(now),
        user_id: consumer.user_id(),
        name: "Rice near me".to_owned(),
        url: "/search?q=rice".to_owned(),
        count: 7,
        listing_ids: Vec::new(),
    };
    world.publish(&nobody, &SearchEvent::Matched(matched)).await;
    assert_eq!(only_title(&consumer).await, "7 new listings for “Rice near me”");

    let alert = AccountEvent::SecurityAlert {
        user_id: consumer.user_id(),
        reason: "REFRESH_TOKEN_REUSED".to_owned(),
    };
    // Also when it was done in one's own name: that is the point of it.
    world.publish(&consumer.actor, &alert).await;
    assert_eq!(told(&consumer).await, Some("security.alert".into()));
    assert_eq!(lines(&consumer).await[0]["type"], "SECURITY");
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_account_that_is_gone_leaves_nothing() {
    let world = World::start().await;
    let (ceo, other) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    world.request_from_somebody(&ceo).await;
    world.request_from_somebody(&other).await;
    let preferences = serde_json::json!({"digest_at": "18:00", "version": 0});
    ceo.put("/api/v1/notifications/preferences", preferences).await.expect(200);
    world.publish(&ceo.actor, &AccountEvent::Erased { user_id: ceo.user_id() }).await;
    for table in ["notifications", "matters", "causes", "deliveries", "settings"] {
        let sql = format!("SELECT count(*) FROM notifications.{table} WHERE user_id = '{}'", ceo.user_id());
        assert_eq!(world.count(&sql).await, 0, "{table}");
    }
    assert_eq!(lines(&other).await.len(), 1);
}
