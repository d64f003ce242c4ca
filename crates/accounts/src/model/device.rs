//! What to call a signed-in device.

use kernel::{Arg, Language};
use platform::i18n::Texts;

/// Names of devices as they are stored; people read those of [`device_label`].
const UNKNOWN_DEVICE: &str = "Unknown device";
const APP: &str = "App";
const JAVA_PHONE: &str = "Java phone";
const ON: &str = " on ";

/// The name of a device in the reader's language. What an app calls itself stays as it is.
#[must_use]
pub fn device_label(texts: &Texts, language: Language, stored: &str) -> String {
    let one = |name: &str| match name {
        UNKNOWN_DEVICE => texts.get(language, "accounts-device-unknown"),
        APP => texts.get(language, "accounts-device-app"),
        JAVA_PHONE => texts.get(language, "accounts-device-java"),
        name => name.to_owned(),
    };
    let is_ours = |(browser, system): &(&str, &str)| {
        BROWSERS.iter().any(|(_, name)| name == browser) && SYSTEMS.iter().any(|(_, name)| name == system)
    };
    match stored.split_once(ON).filter(is_ours) {
        Some((browser, system)) => {
            let args = [("browser", Arg::Text(one(browser))), ("system", Arg::Text(one(system)))];
            texts.with(language, "accounts-device-on", &args)
        }
        None => one(stored),
    }
}

/// What a `User-Agent` tells of, by a sign in it.
const BROWSERS: [(&str, &str); 12] = [
    ("Opera Mini", "Opera Mini"),
    ("UCBrowser", "UC Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Edg/", "Edge"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("okhttp", APP),
    ("curl/", "curl"),
];
const SYSTEMS: [(&str, &str); 9] = [
    ("Android", "Android"),
    ("KAIOS", "KaiOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
    ("J2ME", JAVA_PHONE),
];

/// A name for the device behind a `User-Agent`, as it is stored: "Chrome on Android". [`device_label`] tells it.
#[must_use]
pub fn device_name(user_agent: Option<&str>) -> String {
    let agent = user_agent.unwrap_or("");
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    let (browser, system) = (known(&BROWSERS), known(&SYSTEMS));
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}{ON}{system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => UNKNOWN_DEVICE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_get_names_that_people_know() {
        for (agent, expected) in [
            (
                Some(
                    "Mozilla/5.0 (Linux; Android 11; TECNO KE5) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
                ),
                "Chrome on Android",
            ),
            (
                Some("Opera/9.80 (J2ME/MIDP; Opera Mini/9 (Compatible; MSIE:9.0; iPhone)"),
                "Opera Mini on iPhone",
            ),
            (
                Some("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) AppleWebKit/605 Version/17.0 Safari/604"),
                "Safari on iPhone",
            ),
            (Some("okhttp/4.9"), "App"),
            (None, "Unknown device"),
        ] {
            assert_eq!(device_name(agent), expected);
        }
    }

    #[test]
    fn devices_are_told_in_the_readers_language() {
        let texts = Texts::new([&*crate::TEXTS]);
        let told = |language, stored: &str| device_label(&texts, language, stored);
        assert_eq!(told(Language::En, "Chrome on Android"), "Chrome on Android");
        assert_eq!(told(Language::Fr, "Chrome on Android"), "Chrome sur Android");
        assert_eq!(told(Language::Pt, "Opera Mini on Java phone"), "Opera Mini em telefone Java");
        assert_eq!(told(Language::Fr, "Unknown device"), "Appareil inconnu");
        assert_eq!(told(Language::Sw, "App"), "Programu");
        // Names that apps give themselves are nobody's to translate.
        assert_eq!(told(Language::Fr, "Amina on tour"), "Amina on tour");
        for language in Language::ALL {
            for (_, system) in SYSTEMS {
                let label = told(language, &format!("Chrome on {system}"));
                assert!(label.contains("Chrome") && !label.contains("accounts-"), "{label}");
            }
        }
    }
}
