//! What goes wrong between calls, and between many of them.

use std::future;
use std::pin::Pin;
use std::thread;
use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, Clock, Error, ErrorKind, Image, ImageId, Retry};
use reqwest::dns::{Name, Resolve, Resolving};
use tokio::task::{self, JoinSet};
use tokio::time;

use crate::client::door::{Way, block_on, ids};
use crate::client::faults::rogue::{Fault, Rogue, rogue};
use crate::client::faults::{PATIENCE, configure, pair, token};
use crate::client::secrets::CANARY;

/// So many calls are on their way at once.
pub(crate) const CALLS: usize = 1_000;

/// How often a call meets a connection that has just been closed.
pub(crate) const ROUNDS: usize = 25;

/// An answer whose id is the path that was asked for.
fn echo() -> Fault {
    Fault::answers(200, "", r#"{"success":true,"result":{"id":"{path}"}}"#)
}

fn client_of(server: &Rogue) -> Client {
    let builder = configure(Client::builder(), &server.url(), token());
    builder.build().expect("it is complete")
}

fn image_id(number: usize) -> ImageId {
    let id = format!("image-{number:04}").parse();
    id.expect("it can be sent")
}

async fn edit(client: Client, number: usize) -> Result<Image, Error> {
    let edit = client.images().v1().edit(&ids().0, &image_id(number));
    edit.send().await
}

fn edit_and_wait(client: &Client, number: usize) -> Result<Image, Error> {
    let edit = client.images().v1().edit(&ids().0, &image_id(number));
    edit.send_blocking()
}

/// Each call has the answer to its own request.
#[track_caller]
fn check_own(result: Result<Image, Error>, number: usize) {
    let image = result.expect("there is an image");
    let id = image.id.expect("it has an id").to_string();
    assert!(id.ends_with(&format!("/image-{number:04}")), "{id}");
}

#[test]
fn a_connection_that_the_server_has_closed_is_not_taken_again() {
    let server = rogue(echo().half_closes());
    let client = client_of(&server);
    block_on(async {
        for number in 0..ROUNDS {
            check_own(edit(client.clone(), number).await, number);
            server.await_half_closed(number + 1);
            // Others have their turn between two calls.
            task::yield_now().await;
        }
    });
    assert_eq!(server.commits().len(), ROUNDS);
    let server = rogue(echo().half_closes());
    let client = client_of(&server);
    for number in 0..ROUNDS {
        check_own(edit_and_wait(&client, number), number);
        server.await_half_closed(number + 1);
    }
    assert_eq!(server.commits().len(), ROUNDS);
}

#[test]
fn a_cancelled_call_is_not_made_again() {
    let server = rogue(Fault::says("").stalls());
    let client = client_of(&server);
    block_on(async {
        for number in 0..2 {
            let call = edit(client.clone(), number);
            let cancelled = time::timeout(PATIENCE, call).await;
            assert!(cancelled.is_err(), "it was on its way: {cancelled:?}");
            // The connection goes with the call: nobody reads the answer of another.
            task::yield_now().await;
        }
        time::timeout(PATIENCE, future::pending::<()>()).await.ok();
    });
    server.await_abandoned(2);
    assert_eq!(server.commits().len(), 2);
}

/// Never finds the address of a name.
struct Unanswered;

impl Resolve for Unanswered {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(future::pending())
    }
}

/// A client that asks for an address in vain. Its own limit on connecting counts.
fn lost(auth: Auth) -> Client {
    let builder = configure(Client::builder(), "https://api.example", auth)
        .no_proxy()
        .connect_timeout(PATIENCE)
        .retry(Retry::never())
        .reqwest(|builder| {
            let builder = builder.dns_resolver(Unanswered);
            builder.connect_timeout(Duration::from_secs(60))
        });
    builder.build().expect("it is complete")
}

#[test]
fn a_name_that_is_not_resolved_in_time_has_sent_nothing() {
    let (account, image) = ids();
    for auth in [token, pair] {
        let client = lost(auth());
        for way in Way::BOTH {
            let outcome = way.send(client.images().v1().edit(&account, &image));
            let error = outcome.expect_err("the API has no address");
            assert_eq!(error.applied(), Applied::No, "{error:?}");
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
            assert!(!format!("{error:?}").contains(CANARY), "{error:?}");
        }
    }
}

/// A clock whose waits do not end.
struct Stopped;

impl Clock for Stopped {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(future::pending())
    }
}

#[test]
fn a_call_that_is_cancelled_while_it_waits_is_not_made_again() {
    let server = rogue(Fault::answers(500, "x-should-retry: true\r\n", ""));
    let client = Client::builder().auth(Auth::api_token("t"));
    let client = client.base_url(server.url()).clock(Stopped);
    let client = client.retry(Retry::any_method());
    let client = client.build().expect("it is complete");
    block_on(async {
        let cancelled = time::timeout(PATIENCE, edit(client, 0)).await;
        assert!(cancelled.is_err(), "it was waiting: {cancelled:?}");
    });
    assert_eq!(server.commits().len(), 1);
}

#[test]
fn a_thousand_futures_each_get_their_own_answer() {
    let server = rogue(echo().waits_for(CALLS));
    let client = client_of(&server);
    block_on(async {
        let mut calls = JoinSet::new();
        for number in 0..CALLS {
            let call = edit(client.clone(), number);
            calls.spawn(async move { check_own(call.await, number) });
        }
        while let Some(outcome) = calls.join_next().await {
            outcome.expect("the answer is its own");
        }
    });
    check_each_once(&server);
}

#[test]
fn a_thousand_threads_each_get_their_own_answer() {
    let server = rogue(echo().waits_for(CALLS));
    let client = client_of(&server);
    thread::scope(|scope| {
        for number in 0..CALLS {
            let client = client.clone();
            let small = thread::Builder::new().stack_size(512 << 10);
            let call = move || check_own(edit_and_wait(&client, number), number);
            small
                .spawn_scoped(scope, call)
                .expect("there is room for a thread");
        }
    });
    check_each_once(&server);
}

#[track_caller]
fn check_each_once(server: &Rogue) {
    let mut commits = server.commits();
    commits.sort();
    commits.dedup();
    assert_eq!(commits.len(), CALLS);
    assert_eq!(server.commits().len(), CALLS);
}
