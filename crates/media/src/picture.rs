//! From the bytes of an upload to the variants that are served (L-8). Pure and synchronous: callers run
//! [`process`] on a blocking thread.
//!
//! The order is what makes it safe: count the bytes, recognise the format, read the declared size from the
//! header, refuse what is too large, and only then decode. The picture is scaled down first and turned
//! upright afterwards, which touches a twentieth of the pixels.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};
use sha2::{Digest, Sha256};

use self::header::Header;

mod encode;
mod header;

pub use self::encode::VariantFormat;
pub use self::header::SourceFormat;

/// Longest sides of the variants in pixels, smallest first.
pub const SIZES: [u32; 3] = [160, 480, 960];

/// Part of every content hash. Raise it when a change here makes other bytes of the same picture, because
/// the addresses that carry the hash are cached for ever.
const PIPELINE: &[u8] = b"pushnchat-picture-1";

/// What a picture may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_bytes: usize,
    /// Width and height in pixels, each.
    pub max_side: u32,
    /// Width × height.
    pub max_pixels: u64,
    /// Bytes of memory at the peak of decoding, as estimated from the header.
    pub max_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 10 * 1024 * 1024,
            max_side: 12_000,
            max_pixels: 40_000_000,
            max_memory: 320_000_000,
        }
    }
}

/// Why a file was not taken, one variant per thing a person can do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`Limits::max_bytes`].
    #[error("the file has {bytes} bytes, at most {limit} are taken")]
    TooManyBytes { bytes: usize, limit: usize },
    /// A photo of a kind that cannot be read here (`HEIC`, `AVIF`): the phone can convert it.
    #[error("{kind} pictures cannot be read; JPEG, PNG and WebP can")]
    UnsupportedKind { kind: &'static str },
    /// Not a JPEG, PNG or WebP at all, whatever its name says.
    #[error("the file is not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// A moving picture.
    #[error("animated pictures are not taken")]
    Animated,
    /// More pixels than the limits allow, by what the header declares.
    #[error("a picture of {width} × {height} pixels is too large")]
    TooManyPixels { width: u32, height: u32 },
    /// The end is missing: the upload or the download before it was cut.
    #[error("the file is incomplete")]
    Truncated,
    /// The right format, but damaged or built in a way that cannot be read.
    #[error("the picture is damaged")]
    Damaged,
}

/// An upload made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    /// See [`content_hash`].
    pub hash: String,
    /// What the original was.
    pub source: SourceFormat,
    /// Width of the original in pixels once upright.
    pub width: u32,
    /// Height of the original in pixels once upright.
    pub height: u32,
    /// `#rrggbb`, shown until the picture arrives.
    pub color: String,
    /// The colours of the four corners from the top left, three hex digits each: together with [`Processed::color`] in
    /// the middle they show the picture blurred.
    pub blur: String,
    /// See [`contracts::media::Picture::print`].
    pub print: Option<i64>,
    /// One per size of [`SIZES`] and per format, smallest size first, WebP before JPEG.
    pub variants: Vec<Variant>,
}

/// One served file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The size it was made for, of [`SIZES`]; the picture is smaller when the original was.
    pub size: u32,
    /// How it is encoded.
    pub format: VariantFormat,
    /// Real width in pixels.
    pub width: u32,
    /// Real height in pixels.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Variant {
    /// Name under the content hash: `480.webp`.
    pub fn file_name(&self) -> String {
        file_name(self.size, self.format)
    }
}

/// Name of a variant's file under its content hash: `480.webp`.
pub fn file_name(size: u32, format: VariantFormat) -> String {
    format!("{size}.{}", format.extension())
}

/// Checks and decodes an upload and makes all its variants, or says why not.
pub fn process(bytes: &[u8], limits: &Limits) -> Result<Processed, PictureError> {
    let header = inspect(bytes, limits)?;
    let (original, orientation) = decode(bytes, &header)?;

    let [_, _, largest] = SIZES;
    let large = upright(scale_to(&original, largest), orientation);
    let (width, height) = match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (header.height, header.width),
        _ => (header.width, header.height),
    };
    drop(original);

    let mut variants = Vec::with_capacity(SIZES.len() * 2);
    let mut smallest = None;
    for size in SIZES {
        let picture = scale_to(&large, size);
        for format in [VariantFormat::WebP, VariantFormat::Jpeg] {
            variants.push(Variant {
                size,
                format,
                width: picture.width(),
                height: picture.height(),
                bytes: encode::within_budget(&picture, size, format)?,
            });
        }
        smallest.get_or_insert(picture);
    }
    let smallest = smallest.as_ref().unwrap_or(&large);
    Ok(Processed {
        hash: content_hash(bytes),
        source: header.format,
        width,
        height,
        color: average_color(smallest),
        blur: corner_colors(smallest),
        print: print(smallest),
        variants,
    })
}

/// Longest side of a photo whose print is to be read: 160 dots an inch on a page of A4.
const PAGE: u32 = 1920;

