//! What the team sees beside a customer's conversation: the way to its desk, and ready answers.

use kernel::Actor;
use platform::Result;
use platform::policy::Resource;
use uuid::Uuid;
use web::View;

use crate::inbox::store::Canned;
use crate::model::{ConversationKind, Hall, MemberRole};
use crate::rights::ReadInbox;
use crate::state::Messaging;

/// Nothing for everybody but the team.
#[derive(Default)]
pub(super) struct Beside {
    /// Whether the reader is of the team whose inbox it is.
    pub(super) team: bool,
    /// The customer's name.
    pub(super) customer: String,
    /// Whether the reader could answer the customer, and does not yet.
    pub(super) may_take: bool,
    /// Who answers; empty for nobody.
    pub(super) agent: String,
    /// For those who answer.
    pub(super) ready: Vec<Canned>,
}

impl Beside {
    pub(super) async fn of(messaging: &Messaging, actor: &Actor, hall: Option<&Hall>) -> Result<Self> {
        let own = hall.filter(|hall| {
            hall.kind == ConversationKind::Inbox
                && actor.business_id() == Some(hall.business)
                && messaging.platform.policies.allows::<ReadInbox>(actor, &Resource::platform())
        });
        let Some(hall) = own else { return Ok(Self::default()) };
        let agent = hall.members.iter().find(|member| member.role == MemberRole::Agent);
        let customer = hall.customer.and_then(|customer| hall.member(customer));
        let is_in = actor.user_id().is_some_and(|user| hall.member(user).is_some());
        Ok(Self {
            team: true,
            customer: customer.map(|customer| customer.name.clone()).unwrap_or_default(),
            may_take: !is_in && !hall.closed,
            agent: agent.map(|agent| agent.user.to_string()).unwrap_or_default(),
            ready: if is_in { messaging.canned(actor).await? } else { Vec::new() },
        })
    }

    /// What the conversation is called for those of the team who are not in it.
    pub(super) fn title(&self, view: &View) -> String {
        if self.customer.is_empty() { view.t("messaging-page-inbox") } else { self.customer.clone() }
    }

    /// The words of a ready answer; none when there is none.
    pub(super) fn words(&self, id: Option<Uuid>) -> Option<String> {
        self.ready.iter().find(|canned| Some(canned.id) == id).map(|canned| canned.body.clone())
    }
}
