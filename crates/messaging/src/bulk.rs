//! Conversations for demo data: what was said is copied with its times, as the owner of the schema, without events.

use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, ConnectionId, ConversationId, UserId};
use platform::Result;
use platform::http::Once;
use sqlx::PgConnection;

use crate::error::MessagingError;
use crate::model::{ConversationKind, Draft, DraftInput, MemberRole};
use crate::state::Messaging;
use crate::store;
use crate::store::conversations::NewConversation;

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub sender: UserId,
    /// What.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The conversation of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Which.
    pub id: ConversationId,
    /// Of which connection.
    pub connection: ConnectionId,
    /// Who asked for it, and who was asked.
    pub sides: [BusinessId; 2],
    /// Who is in it, for which side, and how many of the messages they have read.
    pub people: Vec<(UserId, BusinessId, usize)>,
    /// In their order; at least one.
    pub said: Vec<Said>,
}

/// Writes conversations as they are to stand in the tables.
///
/// # Errors
/// When one breaks a rule of its table.
pub async fn fill(owner: &mut PgConnection, talks: &[Talk]) -> Result<()> {
    for talk in talks {
        let Some(first) = talk.said.first() else { continue };
        let new = NewConversation {
            id: talk.id,
            kind: ConversationKind::Direct,
            connection: Some(talk.connection),
            business: talk.sides[0],
            other_business: Some(talk.sides[1]),
            customer: None,
        };
        store::conversations::insert(owner, &new, first.at).await?;
        let people: Vec<_> = talk
            .people
            .iter()
            .map(|(user, business, _)| (*user, Some(*business), MemberRole::Member))
            .collect();
        store::conversations::admit(owner, talk.id, &people, first.at).await?;
        let said = talk.said.iter().map(|said| (said.sender, said.text.as_str(), said.at));
        store::post::copy(owner, talk.id, said).await?;
        for (user, _, read) in &talk.people {
            let read = i64::try_from(*read).unwrap_or(i64::MAX);
            store::marks::set(owner, talk.id, *user, read).await?;
        }
    }
    Ok(())
}

impl Messaging {
    /// Sends a picture with words as somebody in a conversation, as their phone would.
    ///
    /// # Errors
    /// What stands in the way of the sender or the picture.
    pub async fn show(&self, sender: &Actor, id: ConversationId, picture: Vec<u8>, text: &str) -> Result<()> {
        let once = Once::of_form(sender, "/messages/{id}", None)?;
        let (tx, file) = self.upload(sender, id, &once, picture, None).await?;
        tx.commit().await?;
        let input = DraftInput {
            client_id: Some(file.id.to_string()),
            kind: Some("MEDIA".to_owned()),
            text: Some(text.to_owned()),
            file_id: Some(file.id.to_string()),
            ..DraftInput::default()
        };
        let draft = Draft::parse(&input).map_err(MessagingError::Invalid)?;
        self.send(sender, id, draft).await?;
        Ok(())
    }
}
