//! Acks: `{"data": …}`, or the errors as over HTTP.

use std::sync::Arc;

use kernel::Language;
use serde_json::{Value, json};

use crate::error::Result;
use crate::http::problem;
use crate::module::Platform;

/// The ack of a call, in the caller's language. Causes go to the log, once.
pub(super) fn ack(platform: &Arc<Platform>, language: Language, result: Result<Value>) -> Value {
    match result {
        Ok(data) => json!({ "data": data }),
        Err(error) => {
            problem::write_to_log(&error, problem::status_of(error.kind()));
            let mut ack = json!({ "errors": problem::errors_of(platform, &error, language) });
            if let Some(current) = error.current_state() {
                ack["meta"] = json!({ "current": current });
            }
            if let Some(seconds) = error.retry_after_s() {
                ack["meta"]["retry_after"] = json!(seconds);
            }
            ack
        }
    }
}
