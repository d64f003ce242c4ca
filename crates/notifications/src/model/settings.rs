//! What somebody wants to hear, by which channel, and when not (N-5, N-6).

use std::collections::BTreeMap;

use kernel::{Checks, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Topic;
use super::channel::ChannelName;

/// Choices that differ from what the role usually wants.
pub type Choices = BTreeMap<Topic, BTreeMap<ChannelName, bool>>;

/// By which channels people can choose to be told of each type.
pub type Choosable = BTreeMap<Topic, Vec<ChannelName>>;

/// Hours without interruption, in minutes after midnight; `until` before `from` means the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// When it begins.
    pub from: i16,
    /// When it ends.
    pub until: i16,
}

/// Somebody's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What differs from the usual.
    pub choices: Choices,
    /// When not to be interrupted.
    pub quiet: Option<Quiet>,
    /// When to hear everything at once, in minutes after midnight; none means as it comes.
    pub digest_at: Option<i16>,
    /// Counts changes; 0 before the first.
    pub version: i64,
}

/// What a role usually wants to hear of.
#[must_use]
pub fn usual(role: Role, topic: Topic, channel: ChannelName) -> bool {
    let of_interest = match topic {
        Topic::Match => matches!(role, Role::Business | Role::Partner | Role::Financial),
        Topic::Engagement => role != Role::Admin,
        Topic::Task => matches!(role, Role::Business | Role::Admin),
        Topic::System | Topic::Approval | Topic::Message | Topic::Payment | Topic::Security => true,
    };
    // What costs money or wakes people is chosen by them, but for their security.
    let usual_here = match channel {
        ChannelName::InApp | ChannelName::Push => true,
        // Of one's own things, what cannot wait: the link that renews a listing.
        ChannelName::Email => {
            matches!(topic, Topic::Approval | Topic::Payment | Topic::Security | Topic::System)
        }
        ChannelName::Sms | ChannelName::Whatsapp => topic == Topic::Security,
    };
    of_interest && usual_here
}

impl Settings {
    /// Whether notifications of this type are wanted by this channel. Security always is.
    #[must_use]
    pub fn wants(&self, role: Role, topic: Topic, channel: ChannelName) -> bool {
        if topic == Topic::Security {
            return usual(role, topic, channel);
        }
        let chosen = self.choices.get(&topic).and_then(|by_channel| by_channel.get(&channel));
        chosen.copied().unwrap_or_else(|| usual(role, topic, channel))
    }
}

/// Hours without interruption, as they come in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from": "21:30", "until": "06:00"}))]
pub struct QuietInput {
    /// `HH:MM` in the time zone of the account.
    pub from: Option<String>,
    /// `HH:MM`; earlier than `from` means the next day.
    pub until: Option<String>,
}

/// Settings as they come in, before they are checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsInput {
    /// Type → channel → wanted.
    pub choices: BTreeMap<String, BTreeMap<String, bool>>,
    /// When not to be interrupted.
    pub quiet: Option<QuietInput>,
    /// `HH:MM`.
    pub digest_at: Option<String>,
}

impl Settings {
    /// Checks everything at once. `open` are the channels that there are for each type.
    #[must_use]
    pub fn parse(checks: &mut Checks, input: &SettingsInput, role: Role, open: &Choosable) -> Self {
        let mut choices = Choices::new();
        for (topic, by_channel) in &input.choices {
            let path = format!("choices.{topic}");
            let Ok(known) = topic.parse::<Topic>() else {
                checks.fail(&path, "notifications-check-type");
                continue;
            };
            for (channel, wanted) in by_channel {
                let here = open.get(&known).map_or(&[][..], Vec::as_slice);
                let Some(name) = channel.parse().ok().filter(|name| here.contains(name)) else {
                    checks.fail(&format!("{path}.{channel}"), "notifications-check-channel");
                    continue;
                };
                if known == Topic::Security && !wanted && usual(role, known, name) {
                    checks.fail(&format!("{path}.{channel}"), "notifications-check-security");
                } else if *wanted != usual(role, known, name) {
                    choices.entry(known).or_default().insert(name, *wanted);
                }
            }
        }
        let quiet = input.quiet.as_ref().and_then(|quiet| {
            let from = time(checks, "quiet_hours.from", quiet.from.as_deref());
            let until = time(checks, "quiet_hours.until", quiet.until.as_deref());
            let (from, until) = (from?, until?);
            if from == until {
                checks.fail("quiet_hours.until", "notifications-check-quiet");
                return None;
            }
            Some(Quiet { from, until })
        });
        let digest_at = input.digest_at.as_deref().and_then(|text| time(checks, "digest_at", Some(text)));
        Self { choices, quiet, digest_at, version: 0 }
    }
}

