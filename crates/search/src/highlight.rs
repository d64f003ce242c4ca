//! Where a text answers the query, as plain pieces: nobody has to trust HTML that comes from a search.

use std::ops::Range;

use serde::Serialize;
use utoipa::ToSchema;

use crate::analysis::tokens_of;
use crate::marker::Marker;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"text": "maize", "hit": true}))]
pub struct Segment {
    /// Plain text.
    pub text: String,
    /// Whether it answers the query.
    pub hit: bool,
}

/// The whole text in pieces.
#[must_use]
pub fn marked(text: &str, marker: Option<&Marker>) -> Vec<Segment> {
    let mut segments = Vec::new();
    let hits = marker.into_iter().flat_map(|marker| hits(text, marker));
    push_marked(&mut segments, text, 0..text.len(), hits);
    segments
}

/// Where the words stand that answer the query.
fn hits(text: &str, marker: &Marker) -> impl Iterator<Item = Range<usize>> {
    let tokens = tokens_of(text, move |word| marker.may_hit(word));
    tokens.filter(|token| marker.hits(&token.key)).map(|token| token.place)
}

/// Adds a part of a text, as far as it is shown; nothing beyond it is looked at.
fn push_marked(
    segments: &mut Vec<Segment>,
    text: &str,
    shown: Range<usize>,
    hits: impl Iterator<Item = Range<usize>>,
) {
    let mut done = shown.start;
    for hit in hits.take_while(|hit| hit.end <= shown.end).filter(|hit| hit.start >= shown.start) {
        push(segments, &text[done..hit.start], false);
        push(segments, &text[hit.clone()], true);
        done = hit.end;
    }
    push(segments, &text[done..shown.end], false);
}

fn push(segments: &mut Vec<Segment>, text: &str, hit: bool) {
    if !text.is_empty() {
        segments.push(Segment { text: text.to_owned(), hit });
    }
}

/// How much of a description an excerpt shows, and how much of that before the first hit, in bytes of the text.
const LENGTH: usize = 160;
const BEFORE: usize = 40;

/// The part of a text around the first word that answers the query, or its beginning.
#[must_use]
pub fn excerpt(text: &str, marker: Option<&Marker>) -> Vec<Segment> {
    let mut hits = marker.into_iter().flat_map(|marker| hits(text, marker)).peekable();
    let start = hits.peek().map_or(0, |first| beginning(text, first.start));
    let end = if start + LENGTH >= text.len() { text.len() } else { gap_after(text, start + LENGTH) };
    let piece = text[start..end].trim_start();
    let from = end - piece.len();
    let mut segments = Vec::new();
    push(&mut segments, if start > 0 { "… " } else { "" }, false);
    push_marked(&mut segments, text, from..from + piece.trim_end().len(), hits);
    push(&mut segments, if end < text.len() { " …" } else { "" }, false);
    segments
}

/// Where an excerpt begins whose first hit begins at `hit`: a little before, between two words if there are any.
fn beginning(text: &str, hit: usize) -> usize {
    if hit <= BEFORE || text.len() <= LENGTH {
        return 0;
    }
    let from = text.ceil_char_boundary(hit - BEFORE);
    text[from..hit].find(char::is_whitespace).map_or(hit, |gap| from + gap)
}

/// The first place from `at` on where a word has ended; the end of the text if there is none soon.
fn gap_after(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    text[at..].find(char::is_whitespace).map_or(text.len(), |gap| at + gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synonyms::Synonyms;
    use crate::terms::Terms;

    fn told(segments: &[Segment]) -> String {
        segments.iter().map(|s| if s.hit { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[test]
    fn found_words_are_pieces_of_their_own() {
        let marker = Terms::read("mais chevres", &Synonyms::default(), false).marker();
        assert_eq!(
            told(&marked("Maïs, <b>chèvre</b> & maison", Some(&marker))),
            "[Maïs], <b>[chèvre]</b> & maison"
        );
        assert_eq!(told(&marked("Maïs", None)), "Maïs");
        assert_eq!(marked("", Some(&marker)), []);
    }

    #[test]
    fn an_excerpt_begins_before_the_first_hit() {
        let marker = Terms::read("طماطم", &Synonyms::default(), false).marker();
        let text = format!("{} الطماطم الطازجة {}", "كلام ".repeat(60), "كثير ".repeat(60));
        let told = told(&excerpt(&text, Some(&marker)));
        assert!(told.starts_with("… ") && told.ends_with(" …") && told.contains("[الطماطم]"), "{told}");
        assert!(told.chars().count() < 200);
    }

    #[test]
    fn a_hit_without_spaces_before_it_is_shown() {
        let marker = Terms::read("maize", &Synonyms::default(), false).marker();
        let text = format!("{}-maize {}", "x1-".repeat(60), "and so on ".repeat(30));
        let told = told(&excerpt(&text, Some(&marker)));
        assert!(told.starts_with("… [maize] and"), "{told}");
    }

    #[test]
    fn every_hit_that_is_shown_is_marked_and_none_beyond() {
        let marker = Terms::read("maize", &Synonyms::default(), false).marker();
        let text = format!("{} MAIZE, maïzes and {} maize", "word ".repeat(20), "more ".repeat(60));
        let told = told(&excerpt(&text, Some(&marker)));
        assert_eq!(told.matches('[').count(), 2, "{told}");
        assert!(told.contains("[MAIZE], [maïzes] and"), "{told}");
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(told(&excerpt("Fresh from the farm.", None)), "Fresh from the farm.");
        assert_eq!(told(&excerpt("", None)), "");
    }
}
