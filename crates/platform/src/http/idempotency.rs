//! The same POST sent again has the same effect once (P-7).
//!
//! The key's row is written in the transaction of the effect, so a killed server leaves both or neither. Two requests
//! with one key at the same time: the first holds an advisory lock until its commit, the second is told 409. The row is
//! read by whoever makes the same claim, and otherwise only by whom the answer was given to (row-level security, P-15).

use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use kernel::{Actor, Clock, ErrorKind, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::Row;

use super::body::{parse_json, read_json};
use super::identity::actor_of;
use super::reply::{Created, json};
use crate::db::{Db, Lock, Tx};
use crate::error::{Error, Result, violated_constraint};
use crate::outbox::Answer;

/// How long the first answer is kept.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// A JSON body together with the request's idempotency key, if it has one.
#[derive(Debug)]
pub struct OnceJson<T>(pub T, pub Once);

/// A claim to be carried out once.
#[derive(Debug, Clone)]
pub struct Once {
    key: Option<String>,
    scope: String,
    digest: [u8; 32],
}

/// The answer that an earlier request with this key got.
#[derive(Debug)]
pub(crate) struct StoredReply {
    status: StatusCode,
    location: Option<String>,
    body: Vec<u8>,
}

impl StoredReply {
    pub(crate) fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }
}

impl IntoResponse for StoredReply {
    fn into_response(self) -> Response {
        let mut response = json(self.status, self.body);
        if let Some(location) = self.location.and_then(|text| HeaderValue::from_str(&text).ok()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
        response
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OnceJson<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let key = key_in(request.headers())?;
        // The whole address: the same words under the same key for another thing are another claim.
        let uri = request.extensions().get::<OriginalUri>().map_or(request.uri(), |original| &original.0);
        let scope = scope_of(&actor_of(request.extensions()), uri.path());
        let bytes = read_json(request, state).await?;
        let once = Once { key, scope, digest: Sha256::digest(&bytes).into() };
        Ok(Self(parse_json(&bytes)?, once))
    }
}

fn scope_of(actor: &Actor, path: &str) -> String {
    match actor.user_id() {
        Some(user) => format!("{user} {path}"),
        None => format!("anonymous {path}"),
    }
}

fn key_in(headers: &HeaderMap) -> Result<Option<String>> {
    headers.get("idempotency-key").map(|value| check_key(value.to_str().unwrap_or(""))).transpose()
}

fn check_key(key: &str) -> Result<String> {
    let fits = (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        return Ok(key.to_owned());
    }
    let problem = Problem::new(ErrorKind::Malformed, "platform", "platform-error-idempotency-key");
    Err(problem.field("Idempotency-Key").into())
}

impl Once {
    /// For a page's form at `path`, ids and all, whose hidden field carries the key; without one the form is not
    /// protected.
    ///
    /// # Errors
    /// 400 when the key is not 8–128 visible ASCII characters.
    pub fn of_form(actor: &Actor, path: &str, key: Option<&str>) -> Result<Self> {
        let key = key.filter(|key| !key.is_empty()).map(check_key).transpose()?;
        // A person may correct a form and send it again under the same key until it was accepted.
        Ok(Self { key, scope: scope_of(actor, path), digest: [0; 32] })
    }

    /// What the form says. Somebody may go back to a form that was taken, change it and send it again under its old
    /// key: other words are another claim, while the same ones are one, however often they come.
    #[must_use]
    pub fn saying(mut self, words: &[u8]) -> Self {
        self.digest = Sha256::digest(words).into();
        let short: String = self.digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        self.key = self.key.map(|key| format!("{key} {short}"));
        self
    }

    /// For a route that takes a file at `path`, ids and all: the header carries the key, and the same file counts as the same body whatever
    /// boundary a client wraps it in.
    ///
    /// # Errors
    /// 400 when the key is not 8–128 visible ASCII characters.
    pub fn of_file(actor: &Actor, path: &str, headers: &HeaderMap, file: &[u8]) -> Result<Self> {
        Ok(Self { key: key_in(headers)?, scope: scope_of(actor, path), digest: Sha256::digest(file).into() })
    }

