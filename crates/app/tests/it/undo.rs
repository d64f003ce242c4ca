use sqlx::migrate::Migrator;
use testkit::TestDb;

/// Everything that a schema is made of, in a form that does not depend on the order in which it was made.
const CATALOGUE: &str = "
    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
        SELECT format('column %s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default,
                      generation_expression) AS line
        FROM information_schema.columns WHERE table_schema = $1
        UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = $1
        UNION ALL SELECT format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(pg_constraint.oid))
        FROM pg_constraint WHERE connamespace = $1::regnamespace
        UNION ALL SELECT format('policy %s %s %s %s', tablename, policyname, qual, with_check)
        FROM pg_policies WHERE schemaname = $1
        UNION ALL SELECT format('function %s', pg_get_functiondef(oid))
        FROM pg_proc WHERE pronamespace = $1::regnamespace AND prokind = 'f'
        UNION ALL SELECT format('rule %s', definition) FROM pg_rules WHERE schemaname = $1
        UNION ALL SELECT format('trigger %s', pg_get_triggerdef(pg_trigger.oid))
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = $1::regnamespace AND NOT tgisinternal
        UNION ALL SELECT format('relation %s %s %s %s %s', relname, relkind, relpersistence, relrowsecurity,
                      CASE WHEN relkind = 'v' THEN pg_get_viewdef(oid) END)
        FROM pg_class WHERE relnamespace = $1::regnamespace
        UNION ALL SELECT format('grant %s %s %s', table_name, grantee, privilege_type)
        FROM information_schema.role_table_grants WHERE table_schema = $1 AND table_name <> '_sqlx_migrations'
    ) AS lines WHERE line NOT LIKE '%\\_sqlx\\_migrations%'";

async fn catalogue(db: &TestDb, schema: &str) -> String {
    let mut superuser = db.connect_as_superuser().await.expect("the server answers");
    sqlx::query_scalar(CATALOGUE).bind(schema).fetch_one(&mut superuser).await.expect("a catalogue")
}

pub(crate) async fn whole() -> TestDb {
    let key = testkit::app::fingerprint(&app::compose::migrations());
    let db = TestDb::create(&key, async |owner_url: &str| app::compose::migrate(owner_url).await);
    db.await.expect("a database")
}

fn versions(migrator: &Migrator, down: bool) -> Vec<i64> {
    let wanted = |one: &&sqlx::migrate::Migration| one.migration_type.is_down_migration() == down;
    migrator.iter().filter(wanted).map(|one| one.version).collect()
}

/// Only the migrations up to a version.
fn cut(lists: Vec<platform::migrate::Migrations>, at: &str, last: i64) -> Vec<platform::migrate::Migrations> {
    let kept = |list: platform::migrate::Migrations| {
        let most = if list.schema == at { last } else { i64::MAX };
        let migrations = list.migrator.iter().filter(|one| one.version <= most).cloned().collect();
        platform::migrate::Migrations { schema: list.schema, migrator: Migrator::with_migrations(migrations) }
    };
    lists.into_iter().map(kept).collect()
}

/// P-28: after an undo the schema is what it was before the migration, and migrating again makes it what it was after.
#[tokio::test(flavor = "multi_thread")]
async fn every_migration_that_can_be_undone_leaves_the_schema_as_it_was() {
    let db = whole().await;
    let mut undone = 0;
    for at in 0..app::compose::migrations().len() {
        let list = app::compose::migrations().swap_remove(at);
        let (schema, newest) = (list.schema, catalogue(&db, list.schema).await);
        for last in versions(&list.migrator, true).into_iter().rev() {
            let version =
                platform::migrate::undo_newest(&db.owner_url, &list).await.expect("it can be undone");
            assert_eq!(version, last, "{schema}");
            undone += 1;
            let cut = || cut(app::compose::migrations(), schema, last - 1);
            let key = testkit::app::fingerprint(&cut());
            let before =
                TestDb::create(&key, async |owner_url: &str| platform::migrate::run(owner_url, cut()).await);
            let before = before.await.expect("a database");
            let (found, wanted) = (catalogue(&db, schema).await, catalogue(&before, schema).await);
            assert_eq!(found, wanted, "{schema} {last}");
            // The next one below can only be undone if nothing that cannot be undone lies between.
            if !versions(&list.migrator, true).contains(&(last - 1)) {
                break;
            }
        }
        app::compose::migrate(&db.owner_url).await.expect("migrated again");
        assert_eq!(catalogue(&db, schema).await, newest, "{schema} migrated again");
    }
    assert!(undone >= 9, "{undone} were undone");
}

/// Each migration has an undo, or a line in docs/migrations.md that says why it has none.
#[test]
fn a_migration_has_an_undo_or_a_reason() {
    let told = include_str!("../../../../docs/migrations.md");
    for list in app::compose::migrations() {
        let downs = versions(&list.migrator, true);
        for version in versions(&list.migrator, false).into_iter().filter(|version| *version > 1) {
            let reason = format!("| {} {version:04} |", list.schema);
            assert!(downs.contains(&version) || told.contains(&reason), "{} {version:04}", list.schema);
        }
    }
}

/// A migration without an undo stays, and the schema with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_migration_stays() {
    let db = whole().await;
    let lists = app::compose::migrations();
    let list = lists.iter().find(|list| list.schema == "notifications").expect("it is there");
    for _ in versions(&list.migrator, true) {
        platform::migrate::undo_newest(&db.owner_url, list).await.expect("it can be undone");
    }
    let before = catalogue(&db, "notifications").await;
    let refused = platform::migrate::undo_newest(&db.owner_url, list).await.expect_err("nothing to undo");
    assert!(refused.to_string().contains("docs/migrations.md"), "{refused}");
    assert_eq!(catalogue(&db, "notifications").await, before);
}
