//! `/api/v1/media/uploads`: a photo in pieces over a bad network, in the manner of tus; `/api/v1/media/signed-upload`:
//! straight to the bucket (L-8, L-16).

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use kernel::{ErrorKind, Problem};
use platform::http::{CachePolicy, Created, Data, FieldsArgs, May, OnceJson, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use tracing::Instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{MediaBody, media_id};
use crate::error::TransferError;
use crate::ops::append::Piece;
use crate::ops::parts;
use crate::rights::UploadMedia;
use crate::transfer::{Announced, PIECE, Part, State as Progress, Transfer};
use crate::{Media, ops};

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// What is to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"size": 348_160, "sha256": "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"}))]
pub(crate) struct StartRequest {
    /// Bytes of the whole file, at most 10 MiB.
    size: Option<i64>,
    /// Of the whole file, 64 hex digits; what arrives is compared with it.
    sha256: Option<String>,
    /// Whether the sender can send to a bucket of another site too. Where there is one, the answer's `parts` say where
    /// to; else pieces come here as always.
    direct: Option<bool>,
}

/// What is to be sent to the bucket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"size": 348_160, "content_type": "image/jpeg"}))]
pub(crate) struct SignedUploadRequest {
    /// Bytes of the whole file, at most 10 MiB; the bucket takes exactly so many.
    size: Option<i64>,
    /// Of the whole file, 64 hex digits; what arrives is compared with it.
    sha256: Option<String>,
    /// `image/jpeg`, `image/png` or `image/webp`.
    content_type: Option<String>,
}

/// An upload under way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "size": 348_160, "offset": 131_072, "done": false,
    "least_piece": 65_536, "most_piece": 524_288, "direct": false, "parts": [], "expires_at": "2026-11-22T08:00:00Z"
}))]
pub(crate) struct TransferBody {
    /// Of the upload, and of the media that it becomes.
    id: Uuid,
    /// Bytes of the whole file.
    size: usize,
    /// Bytes that are here: the next piece starts with this one.
    offset: usize,
    /// Whether it has become a picture.
    done: bool,
    /// Bytes of the smallest piece but the last.
    least_piece: usize,
    /// Bytes of the largest piece.
    most_piece: usize,
    /// Whether its bytes go to the bucket: then no pieces are taken here.
    direct: bool,
    /// What the bucket does not have yet of an upload that goes there in parts, and where each may be sent. Ask again
    /// for newer addresses.
    parts: Vec<PartBody>,
    /// When it is given up.
    expires_at: DateTime<Utc>,
}

/// A part of a file, to be sent to the bucket with `PUT`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "offset": 131_072, "size": 131_072,
    "url": "https://pictures.s3.af-south-1.amazonaws.com/quarantine/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59/131072?X-Amz-Signature=fe5f",
    "headers": {"content-length": "131072", "content-type": "application/octet-stream"}, "valid_s": 900
}))]
pub(crate) struct PartBody {
    /// Where in the file it begins.
    offset: usize,
    /// Its bytes; the bucket takes exactly so many.
    size: usize,
    /// Of the bucket; a secret of its own.
    url: String,
    /// To be sent exactly so.
    headers: BTreeMap<String, String>,
    /// Seconds for which the address is good.
    valid_s: u64,
}

impl PartBody {
    fn of(media: &Media, transfer: &Transfer, part: &Part) -> Option<Self> {
        let address = parts::address(media, transfer, part)?;
        Some(Self {
            offset: part.offset,
            size: part.size,
            url: address.url,
            headers: names_owned(address.headers),
            valid_s: parts::life(media, transfer).as_secs(),
        })
    }
}

fn names_owned(headers: Vec<(&'static str, String)>) -> BTreeMap<String, String> {
    headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl TransferBody {
    fn of(media: &Media, transfer: &Transfer, missing: &[Part]) -> Self {
        Self {
            id: transfer.id.0,
            size: transfer.size,
            offset: transfer.received,
            done: transfer.state == Progress::Done,
            least_piece: *PIECE.start(),
            most_piece: *PIECE.end(),
            direct: transfer.direct,
            parts: missing.iter().filter_map(|part| PartBody::of(media, transfer, part)).collect(),
            expires_at: transfer.expires_at,
        }
    }
}

/// Where to send the bytes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "method": "PUT",
    "url": "https://pictures.s3.af-south-1.amazonaws.com/quarantine/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59?X-Amz-Signature=fe5f",
    "headers": {"content-length": "348160", "content-type": "image/jpeg"}, "valid_s": 900
}))]
pub(crate) struct SignedUploadBody {
    /// Of the upload, and of the media that it becomes.
    id: Uuid,
    /// Always `PUT`.
    method: &'static str,
    /// Of the bucket; a secret of its own.
    url: String,
    /// To be sent exactly so.
    headers: BTreeMap<String, String>,
    /// Seconds for which the address is good.
    valid_s: u64,
}

