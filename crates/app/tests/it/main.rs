//! The program as a process: killed, cut off from its database, told to stop.

mod configuration;
mod dev;
mod everything_dies;
mod kill;
mod logs;
mod malformed;
mod matching;
mod message_keys;
mod messages;
mod metrics;
mod migrating;
mod outage;
mod outside;
mod phone;
mod pictures;
mod roles;
mod rows;
mod server;
mod stop;
mod talk;
mod trending;
mod two_processes;
mod undo;
