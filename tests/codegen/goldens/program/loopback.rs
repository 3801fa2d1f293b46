//! A local server with scripted, possibly faulty responses.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A step of a scripted response.
#[derive(Clone, Copy)]
pub(crate) enum Reply {
    /// Sends these bytes.
    Says(&'static str),
    /// Sends one chunk; an empty one is the last.
    Chunk(&'static str),
    /// Closes the connection.
    Closes,
    /// Sends nothing until the client disconnects.
    Stalls,
    /// Sends a byte now and then until the client disconnects.
    Drips,
    /// Sends an endless line.
    Endless,
}

/// The server listens until the program ends.
pub(crate) struct Server {
    address: SocketAddr,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    requests: AtomicUsize,
    /// The first line of each request, and its body.
    heard: Mutex<Vec<String>>,
    hung_up: AtomicUsize,
}

/// A server that sends its responses in turn, and starts again after the last one.
pub(crate) fn loopback(replies: Vec<Vec<Reply>>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let counts = Arc::<Counts>::default();
    let (replies, counted) = (Arc::new(replies), Arc::clone(&counts));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (replies, counts) = (replies.clone(), Arc::clone(&counted));
            // Clients may disconnect at any time.
            thread::spawn(move || drop(converse(stream, &replies, &counts)));
        }
    });
    Server { address, counts }
}

impl Server {
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The number of requests.
    pub(crate) fn requests(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }

    /// The requests since the last call of this function. The next response is the first one.
    pub(crate) fn take_heard(&self) -> Vec<String> {
        self.counts.requests.store(0, Ordering::SeqCst);
        std::mem::take(&mut *self.counts.heard.lock().unwrap())
    }

    /// The next response is the first one.
    pub(crate) fn start_over(&self) {
        self.counts.requests.store(0, Ordering::SeqCst);
    }

    /// Waits until this number of clients have disconnected from a stalling server.
    pub(crate) fn await_hung_up(&self, number: usize) {
        while self.counts.hung_up.load(Ordering::SeqCst) < number {
            thread::yield_now();
        }
    }

    /// Runs an async call.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(future)
    }
}

fn converse(mut stream: TcpStream, replies: &[Vec<Reply>], counts: &Counts) -> std::io::Result<()> {
    let heard = read_request(&mut stream)?;
    counts.heard.lock().unwrap().push(heard);
    let number = counts.requests.fetch_add(1, Ordering::SeqCst);
    for reply in &replies[number % replies.len()] {
        match reply {
            Reply::Says(text) => stream.write_all(text.as_bytes())?,
            Reply::Chunk(text) => {
                write!(stream, "{:x}\r\n{text}\r\n", text.len())?;
                // So that it is sent as one packet.
                thread::sleep(Duration::from_millis(5));
            }
            Reply::Closes => return Ok(()),
            Reply::Stalls => {
                // Disconnecting with unread data is an error here.
                while matches!(stream.read(&mut [0]), Ok(1..)) {}
                counts.hung_up.fetch_add(1, Ordering::SeqCst);
            }
            Reply::Drips => loop {
                stream.write_all(b" ")?;
                thread::sleep(Duration::from_millis(20));
            },
            Reply::Endless => loop {
                write!(stream, "10000\r\n{}\r\n", "x".repeat(0x10000))?;
            },
        }
    }
    Ok(())
}

/// Reads a request, to the end of its body: its first line and its body.
fn read_request(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).to_lowercase();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse::<usize>().ok());
            let is_chunked = head.contains("transfer-encoding: chunked");
            let is_whole = match length {
                None if is_chunked => request.ends_with(b"\r\n0\r\n\r\n"),
                length => request.len() >= head.len() + 4 + length.unwrap_or(0),
            };
            if is_whole {
                let text = String::from_utf8_lossy(&request);
                let line = text.lines().next().unwrap_or_default();
                let line = line.trim_end_matches(" HTTP/1.1");
                return Ok(format!("{line} {}", &text[head.len() + 4..]).trim_end().to_owned());
            }
        }
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        request.extend_from_slice(&buffer[..read]);
    }
}
