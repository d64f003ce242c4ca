//! `migrate` as an operator runs it (P-28).

use crate::server::Server;

const DONE: &str = "all schemas are up to date";

/// The newest migration of every schema.
async fn newest(server: &Server) -> Vec<(&'static str, i64)> {
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let mut found = Vec::new();
    for list in app::compose::migrations() {
        let newest = format!("SELECT max(version) FROM {}._sqlx_migrations", list.schema);
        let newest = sqlx::query_scalar(sqlx::AssertSqlSafe(newest)).fetch_one(&mut superuser).await;
        found.push((list.schema, newest.expect("it was migrated")));
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn migrating_again_changes_nothing_however_many_do_it_at_once() {
    let server = Server::prepare(None).await;
    let before = newest(&server).await;
    let at_once = (0..6).map(|_| server.run(&["migrate"]));
    for (ended_well, said) in futures_util::future::join_all(at_once).await {
        assert!(ended_well && said.contains(DONE), "{said}");
    }
    assert_eq!(newest(&server).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_schema_is_brought_up_and_a_newer_one_is_served_as_it_is() {
    let mut server = Server::prepare(None).await;
    let ours = newest(&server).await;
    let (ended_well, said) = server.run(&["migrate", "--undo", "platform"]).await;
    assert!(ended_well && said.contains("is undone"), "{said}");
    assert_ne!(newest(&server).await, ours);
    let (ended_well, said) = server.run(&["migrate"]).await;
    assert!(ended_well && said.contains(DONE), "{said}");
    assert_eq!(newest(&server).await, ours);

    // What a newer program leaves behind: it only ever adds while this one runs.
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let newer = "ALTER TABLE listings.listings ADD COLUMN of_a_newer_program text;
        INSERT INTO listings._sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9001, 'of a newer program', true, '', 0)";
    sqlx::raw_sql(newer).execute(&mut superuser).await.expect("migrated");
    let theirs = newest(&server).await;
    let (ended_well, said) = server.run(&["migrate"]).await;
    assert!(!ended_well && said.contains("schema listings: migration 9001 is not known"), "{said}");
    assert_eq!(newest(&server).await, theirs);
    server.start().await;
    let token = server.sign_in("kwame").await;
    let published = server.publish(&token, "Maize of an older program").send().await.expect("an answer");
    assert_eq!(published.status(), 201);
    let feed = server.client.get(server.url("/api/v1/listings")).send().await.expect("an answer");
    assert_eq!(feed.status(), 200);
    server.stop().await;
}
