//! Migrations: one list per schema, forward only, run as the role that owns the schemas (P-28).

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection, PgConnection};

/// The migrations of one schema.
pub struct Migrations {
    /// The schema, which is the domain's name.
    pub schema: &'static str,
    /// `sqlx::migrate!()` of the crate.
    pub migrator: Migrator,
}

/// The platform's own.
#[must_use]
pub fn platform() -> Migrations {
    Migrations { schema: "platform", migrator: sqlx::migrate!("./migrations") }
}

/// The role that the program runs as: it reads and writes rows, and owns nothing.
pub const APP_ROLE: &str = "pushnchat_app";

/// Brings every schema up to date and lets the program's role use it. Safe to run by several processes at once, and
/// again.
///
/// # Errors
/// When a migration fails; those before it stay.
pub async fn run(owner_url: &str, lists: Vec<Migrations>) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(owner_url).await?;
    // sqlx has a lock for the migrations of one schema; two GRANTs of the same at once are refused as well. Until the
    // connection ends.
    sqlx::raw_sql("SELECT pg_advisory_lock(hashtextextended('platform.migrate', 11))")
        .execute(&mut connection)
        .await?;
    for list in lists {
        let schema = list.schema;
        // Schema names are literals of ours, so nothing here needs quoting.
        let prepare = format!("CREATE SCHEMA IF NOT EXISTS {schema}; SET search_path = {schema}, public");
        sqlx::raw_sql(sqlx::AssertSqlSafe(prepare)).execute(&mut connection).await?;
        list.migrator
            .run(&mut connection)
            .await
            .map_err(|error| anyhow::anyhow!("schema {schema}: {}", told(&error)))?;
        let grant = format!(
            "GRANT USAGE ON SCHEMA {schema} TO {APP_ROLE};
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {APP_ROLE};
             GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {APP_ROLE};
             GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {APP_ROLE};
             REVOKE ALL ON {schema}._sqlx_migrations FROM {APP_ROLE};"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(grant)).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}

fn told(error: &MigrateError) -> String {
    match error {
        MigrateError::VersionMissing(version) => format!(
            "migration {version:04} is not known to this program, which is older; it changes nothing, and serves without \
             migrating (docs/migrations.md)"
        ),
        other => other.to_string(),
    }
}

/// Takes the newest migration of one schema back, in an emergency; says which it was. The program must not be running.
///
/// # Errors
/// When the newest migration has no undo, or it fails: then nothing is changed.
pub async fn undo_newest(owner_url: &str, list: &Migrations) -> anyhow::Result<i64> {
    let schema = list.schema;
    let mut connection = PgConnection::connect(owner_url).await?;
    let path = format!("SET search_path = {schema}, public");
    sqlx::raw_sql(sqlx::AssertSqlSafe(path)).execute(&mut connection).await?;
    let newest: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut connection).await?;
    let newest = newest.ok_or_else(|| anyhow::anyhow!("schema {schema} has no migrations"))?;
    let known =
        list.migrator.iter().any(|one| one.version == newest && one.migration_type.is_down_migration());
    anyhow::ensure!(known, "{schema} {newest:04} cannot be undone: docs/migrations.md says why");
    list.migrator.undo(&mut connection, newest - 1).await?;
    connection.close().await?;
    Ok(newest)
}
