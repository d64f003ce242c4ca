//! Uploads in pieces: the protocol, its rules, its limits and its end (L-8, L-16, P-7, P-15).

use axum::http::Method;
use chrono::TimeDelta;
use kernel::Role;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::{Client, Reply};

use crate::files::*;
use crate::world::*;

const UPLOADS: &str = "/api/v1/media/uploads";
const PIECE: usize = 64 * 1024;

/// A photo of some hundred kilobytes.
fn large(number: u32) -> Vec<u8> {
    jpeg(&noise(500 + number, 400))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn begun(client: &Client, size: usize) -> String {
    let reply = client.post(UPLOADS, json!({ "size": size })).await.expect(201);
    reply.header("location").to_owned()
}

async fn send_piece(client: &Client, path: &str, offset: usize, bytes: &[u8]) -> Reply {
    let client = client.clone().with_header("upload-offset", &offset.to_string());
    client.raw(Method::PATCH, path, "application/offset+octet-stream", bytes.to_vec()).await
}

/// Everything, in pieces of 64 KiB.
async fn send_all(client: &Client, path: &str, file: &[u8]) {
    for (at, piece) in file.chunks(PIECE).enumerate() {
        let reply = send_piece(client, path, at * PIECE, piece).await.expect(204);
        assert_eq!(reply.header("upload-offset"), (at * PIECE + piece.len()).to_string());
    }
}

fn told(code: &str, field: &str) -> [(String, String); 1] {
    [(code.to_owned(), field.to_owned())]
}

fn offset_told(reply: &Reply) -> Value {
    reply.json()["meta"]["current"]["offset"].clone()
}

async fn count(world: &World, table: &str) -> i64 {
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let statement = format!("SELECT count(*) FROM media.{table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(&mut *tx).await.expect("rows")
}

#[tokio::test]
async fn a_photo_in_pieces_becomes_one_picture() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let file = large(1);
    assert!(file.len() > 3 * PIECE, "{} bytes make several pieces", file.len());
    let made = amina.post(UPLOADS, json!({"size": file.len(), "sha256": hex(&file)})).await.expect(201);
    let path = made.header("location").to_owned();
    let id = text(&made.data(), "id").to_owned();
    assert_eq!(path, format!("{UPLOADS}/{id}"));
    assert_eq!(made.data()["offset"], 0);

    let early = amina.post(&format!("{path}/complete"), json!({})).await.expect(409);
    assert_eq!(early.errors(), told("UPLOAD_INCOMPLETE", ""));
    assert_eq!(offset_told(&early), 0);
    send_all(&amina, &path, &file).await;
    let look = amina.get(&path).await.expect(200);
    assert_eq!((&look.data()["offset"], &look.data()["done"]), (&json!(file.len()), &json!(false)));
    assert_eq!(look.header("upload-length"), file.len().to_string());
    let head = amina.raw(Method::HEAD, &path, "text/plain", "").await.expect(200);
    assert_eq!((head.header("upload-offset"), head.body.len()), (file.len().to_string().as_str(), 0));
    assert_eq!(head.header("cache-control"), "no-store");

    let picture = amina.post(&format!("{path}/complete"), json!({})).await.expect(201);
    assert_eq!(text(&picture.data(), "id"), id);
    assert_eq!(picture.header("location"), format!("/api/v1/media/{id}"));
    assert_eq!(amina.get(&format!("/api/v1/media/{id}")).await.expect(200).data(), picture.data());
    world.app.anonymous().get(text(&picture.data(), "url_480")).await.expect(200);
    assert_eq!(world.rows().await, (1, 1));
    assert_eq!(count(&world, "pieces").await, 0, "the pieces are not kept");
    assert_eq!(amina.get(&path).await.expect(200).data()["done"], true);
}

#[tokio::test]
async fn every_step_may_be_repeated() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let keyed = amina.clone().with_header("idempotency-key", "photo-0001");
    let file = large(2);
    let size = json!({ "size": file.len() });
    let path = keyed.post(UPLOADS, &size).await.expect(201).header("location").to_owned();
    let again = keyed.post(UPLOADS, &size).await.expect(201);
    assert_eq!((again.header("location"), again.header("idempotency-replayed")), (path.as_str(), "true"));
    keyed.post(UPLOADS, json!({ "size": 1 })).await.expect(422);

    send_piece(&amina, &path, 0, &file[..PIECE]).await.expect(204);
    // The answer was lost: the same piece, and one that begins earlier than what is missing.
    let again = send_piece(&amina, &path, 0, &file[..PIECE]).await.expect(204);
    assert_eq!(again.header("upload-offset"), PIECE.to_string());
    let wider = send_piece(&amina, &path, PIECE / 2, &file[PIECE / 2..2 * PIECE]).await.expect(204);
    assert_eq!(wider.header("upload-offset"), (2 * PIECE).to_string());
    // The same piece, five times at once.
    let piece = &file[2 * PIECE..3 * PIECE];
    let five = (0..5).map(|_| send_piece(&amina, &path, 2 * PIECE, piece));
    for reply in futures_util::future::join_all(five).await {
        assert_eq!(reply.expect(204).header("upload-offset"), (3 * PIECE).to_string());
    }
    for (at, piece) in file.chunks(PIECE).enumerate().skip(3) {
        send_piece(&amina, &path, at * PIECE, piece).await.expect(204);
    }

    let complete = format!("{path}/complete");
    let five = (0..5).map(|_| amina.post(&complete, json!({})));
    let mut replies = futures_util::future::join_all(five).await;
    replies.push(amina.post(&complete, json!({})).await);
    let ids: std::collections::BTreeSet<String> =
        replies.into_iter().map(|reply| text(&reply.expect(201).data(), "id").to_owned()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.rows().await, (1, 1));
    let late = send_piece(&amina, &path, 0, &file[..PIECE]).await.expect(204);
    assert_eq!(late.header("upload-offset"), file.len().to_string());

    let id = ids.first().expect("one");
    amina.delete(&format!("/api/v1/media/{id}")).await.expect(204);
    amina.post(&complete, json!({})).await.expect(404);
}

