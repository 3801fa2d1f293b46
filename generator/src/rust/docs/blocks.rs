//! Writes the blocks of Markdown, in sequence and nested.

/// A container of blocks.
#[derive(Debug)]
enum Container {
    /// The document, or a container that is nested too deep to be written.
    Plain,
    Quote,
    List {
        /// The number of the next item.
        next: Option<u64>,
        /// Whether blank lines separate the items.
        loose: bool,
        marker: char,
    },
    Item {
        /// Whether blank lines separate it from other items.
        loose: bool,
        /// The indentation of every line but the first.
        indent: usize,
        /// The start of the first line, until that is written.
        marker: Option<String>,
    },
}

/// The last block of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Text,
    List(char),
    Block,
}

#[derive(Debug)]
struct Frame {
    container: Container,
    last: Last,
}

/// Of containers that are nested deeper only the content is written.
const MAX_DEPTH: usize = 12;

/// The lines written so far, and the open containers.
#[derive(Debug)]
pub(super) struct Blocks {
    lines: Vec<String>,
    /// A blank line to write before the next line.
    gap: Option<String>,
    /// The open containers, the outermost first. The first is the document.
    frames: Vec<Frame>,
}

impl Blocks {
    pub(super) fn new() -> Self {
        let document = Frame {
            container: Container::Plain,
            last: Last::Nothing,
        };
        Self {
            lines: Vec::new(),
            gap: None,
            frames: vec![document],
        }
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }

    /// The width that the open containers leave of a line.
    pub(super) fn width(&self, columns: usize) -> usize {
        let taken = self
            .frames
            .iter()
            .take(MAX_DEPTH + 1)
            .map(|frame| match frame.container {
                Container::Quote => 2,
                Container::Item { indent, .. } => indent,
                Container::Plain | Container::List { .. } => 0,
            });
        columns - taken.sum::<usize>().min(columns / 2)
    }

    /// Writes a paragraph.
    pub(super) fn text(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.separate();
            self.write(lines, Last::Text);
        }
    }

    /// Writes a block that needs no blank line between it and a paragraph above, such as fenced code.
    pub(super) fn code(&mut self, lines: Vec<String>) {
        if !self.continues_item() {
            self.separate();
        }
        self.write(lines, Last::Block);
    }

    /// Writes any other block.
    pub(super) fn block(&mut self, lines: Vec<String>) {
        self.separate();
        self.write(lines, Last::Block);
    }

    pub(super) fn open_quote(&mut self) {
        self.separate();
        self.open(Container::Quote, Last::Block);
    }

    pub(super) fn open_list(&mut self, first: Option<u64>, loose: bool) {
        let markers = if first.is_some() {
            ['.', ')']
        } else {
            ['-', '*']
        };
        // Adjacent lists with the same marker would be one list.
        let is_taken = self.last() == Last::List(markers[0]);
        let marker = if is_taken { markers[1] } else { markers[0] };
        // A list can interrupt a paragraph only if its first number is 1.
        if !(self.continues_item() && first.is_none_or(|number| number == 1)) {
            self.separate();
        }
        self.open(
            Container::List {
                next: first,
                loose,
                marker,
            },
            Last::List(marker),
        );
    }

    pub(super) fn open_item(&mut self) {
        let first = self.last() == Last::Nothing;
        let Container::List {
            next,
            loose,
            marker,
        } = &mut self.top().container
        else {
            // The list is nested too deep.
            self.open(Container::Plain, Last::Block);
            return;
        };
        let loose = *loose;
        let marker = match next {
            Some(number) => {
                let marker = format!("{number}{marker} ");
                // CommonMark allows nine digits.
                *number = (*number + 1).min(999_999_999);
                marker
            }
            None => format!("{marker} "),
        };
        if loose && !first {
            self.separate();
        }
        let indent = marker.len();
        self.open(
            Container::Item {
                loose,
                indent,
                marker: Some(marker),
            },
            Last::Block,
        );
    }

    /// Closes the innermost container. An empty one leaves no lines.
    pub(super) fn close(&mut self) {
        if self.frames.len() == 1 {
            return;
        }
        let closed = self.frames.pop().map(|frame| frame.container);
        if let Some(Container::Item {
            marker: Some(_), ..
        }) = closed
            && let Container::List {
                next: Some(number), ..
            } = &mut self.top().container
        {
            *number -= 1;
        }
    }

    fn open(&mut self, container: Container, last: Last) {
        self.top().last = last;
        let nested = self
            .frames
            .iter()
            .filter(|it| !matches!(it.container, Container::Plain));
        let frame = if nested.take(MAX_DEPTH).count() < MAX_DEPTH {
            Frame {
                container,
                last: Last::Nothing,
            }
        } else {
            Frame {
                container: Container::Plain,
                last: Last::Block,
            }
        };
        self.frames.push(frame);
    }

    /// Whether the next block follows a paragraph of the same item in a tight list.
    fn continues_item(&mut self) -> bool {
        let top = self.top();
        matches!(top.container, Container::Item { loose: false, .. }) && top.last == Last::Text
    }

    /// Requests a blank line before the next block.
    fn separate(&mut self) {
        let has_line = |frame: &Frame| {
            !matches!(
                frame.container,
                Container::Item {
                    marker: Some(_),
                    ..
                }
            )
        };
        if self.last() != Last::Nothing && self.frames.iter().take(MAX_DEPTH + 1).all(has_line) {
            self.gap = Some(self.start_of_line().trim_end().to_owned());
        }
    }

    fn write(&mut self, lines: Vec<String>, last: Last) {
        for line in lines {
            self.line(&line);
        }
        self.top().last = last;
    }

    fn line(&mut self, text: &str) {
        if let Some(gap) = self.gap.take().filter(|_| !self.lines.is_empty()) {
            self.lines.push(gap);
        }
        let line = self.start_of_line() + text;
        self.lines.push(line.trim_end_matches(' ').to_owned());
    }

    /// The prefix of a line in the open containers.
    fn start_of_line(&mut self) -> String {
        let mut start = String::new();
        for frame in self.frames.iter_mut().take(MAX_DEPTH + 1) {
            match &mut frame.container {
                Container::Quote => start.push_str("> "),
                Container::Item { indent, marker, .. } => match marker.take() {
                    Some(marker) => start.push_str(&marker),
                    None => start.extend(std::iter::repeat_n(' ', *indent)),
                },
                Container::Plain | Container::List { .. } => {}
            }
        }
        start
    }

    fn last(&mut self) -> Last {
        self.top().last
    }

    fn top(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("the document is never closed")
    }
}
