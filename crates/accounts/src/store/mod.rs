//! Every SQL statement of the domain.

pub mod audit;
pub mod businesses;
pub mod codes;
pub mod contacts;
pub mod keys;
pub mod people;
pub mod removal;
pub mod sessions;
pub mod user_list;
pub mod users;
pub mod verifications;

use platform::Result;
use sqlx::PgConnection;

/// Lets the rest of this transaction see every row, where an op that began as its caller has decided that it may.
pub async fn act_as_system(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("SELECT set_config('app.system', 'on', true)").fetch_one(conn).await?;
    Ok(())
}

/// Holds back others who lock the same text, until the end of the transaction.
pub async fn lock_text(conn: &mut PgConnection, text: &str) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 11))::text", text)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// A word of an enum as the database holds it; one that it cannot hold is our mistake.
fn word<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| platform::Error::internal(format!("the database holds the unknown word {text}")))
}

/// The same for a column that may be empty.
fn optional_word<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>> {
    text.map(word).transpose()
}

/// Tells the planner what a bulk load has brought; as the owner.
pub async fn analyze(owner: &mut PgConnection) -> Result<()> {
    sqlx::raw_sql(
        "ANALYZE accounts.users, accounts.user_contacts, accounts.credentials, accounts.businesses,
                 accounts.business_categories, accounts.business_members",
    )
    .execute(owner)
    .await?;
    Ok(())
}
