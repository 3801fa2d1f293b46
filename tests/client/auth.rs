//! Which credentials a request carries.

use cloudflare_images::{Auth, Client, ErrorKind, blocking};

use crate::client::door::{Seen, TOKEN, block_on, ids, ok};
use crate::client::server::{Request, serve};

/// The variables of the environment, as far as the tests have any.
fn variables(
    pairs: &'static [(&str, &str)],
) -> impl Fn(&str) -> Option<String> + Send + Sync + 'static {
    move |name| {
        pairs
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    }
}

/// What the three headers that can carry credentials hold.
fn carried(request: &Request) -> [Option<&str>; 3] {
    ["authorization", "x-auth-email", "x-auth-key"].map(|name| match request.header(name)[..] {
        [] => None,
        [value] => Some(value),
        _ => panic!("{name} stands more than once"),
    })
}

#[track_caller]
fn check_refused(seen: &Seen, naming: &str) {
    let error = seen.error();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains(naming), "{error}");
    assert!(seen.requests.is_empty(), "nothing is sent");
}

/// An edit by a client whose builder has nothing but a base URL and what it is given here.
macro_rules! edit_as {
    (|$builder:ident| $client:expr, |$edit:ident| $call:expr, |$seen:ident| $check:expr) => {{
        let (account, image) = ids();
        let server = serve([ok()]);
        let url = server.url();
        let $builder = Client::builder().base_url(&url);
        let result = match $client.build() {
            Ok(client) => {
                let $edit = client.images().v1().edit(&account, &image).options();
                block_on($call.send_with_response())
            }
            Err(error) => Err(error),
        };
        let ($seen, server) = (seen("async", result, server.heard()), serve([ok()]));
        $check;
        let url = server.url();
        let $builder = blocking::Client::builder().base_url(&url);
        let result = match $client.build() {
            Ok(client) => {
                let $edit = client.images().v1().edit(&account, &image).options();
                $call.send_with_response()
            }
            Err(error) => Err(error),
        };
        let $seen = seen("blocking", result, server.heard());
        $check;
    }};
}

fn seen(
    client: &'static str,
    result: Result<cloudflare_images::Response<cloudflare_images::Image>, cloudflare_images::Error>,
    requests: Vec<Request>,
) -> Seen {
    Seen {
        client,
        result,
        requests,
        waits: Vec::new(),
    }
}

#[test]
fn a_token_is_a_bearer() {
    edit_as!(|builder| builder.api_token("t"), |call| call, |seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn an_email_and_a_key_travel_together() {
    edit_as!(
        |builder| builder.api_email_and_api_key("e@x", "k"),
        |call| call,
        |seen| {
            assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")]);
        }
    );
}

#[test]
fn of_two_schemes_the_preferred_one_is_sent() {
    edit_as!(
        |builder| builder
            .api_email_and_api_key("e@x", "k")
            .auth(Auth::ApiToken("t".into())),
        |call| call,
        |seen| assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None])
    );
}

#[test]
fn the_environment_has_a_token_or_a_pair() {
    let token = &[("CLOUDFLARE_API_TOKEN", "t")];
    edit_as!(
        |builder| builder.from_variables(variables(token)),
        |call| call,
        |seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
        }
    );
    let pair = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_KEY", "k")];
    edit_as!(
        |builder| builder.from_variables(variables(pair)),
        |call| call,
        |seen| {
            assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")]);
        }
    );
    let both = &[
        ("CLOUDFLARE_EMAIL", "e@x"),
        ("CLOUDFLARE_API_KEY", "k"),
        ("CLOUDFLARE_API_TOKEN", "t"),
    ];
    edit_as!(
        |builder| builder.from_variables(variables(both)),
        |call| call,
        |seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
        }
    );
}

#[test]
fn what_the_program_sets_goes_before_the_environment() {
    let token = &[("CLOUDFLARE_API_TOKEN", "environment")];
    edit_as!(
        |builder| builder
            .from_variables(variables(token))
            .api_email_and_api_key("e@x", "k"),
        |call| call,
        |seen| assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")])
    );
    edit_as!(
        |builder| builder
            .from_variables(variables(token))
            .api_token("program"),
        |call| call,
        |seen| assert_eq!(
            carried(seen.request()),
            [Some("Bearer program"), None, None]
        )
    );
}

