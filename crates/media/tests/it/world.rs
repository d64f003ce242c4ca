//! An app with nothing but media in it.

use contracts::media::MediaPort;
use media::Media;
use platform::blob::Bucket;
use serde_json::Value;
use testkit::{Client, Reply, TestApp};

use crate::files::{jpeg, photo};

/// The app, and the domain as others see it.
pub struct World {
    pub app: TestApp,
    pub port: Media,
}

impl World {
    pub async fn start() -> Self {
        Self::with_bucket(None).await
    }

    /// With its files in a bucket instead of on the disk.
    pub async fn with_bucket(bucket: Option<Bucket>) -> Self {
        let mut port = None;
        let app = TestApp::start_with(
            || vec![platform::migrate::platform(), media::migrations()],
            &[&media::TEXTS, &web::TEXTS],
            |config| config.bucket = bucket,
            |platform| {
                let media = Media::new(platform);
                port = Some(media.clone());
                vec![media::module(&media)]
            },
        )
        .await;
        Self { app, port: port.expect("the modules were made") }
    }

    /// Rows of `media.media` and of `media.pictures`.
    pub async fn rows(&self) -> (i64, i64) {
        let mut tx = self.app.db().begin_system().await.expect("a transaction");
        sqlx::query_as("SELECT (SELECT count(*) FROM media.media), (SELECT count(*) FROM media.pictures)")
            .fetch_one(&mut *tx)
            .await
            .expect("the tables are there")
    }

    /// How many files lie in the blob store.
    pub fn stored_files(&self) -> usize {
        count_files(&self.app.platform.config.data_dir.join("media"))
    }

    /// What the port shows under the id of an answer.
    pub async fn shows(&self, answer: &Value) -> bool {
        let id = answer["id"].as_str().expect("an id").parse().expect("an id");
        self.port.pictures(&[id]).await.expect("the port answers").contains_key(&id)
    }
}

fn count_files(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { count_files(&entry.path()) } else { 1 }).sum()
}

/// A photo that no other number gives.
pub fn snapshot(number: u32) -> Vec<u8> {
    jpeg(&photo(320 + number, 240))
}

/// Sends a file as a browser's form does.
pub async fn send(client: &Client, file_name: &str, bytes: &[u8]) -> Reply {
    client.upload("/api/v1/media", &[], ("file", file_name, bytes)).await
}

/// Sends a good photo; the answer's data.
pub async fn sent(client: &Client, bytes: &[u8]) -> Value {
    send(client, "photo.jpg", bytes).await.expect(201).data()
}

/// The address of the upload that an answer tells of.
pub fn address(answer: &Value) -> String {
    format!("/api/v1/media/{}", answer["id"].as_str().expect("an id"))
}

/// A text of the answer.
pub fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}"))
}
