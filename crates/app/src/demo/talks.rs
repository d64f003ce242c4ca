//! What the connected businesses of the demo world have said to each other.

use bizconnect::model::connection::Connection;
use chrono::{DateTime, Duration, Utc};
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, ConversationId, TeamRole, UserId};
use messaging::bulk::{Said, Talk};

use super::businesses::DemoBusiness;
use super::ids::{Stream, id};
use super::people::DemoUser;
use super::vocabulary::VOCABULARY;

/// Who of the two speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Whoever asked for the connection.
    Asker,
    /// Whoever was asked.
    Asked,
}

use Side::{Asked, Asker};

/// One talk: the first three words are said at once, the others today.
type Lines = [(Side, &'static str); 7];

/// By language: words that go with a picture, and two talks.
const TALKS: [(&str, &str, [Lines; 2]); 5] = [
    (
        "en",
        "This is how we pack it.",
        [
            [
                (
                    Asker,
                    "Good morning, and thank you for accepting. We need a first load by the end of the month.",
                ),
                (Asked, "Good morning. That can be done. Which quantity do you have in mind?"),
                (Asker, "Twenty bags to begin with. If your quality stays the same, forty every month."),
                (Asked, "Then I can give you the price for forty from the start."),
                (Asker, "Very kind. Can you send a sample with the driver on Thursday?"),
                (Asked, "Yes, two kilos. He leaves at six and is with you before noon."),
                (Asked, "Please tell me who takes it in at your gate."),
            ],
            [
                (Asker, "Hello! Do you deliver across the border, or do we collect?"),
                (Asked, "Hello. We bring it to the border post; customs on your side is yours."),
                (Asker, "That suits us, our agent knows them all there."),
                (Asked, "I send you the papers two days before, so that nothing has to wait."),
                (Asker, "Perfect. Payment half in advance, half on arrival?"),
                (Asked, "Agreed. The invoice comes this afternoon."),
                (Asker, "Received, thank you. The first half goes out today."),
            ],
        ],
    ),
    (
        "fr",
        "Voilà comment nous emballons.",
        [
            [
                (
                    Asker,
                    "Bonjour et merci d’avoir accepté. Il nous faut une première livraison avant la fin du mois.",
                ),
                (Asked, "Bonjour. C’est possible. Quelle quantité vous faut-il ?"),
                (Asker, "Vingt sacs pour commencer. Si la qualité reste la même, quarante par mois."),
                (Asked, "Alors je vous fais dès maintenant le prix pour quarante."),
                (Asker, "C’est gentil. Pouvez-vous remettre un échantillon au chauffeur jeudi ?"),
                (Asked, "Oui, deux kilos. Il part à six heures et sera chez vous avant midi."),
                (Asked, "Dites-moi qui le recevra à l’entrée."),
            ],
            [
                (Asker, "Bonjour ! Livrez-vous de l’autre côté de la frontière, ou venons-nous chercher ?"),
                (Asked, "Bonjour. Nous apportons au poste-frontière ; la douane de votre côté est à vous."),
                (Asker, "Cela nous va, notre transitaire y connaît tout le monde."),
                (Asked, "Je vous envoie les papiers deux jours avant, pour que rien n’attende."),
                (Asker, "Parfait. La moitié à la commande, l’autre à l’arrivée ?"),
                (Asked, "D’accord. La facture part cet après-midi."),
                (Asker, "Bien reçue, merci. La première moitié est payée aujourd’hui."),
            ],
        ],
    ),
    (
        "ar",
        "هكذا نعبّئ البضاعة.",
        [
            [
                (Asker, "صباح الخير، وشكرًا على القبول. نحتاج إلى شحنة أولى قبل نهاية الشهر."),
                (Asked, "صباح النور. هذا ممكن. ما الكمية التي تريدونها؟"),
                (Asker, "عشرون كيسًا في البداية، وأربعون كل شهر إن بقيت الجودة كما هي."),
                (Asked, "إذن أعطيكم سعر الأربعين من الآن."),
                (Asker, "هذا كرم منكم. هل ترسلون عيّنة مع السائق يوم الخميس؟"),
                (Asked, "نعم، كيلوغرامين. ينطلق في السادسة ويصلكم قبل الظهر."),
                (Asked, "أخبروني من سيستلمها عند البوابة."),
            ],
            [
                (Asker, "مرحبًا! هل توصلون عبر الحدود أم نأتي لنأخذها؟"),
                (Asked, "أهلًا. نوصلها إلى المعبر، والجمارك من جهتكم عليكم."),
                (Asker, "يناسبنا ذلك، فوكيلنا يعرف الجميع هناك."),
                (Asked, "سأرسل الأوراق قبل يومين حتى لا يتأخر شيء."),
                (Asker, "ممتاز. نصف المبلغ مقدمًا والنصف عند الوصول؟"),
                (Asked, "اتفقنا. الفاتورة تصلكم بعد الظهر."),
                (Asker, "وصلت، شكرًا. نحوّل النصف الأول اليوم."),
            ],
        ],
    ),
    (
        "pt",
        "É assim que embalamos.",
        [
            [
                (
                    Asker,
                    "Bom dia e obrigado por aceitar. Precisamos de uma primeira carga até ao fim do mês.",
                ),
                (Asked, "Bom dia. É possível. Que quantidade tem em mente?"),
                (Asker, "Vinte sacos para começar. Se a qualidade se mantiver, quarenta por mês."),
                (Asked, "Então faço-lhe já o preço para quarenta."),
                (Asker, "Muito amável. Pode mandar uma amostra com o motorista na quinta-feira?"),
                (Asked, "Sim, dois quilos. Sai às seis e chega aí antes do meio-dia."),
                (Asked, "Diga-me, por favor, quem a recebe à porta."),
            ],
            [
                (Asker, "Olá! Entregam do outro lado da fronteira, ou vamos nós buscar?"),
                (Asked, "Olá. Levamos até ao posto fronteiriço; a alfândega do vosso lado é convosco."),
                (Asker, "Serve-nos bem, o nosso despachante conhece lá toda a gente."),
                (Asked, "Envio-lhe os papéis dois dias antes, para que nada fique à espera."),
                (Asker, "Perfeito. Metade adiantada e metade à chegada?"),
                (Asked, "Combinado. A fatura segue esta tarde."),
                (Asker, "Recebida, obrigado. A primeira metade é paga hoje."),
            ],
        ],
    ),
    (
        "sw",
        "Hivi ndivyo tunavyofungasha.",
        [
            [
                (
                    Asker,
                    "Habari za asubuhi, na asante kwa kukubali. Tunahitaji mzigo wa kwanza kabla ya mwisho wa mwezi.",
                ),
                (Asked, "Nzuri sana. Inawezekana. Mnahitaji kiasi gani?"),
                (Asker, "Magunia ishirini kwanza. Ubora ukibaki vilevile, arobaini kila mwezi."),
                (Asked, "Basi nitawapa bei ya arobaini tangu mwanzo."),
                (Asker, "Asante sana. Unaweza kumpa dereva sampuli Alhamisi?"),
                (
                    Asked,
                    "Ndiyo, kilo mbili. Anaondoka saa kumi na mbili asubuhi na atafika kwenu kabla ya adhuhuri.",
                ),
                (Asked, "Tafadhali niambie nani ataipokea getini."),
            ],
            [
                (Asker, "Hujambo! Mnaleta hadi ng’ambo ya mpaka, au tunakuja kuchukua?"),
                (Asked, "Sijambo. Tunaleta hadi kituo cha mpakani; forodha ya upande wenu ni yenu."),
                (Asker, "Inatufaa, wakala wetu anawafahamu wote pale."),
                (Asked, "Nitawatumia karatasi siku mbili kabla, ili kisicheleweshwe chochote."),
                (Asker, "Vizuri. Nusu mbele na nusu mzigo ukifika?"),
                (Asked, "Tumekubaliana. Ankara inakuja leo mchana."),
                (Asker, "Nimeipata, asante. Nusu ya kwanza inalipwa leo."),
            ],
        ],
    ),
];

/// A picture that is still to be sent, by somebody who speaks for a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub sender: UserId,
    /// For whom.
    pub business: BusinessId,
    /// With which words.
    pub text: &'static str,
    /// Drawing of [`super::pictures`].
    pub of: &'static str,
}

/// The language that both sides write, otherwise English.
fn language(sides: [&DemoBusiness; 2]) -> &'static str {
    if sides[0].language == sides[1].language { sides[0].language } else { "en" }
}

