//! Where a text answers the query, as plain pieces: nobody has to trust HTML that comes from a search.

use serde::Serialize;
use utoipa::ToSchema;

use crate::analysis::tokens;
use crate::terms::Marker;

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
    let mut done = 0;
    if let Some(marker) = marker {
        for token in tokens(text).into_iter().filter(|token| marker.hits(&token.key)) {
            push(&mut segments, &text[done..token.place.start], false);
            push(&mut segments, &text[token.place.clone()], true);
            done = token.place.end;
        }
    }
    push(&mut segments, &text[done..], false);
    segments
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
    let first = marker.and_then(|marker| tokens(text).into_iter().find(|token| marker.hits(&token.key)));
    let from = first.map_or(0, |token| token.place.start.saturating_sub(BEFORE));
    let start = if from == 0 || text.len() <= LENGTH { 0 } else { gap_after(text, from) };
    let end = if start + LENGTH >= text.len() { text.len() } else { gap_after(text, start + LENGTH) };
    let piece = text[start..end].trim();
    let mut segments = Vec::new();
    push(&mut segments, if start > 0 { "… " } else { "" }, false);
    segments.extend(marked(piece, marker));
    push(&mut segments, if end < text.len() { " …" } else { "" }, false);
    segments
}

/// The first place from `at` on where a word has ended; the end of the text if there is none soon.
fn gap_after(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    text[at..].find(char::is_whitespace).map_or(text.len(), |gap| at + gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::{Synonyms, Terms};

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
    fn a_short_text_is_shown_whole() {
        assert_eq!(told(&excerpt("Fresh from the farm.", None)), "Fresh from the farm.");
        assert_eq!(told(&excerpt("", None)), "");
    }
}
