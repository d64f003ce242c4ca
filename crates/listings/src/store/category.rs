use std::collections::HashMap;

use sqlx::PgConnection;
use sqlx::types::Json;

use super::Result;
use crate::tree::{Category, Tree};

/// The category tree.
///
/// # Errors
/// When the database does not answer.
pub async fn categories(db: &mut PgConnection) -> Result<Tree> {
    let rows = sqlx::query!(
        r#"SELECT slug, parent, names AS "names: Json<HashMap<String, String>>", glyph, active
           FROM listings.categories ORDER BY position"#
    );
    let categories = rows.fetch_all(db).await?.into_iter().map(|row| Category {
        slug: row.slug,
        parent: row.parent,
        names: row.names.0,
        glyph: row.glyph,
        active: row.active,
    });
    Ok(Tree::new(categories.collect()))
}

/// Brings the tree up to `tree`: adds and renames, and switches off what it no longer has.
///
/// # Errors
/// When the database refuses.
pub async fn write_categories(db: &mut PgConnection, tree: &Tree) -> Result<()> {
    let rows: Vec<serde_json::Value> = tree
        .all()
        .iter()
        .enumerate()
        .map(|(position, category)| {
            serde_json::json!({
                "slug": category.slug, "parent": category.parent, "root": tree.root(&category.slug),
                "names": category.names, "glyph": category.glyph, "position": position,
            })
        })
        .collect();
    sqlx::query!(
        "INSERT INTO listings.categories (slug, parent, root, names, glyph, position)
         SELECT slug, parent, root, names, glyph, position
         FROM jsonb_to_recordset($1) AS new (slug text, parent text, root text, names jsonb, glyph text, position integer)
         ON CONFLICT (slug) DO UPDATE SET parent = excluded.parent, root = excluded.root, names = excluded.names,
             glyph = excluded.glyph, position = excluded.position, active = true",
        serde_json::Value::Array(rows),
    )
    .execute(&mut *db)
    .await?;
    let slugs: Vec<String> = tree.all().iter().map(|category| category.slug.clone()).collect();
    sqlx::query!("UPDATE listings.categories SET active = false WHERE slug <> ALL($1)", &slugs)
        .execute(db)
        .await?;
    Ok(())
}
