//! Retries, with a clock that skips delays.

use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, ClientBuilder, Error, ErrorKind, Options, Retry};

use crate::client::harness::{EditTest, FakeClock, Mode, Run, TOKEN, edit, failure, ids, ok};
use crate::client::server::{MockResponse, serve};

fn millis(run: &Run) -> Vec<u128> {
    run.delays.iter().map(Duration::as_millis).collect()
}

/// Checks the number of attempts with the default policy. The second response is a success.
fn check_default(response: &MockResponse, attempts: usize) {
    check_attempts(&edit([response.clone(), ok()]), attempts);
}

/// The same with [`Retry::any_method`].
fn check_any_method(response: &MockResponse, attempts: usize) {
    let edits = edit([response.clone(), ok()]);
    check_attempts(&with_retry(edits, &Retry::any_method()), attempts);
}

fn check_attempts(edits: &EditTest<'_>, attempts: usize) {
    edits.check(|run| {
        let sent = run.requests.len();
        assert_eq!(sent, attempts, "{:?}: {:?}", run.mode, run.result);
        assert_eq!(run.result.is_ok(), attempts == 2);
    });
}

/// Sets the policy of the request.
fn with_retry<'t>(edits: EditTest<'t>, retry: &'t Retry) -> EditTest<'t> {
    edits.request(|edit| edit.options(Options::new().retry(retry.clone())))
}

#[test]
fn an_edit_that_may_have_been_applied_is_not_repeated() {
    for status in [
        400, 401, 403, 404, 408, 409, 422, 425, 500, 502, 503, 504, 520, 524,
    ] {
        check_default(&failure(status), 1);
    }
    check_default(&failure(503).header("retry-after", "1"), 1);
    check_default(&ok().closes_after(0), 1);
    check_default(&ok().closes_after(20), 1);
}

#[test]
fn an_edit_is_repeated_after_a_429() {
    check_default(&failure(429), 2);
}

#[test]
fn the_server_can_forbid_a_retry_but_not_request_one() {
    check_default(&failure(429).header("x-should-retry", "false"), 1);
    check_default(&failure(400).header("x-should-retry", "true"), 1);
    check_default(&failure(500).header("x-should-retry", "true"), 1);
}

#[test]
fn any_method_repeats_edits() {
    for status in [408, 409, 429, 500, 502, 503, 505, 520, 524, 599] {
        check_any_method(&failure(status), 2);
    }
    for status in [400, 401, 403, 404, 405, 412, 413, 422, 425] {
        check_any_method(&failure(status), 1);
    }
    check_any_method(&ok().closes_after(0), 2);
    check_any_method(&failure(400).header("x-should-retry", "true"), 2);
    check_any_method(&failure(400).header("x-should-retry", "TRUE"), 1);
    check_any_method(&failure(500).header("x-should-retry", "false"), 1);
    check_any_method(&MockResponse::new(307).header("location", "/"), 1);
    check_any_method(&failure(200), 1);
}

#[test]
fn there_are_two_retries_by_default() {
    edit([failure(429)]).check(|run| {
        assert_eq!(run.requests.len(), 3);
        assert_eq!(run.error().attempts(), 3);
        assert_eq!(run.error().applied(), Applied::No);
        assert!(run.error().is_retryable());
    });
    with_retry(edit([failure(429)]), &Retry::default().max_retries(5)).check(|run| {
        assert_eq!(run.requests.len(), 6);
        assert_eq!(millis(run), [500, 1000, 2000, 4000, 8000]);
    });
    with_retry(edit([failure(429)]), &Retry::never()).check(|run| {
        assert_eq!(run.requests.len(), 1);
    });
    let patient = edit([failure(429)]).client(|builder| builder.retry(Retry::never()));
    with_retry(patient, &Retry::default()).check(|run| assert_eq!(run.requests.len(), 3));
}

