//! Writing down what people are to be told: once per cause and recipient, bursts counted into one line (N-3, N-5, N-7).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contracts::accounts::PersonCard;
use kernel::{NotificationId, UserId};
use platform::{Result, Tx};

use crate::Notifications;
use crate::model::channel::ChannelName;
use crate::model::kind::Kind;
use crate::model::plan::plan;
use crate::model::settings::Settings;
use crate::model::timing::zone_of;
use crate::model::words::Facts;
use crate::store;
use crate::store::deliveries::Way;
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

/// A notice and one of those who are to know.
#[derive(Clone, Copy)]
struct Telling<'a> {
    notice: &'a Notice,
    person: &'a PersonCard,
}

/// People who are told in one transaction.
const AT_ONCE: usize = 100;

impl Notifications {
    /// Tells people and gives the lines that were written or grew. A notice to many holds nobody up for long: some are
    /// told at a time; told again after a failure, it goes on where it stopped.
    pub(crate) async fn tell(&self, notices: &[Notice]) -> Result<Vec<NotificationId>> {
        let to: BTreeSet<UserId> = notices.iter().flat_map(|notice| &notice.to).copied().collect();
        let people = self.ports.people.people(&to.into_iter().collect::<Vec<_>>()).await?;
        let mut lines = Vec::new();
        for together in rounds(notices, &people) {
            let _alone = self.telling.lock().await;
            let mut tx = self.db.begin_system().await?;
            let told = self.note(&mut tx, &together).await?;
            if told.is_empty() {
                // At once, and not when the pool gets to it: others wait for these people.
                tx.rollback().await?;
                continue;
            }
            for line in &told {
                tx.announce("notification.written", &crate::centre_of(line.user)).await?;
            }
            tx.commit().await?;
            lines.extend(told.iter().map(|line| line.id));
        }
        Ok(lines)
    }

    /// Writes a line and its deliveries for each of these people who was not told yet; gives those lines.
    async fn note<'a>(&self, tx: &mut Tx, tellings: &[Telling<'a>]) -> Result<Vec<NewLine<'a>>> {
        let users: Vec<UserId> = tellings.iter().map(|telling| telling.person.id).collect();
        store::notifications::lock(tx, &users).await?;
        // Not before the others are done: what is written later is later in the list, too.
        let now = self.platform.clock.now();
        let causes: Vec<&str> = tellings.iter().map(|telling| telling.notice.cause.as_str()).collect();
        let ids: Vec<_> = users.iter().map(|user| user.0).collect();
        let told = store::notifications::told(tx, &ids, &causes).await?;
        let tellings: Vec<_> =
            tellings.iter().filter(|telling| !told.contains(&telling.person.id)).copied().collect();
        if tellings.is_empty() {
            return Ok(Vec::new());
        }
        let chosen = store::settings::chosen(tx, &users).await?;
        let usual = Settings::default();
        let settings = |person: &PersonCard| chosen.get(&person.id).unwrap_or(&usual);
        let mut lines: Vec<NewLine<'a>> =
            tellings.iter().map(|telling| telling.line(settings(telling.person), now)).collect();
        let gathered = store::notifications::gather(tx, &lines, now).await?;
        let new: Vec<_> = lines.iter().filter(|line| !gathered.contains_key(&line.user)).cloned().collect();
        store::notifications::insert(tx, &new, now).await?;
        for line in &mut lines {
            line.id = gathered.get(&line.user).copied().unwrap_or(line.id);
        }
        store::notifications::note_causes(tx, &lines, now).await?;
        let (mut ways, mut of_whom) = (Vec::new(), Vec::new());
        for (line, Telling { notice, person }) in lines.iter().zip(&tellings) {
            if let Some(about) = &notice.about {
                store::matters::put(tx, line.user, about, line.id, (line.facts, line.count), now).await?;
            }
            for channel in self.channels.iter().filter(|channel| channel.carries(line.kind)) {
                let (channel, topic) = (channel.name(), line.kind.topic());
                ways.push(Way { line: line.id, user: line.user, channel, topic });
                of_whom.push(*person);
            }
        }
        let before = store::deliveries::before(tx, &ways, now).await?;
        let plans = ways.iter().zip(of_whom).zip(before).map(|((way, person), before)| {
            plan(settings(person), person.role, way.topic, way.channel, zone_of(person), now, before)
        });
        store::deliveries::put(tx, &ways, &plans.collect::<Vec<_>>(), now).await?;
        Ok(lines)
    }
}

impl<'a> Telling<'a> {
    fn line(self, settings: &Settings, now: DateTime<Utc>) -> NewLine<'a> {
        let Self { notice, person } = self;
        NewLine {
            id: NotificationId::new(now),
            user: person.id,
            cause: &notice.cause,
            kind: notice.kind,
            facts: &notice.facts,
            count: notice.count,
            subject: &notice.subject,
            listed: settings.wants(person.role, notice.kind.topic(), ChannelName::InApp),
        }
    }
}

/// Who is told together: nobody of two things at once, each in the order of the notices, and everybody in the one order
/// in which people are locked.
fn rounds<'a>(notices: &'a [Notice], people: &'a HashMap<UserId, PersonCard>) -> Vec<Vec<Telling<'a>>> {
    let mut rounds: Vec<BTreeMap<UserId, Telling<'a>>> = Vec::new();
    let known = |notice: &'a Notice| {
        notice.to.iter().filter_map(|id| people.get(id)).map(move |person| Telling { notice, person })
    };
    for telling in notices.iter().flat_map(known) {
        let has_room = |round: &&mut BTreeMap<UserId, Telling<'a>>| {
            round.len() < AT_ONCE && !round.contains_key(&telling.person.id)
        };
        match rounds.iter_mut().find(has_room) {
            Some(round) => drop(round.insert(telling.person.id, telling)),
            None => rounds.push(BTreeMap::from([(telling.person.id, telling)])),
        }
    }
    rounds.into_iter().map(|round| round.into_values().collect()).collect()
}
