//! Lowers servers and their variables.

use crate::lower::operations::url::encoded;
use crate::model::{EnumVariant, NamedServer, Server, ServerVariable, Servers, VariableEnum};
use crate::openapi::document::{Document, Server as ServerObject};
use crate::openapi::select::Selected;
use crate::rust::names::Name;

/// The default server: the first one, with the defaults of its variables.
pub(in crate::lower) fn default_server(document: &Document) -> Server {
    let first = document.servers.first();
    Server {
        url: first.map_or("/".to_owned(), ServerObject::default_url),
        env_var: first.and_then(|server| server.variable.clone()),
    }
}

/// The server of an operation or its path item, unless it is the default server.
pub(in crate::lower) fn operation_server(
    selected: Selected,
    document: &Document,
) -> Option<String> {
    let own = selected.operation.servers.first();
    let own = normalized(&own.or(selected.item.servers.first())?.default_url());
    let default = normalized(&default_server(document).url);
    let differs = own.trim_end_matches('/') != default.trim_end_matches('/');
    differs.then(|| encoded(&own))
}

/// An absolute URL, or a path that begins with a slash.
fn normalized(url: &str) -> String {
    if url.contains("://") {
        return url.to_owned();
    }
    let path = url.trim_start_matches("./").trim_start_matches('/');
    format!("/{path}")
}

impl ServerObject {
    /// The URL with the defaults of its variables.
    fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, (name, variable)| {
            url.replace(&format!("{{{name}}}"), &variable.default)
        })
    }
}

/// The servers that the caller can select: none if there is only one, without variables.
///
/// Relative URLs are omitted, since only the caller knows the host.
pub(in crate::lower) fn servers(document: &Document) -> Servers {
    let mut servers = Servers::default();
    let declared = &document.servers;
    if declared.len() < 2 && declared.iter().all(|it| it.variables.is_empty()) {
        return servers;
    }
    let absolute = declared.iter().filter(|it| it.url.contains("://"));
    for server in absolute {
        let name = name(server, declared);
        let is_in_url = |key: &str| server.url.contains(&format!("{{{key}}}"));
        let variables = server.variables.iter().filter(|(key, _)| is_in_url(key));
        let variables = variables.map(|(key, variable)| ServerVariable {
            name: Name::new(key),
            key: key.clone(),
            description: variable.description.clone(),
            default: variable.default.clone(),
            enum_index: enum_index(&name, key, &variable.values, &mut servers.enums),
        });
        let variables = variables.collect();
        servers.named.push(NamedServer {
            name,
            description: server.description.clone(),
            url: server.url.clone(),
            variables,
        });
    }
    servers
}

/// The name of a server: its `name`, a short description, or its URL without the scheme.
fn name(server: &ServerObject, all: &[ServerObject]) -> Name {
    const WORDS: usize = 4;
    let is_name = |text: &&String| (1..=WORDS).contains(&text.split_whitespace().count());
    let described = server.description.as_ref().filter(is_name);
    if let Some(name) = server.name.as_ref().or(described) {
        return Name::new(name.trim().trim_end_matches('.'));
    }
    if all.len() == 1 {
        return Name::new("server");
    }
    let address = |server: &ServerObject| {
        let address = server.url.split_once("://").map(|(_, address)| address);
        address.unwrap_or(&server.url).to_owned()
    };
    let own = address(server);
    // Some servers differ only in the scheme.
    if all.iter().filter(|other| address(other) == own).count() > 1 {
        return Name::new(&server.url);
    }
    Name::new(&own)
}

/// The index of the enum for the values of a variable. Variables with the same name and values
/// share an enum.
fn enum_index(
    server: &Name,
    key: &str,
    values: &[String],
    enums: &mut Vec<VariableEnum>,
) -> Option<usize> {
    if values.is_empty() {
        return None;
    }
    let own = Name::new(key);
    let of_key = |it: &&VariableEnum| it.name.spelling().ends_with(key);
    let is_same = |it: &VariableEnum| it.values.iter().map(|value| &value.value).eq(values);
    let existing = enums.iter().position(|it| of_key(&it) && is_same(it));
    if existing.is_some() {
        return existing;
    }
    let is_free = !enums.iter().any(|it| it.name == own);
    let values = values.iter().map(|value| EnumVariant {
        name: Name::new(value),
        value: value.clone(),
        description: None,
    });
    enums.push(VariableEnum {
        name: if is_free { own } else { server.join(key) },
        values: values.collect(),
    });
    Some(enums.len() - 1)
}
