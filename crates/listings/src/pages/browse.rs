use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use platform::Result;
use platform::http::{CachePolicy, May, QueryArgs};
use serde::Deserialize;
use web::View;

use super::{Chip, Link, Shelf, address, kind_chips, kind_in, shelf, with_buttons, word};
use crate::error::ListingsError;
use crate::filter::{Filter, FilterInput, Sort};
use crate::rights::BrowseListings;
use crate::state::Listings;
use crate::tree::{Category, Tree};
use crate::viewer::Viewer;

/// Categories that the home page shows.
const TILES: usize = 8;

/// What a list's address says. Names that we do not know are let through: shared links carry all sorts of them.
#[derive(Deserialize)]
pub(super) struct ListQuery {
    #[serde(rename = "type")]
    kind: Option<String>,
    cursor: Option<String>,
}

#[derive(Template)]
#[template(path = "listings/home.html")]
pub(super) struct HomePage {
    pub(super) view: View,
    pub(super) is_first: bool,
    pub(super) kinds: Vec<Chip>,
    pub(super) tiles: Vec<(String, String, String)>,
    pub(super) shelf: Shelf,
}

pub(super) async fn home(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    view: View,
    viewer: Viewer,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Response> {
    let view = view.nav("home");
    let kind = kind_in(query.kind.as_deref());
    let to = |kind| address("/", &[("type", kind)]);
    let filter = Filter { kind, ..Filter::default() };
    let path = to(kind.map(word));
    let shelf =
        shelf(&listings, &path, &filter, (Sort::Newest, None), (query.cursor.as_deref(), viewer)).await?;
    let tree = listings.tree().await?;
    let view = with_buttons(&listings, view, &shelf.cards).await;
    let page = HomePage {
        is_first: query.cursor.is_none(),
        kinds: kind_chips(&view, kind, to),
        tiles: tiles(&view, &tree),
        shelf,
        view: view.clone(),
    };
    view.render_as(&page, CachePolicy::Public(0))
}

pub(super) fn tiles(view: &View, tree: &Tree) -> Vec<(String, String, String)> {
    let tile = |category: &Category| {
        (category_path(&category.slug), category.name(view.language()).to_owned(), category.glyph.clone())
    };
    let all = ("/c".to_owned(), view.t("listings-page-categories-all"), "basket".to_owned());
    tree.children(None).take(TILES).map(tile).chain([all]).collect()
}

pub(super) fn category_path(slug: &str) -> String {
    format!("/c/{slug}")
}

/// A root category with those below it.
pub(super) struct Root {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) glyph: String,
    pub(super) children: Vec<Link>,
}

#[derive(Template)]
#[template(path = "listings/categories.html")]
pub(super) struct CategoriesPage {
    pub(super) view: View,
    pub(super) roots: Vec<Root>,
}

pub(super) async fn categories(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    view: View,
) -> Result<Response> {
    let view = view.nav("explore");
    let tree = listings.tree().await?;
    let page = CategoriesPage { roots: roots(&view, &tree), view: view.clone() };
    view.render_as(&page, CachePolicy::Public(0))
}

pub(super) fn roots(view: &View, tree: &Tree) -> Vec<Root> {
    let named =
        |category: &Category| (category_path(&category.slug), category.name(view.language()).to_owned());
    let root = |category: &Category| {
        let (href, name) = named(category);
        let children = tree.children(Some(&category.slug)).map(named).collect();
        Root { href, name, glyph: category.glyph.clone(), children }
    };
    tree.children(None).map(root).collect()
}

#[derive(Template)]
#[template(path = "listings/category.html")]
pub(super) struct CategoryPage {
    pub(super) view: View,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) above: Vec<Link>,
    pub(super) children: Vec<Chip>,
    pub(super) kinds: Vec<Chip>,
    pub(super) shelf: Shelf,
}

pub(super) async fn category(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    view: View,
    viewer: Viewer,
    Path(slug): Path<String>,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Response> {
    let view = view.nav("explore");
    let tree = listings.tree().await?;
    let category = tree.get(&slug).filter(|category| category.active).ok_or(ListingsError::NotFound)?;
    let kind = kind_in(query.kind.as_deref());
    let input = FilterInput {
        category: Some(&slug),
        kind: query.kind.as_deref().filter(|_| kind.is_some()),
        ..FilterInput::default()
    };
    let filter = Filter::parse(&input, &tree).map_err(ListingsError::Invalid)?;
    let own_path = category_path(&slug);
    let to = |kind| address(&own_path, &[("type", kind)]);
    let path = to(kind.map(word));
    let shelf =
        shelf(&listings, &path, &filter, (Sort::Newest, None), (query.cursor.as_deref(), viewer)).await?;
    let view = with_buttons(&listings, view, &shelf.cards).await;
    let page = CategoryPage {
        name: category.name(view.language()).to_owned(),
        above: above(&view, &tree, &slug),
        children: narrower(&view, &tree, category, kind.map(word).as_deref()),
        kinds: kind_chips(&view, kind, to),
        shelf,
        slug: slug.clone(),
        view: view.clone(),
    };
    view.render_as(&page, CachePolicy::Public(0))
}

/// The categories above this one, from the root down.
fn above(view: &View, tree: &Tree, slug: &str) -> Vec<Link> {
    let mut path = tree.path(slug);
    path.pop();
    let named = |slug: String| {
        let name =
            tree.get(&slug).map(|category| category.name(view.language()).to_owned()).unwrap_or_default();
        (category_path(&slug), name)
    };
    path.into_iter().map(named).collect()
}

/// The categories right below; of one that has none, its sisters, so that one can go from one to the next.
pub(super) fn narrower(view: &View, tree: &Tree, category: &Category, kind: Option<&str>) -> Vec<Chip> {
    let has_children = tree.children(Some(&category.slug)).next().is_some();
    let parent = if has_children { Some(category.slug.as_str()) } else { category.parent.as_deref() };
    let Some(parent) = parent else { return Vec::new() };
    let to = |slug: &str| address(&category_path(slug), &[("type", kind.map(str::to_owned))]);
    let all = (to(parent), view.t("listings-page-category-whole"), has_children);
    let below = tree
        .children(Some(parent))
        .map(|child| (to(&child.slug), child.name(view.language()).to_owned(), child.slug == category.slug));
    [all].into_iter().chain(below).collect()
}
