//! stub until merged
pub(crate) fn lines(m: &str) -> Vec<String> {
    m.lines().map(str::to_owned).collect()
}
pub(crate) fn wrap(m: impl AsRef<str>) -> Vec<String> {
    m.as_ref().lines().map(str::to_owned).collect()
}
pub(crate) fn summary(m: &str) -> Option<String> {
    m.lines().next().map(str::to_owned)
}
pub(crate) fn code_span(m: &str) -> String {
    format!("`{m}`")
}
pub(crate) fn plain(m: &str) -> String {
    m.to_owned()
}
pub(crate) fn fence_length(_: &str) -> usize {
    3
}
