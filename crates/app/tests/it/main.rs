//! The program as a process: killed, cut off from its database, told to stop.

mod kill;
mod messages;
mod outage;
mod server;
mod stop;
