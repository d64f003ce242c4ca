//! From a request to the question that PostgreSQL answers.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use platform::Result;
use sqlx::PgConnection;

use crate::engine::{Answer, Engine, Postgres, Question};
use crate::frequency::{Frequencies, WANTED, joined, share_of, together};
use crate::request::{Kind, Sort};
use crate::store::{Asked, AskedWords, Floors, Older, Order, Ranked, Walked};
use crate::terms::Terms;
use crate::{filter, store};

#[async_trait]
impl Engine for Postgres {
    async fn answer(&self, question: Question<'_>) -> Result<Answer> {
        let asked = asked(&question, self.live_part(question.request.kind).await?);
        let mut connection = self.db.read().await?;
        match question.request.sort {
            Sort::Best => self.best(&mut connection, asked, &question).await,
            Sort::Newest => self.in_order(&mut connection, asked, &question, Order::Newest).await,
            Sort::Nearest => {
                let asked = self.reaching_far(asked, &question).await?;
                self.in_order(&mut connection, asked, &question, Order::Nearest).await
            }
            Sort::Cheapest => self.in_order(&mut connection, asked, &question, Order::Cheapest).await,
            Sort::Dearest => self.in_order(&mut connection, asked, &question, Order::Dearest).await,
        }
    }
}

impl Postgres {
    /// The best of the newest; when all of these have been shown, what is older.
    async fn best(
        &self,
        connection: &mut PgConnection,
        mut asked: Asked,
        question: &Question<'_>,
    ) -> Result<Answer> {
        if let Some((floors, older)) = question.floors.and_then(|floors| Some((floors, floors.older?))) {
            let Walked { hits, up_to } = store::walk(connection, &asked, Order::Older(older)).await?;
            return Ok(Answer { hits, floors, up_to });
        }
        let (mut hits, older, mut floors) = match question.floors {
            None => self.best_of_newest(connection, &asked, question.terms).await?,
            Some(floors) => {
                asked.floors = floors;
                let (hits, older) = store::rank(connection, &asked).await?;
                (hits, older, floors)
            }
        };
        let mut up_to = None;
        let missing = asked.limit - i64::try_from(hits.len()).unwrap_or(0);
        if let Some(older) = older.filter(|_| missing > 0) {
            let rest = Asked { limit: missing, after: None, ..asked };
            let walked = store::walk(connection, &rest, Order::Older(older)).await?;
            hits.extend(walked.hits);
            up_to = walked.up_to;
            floors.older = Some(older);
        }
        Ok(Answer { hits, floors, up_to })
    }

    /// How far back to look for what is far away, when very many have it: as the first page did.
    async fn reaching_far(&self, asked: Asked, question: &Question<'_>) -> Result<Asked> {
        let floors = match question.floors {
            Some(floors) => floors,
            None => {
                let known = self.frequencies(asked.part).await?;
                let rest = floors(&asked, question.terms, &known, &[], store::FAR_AWAY).rest;
                Floors { rest, ..Floors::default() }
            }
        };
        Ok(Asked { floors, ..asked })
    }

    /// A list in an order of its own. What it counts is counted among the newest, as for the best.
    async fn in_order(
        &self,
        connection: &mut PgConnection,
        asked: Asked,
        question: &Question<'_>,
        order: Order,
    ) -> Result<Answer> {
        let floors = asked.floors;
        let Walked { mut hits, up_to } = store::walk(connection, &asked, order).await?;
        if let Some(first) = hits.first_mut().filter(|_| question.facets) {
            let one = Asked { limit: 1, ..asked };
            let (counted, ..) = self.best_of_newest(connection, &one, question.terms).await?;
            if let Some(counted) = counted.into_iter().next() {
                *first = Ranked {
                    total: counted.total,
                    cut: counted.cut,
                    facets: counted.facets,
                    ..first.clone()
                };
            }
        }
        Ok(Answer { hits, floors, up_to })
    }

