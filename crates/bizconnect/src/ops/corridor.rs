use contracts::accounts::BusinessCard;
use kernel::MarketCode;
use platform::Result;
use uuid::Uuid;

use crate::model::market::{Corridor, CorridorRule};
use crate::state::BizConnect;
use crate::store;

impl BizConnect {
    /// What the two should know before their first quotation (B-11), by where they sit and what the sellers among
    /// them deal in.
    ///
    /// # Errors
    /// 503.
    pub async fn corridor_rules(
        &self,
        market: &MarketCode,
        from: &BusinessCard,
        to: &BusinessCard,
    ) -> Result<Vec<CorridorRule>> {
        // Within one country nothing crosses a border.
        if from.country == to.country {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = vec![from.id.0, to.id.0];
        let known = store::candidates::profiles(&mut *self.db.read().await?, &ids, self.now()).await?;
        let tree = self.categories().await?;
        let mut categories: Vec<String> = known.into_iter().flat_map(|profile| profile.categories).collect();
        let roots: Vec<String> = tree
            .iter()
            .filter(|category| categories.contains(&category.slug))
            .filter_map(|category| category.parent.clone())
            .collect();
        categories.extend(roots);
        let corridor = Corridor {
            market,
            from: from.country,
            to: to.country,
            categories: &categories,
            today: self.now().date_naive(),
        };
        Ok(self.rules().await?.iter().filter(|rule| rule.holds(&corridor)).cloned().collect())
    }
}
