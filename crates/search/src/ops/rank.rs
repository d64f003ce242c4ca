//! From a request to the question that PostgreSQL answers.

use std::collections::BTreeMap;

use async_trait::async_trait;
use platform::Result;

use crate::engine::{Answer, Engine, Postgres, Question};
use crate::frequency::{Frequencies, WANTED, share_of, together};
use crate::store::{Asked, AskedWords, Floors};
use crate::terms::Terms;
use crate::{filter, store};

#[async_trait]
impl Engine for Postgres {
    /// The best hits, and how far back was looked for them.
    async fn answer(&self, question: Question<'_>) -> Result<Answer> {
        let mut asked = asked(&question, self.live_part(question.request.kind).await?);
        let mut connection = self.db.read().await?;
        if let Some(floors) = question.floors {
            asked.floors = floors;
            return Ok(Answer { hits: store::rank(&mut connection, &asked).await?, floors });
        }
        let known = self.frequencies(asked.part).await?;
        // What is common in general may be rare lately, or together with these filters: then further back.
        for wanted in [WANTED, 10.0 * WANTED] {
            asked.floors = floors(&asked, question.terms, &known, wanted);
            if asked.floors == Floors::default() {
                break;
            }
            let hits = store::rank(&mut connection, &asked).await?;
            if hits.first().is_some_and(|hit| hit.total >= store::MOST_CANDIDATES / 2) {
                return Ok(Answer { hits, floors: asked.floors });
            }
        }
        asked.floors = Floors::default();
        Ok(Answer { hits: store::rank(&mut connection, &asked).await?, floors: asked.floors })
    }
}

/// The question as PostgreSQL is asked.
fn asked(question: &Question<'_>, part: i16) -> Asked {
    let Question { request, terms, .. } = question;
    Asked {
        kind: request.kind,
        part,
        words: (!terms.is_empty()).then(|| AskedWords {
            broad: terms.broad(""),
            headed: terms.broad(":AB"),
            plain: terms.plain(),
            exact: terms.exact(),
        }),
        filters: request.filters(),
        sort: request.sort,
        cells: request.place.zip(request.radius_km).and_then(|(place, km)| filter::cells_around(place, km)),
        price: request.price.clone(),
        place: request.place,
        radius_m: request.radius_km.map(|km| km * 1000.0),
        as_of: question.as_of,
        floors: Floors::default(),
        after: question.after,
        limit: question.limit,
        facets: question.facets,
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
