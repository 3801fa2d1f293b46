//! What the client is to be: Rust's concepts, without tokens and without OpenAPI.
//!
//! Lowering makes every decision and writes it down here; emitting reads
//! nothing else.

mod iteration;
mod operation;
mod servers;
mod types;

pub(crate) use self::iteration::{
    Accessor, Framing, Iteration, NextPage, PageParameter, Pages, Stream,
};
pub(crate) use self::operation::{
    Body, BodyFormat, Decode, Encoding, ErrorResponse, Input, InputRole, Location, Operation,
    Security, Style, StyleKind, SuccessResponse,
};
pub(crate) use self::servers::{NamedServer, Server, ServerVariable, Servers, VariableEnum};
pub(crate) use self::types::{
    Access, Constraint, Docs, EnumVariant, Field, Int, Origin, ResponseVariant, Sample, Shape,
    TagValue, Type, TypeDef, TypeId, TypeRole, UnionVariant, Usage,
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
    pub(crate) info: Option<String>,
    /// Where requests go unless the caller says otherwise.
    pub(crate) server: Server,
    /// What else the caller may say.
    pub(crate) servers: Servers,
    /// The response header that names a request, for support.
    pub(crate) request_id_header: Option<String>,
    /// The ways to authenticate, the preferred one first.
    pub(crate) security_requirements: Vec<SecurityRequirement>,
    /// Which of them most calls take.
    pub(crate) default_security: Security,
    /// What answers are wrapped in.
    pub(crate) envelope: Option<Envelope>,
    /// The types that the operations reach, in the order of the specification.
    pub(crate) types: Vec<TypeDef>,
    /// The examples of the specification.
    pub(crate) samples: Vec<Sample>,
    /// What webhooks bring.
    pub(crate) webhook_bodies: Vec<Type>,
    /// The calls, as a tree; the root has no name of its own.
    pub(crate) root: Resource,
}

impl Model {
    /// Whether any call has to do with a type that has a name.
    pub(crate) fn has_types(&self) -> bool {
        self.types.iter().any(TypeDef::is_used)
    }

    /// Whether any operation takes credentials.
    pub(crate) fn has_auth(&self) -> bool {
        !self.security_requirements.is_empty()
    }

    /// Visits each type, wherever in the client it is written.
    pub(crate) fn visit_types_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for def in &mut self.types {
            def.shape.types_mut().into_iter().for_each(&mut *visit);
            if let TypeRole::RequestViewOf(ty) = &mut def.role {
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
        samples
            .chain(&mut self.webhook_bodies)
            .for_each(&mut *visit);
        self.root.visit_types_mut(visit);
    }

    /// Whether there are so many calls that a user is to choose among them.
    pub(crate) fn is_large(&self) -> bool {
        const MANY: usize = 100;
        self.root.operation_count() > MANY
    }

    /// The features of the crate that the groups of calls have.
    pub(crate) fn features(&self) -> Vec<String> {
        let features = self.root.children.iter();
        features.filter_map(|child| child.feature.clone()).collect()
    }

    /// The definition of a named type.
    pub(crate) fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The target of an alias, or the type itself.
    pub(crate) fn resolve_aliases<'m>(&'m self, ty: &'m Type) -> &'m Type {
        match ty {
            Type::Named(id) => match &self.type_def(*id).shape {
                Shape::Alias { target } => self.resolve_aliases(target),
                _ => ty,
            },
            _ => ty,
        }
    }
}

/// One way to authenticate: all of its parts are sent.
#[derive(Clone, Debug)]
pub(crate) struct SecurityRequirement {
    /// `apiEmail and apiKey`: a variant, a constructor and a constant.
    pub(crate) name: Name,
    /// What people call it.
    pub(crate) title: String,
    pub(crate) credentials: Vec<Credential>,
}

/// One secret, and where it goes.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) name: Name,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) location: CredentialLocation,
    /// The environment variable it is read from.
    pub(crate) env_var: Option<String>,
    pub(crate) example: Option<String>,
}

/// Where a secret goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialLocation {
    /// `Authorization: Bearer …`
    Bearer,
    /// The name in `Authorization: Basic …`
    BasicUsername,
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
    pub(crate) errors: EntryList,
    pub(crate) messages: Option<EntryList>,
}

/// A list in the envelope.
#[derive(Clone, Debug)]
pub(crate) struct EntryList {
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
    fn visit_types_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for operation in &mut self.operations {
            let inputs = operation.inputs.iter_mut().map(|input| &mut input.ty);
            let errors = operation.error_responses.iter_mut();
            let errors = errors.filter_map(|error| error.ty.as_mut());
            let body = operation.body.as_mut();
            let flattened = body.and_then(|body| body.flattened.as_mut());
            let item = operation.iteration.as_mut().map(Iteration::item_mut);
            let types = inputs.chain(&mut operation.response.ty).chain(item);
            let types = types
                .chain(errors)
                .chain(&mut operation.error_type)
                .chain(&mut operation.headers_type)
                .chain(flattened)
                .chain(&mut operation.callback_bodies);
            types.for_each(&mut *visit);
        }
        for child in &mut self.children {
            child.visit_types_mut(visit);
        }
    }

    /// How many operations there are in it and below.
    pub(crate) fn operation_count(&self) -> usize {
        self.operations.len()
            + self
                .children
                .iter()
                .map(Self::operation_count)
                .sum::<usize>()
    }
}
