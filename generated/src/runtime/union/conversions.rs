// Written by `cargo xtask codegen`, the same for every API.

//! Conversions of the contents of variants into unions.

/// Implements the conversions of contents into a union, for arguments and setters:
/// `union_from!(Content { Text (text): String, Parts (list): Part, Image (boxed): Image, });`.
///
/// - `(text)`: also of `&str`, which converts into the content.
/// - `(list)`: of `Vec`s and arrays of these items.
/// - `(boxed)`: the variant has a `Box` of this type.
/// - `(through Inner)`, `(text through Inner)`, `(list through Inner)`: the variant has the union
///   `Inner`, or a `Box` of it, into which the value converts.
#[macro_export]
#[doc(hidden)]
macro_rules! union_from {
    ($name:ident { $($variant:ident $(($($mark:tt)+))?: $content:ty,)* }) => {
        $($crate::runtime::union_from!(@variant $name $variant ($($($mark)+)?) $content);)*
    };
    (@variant $name:ident $variant:ident () $content:ty) => {
        $crate::runtime::union_from!(@convert [] $content => $name, |it| $name::$variant(it));
    };
    (@variant $name:ident $variant:ident (boxed) $content:ty) => {
        $crate::runtime::union_from!(
            @convert [] $content => $name,
            |it| $name::$variant(::std::boxed::Box::new(it))
        );
    };
    (@variant $name:ident $variant:ident (text) $content:ty) => {
        $crate::runtime::union_from!(@convert [] $content => $name, |it| $name::$variant(it));
        $crate::runtime::union_from!(
            @convert [] &str => $name,
            |it| $name::$variant(<$content as ::std::convert::From<&str>>::from(it))
        );
    };
    (@variant $name:ident $variant:ident (list) $item:ty) => {
        $crate::runtime::union_from!(
            @convert [] ::std::vec::Vec<$item> => $name,
            |it| $name::$variant(it)
        );
        $crate::runtime::union_from!(
            @convert [const N: usize] [$item; N] => $name,
            |it| $name::$variant(::std::vec::Vec::from(it))
        );
    };
    (@variant $name:ident $variant:ident (through $inner:ty) $content:ty) => {
        $crate::runtime::union_from!(
            @convert [] $content => $name,
            |it| $name::$variant(::std::convert::From::from(<$inner>::from(it)))
        );
    };
    (@variant $name:ident $variant:ident (text through $inner:ty) $content:ty) => {
        $crate::runtime::union_from!(@variant $name $variant (through $inner) $content);
        $crate::runtime::union_from!(@variant $name $variant (through $inner) &str);
    };
    (@variant $name:ident $variant:ident (list through $inner:ty) $item:ty) => {
        $crate::runtime::union_from!(
            @variant $name $variant (through $inner) ::std::vec::Vec<$item>
        );
        $crate::runtime::union_from!(
            @convert [const N: usize] [$item; N] => $name,
            |it| $name::$variant(::std::convert::From::from(<$inner>::from(it)))
        );
    };
    (@convert [$($generics:tt)*] $given:ty => $name:ident, |$it:ident| $value:expr) => {
        impl<$($generics)*> ::std::convert::From<$given> for $name {
            fn from($it: $given) -> Self {
                $value
            }
        }

        impl<$($generics)*> $crate::runtime::IntoOption<$name> for $given {
            fn into_option(self) -> ::std::option::Option<$name> {
                ::std::option::Option::Some($name::from(self))
            }
        }

        impl<$($generics)*> $crate::runtime::IntoNullable<$name> for $given {
            fn into_nullable(self) -> $crate::runtime::Nullable<$name> {
                $crate::runtime::Nullable::Value($name::from(self))
            }
        }
    };
}

pub use union_from;
