//! A phone that chats over a web socket: it keeps what is not acknowledged, sends it again under the same id, and puts
//! together what it shows from acks, live events and catching up.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::messages::read_after;

/// Between an acknowledgement and the next message.
const PAUSE: Duration = Duration::from_millis(45);
/// An answer that takes longer does not come any more.
const PATIENCE: Duration = Duration::from_secs(5);

/// What all phones of a test share.
#[derive(Default)]
pub struct Hall {
    pub conversation: Uuid,
    /// Nobody begins a new message after this.
    pub quiet: CancellationToken,
    /// Everybody has said everything; who has seen everything may leave.
    pub over: CancellationToken,
    pub acks: AtomicU64,
    pub idle: AtomicUsize,
}

/// The line is lost, or will be.
#[derive(Debug)]
struct Lost;

type Line = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub struct Phone {
    hall: Arc<Hall>,
    /// `host:port`.
    address: String,
    /// Whose it is.
    pub name: &'static str,
    number: usize,
    client: Client,
    /// Shared by all phones of a person: more than five sessions would push out the first.
    token: String,
    calls: u64,
    said: usize,
    waiting: Option<String>,
    missing: bool,
    is_idle: bool,
    /// What it shows, by place.
    pub view: BTreeMap<i64, String>,
    /// What was acknowledged, and where.
    pub acked: BTreeMap<String, i64>,
}