/// The conversations of those who are connected, as they stand at `now`: in every second of them the last words wait to
/// be read by the side that did not say them.
#[must_use]
pub fn talks(
    connections: &[Connection],
    businesses: &[DemoBusiness],
    users: &[DemoUser],
    now: DateTime<Utc>,
) -> Vec<Talk> {
    let of = |id: BusinessId| businesses.iter().find(|business| business.id == id);
    let accepted = connections.iter().filter(|connection| connection.status == ConnectionStatus::Accepted);
    let sides = accepted.filter_map(|one| Some((one, [of(one.initiator)?, of(one.receiver)?])));
    sides.enumerate().map(|(at, (connection, sides))| talk(at, connection, sides, users, now)).collect()
}

fn talk(
    at: usize,
    connection: &Connection,
    sides: [&DemoBusiness; 2],
    users: &[DemoUser],
    now: DateTime<Utc>,
) -> Talk {
    let language = language(sides);
    let (_, _, talks) = TALKS.iter().find(|(code, ..)| *code == language).unwrap_or(&TALKS[0]);
    let lines = &talks[at % talks.len()];
    let began = connection.accepted_at.unwrap_or(connection.created_at) + Duration::minutes(25);
    let ended = now - Duration::minutes(35 + at as i64 * 50);
    let time = |line: usize| {
        let after = (lines.len() - 1 - line) as i64;
        if line < 3 {
            began + Duration::minutes(line as i64 * 6)
        } else {
            ended - Duration::minutes(after * 4)
        }
    };
    let speaker = |side: Side| if side == Asker { sides[0] } else { sides[1] };
    let said: Vec<Said> = lines
        .iter()
        .enumerate()
        .map(|(line, (side, text))| Said {
            sender: speaker(*side).ceo,
            text: (*text).to_owned(),
            at: time(line),
        })
        .collect();
    let last = lines[lines.len() - 1].0;
    let fresh = lines.iter().rev().take_while(|(side, _)| *side == last).count();
    let people = users.iter().filter_map(|user| {
        let (business, role) = user.membership?;
        let side = [Asker, Asked].into_iter().find(|side| speaker(*side).id == business)?;
        let waits = at.is_multiple_of(2) && side != last;
        (role >= TeamRole::Manager).then_some((user.id, business, said.len() - if waits { fresh } else { 0 }))
    });
    Talk {
        id: ConversationId(id(Stream::Talks, at)),
        connection: connection.id,
        sides: [sides[0].id, sides[1].id],
        people: people.collect(),
        said,
    }
}

