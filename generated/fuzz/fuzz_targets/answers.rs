//! Any answer of a server is an image or an error, and an error is fit to be shown.

#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::{HeaderValue, Request, Response, StatusCode};
use cloudflare_images::{Applied, ErrorKind, Fault, Limits, Retry, Value, blocking};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::{Corpus, fuzz_target};

/// What the server says.
#[derive(Arbitrary, Debug)]
struct Answer {
    status: u16,
    headers: Vec<(Header, Vec<u8>)>,
    body: Vec<u8>,
}

/// The headers that the client reads.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Header {
    ContentEncoding,
    ContentType,
    Date,
    Ray,
    RetryAfter,
    RetryAfterMs,
    ShouldRetry,
}

impl Header {
    fn name(self) -> &'static str {
        match self {
            Self::ContentEncoding => "content-encoding",
            Self::ContentType => "content-type",
            Self::Date => "date",
            Self::Ray => "cf-ray",
            Self::RetryAfter => "retry-after",
            Self::RetryAfterMs => "retry-after-ms",
            Self::ShouldRetry => "x-should-retry",
        }
    }
}

impl Answer {
    /// `None` if HTTP has no such answer.
    fn response(self) -> Option<Response<Bytes>> {
        let mut response = Response::new(self.body.into());
        *response.status_mut() = StatusCode::from_u16(self.status).ok()?;
        for (header, value) in self.headers {
            let value = HeaderValue::from_bytes(&value).ok()?;
            response.headers_mut().append(header.name(), value);
        }
        Some(response)
    }
}

thread_local! {
    static NEXT: RefCell<Response<Bytes>> = RefCell::default();
}

/// Says what is next, without a network.
struct Canned;

impl blocking::Transport for Canned {
    fn send(&self, _: Request<Bytes>, _: Limits) -> Result<Response<Bytes>, Fault> {
        Ok(NEXT.take())
    }
}

static CLIENT: LazyLock<blocking::Client> = LazyLock::new(|| {
    let builder = blocking::Client::builder().transport(Canned);
    let builder = builder.api_token("canary-token").retry(Retry::never());
    builder.build().expect("it is complete")
});

fuzz_target!(|answer: Answer| -> Corpus {
    let Some(response) = answer.response() else {
        return Corpus::Reject;
    };
    let status = response.status();
    NEXT.set(response);
    let account = "account".parse().expect("it is an id");
    let image = "image".parse().expect("it is an id");
    match CLIENT.images().v1().edit(&account, &image).send() {
        Ok(image) => {
            assert!(status.is_success(), "{status}: {image:?}");
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(!shown.contains(char::is_control), "{shown:?}");
            assert!(!format!("{error:?}").contains("canary"), "{error:?}");
            if error.kind() == ErrorKind::Decode {
                assert!(status.is_success(), "{status}: {error:?}");
                assert_eq!(error.applied(), Applied::Yes);
            }
            let _ = (error.errors(), error.messages(), error.retry_after());
            let _ = error.body_as::<Value>();
        }
    }
    Corpus::Keep
});
