//! The page of the form in which a listing is written.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use kernel::{Actor, ErrorKind};
use platform::{Error, Result};
use web::{FormErrors, View};

use super::typed::{HERE, Typed};
use super::{lengths, place_line};
use crate::input::MARKETS;
use crate::model::{Listing, Status};
use crate::plans::Entitlements;
use crate::state::Listings;
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
    /// Categories that the words may belong to, while none is chosen: slugs and names.
    pub(super) proposed: Vec<(String, String)>,
    /// A proposal was asked for, and there is none.
    pub(super) nothing_to_propose: bool,
    /// Ids of photos and their small pictures.
    pub(super) shots: Vec<(String, String)>,
    /// By the plan of who writes.
    pub(super) most_photos: i64,
    pub(super) currencies: Vec<&'static str>,
    /// Where the listing or the business is.
    pub(super) usual_places: Vec<(String, String)>,
    pub(super) places: Vec<Group>,
    pub(super) markets: Vec<(String, String)>,
    pub(super) durations: Vec<(String, String, String)>,
}

/// Everything that the form's page is made of, but for what is typed into it.
pub(super) struct Desk<'a> {
    listings: &'a Listings,
    view: &'a View,
    plan: Entitlements,
    pub(super) tree: Arc<Tree>,
    pub(super) business: Option<BusinessCard>,
    /// None for a new one.
    pub(super) listing: Option<Listing>,
}

impl<'a> Desk<'a> {
    pub(super) async fn open(
        listings: &'a Listings,
        view: &'a View,
        actor: &Actor,
        listing: Option<Listing>,
    ) -> Result<Self> {
        let business = match actor.business_id() {
            None => None,
            Some(id) => match listings.business(id).await {
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                found => Some(found?),
            },
        };
        let plan = Entitlements::of(actor.plan());
        Ok(Self { listings, view, plan, tree: listings.tree().await?, business, listing })
    }

    pub(super) fn as_it_stands(&self) -> Typed {
        let business = self.business.as_ref();
        self.listing.as_ref().map_or_else(
            || Typed::empty(business, self.listings.now()),
            |listing| Typed::of(listing, business),
        )
    }

    /// The form with everything that was typed, and what is wrong beside it.
    pub(super) async fn show_mistakes(&self, typed: Typed, error: &Error) -> Result<Response> {
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
    pub(super) async fn show_both(&self, yours: Typed) -> Result<Response> {
        let theirs = self.as_it_stands();
        let typed = Typed { version: theirs.version, ..yours };
        let mut page = self.page(typed, FormErrors::default()).await?;
        page.conflict = differences(&page, &theirs);
        self.view.render_status(StatusCode::CONFLICT, &page)
    }

    pub(super) async fn page(&self, typed: Typed, errors: FormErrors) -> Result<FormPage> {
        let proposed = self.proposed(&typed).await?;
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
            rejection: self
                .listing
                .as_ref()
                .filter(|listing| listing.status == Status::Rejected)
                .and_then(|listing| listing.rejection.clone()),
            conflict: Vec::new(),
            mistakes: mistakes(self.view, &errors),
            errors,
            categories: categories(self.view, &self.tree),
            proposed,
            nothing_to_propose: false,
            shots: shots.collect(),
            most_photos: i64::try_from(self.plan.media).unwrap_or(0),
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

    /// The form with a proposal of its category, as it was asked for.
    pub(super) async fn show_proposal(&self, typed: Typed) -> Result<Response> {
        let typed = Typed { category: String::new(), ..typed };
        let mut page = self.page(typed, FormErrors::default()).await?;
        page.nothing_to_propose = page.proposed.is_empty();
        self.view.render(&page)
    }

    async fn proposed(&self, typed: &Typed) -> Result<Vec<(String, String)>> {
        if !typed.category.is_empty() {
            return Ok(Vec::new());
        }
        let slugs =
            self.listings.proposed_categories(&format!("{} {}", typed.title, typed.description)).await?;
        let named = |slug: String| {
            let name = self.tree.get(&slug)?.name(self.view.language()).to_owned();
            Some((slug, name))
        };
        Ok(slugs.into_iter().filter_map(named).collect())
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
