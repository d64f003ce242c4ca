//! `/api/v1/media`: send a picture, look at it, delete it (L-16).

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::MediaId;
use platform::http::{Created, Data, FieldsArgs, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use self::form::SentFile;
use crate::model::Upload;
use crate::rights::{DeleteMedia, ReadMedia, UploadMedia};
use crate::{Media, ops};

pub(crate) mod form;
pub(crate) mod transfers;

/// An uploaded picture. Addresses are paths on this site; what is behind one never changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59",
    "width": 960,
    "height": 720,
    "color": "#8a6b4f",
    "blur": "b96875432654",
    "url_160": "/m/5d41402abc4b2a76b9719d911017c592/160.webp",
    "url_480": "/m/5d41402abc4b2a76b9719d911017c592/480.webp",
    "url_960": "/m/5d41402abc4b2a76b9719d911017c592/960.webp",
    "jpeg_160": "/m/5d41402abc4b2a76b9719d911017c592/160.jpg",
    "jpeg_480": "/m/5d41402abc4b2a76b9719d911017c592/480.jpg",
    "jpeg_960": "/m/5d41402abc4b2a76b9719d911017c592/960.jpg",
    "created_at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct MediaBody {
    /// To be named in `media_ids`.
    id: Uuid,
    /// Pixels of the largest variant.
    width: i32,
    /// Pixels of the largest variant.
    height: i32,
    /// `#rrggbb`, to be shown until the picture is there.
    color: String,
    /// The colours of the four corners from the top left, three hex digits each; with `color` in the middle they show
    /// the picture blurred. Empty for old pictures.
    blur: String,
    /// WebP, longest side 160 px.
    url_160: String,
    /// WebP, longest side 480 px.
    url_480: String,
    /// WebP, longest side 960 px.
    url_960: String,
    /// JPEG, longest side 160 px.
    jpeg_160: String,
    /// JPEG, longest side 480 px.
    jpeg_480: String,
    /// JPEG, longest side 960 px.
    jpeg_960: String,
    /// When it was uploaded.
    created_at: DateTime<Utc>,
}

impl From<&Upload> for MediaBody {
    fn from(upload: &Upload) -> Self {
        let picture = upload.picture.named(upload.id);
        Self {
            id: picture.id.0,
            width: picture.width,
            height: picture.height,
            color: picture.color,
            blur: picture.blur,
            url_160: picture.url_160,
            url_480: picture.url_480,
            url_960: picture.url_960,
            jpeg_160: picture.jpeg_160,
            jpeg_480: picture.jpeg_480,
            jpeg_960: picture.jpeg_960,
            created_at: upload.created_at,
        }
    }
}

/// The form that a picture comes in; for the document only, [`SentFile`] reads it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API's document")]
pub(crate) struct UploadForm {
    /// JPEG, PNG or WebP, at most 10 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Send a picture
///
/// The picture is checked by its content, turned upright, freed of all metadata (place, camera) and made into six small
/// files. Its id then goes into the `media_ids` of a listing. A retry with the same `Idempotency-Key` gets the first
/// answer.
#[utoipa::path(
    post,
    path = "/media",
    tag = "media",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this upload")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Taken", body = MediaBody),
        (status = 413, description = "More than 10 MiB"),
        (status = 415, description = "Not a multipart form"),
        (status = 422, description = "Not a picture, too many pixels, damaged; `code` says which"),
    )
)]
pub(crate) async fn upload(
    actor: May<UploadMedia>,
    State(media): State<Media>,
    headers: HeaderMap,
    SentFile(bytes): SentFile,
) -> Result<Response> {
    let once = Once::of_file(&actor, "/api/v1/media", &headers, &bytes)?;
    let (tx, upload) = ops::upload::upload(&media, &actor, &once, bytes).await?;
    let reply = Created { data: MediaBody::from(&upload), location: format!("/api/v1/media/{}", upload.id) };
    once.commit(tx, &*media.platform.clock, reply).await
}

/// Look at an own upload
#[utoipa::path(
    get,
    path = "/media/{id}",
    tag = "media",
    params(("id" = Uuid, Path, description = "Of the upload"), FieldsArgs),
    responses((status = 200, description = "The picture", body = MediaBody))
)]
pub(crate) async fn show(
    actor: May<ReadMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<MediaBody>> {
    let fields = args.of::<MediaBody>()?;
    let upload = ops::show::show_upload(&media, &actor, media_id(&id)?).await?;
    Ok(Data::new(MediaBody::from(&upload)).fields(fields))
}

/// Delete an own upload
///
/// Whatever names it shows one picture less. Its files go within about an hour, unless another upload has the same
/// content.
#[utoipa::path(
    delete,
    path = "/media/{id}",
    tag = "media",
    params(("id" = Uuid, Path, description = "Of the upload")),
    responses((status = 204, description = "Deleted"))
)]
pub(crate) async fn delete(
    actor: May<DeleteMedia>,
    State(media): State<Media>,
    Path(id): Path<String>,
) -> Result<Response> {
    ops::delete::delete_upload(&media, &actor, media_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What is no id names nothing.
fn media_id(text: &str) -> Result<MediaId> {
    text.parse().map_err(|_| Error::not_found("media"))
}
