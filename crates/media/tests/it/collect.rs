//! Files go when nothing refers to them, and not before (L-8).

use std::collections::HashSet;
use std::sync::Arc;

use chrono::TimeDelta;
use contracts::PortError;
use contracts::media::{MediaPort, PictureUserPort};
use kernel::{Clock, MediaId, Role, UserId};
use media::Media;
use serde_json::Value;
use testkit::Client;
use testkit::fakes::FakePictureUser;

use crate::world::*;

#[tokio::test]
async fn uploads_of_the_same_bytes_share_their_files() {
    let world = World::start().await;
    let (amina, kofi) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    let photo = snapshot(1);
    let (first, second, third) =
        (sent(&amina, &photo).await, sent(&amina, &photo).await, sent(&kofi, &photo).await);
    assert_ne!(first["id"], second["id"]);
    assert_ne!(second["id"], third["id"]);
    assert_eq!(first["url_160"], third["url_160"]);
    assert_eq!(world.rows().await, (3, 1));
    assert_eq!(world.stored_files(), 6);

    amina.delete(&address(&first)).await.expect(204);
    amina.delete(&address(&second)).await.expect(204);
    world.app.advance(TimeDelta::hours(3));
    world.app.drain().await;
    world.app.anonymous().get(text(&third, "url_160")).await.expect(200);
    assert!(world.shows(&third).await);

    kofi.delete(&address(&third)).await.expect(204);
    world.app.advance(TimeDelta::minutes(10));
    world.app.drain().await;
    assert_eq!(world.rows().await, (0, 0));
    assert_eq!(world.stored_files(), 0);
    world.app.anonymous().get(text(&third, "url_160")).await.expect(404);
    assert!(world.app.jobs_left().await.is_empty());

    let anew = sent(&kofi, &photo).await;
    world.app.anonymous().get(text(&anew, "url_160")).await.expect(200);
}

#[tokio::test]
async fn a_picture_that_was_just_sent_is_not_collected() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let photo = snapshot(1);
    let first = sent(&amina, &photo).await;
    world.app.advance(TimeDelta::hours(3));
    // Sent again, and deleted: for an hour an upload may still be about to refer to it.
    let second = sent(&amina, &photo).await;
    amina.delete(&address(&first)).await.expect(204);
    amina.delete(&address(&second)).await.expect(204);
    world.app.advance(TimeDelta::minutes(50));
    world.app.drain().await;
    assert_eq!(world.rows().await, (0, 1));
    sent(&amina, &photo).await;
    world.app.advance(TimeDelta::hours(3));
    world.app.drain().await;
    assert_eq!(world.rows().await, (1, 1));
    assert_eq!(world.stored_files(), 6);
}

#[tokio::test]
async fn a_removal_that_was_interrupted_is_finished_before_the_picture_comes_back() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let photo = snapshot(1);
    let made = sent(&amina, &photo).await;
    amina.delete(&address(&made)).await.expect(204);
    // As a process leaves it that died between its mark and the files.
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE media.pictures SET removing = true").execute(&mut *tx).await.expect("marked");
    tx.commit().await.expect("committed");

    let reply = send(&amina, "photo.jpg", &photo).await.expect(503);
    assert_eq!(reply.header("retry-after"), "2");
    assert_eq!(world.rows().await, (0, 1));

    world.app.drain().await;
    assert_eq!(world.rows().await, (0, 0));
    assert_eq!(world.stored_files(), 0);
    let anew = sent(&amina, &photo).await;
    assert_eq!(anew["url_160"], made["url_160"]);
    world.app.anonymous().get(text(&anew, "url_160")).await.expect(200);
}

#[tokio::test]
async fn what_others_uploaded_is_hidden_by_the_database_itself() {
    let world = World::start().await;
    let (amina, kofi) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    sent(&amina, &snapshot(1)).await;
    for (client, expected) in [(&amina, 1_i64), (&kofi, 0), (&world.app.anonymous(), 0)] {
        let mut tx = world.app.db().begin(&client.actor).await.expect("a transaction");
        let seen: i64 =
            sqlx::query_scalar("SELECT count(*) FROM media.media").fetch_one(&mut *tx).await.expect("rows");
        assert_eq!(seen, expected);
        let deleted = sqlx::query("DELETE FROM media.media WHERE owner_user_id <> $1")
            .bind(client.actor.user_id().map(|id| id.0))
            .execute(&mut *tx)
            .await
            .expect("runs");
        assert_eq!(deleted.rows_affected(), 0);
    }
}

/// A photo that was uploaded and named once, as a listing does that is about to be written.
async fn named(world: &World, client: &Client) -> (Value, MediaId) {
    let made = sent(client, &snapshot(1)).await;
    let id = text(&made, "id").parse().expect("an id");
    assert_eq!(world.port.owned_by(client.user_id(), &[id]).await.expect("answers"), [id]);
    (made, id)
}

