//! What people are told and when; nothing here knows the database or HTTP.

pub mod channel;
pub mod device;
pub mod examples;
pub mod kind;
pub mod plan;
pub mod settings;
pub mod timing;
pub mod words;

/// A type of notification, as people choose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Topic {
    /// What others did with what one has, such as new answers to a saved search.
    Engagement,
    /// The course of one's own things, such as a listing that ends.
    System,
    /// Businesses that fit, and connections.
    Match,
    /// Decisions of the platform.
    Approval,
    /// Conversations.
    Message,
    /// Money.
    Payment,
    /// Work to be done.
    Task,
    /// One's account; always told.
    Security,
}

impl Topic {
    /// Every type, in the order in which pages show them.
    pub const ALL: [Topic; 8] = [
        Topic::Message,
        Topic::Match,
        Topic::Engagement,
        Topic::System,
        Topic::Approval,
        Topic::Payment,
        Topic::Task,
        Topic::Security,
    ];

    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Engagement => "ENGAGEMENT",
            Self::System => "SYSTEM",
            Self::Match => "MATCH",
            Self::Approval => "APPROVAL",
            Self::Message => "MESSAGE",
            Self::Payment => "PAYMENT",
            Self::Task => "TASK",
            Self::Security => "SECURITY",
        }
    }
}

impl std::str::FromStr for Topic {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == word).ok_or(kernel::UnknownCode)
    }
}
