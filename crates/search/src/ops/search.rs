use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kernel::Language;
use platform::Result;
use platform::http::Page;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::merge::{List, Spot, fill};
use crate::analysis::tokens;
use crate::engine::{Answer, Question};
use crate::highlight::{Segment, excerpt};
use crate::marker::Marker;
use crate::query_log::Asker;
use crate::request::{Kind, Request, Sort};
use crate::store::{Floors, QueryCount, Ranked};
use crate::terms::Terms;
use crate::written::Watch;
use crate::{Search, store};

/// How a query was understood.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The words that were looked for.
    pub text: String,
    /// Whether the last word was taken as the beginning of one.
    pub open: bool,
    /// Whether all words but one are enough.
    pub most: bool,
    /// Rare words of the text, each with a far commoner one that was searched along with it.
    #[serde(default)]
    pub along: BTreeMap<String, String>,
}

impl Reading {
    fn as_typed(request: &Request) -> Self {
        Self { text: request.text.clone(), open: false, most: false, along: BTreeMap::new() }
    }

    /// The text with the commoner words that were searched along with its own.
    #[must_use]
    pub fn along_text(&self) -> String {
        let words = tokens(&self.text).into_iter().map(|token| token.key);
        let words: Vec<String> = words.map(|word| self.along.get(&word).cloned().unwrap_or(word)).collect();
        words.join(" ")
    }
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
    /// Where the businesses go on that are in the same list.
    #[serde(default)]
    pub also: Option<Spot>,
}

impl Place {
    fn spot(&self) -> Spot {
        Spot { score: self.score, id: self.id, floors: self.floors }
    }
}

/// With more hits than these no word of a query is rare.
const FEW: i64 = 10;

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
    /// Which of the two it is.
    pub kind: Kind,
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
    /// What a document needs to belong into it.
    pub watch: Watch,
    /// Changes of the index that were noted before it was looked up.
    pub changes: u64,
}

