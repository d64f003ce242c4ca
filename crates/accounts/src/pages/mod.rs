//! The pages: signing up and in, the first set-up, the account, and what everybody sees of a business. All of them work
//! without a script; a form that was wrong comes back with everything that was typed, passwords aside.

mod account;
mod business;
mod business_form;
mod choices;
mod contacts;
mod cookies;
mod fields;
mod hours;
mod onboarding;
mod password;
mod place;
mod removal;
mod review;
mod sign_in;
mod sign_up;
mod verification;

pub(crate) use fields::{Fields, LARGEST_PAPERS};

use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::routing::{get, post};
use kernel::ErrorKind;
use platform::Error;
use platform::http::{RateClass, Routes};

use crate::Accounts;
use crate::rights::{
    CreateBusiness, DeleteBusiness, DeleteUser, EnterAccount, GovernUser, ManageSessions, OpenPaper,
    ReadBusiness, ReadUser, ReadVerification, RestoreBusiness, ReviewVerifications, SendPapers,
    UpdateBusiness, UpdateUser,
};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Adds all pages.
pub(crate) fn add_to(to: Routes<Accounts>) -> Routes<Accounts> {
    use RateClass::{Auth, File, Read, Upload, Write};
    let with_logo = || DefaultBodyLimit::max(fields::LARGEST_FORM);
    to.page::<EnterAccount>(Read, &GET, "/sign-up", get(sign_up::form))
        .page::<EnterAccount>(Auth, &POST, "/sign-up", post(sign_up::send))
        .page::<EnterAccount>(Read, &GET, "/verify", get(sign_up::code_form))
        .page::<EnterAccount>(Auth, &POST, "/verify", post(sign_up::verify))
        .page::<EnterAccount>(Auth, &POST, "/verify/resend", post(sign_up::resend))
        .page::<EnterAccount>(Read, &GET, "/sign-in", get(sign_in::form))
        .page::<EnterAccount>(Auth, &POST, "/sign-in", post(sign_in::send))
        .page::<EnterAccount>(Write, &POST, "/sign-out", post(sign_in::sign_out))
        .page::<EnterAccount>(Read, &GET, "/password/forgot", get(password::forgot_form))
        .page::<EnterAccount>(Auth, &POST, "/password/forgot", post(password::forgot))
        .page::<EnterAccount>(Read, &GET, "/password/reset", get(password::reset_form))
        .page::<EnterAccount>(Auth, &POST, "/password/reset", post(password::reset))
        .page::<ReadUser>(Read, &GET, "/onboarding", get(onboarding::resume))
        .page::<ReadUser>(Read, &GET, "/onboarding/{step}", get(onboarding::form))
        .page::<UpdateUser>(Write, &POST, "/onboarding/{step}", post(onboarding::send))
        .page::<ReadUser>(Read, &GET, "/account", get(account::show))
        .page::<UpdateUser>(Write, &POST, "/account", post(account::save_profile))
        .page::<UpdateUser>(Write, &POST, "/account/preferences", post(account::save_preferences))
        .page::<ManageSessions>(Write, &POST, "/account/sessions/{id}", post(account::end_session))
        .page::<ManageSessions>(
            Write,
            &POST,
            "/account/sign-out-everywhere",
            post(account::sign_out_everywhere),
        )
        .page::<ReadUser>(Read, &GET, "/account/contacts", get(contacts::show))
        .page::<UpdateUser>(Auth, &POST, "/account/contacts", post(contacts::ask))
        .page::<ReadUser>(Read, &GET, "/account/contacts/code", get(contacts::code_form))
        .page::<UpdateUser>(Auth, &POST, "/account/contacts/code", post(contacts::prove))
        .page::<UpdateUser>(Write, &POST, "/account/contacts/remove", post(contacts::remove))
        .page::<DeleteUser>(Read, &GET, "/account/delete", get(account::delete_form))
        .page::<DeleteUser>(Write, &POST, "/account/delete", post(account::delete))
        .page::<ReadBusiness>(Read, &GET, "/b/{slug}", get(business::show))
        .page::<CreateBusiness>(Read, &GET, "/business/new", get(business_form::new_form))
        .page::<CreateBusiness>(
            Upload,
            &POST,
            "/business/new",
            post(business_form::create).layer(with_logo()),
        )
        .page::<UpdateBusiness>(Read, &GET, "/business/edit", get(business_form::edit_form))
        .page::<UpdateBusiness>(
            Upload,
            &POST,
            "/business/edit",
            post(business_form::update).layer(with_logo()),
        )
        .page::<DeleteBusiness>(Read, &GET, "/business/delete", get(removal::delete_form))
        .page::<DeleteBusiness>(Write, &POST, "/business/delete", post(removal::delete))
        .page::<RestoreBusiness>(Write, &POST, "/business/restore", post(removal::restore))
        .page::<ReadVerification>(Read, &GET, "/business/verification", get(verification::show))
        .page::<SendPapers>(
            Upload,
            &POST,
            "/business/verification",
            post(verification::send).layer(DefaultBodyLimit::max(LARGEST_PAPERS)),
        )
        .page::<OpenPaper>(File, &GET, "/business/papers/{id}", get(verification::paper))
        .page::<ReviewVerifications>(Read, &GET, "/review/businesses", get(review::queue))
        .page::<ReviewVerifications>(Write, &POST, "/review/businesses/{id}", post(review::decide))
        .page::<ReviewVerifications>(Write, &POST, "/review/businesses/{id}/level", post(review::take_back))
        .page::<GovernUser>(Write, &POST, "/review/roles/{id}", post(review::decide_role))
}

/// The status of a form that comes back because of `error`; `None` when the form cannot say anything useful about it
/// and the general error page can.
fn form_status(error: &Error) -> Option<StatusCode> {
    let of_this_domain = error.problems().iter().all(|problem| problem.source == "accounts");
    match error.kind() {
        _ if error.is_input() => Some(StatusCode::UNPROCESSABLE_ENTITY),
        ErrorKind::RateLimited if of_this_domain => Some(StatusCode::TOO_MANY_REQUESTS),
        ErrorKind::Conflict if of_this_domain => Some(StatusCode::CONFLICT),
        // Wrong passwords and closed accounts: 401 would have browsers and scripts ask elsewhere.
        ErrorKind::Unauthorized | ErrorKind::Forbidden if of_this_domain => {
            Some(StatusCode::UNPROCESSABLE_ENTITY)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
