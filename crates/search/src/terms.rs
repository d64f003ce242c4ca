//! What somebody asks for, as PostgreSQL reads it.

use std::collections::BTreeMap;
use std::slice::from_ref;

use crate::analysis::{forms, is_stop_word, is_trade_word, tokens};
use crate::document::quoted;
use crate::filter;
use crate::frequency::together;
use crate::marker::Marker;
use crate::sample::Marks;
use crate::synonyms::{LONGEST_PHRASE, Synonyms};

/// More words than these are not read.
const MOST_WORDS: usize = 12;

/// The words of a text that say what it is about: those of things before those of trading, any rather than none.
#[must_use]
pub fn telling_words(text: &str) -> Vec<String> {
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.key).take(MOST_WORDS).collect();
    let telling: Vec<String> = words.iter().filter(|word| !is_stop_word(word)).cloned().collect();
    let things: Vec<String> = telling.iter().filter(|word| !is_trade_word(word)).cloned().collect();
    // "la" alone is a query all the same, and so is "for sale".
    [things, telling, words].into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

/// A word or phrase of the query, and other ways to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    words: Vec<String>,
    others: Vec<Vec<String>>,
    /// A far commoner word that this one may be a slip of.
    along: Option<String>,
}

/// What somebody asks for: all of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    units: Vec<Unit>,
    /// The last word may be the beginning of one.
    open: bool,
    /// All but one are enough.
    most: bool,
    /// As lexemes, the titles that have these words and no others.
    titles: Vec<String>,
}

