//! Writes the HTML of a description as Markdown.

use pulldown_cmark::{Alignment, LinkType};

use super::html_parser::{self, Element, Piece};
use super::inline::{Inline, Mark, push_text};
use super::sanitize::visible;
use super::writer::Writer;

/// The HTML elements that are open.
#[derive(Debug, Default)]
pub(super) struct OpenHtml {
    /// The open quotations, lists and items, the outermost first. `None` is one of Markdown.
    containers: Vec<Option<Element>>,
    /// The open elements of the paragraph, and the inlines that they start at.
    spans: Vec<(Element, usize)>,
    /// The number of open links.
    links: usize,
    pub(super) in_table: bool,
    in_cell: bool,
}

impl OpenHtml {
    /// Closes the elements of the paragraph.
    pub(super) fn end_text(&mut self) {
        self.spans.clear();
        self.links = 0;
    }

    /// Whether the innermost container is a list.
    fn is_in_list(&self) -> bool {
        let lists = [Some(Element::List), Some(Element::NumberedList)];
        self.containers
            .last()
            .is_some_and(|last| lists.contains(last))
    }
}

impl Writer {
    /// Writes HTML.
    pub(super) fn html(&mut self, html: &str) {
        for piece in html_parser::pieces(html) {
            match piece {
                Piece::Text(text) => self.text(&text),
                Piece::Tag {
                    element,
                    is_end_tag,
                    source,
                } => self.tag(element, is_end_tag, source),
            }
        }
    }

    fn tag(&mut self, element: Element, is_end_tag: bool, source: &str) {
        if self.code.is_some() {
            match element {
                Element::Preformatted if is_end_tag => self.end_code(),
                Element::Break => self.text("\n"),
                _ => {}
            }
            return;
        }
        let is_part_of_table = matches!(element, Element::Table | Element::Row | Element::Cell);
        match element {
            _ if self.open_html.in_table && is_part_of_table => self.table_tag(element, is_end_tag),
            // A cell is a single line.
            _ if self.is_in_table() && element.is_block() => push_text(&mut self.inlines, " "),
            Element::Break => self.line_break(),
            Element::Rule => self.rule(),
            Element::Heading => self.heading(is_end_tag),
            Element::Strong => self.mark(Mark::Strong, is_end_tag),
            Element::Emphasis => self.mark(Mark::Emphasis, is_end_tag),
            Element::Code | Element::Superscript if is_end_tag => self.end_span(element),
            Element::Code | Element::Superscript => self.open_span(element),
            Element::Link => self.link(is_end_tag, source),
            Element::Image => self.image(source),
            Element::List | Element::NumberedList | Element::Item | Element::Quote
                if is_end_tag =>
            {
                self.end_container(element);
            }
            Element::List | Element::NumberedList => self.open_list(element),
            Element::Item => self.open_item(),
            Element::Quote => self.open_quote(),
            Element::Preformatted if !is_end_tag => {
                self.end_text();
                self.code = Some((None, String::new()));
            }
            Element::Table if !is_end_tag => {
                self.end_text();
                self.open_html.in_table = true;
            }
            Element::Cell => push_text(&mut self.inlines, " "),
            Element::Paragraph | Element::Preformatted | Element::Table | Element::Row => {
                self.end_text();
            }
            Element::NoEffect => {}
        }
    }

    /// Two line breaks end the paragraph.
    fn line_break(&mut self) {
        let is_blank = |it: &&Inline| matches!(it, Inline::Text(text) if text.trim().is_empty());
        let last = self.inlines.iter().rev().find(|it| !is_blank(it));
        if last == Some(&Inline::Break) {
            self.end_text();
        } else {
            self.inlines.push(Inline::Break);
        }
    }

    fn heading(&mut self, is_end_tag: bool) {
        if is_end_tag {
            self.mark(Mark::Strong, true);
            self.end_text();
        } else {
            self.end_text();
            self.mark(Mark::Strong, false);
        }
    }

    fn mark(&mut self, mark: Mark, is_end_tag: bool) {
        if !is_end_tag {
            self.inlines.push(Inline::Open(mark));
            return;
        }
        // In Markdown no space precedes the closing mark.
        let mut space = String::new();
        if let Some(Inline::Text(text)) = self.inlines.last_mut() {
            space = text.split_off(text.trim_end().len());
        }
        self.inlines.push(Inline::Close(mark));
        push_text(&mut self.inlines, &space);
    }

    fn open_span(&mut self, element: Element) {
        self.open_html.spans.push((element, self.inlines.len()));
        // The content of the span is not appended to the text before it.
        self.inlines.push(Inline::Text(String::new()));
    }

