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
