//! Custom transports, custom HTTP clients, and blocking calls in async code.

use std::future::Future;
use std::net::SocketAddr;
use std::panic;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::{Request, Response};
use cloudflare_images::{
    Applied, Auth, AuthRequest, Client, Clock, Error, ErrorKind, Image, Limits, Transport,
    TransportError,
};
use reqwest::Proxy;
use reqwest::redirect::Policy;
use tokio::task::coop::unconstrained;

use crate::client::harness::{
    FakeClock, Mode, TARGET, TOKEN, block_on, documented_response, edit, failure, ids, ok, stub,
};
use crate::client::logs::log_of;
use crate::client::server::{MockResponse, serve};

#[path = "../../generated/examples/wrap_transport.rs"]
mod wrap_transport;

use wrap_transport::Signed;

/// Sends one edit in both modes, with this transport.
fn edit_with(
    respond: fn(&Request<Bytes>, Limits) -> Result<Response<Bytes>, TransportError>,
) -> [Result<Image, Error>; 2] {
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .clock(FakeClock::default())
        .transport(stub(respond));
    let client = client.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    // Custom transports and clocks may need no runtime.
    let first = poll_without_runtime(edit.clone().send());
    [first, edit.send_blocking()]
}

fn poll_without_runtime<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn a_custom_transport_gets_the_whole_request() {
    let results = edit_with(|request, limits| {
        assert_eq!(request.method(), "PATCH");
        assert_eq!(request.uri().scheme_str(), Some("https"));
        assert!(request.headers()["authorization"].is_sensitive());
        assert_eq!(limits.timeout.as_secs(), 60);
        assert_eq!(limits.body, 8 << 20);
        Ok(Response::new(documented_response().to_string().into()))
    });
    for result in results {
        assert_eq!(
            result.expect("the call succeeds").filename.as_deref(),
            Some("logo.png")
        );
    }
}

#[test]
fn a_request_that_a_custom_transport_did_not_send_is_repeated() {
    for result in edit_with(|_, _| Err(TransportError::timeout().unsent())) {
        let error = result.expect_err("there is no response");
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::Timeout, Applied::No)
        );
        assert_eq!(error.attempts(), 3);
    }
    for result in edit_with(|_, _| Err(TransportError::timeout())) {
        let error = result.expect_err("there is no response");
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::Timeout, Applied::Maybe)
        );
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn the_body_limit_applies_to_custom_transports() {
    for result in edit_with(|_, limits| Ok(Response::new(vec![b' '; limits.body + 1].into()))) {
        assert_eq!(
            result.expect_err("it is too large").kind(),
            ErrorKind::BodyTooLarge
        );
    }
}

#[test]
fn without_a_runtime_a_call_fails_and_does_not_panic() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    let error = poll_without_runtime(edit.clone().send()).expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("tokio"), "{error}");
    assert!(server.requests().is_empty());
    edit.send_blocking().expect("a blocking call has a runtime");
}

/// The name of the thread that runs tasks of the current runtime. Its timers must be enabled.
async fn worker_thread() -> String {
    let task = tokio::spawn(async {
        let thread = thread::current().name().unwrap_or_default().to_owned();
        tokio::time::timeout(Duration::MAX, async { thread }).await
    });
    let thread = task.await.expect("no panic");
    thread.expect("there is no limit")
}

/// Records the threads that run it as a transport, a clock and a provider.
#[derive(Clone, Default)]
struct RuntimeRecorder(Arc<Mutex<Vec<(&'static str, String)>>>);

impl RuntimeRecorder {
    async fn note(&self, what: &'static str) {
        let thread = worker_thread().await;
        self.0.lock().unwrap().push((what, thread));
    }

    async fn next_token(self, _: AuthRequest) -> Result<Auth, Error> {
        self.note("provider").await;
        Ok(Auth::api_token(TOKEN))
    }
}

impl Transport for RuntimeRecorder {
    fn send(
        &self,
        _: Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + '_>> {
        Box::pin(async {
            self.note("transport").await;
            let mut response = Response::new(documented_response().to_string().into());
            let is_first = !self.0.lock().unwrap().iter().any(|(it, _)| *it == "clock");
            if is_first {
                *response.status_mut() = cloudflare_images::http::StatusCode::TOO_MANY_REQUESTS;
            }
            Ok(response)
        })
    }
}

impl Clock for RuntimeRecorder {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.note("clock"))
    }
}

