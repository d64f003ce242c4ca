//! What was meant by a query that nothing answers.

use platform::Result;

use crate::request::Kind;
use crate::terms::Terms;
use crate::{Search, spelling, store};

impl Search {
    /// The query with every word that nothing has replaced by the likeliest that something has; None if that changes
    /// nothing.
    pub(crate) async fn correct(&self, text: &str) -> Result<Option<String>> {
        let synonyms = self.synonyms().await?;
        let parts = [self.live_part(Kind::Listings).await?, self.live_part(Kind::Businesses).await?];
        let mut connection = self.index.db.read().await?;
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
    pub(super) async fn broader(&self, kind: Kind, text: &str) -> Result<Vec<String>> {
        let synonyms = self.synonyms().await?;
        let part = self.live_part(kind).await?;
        let terms = Terms::read(text, &synonyms, false);
        let mut connection = self.index.db.read().await?;
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
