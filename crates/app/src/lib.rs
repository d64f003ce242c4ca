//! The program: command line, wiring of the domains, listeners, managed PostgreSQL and demo data.
//!
//! Everything that knows more than one domain stands here, and nothing else does.

mod catalogue;
pub mod cli;
pub mod compose;
pub mod demo;
pub mod dev;
mod health;
mod housekeeping;
mod ports;
pub mod seed;
pub mod serve;
mod synonyms;
