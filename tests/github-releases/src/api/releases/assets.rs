// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Operations of releases.assets.

use crate::api::auth;
use crate::api::types::{ReleaseAsset, ReleasesAssetsDownloadAnswer};
use crate::runtime::{
    Body, Bytes, Call, ClientCore, Contents, Error, HttpRequest, IntoOption, Method,
    NO_CREDENTIALS, Operation, Options, Request, Security, StreamFormat, Streamed,
};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::runtime::Response;
#[cfg(feature = "async")]
use crate::runtime::{ResponseStream, Sending};
#[cfg(feature = "blocking")]
use crate::runtime::ResponseIter;

/// Operations of releases.assets: `client.releases().assets()`.
#[derive(Clone, Debug)]
pub struct Assets(pub(crate) ClientCore);

impl Assets {
    /// Upload a release asset: see [`Upload`].
    pub fn upload(
        &self,
        owner: &str,
        repo: &str,
        release_id: i64,
        name: &str,
        body: impl Into<Contents>,
    ) -> Upload {
        let request = self.0.request(Upload::OPERATION);
        Upload(
            request
                .path("owner", owner)
                .path("repo", repo)
                .path("release_id", release_id)
                .required_query("name", name)
                .required_contents(body)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }

    /// Download a release asset: see [`Download`].
    pub fn download(&self, owner: &str, repo: &str, asset_id: i64) -> Download {
        let request = self.0.request(Download::OPERATION);
        Download(
            request
                .path("owner", owner)
                .path("repo", repo)
                .path("asset_id", asset_id)
                .required_header("X-GitHub-Api-Version", "2022-11-28"),
        )
    }
}

/// Upload a release asset.
///
/// The body is the content of the file as it is. GitHub renames files whose names have
/// special characters, non-alphanumeric characters, or periods at the ends. A file with the
/// name of an existing asset is refused. A 502 may leave an empty asset whose state is
/// `starter`, which can be deleted.
///
/// [`client.releases().assets().upload(…)`](Assets::upload) sends
/// `POST /repos/{owner}/{repo}/releases/{release_id}/assets` and returns
/// [`ReleaseAsset`](crate::types::ReleaseAsset). Errors and logs call it
/// `releases.assets.upload`. Sent to `https://uploads.github.com`, unless a base URL is set
/// on the client.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token). Accepted permissions (at least one
/// required): Contents (write).
///
/// - `201`: The new asset.
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
/// - `422` ([`ValidationError`](crate::types::ValidationError)): Validation failed, or the
///   endpoint has been spammed.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let release_asset = client.releases().assets()
///     .upload("octocat", "Hello-World", 1, "example.zip", "body").send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
/// - `release_id`: The unique identifier of the release.
/// - `name`: The file name of the asset.
/// - `body`: The content of the file.
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
pub struct Upload(Request<ReleaseAsset>);

impl Call for Upload {
    type Output = ReleaseAsset;

    const OPERATION: &'static Operation<ReleaseAsset> = &Operation {
        name: "releases.assets.upload",
        method: Method::Post,
        path: "/repos/{owner}/{repo}/releases/{release_id}/assets",
        server: Some("https://uploads.github.com"),
        body: Body::raw("application/octet-stream"),
        ..Operation::JSON
    };
}

impl Upload {
    /// What is shown instead of the file name.
    pub fn label(self, label: impl IntoOption<String>) -> Self {
        Self(self.0.query("label", label))
    }

    /// The `Content-Type` of the body. The default is `application/octet-stream`.
    pub fn content_type(self, content_type: impl IntoOption<String>) -> Self {
        Self(self.0.header("content-type", content_type))
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
impl Upload {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<ReleaseAsset> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<ReleaseAsset>> {
        self.0.send_with_response()
    }
}

#[cfg(feature = "blocking")]
impl Upload {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<ReleaseAsset, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(self) -> Result<Response<ReleaseAsset>, Error> {
        self.0.send_with_response_blocking()
    }
}

/// Download a release asset.
///
/// GitHub sends the content of the file, or redirects to it. The location is at another
/// origin, has a signature in its query, and expires after minutes. Fetch it with a client
/// that has no token.
///
/// [`client.releases().assets().download(…)`](Assets::download) sends
/// `GET /repos/{owner}/{repo}/releases/assets/{asset_id}` and returns
/// [`ReleasesAssetsDownloadAnswer`](crate::types::ReleasesAssetsDownloadAnswer). Errors and
/// logs call it `releases.assets.download`.
///
/// Credentials: [`Auth::Token`](crate::Auth::Token), or none.
///
/// - `404` ([`BasicError`](crate::types::BasicError)): There is none, or it is not visible
///   with these credentials.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example(client: github_releases::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let response = client.releases().assets()
///     .download("octocat", "Hello-World", 1).send().await?;
/// # Ok(()) }
/// ```
///
/// # Arguments
///
/// - `owner`: The account owner of the repository. The name is not case sensitive.
/// - `repo`: The name of the repository without the `.git` extension. The name is not case
///   sensitive.
/// - `asset_id`: The unique identifier of the asset.
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
pub struct Download(Request<ReleasesAssetsDownloadAnswer>);

impl Call for Download {
    type Output = ReleasesAssetsDownloadAnswer;

    const OPERATION: &'static Operation<ReleasesAssetsDownloadAnswer> = &Operation {
        name: "releases.assets.download",
        method: Method::Get,
        path: "/repos/{owner}/{repo}/releases/assets/{asset_id}",
        auth: Security::AnyOf(&[auth::TOKEN, NO_CREDENTIALS]),
        accept: "application/octet-stream",
        redirects: &[302],
        ..Operation::BY_STATUS
    };
}

impl Streamed for Download {
    type Item = Bytes;

    const FORMAT: &'static StreamFormat<Bytes> = &StreamFormat {
        accept: "application/octet-stream",
        ..StreamFormat::BYTES
    };
}

impl Download {
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
impl Download {
    /// Sends the request and waits for the response.
    pub fn send(self) -> Sending<ReleasesAssetsDownloadAnswer> {
        self.0.send()
    }

    /// Like `send`, with the status and headers of the response.
    pub fn send_with_response(self) -> Sending<Response<ReleasesAssetsDownloadAnswer>> {
        self.0.send_with_response()
    }

    /// Sends the request and waits for the start of the response.
    pub fn send_stream(self) -> Sending<ResponseStream<Bytes>> {
        self.0.send_stream(Self::FORMAT)
    }
}

#[cfg(feature = "blocking")]
impl Download {
    /// Sends the request and blocks the thread until the response arrives.
    pub fn send_blocking(self) -> Result<ReleasesAssetsDownloadAnswer, Error> {
        self.0.send_blocking()
    }

    /// Like `send_blocking`, with the status and headers of the response.
    pub fn send_with_response_blocking(
        self,
    ) -> Result<Response<ReleasesAssetsDownloadAnswer>, Error> {
        self.0.send_with_response_blocking()
    }

    /// Like `send_stream`, as an iterator that blocks the thread.
    pub fn send_stream_blocking(self) -> Result<ResponseIter<Bytes>, Error> {
        self.0.send_stream_blocking(Self::FORMAT)
    }
}
