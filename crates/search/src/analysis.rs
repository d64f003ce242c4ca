//! Words as the index knows them: without accents and capitals, and in the forms that mean the same.
//!
//! Both sides, documents and queries, go through here, so the database needs neither text search configurations nor a
//! locale, and a query is understood without asking it. A word is indexed as written and by its stem in English,
//! French, Portuguese and Swahili (nobody says which language a listing is in, and many mix them), Arabic by light
//! stemming; the other languages as written.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::swahili;

/// Longer ones are no words.
const LONGEST_WORD: usize = 40;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Without accents and capitals: what is compared.
    pub key: String,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// The words of a text in order. Numbers and units part ("50kg" is two words), and so do words with an apostrophe.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    tokens_of(text, |_| true).collect()
}

/// The same one by one, without those that `wanted` says no to as they are written.
pub fn tokens_of(text: &str, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Token> {
    places(text).filter(move |place| wanted(&text[place.clone()])).filter_map(|place| {
        let key = fold(&text[place.clone()]);
        let is_word = !key.is_empty() && key.chars().count() <= LONGEST_WORD;
        is_word.then_some(Token { key, place })
    })
}

/// Where the words of a text stand.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices();
    let mut begun: Option<(usize, Kind)> = None;
    std::iter::from_fn(move || {
        for (at, c) in chars.by_ref() {
            let kind = Kind::of(c);
            match (begun, kind) {
                (Some((_, open)), Some(kind)) if open == kind || kind == Kind::Mark => {}
                _ => {
                    let ended = begun.take();
                    begun = kind.filter(|kind| *kind != Kind::Mark).map(|kind| (at, kind));
                    if let Some((start, _)) = ended {
                        return Some(start..at);
                    }
                }
            }
        }
        begun.take().map(|(start, _)| start..text.len())
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Mark,
}

impl Kind {
    fn of(c: char) -> Option<Self> {
        if c.is_ascii() {
            // Most of all text, and quickly told.
            let letters = c.is_ascii_alphabetic().then_some(Self::Letters);
            return letters.or(c.is_ascii_digit().then_some(Self::Digits));
        }
        if is_combining_mark(c) {
            Some(Self::Mark)
        } else if c.is_numeric() {
            Some(Self::Digits)
        } else if c.is_alphabetic() {
            Some(Self::Letters)
        } else {
            None
        }
    }
}

/// A word without what people leave out when they type: accents, capitals, Arabic vowel signs and hamza seats.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|c| char::from(c.to_ascii_lowercase()))
            .collect();
    }
    let mut key = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ɗ' | 'ɖ' => key.push('d'),
            'ɓ' => key.push('b'),
            'ƙ' => key.push('k'),
            'ƴ' => key.push('y'),
            'ɛ' => key.push('e'),
            'ɔ' => key.push('o'),
            'ŋ' => key.push('n'),
            // Teh marbuta and heh, alef maksura and yeh, wasla, Persian kaf and yeh are typed for one another.
            'ة' => key.push('ه'),
            'ى' | 'ی' => key.push('ي'),
            'ٱ' => key.push('ا'),
            'ک' => key.push('ك'),
            // Tatweel only stretches a word; a hamza that stands alone is often left out.
            'ـ' | 'ء' => {}
            c if c.is_alphanumeric() => key.push(digit(c)),
            _ => {}
        }
    }
    key
}

/// Arabic-Indic and Persian digits as ASCII ones.
fn digit(c: char) -> char {
    match u32::from(c) {
        n @ 0x0660..=0x0669 => char::from_digit(n - 0x0660, 10).unwrap_or(c),
        n @ 0x06F0..=0x06F9 => char::from_digit(n - 0x06F0, 10).unwrap_or(c),
        _ => c,
    }
}

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
static ROMANCE: LazyLock<[Stemmer; 2]> =
    LazyLock::new(|| [Algorithm::French, Algorithm::Portuguese].map(Stemmer::create));

/// Whether a French or Portuguese stem says anything of its word: what lost several letters and has three or fewer left is
/// the beginning of unrelated words, too. To the French stemmer both maïs and mayai, which is Swahili for eggs, are "mai".
fn tells(stem: &str, word: &str) -> bool {
    stem.len() > 3 || stem.len() + 1 >= word.len()
}

