//! Keeping searches.

use axum::response::Response;
use kernel::{Actor, ErrorKind, Problem, SavedSearchId, UserId};
use platform::http::{Created, Once, version};
use platform::policy::Resource;
use platform::{Error, Result};
use serde_json::json;

use crate::Search;
use crate::alerts::Wanted;
use crate::api::saved::SavedSearchBody;
use crate::request::{Kind, Request, SearchArgs};
use crate::rights::Save;
use crate::store::{self, SavedSearch, ToSave};
use crate::terms::Terms;

/// So many searches somebody may keep.
pub const MOST_SAVED: i64 = 50;

/// A search to be kept, checked.
#[derive(Debug)]
pub struct NewSavedSearch {
    /// What its owner calls it.
    pub name: String,
    /// The query string that does it again.
    pub query: String,
    request: Request,
}

impl NewSavedSearch {
    /// From what was searched for. Without a name it is called by its words, else by its first filter.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(args: &SearchArgs, name: Option<&str>) -> Result<Self, Vec<Problem>> {
        // The order is a matter of looking, and so are paid slots and what is new; a page begins anew.
        let args = SearchArgs { sort: None, featured: None, posted_within: None, ..args.clone() };
        let request = Request::parse(&args)?;
        let refused = |text| vec![Problem::new(ErrorKind::Validation, "search", text).field("query")];
        if request.kind != Kind::Listings || request.both {
            return Err(refused("search-error-save-kind"));
        }
        if request.text.is_empty() && !request.is_filtered() {
            return Err(refused("search-error-save-empty"));
        }
        let mut checks = kernel::Checks::new("search");
        let name = checks.text("name", name, 0..=80);
        let name = checks.finish(name)?;
        let first = [
            Some(name),
            Some(request.text.clone()),
            args.category.clone(),
            args.city.clone(),
            args.country.clone(),
        ];
        let name = first.into_iter().flatten().find(|name| !name.is_empty());
        let path = SearchArgs { what: None, ..args }.path("");
        Ok(Self {
            name: name.unwrap_or_else(|| "…".to_owned()),
            query: path.trim_start_matches('?').to_owned(),
            request,
        })
    }
}

impl Search {
    /// Keeps a search for the actor; the same search twice is one.
    ///
    /// # Errors
    /// 409 when the actor keeps as many as one may.
    pub(crate) async fn save_search(
        &self,
        actor: &Actor,
        once: &Once,
        new: &NewSavedSearch,
    ) -> Result<Response> {
        self.platform.policies.check::<Save>(actor, &Resource::platform())?;
        let user = owner(actor)?;
        let wanted = self.wanted(&new.request).await?;
        let now = self.platform.clock.now();
        let mut tx = once.begin(&self.platform.db("search"), actor).await?;
        let to_save = ToSave {
            id: SavedSearchId::new(now),
            user,
            business: actor.business_id(),
            name: &new.name,
            query: &new.query,
            wanted: &wanted,
            now,
        };
        let Some(saved) = store::save_search(&mut tx, &to_save, MOST_SAVED).await? else {
            let problem = Problem::new(ErrorKind::Conflict, "search", "search-error-saved-too-many");
            return Err(problem.arg("limit", MOST_SAVED).into());
        };
        let location = format!("/api/v1/search/saved/{}", saved.id);
        once.commit(tx, &*self.platform.clock, Created { data: SavedSearchBody::of(saved), location }).await
    }

    /// What the actor keeps, the latest first.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn saved_searches(&self, actor: &Actor) -> Result<Vec<SavedSearch>> {
        self.platform.policies.check::<Save>(actor, &Resource::platform())?;
        let mut tx = self.platform.db("search").begin(actor).await?;
        let saved = store::saved_searches(&mut tx, owner(actor)?).await?;
        tx.rollback().await?;
        Ok(saved)
    }

    /// Turns the alerts of a kept search on or off; what is as it should be stays, so that a retry is safe. Off, what was
    /// found and not told yet is forgotten.
    ///
    /// # Errors
    /// 404 when the actor keeps no such search, 409 when it is not as `expected` any more.
    pub(crate) async fn set_alerts(
        &self,
        actor: &Actor,
        id: SavedSearchId,
        alerts: bool,
        expected: Option<i64>,
    ) -> Result<SavedSearch> {
        self.platform.policies.check::<Save>(actor, &Resource::platform())?;
        let user = owner(actor)?;
        // What was found is closed to its owner; the search itself is asked for by whose it is.
        let mut tx = self.platform.db("search").begin_system().await?;
        let Some(saved) = store::set_alerts(&mut tx, user, id, alerts, expected).await? else {
            let kept = store::saved_searches(&mut tx, user).await?;
            let current =
                kept.into_iter().find(|kept| kept.id == id.0).ok_or_else(|| Error::not_found("search"))?;
            return Err(version::stale(
                "search",
                json!({"alerts": current.alerts, "version": current.version}),
            ));
        };
        tx.commit().await?;
        Ok(saved)
    }

    /// Lets a kept search go.
    ///
    /// # Errors
    /// 404 when the actor keeps no such search.
    pub(crate) async fn forget_search(&self, actor: &Actor, id: SavedSearchId) -> Result<()> {
        self.platform.policies.check::<Save>(actor, &Resource::platform())?;
        let mut tx = self.platform.db("search").begin(actor).await?;
        let gone = store::forget_search(&mut tx, owner(actor)?, id).await?;
        tx.commit().await?;
        if gone { Ok(()) } else { Err(Error::not_found("search")) }
    }

    /// How a search is found for a new listing.
    pub(super) async fn wanted(&self, request: &Request) -> Result<Wanted> {
        let terms = Terms::read(&request.text, &*self.synonyms().await?, false);
        let known = self.index.frequencies(self.live_part(Kind::Listings).await?).await?;
        Ok(Wanted::new(request, &terms, &known))
    }
}

fn owner(actor: &Actor) -> Result<UserId> {
    actor.user_id().ok_or_else(|| Error::not_found("search"))
}