impl Phone {
    pub fn new(
        hall: &Arc<Hall>,
        address: String,
        (name, token): (&'static str, &str),
        number: usize,
    ) -> Self {
        Self {
            hall: hall.clone(),
            address,
            name,
            number,
            client: Client::builder().timeout(PATIENCE).build().expect("a client"),
            token: token.to_owned(),
            calls: 0,
            said: 0,
            waiting: None,
            missing: false,
            is_idle: false,
            view: BTreeMap::new(),
            acked: BTreeMap::new(),
        }
    }

    /// Chats until everything is over, however often the line is lost.
    pub async fn chat(mut self) -> Self {
        while self.one_line().await.is_err() {
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
        self
    }

    async fn one_line(&mut self) -> Result<(), Lost> {
        let url = format!("ws://{}/socket.io/?EIO=4&transport=websocket", self.address);
        let connected = tokio::time::timeout(PATIENCE, connect_async(url)).await;
        let (mut line, _) = connected.map_err(|_| Lost)?.map_err(|_| Lost)?;
        let until = Instant::now() + PATIENCE;
        let open = self.packet(&mut line, until).await?.ok_or(Lost)?;
        assert!(open.starts_with('0'), "{open}");
        send(&mut line, format!("40{}", json!({ "token": self.token }))).await?;
        let welcome = self.packet(&mut line, until).await?.ok_or(Lost)?;
        if !welcome.starts_with("40") {
            return Err(Lost);
        }
        self.missing = true;
        loop {
            if self.missing {
                self.catch_up(&mut line).await?;
            }
            if self.waiting.is_none() && !self.hall.quiet.is_cancelled() {
                self.waiting = Some(format!("sender {} message {:05}", self.number, self.said));
                self.said += 1;
            }
            match self.waiting.clone() {
                Some(text) => self.say(&mut line, &text).await?,
                None => {
                    if !std::mem::replace(&mut self.is_idle, true) {
                        self.hall.idle.fetch_add(1, Ordering::SeqCst);
                    }
                    if self.hall.over.is_cancelled() {
                        return self.catch_up(&mut line).await;
                    }
                }
            }
            self.listen(&mut line, Instant::now() + PAUSE).await?;
        }
    }

    async fn say(&mut self, line: &mut Line, text: &str) -> Result<(), Lost> {
        let message = json!({ "client_id": text.replace(' ', "-"), "text": text });
        let asked = json!({ "conversation_id": self.hall.conversation, "message": message });
        let ack = self.call(line, "message.send", &asked).await?;
        if let Some(place) = ack["data"]["seq"].as_i64() {
            self.waiting = None;
            self.acked.insert(text.to_owned(), place);
            self.show(place, text);
            self.hall.acks.fetch_add(1, Ordering::SeqCst);
            return Ok(());
        }
        let code = ack["errors"][0]["code"].as_str().unwrap_or_default();
        assert!(["UNAVAILABLE", "UNAUTHORIZED", "RATE_LIMITED"].contains(&code), "{text}: {ack}");
        Ok(())
    }

    async fn call(&mut self, line: &mut Line, event: &str, payload: &Value) -> Result<Value, Lost> {
        self.calls += 1;
        let answer = format!("43{}[", self.calls);
        send(line, format!("42{}[\"{event}\",{payload}]", self.calls)).await?;
        let until = Instant::now() + PATIENCE;
        loop {
            let packet = self.packet(line, until).await?.ok_or(Lost)?;
            if packet.starts_with(&answer) {
                let mut told: Vec<Value> = serde_json::from_str(&packet[answer.len() - 1..]).expect("an ack");
                return Ok(told.remove(0));
            }
        }
    }

    async fn listen(&mut self, line: &mut Line, until: Instant) -> Result<(), Lost> {
        while self.packet(line, until).await?.is_some() {}
        Ok(())
    }

    /// The next packet until then; events and pings are dealt with on the way.
    async fn packet(&mut self, line: &mut Line, until: Instant) -> Result<Option<String>, Lost> {
        let Ok(next) = tokio::time::timeout_at(until, line.next()).await else { return Ok(None) };
        let message = next.ok_or(Lost)?.map_err(|_| Lost)?;
        let Message::Text(text) = message else {
            return if message.is_close() { Err(Lost) } else { Ok(Some(String::new())) };
        };
        match text.as_str() {
            "2" => send(line, "3".to_owned()).await?,
            "1" | "41" => return Err(Lost),
            other => self.hear(other),
        }
        Ok(Some(text.as_str().to_owned()))
    }

    fn hear(&mut self, packet: &str) {
        let Some(event) = packet.strip_prefix("42").filter(|event| event.starts_with('[')) else { return };
        let event: Vec<Value> = serde_json::from_str(event).expect("an event");
        match event[0].as_str() {
            Some("message.sent") => {
                let place = event[1]["seq"].as_i64().expect("a place");
                self.show(place, event[1]["text"].as_str().expect("a text"));
                // What came between is asked for.
                self.missing |= self.has_all_until() < place;
            }
            Some("sync.required") => self.missing = true,
            _ => {}
        }
    }

    fn show(&mut self, place: i64, text: &str) {
        let shown = self.view.entry(place).or_insert_with(|| text.to_owned());
        assert_eq!(shown, text, "{} {} shows two messages at {place}", self.name, self.number);
    }

    fn has_all_until(&self) -> i64 {
        let mut expected = 0;
        for place in self.view.keys() {
            if *place != expected + 1 {
                break;
            }
            expected = *place;
        }
        expected
    }

    async fn catch_up(&mut self, line: &mut Line) -> Result<(), Lost> {
        self.missing = false;
        loop {
            let have = json!({ "conversation_id": self.hall.conversation, "seq": self.has_all_until() });
            let ack = self.call(line, "sync", &json!({ "conversations": [have] })).await?;
            let caught = &ack["data"]["conversations"][0];
            let Some(messages) = caught["messages"].as_array() else { return Err(Lost) };
            for message in messages {
                self.show(
                    message["seq"].as_i64().expect("a place"),
                    message["text"].as_str().expect("a text"),
                );
            }
            if caught["skipped_to"].is_i64() {
                self.scroll_back().await?;
            } else if caught["more"] == false {
                return Ok(());
            }
        }
    }

    /// Reads what catching up has skipped.
    async fn scroll_back(&mut self) -> Result<(), Lost> {
        let path = format!("/api/v1/messages/conversations/{}", self.hall.conversation);
        let url = format!("http://{}{path}", self.address);
        let after = self.has_all_until();
        for (place, text) in read_after(&self.client, &url, &self.token, after).await.ok_or(Lost)? {
            self.show(place, &text);
        }
        Ok(())
    }
}

async fn send(line: &mut Line, packet: String) -> Result<(), Lost> {
    let sending = tokio::time::timeout(PATIENCE, line.send(Message::text(packet))).await;
    sending.map_err(|_| Lost)?.map_err(|_| Lost)
}
