//! Reading an upload's form.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use contracts::media::PictureRefused;
use kernel::{ErrorKind, Problem};
use platform::{Error, Result};

use crate::picture::Limits;

/// Most bytes of the request. More than of a picture, and not only by what the form adds: the rest of a photo that is
/// a little too large is read and thrown away, because a browser whose connection is cut while it sends never sees why.
pub(crate) const LARGEST_BODY: usize = 20 * 1024 * 1024;

/// The bytes of the form's only field, `file`; what the client says of its name and type does not count.
pub(crate) struct SentFile(pub Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for SentFile {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let mut form = Multipart::from_request(request, state)
            .await
            .map_err(|_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"))?;
        let mut file = None;
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            match field.name() {
                Some("file") if file.is_none() => file = Some(read(field).await?),
                Some("file") => return Err(malformed("platform-error-duplicate-field", "file")),
                name => return Err(malformed("platform-error-unknown-field", name.unwrap_or(""))),
            }
        }
        let missing =
            || Problem::new(ErrorKind::Validation, "media", "platform-check-required").field("file");
        Ok(Self(file.ok_or_else(missing)?))
    }
}

async fn read(mut field: Field<'_>) -> Result<Vec<u8>> {
    let most = Limits::default().max_bytes;
    let mut bytes = Vec::new();
    let mut too_large = false;
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        too_large |= bytes.len() + chunk.len() > most;
        if too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    if too_large { Err(PictureRefused::TooLarge.problem().into()) } else { Ok(bytes) }
}

fn malformed(text: &'static str, field: &str) -> Error {
    Problem::new(ErrorKind::Malformed, "platform", text).field(field).into()
}

fn unreadable(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return PictureRefused::TooLarge.problem().into();
    }
    Error::new(ErrorKind::Malformed, "platform", "platform-error-body").because(error)
}
