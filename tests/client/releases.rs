//! The client of GitHub's releases, the second crate that is generated from a fragment.

use std::pin::Pin;
use std::sync::Arc;

use github_releases::bytes::Bytes;
use github_releases::http::{Request, Response, Uri};
use github_releases::{
    Applied, Auth, Client, Contents, ErrorKind, IssueUpdateMilestone, IssuesUpdateFailure, Limits,
    MakeLatest, NotFoundOrUnprocessableContent, Nullable, ReleasesAssetsDownloadAnswer, Transport,
    TransportError,
};
use serde_json::{Value, json};

use crate::client::harness::{TOKEN, block_on};
use crate::client::server::{MockResponse, MockServer, serve};

#[path = "../github-releases/examples/publish_release.rs"]
mod publish_release;

const RELEASES: &str = "/client/v4/repos/octocat/Hello-World/releases";

/// The outcomes of a call in both modes.
macro_rules! both {
    ($call:expr) => {
        [block_on($call.send()), $call.send_blocking()]
    };
}

fn client(server: &MockServer) -> Client {
    let builder = Client::builder().base_url(server.url());
    let client = builder.auth(Auth::token(TOKEN)).build();
    client.expect("the settings are valid")
}

fn user() -> Value {
    json!({"id": 1, "login": "octocat", "html_url": "https://github.com/octocat"})
}

fn release(tag: &str) -> Value {
    json!({
        "id": 1,
        "html_url": format!("https://github.com/octocat/Hello-World/releases/{tag}"),
        "upload_url": "https://uploads.github.com/repos/octocat/Hello-World/releases/1/assets{?name,label}",
        "tag_name": tag,
        "target_commitish": "master",
        "name": null,
        "draft": true,
        "prerelease": false,
        "created_at": "2013-02-27T19:35:32Z",
        "published_at": null,
        "author": user(),
        "assets": [asset()],
        "reactions": {"heart": 1},
    })
}

fn asset() -> Value {
    json!({
        "id": 1,
        "name": "example.zip",
        "label": null,
        "state": "uploaded",
        "content_type": "application/zip",
        "size": 4,
        "digest": null,
        "download_count": 42,
        "browser_download_url": "https://github.com/octocat/Hello-World/releases/download/v1.0.0/example.zip",
        "created_at": "2013-02-27T19:35:32Z",
        "updated_at": "2013-02-27T19:35:32Z",
        "uploader": user(),
    })
}

fn issue() -> Value {
    json!({
        "id": 1,
        "number": 42,
        "html_url": "https://github.com/octocat/Hello-World/issues/42",
        "title": "Found a bug",
        "body": null,
        "state": "open",
        "labels": ["bug", {"id": 1, "name": "urgent", "color": null}],
        "milestone": null,
        "user": user(),
        "created_at": "2013-02-27T19:35:32Z",
        "updated_at": "2013-02-27T19:35:32Z",
        "closed_at": null,
    })
}

#[test]
fn releases_are_listed_page_by_page_without_an_account() {
    let link = format!("<{RELEASES}?per_page=1&page=2>; rel=\"next\", <{RELEASES}>; rel=\"last\"");
    let server = serve([
        MockResponse::json(200, &json!([release("v2")])).header("link", &link),
        MockResponse::json(200, &json!([release("v1")])),
    ]);
    let client = Client::builder().base_url(server.url()).build();
    let list = client.expect("the settings are valid").releases();
    let list = list.list("octocat", "Hello-World").per_page(1);
    let releases: Result<Vec<_>, _> = list.items_blocking().collect();
    let tags = releases.expect("both pages arrive").into_iter();
    assert_eq!(tags.map(|it| it.tag_name).collect::<Vec<_>>(), ["v2", "v1"]);
    let requests = server.requests();
    let targets: Vec<&str> = requests.iter().map(|it| it.target.as_str()).collect();
    let second = format!("{RELEASES}?per_page=1&page=2");
    assert_eq!(targets, [&format!("{RELEASES}?per_page=1"), &second]);
    for request in &requests {
        assert!(request.header("authorization").is_empty());
        assert_eq!(request.header("x-github-api-version"), ["2022-11-28"]);
    }
}

#[test]
fn a_release_is_created() {
    let server = serve([MockResponse::json(201, &release("v1.0.0"))]);
    let releases = client(&server).releases();
    let create = || {
        let create = releases.create("octocat", "Hello-World", "v1.0.0");
        create.draft(true).make_latest(MakeLatest::Legacy)
    };
    for release in both!(create()) {
        let release = release.expect("it is created");
        assert_eq!((release.id, release.name), (1, None));
        assert_eq!(release.assets[0].download_count, 42);
    }
    for request in server.requests() {
        assert_eq!(request.target, RELEASES);
        assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
        let body = json!({"tag_name": "v1.0.0", "draft": true, "make_latest": "legacy"});
        assert_eq!(request.json(), body);
    }
}

