use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kernel::Language;
use platform::Result;
use platform::http::Page;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::analysis::tokens;
use crate::frequency::{Frequencies, WANTED, share_of, together};
use crate::highlight::{Segment, excerpt};
use crate::request::{Kind, Request};
use crate::store::{Asked, AskedWords, Floors, Ranked};
use crate::terms::{Marker, Terms};
use crate::{Search, filter, spelling, store};

/// How a query was understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The words that were looked for.
    pub text: String,
    /// Whether the last word was taken as the beginning of one.
    pub open: bool,
}

/// Where a page ends: goes into the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The moment of the first page, in microseconds.
    pub as_of: i64,
    /// The score's bits: as a decimal number it might come back as another one.
    pub score: u64,
    /// The last hit.
    pub id: Uuid,
    /// How the query was understood on the first page.
    pub reading: Reading,
    /// How far back the first page looked.
    pub floors: Floors,
}

/// A search as it is kept in memory.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FoundKey {
    path: String,
    limit: i64,
    after: Option<Place>,
}

/// A hit as the index knows it; whether it may be shown is asked of its own domain.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The listing or business.
    pub id: Uuid,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// From the place that was asked about.
    pub distance_m: Option<f64>,
    /// What its description says around the words.
    pub excerpt: Vec<Segment>,
}

/// A value and how many candidates have it.
pub type Count = (String, i64);

/// Counts among the candidates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Slugs.
    pub category: Vec<Count>,
    /// ISO codes.
    pub country: Vec<Count>,
    /// OFFER and REQUEST.
    pub listing_type: Vec<Count>,
}

/// A page of hits.
#[derive(Debug)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// Candidates that were ranked.
    pub total: i64,
    /// There may be more than `total`.
    pub at_least: bool,
    /// On the first page.
    pub facets: Option<Facets>,
    /// How the query was understood.
    pub reading: Reading,
    /// Whether words were replaced because nothing has them.
    pub corrected: bool,
    /// Queries that would find more, when nothing was found.
    pub broader: Vec<String>,
    /// Marks words in titles; none without a query.
    pub marker: Option<Marker>,
}

impl Found {
    /// About how many bytes it takes.
    #[must_use]
    pub fn weight(&self) -> u32 {
        let hits: usize = self
            .hits
            .iter()
            .map(|hit| 120 + hit.excerpt.iter().map(|s| s.text.len() + 32).sum::<usize>())
            .sum();
        u32::try_from(hits + 1500).unwrap_or(u32::MAX)
    }
}

impl Search {
    /// One page of the best hits. `path` names the search with all its filters.
    pub(crate) async fn search(
        &self,
        request: &Request,
        path: &str,
        page: Page<Place>,
    ) -> Result<Arc<Found>> {
        let key = FoundKey { path: path.to_owned(), limit: page.limit, after: page.after.clone() };
        self.caches.found.get_or_load(key, || async { self.find(request, &page).await.map(Arc::new) }).await
    }

    /// The first hits for the words as they were typed, without looking further when there are none.
    pub(crate) async fn search_as_typed(
        &self,
        request: &Request,
        path: &str,
        limit: i64,
    ) -> Result<Arc<Found>> {
        let page = Page { limit, after: None };
        let reading = Reading { text: request.text.clone(), open: false };
        let key = FoundKey { path: path.to_owned(), limit, after: None };
        self.caches
            .found
            .get_or_load(key, || async { self.find_as(request, &page, reading.clone()).await.map(Arc::new) })
            .await
    }

    /// Counts a query for suggestions. Written later and elsewhere, so that the reader does not wait.
    pub(crate) fn remember(&self, text: &str, language: Language, empty: bool) {
        let now = self.platform.clock.now();
        let Some(counts) = self.log.count(text, language, empty, now) else { return };
        let db = self.platform.db("search");
        tokio::spawn(async move {
            let written = async {
                let mut tx = db.begin_system().await?;
                store::count_queries(&mut tx, &counts, now).await?;
                tx.commit().await
            };
            if let Err(error) = written.await {
                tracing::warn!(error = &error as &dyn std::error::Error, "counts of queries were lost");
            }
        });
    }

    async fn find(&self, request: &Request, page: &Page<Place>) -> Result<Found> {
        if let Some(place) = &page.after {
            return self.find_as(request, page, place.reading.clone()).await;
        }
        let as_typed = Reading { text: request.text.clone(), open: false };
        let found = self.find_as(request, page, as_typed).await?;
        if found.total > 0 || tokens(&request.text).is_empty() {
            return Ok(found);
        }
        let begun = self.find_as(request, page, Reading { text: request.text.clone(), open: true }).await?;
        if begun.total > 0 {
            return Ok(begun);
        }
        let corrected = self.correct(&request.text).await?;
        if let Some(text) = &corrected {
            let found = self.find_as(request, page, Reading { text: text.clone(), open: false }).await?;
            if found.total > 0 {
                return Ok(Found { corrected: true, ..found });
            }
        }
        let broader = self.broader(request.kind, corrected.as_deref().unwrap_or(&request.text)).await?;
        Ok(Found { broader, ..found })
    }

