//! The questions to a user at a terminal.

use std::path::PathBuf;

use generator::fragment::{Contents, OperationSummary};
use generator::{OperationFilter, Style};
use inquire::ui::RenderConfig;
use inquire::validator::{MinLengthValidator, Validation};
use inquire::{MultiSelect, Text};

use crate::package::PackageName;

/// Omits colours if standard error has none.
pub(super) fn set_style(style: Style) {
    if style == Style::Plain {
        inquire::set_global_render_config(RenderConfig::empty());
    }
}

/// Asks for the specification.
pub(super) fn specification() -> anyhow::Result<PathBuf> {
    let question = Text::new("Specification of the API:").with_help_message("a YAML or JSON file");
    Ok(question.prompt()?.into())
}

/// Asks for operations.
pub(super) fn operations(contents: &Contents) -> anyhow::Result<OperationFilter> {
    let lines = contents.operations.iter().map(line).collect();
    let question = MultiSelect::new("Operations:", lines)
        .with_page_size(15)
        .with_help_message("type to search, space to select, enter when done")
        .with_formatter(&|selected| format!("{} selected", selected.len()))
        .with_validator(MinLengthValidator::new(1).with_message("select at least one operation"));
    let selected = question.raw_prompt()?.into_iter();
    let names = selected.map(|it| contents.operations[it.index].name.clone());
    Ok(OperationFilter {
        operations: names.collect(),
        ..OperationFilter::default()
    })
}

/// An operation in the list: `GET /pets (pets.list): List all pets`.
fn line(operation: &OperationSummary) -> String {
    let OperationSummary {
        name,
        call,
        summary,
    } = operation;
    let name = if name == call {
        String::new()
    } else {
        format!(" ({name})")
    };
    format!("{call}{name}: {summary}")
        .trim_end_matches([' ', ':'])
        .to_owned()
}

/// Asks for the name of the package.
pub(super) fn package(title: &str) -> anyhow::Result<PackageName> {
    let proposal = proposal(title);
    let mut question = Text::new("Name of the package:").with_validator(|name: &str| {
        Ok(match name.parse::<PackageName>() {
            Ok(_) => Validation::Valid,
            Err(error) => Validation::Invalid(error.to_string().into()),
        })
    });
    if proposal.parse::<PackageName>().is_ok() {
        question = question.with_default(&proposal);
    }
    question.prompt()?.parse()
}

/// A package named after the title of the API.
fn proposal(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use generator::fragment::OperationSummary;

    use super::{line, proposal};

    #[test]
    fn a_package_is_named_after_the_title() {
        assert_eq!(proposal("Swagger Petstore – v3"), "swagger-petstore-v3");
    }

    #[test]
    fn operations_are_listed_with_what_is_known() {
        let line = |name: &str, summary: &str| {
            line(&OperationSummary {
                name: name.to_owned(),
                call: "GET /pets".to_owned(),
                summary: summary.to_owned(),
            })
        };
        assert_eq!(line("list", "List pets"), "GET /pets (list): List pets");
        assert_eq!(line("list", ""), "GET /pets (list)");
        assert_eq!(line("GET /pets", ""), "GET /pets");
    }
}
