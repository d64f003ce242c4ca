//! What all pages share: the frame they stand in, what a page knows of its reader, the browser's files, and the few
//! pages that belong to no domain (place, language, offline, errors, failed work for admins).
//!
//! No tables, no events. Invariants: every page works without JavaScript; a text that is missing in a language fails a
//! test; only addresses of this site are ever redirected to.

pub mod assets;
mod chart;
mod data;
mod data_saver;
mod dead_letters;
mod form_errors;
mod format;
mod pages;
pub mod samples;
mod styles;
mod view;

use std::sync::Arc;

use platform::http::ErrorPageFn;
use platform::{Module, Platform};

pub use chart::{Bar, Chart};
pub use data_saver::{DATA_SAVER_COOKIE, DataSaver};
pub use form_errors::FormErrors;
pub use pages::local_path;
pub use styles::dress;
pub use view::{PLACE_COOKIE, Place, View, see_other, see_other_with, with_cookie};

// Texts of the frame, the components and the pages of this crate.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The pages of no domain.
#[must_use]
pub fn module(platform: &Arc<Platform>) -> Module {
    Module {
        name: "web",
        routes: pages::routes(platform),
        handlers: Vec::new(),
        schedules: Vec::new(),
        live: platform::sockets::Live::default(),
    }
}

/// Draws error pages.
#[must_use]
pub fn error_page(platform: &Arc<Platform>) -> ErrorPageFn {
    let platform = Arc::downgrade(platform);
    Arc::new(move |page| match platform.upgrade() {
        Some(platform) => pages::draw_error(&platform, page),
        None => page.message.clone(),
    })
}
