//! What can be chosen in forms, in the reader's language.

use std::collections::BTreeSet;

use contracts::listings::CategoryName;
use kernel::{BusinessType, Country, Language, Role, Slug, places};
use web::View;

use crate::model::business::MARKETS;

/// A value and its text.
pub type Choice = (String, String);
/// A value, its text and a line of explanation.
pub type Card = (String, String, String);

/// A group of categories: a root with what is below it.
pub struct Group {
    pub name: String,
    pub glyph: String,
    /// Whether something in it is chosen, so that it is shown unfolded.
    pub open: bool,
    /// How many are chosen.
    pub chosen: i64,
    pub items: Vec<GroupItem>,
}

/// A category that can be ticked.
pub struct GroupItem {
    pub slug: String,
    pub name: String,
    pub ticked: bool,
}

/// All countries by their names.
pub fn countries(language: Language) -> Vec<Choice> {
    let all = places::countries().iter();
    let mut choices: Vec<Choice> =
        all.map(|country| (country.code.to_string(), country.names.get(language).to_owned())).collect();
    // An accent does not move a country to the end of the list.
    choices.sort_by_cached_key(|(_, name)| {
        Slug::from_name(name).map_or_else(|| name.clone(), |slug| slug.to_string())
    });
    choices
}

/// The name of a country.
pub fn country_name(country: Country, language: Language) -> String {
    places::country(country)
        .map_or_else(|| country.to_string(), |country| country.names.get(language).to_owned())
}

/// All languages by their own names.
pub fn languages() -> Vec<Choice> {
    Language::ALL
        .iter()
        .map(|language| (language.code().to_owned(), language.own_name().to_owned()))
        .collect()
}

/// The same as cards.
pub fn language_cards() -> Vec<Card> {
    languages().into_iter().map(|(code, name)| (code, name, String::new())).collect()
}

/// Currencies of the countries that there are.
pub fn currencies() -> Vec<Choice> {
    let codes: BTreeSet<&str> = places::countries().iter().map(|country| country.currency.code()).collect();
    codes.into_iter().map(|code| (code.to_owned(), code.to_owned())).collect()
}

/// Time zones of countries and towns, with the one that is `chosen` already.
pub fn zones(chosen: &str) -> Vec<Choice> {
    let mut names: BTreeSet<&str> =
        places::countries().iter().map(|country| country.time_zone.as_str()).collect();
    names.extend(places::cities().iter().map(|city| city.time_zone.as_str()));
    names.extend(Some(chosen).filter(|chosen| !chosen.is_empty()));
    names.into_iter().map(|name| (name.to_owned(), name.replace('_', " "))).collect()
}

/// Names of towns, to be suggested while one types; those of `country` first.
pub fn towns(country: Option<Country>, language: Language) -> Vec<String> {
    let mut cities: Vec<_> = places::cities().iter().collect();
    cities.sort_by_key(|city| Some(city.country) != country);
    cities.into_iter().map(|city| city.names.get(language).to_owned()).collect()
}

fn card(view: &View, value: &str, key: &str) -> Card {
    (value.to_owned(), view.t(key), view.t(&format!("{key}-text")))
}

/// What somebody can be.
pub fn roles(view: &View) -> Vec<Card> {
    [Role::Consumer, Role::Business, Role::Financial, Role::Partner]
        .iter()
        .map(|role| {
            card(view, role.as_str(), &format!("accounts-page-role-{}", role.as_str().to_lowercase()))
        })
        .collect()
}

fn kind_key(kind: BusinessType) -> String {
    format!("accounts-page-type-{}", kind.as_str().to_lowercase())
}

/// What a business can be.
pub fn kinds(view: &View) -> Vec<Card> {
    BusinessType::ALL.iter().map(|kind| card(view, kind.as_str(), &kind_key(*kind))).collect()
}

/// The same in a list.
pub fn kind_list(view: &View) -> Vec<Choice> {
    kinds(view).into_iter().map(|(value, name, more)| (value, format!("{name}: {more}"))).collect()
}

/// The name of a kind of business.
pub fn kind_name(view: &View, kind: BusinessType) -> String {
    view.t(&kind_key(kind))
}

/// The markets, and none of them.
pub fn markets(view: &View) -> Vec<Card> {
    let none = card(view, "", "accounts-page-market-none");
    std::iter::once(none)
        .chain(MARKETS.iter().map(|market| card(view, market, &format!("accounts-page-market-{market}"))))
        .collect()
}

/// A category's name in the reader's language.
pub fn category_name(category: &CategoryName, language: Language) -> String {
    let name = category.names.get(language.code()).or_else(|| category.names.get("en"));
    name.unwrap_or(&category.slug).clone()
}

/// The category tree with what is chosen in it.
pub fn groups(view: &View, tree: &[CategoryName], chosen: &[String]) -> Vec<Group> {
    let language = view.language();
    let item = |category: &CategoryName, name: String| GroupItem {
        slug: category.slug.clone(),
        name,
        ticked: chosen.contains(&category.slug),
    };
    let group = |root: &CategoryName| {
        let name = category_name(root, language);
        let below = tree.iter().filter(|category| category.parent.as_deref() == Some(root.slug.as_str()));
        let mut items: Vec<GroupItem> =
            below.map(|category| item(category, category_name(category, language))).collect();
        items.push(item(root, view.t1("accounts-page-category-all", "name", &name)));
        let chosen = items.iter().filter(|item| item.ticked).count();
        Group {
            name,
            glyph: root.glyph.clone(),
            open: chosen > 0,
            chosen: i64::try_from(chosen).unwrap_or(i64::MAX),
            items,
        }
    };
    tree.iter().filter(|category| category.parent.is_none()).map(group).collect()
}