/// Endings of plurals that the stemmers know only with their accents, or not at all: caminhões, pães, animais, papéis,
/// chevaux.
const PLURALS: [(&str, &str); 5] =
    [("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("aux", "al")];

/// What a folded word is looked for as: one form per stemmer, without doubles. Every document with the word has all of
/// these, and so has every document with a relative of it at least one of them.
#[must_use]
pub fn forms(key: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let mut add = |form: &str| {
        if !form.is_empty() && !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    };
    if key.len() > 2 && key.bytes().all(|byte| byte.is_ascii_lowercase()) {
        add(&ENGLISH.stem(key));
        ROMANCE
            .iter()
            .map(|stemmer| stemmer.stem(key))
            .filter(|stem| tells(stem, key))
            .for_each(|stem| add(&stem));
        for (plural, singular) in PLURALS {
            if let Some(start) = key.strip_suffix(plural).filter(|start| start.len() > 1) {
                add(&format!("{start}{singular}"));
            }
        }
        if let Some(stem) = swahili::stem(key) {
            add(&stem);
        }
    } else if key.chars().all(is_arabic) {
        add(light_arabic_stem(key));
    } else {
        add(key);
    }
    forms
}

/// The forms of a folded word that differ from it.
#[must_use]
pub fn stems(key: &str) -> Rc<[String]> {
    KNOWN_STEMS.with_borrow_mut(|known| {
        if let Some(stems) = known.get(key) {
            return stems.clone();
        }
        let stems: Rc<[String]> = forms(key).into_iter().filter(|form| form != key).collect();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(key.to_owned(), stems.clone());
        stems
    })
}

/// Words whose stems a thread remembers: texts use few words often.
const MOST_KNOWN: usize = 4096;

thread_local! {
    static KNOWN_STEMS: RefCell<HashMap<String, Rc<[String]>>> = RefCell::default();
}

fn is_arabic(c: char) -> bool {
    ('\u{0600}'..='\u{06FF}').contains(&c)
}

/// Larkey, Ballesteros, Connell (2002), "Improving stemming for Arabic information retrieval", light10, on a folded
/// word: takes off "and", the article with its prepositions, and the commonest endings.
fn light_arabic_stem(word: &str) -> &str {
    let leaves = |rest: &str, least: usize| rest.chars().count() >= least;
    let mut stem = word;
    if let Some(rest) = stem.strip_prefix('و').filter(|rest| leaves(rest, 3)) {
        stem = rest;
    }
    for article in ["ال", "بال", "كال", "فال", "لل"] {
        if let Some(rest) = stem.strip_prefix(article).filter(|rest| leaves(rest, 2)) {
            stem = rest;
            break;
        }
    }
    for ending in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| leaves(rest, 2)) {
            stem = rest;
        }
    }
    stem
}

/// Words that say nothing of what a listing is about, folded, in five languages.
const STOP_WORDS: &[&str] = &[
    // English
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our",
    "that", "the", "this", "to", "we", "with", "you", "your", "s", "t", // French
    "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "est", "et", "il", "l", "la",
    "le", "les", "nos", "nous", "ou", "par", "pour", "qu", "que", "qui", "sont", "sur", "un", "une", "vos",
    "votre", "vous", "n", // Portuguese
    "ao", "aos", "as", "com", "da", "das", "do", "dos", "e", "em", "na", "nas", "no", "o", "os", "para",
    "por", "se", "sem", "um", "uma", // Swahili
    "ya", "wa", "za", "la", "cha", "vya", "kwa", "katika", "na", "ni", // Arabic
    "من", "في", "علي", "الي", "عن", "مع", "او", "و", "هذا", "هذه", "التي", "الذي",
];

/// Words of trading itself, folded: they stand in a query beside the thing that is meant.
static TRADE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let languages = [
        "sale sell selling seller sellers buy buying buyer buyers want wanted need needed looking price prices cheap \
         best near nearby me i my where can available supplier suppliers",
        "vendre vente vends acheter achat cherche recherche besoin prix cher pas je fournisseur fournisseurs",
        "vender venda vendo vende comprar compra compro procuro preciso preco precos barato barata fornecedor",
        "nauza ninauza tunauza anauza inauzwa zinauzwa kuuza nunua kununua nanunua natafuta ninatafuta tafuta nahitaji \
         ninahitaji bei rahisi nafuu",
        "للبيع بيع شراء للشراء مطلوب اريد ابحث سعر اسعار بسعر رخيص رخيصه",
    ];
    languages.iter().flat_map(|words| words.split_whitespace()).collect()
});

