use super::format;
use quote::quote;

fn formatted(tokens: proc_macro2::TokenStream) -> String {
    format("src/api/mod.rs", tokens, "// Written.").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_macro_call_is_printed_as_the_items_in_it() {
    let text = formatted(quote! {
        open_enum! {
            #[doc = " What it is."]
            pub enum Kind {
                #[doc = " The first."]
                A = "a",
                #[doc = " The second."]
                B = "b",
            }
            pub enum Order { Ascending = "asc", Descending = "desc" }
        }
        call!(Edit -> Image);
    });
    let expected = r#"// Written.

open_enum! {
    /// What it is.
    pub enum Kind {
        /// The first.
        A = "a",
        /// The second.
        B = "b",
    }

    pub enum Order {
        Ascending = "asc",
        Descending = "desc",
    }
}

call!(Edit -> Image);
"#;
    assert_eq!(text, expected);
}

#[test]
fn a_field_keeps_what_stands_behind_it() {
    let text = formatted(quote! {
        object!(
            #[doc = " What it is."]
            #[derive(Default)]
            pub struct Pet {
                #[doc = " The first."]
                pub is_tame: Option<bool> = "isTame",
                pub r#type: Option<Option<String>> = "type" | nullable,
                pub owner: Option<String> | required,
                pub something_with_a_name_that_takes_a_line_alone: Option<Option<Vec<Strange>>> = "somethingWithAName" | nullable,
                pub something_with_a_type_that_takes_several_lines: Option<
                    BTreeMap<String, SomethingElseWithALongName>,
                > = "somethingWithAType",
                ..rest: Map<String, Value>,
            }
        );
    });
    let expected = r#"
object!(
    /// What it is.
    #[derive(Default)]
    pub struct Pet {
        /// The first.
        pub is_tame: Option<bool> = "isTame",
        pub r#type: Option<Option<String>> = "type" | nullable,
        pub owner: Option<String> | required,
        pub something_with_a_name_that_takes_a_line_alone: Option<Option<Vec<Strange>>>
            = "somethingWithAName" | nullable,
        pub something_with_a_type_that_takes_several_lines: Option<
            BTreeMap<String, SomethingElseWithALongName>,
        > = "somethingWithAType",
        ..rest: Map<String, Value>,
    }
);
"#;
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn a_macro_call_keeps_its_parentheses() {
    let text = formatted(quote! {
        open_enum!(pub enum Kind { A = "a" });
    });
    let expected = r#"
open_enum!(
    pub enum Kind {
        A = "a",
    }
);
"#;
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn the_attributes_of_a_macro_call_stay() {
    let text = formatted(quote! {
        #[cfg(feature = "pets")]
        open_enum! { pub enum Kind { A = "a" } }
    });
    let expected = r#"
#[cfg(feature = "pets")]
open_enum! {
    pub enum Kind {
        A = "a",
    }
}
"#;
    assert!(text.ends_with(expected), "{text}");
}
