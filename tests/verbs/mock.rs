//! `cargo xtask mock`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use cloudflare_images::{AccountId, Auth, Client, Error, Image, ImageId, Options};
use openapi_fragment::{Context, Status};
use serde_json::Value;

use super::Workspace;

/// Sends what is written to a channel.
struct Sender(mpsc::Sender<Vec<u8>>);

impl Write for Sender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(bytes.to_vec());
        sent.map(|()| bytes.len()).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Serves our client, and returns the address. The server ends with the tests.
fn start(folder: PathBuf) -> String {
    let (sender, written) = mpsc::channel();
    thread::spawn(move || {
        let mut stderr = io::sink();
        let mut stdout = Sender(sender);
        let mut context = Context::new(folder, &mut stdout, &mut stderr);
        let args = ["xtask", "mock"].map(OsString::from);
        openapi_fragment::run(args, &mut context)
    });
    let mut text = String::new();
    while !text.ends_with('\n') {
        let bytes = written.recv().expect("it prints the address");
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text.trim_end().to_owned()
}

fn edit(url: &str, auth: Option<Auth>, options: Options) -> Result<Image, Error> {
    let builder = Client::builder().base_url(url);
    let builder = match auth {
        Some(auth) => builder.auth(auth),
        None => builder.anonymous(),
    };
    let account: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse()?;
    // The specification limits ids to 32 characters, and its example has 36.
    let image: ImageId = "107b9558dd064bbd5fef9c2c16bb7901".parse()?;
    let client = builder.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    edit.options(options).send_blocking()
}

#[test]
fn a_mock_responds_to_the_client_and_explains_what_is_wrong() {
    let workspace = Workspace::new();
    let url = start(workspace.path().to_owned());
    let token = || Some(Auth::api_token("t"));
    for url in [url.clone(), format!("{url}/client/v4")] {
        let image = edit(&url, token(), Options::new()).expect("it is valid");
        assert_eq!(image.filename.as_deref(), Some("logo.png"));
    }
    let invalid = Options::new().body_field("requireSignedURLs", "yes");
    let cases = [
        (
            None,
            Options::new(),
            401,
            "credentials are missing: `API Token` or",
        ),
        (
            token(),
            invalid,
            400,
            "invalid at `/requireSignedURLs`: the string `yes`",
        ),
        (
            token(),
            Options::new().header("prefer", "code=404"),
            404,
            "",
        ),
    ];
    for (auth, options, status, message) in cases {
        let error = edit(&url, auth, options).expect_err("it is refused");
        assert_eq!(error.status().map(|it| it.as_u16()), Some(status));
        assert!(error.to_string().contains(message), "{error}");
    }
    let missing = reqwest::blocking::get(format!("{url}/dogs")).expect("it responds");
    assert_eq!(missing.status(), 404);
    let body: Value = serde_json::from_slice(&missing.bytes().expect("it is whole")).unwrap();
    assert_eq!(
        body["errors"][0]["message"],
        "no operation has the path `/dogs`"
    );
}

#[test]
fn a_port_in_use_is_reported() {
    let workspace = Workspace::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = workspace.xtask(&["mock", "--port", &port]);
    ran.fails(Status::Failure, &format!("cannot use the port {port}"));
}

#[test]
fn a_specification_with_errors_is_not_served() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "openapi: 3.1.0\n");
    let ran = workspace.xtask(&["mock", "--spec", "pets.yaml"]);
    ran.fails(Status::Failure, "pets.yaml cannot be served");
}
