//! A person with an account.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{BusinessId, Checks, Country, Currency, Language, Role, TeamRole, UserId, UserStatus};
use serde_json::{Map, Value};

use super::address::{Address, AddressKind};
use super::onboarding::Step;

/// How long after its deletion what an account tells of a person is erased.
pub const ERASED_AFTER: TimeDelta = TimeDelta::days(30);

/// An address of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Where.
    pub address: Address,
    /// Whether its owner has typed a code that was sent there.
    pub verified: bool,
}

/// An account.
#[derive(Debug, Clone)]
pub struct User {
    /// The user.
    pub id: UserId,
    /// What they are on the platform.
    pub role: Role,
    /// The role that waits for an admin.
    pub requested_role: Option<Role>,
    /// Where the account stands.
    pub status: UserStatus,
    /// Name to be shown.
    pub display_name: String,
    /// Where they live.
    pub country: Option<Country>,
    /// Language of pages and messages.
    pub language: Language,
    /// What prices are shown in.
    pub currency: Option<Currency>,
    /// No pictures until tapped.
    pub data_saver: bool,
    /// IANA name.
    pub time_zone: Option<String>,
    /// What the role may say of itself; see [`parse_profile`].
    pub profile: Value,
    /// E-mail.
    pub email: Option<Contact>,
    /// Phone.
    pub phone: Option<Contact>,
    /// The business they belong to.
    pub membership: Option<(BusinessId, TeamRole)>,
    /// How far the first set-up got.
    pub onboarding_step: Step,
    /// What was answered there.
    pub onboarding: Value,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// Counts changes.
    pub version: i64,
}

impl User {
    /// The address of this kind.
    #[must_use]
    pub fn contact(&self, kind: AddressKind) -> Option<&Contact> {
        match kind {
            AddressKind::Email => self.email.as_ref(),
            AddressKind::Phone => self.phone.as_ref(),
        }
    }

    /// Whether an address of the account is proved.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        [&self.email, &self.phone].into_iter().flatten().any(|contact| contact.verified)
    }
}

/// Preferences as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Language of pages and messages.
    pub language: Language,
    /// What prices are shown in.
    pub currency: Option<Currency>,
    /// No pictures until tapped.
    pub data_saver: bool,
    /// IANA name.
    pub time_zone: Option<String>,
}

impl Preferences {
    /// Checks what came in; a missing language is an error, the others may be empty.
    pub fn parse(
        checks: &mut Checks,
        language: Option<&str>,
        currency: Option<&str>,
        data_saver: Option<bool>,
        time_zone: Option<&str>,
    ) -> Option<Self> {
        let language = checks.required("language", language.filter(|text| !text.is_empty()));
        let language = checks.parsed("language", language, "accounts-check-language");
        let currency = checks.parsed("currency", currency, "accounts-check-currency");
        let time_zone = parse_time_zone(checks, "time_zone", time_zone);
        Some(Self { language: language?, currency, data_saver: data_saver.unwrap_or(false), time_zone })
    }
}

/// An IANA time zone.
pub fn parse_time_zone(checks: &mut Checks, field: &str, name: Option<&str>) -> Option<String> {
    let zone: Option<chrono_tz::Tz> = checks.parsed(field, name, "accounts-check-time-zone");
    zone.map(|zone| zone.name().to_owned())
}

/// The name that is shown: 2–80 characters, without links and numbers to call.
pub fn parse_name(checks: &mut Checks, field: &str, typed: Option<&str>) -> Option<String> {
    let name = checks.text(field, typed, 2..=80)?;
    if kernel::contains_contact(&name) || name.contains('\n') {
        checks.fail(field, "accounts-check-name");
        return None;
    }
    Some(name)
}

/// What each role may say of itself: field, most characters.
fn profile_fields(role: Role) -> &'static [(&'static str, usize)] {
    match role {
        Role::Consumer | Role::Admin => &[("about", 500)],
        Role::Business => &[("about", 500), ("job_title", 80)],
        Role::Financial => &[("about", 500), ("institution", 120), ("license_number", 60)],
        Role::Partner => &[("about", 500), ("organisation", 120), ("services", 500)],
    }
}

/// What of a profile stays when its owner gets this role.
#[must_use]
pub fn profile_of(role: Role, profile: &Value) -> Value {
    let known = |name: &str| profile_fields(role).iter().any(|(field, _)| *field == name);
    let said = profile.as_object().into_iter().flatten().filter(|(name, _)| known(name));
    Value::Object(said.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Checks a profile for a role: an object of known texts, each within its length; empty ones fall away.
pub fn parse_profile(checks: &mut Checks, role: Role, profile: Option<&Value>) -> Option<Value> {
    let profile = profile?;
    let Some(fields) = profile.as_object() else {
        checks.fail("profile", "accounts-check-profile");
        return None;
    };
    let mut clean = Map::new();
    for (name, value) in fields {
        let path = format!("profile.{name}");
        let Some((_, most)) = profile_fields(role).iter().find(|(known, _)| known == name) else {
            checks.fail(&path, "accounts-check-profile-field");
            continue;
        };
        match value {
            Value::Null => {}
            Value::String(text) => {
                if let Some(text) = checks.text(&path, Some(text), 0..=*most)
                    && !text.is_empty()
                {
                    clean.insert(name.clone(), Value::String(text));
                }
            }
            _ => checks.fail(&path, "accounts-check-profile"),
        }
    }
    Some(Value::Object(clean))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_profile_holds_what_its_role_may_say() {
        let mut checks = Checks::new("accounts");
        let profile =
            parse_profile(&mut checks, Role::Financial, Some(&json!({"institution": " Bank ", "about": ""})));
        assert_eq!((profile, checks.is_clean()), (Some(json!({"institution": "Bank"})), true));
        parse_profile(&mut checks, Role::Consumer, Some(&json!({"institution": "Bank", "about": 7})));
        parse_profile(&mut checks, Role::Consumer, Some(&json!([])));
        let problems = checks.finish(Some(())).expect_err("wrong");
        let mut fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["profile", "profile.about", "profile.institution"]);
    }

    #[test]
    fn another_role_keeps_what_it_may_say_as_well() {
        let said = json!({"about": "I sell maize.", "job_title": "Owner"});
        assert_eq!(profile_of(Role::Business, &said), said);
        assert_eq!(profile_of(Role::Consumer, &said), json!({"about": "I sell maize."}));
        assert_eq!(profile_of(Role::Consumer, &json!(null)), json!({}));
    }

    #[test]
    fn preferences_are_known_codes() {
        let mut checks = Checks::new("accounts");
        let good = Preferences::parse(&mut checks, Some("fr"), Some("XOF"), Some(true), Some("Africa/Dakar"));
        assert!(good.is_some() && checks.is_clean());
        Preferences::parse(&mut checks, Some("xx"), Some("ABC"), None, Some("Africa/Atlantis"));
        assert_eq!(checks.finish(Some(())).expect_err("wrong").len(), 3);
    }
}
