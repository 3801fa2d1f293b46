//! The example of a call in the documentation of an operation, which `cargo test` compiles.

use super::arguments::is_converted;
use super::resource_path::ResourcePath;
use crate::model::{Input, InputRole, Location, Model, Operation, Security, Shape, Type};
use crate::rust::names::Name;
use serde_json::Value;

/// The end of the call.
const SEND: &str = ".send().await?;";

/// The columns of a line of code.
const WIDTH: usize = 90;

/// The code of the example. The client and the arguments that have no short literal are parameters
/// of a function, whose lines `#` hides.
pub(super) fn call_example(
    model: &Model,
    package: &str,
    path: &ResourcePath,
    operation: &Operation,
) -> String {
    let mut parameters = vec![format!("client: {package}::Client")];
    let call = call(model, package, path, operation, &mut parameters);
    async_function(&parameters, &call)
}

/// The same with a client of its own.
pub(super) fn first_call_example(
    model: &Model,
    package: &str,
    path: &ResourcePath,
    operation: &Operation,
) -> String {
    let mut parameters = Vec::new();
    let call = call(model, package, path, operation, &mut parameters);
    let client = new_client(model, package);
    async_function(&parameters, &format!("{client}\n{call}"))
}

/// The lines of a function, of which the documentation hides the first and the last.
pub(super) fn async_function(parameters: &[String], body: &str) -> String {
    let parameters = parameters.join(", ");
    format!(
        "# #[cfg(feature = \"async\")]\n\
         # async fn example({parameters}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {body}\n\
         # Ok(()) }}"
    )
}

/// A client with credentials, and with the settings that the API needs.
fn new_client(model: &Model, package: &str) -> String {
    let mut calls = Vec::new();
    if !model.server.url.contains("://") {
        calls.push(".base_url(\"https://example.com\")".to_owned());
    }
    let index = match &model.default_security {
        Security::Any => Some(0),
        Security::OneOf(indices) | Security::Optional(indices) => indices.first().copied(),
        Security::None | Security::Unsupported => None,
    };
    let requirement = index.and_then(|index| model.security_requirements.get(index));
    if let Some(requirement) = requirement {
        let secrets = requirement.credentials.iter();
        let secrets = secrets.map(|it| format!("{:?}", it.name.snake_string()));
        let secrets = secrets.collect::<Vec<_>>().join(", ");
        let name = requirement.name.snake();
        calls.push(format!(".auth(Auth::{name}({secrets}))"));
    }
    for parameter in &model.client_parameters {
        if let Some(literal) = default_literal(&parameter.ty, &parameter.name) {
            calls.push(format!(".{}({literal})", parameter.name.snake()));
        }
    }
    let items = match requirement {
        Some(_) => "{Auth, Client}",
        None => "Client",
    };
    let client = method_chain("let client = Client::builder()", &calls, ".build()?;");
    format!("use {package}::{items};\n\n{client}")
}

/// The call. Arguments that have no short literal are added to the parameters.
pub(super) fn call(
    model: &Model,
    package: &str,
    path: &ResourcePath,
    operation: &Operation,
    parameters: &mut Vec<String>,
) -> String {
    let mut arguments = Vec::new();
    for input in operation.arguments() {
        let literal = if is_converted(model, &input.ty) {
            required_literal(model, input)
        } else {
            argument_literal(model, &input.ty, &input.name, &input.docs.examples)
        };
        arguments.push(literal.unwrap_or_else(|| {
            let ty =
                value_type(model, &input.ty, package).filter(|_| is_converted(model, &input.ty));
            let ty = ty.unwrap_or_else(|| parameter_type(model, &input.ty, package));
            parameter(parameters, input.name.snake().to_string(), &ty)
        }));
    }
    let accessors = path.names().map(|name| format!(".{}()", name.snake()));
    let call = method_call(&operation.name, &arguments);
    let start = match &operation.response.ty {
        Some(ty) => format!("let {} = client", response_name(model, ty)),
        None => "client".to_owned(),
    };
    let start = format!("{start}{}", accessors.collect::<String>());
    let setters = setter_calls(model, package, operation, parameters);
    let calls: Vec<String> = [call].into_iter().chain(setters).collect();
    method_chain(&start, &calls, SEND)
}