#[tokio::test]
async fn a_piece_that_does_not_fit_is_told_why() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let file = large(3);
    let path = begun(&amina, file.len()).await;
    let gap = send_piece(&amina, &path, PIECE, &file[PIECE..2 * PIECE]).await.expect(409);
    assert_eq!((gap.errors(), offset_told(&gap)), (told("OFFSET_MISMATCH", "").to_vec(), json!(0)));
    let small = send_piece(&amina, &path, 0, &file[..PIECE - 1]).await.expect(422);
    assert_eq!(small.errors(), told("PIECE_TOO_SMALL", ""));
    let large = send_piece(&amina, &path, 0, &vec![0; 512 * 1024 + 1]).await.expect(413);
    assert_eq!(large.errors(), told("PIECE_TOO_LARGE", ""));
    let long = send_piece(&amina, &path, 0, &vec![0xFF; file.len() + 1]).await.expect(422);
    assert_eq!(long.errors(), told("UPLOAD_TOO_LONG", ""));
    let kind = "application/json";
    let other = amina.clone().with_header("upload-offset", "0").raw(Method::PATCH, &path, kind, "{}").await;
    assert_eq!(other.expect(415).errors(), told("UNSUPPORTED_MEDIA_TYPE", ""));
    for offset in ["", "-1", "1.5", "99999999999"] {
        let client = amina.clone().with_header("upload-offset", offset);
        let reply = client.raw(Method::PATCH, &path, "application/octet-stream", "abc").await.expect(400);
        assert_eq!(reply.errors(), told("MALFORMED", "Upload-Offset"), "{offset:?}");
    }
    let far = send_piece(&amina, &path, u32::MAX as usize, b"abc").await.expect(409);
    assert_eq!(far.errors(), told("OFFSET_MISMATCH", ""));
    assert_eq!(amina.get(&path).await.expect(200).data()["offset"], 0);

    for (body, errors) in [
        (json!({}), told("VALIDATION_ERROR", "size")),
        (json!({"size": 0}), told("PICTURE_EMPTY", "size")),
        (json!({"size": 5, "sha256": "abc"}), told("VALIDATION_ERROR", "sha256")),
    ] {
        assert_eq!(amina.post(UPLOADS, body).await.expect(422).errors(), errors);
    }
    let huge = amina.post(UPLOADS, json!({"size": 10 * 1024 * 1024 + 1})).await.expect(413);
    assert_eq!(huge.errors(), told("PAYLOAD_TOO_LARGE", "size"));
    amina.post(UPLOADS, json!({"size": 5, "name": "x"})).await.expect(400);
}

