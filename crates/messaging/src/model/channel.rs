use kernel::{Arg, Checks, Problem, UserId};
use serde_json::{Value, json};

use super::conversation::words;
use crate::error::SOURCE;

/// People in one channel.
pub(crate) const MOST_MEMBERS: usize = 1000;
/// Characters of a channel's name.
const NAME: std::ops::RangeInclusive<usize> = 1..=100;
/// So many people are named; more are counted.
const NAMED: usize = 5;

/// The name of a channel.
///
/// # Errors
/// When it is empty or has more than 100 characters.
pub(crate) fn channel_title(title: Option<&str>) -> Result<String, Vec<Problem>> {
    let mut checks = Checks::new(SOURCE);
    let title = checks.text("title", title, NAME);
    checks.finish(title)
}

words! {
    /// What a system message tells.
    News {
        /// The channel was made.
        Created = "CREATED",
        /// People came in.
        Added = "ADDED",
        /// People were taken out.
        Removed = "REMOVED",
        /// Somebody went by themselves.
        Left = "LEFT",
        /// It is called otherwise.
        Renamed = "RENAMED",
        /// Nobody may write any more.
        Closed = "CLOSED",
        /// It goes on.
        Opened = "OPENED",
    }
}

/// What the program says in a conversation: stored as facts, so that each reader is told in their language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What happened.
    pub news: News,
    /// Who did it.
    pub by: UserId,
    /// To whom, if they are few enough to be named.
    pub people: Vec<UserId>,
    /// How many they are.
    pub count: usize,
    /// The new name.
    pub title: Option<String>,
}

impl Notice {
    /// `by` did this to `people`.
    pub(crate) fn of_people(news: News, by: UserId, people: &[UserId]) -> Self {
        let named = if people.len() > NAMED { &[] } else { people };
        Self { news, by, people: named.to_vec(), count: people.len(), title: None }
    }

    /// `by` called the channel this.
    pub(crate) fn of_title(news: News, by: UserId, title: &str) -> Self {
        Self { news, by, people: Vec::new(), count: 0, title: Some(title.to_owned()) }
    }

    /// As it stands beside the words of a message.
    pub(crate) fn detail(&self) -> Value {
        let mut detail = json!({"news": self.news.as_str(), "by": self.by});
        if !self.people.is_empty() {
            detail["people"] = json!(self.people);
        } else if self.count > 0 {
            detail["count"] = json!(self.count);
        }
        if let Some(title) = &self.title {
            detail["title"] = json!(title);
        }
        detail
    }

    /// What such a message tells; none for what cannot be read.
    pub(crate) fn read(detail: &Value) -> Option<Self> {
        let people = detail["people"].as_array().map_or(&[][..], Vec::as_slice).iter();
        let people: Vec<UserId> = people.filter_map(|id| id.as_str()?.parse().ok()).collect();
        let count = detail["count"].as_u64().and_then(|count| usize::try_from(count).ok());
        Some(Self {
            news: detail["news"].as_str()?.parse().ok()?,
            by: detail["by"].as_str()?.parse().ok()?,
            count: count.unwrap_or(people.len()),
            people,
            title: detail["title"].as_str().map(str::to_owned),
        })
    }

    /// The key of its words and what is put into them; none where somebody's name is not known.
    pub(crate) fn words<'a>(
        &self,
        name: impl Fn(UserId) -> Option<&'a str>,
    ) -> Option<(&'static str, Vec<(&'static str, Arg)>)> {
        let many = self.count > NAMED;
        let key = match self.news {
            News::Created => "messaging-system-created",
            News::Added if many => "messaging-system-added-many",
            News::Added => "messaging-system-added",
            News::Removed if many => "messaging-system-removed-many",
            News::Removed => "messaging-system-removed",
            News::Left => "messaging-system-left",
            News::Renamed => "messaging-system-renamed",
            News::Closed => "messaging-system-closed",
            News::Opened => "messaging-system-opened",
        };
        let mut args = vec![("by", Arg::from(name(self.by)?))];
        if many {
            args.push(("n", Arg::from(i64::try_from(self.count).unwrap_or(i64::MAX))));
        } else {
            let people: Option<Vec<&str>> = self.people.iter().map(|user| name(*user)).collect();
            args.push(("people", Arg::from(people?.join(", "))));
        }
        args.push(("title", Arg::from(self.title.as_deref().unwrap_or_default())));
        Some((key, args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(n: u128) -> UserId {
        UserId(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn a_notice_is_read_as_it_was_written() {
        let many: Vec<UserId> = (2..1001).map(user).collect();
        for notice in [
            Notice::of_title(News::Renamed, user(1), "Deliveries"),
            Notice::of_people(News::Added, user(1), &many[..2]),
            Notice::of_people(News::Closed, user(1), &[]),
            Notice::of_people(News::Added, user(1), &many),
        ] {
            let detail = notice.detail();
            assert!(detail.to_string().len() < 200, "{detail}");
            assert_eq!(Notice::read(&detail), Some(notice));
        }
        assert_eq!(Notice::read(&json!({"news": "SOMETHING", "by": user(1)})), None);
    }

    #[test]
    fn few_people_are_named_and_many_are_counted() {
        let names = |user: UserId| Some(if user.0.as_u128() == 1 { "Amina" } else { "Kofi" });
        let people: Vec<UserId> = (2..8).map(user).collect();
        let added = |n: usize| Notice::of_people(News::Added, user(1), &people[..n]);
        let (key, args) = added(2).words(names).expect("all names are known");
        assert_eq!((key, &args[1]), ("messaging-system-added", &("people", Arg::from("Kofi, Kofi"))));
        let (key, args) = added(6).words(names).expect("nobody needs to be named");
        assert_eq!((key, &args[1]), ("messaging-system-added-many", &("n", Arg::from(6))));
        assert_eq!(added(1).words(|_| None), None);
    }
}
