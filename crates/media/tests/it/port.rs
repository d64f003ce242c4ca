//! What other domains ask (contracts::media).

use contracts::media::{MediaPort, PaperError, PaperRefused, PapersPort, PictureRefused, StoreError};
use kernel::{Clock, MediaId, Role};

use crate::world::*;

#[tokio::test]
async fn pictures_are_found_by_their_ids_whoever_sent_them() {
    let world = World::start().await;
    let (amina, kofi) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    let (first, second) = (sent(&amina, &snapshot(1)).await, sent(&kofi, &snapshot(2)).await);
    let id = |made| text(made, "id").parse::<MediaId>().expect("an id");
    let unknown = MediaId::new(world.app.clock.now());

    // The second time from memory.
    for _ in 0..2 {
        let ids = [id(&first), unknown, id(&second), id(&first)];
        let found = world.port.pictures(&ids).await.expect("answers");
        assert_eq!(found.len(), 2);
        for made in [&first, &second] {
            let picture = serde_json::to_value(&found[&id(made)]).expect("serialises");
            // What a picture looks like is for other domains, and not told.
            for (name, value) in
                picture.as_object().expect("an object").iter().filter(|(name, _)| *name != "print")
            {
                assert_eq!(value, &made[name], "{name}");
            }
        }
    }
    assert!(world.port.pictures(&[]).await.expect("answers").is_empty());
}

#[tokio::test]
async fn a_deleted_picture_is_left_out_at_once() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let made = sent(&amina, &snapshot(1)).await;
    assert!(world.shows(&made).await);
    amina.delete(&address(&made)).await.expect(204);
    assert!(!world.shows(&made).await);
}

#[tokio::test]
async fn only_ones_own_uploads_are_confirmed_in_the_order_asked() {
    let world = World::start().await;
    let (amina, kofi) = (world.app.user(Role::Consumer), world.app.user(Role::Consumer));
    let mut ids = Vec::new();
    for (client, number) in [(&amina, 1), (&kofi, 2), (&amina, 3)] {
        ids.push(text(&sent(client, &snapshot(number)).await, "id").parse::<MediaId>().expect("an id"));
    }
    let [first, foreign, third] = ids[..] else { panic!("three ids") };
    let unknown = MediaId::new(world.app.clock.now());
    let own = world.port.owned_by(amina.user_id(), &[third, foreign, unknown, first]).await.expect("answers");
    assert_eq!(own, [third, first]);
    assert!(world.port.owned_by(amina.user_id(), &[]).await.expect("answers").is_empty());
}

#[tokio::test]
async fn bytes_that_came_with_a_form_become_an_upload() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let picture = world.port.store(amina.user_id(), snapshot(1)).await.expect("taken");
    let seen = amina.get(&format!("/api/v1/media/{}", picture.id)).await.expect(200).data();
    assert_eq!(text(&seen, "url_480"), picture.url_480);
    world.app.anonymous().get(&picture.jpeg_960).await.expect(200);
    let own = world.port.owned_by(amina.user_id(), &[picture.id]).await.expect("answers");
    assert_eq!(own, [picture.id]);

    let refused = world.port.store(amina.user_id(), b"MZ".to_vec()).await.expect_err("no picture");
    assert!(matches!(refused, StoreError::Refused(PictureRefused::NotAPicture)), "{refused:?}");
    let large =
        world.port.store(amina.user_id(), vec![0; 10 * 1024 * 1024 + 1]).await.expect_err("too large");
    assert!(matches!(large, StoreError::Refused(PictureRefused::TooLarge)), "{large:?}");
    assert_eq!(world.rows().await, (1, 1));
}

#[tokio::test]
async fn the_port_recovers_by_itself_when_the_database_was_away() {
    let world = World::start().await;
    let made = sent(&world.app.user(Role::Consumer), &snapshot(1)).await;
    world.app.kill_connections().await;
    let id = text(&made, "id").parse::<MediaId>().expect("an id");
    // Every connection of the pool may be dead once.
    for _ in 0..10 {
        match world.port.pictures(&[id]).await {
            Ok(found) => return assert_eq!(found.len(), 1),
            Err(away) => assert_eq!(away.domain, "media"),
        }
    }
    panic!("the port does not recover");
}

#[tokio::test]
async fn papers_are_photos_made_anew_or_pdfs_as_they_came() {
    let world = World::start().await;
    let photo = world.port.prepare_paper(snapshot(1)).await.expect("taken");
    assert!(photo.starts_with(&[0xFF, 0xD8]) && photo != snapshot(1));
    let page = "<< /Type /Page >>";
    let pdf =
        |more: &str| format!("%PDF-1.7\n1 0 obj\n{page}{more}\nendobj\nstartxref\n0\n%%EOF\n").into_bytes();
    assert_eq!(world.port.prepare_paper(pdf("")).await.expect("taken"), pdf(""));
    let large = [pdf(""), vec![b' '; 10 * 1024 * 1024]].concat();
    for (bytes, expected) in [
        (b"MZ\x90 a program".to_vec(), PaperRefused::Unknown),
        (b"<svg onload='x'/>".to_vec(), PaperRefused::Unknown),
        (pdf("<< /Encrypt 2 0 R >>"), PaperRefused::PdfLocked),
        (pdf("<< /S /Java#53cript >>"), PaperRefused::PdfActive),
        (pdf(&page.repeat(20)), PaperRefused::PdfTooLong),
        (pdf("")[..40].to_vec(), PaperRefused::PdfDamaged),
        (snapshot(1)[..snapshot(1).len() / 2].to_vec(), PaperRefused::Picture(PictureRefused::Truncated)),
        (large, PaperRefused::Picture(PictureRefused::TooLarge)),
    ] {
        let error = world.port.prepare_paper(bytes).await.expect_err("refused");
        let PaperError::Refused(refused) = error else { panic!("{error:?}") };
        assert_eq!(refused, expected);
        let problem = refused.problem();
        for language in kernel::Language::ALL {
            assert_ne!(world.app.platform.texts.problem(language, &problem), problem.text, "{language}");
        }
    }
}
