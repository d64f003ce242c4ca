//! Channels of a team (M-1), and what the program says in them (M-2).

use futures_util::future::join_all;
use kernel::{Actor, TeamRole};
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, said, text};

const CHANNELS: &str = "/api/v1/messages/channels";

/// A team of three: who made the channel, who is in it, and the CEO, who is not.
struct Team {
    office: Office,
    ceo: Client,
    maker: Client,
    staff: Client,
    /// Of the conversation.
    path: String,
    /// Of the channel.
    channel: String,
}

impl Team {
    async fn with_channel() -> Self {
        let office = Office::open().await;
        let ceo = office.ceo("Amina");
        let maker = office.colleague(&ceo, TeamRole::Manager, "Kofi");
        let staff = office.colleague(&ceo, TeamRole::Staff, "Esi");
        let new = json!({"title": "Deliveries", "members": [staff.user_id()]});
        let made = maker.post(CHANNELS, new).await.expect(201);
        let path = made.header("location").to_owned();
        let channel = format!("{CHANNELS}/{}", made.data()["id"].as_str().expect("an id"));
        Self { office, ceo, maker, staff, path, channel }
    }

    async fn words(&self) -> Vec<String> {
        let history = self.maker.get(&self.path).await.expect(200).data();
        let said = said(&history);
        assert_eq!(
            said.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(),
            (1..).take(said.len()).collect::<Vec<_>>()
        );
        said.into_iter().map(|(_, words)| words).collect()
    }

    fn change(&self, add: &[&Client], remove: &[&Client]) -> Value {
        let ids = |people: &[&Client]| people.iter().map(|one| one.user_id()).collect::<Vec<_>>();
        json!({"add": ids(add), "remove": ids(remove)})
    }

    fn members(&self) -> String {
        format!("{}/members", self.channel)
    }
}

#[tokio::test]
async fn a_team_talks_among_itself() {
    let team = Team::with_channel().await;
    let mine = team.staff.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(
        (&mine[0]["type"], &mine[0]["title"], &mine[0]["unread"], &mine[0]["last_seq"]),
        (&json!("CHANNEL"), &json!("Deliveries"), &json!(0), &json!(2)),
        "what the program says is nothing unread"
    );
    assert_eq!(team.words().await, ["Kofi made the channel “Deliveries”.", "Kofi added Esi."]);
    team.maker.post(&team.path, text("phone-0001", "The van is here")).await.expect(201);
    let mine = team.staff.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(mine[0]["unread"], 1);
    let id = team.path.rsplit('/').next().expect("an id").parse().expect("an id");
    assert_eq!(team.office.to_wake(id, 3).await, [team.staff.user_id()]);
    for stranger in [&team.ceo, &team.office.ceo("Zola"), &team.office.customer("Abena")] {
        stranger.get(&team.path).await.expect(404);
        stranger.post(&team.path, text("phone-0002", "hello")).await.expect(404);
        stranger.post(&team.members(), team.change(&[], &[])).await.expect(404);
        let refused =
            stranger.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.status.as_u16();
        assert!([403, 404].contains(&refused), "{refused}");
    }
}

#[tokio::test]
async fn one_key_makes_one_channel_however_often_it_comes() {
    let office = Office::open().await;
    let ceo = office.ceo("Amina").with_header("idempotency-key", "a-channel-0001");
    let replies = join_all((0..5).map(|_| ceo.post(CHANNELS, json!({"title": "All"})))).await;
    for reply in &replies {
        assert!([201, 409].contains(&reply.status.as_u16()), "{}", reply.status);
    }
    assert!(replies.iter().any(|reply| reply.status.as_u16() == 201));
    assert_eq!(ceo.post(CHANNELS, json!({"title": "All"})).await.expect(201).data()["title"], "All");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.conversations").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_channel_is_told_by_its_field() {
    let team = Team::with_channel().await;
    let stranger = team.office.ceo("Zola");
    let long = "x".repeat(101);
    for (body, field) in [
        (json!({"title": " "}), "title"),
        (json!({"title": long}), "title"),
        (json!({"title": "All", "members": [stranger.user_id()]}), "members"),
        (json!({"title": "All", "members": ["nobody"]}), "members"),
    ] {
        let errors = team.maker.post(CHANNELS, body).await.expect(422).errors();
        assert_eq!(errors[0].1, field, "{errors:?}");
    }
    let errors = team.maker.post(&team.members(), team.change(&[&stranger], &[])).await.expect(422).errors();
    assert_eq!(errors[0].1, "add");
    team.staff.post(CHANNELS, json!({"title": "Ours"})).await.expect(403);
    assert_eq!(team.office.rows("SELECT count(*) FROM messaging.conversations").await, 1);
}

