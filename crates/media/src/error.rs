//! Why bytes did not become a picture.

use contracts::PortError;
use contracts::media::{PictureRefused, StoreError};

use crate::picture::PictureError;

/// Why a picture was not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MediaError {
    /// The bytes are not acceptable; sending them again does not help.
    #[error(transparent)]
    Refused(#[from] PictureRefused),
    /// A part is away, or a mistake of ours.
    #[error(transparent)]
    Failed(#[from] platform::Error),
}

impl From<MediaError> for platform::Error {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Refused(refused) => refused.problem().into(),
            MediaError::Failed(error) => error,
        }
    }
}

impl From<MediaError> for StoreError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Refused(refused) => Self::Refused(refused),
            MediaError::Failed(error) => Self::Port(port_error(&error)),
        }
    }
}

/// The error as another domain sees it.
pub(crate) fn port_error(error: &platform::Error) -> PortError {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    PortError { domain: "media", reason: format!("{error}{cause}") }
}

impl From<PictureError> for PictureRefused {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::Empty => Self::Empty,
            PictureError::TooManyBytes { .. } => Self::TooLarge,
            PictureError::UnsupportedKind { .. } => Self::Heic,
            PictureError::NotAPicture => Self::NotAPicture,
            PictureError::Animated => Self::Animated,
            PictureError::TooManyPixels { .. } => Self::TooManyPixels,
            PictureError::Truncated => Self::Truncated,
            PictureError::Damaged => Self::Damaged,
        }
    }
}
