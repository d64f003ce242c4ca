//! The platform's promises, tried with a small domain made for the purpose.

mod cache;
mod http;
mod idempotency;
mod jobs;
mod live;
mod notes;
mod outage;
mod rows;
