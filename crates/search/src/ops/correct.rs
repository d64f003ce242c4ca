//! What was meant by a query that nothing answers, or hardly anything.

use std::collections::BTreeMap;

use platform::Result;

use crate::frequency::{Frequencies, share_of};
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

    /// Words of a query that very few have, each with the far commoner one that it may be a slip of: whoever has written it
    /// may have made the same mistake as the reader. Of words that are known to be common nothing is asked.
    pub(super) async fn commoner_words(&self, text: &str) -> Result<BTreeMap<String, String>> {
        let synonyms = self.synonyms().await?;
        let parts = [self.live_part(Kind::Listings).await?, self.live_part(Kind::Businesses).await?];
        let known = [self.index.frequencies(parts[0]).await?, self.index.frequencies(parts[1]).await?];
        let is_common = |word: &str| {
            let titles = |part: &Frequencies| share_of(&part.title, word, false) * part.documents;
            known.iter().any(|part| titles(part) > f64::from(spelling::RARE))
        };
        let terms = Terms::read(text, &synonyms, false);
        let rare: Vec<&str> =
            terms.lone_words().filter(|word| spelling::may_be_a_slip(word) && !is_common(word)).collect();
        let mut commoner = BTreeMap::new();
        if rare.is_empty() {
            return Ok(commoner);
        }
        let mut connection = self.index.db.read().await?;
        for word in rare {
            let (slips, least) = (spelling::slips(word), spelling::FAR_COMMONER);
            let mut like = store::common_words_like(&mut connection, &parts, word, &slips, least).await?;
            // Other forms of the word are found with it anyway.
            let marker = Terms::read(word, &synonyms, false).marker();
            like.retain(|candidate| candidate.word == word || !marker.hits(&candidate.word));
            commoner.extend(spelling::far_commoner(word, &like).map(|other| (word.to_owned(), other)));
        }
        Ok(commoner)
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
