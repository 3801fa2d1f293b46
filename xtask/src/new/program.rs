//! The program that makes the first call of a client.

use std::fmt::Write as _;

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
    let dependencies: toml::Table = toml::from_str(&manifest.text).ok()?;
    let version = dependencies
        .get("dependencies")?
        .get("tokio")?
        .get("version")?;
    let version = version.as_str()?;
    let _ = write!(
        manifest.text,
        "\n[dev-dependencies]\n\
         tokio = {{ version = {version:?}, features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [[example]]\nname = \"first_call\"\nrequired-features = [\"async\"]\n"
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
    statements.extend(
        body.into_iter()
            .skip_while(|it| it.is_empty())
            .map(str::to_owned),
    );
    if let Some(response) = statements
        .iter()
        .rev()
        .find_map(|it| it.strip_prefix("let "))
    {
        let (name, value) = response.split_once(" = ")?;
        if value.starts_with("client") {
            statements.push(format!("println!(\"{{{name}:?}}\");"));
        }
    }
    statements.push("Ok(())".to_owned());
    let indented = statements.iter().map(|it| match &**it {
        "" => "\n".to_owned(),
        it => format!("    {it}\n"),
    });
    Some(format!(
        "//! The first call of the client.\n\n{}\n\n\
         #[tokio::main]\n\
         async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{}}}\n",
        imports.join("\n"),
        indented.collect::<String>()
    ))
}

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
        .map(|it| format!("let {it} = todo!(\"a value\");"))
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
    let tags: &[BTreeMap<String, u8>] = todo!(\"a value\");
    let body: &pets::Pet = todo!(\"a value\");
    let client = Client::builder().build()?;
    client.pets().add(tags)
        .body(body)
        .send().await?;
    Ok(())
}
";
        assert_eq!(program(root).unwrap(), expected);
    }
}