/// The calls of setters: of those that are required, or that have an example. Optional ones that are
/// deprecated, or may exclude one before, are left out.
fn setter_calls(
    model: &Model,
    package: &str,
    operation: &Operation,
    parameters: &mut Vec<String>,
) -> Vec<String> {
    let is_whole = operation
        .setters()
        .any(|input| input.role == InputRole::WholeBody);
    let setters = operation
        .setters()
        .filter(|input| !(is_whole && input.location == Location::BodyField));
    let mut optional: Vec<&Input> = Vec::new();
    let setters = setters.filter_map(|input| {
        let value = match input.role {
            InputRole::WholeBody => {
                let ty = parameter_type(model, &input.ty, package);
                parameter(parameters, "body".to_owned(), &ty)
            }
            InputRole::RequiredSetter => match required_literal(model, input) {
                Some(literal) => literal,
                None => {
                    let ty = value_type(model, &input.ty, package)?;
                    parameter(parameters, input.name.snake().to_string(), &ty)
                }
            },
            InputRole::ClientSetter { .. } => return None,
            _ if input.docs.deprecated || optional.iter().any(|it| may_exclude(it, input)) => {
                return None;
            }
            _ => {
                let literal = setter_literal(model, &input.ty, input.docs.examples.first()?)?;
                optional.push(input);
                literal
            }
        };
        Some(format!(".{}({value})", input.name.snake()))
    });
    setters.collect()
}

/// Whether two optional inputs may exclude each other: the description of one mentions the other.
fn may_exclude(one: &Input, other: &Input) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mentions = |one: &Input, other: &Input| {
        let description = one.docs.description.as_deref().unwrap_or_default();
        let mut words = description.split(|c: char| !is_part(c));
        words.any(|word| word == other.wire_name)
    };
    mentions(one, other) || mentions(other, one)
}

/// Adds a parameter to those of the function, and returns its name.
fn parameter(parameters: &mut Vec<String>, mut name: String, ty: &str) -> String {
    let is_taken = |name: &str| {
        let prefix = format!("{name}: ");
        parameters.iter().any(|known| known.starts_with(&prefix))
    };
    while is_taken(&name) {
        name = format!("given_{}", name.trim_start_matches("r#"));
    }
    parameters.push(format!("{name}: {ty}"));
    name
}

/// The call of the resource's method.
fn method_call(name: &Name, arguments: &[String]) -> String {
    let name = name.snake();
    let line = format!(".{name}({})", arguments.join(", "));
    if arguments.is_empty() || line.chars().count() + 4 <= WIDTH {
        return line;
    }
    let lines = arguments
        .iter()
        .map(|argument| format!("\n        {argument},"));
    format!(".{name}({}\n    )", lines.collect::<String>())
}

/// A chain of method calls, on one line if it fits.
fn method_chain(start: &str, calls: &[String], end: &str) -> String {
    let line = format!("{start}{}{end}", calls.concat());
    if line.chars().count() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let lines = calls.iter().map(|call| format!("\n    {call}"));
    let lines = format!("{start}{}", lines.collect::<String>());
    let last = lines
        .lines()
        .next_back()
        .map_or(0, |line| line.chars().count());
    let separator = if last + end.len() <= WIDTH {
        ""
    } else {
        "\n    "
    };
    format!("{lines}{separator}{end}")
}

/// The variable for the response: named after its type, if that name is short.
fn response_name(model: &Model, ty: &Type) -> String {
    const SHORT: usize = 20;
    let name = match ty {
        Type::Named(id) => model.type_def(*id).name.snake().to_string(),
        Type::Redirect => "redirect".to_owned(),
        _ => String::new(),
    };
    if name.is_empty() || name.len() > SHORT {
        "response".to_owned()
    } else {
        name
    }
}

