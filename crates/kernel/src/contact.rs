//! Links, e-mail addresses and phone numbers in what people write, told apart from prices, quantities and dates.

use unicode_normalization::UnicodeNormalization;

use crate::shows_nothing;

/// Ends of addresses that people trade under: the common ones, and those of African countries that are no unit or
/// everyday word behind a dot.
const ENDS: &[&str] = &[
    "com", "net", "org", "info", "biz", "co", "io", "me", "shop", "store", "africa", "app", "link", "xyz",
    "site", "online", "website", "top", "club", "page", "dev", "ng", "ke", "gh", "za", "eg", "ly", "tz",
    "ug", "rw", "sn", "ci", "cm", "ma", "zm", "zw", "mz", "tn", "dz", "bw", "mw", "mu", "ga", "gm", "bj",
    "tg", "bf", "cg", "sz",
];

/// The shortest local numbers have so many digits.
const FEWEST_DIGITS: usize = 8;
/// Behind a plus they are a phone number from here on.
const FEWEST_BEHIND_PLUS: usize = 7;

/// Whether the text holds a link, an e-mail address or a phone number, which a title must not.
#[must_use]
pub fn contains_contact(text: &str) -> bool {
    let lower = plain(text).to_lowercase();
    lower.contains("://")
        || lower.contains("www.")
        || has_handle(&lower)
        || has_address(&lower)
        || has_number(&lower)
}

/// The text without what shows nothing, with the usual letters, digits and marks in place of those that look like them, and
/// with a hyphen for any dash that joins two digits; one with blanks around it is a pause.
fn plain(text: &str) -> String {
    let seen: Vec<char> = text.nfkc().filter(|c| !shows_nothing(*c)).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| seen.get(at)).is_some_and(|c| digit(*c).is_some());
    let is_dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}');
    let joins = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    seen.iter().enumerate().map(|(at, c)| if is_dash(*c) && joins(at) { '-' } else { *c }).collect()
}

/// `name@…` and `@name`; not "5 bags @ 500".
fn has_handle(text: &str) -> bool {
    text.split('@').skip(1).any(|rest| rest.starts_with(char::is_alphabetic))
}

/// A name with one of the [`ENDS`], whatever comes behind it.
fn has_address(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').any(|word| {
        let Some((name, end)) = word.trim_matches(|c: char| c == '.' || c == '-').rsplit_once('.') else {
            return false;
        };
        let label = name.rsplit('.').next().unwrap_or("");
        // "60x60.cm" is a size: an address in a country has a word before it, but for those of chats.
        let is_named = match end.len() {
            2 if matches!(name, "t" | "m") => end == "me",
            2 => label.split(|c: char| !c.is_alphabetic()).any(|letters| letters.chars().count() >= 2),
            _ => label.chars().any(char::is_alphabetic),
        };
        is_named && ENDS.contains(&end)
    })
}

/// A stretch of digits with what stands between them in numbers.
#[derive(Default)]
struct Digits {
    /// Behind a plus.
    plus: bool,
    /// Groups as they are written.
    groups: Vec<String>,
    /// What each gap between them begins with.
    gaps: Vec<char>,
}

fn has_number(text: &str) -> bool {
    let mut digits = Digits::default();
    let mut gap = String::new();
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            if digits.groups.is_empty() || !gap.is_empty() {
                if !digits.groups.is_empty() {
                    digits.gaps.extend(gap.chars().next());
                }
                digits.plus |= gap.trim_end_matches('(').ends_with('+');
                digits.groups.push(String::new());
                gap.clear();
            }
            if let Some(last) = digits.groups.last_mut() {
                last.push(digit);
            }
        } else if matches!(
            c,
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '+' | '/' | '_' | '·' | '•'
        ) {
            // A plus begins a number of its own.
            if c == '+' {
                if digits.is_phone() {
                    return true;
                }
                digits = Digits::default();
            }
            gap.push(c);
        } else {
            if digits.is_phone() {
                return true;
            }
            (digits, gap) = Default::default();
        }
    }
    digits.is_phone()
}

/// A digit of any script as an ASCII one.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return c.is_numeric().then_some('1'),
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// 1900 to 2099.
fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// "1 250 000": parted by thousands.
fn is_thousands(groups: &[String]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    !rest.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3)
}

fn count_of(groups: &[String]) -> usize {
    groups.iter().map(String::len).sum()
}

/// Whether a nought leads it, as in numbers to be dialled.
fn is_led(groups: &[String]) -> bool {
    groups.first().is_some_and(|first| first.starts_with('0'))
}

impl Digits {
    fn is_phone(&self) -> bool {
        let count = count_of(&self.groups);
        if self.plus && count >= FEWEST_BEHIND_PLUS {
            return true;
        }
        count >= FEWEST_DIGITS
            && !self.is_amount()
            && !self.is_date()
            && !self.is_list()
            && !self.is_of_years()
    }

