//! Faults between calls, and many calls at once.

use std::future;
use std::pin::Pin;
use std::thread;
use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, Clock, Error, ErrorKind, Image, ImageId, Retry};
use reqwest::dns::{Name, Resolve, Resolving};
use tokio::task::{self, JoinSet};
use tokio::time;

use crate::client::faults::faulty_server::{FaultyResponse, FaultyServer, faulty_server};
use crate::client::faults::{SHORT_TIMEOUT, configure, pair, token};
use crate::client::harness::{Mode, block_on, ids};
use crate::client::secrets::CANARY;

/// The number of concurrent calls.
pub(crate) const CALLS: usize = 1_000;

/// The number of calls after each of which the server closes the connection.
pub(crate) const ROUNDS: usize = 25;

/// A response whose image id is the requested path.
fn echo_path() -> FaultyResponse {
    FaultyResponse::new(200, "", r#"{"success":true,"result":{"id":"{path}"}}"#)
}

fn client_for(server: &FaultyServer) -> Client {
    let builder = configure(Client::builder(), &server.url(), token());
    builder.build().expect("the settings are valid")
}

fn image_id(number: usize) -> ImageId {
    let id = format!("image-{number:04}").parse();
    id.expect("the value is valid")
}

async fn edit(client: Client, number: usize) -> Result<Image, Error> {
    let edit = client.images().v1().edit(&ids().0, &image_id(number));
    edit.send().await
}

fn edit_blocking(client: &Client, number: usize) -> Result<Image, Error> {
    let edit = client.images().v1().edit(&ids().0, &image_id(number));
    edit.send_blocking()
}

/// Checks that the response belongs to the request.
#[track_caller]
fn check_response(result: Result<Image, Error>, number: usize) {
    let image = result.expect("the call succeeds");
    let id = image.id.expect("it has an id").to_string();
    assert!(id.ends_with(&format!("/image-{number:04}")), "{id}");
}

#[test]
fn a_connection_that_the_server_has_closed_is_not_reused() {
    let server = faulty_server(echo_path().half_closes());
    let client = client_for(&server);
    block_on(async {
        for number in 0..ROUNDS {
            check_response(edit(client.clone(), number).await, number);
            server.await_half_closed(number + 1);
            // Lets the tasks of the connection run.
            task::yield_now().await;
        }
    });
    assert_eq!(server.commits().len(), ROUNDS);
    let server = faulty_server(echo_path().half_closes());
    let client = client_for(&server);
    for number in 0..ROUNDS {
        check_response(edit_blocking(&client, number), number);
        server.await_half_closed(number + 1);
    }
    assert_eq!(server.commits().len(), ROUNDS);
}

#[test]
fn a_cancelled_call_is_not_repeated() {
    let server = faulty_server(FaultyResponse::raw("").stalls());
    let client = client_for(&server);
    block_on(async {
        for number in 0..2 {
            let call = edit(client.clone(), number);
            let cancelled = time::timeout(SHORT_TIMEOUT, call).await;
            assert!(
                cancelled.is_err(),
                "the call is still pending: {cancelled:?}"
            );
            // The connection is closed with the call, so no other call reads its response.
            task::yield_now().await;
        }
        time::timeout(SHORT_TIMEOUT, future::pending::<()>())
            .await
            .ok();
    });
    server.await_abandoned(2);
    assert_eq!(server.commits().len(), 2);
}

/// A resolver that never answers.
struct PendingResolver;

impl Resolve for PendingResolver {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(future::pending())
    }
}

/// A client whose DNS resolver never answers. Its own limit on connecting applies.
fn client_without_dns(auth: Auth) -> Client {
    let builder = configure(Client::builder(), "https://api.example", auth)
        .no_proxy()
        .connect_timeout(SHORT_TIMEOUT)
        .retry(Retry::never())
        .reqwest(|builder| {
            let builder = builder.dns_resolver(PendingResolver);
            builder.connect_timeout(Duration::from_secs(60))
        });
    builder.build().expect("the settings are valid")
}

#[test]
fn a_dns_timeout_sends_nothing() {
    let (account, image) = ids();
    for auth in [token, pair] {
        let client = client_without_dns(auth());
        for mode in Mode::ALL {
            let outcome = mode.send(client.images().v1().edit(&account, &image));
            let error = outcome.expect_err("DNS does not answer");
            assert_eq!(error.applied(), Applied::No, "{error:?}");
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
            assert!(!format!("{error:?}").contains(CANARY), "{error:?}");
        }
    }
}

/// A clock whose delays never end.
struct StoppedClock;

impl Clock for StoppedClock {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(future::pending())
    }
}

#[test]
fn a_call_that_is_cancelled_between_attempts_is_not_repeated() {
    let server = faulty_server(FaultyResponse::new(500, "x-should-retry: true\r\n", ""));
    let client = Client::builder().auth(Auth::api_token("t"));
    let client = client.base_url(server.url()).clock(StoppedClock);
    let client = client.retry(Retry::any_method());
    let client = client.build().expect("the settings are valid");
    block_on(async {
        let cancelled = time::timeout(SHORT_TIMEOUT, edit(client, 0)).await;
        assert!(
            cancelled.is_err(),
            "the call is still pending: {cancelled:?}"
        );
    });
    assert_eq!(server.commits().len(), 1);
}

#[test]
fn a_thousand_futures_get_their_own_responses() {
    let server = faulty_server(echo_path().after_commits(CALLS));
    let client = client_for(&server);
    block_on(async {
        let mut calls = JoinSet::new();
        for number in 0..CALLS {
            let call = edit(client.clone(), number);
            calls.spawn(async move { check_response(call.await, number) });
        }
        while let Some(outcome) = calls.join_next().await {
            outcome.expect("the response belongs to the request");
        }
    });
    check_each_request_once(&server);
}

#[test]
fn a_thousand_threads_get_their_own_responses() {
    let server = faulty_server(echo_path().after_commits(CALLS));
    let client = client_for(&server);
    thread::scope(|scope| {
        for number in 0..CALLS {
            let client = client.clone();
            let small = thread::Builder::new().stack_size(512 << 10);
            let call = move || check_response(edit_blocking(&client, number), number);
            small
                .spawn_scoped(scope, call)
                .expect("there is room for a thread");
        }
    });
    check_each_request_once(&server);
}

#[track_caller]
fn check_each_request_once(server: &FaultyServer) {
    let mut commits = server.commits();
    commits.sort();
    commits.dedup();
    assert_eq!(commits.len(), CALLS);
    assert_eq!(server.commits().len(), CALLS);
}
