//! The page where one sets filters and the order: a form of its own, so that results stay light.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use platform::http::May;
use platform::{Error, Result};
use web::View;

use super::asked::Asked;
use super::chips::{age_key, country_name, market_key, sort_key};
use crate::Search;
use crate::document::Categories;
use crate::request::{AGES, Kind, MARKETS, SearchArgs, Sort};
use crate::rights::Query;

/// A value and what it is called.
type Choice = (String, String);

#[derive(Template)]
#[template(path = "search/filters.html")]
pub(super) struct FiltersPage {
    view: View,
    q: String,
    args: SearchArgs,
    /// Businesses have neither type nor price.
    listings: bool,
    sorts: Vec<Choice>,
    kinds: Vec<Choice>,
    categories: Vec<Choice>,
    countries: Vec<Choice>,
    currencies: Vec<&'static str>,
    currency: String,
    radii: Vec<Choice>,
    markets: Vec<Choice>,
    ages: Vec<Choice>,
    without_filters: String,
    errors: web::FormErrors,
}

impl FiltersPage {
    fn value(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or("")
    }

    fn is_on(text: &Option<String>) -> bool {
        text.as_deref() == Some("true")
    }

    pub(super) fn new(
        view: View,
        args: SearchArgs,
        categories: &Categories,
        errors: web::FormErrors,
    ) -> Self {
        let listings = args.what.as_deref().unwrap_or("listings").parse() != Ok(Kind::Businesses);
        let placed = view.chosen_place().is_some() || args.lat.is_some();
        let sorts = Sort::ALL.into_iter().filter(|sort| match sort {
            Sort::Nearest => placed,
            Sort::Cheapest | Sort::Dearest => listings,
            Sort::Best | Sort::Newest => true,
        });
        let radii: &[i32] = if placed { &[5, 10, 25, 50, 100, 250, 500] } else { &[] };
        let own = view
            .country()
            .and_then(kernel::places::country)
            .map(|country| country.currency.code().to_owned());
        Self {
            q: args.q.clone().unwrap_or_default(),
            listings,
            sorts: sorts.map(|sort| (sort.as_str().to_owned(), view.t(sort_key(sort)))).collect(),
            kinds: [("OFFER", "search-kind-offers"), ("REQUEST", "search-kind-requests")]
                .map(|(word, key)| (word.to_owned(), view.t(key)))
                .to_vec(),
            categories: category_choices(&view, categories),
            countries: country_choices(&view),
            currencies: currencies(),
            currency: args.currency.clone().or(own).unwrap_or_else(|| "NGN".to_owned()),
            radii: radii.iter().map(|km| (km.to_string(), view.distance(f64::from(*km) * 1000.0))).collect(),
            markets: MARKETS.map(|code| (code.to_owned(), view.t(&market_key(code)))).to_vec(),
            ages: AGES.map(|hours| (hours.to_string(), view.t(&age_key(hours)))).to_vec(),
            without_filters: SearchArgs {
                q: args.q.clone(),
                what: args.what.clone(),
                ..SearchArgs::default()
            }
            .path("/search"),
            args,
            errors,
            view,
        }
    }
}

pub async fn show(
    _: May<Query>,
    State(search): State<Search>,
    view: View,
    Asked(args): Asked,
) -> Result<Response> {
    let view = view.nav("explore");
    let categories = search.categories().await?;
    let page = FiltersPage::new(view.clone(), from_form(args), &categories, web::FormErrors::default());
    view.render(&page)
}

impl Search {
    /// The form again, with what was typed and what is wrong with it.
    pub(super) async fn show_mistakes(
        &self,
        view: View,
        args: SearchArgs,
        error: &Error,
    ) -> Result<Response> {
        let categories = self.categories().await?;
        let errors = view.form_errors(error);
        let page = FiltersPage::new(view.clone(), args, &categories, errors);
        view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }
}

/// A form sends every field; the empty ones say nothing.
pub(super) fn from_form(mut args: SearchArgs) -> SearchArgs {
    let fields = [
        &mut args.what,
        &mut args.category,
        &mut args.country,
        &mut args.city,
        &mut args.kind,
        &mut args.price_min,
        &mut args.price_max,
        &mut args.currency,
        &mut args.verified,
        &mut args.has_photo,
        &mut args.market,
        &mut args.featured,
        &mut args.posted_within,
        &mut args.lat,
        &mut args.lng,
        &mut args.radius_km,
        &mut args.sort,
    ];
    for field in fields {
        *field = field.take().filter(|text| !text.trim().is_empty());
    }
    let sort: Sort = args.sort.as_deref().and_then(|word| word.parse().ok()).unwrap_or_default();
    if args.price_min.is_none() && args.price_max.is_none() && !sort.is_by_price() {
        args.currency = None;
    }
    args.sort = args.sort.filter(|word| word != Sort::Best.as_str());
    // A page shows businesses above the listings as it is.
    args.what = args.what.filter(|word| word != "listings" && word != "all");
    args
}

fn category_choices(view: &View, categories: &Categories) -> Vec<Choice> {
    let name = |slug: &str| categories.name(slug, view.language()).unwrap_or(slug).to_owned();
    let mut choices = Vec::new();
    for root in categories.all.iter().filter(|category| category.parent.is_none()) {
        choices.push((root.slug.clone(), name(&root.slug)));
        let below = categories.all.iter().filter(|category| category.parent.as_ref() == Some(&root.slug));
        choices.extend(below.map(|category| (category.slug.clone(), format!("– {}", name(&category.slug)))));
    }
    choices
}

fn country_choices(view: &View) -> Vec<Choice> {
    let all = kernel::places::countries().iter();
    let mut choices: Vec<Choice> =
        all.map(|country| (country.code.to_string(), country_name(view, country.code.code()))).collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}

fn currencies() -> Vec<&'static str> {
    let mut codes: Vec<&'static str> =
        kernel::places::countries().iter().map(|country| country.currency.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
