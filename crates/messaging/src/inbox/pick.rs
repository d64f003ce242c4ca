//! Who gets a customer. Pure, so that fairness can be tested without a database.

use chrono::{DateTime, Utc};
use kernel::UserId;

use super::desk::{Assignment, Desk};
use super::ticket::Ticket;

/// An agent as the choice sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agent {
    /// Who.
    pub user: UserId,
    /// Language codes.
    pub languages: Vec<String>,
    /// Topics that they know.
    pub skills: Vec<String>,
    /// Conversations at once.
    pub capacity: i64,
    /// Whether they work now.
    pub on_shift: bool,
    /// Conversations they have now.
    pub load: i64,
    /// Of what is said of them; 0 where nothing has been.
    pub version: i64,
    /// When they were given one last.
    pub last_assigned_at: Option<DateTime<Utc>>,
}

impl Agent {
    fn has_room(&self) -> bool {
        self.on_shift && self.load < self.capacity
    }
}

/// Whether anybody but `agent` works now.
pub(crate) fn works_beside(agents: &[Agent], agent: UserId) -> bool {
    agents.iter().any(|other| other.on_shift && other.user != agent)
}

/// Those of `agents` who have something, or all of them if none has.
fn preferred(agents: Vec<&Agent>, has: impl Fn(&Agent) -> bool) -> Vec<&Agent> {
    let some: Vec<&Agent> = agents.iter().copied().filter(|agent| has(agent)).collect();
    if some.is_empty() { agents } else { some }
}

/// The agent for a customer: the one they know if that one has room, else among those with room the ones who know the
/// topic, and of these the ones who speak the language; not who let them wait, unless nobody else works.
pub(crate) fn pick(desk: &Desk, agents: &[Agent], ticket: &Ticket) -> Option<UserId> {
    let not = ticket.not_agent.filter(|not| works_beside(agents, *not));
    let free: Vec<&Agent> =
        agents.iter().filter(|agent| agent.has_room() && Some(agent.user) != not).collect();
    if desk.sticky
        && let Some(agent) = free.iter().find(|agent| Some(agent.user) == ticket.known_agent)
    {
        return Some(agent.user);
    }
    let among = |known: &[String], wanted: Option<&String>| wanted.is_some_and(|one| known.contains(one));
    let choice = preferred(free, |agent| among(&agent.skills, ticket.topic.as_ref()));
    let choice =
        preferred(choice, |agent| desk.by_language && among(&agent.languages, ticket.language.as_ref()));
    let chosen = match desk.assignment {
        Assignment::RoundRobin => choice.into_iter().min_by_key(|agent| (agent.last_assigned_at, agent.user)),
        Assignment::LeastBusy => {
            choice.into_iter().min_by_key(|agent| (agent.load, agent.last_assigned_at, agent.user))
        }
    };
    chosen.map(|agent| agent.user)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{BusinessId, ConversationId};
    use uuid::Uuid;

    fn agent(n: u128, load: i64, languages: &[&str]) -> Agent {
        Agent {
            user: UserId(Uuid::from_u128(n)),
            languages: languages.iter().map(|l| (*l).to_owned()).collect(),
            skills: Vec::new(),
            capacity: 3,
            on_shift: true,
            load,
            version: 0,
            last_assigned_at: None,
        }
    }

    fn desk(assignment: Assignment) -> Desk {
        Desk { assignment, ..Desk::usual(BusinessId(Uuid::from_u128(9))) }
    }

    fn user(n: u128) -> Option<UserId> {
        Some(UserId(Uuid::from_u128(n)))
    }

    fn asks(language: Option<&str>, known: Option<UserId>, not: Option<UserId>) -> Ticket {
        let id = Uuid::from_u128(9);
        let ticket = Ticket::new(ConversationId(id), BusinessId(id), UserId(id), DateTime::UNIX_EPOCH);
        Ticket { language: language.map(str::to_owned), known_agent: known, not_agent: not, ..ticket }
    }

    #[test]
    fn who_knows_the_topic_comes_before_who_speaks_the_language_and_nobody_waits_for_them() {
        let knows = |agent: Agent| Agent { skills: vec!["Delivery".to_owned()], ..agent };
        let about = |topic: &str| Ticket { topic: Some(topic.to_owned()), ..asks(Some("fr"), None, None) };
        let desk = desk(Assignment::LeastBusy);
        let agents = [agent(1, 0, &["fr"]), knows(agent(2, 2, &["en"])), knows(agent(3, 2, &["fr"]))];
        assert_eq!(
            pick(&desk, &agents, &about("Delivery")),
            user(3),
            "of those who know it, who speaks French"
        );
        assert_eq!(pick(&desk, &agents[..2], &about("Delivery")), user(2));
        assert_eq!(pick(&desk, &agents, &about("Prices")), user(1), "nobody knows that one");
        let full = [agent(1, 0, &["en"]), knows(agent(2, 3, &["fr"]))];
        assert_eq!(pick(&desk, &full, &about("Delivery")), user(1), "better somebody than nobody");
    }

    #[test]
    fn the_least_busy_who_speaks_the_language_gets_the_customer() {
        let agents = [agent(1, 0, &["en"]), agent(2, 2, &["fr"]), agent(3, 1, &["fr", "en"])];
        let desk = desk(Assignment::LeastBusy);
        assert_eq!(pick(&desk, &agents, &asks(Some("fr"), None, None)), user(3));
        assert_eq!(pick(&desk, &agents, &asks(Some("ar"), None, None)), user(1));
        assert_eq!(pick(&desk, &agents, &asks(Some("fr"), user(2), None)), user(2));
        assert_eq!(pick(&desk, &agents, &asks(Some("fr"), None, user(3))), user(2));
        let anybody = Desk { sticky: false, by_language: false, ..desk };
        assert_eq!(
            pick(&anybody, &agents, &asks(Some("fr"), user(2), None)),
            user(1),
            "as the team wants it"
        );
    }

    #[test]
    fn whoever_was_silent_gets_the_customer_again_only_if_nobody_else_works() {
        let desk = desk(Assignment::LeastBusy);
        let (silent, full) = (agent(1, 0, &[]), agent(2, 3, &[]));
        assert_eq!(pick(&desk, &[silent.clone(), full.clone()], &asks(None, user(1), user(1))), None);
        let off = Agent { on_shift: false, ..full };
        assert_eq!(pick(&desk, &[silent, off], &asks(None, user(1), user(1))), user(1));
    }

    #[test]
    fn nobody_is_given_more_than_they_can_take() {
        let off = Agent { on_shift: false, ..agent(2, 0, &[]) };
        let agents = [agent(1, 3, &[]), off];
        assert_eq!(pick(&desk(Assignment::LeastBusy), &agents, &asks(None, user(1), None)), None);
    }

    #[test]
    fn taking_turns_gives_everybody_the_same_number() {
        let desk = desk(Assignment::RoundRobin);
        let mut agents = [agent(1, 0, &[]), agent(2, 0, &[]), agent(3, 0, &[])];
        for agent in &mut agents {
            agent.capacity = 100;
        }
        for turn in 0..99 {
            let chosen = pick(&desk, &agents, &asks(None, None, None)).expect("there is room");
            let agent = agents.iter_mut().find(|agent| agent.user == chosen).expect("one of them");
            agent.load += 1;
            agent.last_assigned_at = DateTime::from_timestamp(1_795_000_000 + turn, 0);
        }
        assert_eq!(agents.map(|agent| agent.load), [33, 33, 33]);
    }
}
