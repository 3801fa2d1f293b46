//! Time limits. Most of these tests wait for a short time.

use std::time::Duration;

use cloudflare_images::{Applied, Auth, Client, ErrorKind, Options};
use tokio::time;

use crate::client::harness::{TOKEN, block_on, edit, ids, ok};
use crate::client::server::serve;

const SHORT: Duration = Duration::from_millis(150);

#[test]
fn the_deadline_limits_attempts() {
    edit([ok().stalls_after(0)])
        .request(|edit| edit.options(Options::new().deadline(SHORT)))
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Timeout);
            assert_eq!(run.error().attempts(), 1);
        });
}

#[test]
fn with_a_limit_of_zero_nothing_is_sent() {
    edit([ok()])
        .request(|edit| edit.options(Options::new().timeout(Duration::ZERO)))
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Timeout);
            assert_eq!(run.error().applied(), Applied::No);
            assert_eq!(run.error().attempts(), 0);
            assert!(run.requests.is_empty());
        });
    edit([ok()])
        .request(|edit| edit.options(Options::new().deadline(Duration::ZERO)))
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Timeout);
            assert!(run.requests.is_empty());
        });
}

#[test]
fn limits_may_be_the_longest_duration() {
    edit([ok()])
        .client(|builder| {
            builder
                .timeout(Duration::MAX)
                .deadline(Duration::MAX)
                .connect_timeout(Duration::MAX)
        })
        .check(|run| {
            assert!(run.result.is_ok(), "{:?}: {:?}", run.mode, run.result);
        });
}

/// Sends two edits with this time between them, by tokio's clock, and counts the connections. The
/// limit that the program sets has no effect.
fn connections_of_two_edits(apart: Duration) -> usize {
    let server = serve([ok()]);
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .base_url(server.url())
        .reqwest(|builder| builder.pool_idle_timeout(None));
    let client = client.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    block_on(async {
        edit.clone().send().await.expect("the call succeeds");
        // Lets the tasks of the connection return it to the pool.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        time::pause();
        time::advance(apart).await;
        time::resume();
        edit.send().await.expect("the call succeeds");
    });
    server.connections()
}

#[test]
fn an_idle_connection_is_kept_for_three_seconds() {
    assert_eq!(connections_of_two_edits(Duration::from_secs(2)), 1);
    assert_eq!(connections_of_two_edits(Duration::from_secs(4)), 2);
}