#[tokio::test]
async fn only_the_sender_sees_an_upload() {
    let world = World::start().await;
    let owner = world.app.user(Role::Consumer);
    let file = large(4);
    let path = begun(&owner, file.len()).await;
    send_piece(&owner, &path, 0, &file[..PIECE]).await.expect(204);
    let complete = format!("{path}/complete");
    for (client, status) in
        [(world.app.anonymous(), 401), (world.app.user(Role::Consumer), 404), (world.app.admin(), 404)]
    {
        client.get(&path).await.expect(status);
        send_piece(&client, &path, PIECE, &file[PIECE..2 * PIECE]).await.expect(status);
        client.post(&complete, json!({})).await.expect(status);
        client.delete(&path).await.expect(status);
    }
    world.app.anonymous().post(UPLOADS, json!({"size": 5})).await.expect(401);
    for (client, expected) in [(&owner, (1_i64, 1_i64)), (&world.app.user(Role::Consumer), (0, 0))] {
        let mut tx = world.app.db().begin(&client.actor).await.expect("a transaction");
        let seen: (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM media.transfers), (SELECT count(*) FROM media.pieces)",
        )
        .fetch_one(&mut *tx)
        .await
        .expect("rows");
        assert_eq!(seen, expected, "row-level security");
    }
    owner.delete(&path).await.expect(204);
    owner.get(&path).await.expect(404);
    owner.delete(&path).await.expect(404);
    owner.get(&format!("{UPLOADS}/nonsense")).await.expect(404);
    assert_eq!(count(&world, "pieces").await, 0);
}

#[tokio::test]
async fn what_arrived_wrong_is_sent_again_from_the_start() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let file = large(5);
    let made = amina.post(UPLOADS, json!({"size": file.len(), "sha256": hex(&file)})).await.expect(201);
    let path = made.header("location").to_owned();
    let mut wrong = file.clone();
    wrong[file.len() / 2] ^= 1;
    send_all(&amina, &path, &wrong).await;
    let reply = amina.post(&format!("{path}/complete"), json!({})).await.expect(422);
    assert_eq!(reply.errors(), told("CHECKSUM_MISMATCH", ""));
    assert_eq!(amina.get(&path).await.expect(200).data()["offset"], 0);
    send_all(&amina, &path, &file).await;
    amina.post(&format!("{path}/complete"), json!({})).await.expect(201);
    assert_eq!(world.rows().await, (1, 1));
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_its_first_piece_or_at_the_end_and_each_time_again() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(3 * PIECE, 0);
    let path = begun(&amina, heic.len()).await;
    for _ in 0..2 {
        let reply = send_piece(&amina, &path, 0, &heic[..PIECE]).await.expect(422);
        assert_eq!(reply.errors(), told("PICTURE_HEIC", "file"));
        let reply = amina.post(&format!("{path}/complete"), json!({})).await.expect(422);
        assert_eq!(reply.errors(), told("PICTURE_HEIC", "file"));
    }

    let photo = large(6);
    let cut = &photo[..photo.len() / 2];
    let path = begun(&amina, cut.len()).await;
    send_all(&amina, &path, cut).await;
    for _ in 0..2 {
        let reply = amina.post(&format!("{path}/complete"), json!({})).await.expect(422);
        assert_eq!(reply.errors(), told("PICTURE_TRUNCATED", "file"));
    }
    assert_eq!((world.rows().await, count(&world, "pieces").await), ((0, 0), 0));
    // Neither stands in the way of others.
    for _ in 0..20 {
        begun(&amina, 5).await;
    }
}

