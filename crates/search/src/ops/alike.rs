use async_trait::async_trait;
use contracts::PortError;
use contracts::search::{Alike, Answering, SearchPort, Words};
use kernel::ListingId;
use platform::{Error, Result};

use crate::document::MOST_HEAD_START;
use crate::frequency::{WANTED, share_of, together};
use crate::request::Kind;
use crate::terms::Terms;
use crate::{Search, filter, store};

#[async_trait]
impl SearchPort for Search {
    async fn alike(&self, wanted: &Alike) -> Result<Vec<(ListingId, usize)>, PortError> {
        let told = |error: Error| PortError { domain: "search", reason: error.to_string() };
        self.find_alike(wanted).await.map_err(told)
    }

    async fn answering(&self, wanted: &Words) -> Result<Answering, PortError> {
        let told = |error: Error| PortError { domain: "search", reason: error.to_string() };
        self.find_answering(wanted).await.map_err(told)
    }
}

/// So rare is a word or phrase, as a share of the titles, that it says what a thing is.
const TELLING: f64 = 0.02;
/// Words and phrases that are looked for, the rarest.
const MOST_THINGS: usize = 4;
/// Listings that have any of them, at most, but for those of the rarest: each of them is held against the category and
/// the type, and those that share the commonest word only are told last.
const MOST_READ: f64 = 400.0;
/// What is looked at first, since of two that are alike the nearer one is told.
const AROUND_KM: f64 = 60.0;
/// So many around the corner are enough.
const ENOUGH: usize = 20;

impl Search {
    /// Listings that name the same things: around the place, and if those are few, anywhere.
    async fn find_alike(&self, wanted: &Alike) -> Result<Vec<(ListingId, usize)>> {
        let terms = Terms::read(&wanted.title, &*self.synonyms().await?, false);
        let part = self.live_part(Kind::Listings).await?;
        let known = self.index.frequencies(part).await?;
        let shares = terms.shares(|lexeme, open| share_of(&known.title, lexeme, open));
        let (things, share) = rarest(terms.apart().into_iter().zip(shares).collect(), known.documents);
        if things.is_empty() {
            return Ok(Vec::new());
        }
        let root = wanted.above.first().unwrap_or(&wanted.category);
        let filters =
            [filter::category(root), filter::listing_type(wanted.kind.as_str())].map(|one| vec![one]);
        let all = |lists: &[Vec<String>]| {
            let any_of = |list: &Vec<String>| {
                list.iter().map(|lexeme| share_of(&known.title, lexeme, false)).sum::<f64>().min(1.0)
            };
            together(std::iter::once(share).chain(lists.iter().map(any_of)).collect())
        };
        // Where all of them can be read, the nearer ones are among them.
        let around = match known.floor(all(&filters), WANTED) {
            Some(_) => wanted.near.and_then(|place| filter::cells_around(place, AROUND_KM)),
            None => None,
        };
        let mut connection = self.index.db.read().await?;
        let now = self.platform.clock.now();
        let mut found = Vec::new();
        for cells in around.map(Some).into_iter().chain([None]) {
            let mut lists: Vec<Vec<String>> = filters.iter().cloned().chain(cells).collect();
            // Of what many have, the newest.
            let since = known.floor(all(&lists), WANTED);
            lists.extend(since.and_then(|since| filter::moments_between(since, now + MOST_HEAD_START)));
            found = store::alike(&mut connection, part, wanted, (&things, &lists), now).await?;
            if found.len() >= ENOUGH {
                break;
            }
        }
        let found =
            found.into_iter().map(|(id, common)| (ListingId(id), usize::try_from(common).unwrap_or(0)));
        Ok(found.collect())
    }
}

/// What of these says most, and the share of titles that has any of it.
fn rarest(mut things: Vec<(String, f64)>, documents: f64) -> (Vec<String>, f64) {
    things.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut any = 0.0;
    let telling = things.iter().take_while(|(_, share)| {
        any += share;
        *share <= TELLING && any * documents <= MOST_READ
    });
    let telling = telling.count();
    things.truncate(telling.clamp(1, MOST_THINGS));
    let share = things.iter().map(|(_, share)| share).sum::<f64>().min(1.0);
    (things.into_iter().map(|(thing, _)| thing).collect(), share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_words_tell_what_a_thing_is() {
        let among = |documents: f64, things: &[(&str, f64)]| {
            rarest(things.iter().map(|(word, share)| ((*word).to_owned(), *share)).collect(), documents)
        };
        let of = |things: &[(&str, f64)]| among(10_000.0, things);
        let (things, share) = of(&[("piece", 0.2), ("battery", 0.01), ("gel", 0.0)]);
        assert_eq!((things, share), (vec!["gel".to_owned(), "battery".to_owned()], 0.01));
        assert_eq!(of(&[("sale", 0.3), ("piece", 0.2)]).0, ["piece"], "at least something");
        assert_eq!(of(&["a", "b", "c", "d", "e"].map(|word| (word, 0.001))).0.len(), 4);
        assert_eq!(of(&[]), (Vec::new(), 0.0));
        let dried = [("kapenta", 0.0006), ("sardines", 0.002), ("dried", 0.003), ("fish", 0.004)];
        assert_eq!(among(150_000.0, &dried).0, ["kapenta", "sardines"], "no more than can be read");
        assert_eq!(among(9_000_000.0, &dried).0, ["kapenta"], "and the newest of these");
    }
}
