//! Which credentials a request carries.

use cloudflare_images::{Auth, Client, ClientBuilder, ErrorKind, Options};

use crate::client::door::{Edits, Seen, TOKEN, Way, edit, ids, ok};
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

/// An edit by a client that has no credentials but those that it is given here.
fn edit_as<'t>(set_up: impl Fn(ClientBuilder) -> ClientBuilder + 't) -> Edits<'t> {
    edit([ok()]).without_credentials().client(set_up)
}

fn pair() -> Auth {
    Auth::api_email_and_api_key("e@x", "k")
}

#[test]
fn a_token_is_a_bearer() {
    edit_as(|builder| builder.auth(Auth::api_token("t"))).check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn an_email_and_a_key_travel_together() {
    edit_as(|builder| builder.auth(pair())).check(|seen| {
        assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")]);
    });
}

#[test]
fn of_two_schemes_the_preferred_one_is_sent() {
    edit_as(|builder| builder.auth(pair()).auth(Auth::ApiToken("t".into()))).check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn the_environment_has_a_token_or_a_pair() {
    let token = &[("CLOUDFLARE_API_TOKEN", "t")];
    edit_as(|builder| builder.from_variables(variables(token))).check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
    let pair = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_KEY", "k")];
    edit_as(|builder| builder.from_variables(variables(pair))).check(|seen| {
        assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")]);
    });
    let both = &[
        ("CLOUDFLARE_EMAIL", "e@x"),
        ("CLOUDFLARE_API_KEY", "k"),
        ("CLOUDFLARE_API_TOKEN", "t"),
    ];
    edit_as(|builder| builder.from_variables(variables(both))).check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn what_the_program_sets_goes_before_the_environment() {
    let token = &[("CLOUDFLARE_API_TOKEN", "environment")];
    edit_as(|builder| builder.from_variables(variables(token)).auth(pair())).check(|seen| {
        assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("k")]);
    });
    edit_as(|builder| {
        builder
            .from_variables(variables(token))
            .auth(Auth::api_token("program"))
    })
    .check(|seen| {
        let expected = [Some("Bearer program"), None, None];
        assert_eq!(carried(seen.request()), expected);
    });
}

#[test]
fn half_a_pair_in_the_environment_does_not_disturb_a_token() {
    let stray = &[("CLOUDFLARE_EMAIL", "e@x")];
    edit_as(|builder| {
        builder
            .from_variables(variables(stray))
            .auth(Auth::api_token("t"))
    })
    .check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
    let beside = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_TOKEN", "t")];
    edit_as(|builder| builder.from_variables(variables(beside))).check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer t"), None, None]);
    });
}

#[test]
fn half_a_pair_alone_is_refused_by_name() {
    let half = &[("CLOUDFLARE_EMAIL", "e@x"), ("CLOUDFLARE_API_KEY", "")];
    edit_as(|builder| builder.from_variables(variables(half))).check(|seen| {
        check_refused(seen, "has CLOUDFLARE_EMAIL but not CLOUDFLARE_API_KEY");
    });
}

#[test]
fn no_credentials_are_missed_when_a_call_is_made() {
    edit_as(|builder| builder.from_variables(variables(&[])))
        .check(|seen| check_refused(seen, "API Token"));
}

#[test]
fn a_header_of_the_call_takes_the_place_of_the_scheme() {
    let authorization = |name| Options::new().header(name, "Bearer call");
    edit_as(|builder| builder)
        .request(|edit| edit.options(authorization("Authorization")))
        .check(|seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer call"), None, None]);
        });
    edit_as(|builder| builder.auth(pair()))
        .request(|edit| edit.options(authorization("authorization")))
        .check(|seen| {
            assert_eq!(carried(seen.request()), [Some("Bearer call"), None, None]);
        });
    edit_as(|builder| {
        builder
            .auth(Auth::api_token("t"))
            .header("authorization", "Bearer client")
    })
    .check(|seen| {
        assert_eq!(carried(seen.request()), [Some("Bearer client"), None, None]);
    });
    edit_as(|builder| builder.auth(pair()))
        .request(|edit| edit.options(Options::new().header("X-Auth-Key", "call")))
        .check(|seen| {
            assert_eq!(carried(seen.request()), [None, Some("e@x"), Some("call")]);
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
        edit_as(|builder| builder.auth(Auth::api_token(token))).check(|seen| {
            check_refused(seen, "CLOUDFLARE_API_TOKEN");
            assert!(!format!("{:?}", seen.result).contains("canary"));
        });
        edit_as(|builder| builder.auth(Auth::api_email_and_api_key("e@x", token))).check(|seen| {
            check_refused(seen, "CLOUDFLARE_API_KEY");
            assert!(!format!("{:?}", seen.result).contains("canary"));
        });
    }
}

#[test]
fn the_base_url_of_the_environment_counts_unless_the_program_has_one() {
    let server = serve([ok()]);
    let url = server.url() + "/environment";
    let lookup = move |name: &str| (name == "CLOUDFLARE_BASE_URL").then(|| url.clone());
    let (account, image) = ids();
    let of_environment = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .from_variables(lookup.clone());
    let of_program = Client::builder()
        .auth(Auth::api_token(TOKEN))
        .from_variables(lookup)
        .base_url(server.url());
    for builder in [of_environment, of_program] {
        let client = builder.build().expect("it is complete");
        for way in Way::BOTH {
            let edit = client.images().v1().edit(&account, &image);
            way.succeed(edit);
        }
    }
    let targets: Vec<_> = server
        .heard()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let begin_with = |targets: &[String], path| targets.iter().all(|it| it.starts_with(path));
    assert_eq!(targets.len(), 4);
    assert!(
        begin_with(&targets[..2], "/client/v4/environment/accounts/"),
        "{targets:?}"
    );
    assert!(
        begin_with(&targets[2..], "/client/v4/accounts/"),
        "{targets:?}"
    );
}

#[test]
fn credentials_can_be_rotated_for_all_clones_and_both_ways_of_sending() {
    let server = serve([ok()]);
    let (account, image) = ids();
    let client = Client::builder()
        .base_url(server.url())
        .auth(Auth::api_token("old"))
        .build()
        .expect("it is complete");
    let clone = client.clone();
    let edit = clone.images().v1().edit(&account, &image);
    let send = || {
        for way in Way::BOTH {
            way.succeed(edit.clone());
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
        .expect_err("it cannot be sent");
    send();
    let heard = server.heard();
    let heard: Vec<_> = heard.iter().map(carried).collect();
    let (old, new) = (
        [Some("Bearer old"), None, None],
        [None, Some("e@x"), Some("new")],
    );
    assert_eq!(heard, [old, old, new, new, new, new]);
}
