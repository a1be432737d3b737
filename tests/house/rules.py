"""The rules of the strict reader, a function per rule: HTML in, sentences that say what to write out.

Pure: no application, no client. Two entries: `faults_of_page` and, for what htmx swaps in,
`faults_of_fragment`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import HTML5TreeBuilder, TreeBuilderForHtml5lib
from html5lib.constants import E

MAX_BYTES = 60 * 1024
MAX_ENTRIES = 5
NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
# Said by every page, so it tells a screen reader user nothing in a list of links.
EMPTY_LINK_TEXTS = {"klik hier", "hier", "lees meer", "meer", "link"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")


class _Tree(TreeBuilderForHtml5lib):
    """Keeps its parser, which knows what was not valid HTML; Beautiful Soup lets it go after reading."""

    kept: html5lib.HTMLParser | None = None

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "parser" and value is not None:
            self.kept = value


class _Builder(HTML5TreeBuilder):
    def create_treebuilder(self, namespaceHTMLElements: bool) -> TreeBuilderForHtml5lib:
        self.underlying_builder = _Tree(
            namespaceHTMLElements, self.soup, store_line_numbers=self.store_line_numbers
        )
        return self.underlying_builder


@lru_cache(maxsize=8)
def parsed(html: str) -> tuple[BeautifulSoup, html5lib.HTMLParser]:
    """Return a whole page as a tree, with the parser that knows its faults. Read once: reading takes longest.

    The tree is shared, so nobody may change it.
    """
    builder = _Builder()
    soup = BeautifulSoup(html, builder=builder)
    tree = builder.underlying_builder
    assert isinstance(tree, _Tree) and tree.kept is not None
    return soup, tree.kept


def faults_of_page(html: str) -> list[str]:
    """Return a sentence per broken rule in a whole page."""
    soup, parser = parsed(html)
    rules = (*PAGE_RULES, *FRAGMENT_RULES)
    return [*_size(html), *_syntax(parser), *(fault for rule in rules for fault in rule(soup))]


def faults_of_fragment(html: str) -> list[str]:
    """Return a sentence per broken rule in a part that is swapped into a page."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(html)
    soup = BeautifulSoup(html, "html5lib")
    return [*_size(html), *_syntax(parser), *(fault for rule in FRAGMENT_RULES for fault in rule(soup))]


def _size(html: str) -> Iterator[str]:
    size = len(html.encode())
    if size > MAX_BYTES:
        yield f"The page is {size // 1024} KB; at most {MAX_BYTES // 1024}. Page the list or link to a part."


def _syntax(parser: html5lib.HTMLParser) -> Iterator[str]:
    for (line, column), code, values in parser.errors:
        yield f"Not valid HTML at line {line}, column {column}: {E.get(code, code) % values}"


