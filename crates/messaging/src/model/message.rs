use chrono::{DateTime, TimeDelta, Utc};
use kernel::{ConversationId, MessageId, UserId};
use serde_json::Value;

use super::conversation::words;
use crate::error::MessagingError;

words! {
    /// What a message carries.
    MessageKind {
        /// Words.
        Text = "TEXT",
        /// A picture, perhaps with words.
        Media = "MEDIA",
        /// A recorded voice.
        VoiceNote = "VOICE_NOTE",
        /// A place on the map.
        Location = "LOCATION",
        /// A listing.
        ListingCard = "LISTING_CARD",
        /// What the program says.
        System = "SYSTEM",
    }
}
words! {
    /// Who took a message away.
    RemovedBy {
        /// Whoever wrote it.
        Sender = "SENDER",
        /// The platform, after a report.
        Moderation = "MODERATION",
        /// Nobody, but this reader has blocked whoever wrote it. Never stored.
        Block = "BLOCK",
        /// Nobody, but what it says cannot be opened at present. Never stored.
        Key = "KEY",
    }
}

/// How long a text may be edited.
pub(crate) const EDITABLE_FOR: TimeDelta = TimeDelta::minutes(15);
/// People who may react to one message.
pub(crate) const REACTORS: i64 = 500;

/// A message as it is now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Message {
    /// Where.
    pub conversation: ConversationId,
    /// Its place, from 1 without gaps.
    pub seq: i64,
    /// Its id.
    pub id: MessageId,
    /// Who wrote it; none for the program.
    pub sender: Option<UserId>,
    /// What it carries.
    pub kind: MessageKind,
    /// Words; empty when removed.
    pub body: String,
    /// Its words are sealed, and cannot be opened at present.
    pub locked: bool,
    /// What kinds other than text carry.
    pub detail: Option<Value>,
    /// The place of the message that it answers.
    pub reply_to: Option<i64>,
    /// When it was committed.
    pub sent_at: DateTime<Utc>,
    /// When its words were changed last.
    pub edited_at: Option<DateTime<Utc>>,
    /// When it was taken away, by whom.
    pub removed: Option<(DateTime<Utc>, RemovedBy)>,
    /// The conversation's count when it was changed last; 0 for never.
    pub change: i64,
    /// Counts edits, from 1.
    pub version: i64,
}

impl Message {
    /// Why a reader is shown nothing of it but its place.
    pub(crate) fn removed_by(&self) -> Option<&'static str> {
        let by = self.removed.map(|(_, by)| by);
        by.or(self.locked.then_some(RemovedBy::Key)).map(RemovedBy::as_str)
    }

    /// Whether `user` may give it other words now.
    pub(crate) fn check_edit(&self, user: UserId, now: DateTime<Utc>) -> Result<(), MessagingError> {
        self.check_own(user)?;
        if self.kind != MessageKind::Text {
            return Err(MessagingError::NotText);
        }
        if now >= self.sent_at + EDITABLE_FOR {
            return Err(MessagingError::EditTooLate);
        }
        Ok(())
    }

    /// Whether `user` gave it these words already by an edit of the version `expected`: a phone that did not hear the answer
    /// asks again.
    pub(crate) fn says_since(&self, user: UserId, expected: i64, words: &str) -> bool {
        self.sender == Some(user) && self.removed.is_none() && self.version > expected && self.body == words
    }

    /// Whether `user` may take it away for everybody.
    pub(crate) fn check_own(&self, user: UserId) -> Result<(), MessagingError> {
        if self.sender != Some(user) {
            return Err(MessagingError::NotYours);
        }
        if self.removed.is_some() {
            return Err(MessagingError::Removed);
        }
        Ok(())
    }
}

/// How many people reacted in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reaction {
    /// To which message.
    pub seq: i64,
    /// How.
    pub emoji: String,
    /// How many people.
    pub count: i64,
    /// Whether the asker is one of them.
    pub mine: bool,
}

/// One emoji, with its modifiers: no letters, digits, blanks or controls.
pub(crate) fn parse_emoji(text: &str) -> Option<&str> {
    let fits = (1..=10).contains(&text.chars().count());
    let is_part = |c: char| {
        matches!(u32::from(c),
            0x00A9 | 0x00AE | 0x200D | 0x203C..=0x3299 | 0xFE0F | 0x1F000..=0x1FAFF | 0xE0020..=0xE007F)
            && !c.is_alphanumeric()
    };
    let is_symbol =
        |c: char| !matches!(u32::from(c), 0x200D | 0xFE0F | 0x1F3FB..=0x1F3FF | 0xE0020..=0xE007F);
    (fits && text.chars().all(is_part) && text.chars().any(is_symbol)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        let sent_at = DateTime::from_timestamp(1_795_000_000, 0).expect("in range");
        Message {
            conversation: ConversationId(uuid::Uuid::from_u128(1)),
            seq: 1,
            id: MessageId(uuid::Uuid::from_u128(2)),
            sender: Some(UserId(uuid::Uuid::from_u128(3))),
            kind: MessageKind::Text,
            body: "Good morning".to_owned(),
            locked: false,
            detail: None,
            reply_to: None,
            sent_at,
            edited_at: None,
            removed: None,
            change: 0,
            version: 1,
        }
    }

    #[test]
    fn a_text_can_be_edited_by_its_writer_for_a_quarter_of_an_hour() {
        let (text, writer, other) =
            (message(), UserId(uuid::Uuid::from_u128(3)), UserId(uuid::Uuid::from_u128(4)));
        let last = text.sent_at + TimeDelta::seconds(899);
        assert_eq!(text.check_edit(writer, last), Ok(()));
        assert_eq!(text.check_edit(other, last), Err(MessagingError::NotYours));
        assert_eq!(text.check_edit(writer, last + TimeDelta::seconds(1)), Err(MessagingError::EditTooLate));
        let picture = Message { kind: MessageKind::Media, ..text.clone() };
        assert_eq!(picture.check_edit(writer, last), Err(MessagingError::NotText));
        let gone = Message { removed: Some((last, RemovedBy::Sender)), ..text };
        assert_eq!(gone.check_edit(writer, last), Err(MessagingError::Removed));
        let locked = Message { locked: true, ..message() };
        assert_eq!((locked.removed_by(), gone.removed_by()), (Some("KEY"), Some("SENDER")));
        assert_eq!((message().removed_by(), locked.check_own(writer)), (None, Ok(())));
    }

    #[test]
    fn an_edit_was_made_when_the_words_stand_there_since_the_version_it_meant() {
        let (writer, other) = (UserId(uuid::Uuid::from_u128(3)), UserId(uuid::Uuid::from_u128(4)));
        let edited = Message { version: 2, ..message() };
        assert!(edited.says_since(writer, 1, "Good morning"));
        assert!(!edited.says_since(other, 1, "Good morning"));
        assert!(!edited.says_since(writer, 2, "Good morning"));
        assert!(!edited.says_since(writer, 1, "Good evening"));
        let gone = Message { removed: Some((edited.sent_at, RemovedBy::Sender)), ..edited };
        assert!(!gone.says_since(writer, 1, "Good morning"));
    }

    #[test]
    fn a_reaction_is_one_emoji() {
        for good in ["👍", "❤️", "👍🏿", "👩🏾‍🌾", "🇳🇬", "✅"] {
            assert_eq!(parse_emoji(good), Some(good));
        }
        for bad in ["", "ok", "1", " ", "\u{200D}", "👍👍👍👍👍👍👍👍👍👍👍", "<b>", "\u{202E}"]
        {
            assert_eq!(parse_emoji(bad), None, "{bad:?}");
        }
    }
}
