//! What is sent again, and when. Nobody waits: the clock jumps.

use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, ErrorKind, Options, Retry};

use crate::client::door::{Edits, Seen, StillClock, TOKEN, Way, edit, failure, ids, ok};
use crate::client::server::{Answer, serve};

fn millis(seen: &Seen) -> Vec<u128> {
    seen.waits.iter().map(Duration::as_millis).collect()
}

/// What the default makes of an answer, with a second one that would be fine.
fn check_default(answer: &Answer, attempts: usize) {
    check_attempts(&edit([answer.clone(), ok()]), attempts);
}

/// The same, for a caller who says that the edit may be repeated.
fn check_any_method(answer: &Answer, attempts: usize) {
    let edits = edit([answer.clone(), ok()]);
    check_attempts(&with_retry(edits, &Retry::any_method()), attempts);
}

fn check_attempts(edits: &Edits<'_>, attempts: usize) {
    edits.check(|seen| {
        let sent = seen.requests.len();
        assert_eq!(sent, attempts, "{:?}: {:?}", seen.way, seen.result);
        assert_eq!(seen.result.is_ok(), attempts == 2);
    });
}

/// Edits whose request has this policy.
fn with_retry<'t>(edits: Edits<'t>, retry: &'t Retry) -> Edits<'t> {
    edits.request(|edit| edit.options(Options::new().retry(retry.clone())))
}

