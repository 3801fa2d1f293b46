use serde_json::{Value, json};

use super::{Overlaid, apply};
use crate::diagnostic::code;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::input::source::Source;
use crate::input::sources::Sources;
use crate::input::syntax;

/// An overlay of these actions, in YAML.
fn overlay(version: &str, actions: &str) -> Source {
    let text = format!("overlay: {version}\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}");
    Source::new("overlay.yaml", text)
}

#[track_caller]
fn applied(version: &str, document: &Value, actions: &str) -> Value {
    let document = Source::new("spec.json", document.to_string());
    match apply(&Sources::new(document).with_overlays([overlay(version, actions)])) {
        Ok(value) => value,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The errors, with their codes and pointers.
#[track_caller]
fn errors(version: &str, document: &Value, actions: &str) -> Vec<String> {
    let document = Source::new("spec.json", document.to_string());
    let sources = Sources::new(document).with_overlays([overlay(version, actions)]);
    let problems = apply(&sources).unwrap_err();
    let shown = problems.into_iter().map(|problem| {
        assert_eq!(problem.place.source, SourceId(1));
        let pointer = problem.place.pointer().map(ToString::to_string);
        format!(
            "{} {}: {}",
            problem.code,
            pointer.unwrap_or_default(),
            problem.message
        )
    });
    shown.collect()
}

fn pets() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://a.example"}, {"url": "https://b.example"}],
        "paths": {
            "/pets": {
                "get": {"summary": "All", "tags": ["a"], "responses": {"200": {}, "500": {}},
                        "parameters": [{"name": "x", "in": "query"}, {"name": "y", "in": "query"}, {"name": "z", "in": "query"}]},
                "post": {"responses": {"500": {}, "default": {}}}
            },
            "/shops": {"get": {"summary": "Shops", "responses": {"200": {"content": {}}}}}
        }
    })
}

#[test]
fn an_update_is_merged_member_by_member() {
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: $.info, update: {title: Animals, license: {name: MIT}}}",
    );
    assert_eq!(
        value["info"],
        json!({"title": "Animals", "version": "1", "license": {"name": "MIT"}})
    );
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: $, update: {info: {x-a: [1]}, tags: [{name: t}]}}",
    );
    assert_eq!(value["info"]["x-a"], json!([1]));
    assert_eq!(value["tags"], json!([{"name": "t"}]));
    assert_eq!(value["openapi"], "3.1.0");
}

#[test]
fn an_update_of_a_list_appends() {
    let value = applied("1.0.0", &pets(), "- {target: $.servers, update: {url: c}}");
    assert_eq!(value["servers"][2], json!({"url": "c"}));
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: \"$.paths.*.get\", update: {tags: [b, c]}}",
    );
    assert_eq!(
        value["paths"]["/pets"]["get"]["tags"],
        json!(["a", "b", "c"])
    );
    assert_eq!(value["paths"]["/shops"]["get"]["tags"], json!(["b", "c"]));
}

#[test]
fn all_selected_values_are_removed() {
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: \"$.paths..responses['500']\", remove: true}",
    );
    assert_eq!(
        value["paths"]["/pets"]["get"]["responses"],
        json!({"200": {}})
    );
    assert_eq!(
        value["paths"]["/pets"]["post"]["responses"],
        json!({"default": {}})
    );
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: \"$..parameters[?@.name != 'y']\", remove: true}",
    );
    assert_eq!(
        value["paths"]["/pets"]["get"]["parameters"],
        json!([{"name": "y", "in": "query"}])
    );
    let value = applied(
        "1.0.0",
        &pets(),
        "- {target: \"$.paths['/pets'].get.summary\", remove: true}",
    );
    assert_eq!(value["paths"]["/pets"]["get"].get("summary"), None);
    let value = applied("1.0.0", &pets(), "- {target: $.paths..*, remove: true}");
    assert_eq!(value["paths"], json!({}));
}

#[test]
fn actions_are_applied_in_order() {
    let actions = "- {target: $.servers, remove: true}\n\
                   - {target: $, update: {servers: [{url: http://localhost}]}}\n\
                   - {target: '$.servers[0]', update: {description: Ours}}";
    let value = applied("1.1.0", &pets(), actions);
    assert_eq!(
        value["servers"],
        json!([{"url": "http://localhost", "description": "Ours"}])
    );
}

#[test]
fn an_existing_value_can_be_copied() {
    let value = applied(
        "1.1.0",
        &pets(),
        "- {target: \"$.paths['/shops']\", copy: \"$.paths['/pets']\"}",
    );
    let pets = pets();
    let expected = &pets["paths"]["/pets"];
    assert_eq!(value["paths"]["/shops"]["post"], expected["post"]);
    assert_eq!(value["paths"]["/shops"]["get"]["summary"], "All");
    assert_eq!(
        errors("1.1.0", &pets, "- {target: $.info, copy: \"$.paths.*\"}"),
        ["E076 /actions/0/copy: `copy` must select one value, but selects 2"]
    );
}