    /// The first of the best, how far back was looked for them, and what there is besides.
    async fn best_of_newest(
        &self,
        connection: &mut PgConnection,
        asked: &Asked,
        terms: &Terms,
    ) -> Result<(Vec<Ranked>, Option<Older>, Floors)> {
        let known = self.frequencies(asked.part).await?;
        let beside = beside(connection, asked.part, terms, &known).await?;
        let mut asked = asked.clone();
        // What is common in general may be rare lately, or together with these filters: then further back.
        for wanted in [WANTED, 10.0 * WANTED] {
            asked.floors = floors(&asked, terms, &known, &beside, wanted);
            if asked.floors == Floors::default() {
                break;
            }
            let (mut hits, mut older) = store::rank(connection, &asked).await?;
            if asked.floors.first.is_some() && older.is_some_and(|older| older.first.is_short()) {
                // What comes before all else is not left out for its age.
                asked.floors.first = None;
                (hits, older) = store::rank(connection, &asked).await?;
            }
            if let Some(first) = hits.first_mut().filter(|hit| hit.total >= store::MOST_CANDIDATES / 2) {
                // There are more further back.
                first.cut = true;
                return Ok((hits, older, asked.floors));
            }
        }
        asked.floors = Floors::default();
        let (hits, older) = store::rank(connection, &asked).await?;
        Ok((hits, older, asked.floors))
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
            whole: (!terms.titles().is_empty()).then(|| store::any_of(terms.titles())),
            typed: terms.as_typed(),
        }),
        filters: request.filters(),
        cells: request.place.zip(request.radius_km).and_then(|(place, km)| filter::cells_around(place, km)),
        price: request.price.clone(),
        featured: request.featured && request.kind == Kind::Listings,
        since: request
            .posted_within
            .filter(|_| request.kind == Kind::Listings)
            .map(|hours| question.as_of - TimeDelta::hours(hours)),
        place: request.place,
        radius_m: request.radius_km.map(|km| km * 1000.0),
        as_of: question.as_of,
        floors: Floors::default(),
        after: question.after,
        limit: question.limit,
        facets: question.facets,
    }
}

/// Of each word and the next, the share of titles in which they stand side by side; asked for only where both are common.
async fn beside(
    connection: &mut PgConnection,
    part: i16,
    terms: &Terms,
    known: &Frequencies,
) -> Result<Vec<f64>> {
    let shares = terms.shares(|lexeme, open| share_of(&known.title, lexeme, open));
    if !shares.windows(2).any(|two| two.iter().all(|share| known.are_many(*share))) {
        return Ok(Vec::new());
    }
    let pairs = terms.pairs();
    let counted = store::titles_with(connection, part, &pairs).await?;
    let share = |pair: &String| counted.get(pair).map_or(0.0, |titles| f64::from(*titles) / known.documents);
    Ok(pairs.iter().map(share).collect())
}

/// How far back to look for each kind of candidates. `beside` is what [`beside`] says of the words.
fn floors(asked: &Asked, terms: &Terms, known: &Frequencies, beside: &[f64], wanted: f64) -> Floors {
    let any = |shares: &BTreeMap<String, f64>, lexemes: &[String]| {
        lexemes.iter().map(|lexeme| share_of(shares, lexeme, false)).sum::<f64>().min(1.0)
    };
    let narrowed = |all: &BTreeMap<String, f64>, mut shares: Vec<f64>| {
        shares.extend(asked.filters.iter().map(|lexeme| share_of(all, lexeme, false)));
        shares.extend(asked.cells.as_ref().map(|cells| any(all, cells)));
        shares
    };
    let shares = |all: &BTreeMap<String, f64>| {
        let words = terms.shares(|lexeme, open| share_of(all, lexeme, open));
        narrowed(all, joined(&words, beside))
    };
    let far = shares(&known.title);
    let mut near = far.clone();
    near.extend(asked.neighbourhood().map(|cells| any(&known.title, &cells)));
    // What has the words as typed, where others are searched along with these, is rare.
    let titles = Some(terms.titles()).filter(|titles| !titles.is_empty() && terms.as_typed().is_none());
    let first = titles.map(|titles| narrowed(&known.title, vec![any(&known.title, titles)]));
    Floors {
        near: known.floor(together(near), wanted),
        far: known.floor(together(far), wanted),
        rest: known.floor(together(shares(&known.words)), wanted),
        first: first.and_then(|first| known.floor(together(first), wanted)),
        older: None,
    }
}
