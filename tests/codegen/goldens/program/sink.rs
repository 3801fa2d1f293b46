//! A local server for large bodies.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The size of a large body: 64 MiB.
pub(crate) const SIZE: u64 = 64 << 20;

/// The difference between bytes sent and bytes received.
#[derive(Default)]
pub(crate) struct Gauge(Mutex<(u64, u64)>);

impl Gauge {
    pub(crate) fn gives(&self, bytes: usize) {
        let mut state = self.0.lock().unwrap();
        state.0 += bytes as u64;
        state.1 = state.1.max(state.0);
    }

    pub(crate) fn takes(&self, bytes: usize) {
        let mut state = self.0.lock().unwrap();
        state.0 = state.0.saturating_sub(bytes as u64);
    }

    /// The maximum number of bytes in flight.
    pub(crate) fn most(&self) -> u64 {
        self.0.lock().unwrap().1
    }
}

/// The server listens until the program ends, and reads all bodies.
pub(crate) struct Sink {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    gauge: Arc<Gauge>,
    heard: Mutex<Vec<String>>,
}

pub(crate) fn sink() -> Sink {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let state = Arc::<State>::default();
    let shared = Arc::clone(&state);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let state = Arc::clone(&shared);
            // Clients may disconnect at any time.
            thread::spawn(move || drop(state.converse(&stream)));
        }
    });
    Sink { address, state }
}

impl Sink {
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn gauge(&self) -> Arc<Gauge> {
        Arc::clone(&self.state.gauge)
    }

    /// The distinct requests since the last call of this function.
    pub(crate) fn take_heard(&self) -> String {
        let mut heard = std::mem::take(&mut *self.state.heard.lock().unwrap());
        heard.dedup();
        heard.join("\n")
    }
}

impl State {
    fn converse(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.find(|(known, _)| *known == name).map(|(_, value)| value)
        };
        let length = header("content-length").and_then(|length| length.parse::<u64>().ok());
        let is_chunked = header("transfer-encoding") == Some("chunked");
        let count = match length {
            Some(length) => self.take(&mut reader, length)?,
            None if is_chunked => self.take_chunks(&mut reader)?,
            None => 0,
        };
        let line = head.lines().next().unwrap_or_default();
        let told = match length {
            Some(length) => format!("content-length: {length}"),
            None => "chunked".to_owned(),
        };
        self.heard.lock().unwrap().push(format!("{line}: {told}, {count} bytes"));
        if line.starts_with("GET") {
            return self.give(stream);
        }
        stream.write_all(b"HTTP/1.1 204 Stored\r\nconnection: close\r\n\r\n")
    }

    fn take(&self, reader: &mut BufReader<&TcpStream>, length: u64) -> std::io::Result<u64> {
        let mut left = length;
        let mut buffer = [0; 1 << 14];
        while left > 0 {
            let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let read = reader.read(&mut buffer[..most])?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            self.gauge.takes(read);
            left -= read as u64;
        }
        Ok(length)
    }

    fn take_chunks(&self, reader: &mut BufReader<&TcpStream>) -> std::io::Result<u64> {
        let mut count = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim_end(), 16).map_err(std::io::Error::other)?;
            count += self.take(reader, size)?;
            reader.read_line(&mut line)?;
            if size == 0 {
                return Ok(count);
            }
        }
    }

    fn give(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {SIZE}\r\n\r\n")?;
        let piece = [b'x'; 1 << 14];
        for _ in 0..SIZE / piece.len() as u64 {
            self.gauge.gives(piece.len());
            stream.write_all(&piece)?;
        }
        Ok(())
    }
}
