//! Makes one call as a JSON description on standard input says, and writes what
//! became of it to standard output.
//!
//! Recorded cases of the API's other clients are replayed through it. Its one
//! argument says which client makes the call: `async` or `blocking`.

use std::error::Error as _;
use std::io::Read as _;
use std::time::Duration;

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{
    AccountId, Auth, Call, Client, ClientBuilder, Error, ErrorKind, Image, ImageId, Map, Response,
    Retry, Value, blocking,
};
use serde::Deserialize;
use serde_json::json;

/// A case, as far as a call depends on it.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    client: Options,
    call: Ask,
}

/// What is set for a client, or for a call.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Options {
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
    options: Options,
}

/// What became of a call, with the `Debug` of the client that made it.
struct Outcome {
    result: Result<Response<Image>, Error>,
    client: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kind = std::env::args().nth(1);
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let case: Case = serde_json::from_str(&text)?;
    let outcome = match kind.as_deref() {
        Some("async") => run_async(&case)?,
        Some("blocking") => run_blocking(&case),
        _ => return Err("usage: wire-adapter async|blocking".into()),
    };
    println!("{}", report(outcome));
    Ok(())
}

fn run_async(case: &Case) -> std::io::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = match configure(Client::builder(), &case.client).build() {
        Ok(client) => client,
        Err(error) => return Ok(refused(error)),
    };
    let (account, image) = match ids(&case.call) {
        Ok(ids) => ids,
        Err(error) => return Ok(refused(error)),
    };
    let edit = client.images().v1().edit(&account, &image);
    let call = with_options(with_params(edit, &case.call.params), &case.call.options);
    Ok(Outcome {
        result: runtime.block_on(call.send_with_response()),
        client: Some(format!("{client:?}")),
    })
}

fn run_blocking(case: &Case) -> Outcome {
    let client = match configure(blocking::Client::builder(), &case.client).build() {
        Ok(client) => client,
        Err(error) => return refused(error),
    };
    let (account, image) = match ids(&case.call) {
        Ok(ids) => ids,
        Err(error) => return refused(error),
    };
    let edit = client.images().v1().edit(&account, &image);
    let call = with_options(with_params(edit, &case.call.params), &case.call.options);
    Outcome {
        result: call.send_with_response(),
        client: Some(format!("{client:?}")),
    }
}

fn refused(error: Error) -> Outcome {
    Outcome {
        result: Err(error),
        client: None,
    }
}

/// The recorded clients repeat every method, so this one does too.
fn retry(options: &Options) -> Retry {
    let retry = Retry::any_method();
    options
        .max_retries
        .map_or(retry.clone(), |retries| retry.retries(retries))
}

fn configure<C>(mut builder: ClientBuilder<C>, options: &Options) -> ClientBuilder<C> {
    builder = builder.from_env().retry(retry(options));
    if let Some(url) = &options.base_url {
        builder = builder.base_url(url);
    }
    if let Some(token) = &options.api_token {
        builder = builder.auth(Auth::ApiToken(token.as_str().into()));
    }
    if let (Some(email), Some(key)) = (&options.api_email, &options.api_key) {
        builder = builder.api_email_and_api_key(email.as_str(), key.as_str());
    }
    if let Some(milliseconds) = options.timeout_ms {
        builder = builder.timeout(Duration::from_millis(milliseconds));
    }
    for (name, value) in &options.headers {
        builder = match value {
            Value::Null => builder.remove_header(name),
            value => builder.header(name, text(value)),
        };
    }
    for (name, value) in &options.query {
        builder = builder.query(name, text(value));
    }
    builder
}

fn ids(ask: &Ask) -> Result<(AccountId, ImageId), Error> {
    Ok((ask.account_id.parse()?, ask.image_id.parse()?))
}

/// What a typed setter cannot say goes through the fields of the body.
fn with_params<C>(mut edit: Edit<C>, params: &Map<String, Value>) -> Call<C, Image> {
    let mut rest = Vec::new();
    for (name, value) in params {
        match (name.as_str(), value) {
            ("creator", Value::String(creator)) => edit = edit.creator(creator),
            ("metadata", Value::Object(metadata)) => edit = edit.metadata(metadata.clone()),
            ("require_signed_urls", Value::Bool(signed)) => {
                edit = edit.require_signed_urls(*signed);
            }
            ("require_signed_urls", value) => rest.push(("requireSignedURLs", value)),
            (name, value) => rest.push((name, value)),
        }
    }
    rest.into_iter()
        .fold(edit.options(), |call, (name, value)| {
            call.body_field(name, value.clone())
        })
}

fn with_options<C>(mut call: Call<C, Image>, options: &Options) -> Call<C, Image> {
    for (name, value) in &options.headers {
        call = match value {
            Value::Null => call.remove_header(name),
            value => call.header(name, text(value)),
        };
    }
    for (name, value) in &options.query {
        call = call.query(name, text(value));
    }
    for (name, value) in &options.body {
        call = call.body_field(name, value.clone());
    }
    if let Some(milliseconds) = options.timeout_ms {
        call = call.timeout(Duration::from_millis(milliseconds));
    }
    if options.max_retries.is_some() {
        call = call.retry(retry(options));
    }
    call
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
                "errors": error.errors(),
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
