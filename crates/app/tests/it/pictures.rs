//! A process that serves media alone knows what the other domains show (L-8).

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use app::cli::Serve;
use app::compose::App;
use chrono::TimeDelta;
use contracts::media::MediaPort;
use image::{ImageFormat, Rgb, RgbImage};
use kernel::{Clock, ManualClock, MediaId, UserId};
use platform::config::Config;
use testkit::TestDb;

fn photo(red: u8) -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(320, 240, Rgb([red, 120, 60]));
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).expect("encodes");
    jpeg.into_inner()
}

/// A listing that has ended, and a business that is deleted, which may both come back.
async fn show(db: &TestDb, photo: MediaId, logo: MediaId) {
    let mut superuser = db.connect_as_superuser().await.expect("the server answers");
    sqlx::query(
        "INSERT INTO listings.listings
            (id, business_id, created_by, type, status, title, description, category, root_category, duration_hours,
             seller_name, seller_slug, seller_verified, activated_at, expires_at, created_at, updated_at, media_ids)
         VALUES ($1, $1, $1, 'OFFER', 'EXPIRED', 'Bag of maize', 'Cleaned and dried, this year''s harvest.', 'grains',
                 'agriculture', 96, 'Adunni', 'adunni', true, now(), now() + interval '96 hours', now(), now(),
                 ARRAY[$1, $2])",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(photo.0)
    .execute(&mut superuser)
    .await
    .expect("a listing");
    sqlx::query(
        "INSERT INTO accounts.businesses
            (id, slug, name, business_type, country, logo_media_id, time_zone, status, created_by, created_at, updated_at,
             deleted_at)
         VALUES ($1, 'adunni', 'Adunni', 'TRADER', 'NG', $2, 'Africa/Lagos', 'DELETED', $1, now(), now(), now())",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(logo.0)
    .execute(&mut superuser)
    .await
    .expect("a business");
}

#[tokio::test]
async fn media_alone_deletes_only_what_no_other_domain_shows() {
    let key = testkit::app::fingerprint(&app::compose::migrations());
    let db = TestDb::create(&key, async |owner_url: &str| app::compose::migrate(owner_url).await);
    let db = db.await.expect("a database for the test");
    let data_dir = tempfile::tempdir().expect("a folder for the test");
    let mut config = Config::defaults();
    config.data_dir = data_dir.path().to_owned();
    config.secret_key = b"a secret that only tests are made with".to_vec();
    config.database.url = db.app_url.clone();
    config.database.owner_url = db.owner_url.clone();
    config.dev = true;
    let clock = Arc::new(ManualClock::at(testkit::app::beginning()));
    let mut app = App::with_clock(config, clock.clone()).expect("the program can be put together");
    app.keep_only(&Serve { only: vec!["media".to_owned()], roles: Vec::new() }).expect("there is media");

    let owner = UserId::new(clock.now());
    let mut ids = Vec::new();
    for red in [10, 90, 170] {
        ids.push(app.media.store(owner, photo(red)).await.expect("taken").id);
    }
    let [photo, logo, nowhere] = ids[..] else { panic!("three pictures") };
    show(&db, photo, logo).await;
    clock.advance(TimeDelta::days(8));
    let dispatcher = app.dispatcher();
    dispatcher.tick().await.expect("the schedules can be read");
    dispatcher.drain().await.expect("the queue can be reached");
    let left: BTreeSet<MediaId> =
        app.media.pictures(&[photo, logo, nowhere]).await.expect("answers").into_keys().collect();
    assert_eq!(left, BTreeSet::from([photo, logo]));
}
