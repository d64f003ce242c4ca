//! Taking a long conversation along without waiting for it (M-18, P-32): a job writes the file piece by piece, whoever asked
//! is told how far it is, and fetches it by a signed address within a day.

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use kernel::{
    Actor, ConversationId, ErrorKind, Membership, PlanLevel, SessionId, SignedIn, UserId, UserStatus,
    Verification,
};
use platform::http::Once;
use platform::sockets::Room;
use platform::{Error, Lock, Result, Tx};
use uuid::Uuid;

use crate::api::operations::OperationBody;
use crate::error::MessagingError;
use crate::live::OPERATION_UPDATED;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store;
use crate::store::exports::{Export, ExportStatus, Format};

/// Pieces that one run of the job writes, so that it ends long before anybody else would take it over.
const PIECES: usize = 20;
/// What its addresses are signed for.
const SIGNED_FOR: &str = "chat-export";
/// The job that writes a file.
pub(crate) const EXPORT: &str = "messaging.export";
/// The job that deletes files whose time is over.
pub(crate) const DELETE_EXPORTS: &str = "messaging.delete_exports";

impl Messaging {
    /// Has a conversation written down as it is now; what was asked for already and is under way is not begun again. The
    /// caller writes its answer into the transaction and commits.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn begin_export(
        &self,
        actor: &Actor,
        id: ConversationId,
        once: &Once,
        format: Format,
    ) -> Result<(Tx, Export)> {
        self.hall::<ReadConversation>(actor, id).await?;
        let owner = actor.user_id().ok_or(MessagingError::NotFound)?;
        // One after another, so that two requests at once begin one.
        let lock = Lock::new("messaging.export", owner.0);
        let mut tx = once.begin_holding(&self.db, actor, &[lock]).await?;
        if let Some(known) = store::exports::under_way(&mut tx, owner, id, format).await? {
            return Ok((tx, known));
        }
        let counts = store::messages::counts(&mut tx, id).await?;
        let (upto, _) = counts.ok_or(MessagingError::NotFound)?;
        let export = Export {
            id: Uuid::now_v7(),
            conversation: id,
            owner,
            format,
            status: ExportStatus::Queued,
            upto,
            at: 0,
            parts: 0,
            bytes: 0,
            created_at: self.now(),
            ended_at: None,
        };
        store::exports::insert(&mut tx, &export).await?;
        platform::jobs::enqueue(&mut tx, EXPORT, &export.id.to_string(), &export.id, self.now()).await?;
        Ok((tx, export))
    }

    /// One of the actor's own.
    ///
    /// # Errors
    /// 404 for anybody else's.
    pub(crate) async fn operation(&self, actor: &Actor, id: Uuid) -> Result<Export> {
        let mut tx = self.db.begin(actor).await?;
        let export = store::exports::find(&mut tx, id).await?;
        tx.rollback().await?;
        let own = export.filter(|export| Some(export.owner) == actor.user_id());
        Ok(own.ok_or(MessagingError::NotFound)?)
    }

    /// Writes the next pieces of a file; what is over is left alone. A piece that is written twice is the same.
    ///
    /// # Errors
    /// 503; the job tries again where it stopped.
    pub(crate) async fn go_on_exporting(&self, id: Uuid) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let found = store::exports::find(&mut tx, id).await?;
        tx.rollback().await?;
        let Some(mut export) = found.filter(|export| export.ended_at.is_none()) else { return Ok(()) };
        let actor = self.reader(export.owner).await?;
        // As it is now: whoever left the team they spoke for takes nothing along.
        let hall = match self.hall::<ReadConversation>(&actor, export.conversation).await {
            Ok(hall) => hall,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let failed =
                    Export { status: ExportStatus::Failed, ended_at: Some(self.now()), ..export.clone() };
                self.note_export(&export, &failed).await?;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        for _ in 0..PIECES {
            let piece = self.piece(&actor, &hall, export.format, export.at, export.upto).await?;
            let next = Export {
                status: if piece.is_last { ExportStatus::Done } else { ExportStatus::Running },
                at: piece.at,
                parts: export.parts + 1,
                bytes: export.bytes + i64::try_from(piece.bytes.len()).unwrap_or(0),
                ended_at: piece.is_last.then(|| self.now()),
                ..export.clone()
            };
            self.platform.blobs.put(&key(id, export.parts), piece.bytes).await?;
            if !self.note_export(&export, &next).await? || piece.is_last {
                return Ok(());
            }
            export = next;
        }
        let mut tx = self.db.begin_system().await?;
        platform::jobs::enqueue(&mut tx, EXPORT, &id.to_string(), &id, self.now()).await?;
        tx.commit().await
    }

    /// Notes how far an export is and tells who asked for it, at most once for each percent; false when another process
    /// is at it.
    async fn note_export(&self, before: &Export, export: &Export) -> Result<bool> {
        let mut tx = self.db.begin_system().await?;
        let noted = store::exports::advance(&mut tx, before, export).await?;
        tx.commit().await?;
        if noted && (export.ended_at.is_some() || export.progress() > before.progress()) {
            let body = OperationBody::new(self, export);
            self.platform.sockets.emit(Room::User(export.owner), OPERATION_UPDATED, &body);
        }
        Ok(noted)
    }

    /// Somebody as they read conversations now, without a session of theirs.
    async fn reader(&self, user: UserId) -> Result<Actor> {
        let Some(card) = self.ports.people.people(&[user]).await?.remove(&user) else {
            return Ok(Actor::Anonymous);
        };
        let membership = card.business_id.zip(card.team_role).map(|(business_id, team_role)| Membership {
            business_id,
            team_role,
            verification: Verification::Basic,
            plan: PlanLevel::Free,
        });
        Ok(Actor::User(SignedIn {
            user_id: user,
            session_id: SessionId(Uuid::nil()),
            role: card.role,
            status: UserStatus::Active,
            display_name: card.name,
            country: None,
            membership,
        }))
    }

    /// Where the file is for the next minutes.
    pub(crate) fn export_address(&self, id: Uuid) -> String {
        let (until, signature) = self.signed(SIGNED_FOR, id);
        format!("/messages/exports/{id}?until={until}&sig={signature}")
    }

    /// What is behind a signed address, piece by piece.
    ///
    /// # Errors
    /// 403 when the address has run out or was never good, 404 when the file is gone.
    pub(crate) async fn open_export(
        &self,
        id: Uuid,
        until: i64,
        signature: &str,
    ) -> Result<(Export, impl Stream<Item = Result<Bytes, Error>> + Send + 'static + use<>)> {
        self.check_signed(SIGNED_FOR, id, until, signature)?;
        let mut tx = self.db.begin_system().await?;
        let export = store::exports::find(&mut tx, id).await?;
        tx.rollback().await?;
        let export = export.filter(|export| export.status == ExportStatus::Done);
        let export = export.ok_or(MessagingError::NotFound)?;
        let (platform, parts) = (self.platform.clone(), export.parts);
        let pieces = try_unfold(0, move |part| {
            let platform = platform.clone();
            async move {
                if part >= parts {
                    return Ok(None);
                }
                let bytes = platform.blobs.get(&key(id, part)).await?.ok_or(MessagingError::NotFound)?;
                Ok::<_, Error>(Some((bytes, part + 1)))
            }
        });
        Ok((export, pieces))
    }

    /// Deletes the pieces of files; those that are gone already do no harm.
    pub(crate) async fn delete_exports(&self, gone: &[(Uuid, i32)]) -> Result<()> {
        for (id, parts) in gone {
            // One more may have been written and not noted.
            for part in 0..=*parts {
                self.platform.blobs.delete(&key(*id, part)).await?;
            }
        }
        Ok(())
    }
}

fn key(id: Uuid, part: i32) -> String {
    format!("exports/{id}/{part}")
}
