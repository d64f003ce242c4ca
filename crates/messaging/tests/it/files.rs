use chrono::TimeDelta;
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
