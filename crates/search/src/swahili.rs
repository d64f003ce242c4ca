//! Light stemming for Swahili, for which there is no Snowball stemmer.
//!
//! Swahili bends words at their beginning: noun classes have prefixes for singular and plural, verbs take a subject and
//! a tense. What matters to a market is that *magari* finds *gari* and *vitabu* finds *kitabu*: a plural is turned into
//! its singular, a verb into its root. The classes are those of E. O. Ashton, "Swahili Grammar" (1944), chapters II to
//! XVI: m-/wa-, m-/mi-, ki-/vi- (ch-/vy- before a vowel), ji-/ma-; infinitives in ku-, and the present in -na-.
//!
//! Nobody says which language a text is in, so a word must look Swahili first: every syllable ends in a vowel, and only
//! consonants that Swahili has stand before it.

/// French and English words that look like Swahili plurals of other words ("machine" – "Chine").
const STRANGERS: &[&str] = &[
    "machine", "manette", "matinee", "marine", "manure", "mature", "minute", "video", "visa", "villa",
    "wage", "ware", "make", "male", "mode", "mile", "mine", "vinyle", "madame", "maze", "manga", "nature",
    "native",
];

/// Consonants that can begin a syllable, the longer ones first.
const ONSETS: &[&str] = &[
    "ngw", "ndw", "mbw", "nyw", "chw", "shw", "njw", "nzw", "ng", "ny", "nd", "nj", "nz", "mb", "mv", "ch",
    "sh", "th", "dh", "gh", "kh", "bw", "by", "fy", "gw", "hw", "jw", "kw", "ky", "lw", "mw", "my", "nw",
    "pw", "py", "rw", "sw", "tw", "vy", "zw", "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r",
    "s", "t", "v", "w", "y", "z",
];

/// The singular of a noun or the root of a verb, if the folded word looks like a bent Swahili word.
#[must_use]
pub fn stem(word: &str) -> Option<String> {
    if STRANGERS.contains(&word) || !is_swahili(word) {
        return None;
    }
    let starts_with_vowel = |rest: &str| rest.starts_with(['a', 'e', 'i', 'o', 'u']);
    if let Some(rest) = word.strip_prefix("vy").filter(|rest| rest.len() >= 3 && starts_with_vowel(rest)) {
        return Some(format!("ch{rest}"));
    }
    for (plural, singular) in [("vi", "ki"), ("mi", "m"), ("wa", "m"), ("ma", "")] {
        let rest = word.strip_prefix(plural).filter(|rest| !starts_with_vowel(rest));
        // "viti" are chairs; without a prefix left, three letters are too little to say what a word was.
        let least = if singular.is_empty() { 3 } else { 2 };
        if let Some(rest) = rest.filter(|rest| rest.len() >= least) {
            return Some(format!("{singular}{rest}"));
        }
    }
    verb_root(word).map(str::to_owned)
}

/// What is left of a verb without its subject and the present tense, or without the ku- of the infinitive.
fn verb_root(word: &str) -> Option<&str> {
    let enough = |rest: &&str| rest.len() >= 3 && rest.ends_with('a');
    for prefix in ["nina", "tuna", "wana", "mna", "una", "ana", "ina", "zina", "na", "ku"] {
        if let Some(root) = word.strip_prefix(prefix).filter(enough) {
            return Some(root);
        }
    }
    None
}

fn is_swahili(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        let onset = ONSETS.iter().find(|onset| rest.starts_with(**onset)).copied();
        let after = &rest[onset.map_or(0, str::len)..];
        rest = match after.strip_prefix(['a', 'e', 'i', 'o', 'u']) {
            Some(rest) => rest,
            // Before another consonant m is a syllable of its own: mfuko, mti.
            None if onset == Some("m") && !after.is_empty() => after,
            None => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_become_singulars() {
        for (plural, singular) in [
            ("magari", "gari"),
            ("matairi", "tairi"),
            ("mabati", "bati"),
            ("mayai", "yai"),
            ("viti", "kiti"),
            ("vitabu", "kitabu"),
            ("vifaa", "kifaa"),
            ("vyombo", "chombo"),
            ("vyakula", "chakula"),
            ("miti", "mti"),
            ("mifuko", "mfuko"),
            ("mizigo", "mzigo"),
            ("wafugaji", "mfugaji"),
            ("wakulima", "mkulima"),
        ] {
            assert_eq!(stem(plural).as_deref(), Some(singular), "{plural}");
        }
    }

    #[test]
    fn verbs_become_their_roots() {
        for (word, root) in [
            ("kuuza", "uza"),
            ("ninauza", "uza"),
            ("nauza", "uza"),
            ("tunanunua", "nunua"),
            ("kukodisha", "kodisha"),
        ] {
            assert_eq!(stem(word).as_deref(), Some(root), "{word}");
        }
    }

    #[test]
    fn words_of_other_languages_stay_as_they_are() {
        for word in [
            "machine", "maison", "vache", "millet", "mattress", "visible", "wall", "kitchen", "milk", "vinho",
        ] {
            assert_eq!(stem(word), None, "{word}");
        }
        for word in ["gari", "kiti", "nyumba", "chombo", "mfuko", "saruji"] {
            assert_eq!(stem(word), None, "{word} is a singular");
        }
    }
}
