//! A server on loopback that says what it is told to, and keeps what it heard.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

/// What the server says to one request.
#[derive(Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manners: Manners,
}

/// How the server says it.
#[derive(Clone, Copy, PartialEq)]
enum Manners {
    /// All of it, and the connection stays open.
    Good,
    /// So many bytes of the whole answer, and then the connection is closed.
    Closes(usize),
    /// So many bytes of the whole answer, and then nothing more.
    Stalls(usize),
}

impl Answer {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            manners: Manners::Good,
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

    /// Only the first bytes are sent, head included; then the connection is closed.
    pub(crate) fn closes_after(mut self, bytes: usize) -> Self {
        self.manners = Manners::Closes(bytes);
        self
    }

    /// Only the first bytes are sent, head included; then nothing happens any more.
    pub(crate) fn stalls_after(mut self, bytes: usize) -> Self {
        self.manners = Manners::Stalls(bytes);
        self
    }

    /// The length of the head: where the body begins.
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

/// What the server heard.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query, as they stood in the request line.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// All values of a header, in the order they came.
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

/// It listens until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    answers: Vec<Answer>,
    heard: Mutex<Vec<Request>>,
    connections: Mutex<usize>,
    is_over: AtomicBool,
}

/// Answers one request after another; the last answer is given again and again.
pub(crate) fn serve(answers: impl IntoIterator<Item = Answer>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a listener has an address");
    let shared = Arc::new(Shared {
        answers: answers.into_iter().collect(),
        heard: Mutex::default(),
        connections: Mutex::default(),
        is_over: AtomicBool::new(false),
    });
    let accepted = Arc::clone(&shared);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if accepted.is_over.load(Ordering::SeqCst) {
                break;
            }
            *accepted.connections.lock().expect("no thread has panicked") += 1;
            let shared = Arc::clone(&accepted);
            // A client may hang up whenever it likes.
            thread::spawn(move || drop(shared.converse(&stream)));
        }
    });
    Server { address, shared }
}

impl Server {
    pub(crate) fn url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    pub(crate) fn heard(&self) -> Vec<Request> {
        self.shared
            .heard
            .lock()
            .expect("no thread has panicked")
            .clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self
            .shared
            .connections
            .lock()
            .expect("no thread has panicked")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn converse(&self, stream: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader)? {
            let answer = {
                let mut heard = self.heard.lock().expect("no thread has panicked");
                heard.push(request);
                let at = heard.len().min(self.answers.len()) - 1;
                self.answers[at].clone()
            };
            let mut bytes = answer.head().into_bytes();
            bytes.extend(&answer.body);
            let mut stream = stream;
            match answer.manners {
                Manners::Good => stream.write_all(&bytes)?,
                Manners::Closes(at) => return stream.write_all(&bytes[..at]),
                Manners::Stalls(at) => {
                    stream.write_all(&bytes[..at])?;
                    // Until the client has had enough.
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
