//! Pictures: what other domains may ask of `media`.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use kernel::{BusinessId, ErrorKind, MediaId, Problem, UserId};
use serde::{Deserialize, Serialize};

use crate::{DomainEvent, PortError};

/// A picture that is ready to be shown. Addresses are paths on this site, immutable for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The media's id.
    pub id: MediaId,
    /// Pixels of the largest variant.
    pub width: i32,
    /// Pixels of the largest variant.
    pub height: i32,
    /// Dominant colour as `#rrggbb`, to be shown until the picture is there.
    pub color: String,
    /// The colours of the four corners from the top left, three hex digits each; empty when they are not known.
    #[serde(default)]
    pub blur: String,
    /// What it looks like in 64 bits, of which few change when it is saved anew or made smaller; none for pictures of
    /// one colour, which look like each other, and for those made before prints were taken.
    #[serde(default)]
    pub print: Option<i64>,
    /// WebP, longest side 160 px.
    pub url_160: String,
    /// WebP, longest side 480 px.
    pub url_480: String,
    /// WebP, longest side 960 px.
    pub url_960: String,
    /// The same three as JPEG, for browsers without WebP.
    pub jpeg_160: String,
    /// JPEG, longest side 480 px.
    pub jpeg_480: String,
    /// JPEG, longest side 960 px.
    pub jpeg_960: String,
}

impl Picture {
    /// CSS declarations that show the picture blurred until it is there: the corners and the middle as custom
    /// properties, which the style sheet mixes, or one plain colour. Made of hex digits only.
    #[must_use]
    pub fn backdrop(&self) -> String {
        match (self.blur.get(..3), self.blur.get(3..6), self.blur.get(6..9), self.blur.get(9..12)) {
            (Some(a), Some(b), Some(c), Some(d)) => {
                format!("--a:#{a};--b:#{b};--c:#{c};--d:#{d};--e:{}", self.color)
            }
            _ => format!("background:{}", self.color),
        }
    }
}

/// What the picture says that goes with a link when it is shared: one glance at what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareCard<'a> {
    /// Such as a listing's title or a business's name.
    pub title: &'a str,
    /// A price, or what a business does; may be empty.
    pub line: &'a str,
    /// Who stands behind it; may be empty.
    pub by: &'a str,
    /// What fills the other half.
    pub photo: Option<&'a Picture>,
}

/// Why bytes were not taken as a picture, one variant per thing a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// No bytes at all.
    #[error("empty")]
    Empty,
    /// More than 10 MiB.
    #[error("larger than 10 MiB")]
    TooLarge,
    /// Too many pixels to unpack.
    #[error("too many pixels")]
    TooManyPixels,
    /// Neither JPEG, PNG nor WebP, whatever its name says.
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// HEIC or AVIF, which cannot be decoded here.
    #[error("HEIC and AVIF pictures cannot be read")]
    Heic,
    /// A moving picture.
    #[error("animated")]
    Animated,
    /// The end is missing.
    #[error("cut off")]
    Truncated,
    /// The right format, but broken.
    #[error("the picture is damaged")]
    Damaged,
}

impl PictureRefused {
    /// Every reason.
    pub const ALL: [PictureRefused; 8] = [
        Self::Empty,
        Self::TooLarge,
        Self::TooManyPixels,
        Self::NotAPicture,
        Self::Heic,
        Self::Animated,
        Self::Truncated,
        Self::Damaged,
    ];

    /// The reason whose problem has this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refused| refused.problem().code == code)
    }

    /// What to tell the person who sent it; the texts are those of `media`. A form that keeps its photo in another
    /// field than `file` names that one instead.
    #[must_use]
    pub fn problem(self) -> Problem {
        let (kind, code, text) = match self {
            Self::Empty => (ErrorKind::Validation, "PICTURE_EMPTY", "media-error-empty"),
            Self::TooLarge => (ErrorKind::PayloadTooLarge, "PAYLOAD_TOO_LARGE", "media-error-too-large"),
            Self::TooManyPixels => {
                (ErrorKind::Validation, "PICTURE_TOO_MANY_PIXELS", "media-error-too-many-pixels")
            }
            Self::NotAPicture => {
                (ErrorKind::Validation, "PICTURE_UNKNOWN_FORMAT", "media-error-not-a-picture")
            }
            Self::Heic => (ErrorKind::Validation, "PICTURE_HEIC", "media-error-heic"),
            Self::Animated => (ErrorKind::Validation, "PICTURE_ANIMATED", "media-error-animated"),
            Self::Truncated => (ErrorKind::Validation, "PICTURE_TRUNCATED", "media-error-truncated"),
            Self::Damaged => (ErrorKind::Validation, "PICTURE_DAMAGED", "media-error-damaged"),
        };
        Problem::new(kind, "media", text).code(code).field("file")
    }
}

