//! What a request tells of the device behind it.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use kernel::Country;
use platform::http::{ClientIp, SeenIn};

use crate::model::device::device_name;

/// The device behind a request.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Its address; for the record of sign-ins only.
    pub ip: Option<IpAddr>,
    /// The country that the network says it is in; what its user has chosen tells nothing of that.
    pub country: Option<Country>,
    /// A readable name: "Chrome on Android".
    pub device: String,
}

impl Client {
    /// Whoever runs the program by hand.
    #[must_use]
    pub fn command_line() -> Self {
        Self { device: "command line".to_owned(), ..Self::default() }
    }

    /// The same with the name that the client gives itself, if it gives one.
    #[must_use]
    pub fn named(mut self, name: Option<&str>) -> Self {
        if let Some(name) = name.map(kernel::normalise).filter(|name| !name.is_empty()) {
            self.device = name.chars().take(80).collect();
        }
        self
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let ClientIp(ip) = ClientIp::from_request_parts(parts, state).await?;
        let SeenIn(country) = SeenIn::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self { ip: Some(ip), country, device: device_name(agent) })
    }
}
