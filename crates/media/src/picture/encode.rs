//! Encoding within a budget of bytes (L-8, G-13).

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

use super::{PictureError, resize};

/// How a served file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VariantFormat {
    /// For nearly every browser.
    WebP,
    /// For the rest.
    Jpeg,
}

impl VariantFormat {
    /// Ending of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// The exact `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// Qualities that are tried in turn. Below the last one detail is taken away instead: at the same weight, a
/// soft picture looks better than blocks.
const QUALITIES: [u8; 7] = [72, 64, 56, 48, 40, 32, 24];

/// Most bytes of a variant. A feed shows ten thumbnails in a first view of at most 40 KB, so they get 4 KB.
fn budget(size: u32, format: VariantFormat) -> usize {
    match (size, format) {
        (..=160, VariantFormat::WebP) => 4_000,
        (..=160, VariantFormat::Jpeg) => 8_000,
        (..=480, _) => 100_000,
        (..=960, _) => 200_000,
        // Read by few, on good links.
        _ => 1_200_000,
    }
}

/// The best encoding of the picture that keeps to the budget of its size.
pub(super) fn within_budget(
    picture: &RgbImage,
    size: u32,
    format: VariantFormat,
) -> Result<Vec<u8>, PictureError> {
    let budget = budget(size, format);
    let mut best = Vec::new();
    for quality in QUALITIES {
        best = encode(picture, format, quality)?;
        if best.len() <= budget {
            return Ok(best);
        }
    }
    let lowest = QUALITIES[QUALITIES.len() - 1];
    let (width, height) = picture.dimensions();
    // In steps of a quarter, down to a picture of one colour, which fits every budget.
    let mut detail = (width, height);
    while best.len() > budget && detail != (1, 1) {
        detail = ((detail.0 * 3 / 4).max(1), (detail.1 * 3 / 4).max(1));
        let soft = resize(&resize(picture, detail.0, detail.1), width, height);
        best = encode(&soft, format, lowest)?;
    }
    Ok(best)
}

fn encode(picture: &RgbImage, format: VariantFormat, quality: u8) -> Result<Vec<u8>, PictureError> {
    match format {
        VariantFormat::WebP => {
            let encoder = webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height());
            let file = encoder.encode_simple(false, f32::from(quality)).map_err(|_| PictureError::Damaged)?;
            Ok(file.to_vec())
        }
        VariantFormat::Jpeg => {
            let mut file = Vec::new();
            JpegEncoder::new_with_quality(&mut file, quality)
                .encode_image(picture)
                .map_err(|_| PictureError::Damaged)?;
            Ok(file)
        }
    }
}
