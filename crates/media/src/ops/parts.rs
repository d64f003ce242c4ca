//! Parts of an upload on their way to the bucket: which are there, and where the others may be sent.

use std::time::Duration;

use futures_util::future::try_join_all;
use futures_util::{TryStreamExt, stream};
use platform::{Error, Result};

use super::start::{ADDRESS_LIFE, SignedAddress};
use crate::Media;
use crate::transfer::{Part, Transfer};

/// Objects that are removed at once.
const HANDS: usize = 16;

/// Those parts of an open upload that the bucket does not have yet.
pub(crate) async fn missing(media: &Media, transfer: &Transfer) -> Result<Vec<Part>> {
    let parts = transfer.parts();
    let sizes = try_join_all(parts.iter().map(|part| media.platform.blobs.size(&part.key))).await?;
    let missing = parts.into_iter().zip(sizes).filter(|(part, size)| *size != Some(part.size as u64));
    Ok(missing.map(|(part, _)| part).collect())
}

/// The address for a part; the bucket takes exactly its bytes, and nothing after the upload is over.
pub(crate) fn address(media: &Media, transfer: &Transfer, part: &Part) -> Option<SignedAddress> {
    let length = part.size.to_string();
    signed(
        media,
        transfer,
        &part.key,
        &[("content-length", &length), ("content-type", "application/octet-stream")],
    )
}

/// The address of an object of this upload; none without a bucket.
pub(super) fn signed(
    media: &Media,
    transfer: &Transfer,
    key: &str,
    headers: &[(&'static str, &str)],
) -> Option<SignedAddress> {
    let url = media.platform.blobs.signed_put(key, life(media, transfer), headers)?;
    Some(SignedAddress {
        url,
        headers: headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
    })
}

/// What is left of the upload's time, and no longer than an address is good for.
pub(crate) fn life(media: &Media, transfer: &Transfer) -> Duration {
    let left = transfer.expires_at - media.platform.clock.now();
    left.to_std().unwrap_or_default().min(ADDRESS_LIFE)
}

/// Removes what lies in quarantine; what is not there does no harm.
pub(crate) async fn remove(media: &Media, parts: Vec<Part>) -> Result<()> {
    let parts = stream::iter(parts.into_iter().map(Ok::<Part, Error>));
    let blobs = &media.platform.blobs;
    parts.try_for_each_concurrent(HANDS, |part| async move { blobs.delete(&part.key).await }).await
}
