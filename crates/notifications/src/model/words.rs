//! Titles and bodies: made from kind, data and count whenever they are read, in the reader's language.

use std::collections::BTreeMap;

use kernel::{Arg, Language, UserId};
use platform::i18n::Texts;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kind::Kind;

/// What a sentence speaks of, and the ids of what it is about: texts and whole numbers by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<String, Value>);

impl Facts {
    /// With a text.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl ToString) -> Self {
        self.0.insert(name.to_owned(), Value::String(value.to_string()));
        self
    }

    /// The text of this name; empty if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// Who its person is.
    #[must_use]
    pub fn person(&self) -> Option<UserId> {
        self.get("person_id").parse().ok()
    }

    /// With the name that its person has now, and no other; none when the account is gone.
    pub fn name_person(&mut self, name: Option<&str>) {
        self.0.remove("person");
        if let Some(name) = name {
            self.0.insert("person".to_owned(), Value::String(name.to_owned()));
        }
    }

    /// As the API shows it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(name, value)| (name.clone(), value.clone())).collect())
    }
}

/// A name that a sentence may speak of. Fluent knows its values by names that live as long as the program.
const SPOKEN: [&str; 6] = ["business", "person", "listing", "other", "search", "reason"];

/// A notification in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub title: String,
    /// A sentence or two.
    pub body: String,
}

/// Reasons of security alerts that have sentences of their own.
pub(super) const ALERTS: [&str; 4] =
    ["REFRESH_TOKEN_REUSED", "CONTACT_ADDED", "CONTACT_CHANGED", "CONTACT_REMOVED"];

/// A piece of a sentence: a name as somebody has written it, or our own words around names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What stands there.
    pub text: String,
    /// Whether it is a name, which may be of another direction than the sentence.
    pub is_name: bool,
}

/// A notification in pieces, for pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// One line.
    pub title: Vec<Piece>,
    /// A sentence or two.
    pub body: Vec<Piece>,
}

/// Stand around names until a sentence is taken to pieces.
const MARKS: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Says it.
#[must_use]
pub fn say(texts: &Texts, language: Language, kind: Kind, facts: &Facts, count: i64) -> Words {
    sentences(texts, language, kind, (facts, count), str::to_owned)
}

/// Says it in pieces: so a name of another direction turns nothing on a page but itself.
#[must_use]
pub fn say_in_pieces(texts: &Texts, language: Language, kind: Kind, facts: &Facts, count: i64) -> Pieces {
    let [before, after] = MARKS;
    let marked = |name: &str| format!("{before}{}{after}", name.replace(MARKS, ""));
    let words = sentences(texts, language, kind, (facts, count), marked);
    Pieces { title: pieces(&words.title), body: pieces(&words.body) }
}

/// Every second piece stands between marks.
fn pieces(sentence: &str) -> Vec<Piece> {
    let all = sentence.split(MARKS).enumerate();
    let said = all.filter(|(_, text)| !text.is_empty());
    said.map(|(at, text)| Piece { text: text.to_owned(), is_name: at % 2 == 1 }).collect()
}

