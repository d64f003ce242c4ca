//! Pictures and papers that are not public: made safe here, kept by the domain that asked (P-30).

use async_trait::async_trait;
use contracts::media::{PaperError, PaperRefused, PapersPort, PictureRefused, StoreError};
use contracts::messaging::{PrivatePicture, PrivatePicturesPort};

use crate::Media;
use crate::error::MediaError;
use crate::ops::upload::{aside, take_turn};
use crate::pdf::{is_pdf, look};
use crate::picture::{Limits, page, process};

#[async_trait]
impl PrivatePicturesPort for Media {
    async fn prepare(&self, bytes: Vec<u8>) -> Result<PrivatePicture, StoreError> {
        let turn = take_turn(self).await.map_err(MediaError::from)?;
        let (picture, turn) = aside(turn, move || process(&bytes, &Limits::default())).await?;
        drop(turn);
        let largest = picture.variants.iter().max_by_key(|variant| (variant.width, variant.height));
        let pixels = |n: Option<u32>| n.and_then(|n| i32::try_from(n).ok()).unwrap_or(0);
        Ok(PrivatePicture {
            width: pixels(largest.map(|variant| variant.width)),
            height: pixels(largest.map(|variant| variant.height)),
            color: picture.color,
            files: picture.variants.into_iter().map(|variant| (variant.file_name(), variant.bytes)).collect(),
        })
    }
}

#[async_trait]
impl PapersPort for Media {
    async fn prepare_paper(&self, bytes: Vec<u8>) -> Result<Vec<u8>, PaperError> {
        let limits = Limits::default();
        if is_pdf(&bytes) && bytes.len() > limits.max_bytes {
            return Err(PaperRefused::Picture(PictureRefused::TooLarge).into());
        }
        let turn = take_turn(self).await.map_err(MediaError::from)?;
        if is_pdf(&bytes) {
            let (looked, turn) = aside(turn, move || Ok(look(&bytes).map(|()| bytes))).await?;
            drop(turn);
            return looked.map_err(|refused| PaperRefused::from(refused).into());
        }
        let (paper, turn) = aside(turn, move || page(&bytes, &limits)).await?;
        drop(turn);
        Ok(paper)
    }
}
