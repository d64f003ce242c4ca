use chrono::{DateTime, NaiveDate, Utc};
use contracts::accounts::BusinessCard;
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, Language};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::model::connection::{Connection, word};
use crate::model::market::{CorridorRule, told};

/// One side of a connection, or a suggested business.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191e2a0-0000-7000-8000-00000000000b", "name": "Adunni Grains & Sons", "slug": "adunni-grains-sons",
    "verified": true, "country": "NG", "city": "Lagos"
}))]
pub(crate) struct SideBody {
    /// The business.
    pub(crate) id: Uuid,
    /// Its name; none when it is gone.
    pub(crate) name: Option<String>,
    /// Its page is `/b/<slug>`.
    pub(crate) slug: Option<String>,
    /// `VERIFIED` or `TRUSTED`.
    pub(crate) verified: bool,
    /// ISO 3166-1.
    #[schema(value_type = Option<String>)]
    pub(crate) country: Option<kernel::Country>,
    /// Town.
    pub(crate) city: Option<String>,
}

impl SideBody {
    pub(crate) fn of(id: BusinessId, cards: &[BusinessCard]) -> Self {
        let card = cards.iter().find(|card| card.id == id);
        Self {
            id: id.0,
            name: card.map(|card| card.name.clone()),
            slug: card.map(|card| card.slug.clone()),
            verified: card.is_some_and(|card| card.verified),
            country: card.and_then(|card| card.country),
            city: card.and_then(|card| card.city.clone()),
        }
    }
}

/// A connection as one of its sides sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191e2a0-0000-7000-8000-00000000000c", "market": "afcfta", "status": "PENDING", "direction": "RECEIVED",
    "version": 1,
    "initiator": {"id": "0191e2a0-0000-7000-8000-00000000000a", "name": "Ofori Cocoa", "slug": "ofori-cocoa",
        "verified": true, "country": "GH", "city": "Accra"},
    "receiver": {"id": "0191e2a0-0000-7000-8000-00000000000b", "name": "Adunni Grains & Sons",
        "slug": "adunni-grains-sons", "verified": true, "country": "NG", "city": "Lagos"},
    "note": "We pack 20 tonnes of beans a month and look for a buyer in Lagos.",
    "answer_note": null, "created_at": "2026-11-21T08:00:00Z", "changed_at": "2026-11-21T08:00:00Z", "answered_at": null,
    "expires_at": "2026-12-21T08:00:00Z", "ask_again_at": null, "may": ["ACCEPTED", "DECLINED", "BLOCKED"]
}))]
pub(crate) struct ConnectionBody {
    /// The connection.
    pub(crate) id: Uuid,
    /// Code of its market.
    pub(crate) market: String,
    /// `PENDING`, `ACCEPTED`, `DECLINED`, `WITHDRAWN`, `BLOCKED` or `EXPIRED`.
    pub(crate) status: &'static str,
    /// `SENT` or `RECEIVED` by one's own business.
    pub(crate) direction: &'static str,
    /// For `If-Match`.
    pub(crate) version: i64,
    /// Who asked.
    pub(crate) initiator: SideBody,
    /// Who was asked.
    pub(crate) receiver: SideBody,
    /// The introduction.
    pub(crate) note: Option<String>,
    /// The introduction of who was asked, if it had asked as well.
    pub(crate) answer_note: Option<String>,
    /// When it was asked for.
    pub(crate) created_at: DateTime<Utc>,
    /// When it came to where it stands.
    pub(crate) changed_at: DateTime<Utc>,
    /// The first answer.
    pub(crate) answered_at: Option<DateTime<Utc>>,
    /// When a pending one is over.
    pub(crate) expires_at: Option<DateTime<Utc>>,
    /// From when on one may ask again, after a no, a withdrawal or an expiry.
    pub(crate) ask_again_at: Option<DateTime<Utc>>,
    /// Where one's own side may bring it.
    pub(crate) may: Vec<&'static str>,
}

impl ConnectionBody {
    pub(crate) fn of(
        connection: &Connection,
        own: Option<BusinessId>,
        cards: &[BusinessCard],
        now: DateTime<Utc>,
    ) -> Self {
        let status = connection.status_at(now);
        let ways = own.map(|own| connection.ways_of(own, now)).unwrap_or_default();
        Self {
            id: connection.id.0,
            market: connection.market.as_str().to_owned(),
            status: word(status),
            direction: if own == Some(connection.initiator) { "SENT" } else { "RECEIVED" },
            version: connection.version,
            initiator: SideBody::of(connection.initiator, cards),
            receiver: SideBody::of(connection.receiver, cards),
            note: connection.note.clone(),
            answer_note: connection.answer_note.clone(),
            created_at: connection.created_at,
            changed_at: connection.changed_at(now),
            answered_at: connection.answered_at,
            expires_at: (status == ConnectionStatus::Pending).then_some(connection.expires_at),
            ask_again_at: connection.again_at(now),
            may: ways.into_iter().map(word).collect(),
        }
    }

    /// As the present state in a conflict.
    pub(crate) fn json(&self) -> Value {
        json!(self)
    }
}

/// What the two should know before the first quotation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "afcfta-grown", "text": "Under the AfCFTA, plants grown and harvested in a member state count as wholly obtained there.",
    "source": "AfCFTA Agreement, Annex 2 on Rules of Origin, Article 5", "source_url": "https://au-afcfta.org",
    "checked_on": "2026-11-21", "valid_until": null
}))]
pub(crate) struct CorridorBody {
    /// Stable name.
    pub(crate) id: String,
    /// In the reader's language.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) source: String,
    /// Address of the source.
    pub(crate) source_url: Option<String>,
    /// When somebody has looked.
    pub(crate) checked_on: NaiveDate,
    /// The last day that it holds, where the law names one.
    pub(crate) valid_until: Option<NaiveDate>,
}

impl CorridorBody {
    pub(crate) fn of(rule: &CorridorRule, language: Language) -> Self {
        Self {
            id: rule.id.clone(),
            text: told(&rule.texts, language).to_owned(),
            source: rule.source.clone(),
            source_url: rule.source_url.clone(),
            checked_on: rule.checked_on,
            valid_until: rule.valid_until,
        }
    }
}

/// A connection with what its corridor asks for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct ConnectionDetailBody {
    #[serde(flatten)]
    pub(crate) connection: ConnectionBody,
    /// Customs and trade rules that hold between the two.
    pub(crate) corridor: Vec<CorridorBody>,
}