#[test]
fn an_invalid_release_is_an_error_with_its_type() {
    let body = json!({
        "message": "Validation Failed",
        "documentation_url": "https://docs.github.com/rest/releases/releases#create-a-release",
        "errors": [{"resource": "Release", "code": "already_exists", "field": "tag_name"}],
    });
    let server = serve([MockResponse::json(422, &body).header("x-github-request-id", "C0FF:EE")]);
    let releases = client(&server).releases();
    for error in both!(releases.create("octocat", "Hello-World", "v1.0.0")) {
        let error = error.expect_err("the API refuses it");
        assert_eq!(error.applied(), Applied::No);
        let Some(NotFoundOrUnprocessableContent::UnprocessableContent(details)) = error.details()
        else {
            panic!("{error:?}");
        };
        let errors = details.errors.unwrap_or_default();
        assert_eq!(details.message, "Validation Failed");
        assert_eq!(errors[0].code, "already_exists");
        assert_eq!(errors[0].field.as_deref(), Some("tag_name"));
        let shown = error.to_string();
        let start = "releases.create: 422 Unprocessable Entity: Validation Failed";
        assert!(shown.starts_with(start), "{shown}");
        assert!(shown.ends_with(" [request C0FF:EE]"), "{shown}");
    }
}

#[test]
fn an_update_sends_only_what_is_set() {
    let server = serve([MockResponse::json(200, &release("v1.0.0"))]);
    let releases = client(&server).releases();
    let update = || releases.update("octocat", "Hello-World", 1).draft(false);
    for release in both!(update().name(None::<String>)) {
        assert_eq!(release.expect("it is updated").tag_name, "v1.0.0");
    }
    for request in server.requests() {
        let sent = (request.method.as_str(), request.target.as_str());
        assert_eq!(sent, ("PATCH", &*format!("{RELEASES}/1")));
        assert_eq!(request.json(), json!({"draft": false}));
    }
}

#[test]
fn properties_of_an_issue_are_absent_null_or_a_value() {
    let server = serve([MockResponse::json(200, &issue())]);
    let issues = client(&server).issues();
    let update = || issues.update("octocat", "Hello-World", 42);
    let milestone = IssueUpdateMilestone::Text("7".to_owned());
    let updates = [
        (update(), json!({})),
        (update().body(None::<String>), json!({})),
        (update().body(Nullable::Null), json!({"body": null})),
        (update().body("It works."), json!({"body": "It works."})),
        (update().milestone(7), json!({"milestone": 7})),
        (update().milestone("7"), json!({"milestone": "7"})),
        (update().milestone(milestone), json!({"milestone": "7"})),
        (
            update().milestone(Nullable::Null),
            json!({"milestone": null}),
        ),
        (update().labels(["bug"]), json!({"labels": ["bug"]})),
        (update().labels([""; 0]), json!({"labels": []})),
    ];
    for (update, expected) in updates {
        let issue = block_on(update.send()).expect("it is updated");
        assert_eq!((issue.number, issue.body), (42, None));
        assert_eq!(issue.labels.len(), 2);
        let requests = server.requests();
        let request = requests.last().expect("it was sent");
        assert_eq!(
            request.target,
            "/client/v4/repos/octocat/Hello-World/issues/42"
        );
        assert_eq!(request.json(), expected);
    }
}

#[test]
fn an_issue_that_has_moved_is_an_error() {
    let body = json!({"message": "Moved Permanently", "url": "/repositories/2/issues/1"});
    let server = serve([MockResponse::json(301, &body).header("location", "/repositories/2")]);
    let issues = client(&server).issues();
    for error in both!(issues.update("octocat", "Hello-World", 42).title("a")) {
        let error = error.expect_err("the issue is elsewhere");
        assert_eq!(error.kind(), ErrorKind::Redirect);
        let details = error.details();
        let Some(IssuesUpdateFailure::MovedPermanently(details)) = details else {
            panic!("{error:?}");
        };
        assert_eq!(details.message.as_deref(), Some("Moved Permanently"));
    }
    assert_eq!(server.requests().len(), 2, "nothing follows the redirects");
}

/// Sends the requests for GitHub's servers to servers on loopback.
struct Redirected {
    inner: Arc<dyn Transport>,
    /// Hosts, and the URLs that replace their origins.
    servers: Vec<(&'static str, String)>,
}

type Sending<'t> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 't>>;

impl Transport for Redirected {
    fn send(&self, mut request: Request<Bytes>, limits: Limits) -> Sending<'_> {
        let uri = request.uri();
        let mut servers = self.servers.iter();
        let server = servers.find(|(host, _)| uri.host() == Some(host));
        let (_, url) = server.expect("the host is one of GitHub's");
        let path = uri.path_and_query().map_or("", |it| it.as_str());
        let url = format!("{url}{path}").parse::<Uri>();
        *request.uri_mut() = url.expect("the URL is valid");
        self.inner.send(request, limits)
    }
}

