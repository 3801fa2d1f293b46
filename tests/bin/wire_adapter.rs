//! Makes one call as a JSON description on standard input says, and writes what
//! became of it to standard output.
//!
//! Recorded cases of the API's other clients are replayed through it. Its one
//! argument says how the request is sent: `async` or `blocking`.

use std::error::Error as _;
use std::io::Read as _;
use std::time::Duration;

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Client, ClientBuilder, Error, ErrorEntry, ErrorKind, Image, ImageId, Map,
    Options, Response, Retry, Value,
};
use serde::Deserialize;
use serde_json::json;

/// A case, as far as a call depends on it.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    client: Given,
    call: Ask,
}

/// What is set for a client, or for a call.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Given {
    base_url: Option<String>,
    api_token: Option<String>,
    api_key: Option<String>,
    api_email: Option<String>,
    max_retries: Option<u32>,
    timeout_ms: Option<u64>,
    #[serde(alias = "default_headers")]
    headers: Map<String, Value>,
    #[serde(alias = "default_query")]
    query: Map<String, Value>,
    body: Map<String, Value>,
}

/// The call itself.
#[derive(Deserialize)]
struct Ask {
    account_id: String,
    image_id: String,
    #[serde(default)]
    params: Map<String, Value>,
    #[serde(default)]
    options: Given,
}

/// What became of a call, with the `Debug` of the client that made it.
struct Outcome {
    result: Result<Response<Image>, Error>,
    client: Option<String>,
}

/// Sends a request and waits for what becomes of it.
type Send = fn(Edit) -> Result<Response<Image>, Error>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let way = std::env::args().nth(1);
    let send: Send = match way.as_deref() {
        Some("async") => send_async,
        Some("blocking") => Edit::send_with_response_blocking,
        _ => return Err("usage: wire-adapter async|blocking".into()),
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let case: Case = serde_json::from_str(&text)?;
    let outcome = run(&case, send).unwrap_or_else(refused);
    println!("{}", report(outcome));
    Ok(())
}

fn send_async(edit: Edit) -> Result<Response<Image>, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("the system has a runtime to spare");
    runtime.block_on(edit.send_with_response())
}

/// Makes the call; an error is one of the client or the ids.
fn run(case: &Case, send: Send) -> Result<Outcome, Error> {
    let client = configure(Client::builder(), &case.client).build()?;
    let account: AccountId = case.call.account_id.parse()?;
    let image: ImageId = case.call.image_id.parse()?;
    let edit = client.images().v1().edit(&account, &image);
    let edit = with_params(edit, &case.call.params).options(options(&case.call.options));
    Ok(Outcome {
        result: send(edit),
        client: Some(format!("{client:?}")),
    })
}

fn refused(error: Error) -> Outcome {
    Outcome {
        result: Err(error),
        client: None,
    }
}

/// The recorded clients repeat every method, so this one does too.
fn retry(given: &Given) -> Retry {
    let retry = Retry::any_method();
    match given.max_retries {
        Some(retries) => retry.max_retries(retries),
        None => retry,
    }
}

fn configure(mut builder: ClientBuilder, given: &Given) -> ClientBuilder {
    builder = builder.from_env().retry(retry(given));
    if let Some(url) = &given.base_url {
        builder = builder.base_url(url);
    }
    if let Some(token) = &given.api_token {
        builder = builder.auth(Auth::api_token(token.as_str()));
    }
    if let (Some(email), Some(key)) = (&given.api_email, &given.api_key) {
        builder = builder.auth(Auth::api_email_and_api_key(email.as_str(), key.as_str()));
    }
    if let Some(milliseconds) = given.timeout_ms {
        builder = builder.timeout(Duration::from_millis(milliseconds));
    }
    for (name, value) in &given.headers {
        builder = match value {
            Value::Null => builder.remove_header(name),
            value => builder.header(name, text(value)),
        };
    }
    for (name, value) in &given.query {
        builder = builder.query(name, text(value));
    }
    builder
}

/// What a typed setter cannot say goes through the fields of the body.
fn with_params(mut edit: Edit, params: &Map<String, Value>) -> Edit {
    let mut rest = Options::new();
    for (name, value) in params {
        match (name.as_str(), value) {
            ("creator", Value::String(creator)) => edit = edit.creator(creator),
            ("metadata", Value::Object(metadata)) => edit = edit.metadata(metadata.clone()),
            ("require_signed_urls", Value::Bool(signed)) => {
                edit = edit.require_signed_urls(*signed);
            }
            ("require_signed_urls", value) => {
                rest = rest.body_field("requireSignedURLs", value.clone());
            }
            (name, value) => rest = rest.body_field(name, value.clone()),
        }
    }
    edit.options(rest)
}

fn options(given: &Given) -> Options {
    let mut options = Options::new();
    for (name, value) in &given.headers {
        options = match value {
            Value::Null => options.remove_header(name),
            value => options.header(name, text(value)),
        };
    }
    for (name, value) in &given.query {
        options = options.query(name, text(value));
    }
    for (name, value) in &given.body {
        options = options.body_field(name, value.clone());
    }
    if let Some(milliseconds) = given.timeout_ms {
        options = options.timeout(Duration::from_millis(milliseconds));
    }
    if given.max_retries.is_some() {
        options = options.retry(retry(given));
    }
    options
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn report(outcome: Outcome) -> Value {
    let mut report = match outcome.result {
        Ok(response) => json!({
            "ok": true,
            "result": response.value(),
            "raw": {
                "status": response.status().as_u16(),
                "cf_ray": response.request_id(),
                "retries_taken": response.attempts() - 1,
            },
        }),
        Err(error) => json!({
            "ok": false,
            "error": {
                "class": class(&error),
                "native": format!("{:?}", error.kind()),
                "message": error.to_string(),
                "chain": chain(&error),
                "status": error.status().map(|status| status.as_u16()),
                "errors": error.errors().iter().map(ErrorEntry::value).collect::<Vec<_>>(),
                "request_headers_repr": format!("{error:?}"),
            },
        }),
    };
    if let Some(client) = outcome.client {
        report["client_repr"] = client.into();
    }
    report
}

fn chain(error: &Error) -> Vec<String> {
    std::iter::successors(error.source(), |&cause| cause.source())
        .map(ToString::to_string)
        .collect()
}

fn class(error: &Error) -> &'static str {
    let status = error.status().map_or(0, |status| status.as_u16());
    match (error.kind(), status) {
        (ErrorKind::Config, _) => "config",
        (ErrorKind::Connect | ErrorKind::Transport, _) => "connection",
        (ErrorKind::Timeout, _) => "timeout",
        (ErrorKind::Redirect, _) => "redirect",
        (ErrorKind::Api, _) => "api_failure",
        (ErrorKind::Status, 400) => "bad_request",
        (ErrorKind::Status, 401) => "authentication",
        (ErrorKind::Status, 403) => "permission_denied",
        (ErrorKind::Status, 404) => "not_found",
        (ErrorKind::Status, 409) => "conflict",
        (ErrorKind::Status, 422) => "unprocessable",
        (ErrorKind::Status, 429) => "rate_limit",
        (ErrorKind::Status, 500..) => "server",
        (ErrorKind::Status, _) => "status_other",
        _ => "decode",
    }
}
