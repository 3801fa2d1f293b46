// Written by hand. Codegen copies it into clients.

//! Newtypes with the JSON of their content.

/// Implements `Deserialize` and `Serialize` for a newtype: `json_newtype!(both Children);` for
/// `pub struct Children(pub Vec<Node>);`.
///
/// The first word is the direction: `both`, `received` or `sent`.
#[macro_export]
#[doc(hidden)]
macro_rules! json_newtype {
    (@read $(#[$condition:meta])? $name:ident) => {
        $(#[$condition])?
        impl<'de> $crate::runtime::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::object::read_content(::std::stringify!($name), deserializer)
                    .map(Self)
            }
        }
    };
    (@write $(#[$condition:meta])? $name:ident) => {
        $(#[$condition])?
        impl $crate::runtime::serde::Serialize for $name {
            fn serialize<S: $crate::runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl $crate::runtime::object::MaybeAbsent for $name {
            fn is_absent(&self) -> bool {
                #[allow(unused_imports, reason = "the value may be a `Nullable`")]
                use $crate::runtime::object::ContentPresent as _;
                $crate::runtime::object::NewtypeContent(&self.0).is_absent()
            }
        }
    };
    ($direction:ident $name:ident) => {
        $crate::runtime::by_direction!(json_newtype $direction $name);
    };
}

pub use json_newtype;

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use crate::runtime::json_object;

    #[derive(Clone, Debug, PartialEq)]
    struct Children(pub Vec<Node>);

    json_newtype!(both Children);

    #[derive(Clone, Debug, PartialEq)]
    struct Node {
        children: Option<Children>,
    }

    json_object!(both Node {
        children,
    });

    #[test]
    fn a_newtype_has_the_json_of_its_content() {
        let value = json!([{"children": [{}]}, {}]);
        let children: Children = from_value(value.clone()).unwrap();
        assert_eq!(children.0.len(), 2);
        assert_eq!(to_value(children).unwrap(), value);
    }
}
