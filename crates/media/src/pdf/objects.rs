//! Whether what a reference leads to is a list, in whichever of its places a reader may look it up.

use std::collections::HashSet;

use super::{find, is_space, names, skip_space};

/// Where the number and the generation of an object are looked for, in bytes before its beginning.
const NUMBERS: usize = 64;
/// Space between an object's number and what it is.
const MOST_SPACE: usize = 64;
/// In so many bytes an object stream has said the numbers of some thousand objects.
const LONGEST_HEAD: usize = 64 * 1024;
/// Most objects that are noted: far more than so short a file has.
const MOST: usize = 200_000;

/// The objects of a file. One may be written twice, and readers differ in which they take.
#[derive(Debug, Default)]
pub(super) struct Objects {
    lists: HashSet<u64>,
    others: HashSet<u64>,
    /// Something that is no list has a number that cannot be read.
    hidden: bool,
}

impl Objects {
    /// Whether the object is there, and a list wherever it is written.
    pub(super) fn is_list(&self, number: u64) -> bool {
        !self.hidden && self.lists.contains(&number) && !self.others.contains(&number)
    }

    /// Notes what stands in the file itself: `7 0 obj [`.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(found) = find(&bytes[at..], b"obj") {
            let word = at + found;
            at = word + 3;
            let before = &bytes[word.saturating_sub(NUMBERS)..word];
            if before.last().is_some_and(|byte| is_space(*byte) || byte.is_ascii_digit()) {
                self.note(number_before(before), bytes, at);
            }
        }
    }

    /// Notes what a stream holds, if it is an object stream: pairs of a number and a place, counted from the place that
    /// `description` calls `/First`.
    pub(super) fn read_stream(&mut self, description: &[u8], stream: &[u8]) {
        let first = first_place(description);
        let Some(pairs) = leading_numbers(stream) else {
            self.hidden = true;
            return;
        };
        for pair in pairs.chunks(2) {
            let place = first.zip(pair.get(1).copied()).and_then(|(first, after)| first.checked_add(after));
            let place = place.and_then(|place| usize::try_from(place).ok());
            self.note(Some(pair[0]), stream, place.unwrap_or(usize::MAX));
        }
    }

    fn note(&mut self, number: Option<u64>, bytes: &[u8], at: usize) {
        let beginning = bytes.get(at..).unwrap_or_default().iter().take(MOST_SPACE);
        let is_list = beginning.copied().find(|byte| !is_space(*byte)) == Some(b'[');
        let Some(number) = number.filter(|_| self.lists.len() + self.others.len() < MOST) else {
            self.hidden |= !is_list;
            return;
        };
        if is_list {
            self.lists.insert(number)
        } else {
            self.others.insert(number)
        };
    }
}

/// The number in `7 0 R` at this place.
pub(super) fn reference(bytes: &[u8], at: usize) -> Option<u64> {
    let (number, at) = digits(bytes, at)?;
    let (_, at) = digits(bytes, after_space(bytes, at)?)?;
    let at = after_space(bytes, at)?;
    let ends = bytes.get(at + 1).is_none_or(|byte| is_space(*byte) || b"/<>[]()%".contains(byte));
    (bytes.get(at) == Some(&b'R') && ends).then_some(number)
}

fn after_space(bytes: &[u8], at: usize) -> Option<usize> {
    Some(skip_space(bytes, at)).filter(|after| *after > at)
}

/// Digits at a place, and where they end.
fn digits(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let rest = bytes.get(at..)?;
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&rest[..count]).ok()?.parse().ok()?;
    Some((number, at + count))
}

/// The number in `7 0 ` at the end of these bytes.
fn number_before(bytes: &[u8]) -> Option<u64> {
    let spaceless = |bytes: &[u8]| bytes.iter().rposition(|byte| !is_space(*byte)).map_or(0, |at| at + 1);
    let digitless =
        |bytes: &[u8]| bytes.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    let generation = &bytes[..spaceless(bytes)];
    let before = &generation[..digitless(generation)];
    let number = &before[..spaceless(before)];
    if before.len() == generation.len() || number.len() == before.len() {
        return None;
    }
    digits(number, digitless(number)).map(|(number, _)| number)
}

