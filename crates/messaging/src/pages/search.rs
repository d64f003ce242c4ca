//! Looking for words in one's own conversations (M-13).

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{ConversationId, percent_encoded};
use platform::Result;
use platform::http::{May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::chat;
use crate::api::conversation_id;
use crate::model::Message;
use crate::ops::conversations::Listing;
use crate::rights::ReadConversation;
use crate::state::Messaging;

#[derive(Deserialize)]
pub(super) struct SearchQuery {
    q: Option<String>,
    /// Only in this one.
    conversation: Option<String>,
    cursor: Option<String>,
}

/// A part of a text: one of the words that were looked for, or what stands between.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) hit: bool,
}

/// A message that has the words.
pub(super) struct Found {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) own: bool,
    pub(super) ago: String,
    pub(super) pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "messaging/search.html")]
pub(super) struct SearchPage {
    pub(super) view: View,
    pub(super) q: String,
    /// The only conversation that is looked through, and its name; empty for all.
    pub(super) conversation: String,
    pub(super) within: String,
    /// Whether what is written now is sealed, and so not found.
    pub(super) sealed: bool,
    pub(super) found: Vec<Found>,
    pub(super) more: String,
}

const ROWS: i64 = 20;
/// Characters of what is looked for.
const LONGEST: usize = 200;
/// Characters of a message that are shown, and how many of them before the first word that was found.
const SHOWN: usize = 160;
const BEFORE: usize = 40;

pub(super) async fn search(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    QueryArgs(query): QueryArgs<SearchQuery>,
) -> Result<Response> {
    let view = view.nav("messages");
    let q: String = kernel::normalise(query.q.as_deref().unwrap_or("")).chars().take(LONGEST).collect();
    let only = query.conversation.as_deref().filter(|id| !id.is_empty()).map(conversation_id).transpose()?;
    let scope = format!("page search {q} {only:?} {:?}", actor.user_id());
    let keys = &messaging.platform.keys;
    let page = PageArgs { limit: None, cursor: query.cursor.as_deref() }.open::<Uuid>(keys, &scope, ROWS)?;
    let mut found = messaging.search_messages(&actor, only, &q, page.after, ROWS + 1).await?;
    let is_more = i64::try_from(found.len()).unwrap_or(i64::MAX) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let more = found.last().filter(|_| is_more).map(|(last, _)| {
        let cursor = platform::cursor::seal(keys, &scope, &last.id);
        format!("{}&cursor={cursor}", address(&q, only))
    });
    let mut ids: Vec<ConversationId> = found.iter().map(|(message, _)| message.conversation).collect();
    ids.extend(only);
    ids.sort_unstable();
    ids.dedup();
    let rooms = messaging.some(&actor, &ids).await?;
    let rooms: HashMap<ConversationId, Listing> =
        rooms.into_iter().map(|room| (room.entry.id, room)).collect();
    let rows = found.iter().filter_map(|(message, _)| {
        rooms.get(&message.conversation).map(|room| row(&view, message, room, &q))
    });
    view.render(&SearchPage {
        found: rows.collect(),
        conversation: only.map(|id| id.to_string()).unwrap_or_default(),
        within: only.and_then(|id| rooms.get(&id)).map(|room| room.title.clone()).unwrap_or_default(),
        sealed: messaging.vault.seals(),
        more: more.unwrap_or_default(),
        q,
        view: view.clone(),
    })
}

fn address(q: &str, only: Option<ConversationId>) -> String {
    let words = percent_encoded(q);
    match only {
        Some(id) => format!("/messages/search?q={words}&conversation={id}"),
        None => format!("/messages/search?q={words}"),
    }
}

fn row(view: &View, message: &Message, room: &Listing, q: &str) -> Found {
    let id = message.conversation;
    // In the midst of a page of its own, unless the newest page has it.
    let is_recent = room.entry.last_seq - message.seq < chat::MESSAGES;
    let upto = message.seq + chat::MESSAGES / 2;
    let place = if is_recent { String::new() } else { format!("?before={upto}") };
    Found {
        href: format!("/messages/{id}{place}#m{}", message.seq),
        title: room.title.clone(),
        own: message.sender.is_some() && message.sender == view.actor().user_id(),
        ago: view.ago(message.sent_at),
        pieces: pieces(&message.body, q),
    }
}

/// What stands around the first word that was found. As when messages are looked for, the last word may be a beginning.
fn pieces(text: &str, q: &str) -> Vec<Piece> {
    let words: Vec<String> =
        q.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let is_hit = |run: &str| {
        let run = run.to_lowercase();
        words.contains(&run) || words.last().is_some_and(|last| run.starts_with(last))
    };
    let runs: Vec<(&str, bool)> = runs(text).into_iter().map(|run| (run, is_hit(run))).collect();
    let mut from = runs.iter().position(|(_, hit)| *hit).unwrap_or(0);
    let length = |at: usize| runs.get(at).map_or(0, |(run, _)| run.chars().count());
    let mut before = 0;
    while from > 0 && before + length(from - 1) <= BEFORE {
        from -= 1;
        before += length(from);
    }
    let mut left = SHOWN;
    let mut pieces = Vec::new();
    if from > 0 {
        pieces.push(Piece { text: "… ".to_owned(), hit: false });
    }
    for (run, hit) in runs.into_iter().skip(from) {
        let shown: String = run.chars().take(left).collect();
        left -= shown.chars().count();
        if shown.len() < run.len() {
            pieces.push(Piece { text: format!("{shown}…"), hit: false });
            break;
        }
        pieces.push(Piece { text: shown, hit });
    }
    pieces
}

/// Letters and digits, and the marks above and below letters: those of Latin ones and of N'Ko.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{7eb}'..='\u{7f3}')
}

/// The text cut between words and what is none.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = is_of_word(first);
        let end = rest.find(|c: char| is_of_word(c) != is_word).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(run);
        rest = after;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, q: &str) -> String {
        let mark = |piece: Piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text };
        pieces(text, q).into_iter().map(mark).collect()
    }

    #[test]
    fn words_that_were_found_are_marked() {
        assert_eq!(
            shown("Yellow MAIZE, 40 bags of maize", "maize 40"),
            "Yellow [MAIZE], [40] bags of [maize]"
        );
        assert_eq!(shown("Good maize", "mai"), "Good [maize]", "the last word may be a beginning");
        assert_eq!(shown("ذرة صفراء", "ذرة"), "[ذرة] صفراء");
        assert_eq!(shown("Ẹ̀bà, ọ̀rọ̀ owó", "ọ̀rọ̀"), "Ẹ̀bà, [ọ̀rọ̀] owó");
        assert_eq!(shown("", "maize"), "");
        assert_eq!(shown("<b>maize</b>", "b"), "<[b]>maize</[b]>");
    }

    #[test]
    fn of_a_long_text_what_stands_around_is_shown() {
        let long = format!("{} maize {}", "a lot of other words ".repeat(20), "and still more ".repeat(40));
        let shown = shown(&long, "maize");
        assert!(shown.starts_with("… ") && shown.contains("[maize]") && shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() < SHOWN + 10, "{shown}");
    }

    #[test]
    fn addresses_keep_their_words() {
        assert_eq!(address("a&b ذ", None), "/messages/search?q=a%26b%20%D8%B0");
    }
}
