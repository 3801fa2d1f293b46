//! `Client` and `ClientBuilder`: thin types over those of the runtime.

use super::Module;
use super::api::{condition, has_auth};
use super::imports::{ANY_CLIENT, Imports};
use super::prose::Prose;
use crate::model::{Model, Resource};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;

const RUNTIME: &str = "crate::runtime";

/// The module of `ClientBuilder`: it is the same for every API, but for `auth`.
pub(super) fn builder_module(model: &Model) -> Module {
    let mut imports = Imports::beside(["ClientBuilder".to_owned()]);
    let (client, core) = (
        imports.get("crate::api", "Client"),
        imports.get(RUNTIME, "ClientBuilderCore"),
    );
    let settings = settings(model, &mut imports);
    let requests = requests(&client, &mut imports);
    let sending = sending(model, &mut imports);
    let uses = imports.uses();
    let items = quote! {
        #uses

        /// Sets up a [`Client`].
        #[must_use = "no client is made before `build` is called"]
        #[derive(Debug)]
        pub struct ClientBuilder(pub(super) #core);

        impl ClientBuilder {
            #settings

            #requests
        }

        #sending
    };
    Module::new("client_builder.rs", vec![items.into()])
}

/// `Client` and its methods.
pub(super) fn client(model: &Model, imports: &mut Imports) -> TokenStream {
    let core = imports.get(RUNTIME, "ClientCore");
    let builder = imports.get(RUNTIME, "ClientBuilderCore");
    let error = imports.get(RUNTIME, "Error");
    let result = imports.std("Result");
    let roots = model.root.children.iter().map(root);
    let set_auth = has_auth(model).then(|| {
        quote! {
            /// Replaces the credentials, for all clones of the client and from the next call on.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if they cannot be sent; the client
            /// keeps those that it had.
            pub fn set_auth(&self, auth: Auth) -> #result<(), #error> {
                self.0.set_auth(auth)
            }
        }
    });
    quote! {
        /// A client of the API.
        ///
        /// It is cheap to clone: clones share connections, credentials and the retry budget.
        #[derive(Clone, Debug)]
        pub struct Client(#core);

        impl Client {
            /// Makes a client with credentials and the base URL from the environment.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if one part of a credential is set
            /// and another is not, or if a value cannot be sent. Without any credentials, it is
            /// the calls that fail.
            pub fn from_env() -> #result<Self, #error> {
                #core::from_env(&API).map(Self)
            }

            /// Sets up a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder(#builder::new(&API))
            }

            /// The base URL, without a slash at its end.
            #[must_use]
            pub fn base_url(&self) -> &str {
                self.0.base_url()
            }

            #set_auth

            #(#roots)*
        }
    }
}

/// The method that leads from the client to a resource.
fn root(child: &Resource) -> TokenStream {
    let (method, ty) = (child.name.snake(), child.name.pascal());
    let title = docs::plain(child.name.as_spelled());
    let docs = Prose::new(format!("Calls of {title}.")).outer();
    let condition = condition(child);
    quote! {
        #docs
        #condition
        #[must_use]
        pub fn #method(&self) -> #method::#ty {
            #method::#ty(self.0.clone())
        }
    }
}

/// The settings of where requests go, and with which credentials.
fn settings(model: &Model, imports: &mut Imports) -> TokenStream {
    let (string, into, option) = (
        imports.std("String"),
        imports.std("Into"),
        imports.std("Option"),
    );
    let auth = has_auth(model).then(|| {
        let auth = imports.get("crate::api", "Auth");
        quote! {
            /// Sets credentials. They take precedence over those of the environment.
            ///
            /// With several kinds of credentials, each request carries the kind that the API
            /// prefers for its operation.
            pub fn auth(self, auth: #auth) -> Self {
                Self(self.0.auth(auth))
            }
        }
    });
    quote! {
            #auth

            /// Reads credentials and the base URL from the environment, as far as they are not set
            /// here.
            ///
            /// Credentials are read by kind, and only complete ones. Those that are set here take
            /// precedence over all of them.
            pub fn from_env(self) -> Self {
                Self(self.0.from_env())
            }

            /// Reads the variables of [`from_env`](Self::from_env) from another source, under the
            /// same names.
            pub fn from_variables(
                self,
                lookup: impl Fn(&str) -> #option<#string> + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.from_variables(lookup))
            }

            /// Sets the base URL: `https://`, a host and an optional path. `http://` is accepted
            /// for loopback only.
            ///
            /// It replaces all servers of the specification, including those of single operations.
            /// If the server of an operation is a path, that path at this host is used.
            pub fn base_url(self, base_url: impl #into<#string>) -> Self {
                Self(self.0.base_url(base_url))
            }

            /// Accepts an `http://` base URL for other hosts than loopback. Credentials are then
            /// sent unencrypted.
            pub fn allow_http(self) -> Self {
                Self(self.0.allow_http())
            }
    }
}

