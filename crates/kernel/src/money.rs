use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::UnknownCode;

/// An ISO 4217 currency in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The three-letter code, such as `XOF`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many digits the minor unit has: 0 for XOF, 2 for NGN, 3 for TND.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl FromStr for Currency {
    type Err = UnknownCode;
    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| !currency.flags().contains(&iso_currency::Flag::Special))
            .map(Self)
            .ok_or(UnknownCode)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

/// The amount cannot be a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMoney {
    /// Below zero.
    #[error("an amount cannot be negative")]
    Negative,
    /// More than [`Money::MOST_MAJOR`] whole units.
    #[error("the amount is too large")]
    TooLarge,
    /// The text is not a number.
    #[error("not an amount")]
    NotANumber,
    /// More digits after the point than the currency has.
    #[error("too many digits after the point")]
    TooManyDigits,
}

/// An amount in minor units (kobo, cents; whole francs for XOF) with its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Minor units, never negative.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: Currency,
}

impl Money {
    /// A thousand billion whole units: beyond any price, and far from overflow.
    pub const MOST_MAJOR: i64 = 1_000_000_000_000;

    /// # Errors
    /// [`InvalidMoney`] when the amount is negative or absurd.
    pub fn new(amount_minor: i64, currency: Currency) -> Result<Self, InvalidMoney> {
        if amount_minor < 0 {
            return Err(InvalidMoney::Negative);
        }
        if amount_minor / 10_i64.pow(currency.minor_digits()) > Self::MOST_MAJOR {
            return Err(InvalidMoney::TooLarge);
        }
        Ok(Self { amount_minor, currency })
    }

    /// Reads what a person types: `1500`, `1 500`, `1,500.50`, `1.500,50`, `1.500`, Arabic-Indic digits; never more
    /// digits after the point than the currency has.
    ///
    /// # Errors
    /// [`InvalidMoney`], saying which rule was broken.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, InvalidMoney> {
        let digits = currency.minor_digits();
        let mut whole: i64 = 0;
        let mut fraction = String::new();
        let mut in_fraction = false;
        let mut seen = false;
        let last_separator = text.rfind(['.', ',', '\u{066B}']);
        for (at, c) in text.trim().char_indices() {
            let at = at + (text.len() - text.trim_start().len());
            if let Some(digit) = decimal_digit(c) {
                seen = true;
                if in_fraction {
                    fraction.push(char::from(b'0' + digit));
                } else {
                    whole = whole
                        .checked_mul(10)
                        .and_then(|n| n.checked_add(i64::from(digit)))
                        .ok_or(InvalidMoney::TooLarge)?;
                }
            } else if matches!(c, '.' | ',' | '\u{066B}') {
                let rest = text[at + c.len_utf8()..].chars().filter(|c| decimal_digit(*c).is_some()).count();
                // Three digits at the end are a thousands group, as in 1,500 and 1.500, unless the currency has three.
                let before = text[..at].trim_start();
                let groups = whole > 0
                    && rest.is_multiple_of(3)
                    && rest > 0
                    && (digits != 3 || before.contains(c))
                    && (c == ',' || (c == '.' && is_grouped_by_points(before)));
                if Some(at) == last_separator && !groups {
                    in_fraction = true;
                }
            } else if c == '-' {
                return Err(InvalidMoney::Negative);
            } else if !(c.is_whitespace() || c == '\u{066C}' || c == '\'') {
                return Err(InvalidMoney::NotANumber);
            }
        }
        if !seen {
            return Err(InvalidMoney::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > digits as usize {
            return Err(InvalidMoney::TooManyDigits);
        }
        let scale = 10_i64.pow(digits);
        let minor: i64 = format!("{fraction:0<width$}", width = digits as usize).parse().unwrap_or(0);
        let amount =
            whole.checked_mul(scale).and_then(|n| n.checked_add(minor)).ok_or(InvalidMoney::TooLarge)?;
        Self::new(amount, currency)
    }

    /// The plain decimal text that a form field shows and [`Money::parse`] reads back: `1500.5` or `1500`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        let digits = self.currency.minor_digits() as usize;
        if digits == 0 {
            return self.amount_minor.to_string();
        }
        let scale = 10_i64.pow(self.currency.minor_digits());
        let (whole, minor) = (self.amount_minor / scale, self.amount_minor % scale);
        if minor == 0 { whole.to_string() } else { format!("{whole}.{minor:0digits$}") }
    }
}

/// Whether an amount may go on with another group of thousands after a point: `1` and `1.500`, but not `1500` or `1,500`.
fn is_grouped_by_points(before: &str) -> bool {
    let is_whole = |group: &str| group.chars().all(|c| decimal_digit(c).is_some());
    let mut groups = before.split('.');
    groups.next().is_some_and(|first| is_whole(first) && first.chars().count() <= 3)
        && groups.all(|group| is_whole(group) && group.chars().count() == 3)
}

/// The value of a decimal digit, Latin, Arabic-Indic or extended Arabic-Indic.
fn decimal_digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(c) - 0x06F0,
        _ => return None,
    };
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a currency")
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, code, minor) in [
            ("1500", "NGN", 150_000),
            ("1,500.50", "NGN", 150_050),
            ("1 500", "XOF", 1_500),
            ("1,500", "XOF", 1_500),
            ("12,5", "MAD", 1_250),
            ("1,234,567", "KES", 123_456_700),
            ("٢٥٠", "EGP", 25_000),
            ("0.125", "TND", 125),
            ("7.00", "XOF", 7),
            // Points between thousands, as in Maputo and Luanda.
            ("1.500", "XOF", 1_500),
            ("25.000", "AOA", 2_500_000),
            ("1.500.000", "NGN", 150_000_000),
            ("1.500,50", "MZN", 150_050),
            ("٢٥.٠٠٠", "EGP", 2_500_000),
            ("1,500,000", "TND", 1_500_000_000),
            // And what is none.
            ("1.500", "TND", 1_500),
            ("0.500", "NGN", 50),
            ("1500.500", "NGN", 150_050),
            ("1,500.500", "NGN", 150_050),
            ("1 500.000", "NGN", 150_000),
        ] {
            assert_eq!(
                Money::parse(text, currency(code)).map(|money| money.amount_minor),
                Ok(minor),
                "{text} {code}"
            );
        }
    }

    #[test]
    fn amounts_that_are_none_are_refused() {
        for (text, code, error) in [
            ("", "NGN", InvalidMoney::NotANumber),
            ("ten", "NGN", InvalidMoney::NotANumber),
            ("-5", "NGN", InvalidMoney::Negative),
            ("5.5", "XOF", InvalidMoney::TooManyDigits),
            ("99999999999999999999", "NGN", InvalidMoney::TooLarge),
        ] {
            assert_eq!(Money::parse(text, currency(code)), Err(error), "{text} {code}");
        }
    }

    #[test]
    fn the_decimal_text_reads_back_as_the_same_money() {
        for (minor, code) in [(150_050, "NGN"), (7, "XOF"), (125, "TND"), (100, "KES")] {
            let money = Money::new(minor, currency(code)).expect("valid");
            assert_eq!(Money::parse(&money.to_decimal(), money.currency), Ok(money));
        }
    }

    #[test]
    fn a_currency_must_be_one_that_pays() {
        assert!("XXX".parse::<Currency>().is_err());
        assert!("ABC".parse::<Currency>().is_err());
    }
}