#[test]
fn half_a_pair_in_the_environment_does_not_disturb_a_token() {
    let stray = &[("CLOUDFLARE_EMAIL", "e@x")];
    edit_as!(
        |builder| builder.from_variables(variables(stray)).api_token("t"),
        |call| call,
        |seen| assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None])
    );
    let beside = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_TOKEN", "t")];
    edit_as!(
        |builder| builder.from_variables(variables(beside)),
        |call| call,
        |seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
        }
    );
}

#[test]
fn half_a_pair_alone_is_refused_by_name() {
    let half = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_KEY", "")];
    edit_as!(
        |builder| builder.from_variables(variables(half)),
        |call| call,
        |seen| {
            check_refused(&seen, "has CLOUDFLARE_EMAIL but not CLOUDFLARE_API_KEY");
        }
    );
}

#[test]
fn no_credentials_are_missed_when_a_call_is_made() {
    edit_as!(
        |builder| builder.from_variables(variables(&[])),
        |call| call,
        |seen| {
            check_refused(&seen, "API Token");
        }
    );
}

#[test]
fn a_header_of_the_call_takes_the_place_of_the_scheme() {
    edit_as!(
        |builder| builder,
        |call| call.header("Authorization", "Bearer call"),
        |seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer call"), None, None]);
        }
    );
    edit_as!(
        |builder| builder.api_email_and_api_key("e@x", "k"),
        |call| call.header("authorization", "Bearer call"),
        |seen| assert_eq!(carried(seen.request()), [Some("Bearer call"), None, None])
    );
    edit_as!(
        |builder| builder
            .api_token("t")
            .header("authorization", "Bearer client"),
        |call| call,
        |seen| assert_eq!(carried(seen.request()), [Some("Bearer client"), None, None])
    );
    edit_as!(
        |builder| builder.api_email_and_api_key("e@x", "k"),
        |call| call.header("X-Auth-Key", "call"),
        |seen| assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("call")])
    );
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
        edit_as!(|builder| builder.api_token(token), |call| call, |seen| {
            check_refused(&seen, "CLOUDFLARE_API_TOKEN");
            assert!(!format!("{:?}", seen.result).contains("canary"));
        });
        edit_as!(
            |builder| builder.api_email_and_api_key("e@x", token),
            |call| call,
            |seen| {
                check_refused(&seen, "CLOUDFLARE_API_KEY");
                assert!(!format!("{:?}", seen.result).contains("canary"));
            }
        );
    }
}

#[test]
fn the_base_url_of_the_environment_counts_unless_the_program_has_one() {
    let server = serve([ok()]);
    let url = server.url() + "/environment";
    let lookup = move |name: &str| (name == "CLOUDFLARE_BASE_URL").then(|| url.clone());
    let (account, image) = ids();
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .from_variables(lookup.clone())
        .build();
    client
        .expect("it is complete")
        .images()
        .v1()
        .edit(&account, &image)
        .send()
        .expect("it is sent");
    let client = blocking::Client::builder()
        .api_token(TOKEN)
        .from_variables(lookup)
        .base_url(server.url())
        .build();
    client
        .expect("it is complete")
        .images()
        .v1()
        .edit(&account, &image)
        .send()
        .expect("it is sent");
    let targets: Vec<_> = server
        .heard()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert!(
        targets[0].starts_with("/client/v4/environment/accounts/"),
        "{targets:?}"
    );
    assert!(
        targets[1].starts_with("/client/v4/accounts/"),
        "{targets:?}"
    );
}

#[test]
fn credentials_can_be_rotated_for_all_clones() {
    let server = serve([ok()]);
    let (account, image) = ids();
    let client = blocking::Client::builder()
        .base_url(server.url())
        .api_token("old")
        .build()
        .expect("it is complete");
    let clone = client.clone();
    let edit = clone.images().v1().edit(&account, &image);
    edit.clone().send().expect("it is sent");
    client
        .set_auth(Auth::ApiEmailAndApiKey {
            api_email: "e@x".into(),
            api_key: "new".into(),
        })
        .expect("they can be sent");
    edit.clone().send().expect("it is sent");
    client
        .set_auth(Auth::ApiToken("\n".into()))
        .expect_err("it cannot be sent");
    edit.send().expect("it is sent");
    let heard = server.heard();
    assert_eq!(carried(&heard[0]), [Some("Bearer old"), None, None]);
    assert_eq!(carried(&heard[1]), [None, Some("e@x"), Some("new")]);
    assert_eq!(carried(&heard[2]), [None, Some("e@x"), Some("new")]);
}
