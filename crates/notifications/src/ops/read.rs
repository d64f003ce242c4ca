//! Reading one's notification centre, and saying what was read (N-1).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::{Actor, ErrorKind, NotificationId, UserId};
use platform::policy::Resource;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use crate::error::NotificationsError;
use crate::model::Topic;
use crate::model::words::Facts;
use crate::rights::{ManageNotifications, ReadNotifications};
use crate::store::notifications::{Line, LineFilter, Unread};
use crate::{Notifications, centre_of, channels, store};

/// Whose notifications; 401 for nobody.
pub(crate) fn reader(actor: &Actor) -> Result<UserId> {
    actor
        .user_id()
        .ok_or_else(|| Error::new(ErrorKind::Unauthorized, "platform", "platform-error-unauthorized"))
}

/// Everybody's centre is their own.
fn centre(user: UserId) -> Resource {
    Resource::new("Account", user).owner(user)
}

impl Notifications {
    pub(crate) fn may_read(&self, actor: &Actor) -> Result<UserId> {
        let user = reader(actor)?;
        self.platform.policies.check::<ReadNotifications>(actor, &centre(user))?;
        Ok(user)
    }

    pub(crate) fn may_manage(&self, actor: &Actor) -> Result<UserId> {
        let user = reader(actor)?;
        self.platform.policies.check::<ManageNotifications>(actor, &centre(user))?;
        Ok(user)
    }

    /// The actor's lines, the newest news first; one more than `limit` if there are more.
    pub async fn lines(
        &self,
        actor: &Actor,
        filter: LineFilter,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Line>> {
        let user = self.may_read(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let lines = store::notifications::list(&mut tx, user, filter, after, limit + 1).await?;
        tx.rollback().await?;
        self.named(lines).await
    }

    /// Everything that the actor was or would have been told; one more than `limit` if there is more.
    pub async fn feed(&self, actor: &Actor, after: Option<NotificationId>, limit: i64) -> Result<Vec<Line>> {
        let user = self.may_read(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let lines = store::notifications::feed(&mut tx, user, after, limit + 1).await?;
        tx.rollback().await?;
        self.named(lines).await
    }

    async fn named(&self, mut lines: Vec<Line>) -> Result<Vec<Line>> {
        self.name_people(lines.iter_mut().map(|line| &mut line.facts).collect()).await?;
        Ok(lines)
    }

    /// Gives people the names that they have now. What is written down says who it was and no name, so that none
    /// outlives its account.
    pub(crate) async fn name_people(&self, facts: Vec<&mut Facts>) -> Result<()> {
        let people: BTreeSet<UserId> = facts.iter().filter_map(|facts| facts.person()).collect();
        let people = self.ports.people.people(&people.into_iter().collect::<Vec<_>>()).await?;
        for facts in facts {
            let person = facts.person().and_then(|id| people.get(&id));
            facts.name_person(person.map(|person| person.name.as_str()));
        }
        Ok(())
    }

    /// How many lines the actor has not read, by type.
    pub async fn unread_by_topic(&self, actor: &Actor) -> Result<Vec<(Topic, i64)>> {
        let user = self.may_read(actor)?;
        let mut tx = self.db.begin(actor).await?;
        store::notifications::unread_by_topic(&mut tx, user).await
    }

    /// How many lines somebody has not read; from memory as a rule.
    pub(crate) async fn unread_of(&self, user: UserId) -> Result<i64> {
        self.unread
            .get_or_load(user, || async {
                let mut tx = self.db.begin_system().await?;
                let by_topic = store::notifications::unread_by_topic(&mut tx, user).await?;
                Ok(by_topic.into_iter().map(|(_, count)| count).sum())
            })
            .await
    }

    /// Marks a line as read or as not read. The last word holds: two devices that say the same do no harm.
    pub async fn mark(&self, actor: &Actor, id: NotificationId, read: bool) -> Result<Line> {
        let user = self.may_manage(actor)?;
        let now = self.platform.clock.now();
        let mut tx = self.db.begin(actor).await?;
        let changed = store::notifications::set_read(&mut tx, user, id, read, now).await?;
        if changed {
            if read {
                store::deliveries::read(&mut tx, &[id], now).await?;
            }
            tx.announce("notification.marked", &centre_of(user)).await?;
        }
        let found = store::notifications::get(&mut tx, user, id).await?;
        let mut line = found.ok_or(NotificationsError::NotFound)?;
        tx.commit().await?;
        if changed {
            self.tell_unread(user).await?;
        }
        self.name_people(vec![&mut line.facts]).await?;
        Ok(line)
    }

    /// Marks many of the actor's lines as read; tells how many.
    pub async fn read_all(&self, actor: &Actor, which: Unread<'_>) -> Result<usize> {
        let user = self.may_manage(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let count = self.read_in_tx(&mut tx, user, which).await?;
        tx.commit().await?;
        if count > 0 {
            self.tell_unread(user).await?;
        }
        Ok(count)
    }

    /// Somebody has seen elsewhere what their lines about `subject` tell of; lines that tell of other things too count
    /// one less.
    pub(crate) async fn settle(&self, user: UserId, subject: &str) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let which = Unread { subject: Some(subject), ..Unread::default() };
        let read = self.read_in_tx(&mut tx, user, which).await?;
        let settled = store::matters::settle(&mut tx, user, subject, self.platform.clock.now()).await?;
        self.note_read(&mut tx, user, &settled.over).await?;
        let read = read + settled.over.len();
        if read > 0 || !settled.fewer.is_empty() {
            tx.commit().await?;
        }
        if read > 0 {
            self.tell_unread(user).await?;
        }
        Ok(())
    }

    /// What lines tell of as `about` is over, whoever was told of it: nobody need look at it any more.
    pub(crate) async fn settle_all(&self, about: &str) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let users = store::matters::told_of(&mut tx, about).await?;
        tx.rollback().await?;
        for user in users {
            self.settle(user, about).await?;
        }
        Ok(())
    }

    /// Lets the badges of all the reader's open pages and apps follow.
    async fn tell_unread(&self, user: UserId) -> Result<()> {
        channels::tell_unread(&self.platform, user, self.unread_of(user).await?);
        Ok(())
    }

    async fn read_in_tx(&self, tx: &mut Tx, user: UserId, which: Unread<'_>) -> Result<usize> {
        let now = self.platform.clock.now();
        let read = store::notifications::read_all(tx, user, which, now).await?;
        self.note_read(tx, user, &read).await?;
        Ok(read.len())
    }

    /// These lines count as read: what waits of them is not sent any more.
    async fn note_read(&self, tx: &mut Tx, user: UserId, lines: &[NotificationId]) -> Result<()> {
        if !lines.is_empty() {
            store::deliveries::read(tx, lines, self.platform.clock.now()).await?;
            tx.announce("notification.marked", &centre_of(user)).await?;
        }
        Ok(())
    }
}
