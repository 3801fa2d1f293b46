//! What the code of the client is held to.

use std::path::{Path, PathBuf};

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Call, Client, ClientBuilder, Credentials, Error, Image, Message, Response,
    Retry, Violation, blocking,
};

use crate::client::door::ids;

#[test]
fn the_runtime_knows_no_vendor() {
    let mut files = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src/runtime"),
        &mut files,
    );
    assert!(files.len() > 20, "{files:?}");
    for file in files {
        let text = std::fs::read_to_string(&file)
            .expect("it is text")
            .to_lowercase();
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
    check::<blocking::Client>();
    check::<ClientBuilder<Client>>();
    check::<ClientBuilder<blocking::Client>>();
    check::<Edit<Client>>();
    check::<Call<blocking::Client, Image>>();
    check::<Response<Image>>();
    check::<Error>();
    check::<Auth>();
    check::<Credentials>();
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
    check(edit.options().send_with_response());
}

#[test]
fn an_error_is_as_small_as_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
