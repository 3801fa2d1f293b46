use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, File};
use quote::ToTokens;

use crate::rust::items;

use super::runtime::{
    DEPENDENCIES, OPTIONAL, SOURCE, module_named_by, module_of, without_modules, without_tests,
    words,
};

fn files<'d>(dir: &'d Dir<'d>) -> Vec<&'d File<'d>> {
    let children = dir.dirs().flat_map(files);
    dir.files().chain(children).collect()
}

#[test]
fn only_the_tests_of_the_runtime_are_removed() {
    let mut tests = 0;
    for file in files(&SOURCE) {
        let source = file.contents_utf8().unwrap();
        let mut expected = syn::parse_file(source).unwrap();
        let count = expected.items.len();
        let is_test = |item: &syn::Item| {
            let tokens = item.to_token_stream().to_string();
            tokens.starts_with("# [cfg (test)]")
        };
        expected.items.retain(|item| !is_test(item));
        tests += count - expected.items.len();
        let actual = syn::parse_file(&without_tests(source)).unwrap();
        assert_eq!(
            actual.to_token_stream().to_string(),
            expected.to_token_stream().to_string(),
            "{}",
            file.path().display()
        );
    }
    assert!(tests > 0);
}

#[test]
fn what_follows_the_tests_is_kept() {
    let source = "\
fn a() {}

#[cfg(test)]
mod tests {
    fn b() {}
}

// A comment.
fn c() {}

#[cfg(test)]
mod more;
";
    assert_eq!(
        without_tests(source),
        "fn a() {}\n\n// A comment.\nfn c() {}\n"
    );
}

#[test]
fn declarations_and_exports_of_omitted_modules_are_removed() {
    let source = "\
mod a;
#[cfg(feature = \"async\")]
mod b;
#[doc(hidden)]
pub mod c;

pub use self::a::A;
#[cfg(feature = \"async\")]
pub use self::b::{
    B, C,
};
pub use self::c::d::D;
// For `d`.
pub use d::B;
";
    assert_eq!(
        without_modules(source, &BTreeSet::from(["b", "c"])),
        "mod a;\n\npub use self::a::A;\n// For `d`.\npub use d::B;\n"
    );
}

/// The code of each module of the runtime, without tests.
fn modules() -> BTreeMap<String, String> {
    let mut modules = BTreeMap::<String, String>::new();
    for file in files(&SOURCE) {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let source = without_tests(file.contents_utf8().unwrap());
        *modules.entry(module_of(&path).to_owned()).or_default() += &source;
    }
    modules
}

/// The items of a module by which other modules may use it: its exports, and itself.
fn names(root: &str, module: &str) -> BTreeSet<String> {
    let exports = root.split_inclusive(';').map(str::trim_start);
    let exports = exports.filter_map(|item| {
        let line = item.lines().find(|line| module_named_by(line).is_some())?;
        let is_export = line.contains("use self::") && module_named_by(line) == Some(module);
        is_export.then_some(item)
    });
    let exports = exports.flat_map(|item| words(item.rsplit("::").next().unwrap_or_default()));
    let exports = exports.filter(|word| !word.is_empty());
    exports.map(str::to_owned).collect()
}

/// Whether code of the runtime uses a module: by a path, or an export. What a leaf macro uses is a
/// matter of who calls it.
fn is_used(code: &str, root: &str, module: &str, in_macros: bool) -> bool {
    let names = names(root, module);
    let path = format!("runtime::{module}::");
    let lines = code.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.starts_with("//"));
    let mut lines = lines.filter(|line| in_macros || !line.contains("$crate::"));
    // Imports of items of the runtime may be lists.
    let imports = code.split("use crate::runtime::{").skip(1);
    let imports = imports.filter_map(|rest| rest.split("};").next());
    let mut imported = imports.flat_map(words);
    lines.any(|line| {
        line.contains(&path)
            || line.contains(&format!("runtime::{module};"))
            || (line.contains("runtime::") && words(line).any(|word| names.contains(word)))
    }) || imported.any(|word| word == module || names.contains(word))
}

/// Modules that every API uses, although no other module does.
const OF_EVERY_API: [&str; 4] = ["mock", "send", "sending", "version"];

#[test]
fn the_table_lists_each_module_that_no_other_module_uses() {
    let modules = modules();
    let root = &modules["mod"];
    let optional = |module: &str| OPTIONAL.iter().find(|it| it.module == module);
    let declared = root.lines().filter(|line| line.contains("mod "));
    let declared: BTreeSet<&str> = declared.filter_map(module_named_by).collect();
    for module in declared {
        let code = |user: &&String| *user != "mod" && *user != module;
        let users = modules.keys().filter(code);
        let is_mandatory = optional(module).is_none();
        let users = users.filter(|user| is_used(&modules[*user], root, module, is_mandatory));
        let users: Vec<&str> = users.map(String::as_str).collect();
        match optional(module) {
            Some(_) => {
                let listing = OPTIONAL.iter().filter(|it| it.uses.contains(&module));
                let listing: Vec<&str> = listing.map(|it| it.module).collect();
                assert_eq!(users, listing, "the users of `{module}`");
            }
            None => assert!(
                OF_EVERY_API.contains(&module) || users.iter().any(|user| optional(user).is_none()),
                "no module that all clients need uses `{module}`: add it to the table"
            ),
        }
    }
    for row in OPTIONAL {
        assert!(modules.contains_key(row.module), "{} has moved", row.module);
    }
}

#[test]
fn only_the_listed_modules_use_an_optional_dependency() {
    for (dependency, module) in DEPENDENCIES {
        let code = modules().into_iter();
        let users = code.filter(|(_, code)| words(code).any(|word| word == *dependency));
        let users: Vec<String> = users.map(|(user, _)| user).collect();
        let listing = OPTIONAL.iter().filter(|it| it.uses.contains(module));
        let allowed = [*module].into_iter().chain(listing.map(|it| it.module));
        assert_eq!(
            users,
            allowed.collect::<Vec<_>>(),
            "the users of `{dependency}`"
        );
    }
}

#[test]
fn generated_code_is_for_the_version_of_the_runtime() {
    let version = SOURCE.get_file("version.rs").unwrap();
    let rule = format!("    ({}) => {{}};\n", items::RUNTIME_VERSION);
    assert!(version.contents_utf8().unwrap().contains(&rule), "{rule}");
}
