use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, ConnectionId, ConversationId, UserId};
use platform::policy::Resource;

use super::Place;
use crate::error::MessagingError;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub(crate) enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),*
        }
        impl $name {
            /// The word that the API and the database use.
            pub(crate) fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = kernel::UnknownCode;
            fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
                match word { $($word => Ok($name::$variant),)* _ => Err(kernel::UnknownCode) }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a conversation belongs to.
    ConversationKind {
        /// A connection between two businesses.
        Direct = "DIRECT",
        /// A team.
        Channel = "CHANNEL",
        /// A customer writes to a business.
        Inbox = "INBOX",
    }
}
words! {
    /// What somebody is in a conversation.
    MemberRole {
        /// One of several.
        Member = "MEMBER",
        /// Who wrote to a business.
        Customer = "CUSTOMER",
        /// Who answers for it.
        Agent = "AGENT",
    }
}

/// What somebody is to a conversation, as policies see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Reads and writes.
    Member,
    /// Nothing.
    None,
}

/// Somebody in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Who.
    pub user: UserId,
    /// For whom they speak.
    pub business: Option<BusinessId>,
    /// As what.
    pub role: MemberRole,
    /// No sound until then.
    pub muted_until: Option<DateTime<Utc>>,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// Name to show.
    pub name: String,
}

impl Member {
    /// Where they stand among the others: who came first comes first.
    pub(crate) fn place(&self) -> Place {
        (self.joined_at, self.user.0)
    }
}

/// What has to be known of a conversation to let somebody in and to tell its members: kept in memory, forgotten at
/// every change of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hall {
    /// Which.
    pub id: ConversationId,
    /// What it belongs to.
    pub kind: ConversationKind,
    /// Of a channel.
    pub title: Option<String>,
    /// Of a direct conversation.
    pub connection: Option<ConnectionId>,
    /// Whose inbox or channel; one side of a connection.
    pub business: BusinessId,
    /// The other side of a connection.
    pub other_business: Option<BusinessId>,
    /// Who wrote to the inbox.
    pub customer: Option<UserId>,
    /// Who made the channel.
    pub maker: Option<UserId>,
    /// Nobody may write any more.
    pub closed: bool,
    /// Of a channel's name and whether it is closed.
    pub version: i64,
    /// Somebody has blocked the customer for the business whose inbox it is.
    pub shut_out: bool,
    /// Who is in, by their places, without those who left the team they spoke for.
    pub members: Vec<Member>,
    /// Blocker and blocked, both of them in here; a block for a whole team has each of its members.
    pub blocks: Vec<(UserId, UserId)>,
}

impl Hall {
    /// Somebody's membership.
    pub(crate) fn member(&self, user: UserId) -> Option<&Member> {
        self.members.iter().find(|member| member.user == user)
    }

    /// Those who stand after a place.
    pub(crate) fn members_after(&self, place: Option<Place>) -> Vec<&Member> {
        self.members.iter().filter(|member| place.is_none_or(|place| member.place() > place)).collect()
    }

    /// What the actor is to it.
    pub(crate) fn standing(&self, actor: &Actor) -> Standing {
        let member = actor.user_id().and_then(|user| self.member(user));
        match member {
            Some(member) if member.business.is_none() || member.business == actor.business_id() => {
                Standing::Member
            }
            _ => Standing::None,
        }
    }

    /// What policies look at.
    pub(crate) fn resource(&self, actor: &Actor) -> Resource {
        let standing = match self.standing(actor) {
            Standing::Member => "MEMBER",
            Standing::None => "NONE",
        };
        let resource = Resource::new("Conversation", self.id)
            .business(self.business)
            .text("kind", self.kind.as_str())
            .text("standing", standing);
        // A channel whose maker has gone obeys whoever leads and is in it.
        match self.maker.filter(|maker| self.member(*maker).is_some()) {
            Some(maker) => resource.owner(maker),
            None => resource,
        }
    }

    /// Whether `reader` wants to hear nothing of `sender`.
    pub(crate) fn is_blocked(&self, reader: UserId, sender: UserId) -> bool {
        self.blocks.contains(&(reader, sender))
    }

    /// Whether one of the two wants to hear nothing of the other: then neither sees the other come, go, read or write.
    pub(crate) fn apart(&self, one: UserId, other: UserId) -> bool {
        self.is_blocked(one, other) || self.is_blocked(other, one)
    }

    /// Those who hear nothing of somebody here.
    pub(crate) fn deaf(&self) -> HashSet<UserId> {
        self.blocks.iter().map(|(by, _)| *by).collect()
    }

    /// Whether anybody here has blocked `user`, or they anybody here.
    pub(crate) fn is_at_odds(&self, user: UserId) -> bool {
        self.blocks.iter().any(|(by, of)| *by == user || *of == user)
    }

