use chrono::TimeDelta;
use contracts::media::Brought;
use kernel::{Clock, MediaId};
use serde_json::json;

use crate::support::{Office, text};

#[tokio::test]
async fn pictures_are_open_to_members_by_addresses_that_run_out() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let stranger = office.ceo("Awa");
    let files = format!("{path}/files");
    stranger.upload(&files, &[], ("file", "a.jpg", b"picture of maize")).await.expect(404);
    amina.upload(&files, &[], ("file", "a.exe", b"MZ\x90\0")).await.expect(422);
    let file = amina.upload(&files, &[], ("file", "a.jpg", b"picture of maize")).await.expect(201).data();
    assert_eq!((&file["type"], &file["width"]), (&json!("MEDIA"), &json!(960)));
    let id = file["id"].as_str().expect("an id");
    let sent = json!({"client_id": "phone-0001", "type": "MEDIA", "file_id": id, "text": "This one"});
    kwame.post(&path, json!({"client_id": "phone-0009", "type": "MEDIA", "file_id": id})).await.expect(422);
    amina.post(&path, sent.clone()).await.expect(201);
    assert_eq!(
        amina.post(&path, sent).await.expect(201).data()["seq"],
        1,
        "a retry of a file that is sent already"
    );
    amina.post(&path, json!({"client_id": "phone-0002", "type": "MEDIA", "file_id": id})).await.expect(422);

    let about = format!("/api/v1/messages/files/{id}");
    stranger.get(&about).await.expect(404);
    let url = kwame.get(&about).await.expect(200).data()["files"][1]["url"]
        .as_str()
        .expect("an address")
        .to_owned();
    // The address is the key: who has it needs no session, and nothing else opens the file.
    let nobody = office.app.anonymous();
    let opened = nobody.get(&url).await.expect(200);
    assert_eq!(
        (opened.text().as_str(), opened.header("content-type")),
        ("480.webp of a picture", "image/webp")
    );
    let part = nobody.clone().with_header("range", "bytes=0-3").get(&url).await.expect(206);
    assert_eq!((part.text().as_str(), part.header("content-range")), ("480.", "bytes 0-3/21"));
    nobody.get(&url.replace("sig=", "sig=A")).await.expect(403);
    nobody.get(&url.replace("until=", "until=9")).await.expect(403);
    nobody.get(&format!("/messages/files/{id}/480.webp")).await.expect(404);
    stranger.get(&format!("/messages/files/{id}/480.webp")).await.expect(404);
    let redirected = kwame.get(&format!("/messages/files/{id}/480.webp")).await.expect(303);
    nobody.get(redirected.header("location")).await.expect(200);
    office.app.advance(TimeDelta::minutes(6));
    nobody.get(&url).await.expect(403);

    // A removed message takes its files along.
    let fresh = kwame.get(&about).await.expect(200).data()["files"][0]["url"]
        .as_str()
        .expect("an address")
        .to_owned();
    amina.delete(&format!("{path}/messages/1")).await.expect(200);
    nobody.get(&fresh).await.expect(404);
    office.app.drain().await;
    assert!(
        office.app.platform.blobs.get(&format!("chat/{id}/480.webp")).await.expect("the store").is_none()
    );
}

#[tokio::test]
async fn a_file_that_is_sent_again_under_its_key_is_taken_once() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let files = format!("{path}/files");
    let keyed = amina.clone().with_header("idempotency-key", "photo-0001");
    let photo = ("file", "a.jpg", &b"picture of maize"[..]);
    let first = keyed.upload(&files, &[], photo).await.expect(201);
    let again = keyed.upload(&files, &[], photo).await.expect(201);
    assert_eq!((again.data(), again.header("idempotency-replayed")), (first.data(), "true"));
    assert_eq!(again.header("location"), first.header("location"));
    let other = keyed.upload(&files, &[], ("file", "a.jpg", b"picture of rice")).await.expect(422);
    assert_eq!(other.errors()[0].0, "IDEMPOTENCY_KEY_REUSED");
    // The key is hers alone, and no file needs one.
    let his = kwame.clone().with_header("idempotency-key", "photo-0001");
    assert_ne!(his.upload(&files, &[], photo).await.expect(201).data()["id"], first.data()["id"]);
    assert_ne!(amina.upload(&files, &[], photo).await.expect(201).data()["id"], first.data()["id"]);
}

