//! The newest documents, taken apart: how many of them answer a question tells how common what it asks for is.

use std::collections::BTreeMap;

/// Some documents of a sample, as bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks(Vec<u64>);

impl Marks {
    fn met(self, other: &Self, meet: impl Fn(u64, u64) -> u64) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| meet(*one, *other)).collect())
    }

    /// Those that are in all of these; none without any.
    #[must_use]
    pub fn all(marks: impl IntoIterator<Item = Self>) -> Option<Self> {
        marks.into_iter().reduce(|all, marks| all.met(&marks, |one, other| one & other))
    }

    /// Those that are in one of these; none without any.
    #[must_use]
    pub fn any(marks: impl IntoIterator<Item = Self>) -> Option<Self> {
        marks.into_iter().reduce(|any, marks| any.met(&marks, |one, other| one | other))
    }
}

/// The lexemes of some documents.
#[derive(Debug, Default)]
pub struct Sample {
    documents: u16,
    having: BTreeMap<String, Vec<u16>>,
}

impl Sample {
    /// From the lexemes of each document, of at most 65,535 ones.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut sample = Self::default();
        for (document, lexemes) in (0..u16::MAX).zip(documents) {
            sample.documents = document + 1;
            for lexeme in lexemes {
                sample.having.entry(lexeme).or_default().push(document);
            }
        }
        sample
    }

    /// Those that have this lexeme; with `open`, one that begins with it.
    #[must_use]
    pub fn having(&self, lexeme: &str, open: bool) -> Marks {
        let mut marks = vec![0; usize::from(self.documents).div_ceil(64)];
        let mut mark = |documents: &Vec<u16>| {
            for document in documents {
                marks[usize::from(document / 64)] |= 1 << (document % 64);
            }
        };
        if open {
            let begun =
                self.having.range(lexeme.to_owned()..).take_while(|(known, _)| known.starts_with(lexeme));
            begun.for_each(|(_, documents)| mark(documents));
        } else {
            self.having.get(lexeme).into_iter().for_each(mark);
        }
        Marks(marks)
    }

    /// Those that have one of these lexemes.
    #[must_use]
    pub fn having_any(&self, lexemes: &[String]) -> Marks {
        let marks = lexemes.iter().map(|lexeme| self.having(lexeme, false));
        Marks::any(marks).unwrap_or_else(|| self.having("", false))
    }

    /// Which share of the sample these are; where nothing is asked for, it is all of it.
    #[must_use]
    pub fn share(&self, marks: Option<&Marks>) -> f64 {
        let marked = |marks: &Marks| f64::from(marks.0.iter().map(|bits| bits.count_ones()).sum::<u32>());
        match marks {
            _ if self.documents == 0 => 0.0,
            None => 1.0,
            Some(marks) => marked(marks) / f64::from(self.documents),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sample {
        let texts = ["car carton", "cat", "carton", "car cat"];
        Sample::new((0..100).map(|n| texts[n % 4].split(' ').map(str::to_owned).collect()))
    }

    #[test]
    fn what_comes_together_is_counted_together() {
        let sample = sample();
        let share = |marks: Option<Marks>| sample.share(marks.as_ref());
        let of = |lexeme: &str| sample.having(lexeme, false);
        assert_eq!(share(Some(of("car"))), 0.5);
        assert_eq!(share(Some(of("bus"))), 0.0);
        assert_eq!(share(Some(sample.having("car", true))), 0.75, "each document once");
        assert_eq!(share(Marks::all([of("car"), of("cat")])), 0.25);
        assert_eq!(share(Marks::any([of("car"), of("cat")])), 0.75);
        assert_eq!(share(Some(sample.having_any(&["cat".to_owned(), "carton".to_owned()]))), 1.0);
        assert_eq!(share(Some(sample.having_any(&[]))), 0.0);
        assert_eq!(share(Marks::all([])), 1.0, "nothing is asked for");
    }

    #[test]
    fn an_empty_sample_knows_nothing() {
        let sample = Sample::default();
        assert_eq!(sample.share(Some(&sample.having("car", true))), 0.0);
        assert_eq!(sample.share(None), 0.0);
    }
}
