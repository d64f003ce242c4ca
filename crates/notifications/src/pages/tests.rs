//! Every page drawn from samples, in every language.

use askama::Template;
use chrono::TimeDelta;
use kernel::{Checks, Language};
use platform::Error;
use platform::i18n::Texts;
use uuid::Uuid;
use web::{FormErrors, View, samples};

use super::activity::ActivityPage;
use super::centre::{CentrePage, LineView};
use super::preferences::{PreferencesPage, page};
use super::preview::{KindView, PreviewPage, sentences};
use crate::model::Topic;
use crate::model::channel::ChannelName;
use crate::model::kind::Kind;
use crate::model::settings::{Quiet, Settings};
use crate::model::words::{Piece, Pieces};

fn line(topic: Topic, read: bool) -> LineView {
    let piece = |text: &str, is_name| Piece { text: text.to_owned(), is_name };
    LineView {
        id: Uuid::from_u128(7),
        topic,
        label: "Adunni <wax> wants to connect".to_owned(),
        said: Pieces {
            title: vec![piece("Adunni <wax>", true), piece(" wants to connect", false)],
            body: vec![piece("Read the request <wax> and answer it.", false)],
        },
        at: samples::now() - TimeDelta::hours(2),
        read,
    }
}

fn centres(view: &View) -> Vec<CentrePage> {
    let centre = |lines: Vec<LineView>, only_unread: bool, more: &str| CentrePage {
        view: view.clone(),
        unread: lines.iter().filter(|line| !line.read).count() as i64,
        lines,
        only_unread,
        until: samples::now().to_rfc3339(),
        more: more.to_owned(),
    };
    let all = || Topic::ALL.into_iter().enumerate().map(|(at, topic)| line(topic, at % 2 == 1)).collect();
    vec![
        centre(all(), false, "/notifications?cursor=x"),
        centre(all(), true, ""),
        centre(Vec::new(), false, ""),
        centre(Vec::new(), true, ""),
    ]
}

fn activities(view: &View) -> Vec<ActivityPage> {
    let activity = |lines, more: &str| ActivityPage { view: view.clone(), lines, more: more.to_owned() };
    let all = Topic::ALL.into_iter().map(|topic| line(topic, topic == Topic::Match)).collect();
    vec![activity(all, "/activity?cursor=x"), activity(Vec::new(), "")]
}

fn preview(view: &View, language: Language) -> PreviewPage {
    let texts = Texts::new([&*crate::TEXTS]);
    let kind = |kind: Kind| KindView {
        word: kind.as_str(),
        topic: kind.topic(),
        channels: ChannelName::ALL.to_vec(),
        link: "/listings/x?<wax>".to_owned(),
        sentences: sentences(&texts, language, kind),
    };
    PreviewPage { kinds: Kind::ALL.iter().copied().map(kind).collect(), ..PreviewPage::of(view, language) }
}

fn preferences(view: &View) -> Vec<PreferencesPage> {
    let settings = Settings {
        quiet: Some(Quiet { from: 1290, until: 360 }),
        digest_at: Some(1080),
        ..Settings::default()
    };
    let errors = |fields: &[&str]| -> FormErrors {
        let mut checks = Checks::new("notifications");
        fields.iter().for_each(|field| checks.fail(field, "notifications-check-time"));
        view.form_errors(&Error::all(checks.finish(None::<()>).err().unwrap_or_default()))
    };
    let of = |channels: &[ChannelName]| {
        let open = Topic::ALL.into_iter().map(|topic| (topic, channels.to_vec())).collect();
        page(view, view.actor(), &open, &settings)
    };
    let mut wrong = of(&[ChannelName::InApp]);
    wrong.errors = errors(&["quiet_from", "quiet_until", "digest_at"]);
    let mut conflict = of(&ChannelName::ALL);
    conflict.conflict = true;
    vec![of(&[ChannelName::InApp]), wrong, conflict]
}

#[tokio::test]
async fn a_name_turns_nothing_but_itself() {
    let view = samples::ceo(&crate::TEXTS, Language::En);
    let html = centres(&view)[0].render().expect("the template renders");
    assert!(html.contains("</bdi> wants to connect</b>"), "not read yet: {html}");
    assert!(html.contains("</bdi> wants to connect</span>"), "and read: {html}");
    assert!(!html.contains("dir=\"auto\""), "{html}");
}

#[tokio::test]
async fn who_may_preview_is_led_to_all_that_people_can_be_told() {
    let admin = samples::admin(&crate::TEXTS, Language::En);
    let ceo = samples::ceo(&crate::TEXTS, Language::En);
    for (view, leads) in [(admin, true), (ceo, false)] {
        for page in centres(&view) {
            let html = page.render().expect("the template renders");
            assert_eq!(html.contains("href=\"/notifications/templates\""), leads);
        }
    }
}

#[tokio::test]
async fn every_page_has_all_its_texts_in_every_language() {
    for language in Language::ALL {
        let view = samples::ceo(&crate::TEXTS, language).nav("me");
        let centres = centres(&view).into_iter().map(|page| page.render());
        let pages = centres
            .chain(preferences(&view).into_iter().map(|page| page.render()))
            .chain(activities(&view).into_iter().map(|page| page.render()))
            .chain(Language::ALL.into_iter().map(|shown| preview(&view, shown).render()));
        for page in pages {
            let html = page.expect("the template renders");
            for prefix in ["notifications", "web", "platform"] {
                assert_eq!(samples::missing_keys(&html, prefix), Vec::<String>::new(), "{language}");
            }
            assert!(!html.contains("<wax>"), "contents are escaped");
            assert_eq!(html.matches("<h1").count(), 1, "one title");
        }
    }
}
