//! Row-level security: a forgotten WHERE shows nothing of somebody else's (P-15).

use kernel::Role;

use crate::notes::start;

#[tokio::test]
async fn a_transaction_sees_only_its_own_users_rows() {
    let parts = start().await;
    let (amina, kofi) = (parts.app.user(Role::Consumer), parts.app.user(Role::Consumer));
    for client in [&amina, &kofi] {
        let mut tx = parts.app.db().begin(&client.actor).await.expect("a transaction");
        sqlx::query("INSERT INTO notes.diary (user_id, text) VALUES ($1, 'mine')")
            .bind(client.user_id().0)
            .execute(&mut *tx)
            .await
            .expect("one's own row");
        tx.commit().await.expect("committed");
    }
    let count = "SELECT count(*) FROM notes.diary";
    let mut tx = parts.app.db().begin(&amina.actor).await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, 1);
    let stolen = sqlx::query("INSERT INTO notes.diary (user_id, text) VALUES ($1, 'not mine')")
        .bind(kofi.user_id().0)
        .execute(&mut *tx)
        .await;
    assert!(stolen.is_err(), "a row for somebody else is refused");
    drop(tx);

    let mut tx = parts.app.db().begin(&kernel::Actor::Anonymous).await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, 0);
    drop(tx);

    // The setting ends with the transaction: the pool's next user does not inherit it.
    let mut connection = parts.app.db().read().await.expect("a connection");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *connection).await.expect("countable");
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn the_programs_role_owns_nothing() {
    let parts = start().await;
    let mut connection = parts.app.db().read().await.expect("a connection");
    let refused =
        sqlx::query("ALTER TABLE notes.diary DISABLE ROW LEVEL SECURITY").execute(&mut *connection).await;
    assert!(refused.is_err());
    let refused = sqlx::query("DROP TABLE notes.notes").execute(&mut *connection).await;
    assert!(refused.is_err());
}
