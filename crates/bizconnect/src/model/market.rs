//! Markets (B-12) and who may ask whom in them (B-7).

use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::{Country, Language, MarketCode, PlanLevel};

/// A context in which businesses connect. Everything here comes from a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// Its stable name.
    pub code: MarketCode,
    /// By language code.
    pub names: HashMap<String, String>,
    /// One sentence, by language code.
    pub abouts: HashMap<String, String>,
    /// Where the side that asks must sit.
    pub initiator_countries: Vec<Country>,
    /// Where the side that is asked must sit.
    pub receiver_countries: Vec<Country>,
    /// Whether both may sit in one country.
    pub domestic: bool,
    /// Plan levels whose businesses may ask.
    pub plans: Vec<PlanLevel>,
}

/// Why a business may not ask in a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Its own country is not on the asking side.
    OwnCountry,
    /// The other's country is not on the asked side.
    OtherCountry,
    /// Both sit in one country.
    SameCountry,
    /// Its plan does not open this market.
    Plan,
}

impl Hindrance {
    /// The word that the API uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OwnCountry => "OWN_COUNTRY",
            Self::OtherCountry => "OTHER_COUNTRY",
            Self::SameCountry => "SAME_COUNTRY",
            Self::Plan => "PLAN",
        }
    }
}

/// The text in the reader's language, in English if there is none.
#[must_use]
pub fn told(texts: &HashMap<String, String>, language: Language) -> &str {
    texts.get(language.code()).or_else(|| texts.get("en")).map_or("", String::as_str)
}

impl Market {
    /// This market as those see it who are asked: who might ask them sits on the other side.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            initiator_countries: self.receiver_countries.clone(),
            receiver_countries: self.initiator_countries.clone(),
            ..self.clone()
        }
    }

    /// Whether a business in `country` with this plan may ask anybody here.
    ///
    /// # Errors
    /// What hinders it; the country before the plan, since a plan can be changed.
    pub fn admits(&self, country: Option<Country>, plan: PlanLevel) -> Result<(), Hindrance> {
        if !country.is_some_and(|country| self.initiator_countries.contains(&country)) {
            return Err(Hindrance::OwnCountry);
        }
        if !self.plans.contains(&plan) {
            return Err(Hindrance::Plan);
        }
        Ok(())
    }

    /// Whether a business in `own` country with this plan may ask one in `other`.
    ///
    /// # Errors
    /// What hinders it.
    pub fn allows(
        &self,
        own: Option<Country>,
        plan: PlanLevel,
        other: Option<Country>,
    ) -> Result<(), Hindrance> {
        let admitted = self.admits(own, plan);
        if admitted == Err(Hindrance::OwnCountry) {
            return admitted;
        }
        if !other.is_some_and(|country| self.receiver_countries.contains(&country)) {
            return Err(Hindrance::OtherCountry);
        }
        if !self.domestic && own == other {
            return Err(Hindrance::SameCountry);
        }
        admitted
    }
}

/// What a trader should know before the first quotation. Holds where everything that it names fits.
#[derive(Debug, Clone, PartialEq)]
pub struct CorridorRule {
    /// Its stable name.
    pub id: String,
    /// The market it is about.
    pub market: MarketCode,
    /// Leaf or root categories; none for all.
    pub categories: Option<Vec<String>>,
    /// Countries of the side that asks; none for all.
    pub initiator_countries: Option<Vec<Country>>,
    /// Countries of the side that is asked; none for all.
    pub receiver_countries: Option<Vec<Country>>,
    /// By language code.
    pub texts: HashMap<String, String>,
    /// Where it stands.
    pub source: String,
    /// Address of the source.
    pub source_url: Option<String>,
    /// When somebody has looked.
    pub checked_on: NaiveDate,
    /// The last day that it holds.
    pub valid_until: Option<NaiveDate>,
}

/// What a rule is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Corridor<'a> {
    /// The market.
    pub market: &'a MarketCode,
    /// Where the side that asks sits.
    pub from: Option<Country>,
    /// Where the side that is asked sits.
    pub to: Option<Country>,
    /// Categories of both, leaves and roots.
    pub categories: &'a [String],
    /// The day.
    pub today: NaiveDate,
}

impl CorridorRule {
    /// Whether the rule holds for a corridor.
    #[must_use]
    pub fn holds(&self, corridor: &Corridor<'_>) -> bool {
        let within = |countries: &Option<Vec<Country>>, country: Option<Country>| {
            countries.as_ref().is_none_or(|set| country.is_some_and(|country| set.contains(&country)))
        };
        self.market == *corridor.market
            && self.valid_until.is_none_or(|last| corridor.today <= last)
            && within(&self.initiator_countries, corridor.from)
            && within(&self.receiver_countries, corridor.to)
            && self
                .categories
                .as_ref()
                .is_none_or(|set| set.iter().any(|slug| corridor.categories.contains(slug)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Option<Country> {
        code.parse().ok()
    }

    fn africa_us() -> Market {
        Market {
            code: "africa-us".parse().expect("a code"),
            names: HashMap::new(),
            abouts: HashMap::new(),
            initiator_countries: ["GH", "KE"].iter().filter_map(|code| country(code)).collect(),
            receiver_countries: country("US").into_iter().collect(),
            domestic: true,
            plans: vec![PlanLevel::Growth, PlanLevel::Premium],
        }
    }

    #[test]
    fn countries_and_plans_decide_who_may_ask() {
        let market = africa_us();
        let cases = [
            ("GH", PlanLevel::Growth, "US", Ok(())),
            ("US", PlanLevel::Growth, "GH", Err(Hindrance::OwnCountry)),
            ("GH", PlanLevel::Growth, "KE", Err(Hindrance::OtherCountry)),
            ("GH", PlanLevel::Free, "US", Err(Hindrance::Plan)),
            ("GH", PlanLevel::Free, "KE", Err(Hindrance::OtherCountry)),
        ];
        for (own, plan, other, outcome) in cases {
            assert_eq!(market.allows(country(own), plan, country(other)), outcome, "{own} {other}");
        }
        assert_eq!(market.allows(None, PlanLevel::Premium, country("US")), Err(Hindrance::OwnCountry));
        let abroad =
            Market { domestic: false, receiver_countries: country("GH").into_iter().collect(), ..market };
        assert_eq!(
            abroad.allows(country("GH"), PlanLevel::Growth, country("GH")),
            Err(Hindrance::SameCountry)
        );
        assert_eq!(abroad.allows(country("KE"), PlanLevel::Growth, country("GH")), Ok(()));
    }

    #[test]
    fn a_rule_holds_where_everything_fits_and_until_its_last_day() {
        let market = africa_us().code;
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let rule = CorridorRule {
            id: "x".to_owned(),
            market: market.clone(),
            categories: Some(vec!["textiles".to_owned()]),
            initiator_countries: country("GH").map(|country| vec![country]),
            receiver_countries: None,
            texts: HashMap::new(),
            source: String::new(),
            source_url: None,
            checked_on: day("2026-11-21"),
            valid_until: Some(day("2026-12-31")),
        };
        let categories = ["fabrics".to_owned(), "textiles".to_owned()];
        let corridor = |from, categories, today| Corridor {
            market: &market,
            from: country(from),
            to: country("US"),
            categories,
            today: day(today),
        };
        assert!(rule.holds(&corridor("GH", &categories, "2026-12-31")));
        assert!(!rule.holds(&corridor("GH", &categories, "2027-01-01")));
        assert!(!rule.holds(&corridor("KE", &categories, "2026-12-31")));
        assert!(!rule.holds(&corridor("GH", &categories[..1], "2026-12-31")));
    }
}
