//! Answers that can be had otherwise than as a whole.

use super::{Type, TypeId};

/// How else an answer can be had.
#[derive(Clone, Debug)]
pub(crate) enum Iteration {
    Stream(Stream),
    Pages(Pages),
}

impl Iteration {
    /// What it gives one after another.
    pub(crate) fn item(&self) -> &Type {
        match self {
            Self::Stream(stream) => &stream.item,
            Self::Pages(pages) => &pages.item,
        }
    }
}

impl Iteration {
    /// The same, to be changed.
    pub(crate) fn item_mut(&mut self) -> &mut Type {
        match self {
            Self::Stream(stream) => &mut stream.item,
            Self::Pages(pages) => &mut pages.item,
        }
    }
}

/// An answer that comes piece by piece.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) media_type: String,
    pub(crate) framing: Framing,
    /// The field of the body that asks for it.
    pub(crate) flag: Option<String>,
    /// What each piece is, or the data of each event.
    pub(crate) item: Type,
}

impl Stream {
    /// Whether it consists of server-sent events.
    pub(crate) fn is_event_stream(&self) -> bool {
        matches!(self.framing, Framing::Events | Framing::TextEvents)
    }
}

/// What such an answer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events, whose data is JSON.
    Events,
    /// Server-sent events, whose data is a text.
    TextEvents,
    /// JSON lines.
    Lines,
    /// JSON after record separators.
    Records,
    /// Bytes as they arrive.
    Bytes,
}

/// An answer that is one page of several.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) next_page: NextPage,
    /// Where in the JSON of the answer the items are.
    pub(crate) items_path: Vec<String>,
    /// The way from what the call returns to the items.
    pub(crate) accessors: Vec<Accessor>,
    pub(crate) item: Type,
}

/// A step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accessor {
    /// A field of a struct, by its place there.
    Field(TypeId, usize),
    /// What may be missing has no items.
    Optional,
    /// What is on the heap.
    Boxed,
}

/// What asks for the next page. Properties of the answer are paths of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NextPage {
    Cursor {
        from: Vec<String>,
        into: PageParameter,
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

/// Where in a request it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageParameter {
    Query(String),
    Field(String),
}
