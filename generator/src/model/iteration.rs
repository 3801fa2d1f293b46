//! Responses that can be iterated: streams and pages.

use super::{Type, TypeId};

/// How the items of a response follow one another.
#[derive(Clone, Debug)]
pub(crate) enum Iteration {
    Stream(Stream),
    Pages(Pages),
}

impl Iteration {
    /// The type of the items.
    pub(crate) fn item(&self) -> &Type {
        match self {
            Self::Stream(stream) => &stream.item,
            Self::Pages(pages) => &pages.item,
        }
    }

    pub(crate) fn item_mut(&mut self) -> &mut Type {
        match self {
            Self::Stream(stream) => &mut stream.item,
            Self::Pages(pages) => &mut pages.item,
        }
    }
}

/// A response whose body is a sequence of items.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) media_type: String,
    pub(crate) framing: Framing,
    /// The field of the request body that asks for a stream if it is `true`.
    pub(crate) flag: Option<String>,
    /// The type of an item, or of the data of an event.
    pub(crate) item: Type,
}

impl Stream {
    /// Whether the items are server-sent events.
    pub(crate) fn is_event_stream(&self) -> bool {
        matches!(self.framing, Framing::Events | Framing::TextEvents)
    }
}

/// How the items of a stream are delimited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events with JSON data.
    Events,
    /// Server-sent events with text data.
    TextEvents,
    /// JSON Lines.
    Lines,
    /// Lines of text.
    TextLines,
    /// JSON text sequences (RFC 7464).
    Records,
    /// Chunks of bytes as they arrive.
    Bytes,
}

/// A response that is one of several pages.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) next_page: NextPage,
    /// The path of the items in the JSON of the response.
    pub(crate) items_path: Vec<String>,
    /// How code gets from the value that `send` returns to the items.
    pub(crate) accessors: Vec<Accessor>,
    pub(crate) item: Type,
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accessor {
    /// The field of a struct, by its index.
    Field(TypeId, usize),
    /// The content of an `Option`; without it there are no items.
    Optional,
    /// The content of a `Box`.
    Boxed,
}

/// How the next page is requested. A property of the response is a path of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NextPage {
    Cursor {
        from: Vec<String>,
        into: PageParameter,
        has_more: Option<Vec<String>>,
    },
    Page {
        into: PageParameter,
        first: u64,
        total: Option<Vec<String>>,
        has_more: Option<Vec<String>>,
    },
    Offset {
        into: PageParameter,
        total: Option<Vec<String>>,
        has_more: Option<Vec<String>>,
    },
    Link,
    Url {
        from: Vec<String>,
    },
}

/// The query parameter, or the path of the body field, that selects a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageParameter {
    Query(String),
    Field(Vec<String>),
}