/// Begin a resumable upload
///
/// For photos over bad networks: announce the size, send pieces of 64 to 512 KiB with `PATCH`, then complete. After any
/// failure ask for the offset and go on there. A retry with the same `Idempotency-Key` gets the same upload.
///
/// With `direct` and a bucket configured, `parts` of the answer are to be sent to their addresses with `PUT` instead, in
/// any order; after any failure ask which are missing, then complete. Who cannot reach the bucket begins another upload
/// without `direct`.
#[utoipa::path(
    post,
    path = "/media/uploads",
    tag = "media",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this photo")),
    request_body = StartRequest,
    responses(
        (status = 201, description = "Begun; `Location` takes the pieces", body = TransferBody),
        (status = 403, description = "`TOO_MANY_UPLOADS`: finish or abandon others first"),
        (status = 413, description = "More than 10 MiB"),
    )
)]
pub(crate) async fn start(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    OnceJson(request, once): OnceJson<StartRequest>,
) -> Result<Response> {
    let announced = Announced::parse(request.size, request.sha256.as_deref()).map_err(Error::all)?;
    let direct = request.direct.unwrap_or(false);
    let (tx, transfer) = ops::start::start(&media, &actor, &once, announced, direct).await?;
    let reply = Created {
        data: TransferBody::of(&media, &transfer, &transfer.parts()),
        location: format!("/api/v1/media/uploads/{}", transfer.id),
    };
    once.commit(tx, &*media.platform.clock, reply).await
}

/// Send the next piece
///
/// `Upload-Offset` says where in the file the piece begins. What is here already is skipped, so a piece may be sent
/// again. When the connection is cut, what came of the piece is kept. The answer's `Upload-Offset` says where to go on.
#[utoipa::path(
    patch,
    path = "/media/uploads/{id}",
    tag = "media",
    params(
        ("id" = Uuid, Path, description = "Of the upload"),
        ("Upload-Offset" = u32, Header, description = "Where in the file the piece begins")
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept; `Upload-Offset` says how far the upload is"),
        (status = 409, description = "`OFFSET_MISMATCH`: something before this piece is missing; `meta.current.offset` says from where"),
        (status = 413, description = "More than 512 KiB"),
        (status = 422, description = "More than was announced, or no picture: then sending the rest is of no use"),
    )
)]
pub(crate) async fn append(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    let id = media_id(&id)?;
    let piece = read_piece(&headers, body).await?;
    // On a task of its own: when the connection is cut, what came is written all the same.
    let actor = actor.0.clone();
    let kept = async move { ops::append::append(&media, &actor, id, &piece).await };
    let transfer = tokio::spawn(kept.in_current_span()).await.map_err(Error::internal)??;
    Ok((StatusCode::NO_CONTENT, offset_headers(&transfer)).into_response())
}

/// Ask how far an upload is
///
/// `HEAD` gives the same in the headers `Upload-Offset` and `Upload-Length`.
#[utoipa::path(
    get,
    path = "/media/uploads/{id}",
    tag = "media",
    params(("id" = Uuid, Path, description = "Of the upload"), FieldsArgs),
    responses((status = 200, description = "How far it is", body = TransferBody))
)]
pub(crate) async fn look(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<TransferBody>()?;
    let (transfer, missing) = ops::look::look(&media, &actor, media_id(&id)?).await?;
    let body = TransferBody::of(&media, &transfer, &missing);
    let data = Data::new(body).fields(fields).cache(CachePolicy::None);
    Ok((offset_headers(&transfer), data).into_response())
}

