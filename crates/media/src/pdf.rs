//! A look into a PDF that comes as a paper: whether it is whole, open, short, and does nothing by itself.
//!
//! A PDF cannot be made anew as a photo is, so it is kept as it came and only downloaded. This look is deliberately
//! coarse: it follows no table of contents, because readers differ in how they do. It reads every name in the file,
//! wherever it stands and however it is spelt, and in whatever packed stream begins like an object stream; what it
//! cannot unpack is refused. What exactly is refused stands in docs/uploads.md.

mod objects;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use contracts::media::PaperRefused;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use objects::{Objects, reference};

const MOST_PAGES: usize = PaperRefused::MOST_PAGES;

/// Most bytes that object streams may unpack to, together.
const MOST_UNPACKED: usize = 16 * 1024 * 1024;
/// Most streams: far more than so few pages have.
const MOST_STREAMS: usize = 4000;
/// Bytes before a stream in which its description stands.
const DESCRIPTION: usize = 4096;
/// Bytes of the longest name that means anything here, with room for those that begin with it.
const LONGEST_NAME: usize = 32;

/// Names that make a reader run, open, send or unpack something.
const ACTIVE: [&[u8]; 11] = [
    b"JavaScript",
    b"XFA",
    b"Launch",
    b"GoToE",
    b"GoToR",
    b"SubmitForm",
    b"ImportData",
    b"RichMedia",
    b"Rendition",
    b"EmbeddedFile",
    b"EmbeddedFiles",
];

/// Filters that no object stream has, and behind which one could hide.
const ODD_FILTERS: [&[u8]; 9] = [
    b"ASCIIHexDecode",
    b"AHx",
    b"ASCII85Decode",
    b"A85",
    b"LZWDecode",
    b"LZW",
    b"RunLengthDecode",
    b"RL",
    b"Crypt",
];

/// Why a PDF was not taken, one variant per thing a person can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// Not whole, or nothing in it.
    #[error("damaged")]
    Damaged,
    /// Encrypted, or made so that nobody can look inside.
    #[error("cannot be looked through")]
    Locked,
    /// It does something by itself, or carries other files.
    #[error("does something by itself")]
    Active,
    /// More pages than a paper may have.
    #[error("too many pages")]
    TooManyPages,
}

/// Whether a file says that it is a PDF.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Looks through a PDF.
///
/// # Errors
/// Why it is not taken.
pub fn look(bytes: &[u8]) -> Result<(), PdfError> {
    let end = &bytes[bytes.len().saturating_sub(1024)..];
    if !is_pdf(bytes) || find(end, b"%%EOF").is_none() || find(end, b"startxref").is_none() {
        return Err(PdfError::Damaged);
    }
    let mut seen = Seen::default();
    seen.read(bytes)?;
    let mut left = MOST_UNPACKED;
    for (count, start) in streams(bytes).enumerate() {
        if count == MOST_STREAMS {
            return Err(PdfError::Locked);
        }
        let description = description(&bytes[start.saturating_sub(DESCRIPTION)..start]);
        let declared = is_object_stream(description)?;
        // It may stand there as it is.
        seen.objects.read_stream(description, &bytes[start..]);
        let (Ok(beginning) | Err(beginning)) = unpack(&bytes[start..], 64);
        if !begins_with_number(&beginning) {
            if declared {
                return Err(PdfError::Locked);
            }
            continue;
        }
        let unpacked = unpack(&bytes[start..], left).map_err(|_| PdfError::Locked)?;
        left -= unpacked.len();
        seen.read(&unpacked)?;
        seen.objects.read_stream(description, &unpacked);
    }
    if !seen.opens.is_empty() {
        seen.objects.read(bytes);
    }
    seen.verdict()
}

/// What the names of a file tell.
#[derive(Debug, Default)]
struct Seen {
    pages: usize,
    cross_reference_streams: bool,
    odd_filters: bool,
    /// The objects that say what happens when it is opened.
    opens: BTreeSet<u64>,
    objects: Objects,
}

impl Seen {
    fn read(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        let mut typed_at = None;
        for name in names(bytes) {
            let rest = skip_space(bytes, name.end);
            match name.text.as_slice() {
                b"Encrypt" => return Err(PdfError::Locked),
                // A list says where in the file to begin; anything else may be an action.
                b"OpenAction" if bytes.get(rest) != Some(&b'[') => {
                    self.opens.insert(reference(bytes, rest).ok_or(PdfError::Active)?);
                }
                b"Type" => typed_at = Some(rest),
                b"Filter" => self.odd_filters |= has_odd_filter(bytes, rest),
                b"XRef" | b"ObjStm" => self.cross_reference_streams = true,
                b"Page" if typed_at == Some(name.start) => self.pages += 1,
                text if ACTIVE.contains(&text) => return Err(PdfError::Active),
                _ => {}
            }
        }
        Ok(())
    }

