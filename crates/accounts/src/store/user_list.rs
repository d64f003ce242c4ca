//! Accounts as admins look for them (A-8).

use kernel::{Role, UserId, UserStatus};
use platform::Result;
use sqlx::{PgConnection, Postgres, QueryBuilder};

use super::users::{COLUMNS, CONTACTS, user_of};
use crate::model::user::User;

/// Which accounts an admin looks for.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    /// With this role.
    pub role: Option<Role>,
    /// In this state; without it, all but deleted ones.
    pub status: Option<UserStatus>,
    /// With this text in name or address.
    pub text: Option<String>,
    /// Waiting for one of these roles; empty for everybody.
    pub requested: Vec<Role>,
}

/// So many of the newest accounts are looked through for a text, before its index is asked.
const NEWEST: i64 = 1000;

/// Accounts, the newest first, from after `after`. A text that many have is found among the newest, any other by the
/// index of its letters; one of signs alone, which has no letters, among the newest only.
pub async fn list(
    conn: &mut PgConnection,
    filter: &UserFilter,
    after: Option<UserId>,
    limit: i64,
) -> Result<Vec<User>> {
    let mut query = QueryBuilder::new(COLUMNS);
    let Some(text) = &filter.text else {
        query.push(" FROM accounts.users").push(CONTACTS);
        filter.push(&mut query, after);
        return page(conn, query, limit).await;
    };
    let (pattern, has_letters) = pattern_of(text);
    query.push(" FROM (SELECT * FROM accounts.users");
    filter.push(&mut query, after);
    query.push(" ORDER BY id DESC LIMIT ").push(NEWEST).push(") AS users").push(CONTACTS);
    query.push(" WHERE users.display_name ILIKE ").push_bind(pattern.clone());
    query.push(" OR email.address ILIKE ").push_bind(pattern.clone());
    query.push(" OR phone.address ILIKE ").push_bind(pattern.clone());
    let newest = page(conn, query, limit).await?;
    if !has_letters || i64::try_from(newest.len()).is_ok_and(|found| found >= limit) {
        return Ok(newest);
    }
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" FROM accounts.users").push(CONTACTS);
    filter.push(&mut query, after);
    // As a list, so that none but these are read.
    query.push(" AND users.id = ANY(ARRAY(SELECT accounts.users_like(").push_bind(pattern).push(")))");
    page(conn, query, limit).await
}

async fn page(conn: &mut PgConnection, mut query: QueryBuilder<Postgres>, limit: i64) -> Result<Vec<User>> {
    query.push(" ORDER BY users.id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(user_of).collect()
}

impl UserFilter {
    /// All conditions but the text.
    fn push(&self, query: &mut QueryBuilder<Postgres>, after: Option<UserId>) {
        match self.status {
            Some(status) => query.push(" WHERE users.status = ").push_bind(status.as_str()),
            None => query.push(" WHERE users.status <> 'DELETED'"),
        };
        if let Some(role) = self.role {
            query.push(" AND users.role = ").push_bind(role.as_str());
        }
        if !self.requested.is_empty() {
            let roles: Vec<&'static str> = self.requested.iter().copied().map(Role::as_str).collect();
            query.push(" AND users.requested_role = ANY(").push_bind(roles).push(")");
        }
        if let Some(after) = after {
            query.push(" AND users.id < ").push_bind(after.0);
        }
    }
}

/// What a name or an address with this text looks like, and whether the index of letters, which knows three in a row and
/// the first ones of a word, can find it. Where it would not find a text in the middle, it is looked for at the beginning.
fn pattern_of(text: &str) -> (String, bool) {
    let literal = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let has_letters = text.contains(char::is_alphanumeric);
    let longest = text.split(|c: char| !c.is_alphanumeric()).map(|word| word.chars().count()).max();
    let begins_a_word = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(one, next)| !one.is_alphanumeric() && next.is_alphanumeric());
    let is_found_anywhere = !has_letters || begins_a_word || longest.is_some_and(|letters| letters >= 3);
    (format!("{}{literal}%", if is_found_anywhere { "%" } else { "" }), has_letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_for_where_the_index_of_letters_finds_it() {
        for (text, pattern) in [
            ("odhi", "%odhi%"),
            ("na odh", "%na odh%"),
            ("@ma", "%@ma%"),
            ("li", "li%"),
            ("a.", "a.%"),
            ("أمي", "%أمي%"),
        ] {
            assert_eq!(pattern_of(text), (pattern.to_owned(), true), "{text}");
        }
        assert_eq!(pattern_of("%_"), (r"%\%\_%".to_owned(), false), "signs are no wildcards");
        assert_eq!(pattern_of(r"\o/"), (r"%\\o/%".to_owned(), true));
    }
}
