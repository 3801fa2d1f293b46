//! Names that are likely to conflict with others, or to be no identifiers.

use std::collections::BTreeSet;
use std::path::Path;

use generator::{File, Kind};
use proc_macro2::{TokenStream, TokenTree};

use crate::codegen::fixtures::Fixture;
use crate::codegen::harness;

/// The keywords of all editions, and names with a meaning in every module.
const RUST: &str = "\
abstract as async auto await become box break builtin const continue crate default do dyn else enum \
extern false final fn for gen if impl in let loop macro macro_rules match mod move mut override priv \
pub raw ref return safe self Self static struct super trait true try type typeof union unsafe unsized \
use virtual where while yield \
alloc clippy core diagnostic main miri proc_macro rustfmt serde std test tests \
bool char f16 f32 f64 f128 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize \
AsMut AsRef Box Clone Copy Debug Default Display DoubleEndedIterator Drop Eq Err Error \
ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Hash Into IntoFuture IntoIterator \
Iterator None Ok Option Ord PartialEq PartialOrd Result Self Send Serialize Deserialize Sized Some \
String Sync ToOwned ToString TryFrom TryInto Unpin Vec \
add add_assign as_mut as_ref as_str bitand bitor bitxor borrow borrow_mut clone clone_from cmp deref \
deref_mut div drop eq fmt from from_iter from_str ge gt hash index index_mut into into_iter le lt \
max min mul ne neg new next not partial_cmp rem shl shr sub to_owned to_string try_from try_into \
type_id \
assert cfg column compile_error concat dbg debug_assert derive env eprintln file format include line \
macro module_path panic print println stringify todo unimplemented unreachable vec write \
bar baz foo is_empty len quux";

/// Names that Windows reserves for devices, and names of files with a meaning.
const FILES: &str = "\
aux con conin conout nul prn com0 com1 com2 com3 com9 COM1 lpt0 lpt1 lpt9 LPT1 AUX aux.json \
build lib main mod . .. .git Cargo Cargo.toml src target";

/// Names that are not ASCII: scripts without cases, letters without one of the cases, confusable
/// letters, composed and decomposed letters, invisible characters.
const UNICODE: &[&str] = &[
    "日本",
    "用户",
    "用户名",
    "اسم",
    "שם",
    "ชื่อ",
    "이름",
    "नाम",
    "ꙮ",
    "ª",
    "ĸa",
    "ŉ",
    "ǅ",
    "ß",
    "ﬀ",
    "ſ",
    "İ",
    "ı",
    "K",
    "Å",
    "Ω",
    "µ",
    "µ2",
    "𝐀𝐁",
    "𝐚𝐛",
    "Ⅷ",
    "ⅷ",
    "ⓐ",
    "ａ",
    "１２",
    "𝟙",
    "²",
    "٣",
    "а",
    "аре",
    "ареа",
    "Α",
    "ο",
    "имя",
    "Имя",
    "όνομα",
    "é",
    "e\u{301}",
    "ö",
    "o\u{308}",
    "Å\u{323}",
    "가",
    "\u{1100}\u{1161}",
    "ﷺ",
    "\u{200b}",
    "a\u{200b}",
    "a\u{200d}b",
    "\u{202e}a",
    "\u{feff}",
    "👍",
    "👨\u{200d}👩",
    "∑",
    "€",
    "…",
    "„“",
    "°C",
    "·",
    "a·b",
    "℘",
    "℮",
    "゛a",
    "\u{301}",
    "\u{301}a",
];

/// Names without letters, and with few of them.
const PUNCTUATION: &str = "\
! \" # $ % & ' ( ) * + , - . / : ; < = > ? @ [ \\ ] ^ _ ` { | } ~ -- __ ___ -1 +1 1 2 1.0 1e3 0x1 \
01 1st 2xx 404 -- -> => :: $ref $id @type @id #1 a.b a/b a+b a&b a=b a?b a#b a%b %41 %2F a:b a|b a~b \
a{b a}b {a} {} {{}} a\\b a\"b a'b r#type r#\" */ /* // /// //! ? \\u{41} \\n \\0 #[a] #!/ <a> &amp;";

/// Names that are likely to conflict with others.
pub(super) fn names() -> Vec<String> {
    let listed = [RUST, FILES, PUNCTUATION].into_iter();
    let listed = listed.flat_map(str::split_whitespace);
    let listed = listed
        .chain(UNICODE.iter().copied())
        .chain(["", " ", "a b"]);
    let letters = ('a'..='z').chain('A'..='Z').map(String::from);
    let long = ["x", "long ", "日", "X1", "a-"].map(|part| part.repeat(300));
    let names = listed.map(str::to_owned).chain(letters).chain(long);
    without_duplicates(names.chain(defined_names()))
}

/// `count` names that are like these.
pub(super) fn variants(names: &[String], count: usize) -> Vec<String> {
    let variants: [fn(&str) -> String; 8] = [
        |name| format!("{name}_2"),
        |name| format!("_{name}"),
        str::to_uppercase,
        |name| format!("{name}s"),
        |name| format!("get-{name}"),
        |name| format!("X{name}"),
        |name| format!("{name}/by id"),
        |name| format!("{name}.{name}"),
    ];
    let variants = variants.iter();
    let variants = variants.flat_map(|variant| names.iter().map(|name| variant(name)));
    let mut variants = without_duplicates(variants);
    assert!(variants.len() >= count, "{}", variants.len());
    variants.truncate(count);
    variants
}

fn without_duplicates(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// All names that the runtime and generated code define, so that a name which is added there is one
/// of those here.
fn defined_names() -> BTreeSet<String> {
    let mut files = harness::ours(&harness::our_spec()).files;
    for name in ["pages", "servers", "security_alternatives", "streams"] {
        let fixture = Fixture::read(name);
        let output = fixture.generated(&fixture.package());
        files.extend(output.files.into_iter().filter(|it| it.kind == Kind::Api));
    }
    let mut names = BTreeSet::new();
    let rust = |file: &&File| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|it| it == "rs")
    };
    for file in files.iter().filter(rust) {
        collect(file.text.parse().unwrap(), &mut names);
    }
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").unwrap();
    let manifest: toml::Table = manifest.text.parse().unwrap();
    for table in ["features", "dependencies"] {
        names.extend(manifest[table].as_table().unwrap().keys().cloned());
    }
    names
}

/// Adds the names that follow `fn`, `struct` and so on, in macro calls, too.
fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    const KEYWORDS: &str = "const enum fn macro_rules mod static struct trait type";
    let mut is_defined = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(name) if is_defined => {
                names.insert(name.to_string().trim_start_matches("r#").to_owned());
            }
            TokenTree::Group(group) => collect(group.stream(), names),
            _ => {}
        }
        let text = token.to_string();
        is_defined = KEYWORDS.split_whitespace().any(|keyword| keyword == text);
    }
}