#[test]
fn an_edit_that_may_have_landed_is_not_sent_again() {
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
fn an_edit_that_was_refused_for_its_haste_is_sent_again() {
    check_default(&failure(429), 2);
}

#[test]
fn the_server_can_forbid_a_retry_and_cannot_ask_for_one() {
    check_default(&failure(429).header("x-should-retry", "false"), 1);
    check_default(&failure(400).header("x-should-retry", "true"), 1);
    check_default(&failure(500).header("x-should-retry", "true"), 1);
}

#[test]
fn the_caller_can_say_that_an_edit_may_be_repeated() {
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
    check_any_method(&Answer::new(307).header("location", "/"), 1);
    check_any_method(&failure(200), 1);
}

#[test]
fn two_retries_are_enough_and_the_caller_may_say_otherwise() {
    edit([failure(429)]).check(|seen| {
        assert_eq!(seen.requests.len(), 3);
        assert_eq!(seen.error().attempts(), 3);
        assert_eq!(seen.error().applied(), Applied::No);
        assert!(seen.error().is_retryable());
    });
    with_retry(edit([failure(429)]), &Retry::default().max_retries(5)).check(|seen| {
        assert_eq!(seen.requests.len(), 6);
        assert_eq!(millis(seen), [500, 1000, 2000, 4000, 8000]);
    });
    with_retry(edit([failure(429)]), &Retry::never()).check(|seen| {
        assert_eq!(seen.requests.len(), 1);
    });
    let patient = edit([failure(429)]).client(|builder| builder.retry(Retry::never()));
    with_retry(patient, &Retry::default()).check(|seen| assert_eq!(seen.requests.len(), 3));
}

#[test]
fn all_of_a_wait_is_left_to_chance_or_a_quarter() {
    let check_half = |retry: Retry, waits: [Duration; 2]| {
        for way in Way::BOTH {
            let (account, image) = ids();
            let (server, clock) = (serve([failure(429)]), StillClock::with_chance(0.5));
            let client = Client::builder()
                .auth(Auth::api_token(TOKEN))
                .base_url(server.url())
                .clock(clock.clone());
            let client = client.retry(retry.clone()).build();
            let client = client.expect("it is complete");
            let _ = way.send(client.images().v1().edit(&account, &image));
            assert_eq!(clock.waits(), waits, "{way:?}");
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
fn no_policy_is_too_strange() {
    let strange = [
        Retry::default().base_delay(Duration::MAX).max_delay(Duration::MAX),
        Retry::default()
            .base_delay(Duration::ZERO)
            .max_retries(u32::MAX)
            .jitter(-1.0),
        Retry::any_method()
            .max_retry_after(Duration::MAX)
            .jitter(f64::INFINITY),
    ];
    for retry in strange {
        for answer in [
            failure(429),
            failure(429).header("retry-after", "99999999999999999999"),
        ] {
            with_retry(edit([answer]), &retry).check(|seen| {
                assert_eq!(seen.error().applied(), Applied::No);
                assert!(seen.requests.len() <= 11, "the budget is ten retries");
            });
        }
    }
}

#[test]
fn a_wait_that_is_asked_for_is_kept_to_the_millisecond() {
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
        edit([failure(429).header(name, value), ok()]).check(|seen| {
            assert_eq!(millis(seen), [wait], "{name}: {value}");
        });
    }
    let dated = failure(429)
        .header("date", "Sun, 06 Nov 1994 08:49:35 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    edit([dated, ok()]).check(|seen| assert_eq!(millis(seen), [2000]));
}

#[test]
fn a_wait_that_is_too_long_is_the_callers_to_decide_about() {
    for (value, wait) in [("61", 61), ("300", 300), ("2592000", 2_592_000)] {
        edit([failure(429).header("retry-after", value), ok()]).check(|seen| {
            assert_eq!(seen.requests.len(), 1);
            assert_eq!(
                seen.error().status().map(|status| status.as_u16()),
                Some(429)
            );
            assert_eq!(seen.error().retry_after(), Some(Duration::from_secs(wait)));
        });
    }
}

#[test]
fn no_wait_goes_beyond_the_deadline() {
    edit([failure(429).header("retry-after", "2"), ok()])
        .request(|edit| edit.options(Options::new().deadline(Duration::from_secs(2))))
        .check(|seen| {
            assert_eq!(seen.requests.len(), 1);
            assert!(seen.waits.is_empty());
            assert_eq!(seen.error().retry_after(), Some(Duration::from_secs(2)));
        });
}

/// Calls of one client, sent in these ways in turn.
fn check_budget(ways: [Way; 2]) {
    let (account, image) = ids();
    let mut answers = vec![failure(429); 22];
    answers.extend(vec![ok(); 10]);
    answers.extend([failure(429), ok(), failure(429)]);
    let server = serve(answers);
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .clock(StillClock::default())
        .build()
        .expect("it is complete");
    let mut ways = ways.into_iter().cycle();
    let mut edit = || {
        let way = ways.next().expect("there is always another");
        way.send(client.clone().images().v1().edit(&account, &image))
    };
    // Ten retries: five calls of three attempts. Then every call is sent once.
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
fn an_outage_uses_up_the_budget_and_successes_fill_it() {
    check_budget([Way::Async; 2]);
    check_budget([Way::Blocking; 2]);
}

#[test]
fn both_ways_of_sending_share_one_budget() {
    check_budget(Way::BOTH);
}

#[test]
fn a_connection_that_was_refused_has_sent_nothing() {
    let (account, image) = ids();
    // The port was free a moment ago, and nobody listens.
    let url = {
        let listener =
            std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        format!(
            "http://{}",
            listener.local_addr().expect("a listener has an address")
        )
    };
    let clock = StillClock::default();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(&url)
        .clock(clock.clone())
        .build()
        .expect("it is complete");
    for way in Way::BOTH {
        let edit = client.images().v1().edit(&account, &image);
        let error = way.send(edit).expect_err("nobody listens");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert_eq!(error.applied(), Applied::No);
        assert_eq!(error.attempts(), 3);
    }
    assert_eq!(clock.waits().len(), 4);
}

#[test]
fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    with_retry(edit([failure(500), failure(429)]), &Retry::any_method()).check(|seen| {
        assert_eq!(
            seen.error().status().map(|status| status.as_u16()),
            Some(429)
        );
        assert_eq!(seen.error().applied(), Applied::Maybe);
    });
}
