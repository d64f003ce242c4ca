//! Every template rendered from samples in every language.

use askama::Template;
use kernel::Language;
use serde_json::json;
use uuid::Uuid;
use web::{View, samples};

use super::actions::ActionsPage;
use super::bubble::{Bubble, bubbles};
use super::chat::{ChatPage, Typed};
use super::contact::ContactPage;
use super::list::{ListPage, Row};
use crate::api::bodies::{MemberBody, MessageBody, ReactionBody};

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
        removed_by: (seq == 4).then_some("SENDER"),
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
        check(&list([0, 1, 2, 3, 11, 100].map(rows).to_vec(), true), language);
        let chat = |bubbles: Vec<Bubble>, may_write: bool, error: &str| ChatPage {
            id: id(1),
            title: "Adunni <wax>".to_owned(),
            slug: "adunni".to_owned(),
            presence: String::new(),
            bubbles,
            earlier: "/messages/x?before=1".to_owned(),
            is_past: !may_write,
            may_write,
            muted: may_write,
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
        let html = check(&chat(said(&view), true, "Too long <wax>"), language);
        assert!(!html.contains("javascript:"), "only our own addresses");
        check(&chat(Vec::new(), false, ""), language);
        for bubble in said(&view) {
            let reasons = vec![("SPAM", "Spam".to_owned())];
            let may_edit = bubble.own;
            let page = ActionsPage {
                id: id(1),
                bubble,
                emoji: ["👍", "❤️", "😂", "😮", "🙏", "👎"],
                may_edit,
                error: "<wax>".to_owned(),
                reasons,
                view: view.clone(),
            };
            check(&page, language);
        }
        let contact = ContactPage {
            slug: "adunni".to_owned(),
            name: "Adunni <wax>".to_owned(),
            verified: true,
            listing: id(9).to_string(),
            about: "<wax>".to_owned(),
            key: "key".to_owned(),
            text: "<wax>".to_owned(),
            error: "<wax>".to_owned(),
            view: view.clone(),
        };
        check(&contact, language);
    }
}

#[tokio::test]
async fn an_own_message_is_read_when_everybody_has_read_it() {
    let view = samples::ceo(&crate::TEXTS, Language::En);
    let states: Vec<&str> = said(&view).iter().filter(|one| one.own).map(|one| one.state).collect();
    assert_eq!(states, ["read", "delivered", "sent"]);
}
