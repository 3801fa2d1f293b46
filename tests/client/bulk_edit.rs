//! The example `bulk_edit` is killed at arbitrary moments, and edits no image twice and loses none.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use serde_json::{Value, json};

/// The number of images.
const IMAGES: usize = 2_000;

/// How often the program is killed.
const KILLS: usize = 10;

/// How many calls may be in flight when it is killed.
const CONCURRENCY: usize = 8;

/// An API that counts the edits of each image.
struct Api {
    base_url: String,
    edits: Arc<Edits>,
}

#[derive(Default)]
struct Edits {
    by_image: Mutex<HashMap<String, usize>>,
    /// Notified after each edit.
    changed: Condvar,
}

impl Api {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let edits = Arc::new(Edits::default());
        let shared = Arc::clone(&edits);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let edits = Arc::clone(&shared);
                // Connections of a program that was killed break.
                thread::spawn(move || drop(serve(stream, &edits)));
            }
        });
        Self { base_url, edits }
    }

    /// Blocks until so many images are edited.
    fn wait_for(&self, images: usize) {
        let by_image = self.edits.by_image.lock().unwrap();
        let is_less = |by_image: &mut HashMap<String, usize>| by_image.len() < images;
        drop(self.edits.changed.wait_while(by_image, is_less).unwrap());
    }
}

/// Serves a connection. Of 16 images one gets a 404, one a 503 and one a broken connection before it
/// is edited, and one a broken connection after.
fn serve(stream: TcpStream, edits: &Edits) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let image = line.split(['/', ' ']).rev().nth(2).unwrap().to_owned();
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            match header.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        let fault = image.trim_start_matches("image").parse::<usize>().unwrap() % 16;
        if fault == 3 {
            return Ok(());
        }
        let (status, body) = match fault {
            1 => (404, failure("no such image")),
            2 => (503, failure("not now")),
            _ => {
                *edits
                    .by_image
                    .lock()
                    .unwrap()
                    .entry(image.clone())
                    .or_default() += 1;
                edits.changed.notify_all();
                (
                    200,
                    json!({"success": true, "result": {"id": format!("new-{image}")}, "errors": []}),
                )
            }
        };
        if fault == 4 {
            return Ok(());
        }
        let body = body.to_string();
        let head = format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        reader.get_mut().write_all((head + &body).as_bytes())?;
    }
}

fn failure(message: &str) -> Value {
    json!({"success": false, "result": null, "errors": [{"code": 1000, "message": message}]})
}

fn bulk_edit(api: &Api, folder: &Path, more: &[&str]) -> Child {
    let concurrency = CONCURRENCY.to_string();
    Command::new(env!("CARGO_BIN_EXE_bulk-edit"))
        .args(["--account", "a", "--require-signed-urls", "true"])
        .args(["--rate", "1000000", "--concurrency", &concurrency])
        .args(more)
        .arg("ids.txt")
        .current_dir(folder)
        .env("CLOUDFLARE_BASE_URL", &api.base_url)
        .env("CLOUDFLARE_API_TOKEN", "a-token-of-the-tests")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[track_caller]
fn ends(mut program: Child, code: i32) {
    let status: ExitStatus = program.wait().unwrap();
    assert_eq!(status.code(), Some(code));
}

/// The outcome of each image. There is one line for each.
#[track_caller]
fn journal(folder: &Path) -> HashMap<String, String> {
    let text = fs::read_to_string(folder.join("ids.journal.csv")).unwrap();
    let mut outcomes = HashMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let (image, new, outcome) = (fields[0], fields[1], fields[2]);
        let is_new = new == format!("new-{image}");
        assert!(is_new == (outcome == "edited"), "{line}");
        let earlier = outcomes.insert(image.to_owned(), outcome.to_owned());
        assert_eq!(earlier, None, "{image} has two lines");
    }
    outcomes
}

#[test]
fn a_run_that_is_killed_ten_times_edits_every_image_once() {
    let folder = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (0..IMAGES).map(|number| format!("image{number}")).collect();
    fs::write(folder.path().join("ids.txt"), ids.join("\n")).unwrap();
    let api = Api::start();
    for kill in 1..=KILLS {
        let mut program = bulk_edit(&api, folder.path(), &[]);
        // The images that are edited are three quarters of all.
        api.wait_for(kill * IMAGES * 3 / 4 / (KILLS + 1));
        program.kill().unwrap();
        program.wait().unwrap();
    }
    ends(bulk_edit(&api, folder.path(), &[]), 3);

    let outcomes = journal(folder.path());
    assert_eq!(outcomes.len(), IMAGES);
    let edits = api.edits.by_image.lock().unwrap().clone();
    let mut unknown = 0;
    for id in &ids {
        let edited = edits.get(id).copied().unwrap_or_default();
        match outcomes[id].as_str() {
            "edited" => assert_eq!(edited, 1, "{id}"),
            "failed" => assert_eq!(edited, 0, "{id}"),
            "unknown" => {
                assert!(edited <= 1, "{id}");
                unknown += 1;
            }
            other => panic!("{id}: {other}"),
        }
    }
    // A broken connection or a 503 leaves open whether a `PATCH` was applied. So does a kill.
    let by_faults = IMAGES / 16 * 3;
    assert!(
        unknown >= by_faults && unknown <= by_faults + KILLS * CONCURRENCY,
        "{unknown}"
    );
}

#[test]
fn failed_edits_are_tried_again_only_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ids.txt"), "image0\nimage1\nimage0\n").unwrap();
    let api = Api::start();
    ends(bulk_edit(&api, folder.path(), &[]), 1);
    let before = journal(folder.path());
    assert_eq!(
        (before["image0"].as_str(), before["image1"].as_str()),
        ("edited", "failed")
    );
    ends(bulk_edit(&api, folder.path(), &["--again", "failed"]), 1);
    assert_eq!(journal(folder.path()), before);
    assert_eq!(
        api.edits.by_image.lock().unwrap().clone(),
        HashMap::from([("image0".to_owned(), 1)])
    );
}

#[test]
fn another_run_with_the_same_journal_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ids.txt"), "image0\n").unwrap();
    let api = Api::start();
    let started = fs::File::create(folder.path().join("ids.journal.started")).unwrap();
    rustix::fs::flock(&started, rustix::fs::FlockOperation::LockExclusive).unwrap();
    ends(bulk_edit(&api, folder.path(), &[]), 1);
    assert!(api.edits.by_image.lock().unwrap().is_empty());
}
