//! Ways a notification goes out.

use serde::{Deserialize, Serialize};

/// A delivery channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChannelName {
    /// The notification centre, live where it is open.
    InApp,
    /// To browsers and apps that are closed.
    Push,
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// WhatsApp.
    Whatsapp,
}

impl ChannelName {
    /// Every channel, the nearest first.
    pub const ALL: [ChannelName; 5] = [Self::InApp, Self::Push, Self::Email, Self::Sms, Self::Whatsapp];

    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InApp => "IN_APP",
            Self::Push => "PUSH",
            Self::Email => "EMAIL",
            Self::Sms => "SMS",
            Self::Whatsapp => "WHATSAPP",
        }
    }
}

impl std::str::FromStr for ChannelName {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        Self::ALL.into_iter().find(|name| name.as_str() == word).ok_or(kernel::UnknownCode)
    }
}

/// Where a delivery stands (N-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DeliveryStatus {
    /// Waits for its time.
    Queued,
    /// Given to the channel.
    Sent,
    /// Has arrived, as far as the channel knows.
    Delivered,
    /// Its recipient has read it, wherever.
    Read,
    /// The channel refused it for good.
    Failed,
    /// Not wanted, or too many.
    Suppressed,
    /// Read before it went out.
    Cancelled,
}

impl DeliveryStatus {
    /// The word that the database uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "QUEUED",
            Self::Sent => "SENT",
            Self::Delivered => "DELIVERED",
            Self::Read => "READ",
            Self::Failed => "FAILED",
            Self::Suppressed => "SUPPRESSED",
            Self::Cancelled => "CANCELLED",
        }
    }
}
