//! The pages of the domain.

use platform::http::Routes;

use crate::Accounts;

pub(crate) fn add_to(to: Routes<Accounts>) -> Routes<Accounts> {
    to
}

/// A value as it stands in a query string.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