/// The settings of requests, and `build`.
fn requests(client: &TokenStream, imports: &mut Imports) -> TokenStream {
    let (retry, clock) = (imports.get(RUNTIME, "Retry"), imports.get(RUNTIME, "Clock"));
    let observer = imports.get(RUNTIME, "Observer");
    let error = imports.get(RUNTIME, "Error");
    let duration = imports.get("std::time", "Duration");
    let (string, into, result) = (
        imports.std("String"),
        imports.std("Into"),
        imports.std("Result"),
    );
    quote! {
            /// Limits each attempt, from connecting to the last byte of the response. The default
            /// is 60 s.
            pub fn timeout(self, timeout: #duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Limits connecting, TLS included. The default is 10 s.
            pub fn connect_timeout(self, connect_timeout: #duration) -> Self {
                Self(self.0.connect_timeout(connect_timeout))
            }

            /// Limits each call, the waits between attempts included. The default is 180 s.
            pub fn deadline(self, deadline: #duration) -> Self {
                Self(self.0.deadline(deadline))
            }

            /// Sets which attempts are repeated, and when.
            pub fn retry(self, retry: #retry) -> Self {
                Self(self.0.retry(retry))
            }

            /// Sets a header of every request. A header that carries credentials replaces the
            /// client's credentials.
            pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                Self(self.0.header(name, value))
            }

            /// Removes a header that every request would carry otherwise, such as `User-Agent`.
            pub fn remove_header(self, name: impl AsRef<str>) -> Self {
                Self(self.0.remove_header(name))
            }

            /// Adds a query parameter to every request.
            pub fn query(self, name: impl #into<#string>, value: impl #into<#string>) -> Self {
                Self(self.0.query(name, value))
            }

            /// Connects through the proxy at this URL, instead of that of the environment.
            /// Loopback is never reached through a proxy.
            pub fn proxy(self, url: impl #into<#string>) -> Self {
                Self(self.0.proxy(url))
            }

            /// Connects without a proxy, whatever the environment says.
            pub fn no_proxy(self) -> Self {
                Self(self.0.no_proxy())
            }

            /// Replaces the clock and the source of randomness, for tests of retries and deadlines.
            pub fn clock(self, clock: impl #clock) -> Self {
                Self(self.0.clock(clock))
            }

            /// Sets the observer of all calls, in place of any other one.
            pub fn observer(self, observer: impl #observer) -> Self {
                Self(self.0.observer(observer))
            }

            /// Makes the client.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if a setting cannot be used.
            pub fn build(self) -> #result<#client, #error> {
                self.0.build().map(#client)
            }
    }
}

/// The settings of a client that can send.
fn sending(model: &Model, imports: &mut Imports) -> TokenStream {
    let transport = imports.get_for(ANY_CLIENT, RUNTIME, "Transport");
    let reqwest = imports.get_for(ANY_CLIENT, RUNTIME, "ReqwestBuilder");
    let (result, into) = (imports.std("Result"), imports.std("Into"));
    let boxed = imports.std("Box");
    let auth = has_auth(model).then(|| {
        let auth = imports.get_for(ANY_CLIENT, "crate::api", "Auth");
        let auth_request = imports.get_for(ANY_CLIENT, RUNTIME, "AuthRequest");
        quote! {
            /// Asks the program for credentials before each attempt of a call that accepts any,
            /// such as a token that expires.
            ///
            /// The credentials take precedence over those of [`auth`](Self::auth) and of
            /// [`Client::set_auth`], for one attempt. After a 401 the provider is asked once more,
            /// with [`after_unauthorized`](crate::AuthRequest::after_unauthorized). With other
            /// credentials the attempt is repeated, and with the same ones the call fails with the
            /// 401. Concurrent calls ask concurrently, and no time limit applies. An error of the
            /// provider is the source of an [`ErrorKind::Config`](crate::ErrorKind::Config) error,
            /// and its text is shown.
            ///
            /// For a blocking call the future is polled on the background runtime of the client.
            pub fn auth_provider<F, E>(
                self,
                provider: impl Fn(#auth_request) -> F + Send + Sync + 'static,
            ) -> Self
            where
                F: Future<Output = #result<#auth, E>> + Send + 'static,
                E: #into<#boxed<dyn std::error::Error + Send + Sync>> + 'static,
            {
                Self(self.0.auth_provider(provider))
            }
        }
    });
    quote! {
        #[cfg(any(feature = "async", feature = "blocking"))]
        impl ClientBuilder {
            #auth

            /// Sends with a transport of the program, for async and blocking calls. Its
            /// documentation lists the promises that rest with it then.
            ///
            /// It replaces the settings of [`reqwest`](Self::reqwest).
            pub fn transport(self, transport: impl #transport) -> Self {
                Self(self.0.transport(transport))
            }

            /// Changes the builder of `reqwest` 0.13 that makes the HTTP client: certificates, DNS,
            /// proxies, local addresses. If async and blocking calls are made, there are two
            /// connection pools, and the function is called once for each.
            ///
            /// The function is applied first. Then the client sets what its promises rest on:
            /// limits on connecting and on idle connections, HTTP/1.1, no redirects, no retries, no
            /// `Referer`, no decompression, no logging of connections, and for loopback no proxy. A
            /// proxy that the function adds is used before that of [`proxy`](Self::proxy) or of the
            /// environment.
            ///
            /// It replaces a [`transport`](Self::transport).
            pub fn reqwest(
                self,
                configure: impl Fn(#reqwest) -> #reqwest
                    + Send
                    + Sync
                    + 'static,
            ) -> Self {
                Self(self.0.reqwest(configure))
            }
        }
    }
}
