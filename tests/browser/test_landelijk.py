"""The national picture as a file in a browser, without a server: axe, width, nothing missing, paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from signalen.landelijk.stapelen import stapelen
from tests.browser.conftest import DESKTOP, PHONE
from tests.uitgaven import drie


@pytest.fixture(scope="module")
def beeld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the picture of three municipalities."""
    uit = tmp_path_factory.mktemp("landelijk")
    paden = drie(uit)
    stapelen(paden, uit, {})
    document = json.loads((uit / "voorstellen.json").read_text("utf-8"))
    for stuk in document["voorstellen"]:
        stuk["oordeel"] = {"antwoord": "ja", "rol": "adviseur", "datum": "2026-05-01", "reden": "Zelfde."}
    (uit / "voorstellen.json").write_text(json.dumps(document), encoding="utf-8")
    stapelen(paden, uit, {}, uit / "voorstellen.json")
    return uit


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("naam", ["landelijk", "voorstellen"])
def test_pagina_is_toegankelijk_en_past(
    beeld: Path, pagina: Callable[..., Any], axe: Any, geen_zijwaarts_scrollen: Any, naam: str, width: int
) -> None:
    page = pagina((beeld / f"{naam}.html").as_uri(), width)
    geen_zijwaarts_scrollen(page)
    assert page.klachten == []
    # After this, because axe itself asks for the style sheet again, which a file may not.
    assert axe(page) == []
    assert "Source Sans 3" in page.evaluate("getComputedStyle(document.body).fontFamily")


def test_eerst_wat_gedeeld_wordt_en_alles_op_papier(beeld: Path, pagina: Callable[..., Any]) -> None:
    page = pagina((beeld / "landelijk.html").as_uri())
    page.get_by_role("link", name="boodschappen").first.click()
    expect(page).to_have_url(re.compile("#knelpunt-1$"))
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Waar dit op steunt")).to_be_visible()
    expect(page.get_by_text("Open broncode")).to_be_hidden()