    /// Whether `user` may say something new here.
    ///
    /// # Errors
    /// When the conversation has ended, and when nobody is left who wants to hear them.
    pub(crate) fn check_open(&self, user: UserId) -> Result<(), MessagingError> {
        if self.closed {
            return Err(MessagingError::Closed);
        }
        if self.refuses(user) {
            return Err(MessagingError::Blocked);
        }
        Ok(())
    }

    /// Whether everybody who could read `sender`'s words has blocked them: sending is refused then. One of several who
    /// blocks only stops hearing; whoever blocks a customer does it for the whole team.
    pub(crate) fn refuses(&self, sender: UserId) -> bool {
        if self.shut_out && self.customer == Some(sender) {
            return true;
        }
        let own_side = self.member(sender).and_then(|member| member.business);
        let mut others = self
            .members
            .iter()
            .filter(|member| member.user != sender && (own_side.is_none() || member.business != own_side))
            .peekable();
        others.peek().is_some() && others.all(|member| self.is_blocked(member.user, sender))
    }

    /// Who is told at once of what `sender` does: everybody who has not blocked them, their own devices included.
    pub(crate) fn hearers(&self, sender: UserId) -> Vec<UserId> {
        let heard = |member: &&Member| !self.is_blocked(member.user, sender);
        self.members.iter().filter(heard).map(|member| member.user).collect()
    }

    /// Names by person.
    pub(crate) fn names(&self) -> HashMap<UserId, &str> {
        self.members.iter().map(|member| (member.user, member.name.as_str())).collect()
    }

    /// Bytes in memory, roughly.
    pub(crate) fn weight(&self) -> u32 {
        let members: usize = self.members.iter().map(|member| 88 + member.name.len()).sum();
        u32::try_from(160 + members + self.blocks.len() * 32).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn member(n: u128, business: Option<u128>) -> Member {
        Member {
            user: UserId(id(n)),
            business: business.map(|business| BusinessId(id(business))),
            role: MemberRole::Member,
            muted_until: None,
            joined_at: DateTime::UNIX_EPOCH,
            name: format!("Person {n}"),
        }
    }

    fn hall(members: Vec<Member>, blocks: &[(u128, u128)]) -> Hall {
        Hall {
            id: ConversationId(id(1)),
            kind: ConversationKind::Direct,
            title: None,
            connection: None,
            business: BusinessId(id(100)),
            other_business: Some(BusinessId(id(200))),
            customer: None,
            maker: None,
            closed: false,
            version: 1,
            shut_out: false,
            members,
            blocks: blocks.iter().map(|(by, of)| (UserId(id(*by)), UserId(id(*of)))).collect(),
        }
    }

    #[test]
    fn one_of_several_who_blocks_only_stops_hearing() {
        let members = vec![member(1, Some(100)), member(2, Some(200)), member(3, Some(200))];
        let hall = hall(members, &[(2, 1)]);
        assert!(!hall.refuses(UserId(id(1))));
        assert_eq!(hall.hearers(UserId(id(1))), [UserId(id(1)), UserId(id(3))]);
    }

    #[test]
    fn a_customer_who_is_shut_out_is_refused_also_while_nobody_answers_them() {
        let mut inbox = hall(vec![member(1, None)], &[]);
        inbox.customer = Some(UserId(id(1)));
        assert_eq!(inbox.check_open(UserId(id(1))), Ok(()));
        inbox.shut_out = true;
        assert_eq!(inbox.check_open(UserId(id(1))), Err(MessagingError::Blocked));
        inbox.closed = true;
        assert_eq!(inbox.check_open(UserId(id(1))), Err(MessagingError::Closed));
    }

    #[test]
    fn nobody_left_to_hear_means_refused_whatever_ones_own_team_thinks() {
        let members =
            vec![member(1, Some(100)), member(4, Some(100)), member(2, Some(200)), member(3, Some(200))];
        let hall = hall(members, &[(2, 1), (3, 1)]);
        assert!(hall.refuses(UserId(id(1))));
        assert!(!hall.refuses(UserId(id(2))));
    }

    #[test]
    fn whoever_left_the_team_they_spoke_for_stands_outside() {
        let hall = hall(vec![member(1, Some(100))], &[]);
        assert_eq!(hall.standing(&Actor::Anonymous), Standing::None);
        let signed_in = kernel::SignedIn {
            user_id: UserId(id(1)),
            session_id: kernel::SessionId(id(9)),
            role: kernel::Role::Business,
            status: kernel::UserStatus::Active,
            display_name: "Amina".to_owned(),
            country: None,
            membership: None,
        };
        assert_eq!(hall.standing(&Actor::User(signed_in)), Standing::None);
    }
}
