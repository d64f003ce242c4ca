//! Which kept answers a change of the index may have touched.
//!
//! A document that is written tells its words, the old and the new ones, as short marks. A kept answer remembers what a
//! document must have to belong into it. So writing about goats leaves the answers about cement alone, and whoever
//! asks for goats next sees what was written. Of what ends by itself nobody is told: a kept answer knows when what it
//! shows ends, and of millions of listings some end each second.

use std::collections::VecDeque;
use std::sync::{PoisonError, RwLock};

use crate::request::Kind;

/// So many changes are remembered; an answer from before them counts as touched.
const REMEMBERED: usize = 2048;
/// A notification of PostgreSQL takes less than 8,000 bytes.
const LONGEST: usize = 7800;

/// A word in short. Different words may have the same mark; then an answer is looked up once too often.
#[must_use]
pub fn mark(word: &str) -> u16 {
    // FNV-1a, folded: the same in every process and every version of the program.
    let hash =
        word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash >> 16) as u16 ^ hash as u16
}

/// The word that every document of a kind has.
fn kind_word(kind: Kind) -> String {
    format!("=kind:{}", kind.as_str())
}

/// What to announce of documents that were written, from all the words of each, old and new. A text without marks
/// says that anything may have changed.
#[must_use]
pub fn announcements<'a>(kind: Kind, documents: impl Iterator<Item = Vec<&'a str>>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for words in documents {
        let mut marks: Vec<u16> = words.into_iter().map(mark).collect();
        marks.push(mark(&kind_word(kind)));
        marks.sort_unstable();
        marks.dedup();
        let told: String = marks.iter().map(|mark| format!("{mark:04x}")).collect();
        if told.len() > LONGEST {
            return vec![String::new()];
        }
        match texts.last_mut() {
            Some(last) if last.len() + 1 + told.len() <= LONGEST => {
                last.push('.');
                last.push_str(&told);
            }
            _ => texts.push(told),
        }
    }
    texts
}

/// What a document must have to belong into an answer: one word of each list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch(Vec<Vec<u16>>);

impl Watch {
    /// From lists of words of which a document of one of these kinds needs one each.
    #[must_use]
    pub fn new(kinds: &[Kind], needs: &[Vec<String>]) -> Self {
        let of_kind = kinds.iter().map(|kind| mark(&kind_word(*kind))).collect();
        let needs = needs.iter().map(|words| words.iter().map(|word| mark(word)).collect());
        Self(needs.chain([of_kind]).collect())
    }

    /// `marks` are in order.
    fn is_touched_by(&self, marks: &[u16]) -> bool {
        self.0.iter().all(|any| any.iter().any(|mark| marks.binary_search(mark).is_ok()))
    }
}

/// The latest changes of the index.
#[derive(Debug, Default)]
pub struct Written(RwLock<Lately>);

#[derive(Debug, Default)]
struct Lately {
    /// All changes that were ever noted.
    count: u64,
    /// The marks of the latest ones.
    marks: VecDeque<Vec<u16>>,
}

impl Written {
    /// How many changes were noted so far.
    pub fn count(&self) -> u64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).count
    }

    /// Takes note of what was announced. `false` when that says nothing of what was changed.
    pub fn note(&self, announcement: &str) -> bool {
        let told: Option<Vec<Vec<u16>>> = announcement.split('.').map(marks_in).collect();
        let mut lately = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_told = told.is_some();
        for marks in told.unwrap_or_else(|| vec![Vec::new()]) {
            lately.count += 1;
            if lately.marks.len() == REMEMBERED {
                lately.marks.pop_front();
            }
            lately.marks.push_back(marks);
        }
        is_told
    }

    /// Whether a change after the first `count` ones may belong into an answer.
    pub fn has_touched(&self, count: u64, watch: &Watch) -> bool {
        let lately = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let since = usize::try_from(lately.count.saturating_sub(count)).unwrap_or(usize::MAX);
        since > lately.marks.len()
            || lately.marks.iter().rev().take(since).any(|marks| watch.is_touched_by(marks))
    }
}

/// Whether an announcement may be of a document of this kind.
#[must_use]
pub fn may_be_of(kind: Kind, announcement: &str) -> bool {
    let wanted = mark(&kind_word(kind));
    announcement.split('.').any(|document| marks_in(document).is_none_or(|marks| marks.contains(&wanted)))
}

