//! Writes blocks of Markdown, one below the other and one within the other.

/// What blocks can stand in.
#[derive(Debug)]
enum Container {
    /// The whole of the text, or what is nested too deep to be shown as nested.
    Plain,
    Quote,
    List {
        /// The number of the next item.
        next: Option<u64>,
        /// Whether empty lines set the items apart.
        loose: bool,
        marker: char,
    },
    Item {
        /// Whether empty lines set it apart from other items.
        loose: bool,
        /// The columns by which all but its first line are indented.
        indent: usize,
        /// What its first line starts with, until there is one.
        marker: Option<String>,
    },
}

/// What was last written into a container.
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

/// Quotations and lists that are nested deeper are left out, and what they hold stays.
const DEPTH: usize = 12;

/// The lines that are written, and what is still open.
#[derive(Debug)]
pub(super) struct Blocks {
    lines: Vec<String>,
    /// An empty line, to be written in front of the next one.
    gap: Option<String>,
    /// What is open, from the outside in; the first one is the whole of the text.
    frames: Vec<Frame>,
}

impl Blocks {
    pub(super) fn new() -> Self {
        let whole = Frame {
            container: Container::Plain,
            last: Last::Nothing,
        };
        Self {
            lines: Vec::new(),
            gap: None,
            frames: vec![whole],
        }
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }

    /// The columns that are left of those that a line has.
    pub(super) fn width(&self, columns: usize) -> usize {
        let taken = self
            .frames
            .iter()
            .take(DEPTH + 1)
            .map(|frame| match frame.container {
                Container::Quote => 2,
                Container::Item { indent, .. } => indent,
                Container::Plain | Container::List { .. } => 0,
            });
        columns - taken.sum::<usize>().min(columns / 2)
    }

    /// Writes the lines of a paragraph.
    pub(super) fn text(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.separate();
            self.write(lines, Last::Text);
        }
    }

    /// Writes a block that is seen for what it is right below a text, such as fenced code.
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
        // Two lists with the same marker would be one.
        let taken = self.last() == Last::List(markers[0]);
        let marker = if taken { markers[1] } else { markers[0] };
        // Below a text, a list is seen for what it is only if it starts at the start.
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
                // Nine digits are all that a number may have.
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

    /// Closes what was opened last. Nothing is left of it if nothing was written into it.
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
        let frame = if nested.take(DEPTH).count() < DEPTH {
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

    /// Whether what comes next is in the same item as the text right above it, and no empty
    /// line sets items apart.
    fn continues_item(&mut self) -> bool {
        let top = self.top();
        matches!(top.container, Container::Item { loose: false, .. }) && top.last == Last::Text
    }

    /// Sets what comes next apart from what is above it.
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
        if self.last() != Last::Nothing && self.frames.iter().take(DEPTH + 1).all(has_line) {
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

    /// What every line in the open containers starts with.
    fn start_of_line(&mut self) -> String {
        let mut start = String::new();
        for frame in self.frames.iter_mut().take(DEPTH + 1) {
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
            .expect("the whole of the text is never closed")
    }
}