/// The answer to [`MediaPort::store`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The bytes are not acceptable.
    #[error(transparent)]
    Refused(#[from] PictureRefused),
    /// The store could not be reached.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// Facts of `media`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum MediaEvent {
    /// Its owner deleted it, or nobody had used it for a week: [`MediaPort::pictures`] leaves it out from now on.
    #[serde(rename = "media.deleted")]
    Deleted {
        /// What was deleted.
        id: MediaId,
        /// Who had uploaded it.
        owner: UserId,
    },
}

impl DomainEvent for MediaEvent {
    const SOURCE: &'static str = "media";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        let Self::Deleted { id, .. } = self;
        format!("media:{id}")
    }

    fn business_id(&self) -> Option<BusinessId> {
        None
    }
}

/// What other domains may ask of `media`.
#[async_trait]
pub trait MediaPort: Send + Sync {
    /// The pictures with these ids; unknown ones are left out.
    async fn pictures(&self, ids: &[MediaId]) -> Result<HashMap<MediaId, Picture>, PortError>;

    /// Those of `ids` that `owner` has uploaded, in the order given. To be asked before a picture is referred to:
    /// these count as used for a week from now on, in which what refers to them has to be written. After that it is
    /// [`PictureUserPort::used`] that keeps them.
    async fn owned_by(&self, owner: UserId, ids: &[MediaId]) -> Result<Vec<MediaId>, PortError>;

    /// Where the picture is that goes with a shared link, 1200 × 630 pixels: a path on this site whose content never
    /// changes. It is drawn when it is asked for.
    fn share_picture(&self, card: &ShareCard<'_>) -> String;

    /// Takes the bytes of a picture that came with a form instead of an upload of its own.
    async fn store(&self, owner: UserId, bytes: Vec<u8>) -> Result<Picture, StoreError>;
}

/// What `media` asks of every domain that keeps ids of pictures (L-8): one that none of them uses is deleted.
#[async_trait]
pub trait PictureUserPort: Send + Sync {
    /// Those of `ids` that something of this domain shows or may show again: drafts, what has ended and what can be
    /// restored count. A domain that cannot tell says so by an error, never by leaving one out.
    async fn used(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>, PortError>;
}

/// Why a file was not taken as a paper, one variant per thing a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefused {
    /// A photo that is not taken.
    #[error(transparent)]
    Picture(PictureRefused),
    /// Neither a photo nor a PDF.
    #[error("neither a photo nor a PDF")]
    Unknown,
    /// A PDF that is protected, or made so that nobody can look inside.
    #[error("a PDF that cannot be looked through")]
    PdfLocked,
    /// A PDF that does something by itself, or carries other files.
    #[error("a PDF that does something by itself")]
    PdfActive,
    /// A PDF of too many pages.
    #[error("a PDF of too many pages")]
    PdfTooLong,
    /// A PDF that is not whole.
    #[error("a damaged PDF")]
    PdfDamaged,
}

impl From<PictureRefused> for PaperRefused {
    fn from(refused: PictureRefused) -> Self {
        match refused {
            PictureRefused::NotAPicture => Self::Unknown,
            other => Self::Picture(other),
        }
    }
}

impl PaperRefused {
    /// Pages that a PDF may have.
    pub const MOST_PAGES: usize = 20;

