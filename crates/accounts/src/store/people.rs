//! People as other domains may know them.

use contracts::accounts::PersonCard;
use kernel::{BusinessId, UserId};
use platform::Result;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::{optional_word, word};

/// A business that was deleted is nobody's for as long as nobody restores it.
const CARDS: &str =
    "SELECT users.id, users.display_name, users.role, users.language, users.country, users.time_zone,
        business.id AS business_id, member.team_role
     FROM accounts.users
     LEFT JOIN (accounts.business_members AS member
                JOIN accounts.businesses AS business
                  ON business.id = member.business_id AND business.status = 'ACTIVE')
       ON member.user_id = users.id";

fn card_of(row: &PgRow) -> Result<PersonCard> {
    let text = |name: &str| -> Result<Option<String>> { Ok(row.try_get(name)?) };
    let business_id = row.try_get::<Option<Uuid>, _>("business_id")?.map(BusinessId);
    Ok(PersonCard {
        id: UserId(row.try_get("id")?),
        name: row.try_get("display_name")?,
        role: word(&row.try_get::<String, _>("role")?)?,
        language: word(&row.try_get::<String, _>("language")?)?,
        country: optional_word(text("country")?.as_deref())?,
        time_zone: text("time_zone")?,
        team_role: match business_id {
            Some(_) => optional_word(text("team_role")?.as_deref())?,
            None => None,
        },
        business_id,
    })
}

/// Those of `ids` that have an account.
pub async fn cards(conn: &mut PgConnection, ids: &[UserId]) -> Result<Vec<PersonCard>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "{CARDS} WHERE users.status <> 'DELETED' AND users.id = ANY($1)"
    )))
    .bind(&ids)
    .fetch_all(conn)
    .await?;
    rows.iter().map(card_of).collect()
}

/// Everybody who acts for one of these businesses, each team from CEO to staff and then by seniority.
pub async fn teams(conn: &mut PgConnection, ids: &[BusinessId]) -> Result<Vec<PersonCard>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
        "{CARDS} WHERE users.status = 'ACTIVE' AND business.id = ANY($1)
         ORDER BY array_position(ARRAY['CEO', 'MANAGER', 'STAFF'], member.team_role), member.joined_at, users.id"
    )))
    .bind(&ids)
    .fetch_all(conn)
    .await?;
    rows.iter().map(card_of).collect()
}
