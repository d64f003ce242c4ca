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
    let typed: Vec<char> = typed.chars().collect();
    let allowed = allowed(typed.len())?;
    candidates
        .iter()
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
    fn the_nearest_then_commonest_word_is_chosen() {
        let words = [("rice", 100), ("price", 900), ("ice", 5), ("race", 3), ("cement", 40), ("clement", 90)];
        let words: Vec<Candidate> = words
            .iter()
            .map(|(word, documents)| Candidate { word: (*word).to_owned(), documents: *documents })
            .collect();
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
