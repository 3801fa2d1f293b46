//! Security schemes and requirements.

use insta::assert_snapshot;

use crate::codegen::harness::check_error;

#[test]
fn an_undeclared_scheme() {
    let piece = r##"
security: [{ apiTokn: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    apiToken: { type: http, scheme: bearer }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E045]: security scheme `apiTokn` is not defined
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
fn an_invalid_requirement() {
    let piece = r##"
security: [token]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E021]: expected a mapping (a security requirement), found a string
     --> spec.yaml:1:12
      |
    1 | security: [token]
      |            ^^^^^
      |
      = pointer: /security/0
    ");
}

#[test]
fn an_unknown_type() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apikey, in: header, name: key }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E024]: unknown security scheme type `apikey`
     --> spec.yaml:6:18
      |
    6 |     key: { type: apikey, in: header, name: key }
      |                  ^^^^^^
      |
      = pointer: /components/securitySchemes/key/type
      = help: the types are `http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS`
    ");
}

#[test]
fn an_api_key_without_name_and_location() {
    let piece = r##"
security: [{ key: [] }]
paths:
  /pets: { get: { operationId: pets.list, responses: { "204": { description: Done. } } } }
components:
  securitySchemes:
    key: { type: apiKey }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E022]: a security scheme requires `in`
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey }
      |          ^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key

    error[E022]: a security scheme requires `name`
     --> spec.yaml:6:10
      |
    6 |     key: { type: apiKey }
      |          ^^^^^^^^^^^^^^^^
      |
      = pointer: /components/securitySchemes/key
    ");
}