    /// "20 000 000", "20000000", "1 250 000": round, and not led by a nought; also behind the number of a model, as in
    /// "PS5 2 500 000".
    fn is_amount(&self) -> bool {
        let Some((first, rest)) = self.groups.split_first() else { return false };
        let ends_round = rest.last().is_some_and(|last| last.ends_with("00"));
        let is_round = match rest.len() {
            0 => first.ends_with("000"),
            _ => ends_round && is_thousands(&self.groups) || rest.iter().all(|group| group.ends_with('0')),
        };
        let is_behind_model =
            first.len() <= 2 && rest.len() >= 3 && ends_round && is_thousands(rest) && !is_led(rest);
        (is_round || is_behind_model) && !is_led(&self.groups)
    }

    /// "21/11/2026", "2026-11-21", "2019-2023".
    fn is_date(&self) -> bool {
        let years = self.groups.iter().filter(|group| is_year(group)).count();
        years == self.groups.len()
            || years == 1
                && self.groups.len() == 3
                && self.gaps.last() != Some(&' ')
                && self.groups.iter().all(|group| is_year(group) || group.len() <= 2)
    }

    /// "2015–2019 150 000" km, "206 2005 85 000", "2014 1.8 123 456", "2016 1800" cc: a year or several, maybe with the short
    /// number of a model before and the size of an engine behind, and then an amount. A number to be dialled seldom has a
    /// group that reads as a year, and hardly ever all of this around it.
    fn is_of_years(&self) -> bool {
        let Some(first) = self.groups.iter().position(|group| is_year(group)) else { return false };
        let years = self.groups.iter().skip(first).take_while(|group| is_year(group)).count();
        let (model, behind) = (&self.groups[..first], first + years);
        let amount = &self.groups[if self.is_decimal(behind) { behind + 2 } else { behind }..];
        let ends_with = |noughts: &str| amount.last().is_some_and(|last| last.ends_with(noughts));
        let is_amount = match (count_of(amount), amount.len()) {
            (few @ 0..=3, _) => years >= 2 || count_of(model) + few <= 4,
            (4..=6, 1) => ends_with("00"),
            (4..=6, _) => is_thousands(amount) && (ends_with("00") || self.gaps.last() == Some(&' ')),
            (_, 1) => ends_with("000"),
            _ => is_thousands(amount) && ends_with("00"),
        };
        is_amount && count_of(model) <= 3 && !is_led(model) && !is_led(amount)
    }

    /// "1.8", at this group.
    fn is_decimal(&self, at: usize) -> bool {
        let is_one = |at: usize| self.groups.get(at).is_some_and(|group| group.len() == 1);
        is_one(at) && is_one(at + 1) && self.gaps.get(at) == Some(&'.')
    }

