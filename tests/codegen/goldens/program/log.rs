//! A log of calls, requests and results.

use std::fmt::{Debug, Display, Write as _};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{Method, Request};

use crate::fake;

/// Headers that are the same in every request.
const USUAL: [&str; 3] = ["accept", "accept-encoding", "user-agent"];

/// A log of calls, requests and results.
#[derive(Default)]
pub(crate) struct Log(String);

impl Log {
    /// Logs a request.
    pub(crate) fn request(&mut self, what: &str, request: Result<Request<Bytes>, impl Display>) {
        self.title(what);
        match request {
            Ok(request) => self.line(&told(&request)),
            Err(error) => self.line(&format!("refused: {error}")),
        }
    }

    /// Logs a result, and the requests that were sent for it.
    pub(crate) fn outcome(&mut self, what: &str, outcome: Result<impl Debug, impl Display>) {
        self.title(what);
        for request in fake::sent() {
            self.line(&told(&request));
        }
        match outcome {
            Ok(value) => self.line(&format!("-> {value:?}")),
            Err(error) => self.line(&format!("-> error: {error}")),
        }
    }

    /// Logs an observation.
    pub(crate) fn note(&mut self, what: &str, text: &str) {
        self.title(what);
        self.line(text);
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }

    fn title(&mut self, what: &str) {
        let blank = if self.0.is_empty() { "" } else { "\n" };
        let _ = writeln!(self.0, "{blank}# {what}");
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.0, "{line}");
    }
}

/// A request as HTTP text, without the common headers.
fn told(request: &Request<Bytes>) -> String {
    let mut text = format!("{} {}", request.method(), request.uri());
    for (name, value) in request.headers() {
        let is_usual = USUAL.contains(&name.as_str())
            || (name == "content-type" && value == "application/json");
        if !is_usual {
            let _ = write!(
                text,
                "\n{name}: {}",
                String::from_utf8_lossy(value.as_bytes())
            );
        }
    }
    let body = String::from_utf8_lossy(request.body());
    if !body.is_empty() {
        let _ = write!(text, "\n{body}");
    } else if request.headers().contains_key("content-type") && request.method() != Method::GET {
        text.push_str("\n(an empty body)");
    }
    with_fixed_boundary(text)
}

/// The boundary of a form is random.
fn with_fixed_boundary(text: String) -> String {
    const START: &str = "form-boundary-";
    let Some((_, rest)) = text.split_once(START) else {
        return text;
    };
    let number = rest.lines().next().unwrap_or_default();
    text.replace(&format!("{START}{number}"), "form-boundary-0")
}

/// The output of a future that is ready immediately.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing here has to be waited for"),
    }
}
