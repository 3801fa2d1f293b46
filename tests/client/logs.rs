//! What a call leaves in the log, down to the finest level, of this crate and of
//! those it sends with.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Once;

use cloudflare_images::Retry;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::client::door::{TARGET, TOKEN, edit, failure, ok};

thread_local! {
    /// What this thread has logged, if anybody wants to know.
    static LOG: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

fn is_wanted() -> bool {
    LOG.with_borrow(Option::is_some)
}

/// Runs something, and returns what this thread logged meanwhile.
fn log_of(run: impl FnOnce()) -> String {
    static ONCE: Once = Once::new();
    // One for all tests: those that come and go make each other miss events.
    ONCE.call_once(|| {
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(|| Log)
            .with_filter(dynamic_filter_fn(|_, _| is_wanted()));
        let subscriber = tracing_subscriber::registry().with(layer);
        tracing::subscriber::set_global_default(subscriber).expect("no other test logs");
        log::set_logger(&Bridge).expect("no other test logs");
        log::set_max_level(log::LevelFilter::Trace);
    });
    LOG.set(Some(Vec::new()));
    run();
    let log = LOG.take().unwrap_or_default();
    String::from_utf8_lossy(&log).into_owned()
}

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.get_or_insert_default().write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Passes on what comes by way of the crate `log`.
struct Bridge;

impl log::Log for Bridge {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        is_wanted()
    }

    fn log(&self, record: &log::Record<'_>) {
        if is_wanted() {
            tracing::trace!(target: "log", "{}: {}", record.target(), record.args());
        }
    }

    fn flush(&self) {}
}

#[test]
fn a_call_is_one_span() {
    let log = log_of(|| {
        let answer = ok().header("cf-ray", "8f0-SIN");
        edit!([failure(429), answer.clone()], |seen| assert!(
            seen.result.is_ok()
        ));
    });
    let spans: Vec<_> = log.lines().filter(|line| line.contains("close")).collect();
    assert_eq!(spans.len(), 2, "one for each client: {log}");
    for span in spans {
        for field in [
            r#"operation="images.v1.edit""#,
            r#"http.request.method="PATCH""#,
            r#"url.template="/accounts/{account_id}/images/v1/{image_id}""#,
            "attempts=2",
            "http.response.status_code=200",
            r#"request_id="8f0-SIN""#,
            "elapsed_ms=500",
        ] {
            assert!(span.contains(field), "{field}: {span}");
        }
        assert!(!span.contains(TARGET), "{span}");
    }
    assert_eq!(log.matches("trying again").count(), 2);
}

/// But one: `ureq` writes every byte that it sends and receives to the target
/// `ureq_proto::util`, at the level `TRACE`, and gives no way to stop it. The
/// documentation of the blocking client says so.
#[test]
fn no_log_shows_a_secret_or_a_body() {
    let log = log_of(|| {
        let echo = failure(500).body(format!(
            r#"{{"errors":[{{"code":1,"message":"{TOKEN}"}}]}}"#
        ));
        edit!(
            [
                echo.clone(),
                ok().body(r#"{"success":true,"result":{"creator":"canary-body"}}"#)
            ],
            |edit| edit
                .creator("canary-creator")
                .options()
                .header("x-auth-key", "canary-key")
                .header("Cookie", "canary-cookie")
                .header("Authorization", format!("Bearer {TOKEN}"))
                .retry(Retry::any_method()),
            |seen| assert!(seen.result.is_ok())
        );
        edit!([echo.clone()], |seen| assert!(seen.result.is_err()));
        edit!([ok().closes_after(30)], |seen| assert!(
            seen.result.is_err()
        ));
    });
    assert!(
        log.contains("hyper"),
        "the finest level of the async client's transport is on"
    );
    assert!(log.contains("ureq"), "and that of the blocking client's");
    for line in log
        .lines()
        .filter(|line| !line.contains("ureq_proto::util"))
    {
        assert!(!line.contains("canary"), "{line}");
    }
}
