"""Turn Markdown into HTML that is safe to show.

For texts of the organisation itself (handreikingen, letters, explanations of a route). What a person types in
a form is plain text and is escaped, not sent through here. It keeps nothing and fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX
from markupsafe import Markup

# The most a form field holds.
MAX_LENGTH = 20_000
# Each opening bracket makes the parser read to the end of its block: 20,000 of them in a row took 75 seconds.
MAX_BRACKETS = 200
TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "abbr", "sup", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
# No class and no style: a text may not dress itself up as a part of the screen. Only a table gets a class,
# from us: on a phone it becomes cards, in which each cell says under which heading it stands. Ids are only
# those that the headings and footnotes make for themselves.
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "ol": {"start"},
    "th": {"scope"},
    "td": {"data-kop"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
TABLE = {"table": {"class": "tabel"}}
SCHEMES = {"http", "https", "mailto"}
STASHED = re.compile(f"{STX}[^{ETX}]*{ETX}")


class _Cells(Treeprocessor):
    """Writes the heading of its column on each cell of a table, as the tables of the pages have it."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            headings = [_plain(cell) for cell in table.iter("th")]
            for row in table.iter("tr"):
                for heading, cell in zip(headings, row.findall("td"), strict=False):
                    cell.set("data-kop", heading)


def _plain(cell: Element) -> str:
    """Return the words of a cell, without what the parser put aside for later (code, raw HTML)."""
    return STASHED.sub("", "".join(cell.itertext()).replace(AMP_SUBSTITUTE, "&")).strip()


class _Tables(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After 20, at which the words inside the cells are read.
        md.treeprocessors.register(_Cells(md), "cellen", 5)


def naar_html(tekst: str, basisniveau: int = 2, kenmerk: str = "tekst") -> Markup:
    """Return the Markdown as sanitised HTML; a `#` heading becomes a heading of the base level.

    Raises ValueError with a sentence in Dutch when the text is longer than 20,000 characters, holds more than
    200 opening brackets ([ or <) or is nested too deep to read, and when the base level is not 1 to 6.
    `kenmerk` begins the ids of headings and notes: give texts on one page each their own.
    Only tags of the allow-list come through, and only links with http, https or mailto.
    """
    _refuse_heavy(tekst)
    if basisniveau not in range(1, 7):
        raise ValueError(f"Het niveau van een kop is 1 tot en met 6, niet {basisniveau}.")
    try:
        html = Markdown(extensions=_extensions(basisniveau, kenmerk), output_format="html").convert(tekst)
    except RecursionError as error:
        raise ValueError(
            "In deze tekst zitten te veel lagen in elkaar. Gebruik minder inspringen."
        ) from error
    return Markup(_clean(html))  # noqa: S704 - the one place where text becomes markup; _clean has sanitised it


def uitleg_naar_html(uitleg: str, titel_van: Callable[[str], str]) -> Markup:
    """Return the explanation of a route or method as HTML, with titles of steps instead of their names.

    Its first heading is left out, because the page has one. A text past what the parser takes is shown as it
    was written.
    """
    tekst = re.sub(r"^(#+) +(\w+)[ \t]*$", lambda m: f"{m[1]} {titel_van(m[2])}", uitleg, flags=re.MULTILINE)
    try:
        return naar_html(re.sub(r"\A\s*# .*\n", "", tekst), basisniveau=2)
    except ValueError:
        return Markup('<p class="woorden">{}</p>').format(uitleg)


def _refuse_heavy(tekst: str) -> None:
    if len(tekst) > MAX_LENGTH:
        raise ValueError(f"De tekst is {len(tekst)} tekens lang. Er passen {MAX_LENGTH} tekens in.")
    if max(tekst.count("["), tekst.count("<")) > MAX_BRACKETS:
        raise ValueError(f"In de tekst staan meer dan {MAX_BRACKETS} haken. Gebruik minder links.")


def _extensions(basisniveau: int, kenmerk: str) -> list[str | Extension]:
    # Not `extra` and not `attr_list`: these let an author set attributes.
    headings = TocExtension(
        baselevel=basisniveau, slugify=lambda value, separator: f"{kenmerk}-{slugify(value, separator)}"
    )
    notes = FootnoteExtension(SEPARATOR=f"-{kenmerk}-", BACKLINK_TITLE="Terug naar de tekst bij noot {}")
    return ["tables", "sane_lists", "abbr", "def_list", notes, headings, _Tables()]


def _id_of_heading(title: str, separator: str) -> str:
    # A prefix of our own, so that a heading "Inhoud" does not take the id of the main part of the page.
    return f"tekst-{slugify(title, separator)}"


def _clean(html: str) -> str:
    # Every link gets this rel: a page behind a link must not reach back, nor learn which page it came from.
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        set_tag_attribute_values=TABLE,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