    fn end_span(&mut self, element: Element) {
        let spans = &mut self.open_html.spans;
        let Some(at) = spans.iter().rposition(|(open, _)| *open == element) else {
            return;
        };
        let (_, start) = spans[at];
        spans.truncate(at);
        let Some(text) = self.inlines.get(start..).and_then(plain_text) else {
            return;
        };
        let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit() || it == b'-');
        let span = match element {
            _ if text.trim().is_empty() => Inline::Text(text),
            Element::Code => Inline::Code(text.trim().to_owned()),
            _ if is_number(&text) => Inline::Text(format!("^{text}")),
            _ => Inline::Text(text),
        };
        self.inlines.splice(start.., [span]);
    }

    fn link(&mut self, is_end_tag: bool, source: &str) {
        if !is_end_tag {
            let url = html_parser::attribute(source, "href").unwrap_or_default();
            self.open_link(LinkType::Inline, url.trim());
            self.open_html.links += 1;
        } else if self.open_html.links > 0 {
            self.open_html.links -= 1;
            self.close_link();
        }
    }

    /// Writes a link to the image, as for a Markdown image.
    fn image(&mut self, source: &str) {
        let Some(text) = html_parser::attribute(source, "alt") else {
            return;
        };
        let url = html_parser::attribute(source, "src").unwrap_or_default();
        self.open_link(LinkType::Inline, url.trim());
        push_text(&mut self.inlines, &visible(&text));
        self.close_link();
    }

    fn open_list(&mut self, element: Element) {
        self.end_text();
        self.open_needed_item();
        let first = (element == Element::NumberedList).then_some(1);
        self.blocks.open_list(first, false);
        self.open_html.containers.push(Some(element));
    }

    /// Opens an item: it ends the item before it, and opens a list if there is none.
    fn open_item(&mut self) {
        self.end_text();
        if self.open_html.containers.last() == Some(&Some(Element::Item)) {
            self.close();
        }
        if !self.open_html.is_in_list() {
            self.open_list(Element::List);
        }
        self.open_needed_item();
    }

    /// Opens an item if the innermost container is a list, which holds only items.
    pub(super) fn open_needed_item(&mut self) {
        if self.open_html.is_in_list() {
            self.blocks.open_item();
            self.open_html.containers.push(Some(Element::Item));
        }
    }

    fn open_quote(&mut self) {
        self.end_text();
        self.open_needed_item();
        self.blocks.open_quote();
        self.open_html.containers.push(Some(Element::Quote));
    }

    /// Closes the innermost container of this element, and those inside it.
    fn end_container(&mut self, element: Element) {
        self.end_text();
        let open = self.open_html.containers.iter().rev();
        let of_html = open.take_while(|it| it.is_some());
        let mut depths = of_html.enumerate();
        if let Some((depth, _)) = depths.find(|(_, open)| **open == Some(element)) {
            (0..=depth).for_each(|_| self.close());
        }
    }

    /// Notes that a Markdown container is open.
    pub(super) fn open_markdown_container(&mut self) {
        self.open_html.containers.push(None);
    }

    /// Closes the innermost Markdown container, and the HTML inside it.
    pub(super) fn close_markdown_container(&mut self) {
        self.end_block();
        while self
            .open_html
            .containers
            .last()
            .is_some_and(Option::is_some)
        {
            self.close();
        }
        self.close();
    }

    fn close(&mut self) {
        self.open_html.containers.pop();
        self.blocks.close();
    }

    fn table_tag(&mut self, element: Element, is_end_tag: bool) {
        match element {
            Element::Table if is_end_tag => self.end_html_table(),
            Element::Table => push_text(&mut self.inlines, " "),
            _ => {
                self.end_html_cell();
                self.open_html.in_cell = element == Element::Cell && !is_end_tag;
                if element == Element::Row && !is_end_tag {
                    self.table.push(Vec::new());
                }
            }
        }
    }

    fn end_html_cell(&mut self) {
        let text = self.take_cell();
        if self.open_html.in_cell || !text.is_empty() {
            match self.table.last_mut() {
                Some(row) => row.push(text),
                None => self.table.push(vec![text]),
            }
        }
        self.open_html.in_cell = false;
    }

    pub(super) fn end_html_table(&mut self) {
        if !self.open_html.in_table {
            return;
        }
        self.end_html_cell();
        self.open_html.in_table = false;
        self.table.retain(|row| !row.is_empty());
        let columns = self.table.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut self.table {
            row.resize(columns, String::new());
        }
        self.alignments = vec![Alignment::None; columns];
        self.end_table();
    }
}

/// The text of inlines; `None` if only one end of a link is among them.
fn plain_text(inlines: &[Inline]) -> Option<String> {
    let mut text = String::new();
    let mut links = 0_usize;
    for inline in inlines {
        match inline {
            Inline::Text(part) | Inline::Code(part) | Inline::Url(part) => text.push_str(part),
            Inline::Break => text.push(' '),
            Inline::Open(_) | Inline::Close(_) => {}
            Inline::Link => links += 1,
            Inline::LinkEnd(_) => links = links.checked_sub(1)?,
        }
    }
    (links == 0).then_some(text)
}