    async fn find_as(&self, request: &Request, page: &Page<Place>, reading: Reading) -> Result<Found> {
        let synonyms = self.synonyms().await?;
        let terms = Terms::read(&reading.text, &synonyms, reading.open);
        let as_of = page.after.as_ref().and_then(|place| DateTime::from_timestamp_micros(place.as_of));
        let as_of = as_of.unwrap_or_else(|| self.platform.clock.now());
        let (mut ranked, floors) = if terms.is_empty() && !reading.text.is_empty() {
            // There was a query, but no word in it ("!!!"): everything would be no answer to that.
            (Vec::new(), Floors::default())
        } else {
            self.rank(request, page, &terms, as_of).await?
        };
        let more = ranked.len() > usize::try_from(page.limit).unwrap_or(usize::MAX);
        ranked.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        let next = ranked.last().filter(|_| more).map(|last| Place {
            as_of: as_of.timestamp_micros(),
            score: last.score.to_bits(),
            id: last.id,
            reading: reading.clone(),
            floors,
        });
        let marker = (!terms.is_empty()).then(|| terms.marker());
        let first = ranked.first();
        Ok(Found {
            next,
            total: first.map_or(0, |hit| hit.total),
            at_least: first.is_some_and(|hit| hit.cut),
            facets: page.after.is_none().then(|| facets(first)),
            reading,
            corrected: false,
            broader: Vec::new(),
            hits: ranked.into_iter().map(|hit| hit_of(hit, marker.as_ref())).collect(),
            marker,
        })
    }

    async fn rank(
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
        let mut filters: Vec<String> = Vec::new();
        filters.extend(request.category.as_deref().map(filter::category));
        filters.extend(request.country.map(filter::country));
        filters.extend(request.city.as_deref().map(filter::city));
        filters.extend(request.listing_type.map(|kind| filter::listing_type(kind.as_str())));
        filters.extend(request.verified.then(|| filter::VERIFIED.to_owned()));
        filters.extend(request.has_photo.then(|| filter::PHOTO.to_owned()));
        Ok(Asked {
            kind: request.kind,
            part: self.live_part(request.kind).await?,
            words: (!terms.is_empty()).then(|| AskedWords {
                broad: terms.broad(""),
                headed: terms.broad(":AB"),
                plain: terms.plain(),
                exact: terms.exact(),
            }),
            filters,
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

    /// The query with every word that nothing has replaced by the likeliest that something has; None if that changes
    /// nothing.
    pub(crate) async fn correct(&self, text: &str) -> Result<Option<String>> {
        let synonyms = self.synonyms().await?;
        let parts = [self.live_part(Kind::Listings).await?, self.live_part(Kind::Businesses).await?];
        let mut connection = self.read_db.read().await?;
        let mut words = Vec::new();
        let mut changed = false;
        for word in Terms::read(text, &synonyms, false).words() {
            let forms = Terms::read(word, &synonyms, false).plain();
            let mut known = false;
            for part in parts {
                known = known || store::stands(&mut connection, part, &forms).await?;
            }
            let better = if known {
                None
            } else {
                let candidates =
                    store::similar_words(&mut connection, &parts, word, &spelling::slips(word)).await?;
                spelling::best(word, &candidates)
            };
            changed |= better.is_some();
            words.push(better.unwrap_or_else(|| word.to_owned()));
        }
        Ok(changed.then(|| words.join(" ")))
    }

    /// The words of a query that something has, each for itself.
    async fn broader(&self, kind: Kind, text: &str) -> Result<Vec<String>> {
        let synonyms = self.synonyms().await?;
        let part = self.live_part(kind).await?;
        let terms = Terms::read(text, &synonyms, false);
        let mut connection = self.read_db.read().await?;
        let mut broader = Vec::new();
        for word in terms.words() {
            let forms = Terms::read(word, &synonyms, false).broad("");
            if store::stands(&mut connection, part, &forms).await? {
                broader.push(word.to_owned());
            }
        }
        // A single word that something has was looked for already; a filter kept it away.
        if terms.words().len() < 2 {
            broader.clear();
        }
        Ok(broader)
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

fn hit_of(hit: Ranked, marker: Option<&Marker>) -> Hit {
    Hit {
        excerpt: excerpt(&hit.body, marker),
        id: hit.id,
        expires_at: hit.expires_at,
        distance_m: hit.distance_m,
    }
}

/// The most values of each kind that are told.
const MOST_VALUES: usize = 12;

fn facets(first: Option<&Ranked>) -> Facets {
    let mut facets = Facets::default();
    let Some(counted) = first.and_then(|hit| hit.facets.clone()) else { return facets };
    let counted: Vec<(u8, Option<String>, i64)> = serde_json::from_value(counted).unwrap_or_default();
    for (left_out, value, documents) in counted {
        let Some(value) = value else { continue };
        match left_out {
            0b011 => facets.category.push((value, documents)),
            0b101 => facets.country.push((value, documents)),
            _ => facets.listing_type.push((value, documents)),
        }
    }
    for counts in [&mut facets.category, &mut facets.country, &mut facets.listing_type] {
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(MOST_VALUES);
    }
    facets
}
