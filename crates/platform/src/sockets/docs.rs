//! Calls and events with the schemas of their payloads, and the AsyncAPI document that is made from them (M-6).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::call::{Live, LiveCall};

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

/// `join` and `leave`.
#[derive(ToSchema)]
#[schema(example = json!({"room": "conversation:0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59"}))]
#[expect(dead_code, reason = "describes what is read field by field")]
struct RoomPayload {
    /// `conversation:`, `business:` or `campaign:` and an id.
    room: String,
}

/// `auth.refresh`.
#[derive(ToSchema)]
#[schema(example = json!({"token": "eyJhbGciOi…"}))]
#[expect(dead_code, reason = "describes what is read field by field")]
struct RefreshPayload {
    /// A fresh access token of the same user.
    token: String,
}

/// Nothing to add.
#[derive(ToSchema)]
#[schema(example = json!({}))]
struct Empty {}

/// `sync.required`.
#[derive(ToSchema)]
#[schema(example = json!({"within_ms": 5000}))]
#[expect(dead_code, reason = "describes what is written with json!")]
struct SyncRequired {
    /// Ask at a random moment within so many milliseconds, so that not everybody asks at once.
    within_ms: i64,
}

/// Name, sentence, what is sent, what the ack's `data` holds.
type CallRow = (&'static str, &'static str, fn() -> PayloadDoc, fn() -> PayloadDoc);
/// Name, sentence, what it carries.
type EventRow = (&'static str, &'static str, fn() -> PayloadDoc);

/// All that can be asked and heard, as rows.
struct Catalogue {
    calls: Vec<CallRow>,
    events: Vec<EventRow>,
}

impl Catalogue {
    fn of(live: &[Live]) -> Self {
        let mut calls: Vec<CallRow> = vec![
            (
                "join",
                "Enter a room, if one may read there.",
                PayloadDoc::of::<RoomPayload>,
                PayloadDoc::of::<Empty>,
            ),
            ("leave", "Leave a room.", PayloadDoc::of::<RoomPayload>, PayloadDoc::of::<Empty>),
            (
                "auth.refresh",
                "Show a fresh token before the old one runs out.",
                PayloadDoc::of::<RefreshPayload>,
                PayloadDoc::of::<Empty>,
            ),
        ];
        let mut events: Vec<EventRow> = vec![
            (
                super::SYNC_REQUIRED,
                "Something may have been missed: call sync.",
                PayloadDoc::of::<SyncRequired>,
            ),
            ("auth.expired", "The session is over; the socket ends now.", PayloadDoc::of::<Empty>),
        ];
        for module in live {
            calls.extend(module.calls.iter().map(|call| (call.event, call.summary, call.asks, call.answers)));
            events.extend(module.events.iter().map(|event| (event.event, event.summary, event.tells)));
        }
        calls.sort_by_key(|row| row.0);
        events.sort_by_key(|row| row.0);
        Self { calls, events }
    }

    /// Every named schema, as JSON.
    fn schemas(&self) -> Map<String, Value> {
        let mut schemas = Map::new();
        let docs = self.calls.iter().flat_map(|(_, _, asks, answers)| [asks(), answers()]);
        for doc in docs.chain(self.events.iter().map(|(_, _, tells)| tells())) {
            for (name, schema) in doc.named {
                schemas.insert(name, serde_json::to_value(schema).unwrap_or_default());
            }
        }
        schemas
    }
}

fn schema_of(doc: fn() -> PayloadDoc) -> Value {
    serde_json::to_value(doc().schema).unwrap_or_default()
}

