//! What one demo listing says: its title, its price and its description.

use contracts::listings::ListingType;
use kernel::{BusinessType, Money};

use super::businesses::DemoBusiness;
use super::places::City;
use super::prices::price;
use super::rng::Rng;
use super::vocabulary::{Kind, Product, Tongue, Vocabulary, capitalised, fill, french_de};

/// What one listing says, before it is put into sentences.
pub struct Wording<'a> {
    business: &'a DemoBusiness,
    product: &'a Product,
    kind: ListingType,
    tongue: Tongue,
    vocabulary: &'a Vocabulary,
    name: &'static str,
    capital: String,
    de: String,
    variety: &'static str,
    quantity: String,
    count: i64,
    city: &'a str,
}

impl<'a> Wording<'a> {
    pub fn new(
        business: &'a DemoBusiness,
        product: &'a Product,
        kind: ListingType,
        tongue: Tongue,
        city: &'a City,
        vocabulary: &'a Vocabulary,
        rng: &mut Rng,
    ) -> Self {
        let name = product.name(tongue).expect("the tongue was chosen so that the product has a name");
        let (least, most) = product.quantity;
        // Small quantities are more usual than large ones.
        let share = rng.unit() * rng.unit();
        let mut count = neat(least + ((most - least) as f64 * share).round() as i64).max(least);
        if tongue == Tongue::Ar && count == 2 {
            // Arabic has a dual, which the units do not.
            count = 3;
        }
        Self {
            business,
            product,
            kind,
            tongue,
            vocabulary,
            name,
            capital: capitalised(name),
            de: french_de(name),
            variety: *rng.pick::<&'static str>(&product.varieties),
            quantity: vocabulary.quantity(product.unit, tongue, count),
            count,
            city: city.name(tongue),
        }
    }

    fn fill(&self, key: &str, rng: &mut Rng) -> String {
        fill(
            self.vocabulary.phrase(key, self.tongue, rng),
            &[
                ("product", self.name),
                ("Product", &self.capital),
                ("de", &self.de),
                ("variety", self.variety),
                ("quantity", &self.quantity),
                ("unit", self.vocabulary.unit(self.product.unit, self.tongue)),
                ("city", self.city),
                ("business", &self.business.name),
            ],
        )
    }

    /// Work and rooms are not counted in a title, nor is a single machine.
    fn uncounted(&self) -> bool {
        matches!(self.product.kind, Kind::Service | Kind::Hire | Kind::Property)
    }

    /// 5–100 characters without a contact.
    pub fn title(&self, rng: &mut Rng) -> String {
        let key = match (self.kind, self.product.kind, self.count) {
            (ListingType::Request, ..) if self.uncounted() => "title.request-service",
            (ListingType::Request, ..) => "title.request",
            (ListingType::Offer, Kind::Service | Kind::Hire, _) => "title.service",
            (ListingType::Offer, Kind::Property, _) => "title.property",
            (ListingType::Offer, _, 1) => "title.single",
            (ListingType::Offer, ..) => "title.offer",
        };
        capitalised(&self.fill(key, rng))
    }

    /// None when it is to be talked about.
    pub fn price(&self, rng: &mut Rng) -> Option<Money> {
        let named = match (self.kind, self.product.kind) {
            (ListingType::Request, _) => 55.0,
            (ListingType::Offer, Kind::Service) => 78.0,
            (ListingType::Offer, _) => 94.0,
        };
        let (low, high) = self.product.dollars;
        let dollars = low + (high - low) * rng.unit();
        rng.chance(named).then(|| Money {
            amount_minor: price(dollars, self.business.currency),
            currency: self.business.currency,
        })
    }

    /// 60–600 characters.
    pub fn description(&self, priced: bool, rng: &mut Rng) -> String {
        let request = self.kind == ListingType::Request;
        let own_work =
            matches!(self.business.business_type, BusinessType::Manufacturer | BusinessType::Cooperative);
        let quality = match self.product.kind {
            Kind::Goods if own_work && rng.chance(50.0) => "quality.made".to_owned(),
            kind => format!("quality.{}", kind.key()),
        };
        let open = if self.count == 1 { "open.single" } else { "open" };
        let mut keys: Vec<&str> = match (request, self.product.kind) {
            (true, _) if self.uncounted() => vec!["request.open-service", "request.terms-service"],
            (true, _) => vec!["request.open", "request.terms"],
            (false, Kind::Service) => vec!["open.service", &quality, "delivery.service"],
            (false, Kind::Hire) => vec!["open.service", &quality, "delivery.hire"],
            (false, Kind::Property) => vec!["open.property", &quality, "delivery.property"],
            (false, Kind::Machine) => vec![open, &quality, "delivery.machine"],
            (false, _) => vec![open, &quality, "delivery"],
        };
        if priced && !request {
            let lump = self.product.unit == "project" || (self.product.unit == "piece" && self.count == 1);
            keys.push(match (lump, self.uncounted()) {
                (true, _) => "price.flat",
                (false, true) => "price.rate",
                (false, false) => "price",
            });
        }
        if !request && !self.uncounted() && rng.chance(55.0) {
            keys.push("pay");
        }
        if rng.chance(65.0) {
            keys.push(if request { "close.request" } else { "close" });
        }
        let mut text = String::new();
        for key in keys {
            let sentence = self.fill(key, rng);
            if text.chars().count() + sentence.chars().count() < 600 {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&sentence);
            }
        }
        text
    }
}

/// Rounds as people do when they say how much they have.
fn neat(n: i64) -> i64 {
    let step = match n {
        ..20 => 1,
        20..100 => 5,
        100..500 => 10,
        500..2000 => 50,
        _ => 100,
    };
    (n + step / 2) / step * step
}
