//! People and businesses: events of `accounts`, and what other domains may ask of it.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{
    Actor, BusinessId, BusinessType, Country, GeoPoint, Language, PlanLevel, Role, SessionId, Slug, TeamRole,
    UserId, Verification,
};
use serde::{Deserialize, Serialize};

use crate::{DomainEvent, PortError};

/// What everybody may know of a business, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BusinessCard {
    /// The business.
    pub id: BusinessId,
    /// Its name.
    pub name: String,
    /// Its address `/b/<slug>`.
    pub slug: String,
    /// `VERIFIED` or `TRUSTED`.
    pub verified: bool,
    /// Country it sits in.
    pub country: Option<Country>,
    /// Town it sits in.
    pub city: Option<String>,
    /// Where it is.
    pub location: Option<GeoPoint>,
}

/// A business as the search index needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BusinessSnapshot {
    /// The short form.
    #[serde(flatten)]
    pub card: BusinessCard,
    /// Counts changes; a smaller one is older.
    pub version: i64,
    /// What it says of itself.
    pub description: String,
    /// Its place in the supply chain.
    pub business_type: BusinessType,
    /// How well we know it.
    pub verification: Verification,
    /// Slugs of its categories.
    pub categories: Vec<String>,
    /// What its clock shows: IANA name of its time zone.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// When it joined.
    pub created_at: DateTime<Utc>,
}

/// Facts of `accounts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum AccountEvent {
    /// Somebody has an account now.
    #[serde(rename = "user.registered")]
    Registered {
        /// Who.
        user_id: UserId,
        /// As what.
        role: Role,
        /// Language of messages to them.
        language: Language,
        /// Where they say they are.
        country: Option<Country>,
    },
    /// What an account says of itself changed, or its address was proved.
    #[serde(rename = "user.updated")]
    Updated {
        /// Who.
        user_id: UserId,
    },
    /// A user's role changed.
    #[serde(rename = "user.role_changed")]
    RoleChanged {
        /// Who.
        user_id: UserId,
        /// The new role.
        role: Role,
    },
    /// An admin closed an account for a time.
    #[serde(rename = "user.suspended")]
    Suspended {
        /// Who.
        user_id: UserId,
    },
    /// An account that was closed for a time is open again.
    #[serde(rename = "user.reinstated")]
    Reinstated {
        /// Who.
        user_id: UserId,
    },
    /// An account was deleted and its personal data is to go.
    #[serde(rename = "user.erased")]
    Erased {
        /// Who.
        user_id: UserId,
    },
    /// A business was set up.
    #[serde(rename = "business.created")]
    BusinessCreated(Box<BusinessSnapshot>),
    /// A business changed what it says of itself, or an admin has lowered what we know of it.
    #[serde(rename = "business.updated")]
    BusinessUpdated(Box<BusinessSnapshot>),
    /// An admin has raised what we know of a business.
    #[serde(rename = "business.verified")]
    BusinessVerified(Box<BusinessSnapshot>),
    /// A business was deleted by its CEO or an admin, or is gone with its last member; nothing of it is shown any more.
    /// It can come back for thirty days.
    #[serde(rename = "business.deleted")]
    BusinessDeleted {
        /// Which.
        business_id: BusinessId,
    },
    /// A deleted business is back.
    #[serde(rename = "business.restored")]
    BusinessRestored(Box<BusinessSnapshot>),
    /// A session is over before its time.
    #[serde(rename = "session.revoked")]
    SessionRevoked {
        /// Whose.
        user_id: UserId,
        /// Which; none means all of the user's.
        session_id: Option<SessionId>,
    },
    /// Something that the account's owner should look at.
    #[serde(rename = "security.alert")]
    SecurityAlert {
        /// Whose account.
        user_id: UserId,
        /// `REFRESH_TOKEN_REUSED`, `CONTACT_ADDED`, `CONTACT_CHANGED` or `CONTACT_REMOVED`.
        reason: String,
    },
}

