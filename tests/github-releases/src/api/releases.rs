// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Operations of releases.

pub mod assets;

use crate::api::auth;
use crate::api::types::{MakeLatest, Release};
use crate::runtime::{
    Body, Bytes, Call, ClientCore, Error, HttpRequest, IntoOption, Method,
    NO_CREDENTIALS, NextPage, Operation, Options, Paginated, Pagination, Request,
    Security,
};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::Response;
#[cfg(feature = "async")]
use crate::runtime::{ItemStream, PageStream, Sending};
#[cfg(feature = "blocking")]
use crate::runtime::{ItemIter, PageIter};

/// Operations of releases: `client.releases()`.
#[derive(Clone, Debug)]
pub struct Releases(pub(crate) ClientCore);

impl Releases {
    /// Operations of releases.assets.
    #[must_use]
    pub fn assets(&self) -> assets::Assets {
        assets::Assets(self.0.clone())
    }

    /// List releases: see [`List`].
    pub fn list(&self, owner: &str, repo: &str) -> List {
        let request = self.0.request(List::OPERATION);
        List(
            request
                .path("owner", owner)
                .path("repo", repo)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }

    /// Create a release: see [`Create`].
    pub fn create(&self, owner: &str, repo: &str, tag_name: &str) -> Create {
        let request = self.0.request(Create::OPERATION);
        Create(
            request
                .path("owner", owner)
                .path("repo", repo)
                .required_field("tag_name", tag_name)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }

    /// Update a release: see [`Update`].
    pub fn update(&self, owner: &str, repo: &str, release_id: i64) -> Update {
        let request = self.0.request(Update::OPERATION);
        Update(
            request
                .path("owner", owner)
                .path("repo", repo)
                .path("release_id", release_id)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }
}

/// List releases.
///
/// Published releases of public repositories are visible to everyone. Only users with push
/// access to the repository see its drafts.
///
/// [`client.releases().list(…)`](Releases::list) sends `GET /repos/{owner}/{repo}/releases`
/// and returns a list of [`Release`](crate::types::Release). Errors and logs call it
/// `releases.list`.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token), or none.
///
/// - `200`: The releases, the latest first.
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let response = client.releases().list("octocat", "Hello-World").send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
///
/// # Errors
///
/// [`BasicError`](crate::types::BasicError) is the body of an error response:
///
/// ```no_run
/// # use github_releases::types;
/// # fn example(error: github_releases::Error) {
/// if let Some(details) = error.details::<types::BasicError>() {
///     println!("{details:?}");
/// }
/// # }
/// ```
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone, Debug)]
pub struct List(Request<Vec<Release>>);

impl Call for List {
    type Output = Vec<Release>;

    const OPERATION: &'static Operation<Vec<Release>> = &Operation {
        name: "releases.list",
        method: Method::Get,
        path: "/repos/{owner}/{repo}/releases",
        auth: Security::AnyOf(&[auth::TOKEN, NO_CREDENTIALS]),
        ..Operation::JSON
    };
}

impl Paginated for List {
    type Item = Release;

    const PAGINATION: &'static Pagination<Vec<Release>, Release> = &Pagination {
        next: NextPage::Link,
        path: &[],
        items: |page| page,
    };
}

impl List {
    /// The number of releases per page. From 1 to 100. Default: `30`.
    pub fn per_page(self, per_page: impl IntoOption<i64>) -> Self {
        Self(self.0.query("per_page", per_page))
    }

