//! Beginning an upload that comes in pieces, or by way of the bucket.

use std::time::Duration;

use contracts::media::PictureRefused;
use kernel::{Actor, Checks, MediaId, Problem};
use platform::http::Once;
use platform::policy::Resource;
use platform::{Error, Result, Tx};

use super::parts::signed;
use super::upload::sender;
use crate::Media;
use crate::error::TransferError;
use crate::rights::UploadMedia;
use crate::store::transfers as store;
use crate::transfer::{
    Announced, DIRECT_LIFE, FORGOTTEN, LIFE, MOST_BYTES, MOST_OPEN, State, Transfer, part_size,
};

/// How long the bucket takes the bytes after the address was given.
pub(crate) const ADDRESS_LIFE: Duration = Duration::from_secs(900);

/// What the bucket asks for, beside the address.
pub(crate) struct SignedAddress {
    /// To be sent to with PUT.
    pub url: String,
    /// To be sent with it, exactly.
    pub headers: Vec<(&'static str, String)>,
}

/// Where the bytes of an upload go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Here, in pieces.
    Here,
    /// To the bucket, in parts.
    BucketInParts,
    /// To the bucket, at once.
    BucketAtOnce,
}

/// Begins an upload; to the bucket where the sender can send there and there is one. The caller writes its answer into
/// the transaction and commits.
pub(crate) async fn start(
    media: &Media,
    actor: &Actor,
    once: &Once,
    announced: Announced,
    direct: bool,
) -> Result<(Tx, Transfer)> {
    media.platform.policies.check::<UploadMedia>(actor, &Resource::platform())?;
    let way = if direct && media.platform.blobs.signs() { Way::BucketInParts } else { Way::Here };
    open(media, actor, once, announced, way).await
}

/// Begins an upload that goes to the bucket at once.
pub(crate) async fn start_direct(
    media: &Media,
    actor: &Actor,
    once: &Once,
    announced: Announced,
    content_type: &'static str,
) -> Result<(Tx, Transfer, SignedAddress)> {
    media.platform.policies.check::<UploadMedia>(actor, &Resource::platform())?;
    if !media.platform.blobs.signs() {
        return Err(TransferError::NotConfigured.into());
    }
    let (tx, transfer) = open(media, actor, once, announced, Way::BucketAtOnce).await?;
    let length = transfer.size.to_string();
    let headers = [("content-length", length.as_str()), ("content-type", content_type)];
    let whole = transfer.parts().into_iter().next();
    let address = whole.and_then(|part| signed(media, &transfer, &part.key, &headers));
    Ok((tx, transfer, address.ok_or(TransferError::NotConfigured)?))
}

/// The picture's type as it will be sent to the bucket; what it truly is, is seen when it is there.
pub(crate) fn content_type(given: Option<&str>) -> Result<&'static str, Vec<Problem>> {
    let mut checks = Checks::new("media");
    let given = checks.required("content_type", given);
    let known = given.and_then(|kind| match kind {
        "image/jpeg" => Some("image/jpeg"),
        "image/png" => Some("image/png"),
        "image/webp" => Some("image/webp"),
        "image/heic" | "image/heif" | "image/avif" => {
            checks.add(PictureRefused::Heic.problem().field("content_type"));
            None
        }
        _ => {
            checks.add(PictureRefused::NotAPicture.problem().field("content_type"));
            None
        }
    });
    checks.finish(known)
}

async fn open(
    media: &Media,
    actor: &Actor,
    once: &Once,
    announced: Announced,
    way: Way,
) -> Result<(Tx, Transfer)> {
    let owner = sender(actor)?;
    let now = media.platform.clock.now();
    let mut tx = once.begin(&media.db, actor).await?;
    store::lock_owner(&mut tx, owner).await?;
    let size = i64::try_from(announced.size).map_err(Error::internal)?;
    let full = |(open, bytes): (i64, i64)| open >= MOST_OPEN || bytes + size > MOST_BYTES;
    if full(store::open_of(&mut tx, owner, now).await?) {
        store::drop_forgotten(&mut tx, owner, now - FORGOTTEN).await?;
        if full(store::open_of(&mut tx, owner, now).await?) {
            return Err(TransferError::TooManyOpen.into());
        }
    }
    let transfer = Transfer {
        id: MediaId::new(now),
        owner,
        size: announced.size,
        sha256: announced.sha256,
        received: 0,
        direct: way != Way::Here,
        part_size: (way == Way::BucketInParts).then(|| part_size(announced.size)),
        state: State::Open,
        expires_at: now + if way == Way::Here { LIFE } else { DIRECT_LIFE },
    };
    store::insert(&mut tx, &transfer, now).await?;
    Ok((tx, transfer))
}