fn sentences(
    texts: &Texts,
    language: Language,
    kind: Kind,
    (facts, count): (&Facts, i64),
    written: impl Fn(&str) -> String,
) -> Words {
    let mut args: Vec<(&'static str, Arg)> = vec![("n", Arg::Number(count))];
    let spoken = |name| match (name, facts.get(name)) {
        ("person", "") => texts.get(language, "notifications-person-gone"),
        (_, text) => written(text),
    };
    args.extend(SPOKEN.map(|name| (name, Arg::Text(spoken(name)))));
    let text = kind.text();
    // What went wrong decides the sentence where there is something to be said of it.
    let body = match kind {
        Kind::SecurityAlert if ALERTS.contains(&facts.get("reason")) => {
            format!("{text}-{}", facts.get("reason").to_lowercase().replace('_', "-"))
        }
        Kind::ListingRejected if !facts.get("reason").is_empty() => format!("{text}-reason"),
        _ => format!("{text}-body"),
    };
    Words {
        title: texts.with(language, &format!("{text}-title"), &args),
        body: texts.with(language, &body, &args),
    }
}

/// The page that a notification leads to; one that counts several leads to where all of them stand.
#[must_use]
pub fn link(kind: Kind, facts: &Facts, count: i64) -> String {
    let listing = || format!("/listings/{}", facts.get("listing_id"));
    match kind {
        Kind::ConnectionRequested | Kind::ConnectionReminded => "/connections?tab=received".to_owned(),
        Kind::ConnectionAccepted if count > 1 => "/connections?tab=connected".to_owned(),
        Kind::ConnectionAccepted => format!("/connections/{}", facts.get("connection_id")),
        Kind::ConnectionDeclined => "/connections".to_owned(),
        Kind::MatchSuggested if count > 1 => "/connections".to_owned(),
        Kind::MatchSuggested => match facts.get("slug") {
            "" => "/connections".to_owned(),
            slug => format!("/b/{slug}"),
        },
        Kind::SearchMatched => facts.get("url").to_owned(),
        Kind::MessageSent => format!("/messages/{}", facts.get("conversation_id")),
        // Where a team decides who answers: not all of them are in the conversation.
        Kind::ConversationAssigned if count > 1 => "/messages/desk".to_owned(),
        Kind::ConversationAssigned | Kind::ConversationEscalated => {
            format!("/messages/desk/{}", facts.get("conversation_id"))
        }
        Kind::ListingExpiring if !facts.get("renewal_path").is_empty() => {
            facts.get("renewal_path").to_owned()
        }
        Kind::ListingMatched if count > 1 => format!("{}/statistics#matches", listing()),
        Kind::ListingMatched => format!("/listings/{}", facts.get("other_id")),
        Kind::ListingApproved if count > 1 => "/listings/mine".to_owned(),
        Kind::ListingExpiring | Kind::ListingApproved | Kind::ListingRejected => listing(),
        Kind::ListingExpired => "/listings/mine".to_owned(),
        Kind::BusinessVerified => format!("/b/{}", facts.get("slug")),
        Kind::SecurityAlert => "/account#sessions".to_owned(),
        Kind::Digest | Kind::Other => "/notifications".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::examples;
    use super::*;

    #[test]
    fn every_kind_is_said_in_every_language_for_one_and_for_many() {
        let texts = Texts::new([&*crate::TEXTS]);
        for language in Language::ALL {
            for kind in Kind::ALL {
                for facts in examples(*kind) {
                    for count in [1, 2, 5, 11, 100] {
                        let words = say(&texts, language, *kind, &facts, count);
                        for text in [&words.title, &words.body] {
                            assert!(
                                !text.is_empty() && !text.contains("notifications-"),
                                "{language} {text}"
                            );
                            assert!(!text.contains('{') && !text.contains('$'), "{language} {text}");
                        }
                        assert!(words.title.chars().count() <= 120, "{}", words.title);
                        assert!(link(*kind, &facts, count).starts_with('/'), "{kind:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn names_stand_apart_from_the_sentence() {
        let texts = Texts::new([&*crate::TEXTS]);
        let name = "مخبز \u{2068}أدوني";
        let facts = Facts::default().text("business", name).text("listing", "Maize");
        let said = |language, kind| say_in_pieces(&texts, language, kind, &facts, 1).title;
        let piece = |text: &str, is_name| Piece { text: text.to_owned(), is_name };
        let title = said(Language::En, Kind::ConnectionRequested);
        assert_eq!(title, [piece("مخبز أدوني", true), piece(" wants to connect with you", false)]);
        let title = said(Language::En, Kind::ListingExpiring);
        assert_eq!(title, [piece("“", false), piece("Maize", true), piece("” ends soon", false)]);
        let nobody = said(Language::En, Kind::MessageSent);
        assert_eq!(nobody, [piece("Somebody", false)], "our own words for who has no name");
    }

    #[test]
    fn the_team_is_led_to_the_desk_and_a_reader_to_the_words() {
        let facts = Facts::default().text("conversation_id", "x");
        assert_eq!(link(Kind::ConversationAssigned, &facts, 1), "/messages/desk/x");
        assert_eq!(link(Kind::ConversationEscalated, &facts, 1), "/messages/desk/x");
        assert_eq!(link(Kind::MessageSent, &facts, 1), "/messages/x");
    }

    #[test]
    fn one_match_leads_to_the_other_listing_and_several_to_the_list_of_them() {
        let facts = Facts::default().text("listing_id", "mine").text("other_id", "theirs");
        assert_eq!(link(Kind::ListingMatched, &facts, 1), "/listings/theirs");
        assert_eq!(link(Kind::ListingMatched, &facts, 3), "/listings/mine/statistics#matches");
    }

    #[test]
    fn a_burst_is_counted_and_a_reason_is_told() {
        let texts = Texts::new([&*crate::TEXTS]);
        let facts = Facts::default().text("business", "Adunni Grains");
        let one = say(&texts, Language::En, Kind::ConnectionRequested, &facts, 1);
        let five = say(&texts, Language::En, Kind::ConnectionRequested, &facts, 5);
        assert!(one.title.contains("Adunni Grains"), "{}", one.title);
        assert!(five.title.contains('5') && !five.title.contains("Adunni"), "{}", five.title);
        let refused = Facts::default().text("listing", "Maize").text("reason", "The photo is of a phone.");
        let words = say(&texts, Language::En, Kind::ListingRejected, &refused, 1);
        assert!(words.body.contains("The photo is of a phone."), "{}", words.body);
    }
}
