//! The rules of conversations, without SQL and HTTP.

mod channel;
mod conversation;
mod draft;
mod message;
mod silence;
pub(crate) mod spam;

pub(crate) use channel::{MOST_MEMBERS, News, Notice, channel_title};
pub(crate) use conversation::{ConversationKind, Hall, Member, MemberRole, Standing, words};
pub(crate) use draft::{Content, Draft, DraftInput, LONGEST_TEXT};
pub(crate) use message::{EDITABLE_FOR, Message, MessageKind, REACTORS, Reaction, RemovedBy, parse_emoji};
pub(crate) use silence::Silence;

/// After what a page of a list begins: a moment and, of what happened at once, an id.
pub(crate) type Place = (chrono::DateTime<chrono::Utc>, uuid::Uuid);
