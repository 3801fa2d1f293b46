//! The table of what an edit sends and returns: `table.yaml`. It is the place for cases that
//! settings, arguments and responses describe.
//!
//! For each row, the program `wire-adapter` makes the call with its own environment, against a
//! server on loopback. The defaults of a row are a token, a creator, one success, one request and
//! an image.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::client::harness::{TARGET, ok};
use crate::client::server::{MockResponse, MockServer, Request, serve};

const TABLE: &str = include_str!("table.yaml");

/// The number of rows.
pub(crate) const ROWS: usize = 103;

/// Every secret of the table contains it, and nothing else does.
const SECRET: &str = "SECRET";

/// A row of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// What the client does.
    it: String,
    #[serde(default)]
    client: Map<String, Value>,
    #[serde(default)]
    env: Map<String, Value>,
    #[serde(default)]
    call: Map<String, Value>,
    #[serde(default)]
    responses: Vec<RowResponse>,
    #[serde(default = "one_request")]
    requests: Vec<ExpectedRequest>,
    /// `ok`, or the class of an error.
    #[serde(default = "ok_class")]
    outcome: String,
    /// Expected values of the report, by JSON Pointer.
    #[serde(default)]
    report: Map<String, Value>,
}

fn one_request() -> Vec<ExpectedRequest> {
    vec![ExpectedRequest::default()]
}

fn ok_class() -> String {
    "ok".into()
}

/// A response of the server.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowResponse {
    #[serde(default = "ok_status")]
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    json: Option<Value>,
    text: Option<String>,
    /// The result in an envelope.
    result: Option<Value>,
    /// The number of bytes of the body after which the connection is closed.
    closes_after: Option<usize>,
    /// The number of bytes of the body after which the server stalls.
    stalls_after: Option<usize>,
}

fn ok_status() -> u16 {
    200
}

/// The expected parts of a request.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedRequest {
    /// Path and query; by default those of the ids above.
    target: Option<String>,
    /// `null` means that the header must be absent.
    #[serde(default)]
    headers: Map<String, Value>,
    /// By default that of the creator.
    body: Option<Value>,
}

/// The servers of a row: its own, and one that the client must not connect to.
struct Servers {
    own: MockServer,
    other: MockServer,
}

impl Servers {
    fn place(&self, text: &str) -> String {
        let origin = self.own.url().replace("/client/v4", "");
        text.replace("{url}", &self.own.url())
            .replace("{origin}", &origin)
            .replace("{other}", &self.other.url())
    }

    fn place_all(&self, map: &Map<String, Value>) -> Map<String, Value> {
        let text = self.place(&Value::from(map.clone()).to_string());
        serde_json::from_str(&text).expect("a URL needs no escapes in JSON")
    }
}

impl RowResponse {
    fn response(&self, place: impl Fn(&str) -> String) -> MockResponse {
        let mut response = MockResponse::new(self.status);
        for (name, value) in &self.headers {
            response = response.header(name, &place(value.as_str().expect("a header is a string")));
        }
        let envelope =
            |result| json!({"success": true, "errors": [], "messages": [], "result": result});
        let json = self.json.clone().or(self.result.clone().map(envelope));
        let text = self.text.clone().or(json.map(|json| json.to_string()));
        response = response.body(text.unwrap_or_default());
        let head = response.head_length();
        match (self.closes_after, self.stalls_after) {
            (Some(bytes), _) => response.closes_after(head + bytes),
            (_, Some(bytes)) => response.stalls_after(head + bytes),
            _ => response,
        }
    }
}

impl Row {
    /// Makes the call, and returns what is wrong, if anything.
    fn check(&self, mode: &str) -> Result<(), String> {
        let other = serve([ok()]);
        let place = |text: &str| text.replace("{other}", &other.url());
        let responses: Vec<MockResponse> =
            self.responses.iter().map(|it| it.response(place)).collect();
        let own = serve(if responses.is_empty() {
            vec![ok()]
        } else {
            responses
        });
        let servers = Servers { own, other };
        let (report, shown) = self.call(mode, &servers).expect("the program runs");
        let requests = servers.own.requests();
        if shown.contains(SECRET) {
            return Err(format!("a secret is shown: {shown}"));
        }
        if servers.other.connections() > 0 {
            return Err("the client connects to another origin".into());
        }
        if requests.len() != self.requests.len() {
            return Err(format!("{} requests; {report}", requests.len()));
        }
        self.check_report(&report)?;
        for (expected, request) in self.requests.iter().zip(&requests) {
            expected.check(request, &servers)?;
        }
        Ok(())
    }

