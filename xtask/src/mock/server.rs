//! The HTTP server, on threads of its own. The caller answers the requests on his thread.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::mpsc;
use std::thread;

use bytes::Bytes;
use generator::mock::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{StatusCode, server};
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

/// The largest request body, in bytes.
const BODY_LIMIT: usize = 64 << 20;

/// A request that waits for its response.
pub(super) struct Pending {
    pub(super) request: Request,
    respond: oneshot::Sender<Response>,
}

impl Pending {
    pub(super) fn respond(self, response: Response) {
        // The client may have hung up.
        let _ = self.respond.send(response);
    }
}

/// A server on loopback.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) requests: mpsc::Receiver<Pending>,
}

impl Server {
    /// Starts the server. The port 0 is any free port.
    pub(super) fn start(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (sender, requests) = mpsc::channel();
        thread::Builder::new().spawn(move || runtime.block_on(accept(listener, sender)))?;
        Ok(Self { address, requests })
    }
}

async fn accept(listener: TcpListener, sender: mpsc::Sender<Pending>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let sender = sender.clone();
        let service = service_fn(move |request| handle(request, sender.clone()));
        let connection = server::conn::http1::Builder::new();
        let connection = connection.serve_connection(TokioIo::new(stream), service);
        // A connection that breaks concerns only its client.
        tokio::spawn(async move { drop(connection.await) });
    }
}

async fn handle(
    request: hyper::Request<Incoming>,
    sender: mpsc::Sender<Pending>,
) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, BODY_LIMIT).collect().await else {
        return Ok(status(StatusCode::PAYLOAD_TOO_LARGE));
    };
    let headers = head.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    let request = Request {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: body.to_bytes().to_vec(),
    };
    let (respond, response) = oneshot::channel();
    // It fails only after the verb has ended.
    let _ = sender.send(Pending { request, respond });
    let response = response.await;
    Ok(response.map_or_else(|_| status(StatusCode::SERVICE_UNAVAILABLE), converted))
}

fn status(status: StatusCode) -> hyper::Response<Full<Bytes>> {
    let mut response = hyper::Response::default();
    *response.status_mut() = status;
    response
}

fn converted(response: Response) -> hyper::Response<Full<Bytes>> {
    let mut converted = hyper::Response::new(Full::from(response.body));
    // A specification can list any status.
    let status = StatusCode::from_u16(response.status);
    *converted.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            converted
                .headers_mut()
                .append(HeaderName::from_static(name), value);
        }
    }
    converted
}
