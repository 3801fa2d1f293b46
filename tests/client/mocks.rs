//! The mock, which users test with.

use std::time::Duration;

use cloudflare_images::images::v1::Edit;
use cloudflare_images::mock::Mock;
use cloudflare_images::{
    Applied, Auth, Client, Error, ErrorKind, Image, Options, Retry, StatusCode, http,
};
use github_releases::Contents;
use github_releases::mock::Mock as Releases;
use github_releases::releases::assets::{Download, Upload};
use github_releases::releases::{Create, List};
use serde_json::json;
use tokio::time::Instant;

use crate::client::harness::{Mode, TARGET, block_on, ids};

fn edit(client: &Client) -> Edit {
    let (account, image) = ids();
    client.images().v1().edit(&account, &image)
}

fn send(mock: &Mock, mode: Mode) -> Result<Image, Error> {
    let sent = mode.send(edit(&mock.client()).require_signed_urls(true));
    sent.map(cloudflare_images::Response::into_value)
}

fn source(error: &Error) -> String {
    let source = std::error::Error::source(error);
    source.expect("it has a source").to_string()
}

#[test]
fn a_value_is_returned_by_the_call() {
    let mut image = Image::default();
    image.filename = Some("a.png".to_owned());
    for mode in Mode::ALL {
        let mock = Mock::new();
        mock.on::<Edit>().reply(&image);
        assert_eq!(send(&mock, mode).expect("it succeeds"), image);
    }
}

#[test]
fn the_request_can_be_inspected() {
    for mode in Mode::ALL {
        let mock = Mock::new();
        mock.on::<Edit>().example();
        assert!(mock.sent::<Edit>().is_empty());
        send(&mock, mode).expect("it succeeds");
        let sent = mock.sent::<Edit>();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].method(), http::Method::PATCH);
        assert_eq!(sent[0].path(), TARGET);
        assert_eq!(sent[0].header("content-type"), Some("application/json"));
        assert_eq!(sent[0].header("authorization"), None);
        assert_eq!(sent[0].json(), json!({"requireSignedURLs": true}));
    }
}

#[test]
fn the_example_is_that_of_the_specification() {
    let mock = Mock::new();
    mock.on::<Edit>().example();
    let image = send(&mock, Mode::Async).expect("it succeeds");
    assert_eq!(image.filename.as_deref(), Some("logo.png"));
    assert_eq!(image.variants.map(|variants| variants.len()), Some(3));
}

#[test]
fn the_envelope_is_added_to_json() {
    let mock = Mock::new();
    mock.on::<Edit>()
        .header("cf-ray", "1")
        .reply_json(json!({"id": "a"}));
    let response = block_on(edit(&mock.client()).send_with_response()).expect("it succeeds");
    assert_eq!(response.request_id(), Some("1"));
    let body: serde_json::Value = serde_json::from_slice(response.body()).expect("it is JSON");
    let expected = json!({"success": true, "errors": [], "messages": [], "result": {"id": "a"}});
    assert_eq!(body, expected);
}

#[test]
fn an_error_has_the_message() {
    for mode in Mode::ALL {
        let mock = Mock::new();
        mock.on::<Edit>()
            .fail(StatusCode::NOT_FOUND, "Image not found");
        let error = send(&mock, mode).expect_err("it fails");
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
        assert_eq!(error.applied(), Applied::No);
        assert!(error.to_string().contains("Image not found"), "{error}");
        assert_eq!(mock.sent::<Edit>().len(), 1);
    }
}

#[test]
fn the_body_of_an_error_is_sent_as_it_is() {
    let mock = Mock::new();
    let body = json!({"success": false, "errors": [{"code": 5400, "message": "no"}]});
    mock.on::<Edit>().fail_json(StatusCode::BAD_REQUEST, body);
    let error = send(&mock, Mode::Async).expect_err("it fails");
    assert_eq!(error.errors()[0].code(), Some("5400"));
}

#[test]
fn an_attempt_that_fails_is_repeated_without_a_wait() {
    for mode in Mode::ALL {
        let mock = Mock::new();
        for _ in 0..2 {
            mock.on::<Edit>()
                .fail(StatusCode::SERVICE_UNAVAILABLE, "busy");
        }
        mock.on::<Edit>().example();
        let client = mock.client_builder().retry(Retry::any_method());
        let client = client.build().expect("the settings are valid");
        let response = mode
            .send(edit(&client))
            .expect("the third attempt succeeds");
        assert_eq!(response.attempts(), 3);
        assert_eq!(mock.sent::<Edit>().len(), 3);
    }
}

#[test]
fn the_last_reply_is_used_until_another_one_is_added() {
    let mock = Mock::new();
    let filename = || send(&mock, Mode::Async).expect("it succeeds").filename;
    mock.on::<Edit>().reply_json(json!({"filename": "a"}));
    mock.on::<Edit>().reply_json(json!({"filename": "b"}));
    let filenames = [filename(), filename(), filename()].map(Option::unwrap);
    assert_eq!(filenames, ["a", "b", "b"]);
    mock.on::<Edit>().reply_json(json!({"filename": "c"}));
    assert_eq!(filename().as_deref(), Some("c"));
}

