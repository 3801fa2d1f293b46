// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Types of requests and responses.

#[cfg(feature = "round-trip")]
mod round_trip;

#[cfg(feature = "round-trip")]
pub use self::round_trip::*;

use crate::runtime::{
    Bytes, DateTime, DecodeError, FromResponse, IntoOption, RawResponse, Redirect,
    StringEnum, json_object, string_enum, union_from, untagged_union,
};

/// Why a request failed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BasicError {
    /// The error in words.
    pub message: Option<String>,
    /// The vendor's documentation of the operation.
    pub documentation_url: Option<String>,
}

json_object!(received BasicError {
    message,
    documentation_url,
});

/// One reason why a request is not valid.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvalidField {
    /// The kind of the object, such as `Release`.
    pub resource: Option<String>,
    /// The property of the object.
    pub field: Option<String>,
    /// The kind of the reason, such as `missing_field`, `invalid` or `already_exists`.
    pub code: String,
    /// The reason in words.
    pub message: Option<String>,
}

impl InvalidField {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            resource: None,
            field: None,
            code: code.into(),
            message: None,
        }
    }
}

json_object!(received InvalidField {
    resource,
    field,
    code,
    message,
});

/// An issue.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Issue {
    pub id: i64,
    /// The number of the issue in its repository.
    pub number: i64,
    /// The page of the issue. Format: `uri`.
    pub html_url: String,
    /// The title of the issue.
    pub title: String,
    /// The contents of the issue.
    pub body: Option<String>,
    /// The state of an issue.
    pub state: IssueState,
    pub state_reason: Option<IssueStateReason>,
    /// The labels of the issue.
    pub labels: Vec<IssueLabelsItem>,
    pub milestone: Option<Milestone>,
    /// The accounts that the issue is assigned to.
    pub assignees: Option<Vec<User>>,
    /// The author of the issue.
    pub user: Option<User>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub closed_at: Option<DateTime>,
}

impl Issue {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "the specification requires all of them"
    )]
    pub fn new(
        id: i64,
        number: i64,
        html_url: impl Into<String>,
        title: impl Into<String>,
        state: impl Into<IssueState>,
        labels: impl IntoIterator<Item = IssueLabelsItem>,
        milestone: impl IntoOption<Milestone>,
        user: impl IntoOption<User>,
        created_at: DateTime,
        updated_at: DateTime,
        closed_at: impl IntoOption<DateTime>,
    ) -> Self {
        Self {
            id,
            number,
            html_url: html_url.into(),
            title: title.into(),
            body: None,
            state: state.into(),
            state_reason: None,
            labels: labels.into_iter().collect(),
            milestone: milestone.into_option(),
            assignees: None,
            user: user.into_option(),
            created_at,
            updated_at,
            closed_at: closed_at.into_option(),
        }
    }
}

json_object!(received Issue {
    id,
    number,
    html_url,
    title,
    body,
    state,
    state_reason,
    labels,
    milestone (required),
    assignees,
    user (required),
    created_at,
    updated_at,
    closed_at (required),
});

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IssueLabelsItem {
    Text(String),
    Label(Label),
}

untagged_union!(received IssueLabelsItem {
    Text,
    Label,
});

/// The state of an issue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueState {
    /// `open`
    Open,
    /// `closed`
    Closed,
    /// A value that the specification does not list.
    Other(String),
}

impl IssueState {
    /// The value as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        StringEnum::as_str(self)
    }
}

string_enum!(IssueState {
    Open = "open",
    Closed = "closed",
});

/// The reason for the state of an issue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueStateReason {
    /// `completed`
    Completed,
    /// `not_planned`
    NotPlanned,
    /// `duplicate`
    Duplicate,
    /// `reopened`
    Reopened,
    /// A value that the specification does not list.
    Other(String),
}

impl IssueStateReason {
    /// The value as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        StringEnum::as_str(self)
    }
}

string_enum!(IssueStateReason {
    Completed = "completed",
    NotPlanned = "not_planned",
    Duplicate = "duplicate",
    Reopened = "reopened",
});

/// The number of the milestone of the issue. `null` removes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IssueUpdateMilestone {
    Text(String),
    Integer(i64),
}

untagged_union!(sent IssueUpdateMilestone {
    Text,
    Integer,
});

union_from!(IssueUpdateMilestone {
    Text (text): String,
    Integer: i64,
});