    /// Sizes: "36 37 38 39 40", "10-20-30-40".
    fn is_list(&self) -> bool {
        let numbers: Vec<i64> = self.groups.iter().filter_map(|group| group.parse().ok()).collect();
        let steps: Vec<i64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
        numbers.len() == self.groups.len()
            && steps.len() >= 3
            && steps.iter().all(|step| *step == steps[0] && *step > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_seen_in_titles() {
        for text in [
            "call 0803 123 4567 now",
            "see www.example.com",
            "rice at shop.ng",
            "mail me@here",
            "+254 712 345",
            "https://x.y",
            "٠٨٠٣١٢٣٤٥٦٧",
            // Local numbers of eight digits, in the ways people write them.
            "Riz 70123456",
            "Riz, tel 70 12 34 56",
            "Riz (90-12-34-57)",
            "Riz 90.12.34.57",
            "077 123 450",
            "Maize or beans +22890123",
            "0800 000 000",
            "٧٠١٢٣٤٥٦",
            "Riz 77 12 345 678",
            "Riz 7 0 123 400",
            "0 2 500 000",
            // Countries, and what comes behind an address.
            "maize at duka.tz",
            "kampala.ug rice",
            "mali.rw",
            "riz-dakar.sn",
            "abidjan.ci",
            "douala.cm",
            "souk.ma",
            "lusaka.zm",
            "harare.co.zw",
            "shop.com/a.html",
            "x.com:80",
            "buy at shop.com, cheap",
            "(shop.com)",
            "SHOP.COM.",
            "shop.com?x=1",
            "chat @adunni_grains",
            "t.me/adunni",
            "or m.me/adunni",
            // Behind what shows nothing, and with marks that look like the usual ones.
            "0803\u{200b}123\u{200b}4567",
            "0803\u{2060}1234567",
            "0803–123–4567",
            "0803\u{2011}123\u{2011}4567",
            "0803−123−4567",
            "0803·123·4567",
            "0803_123_4567",
            "⓪⑧⓪③①②③④⑤⑥⑦",
            "shop\u{ad}.com",
            "shop．com",
            "w\u{200d}ww.example.test",
            "mail me＠here",
        ] {
            assert!(contains_contact(text), "{text}");
        }
    }

    #[test]
    fn honest_titles_are_no_contacts() {
        for text in [
            "50 kg bags of maize, 2025 harvest",
            "Toyota Corolla 1.8 2014",
            "Tuiles 30x30 – 1 200 000 FCFA",
            "Solar panel 550 W / 24 V",
            "Oil 15W-40, 4.5 l",
            "Land, 20 000 000 FCFA",
            "House 150 000 000 naira",
            "Land 20.500.000",
            "Land 20000000",
            "Truck 12 750 500 CFA",
            "Truck 12\u{a0}750\u{202f}500 CFA",
            "Harvest of 21/11/2026",
            "Ready by 2026-11-21",
            "Toyota parts 2019-2023",
            "Toyota parts 2019–2023",
            "Rice – 50 000 per bag — 25 bags",
            "Land of 1000–2500 m²",
            "Cable 1½ mm, pack of 12",
            "Shoes 36 37 38 39 40 41",
            "Tanks of 500/1000/2000 litres",
            "Tanks of 1000 1500 2500 litres",
            "Rice, 5 bags @ 500",
            "Tiles 60x60.cm and 30.cm",
            "Cable 4.5 mm.",
            "Rice approx. 25 kg.New bags",
            "مساحة 20 000 000",
            "PS5 2 500 000 FCFA",
            "iPhone 13 1 250 500 UGX",
        ] {
            assert!(!contains_contact(text), "{text}");
        }
    }

    #[test]
    fn years_before_amounts_are_no_contacts() {
        for text in [
            "Toyota 2015–2019 150 000 km",
            "Toyota 2015-2019 150 000 km",
            "Toyota 2015 – 2019, 150 000 km",
            "Toyota 2015/2016 85 500 km",
            "Toyota 2015 2016 85 500 km",
            "Toyota Corolla 2014 150 000 km",
            "Toyota Corolla 2014 150.000 km",
            "Toyota Corolla (2014) 150 000 km",
            "Toyota Corolla 2014 – 150 000 km",
            "Toyota Corolla 2014 150000 km",
            "Toyota Corolla 2014 98400 km",
            "Toyota Corolla 2014 123 456 km",
            "Toyota Corolla 2014 8 750 km",
            "Toyota Corolla 2014 1800 cc",
            "Toyota Corolla 2014 4 500 000 FCFA",
            "Toyota Corolla 2014 12 750 500 FCFA",
            "Toyota Corolla 2014 4500000 FCFA",
            "Toyota Corolla 2014 1.8 85 000 km",
            "Toyota Corolla 1.8 2014 85 000 km",
            "Toyota 2015–2019 1.8 automatic",
            "Hilux 2016–2018 4x4",
            "Peugeot 206 2005 150 000 km",
            "Peugeot 206 2005 5 portes",
            "Peugeot 308 2014–2016 9 500 000 FCFA",
            "Mazda 3 2015 85 000 km",
            "Mazda 3 2.0 2015 85 321 km",
            "Mazda 6 2015 150 hp",
            "Mercedes 190 1991 250 000 km",
            "Maize harvest 2024/2025 25 000 kg",
            "Maize harvest 2025–2026 50 kg",
            "Maize harvest 2025 5000 bags",
            "Cocoa 2024-2025 1 200 000 CFA a tonne",
            "Ramani 2019 2 500 000 TSh",
            "تويوتا ٢٠١٥–٢٠١٩ ١٥٠ ٠٠٠ كم",
        ] {
            assert!(!contains_contact(text), "{text}");
        }
    }

    #[test]
    fn years_hide_no_contacts() {
        for text in [
            "Toyota 2015 0803 123 4567",
            "Toyota 2015 08031234567",
            "Toyota 2015–2019 0803 123 4567",
            "Toyota 2015–2019 08031234567",
            "Toyota 2015 803 123 4567",
            "Toyota 2015 8031234567",
            "Toyota 2015 712 345 678",
            "Toyota 2015-712-345-678",
            "Toyota 2015 712-345",
            "Toyota 2015 0712 345 600",
            "Toyota 2015 0712 000 000",
            "Toyota 2015 70 12 34 56",
            "Toyota 2015–2019 70 12 34 56",
            "Toyota 2015 70123456",
            "Toyota 2015 7012 3456",
            "Toyota 2015 7012.3456",
            "Toyota 2015 +221 70 123 45",
            "Toyota 2015/+2547123",
            "Toyota 2015 1.8 0803 123 4567",
            "Toyota 2015 0.8.0.3.1.2.3.4.5.6.7",
            "Toyota 2015 0 8 0 3 1 2 3 4 5 6 7",
            "Toyota 1.8 2015 70 12 34 56",
            "Peugeot 206 2005 0803 123 4567",
            "Peugeot 206 2005 70 12 34 56",
            // Groups that read as years.
            "Niamey 2073 4567",
            "Cairo 2010 1234 5678",
            "Cairo 2010 12345678",
            "Cairo 2010 1234 5670",
            "Cairo 2010 2015 1234",
            "Cairo +20 10 2015 1234",
            "+2015 150 000",
            "803 2015 123",
            "0803 2015 123",
            "080 2015 1200",
            "80 2015 1234",
            "0202 015 150 000",
            "0722 2019 00",
            "٢٠١٥ ٠٨٠٣ ١٢٣ ٤٥٦٧",
        ] {
            assert!(contains_contact(text), "{text}");
        }
    }
}
