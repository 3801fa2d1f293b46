//! Time limits. Most of these tests wait for real, and briefly.

use std::time::{Duration, Instant};

use cloudflare_images::{Applied, Auth, Client, ErrorKind, Options};
use tokio::time;

use crate::client::door::{TOKEN, block_on, edit, ids, ok};
use crate::client::server::serve;

const SHORT: Duration = Duration::from_millis(150);

#[test]
fn an_answer_that_does_not_come_is_a_timeout() {
    let started = Instant::now();
    edit([ok().stalls_after(0)])
        .request(|edit| edit.options(Options::new().timeout(SHORT)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().applied(), Applied::Maybe);
            assert_eq!(seen.requests.len(), 1, "it may have landed");
        });
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn the_limit_covers_the_body() {
    let at = ok().head_length() + 10;
    edit([ok().stalls_after(at)])
        .client(|builder| builder.timeout(SHORT))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(
                seen.error().applied(),
                Applied::Yes,
                "the status had arrived"
            );
            assert_eq!(
                seen.error().status().map(|status| status.as_u16()),
                Some(200)
            );
        });
}

#[test]
fn the_deadline_limits_an_attempt_too() {
    edit([ok().stalls_after(0)])
        .request(|edit| edit.options(Options::new().deadline(SHORT)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().attempts(), 1);
        });
}

#[test]
fn at_zero_time_is_up_before_anything_is_sent() {
    edit([ok()])
        .request(|edit| edit.options(Options::new().timeout(Duration::ZERO)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().applied(), Applied::No);
            assert_eq!(seen.error().attempts(), 0);
            assert!(seen.requests.is_empty());
        });
    edit([ok()])
        .request(|edit| edit.options(Options::new().deadline(Duration::ZERO)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert!(seen.requests.is_empty());
        });
}

#[test]
fn no_limit_is_too_long() {
    edit([ok()])
        .client(|builder| {
            builder
                .timeout(Duration::MAX)
                .deadline(Duration::MAX)
                .connect_timeout(Duration::MAX)
        })
        .check(|seen| {
            assert!(seen.result.is_ok(), "{:?}: {:?}", seen.way, seen.result);
        });
}

/// Sends two edits, so long apart by the clock of the runtime, and counts the
/// connections. Nobody waits. What the program says of the limit does not count.
fn connections_of_two_edits(apart: Duration) -> usize {
    let server = serve([ok()]);
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .reqwest(|builder| builder.pool_idle_timeout(None));
    let client = client.build().expect("it is complete");
    let edit = client.images().v1().edit(&account, &image);
    block_on(async {
        edit.clone().send().await.expect("it is sent");
        // The tasks of the connection have their turns, and put it back.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        time::pause();
        time::advance(apart).await;
        time::resume();
        edit.send().await.expect("it is sent");
    });
    server.connections()
}

#[test]
fn a_connection_is_kept_for_three_idle_seconds() {
    assert_eq!(connections_of_two_edits(Duration::from_secs(2)), 1);
    assert_eq!(connections_of_two_edits(Duration::from_secs(4)), 2);
}
