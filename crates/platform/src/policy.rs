//! Who may do what: Cedar policies from `policies/`, default deny (P-14).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use std::sync::{Arc, RwLock};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression, Schema, ValidationMode, Validator,
};
use kernel::{Actor, BusinessId, ErrorKind, UserId};

use crate::error::{Error, Result};

const SCHEMA: &str = include_str!("../../../policies/pushnchat.cedarschema");
const POLICIES: &[(&str, &str)] = &[
    ("accounts", include_str!("../../../policies/accounts.cedar")),
    ("bizconnect", include_str!("../../../policies/bizconnect.cedar")),
    ("listings", include_str!("../../../policies/listings.cedar")),
    ("media", include_str!("../../../policies/media.cedar")),
    ("messaging", include_str!("../../../policies/messaging.cedar")),
    ("notifications", include_str!("../../../policies/notifications.cedar")),
    ("platform", include_str!("../../../policies/platform.cedar")),
    ("search", include_str!("../../../policies/search.cedar")),
];

/// Something that somebody may or may not do, named in a handler's signature by a type.
pub trait Right: Send + Sync + 'static {
    /// The Cedar action, such as `listing:create`.
    const ACTION: &'static str;
}

/// Declares rights: `rights! { /// Write a listing. CreateListing = "listing:create"; }`.
#[macro_export]
macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $action:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl $crate::policy::Right for $name {
            const ACTION: &'static str = $action;
        }
    )*};
}

/// What an action is done to, with the attributes that policies look at.
#[derive(Debug, Clone)]
pub struct Resource {
    kind: &'static str,
    id: String,
    attributes: Vec<(&'static str, Attribute)>,
}

#[derive(Debug, Clone)]
enum Attribute {
    Text(String),
    Entity(&'static str, String),
}

impl Resource {
    /// A resource of a type that the schema knows.
    #[must_use]
    pub fn new(kind: &'static str, id: impl ToString) -> Self {
        Self { kind, id: id.to_string(), attributes: Vec::new() }
    }

    /// The platform as a whole: asked before anything is loaded, "may such a person try at all?".
    #[must_use]
    pub fn platform() -> Self {
        Self::new("Platform", "pushnchat")
    }

    /// A plain attribute.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, Attribute::Text(value.into())));
        self
    }

    /// The business it belongs to.
    #[must_use]
    pub fn business(mut self, id: BusinessId) -> Self {
        self.attributes.push(("business", Attribute::Entity("Business", id.to_string())));
        self
    }

    /// The user it belongs to.
    #[must_use]
    pub fn owner(mut self, id: UserId) -> Self {
        self.attributes.push(("owner", Attribute::Entity("User", id.to_string())));
        self
    }

