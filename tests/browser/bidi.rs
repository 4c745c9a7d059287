//! WebDriver BiDi, as much of it as Firefox needs: what its driver cannot be asked for any other way. The crate that drives
//! browsers brings a client of its own, with encryption and its C sources; this is a socket on one machine.

use crate::page::Result;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// A connection to one browser, beside that of WebDriver.
pub struct Bidi(Mutex<Connection>);

struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    /// Lines of the console that came while something else was waited for.
    console: Vec<String>,
}

impl Bidi {
    /// `url`: what the driver answered to the capability `webSocketUrl`.
    pub async fn connect(url: &str) -> Result<Bidi> {
        let (socket, _) = tokio_tungstenite::connect_async(url).await?;
        let bidi = Bidi(Mutex::new(Connection { socket, last_id: 0, console: Vec::new() }));
        bidi.send("session.subscribe", json!({ "events": ["log.entryAdded"] })).await?;
        Ok(bidi)
    }

    /// Sends a command and waits for its result.
    pub async fn send(&self, method: &str, params: Value) -> Result<Value> {
        self.0.lock().await.send(method, params).await
    }

    /// The id of the first tab.
    pub async fn context(&self) -> Result<Value> {
        let tree = self.send("browsingContext.getTree", json!({ "maxDepth": 0 })).await?;
        Ok(tree["contexts"][0]["context"].clone())
    }

    /// What the console got since the last time it was asked.
    pub async fn console(&self) -> Result<Vec<String>> {
        let mut connection = self.0.lock().await;
        // An answer comes after every event from before the question.
        connection.send("session.status", json!({})).await?;
        Ok(std::mem::take(&mut connection.console))
    }
}

impl Connection {
    async fn send(&mut self, method: &str, params: Value) -> Result<Value> {
        self.last_id += 1;
        let command = json!({ "id": self.last_id, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let mut message: Value = serde_json::from_str(&text)?;
            if message["id"] == self.last_id {
                return result(method, &mut message);
            }
            if message["method"] == "log.entryAdded" {
                let entry = &message["params"];
                self.console.push(format!("{} {}", entry["level"], entry["text"]));
            }
        }
        Err(format!("the browser ended before it answered to {method}").into())
    }
}

fn result(method: &str, message: &mut Value) -> Result<Value> {
    if message["type"] == "success" {
        return Ok(message["result"].take());
    }
    Err(format!("{method}: {} {}", message["error"], message["message"]).into())
}
