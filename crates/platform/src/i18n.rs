//! Texts in the reader's language: Fluent messages of every crate behind one look-up (W-5).

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, StaticLoader, langid};
use kernel::{Arg, Language, Problem};

/// The Fluent files of all crates, in the order of registration.
#[derive(Clone)]
pub struct Texts {
    loaders: std::sync::Arc<[&'static StaticLoader]>,
}

static EN: LanguageIdentifier = langid!("en");
static FR: LanguageIdentifier = langid!("fr");
static PT: LanguageIdentifier = langid!("pt");
static SW: LanguageIdentifier = langid!("sw");
static AR: LanguageIdentifier = langid!("ar");

fn identifier(language: Language) -> &'static LanguageIdentifier {
    match language {
        Language::En => &EN,
        Language::Fr => &FR,
        Language::Pt => &PT,
        Language::Sw => &SW,
        Language::Ar => &AR,
    }
}

impl Texts {
    /// Texts of the platform and of the given crates.
    #[must_use]
    pub fn new(loaders: impl IntoIterator<Item = &'static StaticLoader>) -> Self {
        Self { loaders: std::iter::once(&*crate::TEXTS).chain(loaders).collect() }
    }

    /// The message `key`; the key itself when no crate knows it (a test proves that none is missing).
    #[must_use]
    pub fn get(&self, language: Language, key: &str) -> String {
        self.look_up(language, key, None)
    }

    /// The message `key` with values put in.
    #[must_use]
    pub fn with(&self, language: Language, key: &str, args: &[(&'static str, Arg)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Arg::Number(n) => FluentValue::from(*n),
                    Arg::Text(text) => FluentValue::from(text.as_str()),
                    Arg::Moment(moment) => FluentValue::from(self.moment(language, *moment)),
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        self.look_up(language, key, Some(&args))
    }

    /// A date with its time of day, as people write it: "24 November 2026, 08:00 UTC".
    #[must_use]
    pub fn moment(&self, language: Language, moment: DateTime<Utc>) -> String {
        let args = [
            ("day", Arg::Number(moment.day().into())),
            ("month", Arg::Number(moment.month().into())),
            // A year is no number to be grouped.
            ("year", Arg::Text(moment.year().to_string())),
            ("time", Arg::Text(moment.format("%H:%M").to_string())),
        ];
        self.with(language, "platform-moment", &args)
    }

    /// A problem said to a person.
    #[must_use]
    pub fn problem(&self, language: Language, problem: &Problem) -> String {
        self.with(language, &problem.text, &problem.args)
    }

    fn look_up(
        &self,
        language: Language,
        key: &str,
        args: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>,
    ) -> String {
        let found = |language| {
            self.loaders.iter().find_map(|loader| loader.try_lookup_complete(identifier(language), key, args))
        };
        found(language).or_else(|| found(Language::En)).unwrap_or_else(|| key.to_owned())
    }
}
