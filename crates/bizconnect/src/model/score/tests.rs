use super::*;

fn business(n: u128, country: &str, languages: &[&str]) -> Profile {
    Profile {
        id: BusinessId(uuid::Uuid::from_u128(n)),
        country: country.parse().expect("a country"),
        location: None,
        business_type: None,
        categories: Vec::new(),
        languages: languages.iter().map(|code| (*code).to_owned()).collect(),
        trust: 0,
        asked: 0,
        answered: 0,
        open: Vec::new(),
    }
}

#[test]
fn the_language_of_people_counts_before_that_of_their_countries() {
    let of = |country: &str, codes: &[&str]| -> (Country, Vec<String>) {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        (country.parse().expect("a country"), codes)
    };
    let knowledge = Knowledge {
        weights: [("language_by_country".to_owned(), 0.6)].into(),
        languages: [of("GH", &["en"]), of("SN", &["fr"]), of("KE", &["en", "sw"]), of("MA", &["ar", "fr"])]
            .into(),
        ..Knowledge::default()
    };
    let cases = [
        // Nobody is known: the countries speak for them.
        (business(1, "GH", &[]), business(2, "KE", &[]), (1.0, Some("en"))),
        (business(1, "GH", &[]), business(2, "SN", &[]), (0.0, None)),
        // People of one language in countries of two.
        (business(1, "GH", &["en", "fr"]), business(2, "SN", &["fr"]), (1.0, Some("fr"))),
        (business(1, "GH", &["fr"]), business(2, "SN", &[]), (1.0, Some("fr"))),
        // Only the countries share one.
        (business(1, "GH", &["fr"]), business(2, "KE", &["sw"]), (0.6, Some("en"))),
        (business(1, "MA", &["ar"]), business(2, "SN", &["en"]), (0.6, Some("fr"))),
        (business(1, "GH", &["en"]), business(2, "MA", &["ar"]), (0.0, None)),
        // At home it goes without saying.
        (business(1, "GH", &["en"]), business(2, "GH", &["fr"]), (1.0, None)),
    ];
    let market = "afcfta".parse().expect("a market's code");
    let day = "2026-11-21".parse().expect("a day");
    for (own, them, (worth, language)) in cases {
        let scorer = Scorer::new(&knowledge, &own, &market, day);
        let reason = language.map(|code| Reason::SharedLanguage(code.to_owned()));
        assert_eq!(scorer.language(&them), (worth, reason), "{own:?} {them:?}");
    }
    let (speaks, silent) = (business(1, "GH", &["fr"]), business(1, "GH", &[]));
    let senegal = "SN".parse().expect("a country");
    assert_eq!(
        (knowledge.understood_in(&speaks, senegal), knowledge.understood_in(&silent, senegal)),
        (true, false)
    );
}
