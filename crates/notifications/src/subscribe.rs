//! What people are told when other domains publish something: who, which sentence, and what it speaks of (N-3).

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use contracts::Envelope;
use contracts::accounts::{AccountEvent, BusinessCard, PersonCard};
use contracts::bizconnect::ConnectionEvent;
use contracts::listings::{ListingEvent, ListingMatches, ListingSnapshot};
use contracts::messaging::MessagingEvent;
use contracts::search::SearchEvent;
use kernel::{BusinessId, ConnectionId, ConversationId, TeamRole, UserId};
use platform::jobs::{Job, RemoteWork};
use platform::{Error, Result};

use crate::Notifications;
use crate::model::kind::Kind;
use crate::model::words::Facts;
use crate::ops::tell::Notice;

/// The events that people are told of.
pub(crate) const HEARS: &[&str] = &[
    "connection.requested",
    "connection.reminded",
    "connection.accepted",
    "connection.declined",
    "connection.withdrawn",
    "connection.blocked",
    "connection.expired",
    "match.suggested",
    "conversation.assigned",
    "conversation.escalated",
    "listing.expiring",
    "listing.expired",
    "listing.approved",
    "listing.rejected",
    "listing.matched",
    "search.matched",
    "business.verified",
    "security.alert",
];

/// Hears events.
pub(crate) struct Hear(pub(crate) Notifications);

#[async_trait]
impl RemoteWork for Hear {
    async fn run(&self, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        let lines = self.0.tell(&self.0.notices(event).await?).await?;
        if let Some(about) = over(event)? {
            self.0.settle_all(&about).await?;
        }
        self.0.deliver(&lines).await?;
        Ok(())
    }
}

/// What is over with this event, whoever was told of it: a connection request that nobody need answer any more (N-4).
fn over(event: &Envelope) -> Result<Option<String>> {
    if event.source != "bizconnect" {
        return Ok(None);
    }
    Ok(match decode(event)? {
        ConnectionEvent::Accepted(connection)
        | ConnectionEvent::Declined(connection)
        | ConnectionEvent::Withdrawn(connection)
        | ConnectionEvent::Blocked(connection)
        | ConnectionEvent::Expired(connection) => Some(request_of(connection.id)),
        ConnectionEvent::Requested(_) | ConnectionEvent::Reminded(_) | ConnectionEvent::MatchSuggested(_) => {
            None
        }
    })
}

/// What lines about a connection request are about.
fn request_of(connection: ConnectionId) -> String {
    format!("connection:{connection}")
}

/// Who leads: CEO and managers.
fn leads(person: &PersonCard) -> bool {
    person.team_role.is_some_and(|role| role >= TeamRole::Manager)
}

impl Notifications {
    /// What an event has to tell.
    pub(crate) async fn notices(&self, event: &Envelope) -> Result<Vec<Notice>> {
        let mut notices = match event.source.as_str() {
            "bizconnect" => self.of_connections(decode(event)?).await?,
            "messaging" => self.of_conversations(decode(event)?).await?,
            "listings" => self.of_listings(decode(event)?).await?,
            "search" => of_searches(decode(event)?),
            "accounts" => self.of_accounts(decode(event)?).await?,
            _ => Vec::new(),
        };
        for notice in &mut notices {
            notice.cause = format!("{}{}", event.id, notice.cause);
            // Nobody is told of what they did themselves, unless it may have been somebody else in their name.
            if let Some(actor) = event.actor.filter(|_| notice.kind != Kind::SecurityAlert) {
                notice.to.remove(&actor);
            }
        }
        notices.retain(|notice| !notice.to.is_empty());
        Ok(notices)
    }

    async fn of_connections(&self, event: ConnectionEvent) -> Result<Vec<Notice>> {
        let (kind, subject, tells, about, asked_by) = match &event {
            ConnectionEvent::Requested(c) => {
                (Kind::ConnectionRequested, "connections.requested", c.receiver, c.initiator, None)
            }
            ConnectionEvent::Reminded(c) => {
                (Kind::ConnectionReminded, "connections.reminded", c.receiver, c.initiator, None)
            }
            ConnectionEvent::Accepted(c) => {
                let by = Some(c.initiated_by);
                (Kind::ConnectionAccepted, "connections.accepted", c.initiator, c.receiver, by)
            }
            ConnectionEvent::Declined(c) => {
                let by = Some(c.initiated_by);
                (Kind::ConnectionDeclined, "connections.declined", c.initiator, c.receiver, by)
            }
            ConnectionEvent::MatchSuggested(m) => {
                (Kind::MatchSuggested, "matches", m.business_id, m.suggested, None)
            }
            ConnectionEvent::Withdrawn(_) | ConnectionEvent::Blocked(_) | ConnectionEvent::Expired(_) => {
                return Ok(Vec::new());
            }
        };
        // Where they stood before a block, everybody knows already.
        if event.connection().is_some_and(|connection| connection.unblocked) {
            return Ok(Vec::new());
        }
        let Some(other) = self.business(about).await? else { return Ok(Vec::new()) };
        let mut facts = Facts::default()
            .text("business", &other.name)
            .text("slug", &other.slug)
            .text("business_id", other.id);
        if let Some(connection) = event.connection() {
            facts = facts.text("connection_id", connection.id);
        }
        let to = self.team(tells, |person| leads(person) || Some(person.id) == asked_by).await?;
        let waits = matches!(kind, Kind::ConnectionRequested | Kind::ConnectionReminded);
        let about = event.connection().filter(|_| waits).map(|connection| request_of(connection.id));
        Ok(vec![Notice { about, ..notice(kind, subject, facts, to) }])
    }

