// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Operations of issues.

use crate::api::types::{Issue, IssueState, IssueStateReason, IssueUpdateMilestone};
use crate::runtime::{
    Body, Bytes, Call, ClientCore, Error, HttpRequest, IntoNullable, IntoOption, Method,
    Operation, Options, Request,
};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::Response;
#[cfg(feature = "async")]
use crate::runtime::Sending;

/// Operations of issues: `client.issues()`.
#[derive(Clone, Debug)]
pub struct Issues(pub(crate) ClientCore);

impl Issues {
    /// Update an issue: see [`Update`].
    pub fn update(&self, owner: &str, repo: &str, issue_number: i64) -> Update {
        let request = self.0.request(Update::OPERATION);
        Update(
            request
                .path("owner", owner)
                .path("repo", repo)
                .path("issue_number", issue_number)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }
}

/// Update an issue.
///
/// Owners of the issue, and users with push access or the Triage role, can edit it.
/// Properties that are absent keep their values. Without push access, changes of milestone,
/// labels and assignees are silently dropped.
///
/// [`client.issues().update(…)`](Issues::update) sends
/// `PATCH /repos/{owner}/{repo}/issues/{issue_number}` and returns
/// [`Issue`](crate::types::Issue). Errors and logs call it `issues.update`.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token). Accepted permissions (at least one
/// required): Issues (write), Pull requests (write).
///
/// - `200`: The issue after the update.
/// - `301` ([`BasicError`](crate::types::BasicError)): The issue is in another repository
///   now.
/// - `403` ([`BasicError`](crate::types::BasicError)): Forbidden.
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
/// - `410`: [`BasicError`](crate::types::BasicError).
/// - `422` ([`ValidationError`](crate::types::ValidationError)): Validation failed, or the
///   endpoint has been spammed.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let issue = client.issues().update("octocat", "Hello-World", 1).send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
/// - `issue_number`: The number of the issue in its repository.
///
/// # Example request body
///
/// ```json
/// {
///   "title": "Found a bug",
///   "body": "I'm having a problem with this.",
///   "milestone": 1,
///   "state": "open",
///   "labels": ["bug"],
///   "assignees": ["octocat"]
/// }
/// ```
///
/// # Errors
///
/// [`IssuesUpdateFailure`](crate::types::IssuesUpdateFailure) is the body of an error
/// response:
///
/// ```no_run
/// # use github_releases::types;
/// # fn example(error: github_releases::Error) {
/// if let Some(types::IssuesUpdateFailure::MovedPermanently(details)) = error.details() {
///     println!("{details:?}");
/// }
/// # }
/// ```
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone, Debug)]
pub struct Update(Request<Issue>);

impl Call for Update {
    type Output = Issue;

    const OPERATION: &'static Operation<Issue> = &Operation {
        name: "issues.update",
        method: Method::Patch,
        path: "/repos/{owner}/{repo}/issues/{issue_number}",
        body: Body::JSON,
        safe_to_repeat: true,
        ..Operation::JSON
    };
}

impl Update {
    /// The title of the issue.
    pub fn title(self, title: impl IntoOption<String>) -> Self {
        Self(self.0.field("title", title))
    }

    /// The contents of the issue.
    pub fn body(self, body: impl IntoNullable<String>) -> Self {
        Self(self.0.nullable_field("body", body))
    }

    /// The state of an issue. Known values: `open`, `closed`.
    pub fn state(self, state: impl IntoOption<IssueState>) -> Self {
        Self(self.0.field("state", state))
    }

    /// The reason for the change of `state`; ignored unless that changes. Known values:
    /// `completed`, `not_planned`, `duplicate`, `reopened`.
    pub fn state_reason(
        self,
        state_reason: impl IntoNullable<IssueStateReason>,
    ) -> Self {
        Self(self.0.nullable_field("state_reason", state_reason))
    }

    /// The number of the milestone of the issue. `null` removes it.
    pub fn milestone(self, milestone: impl IntoNullable<IssueUpdateMilestone>) -> Self {
        Self(self.0.nullable_field("milestone", milestone))
    }

    /// The names of the labels of the issue, which replace the present ones. An empty list
    /// removes all.
    pub fn labels(self, labels: impl IntoOption<Vec<String>>) -> Self {
        Self(self.0.field("labels", labels))
    }

    /// The accounts that the issue is assigned to, which replace the present ones. An empty
    /// list removes all.
    pub fn assignees(self, assignees: impl IntoOption<Vec<String>>) -> Self {
        Self(self.0.field("assignees", assignees))
    }

    /// Sets options of the request: time limits, headers, retries.
    pub fn options(self, options: Options) -> Self {
        Self(self.0.options(options))
    }

    /// Returns the HTTP request, without credentials.
    pub fn to_request(&self) -> Result<HttpRequest<Bytes>, Error> {
        self.0.to_request()
    }
}

#[cfg(feature = "async")]
impl Update {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<Issue> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<Issue>> {
        self.0.send_with_response()
    }
}

#[cfg(feature = "blocking")]
impl Update {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<Issue, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<Issue>, Error> {
        self.0.send_with_response_blocking()
    }
}
