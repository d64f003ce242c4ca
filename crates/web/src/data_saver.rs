//! Pages without pictures, for those who pay for every kilobyte (W-4).

use axum::http::HeaderMap;
use platform::http::read_cookie;

/// Cookie of those who want no pictures until they tap.
pub const DATA_SAVER_COOKIE: &str = "data_saver";

/// Cookie that the page's script sets while the network is slow.
const SLOW_COOKIE: &str = "slow";

/// When somebody wants no pictures until they tap (W-4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DataSaver {
    /// When the browser asks for it, or on a slow network.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl DataSaver {
    /// The choice as forms name it; anything else is [`DataSaver::Auto`].
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::Auto,
        }
    }

    /// As forms name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::On => "on",
            Self::Off => "off",
        }
    }

    pub(crate) fn to_cookie(self) -> &'static str {
        match self {
            Self::Auto => "",
            Self::On => "1",
            Self::Off => "0",
        }
    }

    pub(crate) fn from_cookie(value: Option<&str>) -> Self {
        match value {
            Some("1") => Self::On,
            Some("0") => Self::Off,
            _ => Self::Auto,
        }
    }

    /// Whether pictures wait, with what the browser says of itself.
    pub(crate) fn holds(self, headers: &HeaderMap) -> bool {
        match self {
            Self::On => true,
            Self::Off => false,
            Self::Auto => {
                headers.get("save-data").is_some_and(|value| value == "on")
                    || read_cookie(headers, SLOW_COOKIE) == Some("1")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};

    use super::*;

    #[test]
    fn pictures_wait_when_it_was_chosen_or_the_phone_asks() {
        let holds = |cookies: &'static str, save_data: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(cookies));
            if save_data {
                headers.insert("save-data", HeaderValue::from_static("on"));
            }
            DataSaver::from_cookie(read_cookie(&headers, DATA_SAVER_COOKIE)).holds(&headers)
        };
        for (cookies, save_data, expected) in [
            ("lang=en", false, false),
            ("lang=en", true, true),
            ("slow=1", false, true),
            ("data_saver=1", false, true),
            ("data_saver=0; slow=1", true, false),
            ("data_saver=; slow=1", false, true),
            ("data_saver=nonsense", false, false),
        ] {
            assert_eq!(holds(cookies, save_data), expected, "{cookies} {save_data}");
        }
    }
}