    /// The number of the first page to fetch. At least 1. Default: `1`.
    pub fn page(self, page: impl IntoOption<i64>) -> Self {
        Self(self.0.query("page", page))
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
impl List {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<Vec<Release>> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<Vec<Release>>> {
        self.0.send_with_response()
    }

    /// Returns the items of all pages, starting with the requested page. Each page is
    /// fetched when its first item is needed.
    pub fn items(self) -> ItemStream<Release> {
        self.0.items(Self::PAGINATION)
    }

    /// Returns the pages, starting with the requested one. Each is fetched when it is
    /// needed.
    pub fn pages(self) -> PageStream<Vec<Release>> {
        self.0.pages(Self::PAGINATION)
    }
}

#[cfg(feature = "blocking")]
impl List {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<Vec<Release>, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<Vec<Release>>, Error> {
        self.0.send_with_response_blocking()
    }

    /// Like `items`, as an iterator that blocks the thread.
    pub fn items_blocking(self) -> ItemIter<Release> {
        self.0.items_blocking(Self::PAGINATION)
    }

    /// Like `pages`, as an iterator that blocks the thread.
    pub fn pages_blocking(self) -> PageIter<Vec<Release>> {
        self.0.pages_blocking(Self::PAGINATION)
    }
}

/// Create a release.
///
/// Users with push access to the repository can create a release. A published release
/// notifies those who watch the repository; many of them in a short time may hit the
/// secondary rate limit.
///
/// [`client.releases().create(…)`](Releases::create) sends
/// `POST /repos/{owner}/{repo}/releases` and returns [`Release`](crate::types::Release).
/// Errors and logs call it `releases.create`.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token). Accepted permissions (at least one
/// required): Contents (write).
///
/// - `201`: The new release.
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
/// - `422` ([`ValidationError`](crate::types::ValidationError)): Validation failed, or the
///   endpoint has been spammed.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let release = client.releases()
///     .create("octocat", "Hello-World", "tag_name").send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
///
/// # Example request body
///
/// ```json
/// {
///   "tag_name": "v1.0.0",
///   "target_commitish": "master",
///   "name": "v1.0.0",
///   "body": "Description of the release",
///   "draft": false,
///   "prerelease": false,
///   "generate_release_notes": false
/// }
/// ```
///
/// # Errors
///
/// [`NotFoundOrUnprocessableContent`](crate::types::NotFoundOrUnprocessableContent) is the
/// body of an error response:
///
/// ```no_run
/// # use github_releases::types;
/// # fn example(error: github_releases::Error) {
/// if let Some(types::NotFoundOrUnprocessableContent::NotFound(details)) = error.details() {
///     println!("{details:?}");
/// }
/// # }
/// ```
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone, Debug)]
pub struct Create(Request<Release>);

impl Call for Create {
    type Output = Release;

    const OPERATION: &'static Operation<Release> = &Operation {
        name: "releases.create",
        method: Method::Post,
        path: "/repos/{owner}/{repo}/releases",
        body: Body::JSON,
        ..Operation::JSON
    };
}

impl Create {
    /// The branch or the commit SHA that the tag is created from. Unused if the tag exists.
    /// Without it, it is the default branch.
    pub fn target_commitish(self, target_commitish: impl IntoOption<String>) -> Self {
        Self(self.0.field("target_commitish", target_commitish))
    }

    /// The name of the release.
    pub fn name(self, name: impl IntoOption<String>) -> Self {
        Self(self.0.field("name", name))
    }

    /// Text describing the contents of the tag.
    pub fn body(self, body: impl IntoOption<String>) -> Self {
        Self(self.0.field("body", body))
    }

    /// Whether the release is a draft, which is not published. Default: `false`.
    pub fn draft(self, draft: impl IntoOption<bool>) -> Self {
        Self(self.0.field("draft", draft))
    }

    /// Whether the release is a prerelease. Default: `false`.
    pub fn prerelease(self, prerelease: impl IntoOption<bool>) -> Self {
        Self(self.0.field("prerelease", prerelease))
    }

    /// The category of a discussion to create and link to the release. It must exist in the
    /// repository.
    pub fn discussion_category_name(
        self,
        discussion_category_name: impl IntoOption<String>,
    ) -> Self {
        Self(self.0.field("discussion_category_name", discussion_category_name))
    }

    /// Whether to generate the name, unless it is given, and a body, which follows the given
    /// one. Default: `false`.
    pub fn generate_release_notes(
        self,
        generate_release_notes: impl IntoOption<bool>,
    ) -> Self {
        Self(self.0.field("generate_release_notes", generate_release_notes))
    }