impl DomainEvent for AccountEvent {
    const SOURCE: &'static str = "accounts";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        match self {
            Self::Registered { user_id, .. }
            | Self::Updated { user_id }
            | Self::RoleChanged { user_id, .. }
            | Self::Suspended { user_id }
            | Self::Reinstated { user_id }
            | Self::Erased { user_id }
            | Self::SessionRevoked { user_id, .. }
            | Self::SecurityAlert { user_id, .. } => format!("user:{user_id}"),
            Self::BusinessCreated(business)
            | Self::BusinessUpdated(business)
            | Self::BusinessVerified(business)
            | Self::BusinessRestored(business) => {
                format!("business:{}", business.card.id)
            }
            Self::BusinessDeleted { business_id } => format!("business:{business_id}"),
        }
    }

    fn business_id(&self) -> Option<BusinessId> {
        match self {
            Self::BusinessCreated(business)
            | Self::BusinessUpdated(business)
            | Self::BusinessVerified(business)
            | Self::BusinessRestored(business) => Some(business.card.id),
            Self::BusinessDeleted { business_id } => Some(*business_id),
            _ => None,
        }
    }
}

/// How a business stands with us, and how it wants to be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessStanding {
    /// What it pays for.
    pub plan: PlanLevel,
    /// The phone that it shows to everybody, in E.164.
    pub phone: Option<String>,
}

/// A business found by its slug.
#[async_trait]
pub trait BusinessesPort: Send + Sync {
    /// The businesses with these ids; unknown and deleted ones are left out.
    async fn businesses(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, BusinessCard>, PortError>;

    /// The business at `/b/<slug>`.
    async fn by_slug(&self, slug: &Slug) -> Result<Option<BusinessSnapshot>, PortError>;

    /// How these businesses stand; unknown and deleted ones are left out.
    async fn standings(&self, ids: &[BusinessId])
    -> Result<HashMap<BusinessId, BusinessStanding>, PortError>;

    /// Businesses in the order of their ids, from after `after`: the whole set, page by page, for rebuilding.
    async fn page(&self, after: Option<BusinessId>, limit: i64) -> Result<Vec<BusinessSnapshot>, PortError>;
}

/// What other domains may know of a person: enough to name them and to write to them in their language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    /// Who.
    pub id: UserId,
    /// Name to show.
    pub name: String,
    /// What they are on the platform.
    pub role: Role,
    /// The language they chose.
    pub language: Language,
    /// Where they say they are.
    pub country: Option<Country>,
    /// IANA name of their time zone, such as `Africa/Lagos`.
    pub time_zone: Option<String>,
    /// The business they belong to.
    pub business_id: Option<BusinessId>,
    /// Their place in its team.
    pub team_role: Option<TeamRole>,
}

/// Where a person is reached who is not on the site: what they have proved to be theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number in E.164.
    pub phone: Option<String>,
}

/// People, for the domains that write to them.
#[async_trait]
pub trait PeoplePort: Send + Sync {
    /// The people with these ids; unknown and deleted ones are left out.
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError>;

    /// Who acts for each of these businesses, from CEO to staff; suspended members, and businesses without anybody, are
    /// left out.
    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError>;

    /// How these people are reached outside of the site; those who are not are left out, which is everybody where no
    /// addresses are known.
    async fn reach(&self, _ids: &[UserId]) -> Result<HashMap<UserId, Reach>, PortError> {
        Ok(HashMap::new())
    }
}

/// What a request shows to prove who sends it.
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// `Authorization: Bearer …`, a signed access token.
    AccessToken(&'a str),
    /// The HTTP-only cookie of a web session.
    Cookie(&'a str),
}

/// What became of a credential.
#[derive(Debug, Clone)]
pub enum Identified {
    /// It is good; this is who it is.
    As(Box<Actor>),
    /// It is forged, expired or revoked.
    Refused,
}

/// Turns what a request carries into an actor. Asked at every request, so the answer comes from memory as a rule.
#[async_trait]
pub trait IdentityPort: Send + Sync {
    /// Who sends it.
    async fn identify(&self, credential: Credential<'_>) -> Result<Identified, PortError>;

    /// The language that somebody has chosen for their account; none where that cannot be told.
    async fn language(&self, _user: UserId) -> Option<Language> {
        None
    }

    /// For how many seconds the browser of this web session is to keep its cookie from now on; none when it was told
    /// not long ago. A session lives on while it is used, and so must its cookie.
    fn renewal(&self, _session: SessionId) -> Option<i64> {
        None
    }
}
