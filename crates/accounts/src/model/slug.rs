//! Addresses of businesses: readable, unique, and there also for names in other scripts.

use kernel::{BusinessId, BusinessType, Slug};

/// What a business's address begins with: its name, or what it is and where when the name has no Latin letters.
#[must_use]
pub fn base(name: &str, kind: BusinessType, city: Option<&str>, id: BusinessId) -> String {
    if let Some(slug) = Slug::from_name(name) {
        return slug.to_string();
    }
    let city = city.and_then(Slug::from_name).map(|city| format!("-{city}")).unwrap_or_default();
    let id = id.0.simple().to_string();
    // The end of a UUIDv7 is random, its beginning is the time.
    format!("{}{city}-{}", kind.as_str().to_lowercase(), &id[id.len() - 6..])
}

/// The n-th try when others are taken: `name`, `name-2`, `name-3` …
#[must_use]
pub fn candidate(base: &str, n: u32) -> String {
    if n <= 1 { base.to_owned() } else { format!("{base}-{n}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_another_script_still_gets_an_address() {
        let id: BusinessId = "01930000-0000-7000-8000-000000abcdef".parse().expect("an id");
        assert_eq!(base("Café Téranga & Fils", BusinessType::Trader, None, id), "cafe-teranga-fils");
        assert_eq!(base("شركة النور", BusinessType::Trader, Some("Le Caire"), id), "trader-le-caire-abcdef");
        assert_eq!(base("አዲስ", BusinessType::Service, Some("القاهرة"), id), "service-abcdef");
        assert_eq!((candidate("a-b", 1), candidate("a-b", 3)), ("a-b".to_owned(), "a-b-3".to_owned()));
    }
}