#[tokio::test]
async fn voice_notes_are_known_by_their_content_and_unsent_files_are_collected() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let files = format!("{path}/files");
    let voice = [&b"OggS"[..], &[0; 100]].concat();
    let file =
        amina.upload(&files, &[("duration_ms", "2500")], ("file", "x", &voice)).await.expect(201).data();
    assert_eq!((&file["type"], &file["duration_ms"]), (&json!("VOICE_NOTE"), &json!(2500)));
    let id = file["id"].as_str().expect("an id");
    amina.post(&path, json!({"client_id": "phone-0001", "type": "MEDIA", "file_id": id})).await.expect(422);
    amina
        .post(&path, json!({"client_id": "phone-0001", "type": "VOICE_NOTE", "file_id": id}))
        .await
        .expect(201);
    let huge = [&b"OggS"[..], &vec![0; 2 * 1024 * 1024]].concat();
    amina.upload(&files, &[], ("file", "x", &huge)).await.expect(413);
    let unsent = amina.upload(&files, &[], ("file", "x", &voice)).await.expect(201).data();
    office.app.advance(TimeDelta::hours(25));
    office.app.drain().await;
    office.app.drain().await;
    amina.get(&format!("/api/v1/messages/files/{}", unsent["id"].as_str().expect("an id"))).await.expect(404);
    amina.get(&format!("/api/v1/messages/files/{id}")).await.expect(200);
    amina.post(&path, text("phone-0002", "still here")).await.expect(201);
}

#[tokio::test]
async fn a_file_that_came_in_pieces_is_taken_once_however_often_it_is_asked_for() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let stranger = office.ceo("Awa");
    let (voice, photo, late) = (
        MediaId::new(office.app.clock.now()),
        MediaId::new(office.app.clock.now()),
        MediaId::new(office.app.clock.now()),
    );
    let come = |id: MediaId, what: Brought| {
        office.uploads.come.lock().expect("nobody panics").insert((amina.user_id(), id), what)
    };
    come(voice, Brought::Whole([&b"OggS"[..], &[0; 100]].concat()));
    come(photo, Brought::Whole(b"picture of maize".to_vec()));
    come(late, Brought::InPart);
    let at = |id: MediaId| format!("{path}/files/{id}");
    office.app.anonymous().put(&at(voice), json!({})).await.expect(401);
    stranger.put(&at(voice), json!({})).await.expect(404);
    kwame.put(&at(voice), json!({})).await.expect(404);
    amina.put(&at(MediaId::new(office.app.clock.now())), json!({})).await.expect(404);
    assert_eq!(amina.put(&at(late), json!({})).await.expect(409).errors()[0].0, "UPLOAD_INCOMPLETE");
    // Five at once, and once more when all are done.
    let length = json!({"duration_ms": 2500});
    let here = at(voice);
    let five = futures_util::future::join_all((0..5).map(|_| amina.put(&here, length.clone()))).await;
    let again = amina.put(&here, length).await;
    for reply in five.into_iter().chain([again]) {
        let file = reply.expect(200).data();
        assert_eq!(
            (&file["id"], &file["type"], &file["duration_ms"]),
            (&json!(voice), &json!("VOICE_NOTE"), &json!(2500))
        );
    }
    assert_eq!(office.rows("SELECT count(*) FROM messaging.files").await, 1);
    assert!(office.uploads.kept.lock().expect("nobody panics").contains(&voice), "its pieces may go");
    assert_eq!(amina.put(&at(photo), json!({})).await.expect(200).data()["width"], 960);
    for (n, id, kind) in [(1, voice, "VOICE_NOTE"), (2, photo, "MEDIA")] {
        let sent = json!({"client_id": format!("phone-{n:04}"), "type": kind, "file_id": id});
        amina.post(&path, sent).await.expect(201);
    }
    // A retry after it was sent still gets the file; another conversation does not.
    amina.put(&at(voice), json!({})).await.expect(200);
    office.connect(&amina, &stranger).await;
    let list = stranger.get("/api/v1/messages/conversations").await.expect(200).data();
    let other = list[0]["id"].as_str().expect("an id");
    amina.put(&format!("/api/v1/messages/conversations/{other}/files/{voice}"), json!({})).await.expect(404);
}