#[tokio::test]
async fn whoever_made_it_and_the_ceo_say_who_is_in() {
    let team = Team::with_channel().await;
    let other = team.office.colleague(&team.ceo, TeamRole::Manager, "Yaw");
    team.maker.post(&team.members(), team.change(&[&team.ceo, &other], &[])).await.expect(200);
    for who in [&team.staff, &other] {
        who.post(&team.members(), team.change(&[], &[&team.ceo])).await.expect(403);
        who.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.expect(403);
    }
    let left = team.ceo.post(&team.members(), team.change(&[], &[&other])).await.expect(200).data();
    assert_eq!(left.as_array().expect("a list").len(), 3);
    team.ceo.patch(&team.channel, json!({"title": "Vans", "version": 1})).await.expect(200);
    // Everybody may go by themselves; whoever is out already stays out.
    for _ in 0..2 {
        team.maker.post(&team.members(), team.change(&[], &[&other])).await.expect(200);
    }
    for _ in 0..2 {
        team.staff.post(&team.members(), team.change(&[], &[&team.staff])).await.expect(200);
    }
    team.staff.get(&team.path).await.expect(404);
    team.office.customer("Abena").post(&team.members(), team.change(&[], &[])).await.expect(404);
    let stranger = team.office.ceo("Zola");
    stranger.post(&team.members(), team.change(&[], &[&stranger])).await.expect(404);
    assert_eq!(
        team.words().await[2..],
        ["Kofi added Amina, Yaw.", "Amina took Yaw out.", "Amina named the channel “Vans”.", "Esi left.",]
    );
}

#[tokio::test]
async fn a_channel_whose_maker_has_gone_obeys_whoever_leads_and_is_in_it() {
    let team = Team::with_channel().await;
    let heir = team.office.colleague(&team.ceo, TeamRole::Manager, "Yaw");
    team.maker.post(&team.members(), team.change(&[&heir], &[])).await.expect(200);
    heir.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.expect(403);
    team.maker.post(&team.members(), team.change(&[], &[&team.maker])).await.expect(200);
    team.staff.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.expect(403);
    heir.patch(&team.channel, json!({"title": "Vans", "version": 1})).await.expect(200);
    heir.post(&team.members(), team.change(&[&team.maker], &[])).await.expect(200);
    heir.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.expect(403);
    team.maker.patch(&team.channel, json!({"title": "Trucks", "version": 2})).await.expect(200);
}

#[tokio::test]
async fn whoever_made_it_and_leads_no_more_only_goes() {
    let team = Team::with_channel().await;
    let mut actor = team.maker.actor.clone();
    if let Actor::User(user) = &mut actor {
        user.membership.as_mut().expect("a team").team_role = TeamRole::Staff;
    }
    let demoted = team.office.app.client_of(actor);
    demoted.post(&team.members(), team.change(&[&team.ceo], &[])).await.expect(403);
    demoted.post(&team.members(), team.change(&[], &[&team.staff])).await.expect(403);
    demoted.patch(&team.channel, json!({"title": "Mine", "version": 1})).await.expect(403);
    assert_eq!(team.words().await.len(), 2);
    let own = json!({"remove": [demoted.user_id().to_string().to_uppercase()]});
    assert_eq!(demoted.post(&team.members(), own).await.expect(200).data(), json!([]));
}

