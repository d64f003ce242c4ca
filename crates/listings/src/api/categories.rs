use axum::extract::State;
use kernel::Language;
use platform::Result;
use platform::http::{CachePolicy, Data, FieldsArgs, Locale, May, QueryArgs};
use serde::Serialize;
use utoipa::ToSchema;

use crate::rights::BrowseListings;
use crate::state::Listings;
use crate::tree::Tree;

/// A category with what is below it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(no_recursion, example = json!({
    "slug": "agriculture", "name": "Agriculture & food", "glyph": "leaf",
    "children": [{"slug": "grains", "name": "Grains & cereals", "glyph": "grain", "children": []}]
}))]
pub(crate) struct CategoryBody {
    /// Its stable name.
    slug: String,
    /// Its name in the reader's language.
    name: String,
    /// Which of the small drawings goes with it.
    glyph: String,
    /// The categories below it.
    children: Vec<CategoryBody>,
}

/// The category tree, named in the reader's language.
#[utoipa::path(get, path = "/listings/categories", tag = "listings", params(FieldsArgs),
    responses((status = 200, description = "The roots with what is below them.", body = Vec<CategoryBody>)))]
pub(crate) async fn categories(
    _: May<BrowseListings>,
    State(listings): State<Listings>,
    Locale(language): Locale,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Vec<CategoryBody>>> {
    let fields = args.of::<CategoryBody>()?;
    let tree = listings.tree().await?;
    Ok(Data::new(below(&tree, None, language)).fields(fields).cache(CachePolicy::Public(60)))
}

fn below(tree: &Tree, parent: Option<&str>, language: Language) -> Vec<CategoryBody> {
    let body = |category: &crate::tree::Category| CategoryBody {
        slug: category.slug.clone(),
        name: category.name(language).to_owned(),
        glyph: category.glyph.clone(),
        children: below(tree, Some(&category.slug), language),
    };
    tree.children(parent).map(body).collect()
}
