//! The model of a client, in Rust's concepts: without tokens and without OpenAPI.
//!
//! Lowering builds the model, which contains every decision. Emitting reads only the model.

mod common_fields;
mod iteration;
mod operation;
mod servers;
mod types;

pub(crate) use self::iteration::{
    Accessor, Framing, Iteration, NextPage, PageParameter, Pages, Stream,
};
pub(crate) use self::operation::{
    Body, BodyFormat, Decode, Encoding, ErrorResponse, Input, InputRole, Location, MockResponse,
    Operation, Security, Style, StyleKind, SuccessResponse,
};
pub(crate) use self::servers::{NamedServer, Server, ServerVariable, Servers, VariableEnum};
pub(crate) use self::types::{
    Access, Constant, Constraint, Distinction, Docs, EnumVariant, Field, Int, IntegerVariant,
    Origin, ResponseVariant, Sample, Shape, TagValue, Type, TypeDef, TypeId, TypeRole,
    UnionVariant, Usage,
};

use crate::rust::names::Name;
use std::ops::RangeInclusive;

/// A whole client.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// The specification's title.
    pub(crate) title: String,
    /// The specification's description, in Markdown.
    pub(crate) description: Option<String>,
    /// Version, contact and licence of the specification, in Markdown.
    pub(crate) info: Option<String>,
    pub(crate) server: Server,
    pub(crate) servers: Servers,
    /// The response header with the id of the request.
    pub(crate) request_id_header: Option<String>,
    /// The statuses with which the API has not applied a request.
    pub(crate) refused: Vec<RangeInclusive<u16>>,
    pub(crate) rate_limit: Option<RateLimit>,
    /// The security requirements that any operation accepts, the preferred one first.
    pub(crate) security_requirements: Vec<SecurityRequirement>,
    /// The security of most operations.
    pub(crate) default_security: Security,
    /// The parameters that the client sets for all operations.
    pub(crate) client_parameters: Vec<ClientParameter>,
    pub(crate) envelope: Option<Envelope>,
    /// The named types, in the order of the specification.
    pub(crate) types: Vec<TypeDef>,
    /// The examples of the specification.
    pub(crate) samples: Vec<Sample>,
    /// The number of places whose type accepts any value, although their schema restricts it.
    pub(crate) unintended_any: usize,
    /// The types of the bodies of webhooks.
    pub(crate) webhook_bodies: Vec<Type>,
    /// The operations as a tree. The root is the client, and has no name.
    pub(crate) root: Resource,
}

impl Model {
    /// Whether the client has named types.
    pub(crate) fn has_types(&self) -> bool {
        self.types.iter().any(TypeDef::is_used)
    }

    /// Whether any operation takes credentials.
    pub(crate) fn has_auth(&self) -> bool {
        !self.security_requirements.is_empty()
    }

    /// Visits every reference to a type.
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
        let parameters = self.client_parameters.iter_mut();
        parameters.for_each(|it| visit(&mut it.ty));
        let samples = self.samples.iter_mut().map(|sample| &mut sample.ty);
        samples
            .chain(&mut self.webhook_bodies)
            .for_each(&mut *visit);
        self.root.visit_types_mut(visit);
    }

    /// Whether there are so many operations that each top-level resource gets a feature.
    pub(crate) fn is_large(&self) -> bool {
        const MANY: usize = 100;
        self.root.operation_count() > MANY
    }

    /// The features of the resources.
    pub(crate) fn features(&self) -> Vec<String> {
        let features = self.root.children.iter();
        features.filter_map(|child| child.feature.clone()).collect()
    }

    /// The parameter of the client that sets an input.
    pub(crate) fn client_parameter(&self, input: &Input) -> Option<&ClientParameter> {
        let mut parameters = self.client_parameters.iter();
        parameters.find(|it| it.location == input.location && it.wire_name == input.wire_name)
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

/// A parameter of operations that the builder of the client has a setter for.
#[derive(Clone, Debug)]
pub(crate) struct ClientParameter {
    pub(crate) name: Name,
    pub(crate) wire_name: String,
    pub(crate) location: Location,
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
}

/// The limit of an API on its requests in any period of this length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RateLimit {
    pub(crate) requests: u64,
    pub(crate) seconds: u64,
}

/// A way to authenticate: all of its credentials are sent.
#[derive(Clone, Debug)]
pub(crate) struct SecurityRequirement {
    /// The name of a variant, a constructor and a constant: `apiEmail and apiKey`.
    pub(crate) name: Name,
    /// The name in documentation and messages.
    pub(crate) title: String,
    /// Whether the specification has it; else it is that of a specification without any.
    pub(crate) is_declared: bool,
    pub(crate) credentials: Vec<Credential>,
}

/// A secret, and how it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) name: Name,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) location: CredentialLocation,
    /// The word before the secret in a header: `Bot`.
    pub(crate) prefix: Option<String>,
    /// The environment variable that it is read from.
    pub(crate) env_var: Option<String>,
    pub(crate) example: Option<String>,
}

/// The part of a request that a secret is sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialLocation {
    /// `Authorization: Bearer …`
    Bearer,
    /// The user name in `Authorization: Basic …`
    BasicUsername,
    /// The password in `Authorization: Basic …`
    BasicPassword,
    /// A header with this name.
    Header(String),
    /// A query parameter with this name.
    Query(String),
    /// A cookie with this name.
    Cookie(String),
}

/// The envelope that wraps responses: the names of its properties.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) success: String,
    pub(crate) result: String,
    pub(crate) errors: EntryList,
    pub(crate) messages: Option<EntryList>,
}

/// A list of errors or messages in the envelope.
#[derive(Clone, Debug)]
pub(crate) struct EntryList {
    pub(crate) property: String,
    /// The type of an entry.
    pub(crate) item: Type,
    /// The property of an entry with a code for programs.
    pub(crate) code: Option<String>,
    /// The property of an entry with a message for people.
    pub(crate) message: Option<String>,
}

/// A group of operations: `images`, or `v1` in it.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) name: Name,
    /// In Markdown.
    pub(crate) description: Option<String>,
    /// The Cargo feature that it needs.
    pub(crate) feature: Option<String>,
    pub(crate) children: Vec<Resource>,
    pub(crate) operations: Vec<Operation>,
}

impl Resource {
    /// An empty resource.
    pub(crate) fn new(name: Name) -> Self {
        Self {
            name,
            description: None,
            feature: None,
            children: Vec::new(),
            operations: Vec::new(),
        }
    }

    fn visit_types_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        for operation in &mut self.operations {
            let inputs = operation.inputs.iter_mut().map(|input| &mut input.ty);
            let errors = operation.error_responses.iter_mut();
            let errors = errors.filter_map(|error| error.ty.as_mut());
            let body = operation.body.as_mut();
            let flattened = body.and_then(|body| body.flattened.as_mut());
            let item = operation.iteration.as_mut().map(Iteration::item_mut);
            let mock = &mut operation.response.mock.ty;
            let types = inputs
                .chain(&mut operation.response.ty)
                .chain(mock)
                .chain(item);
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

    /// The number of operations of the document in the resource and in its children.
    pub(crate) fn operation_count(&self) -> usize {
        let operations = self.operations.iter();
        let operations = operations.filter(|it| !it.is_additional()).count();
        let children = self.children.iter().map(Self::operation_count);
        operations + children.sum::<usize>()
    }
}
