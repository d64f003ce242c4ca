//! Pictures: what other domains may ask of `media`.

use std::collections::HashMap;

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
    /// from now on these count as used. Uploads that were never used are deleted after a week.
    async fn owned_by(&self, owner: UserId, ids: &[MediaId]) -> Result<Vec<MediaId>, PortError>;

    /// Where the picture is that goes with a shared link, 1200 × 630 pixels: a path on this site whose content never
    /// changes. It is drawn when it is asked for.
    fn share_picture(&self, card: &ShareCard<'_>) -> String;

    /// Takes the bytes of a picture that came with a form instead of an upload of its own.
    async fn store(&self, owner: UserId, bytes: Vec<u8>) -> Result<Picture, StoreError>;
}

/// Makes photos of papers safe without keeping or publishing them: the domain that asked keeps them itself (P-30).
#[async_trait]
pub trait PapersPort: Send + Sync {
    /// The photo upright, without metadata, as one JPEG that is large enough to read small print.
    async fn prepare_paper(&self, bytes: Vec<u8>) -> Result<Vec<u8>, StoreError>;
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
    fn every_refusal_is_known_by_its_code() {
        for refused in PictureRefused::ALL {
            assert_eq!(PictureRefused::of_code(refused.problem().code), Some(refused));
        }
        assert_eq!(PictureRefused::of_code("NOT_FOUND"), None);
    }
}
