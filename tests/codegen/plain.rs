//! Generated code contains every public item as plain Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::{File, Kind, Output};
use proc_macro2::{TokenStream, TokenTree};

use super::fixtures::{ALL, Fixture, files};
use super::harness;
use super::large;
use crate::architecture::leaves::LEAVES;

#[test]
fn every_macro_is_a_leaf() {
    let mut problems = Vec::new();
    let ours = api("ours", harness::ours(&harness::our_spec()));
    let large = api("large", harness::generated("large", &large::spec()));
    let fixtures = ALL.iter().flat_map(|name| {
        let fixture = Fixture::read(name);
        api(name, fixture.generated(&fixture.package()))
    });
    for (path, text) in committed()
        .into_iter()
        .chain(ours)
        .chain(large)
        .chain(fixtures)
    {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut found = BTreeSet::new();
        items(&file.items, &mut found);
        internal_names(text.parse().unwrap(), &mut found);
        problems.extend(found.iter().map(|it| format!("{path}: {it}")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn each_public_name_stands_in_the_code() {
    let mut problems = Vec::new();
    for name in ALL {
        let fixture = Fixture::read(name);
        let code = Code::read(api(name, fixture.generated(&fixture.package())));
        let missing = code.missing(&fixture.public_items());
        problems.extend(missing.into_iter().map(|it| format!("{name}: {it}")));
    }
    let code = Code::read(committed());
    problems.extend(code.missing(&harness::public_items(&harness::our_spec())));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The outline of the file of our own operation.
#[test]
fn our_call_has_an_outline() {
    let code = Code::read(committed());
    let module = &code.0[&["images".to_owned(), "v1".to_owned()][..]];
    let members = |name: &str| {
        module.types[name]
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
    };
    assert!(members("V1").contains(&"edit"), "{:?}", members("V1"));
    let edit = members("Edit");
    for setter in [
        "creator",
        "metadata",
        "require_signed_urls",
        "options",
        "send",
        "send_blocking",
    ] {
        assert!(edit.contains(&setter), "no {setter}: {edit:?}");
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "rs")
}

/// The Rust files of the API of an output.
fn api(name: &str, output: Output) -> impl Iterator<Item = (String, String)> {
    let is_api = |file: &File| file.kind == Kind::Api && is_rust(&file.path);
    let files = output.files.into_iter().filter(is_api);
    files.map(move |file| (format!("{name}/{}", file.path), file.text))
}

/// The committed Rust files of our own API.
fn committed() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src/api");
    let files = files(&folder, "generated/src/api/");
    assert!(!files.is_empty(), "{} has moved", folder.display());
    let files = files.into_iter();
    files.filter(|(path, _)| is_rust(path)).collect()
}

/// Macros other than leaf macros in item position.
fn items(items: &[syn::Item], problems: &mut BTreeSet<String>) {
    for item in items {
        match item {
            syn::Item::Macro(item) => {
                let name = item.mac.path.segments.last().map(|it| it.ident.to_string());
                let name = name.unwrap_or_default();
                let is_version_check = name == "runtime_version";
                if item.ident.is_some() || !is_version_check && !LEAVES.contains(&name.as_str()) {
                    problems.insert(format!("{name}! is no leaf"));
                }
            }
            syn::Item::Mod(item) => {
                let content = item.content.as_ref();
                self::items(content.map_or(&[], |(_, items)| items), problems);
            }
            syn::Item::Impl(item) => {
                for member in &item.items {
                    if matches!(member, syn::ImplItem::Macro(_) | syn::ImplItem::Verbatim(_)) {
                        problems.insert("a macro writes a member of an impl".to_owned());
                    }
                }
            }
            syn::Item::Verbatim(tokens) => {
                problems.insert(format!("an item that syn does not know: {tokens}"));
            }
            _ => {}
        }
    }
}

/// Names with leading underscores.
fn internal_names(tokens: TokenStream, problems: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => internal_names(group.stream(), problems),
            TokenTree::Ident(name) if name.to_string().starts_with("__") => {
                problems.insert(format!("`{name}`"));
            }
            _ => {}
        }
    }
}

/// The modules of a client, by their paths below `api`.
struct Code(BTreeMap<Vec<String>, Module>);

/// The path of the return type of a method. It is empty for fields, variants and other methods.
type Returned = Vec<String>;

/// The items of a module.
#[derive(Default)]
struct Module {
    /// The fields, variants and methods of each struct, enum and alias.
    types: BTreeMap<String, BTreeMap<String, Returned>>,
    /// Constants and functions.
    others: BTreeSet<String>,
    /// The paths of imported names.
    imports: BTreeMap<String, Vec<String>>,
}

impl Code {
    fn read(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let module = |(path, text): (String, String)| {
            let (_, below) = path.split_once("src/api/").unwrap();
            let below = below.trim_end_matches(".rs").trim_end_matches("mod");
            let names = below.split('/').filter(|name| !name.is_empty());
            let mut module = Module::default();
            let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            file.items.iter().for_each(|item| module.add(item));
            (names.map(str::to_owned).collect(), module)
        };
        Self(files.into_iter().map(module).collect())
    }

    /// The paths of public items that do not exist.
    fn missing(&self, public_items: &[String]) -> Vec<String> {
        assert!(public_items.len() > 1, "{public_items:?}");
        let missing = public_items.iter().filter(|path| !self.has(path));
        missing.map(|path| format!("no {path}")).collect()
    }

    fn has(&self, path: &str) -> bool {
        let names: Vec<&str> = path.split("::").map(plain).collect();
        match &names[..] {
            ["client", calls @ ..] => self.has_method(calls),
            [name, members @ ..] => self.0.iter().any(|(at, module)| {
                let is_meant =
                    |it: &String| ["types", "auth", "client_builder"].contains(&it.as_str());
                let is_meant = at.iter().any(is_meant);
                is_meant && module.has(name, members)
            }),
            [] => false,
        }
    }

    /// Whether a chain of method calls exists.
    fn has_method(&self, calls: &[&str]) -> bool {
        let mut at = Vec::new();
        let mut name = "Client".to_owned();
        for call in calls {
            let module = self.0.get(&at);
            let Some(method) = module.and_then(|it| it.types.get(&name)?.get(*call)) else {
                return false;
            };
            (at, name) = self.resolved(&at, method).unwrap_or_default();
        }
        true
    }

    /// Resolves the path of a type in a module to its module and name.
    fn resolved(&self, at: &[String], path: &[String]) -> Option<(Vec<String>, String)> {
        let imports = &self.0.get(at)?.imports;
        let mut names = path.to_vec();
        if let Some(imported) = imports.get(path.first()?) {
            names.splice(..1, imported.iter().cloned());
        }
        let name = names.pop()?;
        let module = match &names[..] {
            [root, api, below @ ..] if root == "crate" && api == "api" => below.to_vec(),
            [this, below @ ..] if this == "self" => [at, below].concat(),
            below => [at, below].concat(),
        };
        Some((module, name))
    }
}

impl Module {
    fn has(&self, name: &str, members: &[&str]) -> bool {
        match members {
            [] => self.types.contains_key(name) || self.others.contains(name),
            [member] => self
                .types
                .get(name)
                .is_some_and(|it| it.contains_key(*member)),
            _ => false,
        }
    }

    fn add(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) => {
                let names = item.fields.iter().filter(|field| is_public(&field.vis));
                let names = names.filter_map(|field| field.ident.as_ref());
                self.members(&item.ident)
                    .extend(names.map(|it| (text(it), Returned::new())));
            }
            syn::Item::Enum(item) => {
                let members = self.members(&item.ident);
                for variant in &item.variants {
                    members.insert(text(&variant.ident), Returned::new());
                    let names = variant
                        .fields
                        .iter()
                        .filter_map(|field| field.ident.as_ref());
                    members.extend(names.map(|it| (text(it), Returned::new())));
                }
            }
            syn::Item::Type(item) => drop(self.members(&item.ident)),
            syn::Item::Const(item) => drop(self.others.insert(text(&item.ident))),
            syn::Item::Fn(item) => drop(self.others.insert(text(&item.sig.ident))),
            syn::Item::Impl(item) => self.add_impl(item),
            syn::Item::Use(item) => self.add_import(&item.tree, &mut Vec::new()),
            _ => {}
        }
    }

    fn add_impl(&mut self, item: &syn::ItemImpl) {
        let syn::Type::Path(ty) = &*item.self_ty else {
            return;
        };
        let Some(name) = ty.path.segments.last().filter(|_| item.trait_.is_none()) else {
            return;
        };
        let members = self.members(&name.ident);
        for member in &item.items {
            if let syn::ImplItem::Fn(method) = member
                && is_public(&method.vis)
            {
                let returned = match &method.sig.output {
                    syn::ReturnType::Type(_, ty) => path(ty),
                    syn::ReturnType::Default => Returned::new(),
                };
                members.insert(text(&method.sig.ident), returned);
            }
        }
    }

    fn add_import(&mut self, tree: &syn::UseTree, prefix: &mut Vec<String>) {
        let (name, last) = match tree {
            syn::UseTree::Path(path) => {
                prefix.push(text(&path.ident));
                self.add_import(&path.tree, prefix);
                prefix.pop();
                return;
            }
            syn::UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|tree| self.add_import(tree, prefix));
                return;
            }
            syn::UseTree::Glob(_) => return,
            syn::UseTree::Name(name) => (&name.ident, &name.ident),
            syn::UseTree::Rename(name) => (&name.rename, &name.ident),
        };
        let path = prefix.iter().cloned().chain([text(last)]);
        self.imports.insert(text(name), path.collect());
    }

    /// The members of a type, which may be defined after its impls.
    fn members(&mut self, name: &syn::Ident) -> &mut BTreeMap<String, Returned> {
        self.types.entry(text(name)).or_default()
    }
}

/// The segments of a path type; empty for other types.
fn path(ty: &syn::Type) -> Vec<String> {
    let syn::Type::Path(ty) = ty else {
        return Vec::new();
    };
    let segments = ty.path.segments.iter();
    segments.map(|segment| text(&segment.ident)).collect()
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn text(name: &syn::Ident) -> String {
    plain(&name.to_string()).to_owned()
}

/// A name without `r#`.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
