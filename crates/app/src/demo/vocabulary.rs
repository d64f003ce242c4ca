//! The words of the demo world: products, units, sentences and names, read from the text files in `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rng::Rng;

/// A language that demo texts are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// English.
    En,
    /// French.
    Fr,
    /// Arabic.
    Ar,
    /// Portuguese.
    Pt,
    /// Swahili.
    Sw,
}

impl Tongue {
    const ALL: [Tongue; 5] = [Tongue::En, Tongue::Fr, Tongue::Ar, Tongue::Pt, Tongue::Sw];

    /// ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        ["en", "fr", "ar", "pt", "sw"][self as usize]
    }

    /// The language of the product that a reader of this one gets.
    #[must_use]
    pub fn ui(self) -> kernel::Language {
        match self {
            Self::Fr => kernel::Language::Fr,
            Self::Ar => kernel::Language::Ar,
            Self::Pt => kernel::Language::Pt,
            Self::Sw => kernel::Language::Sw,
            Self::En => kernel::Language::En,
        }
    }
}

/// What sort of thing a product is; it decides which sentences fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Keeps for months: grain, coffee, spices.
    Produce,
    /// Must be sold soon: fruit, fish.
    Fresh,
    /// Animals and eggs.
    Live,
    /// Ore, scrap, timber.
    Raw,
    /// Made and new.
    Goods,
    /// Equipment, new or used.
    Machine,
    /// Work, not things.
    Service,
    /// Rooms, seats and vehicles for a time.
    Hire,
    /// Land and buildings.
    Property,
}

impl Kind {
    fn parse(word: &str) -> Self {
        match word {
            "produce" => Self::Produce,
            "fresh" => Self::Fresh,
            "live" => Self::Live,
            "raw" => Self::Raw,
            "goods" => Self::Goods,
            "machine" => Self::Machine,
            "service" => Self::Service,
            "hire" => Self::Hire,
            "property" => Self::Property,
            other => panic!("products.txt: no kind {other}"),
        }
    }

    /// The end of the keys of its sentences in `phrases.txt`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Produce => "produce",
            Self::Fresh => "fresh",
            Self::Live => "live",
            Self::Raw => "raw",
            Self::Goods => "goods",
            Self::Machine => "machine",
            Self::Service => "service",
            Self::Hire => "hire",
            Self::Property => "property",
        }
    }
}

/// Something that demo businesses trade in.
#[derive(Debug)]
pub struct Product {
    names: [&'static str; 5],
    /// Slug of its leaf category.
    pub category: &'static str,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Key of its unit.
    pub unit: &'static str,
    /// US dollars a unit, from and to.
    pub dollars: (f64, f64),
    /// Usual quantity of a listing, from and to.
    pub quantity: (i64, i64),
    /// Which picture shows it.
    pub scene: &'static str,
    /// Varieties, sizes or models, the same in every language.
    pub varieties: Vec<&'static str>,
}

impl Product {
    /// Its name as in the middle of a sentence; none where the language has no entry.
    #[must_use]
    pub fn name(&self, tongue: Tongue) -> Option<&'static str> {
        Some(self.names[tongue as usize]).filter(|name| *name != "-")
    }
}

/// Everything, read once.
#[derive(Debug)]
pub struct Vocabulary {
    /// All products, in the order of the file.
    pub products: Vec<Product>,
    /// Leaf category → positions in `products`.
    pub by_category: HashMap<&'static str, Vec<usize>>,
    units: HashMap<&'static str, [Vec<&'static str>; 5]>,
    phrases: HashMap<&'static str, [Vec<&'static str>; 5]>,
    words: HashMap<&'static str, Vec<(&'static str, &'static str)>>,
    trades: HashMap<&'static str, [Vec<(&'static str, &'static str)>; 5]>,
    streets: HashMap<&'static str, Vec<&'static str>>,
    people: HashMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
}

/// The vocabulary. The files are part of the program, so a mistake in them is a mistake in the program: reading
/// panics, and the tests read all of them.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

