mod safety;

use self::safety::assert_safe;
use super::{lines, summary};

#[track_caller]
fn check(markdown: &str, expected: &str) {
    let lines = lines(markdown).join("\n");
    assert_eq!(lines, expected, "\n{lines}");
    assert_safe(markdown);
}

#[test]
fn an_ordinary_description_is_only_wrapped() {
    check(
        "Update image access control. On access control change, all copies of the image are purged from cache.",
        "Update image access control. On access control change, all copies of the image are\n\
         purged from cache.",
    );
}

#[test]
fn a_blank_description_has_no_lines() {
    for nothing in [
        "",
        " \n\n\t",
        "<!-- nothing -->",
        "```\n```",
        "#",
        "[a]: https://a.b",
        "\u{feff}",
    ] {
        check(nothing, "");
        assert_eq!(summary(nothing), None);
    }
}

#[test]
fn code_blocks_are_not_doctests() {
    check("    let x = 1;\n", "```text\nlet x = 1;\n```");
    check("```\nlet x = 1;\n", "```text\nlet x = 1;\n```");
    check(
        "~~~rust,should_panic\nlet x = 1;\n~~~",
        "```text\nlet x = 1;\n```",
    );
    check("```ignore\nx\n```", "```text\nx\n```");
    check("```JSON title=\"a\"\n{}\n```", "```json\n{}\n```");
    check("```\n{\"a\": 1}\n```", "```json\n{\"a\": 1}\n```");
}

#[test]
fn code_blocks_in_lists_and_quotations_are_not_doctests() {
    check(
        "- a\n\n  ```rust\n  x\n  ```\n",
        "- a\n\n  ```text\n  x\n  ```",
    );
    check("- a\n  ~~~\n  x\n", "- a\n  ```text\n  x\n  ```");
    check("> ```\n> x\n\ny", "> ```text\n> x\n> ```\n\ny");
    check("1. a\n\n       x\n", "1. a\n\n   ```text\n   x\n   ```");
}

#[test]
fn code_cannot_end_its_fence() {
    check("````\n```\n````", "````text\n```\n````");
    check("``` ` ```", "`` ` ``");
    check("`` a`b ``", "``a`b``");
}

#[test]
fn only_links_to_the_web_are_links() {
    check(
        "See [the docs](https://a.b/c).",
        "See [the docs](https://a.b/c).",
    );
    check(
        "See [the docs][1].\n\n[1]: https://a.b/c 'Title'",
        "See [the docs](https://a.b/c).",
    );
    check(
        "See [the docs](/docs/x), [there](#there) and [it](it.md).",
        "See the docs, there and it.",
    );
    check(
        "[foo] and [a][b], [^1] and [x]: y",
        "\\[foo\\] and \\[a\\]\\[b\\], \\[^1\\] and \\[x\\]: y",
    );
    check("A [`Thing`] and a[`0`]", "A `Thing` and a\\[`0`\\]");
    check("[a] (https://a.b)", "\\[a\\] (<https://a.b>)");
    check("![alt](https://a.b/c.png)", "[alt](https://a.b/c.png)");
    check("[![x](https://a.b/c.png)](https://d.e)", "[x](https://d.e)");
    check("Wow![x](https://a.b)", "Wow[x](https://a.b)");
    check("Wow\\![x](https://a.b)", "Wow\\![x](https://a.b)");
    check(
        "<https://a.b> <me@a.b> [https://a.b](https://a.b)",
        "<https://a.b> <me@a.b> <https://a.b>",
    );
    check(
        "[a\\]b](<https://a.b/c d(e>)",
        "[a\\]b](https://a.b/c%20d%28e)",
    );
    check("[x](javascript:alert(1))", "x");
}

#[test]
fn bare_urls_become_links() {
    check(
        "See https://a.b/c_d, or (http://e.f).",
        "See <https://a.b/c_d>, or (<http://e.f>).",
    );
    check(
        "GET https://a.b/{zone_id}/*",
        "GET `https://a.b/{zone_id}/`\\*",
    );
}

#[test]
fn html_becomes_markdown() {
    check("a<br>b<BR />c<br/><br/>d", "a\\\nb\\\nc\n\nd");
    check(
        "a <b>c</b> <!-- d --> <ZONE_ID> <e-f>",
        "a **c** `<ZONE_ID>` `<e-f>`",
    );
    check("<div>\n  a\n</div>\n\nb", "a\n\nb");
    check(
        "<p class=\"x\">A <code>b_c</code> of <i>d</i>&nbsp;&lt;e&gt;.</p>",
        "A `b_c` of *d*\u{a0}`<e>`.",
    );
    check(
        "See:<ul><li>a</li><li>b<ol><li>c</ol></ul>d <a href='https://e.f?g=1&amp;h'>i</a>",
        "See:\n\n- a\n- b\n  1. c\n\nd [i](https://e.f?g=1&h)",
    );
    assert_eq!(lines("10<sup>2</sup>, 1<sup>st</sup>"), ["10^2, 1st"]);
    check("<b>A: </b>b", "**A:** b");
    check(
        "<h3>A</h3><pre><code>b\n  c</code></pre><blockquote>d</blockquote>",
        "**A**\n\n```text\nb\n  c\n```\n\n> d",
    );
    check(
        "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr><td>a|b<br>c</td></tr>\n</table>",
        "| A | B |\n| --- | --- |\n| a\\|b c |  |",
    );
    check(
        "a < b > c <3 &lt;p&gt; &amp;amp; AT&T",
        "a < b > c <3 \\<p> \\&amp; AT&T",
    );
    check("<script>alert(1)</script>", "\\<script>alert(1)\\</script>");
    check("<!-- open\n\nx", "");
}

