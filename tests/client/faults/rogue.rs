//! A server on loopback that misbehaves on purpose, and counts what it committed.
//!
//! It takes the worst view of itself: an edit is committed as soon as the last
//! byte of its body has arrived, before anything is said about it.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does to every request.
#[derive(Clone)]
pub(crate) struct Fault {
    says: Vec<u8>,
    ends: End,
    /// It says nothing before so many edits are committed.
    waits_for: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    /// It waits for the next request.
    Stays,
    /// It says nothing more, until the client has had enough.
    Stalls,
    /// It goes on with one byte at a time, until the client has had enough.
    Drips,
    /// It closes the connection.
    Closes,
    /// It says that it will say no more, and waits for the next request.
    HalfCloses,
    /// It throws the connection away.
    Resets,
    /// It throws the connection away before it has read the request.
    ResetsAtOnce,
}

impl Fault {
    pub(crate) fn says(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            says: bytes.into(),
            ends: End::Stays,
            waits_for: 0,
        }
    }

    /// A whole answer, headers and body.
    pub(crate) fn answers(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let head =
            format!("HTTP/1.1 {status} Status\r\ncontent-length: {{length}}\r\n{headers}\r\n");
        Self::says([head.as_bytes(), body.as_ref()].concat())
    }

    fn then(mut self, ends: End) -> Self {
        self.ends = ends;
        self
    }

    pub(crate) fn stalls(self) -> Self {
        self.then(End::Stalls)
    }

    pub(crate) fn drips(self) -> Self {
        self.then(End::Drips)
    }

    pub(crate) fn closes(self) -> Self {
        self.then(End::Closes)
    }

    pub(crate) fn half_closes(self) -> Self {
        self.then(End::HalfCloses)
    }

    pub(crate) fn resets(self) -> Self {
        self.then(End::Resets)
    }

    pub(crate) fn resets_at_once() -> Self {
        Self::says("").then(End::ResetsAtOnce)
    }

    /// Whether nothing but a time limit ends an attempt.
    pub(crate) fn is_slow(&self) -> bool {
        matches!(self.ends, End::Stalls | End::Drips)
    }

    /// The same, with what stands for something replaced.
    pub(crate) fn with(mut self, place: &str, value: &str) -> Self {
        self.says = replace(&self.says, place, value);
        self
    }

    /// Nothing is said before so many edits are committed.
    pub(crate) fn waits_for(mut self, commits: usize) -> Self {
        self.waits_for = commits;
        self
    }

    /// A 429 is the one answer that says that nothing was committed.
    fn refuses(&self) -> bool {
        self.says.starts_with(b"HTTP/1.1 429 ")
    }
}

/// It listens until it is dropped.
pub(crate) struct Rogue {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    commits: Mutex<Vec<String>>,
    has_committed: Condvar,
    half_closed: AtomicUsize,
    abandoned: AtomicUsize,
    is_over: AtomicBool,
}

pub(crate) fn rogue(fault: Fault) -> Rogue {
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
            // A client may hang up whenever it likes.
            let thread = small.spawn(move || drop(shared.converse(stream, &fault)));
            thread.expect("there is room for a thread");
        }
    });
    Rogue { address, shared }
}

impl Rogue {
    pub(crate) fn url(&self) -> String {
        format!("http://{}/client/v4", self.address)
    }

    /// The path of every edit that was committed.
    pub(crate) fn commits(&self) -> Vec<String> {
        let commits = self.shared.commits.lock();
        commits.expect("no thread has panicked").clone()
    }

    /// Waits until so many connections are half closed.
    pub(crate) fn await_half_closed(&self, number: usize) {
        while self.shared.half_closed.load(Ordering::SeqCst) < number {
            thread::yield_now();
        }
    }

    /// Waits until the client has hung up so often on a server that stalls.
    pub(crate) fn await_abandoned(&self, number: usize) {
        while self.shared.abandoned.load(Ordering::SeqCst) < number {
            thread::yield_now();
        }
    }
}

impl Drop for Rogue {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn converse(&self, mut stream: TcpStream, fault: &Fault) -> std::io::Result<()> {
        if fault.ends == End::ResetsAtOnce {
            // A connection with something unread in it is not closed but reset.
            stream.peek(&mut [0])?;
            return Ok(());
        }
        while let Some(request) = peek(&stream)? {
            let path = path_of(&request);
            if !fault.refuses() {
                self.commit(&path, fault.waits_for);
            }
            let unread = usize::from(fault.ends == End::Resets);
            stream.read_exact(&mut vec![0; request.len() - unread])?;
            // What a server says of an edit is about that edit.
            let says = replace(&fault.says, "{path}", &path);
            let body = says.windows(4).position(|it| it == b"\r\n\r\n");
            let length = says.len() - body.map_or(0, |at| at + 4);
            stream.write_all(&replace(&says, "{length}", &length.to_string()))?;
            match fault.ends {
                End::Stays => {}
                End::Stalls => {
                    while stream.read(&mut [0])? > 0 {}
                    self.abandoned.fetch_add(1, Ordering::SeqCst);
                }
                End::Drips => return drip(stream),
                End::Closes | End::Resets | End::ResetsAtOnce => return Ok(()),
                End::HalfCloses => {
                    stream.shutdown(Shutdown::Write)?;
                    self.half_closed.fetch_add(1, Ordering::SeqCst);
                }
            }
        }
        Ok(())
    }

    fn commit(&self, path: &str, waits_for: usize) {
        let mut commits = self.commits.lock().expect("no thread has panicked");
        commits.push(path.to_owned());
        self.has_committed.notify_all();
        let is_early = |commits: &mut Vec<String>| commits.len() < waits_for;
        let outcome = self.has_committed.wait_while(commits, is_early);
        drop(outcome.expect("no thread has panicked"));
    }
}

/// As that of `str`, for what need not be UTF-8.
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

/// Sends a byte now and then, until the client has had enough.
fn drip(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(10)))?;
    loop {
        stream.write_all(b" ")?;
        if let Ok(0) = stream.read(&mut [0]) {
            return Ok(());
        }
    }
}

/// The next request, once all of it has arrived; it stays unread.
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
