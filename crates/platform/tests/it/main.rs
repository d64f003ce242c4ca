//! The platform's promises, tried with a small domain made for the purpose.

mod cache;
mod http;
mod idempotency;
mod jobs;
mod limits;
mod live;
mod notes;
mod outage;
mod rows;
mod traces;