#[test]
fn an_update_has_no_effect_with_a_removal_in_1_0() {
    let actions = "- {target: $.servers, remove: true, update: {url: c}}";
    assert_eq!(applied("1.0.1", &pets(), actions).get("servers"), None);
    assert_eq!(
        errors("1.1.0", &pets(), actions),
        ["E075 /actions/0: an action can have only one of `update`, `remove` and `copy`"]
    );
}

#[test]
fn a_target_that_selects_nothing_is_reported() {
    assert_eq!(
        errors(
            "1.0.0",
            &pets(),
            "- {target: $.webhooks, remove: true}\n- {target: $.inof, update: {a: 1}}"
        ),
        [
            "E076 /actions/0/target: this target selects nothing",
            "E076 /actions/1/target: this target selects nothing"
        ]
    );
}

#[test]
fn values_that_cannot_be_merged_are_reported() {
    assert_eq!(
        errors(
            "1.0.0",
            &pets(),
            "- {target: $, update: {info: text}}\n- {target: $, remove: true}"
        ),
        [
            "E077 /actions/0/update/info: a scalar cannot be merged into a mapping",
            "E077 /actions/1/target: the whole document cannot be removed",
        ]
    );
}

#[test]
fn an_invalid_overlay_is_reported() {
    let problems = |text: &str| -> Vec<String> {
        let document = Source::new("spec.json", pets().to_string());
        let sources = Sources::new(document).with_overlays([Source::new("o.yaml", text)]);
        let found = apply(&sources).unwrap_err();
        found.into_iter().map(|it| it.message).collect()
    };
    assert_eq!(
        problems("openapi: 3.1.0\n"),
        ["not an overlay of version 1.0 or 1.1"]
    );
    assert_eq!(
        problems("overlay: 2.0.0\n"),
        ["not an overlay of version 1.0 or 1.1"]
    );
    assert_eq!(
        problems("overlay: 1.0.0\ninfo: {title: 1}\nactoins: []\nx-a: 1\n"),
        [
            "an overlay requires `info.title`, a string",
            "an overlay requires `info.version`, a string",
            "unknown keyword `actoins`",
            "an overlay requires `actions`, a list that is not empty",
        ]
    );
    let actions = errors(
        "1.0.0",
        &pets(),
        "- {update: {}}\n- {target: $.a}\n- {target: '$[', remove: true}\n- {target: $.info, copy: $.paths}\n- {target: 1, remove: 2}\n",
    );
    assert_eq!(actions.len(), 6, "{actions:#?}");
}

#[test]
fn each_value_has_an_origin() {
    let overlay = overlay(
        "1.1.0",
        "- {target: '$.servers[0]', remove: true}\n\
         - {target: $.info, update: {title: {a: 1}}}\n\
         - {target: $.servers, update: {url: c}}\n\
         - {target: $, update: {info: {x: {y: 1}}, tags: [{name: t}]}}\n\
         - {target: \"$.paths['/shops']\", copy: \"$.paths['/pets']\"}",
    );
    let mut document = pets();
    document["info"].as_object_mut().unwrap().remove("title");
    let mut overlaid = Overlaid::new(document);
    let report = Report::default();
    let overlay = syntax::read(&overlay).unwrap().value;
    overlaid.apply(&overlay, SourceId(1), &report);
    assert_eq!(report.finish(), Ok(Vec::new()));
    let places = [
        ("/info/version", 0, "/info/version"),
        ("/info/title/a", 1, "/actions/1/update/title/a"),
        ("/servers/0/url", 0, "/servers/1/url"),
        ("/servers/1/url", 1, "/actions/2/update/url"),
        ("/info/x/y", 1, "/actions/3/update/info/x/y"),
        ("/tags/0/name", 1, "/actions/3/update/tags/0/name"),
        (
            "/paths/~1shops/post/responses",
            0,
            "/paths/~1pets/post/responses",
        ),
        (
            "/paths/~1shops/get/responses/200",
            0,
            "/paths/~1shops/get/responses/200",
        ),
        ("/paths/~1shops/get/summary", 0, "/paths/~1pets/get/summary"),
    ];
    for (pointer, source, expected) in places {
        let at = Pointer::parse(pointer).unwrap();
        let diagnostic = code::OVERLAY.at(&at, "here").related(&at, "and here");
        let [diagnostic] = &overlaid.relocated(vec![diagnostic])[..] else {
            panic!("one comes of one");
        };
        for place in [&diagnostic.place, &diagnostic.related[0].0] {
            assert_eq!(place.source, SourceId(source), "{pointer}");
            assert_eq!(place.pointer().unwrap().to_string(), expected);
        }
    }
    // The origins lead to the same values.
    let text = Source::new("out.json", overlaid.value.to_string());
    assert_eq!(syntax::read(&text).unwrap().value, overlaid.value);
}