#[tokio::test]
async fn nobody_opens_uploads_without_end() {
    let world = World::start().await;
    let (amina, kofi) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    let tries = (0..30).map(|_| amina.post(UPLOADS, json!({"size": 1000})));
    let replies = futures_util::future::join_all(tries).await;
    let granted = replies.iter().filter(|reply| reply.status.as_u16() == 201).count();
    assert_eq!(granted, 20, "exactly, however many ask at once");
    let refused = amina.post(UPLOADS, json!({"size": 1000})).await.expect(403);
    assert_eq!(refused.errors(), told("TOO_MANY_UPLOADS", ""));
    begun(&kofi, 1000).await;

    // One that moved within the hour stays; those that were left make room.
    let moving = replies.iter().find(|reply| reply.status.as_u16() == 201).expect("granted");
    let moving = moving.header("location").to_owned();
    world.app.advance(TimeDelta::minutes(59));
    send_piece(&amina, &moving, 0, &large(8)[..1000]).await.expect(204);
    begun_is_refused(&amina).await;
    world.app.advance(TimeDelta::minutes(2));
    begun(&amina, 1000).await;
    assert_eq!(amina.get(&moving).await.expect(200).data()["offset"], 1000);

    let ama = world.app.user(Role::Consumer);
    for _ in 0..10 {
        begun(&ama, 10 * 1024 * 1024).await;
    }
    begun_is_refused(&ama).await;
}

async fn begun_is_refused(client: &Client) {
    client.post(UPLOADS, json!({"size": 1000})).await.expect(403);
}

#[tokio::test]
async fn an_upload_is_given_up_after_a_day_and_leaves_nothing() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let file = large(7);
    let path = begun(&amina, file.len()).await;
    send_piece(&amina, &path, 0, &file[..PIECE]).await.expect(204);
    world.app.advance(TimeDelta::hours(23));
    world.app.drain().await;
    send_piece(&amina, &path, PIECE, &file[PIECE..2 * PIECE]).await.expect(204);
    assert_eq!(count(&world, "pieces").await, 2);
    world.app.advance(TimeDelta::hours(1));
    amina.get(&path).await.expect(404);
    send_piece(&amina, &path, 2 * PIECE, &file[2 * PIECE..3 * PIECE]).await.expect(404);
    world.app.drain().await;
    assert_eq!((count(&world, "transfers").await, count(&world, "pieces").await), (0, 0));
}

#[tokio::test]
async fn a_picture_that_nothing_ever_used_goes_after_a_week() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let (unused, used) = (sent(&amina, &snapshot(1)).await, sent(&amina, &snapshot(2)).await);
    let form =
        contracts::media::MediaPort::store(&world.port, amina.user_id(), snapshot(3)).await.expect("taken");
    let id = text(&used, "id").parse().expect("an id");
    let own =
        contracts::media::MediaPort::owned_by(&world.port, amina.user_id(), &[id]).await.expect("answers");
    assert_eq!(own, [id]);
    world.app.advance(TimeDelta::days(6));
    world.app.drain().await;
    assert_eq!(world.rows().await, (3, 3));
    assert!(world.shows(&unused).await);
    world.app.advance(TimeDelta::days(2));
    world.app.drain().await;
    assert_eq!(world.rows().await, (2, 2));
    assert_eq!((world.shows(&unused).await, world.shows(&used).await), (false, true));
    assert_eq!(world.app.events().await, ["media.deleted"]);
    world.app.anonymous().get(&form.url_160).await.expect(200);
    world.app.anonymous().get(text(&unused, "url_160")).await.expect(404);
    assert_eq!(world.stored_files(), 12);
}
