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

/// B-2: whatever speaks for a business counts by its weight, and is told where there are words for it.
#[test]
fn each_part_counts_by_its_weight_and_says_why() {
    let market: MarketCode = "afcfta".parse().expect("a market's code");
    let day = "2026-11-21".parse().expect("a day");
    let open = |kind, category: &str, market: Option<&MarketCode>| {
        vec![Open { kind, category: category.to_owned(), market: market.cloned() }]
    };
    let lagos = GeoPoint::new(6.45, 3.4).expect("on the globe");
    let own = Profile {
        business_type: Some(BusinessType::Producer),
        categories: vec!["grains".to_owned()],
        location: Some(lagos),
        open: open(ListingType::Request, "farm-inputs", None),
        ..business(1, "NG", &[])
    };
    let plain = || business(2, "ZA", &[]);
    let offer = open(ListingType::Offer, "farm-inputs", None);
    let meant = open(ListingType::Offer, "tailoring", Some(&market));
    let cases = [
        ("demand", Profile { open: offer, ..plain() }, "OffersWhatYouWant"),
        ("category", Profile { categories: vec!["grains".to_owned()], ..plain() }, "SameTrade"),
        ("business_type", Profile { business_type: Some(BusinessType::Trader), ..plain() }, ""),
        ("distance", Profile { location: Some(lagos), ..plain() }, "Near"),
        ("country", business(2, "NG", &[]), "SameCountry"),
        ("verification", Profile { trust: 2, ..plain() }, "Trusted"),
        ("responsiveness", Profile { asked: 10, answered: 10, ..plain() }, "AnswersOften"),
        ("market", Profile { open: meant, ..plain() }, "MeantForMarket"),
    ];
    for (part, better, why) in cases {
        let gain = |weight: f64| {
            let weights = [(part, weight), ("same_category", 0.45), ("distance_half_km", 600.0)];
            let knowledge = Knowledge {
                weights: weights.map(|(name, weight)| (name.to_owned(), weight)).into(),
                types: [((BusinessType::Producer, BusinessType::Trader), 0.8)].into(),
                ..Knowledge::default()
            };
            let scorer = Scorer::new(&knowledge, &own, &market, day);
            let scored = scorer.score(&better);
            let told = scored.reasons.first().map(|reason| format!("{reason:?}"));
            (scored.score - scorer.score(&plain()).score, told.unwrap_or_default())
        };
        let (more, told) = gain(0.5);
        assert!(more > 0.1, "{part}: {more}");
        assert!(told.starts_with(why), "{part}: {told}");
        assert!(gain(0.0).0.abs() < f64::EPSILON, "{part} counts though it weighs nothing");
    }
}
