//! Calls and events with the schemas of their payloads, from which the AsyncAPI document is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use utoipa::openapi::{RefOr, Schema};
use utoipa::ToSchema;

use super::call::LiveCall;

/// Named schemas.
pub type Schemas = BTreeMap<String, RefOr<Schema>>;

/// A payload's schema, with the schemas that it refers to.
pub struct PayloadDoc {
    /// The payload itself; a reference when it has a name.
    pub schema: RefOr<Schema>,
    /// What is referred to, by name.
    pub named: Schemas,
}

impl PayloadDoc {
    /// The schema of `T`.
    #[must_use]
    pub fn of<T: ToSchema>() -> Self {
        let mut schemas = Vec::new();
        T::schemas(&mut schemas);
        let mut named: Schemas = schemas.into_iter().collect();
        let name = T::name().into_owned();
        named.insert(name.clone(), T::schema());
        Self { schema: RefOr::Ref(utoipa::openapi::Ref::from_schema_name(name)), named }
    }
}

/// Something that a client can ask for, and what is known of it.
pub struct Call {
    /// Such as `message.send`.
    pub event: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Does it.
    pub call: Arc<dyn LiveCall>,
    /// What the client sends.
    pub asks: fn() -> PayloadDoc,
    /// What `data` of the ack holds.
    pub answers: fn() -> PayloadDoc,
}

impl Call {
    /// A call whose payload is `P` and whose ack's `data` is `R`.
    #[must_use]
    pub fn new<P: ToSchema, R: ToSchema>(
        event: &'static str,
        summary: &'static str,
        call: Arc<dyn LiveCall>,
    ) -> Self {
        Self { event, summary, call, asks: PayloadDoc::of::<P>, answers: PayloadDoc::of::<R> }
    }
}

/// An event that the server emits, and what is known of it.
pub struct EventDoc {
    /// Such as `message.sent`.
    pub event: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// What it carries.
    pub tells: fn() -> PayloadDoc,
}

impl EventDoc {
    /// An event whose payload is `P`.
    #[must_use]
    pub fn new<P: ToSchema>(event: &'static str, summary: &'static str) -> Self {
        Self { event, summary, tells: PayloadDoc::of::<P> }
    }
}
