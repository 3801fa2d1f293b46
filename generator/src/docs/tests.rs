use super::{lines, summary};

#[track_caller]
fn check(markdown: &str, expected: &str) {
    let lines = lines(markdown).join("\n");
    assert_eq!(lines, expected, "\n{lines}");
}

#[test]
fn an_ordinary_description_stays_as_it_is() {
    let text = "Update image access control. On access control change, all copies of the image are purged\nfrom cache.";
    check(text, text);
}
