//! A look into a PDF that comes as a paper: whether it is whole, open, short, and does nothing by itself.
//!
//! A PDF cannot be made anew as a photo is, so it is kept as it came and only downloaded. This look is deliberately
//! coarse: it follows no table of contents, because readers differ in how they do. It reads every name in the file,
//! wherever it stands and however it is spelt, and in whatever packed stream begins like an object stream; what it
//! cannot unpack is refused. What exactly is refused stands in docs/uploads.md.

use contracts::media::PaperRefused;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

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
        let declared = is_object_stream(&bytes[start.saturating_sub(DESCRIPTION)..start])?;
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
    }
    seen.verdict()
}

/// What the names of a file tell.
#[derive(Debug, Default)]
struct Seen {
    pages: usize,
    cross_reference_streams: bool,
    odd_filters: bool,
}

impl Seen {
    fn read(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        let mut typed_at = None;
        for name in names(bytes) {
            let rest = skip_space(bytes, name.end);
            match name.text.as_slice() {
                b"Encrypt" => return Err(PdfError::Locked),
                // A list says where in the file to begin; anything else may be an action.
                b"OpenAction" if bytes.get(rest) != Some(&b'[') => return Err(PdfError::Active),
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

/// Whether the description before a stream says that it holds objects; one that does has to be plain.
fn is_object_stream(before: &[u8]) -> Result<bool, PdfError> {
    let begin = rfind(before, b"obj").map_or(0, |at| at + 3);
    let description = &before[begin..];
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

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;
    use proptest::prelude::*;

    use super::*;

    /// A file of these objects, each as it stands between `obj` and `endobj`.
    fn pdf(objects: &[&[u8]]) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        for (n, object) in objects.iter().enumerate() {
            file.extend(format!("{} 0 obj\n", n + 1).bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        file.extend_from_slice(b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
        file
    }

    fn stream(description: &str, bytes: &[u8]) -> Vec<u8> {
        let mut object = format!("<< {description} /Length {} >>\nstream\r\n", bytes.len()).into_bytes();
        object.extend_from_slice(bytes);
        object.extend_from_slice(b"\nendstream");
        object
    }

    const CATALOG: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
    const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    const PAGE: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
    const FLATE: &str = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";

    fn with(object: &[u8]) -> Result<(), PdfError> {
        look(&pdf(&[CATALOG, PAGES, PAGE, object]))
    }

    #[test]
    fn plain_papers_are_taken() {
        assert_eq!(look(&pdf(&[CATALOG, PAGES, PAGE])), Ok(()));
        // As scanners, office programs and web pages make them.
        assert_eq!(
            with(&stream("/Type /XObject /Filter /DCTDecode", &[0xFF, 0xD8, 0xFF, b'/', b'J', b'S', 0])),
            Ok(())
        );
        assert_eq!(with(&stream("/Filter [/ASCII85Decode /FlateDecode]", b"Gar'#_$$0=~>")), Ok(()));
        assert_eq!(
            with(&stream("/Filter /FlateDecode", &compress_to_vec_zlib(b"1 0 0 1 72 720 cm (Hello) Tj", 6))),
            Ok(())
        );
        assert_eq!(with(b"<< /Type /Catalog /OpenAction [3 0 R /XYZ null null 0] >>"), Ok(()));
        assert_eq!(with(b"<< /S /URI /URI (https://example.com) >>"), Ok(()));
        assert_eq!(with(b"<< /Type /Sig /Filter /Adobe.PPKLite >>"), Ok(()));
        let objects = compress_to_vec_zlib(b"3 0 << /Type/Page/Parent 2 0 R >>", 6);
        assert_eq!(
            look(&pdf(&[CATALOG, PAGES, &stream(FLATE, &objects), &stream("/Type /XRef", b"")])),
            Ok(())
        );
    }

    #[test]
    fn what_does_something_by_itself_is_refused() {
        for action in [
            "<< /S /JavaScript /JS (app.alert(1)) >>",
            "<< /S /Java#53cript /JS 4 0 R >>",
            "<< /S /#4a#61#76#61#53#63#72#69#70#74 >>",
            "<< /Type /Catalog /OpenAction 5 0 R >>",
            "<< /Type /Catalog /OpenAction<< /S /GoTo >> >>",
            "<< /S /Launch /F (cmd.exe) >>",
            "<</Type/EmbeddedFile>>",
            "<< /Names << /EmbeddedFiles 5 0 R >> >>",
            "<< /S/SubmitForm/F(https://example.com) >>",
            "<< /AcroForm << /XFA 5 0 R >> >>",
            "<< /S /GoToE >>",
        ] {
            assert_eq!(with(action.as_bytes()), Err(PdfError::Active), "{action}");
            // The same in an object stream, declared or not, in a comment, and within what calls itself a picture.
            let packed = compress_to_vec_zlib(format!("7 0 {action}").as_bytes(), 9);
            assert_eq!(with(&stream(FLATE, &packed)), Err(PdfError::Active), "{action} packed");
            assert_eq!(
                with(&stream("/Filter /FlateDecode", &packed)),
                Err(PdfError::Active),
                "{action} hidden"
            );
            assert_eq!(with(&stream("/Filter /DCTDecode", action.as_bytes())), Err(PdfError::Active));
        }
    }

    #[test]
    fn what_cannot_be_looked_through_is_refused() {
        let file = pdf(&[CATALOG, PAGES, PAGE]);
        let locked = String::from_utf8_lossy(&file).replace("/Root", "/Encrypt 9 0 R /Root").into_bytes();
        assert_eq!(look(&locked), Err(PdfError::Locked));
        let packed = compress_to_vec_zlib(b"7 0 << /S /GoTo >>", 9);
        for description in [
            "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
            "/Type /ObjStm /Filter 9 0 R",
            "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
            "/Type /ObjStm %\n /Filter /FlateDecode",
            "/Type /ObjStm /Filter /LZWDecode",
        ] {
            assert_eq!(with(&stream(description, &packed)), Err(PdfError::Locked), "{description}");
        }
        assert_eq!(with(&stream(FLATE, b"not packed at all")), Err(PdfError::Locked));
        assert_eq!(with(&stream(FLATE, &packed[..packed.len() - 6])), Err(PdfError::Locked), "cut");
        // What stands packed behind another filter, in a file that may have objects there.
        let both =
            [stream("/Type /XRef", b""), b"\nendobj\n5 0 obj\n".to_vec(), stream("/Filter /A85", b"x")]
                .concat();
        assert_eq!(with(&both), Err(PdfError::Locked));
        let bomb = compress_to_vec_zlib(&vec![b'1'; MOST_UNPACKED + 1], 1);
        assert!(bomb.len() < MOST_UNPACKED / 50);
        assert_eq!(with(&stream(FLATE, &bomb)), Err(PdfError::Locked));
        // Two that fit one by one.
        let half = compress_to_vec_zlib(&vec![b'1'; MOST_UNPACKED / 2 + 1], 1);
        assert_eq!(with(&stream(FLATE, &half)), Ok(()));
        assert_eq!(with(&[stream(FLATE, &half), stream(FLATE, &half)].concat()), Err(PdfError::Locked));
        let many: Vec<u8> = (0..=MOST_STREAMS).flat_map(|_| stream("", b"1")).collect();
        assert_eq!(with(&many), Err(PdfError::Locked));
    }

    #[test]
    fn pages_are_counted_wherever_they_stand() {
        let pages = |plain: usize, packed: usize| {
            let object: Vec<u8> = (0..packed).flat_map(|_| b"3 0 << /Type/Page >> ".to_vec()).collect();
            let object = stream(FLATE, &compress_to_vec_zlib(&object, 6));
            let mut objects = vec![CATALOG, PAGES];
            objects.extend(std::iter::repeat_n(PAGE, plain));
            if packed > 0 {
                objects.push(&object);
            }
            look(&pdf(&objects))
        };
        assert_eq!(pages(20, 0), Ok(()));
        assert_eq!(pages(12, 8), Ok(()));
        assert_eq!(pages(21, 0), Err(PdfError::TooManyPages));
        assert_eq!(pages(12, 9), Err(PdfError::TooManyPages));
        assert_eq!(pages(0, 0), Err(PdfError::Damaged));
    }

    #[test]
    fn a_file_that_is_cut_or_no_pdf_is_refused() {
        let file = pdf(&[CATALOG, PAGES, PAGE]);
        for length in 0..file.len() - 6 {
            assert_eq!(look(&file[..length]), Err(PdfError::Damaged), "{length}");
        }
        assert_eq!(look(&[b"MZ".as_slice(), &file].concat()), Err(PdfError::Damaged));
        assert_eq!(look(&[file, vec![b' '; 2000]].concat()), Err(PdfError::Damaged));
    }

    proptest! {
        #[test]
        fn no_bytes_upset_it(bytes in proptest::collection::vec(any::<u8>(), 0..2000), cut in 0_usize..400) {
            let mut file = pdf(&[CATALOG, PAGES, PAGE, &stream(FLATE, &bytes), &bytes]);
            let _ = look(&file);
            file.drain(file.len() / 2..file.len() / 2 + cut.min(file.len() / 4));
            let _ = look(&file);
        }
    }
}
