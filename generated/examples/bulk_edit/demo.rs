//! A server inside this program. It applies edits like the API, and has faults.

use std::collections::HashSet;
use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use cloudflare_images::{Auth, Client, ClientBuilder};

/// The images of the demo.
pub(crate) fn ids() -> Vec<String> {
    (1..=300).map(|number| format!("image-{number}")).collect()
}

/// A client of the server, which it starts.
pub(crate) fn builder() -> Result<ClientBuilder, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base_url = format!("http://{}/client/v4", listener.local_addr()?);
    let edited = Arc::new(Mutex::new(HashSet::new()));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let edited = Arc::clone(&edited);
            thread::spawn(move || serve(stream, &edited));
        }
    });
    Ok(Client::builder()
        .auth(Auth::api_token("a-token-for-the-demo"))
        .base_url(base_url))
}

/// Answers the requests of one connection. Some fail, chosen by the number in the id.
fn serve(stream: TcpStream, edited: &Mutex<HashSet<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some(id) = request(&mut reader)? {
        let number: usize = id.trim_start_matches("image-").parse().unwrap_or_default();
        let is_first = edited
            .lock()
            .is_ok_and(|mut edited| edited.insert(id.clone()));
        let (status, headers, body) = match number % 50 {
            // Too many requests, once: the client waits and repeats the request.
            7 if is_first => (
                "429 Too Many Requests",
                "retry-after: 0\r\n",
                error(10000, "slow down"),
            ),
            // There is no such image.
            13 => ("404 Not Found", "", error(5404, "image not found")),
            // The connection breaks after the edit was applied.
            29 => return Ok(()),
            _ => ("200 OK", "", image(&id)),
        };
        write!(
            reader.get_mut(),
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
            body.len()
        )?;
    }
    Ok(())
}

/// Reads a request and returns the id of the image, or `None` at the end of the connection.
fn request(reader: &mut BufReader<TcpStream>) -> io::Result<Option<String>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default();
    let id = path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().unwrap_or_default();
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    Ok(Some(id))
}

fn image(id: &str) -> String {
    format!(
        r#"{{"success": true, "errors": [], "messages": [], "result": {{"id": "private-{id}", "requireSignedURLs": true}}}}"#
    )
}

fn error(code: i64, message: &str) -> String {
    format!(
        r#"{{"success": false, "errors": [{{"code": {code}, "message": "{message}"}}], "messages": [], "result": null}}"#
    )
}