    async fn of_conversations(&self, event: MessagingEvent) -> Result<Vec<Notice>> {
        let facts = |id: ConversationId| Facts::default().text("conversation_id", id);
        Ok(match event {
            MessagingEvent::Assigned { conversation_id, agent, .. } => {
                let facts = facts(conversation_id);
                let notice = notice(Kind::ConversationAssigned, "inbox.assigned", facts, [agent].into());
                // Whoever reads the conversation knows.
                vec![Notice { about: Some(format!("conversation:{conversation_id}")), ..notice }]
            }
            MessagingEvent::Escalated { conversation_id, business_id, level } => {
                let wanted = if level <= 1 { TeamRole::Manager } else { TeamRole::Ceo };
                let mut to = self.team(business_id, |person| person.team_role == Some(wanted)).await?;
                if to.is_empty() {
                    to = self.team(business_id, leads).await?;
                }
                let subject = format!("conversation:{conversation_id}");
                vec![notice(Kind::ConversationEscalated, &subject, facts(conversation_id), to)]
            }
            // [`crate::unseen`] hears of messages.
            MessagingEvent::Sent { .. } | MessagingEvent::Resolved { .. } => Vec::new(),
        })
    }

    async fn of_listings(&self, event: ListingEvent) -> Result<Vec<Notice>> {
        let (kind, listing) = match &event {
            ListingEvent::Expiring(listing) => (Kind::ListingExpiring, listing),
            ListingEvent::Expired(listing) => (Kind::ListingExpired, listing),
            ListingEvent::Approved(listing) => (Kind::ListingApproved, listing),
            ListingEvent::Rejected(listing) => (Kind::ListingRejected, listing),
            ListingEvent::Matched { found } => return Ok(found.iter().map(matched).collect()),
            _ => return Ok(Vec::new()),
        };
        let ListingSnapshot { id, business_id, created_by, .. } = **listing;
        let to = self.team(business_id, |person| leads(person) || Some(person.id) == created_by).await?;
        let mut facts = Facts::default().text("listing", &listing.title).text("listing_id", id);
        if let (Kind::ListingExpiring, Some(path)) = (kind, &listing.renewal_path) {
            facts = facts.text("renewal_path", path);
        }
        if let (Kind::ListingRejected, Some(reason)) = (kind, &listing.rejection) {
            facts = facts.text("reason", reason);
        }
        let subject = match kind {
            Kind::ListingExpired => "listings.expired".to_owned(),
            Kind::ListingApproved => "listings.approved".to_owned(),
            _ => format!("listing:{id}"),
        };
        Ok(vec![notice(kind, &subject, facts, to)])
    }

    async fn of_accounts(&self, event: AccountEvent) -> Result<Vec<Notice>> {
        Ok(match event {
            AccountEvent::BusinessVerified(business) => {
                let card = &business.card;
                let facts = Facts::default()
                    .text("business", &card.name)
                    .text("slug", &card.slug)
                    .text("business_id", card.id);
                let to = self.team(card.id, leads).await?;
                vec![notice(Kind::BusinessVerified, &format!("business:{}", card.id), facts, to)]
            }
            AccountEvent::SecurityAlert { user_id, reason } => {
                let facts = Facts::default().text("reason", reason);
                vec![notice(Kind::SecurityAlert, "security", facts, [user_id].into())]
            }
            _ => Vec::new(),
        })
    }

    async fn business(&self, id: BusinessId) -> Result<Option<BusinessCard>> {
        let mut found: HashMap<BusinessId, BusinessCard> = self.ports.businesses.businesses(&[id]).await?;
        Ok(found.remove(&id))
    }

    /// Those members of a business for whom `wanted` holds.
    async fn team(&self, id: BusinessId, wanted: impl Fn(&PersonCard) -> bool) -> Result<BTreeSet<UserId>> {
        let team = self.ports.people.teams(&[id]).await?.remove(&id).unwrap_or_default();
        Ok(team.iter().filter(|person| wanted(person)).map(|person| person.id).collect())
    }
}

fn decode<E: contracts::DomainEvent>(event: &Envelope) -> Result<E> {
    event.decode().map_err(Error::internal)
}

/// A notice; the caller says what brought it about.
pub(crate) fn notice(kind: Kind, subject: &str, facts: Facts, to: BTreeSet<UserId>) -> Notice {
    Notice { kind, cause: String::new(), subject: subject.to_owned(), about: None, facts, count: 1, to }
}

/// What the owner of a listing is told of what goes together with it.
fn matched(ListingMatches { own, other, count }: &ListingMatches) -> Notice {
    let facts = Facts::default()
        .text("listing", &own.title)
        .text("listing_id", own.id)
        .text("other", &other.title)
        .text("other_id", other.id);
    let notice = notice(Kind::ListingMatched, &format!("matches:{}", own.id), facts, [own.created_by].into());
    // An event tells of several listings, and each is a cause of its own.
    Notice { count: (*count).max(1), cause: format!(":{}", own.id), ..notice }
}

fn of_searches(event: SearchEvent) -> Vec<Notice> {
    let SearchEvent::Matched(found) = event;
    let facts = Facts::default()
        .text("search", &found.name)
        .text("url", &found.url)
        .text("search_id", found.search_id);
    let subject = format!("search:{}", found.search_id);
    let notice = notice(Kind::SearchMatched, &subject, facts, [found.user_id].into());
    vec![Notice { count: found.count.max(1), ..notice }]
}
