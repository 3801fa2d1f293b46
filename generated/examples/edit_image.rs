//! Edits an image and prints the result.
//!
//!     cargo run -p cloudflare-images --example edit_image -- --help
//!     cargo run -p cloudflare-images --example edit_image -- --demo

use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;

use cloudflare_images::{AccountId, Auth, Client, Image, ImageId};
use lexopt::prelude::*;

const USAGE: &str = "\
Edits an image and prints the result.

Usage:
    edit_image [OPTIONS] ACCOUNT_ID IMAGE_ID
    edit_image [OPTIONS] --demo

Options:
    --creator TEXT                    set the creator
    --metadata KEY=VALUE              set a key of the metadata; may be repeated
    --require-signed-urls true|false  set whether the image requires signed URLs
    --demo                            call a server inside this program, without credentials
    --help                            print this

The credentials are read from CLOUDFLARE_API_TOKEN, or from CLOUDFLARE_EMAIL and
CLOUDFLARE_API_KEY. They require the permission \"Images Write\".
";

/// The example response of the specification.
const RESPONSE: &str = r#"{
  "errors": [],
  "messages": [],
  "result": {
    "id": "107b9558dd064bbd5fef9c2c16bb7900",
    "creator": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
    "filename": "logo.png",
    "meta": {
      "key": "value"
    },
    "requireSignedURLs": true,
    "uploaded": "2014-01-02T02:20:00.123Z",
    "variants": [
      "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/thumbnail",
      "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/hero",
      "https://imagedelivery.net/MTt4OTd0b0w5aj/107b9558-dd06-4bbd-5fef-9c2c16bb7900/original"
    ]
  },
  "success": true
}"#;

/// The arguments of the program.
#[derive(Default)]
struct Arguments {
    ids: Vec<String>,
    creator: Option<String>,
    metadata: Vec<(String, String)>,
    require_signed_urls: Option<bool>,
    demo: bool,
    help: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = match Arguments::parse(lexopt::Parser::from_env()) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("error: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if arguments.help {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match run(arguments).await {
        Ok(image) => {
            print_image(&image);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<Image, Box<dyn Error>> {
    let client = if arguments.demo {
        demo_client()?
    } else {
        Client::from_env()?
    };
    let account: AccountId = arguments.ids[0].parse()?;
    let image: ImageId = arguments.ids[1].parse()?;

    // A property that is absent keeps its value. `None` leaves it absent.
    let mut edit = client
        .images()
        .v1()
        .edit(&account, &image)
        .creator(arguments.creator)
        .require_signed_urls(arguments.require_signed_urls);
    if !arguments.metadata.is_empty() {
        edit = edit.metadata(arguments.metadata);
    }
    Ok(edit.send().await?)
}

impl Arguments {
    fn parse(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut arguments = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("creator") => arguments.creator = Some(parser.value()?.string()?),
                Long("metadata") => {
                    let pair = parser.value()?.string()?;
                    let (key, value) = pair
                        .split_once('=')
                        .ok_or("--metadata requires KEY=VALUE")?;
                    arguments.metadata.push((key.to_owned(), value.to_owned()));
                }
                Long("require-signed-urls") => {
                    arguments.require_signed_urls = Some(parser.value()?.parse()?);
                }
                Long("demo") => arguments.demo = true,
                Long("help") | Short('h') => arguments.help = true,
                Value(id) => arguments.ids.push(id.string()?),
                _ => return Err(argument.unexpected()),
            }
        }
        if arguments.demo && arguments.changes_nothing() {
            arguments.require_signed_urls = Some(true);
            arguments.metadata = vec![("source".to_owned(), "catalog-42".to_owned())];
        }
        if arguments.demo && arguments.ids.is_empty() {
            arguments.ids = [
                "023e105f4ecef8ad9ca31a8372d0c353",
                "107b9558dd064bbd5fef9c2c16bb7900",
            ]
            .map(str::to_owned)
            .into();
        }
        if arguments.ids.len() != 2 && !arguments.help {
            return Err("an account id and an image id are required".into());
        }
        Ok(arguments)
    }

    fn changes_nothing(&self) -> bool {
        self.creator.is_none() && self.metadata.is_empty() && self.require_signed_urls.is_none()
    }
}

fn print_image(image: &Image) {
    println!("The image is now:");
    if let Some(id) = &image.id {
        println!("    id        {id}");
    }
    if let Some(creator) = &image.creator {
        println!("    creator   {creator}");
    }
    if let Some(filename) = &image.filename {
        println!("    filename  {filename}");
    }
    for (key, value) in image.meta.iter().flatten() {
        println!("    meta      {key} = {value}");
    }
    if let Some(require_signed_urls) = image.require_signed_urls {
        let who = if require_signed_urls {
            "those with a signed URL"
        } else {
            "everyone"
        };
        println!("    seen by   {who}");
    }
    if let Some(uploaded) = &image.uploaded {
        println!("    uploaded  {uploaded}");
    }
    for variant in image.variants.iter().flatten() {
        println!("    variant   {variant}");
    }
}

/// A client of a server inside this program, which handles one request.
fn demo_client() -> Result<Client, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base_url = format!("http://{}/client/v4", listener.local_addr()?);
    thread::spawn(move || {
        let handled = listener.accept().and_then(|(stream, _)| handle(stream));
        if let Err(error) = handled {
            eprintln!("the server inside this program has failed: {error}");
        }
    });
    Ok(Client::builder()
        .auth(Auth::api_token("a-token-for-the-demo"))
        .base_url(base_url)
        .build()?)
}

fn handle(stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut body_length = 0;
    println!("The server received:");
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        match line.split_once(": ") {
            Some((name, _)) if name.eq_ignore_ascii_case("authorization") => {
                println!("    {name}: [redacted]");
            }
            _ => println!("    {line}"),
        }
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("content-length")
        {
            body_length = value.parse().unwrap_or_default();
        }
    }
    let mut body = vec![0; body_length];
    reader.read_exact(&mut body)?;
    println!("\n    {}\n", String::from_utf8_lossy(&body));
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        RESPONSE.len()
    );
    reader.get_mut().write_all((head + RESPONSE).as_bytes())
}
