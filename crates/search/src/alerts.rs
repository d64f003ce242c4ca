//! What finds a kept search for a new listing.
//!
//! Asking every kept search whether a listing answers it would take as long as there are people. So each is filed under
//! the rarest thing it asks for, in all forms and synonyms: whatever answers it has one of those words. A listing looks
//! under its own words and asks only what it finds there.

use kernel::GeoPoint;

use crate::document::quoted;
use crate::filter;
use crate::frequency::{Frequencies, share_of};
use crate::request::{PriceRange, Request};
use crate::terms::Terms;

/// A kept search as PostgreSQL finds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// A listing that answers it has one of these words.
    pub anchors: Vec<String>,
    /// A `tsquery` of all words and filters.
    pub query: String,
    /// Prices within a range.
    pub price: Option<PriceRange>,
    /// A place and a distance from it in metres.
    pub circle: Option<(GeoPoint, f64)>,
}

impl Wanted {
    /// From a search; `known` says which words are rare.
    #[must_use]
    pub fn new(request: &Request, terms: &Terms, known: &Frequencies) -> Self {
        let circle = request.place.zip(request.radius_km.map(|km| km * 1000.0));
        let mut needs = request.needs(terms);
        let mut parts: Vec<String> = request.filters().iter().map(|lexeme| quoted(lexeme)).collect();
        if !terms.is_empty() {
            parts.push(format!("({})", terms.broad("")));
        }
        if let Some(cells) =
            request.place.zip(request.radius_km).and_then(|(at, km)| filter::cells_around(at, km))
        {
            parts.push(any_of(&cells));
            needs.push(cells);
        }
        // Every listing is an offer or a request.
        let types = ["OFFER", "REQUEST"].map(filter::listing_type).to_vec();
        if parts.is_empty() {
            parts.push(any_of(&types));
        }
        let share =
            |words: &Vec<String>| words.iter().map(|word| share_of(&known.words, word, false)).sum::<f64>();
        let rarest = needs.into_iter().min_by(|one, other| share(one).total_cmp(&share(other)));
        Self {
            anchors: rarest.unwrap_or(types),
            query: parts.join("&"),
            price: request.price.clone(),
            circle,
        }
    }
}

fn any_of(lexemes: &[String]) -> String {
    let quoted: Vec<String> = lexemes.iter().map(|lexeme| quoted(lexeme)).collect();
    format!("({})", quoted.join("|"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::request::SearchArgs;
    use crate::synonyms::Synonyms;

    fn wanted(q: &str, country: Option<&str>) -> Wanted {
        let args = SearchArgs {
            q: Some(q.to_owned()),
            country: country.map(str::to_owned),
            ..SearchArgs::default()
        };
        let request = Request::parse(&args).expect("valid");
        let synonyms = Synonyms::new(&[(1, "maize".to_owned()), (1, "corn".to_owned())]);
        let known = Frequencies {
            words: BTreeMap::from([
                ("yellow".to_owned(), 0.2),
                ("maiz".to_owned(), 0.05),
                ("=k:NG".to_owned(), 0.3),
            ]),
            ..Frequencies::default()
        };
        Wanted::new(&request, &Terms::read(q, &synonyms, false), &known)
    }

    #[test]
    fn a_kept_search_is_filed_under_the_rarest_thing_it_asks_for() {
        assert_eq!(wanted("yellow maize", Some("NG")).anchors, ["maiz", "corn"]);
        assert_eq!(wanted("yellow", Some("NG")).anchors, ["yellow"]);
        assert_eq!(wanted("", Some("NG")).anchors, ["=k:NG"]);
        assert_eq!(wanted("", None).anchors, ["=t:OFFER", "=t:REQUEST"]);
    }

    #[test]
    fn its_query_asks_for_everything() {
        insta::assert_snapshot!(wanted("yellow", Some("NG")).query, @"'=k:NG'&((('yellow')))");
        insta::assert_snapshot!(wanted("", None).query, @"('=t:OFFER'|'=t:REQUEST')");
    }
}
