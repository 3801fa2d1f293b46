//! Publishes a release with a file.
//!
//!     cargo run -p github-releases --example publish_release -- --help
//!     cargo run -p github-releases --example publish_release -- --demo

use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread;

use github_releases::{Auth, Client, Contents, Release, ReleaseAsset};
use lexopt::prelude::*;

const USAGE: &str = "\
Publishes a release with a file.

Usage:
    publish_release [OPTIONS] OWNER REPO TAG FILE
    publish_release [OPTIONS] --demo

Options:
    --notes TEXT         set the description; by default GitHub generates it
    --content-type TYPE  set the media type of the file
    --demo               call a server inside this program, without credentials
    --help               print this

The token is read from GITHUB_TOKEN. It requires the permission \"Contents\" (write).
";

/// The arguments of the program.
#[derive(Default)]
struct Arguments {
    /// The owner, the repository, the tag and the file.
    positional: Vec<String>,
    notes: Option<String>,
    content_type: Option<String>,
    demo: bool,
    help: bool,
}

#[allow(dead_code, reason = "a test includes this file")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    run(lexopt::Parser::from_env(), &mut io::stdout()).await
}

/// Runs the program.
pub(crate) async fn run(
    parser: lexopt::Parser,
    output: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse(parser)?;
    if arguments.help {
        write!(output, "{USAGE}")?;
        return Ok(());
    }
    if !arguments.demo {
        let (release, asset) = publish(&Client::from_env()?, &arguments).await?;
        return Ok(print(output, &release, &asset)?);
    }
    let (client, server) = demo_server()?;
    let (release, asset) = publish(&client, &arguments).await?;
    let received = server.join().map_err(|_| "the server has panicked")??;
    write!(output, "The server received:\n{received}")?;
    Ok(print(output, &release, &asset)?)
}

/// Creates a draft, uploads the file, and publishes the draft, so that nobody sees the release
/// without its file.
async fn publish(
    client: &Client,
    arguments: &Arguments,
) -> Result<(Release, ReleaseAsset), Box<dyn Error>> {
    let [owner, repo, tag, file] = arguments.positional.as_slice() else {
        return Err("OWNER, REPO, TAG and FILE are required; see --help".into());
    };
    let file = PathBuf::from(file);
    let contents = Contents::open(&file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();

    let releases = client.releases();
    let draft = releases
        .create(owner, repo, tag)
        .draft(true)
        .body(arguments.notes.clone())
        .generate_release_notes(arguments.notes.is_none())
        .send()
        .await?;
    let asset = releases
        .assets()
        .upload(owner, repo, draft.id, &name, contents)
        .content_type(arguments.content_type.clone())
        .send()
        .await?;
    let release = releases.update(owner, repo, draft.id).draft(false);
    Ok((release.send().await?, asset))
}

fn print(output: &mut impl Write, release: &Release, asset: &ReleaseAsset) -> io::Result<()> {
    writeln!(output, "{} is published:", release.tag_name)?;
    writeln!(output, "    {}", release.html_url)?;
    writeln!(
        output,
        "    {} ({} bytes)",
        asset.browser_download_url, asset.size
    )
}

impl Arguments {
    fn parse(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut arguments = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("notes") => arguments.notes = Some(parser.value()?.string()?),
                Long("content-type") => arguments.content_type = Some(parser.value()?.string()?),
                Long("demo") => arguments.demo = true,
                Long("help") | Short('h') => arguments.help = true,
                Value(value) => arguments.positional.push(value.string()?),
                _ => return Err(argument.unexpected()),
            }
        }
        if arguments.demo && arguments.positional.is_empty() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
            arguments.positional = ["octocat", "Hello-World", "v1.0.0", file]
                .map(str::to_owned)
                .into();
        }
        Ok(arguments)
    }
}

type DemoServer = thread::JoinHandle<io::Result<String>>;

/// A server inside this program, which handles the three calls and returns what it has received,
/// and a client of it.
fn demo_server() -> Result<(Client, DemoServer), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    // It replaces the server for uploads, too.
    let base_url = format!("http://{}", listener.local_addr()?);
    let server = thread::spawn(move || {
        let responses = [release(true), ASSET.to_owned(), release(false)];
        // The responses come first, so that no further connection is awaited.
        let exchanges = responses.iter().zip(listener.incoming());
        let received = exchanges.map(|(response, stream)| handle(stream?, response));
        received.collect()
    });
    let client = Client::builder()
        .auth(Auth::token("a-token-for-the-demo"))
        .base_url(base_url)
        .build()?;
    Ok((client, server))
}

/// Reads a request, sends the response, and closes the connection.
fn handle(stream: TcpStream, response: &str) -> io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut received = Vec::new();
    let mut body_length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        let shown = match name {
            "authorization" => "authorization: [redacted]",
            "content-length" => {
                body_length = value.parse().unwrap_or_default();
                line
            }
            _ => line,
        };
        received.push(format!("    {shown}\n"));
    }
    let mut body = vec![0; body_length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body);
    received.push(format!(
        "\n    {}\n\n",
        body.lines().next().unwrap_or_default()
    ));
    let length = response.len();
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n";
    let head = format!("{head}content-length: {length}\r\n\r\n");
    reader.get_mut().write_all((head + response).as_bytes())?;
    Ok(received.concat())
}

/// The release of the demo.
fn release(is_draft: bool) -> String {
    let published_at = if is_draft {
        "null"
    } else {
        r#""2013-02-27T19:35:32Z""#
    };
    format!(
        r#"{{
  "id": 1,
  "html_url": "https://github.com/octocat/Hello-World/releases/v1.0.0",
  "upload_url": "https://uploads.github.com/repos/octocat/Hello-World/releases/1/assets{{?name,label}}",
  "tag_name": "v1.0.0",
  "target_commitish": "master",
  "name": "v1.0.0",
  "body": "Description of the release",
  "draft": {is_draft},
  "prerelease": false,
  "created_at": "2013-02-27T19:35:32Z",
  "published_at": {published_at},
  "author": {USER},
  "assets": []
}}"#
    )
}

/// The asset of the demo.
const ASSET: &str = r#"{
  "id": 1,
  "name": "Cargo.toml",
  "label": null,
  "state": "uploaded",
  "content_type": "application/octet-stream",
  "size": 1024,
  "digest": null,
  "download_count": 0,
  "browser_download_url": "https://github.com/octocat/Hello-World/releases/download/v1.0.0/Cargo.toml",
  "created_at": "2013-02-27T19:35:32Z",
  "updated_at": "2013-02-27T19:35:32Z",
  "uploader": null
}"#;

const USER: &str = r#"{ "id": 1, "login": "octocat", "html_url": "https://github.com/octocat" }"#;