#[tokio::test]
async fn nobody_brings_themselves_back_while_they_are_taken_out() {
    let team = Team::with_channel().await;
    team.maker.post(&team.members(), team.change(&[&team.ceo], &[])).await.expect(200);
    let members = team.members();
    for _ in 0..5 {
        let (out, back) = tokio::join!(
            team.ceo.post(&members, team.change(&[], &[&team.maker])),
            team.maker.post(&members, team.change(&[&team.maker], &[])),
        );
        out.expect(200);
        // Before it they were in; after it there is nothing for them.
        assert!([200, 404].contains(&back.status.as_u16()), "{}", back.status);
        team.maker.get(&team.path).await.expect(404);
        team.ceo.post(&members, team.change(&[&team.maker], &[])).await.expect(200);
    }
}

#[tokio::test]
async fn whoever_is_out_hears_nothing_more_and_whoever_comes_back_has_read_all() {
    let team = Team::with_channel().await;
    team.office.take_heard("conversation.updated");
    team.office.take_heard("message.sent");
    team.maker.post(&team.members(), team.change(&[], &[&team.staff])).await.expect(200);
    let own = Room::User(team.staff.user_id());
    assert!(team.office.take_heard("conversation.updated").iter().any(|(rooms, _)| rooms.contains(&own)));
    assert!(team.office.take_heard("message.sent").iter().all(|(rooms, _)| !rooms.contains(&own)));
    team.maker.post(&team.path, text("phone-0001", "Between us")).await.expect(201);
    assert!(team.office.take_heard("message.sent").iter().all(|(rooms, _)| !rooms.contains(&own)));
    team.staff.get(&team.path).await.expect(404);
    assert_eq!(team.staff.get("/api/v1/messages/conversations").await.expect(200).data(), json!([]));
    team.maker.post(&team.members(), team.change(&[&team.staff], &[])).await.expect(200);
    let mine = team.staff.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(mine[0]["unread"], 0);
    let heard = team.office.take_heard("message.sent");
    assert!(heard.iter().any(|(rooms, body)| rooms.contains(&own) && body["detail"]["news"] == "ADDED"));
}

#[tokio::test]
async fn places_stay_without_gaps_while_everybody_changes_something_at_once() {
    let team = Team::with_channel().await;
    let newcomers: Vec<Client> =
        (0..6).map(|n| team.office.colleague(&team.ceo, TeamRole::Staff, &format!("Person {n}"))).collect();
    let members = team.members();
    let adds = (0..24).map(|n| team.maker.post(&members, team.change(&[&newcomers[n % 6]], &[])));
    let writes = (0..24).map(|n| team.staff.post(&team.path, text(&format!("phone-{n:04}"), "hello")));
    let (added, written) = tokio::join!(join_all(adds), join_all(writes));
    for reply in added {
        reply.expect(200);
    }
    for reply in written {
        reply.expect(201);
    }
    let words = team.words().await;
    assert_eq!(words.iter().filter(|words| *words == "hello").count(), 24);
    assert_eq!(words.iter().filter(|words| words.starts_with("Kofi added Person")).count(), 6, "{words:?}");
    assert_eq!(words.len(), 2 + 24 + 6);
}

#[tokio::test]
async fn of_two_who_name_a_channel_at_once_one_is_told_that_it_is_another_by_now() {
    let team = Team::with_channel().await;
    team.maker.patch(&team.channel, json!({"title": "Vans"})).await.expect(428);
    team.maker.post(&team.members(), team.change(&[&team.ceo], &[])).await.expect(200);
    let named = |title: &'static str| json!({"title": title, "version": 1});
    let answers = tokio::join!(
        team.maker.patch(&team.channel, named("Vans")),
        team.ceo.patch(&team.channel, named("Trucks")),
    );
    let (won, lost) = if answers.0.status == 200 { answers } else { (answers.1, answers.0) };
    let won = won.expect(200).data();
    assert_eq!(won["version"], 2);
    let told = lost.expect(409).json();
    assert_eq!(
        told["meta"]["current"],
        json!({"title": won["title"], "closed": false, "version": 2}),
        "what stands now: {told}"
    );
    let again = json!({"title": won["title"], "version": 1});
    assert_eq!(team.maker.patch(&team.channel, again).await.expect(200).data()["version"], 2, "a retry");
    let by_tag = team.ceo.clone().with_header("if-match", "\"v2\"");
    assert_eq!(
        by_tag.patch(&team.channel, json!({"title": "Deliveries"})).await.expect(200).data()["version"],
        3
    );
}