impl Vocabulary {
    fn read() -> Self {
        let products = products(include_str!("data/products.txt"));
        let mut by_category: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (at, product) in products.iter().enumerate() {
            by_category.entry(product.category).or_default().push(at);
        }
        let names = include_str!("data/names.txt");
        Self {
            products,
            by_category,
            units: lines(include_str!("data/units.txt"))
                .map(|line| {
                    let cells = cells::<6>(line, " | ");
                    (cells[0], std::array::from_fn(|at| cells[at + 1].split('~').collect()))
                })
                .collect(),
            phrases: phrases(include_str!("data/phrases.txt")),
            words: section(names, "words")
                .map(|line| {
                    let [country, words] = cells(line, " | ");
                    (country, spelled(words))
                })
                .collect(),
            trades: section(names, "trades")
                .map(|line| {
                    let cells = cells::<6>(line, " | ");
                    (cells[0], std::array::from_fn(|at| spelled(cells[at + 1])))
                })
                .collect(),
            streets: section(names, "streets")
                .map(|line| {
                    let [language, streets] = cells(line, " | ");
                    (language, streets.split(", ").collect())
                })
                .collect(),
            people: section(names, "people")
                .map(|line| {
                    let [country, first, last] = cells(line, " | ");
                    (country, (first.split(", ").collect(), last.split(", ").collect()))
                })
                .collect(),
        }
    }

    /// One of the sentences under `key`.
    pub fn phrase(&self, key: &str, tongue: Tongue, rng: &mut Rng) -> &'static str {
        rng.pick::<&'static str>(&self.phrases[key][tongue as usize])
    }

    /// "200 bags of 50 kg" for that number of the unit `key`; for one, just the unit.
    #[must_use]
    pub fn quantity(&self, key: &str, tongue: Tongue, n: i64) -> String {
        let forms = &self.units[key][tongue as usize];
        match (tongue, n) {
            (Tongue::Ar | Tongue::Sw, 1) => forms[0].to_owned(),
            (_, 1) => format!("1 {}", forms[0]),
            (Tongue::Ar, 3..=10) => forms[1].replace("{n}", &n.to_string()),
            (_, n) => forms[forms.len() - 1].replace("{n}", &n.to_string()),
        }
    }

    /// The name of one unit.
    #[must_use]
    pub fn unit(&self, key: &str, tongue: Tongue) -> &'static str {
        self.units[key][tongue as usize][0]
    }

    /// A word that names businesses of the country, as written and in Latin letters.
    pub fn word(&self, country: &str, rng: &mut Rng) -> (&'static str, &'static str) {
        *rng.pick(&self.words[country])
    }

    /// A word for the line of business under the root category `root`, as written and in Latin letters.
    pub fn trade(&self, root: &str, tongue: Tongue, rng: &mut Rng) -> (&'static str, &'static str) {
        *rng.pick(&self.trades[root][tongue as usize])
    }

    /// A street and a number.
    pub fn address(&self, tongue: Tongue, rng: &mut Rng) -> String {
        let street = *rng.pick(&self.streets[tongue.code()]);
        let number = rng.between(1, 240);
        match tongue {
            Tongue::Fr => format!("{number} {street}"),
            Tongue::Pt => format!("{street}, {number}"),
            Tongue::En | Tongue::Ar | Tongue::Sw => format!("{street} {number}"),
        }
    }

    /// A first name and a surname from the country, put together by chance.
    pub fn person(&self, country: &str, rng: &mut Rng) -> String {
        let (first, last) = &self.people[country];
        let first = rng.pick(first);
        format!("{first} {}", rng.pick(last))
    }
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The lines under `@ name`.
fn section(file: &'static str, name: &'static str) -> impl Iterator<Item = &'static str> {
    lines(file)
        .skip_while(move |line| line.strip_prefix("@ ") != Some(name))
        .skip(1)
        .take_while(|line| !line.starts_with('@'))
}

fn cells<const N: usize>(line: &'static str, separator: &str) -> [&'static str; N] {
    let cells: Vec<_> = line.split(separator).map(str::trim).collect();
    cells.try_into().unwrap_or_else(|cells: Vec<_>| panic!("{} cells instead of {N}: {line}", cells.len()))
}

/// `written~latin, …`; what has no `~` is Latin already.
fn spelled(words: &'static str) -> Vec<(&'static str, &'static str)> {
    words.split(", ").map(|word| word.split_once('~').unwrap_or((word, word))).collect()
}

fn span(text: &str) -> (&str, &str) {
    text.split_once('-').unwrap_or_else(|| panic!("products.txt: no span {text}"))
}

