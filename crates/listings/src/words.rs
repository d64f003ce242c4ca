//! Words as listings are compared by them: without capitals, accents and plural endings, whatever the language.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in order. Numbers and the units that cling to them part: "50kg" is two words.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let plain = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        let shown = |c: &char| !is_combining_mark(*c) && !kernel::shows_nothing(*c);
        text.nfkd().filter(shown).flat_map(char::to_lowercase).collect()
    };
    let mut found = Vec::new();
    let mut word = String::new();
    for c in plain.chars() {
        let parts = word.chars().last().is_some_and(|last| last.is_numeric() != c.is_numeric());
        if (parts || !c.is_alphanumeric()) && !word.is_empty() {
            found.push(stem(&std::mem::take(&mut word)));
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
    }
    if !word.is_empty() {
        found.push(stem(&word));
    }
    found
}

/// A word without its most common endings: English and French plurals, the Arabic article.
fn stem(word: &str) -> String {
    if let Some(rest) = word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3) {
        return rest.replace('ة', "ه");
    }
    if word.len() > 3 && word.is_ascii() && !word.ends_with("ss") {
        for (ending, instead) in [("oes", "o"), ("ies", "y"), ("s", "")] {
            if let Some(rest) = word.strip_suffix(ending) {
                return format!("{rest}{instead}");
            }
        }
    }
    word.replace('ة', "ه")
}

/// The words of a listing, each once.
#[must_use]
pub fn words_of(title: &str, description: &str) -> BTreeSet<String> {
    words(title).into_iter().chain(words(description)).collect()
}

/// Whether one text repeats the other: nearly all words of the shorter stand in the longer, which adds few of its own.
/// Where each names a number that the other does not, they are of two sizes or lots.
#[must_use]
pub fn is_copy(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_number = |word: &&String| word.chars().all(char::is_numeric);
    let missing = short.difference(long).count();
    let differ = short.difference(long).any(|word| is_number(&word))
        && long.difference(short).any(|word| is_number(&word));
    !differ && missing * 15 <= short.len() && short.len() * 10 >= long.len() * 7
}

/// A number that two listings have in common when they say the same in the same words, in whatever order.
#[must_use]
pub fn likeness(title: &str, description: &str) -> i64 {
    let set = words_of(title, description);
    let bytes = set.iter().flat_map(|word| word.bytes().chain([b' ']));
    hash(bytes).cast_signed()
}

/// How many numbers tell the wording of a listing, and how many words each of them stands for.
const NUMBERS: u64 = 16;
const WORDS: u64 = 4;

/// Numbers of which two listings share at least one when they say nearly the same, and the more the nearer: of texts with
/// seven words out of ten in common 99 % do, of texts with one out of ten hardly any. Smallest hashes of the words in
/// groups (Broder, "On the resemblance and containment of documents", 1997). The same in every release, so that they can
/// be kept.
#[must_use]
pub fn wording(title: &str, description: &str) -> Vec<i64> {
    let set = words_of(title, description);
    // "And", "the", "kg" stand everywhere.
    let telling = |word: &&String| word.chars().count() > 3 || word.chars().all(char::is_numeric);
    let mut hashes: Vec<u64> = set.iter().filter(telling).map(|word| hash(word.bytes())).collect();
    if hashes.len() < 3 {
        hashes = set.iter().map(|word| hash(word.bytes())).collect();
    }
    if hashes.is_empty() {
        return Vec::new();
    }
    let smallest = |seed: u64| hashes.iter().map(|hash| mixed(hash ^ mixed(seed))).min().unwrap_or(0);
    let number = |at: u64| {
        let seeds = at * WORDS + 1..=at * WORDS + WORDS;
        seeds.fold(at, |number, seed| mixed(number ^ smallest(seed))).cast_signed()
    };
    (0..NUMBERS).map(number).collect()
}

/// Spreads a number over all 64 bits (the last step of Steele, Lea and Flood's SplitMix, 2014).
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo, 1991): the same in every release, so that it can be kept.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_in_each_of_its_forms() {
        for (text, expected) in [
            ("Tomatoes, 50KG!", vec!["tomato", "50", "kg"]),
            ("Bébé   mangues", vec!["bebe", "mangue"]),
            ("berries glass", vec!["berry", "glass"]),
            ("الذرة ذرة", vec!["ذره", "ذره"]),
            ("to\u{200d}mato\u{ad}es a\u{200b}k", vec!["tomato", "ak"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_is_a_copy_with_a_word_more_and_not_with_another_word() {
        let maize = words_of("Yellow maize, 50 kg bags", "Cleaned and dried, this year's harvest.");
        let of = |title: &str, description: &str| is_copy(&maize, &words_of(title, description));
        for title in
            ["Best yellow maize, 50 kg bags", "Yellow maize, 50 kg bags, call today", "Yellow maize, 50 kg"]
        {
            assert!(of(title, "Cleaned and dried, this year's harvest."), "{title}");
        }
        for title in ["White maize, 50 kg bags", "Yellow maize, 25 kg bags", "Yellow beans"] {
            assert!(!of(title, "Cleaned and dried, this year's harvest."), "{title}");
        }
        assert!(!of("Yellow maize", "By the lorry, from our own fields near Kaduna."));
    }

    /// How many numbers two wordings share.
    fn shared(one: &[i64], other: &[i64]) -> usize {
        one.iter().filter(|number| other.contains(number)).count()
    }

    #[test]
    fn nearly_the_same_wordings_share_numbers_and_others_hardly_any() {
        // Words that nobody uses, so that chance decides; the same in every run.
        let word = |n: u64| -> String {
            let letter = |at: u64| char::from(b'a' + ((mixed(n + 1) >> (at * 5)) % 25) as u8);
            (0..8).map(letter).chain(['x']).collect()
        };
        let text = |from: u64, to: u64| (from..to).map(word).collect::<Vec<_>>().join(" ");
        let pairs = |own: u64, common: u64| -> usize {
            let found = (0..300_u64).filter(|n| {
                let from = n * 1000;
                let one = wording(&text(from, from + common + own), "");
                let other = wording(&text(from, from + common), &text(from + 500, from + 500 + own));
                shared(&one, &other) > 0
            });
            found.count()
        };
        assert_eq!(pairs(1, 24), 300, "a word in twenty-five");
        assert!(pairs(4, 20) >= 295, "{} of 300: a word in six", pairs(4, 20));
        assert!(pairs(20, 4) <= 3, "{} of 300: others", pairs(20, 4));
        assert_eq!(pairs(24, 0), 0);
        assert_eq!(wording("50kg yellow MAIZE", "Dried."), wording("Yellow maize", "Dried! 50 kg"));
        assert_eq!(wording("", ""), Vec::<i64>::new());
        assert_eq!(wording("On it", "").len(), 16, "short words are better than none");
    }

    #[test]
    fn wordings_are_the_same_in_every_release() {
        let kept = wording("Yellow maize, 50 kg bags", "Cleaned and dried.");
        assert_eq!(format!("{:x} {:x}", kept[0], kept[15]), "56d1d235277a402e 4b34a8dfc7bb7bb6");
    }

    #[test]
    fn the_same_words_are_alike_in_any_order() {
        let one = likeness("Yellow maize, 50 kg", "Dried and cleaned.");
        assert_eq!(one, likeness("50kg yellow MAIZE", "Cleaned and dried!"));
        assert_ne!(one, likeness("White maize, 50 kg", "Dried and cleaned."));
    }
}
