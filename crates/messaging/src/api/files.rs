use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use contracts::media::PictureRefused;
use kernel::{Checks, ErrorKind, MediaId, Problem};
use platform::http::{CachePolicy, Created, Data, FieldsArgs, JsonBody, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::conversation_id;
use crate::error::{MessagingError, SOURCE};
use crate::rights::{OpenFile, ReadConversation, WriteMessage};
use crate::state::Messaging;
use crate::store::files::ChatFile;

/// Most bytes of the request; the file itself may have 10 MiB.
pub(crate) const LARGEST_BODY: usize = 20 * 1024 * 1024;
pub(crate) const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// The form that a file comes in; for the document only.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API's document")]
pub(crate) struct FileForm {
    /// A picture (JPEG, PNG, WebP, at most 10 MiB) or a recording (WebM, Ogg, MP4, MP3, AAC, at most 2 MiB).
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Length of a recording in milliseconds.
    duration_ms: Option<i32>,
}

/// One address of a file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"name": "480.webp", "url": "/messages/files/0191a5c2-5555-7c3a-9b52-3f6d1c2b4a59/480.webp?until=1795000300&sig=q83vEjRWeJq83vEjRWeJqg"}))]
pub(crate) struct AddressBody {
    /// Such as `480.webp`, or `voice`.
    name: &'static str,
    /// A path on this site, good for four to five minutes.
    url: String,
}

/// A picture or a voice note of a conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-5555-7c3a-9b52-3f6d1c2b4a59", "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59",
    "type": "MEDIA", "width": 960, "height": 720, "color": "#8a6b4f", "files": []
}))]
pub(crate) struct FileBody {
    /// For `file_id` of a message.
    id: Uuid,
    /// The only conversation it can be sent to.
    conversation_id: Uuid,
    /// `MEDIA` or `VOICE_NOTE`: the type of the message that carries it.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Pixels of the largest variant.
    width: Option<i32>,
    /// Pixels of the largest variant.
    height: Option<i32>,
    /// `#rrggbb`, to be shown until the picture is there.
    color: Option<String>,
    /// Length of a recording.
    duration_ms: Option<i32>,
    /// Where its variants are, for the next minutes.
    files: Vec<AddressBody>,
}

fn body(messaging: &Messaging, file: ChatFile) -> FileBody {
    let addresses = messaging.addresses(&file).into_iter().map(|(name, url)| AddressBody { name, url });
    FileBody {
        id: file.id.0,
        conversation_id: file.conversation.0,
        kind: if file.voice { "VOICE_NOTE" } else { "MEDIA" },
        width: file.width,
        height: file.height,
        color: file.color,
        duration_ms: file.duration_ms,
        files: addresses.collect(),
    }
}

/// Bring a picture or a voice note
///
/// It is checked by its content; pictures are turned upright and freed of metadata. A message then carries it by its
/// id. What is not sent within a day is deleted. The same file under the same `Idempotency-Key` is taken once.
#[utoipa::path(post, path = "/messages/conversations/{id}/files", tag = "messages",
    params(("id" = String, Path, description = "The conversation"),
           ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this file")),
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Taken", body = FileBody)))]
pub(crate) async fn upload(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    // Asked before the file is read: nobody uploads to a conversation they are not in.
    messaging.hall::<WriteMessage>(&actor, id).await?;
    let form =
        form.map_err(|_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"))?;
    let (bytes, duration_ms) = read_form(form).await?;
    let once = Once::of_file(&actor, &format!("/messages/conversations/{id}/files"), &headers, &bytes)?;
    let (tx, file) = messaging.upload(&actor, id, &once, bytes, duration_ms).await?;
    let location = format!("/api/v1/messages/files/{}", file.id);
    once.commit(tx, &*messaging.platform.clock, Created { data: body(&messaging, file), location }).await
}

/// What is told of a file beside its bytes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"duration_ms": 4200}))]
pub(crate) struct UploadRequest {
    /// Length of a recording in milliseconds.
    duration_ms: Option<i32>,
}

/// Bring a picture or a voice note that came in pieces
///
/// For bad networks: send the file to `/media/uploads` in pieces, and instead of completing it there take it here. It is
/// the same file as one that comes at once, and its id is that of the upload, so asking again makes no second one.
#[utoipa::path(put, path = "/messages/conversations/{id}/files/{upload_id}", tag = "messages",
    params(("id" = String, Path, description = "The conversation"),
           ("upload_id" = String, Path, description = "The upload, all of which has come")),
    request_body = UploadRequest,
    responses((status = 200, description = "Taken", body = FileBody),
              (status = 409, description = "`UPLOAD_INCOMPLETE`: some of it is still missing")))]
pub(crate) async fn take_upload(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path((id, upload)): Path<(String, String)>,
    JsonBody(body): JsonBody<UploadRequest>,
) -> Result<Data<FileBody>> {
    let upload: MediaId = upload.parse().map_err(|_| MessagingError::NotFound)?;
    let file = messaging.take_upload(&actor, conversation_id(&id)?, upload, body.duration_ms).await?;
    Ok(Data::new(self::body(&messaging, file)).cache(CachePolicy::None))
}

