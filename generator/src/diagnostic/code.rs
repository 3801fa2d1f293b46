//! The codes of diagnostics. Each has a title and a page that explains it.
//!
//! `E…` is an error, `W…` a warning. The number of a removed code is not reused.

use std::fmt;

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// No correct code can be generated.
    Error,
    /// Code is generated, though it may not be what was meant.
    Warning,
}

/// The code of a kind of problem, for `cargo xtask explain` and `x-allow`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    id: &'static str,
    title: &'static str,
    page: &'static str,
}

impl Code {
    /// The code with this id, such as `E007`. The case does not matter.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|code| code.id.eq_ignore_ascii_case(id))
            .copied()
    }

    /// The id, such as `E007`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.id
    }

    /// A short description of the problem.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.title
    }

    /// The page about it, in Markdown: an explanation, a fragment with the problem, and the fixed
    /// fragment.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.page
    }

    /// The severity of the code.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.id.starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }

    /// Whether code can be generated despite the error. [`Settings::lenient`](crate::Settings)
    /// turns such an error into a warning.
    #[must_use]
    pub fn is_recoverable(self) -> bool {
        RECOVERABLE.contains(&self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// The errors that [`Code::is_recoverable`] is about. Their pages say what is generated.
const RECOVERABLE: &[Code] = &[
    WRONG_TYPE,
    MISSPELLED,
    UNKNOWN_VALUE,
    UNRESOLVED_REFERENCE,
    REFERENCE_CYCLE,
    REMOTE_REFERENCE,
    REFERENCE_OUTSIDE_FOLDER,
    WRONG_REFERENCE_KIND,
    UNREADABLE_FILE,
    UNDECLARED_PATH_PARAMETER,
    UNUSED_PATH_PARAMETER,
    OPTIONAL_PATH_PARAMETER,
    DUPLICATE_OPERATION_ID,
    UNKNOWN_SECURITY_SCHEME,
    DISCRIMINATOR,
    PAGINATION,
];

/// Declares the codes. The page of each is `code/<id>.md`.
macro_rules! codes {
    ($($name:ident $id:literal $title:literal)*) => {
        $(
            pub(crate) const $name: Code = Code {
                id: $id,
                title: $title,
                page: include_str!(concat!("code/", $id, ".md")),
            };
        )*

        /// All codes, sorted by id.
        pub const CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    // Syntax.
    NOT_UTF8 "E001" "the text is not UTF-8"
    SYNTAX "E002" "the text is neither YAML nor JSON"
    TAB "E003" "a tab indents YAML"
    EMPTY "E004" "the document is empty"
    NO_MAPPING "E005" "the document is not a mapping"
    SEVERAL_DOCUMENTS "E006" "a file contains several documents"
    DUPLICATE_KEY "E007" "a key is duplicated"
    MERGE_KEY "E008" "the value of a YAML merge key is not a mapping"
    KEY_NOT_TEXT "E009" "a key is not a string"
    TAG "E010" "a YAML tag is used"
    ANCHOR_TWICE "E011" "an anchor is defined twice"
    ALIAS_WITHIN_ITSELF "E012" "an alias refers to a value that contains it"
    ALIAS_BUDGET "E013" "aliases expand to too many values"
    TOO_DEEP "E014" "values are nested too deeply"
    NOT_FINITE "E015" "a number is not finite"

    // The document.
    VERSION "E020" "the OpenAPI version is not supported"
    WRONG_TYPE "E021" "a value has the wrong type"
    MISSING_KEYWORD "E022" "a required keyword is missing"
    MISSPELLED "E023" "a keyword is misspelled"
    UNKNOWN_VALUE "E024" "a keyword does not allow this value"

    // References.
    UNRESOLVED_REFERENCE "E030" "a reference is unresolved"
    REFERENCE_CYCLE "E031" "references form a cycle"
    REMOTE_REFERENCE "E032" "a reference is a remote URL"
    REFERENCE_OUTSIDE_FOLDER "E033" "a reference leaves the folder of the specification"
    WRONG_REFERENCE_KIND "E034" "a reference resolves to the wrong kind of object"
    UNREADABLE_FILE "E035" "a referenced file cannot be read"

    // Operations.
    PATH_START "E039" "a path does not start with `/`"
    UNDECLARED_PATH_PARAMETER "E040" "a path parameter is not declared"
    UNUSED_PATH_PARAMETER "E041" "a declared path parameter is not in the path"
    OPTIONAL_PATH_PARAMETER "E042" "a path parameter is not required"
    DUPLICATE_OPERATION_ID "E043" "two operations have the same `operationId`"
    NO_OPERATION "E044" "the specification has no operations"
    UNKNOWN_SECURITY_SCHEME "E045" "a security scheme is not defined"
    DISCRIMINATOR "E046" "a discriminator is invalid"
    ENVELOPE "E047" "an `x-envelope` is invalid"
    DUPLICATE_PARAMETER "E048" "a parameter is declared twice"
    PAGINATION "E050" "an `x-pagination` is invalid"
    CLIENT_PARAMETER "E051" "no operation has a parameter of the client"

    // Filters, departures and overlays.
    NO_MATCH "E070" "a filter matches no operation"
    INVALID_DEPARTURES "E071" "a list of departures is invalid"
    STALE_DEPARTURE "E072" "a departure matches no difference"
    OVERLAY "E075" "an overlay is invalid"
    OVERLAY_TARGET "E076" "an overlay target selects nothing"
    OVERLAY_VALUE "E077" "an overlay value cannot be merged"

    // Bugs.
    BUG "E099" "the generator has a bug"

    // Warnings.
    UNKNOWN_KEYWORD "W001" "a keyword is unknown"
    MISSPELLED_CONSTRAINT "W002" "a constraint keyword is misspelled"
    ROUNDED "W003" "an integer does not fit in 64 bits"
    REQUIRED_FLAG "W004" "`required` is a boolean in a schema"
    IGNORED_KEYWORD "W005" "a keyword is ignored"
    NOT_GENERATED "W006" "a part of the specification is not generated"
    INVALID_MEDIA_TYPE "W007" "a name is not a media type"
    UNKNOWN_FORMAT "W008" "a format is unknown"
    UNTYPED_MEDIA_TYPE "W009" "a value is passed as text or bytes"
    UNSATISFIABLE "W010" "no value satisfies a schema"
    TOO_MANY_COMBINATIONS "W011" "a schema has too many combinations"
    INVALID_EXAMPLE "W012" "an example does not match its schema"
    INVALID_DEFAULT "W013" "a default does not match its schema"
    UNDECLARED_REQUIRED "W014" "a required property is not declared"
    NAME_COLLISION "W015" "two names are the same in Rust"
    MISSING_ENUM "W016" "a description lists values, but the schema has no `enum`"
    UNUSED "W017" "a component is unused"
    OTHER_VERSION "W018" "a keyword belongs to another version of OpenAPI"
    AMBIGUOUS_ONE_OF "W019" "a branch of a `oneOf` also satisfies another branch"
    NO_REASON "W020" "a warning is allowed without a reason"
    UNUSED_ALLOW "W021" "an `x-allow` allows nothing"
    DUPLICATE_PATH "W022" "two paths differ only in parameter names"
    LOWER_CASE_RANGE "W023" "a status range is in lower case"
    DYNAMIC_REFERENCE "W024" "a `$dynamicRef` is treated as a `$ref`"
    MISPLACED_REFERENCE "W025" "a `$ref` stands where OpenAPI allows none"
    UNTYPED_BRANCH "W026" "a branch of a union accepts any value"
    UNUSED_PAGE_RULE "W027" "a pagination rule fits no operation"
    NO_PAGE_RULE "W028" "operations return pages, but no rule fits them"
    REPEATED_PARAMETER "W029" "most operations have the same parameter"
    ADDITIONAL_OPERATION "W070" "a fragment contains an additional operation"
}
