use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use contracts::listings::CategoryName;
use kernel::{Arg, BusinessId, Checks, ErrorKind, Language, MarketCode, Problem};
use platform::http::{Fields, Listed, Locale, May, PageArgs, QueryArgs};
use platform::i18n::Texts;
use platform::{Error, Result, cursor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::bodies::SideBody;
use super::markets::QuotaBody;
use super::{scope, without_cursor};
use crate::error::SOURCE;
use crate::model::score::{Reason, Scored};
use crate::ops::suggest::Place;
use crate::rights::{ReadConnections, RequestConnection};
use crate::state::BizConnect;

/// Why a business is suggested.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "code": "OFFERS_WHAT_YOU_WANT", "category": "grains", "text": "Offers what you are looking for: Grains & cereals"
}))]
pub(crate) struct ReasonBody {
    /// Stable word.
    pub(crate) code: &'static str,
    /// The category it is about.
    pub(crate) category: Option<String>,
    /// In the reader's language.
    pub(crate) text: String,
}

impl ReasonBody {
    pub(crate) fn of(
        reason: &Reason,
        texts: &Texts,
        categories: &[CategoryName],
        language: Language,
    ) -> Self {
        let of_category = |code, key, slug: &String| {
            let name = BizConnect::category_name(categories, slug, language);
            let text = texts.with(language, key, &[("category", Arg::from(name))]);
            Self { code, category: Some(slug.clone()), text }
        };
        let plain = |code, text| Self { code, category: None, text };
        match reason {
            Reason::OffersWhatYouWant(slug) => {
                of_category("OFFERS_WHAT_YOU_WANT", "bizconnect-reason-offers", slug)
            }
            Reason::WantsWhatYouOffer(slug) => {
                of_category("WANTS_WHAT_YOU_OFFER", "bizconnect-reason-wants", slug)
            }
            Reason::SuppliesYou(slug) => of_category("SUPPLIES_YOU", "bizconnect-reason-supplies", slug),
            Reason::BuysFromYou(slug) => of_category("BUYS_FROM_YOU", "bizconnect-reason-buys", slug),
            Reason::GoesWithYours(slug) => {
                of_category("GOES_WITH_YOURS", "bizconnect-reason-goes-with", slug)
            }
            Reason::SameTrade(slug) => of_category("SAME_TRADE", "bizconnect-reason-same-trade", slug),
            Reason::Near(metres) => {
                let km = ((metres / 1000.0).round() as i64).max(1);
                plain("NEAR", texts.with(language, "bizconnect-reason-near", &[("n", Arg::Number(km))]))
            }
            Reason::SameCountry(country) => {
                let named =
                    kernel::places::country(*country).map_or(country.code(), |info| info.names.get(language));
                plain(
                    "SAME_COUNTRY",
                    texts.with(language, "bizconnect-reason-country", &[("country", named.into())]),
                )
            }
            Reason::SharedLanguage(code) => {
                let name = texts.get(language, &format!("bizconnect-language-{code}"));
                plain(
                    "SHARED_LANGUAGE",
                    texts.with(language, "bizconnect-reason-language", &[("language", name.into())]),
                )
            }
            Reason::Trusted => plain("TRUSTED", texts.get(language, "bizconnect-reason-trusted")),
            Reason::Verified => plain("VERIFIED", texts.get(language, "bizconnect-reason-verified")),
            Reason::AnswersOften => plain("ANSWERS_OFTEN", texts.get(language, "bizconnect-reason-answers")),
            Reason::MeantForMarket => {
                plain("MEANT_FOR_MARKET", texts.get(language, "bizconnect-reason-market"))
            }
        }
    }
}