#[test]
fn an_asset_goes_to_the_server_for_uploads_as_it_is() {
    let api = serve([MockResponse::json(201, &release("v1.0.0"))]);
    let uploads = serve([MockResponse::json(201, &asset())]);
    let servers = vec![
        ("api.github.com", api.url()),
        ("uploads.github.com", uploads.url()),
    ];
    let builder = Client::builder().auth(Auth::token(TOKEN));
    let builder = builder.wrap_transport(move |inner| Redirected {
        inner,
        servers: servers.clone(),
    });
    let releases = builder.build().expect("the settings are valid").releases();
    let contents: &[u8] = b"PK\x03\xff";
    let upload = || {
        let assets = releases.assets();
        let upload = assets.upload("octocat", "Hello-World", 1, "a b.zip", contents.to_vec());
        upload.label("An archive").content_type("application/zip")
    };
    for asset in both!(upload()) {
        assert_eq!(asset.expect("it is uploaded").size, 4);
    }
    for release in both!(releases.create("octocat", "Hello-World", "v1.0.0")) {
        release.expect("it is created");
    }
    assert_eq!((api.requests().len(), uploads.requests().len()), (2, 2));
    for request in uploads.requests() {
        let target = format!("{RELEASES}/1/assets?name=a%20b.zip&label=An%20archive");
        assert_eq!((&*request.method, &*request.target), ("POST", &*target));
        assert_eq!(request.header("content-type"), ["application/zip"]);
        assert_eq!(request.header("content-length"), ["4"]);
        assert_eq!(request.header("authorization"), [format!("Bearer {TOKEN}")]);
        assert_eq!(request.body, contents);
    }
}

#[test]
fn a_file_is_uploaded_with_its_length() {
    let server = serve([MockResponse::json(201, &asset())]);
    let releases = client(&server).releases();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let file = std::fs::read(path).expect("the file exists");
    let contents = || Contents::open(path).expect("the file exists");
    let upload = || {
        let assets = releases.assets();
        assets.upload("octocat", "Hello-World", 1, "Cargo.toml", contents())
    };
    for asset in both!(upload()) {
        asset.expect("it is uploaded");
    }
    for request in server.requests() {
        assert_eq!(request.header("content-type"), ["application/octet-stream"]);
        assert_eq!(request.header("content-length"), [file.len().to_string()]);
        assert_eq!(request.body, file);
    }
}

#[test]
fn the_location_of_an_asset_is_returned_and_gets_no_token() {
    let storage = serve([MockResponse::new(200).body("PK")]);
    let location = format!("{}/1?signature=canary-signature", storage.url());
    let server = serve([MockResponse::new(302).header("location", &location)]);
    let releases = client(&server).releases();
    for answer in both!(releases.assets().download("octocat", "Hello-World", 1)) {
        let answer = answer.expect("a redirect is a result");
        assert_eq!(storage.connections(), 0, "the client does not follow it");
        let shown = format!("{answer:?}");
        assert!(!shown.contains("canary"), "{shown}");
        let ReleasesAssetsDownloadAnswer::Found(redirect) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(redirect.location(), location);
    }
    let file = block_on(async { reqwest::get(&location).await?.bytes().await });
    assert_eq!(file.expect("the storage responds"), "PK");
    for request in storage.requests() {
        assert!(request.header("authorization").is_empty());
    }
    for request in server.requests() {
        assert_eq!(request.header("accept"), ["application/octet-stream"]);
    }
}

#[test]
fn an_asset_that_is_not_elsewhere_is_returned() {
    let server = serve([MockResponse::new(200)
        .header("content-type", "application/octet-stream")
        .body("PK")]);
    let releases = client(&server).releases();
    for answer in both!(releases.assets().download("octocat", "Hello-World", 1)) {
        let expected = ReleasesAssetsDownloadAnswer::Ok("PK".into());
        assert_eq!(answer.expect("it arrives"), expected);
    }
}

#[test]
fn the_demo_of_the_example_publishes_a_release() {
    let mut output = Vec::new();
    let parser = lexopt::Parser::from_args(["--demo"]);
    let outcome = block_on(publish_release::run(parser, &mut output));
    outcome.expect("the demo runs");
    let output = String::from_utf8(output).expect("the output is text");
    for expected in [
        "    POST /repos/octocat/Hello-World/releases HTTP/1.1\n",
        "    POST /repos/octocat/Hello-World/releases/1/assets?name=Cargo.toml HTTP/1.1\n",
        "    PATCH /repos/octocat/Hello-World/releases/1 HTTP/1.1\n",
        "    authorization: [redacted]\n",
        "    {\"draft\":false}\n",
        "v1.0.0 is published:\n    https://github.com/octocat/Hello-World/releases/v1.0.0\n",
    ] {
        assert!(output.contains(expected), "{expected:?}:\n{output}");
    }
    assert!(!output.contains("a-token-for-the-demo"), "{output}");
}