/// What a description says once, as a plain number, under `/First`.
fn first_place(description: &[u8]) -> Option<u64> {
    let mut firsts = names(description).filter(|name| name.text == b"First");
    let (first, second) = (firsts.next()?, firsts.next());
    let (place, end) = digits(description, skip_space(description, first.end))?;
    // `/First 9 0 R` stands somewhere else.
    let ends = skip_space(description, end);
    let is_plain = description.get(ends).is_none_or(|byte| !byte.is_ascii_digit());
    (second.is_none() && is_plain).then_some(place)
}

/// The whole numbers that a stream begins with, `5.0` and `+5` included, as some readers do; none where they have no end.
fn leading_numbers(stream: &[u8]) -> Option<Vec<u64>> {
    let head = &stream[..stream.len().min(LONGEST_HEAD)];
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at = skip_space(head, at);
        if at == LONGEST_HEAD {
            return None;
        }
        if head.get(at) == Some(&b'%') {
            at += head[at..].iter().take_while(|byte| !b"\r\n".contains(byte)).count();
            continue;
        }
        let count =
            head[at..].iter().take_while(|byte| byte.is_ascii_digit() || b"+.".contains(byte)).count();
        let text = std::str::from_utf8(&head[at..at + count]).unwrap_or("");
        match text.parse::<f64>() {
            Ok(number) if number.fract() == 0.0 => found.push(number as u64),
            _ => return Some(found),
        }
        at += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_nothing_else() {
        for (text, expected) in [
            ("5 0 R", Some(5)),
            ("12\r\n0\tR>>", Some(12)),
            ("5 0 R/Names", Some(5)),
            ("5 0 RG", None),
            ("5 R", None),
            ("50R", None),
            ("<< /S /GoTo >>", None),
            ("", None),
            ("99999999999999999999999 0 R", None),
        ] {
            assert_eq!(reference(text.as_bytes(), 0), expected, "{text}");
        }
    }

    #[test]
    fn an_object_is_a_list_only_where_it_is_one_wherever_it_is_written() {
        let plain = |text: &str| {
            let mut objects = Objects::default();
            objects.read(text.as_bytes());
            objects.is_list(5)
        };
        for text in ["5 0 obj [3 0 R /Fit] endobj", "x\n05\r0 obj\n\n[", "5 0 obj[ endobj 6 0 obj << >>"] {
            assert!(plain(text), "{text}");
        }
        for text in [
            "",
            "6 0 obj [3 0 R /Fit] endobj",
            "5 0 obj << /S /URI >> endobj",
            "5 0 obj [ endobj 5 1 obj <<",
            "5 0 obj [ endobj 5%\n0 obj <<",
            "5 0 obj [ endobj 5 0%\nobj <<",
            "5 0 obj [ endobj 5 0\nobj <<",
            "5 0 obj [ endobj 5 0obj <<",
            "5 0 obj %[\n<<",
            "5 0 obj",
        ] {
            assert!(!plain(text), "{text}");
        }
    }

    #[test]
    fn numbers_without_an_end_hide_everything() {
        for head in ["5 ".repeat(LONGEST_HEAD / 2), "%\n".repeat(LONGEST_HEAD / 2)] {
            let mut objects = Objects::default();
            objects.read(b"5 0 obj [3 0 R /Fit]");
            assert!(objects.is_list(5));
            objects.read_stream(b"", head.as_bytes());
            assert!(!objects.is_list(5), "{}", &head[..4]);
        }
    }

    #[test]
    fn an_object_in_a_stream_is_found_by_its_place() {
        let packed = |description: &str, text: &str| {
            let mut objects = Objects::default();
            objects.read_stream(description.as_bytes(), text.as_bytes());
            objects.is_list(5)
        };
        assert!(packed("/N 2 /First 9", "4 0 5 13 << /S /X >>\n [3 0 R]"));
        assert!(packed("/N 1 /First 4", "5 0 [3 0 R]"));
        assert!(packed("/First 7", "%\n5.0 0[3 0 R]"), "as some readers do");
        for (description, text) in [
            ("/N 1 /First 4", "5 0 << /S /URI >>"),
            ("/N 1", "5 0 [3 0 R]"),
            ("/First 4 /First 9", "5 0 [3 0 R]"),
            ("/First 4 0 R", "5 0 [3 0 R]"),
            ("/First 99", "5 0 [3 0 R]"),
            ("/First 18446744073709551615", "5 9 [3 0 R]"),
            ("/First 4", "5"),
            ("/First 8", "5 0 5 8 [3 0 R] <<"),
        ] {
            assert!(!packed(description, text), "{description}: {text}");
        }
    }
}