def _text(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _short(tag: Tag) -> str:
    return " ".join(str(tag).split())[:120]


def language(soup: BeautifulSoup) -> Iterator[str]:
    """A screen reader needs the language to choose its voice."""
    if not soup.html or not soup.html.get("lang"):
        yield 'The page has no language. Write <html lang="nl">.'


def heading_and_title(soup: BeautifulSoup) -> Iterator[str]:
    """One h1, and a title that begins with it: the tab says where you are."""
    headings, title = soup.find_all("h1"), _text(soup.title)
    if len(headings) != 1:
        yield f"The page has {len(headings)} h1 headings. Extend layout.html and fill only the block `titel`."
    elif not title.removeprefix("Fout: ").startswith(_text(headings[0])):
        yield f"The title {title!r} must begin with the h1 {_text(headings[0])!r}."
    if soup.find(id="fouten-samenvatting") and not title.startswith("Fout: "):
        yield "A page with an error summary has a title that begins with 'Fout: '. Give the template `form`."


def heading_order(soup: BeautifulSoup) -> Iterator[str]:
    """Levels without gaps: people walk through a page by its headings."""
    before = 0
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        level = int(heading.name[1])
        # The error summary stands above the h1, as in the GOV.UK pattern.
        if level > before + 1 and not heading.find_parent(id="fouten-samenvatting"):
            yield f"{_short(heading)} comes after h{before}. Write h{before + 1}."
        before = level if not heading.find_parent(id="fouten-samenvatting") else before


def entries(soup: BeautifulSoup) -> Iterator[str]:
    """At most five entries in the main menu."""
    count = len(soup.select("header nav a"))
    if count > MAX_ENTRIES:
        yield f"The main menu has {count} entries; at most {MAX_ENTRIES}. Move the rest to `voetlinks`."


def primary_buttons(soup: BeautifulSoup) -> Iterator[str]:
    """One obvious next act; acts that open in place each have their own."""
    found = soup.select(".utrecht-button--primary-action, .utrecht-button-link--primary-action")
    visible = [button for button in found if not button.find_parent("details")]
    if len(visible) > 1:
        names = ", ".join(_text(button) for button in visible)
        yield f"More than one primary button: {names}. Keep one; write soort='secundair' for the others."


def landmarks(soup: BeautifulSoup) -> Iterator[str]:
    """The skip link leads to the one main part."""
    if len(soup.find_all("main")) != 1 or not soup.find("main", id="inhoud"):
        yield 'Write exactly one <main id="inhoud">; layout.html brings it.'


def unique_ids(soup: BeautifulSoup) -> Iterator[str]:
    """Labels and errors point at ids, so an id is used once."""
    for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items():
        if count > 1:
            yield f"The id {name!r} is used {count} times. Give each form its own prefix."


def references(soup: BeautifulSoup) -> Iterator[str]:
    """What points at an id points at something."""
    known = {tag["id"] for tag in soup.find_all(id=True)}
    for attribute in REFERENCES:
        for tag in soup.find_all(attrs={attribute: True}):
            value = tag[attribute]
            for name in value if isinstance(value, list) else value.split():
                if name not in known:
                    yield f"{attribute}={name!r} in {_short(tag)} points at nothing."
    for link in soup.find_all("a", href=re.compile("^#.")):
        if link["href"][1:] not in known:
            yield f"The link {_short(link)} points at nothing on this page."


def labels(soup: BeautifulSoup) -> Iterator[str]:
    """Every field says what it asks for."""
    labelled = {label.get("for") for label in soup.find_all("label")}
    for field in soup.find_all(["input", "select", "textarea"]):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        if field.get("type") not in NO_LABEL and not named and field.get("id") not in labelled:
            yield f"{_short(field)} has no label. Use a macro of components/formulier.html."


def names(soup: BeautifulSoup) -> Iterator[str]:
    """Links, buttons and pictures say in words what they are."""
    for tag in soup.find_all(["a", "button"]):
        text = _text(tag) or tag.get("aria-label", "")
        if not text:
            yield f"{_short(tag)} has no text."
        elif tag.name == "a" and text.lower() in EMPTY_LINK_TEXTS:
            yield f"The link {text!r} does not say where it goes. Write the name of the page."
    for picture in soup.find_all("img"):
        if not picture.has_attr("alt"):
            yield f'{_short(picture)} has no alt. Write what it tells, or alt="" for decoration.'


def nothing_inline(soup: BeautifulSoup) -> Iterator[str]:
    """The content security policy refuses inline style and script, so they would silently do nothing."""
    for tag in soup.find_all(True):
        found = [name for name in tag.attrs if name == "style" or name.lower().startswith("on")]
        for name in found:
            yield f"{_short(tag)} has {name}. Write a class, or a data attribute for signalen.js."
    for tag in soup.find_all(["style", "script"]):
        if tag.name == "style" or not tag.get("src"):
            yield f"{_short(tag)} is inline. Move it to signalen/static."


def local_addresses(soup: BeautifulSoup) -> Iterator[str]:
    """Nothing is fetched from or sent to another host; a link away gives nothing along."""
    for name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-hx-get", "data-hx-post"):
        for tag in soup.find_all(attrs={name: True}):
            if re.match(r"(?i)(//|[a-z][a-z0-9+.-]*:)", str(tag[name]).strip()) and not _may_leave(tag):
                yield f'{_short(tag)} leaves this host. Write a path, or rel="noopener noreferrer".'


def _may_leave(tag: Tag) -> bool:
    """Only a link that a person follows, to mail, phone or a page that is told nothing."""
    address = str(tag.get("href", "")).strip().lower()
    closed = {"noopener", "noreferrer"} <= set(tag.get("rel") or [])
    schemes = ("mailto:", "tel:", "http:", "https:") if closed else ("mailto:", "tel:")
    return tag.name == "a" and address.startswith(schemes)


def forms(soup: BeautifulSoup) -> Iterator[str]:
    """A form says where it goes and how, carries its token and works without a script."""
    for form in soup.find_all("form"):
        method = form.get("method", "").lower()
        if method not in {"get", "post"} or not form.get("action"):
            yield f"{_short(form)} needs method (get or post) and action."
        if method == "post" and not form.find("input", attrs={"name": "csrf_token"}):
            yield f"The form to {form.get('action')} has no csrf_token. Use {{{{ csrf() }}}}."
        if not form.find("button", attrs={"type": "submit"}) and not _outside_button(soup, form):
            yield f"The form to {form.get('action')} has no submit button. Use {{{{ knop(...) }}}}."
    for button in soup.find_all("button"):
        if button.get("type") not in {"submit", "button"}:
            yield f"{_short(button)} needs type: submit or button."


def _outside_button(soup: BeautifulSoup, form: Tag) -> bool:
    """A button elsewhere may belong to a form by its id."""
    return bool(form.get("id") and soup.find("button", attrs={"form": form["id"]}))


def no_machine_words(soup: BeautifulSoup) -> Iterator[str]:
    """None, a template's braces or a date for machines among the words means that a filter was forgotten."""
    for text in soup.find_all(string=re.compile(r"\bNone\b|\bUndefined\b|\{\{|\}\}|\b\d{4}-\d\d-\d\d\b")):
        if not text.find_parent(["script", "textarea", "code", "pre", "option", "title"]):
            words = " ".join(text.split())[:80]
            yield f"{words!r} is not for people. Use the filter datum or dag_kort, or say what is missing."


PAGE_RULES = (language, heading_and_title, heading_order, entries, primary_buttons, landmarks, references)
FRAGMENT_RULES = (unique_ids, labels, names, nothing_inline, local_addresses, forms, no_machine_words)
