//! Every template rendered from samples in every language.

use askama::Template;
use kernel::Language;
use serde_json::json;
use uuid::Uuid;
use web::{View, samples};

use super::actions::ActionsPage;
use super::beside::Beside;
use super::bubble::{Bubble, bubbles};
use super::chat::{ChatPage, Typed};
use super::contact::ContactPage;
use super::export::{ExportPage, Stage};
use super::list::{ListPage, Row};
use super::listings::{ListingsPage, Offered};
use super::people::{PeoplePage, Person};
use super::reports::{self, Line, ReportsPage};
use super::search::{Found, Piece, SearchPage};
use crate::api::bodies::{MemberBody, MessageBody, ReactionBody};
use crate::inbox::store::Canned;

fn check(page: &impl Template, language: Language) -> String {
    let html = page.render().expect("the template renders");
    assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
    assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
    assert!(!html.contains("<wax>"), "contents are escaped");
    html
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn message(
    seq: i64,
    sender: Option<Uuid>,
    kind: &'static str,
    detail: Option<serde_json::Value>,
) -> MessageBody {
    MessageBody {
        conversation_id: id(1),
        seq,
        id: id(100),
        client_id: None,
        sender_id: sender,
        kind,
        text: if kind == "TEXT" { "Is the <wax> still there?".to_owned() } else { String::new() },
        detail,
        reply_to: (seq == 3).then_some(1),
        sent_at: samples::now(),
        edited_at: (seq == 2).then(samples::now),
        removed_by: match seq {
            4 => Some("SENDER"),
            10 => Some("BLOCK"),
            11 => Some("KEY"),
            _ => None,
        },
        reactions: vec![ReactionBody { emoji: "👍".to_owned(), count: 2, mine: Some(true) }],
        change: None,
        version: 1,
    }
}

fn member(user: Uuid, name: &str, at: i64) -> MemberBody {
    MemberBody {
        user_id: user,
        name: name.to_owned(),
        role: "MEMBER",
        business_id: None,
        last_delivered: Some(at + 1),
        last_read: Some(at),
        online: Some(true),
        away: Some(false),
        last_seen_at: Some(samples::now()),
    }
}

fn said(view: &View) -> Vec<Bubble> {
    let own = view.actor().user_id().map(|user| user.0).expect("a signed-in sample");
    let members = [member(own, "Amina", 9), member(id(2), "Kwame <wax>", 1), member(id(3), "Zola", 5)];
    let file = json!({"file_id": id(7), "width": 960, "height": 720, "color": "#c9a063"});
    let messages = [
        message(1, Some(own), "TEXT", None),
        message(2, Some(own), "TEXT", None),
        message(3, Some(id(2)), "TEXT", None),
        message(4, Some(id(2)), "TEXT", None),
        message(5, Some(id(2)), "MEDIA", Some(file)),
        message(6, Some(own), "VOICE_NOTE", Some(json!({"file_id": id(8), "duration_ms": 4200}))),
        message(7, Some(id(2)), "LOCATION", Some(json!({"latitude": 6.45, "longitude": 3.39}))),
        message(
            8,
            Some(id(2)),
            "LISTING_CARD",
            Some(
                json!({"listing_id": id(9), "title": "Pagne <wax>", "city": "Lagos", "photo_url": "javascript:alert(1)",
                        "price": {"amount_minor": 5000, "currency": "NGN"}}),
            ),
        ),
        message(9, None, "SYSTEM", None),
        message(10, Some(id(2)), "TEXT", None),
        message(11, Some(id(2)), "TEXT", None),
    ];
    let quoted = [(1, "Is the <wax> still there?".to_owned())].into_iter().collect();
    bubbles(view, &messages, &quoted, &members)
}

#[tokio::test]
async fn every_page_speaks_every_language() {
    for language in Language::ALL {
        let view = samples::ceo(&crate::TEXTS, language);
        let rows = |unread| Row {
            href: "/messages/x".to_owned(),
            title: "Adunni <wax>".to_owned(),
            line: "Is the <wax> there?".to_owned(),
            own: unread == 0,
            ago: "2 min".to_owned(),
            unread,
            muted: unread == 3,
            closed: unread == 100,
        };
        let list = |rows: Vec<Row>, archived: bool| ListPage {
            rows,
            archived,
            more: "/messages?cursor=x".to_owned(),
            view: view.clone(),
        };
        check(&list(Vec::new(), false), language);
        let html = check(&list([0, 1, 2, 3, 11, 100].map(rows).to_vec(), true), language);
        assert!(!html.contains("/messages/reports"), "that is for moderators");
        let admin = ListPage { view: samples::admin(&crate::TEXTS, language), ..list(Vec::new(), false) };
        assert!(check(&admin, language).contains("/messages/reports"));
        let chat = |bubbles: Vec<Bubble>, may_write: bool, error: &str| ChatPage {
            id: id(1),
            title: "Adunni <wax>".to_owned(),
            slug: "adunni".to_owned(),
            presence: String::new(),
            bubbles,
            is_channel: may_write,
            earlier: "/messages/x?before=1".to_owned(),
            is_past: !may_write,
            may_write,
            closed: "messaging-page-closed",
            beside: Beside {
                team: true,
                customer: "Zola <wax>".to_owned(),
                may_take: !may_write,
                agent: "1".to_owned(),
                ready: vec![Canned {
                    id: id(1),
                    shortcut: "hours <wax>".to_owned(),
                    body: "<wax>".to_owned(),
                    version: 1,
                }],
            },
            muted: may_write,
            hidden: may_write.then_some(true),
            archived: !may_write,
            answered: "<wax>".to_owned(),
            typed: Typed {
                reply_to: Some(3),
                text: "<wax>".to_owned(),
                error: error.to_owned(),
                ..Typed::default()
            },
            state: json!({"title": "<wax>\"'"}).to_string(),
            view: view.clone(),
        };
        for closed in ["messaging-page-closed", "messaging-page-inbox-closed"] {
            let page = ChatPage { closed, beside: Beside::default(), ..chat(Vec::new(), false, "") };
            assert!(check(&page, language).contains("data-closed"));
        }
        let html = check(&chat(said(&view), true, "Too long <wax>"), language);
        assert!(!html.contains("javascript:"), "only our own addresses");
        for gone in ["removed", "hushed", "locked"] {
            assert!(html.contains(&view.t(&format!("messaging-page-{gone}"))), "{gone} {language}");
        }
        check(&chat(Vec::new(), false, ""), language);
        for bubble in said(&view) {
            let reasons = vec![("SPAM", "Spam".to_owned())];
            let may_edit = bubble.own;
            let page = ActionsPage {
                id: id(1),
                bubble,
                emoji: ["👍", "❤️", "😂", "😮", "🙏", "👎"],
                may_edit,
                words: "<wax>".to_owned(),
                error: "<wax>".to_owned(),
                reasons,
                report: ("SPAM".to_owned(), "<wax>".to_owned()),
                writer: (!may_edit).then(|| person(true)),
                view: view.clone(),
            };
            check(&page, language);
            check(&ActionsPage { writer: Some(person(false)), ..page }, language);
        }
        let contact = ContactPage {
            slug: "adunni".to_owned(),
            name: "Adunni <wax>".to_owned(),
            verified: true,
            listing: id(9).to_string(),
            about: "<wax>".to_owned(),
            key: "key".to_owned(),
            topics: vec![("Prices".to_owned(), "Prices <wax>".to_owned())],
            topic: "Prices".to_owned(),
            text: "<wax>".to_owned(),
            error: "<wax>".to_owned(),
            view: view.clone(),
        };
        check(&contact, language);
    }
}

fn person(blocked: bool) -> Person {
    Person { id: id(2), name: "Kwame <wax>".to_owned(), blocked, since: "2 min".to_owned() }
}

#[tokio::test]
async fn pages_of_safety_and_search_speak_every_language() {
    for language in Language::ALL {
        let view = samples::ceo(&crate::TEXTS, language);
        for people in [vec![person(true), person(false)], Vec::new()] {
            let page = PeoplePage {
                title: "<wax>".to_owned(),
                action: "/messages/blocked".to_owned(),
                back: ("/messages".to_owned(), "<wax>".to_owned()),
                nobody: ("<wax>".to_owned(), "<wax>".to_owned()),
                more: "/messages/blocked?cursor=x".to_owned(),
                people,
                view: view.clone(),
            };
            check(&page, language);
        }
        let line = |reported| Line { name: "<wax>".to_owned(), text: "<wax>".to_owned(), reported };
        let row = || reports::Row {
            id: id(4),
            reason: view.t("messaging-page-reason-fraud"),
            note: "<wax>".to_owned(),
            by: "<wax>".to_owned(),
            ago: "2 min".to_owned(),
            lines: vec![line(false), line(true)],
        };
        for rows in [vec![row()], Vec::new()] {
            check(&ReportsPage { rows, more: String::new(), view: view.clone() }, language);
        }
        let found = || Found {
            href: "/messages/x#m1".to_owned(),
            title: "<wax>".to_owned(),
            own: true,
            ago: "2 min".to_owned(),
            pieces: vec![
                Piece { text: "Yellow <".to_owned(), hit: false },
                Piece { text: "wax>".to_owned(), hit: true },
            ],
        };
        for (found, conversation) in [(vec![found()], ""), (Vec::new(), "x")] {
            let page = SearchPage {
                q: "<wax>".to_owned(),
                conversation: conversation.to_owned(),
                within: "<wax>".to_owned(),
                sealed: conversation.is_empty(),
                found,
                more: String::new(),
                view: view.clone(),
            };
            let html = check(&page, language);
            assert_eq!(html.contains(&view.t("messaging-page-search-sealed")), page.sealed);
            assert_eq!(html.contains("<mark class=\"hit\">wax&#62;</mark>"), conversation.is_empty());
        }
        for (stage, word) in [
            (Stage::Waiting(40), "look"),
            (Stage::Ready(1_234_500), "ready"),
            (Stage::Failed, "failed"),
            (Stage::Gone, "gone"),
        ] {
            let back = ("/messages".to_owned(), "<wax>".to_owned());
            let html = check(&ExportPage { id: id(5), back, stage, view: view.clone() }, language);
            assert!(html.contains(&view.t(&format!("messaging-page-export-{word}"))), "{stage:?} {language}");
            let number = match stage {
                Stage::Waiting(percent) => percent,
                Stage::Ready(_) => 1235,
                Stage::Failed | Stage::Gone => continue,
            };
            assert!(html.contains(&view.number(number)), "{stage:?} {language}");
        }
        for key in ["blocked", "unblocked", "taken-down", "left"] {
            let key = format!("messaging-page-flash-{key}");
            assert_ne!(view.t(&key), key, "{language}");
        }
    }
}

#[tokio::test]
async fn listings_to_send_are_shown_in_every_language() {
    for language in Language::ALL {
        let view = samples::ceo(&crate::TEXTS, language);
        let page = |listings: Vec<Offered>, error: &str| ListingsPage {
            id: id(1),
            listings,
            error: error.to_owned(),
            view: view.clone(),
        };
        let offered = |photo: &str| Offered {
            id: id(9),
            title: "Pagne <wax>".to_owned(),
            price: view.t("web-price-open"),
            photo: photo.to_owned(),
            key: id(10),
        };
        let html = check(&page(vec![offered(""), offered("/m/1/160.webp")], "<wax>"), language);
        assert_eq!(html.matches("name=\"listing_id\"").count(), 2);
        let html = check(&page(Vec::new(), ""), language);
        assert!(html.contains(&view.t("messaging-page-listing-none-title")), "{language}");
        let key = "messaging-check-own-listing";
        assert_ne!(view.t(key), key, "{language}");
    }
}

#[tokio::test]
async fn an_own_message_is_read_when_everybody_has_read_it() {
    let view = samples::ceo(&crate::TEXTS, Language::En);
    let states: Vec<&str> = said(&view).iter().filter(|one| one.own).map(|one| one.state).collect();
    assert_eq!(states, ["read", "delivered", "sent"]);
}

#[tokio::test]
async fn who_saves_data_is_shown_no_picture_before_tapping() {
    let mut view = samples::ceo(&crate::TEXTS, Language::En);
    let page = |view: &View| {
        let bubble = said(view).into_iter().find(|bubble| bubble.photo.is_some()).expect("a photo");
        let page = ActionsPage {
            id: id(1),
            bubble,
            emoji: ["👍", "❤️", "😂", "😮", "🙏", "👎"],
            may_edit: false,
            words: String::new(),
            error: String::new(),
            reasons: Vec::new(),
            report: (String::new(), String::new()),
            writer: None,
            view: view.clone(),
        };
        check(&page, Language::En)
    };
    // The small one first; the script puts the fitting one into its place.
    assert!(page(&view).contains(r#"/160.webp" data-large="/messages/files/"#));
    view.data_saver = true;
    let html = page(&view);
    assert!(!html.contains("<img") && html.contains(r#"data-src="/messages/files/"#), "{html}");
}