    fn verdict(&self) -> Result<(), PdfError> {
        match self.pages {
            _ if self.opens.iter().any(|object| !self.objects.is_list(*object)) => Err(PdfError::Active),
            _ if self.cross_reference_streams && self.odd_filters => Err(PdfError::Locked),
            0 => Err(PdfError::Damaged),
            1..=MOST_PAGES => Ok(()),
            _ => Err(PdfError::TooManyPages),
        }
    }
}

/// A name, with `#xx` read as the byte that it stands for.
struct Name {
    text: Vec<u8>,
    /// Where its slash stands.
    start: usize,
    end: usize,
}

fn names(bytes: &[u8]) -> impl Iterator<Item = Name> {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    slashes.map(move |(start, _)| name_at(bytes, start))
}

/// The name whose slash stands at `start`.
fn name_at(bytes: &[u8], start: usize) -> Name {
    let (mut text, mut end) = (Vec::new(), start + 1);
    while text.len() < LONGEST_NAME
        && let Some(&byte) = bytes.get(end)
        && !is_space(byte)
        && !b"()<>[]{}/%".contains(&byte)
    {
        let escaped = if byte == b'#' { bytes.get(end + 1..end + 3).and_then(hex) } else { None };
        text.push(escaped.unwrap_or(byte));
        end += if escaped.is_some() { 3 } else { 1 };
    }
    Name { text, start, end }
}

fn hex(digits: &[u8]) -> Option<u8> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Whether the value of a filter, which begins at `at`, is one to hide behind, or stands somewhere else.
fn has_odd_filter(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'/') => ODD_FILTERS.contains(&name_at(bytes, at).text.as_slice()),
        Some(b'[') => {
            let list = &bytes[at..];
            let Some(end) = list.iter().position(|byte| *byte == b']') else { return true };
            names(&list[..end]).any(|name| ODD_FILTERS.contains(&name.text.as_slice()))
        }
        _ => true,
    }
}

/// What describes the stream that these bytes lead to.
fn description(before: &[u8]) -> &[u8] {
    &before[rfind(before, b"obj").map_or(0, |at| at + 3)..]
}

/// Whether the description of a stream says that it holds objects; one that does has to be plain.
fn is_object_stream(description: &[u8]) -> Result<bool, PdfError> {
    let (mut declared, mut plain, mut filtered) = (false, !description.contains(&b'%'), false);
    for name in names(description) {
        match name.text.as_slice() {
            b"ObjStm" => declared = true,
            b"DecodeParms" | b"DP" | b"F" => plain = false,
            b"Filter" => {
                let value = skip_space(description, name.end);
                let in_list = description.get(value) == Some(&b'[');
                let first = if in_list { skip_space(description, value + 1) } else { value };
                filtered = true;
                plain &= description.get(first) == Some(&b'/')
                    && matches!(name_at(description, first).text.as_slice(), b"FlateDecode" | b"Fl");
            }
            _ => {}
        }
    }
    // One that is not packed stands in the file as it is, where its names have been read.
    if declared && !plain { Err(PdfError::Locked) } else { Ok(declared && filtered) }
}

/// Where the bytes of each stream begin.
fn streams(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let word = b"stream";
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at + find(&bytes[at..], word)?;
            at = found + word.len();
            if found >= 3 && &bytes[found - 3..found] == b"end" {
                continue;
            }
            match bytes.get(at..at + 2)? {
                b"\r\n" => return Some(at + 2),
                [b'\n' | b'\r', _] => return Some(at + 1),
                _ => {}
            }
        }
    })
}

/// What a packed stream holds, if that is at most `most` bytes; else its beginning.
fn unpack(bytes: &[u8], most: usize) -> Result<Vec<u8>, Vec<u8>> {
    // The room is made before it is needed, so a large one only for what has proved to be large.
    let first = decompress_to_vec_zlib_with_limit(bytes, most.min(MOST_UNPACKED / 64));
    let all = match first {
        Err(error) if error.status == TINFLStatus::HasMoreOutput && most > MOST_UNPACKED / 64 => {
            decompress_to_vec_zlib_with_limit(bytes, most)
        }
        done => done,
    };
    all.map_err(|error| error.output)
}

/// Object streams begin with the number of an object; pictures do not.
fn begins_with_number(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .find(|byte| !is_space(**byte))
        .is_some_and(|byte| byte.is_ascii_digit() || b"+-%".contains(byte))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    let space = bytes.get(from..).unwrap_or_default().iter().take_while(|byte| is_space(**byte)).count();
    from + space
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