#[test]
fn jitter_is_the_whole_delay_or_a_quarter() {
    let check_half = |retry: Retry, delays: [Duration; 2]| {
        for mode in Mode::ALL {
            let (account, image) = ids();
            let (server, clock) = (serve([failure(429)]), FakeClock::with_random(0.5));
            let client = Client::builder()
                .auth(Auth::api_token(TOKEN))
                .base_url(server.url())
                .clock(clock.clone());
            let client = client.retry(retry.clone()).build();
            let client = client.expect("the settings are valid");
            let _ = mode.send(client.images().v1().edit(&account, &image));
            assert_eq!(clock.delays(), delays, "{mode:?}");
        }
    };
    check_half(Retry::default(), [250, 500].map(Duration::from_millis));
    check_half(
        Retry::any_method(),
        [437_500, 875_000].map(Duration::from_micros),
    );
    check_half(
        Retry::default().jitter(f64::NAN).base_delay(Duration::MAX),
        [4000; 2].map(Duration::from_millis),
    );
}

#[test]
fn extreme_policies_are_safe() {
    let extreme = [
        Retry::default()
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX),
        Retry::default()
            .base_delay(Duration::ZERO)
            .max_retries(u32::MAX)
            .jitter(-1.0),
        Retry::any_method()
            .max_retry_after(Duration::MAX)
            .jitter(f64::INFINITY),
    ];
    for retry in extreme {
        for response in [
            failure(429),
            failure(429).header("retry-after", "99999999999999999999"),
        ] {
            with_retry(edit([response]), &retry).check(|run| {
                assert_eq!(run.error().applied(), Applied::No);
                assert!(run.requests.len() <= 11, "the budget is ten retries");
            });
        }
    }
}

