//! How an edit behaves on the wire, row by row, as one sees it from outside: a
//! program with an environment of its own makes the call, and a server on
//! loopback says what it heard.
//!
//! The rows are in `table.yaml`. What a row leaves out is as usual: a token, a
//! creator, one fine answer, one request, one image.

use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::client::door::{TARGET, ok};
use crate::client::server::{Answer, Request, Server, serve};

const TABLE: &str = include_str!("table.yaml");

/// So many rows does the table have.
pub(crate) const ROWS: usize = 110;

/// In every secret of the table, and nowhere else.
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
    answers: Vec<Says>,
    #[serde(default = "one_request")]
    sends: Vec<Sends>,
    /// `ok`, or the class of an error.
    #[serde(default = "ok_class")]
    gets: String,
    /// What of the report must be just so, by JSON Pointer.
    #[serde(default)]
    reports: Map<String, Value>,
}

fn one_request() -> Vec<Sends> {
    vec![Sends::default()]
}

fn ok_class() -> String {
    "ok".into()
}

/// What the server says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Says {
    #[serde(default = "ok_status")]
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    json: Option<Value>,
    text: Option<String>,
    /// The result in an envelope.
    result: Option<Value>,
    /// Only so many bytes of the body, and then the connection is closed.
    closes_after: Option<usize>,
    /// Only so many bytes of the body, and then nothing.
    stalls_after: Option<usize>,
}

fn ok_status() -> u16 {
    200
}

/// What of a request must be just so.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sends {
    /// Path and query; the usual ones if it is left out.
    target: Option<String>,
    /// `null` for one that must not be there.
    #[serde(default)]
    headers: Map<String, Value>,
    /// The usual one if it is left out.
    body: Option<Value>,
}

/// The servers of a row: its own, and one that must not hear a byte.
struct Servers {
    own: Server,
    other: Server,
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
        serde_json::from_str(&text).expect("an address needs no escape in JSON")
    }
}

impl Says {
    fn answer(&self, place: impl Fn(&str) -> String) -> Answer {
        let mut answer = Answer::new(self.status);
        for (name, value) in &self.headers {
            answer = answer.header(name, &place(value.as_str().expect("a header is a text")));
        }
        let envelope =
            |result| json!({"success": true, "errors": [], "messages": [], "result": result});
        let json = self.json.clone().or(self.result.clone().map(envelope));
        let text = self.text.clone().or(json.map(|json| json.to_string()));
        answer = answer.body(text.unwrap_or_default());
        let head = answer.head_length();
        match (self.closes_after, self.stalls_after) {
            (Some(bytes), _) => answer.closes_after(head + bytes),
            (_, Some(bytes)) => answer.stalls_after(head + bytes),
            _ => answer,
        }
    }
}

impl Row {
    /// What is wrong with what the client does, if anything.
    fn check(&self, way: &str) -> Result<(), String> {
        let other = serve([ok()]);
        let place = |text: &str| text.replace("{other}", &other.url());
        let answers: Vec<Answer> = self.answers.iter().map(|says| says.answer(place)).collect();
        let own = serve(if answers.is_empty() {
            vec![ok()]
        } else {
            answers
        });
        let servers = Servers { own, other };
        let (report, shown) = self.call(way, &servers).expect("the program runs");
        let heard = servers.own.heard();
        if shown.contains(SECRET) {
            return Err(format!("a secret is shown: {shown}"));
        }
        if servers.other.connections() > 0 {
            return Err("another origin was asked".into());
        }
        if heard.len() != self.sends.len() {
            return Err(format!("{} requests; {report}", heard.len()));
        }
        self.check_report(&report)?;
        for (sends, request) in self.sends.iter().zip(&heard) {
            sends.check(request, &servers)?;
        }
        Ok(())
    }

    /// Makes the call; what became of it, and all that it shows of itself.
    fn call(&self, way: &str, servers: &Servers) -> io::Result<(Value, String)> {
        let mut case = json!({
            "client": {"base_url": "{url}", "api_token": "token-SECRET"},
            "call": {
                "account_id": "023e105f4ecef8ad9ca31a8372d0c353",
                "image_id": "107b9558-dd06-4bbd-5fef-9c2c16bb7900",
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
        program.arg(way).env_clear();
        program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, value) in servers.place_all(&self.env) {
            program.env(name, value.as_str().expect("a variable is a text"));
        }
        let mut running = program.spawn()?;
        let mut input = running.stdin.take().expect("it is piped");
        input.write_all(case.to_string().as_bytes())?;
        drop(input);
        let output = running.wait_with_output()?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let report: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| io::Error::other(format!("no report: {told}")))?;
        // The value is the caller's; the rest is what programs log.
        let shown = format!("{told} {} {}", report["error"], report["client_repr"]);
        Ok((report, shown))
    }

    fn check_report(&self, report: &Value) -> Result<(), String> {
        let class = report.pointer("/error/class").and_then(Value::as_str);
        if class.unwrap_or("ok") != self.gets {
            return Err(format!("another outcome: {report}"));
        }
        for (pointer, expected) in &self.reports {
            let found = report.pointer(pointer).unwrap_or(&Value::Null);
            if found != expected {
                return Err(format!("{pointer} is {found}: {report}"));
            }
        }
        Ok(())
    }
}

impl Sends {
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

/// Puts new members over old ones; `null` takes one away.
fn merge(value: &mut Value, members: &Map<String, Value>) {
    let known = value.as_object_mut().expect("it is an object");
    for (name, member) in members {
        known.insert(name.clone(), member.clone());
    }
    known.retain(|_, member| !member.is_null());
}

#[track_caller]
fn check_all(way: &str) {
    let rows: Vec<Row> = serde_yaml::from_str(TABLE).expect("the table is one");
    assert_eq!(rows.len(), ROWS, "`ROWS` counts the rows of the table");
    let faults: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            row.check(way)
                .err()
                .map(|fault| format!("it {}: {fault}", row.it))
        })
        .collect();
    assert!(faults.is_empty(), "{way}:\n{}", faults.join("\n"));
}

#[test]
fn an_async_call_behaves_as_the_table_says() {
    check_all("async");
}

#[test]
fn a_blocking_call_behaves_as_the_table_says() {
    check_all("blocking");
}
