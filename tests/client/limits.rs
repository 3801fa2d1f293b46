//! The limits of a client on its own requests, and its end.

use std::future::{Future, IntoFuture as _};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    Applied, Auth, Client, ClientBuilder, Clock, ErrorKind, Limits, Options, RATE_LIMIT, RateLimit,
    Transport, TransportError, http,
};
use tokio::task::{JoinSet, yield_now};

use crate::client::harness::{
    FakeClock, Mode, TOKEN, block_on, documented_response, failure, ids, ok, stub,
};
use crate::client::server::{MockResponse, serve};

const THREE_IN_TEN_SECONDS: RateLimit = RateLimit::new(3, Duration::from_secs(10));

fn client(configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = configure(Client::builder().auth(Auth::api_token(TOKEN)));
    builder.build().expect("the settings are valid")
}

fn edit(client: &Client) -> Edit {
    let (account, image) = ids();
    client.images().v1().edit(&account, &image)
}

/// The delays of calls of one client in both modes in turn.
fn delays(calls: usize, limit: RateLimit, responses: &[MockResponse]) -> Vec<u64> {
    let (server, clock) = (serve(responses.to_vec()), FakeClock::default());
    let (url, given) = (server.url(), clock.clone());
    let client = client(|it| it.base_url(url).clock(given).rate_limit(limit));
    for mode in Mode::ALL.into_iter().cycle().take(calls) {
        mode.succeed(edit(&client.clone()));
    }
    clock.delays().iter().map(Duration::as_secs).collect()
}

#[test]
fn no_period_has_more_requests_than_the_rate_limit() {
    assert_eq!(delays(3, THREE_IN_TEN_SECONDS, &[ok()]), [0_u64; 0]);
    assert_eq!(delays(7, THREE_IN_TEN_SECONDS, &[ok()]), [10, 10]);
    let never_zero = RateLimit::new(0, Duration::from_secs(1));
    assert_eq!(delays(3, never_zero, &[ok()]), [1, 1]);
    assert_eq!(RATE_LIMIT, RateLimit::new(1200, Duration::from_secs(300)));
}

#[test]
fn each_attempt_counts() {
    let refused = failure(429).header("retry-after-ms", "1");
    let delays = delays(2, THREE_IN_TEN_SECONDS, &[refused.clone(), refused, ok()]);
    assert_eq!(delays.iter().sum::<u64>(), 9, "{delays:?}");
}

#[test]
fn all_requests_wait_while_the_api_accepts_none() {
    let exhausted = ok().header("ratelimit", "\"default\";r=0;t=30");
    assert_eq!(delays(3, THREE_IN_TEN_SECONDS, &[exhausted, ok()]), [30]);
    let left = ok().header("ratelimit", "\"default\";r=1;t=30");
    assert_eq!(delays(3, THREE_IN_TEN_SECONDS, &[left, ok()]), [0_u64; 0]);
    // Another call waits for the delay that one was asked for.
    let clock = FakeClock::default();
    let given = clock.clone();
    let server = serve([failure(429).header("retry-after", "61"), ok()]);
    let client = client(|it| {
        it.base_url(server.url())
            .clock(given)
            .rate_limit(THREE_IN_TEN_SECONDS)
    });
    let error = Mode::Async
        .send(edit(&client))
        .expect_err("the delay is too long");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    Mode::Blocking.succeed(edit(&client));
    assert_eq!(clock.delays(), [Duration::from_secs(61)]);
}

#[test]
fn a_call_that_would_wait_beyond_its_deadline_fails_at_once() {
    for mode in Mode::ALL {
        let (server, clock) = (serve([ok()]), FakeClock::default());
        let (url, given) = (server.url(), clock.clone());
        let limit = RateLimit::new(1, Duration::from_secs(60));
        let client = client(|it| it.base_url(url).clock(given).rate_limit(limit));
        mode.succeed(edit(&client));
        let short = Options::new().deadline(Duration::from_secs(30));
        let error = mode.send(edit(&client).options(short));
        let error = error.expect_err("there is no time");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
        assert_eq!(error.applied(), Applied::No);
        assert_eq!(server.requests().len(), 1);
        assert!(clock.delays().is_empty());
        mode.succeed(edit(&client));
        assert_eq!(clock.delays(), [Duration::from_secs(60)]);
    }
}

/// A clock whose delays never end while it is stopped.
#[derive(Clone, Default)]
struct Stoppable {
    clock: FakeClock,
    is_stopped: Arc<AtomicBool>,
}

impl Clock for Stoppable {
    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        if self.is_stopped.load(Ordering::SeqCst) {
            return Box::pin(std::future::pending());
        }
        self.clock.sleep(duration)
    }
}

