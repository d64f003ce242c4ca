//! Files for the tests, built here so that no binary lies in the repository.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageFormat, Rgb, RgbImage, RgbaImage};

pub const RED: [u8; 3] = [220, 20, 20];
pub const GREEN: [u8; 3] = [20, 200, 20];
pub const BLUE: [u8; 3] = [20, 20, 220];
pub const YELLOW: [u8; 3] = [230, 220, 20];

/// Four coloured quarters: red and green above, blue and yellow below.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => YELLOW,
        })
    })
}

/// The hardest picture to compress, always the same one.
pub fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    RgbImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [red, green, blue, ..] = state.to_le_bytes();
        Rgb([red, green, blue])
    })
}

/// Soft shapes with a fine grain, about as hard to compress as a market stall photographed by a cheap phone.
pub fn photo(width: u32, height: u32) -> RgbImage {
    let grain = noise(width, height);
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let wave = |a: f64, b: f64, c: f64| 128.0 + 100.0 * (a * u + b * v + (c * u * v).sin()).sin();
        let base = [wave(9.0, 4.0, 7.0), wave(3.0, 11.0, 5.0), wave(14.0, 2.0, 9.0)];
        let grain = grain.get_pixel(x, y).0;
        Rgb([0, 1, 2].map(|channel| (base[channel] + f64::from(grain[channel]) / 12.0) as u8))
    })
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    encoded(DynamicImage::ImageRgb8(picture.clone()), ImageFormat::Png)
}

pub fn png_rgba(picture: &RgbaImage) -> Vec<u8> {
    encoded(DynamicImage::ImageRgba8(picture.clone()), ImageFormat::Png)
}

pub fn gif_header() -> Vec<u8> {
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
        .to_vec()
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 92).encode_image(picture).expect("encodes");
    file
}

pub fn webp_lossless(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new_lossless(&mut file)
        .encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .expect("encodes");
    file
}

pub fn webp_lossy(picture: &RgbImage) -> Vec<u8> {
    webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height()).encode(85.0).to_vec()
}

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("encodes");
    file.into_inner()
}

/// An EXIF block (a TIFF structure) with this orientation, a camera's name and a place in Lagos.
pub fn exif_block(orientation: u16) -> Vec<u8> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let degrees = |whole, minutes, seconds| {
        Value::Rational(vec![
            Rational { num: whole, denom: 1 },
            Rational { num: minutes, denom: 1 },
            Rational { num: seconds, denom: 100 },
        ])
    };
    let fields = [
        field(Tag::Orientation, Value::Short(vec![orientation])),
        field(Tag::Model, Value::Ascii(vec![b"TELLTALE-CAMERA".to_vec()])),
        field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])),
        field(Tag::GPSLatitude, degrees(6, 31, 2760)),
        field(Tag::GPSLongitudeRef, Value::Ascii(vec![b"E".to_vec()])),
        field(Tag::GPSLongitude, degrees(3, 22, 4520)),
    ];
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, false).expect("writes");
    block.into_inner()
}

/// The JPEG with the EXIF block in its APP1 segment.
pub fn jpeg_with_exif(jpeg: &[u8], block: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + 6 + block.len()).expect("a small block");
    let mut file = jpeg[..2].to_vec();
    file.extend([0xFF, 0xE1]);
    file.extend(length.to_be_bytes());
    file.extend(b"Exif\0\0");
    file.extend(block);
    file.extend(&jpeg[2..]);
    file
}

/// The PNG with the EXIF block in an eXIf chunk before its pixels.
pub fn png_with_exif(png: &[u8], block: &[u8]) -> Vec<u8> {
    let behind_header = 8 + 12 + 13;
    [&png[..behind_header], &png_chunk(b"eXIf", block), &png[behind_header..]].concat()
}

/// A lossless WebP in the extended layout, with the EXIF block behind its pixels.
pub fn webp_with_exif(webp: &[u8], width: u32, height: u32, block: &[u8]) -> Vec<u8> {
    let exif_flag = 0b1000;
    let body = [webp_canvas(width, height, exif_flag), webp[12..].to_vec(), riff_chunk(b"EXIF", block)];
    riff(&body.concat())
}

pub fn webp_canvas(width: u32, height: u32, flags: u8) -> Vec<u8> {
    let mut canvas = vec![flags, 0, 0, 0];
    canvas.extend(&(width - 1).to_le_bytes()[..3]);
    canvas.extend(&(height - 1).to_le_bytes()[..3]);
    riff_chunk(b"VP8X", &canvas)
}

pub fn riff(body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len() + 4).expect("a small file");
    [b"RIFF", size.to_le_bytes().as_slice(), b"WEBP", body].concat()
}

pub fn riff_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let size = u32::try_from(data.len()).expect("a small chunk");
    let mut chunk = [kind, size.to_le_bytes().as_slice(), data].concat();
    if data.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}

/// The PNG with another size in its header, whose checksum is made to fit.
pub fn png_claiming(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut header = png[16..29].to_vec();
    header[..4].copy_from_slice(&width.to_be_bytes());
    header[4..8].copy_from_slice(&height.to_be_bytes());
    [&png[..8], &png_chunk(b"IHDR", &header), &png[33..]].concat()
}

pub fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a small chunk");
    let named = [kind.as_slice(), data].concat();
    [length.to_be_bytes().as_slice(), &named, &crc32(&named).to_be_bytes()].concat()
}

/// The JPEG with another size in its frame header.
pub fn jpeg_claiming(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a baseline frame");
    let mut file = jpeg.to_vec();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}