    /// What to tell the person who sent it; the texts are those of `media`. As with pictures, the form names its field.
    #[must_use]
    pub fn problem(self) -> Problem {
        let (code, text) = match self {
            Self::Picture(refused) => return refused.problem(),
            Self::Unknown => ("PAPER_UNKNOWN_FORMAT", "media-error-paper-unknown"),
            Self::PdfLocked => ("PDF_LOCKED", "media-error-pdf-locked"),
            Self::PdfActive => ("PDF_ACTIVE", "media-error-pdf-active"),
            Self::PdfTooLong => ("PDF_TOO_MANY_PAGES", "media-error-pdf-pages"),
            Self::PdfDamaged => ("PDF_DAMAGED", "media-error-pdf-damaged"),
        };
        let problem = Problem::new(ErrorKind::Validation, "media", text).code(code).field("file");
        if self == Self::PdfTooLong { problem.arg("most", Self::MOST_PAGES as i64) } else { problem }
    }
}

/// The answer to [`PapersPort::prepare_paper`].
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The bytes are not acceptable.
    #[error(transparent)]
    Refused(#[from] PaperRefused),
    /// It could not be asked.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// Makes papers safe without keeping or publishing them: the domain that asked keeps them itself (P-30).
#[async_trait]
pub trait PapersPort: Send + Sync {
    /// A photo upright, without metadata, as one JPEG that is large enough to read small print; a PDF as it came, once
    /// it has been looked through. A PDF begins with `%PDF-`, and is to be downloaded, never shown.
    async fn prepare_paper(&self, bytes: Vec<u8>) -> Result<Vec<u8>, PaperError>;
}

/// The type of a recording that browsers make or play, by its first bytes; none for anything else.
#[must_use]
pub fn recording_type(bytes: &[u8]) -> Option<&'static str> {
    const BRANDS: [&[u8]; 6] = [b"M4A ", b"M4B ", b"mp42", b"isom", b"iso5", b"mp41"];
    match bytes {
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some("audio/webm"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => Some("audio/mpeg"),
        [0xFF, 0xF1 | 0xF9, ..] => Some("audio/aac"),
        _ if bytes.get(4..8) == Some(b"ftyp")
            && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand)) =>
        {
            Some("audio/mp4")
        }
        _ => None,
    }
}

/// What has come of an upload in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    /// All of it.
    Whole(Vec<u8>),
    /// Some of it is still missing.
    InPart,
    /// There is no such upload of this person's, or it has become something already.
    Nothing,
}

/// Uploads that come in pieces, for domains that keep the file themselves (M-14).
#[async_trait]
pub trait UploadsPort: Send + Sync {
    /// What has come of an upload of this person's.
    async fn brought(&self, owner: UserId, upload: MediaId) -> Result<Brought, PortError>;

    /// The file is kept elsewhere now: its pieces are thrown away. Said again, it changes nothing.
    async fn kept(&self, owner: UserId, upload: MediaId) -> Result<(), PortError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backdrop_is_short_and_falls_back_to_one_colour() {
        let url = String::new;
        let mut picture = Picture {
            id: MediaId::new(chrono::DateTime::UNIX_EPOCH),
            width: 960,
            height: 720,
            color: "#c9a063".to_owned(),
            blur: "b96875432654".to_owned(),
            print: None,
            url_160: url(),
            url_480: url(),
            url_960: url(),
            jpeg_160: url(),
            jpeg_480: url(),
            jpeg_960: url(),
        };
        assert_eq!(picture.backdrop(), "--a:#b96;--b:#875;--c:#432;--d:#654;--e:#c9a063");
        assert!(picture.backdrop().len() < 100);
        picture.blur.clear();
        assert_eq!(picture.backdrop(), "background:#c9a063");
    }

    #[test]
    fn recordings_are_known_by_their_first_bytes() {
        assert_eq!(recording_type(b"OggS\0\0"), Some("audio/ogg"));
        assert_eq!(recording_type(b"\0\0\0\x20ftypM4A \0"), Some("audio/mp4"));
        assert_eq!(recording_type(b"\x1A\x45\xDF\xA3webm"), Some("audio/webm"));
        for other in
            [&b"\0\0\0\x20ftypheic\0"[..], b"MZ\x90\0", b"<svg>", b"", b"\xFF\xD8\xFF\xE0", b"RIFFxxxxWEBP"]
        {
            assert_eq!(recording_type(other), None, "{other:?}");
        }
    }

    #[test]
    fn every_refusal_is_known_by_its_code() {
        for refused in PictureRefused::ALL {
            assert_eq!(PictureRefused::of_code(refused.problem().code), Some(refused));
        }
        assert_eq!(PictureRefused::of_code("NOT_FOUND"), None);
    }
}
