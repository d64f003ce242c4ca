//! What a file is, how large it says it is, and whether its end is there, read from its structure alone.
//! Nothing is decoded or allocated. A decoder is handed the file only when this has passed, because decoders
//! allocate by what a file declares, in places that their own limits do not reach.
//!
//! Sources: ITU-T T.81 Annex B (JPEG markers); the PNG specification, third edition, 5.2–5.3 and 11.2;
//! RFC 9649 and RFC 6386 9.1 (WebP); ISO/IEC 14496-12 4.3 (the `ftyp` box of HEIC and AVIF).

use super::PictureError;

/// The formats that are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG; of an animated one the still picture.
    Png,
    /// WebP, lossy or lossless, not animated.
    WebP,
}

/// What the structure of a file declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub format: SourceFormat,
    /// Never zero, as stored (before turning upright).
    pub width: u32,
    /// Never zero, as stored.
    pub height: u32,
    /// Memory at the peak of decoding and conversion to RGB, per pixel.
    pub bytes_per_pixel: u64,
    /// Whether the file goes on to its end mark.
    pub complete: bool,
}

/// Recognises the file by its first bytes and walks its structure to the end. A file that was cut behind its
/// declared size still gives a header, so that a bomb is called a bomb even when its data is missing.
pub(super) fn read(bytes: &[u8]) -> Result<Header, PictureError> {
    let mut header = None;
    let walked = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        walk_jpeg(bytes, &mut header)
    } else if bytes.starts_with(PNG_SIGNATURE) {
        walk_png(bytes, &mut header)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        walk_webp(bytes, &mut header)
    } else {
        return Err(match iso_media_kind(bytes) {
            Some(kind) => PictureError::UnsupportedKind { kind },
            None => PictureError::NotAPicture,
        });
    };
    let complete = match walked {
        Ok(()) => true,
        Err(PictureError::Truncated) if header.is_some() => false,
        Err(error) => return Err(error),
    };
    let header = header.filter(|header| header.width > 0 && header.height > 0);
    header.map(|header| Header { complete, ..header }).ok_or(PictureError::Damaged)
}

/// More scans than any camera writes; each makes a progressive decoder walk the whole picture once more.
const MAX_SCANS: usize = 32;

fn walk_jpeg(bytes: &[u8], header: &mut Option<Header>) -> Result<(), PictureError> {
    let mut scans = 0;
    let mut at = 2;
    loop {
        let (marker, segment) = next_marker(bytes, at)?;
        if marker == 0xD9 {
            return if scans > 0 { Ok(()) } else { Err(PictureError::Damaged) };
        }
        let length = u16_be(bytes, segment)?;
        if length < 2 {
            return Err(PictureError::Damaged);
        }
        let end = segment + usize::from(length);
        if end > bytes.len() {
            return Err(PictureError::Truncated);
        }
        match marker {
            // Start of frame; C4, C8 and CC are tables and extensions.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                if header.is_some() || length < 8 {
                    return Err(PictureError::Damaged);
                }
                let components = u64::from(bytes[segment + 7]);
                let progressive = marker & 0b11 == 2;
                *header = Some(Header {
                    format: SourceFormat::Jpeg,
                    complete: false,
                    height: u16_be(bytes, segment + 3)?.into(),
                    width: u16_be(bytes, segment + 5)?.into(),
                    // A progressive picture keeps all its coefficients, two bytes each, to the end.
                    bytes_per_pixel: 3 + if progressive { 2 * components } else { 3 },
                });
            }
            0xDA => {
                scans += 1;
                if scans > MAX_SCANS {
                    return Err(PictureError::Damaged);
                }
            }
            _ => {}
        }
        at = end;
    }
}

/// The next marker at or after `at` and the position behind it, over entropy-coded data and its restarts.
/// None before the end of the file means that the file was cut.
fn next_marker(bytes: &[u8], mut at: usize) -> Result<(u8, usize), PictureError> {
    loop {
        let rest = bytes.get(at..).ok_or(PictureError::Truncated)?;
        let found = rest.iter().position(|byte| *byte == 0xFF).ok_or(PictureError::Truncated)?;
        match rest.get(found + 1) {
            None => return Err(PictureError::Truncated),
            // A fill byte: the next one may start the marker.
            Some(0xFF) => at += found + 1,
            // A stuffed byte, TEM, a restart, or a second start of image: none has a segment.
            Some(0x00 | 0x01 | 0xD0..=0xD8) => at += found + 2,
            Some(marker) => return Ok((*marker, at + found + 2)),
        }
    }
}

