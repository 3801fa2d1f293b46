//! A server on loopback that sends faulty responses, and counts the edits that it commits.
//!
//! It assumes the worst case: it commits an edit when the last byte of the request has arrived,
//! before it sends any response.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// The response to every request.
#[derive(Clone)]
pub(crate) struct FaultyResponse {
    bytes: Vec<u8>,
    ending: Ending,
    /// The number of committed edits that it waits for.
    after_commits: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// Waits for the next request.
    KeepAlive,
    /// Sends nothing more until the client closes the connection.
    Stall,
    /// Sends single bytes until the client closes the connection.
    Drip,
    /// Closes the connection.
    Close,
    /// Resets the connection.
    Reset,
    /// Resets the connection before it reads the request.
    ResetBeforeReading,
}

impl FaultyResponse {
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            ending: Ending::KeepAlive,
            after_commits: 0,
        }
    }

    /// A whole response with headers and body.
    pub(crate) fn new(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let head =
            format!("HTTP/1.1 {status} Status\r\ncontent-length: {{length}}\r\n{headers}\r\n");
        Self::raw([head.as_bytes(), body.as_ref()].concat())
    }

    fn then(mut self, ending: Ending) -> Self {
        self.ending = ending;
        self
    }

    pub(crate) fn stalls(self) -> Self {
        self.then(Ending::Stall)
    }

    pub(crate) fn drips(self) -> Self {
        self.then(Ending::Drip)
    }

    pub(crate) fn closes(self) -> Self {
        self.then(Ending::Close)
    }

    pub(crate) fn resets(self) -> Self {
        self.then(Ending::Reset)
    }

    pub(crate) fn resets_before_reading() -> Self {
        Self::raw("").then(Ending::ResetBeforeReading)
    }

    /// Whether only a time limit ends the attempt.
    pub(crate) fn is_slow(&self) -> bool {
        matches!(self.ending, Ending::Stall | Ending::Drip)
    }

    /// Replaces a placeholder.
    pub(crate) fn with(mut self, place: &str, value: &str) -> Self {
        self.bytes = replace(&self.bytes, place, value);
        self
    }

    /// Sends nothing until so many edits are committed.
    pub(crate) fn after_commits(mut self, commits: usize) -> Self {
        self.after_commits = commits;
        self
    }

    /// Whether the response guarantees that nothing was committed.
    fn is_refusal(&self) -> bool {
        let statuses: [&[u8]; 2] = [b"HTTP/1.1 400 ", b"HTTP/1.1 429 "];
        statuses.iter().any(|status| self.bytes.starts_with(status))
    }
}

/// Listens until it is dropped.
pub(crate) struct FaultyServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    commits: Mutex<Vec<String>>,
    has_committed: Condvar,
    /// Connections that stay open, and that nothing has happened to between two requests.
    idle: Mutex<Vec<TcpStream>>,
    abandoned: AtomicUsize,
    is_over: AtomicBool,
}

pub(crate) fn faulty_server(fault: FaultyResponse) -> FaultyServer {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("a listener has an address");
    let shared = Arc::new(Shared::default());
    let accepted = Arc::clone(&shared);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if accepted.is_over.load(Ordering::SeqCst) {
                break;
            }
            let (shared, fault) = (Arc::clone(&accepted), fault.clone());
            let small = thread::Builder::new().stack_size(128 << 10);
            // The client may close the connection at any time.
            let thread = small.spawn(move || drop(shared.handle_connection(stream, &fault)));
            thread.expect("the system starts a thread");
        }
    });
    FaultyServer { address, shared }
}

impl FaultyServer {
    pub(crate) fn url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    /// The paths of the committed edits.
    pub(crate) fn commits(&self) -> Vec<String> {
        let commits = self.shared.commits.lock();
        commits.expect("the lock is not poisoned").clone()
    }

    /// Shuts down the server's half of all connections.
    pub(crate) fn half_close(&self) {
        self.disturb(|stream| stream.shutdown(Shutdown::Write));
    }

    /// Sends a response on all connections that no request has asked for.
    pub(crate) fn send_stray_response(&self) {
        let body = r#"{"success":true,"result":{"id":"stray"}}"#;
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.disturb(|mut stream| stream.write_all(response.as_bytes()));
    }

