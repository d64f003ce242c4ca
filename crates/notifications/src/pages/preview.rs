//! Everything that people can be told, for admins to look at (N-3): each kind, for one and for many, in a language of
//! their choice.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::Language;
use platform::Result;
use platform::http::{May, QueryArgs};
use serde::Deserialize;
use web::View;

use crate::Notifications;
use crate::model::Topic;
use crate::model::channel::ChannelName;
use crate::model::examples::examples;
use crate::model::kind::Kind;
use crate::model::words::{Words, link, say};
use crate::rights::PreviewNotifications;

/// Where the page is.
pub const PATH: &str = "/notifications/templates";
/// Numbers that languages speak of differently: Arabic has a form for each.
const COUNTS: [i64; 5] = [1, 2, 5, 11, 100];

/// A kind with its sentences.
pub struct KindView {
    pub word: &'static str,
    pub topic: Topic,
    /// The channels that tell of it.
    pub channels: Vec<ChannelName>,
    /// The page that it leads to.
    pub link: String,
    /// For how many, and what is said then.
    pub sentences: Vec<(i64, Words)>,
}

#[derive(Template)]
#[template(path = "notifications/preview.html")]
pub struct PreviewPage {
    pub view: View,
    pub languages: Vec<(String, String, bool)>,
    /// Code of the language that is shown, and where its lines begin.
    pub code: &'static str,
    pub direction: &'static str,
    pub kinds: Vec<KindView>,
}

/// Which language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviewQuery {
    language: Option<String>,
}

pub async fn show(
    _: May<PreviewNotifications>,
    State(notifications): State<Notifications>,
    view: View,
    QueryArgs(query): QueryArgs<PreviewQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let asked = query.language.as_deref().and_then(|code| code.parse().ok());
    let language = asked.unwrap_or_else(|| view.language());
    view.render(&notifications.preview(&view, language))
}

impl Notifications {
    fn preview(&self, view: &View, language: Language) -> PreviewPage {
        let kind = |kind: Kind| KindView {
            word: kind.as_str(),
            topic: kind.topic(),
            channels: self
                .channels
                .iter()
                .filter(|channel| channel.carries(kind))
                .map(|it| it.name())
                .collect(),
            link: examples(kind).first().map(|facts| link(kind, facts, 1)).unwrap_or_default(),
            sentences: sentences(&self.platform.texts, language, kind),
        };
        PreviewPage {
            kinds: Kind::ALL.iter().copied().map(kind).collect(),
            ..PreviewPage::of(view, language)
        }
    }
}

impl PreviewPage {
    /// Without any kind.
    pub fn of(view: &View, language: Language) -> Self {
        let chip = |of: Language| {
            (format!("{PATH}?language={}", of.code()), of.own_name().to_owned(), of == language)
        };
        Self {
            view: view.clone(),
            languages: Language::ALL.into_iter().map(chip).collect(),
            code: language.code(),
            direction: language.direction(),
            kinds: Vec::new(),
        }
    }
}

/// What is said of one and of more; what is said in the same words stands once.
pub fn sentences(texts: &platform::i18n::Texts, language: Language, kind: Kind) -> Vec<(i64, Words)> {
    let mut sentences: Vec<(i64, Words)> = Vec::new();
    for facts in examples(kind) {
        for count in COUNTS {
            let words = say(texts, language, kind, &facts, count);
            if !sentences.iter().any(|(_, said)| *said == words) {
                sentences.push((count, words));
            }
        }
    }
    sentences
}
