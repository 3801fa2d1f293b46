// Written by hand. Codegen copies it into clients.

//! The direction of a type: `received` in responses, `sent` in requests, or `both`.

/// Calls the arms of a leaf macro that the direction of a type requires:
/// `by_direction!(json_object received Image { … })`.
///
/// The arm `@read` of a leaf macro implements `Deserialize`, and the arm `@write` implements
/// `Serialize`. With the feature `round-trip` every type implements both; the documentation shows
/// which of them requires the feature.
#[cfg(feature = "round-trip")]
#[macro_export]
#[doc(hidden)]
macro_rules! by_direction {
    ($leaf:ident both $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
    ($leaf:ident received $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write #[cfg_attr(docsrs, doc(cfg(feature = "round-trip")))] $($definition)+);
    };
    ($leaf:ident sent $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read #[cfg_attr(docsrs, doc(cfg(feature = "round-trip")))] $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
}

/// Calls the arms of a leaf macro that the direction of a type requires:
/// `by_direction!(json_object received Image { … })`.
///
/// The arm `@read` of a leaf macro implements `Deserialize`, and the arm `@write` implements
/// `Serialize`. Without the feature `round-trip`, response-only types implement `Deserialize` alone
/// and request-only types `Serialize` alone.
#[cfg(not(feature = "round-trip"))]
#[macro_export]
#[doc(hidden)]
macro_rules! by_direction {
    ($leaf:ident both $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
        $crate::runtime::$leaf!(@write $($definition)+);
    };
    ($leaf:ident received $($definition:tt)+) => {
        $crate::runtime::$leaf!(@read $($definition)+);
    };
    ($leaf:ident sent $($definition:tt)+) => {
        $crate::runtime::$leaf!(@write $($definition)+);
    };
}

pub use by_direction;

#[cfg(test)]
mod tests {
    /// Types with the names of prelude items, and of the type parameters that the macros declare.
    mod shadows {
        use crate::runtime::{
            Nullable, Value, json_newtype, json_object, response_headers, string_enum,
            string_newtype, tagged_union, untagged_union,
        };

        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub(super) enum Some {
            None,
            Ok,
            Other(::std::string::String),
        }

        string_enum!(Some {
            None = "none",
            Ok = "ok",
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum D {
            Small,
            Other(::std::string::String),
        }

        string_enum!(D {
            Small = "small",
        });

        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub(super) struct String(::std::string::String);

        string_newtype!(String);

        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub(super) struct Err(::std::string::String);

        string_newtype!(Err);

        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct Option {
            pub(super) some: ::std::option::Option<Some>,
            pub(super) vec: ::std::option::Option<Vec>,
            pub(super) string: Nullable<String>,
            pub(super) additional_properties:
                ::std::collections::BTreeMap<::std::string::String, D>,
        }

        json_object!(both Option {
            some,
            vec,
            string,
            ..additional_properties,
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct Vec(pub(super) ::std::vec::Vec<Option>);

        json_newtype!(both Vec);

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct Ok(pub(super) ::std::boxed::Box<S>);

        json_newtype!(both Ok);

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct S {
            pub(super) ok: bool,
        }

        json_object!(both S {
            ok,
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct A {
            pub(super) c: ::std::option::Option<C>,
        }

        json_object!(received A {
            c (required),
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct C {
            pub(super) clone: ::std::option::Option<Value>,
        }

        json_object!(both C {
            clone (nullable),
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum Result {
            Some(S),
            Ok(Option),
            Other(Value),
        }

        tagged_union!(both Result by "kind" {
            Some = "some",
            Ok = "ok" (absent),
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum E {
            Some(Some),
            None(T),
            Ok(Ok),
        }

        untagged_union!(both E {
            Some,
            None,
            Ok,
        });

        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct Default {}

        json_object!(both Default {});

        #[derive(Clone, Debug, Default, PartialEq)]
        pub(super) struct T {
            pub(super) some: ::std::option::Option<Some>,
            pub(super) e: ::std::option::Option<i64>,
        }

        json_object!(both T {
            some,
            e,
        });

        response_headers!(T {
            some = "x-some",
            e = "x-e",
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum Clone {
            Box(Box),
            M(M),
            Default(Default),
        }

        untagged_union!(both Clone {
            Box,
            M,
            Default,
        });

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct Box(pub(super) i64);

        json_newtype!(both Box);

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct M(pub(super) bool);

        json_newtype!(both M);

        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct None;
    }

    #[test]
    fn schemas_may_have_the_names_of_prelude_items() {
        use serde_json::{from_value, json, to_value};

        let value = json!({
            "some": "none",
            "vec": [{"string": "x"}, {}],
            "string": null,
            "more": "small",
        });
        let read: shadows::Option = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&read).unwrap(), value);
        assert_eq!(read.additional_properties["more"], shadows::D::Small);
        let value = json!({"kind": "some", "ok": true});
        let read: shadows::Result = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&read).unwrap(), value);
        let read: shadows::E = from_value(json!({"ok": true})).unwrap();
        assert_eq!(
            read,
            shadows::E::Ok(shadows::Ok(Box::new(shadows::S { ok: true })))
        );
        let read: shadows::Clone = from_value(json!(true)).unwrap();
        assert_eq!(read, shadows::Clone::M(shadows::M(true)));
        assert!(from_value::<shadows::A>(json!({})).is_err());
        assert!("".parse::<shadows::Err>().is_err());
    }

    #[test]
    fn only_round_trip_implements_both_traits_for_one_way_types() {
        use crate::runtime::json_object;

        trait Unimplemented {
            fn is_implemented(&self) -> bool {
                false
            }
        }
        struct Probe<T>(std::marker::PhantomData<T>);
        impl<T> Unimplemented for Probe<T> {}
        impl<T: serde::Serialize> Probe<T> {
            #[allow(
                clippy::unused_self,
                reason = "the method takes precedence over that of the trait"
            )]
            fn is_implemented(&self) -> bool {
                true
            }
        }

        struct UndecodedResponse {
            id: i64,
        }
        json_object!(received UndecodedResponse {
            id,
        });
        struct Sent {
            id: i64,
        }
        json_object!(sent Sent {
            id,
        });

        let received = Probe(std::marker::PhantomData::<UndecodedResponse>);
        assert_eq!(received.is_implemented(), cfg!(feature = "round-trip"));
        let sent = Probe(std::marker::PhantomData::<Sent>);
        assert!(sent.is_implemented());
    }
}
