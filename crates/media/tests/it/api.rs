//! Uploads by the API, and the files that are served (L-8, L-16, P-5, P-7, P-11).

use axum::http::Method;
use contracts::media::PictureRefused;
use kernel::{Language, Role, TeamRole};
use platform::i18n::Texts;

use crate::files::*;
use crate::world::*;

#[tokio::test]
async fn a_photo_becomes_six_files_without_a_trace_of_where_it_was_taken() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let original = jpeg_with_exif(&jpeg(&photo(1200, 900)), &exif_block(6));

    let reply = send(&amina, "IMG_0001.HEIC", &original).await.expect(201);
    let made = reply.data();
    assert_eq!(reply.header("location"), address(&made));
    assert_eq!((&made["width"], &made["height"]), (&720.into(), &960.into()), "turned upright");
    assert!(text(&made, "color").starts_with('#'));

    let addresses = [
        ("url_160", "image/webp", 160, 4_000),
        ("url_480", "image/webp", 480, 100_000),
        ("url_960", "image/webp", 960, 200_000),
        ("jpeg_160", "image/jpeg", 160, 8_000),
        ("jpeg_480", "image/jpeg", 480, 100_000),
        ("jpeg_960", "image/jpeg", 960, 200_000),
    ];
    for (name, content_type, longest, budget) in addresses {
        let file = world.app.anonymous().get(text(&made, name)).await.expect(200);
        assert_eq!(file.header("content-type"), content_type, "{name}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable", "{name}");
        assert_eq!(file.header("x-content-type-options"), "nosniff", "{name}");
        let told: usize =
            file.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        assert!(told < 400, "{told} bytes are said with {name}: {:?}", file.headers);
        assert!(file.body.len() <= budget, "{name} has {} bytes", file.body.len());
        let picture = image::load_from_memory(&file.body).expect("a picture");
        assert_eq!(picture.height(), longest, "{name}");
        for word in ["TELLTALE", "Exif", "EXIF"] {
            assert!(
                !file.body.windows(word.len()).any(|window| window == word.as_bytes()),
                "{name} holds {word}"
            );
        }
    }
}

#[tokio::test]
async fn a_served_file_is_fetched_once_and_never_again() {
    let world = World::start().await;
    let made = sent(&world.app.user(Role::Consumer), &snapshot(1)).await;
    let (small, large) = (text(&made, "url_160"), text(&made, "url_960"));

    let reader = world.app.anonymous();
    let first = reader.get(small).await.expect(200);
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with('"') && etag.len() > 10, "a strong ETag: {etag}");
    assert_ne!(etag, reader.get(large).await.expect(200).header("etag"));

    let again = reader.with_header("if-none-match", &etag).get(small).await.expect(304);
    assert!(again.body.is_empty());
    assert_eq!(again.header("etag"), etag);
    assert_eq!(again.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn an_address_that_no_picture_has_is_404_and_not_kept() {
    let world = World::start().await;
    let made = sent(&world.app.user(Role::Consumer), &snapshot(1)).await;
    let folder = text(&made, "url_160").trim_end_matches("160.webp").to_owned();
    let reader = world.app.anonymous();
    let elsewhere = "/m/00000000000000000000000000000000/160.webp".to_owned();
    let others = ["161.webp", "160.png", "160", "..%2F..%2Fsecret", "160.webp%00"]
        .map(|name| format!("{folder}{name}"));
    for path in others.into_iter().chain([elsewhere, "/m/..%2F..%2F..%2Fetc/passwd".to_owned()]) {
        let reply = reader.get(&path).await.expect(404);
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.errors(), [("NOT_FOUND".to_owned(), String::new())], "{path}");
    }
}

