//! Media: pictures come in from phones, safe variants go out.
//!
//! Tables: `media.pictures` (one row per content, whose six files lie in the blob store), `media.media` (one row per
//! upload, which is what other domains name by its id), `media.transfers` and `media.pieces` (uploads under way). Events
//! out: `media.deleted`. Events in: none. Ports given: [`contracts::media::MediaPort`],
//! [`contracts::media::UploadsPort`].
//! Ports used: [`contracts::media::PictureUserPort`] of every domain that keeps ids of pictures.
//!
//! Invariants
//! - A file is judged by its content, never by its name or its declared type.
//! - Nothing is allocated for a picture before its declared size has passed the limits.
//! - What is served was encoded here: no metadata (place, camera, comments) of the original survives, and the original
//!   is not kept.
//! - An address never changes its content, so it may be kept for ever. It is a hash of the uploaded bytes: nobody can
//!   guess it who does not have these bytes, so a picture is in effect private until something public shows it.
//! - A row of `media.pictures` that is written and not being removed has all its files. No file is without a row, which
//!   comes before them: what a process left half written is collected.
//! - An upload that comes in pieces has the id of the media that it becomes, so completing it twice makes one.
//! - What no domain uses for a week is deleted, and nothing is deleted while one of them cannot be asked.
//! - What a client sent to the bucket is seen by nobody: variants are made of it here, and it is removed.

use std::sync::{Arc, OnceLock};

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::get;
use contracts::media::PictureUserPort;
use kernel::MediaId;
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::http::{RateClass, Routes};
use platform::{Db, Module, Platform};
use tokio::sync::Semaphore;
use utoipa_axum::router::UtoipaMethodRouterExt;
use utoipa_axum::routes;

use self::model::StoredPicture;

mod api;
mod error;
mod files;
mod jobs;
mod model;
mod ops;
mod pdf;
pub mod picture;
mod port;
mod private;
mod rights;
mod share;
mod store;
mod transfer;

/// The migrations of the schema `media`.
#[must_use]
pub fn migrations() -> platform::migrate::Migrations {
    platform::migrate::Migrations { schema: "media", migrator: sqlx::migrate!("./migrations") }
}

// The texts of every refusal.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// How many pictures are worked on at once; each may take a core and 300 MB for a second.
const WORKERS: usize = 2;

/// Bytes of what is remembered of pictures; about 60,000 of them.
const REMEMBERED: u64 = 16 * 1024 * 1024;

/// Bytes of pictures for shared links that are remembered; about 200 of them. They are asked for in bursts, when a link
/// goes round.
const DRAWN: u64 = 16 * 1024 * 1024;

/// The domain's state, and its port for the others. Cheap to clone; make one per process.
#[derive(Clone)]
pub struct Media {
    platform: Arc<Platform>,
    db: Db,
    shown: Cache<MediaId, StoredPicture>,
    workers: Arc<Semaphore>,
    /// Pictures for shared links, as they were drawn.
    drawn: Cache<String, axum::body::Bytes>,
    /// Every domain that keeps ids of pictures; bound later, since those ask this one in turn.
    users: Arc<OnceLock<Vec<Arc<dyn PictureUserPort>>>>,
}

impl Media {
    /// The domain on this platform.
    #[must_use]
    pub fn new(platform: &Arc<Platform>) -> Self {
        let weigh = |_: &MediaId, picture: &StoredPicture| picture.weight();
        let shown = Cache::new("media", REMEMBERED, Warmth::Cold, weigh);
        forget_the_deleted(platform, shown.clone());
        let workers = Arc::new(Semaphore::new(WORKERS));
        let weigh = |_: &String, file: &axum::body::Bytes| u32::try_from(file.len()).unwrap_or(u32::MAX);
        let drawn = Cache::new("media.shared", DRAWN, Warmth::Cold, weigh);
        let users = Arc::default();
        Self { platform: platform.clone(), db: platform.db("media"), shown, workers, drawn, users }
    }

    /// Binds every domain that keeps ids of pictures, whichever of them this process serves; once, all together.
    /// Without them no picture that was named once is ever deleted by itself.
    pub fn bind_users(&self, users: Vec<Arc<dyn PictureUserPort>>) {
        let _ = self.users.set(users);
    }
}

/// Pictures never change, so the only news is that one was deleted.
fn forget_the_deleted(platform: &Platform, shown: Cache<MediaId, StoredPicture>) {
    platform.changes.hear(move |change| match change {
        Change::Everything => shown.clear(),
        Change::Event { kind, aggregate } if kind == "media.deleted" => {
            match aggregate.strip_prefix("media:").and_then(|id| id.parse().ok()) {
                Some(id) => shown.forget(&id),
                None => shown.clear(),
            }
        }
        Change::Event { .. } => {}
    });
}

/// What the domain brings to the program.
#[must_use]
pub fn module(media: &Media) -> Module {
    let upload = routes!(api::upload).layer(DefaultBodyLimit::max(api::form::LARGEST_BODY));
    let routes = Routes::new("media")
        .api::<rights::UploadMedia>(RateClass::Upload, upload)
        .api::<rights::UploadMedia>(RateClass::Write, routes!(api::transfers::start))
        .api::<rights::UploadMedia>(RateClass::Write, routes!(api::transfers::sign))
        .api::<rights::UploadMedia>(RateClass::Piece, routes!(api::transfers::append))
        .api::<rights::UploadMedia>(RateClass::Read, routes!(api::transfers::look))
        .api::<rights::UploadMedia>(RateClass::Write, routes!(api::transfers::abandon))
        .api::<rights::UploadMedia>(RateClass::Upload, routes!(api::transfers::complete))
        .api::<rights::ReadMedia>(RateClass::Read, routes!(api::show))
        .api::<rights::DeleteMedia>(RateClass::Write, routes!(api::delete))
        .page::<rights::ShowMedia>(RateClass::File, &Method::GET, files::ROUTE, get(files::serve))
        .page::<rights::ShowMedia>(RateClass::Read, &Method::GET, share::ROUTE, get(share::serve))
        .with_state(media.clone());
    Module {
        name: "media",
        routes,
        handlers: vec![jobs::collect_handler(media)],
        schedules: vec![jobs::COLLECT_SCHEDULE],
        live: platform::sockets::Live::default(),
    }
}