impl Found {
    /// Whether there is no hit on this page and none on any other.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.total == 0 && self.next.is_none()
    }

    /// Whether something that it shows has ended.
    fn has_ended(&self, now: DateTime<Utc>) -> bool {
        self.hits.iter().any(|hit| hit.expires_at.is_some_and(|end| end <= now))
    }

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
        self.kept_or_found(key, || async { self.find(request, &page).await.map(Arc::new) }).await
    }

    /// The first hits for the words as they were typed, without looking further when there are none.
    pub(crate) async fn search_as_typed(
        &self,
        request: &Request,
        path: &str,
        limit: i64,
    ) -> Result<Arc<Found>> {
        let page = Page { limit, after: None };
        let key = FoundKey { path: path.to_owned(), limit, after: None };
        let reading = Reading::as_typed(request);
        let find = || async { self.find_as(request, &page, reading.clone()).await.map(Arc::new) };
        self.kept_or_found(key, find).await
    }

    /// A kept answer, unless something was written since that may belong into it, or something that it shows has ended.
    /// On later pages, which are those of the moment of the first one, that is left out when it is shown.
    async fn kept_or_found<F>(&self, key: FoundKey, find: impl Fn() -> F + Send + Sync) -> Result<Arc<Found>>
    where
        F: Future<Output = Result<Arc<Found>>> + Send,
    {
        let (changes, now) = (self.written.count(), self.platform.clock.now());
        let mut may_have_ended = key.after.is_none();
        loop {
            let found = self.caches.found.get_or_load(key.clone(), &find).await?;
            // What was looked up after this reader came is good enough, whatever else is written meanwhile.
            let is_touched = found.changes < changes && self.written.has_touched(found.changes, &found.watch);
            let has_ended = may_have_ended && found.has_ended(now);
            if !is_touched && !has_ended {
                return Ok(found);
            }
            self.caches.found.forget(&key);
            may_have_ended = false;
        }
    }

    /// Counts a query for suggestions. Written later and elsewhere, so that the reader does not wait.
    pub(crate) fn remember(&self, text: &str, language: Language, empty: bool, asker: Asker) {
        let now = self.platform.clock.now();
        let Some(counts) = self.log.count(text, language, empty, asker, now) else { return };
        let search = self.clone();
        tokio::spawn(async move {
            if let Err(error) = search.write_queries(&counts).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "counts of queries were lost");
            }
        });
    }

    /// Writes down at once what has been counted, which otherwise happens by itself within half a minute of searches.
    ///
    /// # Errors
    /// 503; the counts are lost then.
    pub async fn write_counts(&self) -> Result<()> {
        let counts = self.log.take();
        if counts.is_empty() { Ok(()) } else { self.write_queries(&counts).await }
    }

    async fn write_queries(&self, counts: &[QueryCount]) -> Result<()> {
        let mut tx = self.platform.db("search").begin_system().await?;
        store::count_queries(&mut tx, counts, self.platform.clock.now()).await?;
        tx.commit().await
    }

    async fn find(&self, request: &Request, page: &Page<Place>) -> Result<Found> {
        if let Some(place) = &page.after {
            return self.find_as(request, page, place.reading.clone()).await;
        }
        let changes = self.written.count();
        let found = self.find_as(request, page, Reading::as_typed(request)).await?;
        if tokens(&request.text).is_empty() {
            return Ok(found);
        }
        if !found.is_nothing() {
            return self.find_along(request, page, found).await;
        }
        // Whatever is written next may have the words as they were typed.
        let watch = Watch::new(request.kinds(), &request.needs(&Terms::default()));
        let found = self.find_otherwise(request, page, found).await?;
        Ok(Found { watch, changes, ..found })
    }

    /// Where hardly anything answers, a word of the query may be a slip that somebody else has made, too: then what has the
    /// far commoner word is found as well, after the others. Lists in an order of their own have no room for "after".
    async fn find_along(&self, request: &Request, page: &Page<Place>, found: Found) -> Result<Found> {
        if found.at_least || found.total > FEW || request.sort != Sort::Best {
            return Ok(found);
        }
        let along = self.commoner_words(&request.text).await?;
        if along.is_empty() {
            return Ok(found);
        }
        let more = self.find_as(request, page, Reading { along, ..Reading::as_typed(request) }).await?;
        Ok(if more.total > found.total { more } else { found })
    }

    /// Other ways to understand a query that nothing answers: an unfinished word, a mistake, a word too many.
    async fn find_otherwise(&self, request: &Request, page: &Page<Place>, nothing: Found) -> Result<Found> {
        let typed = Reading::as_typed(request);
        let begun = self.find_as(request, page, Reading { open: true, ..typed.clone() }).await?;
        if !begun.is_nothing() {
            return Ok(begun);
        }
        let corrected = self.correct(&request.text).await?;
        let text = corrected.clone().unwrap_or(typed.text);
        // A word that only something else has may be a slip, too.
        let along =
            if request.sort == Sort::Best { self.commoner_words(&text).await? } else { BTreeMap::new() };
        if corrected.is_some() || !along.is_empty() {
            let reading = Reading { text: text.clone(), open: false, most: false, along };
            let found = self.find_as(request, page, reading).await?;
            if !found.is_nothing() {
                return Ok(Found { corrected: corrected.is_some(), ..found });
            }
        }
        let reading = Reading { text, open: false, most: true, along: BTreeMap::new() };
        if Terms::read(&reading.text, &*self.synonyms().await?, false).has_one_to_spare() {
            let found = self.find_as(request, page, reading.clone()).await?;
            if !found.is_nothing() {
                return Ok(Found { corrected: corrected.is_some(), ..found });
            }
        }
        let broader = self.broader(request.kind, &reading.text).await?;
        Ok(Found { broader, ..nothing })
    }

    async fn find_as(&self, request: &Request, page: &Page<Place>, reading: Reading) -> Result<Found> {
        let changes = self.written.count();
        let synonyms = self.synonyms().await?;
        let mut terms = Terms::read(&reading.text, &synonyms, reading.open).along(&reading.along);
        if reading.most {
            terms = terms.all_but_one();
        }
        let as_of = page.after.as_ref().and_then(|place| DateTime::from_timestamp_micros(place.as_of));
        let as_of = as_of.unwrap_or_else(|| self.platform.clock.now());
        let began = page.after.as_ref().map(Place::spot);
        let mut lists = vec![self.list(request, &terms, page, (as_of, began), &reading).await?];
        if let Some(businesses) = request.both.then(|| request.among_businesses()).flatten() {
            let began = page.after.as_ref().and_then(|place| place.also);
            lists.push(self.list(&businesses, &terms, page, (as_of, began), &reading).await?);
        }
        let ended_early = lists.iter().any(|list| list.answer.up_to.is_some());
        let firsts: Vec<&Ranked> = lists.iter().filter_map(|list| list.answer.hits.first()).collect();
        let (total, at_least) = (
            firsts.iter().map(|hit| hit.total).sum::<i64>(),
            firsts.iter().any(|hit| hit.cut) || ended_early,
        );
        let facets = page.after.is_none().then(|| facets(&firsts));
        let ranked = fill(&mut lists, usize::try_from(page.limit).unwrap_or(usize::MAX));
        let more = ended_early || lists.iter().any(|list| list.taken < list.answer.hits.len());
        let next = lists.first().filter(|_| more).map(|list| {
            let Spot { score, id, floors } = list.spot();
            let also = lists.get(1).map(List::spot);
            Place { as_of: as_of.timestamp_micros(), score, id, reading: reading.clone(), floors, also }
        });
        let marker = (!terms.is_empty()).then(|| terms.marker());
        Ok(Found {
            next,
            total,
            at_least,
            facets,
            reading,
            corrected: false,
            broader: Vec::new(),
            hits: ranked.into_iter().map(|(kind, hit)| hit_of(kind, hit, marker.as_ref())).collect(),
            watch: Watch::new(request.kinds(), &request.needs(&terms)),
            changes,
            marker,
        })
    }

    /// The hits of one kind from where the page begins.
    async fn list(
        &self,
        request: &Request,
        terms: &Terms,
        page: &Page<Place>,
        (as_of, began): (DateTime<Utc>, Option<Spot>),
        reading: &Reading,
    ) -> Result<List> {
        let answer = if terms.is_empty() && !reading.text.is_empty() {
            // There was a query, but no word in it ("!!!"): everything would be no answer to that.
            Answer::default()
        } else {
            let question = Question {
                request,
                terms,
                as_of,
                floors: began.map(|spot| spot.floors),
                after: began.map(Spot::last),
                limit: page.limit + 1,
                facets: page.after.is_none(),
            };
            self.engine.answer(question).await?
        };
        Ok(List { kind: request.kind, answer, taken: 0, began })
    }
}

fn hit_of(kind: Kind, hit: Ranked, marker: Option<&Marker>) -> Hit {
    Hit {
        kind,
        excerpt: excerpt(&hit.body, marker),
        id: hit.id,
        expires_at: hit.expires_at,
        distance_m: hit.distance_m,
    }
}

/// The most values of each kind that are told.
const MOST_VALUES: usize = 12;

/// What the first hits of one or two lists carry, added up.
fn facets(firsts: &[&Ranked]) -> Facets {
    let mut facets = Facets::default();
    for counted in firsts.iter().filter_map(|hit| hit.facets.clone()) {
        let counted: Vec<(u8, Option<String>, i64)> = serde_json::from_value(counted).unwrap_or_default();
        for (left_out, value, documents) in counted {
            let Some(value) = value else { continue };
            let counts = match left_out {
                0b011 => &mut facets.category,
                0b101 => &mut facets.country,
                _ => &mut facets.listing_type,
            };
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, known)) => *known += documents,
                None => counts.push((value, documents)),
            }
        }
    }
    for counts in [&mut facets.category, &mut facets.country, &mut facets.listing_type] {
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(MOST_VALUES);
    }
    facets
}
