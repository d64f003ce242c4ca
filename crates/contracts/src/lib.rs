//! What crosses from one domain to another: events (facts that happened), ports (questions a domain answers) and the
//! plain values they carry. One module per domain, serde types only; nothing here knows a database or HTTP.

pub mod accounts;
pub mod bizconnect;
mod event;
pub mod listings;
pub mod media;
pub mod messaging;
pub mod notifications;
pub mod search;

pub use event::{DomainEvent, Envelope, PortError};
