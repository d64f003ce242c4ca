//! The JSON API of the domain, below `/api/v1`.

pub mod auth;
pub mod businesses;
pub mod contacts;
pub mod onboarding;
pub mod preferences;
pub mod sessions;
pub mod users;
pub mod verification;

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::get;
use platform::http::{RateClass, Routes};
use platform::{Error, Result};
use utoipa_axum::router::UtoipaMethodRouterExt;
use utoipa_axum::routes;

use crate::Accounts;
use crate::pages::LARGEST_PAPERS;
use crate::rights::{
    CreateBusiness, CreateUser, DeleteBusiness, DeleteUser, EnterAccount, GovernUser, ListUsers,
    ManageSessions, ReadBusiness, ReadUser, ReadVerification, RestoreBusiness, ReviewVerifications,
    SendPapers, UpdateBusiness, UpdateUser,
};

pub(crate) fn add_to(to: Routes<Accounts>) -> Routes<Accounts> {
    let papers = routes!(verification::send).layer(DefaultBodyLimit::max(LARGEST_PAPERS));
    to.api::<EnterAccount>(RateClass::Auth, routes!(auth::register))
        .api::<EnterAccount>(RateClass::Auth, routes!(auth::verify))
        .api::<EnterAccount>(RateClass::Auth, routes!(auth::resend))
        .api::<EnterAccount>(RateClass::Auth, routes!(auth::login))
        // Phones behind one carrier share an address, and a refresh token cannot be guessed.
        .api::<EnterAccount>(RateClass::Write, routes!(auth::refresh))
        .api::<EnterAccount>(RateClass::Auth, routes!(auth::forgot))
        .api::<EnterAccount>(RateClass::Auth, routes!(auth::reset))
        .page::<EnterAccount>(RateClass::Read, &Method::GET, "/.well-known/jwks.json", get(auth::jwks))
        .api::<ManageSessions>(RateClass::Write, routes!(sessions::logout))
        .api::<ManageSessions>(RateClass::Write, routes!(sessions::logout_all))
        .api::<ManageSessions>(RateClass::Read, routes!(sessions::list))
        .api::<ManageSessions>(RateClass::Write, routes!(sessions::revoke))
        .api::<ReadUser>(RateClass::Read, routes!(users::me))
        .api::<UpdateUser>(RateClass::Write, routes!(users::update_me))
        .api::<ReadUser>(RateClass::Read, routes!(preferences::get))
        .api::<UpdateUser>(RateClass::Write, routes!(preferences::put))
        .api::<ReadUser>(RateClass::Read, routes!(contacts::list))
        .api::<UpdateUser>(RateClass::Auth, routes!(contacts::add))
        .api::<UpdateUser>(RateClass::Auth, routes!(contacts::prove))
        .api::<UpdateUser>(RateClass::Write, routes!(contacts::remove))
        .api::<ReadUser>(RateClass::Read, routes!(onboarding::state))
        .api::<UpdateUser>(RateClass::Write, routes!(onboarding::answer))
        .api::<ListUsers>(RateClass::Read, routes!(users::list))
        .api::<CreateUser>(RateClass::Write, routes!(users::create))
        .api::<ReadUser>(RateClass::Read, routes!(users::get))
        .api::<UpdateUser>(RateClass::Write, routes!(users::put))
        .api::<DeleteUser>(RateClass::Write, routes!(users::delete))
        .api::<ReadBusiness>(RateClass::Read, routes!(businesses::list))
        .api::<CreateBusiness>(RateClass::Write, routes!(businesses::create))
        .api::<ReadBusiness>(RateClass::Read, routes!(businesses::get))
        .api::<UpdateBusiness>(RateClass::Write, routes!(businesses::put))
        .api::<DeleteBusiness>(RateClass::Write, routes!(businesses::delete))
        .api::<RestoreBusiness>(RateClass::Write, routes!(businesses::restore))
        .api::<ReadVerification>(RateClass::Read, routes!(verification::read))
        .api::<SendPapers>(RateClass::Upload, papers)
        .api::<ReviewVerifications>(RateClass::Write, routes!(verification::take_back))
        .api::<ReviewVerifications>(RateClass::Read, routes!(verification::queue))
        .api::<ReviewVerifications>(RateClass::Write, routes!(verification::decide))
        .api::<GovernUser>(RateClass::Write, routes!(verification::decide_role))
}

/// An id in a path; what is none leads nowhere.
pub(crate) fn id<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::not_found("accounts"))
}
