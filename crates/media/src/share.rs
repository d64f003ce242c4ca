//! The picture that goes with a shared link (W-10): drawn from its own address, which is signed, so that nobody can have
//! other words drawn under our name, and nothing has to be stored.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use contracts::media::ShareCard;
use kernel::percent_encoded;
use platform::http::{CachePolicy, EtagSource, May, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;

use crate::Media;
use crate::model::PictureFile;
use crate::rights::ShowMedia;

mod draw;

/// `/og/<signature>.jpg?t=<title>&l=<line>&b=<by>&p=<hash of the photo>`.
pub(crate) const ROUTE: &str = "/og/{file}";

/// Part of every signature. Raise it when the drawing changes: addresses are cached for ever.
const PURPOSE: &str = "share picture 1";

/// What is to be drawn.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    #[serde(rename = "t")]
    title: String,
    #[serde(rename = "l", default)]
    line: String,
    #[serde(rename = "b", default)]
    by: String,
    #[serde(rename = "p", default)]
    photo: String,
}

impl Wanted {
    fn parts(&self) -> [&[u8]; 4] {
        [self.title.as_bytes(), self.line.as_bytes(), self.by.as_bytes(), self.photo.as_bytes()]
    }
}

/// The address of a card's picture.
pub(crate) fn address(media: &Media, card: &ShareCard<'_>) -> String {
    // `/m/<hash>/960.webp`: the picture's own address tells its hash.
    let photo = card.photo.and_then(|photo| photo.url_960.split('/').nth(2)).unwrap_or("");
    let wanted = Wanted {
        title: card.title.to_owned(),
        line: card.line.to_owned(),
        by: card.by.to_owned(),
        photo: photo.to_owned(),
    };
    let signature = media.platform.keys.sign(PURPOSE, &wanted.parts());
    let mut path =
        format!("/og/{}.jpg?t={}", URL_SAFE_NO_PAD.encode(&signature[..16]), percent_encoded(&wanted.title));
    for (name, value) in [("l", &wanted.line), ("b", &wanted.by), ("p", &wanted.photo)] {
        if !value.is_empty() {
            path.push_str(&format!("&{name}={}", percent_encoded(value)));
        }
    }
    path
}

pub(crate) async fn serve(
    _: May<ShowMedia>,
    State(media): State<Media>,
    Path(file): Path<String>,
    QueryArgs(wanted): QueryArgs<Wanted>,
) -> Result<Response> {
    let not_found = || Error::not_found("media");
    let tag =
        file.strip_suffix(".jpg").and_then(|tag| URL_SAFE_NO_PAD.decode(tag).ok()).ok_or_else(not_found)?;
    if tag.len() != 16 || !media.platform.keys.matches(PURPOSE, &wanted.parts(), &tag) {
        return Err(not_found());
    }
    let etag = EtagSource::of(&[PURPOSE.as_bytes(), file.as_bytes()]);
    let bytes = media.drawn.get_or_load(file, || drawn(media.clone(), wanted.clone())).await?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    response.extensions_mut().insert(CachePolicy::Immutable);
    response.extensions_mut().insert(etag);
    Ok(response)
}

async fn drawn(media: Media, wanted: Wanted) -> Result<Bytes> {
    let photo = PictureFile::parse(&wanted.photo, "960.jpg").map(|file| file.key());
    let photo = match photo {
        Some(key) => media.platform.blobs.get(&key).await?,
        None => None,
    };
    let turn = crate::ops::upload::take_turn(&media).await?;
    let work = move || {
        let made = draw::draw(&wanted.title, &wanted.line, &wanted.by, photo.as_deref());
        drop(turn);
        made
    };
    let file = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    Ok(file.map_err(Error::internal)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_survives_the_address() {
        assert_eq!(percent_encoded("Maïs & co, 50 kg"), "Ma%C3%AFs%20%26%20co%2C%2050%20kg");
    }
}
