//! Mail and SMS out, behind one port; without a provider they are written to an outbox folder (P-29).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::Clock;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DeliveryChannel {
    /// E-mail.
    Email,
    /// SMS; the subject is left out.
    Sms,
}

/// A message to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingMessage {
    /// How.
    pub channel: DeliveryChannel,
    /// E-mail address or phone number in E.164.
    pub to: String,
    /// Subject of a mail.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Sends messages.
#[async_trait]
pub trait MessagePort: Send + Sync {
    /// Hands the message to the provider.
    ///
    /// # Errors
    /// 503 when the provider cannot be reached.
    async fn send(&self, message: &OutgoingMessage) -> Result<()>;

    /// What the start-up line says of it.
    fn describe(&self) -> String;
}

/// A message in the outbox folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptMessage {
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// What was sent.
    #[serde(flatten)]
    pub message: OutgoingMessage,
}

/// The embedded default: one JSON file per message.
pub struct OutboxFolder {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
}

impl OutboxFolder {
    /// Messages below `data_dir/outbox`.
    #[must_use]
    pub fn new(data_dir: &Path, clock: Arc<dyn Clock>) -> Self {
        Self { folder: data_dir.join("outbox"), clock }
    }

    /// The newest messages first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn newest(folder: &Path, limit: usize) -> std::io::Result<Vec<KeptMessage>> {
        let folder = folder.join("outbox");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        files.sort_unstable();
        let messages = files.iter().rev().take(limit).filter_map(|file| {
            let text = std::fs::read(file).ok()?;
            serde_json::from_slice(&text).ok()
        });
        Ok(messages.collect())
    }
}

#[async_trait]
impl MessagePort for OutboxFolder {
    async fn send(&self, message: &OutgoingMessage) -> Result<()> {
        let now = self.clock.now();
        let kept = KeptMessage { sent_at: now, message: message.clone() };
        let text = serde_json::to_vec_pretty(&kept).map_err(Error::internal)?;
        let unique = uuid::Uuid::new_v4().simple();
        let file = self.folder.join(format!("{}-{unique}.json", now.format("%Y%m%dT%H%M%S%.6f")));
        tokio::fs::create_dir_all(&self.folder).await.map_err(Error::unavailable)?;
        // Written aside and renamed, so that a reader never sees half a message.
        let part = file.with_extension("part");
        tokio::fs::write(&part, text).await.map_err(Error::unavailable)?;
        tokio::fs::rename(&part, &file).await.map_err(Error::unavailable)
    }

    fn describe(&self) -> String {
        format!("mail and SMS go to {}", self.folder.display())
    }
}

/// Mail by SMTP; SMS still go to the fallback until a provider is configured.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    sms: OutboxFolder,
}

impl Smtp {
    /// A connection pool to `url` (`smtps://user:password@host`).
    ///
    /// # Errors
    /// When the address or the sender cannot be read.
    pub fn new(url: &str, from: &str, sms: OutboxFolder) -> anyhow::Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        Ok(Self { transport, from: from.parse()?, sms })
    }
}

#[async_trait]
impl MessagePort for Smtp {
    async fn send(&self, message: &OutgoingMessage) -> Result<()> {
        if message.channel == DeliveryChannel::Sms {
            return self.sms.send(message).await;
        }
        let to: Mailbox = message.to.parse().map_err(Error::internal)?;
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(Error::internal)?;
        self.transport.send(mail).await.map_err(Error::unavailable)?;
        Ok(())
    }

    fn describe(&self) -> String {
        format!("mail goes out by SMTP; {}", self.sms.describe())
    }
}
