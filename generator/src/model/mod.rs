//! What the client is to be: Rust's concepts, without tokens and without OpenAPI.
//!
//! Lowering makes every decision and writes it down here; emitting reads
//! nothing else.

mod mode;
mod operation;
mod servers;
mod types;

pub(crate) use self::mode::{Framing, Mode, Next, Pages, Slot, Step, Stream};
pub(crate) use self::operation::{
    Answer, Body, Decode, Encoding, Failure, Format, Input, Operation, Place, Repeat, Role,
    Security, Style, StyleForm,
};
pub(crate) use self::servers::{Choice, NamedServer, Server, Servers, Variable};
pub(crate) use self::types::{
    Access, AnswerForm, Bound, Constant, Docs, Field, Form, Int, Origin, Sample, Shape, Standing,
    Type, TypeDef, TypeId, Use, Variant,
};

use crate::rust::names::Name;

/// A whole client.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The specification's title.
    pub(crate) title: String,
    /// The specification's description, in Markdown.
    pub(crate) description: Option<String>,
    /// Its version, and whose it is, in Markdown.
    pub(crate) about: Option<String>,
    /// Where requests go unless the caller says otherwise.
    pub(crate) server: Server,
    /// What else the caller may say.
    pub(crate) servers: Servers,
    /// The response header that names a request, for support.
    pub(crate) request_id_header: Option<String>,
    /// The ways to authenticate, the preferred one first.
    pub(crate) alternatives: Vec<Alternative>,
    /// Which of them most calls take.
    pub(crate) usual: Security,
    /// What answers are wrapped in.
    pub(crate) envelope: Option<Envelope>,
    /// The types that the operations reach, in the order of the specification.
    pub(crate) types: Vec<TypeDef>,
    /// The examples of the specification.
    pub(crate) samples: Vec<Sample>,
    /// What webhooks bring.
    pub(crate) webhooks: Vec<Type>,
    /// The calls, as a tree; the root has no name of its own.
    pub(crate) root: Resource,
}

impl Model {
    /// Whether any call has to do with a type that has a name.
    pub(crate) fn has_types(&self) -> bool {
        self.types.iter().any(TypeDef::is_used)
    }

    /// Visits each type, wherever in the client it is written.
    pub(crate) fn each_type(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for def in &mut self.types {
            def.shape.types_mut().into_iter().for_each(&mut *visit);
            if let Standing::SentOf(ty) = &mut def.standing {
                visit(ty);
            }
        }
        if let Some(envelope) = &mut self.envelope {
            let lists = [Some(&mut envelope.errors), envelope.messages.as_mut()];
            lists
                .into_iter()
                .flatten()
                .for_each(|list| visit(&mut list.item));
        }
        let samples = self.samples.iter_mut().map(|sample| &mut sample.ty);
        samples.chain(&mut self.webhooks).for_each(&mut *visit);
        self.root.each_type(visit);
    }

    /// Whether there are so many calls that a user is to choose among them.
    pub(crate) fn is_large(&self) -> bool {
        const MANY: usize = 100;
        self.root.count() > MANY
    }

    /// The features of the crate that the groups of calls have.
    pub(crate) fn features(&self) -> Vec<String> {
        let features = self.root.children.iter();
        features.filter_map(|child| child.feature.clone()).collect()
    }

    /// The type that `id` stands for.
    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}

/// One way to authenticate: all of its parts are sent.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// `apiEmail and apiKey`: a variant, a constructor and a constant.
    pub(crate) name: Name,
    /// What people call it.
    pub(crate) title: String,
    pub(crate) parts: Vec<Credential>,
}

/// One secret, and where it goes.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) name: Name,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) placement: Placement,
    /// The environment variable it is read from.
    pub(crate) variable: Option<String>,
    pub(crate) example: Option<String>,
}

/// Where a secret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// `Authorization: Bearer …`
    Bearer,
    /// The name in `Authorization: Basic …`
    BasicName,
    /// The password in `Authorization: Basic …`
    BasicPassword,
    /// A header of its own.
    Header(String),
    /// A parameter of the query.
    Query(String),
    /// A cookie.
    Cookie(String),
}

/// What answers are wrapped in: the names of its properties.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) success: String,
    pub(crate) result: String,
    pub(crate) errors: Entries,
    pub(crate) messages: Option<Entries>,
}

/// A list in the envelope.
#[derive(Clone, Debug)]
pub(crate) struct Entries {
    pub(crate) property: String,
    /// What each entry is.
    pub(crate) item: Type,
    /// The property of an entry that identifies it to programs.
    pub(crate) code: Option<String>,
    /// The property of an entry that explains it to people.
    pub(crate) message: Option<String>,
}

/// A group of calls: `images`, or `v1` in it.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) name: Name,
    /// In Markdown.
    pub(crate) description: Option<String>,
    /// The feature of the crate without which it is left out.
    pub(crate) feature: Option<String>,
    pub(crate) children: Vec<Resource>,
    pub(crate) operations: Vec<Operation>,
}

impl Resource {
    /// A group that is still empty.
    pub(crate) fn new(name: Name) -> Self {
        Self {
            name,
            description: None,
            feature: None,
            children: Vec::new(),
            operations: Vec::new(),
        }
    }

    /// Visits each type that a call in it, or below, takes or gives.
    fn each_type(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for operation in &mut self.operations {
            let inputs = operation.inputs.iter_mut().map(|input| &mut input.ty);
            let failures = operation.failures.iter_mut();
            let failures = failures.filter_map(|failure| failure.ty.as_mut());
            let whole = operation.body.as_mut().and_then(|body| body.whole.as_mut());
            let item = operation.mode.as_mut().map(Mode::item_mut);
            let types = inputs.chain(&mut operation.answer.ty).chain(item);
            let types = types
                .chain(failures)
                .chain(&mut operation.failure)
                .chain(&mut operation.headers)
                .chain(whole)
                .chain(&mut operation.callbacks);
            types.for_each(&mut *visit);
        }
        for child in &mut self.children {
            child.each_type(visit);
        }
    }

    /// How many operations there are in it and below.
    pub(crate) fn count(&self) -> usize {
        self.operations.len() + self.children.iter().map(Self::count).sum::<usize>()
    }
}
