//! The codes of diagnostics: what each kind of problem is called, and its page.
//!
//! `E…` is an error, `W…` a warning. A code is never given a second meaning: one that is
//! no longer reported is left out, and its number stays free.

use crate::diagnostic::{Diagnostic, Place, Severity};
use std::fmt;

/// The name of a kind of problem, by which it is explained and allowed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    id: &'static str,
    title: &'static str,
    page: &'static str,
}

impl Code {
    /// The code that is written so, such as `E007`, in whichever case.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        CODES
            .iter()
            .find(|code| code.id.eq_ignore_ascii_case(id))
            .copied()
    }

    /// The code as it is written.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.id
    }

    /// The kind of problem in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.title
    }

    /// The page about it, in Markdown: what it means, a fragment that has the problem, and
    /// the same without it.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.page
    }

    /// How much such a problem matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.id.starts_with('E') {
            Severity::Error
        } else {
            Severity::Warning
        }
    }

    /// Whether it is an error only because it is surely a slip: code can be written all the same,
    /// where the specification is somebody else's.
    #[must_use]
    pub fn is_slip(self) -> bool {
        SLIPS.contains(&self)
    }

    /// A problem of this kind.
    pub(crate) fn at(self, at: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self, at.into(), message.into())
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

/// The errors that code can be written from all the same. The page of each says what it is then.
const SLIPS: &[Code] = &[
    WRONG_TYPE,
    MISSPELLED,
    UNKNOWN_VALUE,
    DANGLING,
    CIRCLE,
    NETWORK,
    OUTSIDE,
    WRONG_TARGET,
    FILE,
    PATH_PARAMETER_UNDECLARED,
    PATH_PARAMETER_NOWHERE,
    PATH_PARAMETER_OPTIONAL,
    OPERATION_ID_TWICE,
    NO_SECURITY_SCHEME,
    DISCRIMINATOR,
];

/// Declares the codes; the page of each is in the file of its name.
macro_rules! codes {
    ($($name:ident $id:literal $title:literal)*) => {
        $(
            pub(crate) const $name: Code = Code {
                id: $id,
                title: $title,
                page: include_str!(concat!("code/", $id, ".md")),
            };
        )*

        /// All codes, in the order of their names.
        pub const CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    // The text.
    NOT_UTF8 "E001" "the text is not UTF-8"
    SYNTAX "E002" "the text is neither YAML nor JSON"
    TAB "E003" "a tab indents YAML"
    EMPTY "E004" "the document is empty"
    NO_MAPPING "E005" "the document is no mapping"
    SEVERAL_DOCUMENTS "E006" "there are several documents in one file"
    DUPLICATE_KEY "E007" "a key is given twice"
    MERGE_KEY "E008" "a YAML merge key has no mapping as its value"
    KEY_NOT_TEXT "E009" "a key is not plain text"
    TAG "E010" "a YAML tag is used"
    ANCHOR_TWICE "E011" "an anchor is defined twice"
    ALIAS_WITHIN_ITSELF "E012" "an alias stands for what it is part of"
    ALIAS_BUDGET "E013" "aliases stand for too much"
    TOO_DEEP "E014" "values are nested too deep"
    NOT_FINITE "E015" "a number is not finite"

    // The document.
    VERSION "E020" "the version of OpenAPI is not supported"
    WRONG_TYPE "E021" "a value has the wrong type"
    MISSING_KEYWORD "E022" "a keyword is missing"
    MISSPELLED "E023" "a keyword is misspelled"
    UNKNOWN_VALUE "E024" "a value is none of those that there are"

    // References.
    DANGLING "E030" "a reference stands for nothing"
    CIRCLE "E031" "references lead only to each other"
    NETWORK "E032" "a reference leads to the network"
    OUTSIDE "E033" "a reference leads out of the folder of the specification"
    WRONG_TARGET "E034" "a reference leads to something else than what stands here"
    FILE "E035" "a file that a reference leads to cannot be read"

    // Calls.
    PATH_START "E039" "a path does not begin with `/`"
    PATH_PARAMETER_UNDECLARED "E040" "a parameter of the path is not declared"
    PATH_PARAMETER_NOWHERE "E041" "a declared parameter is not in the path"
    PATH_PARAMETER_OPTIONAL "E042" "a parameter of the path is not required"
    OPERATION_ID_TWICE "E043" "two operations have one `operationId`"
    NO_OPERATION "E044" "there is no operation"
    NO_SECURITY_SCHEME "E045" "a security scheme is not defined"
    DISCRIMINATOR "E046" "a discriminator cannot work"
    ENVELOPE "E047" "an envelope cannot be told from its declaration"
    PARAMETER_TWICE "E048" "a parameter is declared twice"
    PAGINATION "E050" "the pages of a list cannot be told from `x-pagination`"

    // The files beside a specification, and what is asked of it.
    NOT_THERE "E070" "what is asked for is not in the specification"
    DEPARTURES "E071" "a list of departures is wrong"
    NO_DEPARTURE "E072" "a departure is none any more"
    OVERLAY "E075" "an overlay is wrong"
    OVERLAY_TARGET "E076" "a target of an overlay finds nothing"
    OVERLAY_VALUE "E077" "a value of an overlay does not fit"

    // What should never be.
    BUG "E099" "the generator has a bug"

    // Doubts.
    UNKNOWN_KEYWORD "W001" "a keyword is unknown"
    MISSPELLED_LIMIT "W002" "a keyword that sets a limit is misspelled"
    ROUNDED "W003" "an integer does not fit in 64 bits"
    REQUIRED_FLAG "W004" "`required` is a boolean in a schema"
    IGNORED_KEYWORD "W005" "a keyword is ignored"
    LEFT_OUT "W006" "something is left out of the client"
    NO_MEDIA_TYPE "W007" "a name is no media type"
    UNKNOWN_FORMAT "W008" "nobody has heard of a format"
    WRITTEN_BY_HAND "W009" "a value is given as the text or the bytes that it is"
    IMPOSSIBLE "W010" "nothing can satisfy this `allOf`"
    TOO_MANY_FORMS "W011" "there are too many combinations"
    EXAMPLE_REFUSED "W012" "an example is refused by its own schema"
    DEFAULT_REFUSED "W013" "a default is refused by its own schema"
    REQUIRED_UNKNOWN "W014" "a required property is not declared"
    COLLISION "W015" "two names are one in Rust"
    BARE_ENUM "W016" "a description lists values that the schema does not"
    UNUSED "W017" "a component is not used"
    OTHER_VERSION "W018" "a keyword belongs to another version of OpenAPI"
    AMBIGUOUS "W019" "a branch of a `oneOf` satisfies another one, too"
    NO_REASON "W020" "a warning is allowed without a reason"
    ALLOWED_IN_VAIN "W021" "nothing is there that is allowed"
    PATH_TWICE "W022" "two paths are one"
    LOWER_CASE_RANGE "W023" "a range of statuses is in lower case"
    DYNAMIC "W024" "a dynamic reference is taken for a static one"
    TAKEN_ALONG "W070" "an operation comes along that was not asked for"
}
