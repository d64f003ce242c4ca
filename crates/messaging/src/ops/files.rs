//! Pictures and voice notes of conversations: made safe, kept apart from public media, given out by signed addresses
//! that are good for five minutes (P-30).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use contracts::media::{Brought, StoreError, recording_type};
use kernel::{Actor, ConversationId, MediaId, UserId};
use platform::http::Once;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use crate::error::MessagingError;
use crate::rights::WriteMessage;
use crate::state::Messaging;
use crate::store;
use crate::store::files::ChatFile;

/// Most bytes of a voice note.
const LARGEST_VOICE: usize = 2 * 1024 * 1024;
/// Longest voice note, in milliseconds.
const LONGEST_VOICE: i32 = 10 * 60 * 1000;
/// Names that a picture's files have.
const PICTURE_NAMES: [&str; 6] = ["160.webp", "480.webp", "960.webp", "160.jpg", "480.jpg", "960.jpg"];
/// Name of a voice note's file.
const VOICE_NAME: &str = "voice";
/// Seconds that an address is good for, at most.
const GOOD_FOR: i64 = 300;
/// Bytes of the signature that stand in an address.
const TAG: usize = 16;
/// The job that deletes files of the blob store.
pub(crate) const DELETE_FILES: &str = "messaging.delete_files";

impl Messaging {
    /// Takes a picture or a voice note for a conversation; a message carries it later. The caller writes its answer into
    /// the transaction and commits.
    ///
    /// # Errors
    /// 404 for who may not write here, 413, 415 and 422 for what is neither.
    pub(crate) async fn upload(
        &self,
        actor: &Actor,
        id: ConversationId,
        once: &Once,
        bytes: Vec<u8>,
        duration_ms: Option<i32>,
    ) -> Result<(Tx, ChatFile)> {
        let hall = self.hall::<WriteMessage>(actor, id).await?;
        // Whoever sends again what was answered already gets the answer before anything is decoded.
        once.begin(&self.db, actor).await?.rollback().await?;
        if hall.closed {
            return Err(MessagingError::Closed.into());
        }
        let owner = actor.user_id().ok_or(MessagingError::NotFound)?;
        let file = self.put_file(owner, id, MediaId::new(self.now()), bytes, duration_ms).await?;
        let mut tx = once.begin(&self.db, actor).await?;
        store::files::insert(&mut tx, &file, self.now()).await?;
        Ok((tx, file))
    }

    /// Takes a picture or a voice note that came in pieces. The file has the id of its upload, so that asking again,
    /// however often and at once, makes no second one (M-14).
    ///
    /// # Errors
    /// 404 for who may not write here and for what is no upload of theirs, 409 while some of it is missing, otherwise as
    /// [`Self::upload`].
    pub(crate) async fn take_upload(
        &self,
        actor: &Actor,
        id: ConversationId,
        upload: MediaId,
        duration_ms: Option<i32>,
    ) -> Result<ChatFile> {
        let hall = self.hall::<WriteMessage>(actor, id).await?;
        let owner = actor.user_id().ok_or(MessagingError::NotFound)?;
        if let Some(file) = self.made_of(actor, id, owner, upload).await? {
            return Ok(file);
        }
        if hall.closed {
            return Err(MessagingError::Closed.into());
        }
        let bytes = match self.ports.uploads.brought(owner, upload).await? {
            Brought::Whole(bytes) => bytes,
            Brought::InPart => return Err(MessagingError::UploadIncomplete.into()),
            // Another request may have been quicker in between.
            Brought::Nothing => {
                let made = self.made_of(actor, id, owner, upload).await?;
                return Ok(made.ok_or(MessagingError::NotFound)?);
            }
        };
        let file = self.put_file(owner, id, upload, bytes, duration_ms).await?;
        let mut tx = self.db.begin(actor).await?;
        store::files::insert(&mut tx, &file, self.now()).await?;
        tx.commit().await?;
        if let Err(error) = self.ports.uploads.kept(owner, upload).await {
            // It is given up by itself after a day.
            tracing::warn!(error = &error as &dyn std::error::Error, "an upload that was taken stays open");
        }
        Ok(self.made_of(actor, id, owner, upload).await?.ok_or(MessagingError::NotFound)?)
    }

    /// The file of this conversation that was made of somebody's upload.
    async fn made_of(
        &self,
        actor: &Actor,
        id: ConversationId,
        owner: UserId,
        upload: MediaId,
    ) -> Result<Option<ChatFile>> {
        let mut tx = self.db.begin(actor).await?;
        let file = store::files::find(&mut tx, upload).await?;
        tx.rollback().await?;
        Ok(file.filter(|file| file.conversation == id && file.owner == owner))
    }