fn products(file: &'static str) -> Vec<Product> {
    let mut products = Vec::new();
    let (mut category, mut usual, mut picture) = ("", Kind::Goods, "");
    for line in lines(file) {
        if let Some(head) = line.strip_prefix("@ ") {
            let [slug, kind, scene] = cells(head, " | ");
            (category, usual, picture) = (slug, Kind::parse(kind), scene);
            continue;
        }
        let [names, unit, dollars, quantity, scene, varieties] = cells(line, " | ");
        let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("no number in {line}"));
        let (dear, cheap) = (span(dollars).1, span(dollars).0);
        let (least, most) = span(quantity);
        products.push(Product {
            names: cells(names, ";"),
            category,
            kind: kind_by_unit(usual, unit),
            unit,
            dollars: (number(cheap), number(dear)),
            quantity: (number(least) as i64, number(most) as i64),
            scene: if scene == "." { picture } else { scene },
            varieties: varieties.split(", ").collect(),
        });
    }
    products
}

/// A category of machines also holds the servicing of them, one of services also the tools.
fn kind_by_unit(usual: Kind, unit: &str) -> Kind {
    match (usual, unit) {
        (Kind::Property | Kind::Hire, _) => usual,
        (_, "project" | "month" | "person" | "night" | "hour" | "day" | "trip") => Kind::Service,
        (Kind::Service, "piece" | "set") => Kind::Machine,
        (usual, _) => usual,
    }
}

fn phrases(file: &'static str) -> HashMap<&'static str, [Vec<&'static str>; 5]> {
    let mut pools: HashMap<&'static str, [Vec<&'static str>; 5]> = HashMap::new();
    let mut key = "";
    for line in lines(file) {
        if let Some(head) = line.strip_prefix("@ ") {
            key = head;
            continue;
        }
        let (code, sentence) = line.split_once(' ').unwrap_or_else(|| panic!("phrases.txt: {line}"));
        let tongue = Tongue::ALL
            .into_iter()
            .find(|tongue| tongue.code() == code)
            .unwrap_or_else(|| panic!("phrases.txt: no language {code}"));
        pools.entry(key).or_default()[tongue as usize].push(sentence);
    }
    pools
}

/// Puts the values of `slots` in place of `{name}`.
#[must_use]
pub fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let value = slots.iter().find(|(slot, _)| *slot == name);
        text.push_str(value.unwrap_or_else(|| panic!("no value for {{{name}}} in: {template}")).1);
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// French "de" with what follows: "de maïs", "d'oignons".
#[must_use]
pub fn french_de(name: &str) -> String {
    let first = name.chars().next().unwrap_or(' ').to_lowercase().next().unwrap_or(' ');
    let silent_h = ["huile", "herbe", "hôtel", "hibiscus"].iter().any(|word| name.starts_with(word));
    if "aeiouâàéèêëîïôœ".contains(first) || silent_h {
        format!("d'{name}")
    } else {
        format!("de {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_has_a_unit_and_a_name_in_four_languages() {
        let vocabulary = &*VOCABULARY;
        assert!(vocabulary.products.len() > 300);
        for product in &vocabulary.products {
            for tongue in [Tongue::En, Tongue::Fr, Tongue::Ar, Tongue::Pt] {
                assert!(product.name(tongue).is_some(), "{product:?}");
                assert!(vocabulary.quantity(product.unit, tongue, 12).contains("12"), "{}", product.unit);
            }
            assert!(product.dollars.0 < product.dollars.1, "{product:?}");
            assert!(product.quantity.0 <= product.quantity.1, "{product:?}");
        }
    }

    #[test]
    fn every_pool_of_sentences_has_every_language() {
        for (key, pools) in &VOCABULARY.phrases {
            for tongue in Tongue::ALL {
                assert!(!pools[tongue as usize].is_empty(), "{key} {}", tongue.code());
            }
        }
    }

    #[test]
    fn arabic_counts_in_three_forms() {
        let say = |n| VOCABULARY.quantity("carton", Tongue::Ar, n);
        assert_eq!([say(1), say(5), say(40)], ["كرتون", "5 كراتين", "40 كرتونًا"]);
    }

    #[test]
    fn french_elides() {
        assert_eq!(french_de("oignons rouges"), "d'oignons rouges");
        assert_eq!(french_de("haricots secs"), "de haricots secs");
    }
}
