//! Lowers parameters to inputs of an operation.

use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::lower::operations::media::is_form;
use crate::lower::operations::style::style;
use crate::lower::operations::url::encoded;
use crate::lower::types::Types;
use crate::model::{Constant, Docs, Input, InputRole, Location, StyleKind, Type};
use crate::openapi::document::{
    Example, MediaType, OrReference, Parameter, ParameterLocation, Primitive, Schema,
};
use crate::openapi::resolve::Resolver;
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// The component schemas of path parameters that are strings. They become newtypes, so that two
/// arguments cannot be swapped.
pub(in crate::lower) fn newtype_schemas(
    selected: &[Selected],
    resolver: &Resolver,
) -> Vec<Pointer> {
    let parameters = selected
        .iter()
        .flat_map(|selected| effective(*selected, resolver));
    let in_path =
        parameters.filter(|parameter| parameter.location == Some(ParameterLocation::Path));
    let component = |parameter: &Parameter| {
        let reference = parameter.schema.as_ref()?.reference.as_ref()?;
        let (_, schema) = resolver.schema(reference)?;
        is_plain_string(schema).then(|| schema.at.clone())
    };
    in_path.filter_map(component).collect()
}

fn is_plain_string(schema: &Schema) -> bool {
    schema.types == [Primitive::String]
        && !schema.nullable
        && schema.values.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && !matches!(schema.format.as_deref(), Some("date-time" | "date"))
}

/// The parameters of an operation and of its path item. One of the operation overrides one of the
/// path item with the same name and location.
pub(crate) fn effective<'d>(
    selected: Selected<'d>,
    resolver: &'d Resolver<'d>,
) -> Vec<&'d Parameter> {
    let resolved = |parameters: &'d [OrReference<Parameter>]| -> Vec<&'d Parameter> {
        parameters
            .iter()
            .filter_map(|parameter| resolver.item(parameter))
            .collect()
    };
    let own = resolved(&selected.operation.parameters);
    let shared = resolved(&selected.item.parameters);
    let overridden = |shared: &Parameter| {
        own.iter()
            .any(|own| own.name == shared.name && own.location == shared.location)
    };
    let shared: Vec<_> = shared
        .into_iter()
        .filter(|parameter| !overridden(parameter))
        .collect();
    shared.into_iter().chain(own).collect()
}

/// The inputs for the parameters of an operation: those in the path in its order, then the other
/// arguments, then those with setters.
pub(in crate::lower) fn inputs<'d>(
    selected: Selected<'d>,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<Input> {
    let parameters = effective(selected, types.resolver);
    let path = path(selected, types.resolver);
    let template = placeholders(&path);
    check_path(selected, &template, &parameters, types.report);
    let mut inputs: Vec<Input> = parameters
        .into_iter()
        .filter_map(|parameter| input(parameter, name, types))
        .filter(|input| input.location != Location::Path || template.contains(&&*input.wire_name))
        .collect();
    inputs.extend(undeclared(&template, &inputs));
    let position = |input: &Input| {
        let mut names = template.iter();
        names.position(|name| input.location == Location::Path && *name == input.wire_name)
    };
    inputs.sort_by_key(|input| {
        let position = position(input).unwrap_or(template.len());
        (position, input.role)
    });
    inputs
}

/// Inputs for the placeholders of the path without a declared parameter.
fn undeclared(template: &[&str], inputs: &[Input]) -> Vec<Input> {
    let is_declared = |name: &str| {
        let mut inputs = inputs.iter();
        inputs.any(|input| input.location == Location::Path && input.wire_name == name)
    };
    let undeclared = template.iter().filter(|name| !is_declared(name));
    let inputs = undeclared.map(|name| Input {
        name: Name::new(*name),
        wire_name: (*name).to_owned(),
        location: Location::Path,
        role: InputRole::Argument,
        ty: Type::String,
        constant: None,
        style: None,
        docs: Docs::default(),
    });
    inputs.collect()
}

fn input<'d>(parameter: &'d Parameter, name: &Name, types: &mut Types<'d>) -> Option<Input> {
    let declared = parameter.location?;
    let location = location(declared, &parameter.name)?;
    let content = parameter
        .content
        .values()
        .find_map(|media| media.schema.as_ref());
    let schema = parameter.schema.as_ref().or(content);
    let ty = schema.map(|schema| types.of_schema(schema, &name.join(&parameter.name)));
    let is_reference = schema.is_some_and(|schema| schema.reference.is_some());
    let ty = match ty {
        // Only JSON can express `null`; elsewhere the parameter is omitted.
        Some(Type::Nullable(inner)) => *inner,
        Some(Type::Any) if !is_reference => Type::String,
        None => Type::String,
        Some(ty) => ty,
    };
    let style = style(parameter, declared, types.report);
    let ty = if style.kind == StyleKind::Json || parameter.content.is_empty() {
        ty
    } else if location == Location::QueryString
        && parameter.content.keys().any(|name| is_form(name))
    {
        check_encoding(parameter, types.report);
        ty
    } else {
        content_as_string(parameter, types)
    };
    let is_default = matches!(
        style.kind,
        StyleKind::Simple { .. } | StyleKind::Form { .. }
    );
    let needs_style = !is_default
        || style.allow_reserved
        || matches!(location, Location::Cookie | Location::QueryString)
        || !types.is_scalar(&ty);
    let examples = types.examples(&parameter.examples);
    types.add_samples(&ty, examples.iter().copied());
    let docs = docs(parameter, &examples, schema, types);
    // The API has a default for a parameter that is omitted, even if it is called required.
    let is_needed = parameter.required && docs.default.is_none();
    let constant = schema.map(|schema| types.graph.node(schema));
    let constant = constant
        .filter(|_| is_needed)
        .and_then(|it| types.constant(it));
    Some(Input {
        name: Name::new(&parameter.name),
        wire_name: parameter.name.clone(),
        location,
        role: match constant {
            Some(_) => InputRole::Constant,
            None if is_needed || location == Location::Path => InputRole::Argument,
            None => InputRole::Setter,
        },
        ty: constant.as_ref().map_or(ty, Constant::ty),
        constant,
        style: needs_style.then_some(style),
        docs,
    })
}

