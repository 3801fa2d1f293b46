//! `Client` and `ClientBuilder`: thin wrappers of types of the runtime.

use super::attributes::{ANY_CLIENT, cfg_feature};
use super::client_parameters::client_parameter_methods;
use super::emitter::Emitter;
use super::imports::Imports;
use super::module::Item;
use super::resource;
use super::resource_path::ResourcePath;
use crate::model::Model;
use proc_macro2::TokenStream;
use quote::quote;

/// The module of `ClientBuilder`. Only the methods for credentials depend on the API.
pub(super) fn builder_module(model: &Model) -> Vec<Item> {
    let mut emitter = Emitter::new(model, Imports::defining(["ClientBuilder".to_owned()]));
    let (client, core) = (emitter.api("Client"), emitter.runtime("ClientBuilderCore"));
    let connection_methods = connection_methods(&mut emitter);
    let parameter_methods = client_parameter_methods(&mut emitter);
    let request_methods = request_methods(&mut emitter, &client);
    let transport_impl = transport_impl(&mut emitter);
    let uses = emitter.use_items();
    let items = quote! {
        #uses

        /// Configures and builds a [`Client`].
        #[must_use = "no client is created before `build` is called"]
        #[derive(Debug)]
        pub struct ClientBuilder(pub(super) #core);

        impl ClientBuilder {
            #connection_methods

            #parameter_methods

            #request_methods
        }

        #transport_impl
    };
    vec![items.into()]
}

/// `Client`, with a method for each resource.
pub(super) fn client(emitter: &mut Emitter) -> TokenStream {
    let core = emitter.runtime("ClientCore");
    let builder = emitter.runtime("ClientBuilderCore");
    let error = emitter.runtime("Error");
    let result = emitter.std("Result");
    let resources = emitter.model.root.children.iter();
    let accessors =
        resources.map(|it| resource::accessor(it, &ResourcePath::root().child(&it.name)));
    let set_auth = emitter.model.has_auth().then(|| {
        quote! {
            /// Replaces the credentials of the client and of all its clones, from the next call on.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if they cannot be sent. The previous
            /// credentials are then kept.
            pub fn set_auth(&self, auth: Auth) -> #result<(), #error> {
                self.0.set_auth(auth)
            }
        }
    });
    let (cfg_async, cfg_blocking) = (cfg_feature("async"), cfg_feature("blocking"));
    quote! {
        /// A client of the API.
        ///
        /// It is cheap to clone: clones share connections, credentials and the retry budget.
        #[derive(Clone, Debug)]
        pub struct Client(#core);

        impl Client {
            /// Creates a client with credentials and the base URL from the environment.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if one part of a credential is set
            /// and another is not, or if a value is invalid. Without any credentials, calls fail
            /// instead.
            pub fn from_env() -> #result<Self, #error> {
                #core::from_env(&API).map(Self)
            }

            /// Returns a builder of a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder(#builder::new(&API))
            }

            /// Returns the base URL, without a trailing slash.
            #[must_use]
            pub fn base_url(&self) -> &str {
                self.0.base_url()
            }

            #set_auth

            /// Refuses further calls of the client and of all its clones, and waits until those in
            /// flight have ended. A streamed response ends when it is read to its end, or dropped.
            ///
            /// Calls that are made later fail with
            /// [`ErrorKind::Config`](crate::ErrorKind::Config).
            #cfg_async
            pub async fn shutdown(&self) {
                self.0.shutdown().await;
            }

            /// Like `shutdown`, and blocks the thread.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) in async code, which must not be
            /// blocked.
            #cfg_blocking
            pub fn shutdown_blocking(&self) -> #result<(), #error> {
                self.0.shutdown_blocking()
            }

            #(#accessors)*
        }
    }
}

