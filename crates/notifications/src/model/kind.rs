//! The things that people are told of.

use chrono::TimeDelta;
use kernel::UnknownCode;

use super::Topic;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $topic:ident, $gathers:expr;)*) => {
        /// What somebody is told of; each has its sentences in every language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$name,)*];

            /// The word that the API and the database use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The type that people choose by.
            #[must_use]
            pub fn topic(self) -> Topic {
                match self { $(Self::$name => Topic::$topic,)* }
            }

            /// For how long more of the same is counted into a line that is not read yet; none where each stands alone.
            #[must_use]
            pub fn gathers(self) -> Option<TimeDelta> {
                match self { $(Self::$name => $gathers,)* }
            }
        }
    };
}

const ALONE: Option<TimeDelta> = None;
const AN_HOUR: Option<TimeDelta> = Some(TimeDelta::hours(1));
const A_DAY: Option<TimeDelta> = Some(TimeDelta::days(1));
const UNTIL_READ: Option<TimeDelta> = Some(TimeDelta::days(90));

kinds! {
    /// A business asks for a connection.
    ConnectionRequested = "connection.requested", Match, A_DAY;
    /// Such a connection request waits for three days now.
    ConnectionReminded = "connection.reminded", Match, A_DAY;
    /// A connection request was accepted.
    ConnectionAccepted = "connection.accepted", Match, AN_HOUR;
    /// A connection request was declined.
    ConnectionDeclined = "connection.declined", Match, AN_HOUR;
    /// A business that may be a good partner.
    MatchSuggested = "match.suggested", Match, A_DAY;
    /// A request and an offer go together.
    ListingMatched = "listing.matched", Match, A_DAY;
    /// New listings answer a saved search.
    SearchMatched = "search.matched", Engagement, A_DAY;
    /// Messages that were not seen.
    MessageSent = "message.sent", Message, UNTIL_READ;
    /// A conversation of the inbox is one's own now.
    ConversationAssigned = "conversation.assigned", Message, AN_HOUR;
    /// A customer waits too long.
    ConversationEscalated = "conversation.escalated", Message, AN_HOUR;
    /// A listing ends soon.
    ListingExpiring = "listing.expiring", System, ALONE;
    /// A listing has ended.
    ListingExpired = "listing.expired", System, A_DAY;
    /// A review let a listing go live.
    ListingApproved = "listing.approved", Approval, AN_HOUR;
    /// A review refused a listing.
    ListingRejected = "listing.rejected", Approval, ALONE;
    /// A business is verified.
    BusinessVerified = "business.verified", Approval, ALONE;
    /// Something happened to the account.
    SecurityAlert = "security.alert", Security, ALONE;
    /// What came together since yesterday; sent, but no line of its own.
    Digest = "digest", System, ALONE;
    /// What a newer program has told of: this one has no words for it.
    Other = "other", System, ALONE;
}

impl Kind {
    /// The kind of this word as the database holds it, which a newer program may have written.
    #[must_use]
    pub fn of(word: &str) -> Self {
        word.parse().unwrap_or(Self::Other)
    }

    /// The beginning of the keys of its sentences.
    #[must_use]
    pub fn text(self) -> String {
        format!("notifications-{}", self.as_str().replace(['.', '_'], "-"))
    }
}

impl std::str::FromStr for Kind {
    type Err = UnknownCode;
    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word).ok_or(UnknownCode)
    }
}
