//! Phones and browsers that push goes to (N-1): what a client tells of itself, read and checked.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use kernel::{Checks, Problem};

/// A session ends after seven days without use, and nobody tells of that: a device that was not told of for so long has
/// none any more.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(7);

/// Longest address of a push service, and longest token.
const LONGEST: usize = 1000;
/// Shortest token that an app can have.
const SHORTEST_TOKEN: usize = 32;
/// Ends of names that lead into somebody's own network: what we send goes to services of the open internet alone.
const INWARD: [&str; 8] =
    ["local", "localhost", "internal", "intranet", "lan", "home", "corp", "localdomain"];

/// Where a device is reached.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A browser, by its push service (RFC 8030).
    WebPush {
        /// Address at the push service; whoever knows it may send there.
        endpoint: String,
        /// The browser's public key: a point of P-256, 65 bytes.
        p256dh: Vec<u8>,
        /// The secret that it shares with us, 16 bytes (RFC 8291).
        auth: Vec<u8>,
    },
    /// An app, by Firebase Cloud Messaging.
    Fcm {
        /// Its registration token.
        token: String,
    },
}

/// What a client tells of its device.
#[derive(Debug, Clone, Default)]
pub struct DeviceInput {
    /// Of an app.
    pub token: Option<String>,
    /// Of a browser.
    pub subscription: Option<SubscriptionInput>,
}

/// A push subscription as it came in.
#[derive(Debug, Clone, Default)]
pub struct SubscriptionInput {
    /// Where it is reached.
    pub endpoint: Option<String>,
    /// Base64url.
    pub p256dh: Option<String>,
    /// Base64url.
    pub auth: Option<String>,
}

impl Address {
    /// Reads the input, and reports everything that is wrong with it at once.
    ///
    /// # Errors
    /// With every problem.
    pub fn parse(input: &DeviceInput) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new("notifications");
        let address = match (&input.token, &input.subscription) {
            (Some(token), None) => fcm(&mut checks, token),
            (None, Some(subscription)) => web_push(&mut checks, subscription),
            (None, None) | (Some(_), Some(_)) => {
                checks.fail("token", "notifications-check-device-one");
                None
            }
        };
        checks.finish(address)
    }

    /// The word that the API and the database use.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WebPush { .. } => "WEB_PUSH",
            Self::Fcm { .. } => "FCM",
        }
    }
}

fn fcm(checks: &mut Checks, token: &str) -> Option<Address> {
    let token = token.trim();
    if !(SHORTEST_TOKEN..=LONGEST).contains(&token.len())
        || !token.bytes().all(|byte| byte.is_ascii_graphic())
    {
        checks.fail("token", "notifications-check-device-token");
        return None;
    }
    Some(Address::Fcm { token: token.to_owned() })
}

fn web_push(checks: &mut Checks, input: &SubscriptionInput) -> Option<Address> {
    let endpoint = input.endpoint.as_deref().map(str::trim).filter(|endpoint| is_push_service(endpoint));
    if endpoint.is_none() {
        checks.fail("subscription.endpoint", "notifications-check-device-endpoint");
    }
    let mut key = |field, text: &Option<String>, fits: fn(&[u8]) -> bool| {
        let decoded = URL_SAFE_NO_PAD.decode(text.as_deref().unwrap_or("").trim_end_matches('='));
        let key = decoded.ok().filter(|key| fits(key));
        if key.is_none() {
            checks.fail(field, "notifications-check-device-key");
        }
        key
    };
    let p256dh = key("subscription.keys.p256dh", &input.p256dh, |key| key.len() == 65 && key[0] == 4);
    let auth = key("subscription.keys.auth", &input.auth, |key| key.len() == 16);
    Some(Address::WebPush { endpoint: endpoint?.to_owned(), p256dh: p256dh?, auth: auth? })
}

/// Whether this may be the address of a push service: `https`, by name and at the usual port, out on the internet.
/// Whoever sends there must still look where the name leads.
fn is_push_service(endpoint: &str) -> bool {
    let Some(rest) = endpoint.strip_prefix("https://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.strip_suffix(":443").unwrap_or(authority).to_ascii_lowercase();
    let (name, end) = host.rsplit_once('.').unwrap_or(("", ""));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    endpoint.len() <= LONGEST
        && endpoint.bytes().all(|byte| byte.is_ascii_graphic())
        && name.split('.').all(is_label)
        && end.len() >= 2
        && end.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !INWARD.contains(&end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(input: &DeviceInput) -> Vec<String> {
        let problems = Address::parse(input).err().unwrap_or_default();
        problems.into_iter().filter_map(|problem| problem.field).collect()
    }

    fn browser(endpoint: &str) -> DeviceInput {
        let mut point = vec![4_u8; 65];
        point[1] = 9;
        let subscription = SubscriptionInput {
            endpoint: Some(endpoint.to_owned()),
            p256dh: Some(URL_SAFE_NO_PAD.encode(point)),
            auth: Some(format!("{}==", URL_SAFE_NO_PAD.encode([7_u8; 16]))),
        };
        DeviceInput { token: None, subscription: Some(subscription) }
    }

    #[test]
    fn push_services_are_taken_and_ways_into_our_own_network_are_not() {
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ:APA91b",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA?x=1",
            "https://web.push.apple.com:443/QGk",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYA",
        ] {
            assert_eq!(fields(&browser(endpoint)), Vec::<String>::new(), "{endpoint}");
        }
        let long = format!("https://push.example.com/{}", "x".repeat(1000));
        for endpoint in [
            "",
            "http://fcm.googleapis.com/x",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://[::1]/x",
            "https://169.254.169.254/latest/meta-data",
            "https://metadata.google.internal/x",
            "https://redis.lan/x",
            "https://push.example.com:6379/x",
            "https://push.example.com@127.0.0.1/x",
            "https://127.0.0.1\\@push.example.com/x",
            "https://push.example.com\\.evil/x y",
            "https://.com/x",
            "https://a..com/x",
            "https://push.example.com./x",
            "ftp://push.example.com/x",
            long.as_str(),
        ] {
            assert_eq!(fields(&browser(endpoint)), ["subscription.endpoint"], "{endpoint}");
        }
    }

    #[test]
    fn an_app_and_a_browser_are_read_and_nothing_else() {
        let app = DeviceInput { token: Some(format!(" fcm:{} ", "t".repeat(140))), subscription: None };
        let Ok(Address::Fcm { token }) = Address::parse(&app) else { panic!("a good token") };
        assert_eq!(token.len(), 144);
        let Ok(Address::WebPush { p256dh, auth, .. }) =
            Address::parse(&browser("https://push.example.com/1"))
        else {
            panic!("a good subscription")
        };
        assert_eq!((p256dh.len(), auth), (65, vec![7; 16]));
        for token in
            ["", "short", &"x".repeat(1001), &format!("{}\n{}", "x".repeat(40), "y"), &"é".repeat(40)]
        {
            let input = DeviceInput { token: Some((*token).to_owned()), subscription: None };
            assert_eq!(fields(&input), ["token"], "{token}");
        }
        assert_eq!(fields(&DeviceInput::default()), ["token"]);
        let both = DeviceInput { token: app.token, ..browser("https://push.example.com/1") };
        assert_eq!(fields(&both), ["token"]);
        let empty = DeviceInput { subscription: Some(SubscriptionInput::default()), token: None };
        let all = ["subscription.endpoint", "subscription.keys.p256dh", "subscription.keys.auth"];
        assert_eq!(fields(&empty), all, "everything wrong is told at once");
    }
}
