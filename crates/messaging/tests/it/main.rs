//! Conversations over HTTP and over live calls, on a real PostgreSQL with row-level security in force.

mod changes;
mod connections;
mod files;
mod history;
mod inbox;
mod live;
mod safety;
mod sending;
mod support;
