// Written by hand, unlike `src/api`.

//! The words in which `src/api` describes an API.

use std::fmt;

use bytes::Bytes;
use http::Method;
use serde::de::DeserializeOwned;

use crate::api::API;
use crate::runtime::answer::Answer;
use crate::runtime::auth::Alternative;
use crate::runtime::body::{Body, Encoding};
use crate::runtime::call::Call;
use crate::runtime::decode::{self, Undecoded};
use crate::runtime::page::Paged;
use crate::runtime::stream::Streamed;

/// What all calls of an API have in common.
pub(crate) struct Api {
    /// Where the API is, unless the caller says otherwise. A relative one
    /// (`/v2`) makes a base URL from the caller necessary.
    pub(crate) server: &'static str,
    /// The environment variable that says otherwise.
    pub(crate) server_variable: Option<&'static str>,
    /// The header of an answer that names the request in the vendor's logs.
    pub(crate) request_id_header: Option<&'static str>,
    /// Every alternative of credentials that some operation accepts.
    pub(crate) alternatives: &'static [&'static Alternative],
    /// Those that an operation accepts unless it says otherwise.
    pub(crate) usual: &'static [&'static Alternative],
    /// What answers are wrapped in.
    pub(crate) envelope: Option<Envelope>,
}

/// The names of the fields in an object that every answer is wrapped in.
pub(crate) struct Envelope {
    /// `false` here makes an error of a 200.
    pub(crate) success: &'static str,
    /// What the caller asked for.
    pub(crate) result: &'static str,
    /// A list of what went wrong.
    pub(crate) errors: &'static str,
    /// What identifies an error, in an entry of that list.
    pub(crate) error_code: Option<&'static str>,
    /// The error in words, in an entry of that list.
    pub(crate) error_message: Option<&'static str>,
}

/// One operation: how to ask, and how to read the answer.
pub(crate) struct Operation<T, M = ()> {
    pub(crate) endpoint: Endpoint,
    pub(crate) decode: fn(&Answer) -> Result<T, Undecoded>,
    /// How else the answer can be had than as a whole.
    pub(crate) mode: M,
}

/// Put together as a constant: what is not said is as it is most of the time.
impl<T> Operation<T> {
    /// An operation whose answer is read by `decode`. It needs a method with a
    /// path, and a name.
    pub(crate) const fn new(decode: fn(&Answer) -> Result<T, Undecoded>) -> Self {
        let endpoint = Endpoint {
            name: "",
            method: const { &Method::GET },
            path: "",
            server: None,
            alternatives: API.usual,
            body: None,
            accept: "application/json",
            repeat: Repeat::ByMethod,
        };
        Self {
            endpoint,
            decode,
            mode: (),
        }
    }

    /// How the call is written.
    pub(crate) const fn named(mut self, name: &'static str) -> Self {
        self.endpoint.name = name;
        self
    }

    const fn at(mut self, method: &'static Method, path: &'static str) -> Self {
        self.endpoint.method = method;
        self.endpoint.path = path;
        self
    }

    pub(crate) const fn get(self, path: &'static str) -> Self {
        self.at(const { &Method::GET }, path)
    }

    pub(crate) const fn put(self, path: &'static str) -> Self {
        self.at(const { &Method::PUT }, path)
    }

    pub(crate) const fn post(self, path: &'static str) -> Self {
        self.at(const { &Method::POST }, path)
    }

    pub(crate) const fn delete(self, path: &'static str) -> Self {
        self.at(const { &Method::DELETE }, path)
    }

    pub(crate) const fn options(self, path: &'static str) -> Self {
        self.at(const { &Method::OPTIONS }, path)
    }

    pub(crate) const fn head(self, path: &'static str) -> Self {
        self.at(const { &Method::HEAD }, path)
    }

    pub(crate) const fn patch(self, path: &'static str) -> Self {
        self.at(const { &Method::PATCH }, path)
    }

    pub(crate) const fn trace(self, path: &'static str) -> Self {
        self.at(const { &Method::TRACE }, path)
    }

    /// It goes to a server of its own.
    pub(crate) const fn server(mut self, server: &'static str) -> Self {
        self.endpoint.server = Some(server);
        self
    }

