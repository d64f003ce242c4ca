//! Pictures: what other domains may ask of `media`.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{MediaId, UserId};
use serde::{Deserialize, Serialize};

use crate::PortError;

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

/// Why bytes were not taken as a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
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
    /// Broken or cut off.
    #[error("the picture is damaged")]
    Damaged,
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

/// What other domains may ask of `media`.
#[async_trait]
pub trait MediaPort: Send + Sync {
    /// The pictures with these ids; unknown ones are left out.
    async fn pictures(&self, ids: &[MediaId]) -> Result<HashMap<MediaId, Picture>, PortError>;

    /// Those of `ids` that `owner` has uploaded, in the order given.
    async fn owned_by(&self, owner: UserId, ids: &[MediaId]) -> Result<Vec<MediaId>, PortError>;

    /// Takes the bytes of a picture that came with a form instead of an upload of its own.
    async fn store(&self, owner: UserId, bytes: Vec<u8>) -> Result<Picture, StoreError>;
}
