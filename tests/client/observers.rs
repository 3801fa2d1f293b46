//! What an observer is told.

use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use cloudflare_images::{ErrorKind, CallEvent, Observer, Options};

use crate::client::door::{edit, failure, ok};
use crate::client::server::Answer;

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<String>>>);

impl Ear {
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
        self.0.lock().expect("no thread has panicked").push(line);
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("no thread has panicked"))
    }
}

impl Observer for Ear {
    fn attempted(&self, event: &CallEvent<'_>) {
        self.note("attempted", event);
    }

    fn finished(&self, event: &CallEvent<'_>) {
        self.note("finished", event);
    }
}

#[track_caller]
fn check(answers: &[Answer], expect: &[&str]) {
    let ear = Ear::default();
    edit(answers.to_vec())
        .client(|builder| builder.observer(ear.clone()))
        .check(|seen| assert_eq!(ear.heard(), expect, "{:?}", seen.way));
}

#[test]
fn an_observer_is_told_of_each_attempt_and_of_the_end() {
    check(
        &[failure(429), ok().header("cf-ray", "8f0-SIN")],
        &[
            r#"attempted 1 Some(429) Some(Status) Some("8f0000000000abcd-SIN") 0ns Some(500ms)"#,
            r#"attempted 2 Some(200) None Some("8f0-SIN") 500ms None"#,
            r#"finished 2 Some(200) None Some("8f0-SIN") 500ms None"#,
        ],
    );
    check(
        &[Answer::new(200).body("{")],
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
fn an_observer_hears_of_a_call_that_had_no_time() {
    let ear = Ear::default();
    edit([ok()])
        .client(|builder| builder.observer(ear.clone()))
        .request(|edit| edit.options(Options::new().timeout(Duration::ZERO)))
        .check(|seen| {
            assert_eq!(seen.error().kind(), ErrorKind::Timeout);
            assert_eq!(ear.heard(), ["finished 0 None Some(Timeout) None 0ns None"]);
        });
}

#[test]
fn an_observer_that_panics_changes_nothing() {
    struct Clumsy;

    impl Observer for Clumsy {
        fn attempted(&self, _: &CallEvent<'_>) {
            panic!("an observer panics in a test");
        }

        fn finished(&self, _: &CallEvent<'_>) {
            panic!("an observer panics in a test");
        }
    }

    edit([failure(429), ok()])
        .client(|builder| builder.observer(Clumsy))
        .check(|seen| {
            assert_eq!(seen.image().filename.as_deref(), Some("logo.png"));
            assert_eq!(seen.requests.len(), 2);
        });
    edit([Answer::new(200).body("{")])
        .client(|builder| builder.observer(Clumsy))
        .check(|seen| assert_eq!(seen.error().kind(), ErrorKind::Decode));
}

#[test]
fn an_observer_hears_of_a_blocking_call_on_the_thread_that_makes_it() {
    #[derive(Clone, Default)]
    struct Here(Arc<Mutex<Vec<ThreadId>>>);

    impl Observer for Here {
        fn attempted(&self, _: &CallEvent<'_>) {
            self.0.lock().unwrap().push(thread::current().id());
        }

        fn finished(&self, event: &CallEvent<'_>) {
            self.attempted(event);
        }
    }

    let here = Here::default();
    edit([failure(429), ok()])
        .client(|builder| builder.observer(here.clone()))
        .check(|_| {
            let threads = std::mem::take(&mut *here.0.lock().unwrap());
            assert_eq!(threads, [thread::current().id(); 3]);
        });
}