    /// It accepts these credentials, the preferred ones first.
    pub(crate) const fn auth(mut self, alternatives: &'static [&'static Alternative]) -> Self {
        self.endpoint.alternatives = alternatives;
        self
    }

    /// It carries a body.
    pub(crate) const fn body(mut self, body: Body) -> Self {
        self.endpoint.body = Some(body);
        self
    }

    /// These fields of its form are written in another way than usual.
    pub(crate) const fn encoded(mut self, fields: &'static [(&'static str, Encoding)]) -> Self {
        if let Some(body) = &mut self.endpoint.body {
            body.encodings = fields;
        }
        self
    }

    /// Its answer is asked to be of this media type.
    pub(crate) const fn accept(mut self, media_type: &'static str) -> Self {
        self.endpoint.accept = media_type;
        self
    }

    /// The specification says something about sending it twice.
    pub(crate) const fn repeat(mut self, repeat: Repeat) -> Self {
        self.endpoint.repeat = repeat;
        self
    }
}

/// The last of the chain: how else the answer can be had than as a whole.
impl<T> Operation<T> {
    const fn also<M>(self, mode: M) -> Operation<T, M> {
        let Self {
            endpoint,
            decode,
            mode: (),
        } = self;
        Operation {
            endpoint,
            decode,
            mode,
        }
    }

    /// Its answer can be had piece by piece, too.
    pub(crate) const fn streamed<I>(self, streamed: Streamed<I>) -> Operation<T, Streamed<I>> {
        self.also(streamed)
    }

    /// Its answer is one page of several.
    pub(crate) const fn paged<I>(self, paged: Paged<T, I>) -> Operation<T, Paged<T, I>> {
        self.also(paged)
    }
}

impl<T, M> Operation<T, M> {
    /// Begins a call with the values for the places of the path, in the order
    /// of the path. An argument that goes elsewhere is `None` here.
    pub(crate) fn call<C: Clone>(
        &'static self,
        client: &C,
        path: &[Option<&dyn fmt::Display>],
    ) -> Call<C, T, M> {
        Call::new(client.clone(), self, path)
    }
}

impl<T: DeserializeOwned> Operation<T> {
    /// Its answer is JSON.
    pub(crate) const fn json() -> Self {
        Self::new(decode::json)
    }

    /// Its answer is JSON, wrapped in the envelope.
    pub(crate) const fn enveloped() -> Self {
        Self::new(decode::enveloped)
    }
}

impl<T: DeserializeOwned> Operation<Option<T>> {
    /// Its answer is JSON, or nothing.
    pub(crate) const fn optional() -> Self {
        Self::new(decode::optional)
    }

    /// Its answer is JSON, wrapped in the envelope, or nothing.
    pub(crate) const fn optional_enveloped() -> Self {
        Self::new(decode::optional_enveloped)
    }
}

impl Operation<String> {
    /// Its answer is a text.
    pub(crate) const fn text() -> Self {
        Self::new(decode::text)
    }
}

impl Operation<Bytes> {
    /// Its answer is bytes as they are.
    pub(crate) const fn bytes() -> Self {
        Self::new(decode::bytes)
    }
}

impl Operation<()> {
    /// Its answer is nothing but the envelope.
    pub(crate) const fn acknowledged() -> Self {
        Self::new(decode::acknowledged)
    }

    /// Its answer is nothing.
    pub(crate) const fn empty() -> Self {
        Self::new(decode::empty)
    }
}

/// How to ask. Sending and retrying see this, and not the type of the answer.
pub(crate) struct Endpoint {
    /// How the call is written: `images.v1.edit`.
    pub(crate) name: &'static str,
    pub(crate) method: &'static Method,
    /// The path under the server, with `{names}` in place of the parameters.
    pub(crate) path: &'static str,
    /// Where it goes, if not to the API's own server: a URL, or a path at the
    /// client's host.
    pub(crate) server: Option<&'static str>,
    /// The credentials it accepts, the preferred ones first. None: it needs none.
    pub(crate) alternatives: &'static [&'static Alternative],
    /// What it carries.
    pub(crate) body: Option<Body>,
    /// What the answer is asked to be.
    pub(crate) accept: &'static str,
    /// What may be sent a second time.
    pub(crate) repeat: Repeat,
}

/// What the specification says about sending a request a second time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Repeat {
    /// Nothing: the method decides.
    ByMethod,
    /// A 503 that says when to come back has refused the request, as a 429 has.
    Refused503,
    /// It may be repeated, whatever its method.
    Safe,
    /// It must not be repeated, whatever its method.
    Never,
}