/// The AsyncAPI 3 document of everything that can be asked and heard over a socket.
#[must_use]
pub fn asyncapi(live: &[Live]) -> Value {
    let catalogue = Catalogue::of(live);
    let (mut messages, mut operations) = (Map::new(), Map::new());
    let reference = |name: &str| json!({ "$ref": format!("#/channels/live/messages/{name}") });
    for (name, summary, asks, answers) in &catalogue.calls {
        let ack = format!("{name}.ack");
        messages.insert(
            (*name).to_owned(),
            json!({ "name": name, "summary": summary, "payload": schema_of(*asks) }),
        );
        let told = json!({ "oneOf": [
            { "type": "object", "required": ["data"], "properties": { "data": schema_of(*answers) } },
            { "$ref": "#/components/schemas/LiveErrors" },
        ]});
        messages.insert(
            ack.clone(),
            json!({ "name": ack, "summary": format!("The ack of {name}."), "payload": told }),
        );
        operations.insert(
            (*name).to_owned(),
            json!({
                "action": "receive", "summary": summary, "channel": { "$ref": "#/channels/live" },
                "messages": [reference(name)],
                "reply": { "channel": { "$ref": "#/channels/live" }, "messages": [reference(&ack)] },
            }),
        );
    }
    for (name, summary, tells) in &catalogue.events {
        // What is both called and heard stands twice, under the same name.
        let is_called = messages.contains_key(*name);
        let key = if is_called { format!("{name}.told") } else { (*name).to_owned() };
        messages
            .insert(key.clone(), json!({ "name": name, "summary": summary, "payload": schema_of(*tells) }));
        let heard = json!({
            "action": "send", "summary": summary, "channel": { "$ref": "#/channels/live" },
            "messages": [reference(&key)],
        });
        operations.insert(key, heard);
    }
    let mut schemas = catalogue.schemas();
    schemas.insert("LiveErrors".to_owned(), errors_schema());
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "PushNchat live",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Socket.IO 4 (protocol 5) at /socket.io/, namespace /. Show `auth: {token}` in the handshake; a \
                page of the site itself needs none, its cookie counts. Every call takes one object and is answered by an \
                ack, `{data}` or `{errors}` as over HTTP; what `meta.watermark` of an ack holds goes along as the header \
                `Watermark` with what is asked next over HTTP, so that it shows what was changed. Calls of one socket are done in their order. Limits per socket: \
                30 calls a second (60 at once), 64 KiB a message, 200 rooms; 20 sockets a user. A refused handshake is a \
                connect_error: UNAUTHORIZED, CROSS_SITE, TOO_MANY_SOCKETS or UNAVAILABLE.",
        },
        "servers": { "site": { "host": "pushnchat.example", "protocol": "wss", "pathname": "/socket.io/" } },
        "channels": { "live": { "address": "/", "messages": messages } },
        "operations": operations,
        "components": { "schemas": schemas },
    })
}

fn errors_schema() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object", "required": ["errors"], "description": "What went wrong, as over HTTP.",
        "properties": { "errors": { "type": "array", "items": {
            "type": "object", "required": ["code", "message", "source"],
            "properties": { "code": text, "message": text, "field": text, "source": text },
        }}},
    })
}

/// TypeScript types of the same, for `frontend/`.
#[must_use]
pub fn typescript(live: &[Live]) -> String {
    let catalogue = Catalogue::of(live);
    let mut text =
        String::from("// Written by `cargo xtask live-types` from the payload types of the program.\n");
    for (name, schema) in catalogue.schemas() {
        text.push_str(&format!("\nexport type {name} = {};\n", super::typescript::of(&schema)));
    }
    text.push_str(
        "\n/** What a client can call: what it sends, and `data` of the ack. */\nexport interface Calls {\n",
    );
    for (name, summary, asks, answers) in &catalogue.calls {
        let (asks, answers) =
            (super::typescript::of(&schema_of(*asks)), super::typescript::of(&schema_of(*answers)));
        text.push_str(&format!("  /** {summary} */\n  \"{name}\": [{asks}, {answers}];\n"));
    }
    text.push_str("}\n\n/** What a client hears. */\nexport interface Events {\n");
    for (name, summary, tells) in &catalogue.events {
        let tells = super::typescript::of(&schema_of(*tells));
        text.push_str(&format!("  /** {summary} */\n  \"{name}\": {tells};\n"));
    }
    text.push_str("}\n");
    text
}
