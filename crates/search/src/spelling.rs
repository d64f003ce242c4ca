//! Which word was meant: candidates come from the index of slips, the choice is made here.

/// Only so many letters of a word are looked at for slips; mistakes further on are found through the beginning.
const LETTERS: usize = 8;

/// The word's beginning with none, one and, for longer words, two letters left out. Two words that are one slip apart
/// (a letter more, less, other, or two in the wrong order) have one of these in common. After Garbe's symmetric
/// deletions.
#[must_use]
pub fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LETTERS).collect();
    let mut slips = vec![letters.iter().collect::<String>()];
    if letters.len() >= 3 {
        let once: Vec<Vec<char>> = without_one(&letters);
        if word.chars().count() >= 6 {
            slips.extend(once.iter().flat_map(|shorter| without_one(shorter)).map(String::from_iter));
        }
        slips.extend(once.into_iter().map(String::from_iter));
    }
    slips.sort_unstable();
    slips.dedup();
    slips
}

fn without_one(letters: &[char]) -> Vec<Vec<char>> {
    let without = |left_out: usize| {
        letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| *letter).collect()
    };
    (0..letters.len()).map(without).collect()
}

/// A word of the index that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Folded.
    pub word: String,
    /// How many titles have it.
    pub documents: i32,
}

/// The likeliest candidate: fewest slips, same first letter, then the commonest. None when all are too far off.
#[must_use]
pub fn best(typed: &str, candidates: &[Candidate]) -> Option<String> {
    nearest(typed, candidates.iter(), allowed(typed.chars().count())?)
}

/// A word that more titles have than this is no slip.
pub const RARE: i32 = 5;
/// So many times more titles have the word of which a rare one may be a slip. It is certainly had by as many.
pub const FAR_COMMONER: i32 = 50;

/// Whether a word that some have written may be a slip at all: of short ones one letter more or less makes another word.
#[must_use]
pub fn may_be_a_slip(word: &str) -> bool {
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)
}

/// The far commoner word that a rare one may be a slip of. `candidates` tell how common the rare one is, too. Fewer slips
/// are allowed than where nothing has a word: it may be right, a name for example.
#[must_use]
pub fn far_commoner(rare: &str, candidates: &[Candidate]) -> Option<String> {
    let own = candidates.iter().find(|candidate| candidate.word == rare).map_or(0, |own| own.documents);
    if own > RARE || !may_be_a_slip(rare) {
        return None;
    }
    let least = own.max(1) * FAR_COMMONER;
    let far_commoner = candidates.iter().filter(|other| other.word != rare && other.documents >= least);
    nearest(rare, far_commoner, if rare.chars().count() < 9 { 1 } else { 2 })
}

/// The likeliest of these within so many slips.
fn nearest<'a>(
    typed: &str,
    candidates: impl Iterator<Item = &'a Candidate>,
    allowed: usize,
) -> Option<String> {
    let typed: Vec<char> = typed.chars().collect();
    candidates
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.word.chars().collect();
            let distance = distance(&typed, &letters);
            let same_start = typed.first() == letters.first();
            (distance <= allowed).then_some(((distance, !same_start, -candidate.documents), candidate))
        })
        .min_by_key(|(order, candidate)| (*order, candidate.word.clone()))
        .map(|(_, candidate)| candidate.word.clone())
}

/// Whether somebody may have meant this word, or is on the way to it.
#[must_use]
pub fn may_mean(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let begun = &word[..word.len().min(typed.len())];
    allowed(typed.len()).is_some_and(|allowed| {
        distance(&typed, &word) <= allowed
            || typed.first() == word.first() && distance(&typed, begun) <= allowed
    })
}

/// How many slips a word of so many letters may have.
fn allowed(letters: usize) -> Option<usize> {
    match letters {
        0..3 => None,
        3..6 => Some(1),
        6..9 => Some(2),
        _ => Some(3),
    }
}

/// Damerau's distance (optimal string alignment): letters added, left out, replaced or swapped with the next one.
fn distance(one: &[char], other: &[char]) -> usize {
    if one.len().abs_diff(other.len()) > 3 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known<const N: usize>(words: [(&str, i32); N]) -> Vec<Candidate> {
        words.map(|(word, documents)| Candidate { word: word.to_owned(), documents }).to_vec()
    }

    #[test]
    fn words_one_slip_apart_share_a_key() {
        for (typed, meant) in [
            ("rcie", "rice"),
            ("ric", "rice"),
            ("rixe", "rice"),
            ("rrice", "rice"),
            ("gaots", "goats"),
            ("cemnet", "cement"),
            ("generattor", "generator"),
            ("fertilisr", "fertiliser"),
            ("طماتم", "طماطم"),
        ] {
            let keys = slips(meant);
            assert!(slips(typed).iter().any(|key| keys.contains(key)), "{typed} – {meant}");
        }
    }

    #[test]
    fn a_word_is_known_by_its_mistyped_beginning() {
        for (typed, word) in [
            ("agricultrue", "agriculture"),
            ("agrcul", "agriculture"),
            ("txetiles", "textiles"),
            ("fod", "food"),
        ] {
            assert!(may_mean(typed, word), "{typed} – {word}");
        }
        for (typed, word) in
            [("ag", "agriculture"), ("rice", "price list"), ("textiles", "vehicles"), ("", "food")]
        {
            assert!(!may_mean(typed, word), "{typed} – {word}");
        }
    }

    #[test]
    fn a_rare_word_may_be_a_slip_of_one_that_is_fifty_times_as_common() {
        let cement = |own: i32, others: i32| {
            far_commoner("cemnet", &known([("cemnet", own), ("cement", others), ("clement", 9000)]))
        };
        assert_eq!(cement(1, 50).as_deref(), Some("cement"));
        assert_eq!(cement(1, 49), None, "not common enough");
        assert_eq!(cement(0, 50).as_deref(), Some("cement"), "it stands in descriptions alone");
        assert_eq!(cement(5, 249), None);
        assert_eq!(cement(5, 250).as_deref(), Some("cement"));
        assert_eq!(cement(6, 9000), None, "so many do not make the same mistake");
        let one = |typed: &str, common: &str| far_commoner(typed, &known([(typed, 1), (common, 9000)]));
        assert_eq!(
            one("toyoda", "toyota").as_deref(),
            Some("toyota"),
            "it may be another firm: both are found"
        );
        assert_eq!(
            one("refrigirater", "refrigerator").as_deref(),
            Some("refrigerator"),
            "a long one has two"
        );
        assert_eq!(one("cemnt", "cemeteries"), None);
        assert_eq!(one("machien", "matching"), None, "a short one has only one");
        assert_eq!(one("riz", "rim"), None, "three letters are too few");
    }

    #[test]
    fn the_nearest_then_commonest_word_is_chosen() {
        let words = [("rice", 100), ("price", 900), ("ice", 5), ("race", 3), ("cement", 40), ("clement", 90)];
        let words = known(words);
        for (typed, meant) in [
            ("rcie", Some("rice")),
            ("cemnt", Some("cement")),
            ("cementt", Some("cement")),
            ("xq", None),
            ("elephant", None),
        ] {
            assert_eq!(best(typed, &words).as_deref(), meant, "{typed}");
        }
    }
}