/// The body of an error response, by its status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IssuesUpdateFailure {
    /// The issue is in another repository now
    MovedPermanently(BasicError),
    /// Forbidden
    Forbidden(BasicError),
    /// There is none, or it is not visible with these credentials
    NotFound(BasicError),
    /// The issue is deleted
    Gone(BasicError),
    /// Validation failed, or the endpoint has been spammed
    UnprocessableContent(ValidationError),
}

impl FromResponse for IssuesUpdateFailure {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        match response.status() {
            301 => response.json().map(Self::MovedPermanently),
            403 => response.json().map(Self::Forbidden),
            404 => response.json().map(Self::NotFound),
            410 => response.json().map(Self::Gone),
            422 => response.json().map(Self::UnprocessableContent),
            _ => response.unexpected_status(),
        }
    }
}

/// A label of an issue.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Label {
    pub id: Option<i64>,
    /// The name of the label.
    pub name: Option<String>,
    /// Six hexadecimal digits.
    pub color: Option<String>,
}

json_object!(received Label {
    id,
    name,
    color,
});

/// Whether the release becomes the latest one of the repository. Drafts and prereleases
/// cannot. With `legacy`, that depends on the dates and versions of the releases.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MakeLatest {
    /// `true`
    True,
    /// `false`
    False,
    /// `legacy`
    Legacy,
    /// A value that the specification does not list.
    Other(String),
}

impl MakeLatest {
    /// The value as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        StringEnum::as_str(self)
    }
}

string_enum!(MakeLatest {
    True = "true",
    False = "false",
    Legacy = "legacy",
});

/// A milestone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Milestone {
    pub id: i64,
    /// The number of the milestone in its repository.
    pub number: i64,
    /// The title of the milestone.
    pub title: String,
    /// The state of the milestone.
    pub state: MilestoneState,
}

impl Milestone {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(
        id: i64,
        number: i64,
        title: impl Into<String>,
        state: impl Into<MilestoneState>,
    ) -> Self {
        Self {
            id,
            number,
            title: title.into(),
            state: state.into(),
        }
    }
}

json_object!(received Milestone {
    id,
    number,
    title,
    state,
});

/// The state of the milestone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MilestoneState {
    /// `open`
    Open,
    /// `closed`
    Closed,
    /// A value that the specification does not list.
    Other(String),
}

impl MilestoneState {
    /// The value as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        StringEnum::as_str(self)
    }
}

string_enum!(MilestoneState {
    Open = "open",
    Closed = "closed",
});

/// The body of an error response, by its status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NotFoundOrUnprocessableContent {
    /// There is none, or it is not visible with these credentials
    NotFound(BasicError),
    /// Validation failed, or the endpoint has been spammed
    UnprocessableContent(ValidationError),
}

impl FromResponse for NotFoundOrUnprocessableContent {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        match response.status() {
            404 => response.json().map(Self::NotFound),
            422 => response.json().map(Self::UnprocessableContent),
            _ => response.unexpected_status(),
        }
    }
}

/// A release.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Release {
    pub id: i64,
    /// The page of the release. Format: `uri`.
    pub html_url: String,
    /// A URI template (RFC 6570) of the URL for uploads.
    pub upload_url: String,
    /// The name of the tag.
    pub tag_name: String,
    /// The branch or the commit SHA that the tag is created from.
    pub target_commitish: String,
    /// The name of the release.
    pub name: Option<String>,
    /// Text describing the contents of the tag.
    pub body: Option<String>,
    /// Whether the release is a draft, which is not published.
    pub draft: bool,
    /// Whether the release is a prerelease.
    pub prerelease: bool,
    /// Whether the release can no longer be changed.
    pub immutable: Option<bool>,
    pub created_at: DateTime,
    /// It is null for a draft.
    pub published_at: Option<DateTime>,
    /// An account.
    pub author: User,
    /// The files of the release.
    pub assets: Vec<ReleaseAsset>,
}