#[tokio::test]
async fn what_is_not_a_good_picture_is_refused_and_leaves_nothing_behind() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let small = jpeg(&quarters(64, 48));
    let mut executable = b"MZ\x90\x00\x03\x00\x00\x00".to_vec();
    executable.resize(4096, 0);
    let mut oversized = small.clone();
    oversized.resize(10 * 1024 * 1024 + 1, 0);
    let animated = [webp_canvas(16, 16, 0b10), webp_lossless(&quarters(16, 16))[12..].to_vec()].concat();
    let mut damaged = png(&quarters(64, 48));
    damaged[45] ^= 0xFF;

    let cases: [(&str, Vec<u8>, u16, &str); 10] = [
        ("photo.jpg", executable, 422, "PICTURE_UNKNOWN_FORMAT"),
        ("photo.png", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), 422, "PICTURE_UNKNOWN_FORMAT"),
        ("photo.gif", gif_header(), 422, "PICTURE_UNKNOWN_FORMAT"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), 422, "PICTURE_HEIC"),
        ("bomb.png", png_claiming(&png(&quarters(8, 8)), 20_000, 20_000), 422, "PICTURE_TOO_MANY_PIXELS"),
        ("moving.webp", riff(&animated), 422, "PICTURE_ANIMATED"),
        ("cut.jpg", small[..small.len() / 2].to_vec(), 422, "PICTURE_TRUNCATED"),
        ("damaged.png", damaged, 422, "PICTURE_DAMAGED"),
        ("nothing.jpg", Vec::new(), 422, "PICTURE_EMPTY"),
        ("large.jpg", oversized, 413, "PAYLOAD_TOO_LARGE"),
    ];
    for (name, bytes, status, code) in cases {
        let reply = send(&amina, name, &bytes).await.expect(status);
        assert_eq!(reply.errors(), [(code.to_owned(), "file".to_owned())], "{name}");
    }
    // So large that not even the rest is read.
    let reply = send(&amina, "huge.jpg", &vec![0; 21 * 1024 * 1024]).await.expect(413);
    assert_eq!(reply.errors(), [("PAYLOAD_TOO_LARGE".to_owned(), "file".to_owned())]);

    assert_eq!(world.rows().await, (0, 0));
    assert_eq!(world.stored_files(), 0);
}

#[tokio::test]
async fn a_photo_of_exactly_ten_mebibytes_is_taken() {
    let world = World::start().await;
    let mut file = snapshot(1);
    file.resize(10 * 1024 * 1024, 0);
    sent(&world.app.user(Role::Consumer), &file).await;
}

#[tokio::test]
async fn a_form_that_is_not_as_it_should_be_is_told_so() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let path = "/api/v1/media";
    let photo = snapshot(1);
    let told = |code: &str, field: &str| [(code.to_owned(), field.to_owned())];

    let reply = amina.upload(path, &[("caption", "maize")], ("file", "a.jpg", &photo)).await.expect(400);
    assert_eq!(reply.errors(), told("MALFORMED", "caption"));
    let reply = amina.upload(path, &[], ("photo", "a.jpg", &photo)).await.expect(400);
    assert_eq!(reply.errors(), told("MALFORMED", "photo"));
    let reply = amina.upload(path, &[("file", "one")], ("file", "a.jpg", &photo)).await.expect(400);
    assert_eq!(reply.errors(), told("MALFORMED", "file"));

    let kind = "multipart/form-data; boundary=X";
    let reply = amina.raw(Method::POST, path, kind, "--X--\r\n").await.expect(422);
    assert_eq!(reply.errors(), told("VALIDATION_ERROR", "file"));
    let cut = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nabc";
    for body in ["", "no form at all", cut, "--X\r\nContent-Disposition: \u{fffd}\r\n\r\n"] {
        let reply = amina.raw(Method::POST, path, kind, body).await.expect(400);
        assert_eq!(reply.errors(), told("MALFORMED", ""), "{body:?}");
    }
    for kind in ["application/json", "multipart/form-data", "image/jpeg", "application/x-www-form-urlencoded"]
    {
        let reply = amina.raw(Method::POST, path, kind, "{}").await.expect(415);
        assert_eq!(reply.errors(), told("UNSUPPORTED_MEDIA_TYPE", ""), "{kind}");
    }
    assert_eq!(world.rows().await, (0, 0));
}

#[tokio::test]
async fn only_the_owner_sees_and_deletes_an_upload() {
    let world = World::start().await;
    let owner = world.app.member(TeamRole::Staff);
    let made = sent(&owner, &snapshot(1)).await;
    let path = address(&made);

    world.app.anonymous().get(&path).await.expect(401);
    world.app.anonymous().delete(&path).await.expect(401);
    send(&world.app.anonymous(), "photo.jpg", &snapshot(2)).await.expect(401);
    let colleague = world.app.member_of(owner.business_id(), TeamRole::Ceo);
    for stranger in [world.app.user(Role::Consumer), world.app.admin(), colleague] {
        stranger.get(&path).await.expect(404);
        stranger.delete(&path).await.expect(404);
    }

    assert_eq!(owner.get(&path).await.expect(200).data(), made);
    let some = owner.get(&format!("{path}?fields=id,color")).await.expect(200).data();
    assert_eq!(some, serde_json::json!({"id": made["id"], "color": made["color"]}));
    owner.get(&format!("{path}?fields=owner")).await.expect(400);
    owner.get(&format!("{path}?size=160")).await.expect(400);
    owner.get("/api/v1/media/nonsense").await.expect(404);

    owner.delete(&path).await.expect(204);
    owner.get(&path).await.expect(404);
    owner.delete(&path).await.expect(404);
    assert_eq!(world.app.events().await, ["media.deleted"]);
}

