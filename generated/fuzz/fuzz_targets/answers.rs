//! Any response is an image or an error, and an error message shows no secret and has one line.

#![no_main]

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{LazyLock, Mutex};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::{HeaderValue, Request, Response, StatusCode};
use cloudflare_images::{
    Applied, Auth, Client, ErrorKind, TransportError, Limits, Message, Retry, Transport, Value,
};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::{Corpus, fuzz_target};

/// A response of the server.
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
    /// `None` if HTTP does not allow it.
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

static NEXT: Mutex<Option<Response<Bytes>>> = Mutex::new(None);

/// A transport without a network, which returns the next response.
struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        _: Request<Bytes>,
        _: Limits,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + '_>> {
        let next = NEXT.lock().expect("the lock is not poisoned").take();
        Box::pin(ready(Ok(next.expect("it is set before each call"))))
    }
}

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let builder = Client::builder().transport(Canned);
    let builder = builder.auth(Auth::api_token("canary-token"));
    let builder = builder.retry(Retry::never());
    builder.build().expect("the settings are valid")
});

fuzz_target!(|answer: Answer| -> Corpus {
    let Some(response) = answer.response() else {
        return Corpus::Reject;
    };
    let status = response.status();
    *NEXT.lock().expect("the lock is not poisoned") = Some(response);
    let account = "account".parse().expect("it is an id");
    let image = "image".parse().expect("it is an id");
    match CLIENT.images().v1().edit(&account, &image).send_blocking() {
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
            let _ = (error.errors(), error.retry_after());
            let _ = (error.errors_as::<Message>(), error.messages_as::<Message>());
            let _ = error.body_as::<Value>();
        }
    }
    Corpus::Keep
});