impl Terms {
    /// Reads a query. `open` takes the last word as the beginning of one.
    #[must_use]
    pub fn read(text: &str, synonyms: &Synonyms, open: bool) -> Self {
        let words = telling_words(text);
        let mut units = Vec::new();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            let longest = rest.len().min(LONGEST_PHRASE);
            let phrase = (2..=longest).rev().find(|length| !synonyms.others(&rest[..*length]).is_empty());
            let (now, later) = rest.split_at(phrase.unwrap_or(1));
            units.push(Unit { words: now.to_vec(), others: synonyms.others(now), along: None });
            rest = later;
        }
        let all = tokens(text);
        let mut titles: Vec<String> = filter::whole_title(all.iter().map(|token| token.key.as_str()))
            .into_iter()
            .chain(filter::whole_title(words.iter().map(String::as_str)))
            .collect();
        titles.dedup();
        Self { units, open, most: false, titles }
    }

    /// Whether enough would be left if one word or phrase could not be found.
    #[must_use]
    pub fn has_one_to_spare(&self) -> bool {
        self.units.len() > 2
    }

    /// The same, where all words and phrases but one are enough.
    #[must_use]
    pub fn all_but_one(self) -> Self {
        Self { most: self.has_one_to_spare(), ..self }
    }

    /// The same, where each of these words may as well be the other one that it is told with.
    #[must_use]
    pub fn along(mut self, words: &BTreeMap<String, String>) -> Self {
        for unit in &mut self.units {
            if let [word] = unit.words.as_slice() {
                unit.along = words.get(word).cloned();
            }
        }
        self
    }

    /// Where words are searched along with others, everything that answers the query as it was typed.
    #[must_use]
    pub fn as_typed(&self) -> Option<String> {
        self.units.iter().any(|unit| unit.along.is_some()).then(|| {
            let unit = |unit: &Unit| Unit { along: None, ..unit.clone() };
            Self { units: self.units.iter().map(unit).collect(), ..self.clone() }.broad("")
        })
    }

    /// The words that nothing else is known to mean the same as: what has synonyms is no slip.
    pub fn lone_words(&self) -> impl Iterator<Item = &str> {
        self.units.iter().filter_map(|unit| match unit.words.as_slice() {
            [word] if unit.others.is_empty() => Some(word.as_str()),
            _ => None,
        })
    }

    /// Lists of words of which whatever answers the query has one each. Not every query can be told so.
    #[must_use]
    pub fn needs(&self) -> Vec<Vec<String>> {
        if self.most {
            return Vec::new();
        }
        let told = self.units.len() - usize::from(self.open && !self.units.is_empty());
        let units = self.units[..told].iter().map(|unit| {
            let ways = std::iter::once(&unit.words).chain(&unit.others);
            let longest = ways.filter_map(|words| words.iter().max_by_key(|word| word.len()));
            longest.chain(&unit.along).flat_map(|word| forms(word)).collect()
        });
        units.collect()
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The words as they are looked for.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        self.units.iter().flat_map(|unit| &unit.words).map(String::as_str).collect()
    }

    /// Everything that answers the query, synonyms included. `label` restricts it to weights (`:AB`).
    #[must_use]
    pub fn broad(&self, label: &str) -> String {
        self.all_of(|unit, open| {
            let mut ways = vec![all_forms(&unit.words, label, open)];
            ways.extend(unit.others.iter().map(|words| all_forms(words, label, false)));
            ways.extend(unit.along.iter().map(|word| all_forms(from_ref(word), label, false)));
            format!("({})", ways.join("|"))
        })
    }

    /// The same for each word or phrase by itself.
    #[must_use]
    pub fn apart(&self) -> Vec<String> {
        let one = |unit: &Unit| Self { units: vec![unit.clone()], ..Self::default() }.broad("");
        self.units.iter().map(one).collect()
    }

    /// The query's own words in any form, without synonyms.
    #[must_use]
    pub fn plain(&self) -> String {
        self.all_of(|unit, open| all_forms(&unit.words, "", open))
    }

    /// The query's own words as they were typed, where they stand as written.
    #[must_use]
    pub fn exact(&self) -> String {
        self.all_of(|unit, _| {
            let words: Vec<String> = unit.words.iter().map(|word| format!("{}:A", quoted(word))).collect();
            words.join("&")
        })
    }

    /// Titles that are the query itself, as lexemes: its words and no others, with those of trading and without. None
    /// where a word may be another one than it says, or may be missing.
    #[must_use]
    pub fn titles(&self) -> &[String] {
        if self.open || self.most { &[] } else { &self.titles }
    }

    /// The share of documents that has each word or phrase in some way, from the share that has each lexeme (or each
    /// that begins with it).
    #[must_use]
    pub fn shares(&self, of: impl Fn(&str, bool) -> f64) -> Vec<f64> {
        let last = self.units.len().saturating_sub(1);
        let way = |words: &[String], open: bool| -> f64 {
            let ending = words.len().saturating_sub(1);
            let word = |(at, word): (usize, &String)| {
                let forms: f64 = forms(word).iter().map(|form| of(form, false)).sum();
                let begun = if open && at == ending { of(word, true) } else { 0.0 };
                (forms + begun).min(1.0)
            };
            together(words.iter().enumerate().map(word).collect())
        };
        self.units
            .iter()
            .enumerate()
            .map(|(at, unit)| {
                let others: f64 = unit.others.iter().map(|words| way(words, false)).sum();
                let along: f64 = unit.along.iter().map(|word| way(from_ref(word), false)).sum();
                (way(&unit.words, self.open && at == last) + others + along).min(1.0)
            })
            .collect()
    }

    /// The documents of a sample that answer the query, from those that have each lexeme (or one that begins with it). No
    /// words ask for nothing.
    #[must_use]
    pub fn among(&self, having: impl Fn(&str, bool) -> Marks) -> Option<Marks> {
        let last = self.units.len().saturating_sub(1);
        let word = |word: &str, open: bool| {
            let begun = open.then(|| having(word, true));
            Marks::any(forms(word).iter().map(|form| having(form, false)).chain(begun))
        };
        let way = |words: &[String], open: bool| {
            let ending = words.len().saturating_sub(1);
            Marks::all(words.iter().enumerate().filter_map(|(at, one)| word(one, open && at == ending)))
        };
        let unit = |(at, unit): (usize, &Unit)| {
            let others = unit.others.iter().filter_map(|words| way(words, false));
            let along = unit.along.iter().filter_map(|word| way(from_ref(word), false));
            Marks::any(way(&unit.words, self.open && at == last).into_iter().chain(others).chain(along))
        };
        let units: Vec<Marks> = self.units.iter().enumerate().filter_map(unit).collect();
        if !self.most {
            return Marks::all(units);
        }
        let but_one = |left_out: usize| {
            let others = units.iter().enumerate().filter(|(at, _)| *at != left_out);
            Marks::all(others.map(|(_, marks)| marks.clone()))
        };
        Marks::any((0..units.len()).filter_map(but_one))
    }

    fn all_of(&self, write: impl Fn(&Unit, bool) -> String) -> String {
        let last = self.units.len().saturating_sub(1);
        let units: Vec<String> =
            self.units.iter().enumerate().map(|(at, unit)| write(unit, self.open && at == last)).collect();
        if !self.most {
            return units.join("&");
        }
        let but_one = |left_out: usize| {
            let others = units.iter().enumerate().filter(|(at, _)| *at != left_out);
            others.map(|(_, unit)| unit.as_str()).collect::<Vec<_>>().join("&")
        };
        (0..units.len()).map(but_one).collect::<Vec<_>>().join("|")
    }

    /// For marking what was found.
    #[must_use]
    pub fn marker(&self) -> Marker {
        let words = |unit: &Unit| {
            let ways = std::iter::once(&unit.words).chain(&unit.others);
            ways.flatten().chain(&unit.along).cloned().collect::<Vec<_>>()
        };
        let start = self.units.last().filter(|_| self.open).and_then(|unit| unit.words.last()).cloned();
        Marker::new(self.units.iter().flat_map(words), start)
    }
}