#[tokio::test]
async fn five_tries_with_one_key_make_one_upload() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer).with_header("idempotency-key", "attempt-0001");
    let photo = snapshot(1);
    let tries = (0..5).map(|_| send(&amina, "photo.jpg", &photo));
    let replies = futures_util::future::join_all(tries).await;

    let mut ids = std::collections::BTreeSet::new();
    for reply in replies {
        match reply.status.as_u16() {
            201 => drop(ids.insert(text(&reply.data(), "id").to_owned())),
            // Told to ask again in a moment.
            409 => assert_eq!(reply.header("retry-after"), "1"),
            other => panic!("{other}: {}", reply.text()),
        }
    }
    assert_eq!(ids.len(), 1);
    let later = send(&amina, "another-name.jpg", &photo).await.expect(201);
    assert_eq!(later.header("idempotency-replayed"), "true");
    assert!(ids.contains(text(&later.data(), "id")));
    assert_eq!(later.header("location"), address(&later.data()));
    assert_eq!(world.rows().await, (1, 1));

    let reply = send(&amina, "photo.jpg", &snapshot(2)).await.expect(422);
    assert_eq!(reply.errors(), [("IDEMPOTENCY_KEY_REUSED".to_owned(), "Idempotency-Key".to_owned())]);
    assert_eq!(world.rows().await, (1, 1));
    let kofi = world.app.user(Role::Consumer).with_header("idempotency-key", "attempt-0001");
    sent(&kofi, &snapshot(2)).await;
    assert_eq!(world.rows().await, (2, 2), "somebody else's key is another key");
}

#[tokio::test]
async fn a_refused_photo_does_not_use_up_its_key() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer).with_header("idempotency-key", "attempt-0001");
    let photo = snapshot(1);
    send(&amina, "photo.jpg", &photo[..photo.len() / 2]).await.expect(422);
    sent(&amina, &photo).await;
    send(&amina.with_header("idempotency-key", "short"), "photo.jpg", &photo).await.expect(400);
}

#[tokio::test]
async fn many_uploads_at_once_all_get_their_turn() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let photos: Vec<_> = (0..8).map(snapshot).collect();
    let replies = futures_util::future::join_all(photos.iter().map(|photo| sent(&amina, photo))).await;
    let addresses: std::collections::BTreeSet<_> = replies.iter().map(|made| text(made, "url_160")).collect();
    assert_eq!(addresses.len(), 8);
    assert_eq!(world.rows().await, (8, 8));
    assert_eq!(world.stored_files(), 8 * 6);
}

#[tokio::test]
async fn a_refusal_is_told_in_the_readers_language() {
    let world = World::start().await;
    for (language, beginning) in [("fr", "Ce fichier n’est pas une photo"), ("ar", "هذا الملف ليس صورة")]
    {
        let client = world.app.user(Role::Consumer).with_header("accept-language", language);
        let reply = send(&client, "photo.jpg", b"MZ").await.expect(422);
        let json = reply.json();
        assert!(text(&json["errors"][0], "message").starts_with(beginning), "{json}");
        assert_eq!(json["errors"][0]["source"], "media");
    }
}

#[test]
fn every_refusal_has_its_own_words_in_every_language() {
    use PictureRefused::*;
    let texts = Texts::new([&*media::TEXTS]);
    let mut told = std::collections::BTreeSet::new();
    for refused in [Empty, TooLarge, TooManyPixels, NotAPicture, Heic, Animated, Truncated, Damaged] {
        let problem = refused.problem();
        for language in Language::ALL {
            let words = texts.problem(language, &problem);
            assert!(!words.starts_with("media-"), "{words} in {language:?}");
            assert!(told.insert(words.clone()), "{words} is said twice");
        }
    }
}
