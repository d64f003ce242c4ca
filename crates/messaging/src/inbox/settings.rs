//! How an inbox works: hours and rules, agents, ready answers, and how quickly everybody was.

use chrono::{DateTime, Utc};
use kernel::{Actor, Checks, ErrorKind, Language, Problem, UserId};
use platform::error::violated_constraint;
use platform::http::{Once, version};
use platform::{Result, Tx};
use serde_json::json;
use uuid::Uuid;

use super::desk::Desk;
use super::pick::Agent;
use super::store::{self, AgentChange, Canned};
use crate::error::{MessagingError, SOURCE};
use crate::rights::{AnswerInbox, ManageInbox, ReadInbox};
use crate::state::Messaging;

/// Ready answers of an inbox, which are always told and shown whole.
const MOST_CANNED: i64 = 200;

impl Messaging {
    /// How one's own inbox works.
    pub(crate) async fn desk(&self, actor: &Actor) -> Result<Desk> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let desk = store::desk(&mut tx, business).await?;
        tx.rollback().await?;
        Ok(desk)
    }

    /// Says how one's own inbox works.
    ///
    /// # Errors
    /// 409 when somebody else has said so meanwhile.
    pub(crate) async fn set_desk(&self, actor: &Actor, desk: Desk) -> Result<Desk> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::set_desk(&mut tx, &Desk { business, ..desk }).await? {
            let current = store::desk(&mut tx, business).await?;
            return Err(version::stale(SOURCE, json!({"version": current.version})));
        }
        let written = store::desk(&mut tx, business).await?;
        store::look_at_desk(&mut tx, business, self.now()).await?;
        self.hand_out_soon(&mut tx, business).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Says what somebody of the team speaks, knows and takes, and whether they work now. Returns how they are then, with
    /// their name.
    ///
    /// # Errors
    /// 409 when they are not as `expected` any more; 422 when they are not of the team, and for a topic that the inbox does
    /// not have.
    pub(crate) async fn set_agent(
        &self,
        actor: &Actor,
        agent: UserId,
        change: AgentChange<'_>,
        expected: Option<i64>,
    ) -> Result<(Agent, String)> {
        let AgentChange { languages, skills, capacity, .. } = change;
        let is_shift = languages.is_none() && skills.is_none() && capacity.is_none();
        let own = actor.user_id() == Some(agent) && is_shift;
        let business =
            if own { self.own_desk::<AnswerInbox>(actor)? } else { self.own_desk::<ManageInbox>(actor)? };
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let person = team.into_iter().find(|person| person.id == agent).ok_or(MessagingError::NotAnAgent)?;
        let mut tx = self.db.begin(actor).await?;
        if let Some(skills) = skills.filter(|skills| !skills.is_empty()) {
            let topics = store::desk(&mut tx, business).await?.topics;
            check_skills(skills, &topics)?;
        }
        let is_set = store::set_agent(&mut tx, business, agent, change, expected).await?;
        let known =
            store::agents(&mut tx, business, &[agent]).await?.pop().ok_or(MessagingError::NotAnAgent)?;
        if !is_set {
            let current = json!({"languages": known.languages, "skills": known.skills, "capacity": known.capacity,
                                 "on_shift": known.on_shift, "version": known.version});
            return Err(version::stale(SOURCE, current));
        }
        store::look_at_desk(&mut tx, business, self.now()).await?;
        self.hand_out_soon(&mut tx, business).await?;
        tx.commit().await?;
        Ok((known, person.name))
    }

    /// Adds a ready answer. The caller writes its answer into the transaction and commits.
    ///
    /// # Errors
    /// 422 when the shortcut is taken, or there are as many as an inbox may have.
    pub(crate) async fn add_canned(&self, actor: &Actor, once: &Once, canned: &Canned) -> Result<Tx> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = once.begin(&self.db, actor).await?;
        if !store::insert_canned(&mut tx, business, canned, MOST_CANNED).await.map_err(shortcut_taken)? {
            let problem = Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-canned-many");
            return Err(problem.field("shortcut").arg("limit", MOST_CANNED).into());
        }
        Ok(tx)
    }

    /// Changes a ready answer.
    ///
    /// # Errors
    /// 404, 409 when somebody else was first, 422 when the shortcut is taken.
    pub(crate) async fn change_canned(&self, actor: &Actor, canned: Canned) -> Result<Canned> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::update_canned(&mut tx, business, &canned).await.map_err(shortcut_taken)? {
            let known = store::canned(&mut tx, business).await?;
            let current =
                known.into_iter().find(|known| known.id == canned.id).ok_or(MessagingError::NotFound)?;
            return Err(version::stale(SOURCE, json!({"version": current.version, "text": current.body})));
        }
        tx.commit().await?;
        Ok(Canned { version: canned.version + 1, ..canned })
    }

    /// Throws a ready answer away.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn delete_canned(&self, actor: &Actor, id: Uuid) -> Result<()> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::delete_canned(&mut tx, business, id).await? {
            return Err(MessagingError::NotFound.into());
        }
        tx.commit().await
    }

    /// Ready answers of one's own business.
    pub(crate) async fn canned(&self, actor: &Actor) -> Result<Vec<Canned>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let canned = store::canned(&mut tx, business).await?;
        tx.rollback().await?;
        Ok(canned)
    }

    /// The team of one's own business as agents, with their names.
    pub(crate) async fn agents(&self, actor: &Actor) -> Result<Vec<(Agent, String)>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let ids: Vec<UserId> = team.iter().map(|person| person.id).collect();
        let mut tx = self.db.begin(actor).await?;
        let agents = store::agents(&mut tx, business, &ids).await?;
        tx.rollback().await?;
        let name = |agent: &Agent| {
            team.iter().find(|person| person.id == agent.user).map(|person| person.name.clone())
        };
        Ok(agents
            .into_iter()
            .map(|agent| {
                let name = name(&agent).unwrap_or_default();
                (agent, name)
            })
            .collect())
    }

    /// How quickly each agent of one's own business was.
    pub(crate) async fn times(
        &self,
        actor: &Actor,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<store::Times>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let times = store::times(&mut tx, business, from, to).await?;
        tx.rollback().await?;
        Ok(times)
    }
}

