//! Looking for words in one's own conversations (M-13).

use kernel::{Actor, ConversationId};
use platform::Result;
use uuid::Uuid;

use crate::error::MessagingError;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store;
use crate::store::messages::Known;

/// Words of one query.
const MOST_WORDS: usize = 8;

impl Messaging {
    /// Up to `limit` messages that have all these words (the last one may be a beginning), newest first. What is sealed is
    /// not among them.
    ///
    /// # Errors
    /// 404 for a conversation that one may not read.
    pub(crate) async fn search_messages(
        &self,
        actor: &Actor,
        conversation: Option<ConversationId>,
        words: &str,
        before: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<Known>> {
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        if let Some(id) = conversation {
            self.hall::<ReadConversation>(actor, id).await?;
        }
        let Some(query) = query_of(words) else { return Ok(Vec::new()) };
        let mut tx = self.db.begin(actor).await?;
        let found =
            store::messages::search(&mut tx, &self.vault, user, conversation, &query, before, limit).await?;
        tx.rollback().await?;
        Ok(found)
    }
}

/// The words as PostgreSQL wants them: all of them, the last as a beginning. None without any word.
///
/// Marks above and below letters stay with them, as in the Yoruba "ọ̀rọ̀": PostgreSQL counts them to the word as well. What
/// else is no letter it passes over by itself, as it does in messages.
fn query_of(words: &str) -> Option<String> {
    let words: Vec<String> = words
        .split(|c: char| c.is_whitespace() || c.is_control() || c.is_ascii_punctuation())
        .filter(|word| word.contains(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(str::to_lowercase)
        .collect();
    let (last, first) = words.split_last()?;
    let mut query: String = first.iter().map(|word| format!("'{word}' & ")).collect();
    query.push_str(&format!("'{last}':*"));
    Some(query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(query_of("Owó ọ̀rọ̀").as_deref(), Some("'owó' & 'ọ̀rọ̀':*"));
        assert_eq!(query_of("« maïs »").as_deref(), Some("'maïs':*"));
    }

    #[test]
    fn operators_and_quotes_are_no_words() {
        assert_eq!(query_of("maize 50kg").as_deref(), Some("'maize' & '50kg':*"));
        assert_eq!(query_of("it's | !a:* <-> \\").as_deref(), Some("'it' & 's' & 'a':*"));
        assert_eq!(query_of(" ' & | "), None);
        assert_eq!(query_of("ذرة صفراء").as_deref(), Some("'ذرة' & 'صفراء':*"));
        assert_eq!(query_of("« — »"), None);
    }
}
