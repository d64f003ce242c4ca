//! The first set-up of an account: one question after the other, saved as it goes.

use kernel::{BusinessType, Checks, Country, Language, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::business::{BusinessInput, parse_business_name, parse_categories, parse_market};
use super::location::{LocationInput, parse_location};

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Step {
    /// To buy or to sell?
    Role,
    /// Which language, and where?
    LanguageCountry,
    /// What is the business called, and what does it do?
    BusinessBasics,
    /// In which categories, for which market?
    CategoryMarket,
    /// Where is it?
    Location,
    /// All is answered.
    Done,
}

impl Step {
    /// Every question in order.
    pub const ALL: [Step; 6] = [
        Self::Role,
        Self::LanguageCountry,
        Self::BusinessBasics,
        Self::CategoryMarket,
        Self::Location,
        Self::Done,
    ];

    /// The word that the API uses. Addresses and the database have it in small letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Role => "ROLE",
            Self::LanguageCountry => "LANGUAGE_COUNTRY",
            Self::BusinessBasics => "BUSINESS_BASICS",
            Self::CategoryMarket => "CATEGORY_MARKET",
            Self::Location => "LOCATION",
            Self::Done => "DONE",
        }
    }

    /// The questions that somebody who wants to be a `role` is asked.
    #[must_use]
    pub fn of(role: Role) -> &'static [Step] {
        match role {
            Role::Business => &Self::ALL,
            _ => &[Self::Role, Self::LanguageCountry, Self::Done],
        }
    }

    /// The question after this one.
    #[must_use]
    pub fn after(self, role: Role) -> Step {
        Self::of(role).iter().copied().find(|step| *step > self).unwrap_or(Self::Done)
    }

    /// Whether this one may be answered by somebody who has got as far as `reached`: earlier ones again, later ones
    /// not yet. A buyer who is done may come back to the first one, to become a seller.
    #[must_use]
    pub fn is_open(self, reached: Step, role: Role) -> bool {
        if reached == Self::Done {
            return self == Self::Role && role != Role::Business;
        }
        self != Self::Done && self <= reached && Self::of(role).contains(&self)
    }
}

impl std::str::FromStr for Step {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        Self::ALL.into_iter().find(|step| step.as_str() == word).ok_or(kernel::UnknownCode)
    }
}

/// Everything that was answered so far; also what a step's form or request brings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"role": "BUSINESS"}))]
pub struct Answers {
    /// Step `ROLE`: CONSUMER or BUSINESS; FINANCIAL and PARTNER wait for an admin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Step `LANGUAGE_COUNTRY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Step `LANGUAGE_COUNTRY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Step `BUSINESS_BASICS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Step `BUSINESS_BASICS`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub business_type: Option<String>,
    /// Step `BUSINESS_BASICS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Step `CATEGORY_MARKET`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<String>>,
    /// Step `CATEGORY_MARKET`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub market: Option<String>,
    /// Step `LOCATION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Step `LOCATION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Step `LOCATION`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationInput>,
}

/// A step's answers, checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    /// What they want to be.
    Role(Role),
    /// Where they live and what they read.
    LanguageCountry(Language, Country),
    /// Steps of the business form: kept as they are until the last one sets it up.
    Business,
}

impl Answers {
    /// Checks the answers of one step.
    pub fn check(&self, checks: &mut Checks, step: Step, known: &dyn Fn(&str) -> bool) -> Option<Answered> {
        match step {
            Step::Role => {
                let role = checks.required("role", self.role.as_deref().filter(|text| !text.is_empty()));
                match checks.parsed("role", role, "accounts-check-role")? {
                    Role::Admin => {
                        checks.fail("role", "accounts-check-role");
                        None
                    }
                    role => Some(Answered::Role(role)),
                }
            }
            Step::LanguageCountry => {
                let language =
                    checks.required("language", self.language.as_deref().filter(|text| !text.is_empty()));
                let language = checks.parsed("language", language, "accounts-check-language");
                let country =
                    checks.required("country", self.country.as_deref().filter(|text| !text.is_empty()));
                let country = checks.parsed("country", country, "accounts-check-country");
                Some(Answered::LanguageCountry(language?, country?))
            }
            Step::BusinessBasics => {
                let name = parse_business_name(checks, self.name.as_deref());
                let kind =
                    checks.required("type", self.business_type.as_deref().filter(|text| !text.is_empty()));
                let kind: Option<BusinessType> = checks.parsed("type", kind, "accounts-check-business-type");
                let description = checks.text("description", self.description.as_deref(), 0..=2000);
                name.and(kind).and(description).map(|_| Answered::Business)
            }
            Step::CategoryMarket => {
                let categories =
                    parse_categories(checks, self.categories.as_deref().unwrap_or_default(), known);
                parse_market(checks, self.market.as_deref());
                categories.map(|_| Answered::Business)
            }
            Step::Location => {
                let city = checks.text("city", self.city.as_deref(), 0..=80);
                checks.text("address", self.address.as_deref(), 0..=200);
                let point = parse_location(checks, self.location);
                // A village that we do not know is as good as a town: its coordinates come with the listings.
                if checks.is_clean() && point.is_none() && city.is_none_or(|city| city.is_empty()) {
                    checks.fail("city", "platform-check-required");
                }
                Some(Answered::Business)
            }
            Step::Done => {
                checks.fail("step", "accounts-check-step");
                None
            }
        }
    }

