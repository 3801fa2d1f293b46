// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Tests that each example of the specification is the same after deserialization and
//! serialization. A value that occurs several times is tested once for each type, at its
//! first occurrence.

use crate::api::types::{IssueState, IssueUpdateMilestone};
use crate::runtime::round_trip;

#[test]
fn examples_of_string() {
    let examples = [
        ("/components/parameters/owner/example", r#""octocat""#),
        ("/components/parameters/repo/example", r#""Hello-World""#),
        (
            "/paths/~1repos~1{owner}~1{repo}~1releases/post/requestBody/content/application~1json/example/tag_name",
            r#""v1.0.0""#,
        ),
        (
            "/paths/~1repos~1{owner}~1{repo}~1releases/post/requestBody/content/application~1json/example/target_commitish",
            r#""master""#,
        ),
        (
            "/paths/~1repos~1{owner}~1{repo}~1releases/post/requestBody/content/application~1json/example/body",
            r#""Description of the release""#,
        ),
        (
            "/paths/~1repos~1{owner}~1{repo}~1releases~1{release_id}~1assets/post/parameters/0/example",
            r#""example.zip""#,
        ),
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/title",
            r#""Found a bug""#,
        ),
    ];
    round_trip::<String>(&examples);
}

#[test]
fn examples_of_bool() {
    let examples = [
        (
            "/paths/~1repos~1{owner}~1{repo}~1releases/post/requestBody/content/application~1json/example/draft",
            "false",
        ),
    ];
    round_trip::<bool>(&examples);
}

#[test]
fn examples_of_option_string() {
    let examples = [
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/body",
            r#""I'm having a problem with this.""#,
        ),
    ];
    round_trip::<Option<String>>(&examples);
}

#[test]
fn examples_of_issue_state() {
    let examples = [
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/state",
            r#""open""#,
        ),
    ];
    round_trip::<IssueState>(&examples);
}

#[test]
fn examples_of_option_issueupdatemilestone() {
    let examples = [
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/milestone",
            "1",
        ),
    ];
    round_trip::<Option<IssueUpdateMilestone>>(&examples);
}

#[test]
fn examples_of_vec_string() {
    let examples = [
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/labels",
            r#"["bug"]"#,
        ),
        (
            "/paths/~1repos~1{owner}~1{repo}~1issues~1{issue_number}/patch/requestBody/content/application~1json/example/assignees",
            r#"["octocat"]"#,
        ),
    ];
    round_trip::<Vec<String>>(&examples);
}
