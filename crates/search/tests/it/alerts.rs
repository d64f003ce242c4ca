//! Kept searches that are turned off or let go at the very moment at which something is found for them (S-6).

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;
use kernel::Role;
use platform::Tx;
use serde_json::{Value, json};
use testkit::Client;

use crate::saved::{save, soon, told, until_one_waits};
use crate::world::{Post, USUAL, World};

fn path_of(saved: &Value) -> String {
    format!("/api/v1/search/saved/{}", saved["id"].as_str().expect("an id"))
}

/// A transaction that has done this and stays open.
async fn doing(world: &World, statements: &[&'static str]) -> Tx {
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    for statement in statements {
        sqlx::query(*statement).execute(&mut *tx).await.expect("done");
    }
    tx
}

/// Posts a listing, and lets the other transaction end once the job that finds it waits for that.
async fn post_while(world: &World, title: &'static str, other: Tx) {
    world.post(&Post { title, ..USUAL }).await;
    tokio::join!(world.app.drain(), async {
        until_one_waits(world).await;
        other.commit().await.expect("committed");
    });
}

async fn turn_alerts(owner: &Client, saved: &Value, on: bool) {
    let kept = owner.get("/api/v1/search/saved").await.expect(200).data();
    let now =
        kept.as_array().and_then(|kept| kept.iter().find(|one| one["id"] == saved["id"])).expect("kept");
    owner.patch(&path_of(saved), json!({"alerts": on, "version": now["version"]})).await.expect(200);
}

/// How many are remembered.
async fn matches(world: &World) -> i64 {
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query_scalar("SELECT count(*) FROM search.saved_matches")
        .fetch_one(&mut *tx)
        .await
        .expect("countable")
}

#[tokio::test]
async fn what_is_found_while_alerts_are_being_turned_off_is_never_told() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    let saved = save(&owner, "q=maize").await;
    let off = doing(&world, &["UPDATE search.saved_searches SET alerts = false, tell_at = NULL"]).await;
    post_while(&world, "Maize in bags", off).await;
    turn_alerts(&owner, &saved, true).await;
    world.post(&Post { title: "Maize flour", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("maize".to_owned(), 1, 1)], "the flour only");
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn turning_alerts_off_forgets_what_was_found_and_not_told() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    let saved = save(&owner, "q=maize").await;
    for title in ["Maize in bags", "Maize in the ear"] {
        world.post(&Post { title, ..USUAL }).await;
        world.app.drain().await;
        soon(&world).await;
    }
    assert_eq!(told(&world).await, [("maize".to_owned(), 1, 1)], "the second within the hour waits");
    turn_alerts(&owner, &saved, false).await;
    turn_alerts(&owner, &saved, true).await;
    world.app.advance(TimeDelta::hours(3));
    world.post(&Post { title: "Maize flour", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await[1..], [("maize".to_owned(), 1, 1)], "the flour only");
}

#[tokio::test]
async fn whoever_founds_a_business_is_not_told_of_its_own_listings() {
    let world = World::new().await;
    let founder = world.app.user(Role::Consumer);
    let other = world.app.user(Role::Consumer);
    save(&founder, "q=maize").await;
    save(&other, "q=maize+bags").await;
    let business = world.business("Maize House", true).await;
    let founded = AccountEvent::BusinessCreated(Box::new(business.clone()));
    world.publish_as(&founder.actor, &founded).await;
    world.app.drain().await;
    let mut own = world.listing(&Post { title: "Maize in bags", ..USUAL });
    own.business_id = business.card.id;
    world.put(&own);
    world.publish(&ListingEvent::Created(Box::new(own))).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("maize bags".to_owned(), 1, 1)]);
}

#[tokio::test]
async fn alerts_that_are_turned_off_while_something_is_noted_forget_it() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    let saved = save(&owner, "q=maize").await;
    // As the job that finds a listing does, in a transaction that stays open for a while.
    let noting = [
        "UPDATE search.saved_searches SET tell_at = created_at",
        "INSERT INTO search.saved_matches (search_id, listing_id, matched_at)
         SELECT id, gen_random_uuid(), created_at FROM search.saved_searches",
    ];
    let noting = doing(&world, &noting).await;
    tokio::join!(turn_alerts(&owner, &saved, false), async {
        until_one_waits(&world).await;
        noting.commit().await.expect("noted");
    });
    assert_eq!(matches(&world).await, 0);
}

/// It once failed with all that was indexed beside it, and was done again.
#[tokio::test]
async fn what_is_found_for_a_search_that_is_being_let_go_is_noted_for_the_others_at_once() {
    let world = World::new().await;
    let (owner, other) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    save(&owner, "q=maize").await;
    save(&other, "q=maize+bags").await;
    // A sequence counts tries that were rolled back, too.
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    for statement in [
        "CREATE SEQUENCE search.tries",
        "CREATE FUNCTION search.tried() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
         $$ BEGIN PERFORM nextval('search.tries'); RETURN NEW; END $$",
        "CREATE TRIGGER tried BEFORE INSERT ON search.saved_matches
         FOR EACH ROW EXECUTE FUNCTION search.tried()",
    ] {
        sqlx::query(statement).execute(&mut superuser).await.expect("made");
    }
    let gone = doing(&world, &["DELETE FROM search.saved_searches WHERE query = 'q=maize'"]).await;
    post_while(&world, "Maize in bags", gone).await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("maize bags".to_owned(), 1, 1)]);
    let tries: i64 = sqlx::query_scalar("SELECT last_value FROM search.tries")
        .fetch_one(&mut superuser)
        .await
        .expect("a count");
    assert_eq!(tries, 1, "the other one's, once");
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

/// Everybody who holds several kept searches holds them in the order of their ids; whoever does not would sooner or later
/// wait for somebody who waits for them.
#[tokio::test]
async fn searches_of_somebody_who_is_gone_are_let_go_in_the_order_of_the_others() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    // The first one is last by its query, and last in the table, since it was changed.
    let first = save(&owner, "q=yellow+maize").await;
    save(&owner, "q=maize").await;
    turn_alerts(&owner, &first, false).await;
    let mut holding = doing(
        &world,
        &["SELECT FROM search.saved_searches WHERE query = 'q=yellow+maize' FOR NO KEY UPDATE"],
    )
    .await;
    world.publish(&AccountEvent::Erased { user_id: owner.user_id() }).await;
    tokio::join!(world.app.drain(), async {
        until_one_waits(&world).await;
        sqlx::query("SELECT FROM search.saved_searches WHERE query = 'q=maize' FOR NO KEY UPDATE NOWAIT")
            .execute(&mut *holding)
            .await
            .expect("whoever waits for the first holds no other");
        holding.commit().await.expect("let go");
    });
    assert!(owner.get("/api/v1/search/saved").await.expect(200).data().as_array().is_some_and(Vec::is_empty));
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_tidied_away_waits_for_nobody() {
    let world = World::new().await;
    save(&world.app.user(Role::Consumer), "q=maize").await;
    world.post(&Post { title: "Maize in bags", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    let held = doing(&world, &["SELECT FROM search.saved_matches FOR UPDATE"]).await;
    world.app.advance(TimeDelta::days(31));
    let tidying = world.app.drain();
    tokio::time::timeout(std::time::Duration::from_secs(60), tidying).await.expect("nobody is waited for");
    held.rollback().await.expect("let go");
    assert_eq!(matches(&world).await, 1);
    world.app.advance(TimeDelta::hours(1));
    world.app.drain().await;
    assert_eq!(matches(&world).await, 0);
}