#[test]
fn the_client_waits_for_the_full_retry_after() {
    for (name, value, wait) in [
        ("retry-after", "1", 1000),
        ("retry-after", "0.3", 300),
        ("retry-after", "60", 60_000),
        ("retry-after-ms", "300", 300),
        ("retry-after", "0", 500),
        ("retry-after", "-1", 500),
        ("retry-after", "soon", 500),
        ("retry-after", "nan", 500),
        ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", 500),
    ] {
        edit([failure(429).header(name, value), ok()]).check(|run| {
            assert_eq!(millis(run), [wait], "{name}: {value}");
        });
    }
    let dated = failure(429)
        .header("date", "Sun, 06 Nov 1994 08:49:35 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    edit([dated, ok()]).check(|run| assert_eq!(millis(run), [2000]));
}

#[test]
fn a_retry_after_above_the_limit_is_returned_to_the_caller() {
    for (value, wait) in [("61", 61), ("300", 300), ("2592000", 2_592_000)] {
        edit([failure(429).header("retry-after", value), ok()]).check(|run| {
            assert_eq!(run.requests.len(), 1);
            assert_eq!(
                run.error().status().map(|status| status.as_u16()),
                Some(429)
            );
            assert_eq!(run.error().retry_after(), Some(Duration::from_secs(wait)));
        });
    }
}

#[test]
fn no_delay_exceeds_the_deadline() {
    edit([failure(429).header("retry-after", "2"), ok()])
        .request(|edit| edit.options(Options::new().deadline(Duration::from_secs(2))))
        .check(|run| {
            assert_eq!(run.requests.len(), 1);
            assert!(run.delays.is_empty());
            assert_eq!(run.error().retry_after(), Some(Duration::from_secs(2)));
        });
}

/// Calls of one client in these modes in turn.
fn check_budget(modes: [Mode; 2]) {
    let (account, image) = ids();
    let mut responses = vec![failure(429); 22];
    responses.extend(vec![ok(); 10]);
    responses.extend([failure(429), ok(), failure(429)]);
    let server = serve(responses);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .clock(FakeClock::default())
        .build()
        .expect("the settings are valid");
    let mut modes = modes.into_iter().cycle();
    let mut edit = || {
        let mode = modes.next().expect("there is always another");
        mode.send(client.clone().images().v1().edit(&account, &image))
    };
    // Ten retries: five calls with three attempts. After that every call has one attempt.
    let attempts: Vec<_> = (0..12)
        .filter_map(|_| edit().err())
        .map(|error| error.attempts())
        .collect();
    assert_eq!(attempts, [3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1]);
    assert!((0..10).all(|_| edit().is_ok()));
    assert_eq!(edit().map(|response| response.attempts()).ok(), Some(2));
    assert_eq!(edit().map_err(|error| error.attempts()).err(), Some(1));
}

#[test]
fn failures_use_up_the_budget_and_successes_restore_it() {
    check_budget([Mode::Async; 2]);
    check_budget([Mode::Blocking; 2]);
}

#[test]
fn async_and_blocking_calls_share_a_budget() {
    check_budget(Mode::ALL);
}

#[test]
fn a_refused_connection_sends_nothing() {
    let (account, image) = ids();
    // A port that was free before, so that no server listens.
    let url = {
        let listener =
            std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        format!(
            "http://{}",
            listener.local_addr().expect("a listener has an address")
        )
    };
    let clock = FakeClock::default();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(&url)
        .clock(clock.clone())
        .build()
        .expect("the settings are valid");
    for mode in Mode::ALL {
        let edit = client.images().v1().edit(&account, &image);
        let error = mode.send(edit).expect_err("no server listens");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert_eq!(error.applied(), Applied::No);
        assert_eq!(error.attempts(), 3);
    }
    assert_eq!(clock.delays().len(), 4);
}

#[test]
fn applied_includes_earlier_attempts() {
    with_retry(edit([failure(500), failure(429)]), &Retry::any_method()).check(|run| {
        assert_eq!(
            run.error().status().map(|status| status.as_u16()),
            Some(429)
        );
        assert_eq!(run.error().applied(), Applied::Maybe);
    });
}

#[test]
fn a_refused_edit_was_not_applied_and_is_not_repeated() {
    // Those of HTTP, then those of the specification.
    for status in [
        401, 405, 411, 413, 414, 415, 417, 421, 426, 428, 431, 400, 403, 404, 410, 422,
    ] {
        edit([failure(status)]).check(|run| {
            assert_eq!(run.error().applied(), Applied::No, "{status}");
            assert_eq!(run.requests.len(), 1, "{status}");
        });
    }
    for status in [402, 406, 408, 409, 412, 423, 451, 500, 503] {
        edit([failure(status)]).check(|run| {
            assert_eq!(run.error().applied(), Applied::Maybe, "{status}");
        });
    }
}

#[test]
fn a_delay_that_the_api_asks_for_costs_no_budget() {
    for mode in Mode::ALL {
        let responses = (0..100).flat_map(|_| [failure(429).header("retry-after", "1"), ok()]);
        let (server, clock) = (serve(responses), FakeClock::default());
        let (account, image) = ids();
        let client = Client::builder()
            .auth(Auth::api_token(TOKEN))
            .base_url(server.url())
            .clock(clock.clone());
        let client = client.build().expect("the settings are valid");
        for _ in 0..100 {
            mode.succeed(client.images().v1().edit(&account, &image));
        }
        assert_eq!(clock.delays(), [Duration::from_secs(1); 100], "{mode:?}");
    }
}

#[test]
fn the_budget_can_be_set_and_switched_off() {
    let many = Retry::default()
        .max_retries(40)
        .max_delay(Duration::from_secs(1));
    let check = |attempts: usize, configure: fn(ClientBuilder) -> ClientBuilder| {
        let edits = edit([failure(429)]).client(configure);
        with_retry(edits, &many).check(|run| assert_eq!(run.requests.len(), attempts));
    };
    check(11, |builder| builder);
    check(1, |builder| builder.retry_budget(0));
    check(4, |builder| builder.retry_budget(3));
    check(41, ClientBuilder::no_retry_budget);
}

#[test]
fn the_program_can_decide_about_retries() {
    let not_found = |error: &Error| error.status().is_some_and(|it| it.as_u16() == 404);
    let more = Retry::default().decide(move |error, retry| retry || not_found(error));
    with_retry(edit([failure(404), ok()]), &more).check(|run| assert_eq!(run.requests.len(), 2));
    with_retry(edit([failure(429), ok()]), &more).check(|run| assert_eq!(run.requests.len(), 2));
    with_retry(edit([failure(500), ok()]), &more).check(|run| assert_eq!(run.requests.len(), 1));
    let fewer = Retry::default().decide(|_, _| false);
    with_retry(edit([failure(429), ok()]), &fewer).check(|run| assert_eq!(run.requests.len(), 1));
    let always = Retry::default().decide(|_, _| true);
    with_retry(edit([failure(500)]), &always).check(|run| {
        assert_eq!(run.requests.len(), 3, "the number of retries is limited");
    });
}
