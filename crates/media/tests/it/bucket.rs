//! Files in a bucket, and uploads that go there directly (L-8, P-29), against a stand-in that checks every signature.

use axum::http::Method;
use chrono::TimeDelta;
use futures_util::future::{join_all, select_all};
use kernel::Role;
use serde_json::{Value, json};
use testkit::{BucketStandin, Client, Reply};

use crate::files::{jpeg, noise};
use crate::world::*;

/// Sends to a signed address what its answer says.
async fn put(signed: &Value, url: &str, body: Vec<u8>) -> u16 {
    let mut request = reqwest::Client::new().put(url).body(body);
    for (name, value) in signed["headers"].as_object().expect("headers") {
        if name != "content-length" {
            request = request.header(name, value.as_str().expect("text"));
        }
    }
    request.send().await.expect("answered").status().as_u16()
}

#[tokio::test]
async fn pictures_live_in_the_bucket() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let made = sent(&amina, &snapshot(1)).await;
    assert_eq!(standin.keys("pictures/").len(), 6);
    assert_eq!(world.stored_files(), 0, "nothing on the disk");
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
    amina.delete(&address(&made)).await.expect(204);
    world.app.advance(TimeDelta::hours(3));
    world.app.drain().await;
    assert_eq!(standin.keys(""), Vec::<String>::new());
    world.app.anonymous().get(text(&made, "url_480")).await.expect(404);
    assert_eq!(standin.refused(), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_bucket_there_is_no_address() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let asked = json!({"size": 1000, "content_type": "image/jpeg"});
    let reply = amina.post("/api/v1/media/signed-upload", &asked).await.expect(409);
    assert_eq!(reply.errors(), [("NOT_CONFIGURED".to_owned(), String::new())]);
    world.app.anonymous().post("/api/v1/media/signed-upload", &asked).await.expect(401);
}

