//! Wraps the transport of a client: adds a header, signs each request, and counts responses.
//!
//! ```sh
//! CLOUDFLARE_API_TOKEN=… cargo run --example wrap_transport ACCOUNT_ID IMAGE_ID
//! ```

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use cloudflare_images::bytes::Bytes;
use cloudflare_images::http::{HeaderValue, Request, Response};
use cloudflare_images::{Client, Limits, RequestBody, ResponseBody, Transport, TransportError};

type Sending<'a, T> = Pin<Box<dyn Future<Output = Result<T, TransportError>> + Send + 'a>>;

/// Sends each attempt with a `traceparent` and a signature, and counts the responses by class.
pub(crate) struct Signed {
    inner: Arc<dyn Transport>,
    key: String,
    attempts: AtomicU64,
    /// How many responses have had a status of 1xx, 2xx and so on.
    pub(crate) responses: Arc<[AtomicUsize; 10]>,
}

impl Signed {
    /// Wraps a transport.
    pub(crate) fn new(
        inner: Arc<dyn Transport>,
        key: &str,
        responses: Arc<[AtomicUsize; 10]>,
    ) -> Self {
        Self {
            inner,
            key: key.to_owned(),
            attempts: AtomicU64::new(0),
            responses,
        }
    }

    /// Each attempt is a span of its own.
    fn add_trace(&self, request: &mut Request<impl Sized>) {
        let span = self.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        let value = format!("00-0af7651916cd43dd8448eb211c80319c-{span:016x}-01");
        let value = HeaderValue::try_from(value).expect("it is ASCII");
        request.headers_mut().insert("traceparent", value);
    }

    /// Signs what is final: method, path and body. A real client uses an HMAC.
    fn sign(&self, request: &mut Request<impl Sized>, body: &[u8]) -> Result<(), TransportError> {
        let length = body.len();
        let signature = format!(
            "{}:{}:{length}:{}",
            request.method(),
            request.uri().path(),
            self.key
        );
        let mut value = HeaderValue::try_from(signature).map_err(TransportError::config)?;
        // No library logs it.
        value.set_sensitive(true);
        request.headers_mut().insert("x-signature", value);
        Ok(())
    }

    fn record<T>(&self, response: &Response<T>) {
        let class = usize::from(response.status().as_u16() / 100);
        self.responses[class].fetch_add(1, Ordering::Relaxed);
    }
}

impl Transport for Signed {
    fn send(&self, mut request: Request<Bytes>, limits: Limits) -> Sending<'_, Response<Bytes>> {
        Box::pin(async move {
            self.add_trace(&mut request);
            let body = request.body().clone();
            self.sign(&mut request, &body)?;
            let response = self.inner.send(request, limits).await?;
            self.record(&response);
            Ok(response)
        })
    }

    /// For streamed responses. A body that is streamed could be signed in chunks.
    fn open(
        &self,
        mut request: Request<RequestBody>,
        limits: Limits,
    ) -> Sending<'_, Response<ResponseBody>> {
        Box::pin(async move {
            self.add_trace(&mut request);
            let body = request.body().clone().into_bytes()?;
            self.sign(&mut request, &body)?;
            let response = self.inner.open(request, limits).await?;
            self.record(&response);
            Ok(response)
        })
    }
}

#[allow(dead_code, reason = "a test includes this file")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: wrap_transport ACCOUNT_ID IMAGE_ID";
    let account = arguments.next().ok_or(usage)?.parse()?;
    let image = arguments.next().ok_or(usage)?.parse()?;
    let responses: Arc<[AtomicUsize; 10]> = Arc::default();
    let counted = Arc::clone(&responses);
    let client = Client::builder()
        .from_env()
        .wrap_transport(move |inner| Signed::new(inner, "key", Arc::clone(&counted)))
        .build()?;
    let edit = client.images().v1().edit(&account, &image).creator("me");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    println!("{:?}", runtime.block_on(edit.send())?);
    println!("2xx: {}", responses[2].load(Ordering::Relaxed));
    Ok(())
}
