//! Writing down what people are to be told: once per cause and recipient, bursts counted into one line (N-3, N-5, N-7).

use std::collections::BTreeSet;

use contracts::accounts::PersonCard;
use kernel::{NotificationId, UserId};
use platform::{Result, Tx};

use crate::Notifications;
use crate::model::channel::ChannelName;
use crate::model::kind::Kind;
use crate::model::plan::plan;
use crate::model::timing::zone_of;
use crate::model::words::Facts;
use crate::store;
use crate::store::notifications::NewLine;

/// Something that some people are to be told.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Which sentence.
    pub kind: Kind,
    /// What brought it about: whoever was told of this cause is not told again.
    pub cause: String,
    /// What it is about; more of the same is counted into a line that is not read yet.
    pub subject: String,
    /// What it tells of by itself, such as `connection:<id>`, where that may be over before it was read.
    pub about: Option<String>,
    /// What the sentence speaks of.
    pub facts: Facts,
    /// How many like things it stands for.
    pub count: i64,
    /// Who is to know.
    pub to: BTreeSet<UserId>,
}

impl Notifications {
    /// Tells people and gives the lines that were written or grew. Each of them in a transaction of its own, so that a
    /// notice to many holds nobody up; told again after a failure, it goes on where it stopped.
    pub(crate) async fn tell(&self, notice: &Notice) -> Result<Vec<NotificationId>> {
        let mut lines = Vec::new();
        let to: Vec<UserId> = notice.to.iter().copied().collect();
        let people = self.ports.people.people(&to).await?;
        for person in to.iter().filter_map(|id| people.get(id)) {
            let mut tx = self.db.begin_system().await?;
            if let Some(line) = self.note(&mut tx, notice, person).await? {
                tx.announce("notification.written", &crate::centre_of(person.id)).await?;
                tx.commit().await?;
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// Writes one person's line and its deliveries; none when there was nothing new.
    async fn note(
        &self,
        tx: &mut Tx,
        notice: &Notice,
        person: &PersonCard,
    ) -> Result<Option<NotificationId>> {
        let (now, user, kind) = (self.platform.clock.now(), person.id, notice.kind);
        store::notifications::lock(tx, user).await?;
        if store::notifications::is_told(tx, user, &notice.cause).await? {
            return Ok(None);
        }
        let settings = store::settings::get(tx, user).await?;
        let new = NewLine {
            user,
            kind,
            facts: &notice.facts,
            count: notice.count,
            subject: &notice.subject,
            listed: settings.wants(person.role, kind.topic(), ChannelName::InApp),
        };
        let gathered = match kind.gathers() {
            Some(window) => store::notifications::gather(tx, &new, now - window, now).await?,
            None => None,
        };
        let line = match gathered {
            Some(line) => line,
            None => {
                let line = NotificationId::new(now);
                store::notifications::insert(tx, line, &new, now).await?;
                line
            }
        };
        store::notifications::note_cause(tx, user, &notice.cause, line, now).await?;
        if let Some(about) = &notice.about {
            store::matters::put(tx, user, about, line, (&notice.facts, notice.count), now).await?;
        }
        let zone = zone_of(person);
        for channel in
            self.channels.iter().filter(|channel| channel.carries(kind)).map(|channel| channel.name())
        {
            let before = store::deliveries::before(tx, user, line, channel, kind.topic(), now).await?;
            let plan = plan(&settings, person.role, kind.topic(), channel, zone, now, before);
            store::deliveries::put(tx, user, line, channel, kind.topic(), plan, now).await?;
        }
        Ok(Some(line))
    }
}
