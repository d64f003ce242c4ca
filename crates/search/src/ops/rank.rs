//! From a request to the question that PostgreSQL answers.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use platform::Result;
use sqlx::PgConnection;

use crate::engine::{Answer, Engine, Postgres, Question};
use crate::frequency::{Frequencies, WANTED};
use crate::request::{Kind, Sort};
use crate::sample::{Marks, Sample};
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
    async fn known(&self, part: i16) -> Result<Known> {
        let of = self.frequencies(part).await?;
        let samples = self.samples(part, &of).await?;
        Ok(Known { of, samples })
    }

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
                let known = self.known(asked.part).await?;
                let rest = floors(&asked, question.terms, &known, store::FAR_AWAY).rest;
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
        let known = self.known(asked.part).await?;
        let mut asked = asked.clone();
        // What is common in general may be rare lately, or together with these filters: then further back.
        for wanted in [WANTED, 10.0 * WANTED] {
            asked.floors = floors(&asked, terms, &known, wanted);
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

/// What tells how far back to look.
struct Known {
    of: Arc<Frequencies>,
    /// Titles, and whole texts.
    samples: Arc<[Sample; 2]>,
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

/// How far back to look for each kind of candidates.
fn floors(asked: &Asked, terms: &Terms, known: &Known, wanted: f64) -> Floors {
    let narrowed = |sample: &Sample, more: Option<Marks>| {
        let filters = asked.filters.iter().map(|lexeme| sample.having(lexeme, false));
        let cells = asked.cells.as_ref().map(|cells| sample.having_any(cells));
        Marks::all(filters.chain(cells).chain(more))
    };
    let answering =
        |sample: &Sample| narrowed(sample, terms.among(|lexeme, open| sample.having(lexeme, open)));
    let [titles, texts] = &*known.samples;
    let floor = |sample: &Sample, marks: Option<Marks>| known.of.floor(sample.share(marks.as_ref()), wanted);
    let far = answering(titles);
    let around = asked.neighbourhood().map(|cells| titles.having_any(&cells));
    // What has the words as typed, where others are searched along with these, is rare.
    let first = Some(terms.titles()).filter(|titles| !titles.is_empty() && terms.as_typed().is_none());
    Floors {
        near: floor(titles, Marks::all(far.clone().into_iter().chain(around))),
        far: floor(titles, far),
        rest: floor(texts, answering(texts)),
        first: first.and_then(|first| floor(titles, narrowed(titles, Some(titles.having_any(first))))),
        older: None,
    }
}
