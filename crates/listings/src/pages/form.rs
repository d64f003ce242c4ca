use askama::Template;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::response::Response;
use contracts::listings::ListingType;
use kernel::{Actor, ErrorKind, ListingId, Money, Problem, UserStatus, percent_encoded};
use platform::http::idempotency::KEPT;
use platform::http::{May, Once, QueryArgs};
use platform::policy::Right;
use platform::{Error, Result};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::actions::{published_flash, replayed};
use super::desk::Desk;
use super::typed::{Sent, Typed};
use crate::error::ListingsError;
use crate::input::{Completeness, parse_client_id};
use crate::model::{Details, Listing, Status};
use crate::ops::{NewListing, Replacement, stand_where_the_business_is};
use crate::plans::Entitlements;
use crate::rights::{BeginListing, CreateListing, UpdateListing};
use crate::state::{Listings, resource};
use crate::tree::Tree;

#[derive(Template)]
#[template(path = "listings/verify_first.html")]
pub(super) struct VerifyFirstPage {
    pub(super) view: View,
    /// Where the address is proved.
    pub(super) verify: String,
}

#[derive(Deserialize)]
pub(super) struct BeginQuery {
    category: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    /// What another app hands over (`share_target` of the manifest): title, text and address.
    title: Option<String>,
    text: Option<String>,
    url: Option<String>,
}

impl BeginQuery {
    /// Title and description from what was handed over.
    fn shared(&self) -> (String, String) {
        let clean = |text: &Option<String>| kernel::normalise(text.as_deref().unwrap_or(""));
        let (title, text, url) = (clean(&self.title), clean(&self.text), clean(&self.url));
        let title = if title.is_empty() { text.lines().next().unwrap_or("").to_owned() } else { title };
        let said = [text.as_str(), if text.contains(&url) { "" } else { url.as_str() }];
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        (title.chars().take(100).collect(), said.join("\n").chars().take(2000).collect())
    }
}

pub(super) async fn begin(
    actor: May<BeginListing>,
    State(listings): State<Listings>,
    view: View,
    QueryArgs(query): QueryArgs<BeginQuery>,
) -> Result<Response> {
    let view = view.nav("post");
    // What another app has handed over is taken along.
    let on_the_way = |page: &str| match view.path.contains('?') {
        true => format!("{page}?next={}", percent_encoded(&view.path)),
        false => page.to_owned(),
    };
    if actor.user().is_some_and(|user| user.status == UserStatus::Pending) {
        return view.render(&VerifyFirstPage { view: view.clone(), verify: on_the_way("/verify") });
    }
    if actor.business_id().is_none() {
        return Ok(see_other_with(&on_the_way("/onboarding"), "listings-flash-business-first"));
    }
    let desk = Desk::open(&listings, &view, &actor, None).await?;
    let mut typed = Typed::empty(desk.business.as_ref(), listings.now());
    (typed.title, typed.description) = query.shared();
    typed.category = query.category.unwrap_or_default();
    if let Some(kind) = super::kind_in(query.kind.as_deref()) {
        typed.kind = super::word(kind);
    }
    view.render(&desk.page(typed, FormErrors::default()).await?)
}

pub(super) async fn create(
    actor: May<CreateListing>,
    State(listings): State<Listings>,
    view: View,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let view = view.nav("post");
    let sent = read(&listings, &actor, form).await?;
    let desk = Desk::open(&listings, &view, &actor, None).await?;
    if sent.propose {
        return desk.show_proposal(sent.typed).await;
    }
    let completeness = if sent.publish { Completeness::Whole } else { Completeness::Draft };
    let details = match sent.check(completeness, None, &desk.tree) {
        Ok(details) => details,
        Err(error) => return desk.show_mistakes(sent.typed, &error).await,
    };
    // An id that no phone of ours makes is as good as none.
    let id = match parse_client_id(&sent.typed.id, listings.now()) {
        Ok(id) if !is_of_another(&listings, &actor, id, &details).await => Some(id),
        _ => None,
    };
    let once = Once::of_form(&actor, "/listings/new", Some(&sent.typed.key))?.saying(&sent.words());
    let new = NewListing { id, details, publish: sent.publish };
    match listings.create_listing(&actor, &once, new).await {
        Ok(posted) if posted.listing.status == Status::Draft => {
            Ok(see_other_with("/listings/mine?status=DRAFT", "listings-flash-draft-saved"))
        }
        Ok(posted) => {
            let page = format!("/listings/{}", posted.listing.id);
            Ok(see_other_with(&page, published_flash(posted.listing.status)))
        }
        Err(error) if error.is_input() => desk.show_mistakes(sent.typed, &error).await,
        Err(error) => replayed(&error).map_or(Err(error), |page| Ok(see_other(&page))),
    }
}

pub(super) async fn edit(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let listing = to_be_changed(&listings, &actor, &id).await?;
    if listing.status == Status::Withdrawn {
        return Ok(see_other_with("/listings/mine?status=WITHDRAWN", "listings-flash-restore-first"));
    }
    let desk = Desk::open(&listings, &view, &actor, Some(listing)).await?;
    let typed = desk.as_it_stands();
    view.render(&desk.page(typed, FormErrors::default()).await?)
}

