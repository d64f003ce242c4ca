//! Numbers, money, distances and times as the reader's language writes them. Digits are Latin in every language, as
//! traders across the continent write them.

use kernel::{Currency, Language};

/// No-break spaces keep a number and its unit on one line.
const NBSP: char = '\u{00A0}';
const NARROW_NBSP: char = '\u{202F}';

fn separators(language: Language) -> (char, char) {
    match language {
        Language::En | Language::Ar | Language::Sw => (',', '.'),
        Language::Fr | Language::Pt => (NARROW_NBSP, ','),
    }
}

/// `1234567` → `1,234,567` or `1 234 567`.
pub(crate) fn number(language: Language, value: i64) -> String {
    let (group, _) = separators(language);
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

/// The sign that people write for a currency; its code where there is none.
fn sign(code: &'static str) -> &'static str {
    match code {
        "XOF" | "XAF" => "FCFA",
        "NGN" => "₦",
        "GHS" => "GH₵",
        "KES" => "KSh",
        "TZS" => "TSh",
        "UGX" => "USh",
        "ZAR" => "R",
        "EGP" => "E£",
        "ETB" => "Br",
        "AOA" => "Kz",
        "MZN" => "MT",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        other => other,
    }
}

/// An amount in minor units with its currency: `₦38,500`, `25 000 FCFA`. Empty fractions are left out.
pub(crate) fn money(language: Language, amount_minor: i64, code: &str) -> String {
    let Ok(currency) = code.parse::<Currency>() else {
        return format!("{}{NBSP}{code}", number(language, amount_minor));
    };
    let digits = currency.minor_digits();
    let scale = 10_i64.pow(digits);
    let (whole, fraction) = (amount_minor / scale, amount_minor % scale);
    let mut amount = number(language, whole);
    if fraction != 0 {
        amount.push(separators(language).1);
        amount.push_str(&format!("{fraction:0width$}", width = digits as usize));
    }
    let sign = sign(currency.code());
    // A word stands apart from its number, a sign clings to it; French and Portuguese put either behind.
    match language {
        Language::Fr | Language::Pt => format!("{amount}{NBSP}{sign}"),
        Language::En | Language::Ar | Language::Sw if sign == "FCFA" => format!("{amount}{NBSP}{sign}"),
        Language::En | Language::Ar | Language::Sw if sign.chars().all(|c| c.is_ascii_alphabetic()) => {
            format!("{sign}{NBSP}{amount}")
        }
        Language::En | Language::Ar | Language::Sw => format!("{sign}{amount}"),
    }
}

/// One digit after the point below ten kilometres, none above: what a person on foot or in a lorry needs.
pub(crate) fn kilometres(language: Language, metres: f64) -> String {
    let tenths = (metres / 100.0).round() as i64;
    if tenths >= 100 || tenths % 10 == 0 {
        return number(language, (metres / 1000.0).round() as i64);
    }
    format!("{}{}{}", tenths / 10, separators(language).1, tenths % 10)
}

/// How long something has still to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Left {
    Ended,
    Minutes(i64),
    Hours(i64),
    Days(i64),
}

/// The unit that people would use for so many seconds, rounded to the nearest: minutes within the hour, hours within
/// two days, days beyond.
pub(crate) fn left(seconds: i64) -> Left {
    let nearest = |unit: i64| (seconds + unit / 2) / unit;
    match seconds {
        ..=0 => Left::Ended,
        1..3570 => Left::Minutes(nearest(60).max(1)),
        3570..171_000 => Left::Hours(nearest(3600)),
        _ => Left::Days(nearest(86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_the_language_does() {
        for (language, minor, code, expected) in [
            (Language::En, 3_850_000, "NGN", "₦38,500"),
            (Language::En, 3_850_050, "NGN", "₦38,500.50"),
            (Language::Fr, 25_000, "XOF", "25\u{202F}000\u{A0}FCFA"),
            (Language::En, 25_000, "XOF", "25,000\u{A0}FCFA"),
            (Language::En, 150_000, "KES", "KSh\u{A0}1,500"),
            (Language::Ar, 120_000, "EGP", "E£1,200"),
            (Language::Fr, 1_250, "TND", "1,250\u{A0}TND"),
            (Language::Pt, 1_250_050, "AOA", "12\u{202F}500,50\u{A0}Kz"),
            (Language::Pt, 350_000, "MZN", "3\u{202F}500\u{A0}MT"),
            (Language::Sw, 4_500_000, "TZS", "TSh\u{A0}45,000"),
        ] {
            assert_eq!(money(language, minor, code), expected);
        }
    }

    #[test]
    fn distances_are_as_exact_as_one_needs() {
        for (metres, expected) in
            [(1_000.0, "1"), (1_260.0, "1.3"), (9_940.0, "9.9"), (12_499.0, "12"), (480_000.0, "480")]
        {
            assert_eq!(kilometres(Language::En, metres), expected);
        }
    }

    #[test]
    fn what_is_left_is_told_to_the_nearest_unit() {
        let hour = 3600;
        for (seconds, told) in [
            (-5, Left::Ended),
            (0, Left::Ended),
            (10, Left::Minutes(1)),
            (59 * 60, Left::Minutes(59)),
            (hour - 10, Left::Hours(1)),
            (24 * hour - 1, Left::Hours(24)),
            (47 * hour, Left::Hours(47)),
            (48 * hour - 1, Left::Days(2)),
            (60 * hour - 1, Left::Days(2)),
            (72 * hour - 1, Left::Days(3)),
            (96 * hour, Left::Days(4)),
        ] {
            assert_eq!(left(seconds), told, "{seconds} s");
        }
    }
}
