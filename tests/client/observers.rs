//! Observers.

use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use cloudflare_images::{CallEvent, ErrorKind, Observer, Options};

use crate::client::harness::{edit, failure, ok};
use crate::client::server::MockResponse;

/// Records events.
#[derive(Clone, Default)]
struct RecordingObserver(Arc<Mutex<Vec<String>>>);

impl RecordingObserver {
    fn note(&self, what: &str, event: &CallEvent<'_>) {
        assert_eq!(event.operation, "images.v1.edit");
        assert_eq!(event.method, "PATCH");
        assert_eq!(
            event.path_template,
            "/accounts/{account_id}/images/v1/{image_id}"
        );
        let status = event.status.map(|status| status.as_u16());
        let CallEvent {
            attempts,
            error,
            request_id,
            elapsed,
            retry_in,
            ..
        } = event;
        let line = format!(
            "{what} {attempts} {status:?} {error:?} {request_id:?} {elapsed:?} {retry_in:?}"
        );
        self.0.lock().expect("the lock is not poisoned").push(line);
    }

    fn events(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("the lock is not poisoned"))
    }
}

impl Observer for RecordingObserver {
    fn attempted(&self, event: &CallEvent<'_>) {
        self.note("attempted", event);
    }

    fn finished(&self, event: &CallEvent<'_>) {
        self.note("finished", event);
    }
}

#[track_caller]
fn check(responses: &[MockResponse], expect: &[&str]) {
    let observer = RecordingObserver::default();
    edit(responses.to_vec())
        .client(|builder| builder.observer(observer.clone()))
        .check(|run| assert_eq!(observer.events(), expect, "{:?}", run.mode));
}

#[test]
fn an_observer_sees_each_attempt_and_the_end() {
    check(
        &[failure(429), ok().header("cf-ray", "8f0-SIN")],
        &[
            r#"attempted 1 Some(429) Some(Status) Some("8f0000000000abcd-SIN") 0ns Some(500ms)"#,
            r#"attempted 2 Some(200) None Some("8f0-SIN") 500ms None"#,
            r#"finished 2 Some(200) None Some("8f0-SIN") 500ms None"#,
        ],
    );
    check(
        &[MockResponse::new(200).body("{")],
        &[
            "attempted 1 Some(200) None None 0ns None",
            "finished 1 Some(200) Some(Decode) None 0ns None",
        ],
    );
    check(
        &[ok().closes_after(0)],
        &[
            "attempted 1 None Some(Transport) None 0ns None",
            "finished 1 None Some(Transport) None 0ns None",
        ],
    );
}

#[test]
fn an_observer_sees_a_call_without_time() {
    let observer = RecordingObserver::default();
    edit([ok()])
        .client(|builder| builder.observer(observer.clone()))
        .request(|edit| edit.options(Options::new().timeout(Duration::ZERO)))
        .check(|run| {
            assert_eq!(run.error().kind(), ErrorKind::Timeout);
            assert_eq!(
                observer.events(),
                ["finished 0 None Some(Timeout) None 0ns None"]
            );
        });
}

#[test]
fn a_panic_of_an_observer_does_not_affect_the_call() {
    struct PanickingObserver;

    impl Observer for PanickingObserver {
        fn attempted(&self, _: &CallEvent<'_>) {
            panic!("an observer panics in a test");
        }

        fn finished(&self, _: &CallEvent<'_>) {
            panic!("an observer panics in a test");
        }
    }

    edit([failure(429), ok()])
        .client(|builder| builder.observer(PanickingObserver))
        .check(|run| {
            assert_eq!(run.image().filename.as_deref(), Some("logo.png"));
            assert_eq!(run.requests.len(), 2);
        });
    edit([MockResponse::new(200).body("{")])
        .client(|builder| builder.observer(PanickingObserver))
        .check(|run| assert_eq!(run.error().kind(), ErrorKind::Decode));
}

#[test]
fn an_observer_runs_on_the_thread_of_the_call() {
    #[derive(Clone, Default)]
    struct ThreadRecorder(Arc<Mutex<Vec<ThreadId>>>);

    impl Observer for ThreadRecorder {
        fn attempted(&self, _: &CallEvent<'_>) {
            self.0.lock().unwrap().push(thread::current().id());
        }

        fn finished(&self, event: &CallEvent<'_>) {
            self.attempted(event);
        }
    }

    let here = ThreadRecorder::default();
    edit([failure(429), ok()])
        .client(|builder| builder.observer(here.clone()))
        .check(|_| {
            let threads = std::mem::take(&mut *here.0.lock().unwrap());
            assert_eq!(threads, [thread::current().id(); 3]);
        });
}
