//! Clients that send with something else, or from somewhere else.

use std::future::Future;
use std::panic;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::{Request, Response};
use cloudflare_images::{
    Applied, Client, Error, ErrorKind, Fault, Image, Limits, Transport, blocking,
};
use tokio::task::coop::unconstrained;

use crate::client::door::{StillClock, TOKEN, block_on, documented, ids, ok};
use crate::client::server::serve;

/// Answers by itself.
struct Stub(fn(&Request<Bytes>, Limits) -> Result<Response<Bytes>, Fault>);

impl Transport for Stub {
    fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, Fault>> + Send + '_>> {
        Box::pin(std::future::ready((self.0)(&request, limits)))
    }
}

impl blocking::Transport for Stub {
    fn send(&self, request: Request<Bytes>, limits: Limits) -> Result<Response<Bytes>, Fault> {
        (self.0)(&request, limits)
    }
}

/// The same edit by a client of each kind, with this transport.
fn edit_with(
    send: fn(&Request<Bytes>, Limits) -> Result<Response<Bytes>, Fault>,
) -> [Result<Image, Error>; 2] {
    let (account, image) = ids();
    let client = Client::builder()
        .api_token(TOKEN)
        .clock(StillClock::default())
        .transport(Stub(send));
    let client = client.build().expect("it is complete");
    // No runtime is needed for a transport and a clock that need none.
    let first = poll_without_runtime(client.images().v1().edit(&account, &image).send());
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .clock(StillClock::default())
        .transport(Stub(send));
    let client = client.build().expect("it is complete");
    [first, client.images().v1().edit(&account, &image).send()]
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
fn a_transport_of_ones_own_is_given_the_whole_request() {
    let results = edit_with(|request, limits| {
        assert_eq!(request.method(), "PATCH");
        assert_eq!(request.uri().scheme_str(), Some("https"));
        assert!(request.headers()["authorization"].is_sensitive());
        assert_eq!(limits.timeout.as_secs(), 60);
        assert_eq!(limits.body, 8 << 20);
        Ok(Response::new(documented().to_string().into()))
    });
    for result in results {
        assert_eq!(
            result.expect("it is an image").filename.as_deref(),
            Some("logo.png")
        );
    }
}

#[test]
fn what_a_transport_of_ones_own_did_not_send_is_sent_again() {
    for result in edit_with(|_, _| Err(Fault::timeout().unsent())) {
        let error = result.expect_err("there is no answer");
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::Timeout, Applied::No)
        );
        assert_eq!(error.attempts(), 3);
    }
    for result in edit_with(|_, _| Err(Fault::timeout())) {
        let error = result.expect_err("there is no answer");
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::Timeout, Applied::Maybe)
        );
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn the_limit_on_a_body_holds_for_any_transport() {
    for result in edit_with(|_, limits| Ok(Response::new(vec![b' '; limits.body + 1].into()))) {
        assert_eq!(
            result.expect_err("it is too large").kind(),
            ErrorKind::BodyTooLarge
        );
    }
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let error = poll_without_runtime(client.images().v1().edit(&account, &image).send())
        .expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("tokio"), "{error}");
    assert!(server.heard().is_empty());
}

#[test]
fn what_the_caller_brings_follows_no_redirect_either() {
    let (account, image) = ids();
    let away = || crate::client::server::Answer::new(307).header("location", "/elsewhere");
    let server = serve([away(), ok()]);
    let client = Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .reqwest(reqwest::Client::builder());
    let error = block_on(
        client
            .build()
            .expect("it is complete")
            .images()
            .v1()
            .edit(&account, &image)
            .send(),
    );
    assert_eq!(
        error.expect_err("it is not followed").kind(),
        ErrorKind::Redirect
    );
    assert_eq!(server.heard().len(), 1);
    let server = serve([away(), ok()]);
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .reqwest(reqwest::Client::builder());
    let error = client
        .build()
        .expect("it is complete")
        .images()
        .v1()
        .edit(&account, &image)
        .send();
    assert_eq!(
        error.expect_err("it is not followed").kind(),
        ErrorKind::Redirect
    );
    assert_eq!(server.heard().len(), 1);
}

/// Counts the panics of this thread, caught or not, from now on.
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
fn in_async_code_the_blocking_client_sends_nothing_and_says_why() {
    let (account, image) = ids();
    let server = serve([ok()]);
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .base_url(server.url())
        .build()
        .expect("it is complete");
    let edit = client.images().v1().edit(&account, &image);
    let (here, there) = (edit.clone(), edit.clone());
    let (everywhere, elsewhere) = (edit.clone(), edit);
    let panics = count_panics();
    block_on(async move {
        let error = here.send().expect_err("it is called in async code");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.applied(), Applied::No);
        assert!(error.to_string().contains("spawn_blocking"), "{error}");
        let task = tokio::spawn(async move { there.send().map_err(|error| error.kind()) });
        assert_eq!(task.await.expect("no panic").err(), Some(ErrorKind::Config));
        assert_eq!(panics(), 0, "standard error stays clean");
        let error = unconstrained(async move { everywhere.send() }).await;
        let error = error.expect_err("it is called in async code");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(server.heard().is_empty(), "nothing was sent");
        // The last clone goes in async code, which is no panic either.
        drop(client);
        let task = tokio::task::spawn_blocking(move || elsewhere.send());
        task.await.expect("no panic").expect("it may block here");
        assert_eq!(server.heard().len(), 1);
    });
}