    /// These answers with those of `step` taken from `new`.
    #[must_use]
    pub fn with(mut self, step: Step, new: &Answers) -> Self {
        let new = new.clone();
        match step {
            Step::Role => self.role = new.role,
            Step::LanguageCountry => (self.language, self.country) = (new.language, new.country),
            Step::BusinessBasics => {
                (self.name, self.business_type, self.description) =
                    (new.name, new.business_type, new.description);
            }
            Step::CategoryMarket => (self.categories, self.market) = (new.categories, new.market),
            Step::Location => {
                (self.city, self.address, self.location) = (new.city, new.address, new.location)
            }
            Step::Done => {}
        }
        self
    }

    /// The business that the answers describe.
    #[must_use]
    pub fn business(&self, country: Option<Country>) -> BusinessInput {
        BusinessInput {
            name: self.name.clone(),
            description: self.description.clone(),
            business_type: self.business_type.clone(),
            categories: self.categories.clone(),
            market: self.market.clone(),
            country: self.country.clone().or_else(|| country.map(|country| country.to_string())),
            city: self.city.clone(),
            address: self.address.clone(),
            location: self.location,
            ..BusinessInput::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seller_is_asked_more_than_a_buyer() {
        assert_eq!(Step::LanguageCountry.after(Role::Consumer), Step::Done);
        assert_eq!(Step::LanguageCountry.after(Role::Business), Step::BusinessBasics);
        assert_eq!(Step::Location.after(Role::Business), Step::Done);
        assert!(Step::Role.is_open(Step::Location, Role::Business));
        assert!(!Step::Location.is_open(Step::BusinessBasics, Role::Business));
        assert!(!Step::BusinessBasics.is_open(Step::Done, Role::Business));
        assert!(!Step::Role.is_open(Step::Done, Role::Business));
        assert!(Step::Role.is_open(Step::Done, Role::Consumer));
        assert!(!Step::BusinessBasics.is_open(Step::Location, Role::Consumer));
    }

    #[test]
    fn each_step_checks_its_own_answers_only() {
        let told = |step, answers: &Answers| {
            let mut checks = Checks::new("accounts");
            let answered = answers.check(&mut checks, step, &|slug| slug == "grains");
            checks.finish(answered).map_err(|problems| {
                problems.into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>().join(" ")
            })
        };
        let empty = Answers::default();
        let role = |word: &str| Answers { role: Some(word.to_owned()), ..Answers::default() };
        assert_eq!(told(Step::Role, &role("BUSINESS")), Ok(Answered::Role(Role::Business)));
        assert_eq!(told(Step::Role, &role("ADMIN")), Err("role".to_owned()));
        assert_eq!(told(Step::LanguageCountry, &empty), Err("language country".to_owned()));
        assert_eq!(told(Step::BusinessBasics, &empty), Err("name type".to_owned()));
        assert_eq!(told(Step::CategoryMarket, &empty), Err("categories".to_owned()));
        assert_eq!(told(Step::Location, &empty), Err("city".to_owned()));
        let lagos = Answers { city: Some("lagos".to_owned()), ..Answers::default() };
        assert_eq!(told(Step::Location, &lagos), Ok(Answered::Business));
        let nowhere = LocationInput { latitude: Some(97.1), longitude: Some(4.2) };
        let place = Answers { location: Some(nowhere), ..lagos };
        assert_eq!(told(Step::Location, &place), Err("location.latitude".to_owned()));
        let village = LocationInput { latitude: Some(7.1), longitude: Some(4.2) };
        let place = Answers { city: Some("Ilesa".to_owned()), location: Some(village), ..Answers::default() };
        assert_eq!(told(Step::Location, &place), Ok(Answered::Business));
        assert_eq!(told(Step::Done, &empty), Err("step".to_owned()));
    }
}