/// Whether an agent can speak these languages and take so many customers.
pub(crate) fn agent_checked(languages: Option<&[String]>, capacity: Option<i32>) -> Result<()> {
    let mut checks = Checks::new(SOURCE);
    if languages.into_iter().flatten().any(|code| code.parse::<Language>().is_err()) {
        checks.fail("languages", "messaging-check-languages");
    }
    if capacity.is_some_and(|capacity| !(0..=200).contains(&capacity)) {
        checks.fail("capacity", "messaging-check-capacity");
    }
    Ok(checks.finish(Some(())).map_err(MessagingError::Invalid)?)
}

/// Whether each of these is a topic of the inbox, and none is there twice.
fn check_skills(skills: &[String], topics: &[String]) -> Result<()> {
    let mut checks = Checks::new(SOURCE);
    let is_one = |n: usize, skill: &String| topics.contains(skill) && !skills[..n].contains(skill);
    if !skills.iter().enumerate().all(|(n, skill)| is_one(n, skill)) {
        checks.fail("skills", "messaging-check-skills");
    }
    Ok(checks.finish(Some(())).map_err(MessagingError::Invalid)?)
}

/// A ready answer with everything wrong told at once.
pub(crate) fn canned_checked(
    id: Uuid,
    version: i64,
    shortcut: Option<&str>,
    text: Option<&str>,
) -> Result<Canned> {
    let mut checks = Checks::new(SOURCE);
    let shortcut = checks.text("shortcut", shortcut, 1..=30);
    let body = checks.text("text", text, 1..=4000);
    let canned = shortcut.zip(body).map(|(shortcut, body)| Canned { id, shortcut, body, version });
    Ok(checks.finish(canned).map_err(MessagingError::Invalid)?)
}

fn shortcut_taken(error: sqlx::Error) -> platform::Error {
    if violated_constraint(&error) != Some("canned_replies_business_id_shortcut_key") {
        return error.into();
    }
    let mut checks = Checks::new(SOURCE);
    checks.fail("shortcut", "messaging-check-shortcut-taken");
    match checks.finish(None::<()>) {
        Ok(()) => error.into(),
        Err(problems) => MessagingError::Invalid(problems).into(),
    }
}
