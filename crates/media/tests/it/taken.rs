//! Uploads in pieces that another domain takes (M-14).

use axum::http::Method;
use contracts::media::{Brought, UploadsPort};
use kernel::{MediaId, Role};
use serde_json::json;
use testkit::{Client, Reply};

use crate::world::*;

const UPLOADS: &str = "/api/v1/media/uploads";
const PIECE: usize = 64 * 1024;

/// The first bytes of what a browser records, and noise.
fn recording(size: usize) -> Vec<u8> {
    let noise = (0..size).map(|at| u8::try_from(at * 31 % 251).expect("small"));
    [0x1A, 0x45, 0xDF, 0xA3].into_iter().chain(noise).take(size).collect()
}

async fn begun(client: &Client, size: usize) -> (String, MediaId) {
    let reply = client.post(UPLOADS, json!({ "size": size })).await.expect(201);
    let id = text(&reply.data(), "id").parse().expect("an id");
    (reply.header("location").to_owned(), id)
}

async fn piece(client: &Client, path: &str, offset: usize, bytes: &[u8]) -> Reply {
    let client = client.clone().with_header("upload-offset", &offset.to_string());
    client.raw(Method::PATCH, path, "application/offset+octet-stream", bytes.to_vec()).await
}

#[tokio::test]
async fn a_recording_comes_in_pieces_and_is_taken_by_whoever_keeps_it() {
    let world = World::start().await;
    let (amina, awa) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    let file = recording(3 * PIECE / 2);
    let (path, id) = begun(&amina, file.len()).await;
    piece(&amina, &path, 0, &file[..PIECE]).await.expect(204);
    let brought = async |owner: &Client| world.port.brought(owner.user_id(), id).await.expect("answered");
    assert_eq!(brought(&amina).await, Brought::InPart);
    piece(&amina, &path, PIECE, &file[PIECE..]).await.expect(204);
    assert_eq!(brought(&awa).await, Brought::Nothing, "not hers");
    assert_eq!(brought(&amina).await, Brought::Whole(file.clone()));
    world.port.kept(awa.user_id(), id).await.expect("answered");
    assert_eq!(brought(&amina).await, Brought::Whole(file.clone()), "not hers to end");
    for _ in 0..2 {
        world.port.kept(amina.user_id(), id).await.expect("answered");
        assert_eq!(brought(&amina).await, Brought::Nothing);
    }
    // Who did not hear of it and asks is told that all is there; nothing public was made of it.
    let look = amina.get(&path).await.expect(200).data();
    assert_eq!((&look["done"], &look["offset"]), (&json!(true), &json!(file.len())));
    amina.post(&format!("{path}/complete"), json!({})).await.expect(404);
    amina.get(&format!("/api/v1/media/{id}")).await.expect(404);
    assert_eq!(world.rows().await, (0, 0));
}

#[tokio::test]
async fn a_recording_becomes_no_picture_and_anything_else_is_refused_at_its_first_piece() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let file = recording(PIECE);
    let (path, _) = begun(&amina, file.len()).await;
    piece(&amina, &path, 0, &file).await.expect(204);
    amina.post(&format!("{path}/complete"), json!({})).await.expect(422);
    let (path, id) = begun(&amina, PIECE).await;
    piece(&amina, &path, 0, &vec![b'M'; PIECE]).await.expect(422);
    assert_eq!(world.port.brought(amina.user_id(), id).await.expect("answered"), Brought::Nothing);
}