/// `HH:MM` as minutes after midnight.
fn time(checks: &mut Checks, field: &str, text: Option<&str>) -> Option<i16> {
    let text = checks.required(field, text.map(str::trim).filter(|text| !text.is_empty()))?;
    let read = || {
        let (hours, minutes) = text.split_once(':')?;
        let number = |text: &str| (text.len() == 2).then(|| text.parse::<i16>().ok()).flatten();
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
    };
    let minutes = read();
    if minutes.is_none() {
        checks.fail(field, "notifications-check-time");
    }
    minutes
}

/// Minutes after midnight as `HH:MM`.
#[must_use]
pub fn clock(minutes: i16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All is told in the app, and of one's own things by e-mail too.
    fn here() -> Choosable {
        let of = |topic: Topic| match topic {
            Topic::System => vec![ChannelName::InApp, ChannelName::Email],
            _ => vec![ChannelName::InApp],
        };
        Topic::ALL.into_iter().map(|topic| (topic, of(topic))).collect()
    }

    fn input(topic: &str, channel: &str, wanted: bool) -> SettingsInput {
        let choices = [(topic.to_owned(), [(channel.to_owned(), wanted)].into())].into();
        SettingsInput { choices, ..SettingsInput::default() }
    }

    fn parse(input: &SettingsInput) -> Result<Settings, Vec<String>> {
        let mut checks = Checks::new("notifications");
        let settings = Settings::parse(&mut checks, input, Role::Business, &here());
        checks
            .finish(Some(settings))
            .map_err(|problems| problems.into_iter().filter_map(|problem| problem.field).collect())
    }

    #[test]
    fn each_role_has_its_usual_and_a_choice_overrides_it() {
        let none = Settings::default();
        for (role, topic, expected) in [
            (Role::Consumer, Topic::Match, false),
            (Role::Business, Topic::Match, true),
            (Role::Consumer, Topic::Message, true),
            (Role::Admin, Topic::Engagement, false),
            (Role::Consumer, Topic::Task, false),
            (Role::Financial, Topic::Security, true),
        ] {
            assert_eq!(none.wants(role, topic, ChannelName::InApp), expected, "{role:?} {topic:?}");
        }
        let chosen = parse(&input("MATCH", "IN_APP", false)).expect("good");
        assert!(!chosen.wants(Role::Business, Topic::Match, ChannelName::InApp));
        let usual = parse(&input("MATCH", "IN_APP", true)).expect("good");
        assert!(usual.choices.is_empty(), "what is usual is not written down, and follows the role");
        assert!(none.wants(Role::Business, Topic::System, ChannelName::Email));
        let without = parse(&input("SYSTEM", "EMAIL", false)).expect("good");
        assert!(!without.wants(Role::Business, Topic::System, ChannelName::Email));
        assert_eq!(parse(&input("MATCH", "EMAIL", true)), Err(vec!["choices.MATCH.EMAIL".to_owned()]));
    }

    #[test]
    fn security_cannot_be_switched_off() {
        assert_eq!(
            parse(&input("SECURITY", "IN_APP", false)),
            Err(vec!["choices.SECURITY.IN_APP".to_owned()])
        );
        let smuggled = Settings {
            choices: [(Topic::Security, [(ChannelName::InApp, false)].into())].into(),
            ..Settings::default()
        };
        assert!(smuggled.wants(Role::Consumer, Topic::Security, ChannelName::InApp));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let quiet = |from: &str, until: &str| {
            Some(QuietInput { from: Some(from.to_owned()), until: Some(until.to_owned()) })
        };
        let mut wrong = input("GOSSIP", "IN_APP", true);
        wrong
            .choices
            .insert("MATCH".to_owned(), [("PIGEON".to_owned(), true), ("SMS".to_owned(), true)].into());
        wrong.quiet = quiet("25:00", "6:00");
        wrong.digest_at = Some("noon".to_owned());
        assert_eq!(
            parse(&wrong),
            Err([
                "choices.GOSSIP",
                "choices.MATCH.PIGEON",
                "choices.MATCH.SMS",
                "quiet_hours.from",
                "quiet_hours.until",
                "digest_at"
            ]
            .map(str::to_owned)
            .to_vec())
        );
        let all_day = SettingsInput { quiet: quiet("06:00", "06:00"), ..SettingsInput::default() };
        assert_eq!(parse(&all_day), Err(vec!["quiet_hours.until".to_owned()]));
        let night = SettingsInput { quiet: quiet("21:30", "06:05"), ..SettingsInput::default() };
        let quiet = parse(&night).expect("good").quiet.expect("quiet");
        assert_eq!((clock(quiet.from), clock(quiet.until)), ("21:30".to_owned(), "06:05".to_owned()));
    }
}
