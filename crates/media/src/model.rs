//! Uploads, the pictures made of them, and where their files are.

use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{MediaId, UserId};
use platform::policy::Resource;

use crate::picture::{Processed, SIZES, VariantFormat, file_name};

/// A picture whose files are in the blob store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredPicture {
    /// See [`crate::picture::content_hash`].
    pub hash: String,
    /// Pixels of the largest variant.
    pub width: i32,
    /// Pixels of the largest variant.
    pub height: i32,
    /// `#rrggbb`.
    pub color: String,
    /// See [`Picture::blur`].
    pub blur: String,
    /// See [`Picture::print`].
    pub print: Option<i64>,
}

impl StoredPicture {
    /// What is to be remembered of a processed picture.
    pub fn of(processed: &Processed) -> Self {
        let (width, height) =
            processed.variants.last().map_or((0, 0), |largest| (largest.width, largest.height));
        let pixels = |side| i32::try_from(side).expect("no variant is wider than 960 pixels");
        Self {
            hash: processed.hash.clone(),
            width: pixels(width),
            height: pixels(height),
            color: processed.color.clone(),
            blur: processed.blur.clone(),
            print: processed.print,
        }
    }

    /// The picture with its addresses, under the id of an upload.
    pub fn named(&self, id: MediaId) -> Picture {
        let [small, medium, large] = SIZES;
        let url = |size, format| format!("/m/{}/{}", self.hash, file_name(size, format));
        Picture {
            id,
            width: self.width,
            height: self.height,
            color: self.color.clone(),
            blur: self.blur.clone(),
            print: self.print,
            url_160: url(small, VariantFormat::WebP),
            url_480: url(medium, VariantFormat::WebP),
            url_960: url(large, VariantFormat::WebP),
            jpeg_160: url(small, VariantFormat::Jpeg),
            jpeg_480: url(medium, VariantFormat::Jpeg),
            jpeg_960: url(large, VariantFormat::Jpeg),
        }
    }

    /// Bytes in memory, with the cache's own share.
    pub fn weight(&self) -> u32 {
        let texts = self.hash.len() + self.color.len() + self.blur.len();
        u32::try_from(texts).unwrap_or(u32::MAX).saturating_add(240)
    }
}

/// What somebody uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    /// What other domains name it by.
    pub id: MediaId,
    /// Who sent it.
    pub owner: UserId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What was made of it.
    pub picture: StoredPicture,
}

impl Upload {
    /// For the policies.
    pub fn resource(&self) -> Resource {
        Resource::new("Media", self.id).owner(self.owner)
    }
}

/// One of the six files of a picture, as an address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PictureFile<'a> {
    /// Of the picture.
    pub hash: &'a str,
    /// Of [`SIZES`].
    pub size: u32,
    /// How it is encoded.
    pub format: VariantFormat,
}

impl<'a> PictureFile<'a> {
    /// All files of a picture.
    pub fn all(hash: &'a str) -> impl Iterator<Item = Self> {
        let formats = [VariantFormat::WebP, VariantFormat::Jpeg];
        SIZES.into_iter().flat_map(move |size| formats.map(|format| Self { hash, size, format }))
    }

    /// The file that an address names; none when no picture can have such a one.
    pub fn parse(hash: &'a str, name: &str) -> Option<Self> {
        let is_hash = hash.len() == 32 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            return None;
        }
        Self::all(hash).find(|file| file_name(file.size, file.format) == name)
    }

    /// Where it lies in the blob store.
    pub fn key(&self) -> String {
        // A folder per first byte of the hash, so that none grows without bound on a disk.
        format!("pictures/{}/{}/{}", &self.hash[..2], self.hash, file_name(self.size, self.format))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn only_the_six_files_of_a_picture_have_addresses() {
        let names: Vec<String> =
            PictureFile::all(HASH).map(|file| file_name(file.size, file.format)).collect();
        assert_eq!(names, ["160.webp", "160.jpg", "480.webp", "480.jpg", "960.webp", "960.jpg"]);
        for name in &names {
            let file = PictureFile::parse(HASH, name).expect("a file");
            assert_eq!(file.key(), format!("pictures/01/{HASH}/{name}"));
        }
        for name in ["", "160", "161.webp", "160.png", "0160.webp", "160.webp.jpg", "../160.webp", "160.WEBP"]
        {
            assert_eq!(PictureFile::parse(HASH, name), None, "{name}");
        }
        for hash in ["", "..", &HASH[1..], &HASH.to_uppercase(), "0123456789abcdef0123456789abcde/"] {
            assert_eq!(PictureFile::parse(hash, "160.webp"), None, "{hash}");
        }
    }

    #[test]
    fn a_picture_names_exactly_the_files_that_exist() {
        let stored = StoredPicture {
            hash: HASH.to_owned(),
            width: 960,
            height: 640,
            color: "#102030".to_owned(),
            blur: String::new(),
            print: None,
        };
        let id = MediaId::new(DateTime::UNIX_EPOCH);
        let picture = stored.named(id);
        let urls = [
            picture.url_160,
            picture.jpeg_160,
            picture.url_480,
            picture.jpeg_480,
            picture.url_960,
            picture.jpeg_960,
        ];
        let files =
            PictureFile::all(HASH).map(|file| format!("/m/{HASH}/{}", file_name(file.size, file.format)));
        assert_eq!(urls.to_vec(), files.collect::<Vec<_>>());
    }
}
