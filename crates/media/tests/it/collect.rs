//! Files go when nothing refers to them, and not before (L-8).

use chrono::TimeDelta;
use kernel::Role;

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
