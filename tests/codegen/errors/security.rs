//! Ways to authenticate.

use insta::assert_snapshot;

use crate::codegen::doors::check_error;

#[test]
fn a_scheme_that_is_not_declared() {
    let piece = r##"
security: [{ apiTokn: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    apiToken: { type: http, scheme: bearer }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_scheme_that_is_none() {
    let piece = r##"
security: [token]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn authentication_that_may_be_left_out() {
    let piece = r##"
security: [{ token: [] }, {}]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_key_in_the_query() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: key }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_key_in_a_cookie() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: cookie, name: key }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_user_and_a_password() {
    let piece = r##"
security: [{ login: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    login: { type: http, scheme: basic }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_certificate() {
    let piece = r##"
security: [{ tls: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    tls: { type: mutualTLS }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_type_that_does_not_exist() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apikey, in: header, name: key }
"##;
    assert_snapshot!(check_error(piece), @"");
}

#[test]
fn a_key_without_name_and_place() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apiKey }
"##;
    assert_snapshot!(check_error(piece), @"");
}
