//! Search as its users meet it: over HTTP, fed by events, on a real PostgreSQL.

mod alerts;
mod both;
mod engine;
mod finding;
mod freshness;
mod hostile;
mod indexing;
mod orders;
mod pages;
mod paging;
mod quality;
mod ranking;
mod saved;
mod suggesting;
mod synonyms;
mod trending;
mod world;
