use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::{ErrorKind, Problem};

/// Collects everything that is wrong with an input, so that a person hears it at once and not piece by piece.
#[derive(Debug)]
pub struct Checks {
    source: &'static str,
    problems: Vec<Problem>,
}

impl Checks {
    /// Checks made by the domain `source`.
    #[must_use]
    pub fn new(source: &'static str) -> Self {
        Self { source, problems: Vec::new() }
    }

    /// Notes that `field` breaks the rule told by the Fluent message `text`.
    pub fn fail(&mut self, field: &str, text: &'static str) {
        self.add(Problem::new(ErrorKind::Validation, self.source, text).field(field));
    }

    /// Notes a problem as it is.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The value, which must be there.
    pub fn required<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.fail(field, "platform-check-required");
        }
        value
    }

    /// The text, whose length in characters must be within `length`; an empty one counts as missing.
    pub fn text(
        &mut self,
        field: &str,
        value: Option<&str>,
        length: RangeInclusive<usize>,
    ) -> Option<String> {
        let text = crate::normalise(value.unwrap_or(""));
        if text.is_empty() && *length.start() > 0 {
            self.fail(field, "platform-check-required");
            return None;
        }
        let count = text.chars().count();
        if length.contains(&count) {
            return Some(text);
        }
        let key =
            if count < *length.start() { "platform-check-too-short" } else { "platform-check-too-long" };
        self.add(
            Problem::new(ErrorKind::Validation, self.source, key)
                .field(field)
                .arg("least", i64::try_from(*length.start()).unwrap_or(i64::MAX))
                .arg("most", i64::try_from(*length.end()).unwrap_or(i64::MAX))
                .arg("count", i64::try_from(count).unwrap_or(i64::MAX)),
        );
        None
    }

    /// The text read as a `T`; an empty or missing one is `None` without complaint.
    pub fn parsed<T: FromStr>(&mut self, field: &str, value: Option<&str>, text: &'static str) -> Option<T> {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        let parsed = value.parse().ok();
        if parsed.is_none() {
            self.fail(field, text);
        }
        parsed
    }

    /// The text read as a `T`, which must be there: an empty one counts as missing.
    pub fn chosen<T: FromStr>(&mut self, field: &str, value: Option<&str>, text: &'static str) -> Option<T> {
        let value = self.required(field, value.filter(|value| !value.trim().is_empty()));
        self.parsed(field, value, text)
    }

    /// Whether nothing has been found wrong so far.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// `value` if nothing was wrong.
    ///
    /// # Errors
    /// All problems. A value that is missing without one being noted is missing input all the same, and no fault of ours.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Problem>> {
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            _ if self.problems.is_empty() => {
                Err(vec![Problem::new(ErrorKind::Validation, self.source, "platform-check-required")])
            }
            _ => Err(self.problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_come_at_once() {
        let mut checks = Checks::new("listings");
        let title = checks.text("title", Some("abc"), 5..=100);
        let place: Option<i32> = checks.parsed("place", Some("x"), "not-a-number");
        let fine = checks.text("note", None, 0..=10);
        assert_eq!((title, place, fine), (None, None, Some(String::new())));
        let problems = checks.finish(Some(())).expect_err("two problems");
        let fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
        assert_eq!(fields, ["title", "place"]);
    }

    #[test]
    fn an_empty_choice_is_a_missing_one() {
        for given in [None, Some(""), Some("  ")] {
            let mut checks = Checks::new("listings");
            let number: Option<i32> = checks.chosen("number", given, "not-a-number");
            let problems = checks.finish(number).expect_err("it is needed");
            assert_eq!(problems[0].kind, ErrorKind::Validation);
            assert_eq!(problems[0].text, "platform-check-required");
        }
        let mut checks = Checks::new("listings");
        assert_eq!(checks.chosen("number", Some(" 5 "), "not-a-number"), Some(5));
        let nothing: Option<()> = None;
        assert_eq!(checks.finish(nothing).expect_err("nothing")[0].kind, ErrorKind::Validation);
    }
}
