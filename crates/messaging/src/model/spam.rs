//! How much a first message to a stranger looks like unwanted advertising (M-11). Points add up; nothing here is a
//! list of words, which would age and would not know African languages.

use std::hash::{DefaultHasher, Hash, Hasher};

/// From here on a message is refused.
pub(crate) const REFUSED: u32 = 100;
/// From here on it waits behind the others, and no manager hears that it waits.
pub(crate) const SUSPECT: u32 = 60;

/// Points for `text`, which the same person has sent to `same_before` other businesses during the last day.
pub(crate) fn score(text: &str, same_before: i64) -> u32 {
    let links = count_links(text);
    let mut points = match links {
        0 => 0,
        1 => 30,
        2 => 60,
        _ => 100,
    };
    if kernel::contains_contact(text) && links == 0 {
        // A phone number is how trade begins; many of them are not.
        points += 10;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 30 && capitals * 10 > letters * 7 {
        points += 20;
    }
    if longest_run(text) >= 8 {
        points += 20;
    }
    points += match same_before {
        0 | 1 => 0,
        2..=4 => 30,
        _ => 60,
    };
    points
}

/// The same words, however they are written and spaced, give the same number.
pub(crate) fn fingerprint(text: &str) -> i64 {
    let mut hash = DefaultHasher::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        word.to_lowercase().hash(&mut hash);
    }
    i64::from_ne_bytes(hash.finish().to_ne_bytes())
}

fn count_links(text: &str) -> usize {
    let links = |word: &str| match word.matches("://").count() {
        0 => usize::from(is_address(word)),
        whole => whole,
    };
    text.to_lowercase().split_whitespace().map(links).sum()
}

/// An address on the web without what browsers write before it, as in `wa.me/…`; not one of e-mail, and no number.
fn is_address(word: &str) -> bool {
    let name = word.split(['/', '?', '#']).find(|part| !part.is_empty()).unwrap_or("");
    name.contains('.')
        && name.contains(char::is_alphabetic)
        && !name.contains('@')
        && kernel::contains_contact(name)
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for c in text.chars() {
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_first_words_pass() {
        for text in [
            "Good morning, is the maize still there? I need 40 bags in Kumasi.",
            "Bonjour, appelez-moi au +221 77 123 45 67 s'il vous plaît.",
            "هل ما زالت الذرة متوفرة؟",
            "See our catalogue: https://example.com/maize",
            "Write to me@example.com or see example.com.",
            "Is it 25.5 kg a bag? I pay 12.500 for each. Tel. 0803.123.4567",
        ] {
            assert!(score(text, 1) < SUSPECT, "{text}: {}", score(text, 1));
        }
    }

    #[test]
    fn advertising_is_refused() {
        assert!(score("Win! https://a.example https://b.example www.c.example", 0) >= REFUSED);
        assert!(
            score("BUY NOW CHEAP PHONES BEST PRICE IN TOWN TODAY https://a.example!!!!!!!!!!", 5) >= REFUSED
        );
        assert!(score("We sell phones, see https://a.example", 5) >= SUSPECT);
    }

    #[test]
    fn an_address_is_a_link_however_it_is_written() {
        for (text, links) in [
            ("wa.me/2348031234567", 1),
            ("Visit CHEAP-PHONES.SHOP, (bit.ly/abc) and www.c.example!", 3),
            ("https://a.example/?to=https://b.example", 2),
            ("Maize.New harvest, 60x60.cm, 4.5 l, me@example.com", 0),
        ] {
            assert_eq!(count_links(text), links, "{text}");
        }
        assert!(score("Win at bit.ly/abc or wa.me/123 or cheap.shop", 0) >= REFUSED);
        assert!(score("We sell phones, see cheap-phones.shop", 5) >= SUSPECT);
    }

    #[test]
    fn the_same_words_in_other_dress_are_the_same() {
        assert_eq!(fingerprint("Buy  PHONES, now!"), fingerprint("buy phones now"));
        assert_ne!(fingerprint("buy phones now"), fingerprint("buy phone snow"));
    }
}
