// Written by `cargo xtask codegen` from spec/github-releases.yaml.
// Edits here are lost: change the specification and run it again.

//! A mock of the API, for tests.

pub use crate::runtime::{MockReply, SentRequest};

use crate::api::{API, Client, ClientBuilder};
use crate::runtime::{Call, MockCore, MockOperation};

/// A mock of the API. It replaces the network and nothing else: requests are built, retried
/// and decoded as usual.
///
/// ```no_run
/// # #[cfg(feature = "async")]
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use github_releases::releases::List;
/// use github_releases::mock::Mock;
///
/// let mock = Mock::new();
/// mock.on::<List>().example();
///
/// let client = mock.client();
/// let response = client.releases().list("octocat", "Hello-World").send().await?;
/// assert_eq!(mock.sent::<List>().len(), 1);
/// # Ok(()) }
/// ```
///
/// A call without a reply fails, and the error says which one is missing. Clones share
/// replies and requests.
#[derive(Clone, Debug)]
pub struct Mock(MockCore);

impl Mock {
    /// Creates a mock without replies.
    #[must_use]
    pub fn new() -> Self {
        Self(MockCore::new(&API, OPERATIONS))
    }

    /// Creates a client that sends its requests to the mock.
    ///
    /// # Panics
    ///
    /// If the server of the specification is not a URL.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("the server is a URL")
    }

    /// Returns a builder of such a client, for further settings.
    ///
    /// It has no credentials, and sends requests without them. Its clock skips the waits
    /// between attempts, and counts them for the deadline.
    pub fn client_builder(&self) -> ClientBuilder {
        ClientBuilder(self.0.client_builder())
    }

    /// Starts a reply to an operation, which the last method of the chain adds.
    ///
    /// Replies are used in the order in which they are added, one for each attempt. The last
    /// one is used again and again, until another one is added. So a list that is read page by
    /// page ends only if the last page says so.
    pub fn on<C: Call>(&self) -> MockReply<'_, C> {
        self.0.on()
    }

    /// Returns the requests of an operation so far, one for each attempt.
    #[must_use]
    pub fn sent<C: Call>(&self) -> Vec<SentRequest> {
        self.0.sent::<C>()
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

/// The successful responses.
static OPERATIONS: &[MockOperation] = &[
    MockOperation {
        name: "releases.list",
        builder: "releases::List",
        example: Some(
            r#"[
  {
    "id": 1,
    "html_url": "https://example.com",
    "upload_url": "string",
    "tag_name": "string",
    "target_commitish": "string",
    "name": "string",
    "body": "string",
    "draft": true,
    "prerelease": true,
    "immutable": true,
    "created_at": "2024-01-02T03:04:05Z",
    "published_at": "2024-01-02T03:04:05Z",
    "author": {"id": 1, "login": "string", "html_url": "https://example.com"},
    "assets": [
      {
        "id": 1,
        "name": "string",
        "label": "string",
        "state": "uploaded",
        "content_type": "string",
        "size": 1,
        "digest": "string",
        "download_count": 1,
        "browser_download_url": "https://example.com",
        "created_at": "2024-01-02T03:04:05Z",
        "updated_at": "2024-01-02T03:04:05Z",
        "uploader": {
          "id": 1,
          "login": "string",
          "html_url": "https://example.com"
        }
      }
    ]
  }
]"#,
        ),
        ..MockOperation::JSON
    },
    MockOperation {
        name: "releases.create",
        builder: "releases::Create",
        status: 201,
        example: Some(
            r#"{
  "id": 1,
  "html_url": "https://example.com",
  "upload_url": "string",
  "tag_name": "string",
  "target_commitish": "string",
  "name": "string",
  "body": "string",
  "draft": true,
  "prerelease": true,
  "immutable": true,
  "created_at": "2024-01-02T03:04:05Z",
  "published_at": "2024-01-02T03:04:05Z",
  "author": {"id": 1, "login": "string", "html_url": "https://example.com"},
  "assets": [
    {
      "id": 1,
      "name": "string",
      "label": "string",
      "state": "uploaded",
      "content_type": "string",
      "size": 1,
      "digest": "string",
      "download_count": 1,
      "browser_download_url": "https://example.com",
      "created_at": "2024-01-02T03:04:05Z",
      "updated_at": "2024-01-02T03:04:05Z",
      "uploader": {
        "id": 1,
        "login": "string",
        "html_url": "https://example.com"
      }
    }
  ]
}"#,
        ),
        ..MockOperation::JSON
    },
    MockOperation {
        name: "releases.update",
        builder: "releases::Update",
        example: Some(
            r#"{
  "id": 1,
  "html_url": "https://example.com",
  "upload_url": "string",
  "tag_name": "string",
  "target_commitish": "string",
  "name": "string",
  "body": "string",
  "draft": true,
  "prerelease": true,
  "immutable": true,
  "created_at": "2024-01-02T03:04:05Z",
  "published_at": "2024-01-02T03:04:05Z",
  "author": {"id": 1, "login": "string", "html_url": "https://example.com"},
  "assets": [
    {
      "id": 1,
      "name": "string",
      "label": "string",
      "state": "uploaded",
      "content_type": "string",
      "size": 1,
      "digest": "string",
      "download_count": 1,
      "browser_download_url": "https://example.com",
      "created_at": "2024-01-02T03:04:05Z",
      "updated_at": "2024-01-02T03:04:05Z",
      "uploader": {
        "id": 1,
        "login": "string",
        "html_url": "https://example.com"
      }
    }
  ]
}"#,
        ),
        ..MockOperation::JSON
    },
    MockOperation {
        name: "releases.assets.upload",
        builder: "releases::assets::Upload",
        status: 201,
        example: Some(
            r#"{
  "id": 1,
  "name": "string",
  "label": "string",
  "state": "uploaded",
  "content_type": "string",
  "size": 1,
  "digest": "string",
  "download_count": 1,
  "browser_download_url": "https://example.com",
  "created_at": "2024-01-02T03:04:05Z",
  "updated_at": "2024-01-02T03:04:05Z",
  "uploader": {"id": 1, "login": "string", "html_url": "https://example.com"}
}"#,
        ),
        ..MockOperation::JSON
    },
    MockOperation {
        name: "releases.assets.download",
        builder: "releases::assets::Download",
        content_type: "application/octet-stream",
        example: Some(r#""string""#),
        ..MockOperation::TEXT
    },
    MockOperation {
        name: "issues.update",
        builder: "issues::Update",
        example: Some(
            r#"{
  "id": 1,
  "number": 1,
  "html_url": "https://example.com",
  "title": "string",
  "body": "string",
  "state": "open",
  "state_reason": "completed",
  "labels": ["string"],
  "milestone": {"id": 1, "number": 1, "title": "string", "state": "open"},
  "assignees": [{"id": 1, "login": "string", "html_url": "https://example.com"}],
  "user": {"id": 1, "login": "string", "html_url": "https://example.com"},
  "created_at": "2024-01-02T03:04:05Z",
  "updated_at": "2024-01-02T03:04:05Z",
  "closed_at": "2024-01-02T03:04:05Z"
}"#,
        ),
        ..MockOperation::JSON
    },
];
