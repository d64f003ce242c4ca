//! The test databases themselves: each alone, made from one template, and gone afterwards.

use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{Connection, PgConnection};
use testkit::database::TestDb;

async fn create(key: &str) -> TestDb {
    create_counting(key, &AtomicUsize::new(0)).await
}

async fn create_counting(key: &str, migrated: &AtomicUsize) -> TestDb {
    let migrate = async |url: &str| {
        migrated.fetch_add(1, Ordering::Relaxed);
        let mut owner = PgConnection::connect(url).await?;
        let sql = "create table word (word text); grant select, insert on word to pushnchat_app";
        sqlx::raw_sql(sql).execute(&mut owner).await?;
        Ok(owner.close().await?)
    };
    TestDb::create(key, migrate).await.expect("a database")
}

async fn words(url: &str) -> Vec<String> {
    let mut app = PgConnection::connect(url).await.expect("a connection");
    sqlx::query_scalar("select word from word").fetch_all(&mut app).await.expect("the table")
}

#[tokio::test]
async fn many_at_once_are_migrated_once_and_do_not_see_each_other() {
    let key = format!("many {}", uuid::Uuid::new_v4());
    let migrated = AtomicUsize::new(0);
    let one = || create_counting(&key, &migrated);
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    assert_eq!(migrated.load(Ordering::Relaxed), 1);

    let mut app = PgConnection::connect(&a.app_url).await.expect("a connection");
    sqlx::raw_sql("insert into word values ('karibu')").execute(&mut app).await.expect("a row");
    assert_eq!(words(&a.app_url).await, ["karibu"]);
    for other in [b, c, d] {
        assert!(words(&other.app_url).await.is_empty());
    }
}

#[tokio::test]
async fn the_programs_role_owns_nothing_and_the_owners_role_is_no_superuser() {
    let db = create("roles").await;
    let mut app = PgConnection::connect(&db.app_url).await.expect("a connection");
    let denied = sqlx::raw_sql("create table mine (n int)").execute(&mut app).await;
    assert!(denied.expect_err("not its schema").to_string().contains("permission denied"));
    for url in [&db.app_url, &db.owner_url] {
        let mut connection = PgConnection::connect(url).await.expect("a connection");
        let special: bool =
            sqlx::query_scalar("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                .fetch_one(&mut connection)
                .await
                .expect("the role");
        assert!(!special, "{url}");
    }
}

#[tokio::test]
async fn a_database_goes_with_its_test_even_while_somebody_is_connected() {
    let db = create("goes").await;
    let other = create("goes").await;
    let url = db.app_url.clone();
    let _connected = PgConnection::connect(&url).await.expect("a connection");
    drop(db);
    let error = PgConnection::connect(&url).await.expect_err("dropped");
    assert!(error.to_string().contains("does not exist"), "{error}");
    assert!(words(&other.app_url).await.is_empty());
}

#[tokio::test]
async fn a_template_that_failed_is_made_again() {
    let key = format!("fails {}", uuid::Uuid::new_v4());
    let failed = TestDb::create(&key, async |_| anyhow::bail!("a mistake in a migration")).await;
    assert!(format!("{:#}", failed.expect_err("an error")).contains("a mistake in a migration"));
    assert!(words(&create(&key).await.app_url).await.is_empty());
}