const PNG_SIGNATURE: &[u8] = &[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];

fn walk_png(bytes: &[u8], header: &mut Option<Header>) -> Result<(), PictureError> {
    let mut at = PNG_SIGNATURE.len();
    loop {
        let length = u32_be(bytes, at)? as usize;
        let data = at + 8;
        match (slice(bytes, at + 4, 4)?, &header) {
            (b"IHDR", None) if length == 13 => {
                let depth = slice(bytes, data, 13)?[8];
                *header = Some(Header {
                    format: SourceFormat::Png,
                    complete: false,
                    width: u32_be(bytes, data)?,
                    height: u32_be(bytes, data + 4)?,
                    bytes_per_pixel: if depth == 16 { 12 } else { 7 },
                });
            }
            (b"IHDR", _) | (_, None) => return Err(PictureError::Damaged),
            (b"IEND", _) => return Ok(()),
            _ => {}
        }
        at = data + length + 4;
    }
}

/// Of the first byte of a VP8X chunk.
const ANIMATION_FLAG: u8 = 0b10;

fn walk_webp(bytes: &[u8], header: &mut Option<Header>) -> Result<(), PictureError> {
    let end = u32_le(bytes, 4)? as usize + 8;
    let mut at = 12;
    while at < end {
        let kind = slice(bytes, at, 4)?;
        let length = u32_le(bytes, at + 4)? as usize;
        let data = at + 8;
        let frame = match kind {
            b"VP8X" => {
                if slice(bytes, data, 1)?[0] & ANIMATION_FLAG != 0 {
                    return Err(PictureError::Animated);
                }
                None
            }
            b"VP8 " => {
                let side = |at| Ok::<_, PictureError>(u32::from(u16_le(bytes, at)?) & 0x3FFF);
                Some((side(data + 6)?, side(data + 8)?))
            }
            b"VP8L" => {
                let packed = u32_le(bytes, data + 1)?;
                Some(((packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1))
            }
            b"ANIM" | b"ANMF" => return Err(PictureError::Animated),
            _ => None,
        };
        if let Some((width, height)) = frame {
            // The size of the frame, not of the canvas around it, is what costs memory. The caller refuses
            // the file when the decoder, which goes by the canvas, sees another size.
            if header.is_some() {
                return Err(PictureError::Damaged);
            }
            let format = SourceFormat::WebP;
            *header = Some(Header { format, width, height, bytes_per_pixel: 8, complete: false });
        }
        at = data + length + length % 2;
        if data + length > bytes.len() {
            return Err(PictureError::Truncated);
        }
    }
    Ok(())
}

/// `HEIC` or `AVIF`, when the file says so in its first box.
fn iso_media_kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32_be(bytes, 0).ok()? as usize;
    let brands = bytes.get(8..length.min(bytes.len()))?;
    let mut kind = None;
    for brand in brands.chunks_exact(4) {
        match brand {
            b"avif" | b"avis" => return Some("AVIF"),
            b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
                kind = Some("HEIC");
            }
            _ => {}
        }
    }
    kind
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], PictureError> {
    bytes.get(at..at + length).ok_or(PictureError::Truncated)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], PictureError> {
    slice(bytes, at, N)?.try_into().map_err(|_| PictureError::Truncated)
}

fn u16_be(bytes: &[u8], at: usize) -> Result<u16, PictureError> {
    array(bytes, at).map(u16::from_be_bytes)
}

fn u16_le(bytes: &[u8], at: usize) -> Result<u16, PictureError> {
    array(bytes, at).map(u16::from_le_bytes)
}

fn u32_be(bytes: &[u8], at: usize) -> Result<u32, PictureError> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn u32_le(bytes: &[u8], at: usize) -> Result<u32, PictureError> {
    array(bytes, at).map(u32::from_le_bytes)
}
