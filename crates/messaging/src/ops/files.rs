//! Pictures and voice notes of conversations: made safe, kept apart from public media, given out by signed addresses
//! that are good for five minutes (P-30).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use contracts::media::StoreError;
use kernel::{Actor, ConversationId, MediaId};
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
    /// Takes a picture or a voice note for a conversation; a message carries it later.
    ///
    /// # Errors
    /// 404 for who may not write here, 413, 415 and 422 for what is neither.
    pub(crate) async fn upload(
        &self,
        actor: &Actor,
        id: ConversationId,
        bytes: Vec<u8>,
        duration_ms: Option<i32>,
    ) -> Result<ChatFile> {
        let hall = self.hall::<WriteMessage>(actor, id).await?;
        if hall.closed {
            return Err(MessagingError::Closed.into());
        }
        let owner = actor.user_id().ok_or(MessagingError::NotFound)?;
        let now = self.now();
        let mut file = ChatFile {
            id: MediaId::new(now),
            conversation: id,
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
        let files = if let Some(content_type) = audio_type(&bytes) {
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
        let mut tx = self.db.begin(actor).await?;
        store::files::insert(&mut tx, &file, now).await?;
        tx.commit().await?;
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
        let until = self.now().timestamp().div_euclid(60) * 60 + GOOD_FOR;
        let signature = self.sign(file.id.0, until);
        let names: &[&'static str] = if file.voice { &[VOICE_NAME] } else { &PICTURE_NAMES };
        names
            .iter()
            .map(|name| (*name, format!("/messages/files/{}/{name}?until={until}&sig={signature}", file.id)))
            .collect()
    }

    fn sign(&self, id: Uuid, until: i64) -> String {
        let tag = self.platform.keys.sign("chat-file", &[id.as_bytes(), &until.to_be_bytes()]);
        URL_SAFE_NO_PAD.encode(&tag[..TAG])
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
        let tag = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let now = self.now().timestamp();
        let good = tag.len() == TAG
            && self.platform.keys.matches("chat-file", &[id.0.as_bytes(), &until.to_be_bytes()], &tag)
            && (now..=now + GOOD_FOR).contains(&until);
        if !good {
            return Err(MessagingError::LinkExpired.into());
        }
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

/// The type of a recording that browsers make or play, by its first bytes; none for anything else.
fn audio_type(bytes: &[u8]) -> Option<&'static str> {
    const BRANDS: [&[u8]; 6] = [b"M4A ", b"M4B ", b"mp42", b"isom", b"iso5", b"mp41"];
    match bytes {
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some("audio/webm"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB | 0xF3 | 0xF2, ..] => Some("audio/mpeg"),
        [0xFF, 0xF1 | 0xF9, ..] => Some("audio/aac"),
        _ if bytes.get(4..8) == Some(b"ftyp")
            && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand)) =>
        {
            Some("audio/mp4")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_are_known_by_their_first_bytes() {
        assert_eq!(audio_type(b"OggS\0\0"), Some("audio/ogg"));
        assert_eq!(audio_type(b"\0\0\0\x20ftypM4A \0"), Some("audio/mp4"));
        assert_eq!(audio_type(b"\x1A\x45\xDF\xA3webm"), Some("audio/webm"));
        for other in
            [&b"\0\0\0\x20ftypheic\0"[..], b"MZ\x90\0", b"<svg>", b"", b"\xFF\xD8\xFF\xE0", b"RIFFxxxxWEBP"]
        {
            assert_eq!(audio_type(other), None, "{other:?}");
        }
    }
}
