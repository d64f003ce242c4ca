//! What somebody signs in with: an e-mail address or a phone number.

use std::fmt;
use std::str::FromStr;

use kernel::{Checks, Country, UnknownCode};
use platform::messages::DeliveryChannel;
use serde::{Deserialize, Serialize};

/// What an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AddressKind {
    /// E-mail.
    Email,
    /// A phone that takes SMS.
    Phone,
}

impl AddressKind {
    /// The word that the database uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::Phone => "PHONE",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Email => Self::Phone,
            Self::Phone => Self::Email,
        }
    }

    /// How messages get there.
    #[must_use]
    pub fn channel(self) -> DeliveryChannel {
        match self {
            Self::Email => DeliveryChannel::Email,
            Self::Phone => DeliveryChannel::Sms,
        }
    }

    /// The input field that it comes in.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

impl FromStr for AddressKind {
    type Err = UnknownCode;
    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        match word {
            "EMAIL" => Ok(Self::Email),
            "PHONE" => Ok(Self::Phone),
            _ => Err(UnknownCode),
        }
    }
}

/// An e-mail address in lower case, or a phone number in E.164. Written to no log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    kind: AddressKind,
    text: String,
}

impl Address {
    /// Reads an e-mail address: ASCII, one `@`, a domain with a dot.
    #[must_use]
    pub fn email(typed: &str) -> Option<Self> {
        let text = typed.trim().to_ascii_lowercase();
        let (local, domain) = text.split_once('@')?;
        let local_fits = (1..=64).contains(&local.len())
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let label_fits = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let domain_fits = domain.len() <= 190
            && domain.contains('.')
            && domain.split('.').all(label_fits)
            && domain
                .rsplit('.')
                .next()
                .is_some_and(|end| end.len() >= 2 && !end.bytes().all(|b| b.is_ascii_digit()));
        (local_fits && domain_fits).then_some(Self { kind: AddressKind::Email, text })
    }

    /// Reads a phone number as people write it: with a `+`, or as it is dialled within `country`.
    #[must_use]
    pub fn phone(typed: &str, country: Option<Country>) -> Option<Self> {
        let digits = latin_digits(typed);
        if digits.len() > 40 {
            return None;
        }
        let digits = digits.trim();
        // 00 dials abroad in all of Africa but a few networks, and nowhere begins a number at home.
        let digits = match digits.strip_prefix("00") {
            Some(rest) => format!("+{rest}"),
            None => digits.to_owned(),
        };
        let home = country.and_then(|country| country.code().parse::<phonenumber::country::Id>().ok());
        let number = phonenumber::parse(home, digits).ok().filter(phonenumber::is_valid)?;
        if number.extension().is_some() {
            return None;
        }
        let text = number.format().mode(phonenumber::Mode::E164).to_string();
        Some(Self { kind: AddressKind::Phone, text })
    }

    /// Reads whichever of the two it is: what has an `@` is an e-mail address.
    #[must_use]
    pub fn either(typed: &str, country: Option<Country>) -> Option<Self> {
        if typed.contains('@') { Self::email(typed) } else { Self::phone(typed, country) }
    }

    /// Reads the pair of input fields of which exactly one is to be filled.
    pub fn from_fields(
        checks: &mut Checks,
        email: Option<&str>,
        phone: Option<&str>,
        country: Option<Country>,
    ) -> Option<Self> {
        let filled =
            |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        match (filled(email), filled(phone)) {
            (Some(email), None) => {
                let address = Self::email(&email);
                if address.is_none() {
                    checks.fail("email", "accounts-check-email");
                }
                address
            }
            (None, Some(phone)) => {
                let address = Self::phone(&phone, country);
                if address.is_none() {
                    checks.fail("phone", "accounts-check-phone");
                }
                address
            }
            (None, None) => {
                checks.fail("email", "accounts-check-address-needed");
                None
            }
            (Some(_), Some(_)) => {
                checks.fail("phone", "accounts-check-one-address");
                None
            }
        }
    }

    /// One that was checked when it was stored.
    #[must_use]
    pub fn stored(kind: AddressKind, text: String) -> Self {
        Self { kind, text }
    }

