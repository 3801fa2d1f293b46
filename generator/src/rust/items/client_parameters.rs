//! The setters of `ClientBuilder` for parameters of operations.

use super::attributes::deprecated;
use super::emitter::Emitter;
use super::field_docs::value_docs;
use super::type_tokens::type_tokens;
use crate::model::{ClientParameter, Location};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The methods of `ClientBuilder`.
pub(super) fn client_parameter_methods(emitter: &mut Emitter) -> TokenStream {
    let parameters = emitter.model.client_parameters.iter();
    let methods = parameters.map(|parameter| {
        let name = parameter.name.snake();
        let of_all =
            "Sets the parameter of all calls that have it, unless a call sets another value.";
        let docs = value_docs(emitter.model, &parameter.ty, &parameter.docs);
        let docs = docs.sentence(Some(of_all.to_owned())).outer();
        let deprecated = deprecated(parameter.docs.deprecated);
        let into_option = emitter.runtime("IntoOption");
        let ty = type_tokens(emitter, &parameter.ty);
        let key = client_parameter_tokens(emitter, parameter);
        quote! {
            #docs
            #deprecated
            pub fn #name(self, #name: impl #into_option<#ty>) -> Self {
                Self(self.0.parameter(#key, #name))
            }
        }
    });
    methods.collect()
}

/// `ClientParameter::path("AccountSid", "account_sid")`
pub(super) fn client_parameter_tokens(
    emitter: &mut Emitter,
    parameter: &ClientParameter,
) -> TokenStream {
    let ty = emitter.runtime("ClientParameter");
    let location = match parameter.location {
        Location::Path => "path",
        Location::Header => "header",
        _ => "query",
    };
    let location = format_ident!("{location}");
    let setter = parameter.name.snake().to_string();
    let (name, setter) = (&parameter.wire_name, setter.trim_start_matches("r#"));
    quote!(#ty::#location(#name, #setter))
}
