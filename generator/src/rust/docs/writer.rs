//! Writes the events of the Markdown parser as lines.

use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::blocks::Blocks;
use super::html_writer::OpenHtml;
use super::inline::{self, Inline, Mark, Word, longest_run, push_text};
use super::sanitize::{line_ends, visible};
use super::wrap;
use crate::rust::json;

/// Tables are the only extension of CommonMark that descriptions commonly use.
const OPTIONS: Options = Options::ENABLE_TABLES;

/// Parses Markdown and writes it as lines.
pub(super) fn write(markdown: &str, columns: usize) -> Vec<String> {
    let markdown = line_ends(markdown);
    let events: Vec<_> = TextMergeStream::new(Parser::new_ext(&markdown, OPTIONS)).collect();
    let mut writer = Writer::new(columns);
    for (event, loose) in events.iter().zip(loose_lists(&events)) {
        writer.event(event, loose);
    }
    writer.end_block();
    writer.blocks.finish()
}

/// The first paragraph or heading of a text, or the first item of a list.
pub(super) fn first_text(markdown: &str) -> Option<Vec<Inline>> {
    let markdown = line_ends(markdown);
    let mut writer = Writer::new(usize::MAX);
    for event in TextMergeStream::new(Parser::new_ext(&markdown, OPTIONS)) {
        writer.event(&event, false);
        if writer.first.is_some() {
            break;
        }
    }
    writer.end_block();
    writer.first
}

/// For each event, whether it starts a loose list: one whose items contain paragraphs.
fn loose_lists(events: &[Event<'_>]) -> Vec<bool> {
    let mut loose = vec![false; events.len()];
    let mut open = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if let (Tag::Paragraph, [.., (list, Tag::List(_)), (_, Tag::Item)]) = (tag, &*open)
                {
                    loose[*list] = true;
                }
                open.push((index, tag.clone()));
            }
            Event::End(_) => drop(open.pop()),
            _ => {}
        }
    }
    loose
}

pub(super) struct Writer {
    columns: usize,
    pub(super) blocks: Blocks,
    /// The first text that is not blank.
    first: Option<Vec<Inline>>,
    /// The content of the open paragraph.
    pub(super) inlines: Vec<Inline>,
    /// The URLs of the open links; `None` for a link that is not written.
    links: Vec<Option<String>>,
    /// The language and content of the open code block.
    pub(super) code: Option<(Option<String>, String)>,
    html: String,
    pub(super) table: Vec<Vec<String>>,
    pub(super) alignments: Vec<Alignment>,
    pub(super) open_html: OpenHtml,
}

impl Writer {
    fn new(columns: usize) -> Self {
        Self {
            columns,
            blocks: Blocks::new(),
            first: None,
            inlines: Vec::new(),
            links: Vec::new(),
            code: None,
            html: String::new(),
            table: Vec::new(),
            alignments: Vec::new(),
            open_html: OpenHtml::default(),
        }
    }

