//! Conversations over HTTP and over live calls, on a real PostgreSQL with row-level security in force.

mod blocks;
mod changes;
mod channels;
mod closing;
mod connections;
mod desk;
mod desk_pages;
mod exports;
mod files;
mod history;
mod inbox;
mod live;
mod paged;
mod pages;
mod presence;
mod safety;
mod sealed;
mod sending;
mod support;
mod topics;
mod versions;
