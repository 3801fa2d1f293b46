//! A server on loopback that sends given responses and records requests.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// The response to one request.
#[derive(Clone)]
pub(crate) struct MockResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delivery: Delivery,
}

/// How much of a response is sent.
#[derive(Clone, Copy, PartialEq)]
enum Delivery {
    /// All of it. The connection stays open.
    Complete,
    /// So many bytes, head included. Then the connection is closed.
    CloseAfter(usize),
    /// So many bytes, head included. Then nothing happens.
    StallAfter(usize),
}

impl MockResponse {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            delivery: Delivery::Complete,
        }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::new(status)
            .header("content-type", "application/json")
            .body(body.to_string())
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends only so many bytes, head included, and closes the connection.
    pub(crate) fn closes_after(mut self, bytes: usize) -> Self {
        self.delivery = Delivery::CloseAfter(bytes);
        self
    }

    /// Sends only so many bytes, head included, and nothing more.
    pub(crate) fn stalls_after(mut self, bytes: usize) -> Self {
        self.delivery = Delivery::StallAfter(bytes);
        self
    }

    /// The length of the head in bytes.
    pub(crate) fn head_length(&self) -> usize {
        self.head().len()
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} Status\r\n", self.status);
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head + &format!("content-length: {}\r\n\r\n", self.body.len())
    }
}

/// A request that the server received.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query of the request line.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// All values of a header.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let named = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .filter(named)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body of the request is JSON")
    }
}

/// Listens until it is dropped.
pub(crate) struct MockServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    responses: Vec<MockResponse>,
    requests: Mutex<Vec<Request>>,
    connections: Mutex<usize>,
    is_over: AtomicBool,
}

/// Starts a server that sends these responses in turn, and repeats the last one.
pub(crate) fn serve(responses: impl IntoIterator<Item = MockResponse>) -> MockServer {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a listener has an address");
    let shared = Arc::new(Shared {
        responses: responses.into_iter().collect(),
        requests: Mutex::default(),
        connections: Mutex::default(),
        is_over: AtomicBool::new(false),
    });
    let accepted = Arc::clone(&shared);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if accepted.is_over.load(Ordering::SeqCst) {
                break;
            }
            *accepted
                .connections
                .lock()
                .expect("the lock is not poisoned") += 1;
            let shared = Arc::clone(&accepted);
            // The client may close the connection at any time.
            thread::spawn(move || drop(shared.handle_connection(&stream)));
        }
    });
    MockServer { address, shared }
}

impl MockServer {
    pub(crate) fn url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared
            .requests
            .lock()
            .expect("the lock is not poisoned")
            .clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self
            .shared
            .connections
            .lock()
            .expect("the lock is not poisoned")
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the accepting thread.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn handle_connection(&self, stream: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader)? {
            let response = {
                let mut requests = self.requests.lock().expect("the lock is not poisoned");
                requests.push(request);
                let at = requests.len().min(self.responses.len()) - 1;
                self.responses[at].clone()
            };
            let mut bytes = response.head().into_bytes();
            bytes.extend(&response.body);
            let mut stream = stream;
            match response.delivery {
                Delivery::Complete => stream.write_all(&bytes)?,
                Delivery::CloseAfter(at) => return stream.write_all(&bytes[..at]),
                Delivery::StallAfter(at) => {
                    stream.write_all(&bytes[..at])?;
                    // Until the client closes the connection.
                    let _ = reader.read(&mut [0])?;
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> std::io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .first()
        .and_then(|length| length.parse().ok());
    request.body = vec![0; length.unwrap_or_default()];
    reader.read_exact(&mut request.body)?;
    Ok(Some(request))
}
