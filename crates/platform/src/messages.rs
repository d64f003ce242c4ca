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
use crate::reach::Reach;

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
    /// 503 when the provider cannot be reached; for good when it will never take this message. Neither names the
    /// recipient, since errors are logged and kept.
    async fn send(&self, message: &OutgoingMessage) -> Result<()>;

    /// What the start-up line says of it.
    fn describe(&self) -> String;

    /// Whether the provider was there when it was needed last; `None` where there is none.
    fn answers(&self) -> Option<bool> {
        None
    }
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
        // Later ones of one process come later, also within one microsecond.
        let unique = uuid::Uuid::now_v7().simple();
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
    reach: Reach,
}

/// What is told of a mail that did not go out: servers like to quote the recipient in their answers, so only kind and
/// code are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum NotSent {
    #[error("the mail server refused the mail for good ({0})")]
    Refused(u16),
    #[error("the mail server does not take mail from us ({0})")]
    NotOurs(u16),
    #[error("the mail server asked us to come back later ({0})")]
    Later(u16),
    #[error("the mail server did not answer in time")]
    Timeout,
    #[error("no safe connection to the mail server")]
    Tls,
    #[error("the mail server cannot be reached")]
    Away,
    #[error("this is no mail that can be sent")]
    NoMail,
}

/// Codes that speak of our own sign-in: whoever mends that wants the mails to go out after all.
const SIGN_IN: [u16; 4] = [530, 534, 535, 538];

impl From<&lettre::transport::smtp::Error> for NotSent {
    fn from(error: &lettre::transport::smtp::Error) -> Self {
        match error.status().map(u16::from) {
            Some(code) if SIGN_IN.contains(&code) => Self::NotOurs(code),
            Some(code) if error.is_permanent() => Self::Refused(code),
            Some(code) => Self::Later(code),
            None if error.is_timeout() => Self::Timeout,
            None if error.is_tls() => Self::Tls,
            None if error.is_client() => Self::NoMail,
            None => Self::Away,
        }
    }
}

impl From<NotSent> for Error {
    fn from(reason: NotSent) -> Self {
        let error = Self::unavailable(reason);
        if matches!(reason, NotSent::Refused(_) | NotSent::NoMail) { error.for_good() } else { error }
    }
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
        Ok(Self { transport, from: from.parse()?, sms, reach: Reach::of("mail") })
    }
}

#[async_trait]
impl MessagePort for Smtp {
    async fn send(&self, message: &OutgoingMessage) -> Result<()> {
        if message.channel == DeliveryChannel::Sms {
            return self.sms.send(message).await;
        }
        let to: Mailbox = message.to.parse().map_err(|_| NotSent::NoMail)?;
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(|_| NotSent::NoMail)?;
        let sent = self.transport.send(mail).await.map_err(|error| NotSent::from(&error));
        // One that speaks with us is there, whatever it says.
        self.reach.note(!matches!(
            sent,
            Err(NotSent::Timeout | NotSent::Tls | NotSent::Away | NotSent::NotOurs(_))
        ));
        sent?;
        Ok(())
    }

    fn describe(&self) -> String {
        format!("mail goes out by SMTP; {}", self.sms.describe())
    }

    fn answers(&self) -> Option<bool> {
        Some(self.reach.holds())
    }
}

#[cfg(test)]
mod tests {
    use kernel::ManualClock;

    use super::*;

    #[tokio::test]
    async fn messages_of_one_moment_are_told_in_the_order_of_their_sending() {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(ManualClock::at(DateTime::UNIX_EPOCH));
        let outbox = OutboxFolder::new(folder.path(), clock);
        for n in 0..20 {
            let message = OutgoingMessage {
                channel: DeliveryChannel::Sms,
                to: "+2348031234567".to_owned(),
                subject: String::new(),
                body: n.to_string(),
            };
            outbox.send(&message).await.expect("kept");
        }
        let newest = OutboxFolder::newest(folder.path(), 20).expect("readable");
        let told: Vec<String> = newest.into_iter().map(|kept| kept.message.body).collect();
        let expected: Vec<String> = (0..20).rev().map(|n| n.to_string()).collect();
        assert_eq!(told, expected);
    }
}