/// An argument as a short literal, made from an example if there is one.
fn argument_literal(model: &Model, ty: &Type, name: &Name, examples: &[String]) -> Option<String> {
    let example = examples.first();
    match ty {
        Type::Named(id) => {
            let def = model.type_def(*id);
            let example = example.or(def.examples.first());
            match &def.shape {
                Shape::StringNewtype { .. } => {
                    let text = example
                        .and_then(|example| json_string(example))
                        .unwrap_or_else(|| name.snake_string());
                    Some(format!("&{text:?}.parse()?"))
                }
                Shape::Enum { variants } => {
                    let first = || variants.first().map(|variant| variant.value.clone());
                    let text = example
                        .and_then(|example| json_string(example))
                        .or_else(first)?;
                    Some(format!("&{text:?}.into()"))
                }
                Shape::IntegerEnum { variants } => {
                    let first = || variants.first().map(|variant| variant.value);
                    let integer = example
                        .and_then(|example| example.parse().ok())
                        .or_else(first)?;
                    Some(format!("&{integer}.into()"))
                }
                Shape::Alias { target } => argument_literal(model, target, name, examples),
                _ => None,
            }
        }
        Type::List(item) => {
            let example = example.and_then(|example| first_item(example));
            match item_literal(model, item, name, example) {
                Some(item) => Some(format!("&[{item}]")),
                // A slice that is a parameter of the function needs the type of its items.
                None => value_type(model, item, "")
                    .is_none()
                    .then(|| "&[]".to_owned()),
            }
        }
        Type::Map(_) => Some("&Default::default()".to_owned()),
        Type::Nullable(inner) => {
            let inner = argument_literal(model, inner, name, examples)?;
            Some(format!("Some({inner})"))
        }
        Type::Any => example
            .and_then(|example| scalar_literal(example))
            .map(|value| format!("&{value}.into()")),
        _ => example
            .and_then(|example| setter_literal(model, ty, example))
            .or_else(|| default_literal(ty, name)),
    }
}

/// An item of a list as a short literal.
fn item_literal(model: &Model, ty: &Type, name: &Name, example: Option<Value>) -> Option<String> {
    let ty = model.resolve_aliases(ty);
    if matches!(ty, Type::List(_) | Type::Map(_) | Type::Nullable(_)) {
        return None;
    }
    let examples: Vec<String> = example.map(|it| it.to_string()).into_iter().collect();
    let literal = argument_literal(model, ty, name, &examples)?;
    let literal = literal.trim_start_matches('&');
    Some(match ty {
        Type::String => format!("{literal}.into()"),
        _ => literal.to_owned(),
    })
}

/// A literal for a required setter, which takes values, if its type has one.
fn required_literal(model: &Model, input: &Input) -> Option<String> {
    let ty = match model.resolve_aliases(&input.ty) {
        Type::Nullable(inner) => inner,
        ty => ty,
    };
    let example = input.docs.examples.first();
    let literal = example.and_then(|example| setter_literal(model, ty, example));
    literal.or_else(|| match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Enum { variants } => {
                let first = || variants.first().map(|variant| variant.value.clone());
                let text = example
                    .and_then(|example| json_string(example))
                    .or_else(first)?;
                Some(format!("{text:?}"))
            }
            Shape::IntegerEnum { variants } => Some(variants.first()?.value.to_string()),
            _ => None,
        },
        Type::List(item) if **item == Type::String => {
            Some(format!("[{:?}]", input.name.snake_string()))
        }
        Type::Map(value) if matches!(**value, Type::String | Type::Any) => {
            Some("[(\"key\", \"value\")]".to_owned())
        }
        Type::String | Type::Bool | Type::Integer(_) | Type::Float => {
            default_literal(ty, &input.name)
        }
        _ => None,
    })
}