#[tokio::test]
async fn a_closed_channel_is_read_and_opens_again() {
    let team = Team::with_channel().await;
    for _ in 0..2 {
        assert_eq!(
            team.maker.patch(&team.channel, json!({"closed": true, "version": 1})).await.expect(200).data()["closed"],
            true
        );
    }
    team.staff.post(&team.path, text("phone-0001", "hello")).await.expect(409);
    team.maker.post(&team.members(), team.change(&[&team.ceo], &[])).await.expect(409);
    team.staff.get(&team.path).await.expect(200);
    team.maker
        .patch(&team.channel, json!({"closed": false, "title": "Deliveries", "version": 2}))
        .await
        .expect(200);
    team.staff.post(&team.path, text("phone-0001", "hello")).await.expect(201);
    assert_eq!(
        team.words().await[2..],
        ["Kofi closed the channel.", "Kofi opened the channel again.", "hello"]
    );
}

#[tokio::test]
async fn nobody_changes_or_removes_what_the_program_said() {
    let team = Team::with_channel().await;
    let message = format!("{}/messages/1", team.path);
    team.maker.patch(&message, json!({"text": "Not I", "version": 1})).await.expect(403);
    team.maker.delete(&message).await.expect(403);
    assert_eq!(team.words().await[0], "Kofi made the channel “Deliveries”.");
}

#[tokio::test]
async fn it_all_works_as_forms_and_in_the_readers_language() {
    let team = Team::with_channel().await;
    let new = "/messages/channels/new";
    assert!(team.ceo.get("/messages").await.expect(200).text().contains(new));
    assert!(!team.staff.get("/messages").await.expect(200).text().contains(new));
    let maker = team.maker.user_id().to_string();
    let refused = team.ceo.form(new, &[("title", ""), ("add", &maker)]).await.expect(422).text();
    assert!(refused.contains("href=\"#title\""), "the field is named");
    assert!(refused.contains(&format!("value=\"{maker}\" checked")), "the choice is kept");
    let fields = [("title", "Board <b>"), ("add", maker.as_str()), ("key", "form-key-0001")];
    let made = team.ceo.form(new, &fields).await.expect(303).header("location").to_owned();
    assert_eq!(team.ceo.form(new, &fields).await.expect(303).header("location"), made, "twice is once");
    let french = team.ceo.clone().with_header("accept-language", "fr");
    let page = french.get(&made).await.expect(200).text();
    assert!(page.contains("Amina a créé le canal « Board &#60;b&#62; »."), "{page}");
    let settings = format!("{made}/channel");
    assert!(page.contains(&settings));
    let refused = team.ceo.form(&settings, &[("title", " ")]).await.expect(422).text();
    assert!(refused.contains("title-err"));
    let stale =
        team.ceo.form(&settings, &[("title", "Directors"), ("version", "7")]).await.expect(409).text();
    assert!(
        stale.contains("value=\"Directors\"") && stale.contains("name=\"version\" value=\"1\""),
        "{stale}"
    );
    team.ceo.form(&settings, &[("title", "Directors"), ("version", "1")]).await.expect(303);
    let staff = team.staff.user_id().to_string();
    team.ceo.form(&settings, &[("add", &staff)]).await.expect(303);
    assert!(team.staff.get(&settings).await.expect(200).text().contains("name=\"leave\""));
    team.ceo.form(&settings, &[("remove", &staff)]).await.expect(303);
    team.staff.get(&settings).await.expect(404);
    team.ceo.form(&settings, &[("closed", "1"), ("version", "2")]).await.expect(303);
    team.maker.form(&settings, &[("leave", "1")]).await.expect(303);
    team.maker.get(&made).await.expect(404);
    let page = team.ceo.get(&made).await.expect(200).text();
    assert!(page.contains("Kofi left.") && page.contains("Amina took Esi out."), "{page}");
}