/// `('rice')&('bags'|'bag')`.
fn all_forms(words: &[String], label: &str, open: bool) -> String {
    let last = words.len().saturating_sub(1);
    let words: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let mut forms: Vec<String> =
                forms(word).iter().map(|form| format!("{}{label}", quoted(form))).collect();
            if open && at == last {
                let star = if label.is_empty() { ":*".to_owned() } else { format!("{label}*") };
                forms.push(format!("{}{star}", quoted(word)));
            }
            format!("({})", forms.join("|"))
        })
        .collect();
    words.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn synonyms() -> Synonyms {
        let rows = [(1, "maize"), (1, "corn"), (2, "lorry"), (2, "truck"), (3, "mobile money"), (3, "momo")];
        Synonyms::new(&rows.map(|(meaning, phrase)| (meaning, phrase.to_owned())))
    }

    #[test]
    fn a_query_asks_for_all_words_in_any_form() {
        let terms = Terms::read("Yellow bags", &synonyms(), false);
        insta::assert_snapshot!(terms.plain(), @"('yellow')&('bag'|'bags')");
        insta::assert_snapshot!(terms.exact(), @"'yellow':A&'bags':A");
    }

    #[test]
    fn a_title_that_is_the_query_has_its_words_and_no_others() {
        let titles = |text: &str, open: bool| Terms::read(text, &synonyms(), open).titles().to_vec();
        assert_eq!(titles("Yellow bags of maize", false), ["=e:bags-maize-yellow"]);
        assert_eq!(titles("maize for sale", false), ["=e:maize-sale", "=e:maize"]);
        assert!(titles("yellow mai", true).is_empty(), "the last word is a beginning");
        assert!(titles("!!!", false).is_empty());
        let terms = Terms::read("red steel gate", &synonyms(), false);
        assert!(!terms.titles().is_empty() && terms.all_but_one().titles().is_empty());
    }

    #[test]
    fn synonyms_of_words_and_phrases_are_asked_for_as_well() {
        let asked = |text: &str| Terms::read(text, &synonyms(), false).broad("");
        insta::assert_snapshot!(asked("corn"), @"(('corn')|('maiz'))");
        assert!(asked("lorries").contains("'truck'"), "plurals have synonyms too");
        assert!(asked("momo agent").contains("('mobil')&"));
        assert!(asked("mobile money").contains("'momo'"));
        assert!(!asked("mobile phone").contains("'momo'"));
    }

    #[test]
    fn a_word_may_be_searched_along_with_another() {
        let along = BTreeMap::from([("cemnet".to_owned(), "cement".to_owned())]);
        let terms = Terms::read("cemnet bags", &synonyms(), false).along(&along);
        insta::assert_snapshot!(terms.broad(""), @"(('cemnet')|('cement'))&(('bag'|'bags'))");
        insta::assert_snapshot!(terms.exact(), @"'cemnet':A&'bags':A");
        assert_eq!(terms.as_typed().as_deref(), Some("(('cemnet'))&(('bag'|'bags'))"));
        assert_eq!(terms.needs()[0], ["cemnet", "cement"]);
        assert!(terms.marker().hits("cement") && terms.marker().hits("cemnet"));
        assert_eq!(terms.titles(), ["=e:bags-cemnet"]);
        assert_eq!(terms.shares(|form, _| if form == "cement" { 0.5 } else { 0.25 })[0], 0.75);
        let plain = Terms::read("cemnet bags", &synonyms(), false);
        assert_eq!((plain.as_typed(), plain.clone().along(&BTreeMap::new())), (None, plain));
        let lone: Vec<String> = Terms::read("corn bags mobile money", &synonyms(), false)
            .lone_words()
            .map(str::to_owned)
            .collect();
        assert_eq!(lone, ["bags"], "the others are known to be right");
    }

    #[test]
    fn the_share_of_a_query_follows_from_its_words() {
        let shares = |text: &str| {
            Terms::read(text, &synonyms(), false).shares(|form, _| match form {
                "bag" | "truck" => 0.1,
                "bags" => 0.2,
                "lorry" => 0.05,
                _ => 0.0,
            })
        };
        for (text, expected) in
            [("bags truck", vec![0.3, 0.15]), ("lorry", vec![0.15]), ("bags xyz", vec![0.3, 0.0])]
        {
            let shares = shares(text);
            assert!(shares.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9), "{text}: {shares:?}");
            assert_eq!(shares.len(), expected.len());
        }
    }

    #[test]
    fn a_sample_tells_how_many_answer() {
        let texts = ["truck bags", "lorry", "truck tyres", "corn bag"];
        let sample = Sample::new(texts.map(|text| text.split(' ').map(str::to_owned).collect()));
        let share =
            |terms: &Terms| sample.share(terms.among(|lexeme, open| sample.having(lexeme, open)).as_ref());
        let read = |text: &str, open: bool| Terms::read(text, &synonyms(), open);
        for (text, expected) in
            [("truck", 0.75), ("bags truck", 0.25), ("maize", 0.25), ("tyres corn", 0.0), ("!!!", 1.0)]
        {
            assert_eq!(share(&read(text, false)), expected, "{text}");
        }
        assert_eq!((share(&read("truck ty", false)), share(&read("truck ty", true))), (0.0, 0.25));
        let three = read("truck bags tyres", false);
        assert_eq!((share(&three), share(&three.all_but_one())), (0.0, 0.5));
        let along = BTreeMap::from([("bug".to_owned(), "bag".to_owned())]);
        assert_eq!(share(&read("bug", false).along(&along)), 0.25);
    }

    #[test]
    fn the_last_word_may_be_unfinished() {
        let terms = Terms::read("dry cass", &synonyms(), true);
        insta::assert_snapshot!(terms.plain(), @"('dri'|'dry')&('cass'|'cass':*)");
        insta::assert_snapshot!(terms.broad(":AB"), @"(('dri':AB|'dry':AB))&(('cass':AB|'cass':AB*))");
        assert!(terms.marker().hits("cassava"));
    }

    #[test]
    fn words_that_say_nothing_are_left_out_unless_they_are_all() {
        assert_eq!(Terms::read("the price of rice", &synonyms(), false).words(), ["rice"]);
        assert_eq!(Terms::read("natafuta mahindi", &synonyms(), false).words(), ["mahindi"]);
        assert_eq!(Terms::read("for sale", &synonyms(), false).words(), ["sale"]);
        assert_eq!(Terms::read("la", &synonyms(), false).words(), ["la"]);
        assert!(Terms::read("!!! 🍅 &|<->", &synonyms(), false).is_empty());
    }

    #[test]
    fn one_of_many_words_may_be_missing() {
        let terms = Terms::read("red steel gate", &synonyms(), false);
        assert!(terms.has_one_to_spare() && !Terms::read("red gate", &synonyms(), false).has_one_to_spare());
        insta::assert_snapshot!(
            terms.all_but_one().plain(),
            @"('steel')&('gate'|'gat')|('red')&('gate'|'gat')|('red')&('steel')"
        );
    }

    #[test]
    fn what_a_document_needs_is_told_word_by_word() {
        let needs = |text: &str, open: bool| Terms::read(text, &synonyms(), open).needs();
        assert_eq!(needs("corn bags", false), [vec!["corn", "maiz"], vec!["bag", "bags"]]);
        assert_eq!(needs("momo", false), [vec!["momo", "mom", "mobil"]]);
        assert_eq!(needs("corn ba", true), [vec!["corn", "maiz"]], "an unfinished word may be any");
        assert!(Terms::read("red steel gate", &synonyms(), false).all_but_one().needs().is_empty());
    }
}
