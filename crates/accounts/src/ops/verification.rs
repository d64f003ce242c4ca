//! A business sends papers to be verified, and reads what became of them.
//!
//! Papers are photos or PDFs of certificates and identity cards. They lie sealed in the blob store and are shown to whoever
//! leads the business and to admins, by addresses that are signed for one reader and good for five minutes (P-30, P-31).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use contracts::media::PaperError;
use kernel::{Actor, Checks, EventId, UserId, Verification};
use platform::http::Once;
use platform::{Error, Result, Tx, jobs};
use uuid::Uuid;

use super::businesses::company;
use super::sessions::signed_in;
use crate::client::Client;
use crate::error::AccountsError;
use crate::jobs::DELETE_PAPERS;
use crate::model::business::{Business, BusinessKey};
use crate::model::sealed;
use crate::model::verification::{Case, MOST_PAPERS};
use crate::rights::{OpenPaper, ReadVerification, SendPapers};
use crate::{Accounts, store};

/// How many cases of its past a business is shown.
const MOST_CASES: i64 = 20;
/// Seconds that the address of a paper is good for, at most.
const GOOD_FOR: i64 = 300;
/// Bytes of the signature that stand in an address.
const TAG: usize = 16;

/// What a business sends.
#[derive(Debug, Default)]
pub struct Papers {
    /// What it wants to add.
    pub note: String,
    /// Photos and PDFs as they came.
    pub files: Vec<Vec<u8>>,
    /// Whether there were more of them than are taken.
    pub too_many: bool,
}

/// A paper that is sealed and stored, but in no row yet.
struct Stored {
    id: Uuid,
    sealed_key: Vec<u8>,
}

fn file(id: Uuid) -> String {
    format!("papers/{id}")
}

impl Accounts {
    /// Asks whether the actor may send papers of this business; before the papers are read.
    pub async fn may_send_papers(&self, actor: &Actor, key: &BusinessKey) -> Result<Business> {
        let business = self.business(actor, key).await?;
        self.platform.policies.check::<SendPapers>(actor, &company(business.id))?;
        Ok(business)
    }

    /// Takes papers of a business. One request waits at a time.
    pub async fn send_papers(
        &self,
        actor: &Actor,
        key: &BusinessKey,
        papers: Papers,
        once: &Once,
        client: &Client,
    ) -> Result<(Tx, Case)> {
        let business = self.may_send_papers(actor, key).await?;
        let mut checks = Checks::new("accounts");
        let note = checks.text("note", Some(&papers.note), 0..=500);
        if papers.files.is_empty() || papers.files.len() > MOST_PAPERS || papers.too_many {
            checks.fail("papers", "accounts-check-papers");
        }
        let note = checks.finish(note).map_err(Error::all)?;
        if business.verification == Verification::Trusted {
            return Err(AccountsError::TrustedAlready.into());
        }
        // The files come first: a row without them would be a broken promise. Files without a row are sealed with a
        // key that is nowhere, and go at once.
        let mut stored = Vec::new();
        let written = match self.store_papers(papers.files, &mut stored).await {
            Ok(()) => self.write_case(actor, &business, &note, &stored, once, client).await,
            Err(error) => Err(error),
        };
        if written.is_err() {
            let ids: Vec<Uuid> = stored.iter().map(|paper| paper.id).collect();
            if let Err(error) = self.delete_papers(&ids).await {
                tracing::warn!(%error, "papers that nobody can open were left behind");
            }
        }
        written
    }

    async fn store_papers(&self, files: Vec<Vec<u8>>, stored: &mut Vec<Stored>) -> Result<()> {
        for bytes in files {
            let paper = self.ports.papers.prepare_paper(bytes).await.map_err(|error| match error {
                PaperError::Refused(refused) => Error::from(refused.problem().field("papers")),
                PaperError::Port(error) => Error::from(error),
            })?;
            let id = Uuid::new_v4();
            let (sealed_key, bytes) = sealed::seal(&self.platform.keys, id, paper)?;
            stored.push(Stored { id, sealed_key });
            self.platform.blobs.put(&file(id), Bytes::from(bytes)).await?;
        }
        Ok(())
    }

