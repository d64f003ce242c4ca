//! The pictures themselves, at addresses that never change their content.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use platform::http::{CachePolicy, EtagSource, May};
use platform::{Error, Result};

use crate::Media;
use crate::model::PictureFile;
use crate::rights::ShowMedia;

/// `/m/<content hash>/<size>.<webp|jpg>`.
pub(crate) const ROUTE: &str = "/m/{hash}/{file}";

pub(crate) async fn serve(
    _: May<ShowMedia>,
    State(media): State<Media>,
    Path((hash, file)): Path<(String, String)>,
) -> Result<Response> {
    let not_found = || Error::not_found("media");
    let wanted = PictureFile::parse(&hash, &file).ok_or_else(not_found)?;
    let bytes = media.platform.blobs.get(&wanted.key()).await?.ok_or_else(not_found)?;
    let mut response = bytes.into_response();
    let content_type = HeaderValue::from_static(wanted.format.content_type());
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response.extensions_mut().insert(CachePolicy::Immutable);
    response.extensions_mut().insert(EtagSource::of(&[hash.as_bytes(), file.as_bytes()]));
    Ok(response)
}
