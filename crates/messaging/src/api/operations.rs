use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::Checks;
use platform::Result;
use platform::http::{CachePolicy, Created, Data, FieldsArgs, May, OnceJson, QueryArgs};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::conversation_id;
use super::files::SignedQuery;
use crate::error::{MessagingError, SOURCE};
use crate::rights::{OpenFile, ReadConversation};
use crate::state::Messaging;
use crate::store::exports::{Export, ExportStatus, Format};

/// What an operation has made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"url": "/messages/exports/0191a5c2-8888-7c3a-9b52-3f6d1c2b4a59?until=1795000300&sig=q83vEjRWeJq83vEjRWeJqg", "bytes": 48211}))]
pub(crate) struct ResultBody {
    /// A path on this site, good for four to five minutes; asked again, the operation has another one.
    url: String,
    /// How large it is.
    bytes: i64,
}

/// Something that goes on after its answer; also as `operation.updated`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-8888-7c3a-9b52-3f6d1c2b4a59", "type": "CONVERSATION_EXPORT", "status": "RUNNING", "progress": 40,
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "result": null, "created_at": "2026-11-21T08:00:00Z",
    "ended_at": null
}))]
pub(crate) struct OperationBody {
    /// Which.
    id: Uuid,
    /// `CONVERSATION_EXPORT`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// `QUEUED`, `RUNNING`, `DONE`, or `FAILED` when the conversation may not be read any more.
    status: &'static str,
    /// Percent.
    progress: i64,
    /// What it is about.
    conversation_id: Uuid,
    /// Once it is done; kept for a day.
    result: Option<ResultBody>,
    /// When it was asked for.
    created_at: DateTime<Utc>,
    /// When it was done or failed.
    ended_at: Option<DateTime<Utc>>,
}

impl OperationBody {
    pub(crate) fn new(messaging: &Messaging, export: &Export) -> Self {
        let is_done = export.status == ExportStatus::Done;
        let result =
            is_done.then(|| ResultBody { url: messaging.export_address(export.id), bytes: export.bytes });
        Self {
            id: export.id,
            kind: "CONVERSATION_EXPORT",
            status: export.status.as_str(),
            progress: export.progress(),
            conversation_id: export.conversation.0,
            result,
            created_at: export.created_at,
            ended_at: export.ended_at,
        }
    }
}

/// As what a conversation is taken along.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"format": "json"}))]
pub(crate) struct ExportRequest {
    /// `json` (unless told) or `txt`.
    format: Option<String>,
}

/// The format of a word; `json` unless told.
fn format_of(word: Option<&str>) -> Result<Format> {
    let mut checks = Checks::new(SOURCE);
    let format = match word {
        None | Some("json") => Some(Format::Json),
        Some("txt") => Some(Format::Text),
        Some(_) => {
            checks.fail("format", "messaging-check-format");
            None
        }
    };
    Ok(checks.finish(format).map_err(MessagingError::Invalid)?)
}

/// Take a conversation along as a file
///
/// The file is written while you do something else: ask the operation at `Location` how far it is, or hear
/// `operation.updated`. It holds what was said up to this moment, and is kept for a day. What is under way already is not
/// begun again.
#[utoipa::path(post, path = "/messages/conversations/{id}/exports", tag = "messages",
    params(("id" = String, Path, description = "The conversation"),
           ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this export")),
    request_body = ExportRequest,
    responses((status = 202, description = "It is being written", body = OperationBody)))]
pub(crate) async fn begin_export(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    OnceJson(body, once): OnceJson<ExportRequest>,
) -> Result<Response> {
    let (id, format) = (conversation_id(&id)?, format_of(body.format.as_deref())?);
    let mut response = match messaging.begin_export(&actor, id, &once, format).await {
        Ok((tx, export)) => {
            let location = format!("/api/v1/operations/{}", export.id);
            let reply = Created { data: OperationBody::new(&messaging, &export), location };
            once.commit(tx, &*messaging.platform.clock, reply).await?
        }
        Err(error) => match error.replayed_location() {
            // Sent again under its key: the same operation, as far as it is now.
            Some(location) => {
                let known = location.rsplit('/').next().and_then(|id| id.parse().ok());
                let export = messaging.operation(&actor, known.ok_or(MessagingError::NotFound)?).await?;
                let reply =
                    Created { data: OperationBody::new(&messaging, &export), location: location.to_owned() };
                let replayed = [("idempotency-replayed", "true")];
                (replayed, reply).into_response()
            }
            None => return Err(error),
        },
    };
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

/// See how far something is that goes on after its answer
#[utoipa::path(get, path = "/operations/{id}", tag = "messages",
    params(("id" = String, Path, description = "The operation"), FieldsArgs),
    responses((status = 200, description = "As it is now", body = OperationBody)))]
pub(crate) async fn operation(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<OperationBody>> {
    let fields = args.of::<OperationBody>()?;
    let id = id.parse().map_err(|_| MessagingError::NotFound)?;
    let export = messaging.operation(&actor, id).await?;
    Ok(Data::new(OperationBody::new(&messaging, &export)).fields(fields).cache(CachePolicy::None))
}

/// `/messages/exports/<id>`: the file behind a signed address.
pub(crate) async fn open(
    _actor: May<OpenFile>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<SignedQuery>,
) -> Result<Response> {
    let id: Uuid = id.parse().map_err(|_| MessagingError::NotFound)?;
    let (until, signature) = (query.until.unwrap_or(0), query.sig.unwrap_or_default());
    let (export, pieces) = messaging.open_export(id, until, &signature).await?;
    let (extension, content_type) = match export.format {
        Format::Json => ("json", "application/json"),
        Format::Text => ("txt", "text/plain; charset=utf-8"),
    };
    let name = format!("attachment; filename=\"conversation-{}.{extension}\"", export.conversation);
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).expect("an id and ASCII words"));
    response.extensions_mut().insert(CachePolicy::None);
    Ok(response)
}