    fn event(&mut self, event: &Event<'_>, loose: bool) {
        match event {
            Event::Start(tag) => self.start(tag, loose),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) if self.code.is_some() => self.text(code),
            Event::Code(code) => self.inlines.push(Inline::Code(visible(code).into_owned())),
            Event::Html(html) => self.html.push_str(html),
            Event::InlineHtml(html) => self.html(&visible(html)),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak if self.code.is_some() => self.text("\n"),
            Event::HardBreak => self.inlines.push(Inline::Break),
            Event::Rule => self.rule(),
            // `OPTIONS` does not enable these.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                push_text(&mut self.inlines, &visible(text));
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Appends text to the open code block, else to the paragraph.
    pub(super) fn text(&mut self, text: &str) {
        match &mut self.code {
            Some((_, code)) => code.push_str(text),
            None => push_text(&mut self.inlines, &visible(text)),
        }
    }

    pub(super) fn rule(&mut self) {
        self.end_block();
        self.open_needed_item();
        // Hyphens could be read as the underline of a heading, or as a list.
        self.blocks.block(vec!["___".to_owned()]);
    }

    fn start(&mut self, tag: &Tag<'_>, loose: bool) {
        match tag {
            Tag::Emphasis => self.inlines.push(Inline::Open(Mark::Emphasis)),
            Tag::Strong => self.inlines.push(Inline::Open(Mark::Strong)),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.open_link(*link_type, dest_url),
            Tag::Image { dest_url, .. } => self.open_link(LinkType::Inline, dest_url),
            Tag::Heading { .. } => {
                self.end_text();
                self.inlines.push(Inline::Open(Mark::Strong));
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.open_needed_item();
                self.blocks.open_quote();
                self.open_markdown_container();
            }
            Tag::List(first) => {
                self.end_block();
                self.open_needed_item();
                self.blocks.open_list(*first, loose);
                self.open_markdown_container();
            }
            Tag::Item => {
                self.end_text();
                self.blocks.open_item();
                self.open_markdown_container();
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language.map(str::to_owned), String::new()));
            }
            Tag::Table(alignments) => {
                self.end_block();
                self.alignments.clone_from(alignments);
            }
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::TableCell => {}
            _ => self.end_text(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.inlines.push(Inline::Close(Mark::Emphasis)),
            TagEnd::Strong => self.inlines.push(Inline::Close(Mark::Strong)),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Heading(_) => {
                self.inlines.push(Inline::Close(Mark::Strong));
                self.end_text();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.close_markdown_container();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html(&visible(&html));
                self.end_text();
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            _ => self.end_text(),
        }
    }

    /// Opens a link. A relative link, or one inside another link, is not written.
    pub(super) fn open_link(&mut self, kind: LinkType, url: &str) {
        let url = visible(url).into_owned();
        let url = match kind {
            LinkType::Email => format!("mailto:{url}"),
            _ => url,
        };
        let is_absolute = ["https://", "http://", "mailto:"]
            .iter()
            .any(|it| url.starts_with(it));
        let is_nested = self.links.iter().any(Option::is_some);
        let url = (is_absolute && !is_nested).then_some(url);
        if url.is_some() {
            self.inlines.push(Inline::Link);
        }
        self.links.push(url);
    }

    pub(super) fn close_link(&mut self) {
        let Some(Some(url)) = self.links.pop() else {
            return;
        };
        let Some(start) = self.inlines.iter().rposition(|it| *it == Inline::Link) else {
            return;
        };
        match &self.inlines[start + 1..] {
            [Inline::Text(text)] if *text == url || url.strip_prefix("mailto:") == Some(text) => {
                let autolink = Inline::Url(text.clone());
                self.inlines.splice(start.., [autolink]);
            }
            // A link without text.
            [] => self.inlines.truncate(start),
            _ => self.inlines.push(Inline::LinkEnd(url)),
        }
    }

    fn take_words(&mut self) -> Vec<Word> {
        // HTML links may be unclosed.
        while !self.links.is_empty() {
            self.close_link();
        }
        self.open_html.end_text();
        let mut text = std::mem::take(&mut self.inlines);
        inline::remove_brackets_of_code(&mut text);
        let words = inline::words(&text);
        if self.first.is_none() && !words.is_empty() {
            self.first = Some(text);
        }
        words
    }

    /// Whether a table is open.
    pub(super) fn is_in_table(&self) -> bool {
        self.open_html.in_table || !self.table.is_empty()
    }

    /// Ends the open table and paragraph, which contain no other blocks.
    pub(super) fn end_block(&mut self) {
        self.end_html_table();
        self.end_text();
    }

    pub(super) fn end_text(&mut self) {
        self.end_code();
        if self.open_html.in_table {
            push_text(&mut self.inlines, " ");
            return;
        }
        let words = self.take_words();
        if !words.is_empty() {
            self.open_needed_item();
        }
        let lines = wrap::lines(&words, self.blocks.width(self.columns));
        self.blocks.text(lines);
    }

    pub(super) fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else {
            return;
        };
        let code = visible(code.trim_end().trim_start_matches('\n')).into_owned();
        if code.is_empty() {
            return;
        }
        let language = language.as_deref().unwrap_or_else(|| guess_language(&code));
        let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
        let mut lines = vec![format!("{fence}{language}")];
        lines.extend(code.lines().map(str::to_owned));
        lines.push(fence);
        self.open_needed_item();
        self.blocks.code(lines);
    }

    fn end_cell(&mut self) {
        let text = self.take_cell();
        if let Some(row) = self.table.last_mut() {
            row.push(text);
        }
    }

    pub(super) fn take_cell(&mut self) -> String {
        let words = self.take_words();
        let words = words.iter().map(|word| word.text.replace('|', "\\|"));
        words.collect::<Vec<_>>().join(" ")
    }

    pub(super) fn end_table(&mut self) {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let delimiters = self.alignments.iter().map(|alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        });
        let delimiters: Vec<_> = delimiters.map(str::to_owned).collect();
        let mut lines: Vec<_> = std::mem::take(&mut self.table)
            .iter()
            .map(|it| row(it))
            .collect();
        if !lines.is_empty() {
            lines.insert(1, row(&delimiters));
            self.open_needed_item();
            self.blocks.block(lines);
        }
    }
}

/// The language of a code block: `text` for one that rustdoc might read as Rust.
fn language(info: &str) -> Option<&'static str> {
    const LANGUAGES: &[&str] = &[
        "bash",
        "c",
        "console",
        "cpp",
        "csharp",
        "css",
        "csv",
        "diff",
        "go",
        "graphql",
        "html",
        "http",
        "ini",
        "java",
        "javascript",
        "js",
        "json",
        "jsonc",
        "json5",
        "kotlin",
        "php",
        "protobuf",
        "python",
        "ruby",
        "sh",
        "shell",
        "sql",
        "swift",
        "toml",
        "ts",
        "tsx",
        "typescript",
        "xml",
        "yaml",
        "yml",
    ];
    let name = info.split([' ', ',', '{', ':']).next().unwrap_or_default();
    if name.is_empty() {
        return None;
    }
    let known = LANGUAGES
        .iter()
        .find(|language| name.eq_ignore_ascii_case(language));
    Some(known.copied().unwrap_or("text"))
}

fn guess_language(code: &str) -> &'static str {
    let is_json = code.starts_with(['{', '[']) && json::is_json(code);
    if is_json { "json" } else { "text" }
}
