//! Traits and sizes of public types.

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Client, ClientBuilder, Error, ErrorEntry, Image, Message, Options, Response,
    Retry, Violation,
};

use crate::client::harness::ids;

#[test]
fn public_types_are_send_and_sync() {
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
fn a_call_can_be_spawned() {
    fn check<T: Send + 'static>(_: T) {}
    let (account, image) = ids();
    let client = Client::builder().build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    check(edit.clone().send());
    check(edit.send_with_response());
}

#[test]
fn an_error_has_the_size_of_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
