//! Files: on disk by default, in a bucket where one is configured (P-29).

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kernel::{Clock, SystemClock};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig};

use crate::error::{Error, Result};
use crate::reach::Reach;

mod presign;

/// A bucket of Amazon S3 or of a store that speaks its protocol (R2, MinIO, Google Cloud Storage with HMAC keys).
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// `https://…` of the store; none means Amazon's.
    pub endpoint: Option<String>,
    /// Such as `af-south-1`.
    pub region: String,
    /// Who we are there.
    pub access_key_id: String,
    /// How we prove it.
    pub secret_access_key: String,
}

/// A store of immutable files under slash-separated keys. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Only a bucket lets somebody else write by a signed address.
    bucket: Option<Arc<Bucket>>,
    reach: Reach,
}

impl Blobs {
    /// Files below `folder`, which is made if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn on_disk(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        // fsync: an upload that was acknowledged must survive a power cut.
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), bucket: None, reach: Reach::of("files") })
    }

    /// Files in `bucket`. Nothing is asked of it yet: a bucket that is away must not keep the site from starting.
    ///
    /// # Errors
    /// When the settings make no address.
    pub fn in_bucket(bucket: &Bucket) -> anyhow::Result<Self> {
        let patience = ClientOptions::new()
            .with_timeout(Duration::from_secs(15))
            .with_connect_timeout(Duration::from_secs(3))
            .with_allow_http(bucket.endpoint.as_deref().is_some_and(|url| url.starts_with("http://")));
        let tries =
            RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(15), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key_id)
            .with_secret_access_key(&bucket.secret_access_key)
            .with_virtual_hosted_style_request(bucket.endpoint.is_none())
            // Not every store knows the request that deletes many at once.
            .with_disable_bulk_delete(true)
            .with_client_options(patience)
            .with_retry(tries);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        Ok(Self {
            store: Arc::new(builder.build()?),
            bucket: Some(Arc::new(bucket.clone())),
            reach: Reach::of("files"),
        })
    }

    /// Whether the store was there when it was needed last.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.reach.holds()
    }

    /// Notes whether the store answered; one that says there is no such file has.
    fn seen<T>(&self, answer: object_store::Result<T>) -> object_store::Result<T> {
        self.reach.note(matches!(answer, Ok(_) | Err(object_store::Error::NotFound { .. })));
        answer
    }

    /// Whether [`Blobs::signed_put`] gives addresses.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.bucket.is_some()
    }

    /// Scheme and host of the addresses that [`Blobs::signed_put`] gives; `None` on a disk.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        self.bucket.as_deref().map(presign::origin)
    }

    /// An address to which whoever has it may send the file `key` within `valid`, with exactly these headers (lower-case
    /// names; the length among them, so that the bucket itself refuses anything larger); `None` on a disk.
    #[must_use]
    pub fn signed_put(&self, key: &str, valid: Duration, headers: &[(&str, &str)]) -> Option<String> {
        let bucket = self.bucket.as_deref()?;
        // The bucket goes by its own clock, so the machine's is asked, as for every other request to it.
        Some(presign::presign(bucket, "PUT", key, headers, SystemClock.now(), valid))
    }

    /// Writes a file as a whole; writing the same key again replaces it.
    ///
    /// # Errors
    /// 503 when the store cannot be reached.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        let put = self.store.put(&Key::from(key), PutPayload::from_bytes(bytes)).await;
        self.seen(put).map_err(Error::unavailable)?;
        Ok(())
    }

    /// Reads a file; `None` when there is none.
    ///
    /// # Errors
    /// 503 when the store cannot be reached.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        match self.seen(self.store.get(&Key::from(key)).await) {
            Ok(found) => Ok(Some(found.bytes().await.map_err(Error::unavailable)?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::unavailable(error)),
        }
    }

    /// How many bytes a file has; `None` when there is none.
    ///
    /// # Errors
    /// 503 when the store cannot be reached.
    pub async fn size(&self, key: &str) -> Result<Option<u64>> {
        match self.seen(self.store.head(&Key::from(key)).await) {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::unavailable(error)),
        }
    }

    /// Removes a file; nothing happens when there is none.
    ///
    /// # Errors
    /// 503 when the store cannot be reached.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.seen(self.store.delete(&Key::from(key)).await) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::unavailable(error)),
        }
    }
}