fn json_string(example: &str) -> Option<String> {
    serde_json::from_str(example).ok()
}

fn first_item(example: &str) -> Option<Value> {
    let items: Vec<Value> = serde_json::from_str(example).ok()?;
    items.into_iter().next()
}

/// A literal that converts into a `Value`.
fn scalar_literal(example: &str) -> Option<String> {
    match serde_json::from_str(example).ok()? {
        Value::String(text) => Some(format!("{text:?}")),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A literal for a type without an example.
fn default_literal(ty: &Type, name: &Name) -> Option<String> {
    match ty {
        Type::String | Type::Bytes => Some(format!("{:?}", name.snake_string())),
        Type::Bool => Some("true".to_owned()),
        Type::Integer(_) => Some("1".to_owned()),
        Type::Float => Some("1.0".to_owned()),
        Type::Decimal => Some("&1.into()".to_owned()),
        Type::DateTime => Some("&\"2024-01-02T03:04:05Z\".parse()?".to_owned()),
        Type::Date => Some("&\"2024-01-02\".parse()?".to_owned()),
        Type::Null => Some("()".to_owned()),
        _ => None,
    }
}

/// The type of an argument, as other crates write it.
fn parameter_type(model: &Model, ty: &Type, package: &str) -> String {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => parameter_type(model, target, package),
            _ => format!("&{package}::types::{}", model.type_def(*id).name.pascal()),
        },
        Type::Nullable(inner) => format!("Option<{}>", parameter_type(model, inner, package)),
        Type::Boxed(inner) => parameter_type(model, inner, package),
        Type::List(item) => match value_type(model, item, package) {
            Some(item) => format!("&[{item}]"),
            None => format!("&{package}::Value"),
        },
        Type::File => format!("&{package}::File"),
        _ => format!("&{package}::Value"),
    }
}

/// The type of a value without a literal that a setter takes, as other crates write it.
fn value_type(model: &Model, ty: &Type, package: &str) -> Option<String> {
    let named = |name: &str| Some(format!("{package}::{name}"));
    match model.resolve_aliases(ty) {
        Type::Named(id) => named(&format!("types::{}", model.type_def(*id).name.pascal())),
        Type::Boxed(inner) | Type::Nullable(inner) => value_type(model, inner, package),
        Type::List(item) => Some(format!("Vec<{}>", value_type(model, item, package)?)),
        Type::File => named("File"),
        Type::Decimal => named("Decimal"),
        Type::DateTime => named("DateTime"),
        Type::Date => named("Date"),
        Type::Any => named("Value"),
        Type::String => Some("String".to_owned()),
        Type::Bool => Some("bool".to_owned()),
        Type::Float => Some("f64".to_owned()),
        Type::Null | Type::Integer(_) | Type::Bytes | Type::Redirect | Type::Map(_) => None,
    }
}

/// An example as a literal, if its type has one.
fn setter_literal(model: &Model, ty: &Type, example: &str) -> Option<String> {
    let value: Value = serde_json::from_str(example).ok()?;
    match ty {
        Type::String => value.as_str().map(|text| format!("{text:?}")),
        Type::Bool => value.as_bool().map(|flag| flag.to_string()),
        Type::Integer(_) => value.as_i64().map(|number| number.to_string()),
        Type::Float => value.as_f64().map(|number| format!("{number:?}")),
        Type::Map(inner) if **inner == Type::Any => {
            let members = value.as_object()?.iter();
            let pairs: Option<Vec<String>> = members
                .map(|(key, value)| Some(format!("({key:?}, {:?})", value.as_str()?)))
                .collect();
            pairs
                .filter(|pairs| !pairs.is_empty())
                .map(|pairs| format!("[{}]", pairs.join(", ")))
        }
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias { target } => setter_literal(model, target, example),
            _ => None,
        },
        _ => None,
    }
}