    /// Makes a file safe and puts it into the blob store; its row is still to be written.
    async fn put_file(
        &self,
        owner: UserId,
        conversation: ConversationId,
        id: MediaId,
        bytes: Vec<u8>,
        duration_ms: Option<i32>,
    ) -> Result<ChatFile> {
        let mut file = ChatFile {
            id,
            conversation,
            owner,
            voice: false,
            content_type: "image/webp".to_owned(),
            bytes: 0,
            width: None,
            height: None,
            color: None,
            duration_ms: None,
            seq: None,
        };
        let files = if let Some(content_type) = recording_type(&bytes) {
            if bytes.len() > LARGEST_VOICE {
                return Err(MessagingError::VoiceNoteTooLarge.into());
            }
            file.voice = true;
            file.content_type = content_type.to_owned();
            file.duration_ms = duration_ms.filter(|ms| (1..=LONGEST_VOICE).contains(ms));
            vec![(VOICE_NAME.to_owned(), bytes)]
        } else {
            let picture = self.ports.pictures.prepare(bytes).await.map_err(picture_error)?;
            file.width = Some(picture.width);
            file.height = Some(picture.height);
            file.color = Some(picture.color);
            picture.files
        };
        file.bytes = files.iter().map(|(_, bytes)| i64::try_from(bytes.len()).unwrap_or(i64::MAX)).sum();
        // The files come first: a row without them would be a broken promise, files without a row are only rubbish.
        for (name, bytes) in files {
            self.platform.blobs.put(&key(file.id.0, &name), Bytes::from(bytes)).await?;
        }
        Ok(file)
    }

    /// A file that the actor may see.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn file(&self, actor: &Actor, id: MediaId) -> Result<ChatFile> {
        let mut tx = self.db.begin(actor).await?;
        let file = store::files::find(&mut tx, id).await?;
        tx.rollback().await?;
        Ok(file.ok_or(MessagingError::NotFound)?)
    }

    /// Addresses of a file's variants, good for four to five minutes. They change once a minute, so that an answer
    /// which holds them can still be compared with the one before.
    pub(crate) fn addresses(&self, file: &ChatFile) -> Vec<(&'static str, String)> {
        let (until, signature) = self.signed("chat-file", file.id.0);
        let names: &[&'static str] = if file.voice { &[VOICE_NAME] } else { &PICTURE_NAMES };
        names
            .iter()
            .map(|name| (*name, format!("/messages/files/{}/{name}?until={until}&sig={signature}", file.id)))
            .collect()
    }

    /// Until when an address of this is good, in seconds, and its signature.
    pub(crate) fn signed(&self, purpose: &str, id: Uuid) -> (i64, String) {
        let until = self.now().timestamp().div_euclid(60) * 60 + GOOD_FOR;
        let tag = self.platform.keys.sign(purpose, &[id.as_bytes(), &until.to_be_bytes()]);
        (until, URL_SAFE_NO_PAD.encode(&tag[..TAG]))
    }

    /// Whether an address is good still.
    ///
    /// # Errors
    /// 403 when it has run out or was never good.
    pub(crate) fn check_signed(&self, purpose: &str, id: Uuid, until: i64, signature: &str) -> Result<()> {
        let tag = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let now = self.now().timestamp();
        let is_good = tag.len() == TAG
            && self.platform.keys.matches(purpose, &[id.as_bytes(), &until.to_be_bytes()], &tag)
            && (now..=now + GOOD_FOR).contains(&until);
        if is_good { Ok(()) } else { Err(MessagingError::LinkExpired.into()) }
    }

    /// What is behind a signed address, with its content type.
    ///
    /// # Errors
    /// 403 when the address has run out or was never good, 404 when the file is gone.
    pub(crate) async fn open_file(
        &self,
        id: MediaId,
        name: &str,
        until: i64,
        signature: &str,
    ) -> Result<(Bytes, String)> {
        self.check_signed("chat-file", id.0, until, signature)?;
        // Removed messages take their files along at once, whatever addresses are still about.
        let mut tx = self.db.begin_system().await?;
        let file = store::files::find(&mut tx, id).await?;
        tx.rollback().await?;
        let file = file.ok_or(MessagingError::NotFound)?;
        let content_type = match name {
            VOICE_NAME if file.voice => file.content_type,
            _ if file.voice || !PICTURE_NAMES.contains(&name) => return Err(MessagingError::NotFound.into()),
            _ if name.ends_with(".jpg") => "image/jpeg".to_owned(),
            _ => "image/webp".to_owned(),
        };
        let bytes = self.platform.blobs.get(&key(id.0, name)).await?.ok_or(MessagingError::NotFound)?;
        Ok((bytes, content_type))
    }

    /// Has the files of a removed message deleted after the commit.
    pub(crate) async fn drop_file(&self, tx: &mut Tx, file: Option<Uuid>) -> Result<()> {
        let Some(id) = file else { return Ok(()) };
        platform::jobs::enqueue(tx, DELETE_FILES, &id.to_string(), &[id], self.now()).await
    }

    /// Deletes files from the blob store; those that are gone already do no harm.
    pub(crate) async fn delete_files(&self, ids: &[Uuid]) -> Result<()> {
        for id in ids {
            for name in PICTURE_NAMES.into_iter().chain([VOICE_NAME]) {
                self.platform.blobs.delete(&key(*id, name)).await?;
            }
        }
        Ok(())
    }
}

fn key(id: Uuid, name: &str) -> String {
    format!("chat/{id}/{name}")
}

fn picture_error(error: StoreError) -> Error {
    match error {
        StoreError::Refused(refused) => refused.problem().into(),
        StoreError::Port(error) => error.into(),
    }
}
