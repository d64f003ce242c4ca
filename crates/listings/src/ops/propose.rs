use std::sync::Arc;

use platform::Result;

use crate::proposal::Proposer;
use crate::state::Listings;
use crate::store;

/// Recent listings that are learned from.
const RECENT: i64 = 3000;
/// Letters of a text that are looked at.
const LONGEST: usize = 300;

impl Listings {
    /// Slugs of the categories that a text may belong to, the likeliest first (L-17). What is learned is learned anew
    /// every few minutes.
    ///
    /// # Errors
    /// 503.
    pub async fn proposed_categories(&self, text: &str) -> Result<Vec<String>> {
        let text: String = text.chars().take(LONGEST).collect();
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let learn = || async {
            let tree = self.tree().await?;
            let mut db = self.db.read().await?;
            let recent = store::recent_titles(&mut db, RECENT, self.now()).await?;
            drop(db);
            Ok(Arc::new(Proposer::learn(&tree, &recent)))
        };
        Ok(self.proposer.get_or_load((), learn).await?.propose(&text))
    }
}