/// Bytes of `file`, and `duration_ms`.
pub(crate) async fn read_form(mut form: Multipart) -> Result<(Vec<u8>, Option<i32>)> {
    let (mut file, mut duration_ms) = (None, None);
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("file") if file.is_none() => {
                let mut bytes = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                    if bytes.len() + chunk.len() > LARGEST_FILE {
                        return Err(PictureRefused::TooLarge.problem().into());
                    }
                    bytes.extend_from_slice(&chunk);
                }
                file = Some(bytes);
            }
            Some("duration_ms") => {
                let text = field.text().await.map_err(unreadable)?;
                let mut checks = Checks::new(SOURCE);
                duration_ms = checks.parsed("duration_ms", Some(&text), "platform-error-malformed");
                checks.finish(Some(())).map_err(Error::all)?;
            }
            name => {
                let name = name.unwrap_or("").to_owned();
                let problem = Problem::new(ErrorKind::Malformed, "platform", "platform-error-unknown-field");
                return Err(problem.field(name).into());
            }
        }
    }
    let missing = || Problem::new(ErrorKind::Validation, SOURCE, "platform-check-required").field("file");
    Ok((file.ok_or_else(missing)?, duration_ms))
}

fn unreadable(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return PictureRefused::TooLarge.problem().into();
    }
    Error::new(ErrorKind::Malformed, "platform", "platform-error-body").because(error)
}

/// Where a file of a conversation is, for the next minutes
#[utoipa::path(get, path = "/messages/files/{id}", tag = "messages",
    params(("id" = String, Path, description = "The file"), FieldsArgs),
    responses((status = 200, description = "The file", body = FileBody)))]
pub(crate) async fn addresses(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<FileBody>> {
    let fields = args.of::<FileBody>()?;
    let file = messaging.file(&actor, file_id(&id)?).await?;
    Ok(Data::new(body(&messaging, file)).fields(fields))
}

fn file_id(text: &str) -> Result<MediaId> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// What makes an address good.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignedQuery {
    pub(super) until: Option<i64>,
    pub(super) sig: Option<String>,
}

/// `/messages/files/<id>/<name>`: the file behind a signed address. A member of the conversation who comes without a
/// signature (a page without scripts) is sent to a signed address.
pub(crate) async fn open(
    actor: May<OpenFile>,
    State(messaging): State<Messaging>,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
    QueryArgs(query): QueryArgs<SignedQuery>,
) -> Result<Response> {
    let id = file_id(&id)?;
    let (Some(until), Some(signature)) = (query.until, query.sig) else {
        let file = messaging.file(&actor, id).await?;
        let found = messaging.addresses(&file).into_iter().find(|(known, _)| *known == name);
        let (_, url) = found.ok_or(MessagingError::NotFound)?;
        let mut response = Redirect::to(&url).into_response();
        response.extensions_mut().insert(CachePolicy::None);
        return Ok(response);
    };
    let (bytes, content_type) = messaging.open_file(id, &name, until, &signature).await?;
    let content_type = HeaderValue::from_str(&content_type).map_err(Error::internal)?;
    let whole = bytes.len();
    let range =
        headers.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(|text| part(text, whole));
    let mut response = match range {
        // Browsers play recordings piece by piece.
        Some((from, to)) => {
            let mut response = (StatusCode::PARTIAL_CONTENT, bytes.slice(from..=to)).into_response();
            let told =
                HeaderValue::from_str(&format!("bytes {from}-{to}/{whole}")).map_err(Error::internal)?;
            response.headers_mut().insert(header::CONTENT_RANGE, told);
            response
        }
        None => bytes.into_response(),
    };
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    response.extensions_mut().insert(CachePolicy::Private);
    Ok(response)
}

/// First and last byte of a single range (RFC 9110, section 14.1.2); anything else is answered with the whole file.
fn part(range: &str, whole: usize) -> Option<(usize, usize)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = whole.checked_sub(1)?;
    let (from, to) = match (from.trim(), to.trim()) {
        ("", tail) => (whole.saturating_sub(tail.parse().ok().filter(|n| *n > 0)?), last),
        (from, "") => (from.parse().ok()?, last),
        (from, to) => (from.parse().ok()?, to.parse::<usize>().ok()?.min(last)),
    };
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn single_ranges_are_understood() {
        assert_eq!(part("bytes=0-1", 10), Some((0, 1)));
        assert_eq!(part("bytes=5-", 10), Some((5, 9)));
        assert_eq!(part("bytes=-3", 10), Some((7, 9)));
        assert_eq!(part("bytes=0-99", 10), Some((0, 9)));
        for bad in ["bytes=9-1", "bytes=10-", "bytes=", "items=0-1", "bytes=0-1,3-4", "bytes=-0"] {
            assert_eq!(part(bad, 10), None, "{bad}");
        }
        assert_eq!(part("bytes=0-0", 0), None);
    }
}
