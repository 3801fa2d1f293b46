// Written by hand. Codegen copies it into clients.

//! The setters of parameters whose style is not that of a single value.

use serde::Serialize;

use super::{
    Style, cookie, header, json_header, json_query_string, plain_cookie, query, query_string,
    segment,
};
use crate::runtime::body::QueryStyle;
use crate::runtime::into::IntoOption;
use crate::runtime::json::Json;
use crate::runtime::request::Request;
use crate::runtime::request_builder::RequestBuilder;

impl<T> Request<T> {
    /// Sets a parameter whose style is not that of a single value.
    pub fn required_styled<V: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        style: Style,
        value: &V,
    ) -> Self {
        self.builder.styled(name, style, value);
        self
    }

    /// Sets a parameter whose style is not that of a single value.
    pub fn styled<V: Serialize>(
        mut self,
        name: &'static str,
        style: Style,
        value: impl IntoOption<V>,
    ) -> Self {
        match value.into_option() {
            Some(value) => self.builder.styled(name, style, &value),
            None => self.builder.remove_styled(name, style),
        }
        self
    }
}

impl RequestBuilder {
    /// Sets a parameter whose style is not that of a single value.
    fn styled<V: Serialize + ?Sized>(&mut self, name: &'static str, style: Style, value: &V) {
        match Json::new(value) {
            Ok(value) => self.styled_value(name, style, &value),
            Err(why) => self.set_error(format!("the parameter `{name}` cannot be sent: {why}")),
        }
    }

    fn styled_value(&mut self, name: &'static str, style: Style, value: &Json) {
        match style {
            Style::Query(style) => {
                let pairs = query(name, style, false, value);
                self.operation.pairs(name, pairs);
            }
            Style::Reserved(style) => {
                let pairs = query(name, style, true, value);
                self.operation.pairs(name, pairs);
            }
            Style::Path(path) => self.encoded_path(name, segment(name, path, value)),
            Style::Header { explode } => {
                self.header(name, header(explode, value).as_deref());
            }
            Style::JsonHeader => self.header(name, Some(&json_header(value))),
            Style::Cookie { explode } => {
                let form = QueryStyle::Form { explode };
                self.cookies(name, cookie(name, form, value));
            }
            Style::PlainCookie { explode } => {
                self.plain_cookies(name, plain_cookie(name, explode, value));
            }
            Style::JsonCookie => {
                self.cookies(name, cookie(name, QueryStyle::Json, value));
            }
            Style::QueryString => self.operation.pairs(name, query_string(value)),
            Style::JsonQueryString => self.operation.pairs(name, json_query_string(value)),
        }
    }

    fn remove_styled(&mut self, name: &'static str, style: Style) {
        match style {
            Style::Query(_) | Style::Reserved(_) | Style::QueryString | Style::JsonQueryString => {
                self.operation.pairs(name, []);
            }
            Style::Path(_) => self.remove_path(name),
            Style::Header { .. } | Style::JsonHeader => self.header(name, None),
            Style::Cookie { .. } | Style::PlainCookie { .. } | Style::JsonCookie => {
                self.cookies(name, Vec::new());
            }
        }
    }

    /// Sets all cookies of a parameter. They are not encoded, so they cannot contain a separator.
    fn plain_cookies(&mut self, name: &'static str, cookies: Vec<String>) {
        if cookies.iter().any(|cookie| cookie.contains(';')) {
            self.set_error(format!("the cookie `{name}` contains a `;`"));
        }
        self.cookies(name, cookies);
    }
}
