//! What other domains ask of this one.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use contracts::PortError;
use contracts::media::{Brought, MediaPort, Picture, ShareCard, StoreError, UploadsPort};
use kernel::{MediaId, UserId};
use platform::Result;
use uuid::Uuid;

use crate::error::port_error;
use crate::model::StoredPicture;
use crate::{Media, ops, share, store};

#[async_trait]
impl MediaPort for Media {
    async fn pictures(&self, ids: &[MediaId]) -> Result<HashMap<MediaId, Picture>, PortError> {
        let found = self.shown.get_many_or_load(ids, |missing| self.load(missing)).await;
        let found = found.map_err(|error| port_error(&error))?;
        Ok(found.into_iter().map(|(id, picture)| (id, picture.named(id))).collect())
    }

    async fn owned_by(&self, owner: UserId, ids: &[MediaId]) -> Result<Vec<MediaId>, PortError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let own = self.own(owner, ids).await.map_err(|error| port_error(&error))?;
        Ok(ids.iter().copied().filter(|id| own.contains(&id.0)).collect())
    }

    fn share_picture(&self, card: &ShareCard<'_>) -> String {
        share::address(self, card)
    }

    async fn store(&self, owner: UserId, bytes: Vec<u8>) -> Result<Picture, StoreError> {
        let upload = ops::upload::store(self, owner, bytes).await?;
        Ok(upload.picture.named(upload.id))
    }
}

#[async_trait]
impl UploadsPort for Media {
    async fn brought(&self, owner: UserId, upload: MediaId) -> Result<Brought, PortError> {
        ops::take::brought(self, owner, upload).await.map_err(|error| port_error(&error))
    }

    async fn kept(&self, owner: UserId, upload: MediaId) -> Result<(), PortError> {
        ops::take::kept(self, owner, upload).await.map_err(|error| port_error(&error))
    }
}

impl Media {
    async fn load(&self, ids: Vec<MediaId>) -> Result<HashMap<MediaId, StoredPicture>> {
        let mut connection = self.db.read().await?;
        Ok(store::shown(&mut connection, &uuids(&ids)).await?.into_iter().collect())
    }

    async fn own(&self, owner: UserId, ids: &[MediaId]) -> Result<HashSet<Uuid>> {
        let mut tx = self.db.begin_system().await?;
        let own = store::use_owned(&mut tx, owner, &uuids(ids), self.platform.clock.now()).await?;
        tx.commit().await?;
        Ok(own.into_iter().collect())
    }
}

fn uuids(ids: &[MediaId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}
