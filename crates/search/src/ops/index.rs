use chrono::{DateTime, Utc};
use contracts::accounts::BusinessSnapshot;
use kernel::BusinessId;
use platform::{Result, Tx};

use crate::document::{Categories, Document, PHOTO_HEAD_START, VERIFIED_HEAD_START, of_business};
use crate::request::Kind;
use crate::written::announcements;
use crate::{INDEXED, store};

/// Takes documents into the index that is read, and into the one that is being built, if any. Of what has ended by `now`
/// nobody is told: an answer that shows it knows when.
pub async fn index_documents(
    tx: &mut Tx,
    kind: Kind,
    documents: &[Document],
    now: DateTime<Utc>,
) -> Result<()> {
    let parts = store::parts_to_write(tx, kind).await?;
    let ids: Vec<_> = documents.iter().map(|document| document.id).collect();
    let before = store::words_of(tx, parts.live, &ids, now).await?;
    for part in [Some(parts.live), parts.building].into_iter().flatten() {
        store::write(tx, part, documents).await?;
    }
    let none = Vec::new();
    let words = documents.iter().map(|document| {
        let before = before.get(&document.id).unwrap_or(&none);
        before.iter().chain(&document.lexemes).map(String::as_str).collect()
    });
    for told in announcements(kind, words.filter(|words: &Vec<&str>| !words.is_empty())) {
        tx.announce(INDEXED, &told).await?;
    }
    Ok(())
}

/// Takes a business into the index, and what is newly known of it into its listings.
pub async fn index_business(
    tx: &mut Tx,
    business: &BusinessSnapshot,
    categories: &Categories,
    now: DateTime<Utc>,
) -> Result<()> {
    index_documents(tx, Kind::Businesses, &[of_business(business, categories)], now).await?;
    let parts = store::parts_to_write(tx, Kind::Listings).await?;
    let mut changed = 0;
    for part in [Some(parts.live), parts.building].into_iter().flatten() {
        let (id, verified) = (business.card.id, business.card.verified);
        changed += store::write_trust(tx, part, id, verified, VERIFIED_HEAD_START).await?;
    }
    if changed > 0 {
        tx.announce(INDEXED, "").await?;
    }
    Ok(())
}

/// Takes a business that is gone, and its listings, out of every answer.
pub async fn hide_business(tx: &mut Tx, business: BusinessId) -> Result<()> {
    for kind in Kind::ALL {
        let parts = store::parts_to_write(tx, kind).await?;
        for part in [Some(parts.live), parts.building].into_iter().flatten() {
            store::hide_business(tx, part, business, Some(parts.live)).await?;
        }
    }
    tx.announce(INDEXED, "").await
}

/// Puts a business back, and those of its listings that are still live.
pub async fn restore_business(
    tx: &mut Tx,
    business: &BusinessSnapshot,
    categories: &Categories,
    now: DateTime<Utc>,
) -> Result<()> {
    index_business(tx, business, categories, now).await?;
    let parts = store::parts_to_write(tx, Kind::Listings).await?;
    for part in [Some(parts.live), parts.building].into_iter().flatten() {
        store::show_business(tx, part, business.card.id, VERIFIED_HEAD_START, PHOTO_HEAD_START).await?;
    }
    tx.announce(INDEXED, "").await
}
