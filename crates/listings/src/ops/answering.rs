use contracts::PortError;
use contracts::search::Words;
use platform::Result;

use crate::feed::{Place, Shelfful, Shown};
use crate::filter::Filter;
use crate::state::Listings;

impl Listings {
    /// A page of what is live and answers words, the best first, through the search index (L-6). A page may be shorter
    /// than asked for where `filter` asks for what the index does not tell apart: one business, or a moment.
    ///
    /// # Errors
    /// 503 when the index cannot be asked.
    pub(crate) async fn answering(&self, words: &Words, filter: &Filter) -> Result<Shelfful> {
        let Some(search) = self.search.get() else {
            return Err(PortError { domain: "search", reason: "it is not bound".to_owned() }.into());
        };
        let found = search.answering(words).await?;
        let now = self.now();
        let mut live = self.live.by_ids(&found.ids, now).await?;
        let items = found.ids.iter().filter_map(|id| live.remove(id));
        let items = items.filter(|live| filter.lets_through(&live.row, now)).map(|live| {
            let distance_m = words.near.zip(live.row.location()).map(|(near, place)| place.distance_m(near));
            Shown { live, paid: false, distance_m }
        });
        Ok(Shelfful { items: items.collect(), next: found.next.map(Place::Words) })
    }
}