    /// Makes the call. Returns the report of the program, and all output that must not show
    /// secrets.
    fn call(&self, mode: &str, servers: &Servers) -> io::Result<(Value, String)> {
        let mut case = json!({
            "client": {"base_url": "{url}", "api_token": "token-SECRET"},
            "call": {
                "account_id": "023e105f4ecef8ad9ca31a8372d0c353",
                "image_id": "107b9558dd064bbd5fef9c2c16bb7900",
                "params": {"creator": "cr"},
            },
        });
        merge(&mut case["client"], &servers.place_all(&self.client));
        merge(&mut case["call"], &servers.place_all(&self.call));
        case["client"]["base_url"] = match &case["client"]["base_url"] {
            Value::String(url) => servers.place(url).into(),
            other => other.clone(),
        };
        let mut program = Command::new(env!("CARGO_BIN_EXE_wire-adapter"));
        program.arg(mode).env_clear();
        program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, value) in servers.place_all(&self.env) {
            program.env(name, value.as_str().expect("a variable is a string"));
        }
        let mut running = program.spawn()?;
        let mut input = running.stdin.take().expect("it is piped");
        input.write_all(case.to_string().as_bytes())?;
        drop(input);
        let output = running.wait_with_output()?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let report: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| io::Error::other(format!("no report: {stderr}")))?;
        // Programs log all of this, except the result.
        let shown = format!("{stderr} {} {}", report["error"], report["client_repr"]);
        Ok((report, shown))
    }

    fn check_report(&self, report: &Value) -> Result<(), String> {
        let class = report.pointer("/error/class").and_then(Value::as_str);
        if class.unwrap_or("ok") != self.outcome {
            return Err(format!("another outcome: {report}"));
        }
        for (pointer, expected) in &self.report {
            let found = report.pointer(pointer).unwrap_or(&Value::Null);
            if found != expected {
                return Err(format!("{pointer} is {found}: {report}"));
            }
        }
        Ok(())
    }
}

impl ExpectedRequest {
    fn check(&self, request: &Request, servers: &Servers) -> Result<(), String> {
        let target = self.target.as_deref().unwrap_or(TARGET);
        if (request.method.as_str(), request.target.as_str()) != ("PATCH", target) {
            return Err(format!("{} {}", request.method, request.target));
        }
        for (name, value) in servers.place_all(&self.headers) {
            let expected: Vec<&str> = value.as_str().into_iter().collect();
            if request.header(&name) != expected {
                return Err(format!("{name}: {:?}", request.header(&name)));
            }
        }
        let usual = json!({"creator": "cr"});
        let body = self.body.as_ref().unwrap_or(&usual);
        if &request.json() != body {
            return Err(format!("the body is {}", request.json()));
        }
        Ok(())
    }
}

/// Replaces members; `null` removes one.
fn merge(value: &mut Value, members: &Map<String, Value>) {
    let known = value.as_object_mut().expect("it is an object");
    for (name, member) in members {
        known.insert(name.clone(), member.clone());
    }
    known.retain(|_, member| !member.is_null());
}

#[track_caller]
fn check_all(mode: &str) {
    let rows: Vec<Row> = serde_yaml::from_str(TABLE).expect("the table is valid");
    assert_eq!(rows.len(), ROWS, "`ROWS` counts the rows of the table");
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            row.check(mode)
                .err()
                .map(|fault| format!("it {}: {fault}", row.it))
        })
        .collect();
    assert!(faults.is_empty(), "{mode}:\n{}", faults.join("\n"));
}

#[test]
fn async_calls_behave_as_in_the_table() {
    check_all("async");
}

#[test]
fn blocking_calls_behave_as_in_the_table() {
    check_all("blocking");
}
