//! The connections of the demo world: those who can be signed in as have some in every state.

use bizconnect::model::connection::Connection;
use chrono::{DateTime, Duration, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{ConnectionId, MarketCode};

use super::businesses::DemoBusiness;
use super::ids::{Stream, id};
use super::people::CAST;

/// Who asks, days ago, and what became of it after so many hours.
struct Story {
    /// The business to sign in to asks, rather than being asked.
    sent: bool,
    asked_days_ago: i64,
    then: &'static [(ConnectionStatus, By, i64)],
}

/// Who has changed it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Initiator,
    Receiver,
}

use ConnectionStatus::{Accepted, Blocked, Declined, Withdrawn};

/// What each business of the cast has lived through, with another business each time.
const STORIES: [Story; 9] = [
    Story { sent: false, asked_days_ago: 1, then: &[] },
    Story { sent: true, asked_days_ago: 12, then: &[(Accepted, By::Receiver, 20)] },
    Story { sent: true, asked_days_ago: 2, then: &[] },
    Story { sent: false, asked_days_ago: 25, then: &[(Accepted, By::Receiver, 5)] },
    Story { sent: false, asked_days_ago: 5, then: &[] },
    Story { sent: true, asked_days_ago: 9, then: &[(Declined, By::Receiver, 30)] },
    Story { sent: true, asked_days_ago: 14, then: &[(Withdrawn, By::Initiator, 48)] },
    Story { sent: false, asked_days_ago: 33, then: &[] },
    Story {
        sent: false,
        asked_days_ago: 40,
        then: &[(Accepted, By::Receiver, 8), (Blocked, By::Receiver, 400)],
    },
];

/// Introductions by language.
const NOTES: [(&str, [&str; 3]); 5] = [
    (
        "en",
        [
            "We supply shops in three towns and look for a steady source. Could we talk about quantities and prices?",
            "A customer of ours told us about you. We would like to buy from you every month.",
            "We have a truck that comes back empty from your town each week. Perhaps we can help each other.",
        ],
    ),
    (
        "fr",
        [
            "Nous approvisionnons des boutiques dans trois villes et cherchons une source régulière. Parlons quantités et prix ?",
            "Un de nos clients nous a parlé de vous. Nous aimerions acheter chez vous chaque mois.",
            "Notre camion revient à vide de votre ville chaque semaine. Nous pourrions nous entraider.",
        ],
    ),
    (
        "ar",
        [
            "نورّد لمحلات في ثلاث مدن ونبحث عن مصدر منتظم. هل نتحدث عن الكميات والأسعار؟",
            "أخبرنا أحد زبائننا عنكم. نودّ الشراء منكم كل شهر.",
            "شاحنتنا تعود فارغة من مدينتكم كل أسبوع. لعلنا نتعاون.",
        ],
    ),
    (
        "pt",
        [
            "Abastecemos lojas em três cidades e procuramos um fornecedor certo. Podemos falar de quantidades e preços?",
            "Um cliente falou-nos de si. Gostaríamos de lhe comprar todos os meses.",
            "O nosso camião volta vazio da sua cidade todas as semanas. Talvez nos possamos ajudar.",
        ],
    ),
    (
        "sw",
        [
            "Tunauza kwa maduka katika miji mitatu na tunatafuta msambazaji wa kudumu. Tunaweza kuzungumza kuhusu kiasi na bei?",
            "Mteja wetu alituambia kuhusu ninyi. Tungependa kununua kwenu kila mwezi.",
            "Lori letu hurudi tupu kutoka mji wenu kila wiki. Huenda tukasaidiana.",
        ],
    ),
];

/// All of them, as they stand at `now`. The businesses are those of the world, the cast first.
#[must_use]
pub fn connections(businesses: &[DemoBusiness], now: DateTime<Utc>) -> Vec<Connection> {
    let cast = CAST.len().min(businesses.len());
    let mut made = Vec::new();
    for (at, story) in STORIES.iter().enumerate() {
        for own in 0..cast {
            // Another one for each business and story, so that no pair comes twice.
            if let Some(other) = businesses.get(CAST.len() + at * cast + own) {
                made.push(story.told(made.len(), &businesses[own], other, now));
            }
        }
    }
    // And among themselves: the first two are connected, the others have asked the first.
    for other in businesses.iter().take(cast).skip(1) {
        let connected = made.len() % 2 == 0 || other.id == businesses[1].id;
        let story = if connected { &STORIES[3] } else { &STORIES[0] };
        made.push(story.told(made.len(), &businesses[0], other, now));
    }
    made
}

impl Story {
    fn told(&self, at: usize, own: &DemoBusiness, other: &DemoBusiness, now: DateTime<Utc>) -> Connection {
        let (initiator, receiver) = if self.sent { (own, other) } else { (other, own) };
        let notes = NOTES.iter().find(|(language, _)| *language == initiator.language).unwrap_or(&NOTES[0]);
        let market: MarketCode = "afcfta".parse().expect("the code of a market");
        let asked = now - Duration::days(self.asked_days_ago) - Duration::minutes(at as i64 * 7);
        let note = Some(notes.1[at % notes.1.len()].to_owned());
        let mut connection =
            Connection::request(market, initiator.id, initiator.ceo, receiver.id, note, asked);
        connection.id = ConnectionId(id(Stream::Connections, at));
        for (to, by, hours) in self.then {
            let by = if *by == By::Initiator { initiator.id } else { receiver.id };
            let then = asked + Duration::hours(*hours);
            connection = connection.change(*to, by, then).expect("a way that the state machine has");
        }
        if now >= connection.expires_at && connection.status == ConnectionStatus::Pending {
            connection = connection.expire();
        }
        // Whoever starts the demo is not reminded of what is some days old.
        connection.remind_at = connection.remind_at.filter(|remind_at| *remind_at > now);
        connection
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::demo::world::{Size, World};

    use super::*;

    #[test]
    fn the_cast_has_connections_in_every_state_and_no_pair_twice() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("in range");
        let world = World::generate(now, Size::DEMO);
        let all = connections(&world.businesses, now);
        assert_eq!(all, connections(&world.businesses, now), "the same each time");
        for own in world.businesses.iter().take(CAST.len()) {
            let states: HashSet<_> =
                all.iter().filter(|one| one.has(own.id)).map(|one| one.status_at(now)).collect();
            assert_eq!(states.len(), 6, "{}", own.name);
        }
        let pair = |one: &Connection| [one.initiator.min(one.receiver), one.initiator.max(one.receiver)];
        let pairs: HashSet<_> = all.iter().map(pair).collect();
        assert_eq!(pairs.len(), all.len());
        assert_eq!(connections(&world.businesses[..2], now).len(), 1);
    }
}
