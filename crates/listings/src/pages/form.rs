use askama::Template;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use kernel::{Actor, ErrorKind, ListingId, Problem, UserStatus};
use platform::http::{May, Once, QueryArgs};
use platform::policy::Right;
use platform::{Error, Result};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::actions::{published_flash, replayed};
use super::typed::{HERE, Sent, Typed};
use super::{lengths, place_line};
use crate::error::ListingsError;
use crate::input::{Completeness, MARKETS};
use crate::model::{Details, Listing, MOST_MEDIA, Status};
use crate::ops::{NewListing, Replacement};
use crate::rights::{BeginListing, CreateListing, UpdateListing};
use crate::state::{Listings, resource};
use crate::tree::Tree;

/// Choices under one heading.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) options: Vec<(String, String)>,
}

/// What two people have made of one thing.
pub(super) struct Difference {
    pub(super) label: String,
    pub(super) theirs: String,
    pub(super) yours: String,
}

#[derive(Template)]
#[template(path = "listings/form.html")]
pub(super) struct FormPage {
    pub(super) view: View,
    pub(super) heading: String,
    /// Where the form is sent, which is also where the page is.
    pub(super) action: String,
    /// Under which name the browser keeps what is typed.
    pub(super) keep: String,
    pub(super) is_new: bool,
    /// Whether it is not published yet.
    pub(super) may_publish: bool,
    /// Whether its time has yet to begin, so that its length can be chosen.
    pub(super) asks_duration: bool,
    pub(super) rejection: Option<String>,
    /// Set when somebody else was faster.
    pub(super) conflict: Vec<Difference>,
    pub(super) typed: Typed,
    pub(super) errors: FormErrors,
    /// The same above the form, each with the name of its field.
    pub(super) mistakes: Vec<(String, String)>,
    pub(super) categories: Vec<Group>,
    /// Ids of photos and their small pictures.
    pub(super) shots: Vec<(String, String)>,
    pub(super) most_photos: usize,
    pub(super) currencies: Vec<&'static str>,
    /// Where the listing or the business is.
    pub(super) usual_places: Vec<(String, String)>,
    pub(super) places: Vec<Group>,
    pub(super) markets: Vec<(String, String)>,
    pub(super) durations: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "listings/verify_first.html")]
pub(super) struct VerifyFirstPage {
    pub(super) view: View,
}

