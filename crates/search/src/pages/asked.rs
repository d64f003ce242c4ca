//! What a page's address asks for.

use std::collections::BTreeSet;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use platform::http::QueryArgs;
use platform::{Error, Result};
use utoipa::IntoParams;

use crate::request::SearchArgs;

/// The search in a page's address. Names that we do not know are let through, since shared links carry all sorts of
/// them; of a name that comes twice the first one counts.
pub struct Asked(pub SearchArgs);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let QueryArgs(pairs) = QueryArgs::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        known(pairs).map(Self)
    }
}

fn known(pairs: Vec<(String, String)>) -> Result<SearchArgs> {
    let names = SearchArgs::into_params(|| None).into_iter().map(|parameter| parameter.name);
    // How long a page is and which fields it has is not for the reader to say.
    let names = names.filter(|name| name != "limit" && name != "fields");
    let mut open: BTreeSet<String> = names.chain(["cursor".to_owned()]).collect();
    let known: Vec<(String, String)> = pairs.into_iter().filter(|(name, _)| open.remove(name)).collect();
    let query = serde_html_form::to_string(&known).map_err(Error::internal)?;
    serde_html_form::from_str(&query).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strange_names_are_let_through_and_every_own_one_is_read() {
        let pairs = |query: &str| serde_html_form::from_str(query).expect("pairs");
        let args = known(pairs(
            "q=maize+%26+rice&fbclid=x&utm_source=y&limit=many&type=businesses&q=beans&cursor=c",
        ))
        .expect("it is read");
        assert_eq!(args.q.as_deref(), Some("maize & rice"));
        assert_eq!(
            (args.what.as_deref(), args.cursor.as_deref(), args.limit),
            (Some("businesses"), Some("c"), None)
        );
        let own = "q=a&type=b&category=c&country=d&city=e&kind=f&price_min=1&price_max=2&currency=g&verified=h\
                   &has_photo=i\
                   &market=k&featured=l&posted_within=m&lat=3&lng=4&radius_km=5&sort=j";
        assert_eq!(known(pairs(own)).expect("it is read").path(""), format!("?{own}"));
    }
}
