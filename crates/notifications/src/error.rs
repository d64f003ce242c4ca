//! What can go wrong, as far as a caller can act on it.

use platform::Error;

/// A refusal of this domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotificationsError {
    /// Nothing there, or somebody else's.
    #[error("not found")]
    NotFound,
}

impl From<NotificationsError> for Error {
    fn from(error: NotificationsError) -> Self {
        match error {
            NotificationsError::NotFound => Self::not_found("notifications"),
        }
    }
}
