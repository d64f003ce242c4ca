//! Journeys in a real browser: each is a script in `browser/`, run by Node against the whole program. Those that need two
//! processes of it are run by the crate app, whose tests have the program to start.

use std::io::Cursor;

use e2e::Site;
use image::{ImageFormat, Rgb, RgbImage};
use reqwest::multipart::{Form, Part};
use serde_json::Value;
use testkit::BucketStandin;

async fn journey(script: &str) {
    let site = Site::start(60).await;
    run(script, &site, &[]).await;
}

/// Runs a script against the site, with these variables beside those that every journey needs.
async fn run(script: &str, site: &Site, more: &[(&str, &str)]) {
    let data_dir = site.data_dir().to_str().expect("UTF-8");
    let mut told = vec![("SITE", site.url.as_str()), ("DATA_DIR", data_dir)];
    told.extend_from_slice(more);
    testkit::browser::run(script, &told).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_trade_on_their_phones() {
    journey("trade.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_trade_without_javascript() {
    journey("trade-plain.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_trade_in_arabic() {
    journey("trade-arabic.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_light_and_dark() {
    journey("pages.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_from_right_to_left() {
    journey("pages-arabic.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_portuguese_and_swahili() {
    journey("pages-once.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hard_to_press_or_out_of_reach_is_told() {
    journey("touch.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_can_be_seen_offline() {
    journey("offline.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_talks_in_its_channel() {
    journey("channel.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_cut_a_message_arrives_once() {
    journey("cut.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_or_recorded_is_not_lost() {
    journey("talk.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_taken_along_as_a_file() {
    journey("along.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_survives_a_line_that_is_cut() {
    journey("upload.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_straight_to_the_bucket_or_around_it() {
    let (standin, bucket) = BucketStandin::start().await;
    let address = bucket.endpoint.clone().expect("an address");
    let site = Site::start_with(10, |config| config.bucket = Some(bucket)).await;
    standin.allow(Some(&site.url));
    run("bucket.mjs", &site, &[("BUCKET", address.as_str())]).await;
    assert_eq!(standin.refused(), Vec::<String>::new());
    let mut tx = site.platform.db("media").begin_system().await.expect("a transaction");
    let media: i64 = sqlx::query_scalar("SELECT count(*) FROM media.media")
        .fetch_one(&mut *tx)
        .await
        .expect("the table is there");
    assert_eq!(media, 3, "each photo became one, however often it was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_written_offline_arrives_once_with_its_photos() {
    journey("outbox.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_offline_outlives_the_browser() {
    journey("chat-outbox.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_offline_arrives_once_or_says_why_not() {
    journey("forms.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_sent_with_no_page_open() {
    journey("sync.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_answers_its_customers() {
    journey("desk.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_and_a_business_can_be_shared() {
    journey("share.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_build_reaches_the_phone_at_the_next_visit() {
    journey("update.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn first_views_are_light_and_data_can_be_saved() {
    journey("data.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pictures_of_a_first_view_are_light() {
    let site = Site::start(60).await;
    let token = site.token("kwame").await;
    let mut photos = Vec::new();
    for number in 1..=20 {
        let form = Form::new().part("file", Part::bytes(noise(number)).file_name("stall.jpg"));
        let sent = reqwest::Client::new().post(format!("{}/api/v1/media", site.url)).bearer_auth(&token);
        let reply = sent.multipart(form).send().await.expect("an answer");
        assert_eq!(reply.status(), 201);
        photos.push(reply.json::<Value>().await.expect("JSON")["data"].clone());
    }
    let mut superuser = site.db.connect_as_superuser().await.expect("connects");
    sqlx::query(
        "UPDATE listings.listings SET photo = $1::jsonb -> numbered.n
         FROM (SELECT id, (row_number() OVER () % 20)::int AS n FROM listings.listings) AS numbered
         WHERE numbered.id = listings.id",
    )
    .bind(Value::from(photos))
    .execute(&mut superuser)
    .await
    .expect("every listing has a photo");
    run("pictures.mjs", &site, &[]).await;
}

/// A photo that no encoder makes small; each number gives another.
fn noise(number: u64) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D ^ number;
    let photo = RgbImage::from_fn(640, 480, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [red, green, blue, ..] = state.to_le_bytes();
        Rgb([red, green, blue])
    });
    let mut file = Cursor::new(Vec::new());
    photo.write_to(&mut file, ImageFormat::Jpeg).expect("it can be written");
    file.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_readers_and_admins_deal_with_a_complaint() {
    journey("review.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_businesses_find_each_other_connect_and_chat() {
    let site = Site::start_among(300, 60, |_| {}).await;
    run("connect.mjs", &site, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_and_look_after_their_account() {
    journey("told.mjs").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_can_be_filtered_and_a_search_kept() {
    journey("search.mjs").await;
}
