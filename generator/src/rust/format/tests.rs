use super::format;
use crate::rust::items::{Item, LeafMacro, Sink};
use quote::quote;

fn formatted(items: Vec<Item>) -> String {
    let formatted = format("src/api/mod.rs", |_| items, "// Written.");
    formatted.unwrap_or_else(|error| panic!("{error}")).0
}

#[test]
fn blank_lines_separate_items_and_methods() {
    let text = formatted(vec![
        quote! {
            #![doc = " A module."]
            mod a;
            mod b;
            use c::d;
            #[doc = " A struct."]
            pub struct Pet { pub name: String, pub age: u8 }
        }
        .into(),
        Item::LeafMacro(LeafMacro {
            name: "json_object",
            head: "both Pet".to_owned(),
            entries: Some(vec!["name".to_owned(), "age = \"AGE\"".to_owned()]),
        }),
        quote! {
            #[cfg(feature = "x")]
            impl Pet {
                #[doc = " A name."]
                pub fn name(&self) -> &str { &self.name }
                pub fn age(&self) -> u8 { match self { Self { age, .. } => { *age } } }
            }
            impl Old for Pet { const AGE: u8 = 1; }
        }
        .into(),
    ]);
    let expected = r#"// Written.

//! A module.

mod a;
mod b;

use c::d;

/// A struct.
pub struct Pet {
    pub name: String,
    pub age: u8,
}

json_object!(both Pet {
    name,
    age = "AGE",
});

#[cfg(feature = "x")]
impl Pet {
    /// A name.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn age(&self) -> u8 {
        match self {
            Self { age, .. } => *age,
        }
    }
}

impl Old for Pet {
    const AGE: u8 = 1;
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn a_leaf_macro_without_a_list_is_one_line() {
    let leaf_macro = LeafMacro {
        name: "string_newtype",
        head: "ImageId".to_owned(),
        entries: None,
    };
    let text = formatted(vec![Item::LeafMacro(leaf_macro)]);
    assert_eq!(text, "// Written.\n\nstring_newtype!(ImageId);\n");
}

#[test]
fn invalid_tokens_are_a_bug_of_the_generator() {
    let items = vec![
        quote!(
            pub enum Pet {}
        )
        .into(),
        quote!(pub struct struct;).into(),
    ];
    let error = format("src/api/mod.rs", |_| items, "")
        .err()
        .unwrap_or_default();
    assert!(error.contains("src/api/mod.rs"), "{error}");
    assert!(error.contains("after:\n\n\npub enum Pet {}"), "{error}");
}

#[test]
fn items_of_the_sink_follow_those_that_are_returned() {
    let items = |sink: &mut Sink| {
        sink(
            quote!(
                struct A;
            )
            .into(),
        );
        sink(
            quote!(
                struct B;
            )
            .into(),
        );
        vec![
            quote!(
                use c::d;
            )
            .into(),
        ]
    };
    let (text, _) = format("src/api/mod.rs", items, "// Written.").unwrap();
    assert_eq!(text, "// Written.\n\nuse c::d;\n\nstruct A;\n\nstruct B;\n");
}
