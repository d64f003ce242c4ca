//! Why bytes did not become a picture.

use contracts::PortError;
use contracts::media::{PaperError, PaperRefused, PictureRefused, StoreError};
use kernel::{ErrorKind, Problem};

use crate::pdf::PdfError;
use crate::picture::PictureError;
use crate::transfer::{MOST_OPEN, PIECE};

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

impl From<MediaError> for PaperError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Refused(refused) => PaperRefused::from(refused).into(),
            MediaError::Failed(error) => Self::Port(port_error(&error)),
        }
    }
}

impl From<PdfError> for PaperRefused {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::Damaged => Self::PdfDamaged,
            PdfError::Locked => Self::PdfLocked,
            PdfError::Active => Self::PdfActive,
            PdfError::TooManyPages => Self::PdfTooLong,
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

/// Why an upload in pieces, or by way of the bucket, does not go on as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TransferError {
    /// Too many others are open.
    #[error("too many open uploads")]
    TooManyOpen,
    /// The piece starts behind what is here; go on at `received`.
    #[error("a piece is missing after {received} bytes")]
    Ahead { received: usize },
    /// More bytes than announced.
    #[error("more bytes than announced")]
    TooLong,
    /// Neither the last piece nor large enough to be one.
    #[error("the piece is too small")]
    PieceTooSmall,
    /// More than a piece.
    #[error("the piece is too large")]
    PieceTooLarge,
    /// Not everything is here; go on at `received`.
    #[error("only {received} bytes are here")]
    Incomplete { received: usize },
    /// The bytes are not those that were announced; all are to be sent again.
    #[error("the checksum does not fit")]
    Checksum,
    /// The bytes of this upload go to the bucket.
    #[error("a direct upload takes no pieces")]
    Direct,
    /// No bucket to send anything to.
    #[error("no bucket is configured")]
    NotConfigured,
}

impl From<TransferError> for platform::Error {
    fn from(error: TransferError) -> Self {
        use TransferError::*;
        let kib = |bytes: &usize| i64::try_from(bytes / 1024).unwrap_or(i64::MAX);
        let problem = |kind, code, text| Problem::new(kind, "media", text).code(code);
        let problem = match error {
            TooManyOpen => problem(ErrorKind::Quota, "TOO_MANY_UPLOADS", "media-error-too-many-uploads")
                .arg("most", MOST_OPEN),
            Ahead { .. } => problem(ErrorKind::Conflict, "OFFSET_MISMATCH", "media-error-offset"),
            TooLong => problem(ErrorKind::Validation, "UPLOAD_TOO_LONG", "media-error-too-long"),
            PieceTooSmall => problem(ErrorKind::Validation, "PIECE_TOO_SMALL", "media-error-piece-small")
                .arg("least", kib(PIECE.start())),
            PieceTooLarge => {
                problem(ErrorKind::PayloadTooLarge, "PIECE_TOO_LARGE", "media-error-piece-large")
                    .arg("most", kib(PIECE.end()))
            }
            Incomplete { .. } => problem(ErrorKind::Conflict, "UPLOAD_INCOMPLETE", "media-error-incomplete"),
            Checksum => problem(ErrorKind::Validation, "CHECKSUM_MISMATCH", "media-error-checksum"),
            Direct => problem(ErrorKind::Conflict, "DIRECT_UPLOAD", "media-error-direct"),
            NotConfigured => problem(ErrorKind::Conflict, "NOT_CONFIGURED", "media-error-not-configured"),
        };
        match error {
            Ahead { received } | Incomplete { received } => {
                Self::from(problem).current(serde_json::json!({ "offset": received }))
            }
            _ => problem.into(),
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