#[test]
fn the_background_runtime_runs_custom_transports_clocks_and_providers() {
    let (account, image) = ids();
    let recorder = RuntimeRecorder::default();
    let given = recorder.clone();
    let client = Client::builder()
        .clock(recorder.clone())
        .transport(recorder.clone())
        .auth_provider(move |request| given.clone().next_token(request));
    let client = client.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    edit.send_blocking().expect("the call succeeds");
    let notes = recorder.0.lock().unwrap();
    let whats: Vec<_> = notes.iter().map(|(what, _)| *what).collect();
    let expected = ["provider", "transport", "clock", "provider", "transport"];
    assert_eq!(whats, expected);
    let here = thread::current().name().unwrap_or_default().to_owned();
    for (what, thread) in &*notes {
        assert_ne!(*thread, here, "{what}");
        assert_eq!(*thread, notes[0].1, "there is one thread: {what}");
    }
}

#[test]
fn a_custom_http_client_follows_no_redirects() {
    edit([
        MockResponse::new(307).header("location", "/elsewhere"),
        ok(),
    ])
    .client(|builder| builder.reqwest(|builder| builder.redirect(Policy::limited(5))))
    .check(|run| {
        assert_eq!(run.error().kind(), ErrorKind::Redirect);
        assert_eq!(run.requests.len(), 1);
    });
}

#[test]
fn a_custom_http_client_uses_no_proxy_for_loopback() {
    let proxy = serve([ok()]);
    let url = proxy.url();
    edit([ok()])
        .client(|builder| {
            let url = url.clone();
            builder.reqwest(move |builder| builder.proxy(Proxy::all(&url).expect("it is a URL")))
        })
        .check(|run| assert!(run.result.is_ok(), "{:?}", run.result));
    assert_eq!(proxy.connections(), 0);
}

#[test]
fn the_http_client_of_each_runtime_is_configured() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let url = server.url().replace("127.0.0.1", "api.example");
    let address = server
        .url()
        .replace("http://", "")
        .replace("/client/v4", "");
    let address: SocketAddr = address.parse().expect("it is an address");
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(url)
        .allow_http()
        .no_proxy()
        .reqwest(move |builder| {
            counted.fetch_add(1, Ordering::SeqCst);
            builder.resolve("api.example", address)
        });
    let client = client.build().expect("the settings are valid");
    assert_eq!(calls.load(Ordering::SeqCst), 1, "it is called at once");
    let edit = client.images().v1().edit(&account, &image);
    for _ in 0..2 {
        block_on(async {
            edit.clone().send().await.expect("the call succeeds");
            edit.clone().send().await.expect("the call succeeds");
        });
        Mode::Blocking.succeed(edit.clone());
    }
    assert_eq!(calls.load(Ordering::SeqCst), 3, "there are three runtimes");
    assert_eq!(server.requests().len(), 6);
}

/// Counts the panics of this thread, including caught ones.
fn count_panics() -> impl Fn() -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, here) = (Arc::clone(&count), thread::current().id());
    let others = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == here {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        others(panic);
    }));
    move || count.load(Ordering::SeqCst)
}

