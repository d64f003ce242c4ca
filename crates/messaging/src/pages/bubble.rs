//! A message as a page shows it.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;
use web::View;

use crate::api::bodies::{MemberBody, MessageBody, is_text};
use crate::model::{MessageKind, Notice};

/// A message, ready to be drawn.
pub(super) struct Bubble {
    pub(super) seq: i64,
    pub(super) version: i64,
    pub(super) change: i64,
    pub(super) own: bool,
    /// What the reader's device called an own one.
    pub(super) client: String,
    /// Of somebody else, where there are several.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) kind: &'static str,
    pub(super) time: String,
    /// The same for scripts, which show it in the reader's own time.
    pub(super) iso: String,
    pub(super) edited: bool,
    /// Key of what is said in its place.
    pub(super) removed: Option<&'static str>,
    /// Emoji, how many, whether the reader's own.
    pub(super) reactions: Vec<(String, i64, bool)>,
    /// Place and beginning of the message that it answers.
    pub(super) answers: Option<(i64, String)>,
    pub(super) photo: Option<Photo>,
    /// Address and seconds.
    pub(super) voice: Option<(String, i64)>,
    /// Degrees north and east.
    pub(super) place: Option<(f64, f64)>,
    pub(super) card: Option<Card>,
    /// Of an own one: `sent`, `delivered` or `read`.
    pub(super) state: &'static str,
}

pub(super) struct Photo {
    /// Comes first, when its place is looked at.
    pub(super) small: String,
    /// As wide as its place on a phone of two pixels to the point.
    pub(super) fitting: String,
    pub(super) large: String,
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) color: String,
}

pub(super) struct Card {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) line: String,
    pub(super) photo: String,
}

/// Characters of a quoted message.
const QUOTED: usize = 80;
/// Width at which pictures are shown.
const SHOWN: i64 = 240;

/// All messages of a page; `quoted` holds those that are answered and stand elsewhere.
pub(super) fn bubbles(
    view: &View,
    messages: &[MessageBody],
    quoted: &HashMap<i64, String>,
    members: &[MemberBody],
) -> Vec<Bubble> {
    let own = view.actor().user_id().map(|user| user.0);
    let names: HashMap<Uuid, &str> =
        members.iter().map(|member| (member.user_id, member.name.as_str())).collect();
    let several = members.len() > 2;
    messages
        .iter()
        .map(|message| {
            let is_own = message.sender_id.is_some() && message.sender_id == own;
            let name = message.sender_id.filter(|_| several && !is_own).and_then(|id| names.get(&id));
            Bubble {
                seq: message.seq,
                version: message.version,
                change: message.change.unwrap_or(0),
                own: is_own,
                client: message.client_id.clone().filter(|_| is_own).unwrap_or_default(),
                name: name.map(|name| (*name).to_owned()).unwrap_or_default(),
                text: notice(view, message, &names).unwrap_or_else(|| message.text.clone()),
                kind: message.kind,
                time: view.moment(message.sent_at),
                iso: message.sent_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
                edited: message.edited_at.is_some(),
                removed: message.removed_by.map(gone),
                reactions: reactions(message),
                answers: message.reply_to.map(|seq| (seq, quoted.get(&seq).cloned().unwrap_or_default())),
                photo: photo(message),
                voice: voice(message),
                place: place(message),
                card: card(view, message),
                state: if is_own { state_of(message.seq, own, members) } else { "" },
            }
        })
        .collect()
}

/// What the program says, in the reader's language; none where it is not known who somebody is, or was.
fn notice(view: &View, message: &MessageBody, names: &HashMap<Uuid, &str>) -> Option<String> {
    let notice = Notice::read(detail(message, MessageKind::System.as_str())?)?;
    let (key, args) = notice.words(|user| names.get(&user.0).copied())?;
    Some(view.with(key, &args))
}

fn reactions(message: &MessageBody) -> Vec<(String, i64, bool)> {
    let shown = message.reactions.iter();
    shown.map(|one| (one.emoji.clone(), one.count, one.mine == Some(true))).collect()
}