/// A domain that keeps ids of pictures.
fn user_of(world: &World) -> Arc<FakePictureUser> {
    let user = Arc::new(FakePictureUser::default());
    world.port.bind_users(vec![user.clone(), Arc::new(FakePictureUser::default())]);
    user
}

async fn after_days(world: &World, days: i64) {
    world.app.advance(TimeDelta::days(days));
    world.app.drain().await;
    assert!(world.app.jobs_left().await.is_empty());
}

#[tokio::test]
async fn a_picture_goes_a_week_after_nothing_uses_it_any_more() {
    let world = World::start().await;
    let user = user_of(&world);
    let (made, id) = named(&world, &world.app.user(Role::Consumer)).await;
    user.used.lock().expect("free").insert(id);
    let asked = || user.asked.lock().expect("free").len();
    after_days(&world, 6).await;
    assert_eq!(asked(), 0);
    after_days(&world, 2).await;
    assert_eq!(asked(), 1);
    // Not asked about by every run.
    after_days(&world, 6).await;
    assert_eq!(asked(), 1);
    after_days(&world, 2).await;
    assert_eq!(asked(), 2);
    assert!(world.shows(&made).await);
    assert_eq!(world.stored_files(), 6);

    user.used.lock().expect("free").clear();
    after_days(&world, 6).await;
    assert!(world.shows(&made).await);
    after_days(&world, 2).await;
    assert!(!world.shows(&made).await);
    assert_eq!((world.rows().await, world.stored_files()), ((0, 0), 0));
    world.app.anonymous().get(text(&made, "url_160")).await.expect(404);
    assert_eq!(world.app.events().await, ["media.deleted"]);
}

#[tokio::test]
async fn nothing_is_deleted_while_a_domain_cannot_be_asked() {
    let world = World::start().await;
    named(&world, &world.app.user(Role::Consumer)).await;
    // None is known at all.
    after_days(&world, 30).await;
    assert_eq!(world.rows().await, (1, 1));
    let user = user_of(&world);
    *user.away.lock().expect("free") = true;
    after_days(&world, 30).await;
    assert_eq!(world.rows().await, (1, 1));
    *user.away.lock().expect("free") = false;
    world.app.advance(TimeDelta::minutes(10));
    world.app.drain().await;
    assert_eq!(world.rows().await, (0, 0));
}

/// Uses nothing, and has every picture that it is asked about named before it answers.
struct NamedMeanwhile(Media, UserId);

#[async_trait::async_trait]
impl PictureUserPort for NamedMeanwhile {
    async fn used(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>, PortError> {
        assert_eq!(self.0.owned_by(self.1, ids).await?, ids);
        Ok(HashSet::new())
    }
}

#[tokio::test]
async fn a_picture_that_is_named_again_while_domains_are_asked_is_kept() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let (made, _) = named(&world, &amina).await;
    world.port.bind_users(vec![Arc::new(NamedMeanwhile(world.port.clone(), amina.user_id()))]);
    after_days(&world, 8).await;
    assert!(world.shows(&made).await);
    assert_eq!(world.app.events().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_that_is_being_named_is_left_alone() {
    let world = World::start().await;
    user_of(&world);
    let (made, id) = named(&world, &world.app.user(Role::Consumer)).await;
    world.app.advance(TimeDelta::days(8));
    // As `owned_by` has done it and not yet committed.
    let mut naming = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE media.media SET used_at = $2 WHERE id = $1")
        .bind(id.0)
        .bind(world.app.clock.now())
        .execute(&mut *naming)
        .await
        .expect("named");
    world.app.drain().await;
    naming.commit().await.expect("committed");
    world.app.advance(TimeDelta::minutes(10));
    world.app.drain().await;
    assert!(world.shows(&made).await);
}

#[tokio::test]
async fn a_picture_that_is_being_deleted_is_nobodys_to_name() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let (_, id) = named(&world, &amina).await;
    let mut deleting = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("DELETE FROM media.media WHERE id = $1")
        .bind(id.0)
        .execute(&mut *deleting)
        .await
        .expect("deleted");
    let (port, owner) = (world.port.clone(), amina.user_id());
    let naming = tokio::spawn(async move { port.owned_by(owner, &[id]).await });
    let mut superuser = world.app.database().connect_as_superuser().await.expect("the server answers");
    let mut waits = false;
    while !waits {
        assert!(!naming.is_finished(), "it has to wait for the deletion");
        waits = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock')",
        )
        .fetch_one(&mut superuser)
        .await
        .expect("the server tells");
    }
    deleting.commit().await.expect("committed");
    assert!(naming.await.expect("it ran").expect("answers").is_empty());
}