/// Whether a folded word tells what somebody wants to do with a thing, and not which thing.
#[must_use]
pub fn is_trade_word(key: &str) -> bool {
    TRADE_WORDS.contains(key)
}

/// Whether a folded word says nothing of what a text is about.
#[must_use]
pub fn is_stop_word(key: &str) -> bool {
    STOP_WORDS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.key).collect()
    }

    /// Whether a search for one word finds the other, and the other way round.
    fn meet(one: &str, other: &str) -> bool {
        let finds = |asked: &str, document: &str| {
            let (asked, document) = (keys(asked).remove(0), keys(document).remove(0));
            let indexed = [vec![document.clone()], stems(&document).to_vec()].concat();
            forms(&asked).iter().any(|form| indexed.contains(form))
        };
        assert_eq!(finds(one, other), finds(other, one), "{one} – {other}");
        finds(one, other)
    }

    #[test]
    fn a_text_falls_into_words() {
        for (text, expected) in [
            ("Yellow maize, 50kg bags", "yellow maize 50 kg bags"),
            ("L'huile d’arachide — œufs", "l huile d arachide oeufs"),
            ("ng'ombe wa maziwa", "ng ombe wa maziwa"),
            ("SC403 & 4x4!", "sc 403 4 x 4"),
            ("أرزّ مسلوق ١٢ كغ", "ارز مسلوق 12 كغ"),
            ("مـــاعز سيّارة", "ماعز سياره"),
            ("🍅🍅 tomatoes\u{0}\u{202E}fresh", "tomatoes fresh"),
            ("e\u{301}te\u{301} ÉTÉ", "ete ete"),
            ("ɗanye Ƙwai", "danye kwai"),
            ("② Ⅷ", "2 viii"),
            ("", ""),
        ] {
            assert_eq!(keys(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn places_point_into_the_text() {
        let text = "Été: maïs٢ œufs";
        let words: Vec<&str> = tokens(text).into_iter().map(|token| &text[token.place]).collect();
        assert_eq!(words, ["Été", "maïs", "٢", "œufs"]);
    }

    #[test]
    fn inflected_words_meet() {
        for (one, other) in [
            // English
            ("tomatoes", "tomato"),
            ("Lorries", "lorry"),
            ("bags", "bag"),
            ("cooking", "cook"),
            // French, with and without accents
            ("céréales", "cereale"),
            ("chèvres", "chevre"),
            ("panneaux", "panneau"),
            ("chevaux", "cheval"),
            ("Réparations", "réparation"),
            // Portuguese
            ("laranjas", "laranja"),
            ("caminhões", "caminhão"),
            ("papéis", "papel"),
            // Arabic: article, alef and hamza, teh marbuta, plural
            ("الطماطم", "طماطم"),
            ("أرز", "ارز"),
            ("سيارة", "سياره"),
            ("سيارات", "السيارة"),
            ("بالأسمنت", "إسمنت"),
            ("مستعملة", "مستعمل"),
            // Swahili: singular and plural, forms of a verb
            ("Mahindi", "mahindi"),
            ("magari", "gari"),
            ("viti", "kiti"),
            ("vitabu", "kitabu"),
            ("vyombo", "chombo"),
            ("mifuko", "mfuko"),
            ("wafanyakazi", "mfanyakazi"),
            ("ninauza", "kuuza"),
        ] {
            assert!(meet(one, other), "{one} – {other}");
        }
    }

    #[test]
    fn different_words_do_not_meet() {
        for (one, other) in [
            ("maize", "maïs"),
            // Swahili for eggs, which end up as "mai" in French.
            ("maïs", "mayai"),
            ("rice", "price"),
            ("car", "card"),
            ("ارز", "ذره"),
            ("goat", "boat"),
            ("machine", "chine"),
            ("maison", "son"),
        ] {
            assert!(!meet(one, other), "{one} – {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_falls_into_clean_words(text in "\\PC{0,200}") {
            for token in tokens(&text) {
                proptest::prop_assert!(token.key.chars().all(char::is_alphanumeric));
                proptest::prop_assert!(text.get(token.place.clone()).is_some());
                proptest::prop_assert!(!forms(&token.key).is_empty());
                for form in forms(&token.key) {
                    proptest::prop_assert!(form.chars().all(char::is_alphanumeric));
                }
            }
        }
    }
}
