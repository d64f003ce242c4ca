//! One page of one list, whatever it is made of: of listings, of businesses, or of both by their scores (S-1).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::engine::Answer;
use crate::request::Kind;
use crate::store::{Floors, Ranked};

/// Where one kind goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// The score's bits: as a decimal number it might come back as another one.
    pub score: u64,
    /// The last hit.
    pub id: Uuid,
    /// How far back the first page looked.
    pub floors: Floors,
}

impl Spot {
    /// As an engine is asked.
    #[must_use]
    pub fn last(self) -> (f64, Uuid) {
        (f64::from_bits(self.score), self.id)
    }
}

/// The hits of one kind, best first, of which some come onto the page.
#[derive(Debug)]
pub struct List {
    /// Which kind.
    pub kind: Kind,
    /// One more than a page takes, if there are so many.
    pub answer: Answer,
    /// So many of them are on the page.
    pub taken: usize,
    /// Where this page began.
    pub began: Option<Spot>,
}

/// Scores of hits that were ranked stay far below this one; those of older ones are moments, far above.
const RANKED: f64 = 1e6;

fn is_older(hit: &Ranked) -> bool {
    hit.score > RANKED
}

impl List {
    fn head(&self) -> Option<&Ranked> {
        self.answer.hits.get(self.taken)
    }

    /// Where its next page begins.
    #[must_use]
    pub fn spot(&self) -> Spot {
        let last = self.taken.checked_sub(1).and_then(|at| self.answer.hits.get(at));
        let floors = self.answer.floors;
        // Whatever ranks below this one is all there is.
        if let (None, Some((score, id))) = (self.head(), self.answer.up_to) {
            return Spot { score: score.to_bits(), id, floors };
        }
        let all = |floors| Spot { score: f64::INFINITY.to_bits(), id: Uuid::max(), floors };
        let after = |last: &Ranked, floors| Spot { score: last.score.to_bits(), id: last.id, floors };
        match (last, self.began) {
            (None, Some(began)) => began,
            // The next page begins with the first of the older ones.
            (last, _)
                if floors.older.is_some()
                    && !last.is_some_and(is_older)
                    && self.head().is_some_and(is_older) =>
            {
                all(floors)
            }
            (Some(last), _) if is_older(last) => after(last, floors),
            (Some(last), _) => after(last, Floors { older: None, ..floors }),
            (None, None) => all(Floors { older: None, ..floors }),
        }
    }
}

/// Fills a page from the heads of the lists, the better one first; what was ranked comes before what is older.
pub fn fill(lists: &mut [List], limit: usize) -> Vec<(Kind, Ranked)> {
    let mut page = Vec::new();
    while page.len() < limit {
        // What is left of a list that has ended early is all older, and stands among what is older of the other.
        let has_ended_early = lists.iter().any(|list| list.head().is_none() && list.answer.up_to.is_some());
        let heads = lists.iter().enumerate().filter_map(|(at, list)| Some((at, list.head()?)));
        let heads = heads.filter(|(_, head)| !(has_ended_early && is_older(head)));
        let best = heads.min_by(|(_, one), (_, other)| {
            is_older(one).cmp(&is_older(other)).then_with(|| other.score.total_cmp(&one.score))
        });
        let Some((at, hit)) = best else { break };
        page.push((lists[at].kind, hit.clone()));
        lists[at].taken += 1;
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Left, Older};

    fn list(kind: Kind, scores: &[f64], older: bool) -> List {
        let left = Older { far: Left::All, ..Older::default() };
        let hit = |score: &f64| Ranked {
            id: Uuid::from_u128(score.to_bits().into()),
            score: *score,
            expires_at: None,
            distance_m: None,
            body: String::new(),
            total: 0,
            cut: false,
            facets: None,
        };
        let floors = Floors { older: older.then_some(left), ..Floors::default() };
        List {
            kind,
            answer: Answer { hits: scores.iter().map(hit).collect(), floors, up_to: None },
            taken: 0,
            began: None,
        }
    }

    #[test]
    fn the_better_comes_first_and_what_is_older_comes_last() {
        let mut lists = [
            list(Kind::Listings, &[1.9, 1.2, 1.7e15, 1.6e15], true),
            list(Kind::Businesses, &[1.5, 0.4, 1.2e15], true),
        ];
        let scores: Vec<f64> = fill(&mut lists, 6).iter().map(|(_, hit)| hit.score).collect();
        assert_eq!(scores, [1.9, 1.5, 1.2, 0.4, 1.7e15, 1.6e15]);
        assert_eq!((lists[0].taken, lists[1].taken), (4, 2));
    }

    #[test]
    fn the_next_page_begins_where_this_one_has_ended() {
        let score = |list: &List| (f64::from_bits(list.spot().score), list.spot().floors.older.is_some());
        let mut list = list(Kind::Listings, &[1.9, 1.2, 1.7e15], true);
        assert_eq!(score(&list), (f64::INFINITY, false), "from the first of the ranked ones");
        list.taken = 1;
        assert_eq!(score(&list), (1.9, false));
        list.taken = 2;
        assert_eq!(score(&list), (f64::INFINITY, true), "from the first of the older ones");
        list.taken = 3;
        assert_eq!(score(&list), (1.7e15, true));
        let began = list.spot();
        let later = List { began: Some(began), taken: 0, ..list };
        assert_eq!(later.spot(), began, "nothing was taken");
    }

    #[test]
    fn a_list_that_has_ended_early_goes_on_where_it_did_and_the_other_waits_for_it() {
        let mut lists =
            [list(Kind::Listings, &[1.9], true), list(Kind::Businesses, &[1.5, 0.4, 1.2e15], true)];
        lists[0].answer.up_to = Some((1.4e15, Uuid::max()));
        let scores: Vec<f64> = fill(&mut lists, 6).iter().map(|(_, hit)| hit.score).collect();
        assert_eq!(scores, [1.9, 1.5, 0.4], "something between 1.4e15 and 1.2e15 may come on the next page");
        let spots =
            lists.each_ref().map(|list| (f64::from_bits(list.spot().score), list.spot().floors.older));
        assert_eq!(spots.map(|(score, _)| score), [1.4e15, f64::INFINITY]);
        assert!(spots.iter().all(|(_, older)| older.is_some()), "both go on with what is older");
    }
}