#[tokio::test]
async fn a_direct_upload_waits_in_quarantine_until_it_was_checked() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let photo = snapshot(2);
    let asked = json!({"size": photo.len(), "content_type": "image/jpeg"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    let (id, url) = (text(&signed, "id"), text(&signed, "url"));
    let upload = format!("/api/v1/media/uploads/{id}");
    let complete = format!("{upload}/complete");
    amina.post(&complete, json!({})).await.expect(409);

    // Another length, another type, another object, another signature: the bucket itself refuses them.
    assert_eq!(put(&signed, url, photo[1..].to_vec()).await, 403);
    let mut typed = signed.clone();
    typed["headers"]["content-type"] = json!("text/html");
    assert_eq!(put(&typed, url, photo.clone()).await, 403);
    assert_eq!(put(&signed, &url.replace("quarantine", "pictures"), photo.clone()).await, 403);
    let digit = if url.ends_with('0') { "1" } else { "0" };
    assert_eq!(put(&signed, &format!("{}{digit}", &url[..url.len() - 1]), photo.clone()).await, 403);
    assert_eq!(standin.keys(""), Vec::<String>::new());

    assert_eq!(put(&signed, url, photo.clone()).await, 200);
    assert_eq!(standin.keys(""), [format!("quarantine/{id}")]);
    for guess in
        [format!("/m/{id}/480.webp"), format!("/m/{}/480.webp", media::picture::content_hash(&photo))]
    {
        world.app.anonymous().get(&guess).await.expect(404);
    }
    let stranger = world.app.user(Role::Consumer);
    stranger.post(&complete, json!({})).await.expect(404);
    let piece = amina.clone().with_header("upload-offset", "0");
    let piece = piece.raw(Method::PATCH, &upload, "application/octet-stream", "abc").await.expect(409);
    assert_eq!(piece.errors(), [("DIRECT_UPLOAD".to_owned(), String::new())]);

    let made = amina.post(&complete, json!({})).await.expect(201).data();
    assert_eq!(text(&made, "id"), id);
    assert_eq!(amina.post(&complete, json!({})).await.expect(201).data(), made);
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
    assert_eq!((standin.keys("quarantine/").len(), standin.keys("pictures/").len()), (0, 6));

    // The address is good for some minutes more; what comes late goes with the upload's row.
    assert_eq!(put(&signed, url, photo).await, 200);
    world.app.advance(TimeDelta::hours(25));
    world.app.drain().await;
    assert_eq!((standin.keys("quarantine/").len(), standin.keys("pictures/").len()), (0, 6));
}

#[tokio::test]
async fn what_is_no_photo_never_leaves_quarantine() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let asked = json!({"size": page.len(), "content_type": "image/png"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    assert_eq!(put(&signed, text(&signed, "url"), page).await, 200);
    let complete = format!("/api/v1/media/uploads/{}/complete", text(&signed, "id"));
    for _ in 0..2 {
        let reply = amina.post(&complete, json!({})).await.expect(422);
        assert_eq!(reply.errors(), [("PICTURE_UNKNOWN_FORMAT".to_owned(), "file".to_owned())]);
    }
    assert_eq!(standin.keys(""), Vec::<String>::new());

    for (kind, code) in [("image/heic", "PICTURE_HEIC"), ("text/html", "PICTURE_UNKNOWN_FORMAT")] {
        let asked = json!({"size": 0, "content_type": kind});
        let reply = amina.post("/api/v1/media/signed-upload", &asked).await.expect(422);
        let told =
            [("PICTURE_EMPTY", "size"), (code, "content_type")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(reply.errors(), told);
    }

    // Given up before anything came, and sent to all the same.
    let asked = json!({"size": 4, "content_type": "image/png"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    amina.delete(&format!("/api/v1/media/uploads/{}", text(&signed, "id"))).await.expect(204);
    assert_eq!(put(&signed, text(&signed, "url"), b"late".to_vec()).await, 200);
    world.app.advance(TimeDelta::hours(25));
    world.app.drain().await;
    assert_eq!(standin.keys(""), Vec::<String>::new());
}

#[tokio::test]
async fn a_bucket_that_is_away_is_a_503_and_no_half_picture() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    standin.set_down(true);
    send(&amina, "photo.jpg", &snapshot(1)).await.expect(503);
    assert_eq!(world.rows().await.0, 0);
    standin.set_down(false);
    let made = sent(&amina, &snapshot(1)).await;
    assert_eq!(world.rows().await, (1, 1));
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
}

#[tokio::test]
async fn what_was_left_half_written_is_collected_and_written_anew_until_then() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    for photo in [snapshot(1), snapshot(2)] {
        standin.set_down(true);
        send(&amina, "photo.jpg", &photo).await.expect(503);
        standin.set_down(false);
        // One file had got through.
        let hash = media::picture::content_hash(&photo);
        let key = format!("pictures/{}/{hash}/160.webp", &hash[..2]);
        world.app.platform.blobs.put(&key, bytes::Bytes::from_static(b"half")).await.expect("written");
    }
    let made = sent(&amina, &snapshot(2)).await;
    let small = world.app.anonymous().get(text(&made, "url_160")).await.expect(200);
    assert_ne!(small.body, b"half", "the files are all written anew");
    assert_eq!(standin.keys("pictures/").len(), 7);
    world.app.advance(TimeDelta::minutes(50));
    world.app.drain().await;
    assert_eq!(standin.keys("pictures/").len(), 7, "somebody may still be about to write the rest");
    world.app.advance(TimeDelta::hours(1));
    world.app.drain().await;
    assert_eq!((standin.keys("pictures/").len(), world.rows().await), (6, (1, 1)));
}

/// What an answer says, however it says it.
fn answer(reply: &Reply) -> String {
    if reply.status.is_success() { reply.data().to_string() } else { format!("{:?}", reply.errors()) }
}

const UPLOADS: &str = "/api/v1/media/uploads";

/// A photo of several parts.
fn large(number: u32) -> Vec<u8> {
    let photo = jpeg(&noise(700 + number, 500));
    assert!(photo.len() > 2 * 128 * 1024, "{} bytes make three parts", photo.len());
    photo
}

/// Begins an upload of parts; its data.
async fn begun(client: &Client, photo: &[u8]) -> Value {
    client.post(UPLOADS, json!({"size": photo.len(), "direct": true})).await.expect(201).data()
}

/// Sends a part of the photo to where it is wanted.
async fn put_part(part: &Value, photo: &[u8]) -> u16 {
    let number = |name: &str| usize::try_from(part[name].as_u64().expect("a number")).expect("not many");
    let bytes = photo[number("offset")..][..number("size")].to_vec();
    put(part, text(part, "url"), bytes).await
}

fn parts(upload: &Value) -> Vec<Value> {
    upload["parts"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_photo_in_parts_goes_to_the_bucket_and_goes_on_where_it_was() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let photo = large(1);
    let keyed = amina.clone().with_header("idempotency-key", "photo-in-parts-1");
    let upload = begun(&keyed, &photo).await;
    let (id, all) = (text(&upload, "id").to_owned(), parts(&upload));
    assert_eq!((&upload["direct"], all.len() > 2), (&json!(true), true));
    let path = format!("{UPLOADS}/{id}");
    assert_eq!(begun(&keyed, &photo).await["id"], upload["id"]);

    // Out of order, one twice; too long a part is refused by the bucket.
    for part in [&all[2], &all[0], &all[0]] {
        assert_eq!(put_part(part, &photo).await, 200);
    }
    assert_eq!(put(&all[1], text(&all[1], "url"), vec![0; 128 * 1024 + 1]).await, 403);
    let look = amina.get(&path).await.expect(200).data();
    let missing: Vec<Value> = parts(&look).iter().map(|part| part["offset"].clone()).collect();
    assert_eq!(missing[0], all[1]["offset"]);
    assert_eq!(missing.len(), all.len() - 2);
    let early = amina.post(&format!("{path}/complete"), json!({})).await.expect(409);
    let here = all[0]["size"].as_u64().expect("a size") + all[2]["size"].as_u64().expect("a size");
    assert_eq!(
        (early.errors()[0].0.as_str(), &early.json()["meta"]["current"]["offset"]),
        ("UPLOAD_INCOMPLETE", &json!(here))
    );
    assert_eq!(look["offset"], json!(here));

    // A stranger is not told where to send.
    world.app.user(Role::Consumer).get(&path).await.expect(404);
    let piece = amina.clone().with_header("upload-offset", "0");
    piece.raw(Method::PATCH, &path, "application/octet-stream", "abc").await.expect(409);

    for part in parts(&look) {
        assert_eq!(put_part(&part, &photo).await, 200);
    }
    assert_eq!(parts(&amina.get(&path).await.expect(200).data()), Vec::<Value>::new());
    let made = amina.post(&format!("{path}/complete"), json!({})).await.expect(201).data();
    assert_eq!(text(&made, "id"), id);
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
    assert_eq!((standin.keys("quarantine/").len(), standin.keys("pictures/").len()), (0, 6));
    let done = amina.get(&path).await.expect(200).data();
    assert_eq!((&done["done"], parts(&done).len()), (&json!(true), 0));
}

#[tokio::test]
async fn addresses_of_parts_do_not_outlive_their_upload_and_what_was_left_goes() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let photo = large(2);
    let upload = begun(&amina, &photo).await;
    assert_eq!(upload["parts"][0]["valid_s"], 900);
    for part in parts(&upload).iter().take(2) {
        assert_eq!(put_part(part, &photo).await, 200);
    }
    world.app.advance(TimeDelta::minutes(55));
    let path = format!("{UPLOADS}/{}", text(&upload, "id"));
    let look = amina.get(&path).await.expect(200).data();
    assert_eq!(look["parts"][0]["valid_s"], 300);
    assert!(text(&look["parts"][0], "url").contains("X-Amz-Expires=300&"));
    assert_eq!(standin.keys("quarantine/").len(), 2);
    world.app.advance(TimeDelta::minutes(10));
    amina.get(&path).await.expect(404);
    world.app.drain().await;
    assert_eq!(standin.keys(""), Vec::<String>::new());
}

#[tokio::test]
async fn who_can_send_to_a_bucket_sends_pieces_where_there_is_none() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let photo = snapshot(4);
    let upload = begun(&amina, &photo).await;
    assert_eq!((&upload["direct"], parts(&upload).len()), (&json!(false), 0));
    let path = format!("{UPLOADS}/{}", text(&upload, "id"));
    let piece = amina.clone().with_header("upload-offset", "0");
    piece.raw(Method::PATCH, &path, "application/octet-stream", photo).await.expect(204);
    amina.post(&format!("{path}/complete"), json!({})).await.expect(201);
}

#[tokio::test]
async fn completions_at_once_answer_the_same_although_the_first_takes_the_bytes_away() {
    let (standin, bucket) = BucketStandin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    for (photo, status) in [(snapshot(5), 201), (b"<!doctype html> no photo at all".to_vec(), 422)] {
        let upload = begun(&amina, &photo).await;
        assert_eq!(put_part(&upload["parts"][0], &photo).await, 200);
        let complete = format!("{UPLOADS}/{}/complete", text(&upload, "id"));
        // All know that the file is there; one reads it, and is done with it before the others come to read.
        standin.hold_reads_after(1);
        let four = (0..4).map(|_| Box::pin(amina.post(&complete, json!({}))));
        let (first, _, others) = select_all(four).await;
        assert_eq!(standin.keys("quarantine/"), Vec::<String>::new());
        standin.let_through(3);
        let mut replies = join_all(others).await;
        replies.push(first);
        let answers: std::collections::BTreeSet<String> =
            replies.into_iter().map(|reply| answer(&reply.expect(status))).collect();
        assert_eq!(answers.len(), 1, "{answers:?}");
        standin.let_through(1000);
    }
    assert_eq!(world.rows().await, (1, 1));
}