pub(super) async fn replace(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let listing = to_be_changed(&listings, &actor, &id).await?;
    let sent = read(&listings, &actor, form).await?;
    let (id, status) = (listing.id, listing.status_at(listings.now()));
    let propose = sent.propose;
    let stays_draft = status == Status::Draft && !sent.publish;
    let completeness = if stays_draft { Completeness::Draft } else { Completeness::Whole };
    let desk = Desk::open(&listings, &view, &actor, Some(listing)).await?;
    if propose {
        return desk.show_proposal(sent.typed).await;
    }
    if let Err(error) = sent.check(completeness, desk.listing.as_ref(), &desk.tree) {
        return desk.show_mistakes(sent.typed, &error).await;
    }
    let (input, _) = sent.typed.input(desk.listing.as_ref().map(|listing| &listing.details));
    let new = Replacement { version: sent.typed.version.unwrap_or(0), input, publish: sent.publish };
    let replaced = |listing: &Listing| {
        let (page, flash) = match (status, listing.status_at(listings.now())) {
            (_, Status::Draft) => ("/listings/mine?status=DRAFT".to_owned(), "listings-flash-draft-saved"),
            (before, after) if before != after => (format!("/listings/{id}"), published_flash(after)),
            _ => (format!("/listings/{id}"), "listings-flash-changed"),
        };
        see_other_with(&page, flash)
    };
    match listings.replace_listing(&actor, id, new).await {
        Ok(detail) => Ok(replaced(&detail.listing)),
        Err(error) if error.is_input() => desk.show_mistakes(sent.typed, &error).await,
        Err(error) if is_stale(&error) => {
            // The desk may have seen it before the change of the other.
            let listing = to_be_changed(&listings, &actor, &id.to_string()).await?;
            // Whoever did not hear the answer on a bad line sends the same again.
            if sent.is_what_stands(&listing, &desk) {
                return Ok(replaced(&listing));
            }
            let desk = Desk::open(&listings, &view, &actor, Some(listing)).await?;
            desk.show_both(sent.typed).await
        }
        Err(error) => Err(error),
    }
}

/// The listing, if the actor may change it: 404 for what they may not know of, 403 for what is somebody else's.
async fn to_be_changed(listings: &Listings, actor: &Actor, id: &str) -> Result<Listing> {
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let detail = listings.detail_for(actor, id).await?;
    check::<UpdateListing>(listings, actor, &detail.listing)?;
    Ok(detail.listing.clone())
}

fn check<R: Right>(listings: &Listings, actor: &Actor, listing: &Listing) -> Result<()> {
    listings.platform.policies.check::<R>(actor, &resource(listing, listings.now()))
}

/// Whether the id of a form is that of a listing which the actor has just written with it and which says something
/// else: somebody went back to the form and wrote the next one. Later than [`KEPT`], an outbox may still send the first.
async fn is_of_another(listings: &Listings, actor: &Actor, id: ListingId, details: &Details) -> bool {
    let Ok(before) = listings.detail_for(actor, id).await else { return false };
    let listing = &before.listing;
    let is_new = listings.now() - listing.created_at < KEPT;
    let own = actor.business_id() == Some(listing.business.id);
    own && is_new && words(&listing.details) != words(details)
}

type Words<'a> = (&'a ListingType, &'a str, &'a str, Option<&'a str>, Option<&'a Money>);

fn words(details: &Details) -> Words<'_> {
    let Details { kind, title, description, category, price, .. } = details;
    (kind, title, description, category.as_deref(), price.as_ref())
}

async fn read(
    listings: &Listings,
    actor: &Actor,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Sent> {
    let form =
        form.map_err(|_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"))?;
    let user = actor.user_id().ok_or(ListingsError::NotFound)?;
    Typed::read(listings, (user, &Entitlements::of(actor.plan())), form).await
}

pub(super) fn is_stale(error: &Error) -> bool {
    error.problems().iter().any(|problem| problem.text == "platform-error-version-stale")
}

impl Sent {
    /// What tells this form from one that was changed. Photos do not: a phone may have sent them anew.
    fn words(&self) -> Vec<u8> {
        let Typed {
            kind,
            title,
            category,
            description,
            price,
            currency,
            place,
            address,
            market,
            duration_hours,
            ..
        } = &self.typed;
        let words = (kind, title, category, description, price, currency);
        format!("{:?}", (self.publish, words, place, address, market, duration_hours)).into_bytes()
    }

    /// Whether `listing` says already what is meant.
    fn is_what_stands(&self, listing: &Listing, desk: &Desk<'_>) -> bool {
        let unpublished = matches!(listing.status, Status::Draft | Status::Rejected);
        if self.publish && unpublished {
            return false;
        }
        let Ok(mut meant) = self.check(Completeness::Draft, Some(listing), &desk.tree) else { return false };
        if let Some(business) = &desk.business {
            stand_where_the_business_is(&mut meant, business);
        }
        meant == listing.details
    }

    /// The listing that is meant, or everything that is wrong with the words and the photos.
    fn check(&self, completeness: Completeness, current: Option<&Listing>, tree: &Tree) -> Result<Details> {
        let parsed = self.typed.details(completeness, current.map(|listing| &listing.details), tree);
        let photos = self.problems.iter().cloned();
        match parsed {
            Ok(details) if self.problems.is_empty() => Ok(details),
            Ok(_) => Err(Error::all(photos.collect())),
            Err(problems) => Err(Error::all(problems.into_iter().chain(photos).collect::<Vec<Problem>>())),
        }
    }
}