    async fn write_case(
        &self,
        actor: &Actor,
        business: &Business,
        note: &str,
        stored: &[Stored],
        once: &Once,
        client: &Client,
    ) -> Result<(Tx, Case)> {
        let (by, now) = (signed_in(actor)?.user_id, self.platform.clock.now());
        let mut tx = once.begin(&self.db, actor).await?;
        let id = EventId::new(now).0;
        if let Err(error) = store::verifications::insert(&mut tx, id, business.id, note, by, now).await {
            return Err(match platform::error::violated_constraint(&error) {
                Some("verifications_one_open") => AccountsError::PapersWait.into(),
                _ => error.into(),
            });
        }
        for (position, paper) in stored.iter().enumerate() {
            let key = &paper.sealed_key;
            store::verifications::insert_paper(&mut tx, paper.id, id, business.id, position, key).await?;
        }
        self.note_governing(&mut tx, actor, "PAPERS_SENT", by, client).await?;
        let case = store::verifications::find(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        Ok((tx, case))
    }

    /// A business with what it has sent, the newest first; for whoever leads it, and for admins.
    pub async fn verification(&self, actor: &Actor, key: &BusinessKey) -> Result<(Business, Vec<Case>)> {
        let business = self.business(actor, key).await?;
        self.platform.policies.check::<ReadVerification>(actor, &company(business.id))?;
        let mut tx = self.db.begin(actor).await?;
        if actor.business_id() != Some(business.id) {
            store::act_as_system(&mut tx).await?;
        }
        let cases = store::verifications::of_business(&mut tx, business.id, MOST_CASES).await?;
        Ok((business, cases))
    }

    /// Addresses of a case's papers for this reader, good for four to five minutes.
    pub(crate) fn paper_addresses(&self, reader: UserId, case: &Case) -> Vec<String> {
        let until = self.platform.clock.now().timestamp().div_euclid(60) * 60 + GOOD_FOR;
        let address = |id: &Uuid| {
            let tag = self
                .platform
                .keys
                .sign("accounts.paper", &[id.as_bytes(), reader.0.as_bytes(), &until.to_be_bytes()]);
            let tag = URL_SAFE_NO_PAD.encode(&tag[..TAG]);
            format!("/business/papers/{id}?until={until}&sig={tag}")
        };
        case.papers.iter().map(address).collect()
    }

    /// The JPEG or PDF behind an address that was made for this reader.
    pub(crate) async fn open_paper(
        &self,
        actor: &Actor,
        id: Uuid,
        until: i64,
        signature: &str,
    ) -> Result<Vec<u8>> {
        self.platform.policies.check::<OpenPaper>(actor, &platform::policy::Resource::platform())?;
        let reader = signed_in(actor)?.user_id;
        let tag = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let now = self.platform.clock.now().timestamp();
        let parts: [&[u8]; 3] = [id.as_bytes(), reader.0.as_bytes(), &until.to_be_bytes()];
        let good = tag.len() == TAG
            && self.platform.keys.matches("accounts.paper", &parts, &tag)
            && (now..=now + GOOD_FOR).contains(&until);
        if !good {
            return Err(AccountsError::LinkExpired.into());
        }
        let mut tx = self.db.begin_system().await?;
        let key = store::verifications::sealed_key(&mut tx, id).await?.ok_or(AccountsError::NotFound)?;
        tx.rollback().await?;
        let stored = self.platform.blobs.get(&file(id)).await?.ok_or(AccountsError::NotFound)?;
        sealed::open(&self.platform.keys, id, &key, &stored)
    }

    /// Has the files of papers deleted after the commit.
    pub(crate) async fn delete_papers_later(&self, tx: &mut Tx, papers: &[Uuid]) -> Result<()> {
        let Some(first) = papers.first() else { return Ok(()) };
        jobs::enqueue(tx, DELETE_PAPERS, &first.to_string(), &papers, self.platform.clock.now()).await
    }

    /// Deletes files; those that are gone already do no harm.
    pub(crate) async fn delete_papers(&self, papers: &[Uuid]) -> Result<()> {
        for id in papers {
            self.platform.blobs.delete(&file(*id)).await?;
        }
        Ok(())
    }
}