    /// Does something to all connections, between two requests.
    fn disturb(&self, action: impl Fn(&TcpStream) -> std::io::Result<()>) {
        let mut idle = self.shared.idle.lock().expect("the lock is not poisoned");
        for stream in idle.drain(..) {
            // The client may have closed it.
            let _ = action(&stream);
        }
    }

    /// Waits until the client has closed `number` stalled connections.
    pub(crate) fn await_abandoned(&self, number: usize) {
        while self.shared.abandoned.load(Ordering::SeqCst) < number {
            thread::yield_now();
        }
    }
}

impl Drop for FaultyServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the accepting thread.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn handle_connection(
        &self,
        mut stream: TcpStream,
        fault: &FaultyResponse,
    ) -> std::io::Result<()> {
        if fault.ending == Ending::ResetBeforeReading {
            // Closing a connection with unread bytes resets it.
            stream.peek(&mut [0])?;
            return Ok(());
        }
        if fault.ending == Ending::KeepAlive {
            let idle = stream.try_clone()?;
            self.idle
                .lock()
                .expect("the lock is not poisoned")
                .push(idle);
        }
        while let Some(request) = peek(&stream)? {
            let path = path_of(&request);
            if !fault.is_refusal() {
                self.commit(&path, fault.after_commits);
            }
            let unread = usize::from(fault.ending == Ending::Reset);
            stream.read_exact(&mut vec![0; request.len() - unread])?;
            let bytes = replace(&fault.bytes, "{path}", &path);
            let body = bytes.windows(4).position(|it| it == b"\r\n\r\n");
            let length = bytes.len() - body.map_or(0, |at| at + 4);
            stream.write_all(&replace(&bytes, "{length}", &length.to_string()))?;
            match fault.ending {
                Ending::KeepAlive => {}
                Ending::Stall => {
                    while stream.read(&mut [0])? > 0 {}
                    self.abandoned.fetch_add(1, Ordering::SeqCst);
                }
                Ending::Drip => return drip(stream),
                Ending::Close | Ending::Reset | Ending::ResetBeforeReading => return Ok(()),
            }
        }
        Ok(())
    }

    fn commit(&self, path: &str, after_commits: usize) {
        let mut commits = self.commits.lock().expect("the lock is not poisoned");
        commits.push(path.to_owned());
        self.has_committed.notify_all();
        let is_early = |commits: &mut Vec<String>| commits.len() < after_commits;
        let outcome = self.has_committed.wait_while(commits, is_early);
        drop(outcome.expect("the lock is not poisoned"));
    }
}

/// Like `str::replace`, for bytes that need not be UTF-8.
fn replace(bytes: &[u8], place: &str, value: &str) -> Vec<u8> {
    let mut replaced = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'{') {
        let (before, after) = rest.split_at(at);
        replaced.extend(before);
        if let Some(after) = after.strip_prefix(place.as_bytes()) {
            replaced.extend(value.as_bytes());
            rest = after;
        } else {
            replaced.push(b'{');
            rest = &after[1..];
        }
    }
    replaced.extend(rest);
    replaced
}

/// Sends single bytes until the client closes the connection.
fn drip(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(10)))?;
    loop {
        stream.write_all(b" ")?;
        if let Ok(0) = stream.read(&mut [0]) {
            return Ok(());
        }
    }
}

/// Waits for a whole request, without reading it.
fn peek(stream: &TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let length = stream.peek(&mut buffer)?;
        if length == 0 {
            return Ok(None);
        }
        if let Some(end) = end_of_request(&buffer[..length]) {
            buffer.truncate(end);
            return Ok(Some(buffer));
        }
        thread::yield_now();
    }
}

fn end_of_request(bytes: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let (head, _) = text.split_once("\r\n\r\n")?;
    let length = head.split("content-length:").nth(1)?.lines().next()?;
    let end = head.len() + 4 + length.trim().parse::<usize>().ok()?;
    (end <= bytes.len()).then_some(end)
}

fn path_of(request: &[u8]) -> String {
    let text = String::from_utf8_lossy(request);
    let target = text.split(' ').nth(1).unwrap_or_default();
    target.to_owned()
}
