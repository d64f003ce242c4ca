//! Every SQL statement of the domain.

pub mod deliveries;
pub mod devices;
pub mod matters;
pub mod notifications;
pub mod settings;
pub mod unseen;
pub mod upkeep;

/// A word of an enum as the database holds it; one that it cannot hold is our mistake.
fn word<T: std::str::FromStr>(text: &str) -> platform::Result<T> {
    text.parse().map_err(|_| platform::Error::internal(format!("the database holds the unknown word {text}")))
}