/// A picture for the first talk of each business that is signed in to, sent by the other side.
#[must_use]
pub fn pictures(talks: &[Talk], businesses: &[DemoBusiness], cast: usize) -> Vec<Shown> {
    let own = businesses.iter().take(cast);
    let shown = own.filter_map(|own| {
        let of = |id: BusinessId| businesses.iter().find(|business| business.id == id);
        let talk = talks.iter().find(|talk| talk.sides.contains(&own.id))?;
        let other = of(*talk.sides.iter().find(|side| **side != own.id)?)?;
        let (_, text, _) =
            TALKS.iter().find(|(code, ..)| *code == language([own, other])).unwrap_or(&TALKS[0]);
        let of = VOCABULARY.products.iter().find(|product| product.category == other.categories[0])?.scene;
        Some(Shown { conversation: talk.id, sender: other.ceo, business: other.id, text, of })
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use crate::demo::connections::connections;
    use crate::demo::people::CAST;
    use crate::demo::world::{Size, World};

    use super::*;

    #[test]
    fn those_who_are_signed_in_have_talks_in_order_some_of_them_unread() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("in range");
        let world = World::generate(now, Size::DEMO);
        let links = connections(&world.businesses, now);
        let all = talks(&links, &world.businesses, &world.users, now);
        assert_eq!(all, talks(&links, &world.businesses, &world.users, now), "the same each time");
        let mut unread = 0;
        for talk in &all {
            assert!(talk.said.is_sorted_by_key(|said| said.at) && talk.said.iter().all(|said| said.at < now));
            for said in &talk.said {
                assert!(talk.people.iter().any(|(user, ..)| *user == said.sender), "only members speak");
            }
            unread += talk.people.iter().filter(|(.., read)| *read < talk.said.len()).count();
        }
        assert!(unread > 0 && unread < all.iter().map(|talk| talk.people.len()).sum::<usize>());
        for own in world.businesses.iter().take(CAST.len()) {
            assert!(all.iter().filter(|talk| talk.sides.contains(&own.id)).count() >= 2, "{}", own.name);
        }
        let pictures = pictures(&all, &world.businesses, CAST.len());
        assert!(pictures.iter().all(|shown| crate::demo::pictures::render(shown.of, 64).is_some()));
        assert!(!pictures.is_empty());
    }
}