impl Release {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "the specification requires all of them"
    )]
    pub fn new(
        id: i64,
        html_url: impl Into<String>,
        upload_url: impl Into<String>,
        tag_name: impl Into<String>,
        target_commitish: impl Into<String>,
        name: impl IntoOption<String>,
        draft: bool,
        prerelease: bool,
        created_at: DateTime,
        published_at: impl IntoOption<DateTime>,
        author: User,
        assets: impl IntoIterator<Item = ReleaseAsset>,
    ) -> Self {
        Self {
            id,
            html_url: html_url.into(),
            upload_url: upload_url.into(),
            tag_name: tag_name.into(),
            target_commitish: target_commitish.into(),
            name: name.into_option(),
            body: None,
            draft,
            prerelease,
            immutable: None,
            created_at,
            published_at: published_at.into_option(),
            author,
            assets: assets.into_iter().collect(),
        }
    }
}

json_object!(received Release {
    id,
    html_url,
    upload_url,
    tag_name,
    target_commitish,
    name (required),
    body,
    draft,
    prerelease,
    immutable,
    created_at,
    published_at (required),
    author,
    assets,
});

/// A file of a release.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReleaseAsset {
    pub id: i64,
    /// The file name of the asset.
    pub name: String,
    /// What is shown instead of the file name.
    pub label: Option<String>,
    /// Whether all of the file is there. An upload that has failed is `starter`.
    pub state: ReleaseAssetState,
    /// The media type of the file.
    pub content_type: String,
    /// The number of bytes.
    pub size: i64,
    /// The algorithm and the hash, such as `sha256:2151b6…`.
    pub digest: Option<String>,
    pub download_count: i64,
    /// The URL of the file for browsers. Format: `uri`.
    pub browser_download_url: String,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub uploader: Option<User>,
}

impl ReleaseAsset {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "the specification requires all of them"
    )]
    pub fn new(
        id: i64,
        name: impl Into<String>,
        label: impl IntoOption<String>,
        state: impl Into<ReleaseAssetState>,
        content_type: impl Into<String>,
        size: i64,
        digest: impl IntoOption<String>,
        download_count: i64,
        browser_download_url: impl Into<String>,
        created_at: DateTime,
        updated_at: DateTime,
        uploader: impl IntoOption<User>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            label: label.into_option(),
            state: state.into(),
            content_type: content_type.into(),
            size,
            digest: digest.into_option(),
            download_count,
            browser_download_url: browser_download_url.into(),
            created_at,
            updated_at,
            uploader: uploader.into_option(),
        }
    }
}

json_object!(received ReleaseAsset {
    id,
    name,
    label (required),
    state,
    content_type,
    size,
    digest (required),
    download_count,
    browser_download_url,
    created_at,
    updated_at,
    uploader (required),
});

/// Whether all of the file is there. An upload that has failed is `starter`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReleaseAssetState {
    /// `uploaded`
    Uploaded,
    /// `open`
    Open,
    /// `starter`
    Starter,
    /// A value that the specification does not list.
    Other(String),
}

impl ReleaseAssetState {
    /// The value as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        StringEnum::as_str(self)
    }
}

string_enum!(ReleaseAssetState {
    Uploaded = "uploaded",
    Open = "open",
    Starter = "starter",
});

/// The response, by its status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReleasesAssetsDownloadAnswer {
    /// The content of the file
    Ok(Bytes),
    /// The file is at this location
    Found(Redirect),
}

impl FromResponse for ReleasesAssetsDownloadAnswer {
    fn from_response(response: &RawResponse) -> Result<Self, DecodeError> {
        match response.status() {
            200 => response.bytes().map(Self::Ok),
            302 => response.redirect().map(Self::Found),
            _ => response.unexpected_status(),
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct User {
    pub id: i64,
    /// The name of the account.
    pub login: String,
    /// The page of the account. Format: `uri`.
    pub html_url: String,
}

impl User {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(id: i64, login: impl Into<String>, html_url: impl Into<String>) -> Self {
        Self {
            id,
            login: login.into(),
            html_url: html_url.into(),
        }
    }
}

json_object!(received User {
    id,
    login,
    html_url,
});

/// Why a request is not valid.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ValidationError {
    /// The error in words.
    pub message: String,
    /// The vendor's documentation of the operation.
    pub documentation_url: String,
    /// What is not valid.
    pub errors: Option<Vec<InvalidField>>,
}

impl ValidationError {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(
        message: impl Into<String>,
        documentation_url: impl Into<String>,
    ) -> Self {
        Self {
            message: message.into(),
            documentation_url: documentation_url.into(),
            errors: None,
        }
    }
}

json_object!(received ValidationError {
    message,
    documentation_url,
    errors,
});
