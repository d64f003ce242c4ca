//! What somebody wants to send, checked as a whole before anything is stored.

use kernel::{Checks, ErrorKind, GeoPoint, ListingId, MediaId, Problem};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::message::MessageKind;
use crate::error::SOURCE;

/// Most characters of a text.
pub(crate) const LONGEST_TEXT: usize = 4_000;

/// A message as a client sends it.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"client_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "type": "TEXT", "text": "Is the maize still there?"}))]
pub(crate) struct DraftInput {
    /// Made by the client, 8–64 visible ASCII characters. Sending the same message again under the same id gets the
    /// first acknowledgement and stores nothing.
    pub client_id: Option<String>,
    /// `TEXT` unless told: `TEXT`, `MEDIA`, `VOICE_NOTE`, `LOCATION`, `LISTING_CARD`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Up to 4,000 characters. Pictures, places and cards may come with words too.
    pub text: Option<String>,
    /// `seq` of the message that this one answers.
    pub reply_to: Option<i64>,
    /// Of a `MEDIA` or `VOICE_NOTE`: the id that the upload was given.
    pub file_id: Option<String>,
    /// Of a `LOCATION`: degrees north.
    pub latitude: Option<f64>,
    /// Of a `LOCATION`: degrees east.
    pub longitude: Option<f64>,
    /// Of a `LISTING_CARD`.
    pub listing_id: Option<String>,
}

/// What a message carries besides words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Nothing.
    Text,
    /// A picture that was uploaded to this conversation.
    Picture(MediaId),
    /// A voice note that was uploaded to this conversation.
    Voice(MediaId),
    /// A place.
    Place(GeoPoint),
    /// A listing.
    Listing(ListingId),
}

/// A message that keeps every rule which can be told without looking anything up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// See [`DraftInput::client_id`].
    pub client_id: String,
    /// Clean text.
    pub text: String,
    /// What else.
    pub content: Content,
    /// Which message it answers.
    pub reply_to: Option<i64>,
}

impl Draft {
    /// Checks everything at once.
    pub(crate) fn parse(input: &DraftInput) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new(SOURCE);
        let client_id = checks.required("client_id", input.client_id.as_deref()).and_then(|id| {
            let fits = (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
            if !fits {
                checks.fail("client_id", "messaging-check-client-id");
            }
            fits.then(|| id.to_owned())
        });
        let kind = match input.kind.as_deref() {
            None => Some(MessageKind::Text),
            Some(word) => checks
                .chosen("type", Some(word), "messaging-check-type")
                .filter(|kind| *kind != MessageKind::System || fail_type(&mut checks)),
        };
        let least = usize::from(kind == Some(MessageKind::Text));
        let text = checks.text("text", input.text.as_deref(), least..=LONGEST_TEXT);
        if input.reply_to.is_some_and(|seq| seq < 1) {
            checks.fail("reply_to", "messaging-check-reply");
        }
        let content = kind.and_then(|kind| content(&mut checks, input, kind));
        let draft = match (client_id, text, content) {
            (Some(client_id), Some(text), Some(content)) => {
                Some(Self { client_id, text, content, reply_to: input.reply_to })
            }
            _ => None,
        };
        checks.finish(draft)
    }

    /// The word of the database.
    pub(crate) fn kind(&self) -> MessageKind {
        match self.content {
            Content::Text => MessageKind::Text,
            Content::Picture(_) => MessageKind::Media,
            Content::Voice(_) => MessageKind::VoiceNote,
            Content::Place(_) => MessageKind::Location,
            Content::Listing(_) => MessageKind::ListingCard,
        }
    }

    /// What is stored beside the words.
    pub(crate) fn detail(&self) -> Option<Value> {
        match &self.content {
            Content::Text => None,
            Content::Picture(id) | Content::Voice(id) => Some(json!({"file_id": id})),
            Content::Place(point) => {
                Some(json!({"latitude": point.latitude(), "longitude": point.longitude()}))
            }
            Content::Listing(id) => Some(json!({"listing_id": id})),
        }
    }
}

/// Only the program speaks as the system.
fn fail_type(checks: &mut Checks) -> bool {
    checks.fail("type", "messaging-check-type");
    false
}

fn content(checks: &mut Checks, input: &DraftInput, kind: MessageKind) -> Option<Content> {
    let wanted = |kinds: &[MessageKind]| kinds.contains(&kind);
    let with_file = wanted(&[MessageKind::Media, MessageKind::VoiceNote]);
    let given = [
        ("file_id", input.file_id.is_some(), with_file),
        ("latitude", input.latitude.is_some(), wanted(&[MessageKind::Location])),
        ("longitude", input.longitude.is_some(), wanted(&[MessageKind::Location])),
        ("listing_id", input.listing_id.is_some(), wanted(&[MessageKind::ListingCard])),
    ];
    for (field, is_there, is_wanted) in given {
        if is_there && !is_wanted {
            checks.fail(field, "messaging-check-other-type");
        } else if is_wanted && !is_there {
            checks.fail(field, "platform-check-required");
        }
    }
    match kind {
        MessageKind::Text => Some(Content::Text),
        MessageKind::Media | MessageKind::VoiceNote => {
            let id = checks.chosen("file_id", input.file_id.as_deref(), "messaging-check-file")?;
            Some(if kind == MessageKind::Media { Content::Picture(id) } else { Content::Voice(id) })
        }
        MessageKind::Location => match GeoPoint::new(input.latitude?, input.longitude?) {
            Ok(point) => Some(Content::Place(point)),
            Err(_) => {
                checks.add(
                    Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-place").field("latitude"),
                );
                None
            }
        },
        MessageKind::ListingCard => {
            let id = checks.chosen("listing_id", input.listing_id.as_deref(), "messaging-check-listing")?;
            Some(Content::Listing(id))
        }
        MessageKind::System => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(input: &DraftInput) -> Vec<String> {
        match Draft::parse(input) {
            Ok(draft) => vec![format!("{} {:?}", draft.kind().as_str(), draft.text)],
            Err(problems) => {
                problems.iter().map(|p| format!("{} {}", p.field.as_deref().unwrap_or("-"), p.text)).collect()
            }
        }
    }

    fn text(text: &str) -> DraftInput {
        DraftInput {
            client_id: Some("client-1".to_owned()),
            text: Some(text.to_owned()),
            ..DraftInput::default()
        }
    }

    #[test]
    fn words_are_cleaned_and_measured_in_characters() {
        assert_eq!(told(&text(" Bon\u{0301}jour \u{202E}evil\u{0007} ")), ["TEXT \"Bońjour evil\""]);
        assert_eq!(told(&text(&"ي".repeat(4000))).len(), 1);
        assert_eq!(told(&text(&"ي".repeat(4001))), ["text platform-check-too-long"]);
        assert_eq!(told(&text(" \u{202E} ")), ["text platform-check-required"]);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let input = DraftInput {
            client_id: Some("x".to_owned()),
            kind: Some("LOCATION".to_owned()),
            latitude: Some(91.0),
            listing_id: Some("1".to_owned()),
            reply_to: Some(0),
            ..DraftInput::default()
        };
        assert_eq!(
            told(&input),
            [
                "client_id messaging-check-client-id",
                "reply_to messaging-check-reply",
                "longitude platform-check-required",
                "listing_id messaging-check-other-type",
            ]
        );
    }

    #[test]
    fn nobody_speaks_as_the_system() {
        let input = DraftInput { kind: Some("SYSTEM".to_owned()), ..text("hello") };
        assert_eq!(told(&input)[0], "type messaging-check-type");
    }
}
