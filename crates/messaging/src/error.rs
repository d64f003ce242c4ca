use kernel::{ErrorKind, Problem};
use platform::Error;

/// The domain's name in error envelopes.
pub(crate) const SOURCE: &str = "messaging";

/// Why something cannot be done with a conversation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MessagingError {
    /// There is none, or none that the asker may know of.
    #[error("no such conversation")]
    NotFound,
    /// What was said breaks rules.
    #[error("{} rules are broken", .0.len())]
    Invalid(Vec<Problem>),
    /// Nobody may write here any more.
    #[error("the conversation is closed")]
    Closed,
    /// The other side wants to hear nothing.
    #[error("blocked by the other side")]
    Blocked,
    /// Only whoever wrote a message may change it.
    #[error("somebody else's message")]
    NotYours,
    /// A message can be edited for a quarter of an hour.
    #[error("too old to be edited")]
    EditTooLate,
    /// It is gone already.
    #[error("the message was removed")]
    Removed,
    /// Pictures, places and cards have no words to edit.
    #[error("only texts can be edited")]
    NotText,
    /// Too many words before the first answer.
    #[error("no answer yet")]
    AwaitAnswer {
        /// Messages that may be sent before it.
        limit: i64,
    },
    /// Too many businesses were written to for the first time today.
    #[error("{limit} first contacts a day")]
    TooManyFirstContacts {
        /// The most in a day.
        limit: i64,
    },
    /// The words look like unwanted advertising.
    #[error("looks like spam")]
    LooksLikeSpam,
    /// Too many people with different reactions.
    #[error("too many reactions")]
    TooManyReactions,
    /// The voice note is too large.
    #[error("voice note too large")]
    VoiceNoteTooLarge,
    /// Some of an upload in pieces has not come yet.
    #[error("some of the upload is missing")]
    UploadIncomplete,
    /// The signed address is over or was never good.
    #[error("the address has run out")]
    LinkExpired,
    /// No agent of that team.
    #[error("not an agent")]
    NotAnAgent,
    /// Somebody else answers the customer by now.
    #[error("somebody else has the customer")]
    Taken,
    /// The state of the conversation does not allow it.
    #[error("not possible while {0}")]
    WrongState(&'static str),
}

impl From<MessagingError> for Error {
    fn from(error: MessagingError) -> Self {
        let plain = |kind, text| Problem::new(kind, SOURCE, text);
        match error {
            MessagingError::NotFound => Error::not_found(SOURCE),
            MessagingError::Invalid(problems) => Error::all(problems),
            MessagingError::Closed => {
                plain(ErrorKind::Conflict, "messaging-error-closed").code("CLOSED").into()
            }
            MessagingError::Blocked => {
                plain(ErrorKind::Forbidden, "messaging-error-blocked").code("BLOCKED").into()
            }
            MessagingError::NotYours => plain(ErrorKind::Forbidden, "messaging-error-not-yours").into(),
            MessagingError::EditTooLate => {
                plain(ErrorKind::Conflict, "messaging-error-edit-too-late").code("EDIT_TOO_LATE").into()
            }
            MessagingError::Removed => {
                plain(ErrorKind::Conflict, "messaging-error-removed").code("REMOVED").into()
            }
            MessagingError::NotText => {
                plain(ErrorKind::Conflict, "messaging-error-not-text").code("NOT_TEXT").into()
            }
            MessagingError::AwaitAnswer { limit } => {
                plain(ErrorKind::RateLimited, "messaging-error-await-answer")
                    .code("AWAIT_ANSWER")
                    .arg("limit", limit)
                    .into()
            }
            MessagingError::TooManyFirstContacts { limit } => {
                let problem = plain(ErrorKind::RateLimited, "messaging-error-first-contacts")
                    .code("TOO_MANY_FIRST_CONTACTS")
                    .arg("limit", limit);
                Error::from(problem).retry_after(3600)
            }
            MessagingError::LooksLikeSpam => plain(ErrorKind::Validation, "messaging-error-spam")
                .code("LOOKS_LIKE_SPAM")
                .field("text")
                .into(),
            MessagingError::UploadIncomplete => {
                plain(ErrorKind::Conflict, "messaging-error-upload").code("UPLOAD_INCOMPLETE").into()
            }
            MessagingError::TooManyReactions => {
                plain(ErrorKind::Conflict, "messaging-error-reactions").code("TOO_MANY_REACTIONS").into()
            }
            MessagingError::VoiceNoteTooLarge => {
                plain(ErrorKind::PayloadTooLarge, "messaging-error-voice-size").field("file").into()
            }
            MessagingError::LinkExpired => {
                plain(ErrorKind::Forbidden, "messaging-error-link").code("LINK_EXPIRED").into()
            }
            MessagingError::NotAnAgent => plain(ErrorKind::Validation, "messaging-error-agent")
                .code("NOT_AN_AGENT")
                .field("user_id")
                .into(),
            MessagingError::Taken => plain(ErrorKind::Conflict, "messaging-error-taken").code("TAKEN").into(),
            MessagingError::WrongState(state) => plain(ErrorKind::Conflict, "messaging-error-state")
                .code("WRONG_STATE")
                .arg("state", state)
                .into(),
        }
    }
}
