//! No description breaks the documentation: random ones are tested.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::rust::docs::html_parser::{self, Piece};
use crate::rust::docs::lines;
use crate::rust::docs::sanitize::{line_ends, visible};

/// Pieces of Markdown and HTML that can break documentation.
const PIECES: &[&str] = &[
    "a",
    "B",
    " ",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~~~",
    "~~",
    "#",
    "- ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "|",
    "|-|-|\n",
    "---",
    "===",
    "[",
    "]",
    "](",
    "(",
    ")",
    "[a](https://b.c)",
    "[a]: b\n",
    "![",
    "!",
    "<",
    ">",
    "</",
    "<br>",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<i>",
    "</i>",
    "<h2>",
    "</h2>",
    "<ul>",
    "<ol>",
    "<li>",
    "</li>",
    "</ul>",
    "</ol>",
    "<blockquote>",
    "</blockquote>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<a href='https://a.b/c'>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<div>\n",
    "</div>",
    "<hr>",
    "<!--",
    "-->",
    "<X>",
    "<https://a.b>",
    "https://a.b/c",
    "http://",
    "&",
    "&amp;",
    "&lt;",
    "&#10;",
    "\\",
    "\\\n",
    "  \n",
    "image_id",
    "camelCase",
    "a::b",
    "f()",
    "'",
    "\"",
    ".",
    ":",
    "=",
    "rust",
    "$",
    "{",
    "}",
    "^",
    "[^1]",
    "[^1]: x\n",
    "[ ] ",
    "\u{202e}",
    "\0",
    "é",
    "—",
    "。",
];

/// Descriptions are random sequences of pieces that can break documentation.
#[test]
fn no_description_breaks_the_documentation() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    for _ in 0..4_000 {
        let length = 1 + random(24);
        let markdown: String = (0..length).map(|_| PIECES[random(PIECES.len())]).collect();
        assert_safe(&markdown);
    }
}

/// Parses the documentation as rustdoc does, and checks that it has no warnings and that no text is
/// lost.
#[track_caller]
pub(super) fn assert_safe(markdown: &str) {
    let written = lines(markdown);
    for line in &written {
        let hidden = |it: char| it.is_control() || matches!(it, '\u{202a}'..='\u{202e}');
        assert!(
            !line.contains(hidden) && !line.ends_with(' '),
            "{markdown:?}: {line:?}"
        );
    }
    let written = written.join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        panic!(
            "{markdown:?} has a link to {:?}:\n{written}",
            link.reference
        )
    };
    let parser = Parser::new_with_broken_link_callback(&written, options, Some(broken));
    for event in parser {
        let is_fine = match &event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Start(
                Tag::CodeBlock(CodeBlockKind::Indented)
                | Tag::FootnoteDefinition(_)
                | Tag::Heading { .. }
                | Tag::HtmlBlock
                | Tag::Image { .. }
                | Tag::Strikethrough,
            ) => false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                !info.is_empty() && !info.contains("rust")
            }
            Event::Start(Tag::Link { dest_url, .. }) => dest_url.contains([':', '@']),
            _ => true,
        };
        assert!(is_fine, "{markdown:?} has {event:?}:\n{written}");
    }
    assert_eq!(
        visible_text(&written),
        visible_text(markdown),
        "{markdown:?}\n{written}"
    );
}

/// The visible text without whitespace.
fn visible_text(markdown: &str) -> String {
    let markdown = line_ends(markdown);
    let mut seen = String::new();
    let mut html = String::new();
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => seen += &visible(&text),
            Event::Html(text) => html += &text,
            Event::InlineHtml(text) => seen += &text_of_html(&text),
            Event::End(TagEnd::HtmlBlock) => seen += &text_of_html(&std::mem::take(&mut html)),
            _ => {}
        }
    }
    seen.retain(|it| !it.is_whitespace() && !"[]".contains(it));
    seen
}

fn text_of_html(html: &str) -> String {
    let html = visible(html);
    let texts = html_parser::pieces(&html)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(visible(&text).into_owned()),
            Piece::Tag { .. } => None,
        });
    texts.collect()
}