/// How far an own message has come: read when everybody has read it of whom the reader may know that.
fn state_of(seq: i64, own: Option<Uuid>, members: &[MemberBody]) -> &'static str {
    let others = || members.iter().filter(|member| Some(member.user_id) != own && member.last_read.is_some());
    let all = |place: fn(&MemberBody) -> Option<i64>| {
        others().next().is_some() && others().all(|member| place(member).is_some_and(|at| at >= seq))
    };
    if all(|member| member.last_read) {
        "read"
    } else if all(|member| member.last_delivered.max(member.last_read)) {
        "delivered"
    } else {
        "sent"
    }
}

/// Why nothing is shown of a message.
pub(super) fn gone(by: &str) -> &'static str {
    match by {
        "BLOCK" => "messaging-page-hushed",
        "KEY" => "messaging-page-locked",
        _ => "messaging-page-removed",
    }
}

/// The first words of a message, or what it is.
pub(super) fn excerpt(view: &View, kind: &str, text: &str, removed_by: Option<&str>) -> String {
    if let Some(by) = removed_by {
        return view.t(gone(by));
    }
    if text.is_empty() && !is_text(kind) {
        return view.t(match kind {
            "MEDIA" => "messaging-page-photo",
            "VOICE_NOTE" => "messaging-page-voice",
            "LOCATION" => "messaging-page-place",
            _ => "messaging-page-card",
        });
    }
    text.chars().take(QUOTED).collect()
}

fn detail<'a>(message: &'a MessageBody, kind: &str) -> Option<&'a Value> {
    message.detail.as_ref().filter(|_| message.kind == kind && message.removed_by.is_none())
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or("")
}

fn photo(message: &MessageBody) -> Option<Photo> {
    let detail = detail(message, "MEDIA")?;
    let id: Uuid = text(detail, "file_id").parse().ok()?;
    let (width, height) =
        (detail["width"].as_i64().unwrap_or(4).max(1), detail["height"].as_i64().unwrap_or(3));
    // Only what is a colour goes into a style.
    let color = Some(text(detail, "color"))
        .filter(|color| color.len() == 7 && color.chars().skip(1).all(|c| c.is_ascii_hexdigit()));
    Some(Photo {
        small: format!("/messages/files/{id}/160.webp"),
        fitting: format!("/messages/files/{id}/480.webp"),
        large: format!("/messages/files/{id}/960.webp"),
        width: SHOWN,
        height: (SHOWN * height / width).clamp(40, 2 * SHOWN),
        color: color.unwrap_or("#888888").to_owned(),
    })
}

fn voice(message: &MessageBody) -> Option<(String, i64)> {
    let detail = detail(message, "VOICE_NOTE")?;
    let id: Uuid = text(detail, "file_id").parse().ok()?;
    Some((format!("/messages/files/{id}/voice"), detail["duration_ms"].as_i64().unwrap_or(0) / 1000))
}

fn place(message: &MessageBody) -> Option<(f64, f64)> {
    let detail = detail(message, "LOCATION")?;
    Some((detail["latitude"].as_f64()?, detail["longitude"].as_f64()?))
}

fn card(view: &View, message: &MessageBody) -> Option<Card> {
    let detail = detail(message, "LISTING_CARD")?;
    let id: Uuid = text(detail, "listing_id").parse().ok()?;
    let price = detail["price"]["amount_minor"].as_i64().zip(detail["price"]["currency"].as_str());
    let price = price.map(|(amount, currency)| view.money(amount, currency)).unwrap_or_default();
    let line = [price.as_str(), text(detail, "city")]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>();
    let photo = Some(text(detail, "photo_url")).filter(|url| url.starts_with("/m/"));
    Some(Card {
        href: format!("/listings/{id}"),
        title: text(detail, "title").to_owned(),
        line: line.join(" · "),
        photo: photo.unwrap_or("").to_owned(),
    })
}
