//! Search as its users meet it: over HTTP, fed by events, on a real PostgreSQL.

mod finding;
mod hostile;
mod indexing;
mod pages;
mod paging;
mod ranking;
mod suggesting;
mod world;
