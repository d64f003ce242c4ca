use kernel::{BusinessId, UserId};
use platform::Result;

use crate::state::BizConnect;
use crate::store;

impl BizConnect {
    /// Asks who acts for these businesses, and notes in which languages (B-2).
    ///
    /// # Errors
    /// When a port or the database does not answer; it may be started again.
    pub(crate) async fn learn_languages(&self, ids: &[BusinessId]) -> Result<()> {
        let teams = self.ports.people.teams(ids).await?;
        let spoken = |id: &BusinessId| {
            let people = teams.get(id).into_iter().flatten();
            let mut languages: Vec<String> = people.map(|person| person.language.code().to_owned()).collect();
            languages.sort_unstable();
            languages.dedup();
            (*id, languages)
        };
        let spoken: Vec<_> = ids.iter().map(spoken).collect();
        let mut tx = self.db.begin_system().await?;
        store::businesses::write_languages(&mut tx, &spoken).await?;
        tx.commit().await
    }

    /// The same for the business that somebody acts for.
    ///
    /// # Errors
    /// As above.
    pub(crate) async fn learn_languages_around(&self, user: UserId) -> Result<()> {
        let person = self.ports.people.people(&[user]).await?.remove(&user);
        match person.and_then(|person| person.business_id) {
            Some(business) => self.learn_languages(&[business]).await,
            None => Ok(()),
        }
    }
}
