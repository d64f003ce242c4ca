//! The picture that goes with a shared link (W-10).

use contracts::media::{MediaPort, ShareCard};
use kernel::Role;

use crate::world::*;

#[tokio::test]
async fn a_shared_link_has_a_picture_that_never_changes() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let photo = world.port.store(amina.user_id(), snapshot(1)).await.expect("taken");
    let card =
        ShareCard { title: "Maïs & co, 50 kg", line: "25 000 FCFA", by: "Adunni", photo: Some(&photo) };
    let address = world.port.share_picture(&card);
    assert_eq!(world.port.share_picture(&card), address);
    let other = ShareCard { line: "26 000 FCFA", ..card };
    assert_ne!(world.port.share_picture(&other), address, "another price is another address");

    let crawler = world.app.anonymous();
    let reply = crawler.get(&address).await.expect(200);
    assert_eq!(reply.header("content-type"), "image/jpeg");
    assert_eq!(reply.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(reply.body.len() < 200_000, "{} bytes", reply.body.len());
    let picture = image::load_from_memory(&reply.body).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (1200, 630));
    let etag = reply.header("etag").to_owned();
    assert!(crawler.with_header("if-none-match", &etag).get(&address).await.expect(304).body.is_empty());

    let bare = ShareCard { title: "ذرة صفراء", line: "", by: "", photo: None };
    world.app.anonymous().get(&world.port.share_picture(&bare)).await.expect(200);
}

#[tokio::test]
async fn nobody_has_other_words_drawn_under_our_name() {
    let world = World::start().await;
    let address = world.port.share_picture(&ShareCard { title: "Maize", line: "", by: "", photo: None });
    let crawler = world.app.anonymous();
    for forged in [
        address.replace("Maize", "Gold"),
        format!("{address}&b=Bank"),
        address.replace(".jpg", ""),
        address.replace("/og/", "/og/A"),
        "/og/.jpg?t=Maize".to_owned(),
        "/og/AAAAAAAAAAAAAAAAAAAAAA.jpg?t=Maize".to_owned(),
    ] {
        let reply = crawler.get(&forged).await.expect(404);
        assert_eq!(reply.header("cache-control"), "no-store", "{forged}");
    }
    crawler.get(&address.replace("?t=Maize", "")).await.expect(422);
    crawler.get(&format!("{address}&x=1")).await.expect(400);
}