    /// Whether the release becomes the latest one of the repository. Drafts and prereleases
    /// cannot. With `legacy`, that depends on the dates and versions of the releases. Default:
    /// `"true"`. Known values: `true`, `false`, `legacy`.
    pub fn make_latest(self, make_latest: impl IntoOption<MakeLatest>) -> Self {
        Self(self.0.field("make_latest", make_latest))
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
impl Create {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<Release> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<Release>> {
        self.0.send_with_response()
    }
}

#[cfg(feature = "blocking")]
impl Create {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<Release, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<Release>, Error> {
        self.0.send_with_response_blocking()
    }
}

/// Update a release.
///
/// Users with push access to the repository can edit a release. Properties that are absent
/// keep their values.
///
/// [`client.releases().update(…)`](Releases::update) sends
/// `PATCH /repos/{owner}/{repo}/releases/{release_id}` and returns
/// [`Release`](crate::types::Release). Errors and logs call it `releases.update`.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token). Accepted permissions (at least one
/// required): Contents (write).
///
/// - `200`: The release after the update.
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
/// - `422` ([`ValidationError`](crate::types::ValidationError)): Validation failed, or the
///   endpoint has been spammed.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let release = client.releases().update("octocat", "Hello-World", 1).send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
/// - `release_id`: The unique identifier of the release.
///
/// # Example request body
///
/// ```json
/// {"name": "v1.0.0", "draft": false}
/// ```
///
/// # Errors
///
/// [`NotFoundOrUnprocessableContent`](crate::types::NotFoundOrUnprocessableContent) is the
/// body of an error response:
///
/// ```no_run
/// # use github_releases::types;
/// # fn example(error: github_releases::Error) {
/// if let Some(types::NotFoundOrUnprocessableContent::NotFound(details)) = error.details() {
///     println!("{details:?}");
/// }
/// # }
/// ```
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone, Debug)]
pub struct Update(Request<Release>);

impl Call for Update {
    type Output = Release;

    const OPERATION: &'static Operation<Release> = &Operation {
        name: "releases.update",
        method: Method::Patch,
        path: "/repos/{owner}/{repo}/releases/{release_id}",
        body: Body::JSON,
        safe_to_repeat: true,
        ..Operation::JSON
    };
}

impl Update {
    /// The name of the tag.
    pub fn tag_name(self, tag_name: impl IntoOption<String>) -> Self {
        Self(self.0.field("tag_name", tag_name))
    }

    /// The branch or the commit SHA that the tag is created from. Unused if the tag exists.
    pub fn target_commitish(self, target_commitish: impl IntoOption<String>) -> Self {
        Self(self.0.field("target_commitish", target_commitish))
    }

    /// The name of the release.
    pub fn name(self, name: impl IntoOption<String>) -> Self {
        Self(self.0.field("name", name))
    }

    /// Text describing the contents of the tag.
    pub fn body(self, body: impl IntoOption<String>) -> Self {
        Self(self.0.field("body", body))
    }

    /// `true` makes the release a draft, and `false` publishes it.
    pub fn draft(self, draft: impl IntoOption<bool>) -> Self {
        Self(self.0.field("draft", draft))
    }

    /// Whether the release is a prerelease.
    pub fn prerelease(self, prerelease: impl IntoOption<bool>) -> Self {
        Self(self.0.field("prerelease", prerelease))
    }

    /// The category of a discussion to create and link to the release, unless there is one. It
    /// must exist in the repository.
    pub fn discussion_category_name(
        self,
        discussion_category_name: impl IntoOption<String>,
    ) -> Self {
        Self(self.0.field("discussion_category_name", discussion_category_name))
    }

    /// Whether the release becomes the latest one of the repository. Drafts and prereleases
    /// cannot. With `legacy`, that depends on the dates and versions of the releases. Default:
    /// `"true"`. Known values: `true`, `false`, `legacy`.
    pub fn make_latest(self, make_latest: impl IntoOption<MakeLatest>) -> Self {
        Self(self.0.field("make_latest", make_latest))
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
    pub fn send(self) -> Sending<Release> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<Release>> {
        self.0.send_with_response()
    }
}

#[cfg(feature = "blocking")]
impl Update {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<Release, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<Release>, Error> {
        self.0.send_with_response_blocking()
    }
}
