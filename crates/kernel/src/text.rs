use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::UnknownCode;

/// What RFC 3986 (2.3) calls unreserved stands in addresses as it is.
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `text` as it stands in a part of an address: a segment of a path, or a value of a query.
#[must_use]
pub fn percent_encoded(text: impl AsRef<[u8]>) -> String {
    percent_encoding::percent_encode(text.as_ref(), &RESERVED).to_string()
}

/// Cleans text that people typed: NFC, no control or bidi-override characters, line ends as `\n`, no blank at the
/// ends, at most one empty line in a row; nothing at all of what shows nothing.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut line_ends = 0;
    for c in text.replace("\r\n", "\n").replace('\r', "\n").nfc() {
        match c {
            '\n' => {
                line_ends += 1;
                if line_ends <= 2 {
                    clean.push(c);
                }
            }
            '\t' => clean.push(' '),
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            c if c.is_control() => {}
            c => {
                if !c.is_whitespace() {
                    line_ends = 0;
                }
                clean.push(c);
            }
        }
    }
    if clean.chars().all(|c| c.is_whitespace() || shows_nothing(c)) {
        return String::new();
    }
    clean.trim().to_owned()
}

/// Letters, joiners and marks without a shape of their own: soft hyphens, zero widths, the fillers of Hangul and Braille,
/// what turns the direction, variation selectors, tags.
#[must_use]
pub fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E01EF}'
    )
}

/// A readable, unique part of an address: lower-case ASCII letters, digits and single hyphens, 3–60 long.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Makes a slug out of a name; accents fall away, other scripts leave only what is left of them.
    /// `None` when fewer than three usable characters remain.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in name.nfd().filter(char::is_ascii) {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
            if slug.len() >= 50 {
                break;
            }
        }
        slug.trim_matches('-').parse().ok()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let fits = (3..=60).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if fits { Ok(Self(text.to_owned())) } else { Err(UnknownCode) }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The code of a market, such as `afcfta`. Which markets exist is data; the form is fixed here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct MarketCode(String);

impl MarketCode {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MarketCode {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        text.parse::<Slug>().map(|slug| Self(slug.0))
    }
}

impl<'de> Deserialize<'de> for MarketCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_is_cleaned() {
        assert_eq!(normalise("  Ma\u{0308}is\r\n\r\n\r\n\r\nfrais\u{202E} \u{0007}"), "Mäis\n\nfrais");
        assert_eq!(normalise("👩\u{200D}🌾"), "👩\u{200D}🌾");
        for nothing in ["", " \n ", "\u{200B}", "\u{AD} \u{3164}", "\u{2800}\u{FE0F}"] {
            assert_eq!(normalise(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn names_become_slugs() {
        assert_eq!(
            Slug::from_name("Café Téranga & Fils!").map(|s| s.to_string()),
            Some("cafe-teranga-fils".into())
        );
        assert_eq!(Slug::from_name("شركة"), None);
    }

    #[test]
    fn only_what_is_unreserved_stands_in_addresses_as_it_is() {
        assert_eq!(percent_encoded("Maïs & co\n₦5"), "Ma%C3%AFs%20%26%20co%0A%E2%82%A65");
        assert_eq!(percent_encoded("a-b.c_d~e/f"), "a-b.c_d~e%2Ff");
    }
}