#[derive(Deserialize)]
pub(super) struct BeginQuery {
    category: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

pub(super) async fn begin(
    actor: May<BeginListing>,
    State(listings): State<Listings>,
    view: View,
    QueryArgs(query): QueryArgs<BeginQuery>,
) -> Result<Response> {
    let view = view.nav("post");
    if actor.user().is_some_and(|user| user.status == UserStatus::Pending) {
        return view.render(&VerifyFirstPage { view: view.clone() });
    }
    if actor.business_id().is_none() {
        return Ok(see_other_with("/onboarding", "listings-flash-business-first"));
    }
    let desk = Desk::open(&listings, &view, &actor, None).await?;
    let mut typed = Typed::empty(desk.business.as_ref());
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
    let completeness = if sent.publish { Completeness::Whole } else { Completeness::Draft };
    let details = match sent.check(completeness, None, &desk.tree) {
        Ok(details) => details,
        Err(error) => return desk.show_mistakes(sent.typed, &error).await,
    };
    let once = Once::of_form(&actor, "/listings/new", Some(&sent.typed.key))?;
    let new = NewListing { id: None, details, publish: sent.publish };
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
    let stays_draft = status == Status::Draft && !sent.publish;
    let completeness = if stays_draft { Completeness::Draft } else { Completeness::Whole };
    let desk = Desk::open(&listings, &view, &actor, Some(listing)).await?;
    if let Err(error) = sent.check(completeness, desk.listing.as_ref(), &desk.tree) {
        return desk.show_mistakes(sent.typed, &error).await;
    }
    let (input, _) = sent.typed.input(desk.listing.as_ref().map(|listing| &listing.details));
    let new = Replacement { version: sent.typed.version.unwrap_or(0), input, publish: sent.publish };
    match listings.replace_listing(&actor, id, new).await {
        Ok(detail) => {
            let after = detail.listing.status_at(listings.now());
            let (page, flash) = match (status, after) {
                (_, Status::Draft) => {
                    ("/listings/mine?status=DRAFT".to_owned(), "listings-flash-draft-saved")
                }
                (before, after) if before != after => (format!("/listings/{id}"), published_flash(after)),
                _ => (format!("/listings/{id}"), "listings-flash-changed"),
            };
            Ok(see_other_with(&page, flash))
        }
        Err(error) if error.is_input() => desk.show_mistakes(sent.typed, &error).await,
        Err(error) if is_stale(&error) => {
            // The desk may have seen it before the change of the other.
            let listing = to_be_changed(&listings, &actor, &id.to_string()).await?;
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

async fn read(
    listings: &Listings,
    actor: &Actor,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Sent> {
    let form =
        form.map_err(|_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"))?;
    let user = actor.user_id().ok_or(ListingsError::NotFound)?;
    Typed::read(listings, user, form).await
}

fn is_stale(error: &Error) -> bool {
    error.problems().iter().any(|problem| problem.text == "platform-error-version-stale")
}

impl Sent {
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

/// Everything that the form's page is made of, but for what is typed into it.
struct Desk<'a> {
    listings: &'a Listings,
    view: &'a View,
    tree: std::sync::Arc<Tree>,
    business: Option<BusinessCard>,
    /// None for a new one.
    listing: Option<Listing>,
}

impl<'a> Desk<'a> {
    async fn open(
        listings: &'a Listings,
        view: &'a View,
        actor: &Actor,
        listing: Option<Listing>,
    ) -> Result<Self> {
        let business = match actor.business_id() {
            None => None,
            Some(id) => listings.ports.businesses.businesses(&[id]).await?.remove(&id),
        };
        Ok(Self { listings, view, tree: listings.tree().await?, business, listing })
    }

    fn as_it_stands(&self) -> Typed {
        let business = self.business.as_ref();
        self.listing.as_ref().map_or_else(|| Typed::empty(business), |listing| Typed::of(listing, business))
    }

    /// The form with everything that was typed, and what is wrong beside it.
    async fn show_mistakes(&self, typed: Typed, error: &Error) -> Result<Response> {
        let errors = self.view.form_errors(error).renamed(&[
            ("price.amount_minor", "price"),
            ("price.currency", "price"),
            ("media_ids", "photos"),
            ("location.latitude", "place"),
            ("location.longitude", "place"),
            ("city", "place"),
            ("country", "place"),
        ]);
        let quota = error.kind() == ErrorKind::Quota;
        let status = if quota { StatusCode::FORBIDDEN } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.view.render_status(status, &self.page(typed, errors).await?)
    }

    /// The form with what was typed, meant for the present version now, and where that one differs.
    async fn show_both(&self, yours: Typed) -> Result<Response> {
        let theirs = self.as_it_stands();
        let typed = Typed { version: theirs.version, ..yours };
        let mut page = self.page(typed, FormErrors::default()).await?;
        page.conflict = differences(&page, &theirs);
        self.view.render_status(StatusCode::CONFLICT, &page)
    }

    async fn page(&self, typed: Typed, errors: FormErrors) -> Result<FormPage> {
        let ids: Vec<_> = typed.media.iter().filter_map(|id| id.parse().ok()).collect();
        let pictures = self.listings.ports.media.pictures(&ids).await?;
        let shots = ids.iter().filter_map(|id| Some((id.to_string(), pictures.get(id)?.url_160.clone())));
        let status = self.listing.as_ref().map(|listing| listing.status_at(self.listings.now()));
        let unpublished = status.is_none_or(|status| matches!(status, Status::Draft | Status::Rejected));
        let (action, keep) = match &self.listing {
            None => ("/listings/new".to_owned(), "new-listing".to_owned()),
            Some(listing) => (format!("/listings/{}/edit", listing.id), format!("listing-{}", listing.id)),
        };
        let heading =
            if self.listing.is_none() { "listings-page-new-heading" } else { "listings-page-edit-heading" };
        Ok(FormPage {
            heading: self.view.t(heading),
            keep,
            action,
            is_new: self.listing.is_none(),
            may_publish: unpublished,
            asks_duration: unpublished,
            rejection: self.listing.as_ref().and_then(|listing| listing.rejection.clone()),
            conflict: Vec::new(),
            mistakes: mistakes(self.view, &errors),
            errors,
            categories: categories(self.view, &self.tree),
            shots: shots.collect(),
            most_photos: MOST_MEDIA,
            currencies: currencies(&typed.currency),
            usual_places: self.usual_places(),
            places: places(self.view, self.business.as_ref()),
            markets: markets(self.view),
            durations: lengths(self.view)
                .into_iter()
                .map(|(hours, text)| (hours, text, String::new()))
                .collect(),
            typed,
            view: self.view.clone(),
        })
    }

    fn usual_places(&self) -> Vec<(String, String)> {
        let language = self.view.language();
        let here = self.listing.as_ref().map(|listing| {
            let details = &listing.details;
            let line = place_line(language, details.city.as_deref(), details.country);
            let text = if line.is_empty() { self.view.t("listings-page-place-none") } else { line };
            (HERE.to_owned(), text)
        });
        let business = self.business.as_ref().map(|business| {
            let line = place_line(language, business.city.as_deref(), business.country);
            let text = match line.as_str() {
                "" => self.view.t("listings-page-place-of-business"),
                line => self.view.t1("listings-page-place-of-business-in", "place", line),
            };
            (String::new(), text)
        });
        here.into_iter().chain(business).collect()
    }
}

/// Every mistake with the name of its field, since many are told in the same words.
pub(super) fn mistakes(view: &View, errors: &FormErrors) -> Vec<(String, String)> {
    let label = |field: &str| match field {
        "title" => Some("listings-page-title"),
        "category" => Some("listings-page-category"),
        "description" => Some("listings-page-description"),
        "photos" => Some("listings-page-photos"),
        "price" => Some("listings-page-price"),
        "place" => Some("listings-page-town"),
        "address" => Some("listings-page-address"),
        "market" => Some("listings-page-market"),
        _ => None,
    };
    let told = |(field, text): &(String, String)| match label(field) {
        Some(key) => {
            let args = [("field", view.t(key).into()), ("text", text.clone().into())];
            (field.clone(), view.with("listings-page-mistake", &args))
        }
        // Choices are asked for by questions, which do not stand before an answer.
        None if matches!(field.as_str(), "type" | "duration_hours") => (field.clone(), text.clone()),
        None => (String::new(), text.clone()),
    };
    errors.summary().iter().map(told).collect()
}

/// The categories under their roots. What fits into none of those below goes right under the root.
pub(super) fn categories(view: &View, tree: &Tree) -> Vec<Group> {
    let language = view.language();
    let group = |root: &crate::tree::Category| {
        let name = root.name(language);
        let below = tree.with_descendants(&root.slug).into_iter().skip(1).filter_map(|slug| tree.get(&slug));
        let below = below.filter(|category| category.active);
        let other = (root.slug.clone(), view.t1("listings-page-category-other", "name", name));
        let options = below.map(|category| (category.slug.clone(), category.name(language).to_owned()));
        Group { label: name.to_owned(), options: options.chain([other]).collect() }
    };
    tree.children(None).map(group).collect()
}

/// Every currency that is paid with somewhere, `first` at the top.
pub(super) fn currencies(first: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        kernel::places::countries().iter().map(|country| country.currency.code()).collect();
    codes.push("USD");
    codes.push("EUR");
    codes.sort_by_key(|code| (*code != first, *code));
    codes.dedup();
    codes
}

/// The towns by country, the business's own country first.
pub(super) fn places(view: &View, business: Option<&BusinessCard>) -> Vec<Group> {
    let language = view.language();
    let own = business.and_then(|business| business.country).or(view.country());
    let mut countries: Vec<_> = kernel::places::countries().iter().collect();
    countries.sort_by_key(|country| (Some(country.code) != own, country.names.get(language)));
    let group = |country: &kernel::places::CountryInfo| {
        let towns = kernel::places::cities().iter().filter(|town| town.country == country.code);
        let options = towns.map(|town| (town.slug.clone(), town.names.get(language).to_owned()));
        Group { label: country.names.get(language).to_owned(), options: options.collect() }
    };
    countries.into_iter().map(group).filter(|group| !group.options.is_empty()).collect()
}

pub(super) fn markets(view: &View) -> Vec<(String, String)> {
    MARKETS.map(|market| (market.to_owned(), view.t(&format!("listings-page-market-{market}")))).to_vec()
}

/// Where the listing as it is now differs from what was typed into the form.
pub(super) fn differences(page: &FormPage, theirs: &Typed) -> Vec<Difference> {
    let labels = [
        "listings-page-kind",
        "listings-page-title",
        "listings-page-category",
        "listings-page-description",
        "listings-page-photos",
        "listings-page-price",
        "listings-page-town",
        "listings-page-address",
        "listings-page-market",
    ];
    let pairs = labels.into_iter().zip(page.told(theirs).into_iter().zip(page.told(&page.typed)));
    let differing = pairs.filter(|(_, (theirs, yours))| theirs.0 != yours.0);
    differing
        .map(|(label, (theirs, yours))| Difference {
            label: page.view.t(label),
            theirs: theirs.1,
            yours: yours.1,
        })
        .collect()
}

impl FormPage {
    /// What the fields hold, and how that reads, in the order of [`differences`].
    fn told(&self, typed: &Typed) -> [(String, String); 9] {
        let groups = self.categories.iter().chain(&self.places).flat_map(|group| &group.options);
        let named = |value: &str| {
            let mut all = groups.clone().chain(&self.usual_places).chain(&self.markets);
            all.find(|(of, _)| of == value).map_or_else(|| value.to_owned(), |(_, text)| text.clone())
        };
        let kind = if typed.kind == "REQUEST" { "web-request" } else { "web-offer" };
        let price = match typed.price.trim() {
            "" => (String::new(), self.view.t("web-price-open")),
            amount => {
                let told = format!("{amount} {}", typed.currency);
                (told.clone(), told)
            }
        };
        let photos = i64::try_from(typed.media.len()).unwrap_or(0);
        let as_typed = |text: &String| (text.trim().to_owned(), or_dash(text));
        [
            (typed.kind.clone(), self.view.t(kind)),
            as_typed(&typed.title),
            (typed.category.clone(), or_dash(&named(&typed.category))),
            as_typed(&typed.description),
            (typed.media.join(" "), self.view.tn("listings-page-photos-count", photos)),
            price,
            (typed.place.clone(), named(&typed.place)),
            as_typed(&typed.address),
            (typed.market.clone(), or_dash(&named(&typed.market))),
        ]
    }
}

fn or_dash(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}
