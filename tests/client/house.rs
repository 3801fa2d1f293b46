//! What the code of the client is held to.

use std::path::{Path, PathBuf};

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Client, ClientBuilder, Error, ErrorEntry, Image, Message, Options, Response,
    Retry, Violation,
};

use crate::client::door::ids;

#[test]
fn the_runtime_knows_no_vendor() {
    for file in files_of_the_runtime() {
        let text = read(&file).to_lowercase();
        for word in ["cloudflare", "cf-ray", "x-auth"] {
            assert!(
                !text.contains(word),
                "{} has the word {word}",
                file.display()
            );
        }
        let first = text.lines().next();
        assert_eq!(
            first,
            Some("// written by hand, unlike `src/api`."),
            "{}",
            file.display()
        );
    }
}

#[test]
fn the_runtime_refers_to_nothing_outside_of_it() {
    for file in files_of_the_runtime() {
        let text = read(&file);
        let code = text.lines().filter(|it| !it.trim_start().starts_with("//"));
        for line in code {
            let paths = line.split("crate::").skip(1);
            let is_inside = paths.into_iter().all(|path| path.starts_with("runtime"));
            assert!(is_inside, "{}: {line}", file.display());
            let is_its_own = !line.contains("CARGO_PKG_");
            assert!(is_its_own, "{}: {line}", file.display());
        }
    }
}

fn files_of_the_runtime() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src/runtime");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    assert!(files.len() > 20, "{files:?}");
    files
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("it is text")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("it is a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn public_types_can_go_to_any_thread() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Client>();
    check::<ClientBuilder>();
    check::<Edit>();
    check::<Options>();
    check::<Response<Image>>();
    check::<Error>();
    check::<ErrorEntry>();
    check::<Auth>();
    check::<Retry>();
    check::<Violation>();
    check::<Image>();
    check::<Message>();
    check::<AccountId>();
}

#[test]
fn a_call_on_its_way_can_be_spawned() {
    fn check<T: Send + 'static>(_: T) {}
    let (account, image) = ids();
    let client = Client::builder().build().expect("it is complete");
    let edit = client.images().v1().edit(&account, &image);
    check(edit.clone().send());
    check(edit.send_with_response());
}

#[test]
fn an_error_is_as_small_as_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
