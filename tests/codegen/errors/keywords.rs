//! Unknown and misspelled keywords, and values of the wrong type.

use insta::assert_snapshot;

use crate::codegen::harness::check_error;

#[test]
fn a_misspelled_keyword() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: pets.add
      requestbody: { content: {} }
      responses: {}
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E023]: an operation has no keyword `requestbody`
     --> spec.yaml:5:7
      |
    5 |       requestbody: { content: {} }
      |       ^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/post/requestbody
      = help: did you mean `requestBody`?
    ");
}

#[test]
fn misspelled_keywords_of_schemas() {
    let piece = r##"
components:
  schemas:
    Pet:
      type: object
      propertys:
        name: { type: string, maxLenght: 3, descripton: What it is called. }
      require: [name]
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E023]: a schema has no keyword `propertys`
     --> spec.yaml:5:7
      |
    5 |       propertys:
      |       ^^^^^^^^^
      |
      = pointer: /components/schemas/Pet/propertys
      = help: did you mean `properties`?

    error[E023]: a schema has no keyword `require`
     --> spec.yaml:7:7
      |
    7 |       require: [name]
      |       ^^^^^^^
      |
      = pointer: /components/schemas/Pet/require
      = help: did you mean `required`?
    ");
}

#[test]
fn misspelled_short_keywords() {
    let piece = r##"
servers: [{ ulr: https://a.example }]
paths:
  /pets:
    gett: { operationId: pets.list }
    note: not a method
    put: { operationId: pets.set, responses: { "204": { description: Done. } } }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E022]: a server requires `url`
     --> spec.yaml:1:11
      |
    1 | servers: [{ ulr: https://a.example }]
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /servers/0

    error[E023]: a server has no keyword `ulr`
     --> spec.yaml:1:13
      |
    1 | servers: [{ ulr: https://a.example }]
      |             ^^^
      |
      = pointer: /servers/0/ulr
      = help: did you mean `url`?

    error[E023]: a path item has no keyword `gett`
     --> spec.yaml:4:5
      |
    4 |     gett: { operationId: pets.list }
      |     ^^^^
      |
      = pointer: /paths/~1pets/gett
      = help: did you mean `get`?

    warning[W001]: a path item has no keyword `note`: it is ignored
     --> spec.yaml:5:5
      |
    5 |     note: not a method
      |     ^^^^
      |
      = pointer: /paths/~1pets/note
      = help: the names of extensions start with `x-`
    ");
}

#[test]
fn invalid_statuses() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        "2OO": { description: All. }
        4xx: { description: None. }
        600: { $ref: "#/components/responses/Odd" }
        default: { description: Something. }
components: { responses: { Odd: { description: Odd. } } }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E024]: `2OO` is not a status code
     --> spec.yaml:6:9
      |
    6 |         "2OO": { description: All. }
      |         ^^^^^
      |
      = pointer: /paths/~1pets/get/responses/2OO
      = help: use a status code such as `200`, a range such as `4XX`, or `default`

    warning[W023]: a status range is written `4XX`; `4xx` is treated as one
     --> spec.yaml:7:9
      |
    7 |         4xx: { description: None. }
      |         ^^^
      |
      = pointer: /paths/~1pets/get/responses/4xx

    error[E024]: `600` is not a status code
     --> spec.yaml:8:9
      |
    8 |         600: { $ref: "#/components/responses/Odd" }
      |         ^^^
      |
      = pointer: /paths/~1pets/get/responses/600
      = help: use a status code such as `200`, a range such as `4XX`, or `default`
    "##);
}

#[test]
fn values_of_the_wrong_type() {
    let piece = r##"
paths:
  /pets:
    post:
      operationId: [pets]
      deprecated: yes
      tags: pets
      parameters: { name: q }
      requestBody:
      responses: []
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E021]: expected a string, found a list
     --> spec.yaml:4:20
      |
    4 |       operationId: [pets]
      |                    ^^^^^^
      |
      = pointer: /paths/~1pets/post/operationId

    error[E021]: expected `true` or `false`, found a string
     --> spec.yaml:5:19
      |
    5 |       deprecated: yes
      |                   ^^^
      |
      = pointer: /paths/~1pets/post/deprecated

    error[E021]: expected a list, found a string
     --> spec.yaml:6:13
      |
    6 |       tags: pets
      |             ^^^^
      |
      = pointer: /paths/~1pets/post/tags

    error[E021]: expected a list, found a mapping
     --> spec.yaml:7:19
      |
    7 |       parameters: { name: q }
      |                   ^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/post/parameters

    error[E021]: expected a mapping (a request body), found null
     --> spec.yaml:8:7
      |
    8 |       requestBody:
      |       ^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/post/requestBody

    error[E021]: expected a mapping, found a list
     --> spec.yaml:9:18
      |
    9 |       responses: []
      |                  ^^
      |
      = pointer: /paths/~1pets/post/responses
    ");
}

#[test]
fn values_of_the_wrong_type_in_schemas() {
    let piece = r##"
components:
  schemas:
    Pet:
      type: objet
      required: name
      properties:
        name: string
        age: { type: integer, minimum: one, maxLength: -1 }
        kind: { type: string, enum: cat }
"##;
    assert_snapshot!(check_error(piece), @r"
    error[E024]: unknown type `objet`
     --> spec.yaml:4:13
      |
    4 |       type: objet
      |             ^^^^^
      |
      = pointer: /components/schemas/Pet/type
      = help: the types are `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`

    error[E021]: expected a list, found a string
     --> spec.yaml:5:17
      |
    5 |       required: name
      |                 ^^^^
      |
      = pointer: /components/schemas/Pet/required

    error[E021]: expected a mapping (a schema), found a string
     --> spec.yaml:7:15
      |
    7 |         name: string
      |               ^^^^^^
      |
      = pointer: /components/schemas/Pet/properties/name

    error[E021]: expected a number, found a string
     --> spec.yaml:8:40
      |
    8 |         age: { type: integer, minimum: one, maxLength: -1 }
      |                                        ^^^
      |
      = pointer: /components/schemas/Pet/properties/age/minimum

    error[E021]: expected a non-negative integer, found a number
     --> spec.yaml:8:56
      |
    8 |         age: { type: integer, minimum: one, maxLength: -1 }
      |                                                        ^^
      |
      = pointer: /components/schemas/Pet/properties/age/maxLength

    error[E021]: expected a list, found a string
     --> spec.yaml:9:37
      |
    9 |         kind: { type: string, enum: cat }
      |                                     ^^^
      |
      = pointer: /components/schemas/Pet/properties/kind/enum
    ");
}

#[test]
fn several_problems_at_once() {
    let piece = r##"
paths:
  /pets:
    get:
      operationId: pets.get
      parametres: []
      responses:
        "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pett" } } } }
    put:
      operationId: pets.get
      responses: { "204": { description: Done. } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: sting } } }
"##;
    assert_snapshot!(check_error(piece), @r##"
    error[E023]: an operation has no keyword `parametres`
     --> spec.yaml:5:7
      |
    5 |       parametres: []
      |       ^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/parametres
      = help: did you mean `parameters`?

    error[E030]: unresolved reference `#/components/schemas/Pett`
     --> spec.yaml:7:86
      |
    7 |         "200": { description: A pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pett" } } } }
      |                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = pointer: /paths/~1pets/get/responses/200/content/application~1json/schema/$ref
      = help: did you mean `Pet`?

    error[E043]: duplicate `operationId` `pets.get`
     --> spec.yaml:9:20
      |
    4 |       operationId: pets.get
      |                    -------- first used here
    ...
    9 |       operationId: pets.get
      |                    ^^^^^^^^
      |
      = pointer: /paths/~1pets/put/operationId
    "##);
}