#[test]
fn in_async_code_a_blocking_call_is_an_error() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .build()
        .expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    let (here, there) = (edit.clone(), edit.clone());
    let (everywhere, elsewhere) = (edit.clone(), edit.clone());
    let panics = count_panics();
    block_on(async move {
        let error = here
            .send_blocking()
            .expect_err("it is called in async code");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.applied(), Applied::No);
        assert!(error.to_string().contains("spawn_blocking"), "{error}");
        let task = tokio::spawn(async move { there.send_blocking().map_err(|error| error.kind()) });
        assert_eq!(task.await.expect("no panic").err(), Some(ErrorKind::Config));
        assert_eq!(panics(), 0, "standard error shows no panic");
        let error = unconstrained(async move { everywhere.send_blocking() }).await;
        let error = error.expect_err("it is called in async code");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(server.requests().is_empty(), "nothing was sent");
        let task = tokio::task::spawn_blocking(move || elsewhere.send_blocking());
        task.await.expect("no panic").expect("it may block here");
        assert_eq!(server.requests().len(), 1);
        edit.send().await.expect("an async call succeeds");
        assert_eq!(server.requests().len(), 2);
        // Dropping the last clone in async code must not panic.
        drop(client);
    });
}

#[test]
fn in_async_code_a_blocking_call_does_not_call_the_provider() {
    let (account, image) = ids();
    let recorder = RuntimeRecorder::default();
    let given = recorder.clone();
    let client = Client::builder()
        .transport(recorder.clone())
        .auth_provider(move |request| given.clone().next_token(request));
    let client = client.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    block_on(async {
        let error = edit
            .send_with_response_blocking()
            .expect_err("it is called in async code");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!((error.applied(), error.attempts()), (Applied::No, 0));
    });
    assert!(recorder.0.lock().unwrap().is_empty());
}

#[test]
fn a_wrapped_transport_sees_each_attempt() {
    let (account, image) = ids();
    for mode in Mode::ALL {
        let server = serve([failure(429), ok()]);
        let responses: Arc<[AtomicUsize; 10]> = Arc::default();
        let counted = Arc::clone(&responses);
        let client = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .base_url(server.url())
            .clock(FakeClock::default())
            .wrap_transport(move |inner| Signed::new(inner, "secret-key", Arc::clone(&counted)));
        let client = client.build().expect("the settings are valid");
        let edit = client.images().v1().edit(&account, &image);
        let mut outcome = None;
        let log = log_of(|| outcome = Some(mode.send(edit.creator("me"))));
        let outcome = outcome.expect("the call has been made");
        assert_eq!(outcome.expect("the call succeeds").attempts(), 2);
        assert!(!log.contains("secret-key"), "{log}");
        let requests = server.requests();
        let spans = ["0000000000000001", "0000000000000002"];
        assert_eq!(requests.len(), 2);
        for (request, span) in requests.iter().zip(spans) {
            let trace = request.header("traceparent");
            assert!(trace[0].contains(span), "{trace:?}");
            let signature = format!("PATCH:{TARGET}:{}:secret-key", request.body.len());
            assert_eq!(request.header("x-signature"), [signature]);
            assert_eq!(request.header("authorization").len(), 1);
        }
        let count = |class: usize| responses[class].load(Ordering::SeqCst);
        assert_eq!((count(2), count(4)), (1, 1));
    }
}

#[test]
fn wrappers_enclose_a_custom_transport_and_each_other() {
    /// Appends a name to a header.
    struct Named(&'static str, Arc<dyn Transport>);

    impl Transport for Named {
        fn send(
            &self,
            mut request: Request<Bytes>,
            limits: Limits,
        ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + '_>>
        {
            let name = self.0.parse().expect("it is ASCII");
            request.headers_mut().append("x-name", name);
            self.1.send(request, limits)
        }
    }

    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .wrap_transport(|inner| Named("inner", inner))
        .transport(stub(|request, _| {
            let names: Vec<_> = request.headers().get_all("x-name").iter().collect();
            assert_eq!(names, ["outer", "inner"]);
            Ok(Response::new(documented_response().to_string().into()))
        }))
        .wrap_transport(|inner| Named("outer", inner));
    let client = client.build().expect("the settings are valid");
    for mode in Mode::ALL {
        mode.succeed(client.images().v1().edit(&account, &image));
    }
}
