//! The log output of a call at level TRACE, of this crate and of its dependencies.

use std::cell::RefCell;
use std::future::Future;
use std::io::Write;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};
use std::thread;

use cloudflare_images::bytes::Bytes;
use cloudflare_images::{Auth, Client, Limits, Options, Retry, Transport, TransportError, http};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::client::harness::{Mode, TARGET, TOKEN, edit, failure, ids, ok};
use crate::client::secrets::CANARY;

thread_local! {
    /// The log of this thread, while it is recorded.
    static LOG: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// The lines with secrets that background threads of clients have logged. They cannot be assigned
/// to a test, so every test reports them.
static LEAKS: Mutex<String> = Mutex::new(String::new());

/// Whether the background thread of a client has logged what its connection does.
static BACKGROUND_IS_LOGGED: AtomicBool = AtomicBool::new(false);

/// Whether the log has what the connections of such calls do. Those of blocking calls are driven by
/// background threads.
pub(crate) fn has_connections(log: &str, mode: Mode) -> bool {
    match mode {
        Mode::Async => log.contains("hyper"),
        Mode::Blocking => BACKGROUND_IS_LOGGED.load(Ordering::Relaxed),
    }
}

fn is_background_thread() -> bool {
    let thread = thread::current();
    thread
        .name()
        .is_some_and(|name| name.ends_with("-blocking"))
}

fn is_recorded() -> bool {
    LOG.with_borrow(Option::is_some) || is_background_thread()
}

/// Runs a function. Returns the log of this thread and [`LEAKS`].
pub(crate) fn log_of(run: impl FnOnce()) -> String {
    static ONCE: Once = Once::new();
    // One subscriber for all tests: temporary ones make each other miss events.
    ONCE.call_once(|| {
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(|| Log)
            .with_filter(dynamic_filter_fn(|_, _| is_recorded()));
        let subscriber = tracing_subscriber::registry().with(layer);
        tracing::subscriber::set_global_default(subscriber).expect("no other test logs");
        log::set_logger(&Bridge).expect("no other test logs");
        log::set_max_level(log::LevelFilter::Trace);
    });
    LOG.set(Some(Vec::new()));
    run();
    let log = LOG.take().unwrap_or_default();
    let leaks = LEAKS.lock().expect("the lock is not poisoned");
    String::from_utf8_lossy(&log).into_owned() + &leaks
}

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if is_background_thread() {
            let line = String::from_utf8_lossy(bytes);
            BACKGROUND_IS_LOGGED.fetch_or(line.contains("hyper"), Ordering::Relaxed);
            if line.contains(CANARY) {
                LEAKS
                    .lock()
                    .expect("the lock is not poisoned")
                    .push_str(&line);
            }
            return Ok(bytes.len());
        }
        LOG.with_borrow_mut(|log| log.get_or_insert_default().write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Forwards records of the crate `log`.
struct Bridge;

impl log::Log for Bridge {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        is_recorded()
    }

    fn log(&self, record: &log::Record<'_>) {
        if is_recorded() {
            tracing::trace!(target: "log", "{}: {}", record.target(), record.args());
        }
    }

    fn flush(&self) {}
}

#[test]
fn a_call_is_one_span() {
    let log = log_of(|| {
        edit([failure(429), ok().header("cf-ray", "8f0-SIN")])
            .check(|run| assert!(run.result.is_ok()));
    });
    let spans: Vec<_> = log.lines().filter(|line| line.contains("close")).collect();
    assert_eq!(spans.len(), 2, "one for each mode: {log}");
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

#[test]
fn no_log_shows_a_secret_or_a_body() {
    let log = log_of(|| {
        let echo = failure(500).body(format!(
            r#"{{"errors":[{{"code":1,"message":"{TOKEN}"}}]}}"#
        ));
        let secret = ok().body(r#"{"success":true,"result":{"creator":"canary-body"}}"#);
        let options = Options::new()
            .header("x-auth-key", "canary-key")
            .header("Cookie", "canary-cookie")
            .header("Authorization", format!("Bearer {TOKEN}"))
            .retry(Retry::any_method());
        edit([echo.clone(), secret])
            .request(|edit| edit.creator("canary-creator").options(options.clone()))
            .check(|run| assert!(run.result.is_ok()));
        edit([echo]).check(|run| assert!(run.result.is_err()));
        edit([ok().closes_after(30)]).check(|run| assert!(run.result.is_err()));
    });
    let is_trace_level = |line: &str| line.contains(" TRACE ") && line.contains("hyper");
    assert!(log.lines().any(is_trace_level), "the level TRACE is on");
    for line in log.lines() {
        assert!(!line.contains(CANARY), "{line}");
    }
}

/// A transport whose response says whether its tasks run on a background thread.
struct ThreadReporter;

impl Transport for ThreadReporter {
    fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + '_>>
    {
        Box::pin(async {
            let task = tokio::spawn(async { is_background_thread() });
            let is_known = task.await.map_err(TransportError::transport)?;
            let id = if is_known { "known" } else { "unknown" };
            let body = format!(r#"{{"success":true,"result":{{"id":"{id}"}}}}"#);
            Ok(http::Response::new(body.into()))
        })
    }
}

#[test]
fn background_threads_are_recognized() {
    let (account, image) = ids();
    let client = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .transport(ThreadReporter);
    let client = client.build().expect("the settings are valid");
    let edit = client.images().v1().edit(&account, &image);
    let image = edit.send_blocking().expect("the call succeeds");
    assert_eq!(image.id, "known".parse().ok());
}