#[test]
fn identifiers_get_backticks() {
    check(
        "Set requireSignedURLs or image_id (see Vec::new), but not `a_b` on macOS.",
        "Set `requireSignedURLs` or `image_id` (see `Vec::new`), but not `a_b` on macOS.",
    );
    check(
        "[the image_id](https://a.b)",
        "[the `image_id`](https://a.b)",
    );
}

#[test]
fn invisible_characters_are_escaped_or_removed() {
    check(
        "a\u{202e}b &#x202e; `\u{7}`",
        "a\\u{202e}b \\u{202e} `\\u{7}`",
    );
    check("a\u{2028}b\rc\r\nd\te\u{200b}", "a b c d e");
    check("```\na\u{1b}[0m\n```", "```text\na\\u{1b}[0m\n```");
}

#[test]
fn headings_and_rules_stay_within_the_page() {
    check(
        "# A *b*\ntext\n\nC\n---\nd\n\n---\n",
        "**A *b***\n\ntext\n\n**C**\n\nd\n\n___",
    );
    check("## **a** b", "**a b**");
}

#[test]
fn lists_keep_their_structure() {
    check("* a\n* b\n  * c\n  * d", "- a\n- b\n  - c\n  - d");
    check("* a\n\n* b", "- a\n\n- b");
    check("3. a\n4. b\nc", "3. a\n4. b c");
    check("text\n- a\n\n+ b", "text\n\n- a\n\n* b");
    check("- - a\n  - b\n-\n- c", "- - a\n  - b\n- c");
    check(">\n\n-\n\na\n-\n", "**a**");
    check("- a\n  > b\n\n  c", "- a\n\n  > b\n\n  c");
}

#[test]
fn tables_stay_tables() {
    check(
        "Name|Use\n:--|--:\nzone_id|`a|b` or\\|\nx",
        "| Name | Use |\n| :-- | --: |\n| `zone_id` | \\`a |\n| x |  |",
    );
    check(
        "a | b\n--- | ---\n`c\\|d` | <br>",
        "| a | b |\n| --- | --- |\n| `c\\|d` |  |",
    );
}

#[test]
fn no_line_starts_another_block() {
    let padding = "x".repeat(88);
    for word in [
        "-", "+", "1.", "2)", "#", "##", "=", "===", "---", ">", ">a", "|", "|-|", ":-:",
    ] {
        let wrapped = lines(&format!("{padding} {word} y"));
        assert_eq!(wrapped, [format!("{padding} {word}"), "y".to_owned()]);
    }
    check("\\- a", "\\- a");
    check("a\\\n1\\. b", "a\\\n1\\. b");
    check("&#45; a", "\\- a");
}

#[test]
fn lines_are_not_wrapped_within_code_and_links() {
    let padding = "x".repeat(80);
    check(
        &format!("{padding} `a b c d e f` {padding} [a b c](https://a.b/c)"),
        &format!("{padding}\n`a b c d e f`\n{padding}\n[a b c](https://a.b/c)"),
    );
}

#[test]
fn only_valid_emphasis_is_written() {
    check("**a** *b* ***c*** __d__ _e_", "**a** *b* ***c*** **d** *e*");
    check("a * b * c 2*3*4 snake\\_", "a \\* b \\* c 234 `snake_`");
    check("**a_b**c", "`a_b`c");
}

#[test]
fn the_summary_is_the_first_sentence() {
    let cases = [
        ("One sentence", "One sentence."),
        ("First one. Second one.", "First one."),
        (
            "A list of *these*, e.g. `a`. More.",
            "A list of these, e.g. `a`.",
        ),
        (
            "Version 1.2 of the U.S. list (etc. and so on). Next",
            "Version 1.2 of the U.S. list (etc. and so on).",
        ),
        ("Is it? Yes.", "Is it?"),
        ("The following:\n\n- a", "The following."),
        ("# Title\n\nText.", "Title."),
        ("- image_id. Of course", "`image_id`."),
        ("See [a. B](https://c.d). Next", "See [a. B](https://c.d)."),
        ("a<br>b", "a b."),
        ("```\ncode\n```\ntext", "text."),
    ];
    for (markdown, expected) in cases {
        assert_eq!(summary(markdown).as_deref(), Some(expected));
    }
}

#[test]
fn deep_nesting_is_flattened() {
    for deep in [
        "> ", "- ", "1. ", "*a ", "[", "![", "<", "`", "**", "| ", "&", "_", "(",
    ] {
        for times in [50, 1_000] {
            assert_safe(&(deep.repeat(times) + "x"));
        }
    }
}