/// Reports the encodings of a form in the query.
fn check_encoding(parameter: &Parameter, report: &Report) {
    for media in parameter.content.values() {
        if !media.encoding.is_empty() {
            let message = "`encoding` is ignored in a query: a list is a pair for each item, and an \
                           object is JSON";
            let at = media.at.child("encoding");
            report.add(code::NOT_GENERATED.at(&at, message).on_key());
        }
    }
}

/// The type of a parameter with `content` that is not JSON: the caller serializes it.
fn content_as_string<'d>(parameter: &'d Parameter, types: &Types<'d>) -> Type {
    let media_types: Vec<&str> = parameter.content.keys().map(String::as_str).collect();
    let is_string = |media: &'d MediaType| {
        let schema = media.schema.as_ref();
        schema.is_some_and(|it| types.shape(it).primitives() == [Primitive::String])
    };
    let is_text = |(name, media): (&String, &'d MediaType)| {
        name.to_ascii_lowercase().starts_with("text/") || is_string(media)
    };
    if !parameter.content.iter().all(is_text) {
        let message = format!(
            "`{}` is passed as text: the client does not serialize it",
            media_types.join("`, `")
        );
        let at = parameter.at.child("content");
        types
            .report
            .add(code::UNTYPED_MEDIA_TYPE.at(&at, message).on_key());
    }
    Type::String
}

fn docs<'d>(
    parameter: &Parameter,
    examples: &[&Example],
    schema: Option<&'d Schema>,
    types: &Types<'d>,
) -> Docs {
    let docs = schema.map(|schema| types.docs(types.graph.node(schema)));
    let docs = docs.unwrap_or_default();
    Docs {
        description: parameter.description.clone().or(docs.description),
        examples: examples.first().map_or(docs.examples, |example| {
            vec![types.json_text(&example.value)]
        }),
        deprecated: parameter.deprecated || docs.deprecated,
        ..docs
    }
}

/// The location of the input. OpenAPI ignores parameters for the headers that the client sets
/// itself.
fn location(declared: ParameterLocation, name: &str) -> Option<Location> {
    match declared {
        ParameterLocation::Path => Some(Location::Path),
        ParameterLocation::Query => Some(Location::Query),
        ParameterLocation::QueryString => Some(Location::QueryString),
        ParameterLocation::Header if is_client_header(name) => None,
        ParameterLocation::Header => Some(Location::Header),
        ParameterLocation::Cookie => Some(Location::Cookie),
    }
}

fn is_client_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str())
}

/// Checks that each placeholder has a path parameter, and each path parameter a placeholder.
fn check_path(selected: Selected, template: &[&str], parameters: &[&Parameter], report: &Report) {
    let in_path: Vec<&&Parameter> = parameters
        .iter()
        .filter(|parameter| parameter.location == Some(ParameterLocation::Path))
        .collect();
    for name in template {
        if !in_path.iter().any(|parameter| parameter.name == *name) {
            let message = format!("path parameter `{name}` is not declared");
            let diagnostic = code::UNDECLARED_PATH_PARAMETER.at(&selected.operation.at, message)
                .on_key()
                .help(format!("add `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to `parameters`"));
            report.add(diagnostic);
        }
    }
    for parameter in in_path {
        if !template.contains(&parameter.name.as_str()) {
            let message = format!("the path does not contain `{{{}}}`", parameter.name);
            report.add(code::UNUSED_PATH_PARAMETER.at(&parameter.at.child("name"), message));
        }
        if !parameter.required {
            let diagnostic = code::OPTIONAL_PATH_PARAMETER
                .at(&parameter.at, "a path parameter must have `required: true`");
            report.add(diagnostic);
        }
    }
}

/// The percent-encoded path of an operation, without the part of its query that repeats declared
/// query parameters, as in `/pets?limit={limit}`.
pub(crate) fn path(selected: Selected, resolver: &Resolver) -> String {
    let Some((path, query)) = selected.path.split_once('?') else {
        return encoded(selected.path);
    };
    let parameters = effective(selected, resolver);
    let is_declared = |pair: &&str| {
        let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
        let mut named = parameters.iter().filter(|it| it.name == name);
        named.any(|parameter| parameter.location == Some(ParameterLocation::Query))
    };
    let rest: Vec<&str> = query.split('&').filter(|it| !is_declared(it)).collect();
    if rest.is_empty() {
        return encoded(path);
    }
    encoded(&format!("{path}?{}", rest.join("&")))
}

/// The names of the placeholders of a path.
fn placeholders(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
