//! Which tables are not closed by row-level security (P-15). The list may only shrink, or grow by a table whose rows are
//! anybody's to know.

/// What everybody may know: public cards, what platform and admins keep for all, counts, and what was searched.
const PUBLIC: [&str; 30] = [
    "accounts.business_categories",
    "bizconnect.business_languages",
    "bizconnect.businesses",
    "bizconnect.category_links",
    "bizconnect.category_members",
    "bizconnect.corridor_rules",
    "bizconnect.country_languages",
    "bizconnect.markets",
    "bizconnect.open_listings",
    "bizconnect.plan_limits",
    "bizconnect.type_links",
    "bizconnect.weights",
    "listings.categories",
    "listings.closed_businesses",
    "listings.featured_hours",
    "listings.fresh",
    "listings.matches",
    "listings.refused_pictures",
    "listings.shown_days",
    "media.pictures",
    "platform.live_processes",
    "platform.schedules",
    "search.documents",
    "search.engagement",
    "search.indexes",
    "search.phrases",
    "search.queries",
    "search.saved_anchors",
    "search.synonyms",
    "search.trending",
];

/// What is on its way for moments, in one statement of the platform's or of a job each.
const ON_ITS_WAY: [&str; 3] = ["messaging.untold", "notifications.unseen", "platform.live_users"];

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_closed_but_those_that_are_known_to_be_open() {
    let db = crate::undo::whole().await;
    let schemas: Vec<String> =
        app::compose::migrations().iter().map(|migrations| migrations.schema.to_owned()).collect();
    let mut superuser = db.connect_as_superuser().await.expect("the server answers");
    let mut open: Vec<String> = sqlx::query_scalar(
        "SELECT format('%s.%s', space.nspname, thing.relname)
         FROM pg_class AS thing JOIN pg_namespace AS space ON space.oid = thing.relnamespace
         WHERE space.nspname = ANY($1) AND thing.relkind IN ('r', 'p') AND NOT thing.relrowsecurity
           AND thing.relname <> '_sqlx_migrations'
           -- Asked beside its whole, a part of an open table is as open.
           AND NOT EXISTS (SELECT FROM pg_inherits JOIN pg_class AS whole ON whole.oid = inhparent
                           WHERE inhrelid = thing.oid AND NOT whole.relrowsecurity)",
    )
    .bind(schemas)
    .fetch_all(&mut superuser)
    .await
    .expect("a list");
    open.sort();
    let mut known = [&PUBLIC[..], &ON_ITS_WAY].concat();
    known.sort_unstable();
    assert_eq!(open, known);
}