    /// Opens the transaction of the effect.
    ///
    /// # Errors
    /// The earlier answer as a replay; 409 while the first request is under way; 422 when the key was used for
    /// something else.
    pub async fn begin(&self, db: &Db, actor: &Actor) -> Result<Tx> {
        self.begin_holding(db, actor, &[]).await
    }

    /// The same, holding `locks` from the transaction's first moment ([`Db::begin_holding`]).
    ///
    /// # Errors
    /// As [`Once::begin`].
    pub async fn begin_holding(&self, db: &Db, actor: &Actor, locks: &[Lock]) -> Result<Tx> {
        let Some(key) = &self.key else { return db.begin_holding(actor, locks).await };
        let claim = Sha256::digest(format!("{} {key}", self.scope)).into();
        let mut tx = db.begin_claiming(actor, locks, Some(claim)).await?;
        let row = sqlx::query(
            "SELECT pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 7)) AS mine, stored.digest,
                    stored.status, stored.location, stored.body
             FROM (VALUES (1)) AS one LEFT JOIN platform.idempotency AS stored ON stored.scope = $1 AND stored.key = $2",
        )
        .bind(&self.scope)
        .bind(key)
        .fetch_one(&mut *tx)
        .await?;
        if let Some(digest) = row.try_get::<Option<Vec<u8>>, _>("digest")? {
            if digest != self.digest {
                let problem =
                    Problem::new(ErrorKind::Validation, "platform", "platform-error-idempotency-reused");
                return Err(problem.code("IDEMPOTENCY_KEY_REUSED").field("Idempotency-Key").into());
            }
            let status = u16::try_from(row.try_get::<i16, _>("status")?).unwrap_or(201);
            return Err(Error::replay(StoredReply {
                status: StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED),
                location: row.try_get("location")?,
                body: row.try_get("body")?,
            }));
        }
        if !row.try_get::<bool, _>("mine")? {
            return Err(under_way());
        }
        Ok(tx)
    }

    /// Writes the answer beside the effect, commits, and answers.
    ///
    /// # Errors
    /// 409 when another request with the key was first after all; nothing was written then.
    pub async fn commit<T: Serialize>(
        &self,
        mut tx: Tx,
        clock: &dyn Clock,
        reply: Created<T>,
    ) -> Result<Response> {
        let location = reply.location.clone();
        let response = reply.into_response();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.map_err(Error::internal)?;
        if let Some(key) = &self.key {
            tx.pending().answer = Some(Answer {
                scope: self.scope.clone(),
                key: key.clone(),
                digest: self.digest,
                status: i16::try_from(parts.status.as_u16()).unwrap_or(201),
                location: Some(location),
                body: body.to_vec(),
                created_at: clock.now(),
            });
            match tx.flush().await {
                Err(error) if violated_constraint(&error) == Some("idempotency_pkey") => {
                    return Err(under_way());
                }
                other => other?,
            }
        }
        tx.commit().await?;
        Ok(Response::from_parts(parts, body.into()))
    }
}

fn under_way() -> Error {
    Error::new(ErrorKind::Conflict, "platform", "platform-error-under-way").retry_after(1)
}

/// Removes answers that are older than [`KEPT`], at most `most` of the oldest; how many there were. Run by the clock.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(tx: &mut Tx, now: chrono::DateTime<chrono::Utc>, most: i64) -> Result<u64> {
    let gone = sqlx::query(
        "DELETE FROM platform.idempotency WHERE ctid = ANY(ARRAY(
             SELECT ctid FROM platform.idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2))",
    )
    .bind(now - KEPT)
    .bind(most)
    .execute(&mut **tx)
    .await?;
    Ok(gone.rows_affected())
}
