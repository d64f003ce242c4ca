//! The first set-up.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{Data, FieldsArgs, JsonBody, May, QueryArgs, version};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Accounts;
use crate::model::onboarding::{Answers, Step};
use crate::model::user::User;
use crate::ops::onboarding::way;
use crate::rights::{ReadUser, UpdateUser};
use crate::store::users::read_json;

/// How far the set-up got.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "step": "LANGUAGE_COUNTRY", "steps": ["ROLE", "LANGUAGE_COUNTRY", "DONE"], "answers": {"role": "CONSUMER"},
    "version": 2
}))]
pub struct OnboardingBody {
    /// The question that is open.
    step: Step,
    /// All questions that this user is asked.
    steps: Vec<Step>,
    /// What was answered so far.
    answers: Answers,
    /// Of the account, for `If-Match`.
    version: i64,
}

impl OnboardingBody {
    fn of(user: &User) -> Self {
        Self {
            step: user.onboarding_step,
            steps: Step::of(way(user)).to_vec(),
            answers: read_json(&user.onboarding),
            version: user.version,
        }
    }
}

/// Answers of one step.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"step": "ROLE", "answers": {"role": "BUSINESS"}, "version": 1}))]
pub struct AnswerRequest {
    /// Which step.
    step: Option<String>,
    /// Its answers; those of other steps are left alone.
    answers: Option<Answers>,
    /// The version of the account that is changed, unless `If-Match` tells it.
    version: Option<i64>,
}

/// Read how far one's set-up got
#[utoipa::path(get, path = "/users/me/onboarding", tag = "users", params(FieldsArgs),
    responses((status = 200, description = "Step, steps and answers", body = OnboardingBody)))]
pub async fn state(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<OnboardingBody>()?;
    let user = accounts.me(&actor).await?;
    Ok(Data::new(OnboardingBody::of(&user)).fields(fields).into_response())
}

/// Answer one step of the set-up
///
/// Saved at once; earlier steps can be answered again. The last step of a seller sets up the business. While no address
/// is proved the answer is saved and told as 403 `ADDRESS_NOT_VERIFIED`: the proof sets the business up.
#[utoipa::path(put, path = "/users/me/onboarding", tag = "users", request_body = AnswerRequest,
    responses((status = 200, description = "How far it got", body = OnboardingBody)))]
pub async fn answer(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<AnswerRequest>,
) -> Result<Response> {
    let expected = version::expected(&headers, body.version)?;
    let mut checks = Checks::new("accounts");
    let step = checks.required("step", body.step.as_deref().filter(|text| !text.is_empty()));
    let step = checks.parsed("step", step, "accounts-check-step");
    let answers = checks.required("answers", body.answers);
    let (step, answers) = checks.finish(step.zip(answers)).map_err(Error::all)?;
    let user = accounts.answer(&actor, step, &answers, Some(expected)).await?;
    Ok(Data::new(OnboardingBody::of(&user)).into_response())
}
