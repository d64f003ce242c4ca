//! Servers, PostgreSQL and Redis are killed in turn under load, and nothing that was acknowledged is lost (G-14).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use platform::managed_postgres::{ManagedPostgres, Options, SUPERUSER};
use testkit::TestRedis;

use crate::messages::{converse, post, read_after};
use crate::phone::{Hall, Phone};
use crate::server::{Server, open_folder};

/// Phones with a socket, half of them on either server; each sends some twenty messages a second.
const PHONES: usize = 6;
/// Senders over HTTP beside them.
const POSTERS: usize = 2;

/// Two servers behind one conversation, with Redis between them. In every round one of the four parts is killed at another
/// moment and comes back. In the end every acknowledged message is there once, where its acknowledgement said, in the
/// order of its sender, and every phone shows just that. `KILLS` says how many rounds; 10 unless told, 100 for the report.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_no_acknowledged_message_is_lost_doubled_or_reordered() {
    let rounds: u64 = std::env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10);
    let folder = open_folder();
    let options = Options::throwaway(folder.path().join("pg"));
    let postgres = tokio::task::spawn_blocking(move || ManagedPostgres::start(&options));
    let postgres = postgres.await.expect("it runs").expect("PostgreSQL starts");
    let mut redis = TestRedis::start().await;
    let mut first = Server::prepare(Some(&postgres.url(SUPERUSER, SUPERUSER))).await;
    first.set("PUSHNCHAT__REDIS__URL", &redis.url);
    let mut second = first.beside();
    first.start().await;
    second.start().await;

    let hall = Hall { conversation: converse(&first, "kwame", "awa").await, ..Hall::default() };
    let hall = Arc::new(hall);
    let names = ["kwame", "awa"];
    let tokens = [first.sign_in(names[0]).await, first.sign_in(names[1]).await];
    let phones: Vec<_> = (0..PHONES)
        .map(|n| {
            let server = if n % 2 == 0 { &first } else { &second };
            tokio::spawn(
                Phone::new(&hall, server.address(), (names[n / 2 % 2], &tokens[n / 2 % 2]), n).chat(),
            )
        })
        .collect();
    let mut posters = Vec::new();
    for n in 0..POSTERS {
        let server = if n % 2 == 0 { &first } else { &second };
        let token = tokens[n % 2].clone();
        let path = server.url(&format!("/api/v1/messages/conversations/{}", hall.conversation));
        posters.push(tokio::spawn(send(server.client.clone(), path, token, PHONES + n, hall.clone())));
    }

    for round in 0..rounds {
        progress(&hall, 20, round).await;
        tokio::time::sleep(Duration::from_millis(50 + (round * 379) % 900)).await;
        match round % 4 {
            0 => {
                first.kill().await;
                first.start().await;
            }
            1 => kill_postgres(&folder.path().join("pg/postgres/postmaster.pid")),
            2 => {
                redis.kill();
                tokio::time::sleep(Duration::from_millis((round * 211) % 700)).await;
                redis.start_again().await;
            }
            _ => {
                second.kill().await;
                second.start().await;
            }
        }
    }
    progress(&hall, 20, rounds).await;
    hall.quiet.cancel();
    let everybody_is_idle = async {
        while hall.idle.load(Ordering::SeqCst) < PHONES + POSTERS {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), everybody_is_idle).await.expect("nothing waits for ever");
    hall.over.cancel();
    let mut acked = BTreeMap::new();
    for poster in posters {
        acked.extend(poster.await.expect("no complaint"));
    }
    let mut views = Vec::new();
    for phone in phones {
        let phone = tokio::time::timeout(Duration::from_secs(60), phone).await.expect("it leaves");
        let phone = phone.expect("no complaint");
        acked.extend(phone.acked.clone());
        views.push(phone);
    }

    for name in names {
        let token = first.sign_in(name).await;
        let path = first.url(&format!("/api/v1/messages/conversations/{}", hall.conversation));
        let seen = read_after(&first.client, &path, &token, 0).await.expect("the server answers");
        assert!(seen.iter().map(|(seq, _)| *seq).eq(1..=seen.len() as i64), "{name} sees no gap");
        let places: HashMap<&String, i64> = seen.iter().map(|(seq, text)| (text, *seq)).collect();
        assert_eq!(places.len(), seen.len(), "{name} sees nothing twice");
        assert_eq!(seen.len(), acked.len(), "{name} sees what was acknowledged, and only that");
        for (text, seq) in &acked {
            assert_eq!(places.get(text), Some(seq), "{name} sees {text} where its acknowledgement said");
        }
        for sender in 0..PHONES + POSTERS {
            let own = format!("sender {sender} ");
            let numbers: Vec<&String> =
                seen.iter().map(|(_, text)| text).filter(|text| text.starts_with(&own)).collect();
            assert!(numbers.is_sorted(), "{name} sees the messages of sender {sender} in their order");
        }
        for phone in views.iter().filter(|phone| phone.name == name) {
            assert!(
                phone.view.iter().map(|(seq, text)| (*seq, text.clone())).eq(seen.iter().cloned()),
                "what a phone of {name} shows is what there is"
            );
        }
    }
    println!(
        "{rounds} kills, {} messages, none lost, doubled or out of order, on {PHONES} phones",
        acked.len()
    );
    first.kill().await;
    second.kill().await;
    // The database is dropped with the last of them.
    drop((first, second));
    tokio::task::spawn_blocking(move || postgres.stop()).await.expect("it stops");
}

/// Waits until so many more messages were acknowledged: whatever was killed has recovered by itself.
async fn progress(hall: &Hall, more: u64, round: u64) {
    let begun = (hall.acks.load(Ordering::SeqCst), Instant::now());
    while hall.acks.load(Ordering::SeqCst) < begun.0 + more {
        assert!(begun.1.elapsed() < Duration::from_secs(60), "nothing is acknowledged in round {round}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// All of its processes end at once, without a word to anybody; whoever looks after the cluster starts it again.
fn kill_postgres(pid_file: &Path) {
    // There is none for a moment while it starts.
    let Ok(told) = std::fs::read_to_string(pid_file) else { return };
    let pid = told.lines().next().expect("a pid").to_owned();
    let killed = std::process::Command::new("kill").args(["-QUIT", &pid]).status().expect("kill runs");
    assert!(killed.success());
}

/// A sender over HTTP; returns where its messages are.
async fn send(
    client: reqwest::Client,
    path: String,
    token: String,
    sender: usize,
    hall: Arc<Hall>,
) -> BTreeMap<String, i64> {
    let mut acked = BTreeMap::new();
    for n in 0.. {
        if hall.quiet.is_cancelled() {
            break;
        }
        let text = format!("sender {sender} message {n:05}");
        let place = loop {
            match post(&client, &path, &token, &text).await {
                Some(place) => break place,
                None => tokio::time::sleep(Duration::from_millis(60)).await,
            }
        };
        acked.insert(text, place);
        hall.acks.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(45)).await;
    }
    hall.idle.fetch_add(1, Ordering::SeqCst);
    acked
}
