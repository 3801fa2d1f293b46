//! Credentials. `behaviours/table.yaml` has most cases.

use cloudflare_images::{Auth, Client, ClientBuilder, ErrorKind};

use crate::client::harness::{EditTest, Mode, Run, edit, ids, ok};
use crate::client::server::{Request, serve};

/// The values of the three headers for credentials.
fn credentials(request: &Request) -> [Option<&str>; 3] {
    ["authorization", "x-auth-email", "x-auth-key"].map(|name| match request.header(name)[..] {
        [] => None,
        [value] => Some(value),
        _ => panic!("{name} occurs more than once"),
    })
}

#[track_caller]
fn check_refused(run: &Run, naming: &str) {
    let error = run.error();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains(naming), "{error}");
    assert!(run.requests.is_empty(), "nothing is sent");
}

/// An edit of a client with only these credentials.
fn edit_as<'t>(set_up: impl Fn(ClientBuilder) -> ClientBuilder + 't) -> EditTest<'t> {
    edit([ok()]).without_credentials().client(set_up)
}

fn pair() -> Auth {
    Auth::api_email_and_api_key("e@x", "k")
}

#[test]
fn the_preferred_of_two_security_requirements_is_sent() {
    edit_as(|builder| builder.auth(pair()).auth(Auth::ApiToken("t".into()))).check(|run| {
        assert_eq!(credentials(run.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_and_not_shown() {
    for token in [
        "",
        "canary\r\nx-injected: 1",
        "canary\n",
        "canary é",
        " canary",
        "canary\0",
    ] {
        edit_as(|builder| builder.auth(Auth::api_token(token))).check(|run| {
            check_refused(run, "CLOUDFLARE_API_TOKEN");
            assert!(!format!("{:?}", run.result).contains("canary"));
        });
        edit_as(|builder| builder.auth(Auth::api_email_and_api_key("e@x", token))).check(|run| {
            check_refused(run, "CLOUDFLARE_API_KEY");
            assert!(!format!("{:?}", run.result).contains("canary"));
        });
    }
}

#[test]
fn a_newline_at_the_end_of_a_variable_is_no_part_of_the_credential() {
    let token = |name: &str| (name == "CLOUDFLARE_API_TOKEN").then(|| "token\r\n".to_owned());
    edit_as(|builder| builder.from_variables(token)).check(|run| {
        assert_eq!(
            credentials(run.request()),
            [Some("Bearer token"), None, None]
        );
    });
    edit_as(|builder| builder.auth(Auth::api_token("token\n"))).check(|run| {
        check_refused(run, "(CLOUDFLARE_API_TOKEN) ends in a newline");
    });
}

#[test]
fn credentials_can_be_replaced_for_all_clones() {
    let server = serve([ok()]);
    let (account, image) = ids();
    let client = Client::builder()
        .base_url(server.url())
        .auth(Auth::api_token("old"))
        .build()
        .expect("the settings are valid");
    let clone = client.clone();
    let edit = clone.images().v1().edit(&account, &image);
    let send = || {
        for mode in Mode::ALL {
            mode.succeed(edit.clone());
        }
    };
    send();
    client
        .set_auth(Auth::ApiEmailAndApiKey {
            api_email: "e@x".into(),
            api_key: "new".into(),
        })
        .expect("they can be sent");
    send();
    client
        .set_auth(Auth::ApiToken("\n".into()))
        .expect_err("the value is invalid");
    send();
    let requests = server.requests();
    let requests: Vec<_> = requests.iter().map(credentials).collect();
    let (old, new) = (
        [Some("Bearer old"), None, None],
        [None, Some("e@x"), Some("new")],
    );
    assert_eq!(requests, [old, old, new, new, new, new]);
}

#[test]
fn an_anonymous_client_sends_calls_without_credentials() {
    edit([ok()])
        .without_credentials()
        .client(ClientBuilder::anonymous)
        .check(|run| {
            run.image();
            assert!(run.request().header("authorization").is_empty());
        });
    edit([ok()]).client(ClientBuilder::anonymous).check(|run| {
        assert_eq!(
            run.request().header("authorization").len(),
            1,
            "it uses what it has"
        );
    });
}