/// Complete an upload
///
/// Makes the picture, once all bytes are here; the media has the id of the upload. Asked again, it gives the same
/// answer. When the bytes are no picture that we take, that is said each time, and the upload is over.
#[utoipa::path(
    post,
    path = "/media/uploads/{id}/complete",
    tag = "media",
    params(("id" = Uuid, Path, description = "Of the upload")),
    responses(
        (status = 201, description = "The picture", body = MediaBody),
        (status = 409, description = "`UPLOAD_INCOMPLETE`: `meta.current.offset` says what is here"),
        (status = 422, description = "`CHECKSUM_MISMATCH`: send all of it again; or not a picture, `code` says why"),
    )
)]
pub(crate) async fn complete(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
) -> Result<Created<MediaBody>> {
    let upload = ops::complete::complete(&media, &actor, media_id(&id)?).await?;
    Ok(Created { data: MediaBody::from(&upload), location: format!("/api/v1/media/{}", upload.id) })
}

/// Abandon an upload
///
/// Throws away what has come. A picture that was completed stays.
#[utoipa::path(
    delete,
    path = "/media/uploads/{id}",
    tag = "media",
    params(("id" = Uuid, Path, description = "Of the upload")),
    responses((status = 204, description = "Given up"))
)]
pub(crate) async fn abandon(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    ops::abandon::abandon(&media, &actor, media_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Get an address of the bucket
///
/// Where a bucket is configured, the file may go there directly: `PUT` it to the address with exactly the headers
/// given, then complete the upload as any other. Until it has been checked nobody can see it.
#[utoipa::path(
    post,
    path = "/media/signed-upload",
    tag = "media",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this photo")),
    request_body = SignedUploadRequest,
    responses(
        (status = 201, description = "The address", body = SignedUploadBody),
        (status = 403, description = "`TOO_MANY_UPLOADS`: finish or abandon others first"),
        (status = 409, description = "`NOT_CONFIGURED`: there is no bucket; use `/media/uploads`"),
        (status = 413, description = "More than 10 MiB"),
    )
)]
pub(crate) async fn sign(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    OnceJson(request, once): OnceJson<SignedUploadRequest>,
) -> Result<Response> {
    let announced = Announced::parse(request.size, request.sha256.as_deref());
    let kind = ops::start::content_type(request.content_type.as_deref());
    let (announced, kind) = match (announced, kind) {
        (Ok(announced), Ok(kind)) => (announced, kind),
        (announced, kind) => {
            let problems = announced.err().into_iter().chain(kind.err()).flatten().collect();
            return Err(Error::all(problems));
        }
    };
    let (tx, transfer, address) = ops::start::start_direct(&media, &actor, &once, announced, kind).await?;
    let headers = names_owned(address.headers);
    let data = SignedUploadBody {
        id: transfer.id.0,
        method: "PUT",
        url: address.url,
        headers,
        valid_s: ops::start::ADDRESS_LIFE.as_secs(),
    };
    let reply = Created { data, location: format!("/api/v1/media/uploads/{}", transfer.id) };
    once.commit(tx, &*media.platform.clock, reply).await
}

fn offset_headers(transfer: &Transfer) -> [(HeaderName, HeaderValue); 2] {
    let number = |count: usize| HeaderValue::from(count as u64);
    [(OFFSET, number(transfer.received)), (LENGTH, number(transfer.size))]
}

/// Reads at most a piece, and as much of it as comes.
async fn read_piece(headers: &HeaderMap, body: Body) -> Result<Piece> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if !matches!(kind, "application/offset+octet-stream" | "application/octet-stream") {
        return Err(Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"));
    }
    let no_offset =
        || Problem::new(ErrorKind::Malformed, "media", "media-error-no-offset").field("Upload-Offset");
    let offset = headers.get(OFFSET).and_then(|text| text.to_str().ok()?.parse::<u32>().ok());
    let offset = offset.ok_or_else(no_offset)? as usize;
    let most = *PIECE.end();
    let declared =
        headers.get(header::CONTENT_LENGTH).and_then(|text| text.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > most as u64) {
        return Err(TransferError::PieceTooLarge.into());
    }
    let mut piece = Piece { offset, bytes: Vec::new(), cut: false };
    let mut stream = body.into_data_stream();
    while let Some(next) = stream.next().await {
        let Ok(bytes) = next else {
            piece.cut = true;
            break;
        };
        if piece.bytes.len() + bytes.len() > most {
            return Err(TransferError::PieceTooLarge.into());
        }
        piece.bytes.extend_from_slice(&bytes);
    }
    Ok(piece)
}