#[test]
fn a_call_without_a_reply_says_what_to_write() {
    for mode in Mode::ALL {
        let error = send(&Mock::new(), mode).expect_err("there is no reply");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.applied(), Applied::No);
        let message = "the mock has no reply to `images.v1.edit`: add one, such as \
                       `mock.on::<images::v1::Edit>().example()`";
        assert_eq!(source(&error), message);
        assert!(format!("{error:?}").contains(message), "{error:?}");
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_reported() {
    let mock = Mock::new();
    mock.on::<Edit>().header("a b", "c").example();
    let error = send(&mock, Mode::Async).expect_err("the header is invalid");
    assert_eq!(source(&error), "the header `a b` cannot be sent");
}

#[test]
fn a_broken_connection_may_have_applied_the_request() {
    for mode in Mode::ALL {
        let mock = Mock::new();
        mock.on::<Edit>().disconnect();
        let error = send(&mock, mode).expect_err("the connection breaks");
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert_eq!(error.applied(), Applied::Maybe);
    }
}

#[test]
fn a_delay_counts_for_the_time_limits() {
    let mock = Mock::new();
    mock.on::<Edit>().delay(Duration::from_secs(40)).example();
    let seconds = |seconds| Options::new().timeout(Duration::from_secs(seconds));
    let client = mock.client();
    block_on(async {
        tokio::time::pause();
        let start = Instant::now();
        let response = edit(&client).options(seconds(50)).send_with_response();
        let response = response.await.expect("it is in time");
        assert_eq!(response.elapsed().as_secs(), 40);
        let error = edit(&client).options(seconds(30)).send().await;
        let error = error.expect_err("it is not in time");
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(start.elapsed().as_secs(), 70);
    });
}

#[test]
fn a_retry_after_counts_for_the_deadline() {
    let mock = Mock::new();
    mock.on::<Edit>()
        .header("retry-after", "20")
        .fail(StatusCode::TOO_MANY_REQUESTS, "slow down");
    let options = Options::new().deadline(Duration::from_secs(30));
    for mode in Mode::ALL {
        let error = mode.send(edit(&mock.client()).options(options.clone()));
        let error = error.expect_err("there is time for two attempts");
        assert_eq!(error.attempts(), 2);
    }
}

#[test]
fn credentials_are_sent_if_the_client_has_some() {
    let mock = Mock::new();
    mock.on::<Edit>().example();
    let client = mock.client_builder().auth(Auth::api_token("t"));
    let client = client.build().expect("the settings are valid");
    block_on(edit(&client).send()).expect("it succeeds");
    let sent = mock.sent::<Edit>();
    assert_eq!(sent[0].header("authorization"), Some("Bearer t"));
    assert!(!format!("{mock:?} {sent:?}").contains("Bearer"));
}

#[test]
fn each_page_is_a_reply() {
    let mock = Releases::new();
    let next = "<https://api.github.com/repositories/1/releases?page=2>; rel=\"next\"";
    mock.on::<List>().header("link", next).example();
    mock.on::<List>().example();
    let list = mock.client().releases().list("octocat", "Hello-World");
    let releases: Result<Vec<_>, _> = list.items_blocking().collect();
    assert_eq!(releases.expect("there are two pages").len(), 2);
    let pages = mock.sent::<List>();
    let pages: Vec<_> = pages.iter().map(|page| page.query("page")).collect();
    assert_eq!(pages, [None, Some("2".to_owned())]);
}

#[test]
fn a_list_is_a_value() {
    let mock = Releases::new();
    mock.on::<List>().reply(Vec::new());
    let list = mock.client().releases().list("octocat", "Hello-World");
    assert!(block_on(list.send()).expect("it succeeds").is_empty());
}

#[test]
fn bytes_are_streamed() {
    let mock = Releases::new();
    mock.on::<Download>()
        .reply_bytes("application/zip", &b"PK\x03"[..]);
    let download = || {
        let assets = mock.client().releases().assets();
        assets.download("octocat", "Hello-World", 1)
    };
    let chunks = download().send_stream_blocking().expect("it begins");
    let chunks: Result<Vec<_>, _> = chunks.collect();
    assert_eq!(chunks.expect("it ends").concat(), b"PK\x03");
    let head = block_on(download().send_with_response()).expect("it succeeds");
    assert_eq!(head.headers()["content-type"], "application/zip");
}

#[test]
fn a_redirect_has_a_status_and_a_header() {
    let mock = Releases::new();
    mock.on::<Download>()
        .status(StatusCode::FOUND)
        .header("location", "https://example.com/1")
        .reply_bytes("text/plain", "");
    let assets = mock.client().releases().assets();
    let answer = block_on(assets.download("octocat", "Hello-World", 1).send());
    let shown = format!("{:?}", answer.expect("a redirect is a result"));
    assert!(shown.starts_with("Found("), "{shown}");
}

#[test]
fn an_upload_is_read_to_its_end() {
    let mock = Releases::new();
    mock.on::<Upload>().example();
    let contents = Contents::reader(&b"PK\x03"[..]);
    let assets = mock.client().releases().assets();
    let upload = assets.upload("octocat", "Hello-World", 1, "a.zip", contents);
    block_on(upload.send()).expect("it succeeds");
    let sent = mock.sent::<Upload>();
    assert_eq!(sent[0].uri().host(), Some("uploads.github.com"));
    assert_eq!(sent[0].query("name").as_deref(), Some("a.zip"));
    assert_eq!(sent[0].body(), &b"PK\x03"[..]);
}

#[test]
fn operations_have_replies_of_their_own() {
    let mock = Releases::new();
    mock.on::<Create>().example();
    let releases = mock.client().releases();
    let response = block_on(releases.create("a", "b", "v1").send_with_response());
    let response = response.expect("it succeeds");
    assert_eq!(response.status(), StatusCode::CREATED);
    block_on(releases.list("a", "b").send()).expect_err("there is no reply");
}
