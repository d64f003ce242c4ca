//! What things cost in the demo world.

/// Currencies of the demo countries and what a US dollar is worth in them, roughly, in 2025.
const PER_DOLLAR: [(&str, f64); 21] = [
    ("NGN", 1500.0),
    ("GHS", 11.0),
    ("KES", 129.0),
    ("TZS", 2500.0),
    ("UGX", 3550.0),
    ("RWF", 1450.0),
    ("ETB", 145.0),
    ("ZAR", 17.5),
    ("ZMW", 23.0),
    ("XOF", 560.0),
    ("XAF", 560.0),
    ("CDF", 2300.0),
    ("MGA", 4450.0),
    ("AOA", 915.0),
    ("MZN", 64.0),
    ("EGP", 48.0),
    ("MAD", 9.2),
    ("DZD", 130.0),
    ("TND", 2.9),
    ("SDG", 600.0),
    ("USD", 1.0),
];

/// So many dollars in minor units of `currency`, rounded as a trader would.
#[must_use]
pub fn price(dollars: f64, currency: kernel::Currency) -> i64 {
    let rate = PER_DOLLAR.iter().find(|(code, _)| *code == currency.code()).map_or(1.0, |(_, rate)| *rate);
    let scale = 10_i64.pow(currency.minor_digits());
    let exact = (dollars * rate * scale as f64).round() as i64;
    // The smallest coin anybody still uses: five whole units where there is no minor unit, otherwise one whole
    // unit above twenty and a tenth below.
    let coin = match scale {
        1 => 5,
        _ if exact >= 20 * scale => scale,
        _ => scale / 10,
    };
    // Two digits and a half: 18 500, 240, 3 750.
    let magnitude = 10_i64.pow(exact.max(1).ilog10());
    let step = (magnitude / 20).max(coin);
    ((exact + step / 2) / step * step).max(coin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_look_like_prices() {
        for (dollars, code, minor) in [
            (33.0, "XOF", 18_500),
            (33.0, "NGN", 4_950_000),
            (0.06, "XOF", 35),
            (0.5, "TND", 1_500),
            (7.3, "KES", 94_000),
            (12_500.0, "GHS", 14_000_000),
        ] {
            let currency = code.parse().expect("a currency");
            assert_eq!(price(dollars, currency), minor, "{dollars} {code}");
        }
    }
}
