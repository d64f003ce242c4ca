//! Telling people of new listings that answer the searches they keep.

use chrono::TimeDelta;
use contracts::search::{SearchEvent, SearchMatched};
use kernel::Actor;
use platform::{Result, Tx, jobs};
use uuid::Uuid;

use crate::pages::page_of;
use crate::request::{Kind, Request, SearchArgs};
use crate::{Search, store, subscribe};

/// Between two alerts of one search.
const PAUSE: TimeDelta = TimeDelta::hours(1);
/// People told in one transaction.
const BATCH: i64 = 100;
/// Found listings are remembered so long, so that none is told twice.
pub const MATCHES_KEPT: TimeDelta = TimeDelta::days(30);

impl Search {
    /// Notes which kept searches are answered by listings that have just gone live.
    pub(crate) async fn match_saved(&self, tx: &mut Tx, listings: &[Uuid]) -> Result<()> {
        if listings.is_empty() {
            return Ok(());
        }
        let part = store::parts(tx, Kind::Listings).await?.live;
        store::match_saved(tx, part, listings, PAUSE, self.platform.clock.now()).await?;
        Ok(())
    }

    /// Tells those whose time has come: one event for each search, whatever came up since the last one.
    pub(crate) async fn tell_matches(&self, tx: &mut Tx) -> Result<()> {
        let now = self.platform.clock.now();
        let part = store::parts(tx, Kind::Listings).await?.live;
        let due = store::take_to_tell(tx, part, BATCH, now).await?;
        let more = due.len() as i64 == BATCH;
        for told in due.into_iter().filter(|told| told.count > 0) {
            let event = SearchEvent::Matched(SearchMatched {
                search_id: told.search_id.into(),
                user_id: told.user_id.into(),
                name: told.name,
                url: page_of(&told.query),
                count: told.count,
                listing_ids: told.listing_ids.into_iter().map(Into::into).collect(),
            });
            self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        if more {
            jobs::enqueue(tx, subscribe::TELL, subscribe::TELL, &(), now).await?;
        }
        Ok(())
    }

    /// Files all kept searches anew, after words have come to be understood in another way.
    pub(super) async fn refile_saved(&self) -> Result<()> {
        let db = self.platform.db("search");
        let mut after = Uuid::nil();
        loop {
            let mut tx = db.begin_system().await?;
            let kept = store::kept_after(&mut tx, after, BATCH).await?;
            let Some(last) = kept.last() else { return Ok(()) };
            after = last.id;
            for search in &kept {
                // What can no longer be read (a category that is gone has no rule here) stays as it was.
                let Ok(args) = serde_html_form::from_str::<SearchArgs>(&search.query) else { continue };
                let Ok(request) = Request::parse(&args) else { continue };
                store::rewrite_kept(&mut tx, search.id, &self.wanted(&request).await?).await?;
            }
            tx.commit().await?;
        }
    }
}
