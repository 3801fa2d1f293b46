//! The server, in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::RESPONSE;

/// The process of the server, which ends with this value.
pub(crate) struct Server {
    pub(crate) url: String,
    process: Child,
}

impl Server {
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("the program has a path");
        let mut process = Command::new(program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let output = process.stdout.take().expect("it is piped");
        let mut url = String::new();
        let read = BufReader::new(output).read_line(&mut url);
        read.expect("the server prints its URL");
        let url = url.trim().to_owned();
        Self { url, process }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Responds to each request with [`RESPONSE`], until the standard input ends.
pub(crate) fn serve() {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    crate::current_thread().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        println!("http://{address}");
        std::io::stdout().flush().expect("the parent reads it");
        loop {
            let (stream, _) = listener.accept().await.expect("there are descriptors left");
            tokio::spawn(respond(stream));
        }
    });
}

async fn respond(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let length = RESPONSE.len();
    let response = format!(
        "HTTP/1.1 200 OK\r\ndate: Thu, 02 Jan 2014 02:20:00 GMT\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\ncf-ray: 8f2b3c4d5e6f7a8b-FRA\r\nserver: bench\r\n\r\n{RESPONSE}"
    );
    let mut request = Vec::new();
    loop {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
        // Each request fits into the buffer of the socket, and ends with its JSON.
        if request.ends_with(b"}") {
            request.clear();
            stream.write_all(response.as_bytes()).await?;
        }
    }
}
