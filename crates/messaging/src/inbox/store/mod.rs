//! Every SQL statement of the inbox.

mod desks;
mod tickets;

pub(crate) use desks::{
    AgentChange, Canned, Note, Times, add_note, agents, canned, delete_canned, desk, insert_canned,
    note_assigned, note_times, notes, set_agent, set_desk, times, update_canned,
};
pub(crate) use tickets::{
    View, dismiss_agents, due, hold, insert, list, look_at, look_at_desk, look_at_tickets_of, queue,
    rest_or_go_on, resting, set_topic, update,
};
