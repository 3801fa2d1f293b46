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
fn a_macro_call_that_holds_something_else_is_an_error() {
    let tokens = quote! { call!(Edit -> Image); };
    let error = format("src/api/mod.rs", tokens, "// Written.").unwrap_err();
    let expected = "the generator wrote src/api/mod.rs in a way that is no Rust: \
                    expected `!`\ncall ! (Edit -> Image) ;";
    assert_eq!(error, expected);
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

#[test]
fn a_row_stands_on_a_line_where_it_has_room() {
    let text = formatted(quote! {
        sent!(
            pub struct Rope { pub kind: String }
            pub fn new(kind(text), ends(list<crate::api::types::End>));
            #[derive(Default)]
            pub struct Open { pub name: Option<String> }
        );
        resource! {
            #[doc = " The calls of pets."]
            pub struct Pets { #[doc = " The calls of toys."] pub toys: toys::Toys, }
            #[doc = " See [`List`]."]
            pub fn list() -> List;
            #[doc = " See [`Edit`]."]
            #[deprecated]
            pub fn edit(id: &PetId, name_of_the_pet_that_is_edited: &str = set_query("name"), r#type: &Kind = set_body(), attributes: Option<&BTreeMap<String, PetAttributesValueWithALongName>> = set_field("attributes")) -> Edit;
        }
    });
    let expected = r#"// Written.

sent!(
    pub struct Rope {
        pub kind: String,
    }
    pub fn new(kind(text), ends(list<crate::api::types::End>));

    #[derive(Default)]
    pub struct Open {
        pub name: Option<String>,
    }
);

resource! {
    /// The calls of pets.
    pub struct Pets {
        /// The calls of toys.
        pub toys: toys::Toys,
    }

    /// See [`List`].
    pub fn list() -> List;
    /// See [`Edit`].
    #[deprecated]
    pub fn edit(
        id: &PetId,
        name_of_the_pet_that_is_edited: &str = set_query("name"),
        r#type: &Kind = set_body(),
        attributes: Option<&BTreeMap<String, PetAttributesValueWithALongName>> =
            set_field("attributes"),
    ) -> Edit;
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn the_links_of_an_operation_fill_its_lines() {
    let text = formatted(quote! {
        call! {
            #[doc = " Edits a pet."]
            pub struct Edit(Pet);
            operation: json().patch("/pets/{id}").named("pets.edit").body(Body::JSON);
            pub fn name(text) = set_field("name");
            #[doc = " What it is."]
            pub fn with_a_name_that_takes_most_of_a_line_alone_and_little_room_for(list<Kind>) = set_field("kind");
        }
        call! {
            pub struct List(Pets);
            operation: json().get("/pets/of/some/owner/who/has/many").named("pets.list_of_the_owner")
                .auth(&[&auth::TOKEN]).repeat(Repeat::SAFELY).accept("application/json");
        }
    });
    let expected = r#"// Written.

call! {
    /// Edits a pet.
    pub struct Edit(Pet);
    operation: json().patch("/pets/{id}").named("pets.edit").body(Body::JSON);

    pub fn name(text) = set_field("name");
    /// What it is.
    pub fn with_a_name_that_takes_most_of_a_line_alone_and_little_room_for(list<Kind>) =
        set_field("kind");
}

call! {
    pub struct List(Pets);
    operation: json().get("/pets/of/some/owner/who/has/many")
        .named("pets.list_of_the_owner").auth(&[&auth::TOKEN]).repeat(Repeat::SAFELY)
        .accept("application/json");
}
"#;
    assert_eq!(text, expected);
}
