//! Readers and contents for rendering every page in tests, in every language.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::{ListingCard, ListingType, Seller};
use contracts::media::Picture;
use fluent_templates::StaticLoader;
use kernel::{
    Actor, BusinessId, Language, ListingId, ManualClock, MediaId, Membership, Money, PlanLevel, Role,
    SessionId, SignedIn, TeamRole, UserId, UserStatus, Verification,
};
use platform::Platform;
use platform::config::Config;
use platform::jobs::DeadLetter;

use crate::View;

/// The present of all samples.
#[must_use]
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap_or_default()
}

/// A platform that has no database behind it, with the texts of this crate and of `texts`.
///
/// # Panics
/// When the policies or the defaults are broken, which their own tests tell better.
#[must_use]
pub fn platform(texts: &'static StaticLoader) -> Arc<Platform> {
    static FOLDER: LazyLock<std::path::PathBuf> =
        LazyLock::new(|| std::env::temp_dir().join(format!("pushnchat-samples-{}", std::process::id())));
    let mut config = Config::defaults();
    config.data_dir = FOLDER.clone();
    config.secret_key = b"a secret that only samples are made with".to_vec();
    config.database.url = "postgres://nobody@localhost/none".to_owned();
    let clock = Arc::new(ManualClock::at(now()));
    Platform::new(config, clock, [&*crate::TEXTS, texts]).expect("policies and defaults are good")
}

/// A guest's view.
///
/// # Panics
/// Outside a Tokio runtime, which the database pool needs even though it is never used.
#[must_use]
pub fn guest(texts: &'static StaticLoader, language: Language) -> View {
    View::new(platform(texts), Arc::new(Actor::Anonymous), language, "/".to_owned())
}

/// The view of a CEO whose business is verified.
///
/// # Panics
/// As [`guest`].
#[must_use]
pub fn ceo(texts: &'static StaticLoader, language: Language) -> View {
    let membership = Membership {
        business_id: BusinessId::new(now()),
        team_role: TeamRole::Ceo,
        verification: Verification::Verified,
        plan: PlanLevel::Free,
    };
    signed_in(texts, language, Role::Business, Some(membership))
}

/// The view of somebody who runs the platform.
///
/// # Panics
/// As [`guest`].
#[must_use]
pub fn admin(texts: &'static StaticLoader, language: Language) -> View {
    signed_in(texts, language, Role::Admin, None)
}

fn signed_in(
    texts: &'static StaticLoader,
    language: Language,
    role: Role,
    membership: Option<Membership>,
) -> View {
    let actor = Actor::User(SignedIn {
        user_id: UserId::new(now()),
        session_id: SessionId::new(now()),
        role,
        status: UserStatus::Active,
        display_name: "Amina Diallo".to_owned(),
        country: None,
        membership,
    });
    View::new(platform(texts), Arc::new(actor), language, "/account".to_owned())
}

/// A picture.
#[must_use]
pub fn picture() -> Picture {
    let at = |size: &str| format!("/m/0123456789abcdef0123456789abcdef/{size}");
    Picture {
        id: MediaId::new(now()),
        width: 960,
        height: 720,
        color: "#c9a063".to_owned(),
        blur: "b96875432654".to_owned(),
        print: None,
        url_160: at("160.webp"),
        url_480: at("480.webp"),
        url_960: at("960.webp"),
        jpeg_160: at("160.jpg"),
        jpeg_480: at("480.jpg"),
        jpeg_960: at("960.jpg"),
    }
}

/// Cards of every kind: with and without price, picture, distance; featured; a title that needs escaping.
///
/// # Panics
/// Never: the currencies are real.
#[must_use]
pub fn cards() -> Vec<ListingCard> {
    let card =
        |kind, title: &str, price: Option<(i64, &str)>, featured, photo: bool, distance_m| ListingCard {
            id: ListingId::new(now()),
            kind,
            title: title.to_owned(),
            category: "grains".to_owned(),
            price: price.map(|(amount_minor, code)| Money {
                amount_minor,
                currency: code.parse().expect("a currency in use"),
            }),
            city: Some("Lagos".to_owned()),
            country: "NG".parse().ok(),
            location: None,
            distance_m,
            activated_at: now() - TimeDelta::hours(3),
            expires_at: now() + TimeDelta::hours(45),
            featured,
            business: Seller {
                id: BusinessId::new(now()),
                name: "Adunni Grains & Sons".to_owned(),
                slug: "adunni-grains-sons".to_owned(),
                verified: featured,
            },
            photo: photo.then(picture),
        };
    vec![
        card(
            ListingType::Offer,
            "Yellow maize, 50 kg bags",
            Some((3_850_000, "NGN")),
            true,
            true,
            Some(1_260.0),
        ),
        card(ListingType::Request, "ذرة صفراء، أكياس 50 كغ", None, false, false, None),
        card(
            ListingType::Offer,
            "Pagne <wax> 6 yards & foulard",
            Some((18_000, "XOF")),
            false,
            true,
            Some(420.0),
        ),
    ]
}

/// Work that failed: a delivery and a job, one of which says nothing.
#[must_use]
pub fn dead_letters() -> Vec<DeadLetter> {
    let letter = |id, event_type: Option<&str>, last_error: Option<&str>| DeadLetter {
        id,
        handler: "accounts.send_message".to_owned(),
        event_type: event_type.map(str::to_owned),
        ordering_key: "listing:0191e2a0-0000-7000-8000-000000000000".to_owned(),
        attempts: 36,
        last_error: last_error.map(str::to_owned),
        dead_at: now() - TimeDelta::hours(5),
        payload: serde_json::json!({"title": "Pagne <wax>", "code": null}),
        trace_id: event_type.map(|_| "4bf92f3577b34da6a3ce929d0e0e4736".to_owned()),
    };
    vec![
        letter(7, Some("listing.created"), Some("the mail server refused the mail for good (550) <wax>")),
        letter(8, None, None),
    ]
}

/// Keys that stand in a page because no text was found for them.
#[must_use]
pub fn missing_keys(html: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in [format!(">{prefix}-"), format!("\"{prefix}-"), format!(" {prefix}-")] {
        for (at, _) in html.match_indices(&start) {
            let rest = &html[at + 1..];
            let key: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')
                .collect();
            let before_class = html[..at + 1].ends_with("class=\"") || html[..at + 1].ends_with("id=\"");
            if !before_class {
                found.push(key);
            }
        }
    }
    found
}