/// Checks and decodes an upload and makes one upright JPEG of it that is large enough to read, or says why not.
pub fn page(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, PictureError> {
    let header = inspect(bytes, limits)?;
    let (original, orientation) = decode(bytes, &header)?;
    let picture = upright(scale_to(&original, PAGE), orientation);
    drop(original);
    encode::within_budget(&picture, PAGE, VariantFormat::Jpeg)
}

/// Name of everything made from these bytes: the first 128 bits of a SHA-256 over the bytes and the version
/// of the pipeline, in 32 hex digits. Same bytes, same name; cheap enough to look a picture up before
/// decoding it again.
pub fn content_hash(bytes: &[u8]) -> String {
    let digest = Sha256::new().chain_update(PIPELINE).chain_update(bytes).finalize();
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether the beginning of a file says already that the rest is not worth sending.
pub fn refuse_early(beginning: &[u8]) -> Result<(), PictureError> {
    match header::read(beginning) {
        Err(
            error @ (PictureError::UnsupportedKind { .. }
            | PictureError::NotAPicture
            | PictureError::Animated),
        ) => Err(error),
        _ => Ok(()),
    }
}

/// Everything that can be refused without decoding a pixel.
fn inspect(bytes: &[u8], limits: &Limits) -> Result<Header, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(PictureError::TooManyBytes { bytes: bytes.len(), limit: limits.max_bytes });
    }
    let header = header::read(bytes)?;
    let Header { width, height, .. } = header;
    let pixels = u64::from(width) * u64::from(height);
    let too_large = width.max(height) > limits.max_side
        || pixels > limits.max_pixels
        || pixels * header.bytes_per_pixel > limits.max_memory;
    if too_large {
        return Err(PictureError::TooManyPixels { width, height });
    }
    if !header.complete {
        return Err(PictureError::Truncated);
    }
    Ok(header)
}

/// The pixels of the file as stored, alpha laid on white, and how they must be turned. Colour profiles are
/// ignored: phones write sRGB or something close to it.
fn decode(bytes: &[u8], header: &Header) -> Result<(RgbImage, Orientation), PictureError> {
    let file = Cursor::new(bytes);
    match header.format {
        SourceFormat::Jpeg => decode_with(JpegDecoder::new(file), header),
        SourceFormat::Png => decode_with(PngDecoder::with_limits(file, png_limits()), header),
        SourceFormat::WebP => decode_with(WebPDecoder::new(file), header),
    }
}

fn decode_with<D: ImageDecoder>(
    decoder: image::ImageResult<D>,
    header: &Header,
) -> Result<(RgbImage, Orientation), PictureError> {
    let mut decoder = decoder.map_err(damaged)?;
    if decoder.dimensions() != (header.width, header.height) {
        return Err(PictureError::Damaged);
    }
    // A broken EXIF block says nothing about the pixels.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let picture = if picture.color().has_alpha() { on_white(picture) } else { picture.into_rgb8() };
    Ok((picture, orientation))
}

/// Rows and compressed text or profile chunks of a PNG; the pixels themselves are counted in [`inspect`].
fn png_limits() -> image::Limits {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(16 * 1024 * 1024);
    limits
}

fn damaged(_: image::ImageError) -> PictureError {
    PictureError::Damaged
}

fn on_white(picture: DynamicImage) -> RgbImage {
    let source = picture.into_rgba8();
    let mut flat = RgbImage::new(source.width(), source.height());
    for (from, to) in source.pixels().zip(flat.pixels_mut()) {
        let [red, green, blue, alpha] = from.0;
        let alpha = u32::from(alpha);
        let blend = |channel: u8| ((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        to.0 = [blend(red), blend(green), blend(blue)];
    }
    flat
}

fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// The picture with its longest side at most `size`; a smaller one stays as it is.
fn scale_to(picture: &RgbImage, size: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= size {
        return picture.clone();
    }
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(size) + u64::from(longest) / 2;
        ((exact / u64::from(longest)) as u32).max(1)
    };
    resize(picture, scaled(width), scaled(height))
}

/// The picture at exactly this width and height, none of them zero.
fn resize(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let source = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3)
        .expect("an RgbImage holds three bytes per pixel");
    let mut target = Image::new(width, height, PixelType::U8x3);
    Resizer::new()
        .resize(&source, &mut target, None)
        .expect("both pictures have three bytes per pixel and no crop is asked for");
    RgbImage::from_raw(width, height, target.into_vec()).expect("the resizer filled three bytes per pixel")
}

/// The four corners of the picture made 4 × 4 pixels small, which blurs each over a quarter of its sides.
fn corner_colors(picture: &RgbImage) -> String {
    let small = resize(picture, 4, 4);
    let digit = |channel: u8| (u32::from(channel) * 15 + 127) / 255;
    let corners = [(0, 0), (3, 0), (0, 3), (3, 3)].map(|(x, y)| small.get_pixel(x, y).0);
    corners.into_iter().flatten().map(|channel| format!("{:x}", digit(channel))).collect()
}

/// Shades that a picture must have between its darkest and lightest part to be told from others by its print.
const LEAST_CONTRAST: u8 = 24;

/// What the picture looks like: whether each of 9 × 8 grey parts is lighter than the next one in its row. After the
/// difference hash of N. Krawetz, <https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html>.
fn print(picture: &RgbImage) -> Option<i64> {
    let parts = DynamicImage::ImageRgb8(resize(picture, 9, 8)).into_luma8();
    let (darkest, lightest) =
        parts.iter().fold((u8::MAX, 0), |(least, most), shade| (least.min(*shade), most.max(*shade)));
    if lightest.saturating_sub(darkest) < LEAST_CONTRAST {
        return None;
    }
    let steps = parts.rows().flat_map(|row| {
        let shades: Vec<u8> = row.map(|pixel| pixel.0[0]).collect();
        shades.windows(2).map(|pair| pair[0] > pair[1]).collect::<Vec<_>>()
    });
    Some(steps.fold(0, |print: u64, lighter| print << 1 | u64::from(lighter)).cast_signed())
}

fn average_color(picture: &RgbImage) -> String {
    let mut sums = [0u64; 3];
    for pixel in picture.pixels() {
        for (sum, channel) in sums.iter_mut().zip(pixel.0) {
            *sum += u64::from(channel);
        }
    }
    let count = u64::from(picture.width()) * u64::from(picture.height());
    let [red, green, blue] = sums.map(|sum| (sum + count / 2) / count.max(1));
    format!("#{red:02x}{green:02x}{blue:02x}")
}
