//! HTML in a description, written as the Markdown that says the same.

use pulldown_cmark::{Alignment, LinkType};

use super::clean::visible;
use super::html::{self, Element, Piece};
use super::inline::{Inline, Mark, push_text};
use super::writer::Writer;

/// What is open of HTML, beside what is open of Markdown.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// The quotations, lists and items that are open, from the outside in; `None` for one of
    /// Markdown.
    nested: Vec<Option<Element>>,
    /// What is open in the paragraph, and where in its text it starts.
    spans: Vec<(Element, usize)>,
    /// How many of the links that are open are of HTML.
    links: usize,
    pub(super) in_table: bool,
    in_cell: bool,
}

impl Markup {
    /// The text that is open has ended, whatever was open in it.
    pub(super) fn end_text(&mut self) {
        self.spans.clear();
        self.links = 0;
    }

    /// Whether a list is what was opened last.
    fn is_in_list(&self) -> bool {
        let lists = [Some(Element::List), Some(Element::NumberedList)];
        self.nested.last().is_some_and(|last| lists.contains(last))
    }
}

impl Writer {
    /// Adds what HTML says.
    pub(super) fn html(&mut self, html: &str) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Text(text) => self.text(&text),
                Piece::Tag {
                    element,
                    ends,
                    source,
                } => self.tag(element, ends, source),
            }
        }
    }

    fn tag(&mut self, element: Element, ends: bool, source: &str) {
        if self.code.is_some() {
            match element {
                Element::Preformatted if ends => self.end_code(),
                Element::Break => self.text("\n"),
                _ => {}
            }
            return;
        }
        let is_part_of_table = matches!(element, Element::Table | Element::Row | Element::Cell);
        match element {
            _ if self.markup.in_table && is_part_of_table => self.table_tag(element, ends),
            // In a cell there is one line.
            _ if self.is_in_table() && element.is_block() => push_text(&mut self.inlines, " "),
            Element::Break => self.line_break(),
            Element::Rule => self.rule(),
            Element::Heading => self.heading(ends),
            Element::Strong => self.mark(Mark::Strong, ends),
            Element::Emphasis => self.mark(Mark::Emphasis, ends),
            Element::Code | Element::Superscript if ends => self.end_span(element),
            Element::Code | Element::Superscript => self.open_span(element),
            Element::Link => self.link(ends, source),
            Element::Image => self.image(source),
            Element::List | Element::NumberedList | Element::Item | Element::Quote if ends => {
                self.end_nested(element);
            }
            Element::List | Element::NumberedList => self.open_list(element),
            Element::Item => self.open_item(),
            Element::Quote => self.open_quote(),
            Element::Preformatted if !ends => {
                self.end_text();
                self.code = Some((None, String::new()));
            }
            Element::Table if !ends => {
                self.end_text();
                self.markup.in_table = true;
            }
            Element::Cell => push_text(&mut self.inlines, " "),
            Element::Paragraph | Element::Preformatted | Element::Table | Element::Row => {
                self.end_text();
            }
            Element::Nothing => {}
        }
    }

    /// Two ends of lines are the end of a paragraph.
    fn line_break(&mut self) {
        let is_blank = |it: &&Inline| matches!(it, Inline::Text(text) if text.trim().is_empty());
        let last = self.inlines.iter().rev().find(|it| !is_blank(it));
        if last == Some(&Inline::Break) {
            self.end_text();
        } else {
            self.inlines.push(Inline::Break);
        }
    }

    fn heading(&mut self, ends: bool) {
        if ends {
            self.mark(Mark::Strong, true);
            self.end_text();
        } else {
            self.end_text();
            self.mark(Mark::Strong, false);
        }
    }

    fn mark(&mut self, mark: Mark, ends: bool) {
        if !ends {
            self.inlines.push(Inline::Open(mark));
            return;
        }
        // A mark of Markdown ends right behind a word.
        let mut space = String::new();
        if let Some(Inline::Text(text)) = self.inlines.last_mut() {
            space = text.split_off(text.trim_end().len());
        }
        self.inlines.push(Inline::Close(mark));
        push_text(&mut self.inlines, &space);
    }

    fn open_span(&mut self, element: Element) {
        self.markup.spans.push((element, self.inlines.len()));
        // What comes is no part of the text before it.
        self.inlines.push(Inline::Text(String::new()));
    }

    fn end_span(&mut self, element: Element) {
        let spans = &mut self.markup.spans;
        let Some(at) = spans.iter().rposition(|(open, _)| *open == element) else {
            return;
        };
        let (_, start) = spans[at];
        spans.truncate(at);
        let Some(text) = self.inlines.get(start..).and_then(plain) else {
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

    fn link(&mut self, ends: bool, source: &str) {
        if !ends {
            let url = html::attribute(source, "href").unwrap_or_default();
            self.open_link(LinkType::Inline, url.trim());
            self.markup.links += 1;
        } else if self.markup.links > 0 {
            self.markup.links -= 1;
            self.close_link();
        }
    }

    /// A link to an image, as for one of Markdown.
    fn image(&mut self, source: &str) {
        let Some(text) = html::attribute(source, "alt") else {
            return;
        };
        let url = html::attribute(source, "src").unwrap_or_default();
        self.open_link(LinkType::Inline, url.trim());
        push_text(&mut self.inlines, &visible(&text));
        self.close_link();
    }

    fn open_list(&mut self, element: Element) {
        self.end_text();
        self.open_needed_item();
        let first = (element == Element::NumberedList).then_some(1);
        self.blocks.open_list(first, false);
        self.markup.nested.push(Some(element));
    }

    /// An item ends the one before it, and one without a list starts one.
    fn open_item(&mut self) {
        self.end_text();
        if self.markup.nested.last() == Some(&Some(Element::Item)) {
            self.close();
        }
        if !self.markup.is_in_list() {
            self.open_list(Element::List);
        }
        self.open_needed_item();
    }

    /// Opens an item if a list is open: nothing else stands in a list itself.
    pub(super) fn open_needed_item(&mut self) {
        if self.markup.is_in_list() {
            self.blocks.open_item();
            self.markup.nested.push(Some(Element::Item));
        }
    }

    fn open_quote(&mut self) {
        self.end_text();
        self.open_needed_item();
        self.blocks.open_quote();
        self.markup.nested.push(Some(Element::Quote));
    }

    /// Closes what an end tag ends, and what is open in it.
    fn end_nested(&mut self, element: Element) {
        self.end_text();
        let open = self.markup.nested.iter().rev();
        let of_html = open.take_while(|it| it.is_some());
        let mut depths = of_html.enumerate();
        if let Some((depth, _)) = depths.find(|(_, open)| **open == Some(element)) {
            (0..=depth).for_each(|_| self.close());
        }
    }

    /// Notes that something of Markdown is opened, in which more of HTML may be.
    pub(super) fn open_nested(&mut self) {
        self.markup.nested.push(None);
    }

    /// Closes what was opened last of Markdown, and what is open in it.
    pub(super) fn close_nested(&mut self) {
        self.end_block();
        while self.markup.nested.last().is_some_and(Option::is_some) {
            self.close();
        }
        self.close();
    }

    fn close(&mut self) {
        self.markup.nested.pop();
        self.blocks.close();
    }

    fn table_tag(&mut self, element: Element, ends: bool) {
        match element {
            Element::Table if ends => self.end_html_table(),
            Element::Table => push_text(&mut self.inlines, " "),
            _ => {
                self.end_html_cell();
                self.markup.in_cell = element == Element::Cell && !ends;
                if element == Element::Row && !ends {
                    self.table.push(Vec::new());
                }
            }
        }
    }

    fn end_html_cell(&mut self) {
        let text = self.take_cell();
        if self.markup.in_cell || !text.is_empty() {
            match self.table.last_mut() {
                Some(row) => row.push(text),
                None => self.table.push(vec![text]),
            }
        }
        self.markup.in_cell = false;
    }

    pub(super) fn end_html_table(&mut self) {
        if !self.markup.in_table {
            return;
        }
        self.end_html_cell();
        self.markup.in_table = false;
        self.table.retain(|row| !row.is_empty());
        let columns = self.table.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut self.table {
            row.resize(columns, String::new());
        }
        self.alignments = vec![Alignment::None; columns];
        self.end_table();
    }
}

/// The text of some parts of a paragraph; nothing if a link starts or ends among them.
fn plain(inlines: &[Inline]) -> Option<String> {
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