/// The marks of one document; none when the text is no list of marks.
fn marks_in(text: &str) -> Option<Vec<u16>> {
    if text.is_empty() || !text.len().is_multiple_of(4) {
        return None;
    }
    let digits = text.as_bytes().chunks_exact(4);
    digits.map(|four| u16::from_str_radix(str::from_utf8(four).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(lists: &[&[&str]]) -> Vec<Vec<String>> {
        lists.iter().map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect()
    }

    fn note(written: &Written, kind: Kind, words: &[&str]) {
        for told in announcements(kind, [words.to_vec()].into_iter()) {
            assert!(written.note(&told));
        }
    }

    #[test]
    fn an_answer_is_touched_by_a_document_with_all_it_needs() {
        let written = Written::default();
        let watch = Watch::new(&[Kind::Listings], &needs(&[&["maize", "corn"], &["=k:NG"]]));
        note(&written, Kind::Listings, &["maize", "=k:NG"]);
        let count = written.count();
        assert!(!written.has_touched(count, &watch), "what was written before does not matter");
        note(&written, Kind::Listings, &["maize", "=k:GH"]);
        note(&written, Kind::Listings, &["rice", "=k:NG"]);
        note(&written, Kind::Businesses, &["maize", "=k:NG"]);
        assert!(!written.has_touched(count, &watch), "none of them has all");
        note(&written, Kind::Listings, &["yellow", "corn", "=k:NG"]);
        assert!(written.has_touched(count, &watch));
        let everything = Watch::new(&[Kind::Listings], &[]);
        assert!(written.has_touched(count, &everything));
        let both = Watch::new(&Kind::ALL, &needs(&[&["rice"]]));
        let count = written.count();
        note(&written, Kind::Businesses, &["maize"]);
        assert!(!written.has_touched(count, &both));
        note(&written, Kind::Businesses, &["rice"]);
        assert!(written.has_touched(count, &both));
    }

    #[test]
    fn an_answer_older_than_what_is_remembered_counts_as_touched() {
        let written = Written::default();
        let watch = Watch::new(&[Kind::Listings], &needs(&[&["maize"]]));
        for _ in 0..REMEMBERED {
            note(&written, Kind::Listings, &["rice"]);
        }
        assert!(!written.has_touched(0, &watch));
        note(&written, Kind::Listings, &["rice"]);
        assert!(written.has_touched(0, &watch));
    }

    #[test]
    fn many_documents_are_told_apart_in_few_announcements() {
        let words: Vec<String> = (0..150).map(|n| format!("word{n}")).collect();
        let documents = (0..100).map(|n| {
            let mut document: Vec<&str> = words.iter().map(String::as_str).collect();
            document.push(if n % 2 == 0 { "maize" } else { "=k:NG" });
            document
        });
        let told = announcements(Kind::Listings, documents);
        assert!(told.len() < 15 && told.iter().all(|text| text.len() <= LONGEST), "{}", told.len());
        let written = Written::default();
        assert!(told.iter().all(|text| written.note(text)));
        assert_eq!(written.count(), 100);
        assert!(!written.has_touched(0, &Watch::new(&[Kind::Listings], &needs(&[&["maize"], &["=k:NG"]]))));
        assert!(written.has_touched(0, &Watch::new(&[Kind::Listings], &needs(&[&["maize"], &["word7"]]))));
    }

    #[test]
    fn an_announcement_tells_of_which_kind_its_documents_may_be() {
        let told = |kind| announcements(kind, [vec!["maize", "=k:NG"], vec!["rice"]].into_iter()).join(".");
        assert!(may_be_of(Kind::Businesses, &told(Kind::Businesses)) && may_be_of(Kind::Businesses, ""));
        assert!(!may_be_of(Kind::Businesses, &told(Kind::Listings)));
    }

    #[test]
    fn too_many_words_are_not_told_one_by_one() {
        let words: Vec<String> = (0..10_000).map(|n| format!("word{n}")).collect();
        let told = announcements(Kind::Listings, [words.iter().map(String::as_str).collect()].into_iter());
        assert_eq!(told, [""]);
        for nothing in ["", "weird", "00é", "12345", "."] {
            assert!(!Written::default().note(nothing), "{nothing}");
        }
    }
}