    fn entity(&self) -> Result<Entity> {
        let mut attributes = HashMap::new();
        for (name, value) in &self.attributes {
            let value = match value {
                Attribute::Text(text) => RestrictedExpression::new_string(text.clone()),
                Attribute::Entity(kind, id) => RestrictedExpression::new_entity_uid(uid(kind, id)?),
            };
            attributes.insert((*name).to_owned(), value);
        }
        Entity::new(uid(self.kind, &self.id)?, attributes, HashSet::new()).map_err(Error::internal)
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid> {
    let kind = EntityTypeName::from_str(kind).map_err(Error::internal)?;
    Ok(EntityUid::from_type_name_and_id(kind, EntityId::new(id)))
}

/// The policy engine. Cheap to clone.
#[derive(Clone)]
pub struct Policies {
    engine: Arc<Engine>,
}

struct Engine {
    authorizer: Authorizer,
    policies: PolicySet,
    actions: HashMap<String, EntityUid>,
    /// Answers about the platform as a whole depend on few attributes of the actor, so they are kept.
    attempts: RwLock<BTreeMap<(&'static str, String), bool>>,
}

impl Policies {
    /// Reads, parses and validates all policies.
    ///
    /// # Errors
    /// When a policy does not parse or does not fit the schema: the program must not start then.
    pub fn load() -> anyhow::Result<Self> {
        let (schema, warnings) = Schema::from_cedarschema_str(SCHEMA)?;
        for warning in warnings {
            tracing::warn!("policy schema: {warning}");
        }
        let mut policies = PolicySet::new();
        for (file, text) in POLICIES {
            let parsed = PolicySet::from_str(text)
                .map_err(|error| anyhow::anyhow!("policies/{file}.cedar: {error}"))?;
            for policy in parsed.policies() {
                let id = cedar_policy::PolicyId::new(format!("{file}/{}", policy.id()));
                policies.add(policy.new_id(id))?;
            }
        }
        let verdict = Validator::new(schema.clone()).validate(&policies, ValidationMode::default());
        if !verdict.validation_passed() {
            let errors: Vec<String> = verdict.validation_errors().map(ToString::to_string).collect();
            anyhow::bail!("policies do not fit policies/pushnchat.cedarschema: {}", errors.join("; "));
        }
        let actions =
            schema.actions().map(|action| (action.id().unescaped().to_owned(), action.clone())).collect();
        Ok(Self {
            engine: Arc::new(Engine {
                authorizer: Authorizer::new(),
                policies,
                actions,
                attempts: RwLock::default(),
            }),
        })
    }

    /// Whether the schema knows the action; a route whose action it does not know stops the start.
    #[must_use]
    pub fn knows(&self, action: &str) -> bool {
        self.engine.actions.contains_key(action)
    }

    /// Every action of the schema, sorted.
    #[must_use]
    pub fn actions(&self) -> Vec<&str> {
        let mut actions: Vec<&str> = self.engine.actions.keys().map(String::as_str).collect();
        actions.sort_unstable();
        actions
    }

    /// Lets `actor` through, or says why not: 401 for nobody, 403 for somebody without the right.
    ///
    /// # Errors
    /// 401, 403; 500 when the resource does not fit the schema.
    pub fn check<R: Right>(&self, actor: &Actor, resource: &Resource) -> Result<()> {
        self.check_action(actor, R::ACTION, resource)
    }

    /// Whether `actor` may, without an error: for what a page shows or hides.
    #[must_use]
    pub fn allows<R: Right>(&self, actor: &Actor, resource: &Resource) -> bool {
        self.check::<R>(actor, resource).is_ok()
    }

    /// [`Policies::check`] for an action known only at run time.
    ///
    /// # Errors
    /// 401, 403; 500 when the resource does not fit the schema.
    pub fn check_action(&self, actor: &Actor, action: &'static str, resource: &Resource) -> Result<()> {
        let allowed = if resource.kind == "Platform" {
            self.may_attempt(actor, action)?
        } else {
            self.decide(actor, action, resource)?
        };
        if allowed {
            return Ok(());
        }
        Err(match actor {
            Actor::Anonymous => {
                Error::new(ErrorKind::Unauthorized, "platform", "platform-error-unauthorized")
            }
            Actor::User(_) => Error::new(ErrorKind::Forbidden, "platform", "platform-error-forbidden"),
        })
    }

    fn may_attempt(&self, actor: &Actor, action: &'static str) -> Result<bool> {
        let signature = match actor.user() {
            None => String::new(),
            Some(user) => {
                let member = user.membership.as_ref();
                format!(
                    "{} {} {} {}",
                    user.role,
                    user.status,
                    member.map_or("-", |m| m.team_role.as_str()),
                    member.map_or("-", |m| m.verification.as_str()),
                )
            }
        };
        let key = (action, signature);
        let known =
            self.engine.attempts.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&key).copied();
        if let Some(answer) = known {
            return Ok(answer);
        }
        let answer = self.decide(actor, action, &Resource::platform())?;
        self.engine.attempts.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, answer);
        Ok(answer)
    }

    fn decide(&self, actor: &Actor, action: &str, resource: &Resource) -> Result<bool> {
        let Some(action) = self.engine.actions.get(action) else {
            return Err(Error::internal(format!("no policy knows the action {action}")));
        };
        let principal = principal(actor)?;
        let resource = resource.entity()?;
        let request = Request::new(principal.uid(), action.clone(), resource.uid(), Context::empty(), None)
            .map_err(Error::internal)?;
        let entities = Entities::from_entities([principal, resource], None).map_err(Error::internal)?;
        let response = self.engine.authorizer.is_authorized(&request, &self.engine.policies, &entities);
        for error in response.diagnostics().errors() {
            tracing::error!(%error, "a policy could not be evaluated");
        }
        Ok(response.decision() == Decision::Allow)
    }
}

fn principal(actor: &Actor) -> Result<Entity> {
    let Some(user) = actor.user() else {
        return Ok(Entity::new_no_attrs(uid("Anonymous", "anonymous")?, HashSet::new()));
    };
    let text = |word: &str| RestrictedExpression::new_string(word.to_owned());
    let mut attributes = HashMap::from([
        ("role".to_owned(), text(user.role.as_str())),
        ("status".to_owned(), text(user.status.as_str())),
    ]);
    if let Some(member) = &user.membership {
        let business = uid("Business", &member.business_id.to_string())?;
        attributes.insert("business".to_owned(), RestrictedExpression::new_entity_uid(business));
        attributes.insert("team_role".to_owned(), text(member.team_role.as_str()));
        attributes.insert("verification".to_owned(), text(member.verification.as_str()));
    }
    Entity::new(uid("User", &user.user_id.to_string())?, attributes, HashSet::new()).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use kernel::{Membership, PlanLevel, Role, SessionId, SignedIn, TeamRole, UserStatus, Verification};
    use uuid::Uuid;

    use super::*;

    const OURS: BusinessId = BusinessId(Uuid::from_u128(1));
    const THEIRS: BusinessId = BusinessId(Uuid::from_u128(2));
    const ME: UserId = UserId(Uuid::from_u128(3));
    const SOMEBODY: UserId = UserId(Uuid::from_u128(4));

    fn person(role: Role, team_role: Option<TeamRole>) -> Actor {
        let membership = team_role.map(|team_role| Membership {
            business_id: OURS,
            team_role,
            verification: Verification::Basic,
            plan: PlanLevel::Free,
        });
        let session_id = SessionId(Uuid::from_u128(5));
        let (status, display_name) = (UserStatus::Active, "Amina".to_owned());
        Actor::User(SignedIn {
            user_id: ME,
            session_id,
            role,
            status,
            display_name,
            country: None,
            membership,
        })
    }

    fn unproved(mut actor: Actor) -> Actor {
        if let Actor::User(user) = &mut actor {
            user.status = UserStatus::Pending;
        }
        actor
    }

    /// Nobody, a consumer, staff, a manager, a CEO, an admin.
    fn everybody() -> [Actor; 6] {
        let member = |role| person(Role::Business, Some(role));
        [
            Actor::Anonymous,
            person(Role::Consumer, None),
            member(TeamRole::Staff),
            member(TeamRole::Manager),
            member(TeamRole::Ceo),
            person(Role::Admin, None),
        ]
    }

    fn listing(business: BusinessId, status: &str) -> Resource {
        Resource::new("Listing", Uuid::from_u128(6)).business(business).text("status", status)
    }

    /// Who of [`everybody`] may.
    fn who(action: &'static str, resource: &Resource) -> [bool; 6] {
        let policies = Policies::load().expect("the policies fit their schema");
        everybody().map(|actor| policies.check_action(&actor, action, resource).is_ok())
    }

    #[test]
    fn what_is_somebodys_own_is_changed_by_nobody_else() {
        let [nobody, everyone] = [[false; 6], [true; 6]];
        let platform = Resource::platform();
        for (action, resource, expected) in [
            ("listing:read", listing(THEIRS, "ACTIVE"), everyone),
            ("listing:read", listing(THEIRS, "DRAFT"), [false, false, false, false, false, true]),
            ("listing:read", listing(OURS, "DRAFT"), [false, false, true, true, true, true]),
            ("listing:update", listing(OURS, "ACTIVE"), [false, false, true, true, true, false]),
            ("listing:update", listing(THEIRS, "ACTIVE"), nobody),
            ("listing:withdraw", listing(THEIRS, "ACTIVE"), [false, false, false, false, false, true]),
            ("listing:feature", listing(OURS, "ACTIVE"), [false, false, false, true, true, false]),
            ("listing:oversee", platform.clone(), [false, false, false, false, false, true]),
            ("connection:measure_all", platform.clone(), [false, false, false, false, false, true]),
            ("conversation:speak", platform.clone(), [false, false, false, true, true, false]),
            ("user:govern", platform.clone(), [false, false, false, false, false, true]),
            ("account:enter", platform, everyone),
            ("session:manage", Resource::new("Account", ME).owner(ME), [false, true, true, true, true, true]),
            ("session:manage", Resource::new("Account", SOMEBODY).owner(SOMEBODY), nobody),
        ] {
            assert_eq!(who(action, &resource), expected, "{action} of {resource:?}");
        }
    }

    #[test]
    fn an_address_that_is_not_proved_lets_nobody_write() {
        let policies = Policies::load().expect("the policies fit their schema");
        let ceo = person(Role::Business, Some(TeamRole::Ceo));
        for action in ["listing:create", "connection:request", "inbox:answer", "inbox:contact"] {
            policies.check_action(&ceo, action, &Resource::platform()).expect(action);
            let refused = policies.check_action(&unproved(ceo.clone()), action, &Resource::platform());
            assert_eq!(refused.expect_err(action).kind(), ErrorKind::Forbidden);
        }
    }

    #[test]
    fn nobody_is_asked_to_sign_in_and_somebody_without_the_right_is_refused() {
        let policies = Policies::load().expect("the policies fit their schema");
        let kind = |actor: &Actor, action, resource: &Resource| {
            policies.check_action(actor, action, resource).expect_err(action).kind()
        };
        let platform = Resource::platform();
        assert_eq!(kind(&Actor::Anonymous, "listing:create", &platform), ErrorKind::Unauthorized);
        assert_eq!(kind(&person(Role::Consumer, None), "listing:create", &platform), ErrorKind::Forbidden);
        // What the schema does not know is nobody's right, and a mistake of ours.
        assert_eq!(kind(&person(Role::Admin, None), "listing:invent", &platform), ErrorKind::Internal);
        let ill_formed = Resource::new("Listing", "x");
        assert!(policies.check_action(&person(Role::Admin, None), "listing:update", &ill_formed).is_err());
    }
}
