use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{BusinessId, Country, SessionId, UnknownCode, UserId};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that the API and the database use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(word: &str) -> Result<Self, UnknownCode> {
                match word { $($word => Ok($name::$variant),)* _ => Err(UnknownCode) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What a user is on the platform.
    Role { Consumer = "CONSUMER", Business = "BUSINESS", Financial = "FINANCIAL", Partner = "PARTNER", Admin = "ADMIN" }
}
words! {
    /// What a user is inside a business; each has the permissions of those before it.
    TeamRole { Staff = "STAFF", Manager = "MANAGER", Ceo = "CEO" }
}
words! {
    /// Where an account stands.
    UserStatus { Pending = "PENDING", Active = "ACTIVE", Suspended = "SUSPENDED", Deleted = "DELETED" }
}
words! {
    /// How well we know a business.
    Verification { Basic = "BASIC", Verified = "VERIFIED", Trusted = "TRUSTED" }
}
words! {
    /// What a business pays for.
    PlanLevel { Free = "FREE", Growth = "GROWTH", Premium = "PREMIUM" }
}
words! {
    /// What a business does in the supply chain.
    BusinessType {
        Producer = "PRODUCER", Manufacturer = "MANUFACTURER", Trader = "TRADER", Retailer = "RETAILER",
        Service = "SERVICE", Logistics = "LOGISTICS", Finance = "FINANCE", Cooperative = "COOPERATIVE",
    }
}

/// The business that a user acts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The business.
    pub business_id: BusinessId,
    /// The user's place in its team.
    pub team_role: TeamRole,
    /// How well we know the business.
    pub verification: Verification,
    /// What it pays for.
    pub plan: PlanLevel,
}

/// A user with a living session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The user.
    pub user_id: UserId,
    /// The session that the request came with.
    pub session_id: SessionId,
    /// The user's role.
    pub role: Role,
    /// Always `PENDING` or `ACTIVE`; others have no living session.
    pub status: UserStatus,
    /// Name to greet with.
    pub display_name: String,
    /// Where they say that they live.
    pub country: Option<Country>,
    /// The business the user belongs to, if any.
    pub membership: Option<Membership>,
}

/// Whoever makes a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Actor {
    /// Nobody has signed in.
    #[default]
    Anonymous,
    /// A user.
    User(SignedIn),
}

impl Actor {
    /// The signed-in user, if there is one.
    #[must_use]
    pub fn user(&self) -> Option<&SignedIn> {
        match self {
            Self::Anonymous => None,
            Self::User(user) => Some(user),
        }
    }

    /// The signed-in user's id.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.user().map(|user| user.user_id)
    }

    /// The business that the user acts for.
    #[must_use]
    pub fn membership(&self) -> Option<&Membership> {
        self.user().and_then(|user| user.membership.as_ref())
    }

    /// The id of that business.
    #[must_use]
    pub fn business_id(&self) -> Option<BusinessId> {
        self.membership().map(|membership| membership.business_id)
    }

    /// The plan whose limits hold for this actor.
    #[must_use]
    pub fn plan(&self) -> PlanLevel {
        self.membership().map_or(PlanLevel::Free, |membership| membership.plan)
    }
}
