//! What other domains find by words: the same answers, in the same order, as the search itself gives.

use contracts::search::{Answering, Words};
use kernel::ListingId;
use platform::http::Page;
use platform::{Error, Result};

use super::search::Place;
use crate::Search;
use crate::analysis::tokens;
use crate::request::{Kind, PriceRange, Request, Sort};

impl Search {
    /// A page of live listings that answer words, the best first.
    pub(super) async fn find_answering(&self, wanted: &Words) -> Result<Answering> {
        let request = request(wanted);
        let after = wanted.after.as_deref().map(serde_json::from_str::<Place>).transpose();
        let page = Page { limit: wanted.limit, after: after.map_err(Error::internal)? };
        // What it is kept under: everything that was asked for.
        let found = self.search(&request, &format!("answering {request:?}"), page).await?;
        let next = found.next.as_ref().map(serde_json::to_string).transpose().map_err(Error::internal)?;
        Ok(Answering { ids: found.hits.iter().map(|hit| ListingId(hit.id)).collect(), next })
    }
}

fn request(wanted: &Words) -> Request {
    Request {
        text: wanted.text.clone(),
        kind: Kind::Listings,
        both: false,
        category: wanted.category.clone(),
        country: wanted.country,
        city: wanted.city.clone().filter(|city| !tokens(city).is_empty()),
        listing_type: wanted.kind,
        price: wanted.price.map(|(currency, least, most)| PriceRange { currency, least, most }),
        verified: wanted.verified,
        has_photo: wanted.has_photo,
        market: wanted.market.clone(),
        featured: wanted.featured,
        posted_within: None,
        place: wanted.near,
        radius_km: None,
        sort: Sort::Best,
    }
}
