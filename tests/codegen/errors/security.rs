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
    assert_snapshot!(check_error(piece), @r"
    error: there is no security scheme `apiTokn`
     --> spec.yaml:1:23
      |
    1 | security: [{ apiTokn: [] }]
      |                       ^^
      |
      = pointer: /security/0/apiTokn
      = help: did you mean `apiToken`?
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: authentication that may be left out is not supported yet
     --> spec.yaml:1:12
      |
    1 | security: [token]
      |            ^^^^^
      |
      = pointer: /security/0

    error: expected a mapping, found a string
     --> spec.yaml:1:12
      |
    1 | security: [token]
      |            ^^^^^
      |
      = pointer: /security/0
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: authentication that may be left out is not supported yet
     --> spec.yaml:1:27
      |
    1 | security: [{ token: [] }, {}]
      |                           ^^
      |
      = pointer: /security/1
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: the security scheme `query` is not supported yet
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey, in: query, name: key }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: the security scheme `cookie` is not supported yet
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey, in: cookie, name: key }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: the security scheme `basic` is not supported yet
     --> spec.yaml:6:12
      |
    6 |     login: { type: http, scheme: basic }
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/login
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: the security scheme `mutualTLS` is not supported yet
     --> spec.yaml:6:10
      |
    6 |     tls: { type: mutualTLS }
      |          ^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/tls
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: the security scheme `apikey` is not supported yet
     --> spec.yaml:6:10
      |
    6 |     key: { type: apikey, in: header, name: key }
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key
    ");
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
    assert_snapshot!(check_error(piece), @r"
    error: a security scheme needs `in`
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey }
      |          ^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key

    error: a security scheme needs `name`
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey }
      |          ^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key

    error: the security scheme `` is not supported yet
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey }
      |          ^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key
    ");
}
