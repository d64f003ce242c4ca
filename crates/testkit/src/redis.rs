//! A Redis of a test's own, which it may kill and start again. It listens on a socket in a folder of its own, so it meets
//! no other one, and ends with the test.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

/// A running Redis.
#[derive(Debug)]
pub struct TestRedis {
    /// What `redis.url` is set to.
    pub url: String,
    folder: tempfile::TempDir,
    child: Option<Child>,
}

impl Drop for TestRedis {
    fn drop(&mut self) {
        self.kill();
    }
}

impl TestRedis {
    /// Starts an empty one.
    ///
    /// # Panics
    /// When Redis is not installed or does not start: a test cannot go on then.
    pub async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("redis-").tempdir().expect("a folder for the test");
        let url = format!("redis+unix://{}", folder.path().join("socket").display());
        let mut redis = Self { url, folder, child: None };
        redis.start_again().await;
        redis
    }

    /// Starts it after [`TestRedis::kill`]; nothing of what it knew is left.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_again(&mut self) {
        self.kill();
        let socket = self.folder.path().join("socket");
        // A killed one leaves it behind.
        let _ = std::fs::remove_file(&socket);
        let child = Command::new("redis-server")
            .args(["--port", "0", "--save", "", "--appendonly", "no", "--daemonize", "no", "--unixsocket"])
            .arg(&socket)
            .arg("--dir")
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn();
        self.child = Some(child.expect(
            "these tests need Redis: `make tools` installs it where there is apt-get; elsewhere install your \
             system's package redis-server, so that `redis-server` is in the PATH",
        ));
        for _ in 0..500 {
            if answers(&socket).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("redis-server does not answer on {}", socket.display());
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

async fn answers(socket: &Path) -> bool {
    let ping = async {
        let mut stream = UnixStream::connect(socket).await.ok()?;
        stream.write_all(b"PING\r\n").await.ok()?;
        let mut answer = [0; 5];
        stream.read_exact(&mut answer).await.ok()?;
        (&answer == b"+PONG").then_some(())
    };
    matches!(tokio::time::timeout(Duration::from_secs(1), ping).await, Ok(Some(())))
}
