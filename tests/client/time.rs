//! Time limits. These tests wait for real, and briefly.

use std::time::{Duration, Instant};

use cloudflare_images::{Applied, ErrorKind};

use crate::client::door::{edit, ok};

const SHORT: Duration = Duration::from_millis(150);

#[test]
fn an_answer_that_does_not_come_is_a_timeout() {
    let started = Instant::now();
    edit!(
        [ok().stalls_after(0)],
        |edit| edit.options().timeout(SHORT),
        |seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().applied(), Applied::Maybe);
            assert_eq!(seen.requests.len(), 1, "it may have landed");
        }
    );
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[test]
fn the_limit_covers_the_body() {
    let at = ok().head_length() + 10;
    edit!(
        [ok().stalls_after(at)],
        |builder| builder.timeout(SHORT),
        |edit| edit.options(),
        |seen| {
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
        }
    );
}

#[test]
fn the_deadline_limits_an_attempt_too() {
    edit!(
        [ok().stalls_after(0)],
        |edit| edit.options().deadline(SHORT),
        |seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().attempts(), 1);
        }
    );
}

#[test]
fn at_zero_time_is_up_before_anything_is_sent() {
    edit!(
        [ok()],
        |edit| edit.options().timeout(Duration::ZERO),
        |seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(seen.error().applied(), Applied::No);
            assert_eq!(seen.error().attempts(), 0);
            assert!(seen.requests.is_empty());
        }
    );
    edit!(
        [ok()],
        |edit| edit.options().deadline(Duration::ZERO),
        |seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert!(seen.requests.is_empty());
        }
    );
}

#[test]
fn no_limit_is_too_long() {
    edit!(
        [ok()],
        |builder| builder
            .timeout(Duration::MAX)
            .deadline(Duration::MAX)
            .connect_timeout(Duration::MAX),
        |edit| edit.options(),
        |seen| assert!(
            seen.result.is_ok(),
            "the {} client: {:?}",
            seen.client,
            seen.result
        )
    );
}
