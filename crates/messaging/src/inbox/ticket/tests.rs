use super::*;
use uuid::Uuid;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("in range") + TimeDelta::minutes(minutes)
}

fn ticket() -> Ticket {
    let id = Uuid::from_u128;
    Ticket { queued_at: None, ..Ticket::new(ConversationId(id(1)), BusinessId(id(2)), UserId(id(3)), at(0)) }
}

const AGENT: UserId = UserId(Uuid::from_u128(7));
const OTHER: UserId = UserId(Uuid::from_u128(8));

#[test]
fn the_clock_runs_from_the_first_unanswered_message() {
    let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
    let mut one = ticket();
    one.customer_said(at(0));
    one.customer_said(at(10));
    assert_eq!(one.escalation(&desk, at(14)), None);
    assert_eq!(one.escalation(&desk, at(15)), Some(1));
    one.level = 1;
    assert_eq!(one.escalation(&desk, at(59)), None);
    assert_eq!(one.escalation(&desk, at(60)), Some(2));
    one.team_said(AGENT, at(61));
    assert_eq!((one.escalation(&desk, at(500)), one.status, one.agent), (None, Status::Pending, Some(AGENT)));
}

#[test]
fn a_silent_agent_loses_the_customer_who_keeps_their_place() {
    let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
    let mut one = ticket();
    one.customer_said(at(0));
    one.give(AGENT, at(5));
    assert!(!one.is_silent(&desk, at(34)));
    assert!(one.is_silent(&desk, at(35)));
    one.hand_back(Some(AGENT), at(35));
    assert_eq!((one.agent, one.queued_at, one.known_agent), (None, Some(at(0)), Some(AGENT)));
    assert_eq!(one.not_agent, Some(AGENT));
    one.give(OTHER, at(36));
    assert_eq!((one.not_agent, one.known_agent), (None, Some(OTHER)));
}

#[test]
fn whoever_comes_back_after_the_end_begins_anew() {
    let mut one = ticket();
    one.customer_said(at(0));
    one.give(AGENT, at(1));
    one.team_said(AGENT, at(2));
    one.resolve(at(3)).expect("it was open");
    assert!(one.resolve(at(3)).is_err());
    one.customer_said(at(100));
    assert_eq!(
        (one.status, one.agent, one.opened_at, one.queued_at),
        (Status::Open, None, at(100), Some(at(100)))
    );
    assert_eq!((one.first_answer_at, one.resolved_at, one.known_agent), (None, None, Some(AGENT)));
    assert_eq!(one.first_answer_by, None);
}

#[test]
fn the_first_answer_is_the_one_who_gave_it_and_later_words_do_not_open_what_is_done() {
    let mut one = ticket();
    one.customer_said(at(0));
    one.suspect = true;
    one.team_said(AGENT, at(1));
    one.give(OTHER, at(2));
    one.team_said(OTHER, at(3));
    assert_eq!((one.first_answer_at, one.first_answer_by), (Some(at(1)), Some(AGENT)));
    assert!(!one.suspect, "whoever is answered is no stranger");
    one.resolve(at(4)).expect("it was open");
    one.team_said(OTHER, at(5));
    assert_eq!(one.status, Status::Resolved);
}

#[test]
fn what_is_opened_by_hand_is_queued_and_timed_and_what_is_the_customers_turn_is_not() {
    let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
    let mut one = ticket();
    one.customer_said(at(0));
    one.resolve(at(1)).expect("it was open");
    one.set_open(at(10));
    assert_eq!((one.queued_at, one.waiting_since, one.opened_at), (Some(at(10)), Some(at(10)), at(10)));
    one.set_pending(at(20));
    assert_eq!((one.queued_at, one.waiting_since), (None, None));
    assert_eq!(one.escalation(&desk, at(5000)), None);
}

#[test]
fn time_looks_again_when_it_has_something_to_do_and_not_before() {
    let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
    let mut one = ticket();
    one.customer_said(at(0));
    one.give(AGENT, at(0));
    one.look_later(&desk, at(0));
    assert_eq!(one.look_at, Some(at(15)), "the managers");
    one.level = 1;
    one.look_later(&desk, at(15));
    assert_eq!(one.look_at, Some(at(30)), "the agent is silent");
    one.hand_back(Some(AGENT), at(40));
    one.look_later(&desk, at(40));
    assert_eq!(one.look_at, Some(at(50)), "somebody may have come");
    one.look_later(&desk, at(52));
    assert_eq!(one.look_at, Some(at(60)), "the CEO");
    one.level = 2;
    one.give(AGENT, at(60));
    one.look_later(&desk, at(500));
    assert_eq!(one.look_at, Some(at(500 + 24 * 60)), "nobody else can be told");
    one.snooze(Some(at(700)), at(600)).expect("it is open");
    one.look_later(&desk, at(600));
    assert_eq!(one.look_at, Some(at(700)));
    one.set_pending(at(701));
    one.look_later(&desk, at(701));
    assert_eq!(one.look_at, None);
    one.set_open(at(800));
    one.hand_back(None, at(800));
    let evening = Desk { hours: Some(vec![vec![(18 * 60, 20 * 60)]; 7]), ..desk.clone() };
    one.look_later(&evening, at(800));
    assert_eq!(one.look_at, Some("2026-11-19T18:00:00Z".parse().expect("a time")), "when it opens");
    let never = Desk { hours: Some(vec![Vec::new(); 7]), ..desk };
    one.look_later(&never, at(800));
    assert_eq!(one.look_at, Some(at(800 + 24 * 60)));
}

#[test]
fn a_snooze_ends_with_its_time_or_the_customers_next_word() {
    let mut one = ticket();
    let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
    one.customer_said(at(0));
    one.level = 1;
    one.snooze(Some(at(60)), at(1)).expect("it is open");
    assert!(!one.wake(at(59)));
    assert_eq!(one.escalation(&desk, at(59)), None);
    assert!(one.wake(at(60)));
    assert_eq!((one.status, one.level, one.waiting_since), (Status::Open, 0, Some(at(60))));
    assert_eq!((one.escalation(&desk, at(60)), one.escalation(&desk, at(75))), (None, Some(1)));
    one.snooze(Some(at(90)), at(60)).expect("it is open");
    one.customer_said(at(61));
    assert_eq!((one.status, one.snoozed_until), (Status::Open, None));
    assert!(one.snooze(None, at(61)).is_err());
}
