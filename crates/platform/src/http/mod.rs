//! The way of a request from the listener to a handler and back.
//!
//! From outside in: request id and trace, security headers, CORS, compression, errors to JSON or pages, language, actor,
//! cross-site check, ETag, body limit; then, per route, rate limit, policy and time limit; then the handler.

pub mod body;
pub(crate) mod csrf;
mod etag;
mod guard;
mod headers;
pub mod idempotency;
pub(crate) mod identity;
mod limits;
mod locale;
pub(crate) mod objects;
mod openapi;
pub mod problem;
pub mod query;
pub mod reply;
pub mod routes;
mod stack;
mod trace;
pub mod version;

pub use body::{FormBody, JsonBody};
pub use etag::{CachePolicy, EtagSource};
pub use guard::May;
pub use idempotency::{Once, OnceJson};
pub use identity::{ClientIp, SESSION_COOKIE, read_cookie, session_cookie};
pub(crate) use limits::Allowance;
pub use limits::{Limits, RateClass};
pub use locale::{COUNTRY_COOKIE, ClientCountry, LANGUAGE_COOKIE, Locale, SeenIn};
use openapi::{document, info as openapi_info, pages as api_docs};
pub use problem::{ErrorPage, ErrorPageFn};
pub use query::{Fields, FieldsArgs, ListArgs, Page, PageArgs, QueryArgs};
pub use reply::{Created, Data, Listed};
pub use routes::{RouteRow, Routes};
pub use stack::{AppRouter, assemble};