/// The methods for credentials and the base URL.
fn connection_methods(emitter: &mut Emitter) -> TokenStream {
    let (string, into, option) = (
        emitter.std("String"),
        emitter.std("Into"),
        emitter.std("Option"),
    );
    let auth = emitter.model.has_auth().then(|| {
        let auth = emitter.api("Auth");
        quote! {
            /// Sets credentials. They take precedence over those of the environment.
            ///
            /// With several kinds of credentials, each request is sent with the kind that the API
            /// prefers for its operation.
            pub fn auth(self, auth: #auth) -> Self {
                Self(self.0.auth(auth))
            }

            /// Sends calls without credentials where there are none, even if the API demands some:
            /// for a server that does not, such as one for tests.
            pub fn anonymous(self) -> Self {
                Self(self.0.anonymous())
            }
        }
    });
    quote! {
            #auth

            /// Reads credentials and the base URL from the environment. Values that are set on the
            /// builder take precedence.
            ///
            /// Credentials are read by kind, and only complete ones are used.
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

/// The methods for the settings of requests, and `build`.
fn request_methods(emitter: &mut Emitter, client: &TokenStream) -> TokenStream {
    let (retry, clock) = (emitter.runtime("Retry"), emitter.runtime("Clock"));
    let observer = emitter.runtime("Observer");
    let error = emitter.runtime("Error");
    let duration = emitter.import("std::time", "Duration");
    let (string, into, result) = (
        emitter.std("String"),
        emitter.std("Into"),
        emitter.std("Result"),
    );
    quote! {
            /// Limits each attempt, from asking a credential provider and connecting to the last
            /// byte of the response. It starts again with each chunk of a streamed request body. The
            /// default is 60 s.
            pub fn timeout(self, timeout: #duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Limits connecting, TLS included. The default is 10 s.
            pub fn connect_timeout(self, connect_timeout: #duration) -> Self {
                Self(self.0.connect_timeout(connect_timeout))
            }

            /// Limits each call, including the waits between attempts, credential providers and
            /// streamed request bodies. A streamed response must begin within it. The default is
            /// 180 s.
            pub fn deadline(self, deadline: #duration) -> Self {
                Self(self.0.deadline(deadline))
            }

            /// Limits the size of a response in bytes, after decompression. Of a streamed response it
            /// limits each item. The default is 8 MiB. A larger response is an
            /// [`ErrorKind::BodyTooLarge`](crate::ErrorKind::BodyTooLarge) error.
            pub fn body_limit(self, bytes: usize) -> Self {
                Self(self.0.body_limit(bytes))
            }

            /// Sets the retry policy.
            pub fn retry(self, retry: #retry) -> Self {
                Self(self.0.retry(retry))
            }

            /// Sets the number of retries that all calls of the client share. The default is 10. A
            /// success restores a tenth of a retry. A retry after a delay that the API asks for costs
            /// nothing.
            pub fn retry_budget(self, retries: u32) -> Self {
                Self(self.0.retry_budget(retries))
            }

            /// Lets each call retry as often as its policy permits, however many others fail.
            pub fn no_retry_budget(self) -> Self {
                Self(self.0.no_retry_budget())
            }

            /// Sets a header of every request. A header with credentials replaces the client's
            /// credentials.
            pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                Self(self.0.header(name, value))
            }

            /// Removes a default header of every request, such as `User-Agent`.
            pub fn remove_header(self, name: impl AsRef<str>) -> Self {
                Self(self.0.remove_header(name))
            }

            /// Adds a query parameter to every request.
            pub fn query(self, name: impl #into<#string>, value: impl #into<#string>) -> Self {
                Self(self.0.query(name, value))
            }

            /// Connects through the proxy at this URL: HTTP, HTTPS or SOCKS (`socks5h://` resolves
            /// names at the proxy).
            ///
            /// By default `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` choose a proxy for
            /// the host of each request. Loopback is never reached through a proxy.
            pub fn proxy(self, url: impl #into<#string>) -> Self {
                Self(self.0.proxy(url))
            }

            /// Connects without a proxy, even if the environment sets one.
            pub fn no_proxy(self) -> Self {
                Self(self.0.no_proxy())
            }

            /// Replaces the clock and the source of randomness, for tests of retries and deadlines.
            pub fn clock(self, clock: impl #clock) -> Self {
                Self(self.0.clock(clock))
            }

            /// Sets the observer of all calls. It replaces any other observer.
            pub fn observer(self, observer: impl #observer) -> Self {
                Self(self.0.observer(observer))
            }

            /// Builds the client.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Config`](crate::ErrorKind::Config) if a setting is invalid.
            pub fn build(self) -> #result<#client, #error> {
                self.0.build().map(#client)
            }
    }
}

/// The methods that exist only with a client feature.
fn transport_impl(emitter: &mut Emitter) -> TokenStream {
    let transport = emitter.runtime_for(ANY_CLIENT, "Transport");
    let reqwest = emitter.runtime_for(ANY_CLIENT, "ReqwestBuilder");
    let arc = emitter.import_for(ANY_CLIENT, "std::sync", "Arc");
    let cfg = cfg_feature(ANY_CLIENT);
    let auth = emitter.model.has_auth().then(|| provider_methods(emitter));
    let limits = limit_methods(emitter);
    quote! {
        #cfg
        impl ClientBuilder {
            #auth

            #limits

            /// Trusts servers whose certificates these CA certificates, in PEM, have signed, in
            /// addition to those of the system and of the feature `bundled-roots`.
            pub fn ca_certificates(self, pem: impl AsRef<[u8]>) -> Self {
                Self(self.0.ca_certificates(pem))
            }

            /// Identifies the client by a certificate (mutual TLS): the PEM of its private key and
            /// of its certificate chain.
            pub fn client_identity(self, pem: impl AsRef<[u8]>) -> Self {
                Self(self.0.client_identity(pem))
            }

            /// Sets the transport of async and blocking calls. The documentation of
            /// [`Transport`](crate::Transport) lists what it has to guarantee.
            ///
            /// It replaces the settings of [`reqwest`](Self::reqwest).
            pub fn transport(self, transport: impl #transport) -> Self {
                Self(self.0.transport(transport))
            }

            /// Wraps the transport, the default one or that of [`transport`](Self::transport), in
            /// another one, which sees and may change the request and the response of each attempt:
            /// to add headers, to sign, or to record. A further call wraps the result. The
            /// documentation of [`Transport`](crate::Transport) says what a wrapper must keep.
            pub fn wrap_transport<T: #transport>(
                self,
                wrap: impl Fn(#arc<dyn #transport>) -> T + Send + Sync + 'static,
            ) -> Self {
                Self(self.0.wrap_transport(wrap))
            }

            /// Configures the HTTP client of `reqwest` 0.13: DNS, proxies, local addresses. Each
            /// tokio runtime that makes calls has connections of its own, also that of blocking
            /// calls, and the function is called once for each.
            ///
            /// Afterwards the client sets what its guarantees depend on: limits on connecting and on
            /// idle connections, HTTP/1.1, no redirects, no retries, no `Referer`, no decompression,
            /// no logging of connections, and no proxy for loopback. A proxy that the function adds
            /// takes precedence over that of [`proxy`](Self::proxy) or of the environment.
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

/// The methods for credentials that change.
fn provider_methods(emitter: &mut Emitter) -> TokenStream {
    let (result, into) = (emitter.std("Result"), emitter.std("Into"));
    let boxed = emitter.std("Box");
    let auth = emitter.import_for(ANY_CLIENT, "crate::api", "Auth");
    let auth_request = emitter.runtime_for(ANY_CLIENT, "AuthRequest");
    let secret = emitter.runtime_for(ANY_CLIENT, "SecretString");
    quote! {
        /// Sets a function that provides the credentials of each attempt, such as a token that
        /// expires. It is called only for operations that accept credentials.
        ///
        /// The credentials take precedence over those of [`auth`](Self::auth) and of
        /// [`Client::set_auth`], for one attempt. After a 401 the provider is called once more,
        /// with [`after_unauthorized`](crate::AuthRequest::after_unauthorized). If it returns
        /// other credentials, the attempt is repeated, else the call fails with the 401.
        /// Calls of one operation that ask at the same time share one answer. The time of the
        /// provider is part of the attempt. Its error is the source of an
        /// [`ErrorKind::Config`](crate::ErrorKind::Config) error, whose message includes it.
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

        /// Reads a secret from a file before each attempt, such as a token that another program
        /// renews, and makes credentials of it. White space around the secret is removed.
        ///
        /// It is an [`auth_provider`](Self::auth_provider), which it replaces.
        pub fn auth_file(
            self,
            path: impl AsRef<std::path::Path>,
            auth: impl Fn(#secret) -> #auth + Send + Sync + 'static,
        ) -> Self {
            Self(self.0.auth_file(path, auth))
        }
    }
}

/// The methods for limits on the number and the rate of requests.
fn limit_methods(emitter: &mut Emitter) -> TokenStream {
    let rate_limit = emitter.runtime_for(ANY_CLIENT, "RateLimit");
    quote! {
        /// Limits the number of requests in flight. By default each request is sent at once.
        ///
        /// All clones of the client share the limit, and requests wait in the order in which they
        /// came, at most until the `deadline` of their call. A streamed response counts until it
        /// ends.
        pub fn max_concurrent_requests(self, most: usize) -> Self {
            Self(self.0.max_concurrent_requests(most))
        }

        /// Limits the rate of requests. By default each request is sent at once.
        ///
        /// All clones of the client share the limit, each attempt counts, and requests wait in
        /// the order in which they came. A call that would have to wait beyond its `deadline`
        /// fails at once, and is not sent.
        ///
        /// With a limit, all requests also wait when the API says that its own is reached: after
        /// a 429 or 503 for the time of `Retry-After`, and after any response in whose
        /// `RateLimit` or `X-RateLimit-Remaining` nothing is left, until the reset.
        pub fn rate_limit(self, limit: #rate_limit) -> Self {
            Self(self.0.rate_limit(limit))
        }
    }
}