/// A business that may be a good partner.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "business": {"id": "0191e2a0-0000-7000-8000-00000000000b", "name": "Adunni Grains & Sons",
        "slug": "adunni-grains-sons", "verified": true, "country": "NG", "city": "Lagos"},
    "market": "afcfta", "score": 0.71,
    "reasons": [{"code": "OFFERS_WHAT_YOU_WANT", "category": "grains",
        "text": "Offers what you are looking for: Grains & cereals"}]
}))]
pub(crate) struct SuggestionBody {
    /// Whom to meet.
    pub(crate) business: SideBody,
    /// In which market.
    pub(crate) market: String,
    /// From 0 to 1.
    pub(crate) score: f64,
    /// Why, the strongest first.
    pub(crate) reasons: Vec<ReasonBody>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SuggestionsQuery {
    /// Code of the market; the first that is open to the business unless told.
    market: Option<String>,
    /// 1–100, 10 unless told.
    #[param(default = 10)]
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Which fields to answer with, such as `business.name,reasons`.
    fields: Option<String>,
}

/// Whom one's own business may want to meet, and why.
///
/// The list changes from day to day. Each business seen counts once a day against the plan; `meta.quota` says what is
/// left.
#[utoipa::path(get, path = "/connections/suggestions", tag = "connections", params(SuggestionsQuery),
    responses(
        (status = 200, description = "A page of suggestions, the best first.", body = Vec<SuggestionBody>),
        (status = 403, description = "`NOT_ELIGIBLE`, or `QUOTA_EXCEEDED` when no more may be seen today."),
    ))]
pub(crate) async fn list(
    actor: May<ReadConnections>,
    State(connections): State<BizConnect>,
    Locale(language): Locale,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<SuggestionsQuery>,
) -> Result<Listed<SuggestionBody>> {
    let fields = Fields::parse::<SuggestionBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let market: Option<MarketCode> =
        checks.parsed("market", query.market.as_deref(), "bizconnect-error-no-such-market");
    checks.finish(Some(())).map_err(Error::all)?;
    let keys = &connections.platform.keys;
    let scope = format!("{} {:?}", scope(&uri), actor.business_id());
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<Place>(keys, &scope, 10)?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let found = connections.suggestions(&actor, market.as_ref(), page.after, limit).await?;
    let categories = connections.categories().await?;
    let texts = &connections.platform.texts;
    let body = |(scored, card): &(Scored, contracts::accounts::BusinessCard)| SuggestionBody {
        business: SideBody::of(scored.id, std::slice::from_ref(card)),
        market: found.market.code.as_str().to_owned(),
        score: (scored.score * 1000.0).round() / 1000.0,
        reasons: scored
            .reasons
            .iter()
            .map(|reason| ReasonBody::of(reason, texts, &categories, language))
            .collect(),
    };
    let next = found.next.map(|place| cursor::seal(keys, &scope, &place));
    let quota = json!({"market": found.market.code, "quota": QuotaBody::of(&found.standing)});
    Ok(Listed::new(found.items.iter().map(body).collect(), page.limit)
        .next(next, &without_cursor(&uri))
        .meta(quota)
        .fields(fields))
}

/// The business in a path.
fn business_id(text: &str) -> Result<BusinessId> {
    text.parse().map_err(|_| {
        Problem::new(ErrorKind::Validation, SOURCE, "bizconnect-check-business").field("business_id").into()
    })
}

/// Not for us: the business is not suggested again.
#[utoipa::path(put, path = "/connections/suggestions/{business_id}/dismissal", tag = "connections",
    params(("business_id" = String, Path, description = "The suggested business.")),
    responses((status = 204, description = "Dismissed, also if it was before.")))]
pub(crate) async fn dismiss(
    actor: May<RequestConnection>,
    State(connections): State<BizConnect>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    connections.dismiss_suggestion(&actor, business_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a dismissal back.
#[utoipa::path(delete, path = "/connections/suggestions/{business_id}/dismissal", tag = "connections",
    params(("business_id" = String, Path, description = "The suggested business.")),
    responses((status = 204, description = "Not dismissed, also if it was not before.")))]
pub(crate) async fn restore(
    actor: May<RequestConnection>,
    State(connections): State<BizConnect>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    connections.restore_suggestion(&actor, business_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
