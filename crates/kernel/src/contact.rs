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
    /// What stands between the groups, where that is always the same.
    between: Option<char>,
}

fn has_number(text: &str) -> bool {
    let mut digits = Digits::default();
    let mut gap = String::new();
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            if digits.groups.is_empty() || !gap.is_empty() {
                if !digits.groups.is_empty() {
                    digits.between = gap.chars().next();
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

impl Digits {
    fn is_phone(&self) -> bool {
        let count: usize = self.groups.iter().map(String::len).sum();
        if self.plus && count >= FEWEST_BEHIND_PLUS {
            return true;
        }
        count >= FEWEST_DIGITS && !self.is_amount() && !self.is_date() && !self.is_list()
    }

    /// "20 000 000", "20000000", "1 250 000": round, and not led by a nought as numbers to be dialled are.
    fn is_amount(&self) -> bool {
        let Some((first, rest)) = self.groups.split_first() else { return false };
        let is_led = first.starts_with('0');
        match rest.last() {
            None => !is_led && first.ends_with("000"),
            Some(last) => {
                let thousands = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
                let all_round = rest.iter().all(|group| group.ends_with('0'));
                !is_led && (thousands && last.ends_with("00") || all_round)
            }
        }
    }

    /// "21/11/2026", "2026-11-21", "2019-2023".
    fn is_date(&self) -> bool {
        let year = |group: &String| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
        let small = |group: &String| group.len() <= 2;
        let years = self.groups.iter().filter(|group| year(group)).count();
        years == self.groups.len()
            || years == 1
                && self.groups.len() == 3
                && self.between != Some(' ')
                && self.groups.iter().all(|group| year(group) || small(group))
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
        ] {
            assert!(!contains_contact(text), "{text}");
        }
    }
}
