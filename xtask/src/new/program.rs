//! The program that makes the first call of a client.

use generator::{File, Output};

/// The path of the program in the crate.
pub(super) const PATH: &str = "examples/first_call.rs";

/// The lines of the crate's documentation that the call stands between.
const START: &str = "//! # async fn example(";
const END: &str = "//! # Ok(()) }";

/// Adds the program to the files of a new crate, and to its manifest. Returns its text.
///
/// It is the example in the documentation of the crate. Returns `None` if there is none.
pub(super) fn add(output: &Output, files: &mut [File]) -> Option<String> {
    let root = output.files.iter().find(|it| it.path == "src/lib.rs")?;
    let text = program(&root.text)?;
    let manifest = files.iter_mut().find(|it| it.path == "Cargo.toml")?;
    manifest.text.push_str(
        "\n[dev-dependencies]\n\
         tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n\n\
         [[example]]\nname = \"first_call\"\nrequired-features = [\"async\"]\n",
    );
    Some(text)
}

/// The program with the example of these documentation comments.
fn program(root: &str) -> Option<String> {
    let mut lines = root.lines();
    let signature = lines.find_map(|line| line.strip_prefix(START))?;
    let body = lines.take_while(|line| *line != END);
    let body: Vec<&str> = body.map(|line| line.trim_start_matches("//!")).collect();
    let body = body
        .iter()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let (imports, body): (Vec<&str>, Vec<&str>) = body.partition(|line| line.starts_with("use "));
    let mut statements: Vec<String> = parameters(signature);
    let has_placeholders = !statements.is_empty();
    statements.extend(body.into_iter().map(str::to_owned));
    let mut variables = statements
        .iter()
        .rev()
        .filter_map(|it| it.strip_prefix("let "));
    if let Some(variable) = variables.next() {
        let (name, value) = variable.split_once(" = ")?;
        if value.starts_with("client") {
            statements.push(format!("println!(\"{{{name}:?}}\");"));
        }
    }
    statements.push("Ok(())".to_owned());
    let main = format!(
        "#[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {{ {} }}",
        statements.join("\n")
    );
    let main = prettyplease::unparse(&syn::parse_file(&main).ok()?);
    let imports = imports.join("\n");
    let placeholder = if has_placeholders { PLACEHOLDER } else { "" };
    Some(format!(
        "//! The first call of the client.\n\n{imports}\n\n{main}{placeholder}"
    ))
}

/// A function, so that the compiler does not warn about unreachable code.
const PLACEHOLDER: &str = "
/// Stands for a value that you have to set.
fn placeholder<T>() -> T {
    todo!(\"set the value\")
}
";

/// The parameters of the function around the example, as variables without a value: there is no literal
/// for them.
fn parameters(signature: &str) -> Vec<String> {
    let (parameters, _) = signature.rsplit_once(") -> ").unwrap_or_default();
    let mut depth = 0_usize;
    let at_top = |c: char| {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    };
    let parameters = parameters.split(at_top).map(str::trim);
    let parameters = parameters.filter(|it| !it.is_empty());
    parameters
        .map(|it| format!("let {it} = placeholder();"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn parameters_are_variables() {
        let root = "\
//! # #[cfg(feature = \"async\")]
//! # async fn example(tags: &[BTreeMap<String, u8>], body: &pets::Pet) -> Result<(), Box<dyn std::error::Error>> {
//! use pets::Client;
//!
//! let client = Client::builder().build()?;
//! client.pets().add(tags)
//!     .body(body)
//!     .send().await?;
//! # Ok(()) }
";
        let expected = "\
//! The first call of the client.

use pets::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tags: &[BTreeMap<String, u8>] = placeholder();
    let body: &pets::Pet = placeholder();
    let client = Client::builder().build()?;
    client.pets().add(tags).body(body).send().await?;
    Ok(())
}

/// Stands for a value that you have to set.
fn placeholder<T>() -> T {
    todo!(\"set the value\")
}
";
        assert_eq!(program(root).unwrap(), expected);
    }
}
