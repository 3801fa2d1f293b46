// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! Request bodies whose properties are arguments and setters of operations.

use crate::api::types::{IssueState, IssueStateReason, IssueUpdateMilestone, MakeLatest};
use crate::runtime::json_object;

/// What to change about an issue.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct IssueUpdate {
    /// The title of the issue.
    pub title: Option<String>,
    /// The contents of the issue.
    pub body: Option<String>,
    /// The state of an issue.
    pub state: Option<IssueState>,
    /// The reason for the change of `state`; ignored unless that changes.
    pub state_reason: Option<IssueStateReason>,
    /// The number of the milestone of the issue. `null` removes it.
    pub milestone: Option<IssueUpdateMilestone>,
    /// The names of the labels of the issue, which replace the present ones. An empty list
    /// removes all.
    pub labels: Option<Vec<String>>,
    /// The accounts that the issue is assigned to, which replace the present ones. An empty
    /// list removes all.
    pub assignees: Option<Vec<String>>,
}

json_object!(both IssueUpdate {
    title,
    body,
    state,
    state_reason,
    milestone,
    labels,
    assignees,
});

/// A release to create.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewRelease {
    /// The name of the tag.
    pub tag_name: String,
    /// The branch or the commit SHA that the tag is created from. Unused if the tag exists.
    /// Without it, it is the default branch.
    pub target_commitish: Option<String>,
    /// The name of the release.
    pub name: Option<String>,
    /// Text describing the contents of the tag.
    pub body: Option<String>,
    /// Whether the release is a draft, which is not published. Default: `false`.
    pub draft: Option<bool>,
    /// Whether the release is a prerelease. Default: `false`.
    pub prerelease: Option<bool>,
    /// The category of a discussion to create and link to the release. It must exist in the
    /// repository.
    pub discussion_category_name: Option<String>,
    /// Whether to generate the name, unless it is given, and a body, which follows the given
    /// one. Default: `false`.
    pub generate_release_notes: Option<bool>,
    /// Whether the release becomes the latest one of the repository. Drafts and prereleases
    /// cannot. With `legacy`, that depends on the dates and versions of the releases. Default:
    /// `"true"`.
    pub make_latest: Option<MakeLatest>,
}

impl NewRelease {
    /// Creates a value with the required properties, for tests. A minor version of the crate
    /// may add arguments.
    #[must_use]
    pub fn new(tag_name: impl Into<String>) -> Self {
        Self {
            tag_name: tag_name.into(),
            target_commitish: None,
            name: None,
            body: None,
            draft: None,
            prerelease: None,
            discussion_category_name: None,
            generate_release_notes: None,
            make_latest: None,
        }
    }
}

json_object!(both NewRelease {
    tag_name,
    target_commitish,
    name,
    body,
    draft,
    prerelease,
    discussion_category_name,
    generate_release_notes,
    make_latest,
});

/// What to change about a release.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ReleaseUpdate {
    /// The name of the tag.
    pub tag_name: Option<String>,
    /// The branch or the commit SHA that the tag is created from. Unused if the tag exists.
    pub target_commitish: Option<String>,
    /// The name of the release.
    pub name: Option<String>,
    /// Text describing the contents of the tag.
    pub body: Option<String>,
    /// `true` makes the release a draft, and `false` publishes it.
    pub draft: Option<bool>,
    /// Whether the release is a prerelease.
    pub prerelease: Option<bool>,
    /// The category of a discussion to create and link to the release, unless there is one. It
    /// must exist in the repository.
    pub discussion_category_name: Option<String>,
    /// Whether the release becomes the latest one of the repository. Drafts and prereleases
    /// cannot. With `legacy`, that depends on the dates and versions of the releases. Default:
    /// `"true"`.
    pub make_latest: Option<MakeLatest>,
}

json_object!(both ReleaseUpdate {
    tag_name,
    target_commitish,
    name,
    body,
    draft,
    prerelease,
    discussion_category_name,
    make_latest,
});
