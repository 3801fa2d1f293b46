use super::{RUNTIME, without_tests};
use include_dir::{Dir, File};
use quote::ToTokens;

fn files<'d>(dir: &'d Dir<'d>) -> Vec<&'d File<'d>> {
    let children = dir.dirs().flat_map(files);
    dir.files().chain(children).collect()
}

#[test]
fn only_the_tests_of_the_runtime_are_removed() {
    let mut tests = 0;
    for file in files(&RUNTIME) {
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