#[test]
fn a_call_that_is_dropped_while_it_waits_takes_no_turn() {
    let clock = Stoppable::default();
    let given = clock.clone();
    let answer = || {
        Ok(http::Response::new(
            documented_response().to_string().into(),
        ))
    };
    let client = client(|it| {
        let it = it.transport(stub(move |_, _| answer())).clock(given);
        it.rate_limit(RateLimit::new(1, Duration::from_secs(10)))
    });
    let client = &client;
    block_on(async move {
        edit(client).send().await.expect("the call succeeds");
        clock.is_stopped.store(true, Ordering::SeqCst);
        let waiting = tokio::spawn(edit(client).send().into_future());
        yield_now().await;
        clock.is_stopped.store(false, Ordering::SeqCst);
        waiting.abort();
        assert!(waiting.await.is_err(), "it was waiting");
        edit(client).send().await.expect("the call succeeds");
        assert_eq!(clock.clock.delays(), [Duration::from_secs(10)]);
    });
}

/// A transport that takes some turns of the runtime, and counts the requests in flight.
#[derive(Clone, Default)]
struct Busy {
    in_flight: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    creators: Arc<Mutex<Vec<String>>>,
}

impl Busy {
    async fn respond(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let body: serde_json::Value = serde_json::from_slice(request.body()).expect("it is JSON");
        let creator = body["creator"].as_str().unwrap_or_default().to_owned();
        self.creators.lock().unwrap().push(creator);
        let in_flight = self.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(in_flight, Ordering::SeqCst);
        for _ in 0..4 {
            yield_now().await;
        }
        self.in_flight.fetch_sub(1, Ordering::SeqCst);
        Ok(http::Response::new(
            documented_response().to_string().into(),
        ))
    }
}

impl Transport for Busy {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(self.respond(request))
    }
}

#[test]
fn requests_in_flight_are_limited_and_wait_in_order() {
    let busy = Busy::default();
    let given = busy.clone();
    let client = &client(|it| it.transport(given).max_concurrent_requests(3));
    block_on(async move {
        let mut calls = JoinSet::new();
        for number in 0..40 {
            let call = edit(client).creator(number.to_string()).send();
            let handle = calls.spawn(call.into_future());
            // Some are dropped while they wait for their turn.
            if number >= 10 && number % 10 == 0 {
                yield_now().await;
                handle.abort();
            }
        }
        let mut done = 0;
        while let Some(outcome) = calls.join_next().await {
            done += usize::from(outcome.is_ok_and(|outcome| outcome.is_ok()));
        }
        assert_eq!(done, 37);
        edit(client).send().await.expect("no permit is lost");
    });
    assert_eq!(busy.most.load(Ordering::SeqCst), 3);
    let creators = busy.creators.lock().unwrap();
    let numbers: Vec<u32> = creators.iter().filter_map(|it| it.parse().ok()).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
}

#[test]
fn a_call_waits_for_its_turn_at_most_until_its_deadline() {
    let client = &client(|it| {
        it.transport(Busy::default())
            .max_concurrent_requests(1)
            .rate_limit(RateLimit::new(1, Duration::from_secs(3600)))
            .deadline(Duration::from_secs(2 * 3600))
    });
    block_on(async move {
        edit(client).send().await.expect("the call succeeds");
        // It holds the only permit, and waits for the rate limit.
        let waiting = tokio::spawn(edit(client).send().into_future());
        yield_now().await;
        let short = Options::new().deadline(Duration::from_millis(20));
        let error = edit(client).options(short).send().await;
        let error = error.expect_err("there is no time");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
        assert!(
            error.to_string().contains("the client's own limits"),
            "{error}"
        );
        waiting.abort();
    });
}

#[test]
fn a_client_that_is_shut_down_waits_for_its_calls_and_refuses_others() {
    let client = &client(|it| it.transport(Busy::default()));
    block_on(async move {
        let calls: Vec<_> = (0..5)
            .map(|_| tokio::spawn(edit(client).send().into_future()))
            .collect();
        yield_now().await;
        client.clone().shutdown().await;
        for call in calls {
            assert!(call.is_finished(), "shutdown waits for it");
            call.await.expect("no panic").expect("the call succeeds");
        }
        let error = edit(client)
            .send()
            .await
            .expect_err("the client is shut down");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
        client.shutdown().await;
    });
    let error = edit(client)
        .send_blocking()
        .expect_err("the client is shut down");
    assert_eq!(error.kind(), ErrorKind::Config);
    client.shutdown_blocking().expect("this is no async code");
}
