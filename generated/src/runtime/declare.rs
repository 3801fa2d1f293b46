// Written by hand, unlike `src/api`.

//! What every call and every resource has, so that `src/api` says only what is
//! its own.

/// Declares a call: its builder, where `pub struct Edit(Image);` is what asks for an `Image`, its
/// [`Operation`](crate::runtime::Operation), and its setters.
///
/// A setter says what it takes and which method of [`Call`](crate::runtime::Call) takes it:
/// `pub fn name(text) = set_field("name");` is called with a text and sets the field `name`.
/// [`given`](crate::runtime::given) has the words for what is taken; anything else is a type.
macro_rules! call {
    (
        $(#[$docs:meta])*
        pub struct $name:ident($answer:ty $(, Fails<$failure:ty $(,)?>)? $(, Headers<$headers:ty $(,)?>)? $(,)?);
        $($rest:tt)+
    ) => {
        $crate::runtime::call! {
            @whole $(#[$docs])*
            pub struct $name($answer, () $(, Fails<$failure>)? $(, Headers<$headers>)?);
            $($rest)+
        }
    };

    // The answer can be had piece by piece, too.
    (
        $(#[$docs:meta])*
        pub struct $name:ident($answer:ty, Pieces<$item:ty $(,)?> $(, Fails<$failure:ty $(,)?>)? $(, Headers<$headers:ty $(,)?>)? $(,)?);
        $($rest:tt)+
    ) => {
        $crate::runtime::call! {
            @whole $(#[$docs])*
            pub struct $name($answer, $crate::runtime::Streamed<$item> $(, Fails<$failure>)? $(, Headers<$headers>)?);
            $($rest)+
        }

        #[cfg(feature = "async")]
        impl $name<$crate::Client> {
            /// Sends the request and gives the answer piece by piece, once it has begun.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same.
            pub async fn send_stream(self) -> ::std::result::Result<$crate::runtime::Streaming<$item>, $crate::Error> {
                self.0.send_stream().await
            }
        }

        #[cfg(feature = "blocking")]
        impl $name<$crate::blocking::Client> {
            /// Sends the request and gives the answer piece by piece, once it has begun.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same.
            pub fn send_stream(self) -> ::std::result::Result<$crate::runtime::blocking::Streaming<$item>, $crate::Error> {
                self.0.send_stream()
            }
        }
    };

    // The answer is one page of several.
    (
        $(#[$docs:meta])*
        pub struct $name:ident($answer:ty, Pages<$item:ty $(,)?> $(, Fails<$failure:ty $(,)?>)? $(, Headers<$headers:ty $(,)?>)? $(,)?);
        $($rest:tt)+
    ) => {
        $crate::runtime::call! {
            @whole $(#[$docs])*
            pub struct $name($answer, $crate::runtime::Paged<$answer, $item> $(, Fails<$failure>)? $(, Headers<$headers>)?);
            $($rest)+
        }

        #[cfg(feature = "async")]
        impl $name<$crate::Client> {
            /// The pages of the list, from the one that this call asks for. Each is asked for when
            /// it is wanted.
            pub fn pages(self) -> $crate::runtime::PageStream<$answer, $item> {
                self.0.pages()
            }

            /// The items of the list, page after page.
            pub fn items(self) -> $crate::runtime::ItemStream<$answer, $item> {
                self.0.items()
            }
        }

        #[cfg(feature = "blocking")]
        impl $name<$crate::blocking::Client> {
            /// The pages of the list, from the one that this call asks for. Each is asked for when
            /// it is wanted.
            pub fn pages(self) -> $crate::runtime::blocking::PageIter<$answer, $item> {
                self.0.pages()
            }

            /// The items of the list, page after page.
            pub fn items(self) -> $crate::runtime::blocking::ItemIter<$answer, $item> {
                self.0.items()
            }
        }
    };

    (
        @whole $(#[$docs:meta])*
        pub struct $name:ident($answer:ty, $mode:ty $(, Fails<$failure:ty>)? $(, Headers<$headers:ty>)?);
        operation: $made:ident($($of:tt)*)$(.$link:ident($($with:tt)*))*;
        $(
            $(#[$about:meta])*
            pub fn $setter:ident($($given:tt)+) = $put:ident($($before:expr),*);
        )*
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send` is called"]
        pub struct $name<C>($crate::runtime::Call<C, $answer, $mode>);

        impl $name<()> {
            const OPERATION: &'static $crate::runtime::Operation<$answer, $mode> = {
                static OPERATION: $crate::runtime::Operation<$answer, $mode> =
                    $crate::runtime::Operation::$made($($of)*)$(.$link($($with)*))*;
                &OPERATION
            };
        }

        impl<C> $name<C> {
            $(
                $(#[$about])*
                pub fn $setter(self, value: $crate::runtime::given!($($given)+)) -> Self {
                    Self(self.0.$put($($before,)* $crate::runtime::given!(@made value $($given)+)))
                }
            )*

            /// Turns to what can be set on any call: headers, query, further fields of the body,
            /// limits of time, retries. The answer can be had with its status and headers there.
            pub fn options(self) -> $crate::runtime::Call<C, $answer, $mode> {
                self.0
            }
        }

        $(
            impl $name<()> {
                /// What a failure of this call says, as the specification describes it by its
                /// status. There is nothing to say if there was no answer, or one of another form,
                /// whose [`body`](crate::Error::body) the error has.
                #[must_use]
                pub fn failure(error: &$crate::Error) -> ::std::option::Option<$failure> {
                    error.failure()
                }
            }
        )?

        $(
            impl $name<()> {
                /// What stands in the head of an answer of this call, or of an
                /// [`Error`](crate::Error::headers), as the specification describes it. What is
                /// absent there, or is something else, is `None`.
                #[must_use]
                pub fn headers(head: &$crate::runtime::HeaderMap) -> $headers {
                    $crate::runtime::head::read(head)
                }
            }
        )?

        #[cfg(feature = "async")]
        impl $name<$crate::Client> {
            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same. [`Error::body_as`](crate::Error::body_as) reads the body
            /// of a failure, as the type that is named above for its status.
            pub fn send(self) -> $crate::runtime::Sending<$answer> {
                self.0.sending()
            }
        }

        #[cfg(feature = "blocking")]
        impl $name<$crate::blocking::Client> {
            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// See [`Error`](crate::Error): it says what happened, and whether the call may have
            /// been applied all the same. [`Error::body_as`](crate::Error::body_as) reads the body
            /// of a failure, as the type that is named above for its status.
            pub fn send(self) -> ::std::result::Result<$answer, $crate::Error> {
                self.0.send()
            }
        }
    };
}

/// Declares a group of calls, which has the client that they are made with: groups within it, and
/// for each of its calls the method that begins it.
///
/// An argument takes the next place in the path, unless `= set_query("name")` behind it says which
/// method of [`Call`](crate::runtime::Call) takes it.
macro_rules! resource {
    (
        $(#[$docs:meta])*
        pub struct $name:ident $({ $($(#[$within:meta])* pub $child:ident: $module:ident::$resource:ident,)+ })? $(;)?
        $(
            $(#[$about:meta])*
            pub fn $method:ident($($given:ident: $type:ty $(= $put:ident($($before:expr),*))?),* $(,)?) -> $call:ident;
        )*
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug)]
        pub struct $name<C> {
            client: C,
        }

        impl<C> $name<C> {
            pub(in crate::api) fn new(client: C) -> Self {
                Self { client }
            }
        }

        impl<C: Clone> $name<C> {
            $($(
                $(#[$within])*
                #[must_use]
                pub fn $child(&self) -> $module::$resource<C> {
                    $module::$resource::new(self.client.clone())
                }
            )+)?

            $(
                $(#[$about])*
                pub fn $method(&self, $($given: $type),*) -> $call<C> {
                    let path: &[::std::option::Option<&dyn ::std::fmt::Display>] =
                        &[$($crate::runtime::place!($given $($put)?)),*];
                    $call($call::OPERATION.call(&self.client, path)$($(.$put($($before,)* $given))?)*)
                }
            )*
        }
    };
}

/// What an argument is for the path: a value for its next place, or nothing.
macro_rules! place {
    ($given:ident) => {
        ::std::option::Option::Some(&$given)
    };
    ($given:ident $put:ident) => {
        ::std::option::Option::None
    };
}

/// Declares what the clients begin with: for each field a method of both that
/// gives the resource of this type.
macro_rules! client {
    (pub struct Client { $($(#[$docs:meta])* pub $name:ident: $module:ident::$resource:ident,)+ }) => {
        #[cfg(feature = "async")]
        impl $crate::Client {
            $(
                $(#[$docs])*
                #[must_use]
                pub fn $name(&self) -> $module::$resource<Self> {
                    $module::$resource::new(self.clone())
                }
            )+
        }

        #[cfg(feature = "blocking")]
        impl $crate::blocking::Client {
            $(
                $(#[$docs])*
                #[must_use]
                pub fn $name(&self) -> $module::$resource<Self> {
                    $module::$resource::new(self.clone())
                }
            )+
        }
    };
}

pub(crate) use {call, client, place, resource};
