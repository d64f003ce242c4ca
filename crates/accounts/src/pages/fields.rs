//! Reading forms that may carry pictures.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use contracts::media::PictureRefused;
use kernel::ErrorKind;
use platform::http::FormBody;
use platform::{Error, Result};
use sha2::{Digest, Sha256};

/// Most bytes of a form with a picture: more than of the picture, so that the rest of one that is a little too large is
/// still read, and its sender hears why.
pub const LARGEST_FORM: usize = 20 * 1024 * 1024;
const LARGEST_PICTURE: usize = 10 * 1024 * 1024;
/// The same of a form with several pictures.
pub const LARGEST_PAPERS: usize = 42 * 1024 * 1024;
/// Most pictures that are kept of one form.
pub const MOST_PICTURES: usize = 4;
const MOST_FIELDS: usize = 300;
const LARGEST_FIELD: usize = 64 * 1024;

/// Names and values in the order in which they stand in the form, and the bytes of its files.
#[derive(Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    /// The pictures that came along, at most [`MOST_PICTURES`].
    pub pictures: Vec<Vec<u8>>,
    /// Whether there were more of them.
    pub more_pictures: bool,
}

impl Fields {
    /// The first value of a field, or nothing.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first picture, if one came along.
    pub fn picture(&mut self) -> Option<Vec<u8>> {
        if self.pictures.is_empty() { None } else { Some(self.pictures.swap_remove(0)) }
    }

    /// The name of the first field that is none of `known`.
    pub fn unknown(&self, known: &[&str]) -> Option<&str> {
        self.pairs.iter().map(|(name, _)| name.as_str()).find(|name| !known.contains(name))
    }

    /// What tells this form from one that was changed: everything in it but its key.
    pub fn words(&self) -> Vec<u8> {
        let mut words = Vec::new();
        for (name, value) in self.pairs.iter().filter(|(name, _)| name != "key") {
            for text in [name, value] {
                words.extend_from_slice(&(text.len() as u64).to_be_bytes());
                words.extend_from_slice(text.as_bytes());
            }
        }
        for picture in &self.pictures {
            words.extend_from_slice(&<[u8; 32]>::from(Sha256::digest(picture)));
        }
        words
    }

    #[cfg(test)]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { pairs, ..Self::default() }
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.starts_with("multipart/") {
            let FormBody(pairs) = FormBody::<Vec<(String, String)>>::from_request(request, state).await?;
            return Ok(Self { pairs, ..Self::default() });
        }
        let unknown = |_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type");
        let mut form = Multipart::from_request(request, state).await.map_err(unknown)?;
        let mut fields = Self::default();
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or("").to_owned();
            let is_file = field.file_name().is_some();
            let most = if is_file { LARGEST_PICTURE } else { LARGEST_FIELD };
            let mut bytes = Vec::new();
            let mut too_large = false;
            while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                too_large |= bytes.len() + chunk.len() > most;
                if !too_large {
                    bytes.extend_from_slice(&chunk);
                }
            }
            if is_file {
                if too_large {
                    return Err(PictureRefused::TooLarge.problem().into());
                }
                // A browser sends an empty file for a field that was left alone.
                if bytes.is_empty() {
                    continue;
                }
                if fields.pictures.len() < MOST_PICTURES {
                    fields.pictures.push(bytes);
                } else {
                    fields.more_pictures = true;
                }
                continue;
            }
            if too_large || fields.pairs.len() >= MOST_FIELDS {
                return Err(Error::new(ErrorKind::PayloadTooLarge, "platform", "platform-error-too-large"));
            }
            let value = String::from_utf8(bytes)
                .map_err(|_| Error::new(ErrorKind::Malformed, "platform", "platform-error-utf8"))?;
            fields.pairs.push((name, value));
        }
        Ok(fields)
    }
}

fn unreadable(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return PictureRefused::TooLarge.problem().into();
    }
    Error::new(ErrorKind::Malformed, "platform", "platform-error-body").because(error)
}
