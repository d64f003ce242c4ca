use platform::{Result, Tx};

use crate::document::Document;
use crate::request::Kind;
use crate::{INDEXED, store};

/// Takes documents into the index that is read, and into the one that is being built, if any.
pub async fn index_documents(tx: &mut Tx, kind: Kind, documents: &[Document]) -> Result<()> {
    let parts = store::parts_to_write(tx, kind).await?;
    for part in [Some(parts.live), parts.building].into_iter().flatten() {
        store::write(tx, part, documents).await?;
    }
    tx.announce(INDEXED, kind.as_str()).await
}
