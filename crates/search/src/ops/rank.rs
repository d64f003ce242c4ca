//! From a request to the question that PostgreSQL answers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use platform::Result;
use platform::http::Page;

use super::search::Place;
use crate::frequency::{Frequencies, WANTED, share_of, together};
use crate::request::Request;
use crate::store::{Asked, AskedWords, Floors, Ranked};
use crate::terms::Terms;
use crate::{Search, filter, store};

impl Search {
    /// The best hits, and how far back was looked for them.
    pub(super) async fn rank(
        &self,
        request: &Request,
        page: &Page<Place>,
        terms: &Terms,
        as_of: DateTime<Utc>,
    ) -> Result<(Vec<Ranked>, Floors)> {
        let mut asked = self.asked(request, page, terms, as_of).await?;
        let mut connection = self.read_db.read().await?;
        if let Some(place) = &page.after {
            asked.floors = place.floors;
            return Ok((store::rank(&mut connection, &asked).await?, asked.floors));
        }
        let known = self.frequencies(asked.part).await?;
        // What is common in general may be rare lately, or together with these filters: then further back.
        for wanted in [WANTED, 10.0 * WANTED] {
            asked.floors = floors(&asked, terms, &known, wanted);
            if asked.floors == Floors::default() {
                break;
            }
            let ranked = store::rank(&mut connection, &asked).await?;
            if ranked.first().is_some_and(|hit| hit.total >= store::MOST_CANDIDATES / 2) {
                return Ok((ranked, asked.floors));
            }
        }
        asked.floors = Floors::default();
        Ok((store::rank(&mut connection, &asked).await?, asked.floors))
    }

    async fn asked(
        &self,
        request: &Request,
        page: &Page<Place>,
        terms: &Terms,
        as_of: DateTime<Utc>,
    ) -> Result<Asked> {
        Ok(Asked {
            kind: request.kind,
            part: self.live_part(request.kind).await?,
            words: (!terms.is_empty()).then(|| AskedWords {
                broad: terms.broad(""),
                headed: terms.broad(":AB"),
                plain: terms.plain(),
                exact: terms.exact(),
            }),
            filters: request.filters(),
            sort: request.sort,
            cells: request
                .place
                .zip(request.radius_km)
                .and_then(|(place, km)| filter::cells_around(place, km)),
            price: request.price.clone(),
            place: request.place,
            radius_m: request.radius_km.map(|km| km * 1000.0),
            as_of,
            floors: Floors::default(),
            after: page.after.as_ref().map(|place| (f64::from_bits(place.score), place.id)),
            // One more than is shown tells whether there is a next page.
            limit: page.limit + 1,
            facets: page.after.is_none(),
        })
    }
}

/// How far back to look for each kind of candidates.
fn floors(asked: &Asked, terms: &Terms, known: &Frequencies, wanted: f64) -> Floors {
    let any = |shares: &BTreeMap<String, f64>, lexemes: &[String]| {
        lexemes.iter().map(|lexeme| share_of(shares, lexeme, false)).sum::<f64>().min(1.0)
    };
    let shares = |all: &BTreeMap<String, f64>| {
        let mut shares = terms.shares(|lexeme, open| share_of(all, lexeme, open));
        shares.extend(asked.filters.iter().map(|lexeme| share_of(all, lexeme, false)));
        shares.extend(asked.cells.as_ref().map(|cells| any(all, cells)));
        shares
    };
    let far = shares(&known.title);
    let mut near = far.clone();
    near.extend(asked.neighbourhood().map(|cells| any(&known.title, &cells)));
    Floors {
        near: known.floor(together(near), wanted),
        far: known.floor(together(far), wanted),
        rest: known.floor(together(shares(&known.words)), wanted),
    }
}