    /// E-mail or phone.
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.kind
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Enough to recognise one's own: `a•••@example.com`, `+234•••4567`.
    #[must_use]
    pub fn masked(&self) -> String {
        match (self.kind, self.text.split_once('@')) {
            (AddressKind::Email, Some((local, domain))) => {
                format!("{}•••@{domain}", local.chars().next().unwrap_or('•'))
            }
            _ => {
                let (head, tail) = self.text.split_at(self.text.len().saturating_sub(4));
                format!("{}•••{tail}", head.get(..4).unwrap_or("+"))
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Arabic-Indic digits as Latin ones; everything else as it is.
#[must_use]
pub fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => char::from(b'0' + (u32::from(c) - 0x0660) as u8),
            '\u{06F0}'..='\u{06F9}' => char::from(b'0' + (u32::from(c) - 0x06F0) as u8),
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_africans_write_them() {
        for (country, typed, expected) in [
            ("NG", "0803 123 4567", "+2348031234567"),
            ("NG", "+234 (0)803-123-4567", "+2348031234567"),
            ("NG", "2348031234567", "+2348031234567"),
            ("NG", "009234 803 123 4567", ""),
            ("KE", "0712 345 678", "+254712345678"),
            ("KE", "0110 345 678", "+254110345678"),
            ("GH", "024 123 4567", "+233241234567"),
            ("ZA", "082 123 4567", "+27821234567"),
            ("EG", "0100 123 4567", "+201001234567"),
            ("EG", "٠١٠٠١٢٣٤٥٦٧", "+201001234567"),
            ("SN", "77 123 45 67", "+221771234567"),
            ("CI", "07 07 12 34 56", "+2250707123456"),
            ("CI", "+225 05 05 12 34 56", "+2250505123456"),
            ("ET", "0911 123456", "+251911123456"),
            ("TZ", "0754 123 456", "+255754123456"),
            ("UG", "0772 123456", "+256772123456"),
            ("CM", "6 71 23 45 67", "+237671234567"),
            ("MA", "0612-345678", "+212612345678"),
            ("DZ", "0551 23 45 67", "+213551234567"),
            ("TN", "20 123 456", "+21620123456"),
            ("RW", "0788 123 456", "+250788123456"),
            ("CD", "0812 345 678", "+243812345678"),
            ("AO", "923 123 456", "+244923123456"),
            ("MZ", "82 123 4567", "+258821234567"),
            ("SN", "00234 803 123 4567", "+2348031234567"),
            ("FR", "+221 77 123 45 67", "+221771234567"),
            ("NG", "0803 123", ""),
            ("NG", "call me", ""),
            ("NG", "0803 123 4567 ext 9", ""),
        ] {
            let read =
                Address::phone(typed, country.parse().ok()).map(|address| address.text).unwrap_or_default();
            assert_eq!(read, expected, "{country} {typed}");
        }
        assert!(Address::phone("0803 123 4567", None).is_none(), "a national number needs its country");
    }

    #[test]
    fn addresses_of_mail_are_checked() {
        for (typed, expected) in [
            (" Amina.Diallo@Example.COM ", Some("amina.diallo@example.com")),
            ("a+b@mail.co.ke", Some("a+b@mail.co.ke")),
            ("a@b", None),
            ("a@b.c", None),
            ("a@@b.com", None),
            ("a b@c.com", None),
            (".a@c.com", None),
            ("a@-c.com", None),
            ("a@c..com", None),
            ("a@10.0.0.1", None),
            ("a\r\nBcc: x@c.com", None),
            ("", None),
        ] {
            assert_eq!(Address::email(typed).as_ref().map(Address::as_str), expected, "{typed:?}");
        }
    }

    #[test]
    fn an_address_in_a_log_is_not_readable() {
        let mail = Address::email("amina@example.com").expect("valid");
        let phone = Address::phone("+2348031234567", None).expect("valid");
        assert_eq!(format!("{mail:?} {phone:?}"), "a•••@example.com +234•••4567");
    }
}
