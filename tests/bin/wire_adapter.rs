//! Makes one call, which a JSON object on standard input describes, and writes a report to standard
//! output.
//!
//! `tests/client/behaviours` runs it for its table, and so does the replay of recorded calls of the
//! vendor's clients. The argument is the mode of sending: `async` or `blocking`.

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

/// The description of a call.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    client: Settings,
    call: Call,
}

/// The settings of a client or of a call.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Settings {
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

/// The arguments of the call.
#[derive(Deserialize)]
struct Call {
    account_id: String,
    image_id: String,
    #[serde(default)]
    params: Map<String, Value>,
    #[serde(default)]
    options: Settings,
}

/// The result of a call, and the `Debug` output of the client.
struct Outcome {
    result: Result<Response<Image>, Error>,
    client: Option<String>,
}

/// Sends a request and waits for the response.
type Send = fn(Edit) -> Result<Response<Image>, Error>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mode = std::env::args().nth(1);
    let send: Send = match mode.as_deref() {
        Some("async") => send_async,
        Some("blocking") => Edit::send_with_response_blocking,
        _ => return Err("usage: wire-adapter async|blocking".into()),
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let case: Case = serde_json::from_str(&text)?;
    let outcome = run(&case, send).unwrap_or_else(not_sent);
    println!("{}", report(outcome));
    Ok(())
}

fn send_async(edit: Edit) -> Result<Response<Image>, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("the runtime starts");
    runtime.block_on(edit.send_with_response())
}

/// Makes the call. An error is one of the settings or the ids.
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

fn not_sent(error: Error) -> Outcome {
    Outcome {
        result: Err(error),
        client: None,
    }
}

/// The recorded clients retry every method, so this one does, too.
fn retry(settings: &Settings) -> Retry {
    let retry = Retry::any_method();
    match settings.max_retries {
        Some(retries) => retry.max_retries(retries),
        None => retry,
    }
}

fn configure(mut builder: ClientBuilder, settings: &Settings) -> ClientBuilder {
    builder = builder.from_env().retry(retry(settings));
    if let Some(url) = &settings.base_url {
        builder = builder.base_url(url);
    }
    if let Some(token) = &settings.api_token {
        builder = builder.auth(Auth::api_token(token.as_str()));
    }
    if let (Some(email), Some(key)) = (&settings.api_email, &settings.api_key) {
        builder = builder.auth(Auth::api_email_and_api_key(email.as_str(), key.as_str()));
    }
    if let Some(milliseconds) = settings.timeout_ms {
        builder = builder.timeout(Duration::from_millis(milliseconds));
    }
    for (name, value) in &settings.headers {
        builder = match value {
            Value::Null => builder.remove_header(name),
            value => builder.header(name, text(value)),
        };
    }
    for (name, value) in &settings.query {
        builder = builder.query(name, text(value));
    }
    builder
}

/// Values that the typed setters cannot express become fields of the options.
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

fn options(settings: &Settings) -> Options {
    let mut options = Options::new();
    for (name, value) in &settings.headers {
        options = match value {
            Value::Null => options.remove_header(name),
            value => options.header(name, text(value)),
        };
    }
    for (name, value) in &settings.query {
        options = options.query(name, text(value));
    }
    for (name, value) in &settings.body {
        options = options.body_field(name, value.clone());
    }
    if let Some(milliseconds) = settings.timeout_ms {
        options = options.timeout(Duration::from_millis(milliseconds));
    }
    if settings.max_retries.is_some() {
        options = options.retry(retry(settings));
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
