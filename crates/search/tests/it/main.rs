//! Search as its users meet it: over HTTP, fed by events, on a real PostgreSQL.

mod engine;
mod finding;
mod freshness;
mod hostile;
mod indexing;
mod pages;
mod paging;
mod quality;
mod ranking;
mod saved;
mod suggesting;
mod trending;
mod world;
