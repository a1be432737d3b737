"""Browser tests wait for what a page must show: a look at one moment fails on a busy machine, then passes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROEVEN = sorted((Path(__file__).parent.parent / "browser").glob("*.py"))
BLIKKEN = {
    "all_text_contents",
    "content",
    "get_attribute",
    "input_value",
    "inner_html",
    "inner_text",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
}


def blikken(bron: str) -> Iterator[tuple[int, str]]:
    """Yield (line, call) of every look at one moment that is asserted: `expect(...)` waits instead."""
    for knoop in ast.walk(ast.parse(bron)):
        if isinstance(knoop, ast.Assert):
            for roep in ast.walk(knoop.test):
                functie = roep.func if isinstance(roep, ast.Call) else None
                if isinstance(functie, ast.Attribute) and functie.attr in BLIKKEN:
                    yield functie.lineno, functie.attr


def test_geen_proef_kijkt_op_een_moment() -> None:
    assert PROEVEN
    assert [(p.name, *b) for p in PROEVEN for b in blikken(p.read_text("utf-8"))] == []


def test_een_haastige_proef_wordt_gevonden() -> None:
    assert list(
        blikken('assert page.get_by_text("Klaar").is_visible()\nexpect(page).to_have_title("x")')
    ) == [(1, "is_visible")]
