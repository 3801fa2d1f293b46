//! Faults between calls, and many calls at once.

use std::future;
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use cloudflare_images::{
    Applied, Auth, Client, ClientBuilder, Clock, Error, ErrorKind, Image, ImageId, Options, Retry,
};
use reqwest::dns::{Name, Resolve, Resolving};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, JoinSet};
use tokio::time;

use crate::client::faults::faulty_server::{FaultyResponse, FaultyServer, faulty_server};
use crate::client::faults::{SHORT_TIMEOUT, configure, pair, token};
use crate::client::harness::{Mode, block_on, ids};
use crate::client::secrets::CANARY;

/// The number of concurrent calls.
pub(crate) const CALLS: usize = 1_000;

/// The number of calls after each of which something happens to the connection.
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

/// An event on a connection between two calls.
pub(crate) const DISTURBANCES: [fn(&FaultyServer); 2] =
    [FaultyServer::half_close, FaultyServer::send_stray_response];

/// Makes calls in turn, and disturbs all connections after each.
type MakeCalls = fn(Client, Arc<FaultyServer>, fn(&FaultyServer));

/// Programs that do not poll sockets between two calls.
pub(crate) const PROGRAMS: [MakeCalls; 5] = [
    |client, server, disturb| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("the runtime starts");
        for number in 0..ROUNDS {
            check_response(runtime.block_on(edit(client.clone(), number)), number);
            disturb(&server);
        }
    },
    |client, server, disturb| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("the runtime starts");
        runtime.block_on(edit_in_turn(client, server, disturb));
    },
    // The only worker never waits for I/O.
    |client, server, disturb| {
        let runtime = one_worker();
        let task = runtime.spawn(edit_in_turn(client, server, disturb));
        runtime.block_on(task).expect("no panic");
    },
    // The calls are polled outside of the worker.
    |client, server, disturb| one_worker().block_on(edit_in_turn(client, server, disturb)),
    |client, server, disturb| {
        for number in 0..ROUNDS {
            check_response(edit_blocking(&client, number), number);
            disturb(&server);
        }
    },
];

fn one_worker() -> Runtime {
    let mut runtime = Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build();
    runtime.expect("the runtime starts")
}

async fn edit_in_turn(client: Client, server: Arc<FaultyServer>, disturb: fn(&FaultyServer)) {
    for number in 0..ROUNDS {
        check_response(edit(client.clone(), number).await, number);
        disturb(&server);
    }
}

#[test]
fn a_connection_that_was_closed_or_disturbed_is_not_reused() {
    for disturb in DISTURBANCES {
        for make_calls in PROGRAMS {
            let server = Arc::new(faulty_server(echo_path()));
            make_calls(client_for(&server), Arc::clone(&server), disturb);
            assert_eq!(server.commits().len(), ROUNDS);
        }
    }
}

#[test]
fn a_runtime_does_not_use_the_connections_of_another() {
    let server = faulty_server(echo_path());
    let client = client_for(&server);
    let mut runtimes = Vec::new();
    for number in 0..3 {
        // Each has an idle connection, which nothing drives from then on.
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("the runtime starts");
        check_response(runtime.block_on(edit(client.clone(), number)), number);
        check_response(block_on(edit(client.clone(), number)), number);
        runtimes.push(runtime);
    }
    check_response(edit_blocking(&client, 3), 3);
    check_response(runtimes[0].block_on(edit(client, 4)), 4);
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

/// A client that never connects.
fn unconnected(
    auth: Auth,
    url: &str,
    configure_client: impl Fn(ClientBuilder) -> ClientBuilder,
) -> Client {
    let builder = configure(Client::builder(), url, auth);
    let builder = configure_client(builder.no_proxy().retry(Retry::never()));
    builder.build().expect("the settings are valid")
}

fn without_dns(builder: ClientBuilder) -> ClientBuilder {
    builder.reqwest(|builder| {
        let builder = builder.dns_resolver(PendingResolver);
        builder.connect_timeout(Duration::from_secs(60))
    })
}

/// Checks that a call times out before anything is sent.
#[track_caller]
fn check_unsent(client: &Client, options: &Options) {
    let (account, image) = ids();
    for mode in Mode::ALL {
        let edit = client.images().v1().edit(&account, &image);
        let outcome = mode.send(edit.options(options.clone()));
        let error = outcome.expect_err("there is no connection");
        assert_eq!(error.applied(), Applied::No, "{error:?}");
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
        assert!(!format!("{error:?}").contains(CANARY), "{error:?}");
    }
}

#[test]
fn a_dns_timeout_sends_nothing() {
    let short = |builder| without_dns(builder).connect_timeout(SHORT_TIMEOUT);
    for auth in [token, pair] {
        let client = unconnected(auth(), "https://api.example", short);
        check_unsent(&client, &Options::new());
    }
}

#[test]
fn a_timeout_that_ends_connecting_sends_nothing() {
    let client = unconnected(token(), "https://api.example", without_dns);
    check_unsent(&client, &Options::new().timeout(SHORT_TIMEOUT));
    check_unsent(&client, &Options::new().deadline(SHORT_TIMEOUT));
    // Accepts connections, and never agrees on TLS.
    let silent = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = silent.local_addr().expect("a listener has an address");
    let client = unconnected(token(), &format!("https://{address}"), |builder| builder);
    check_unsent(&client, &Options::new().timeout(SHORT_TIMEOUT));
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
