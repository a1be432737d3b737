"""Look at every component in a real browser, wide and on a phone: axe, width and the security policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, live
from tests.house.toonkamer import toonkamer

PATHS = ("/", "/dit-knelt", "/inloggen", "/leeg", "/fout/409", "/fout/503")


@pytest.fixture(scope="module")
def kamer() -> Iterator[str]:
    """The showroom of components, served on this machine."""
    with live(toonkamer()) as address:
        yield address


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("path", PATHS)
def test_pagina_is_toegankelijk_en_past(
    kamer: str, pagina: Callable[..., Any], axe: Any, geen_zijwaarts_scrollen: Any, path: str, width: int
) -> None:
    page = pagina(kamer + path, width)
    geen_zijwaarts_scrollen(page)
    assert axe(page) == []
    # A page of an error is itself a "failed to load" for the browser; anything else is ours.
    assert [line for line in page.klachten if "server responded with a status of" not in line] == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_formulier_met_fouten_is_toegankelijk(
    kamer: str, pagina: Callable[..., Any], axe: Any, width: int
) -> None:
    page = pagina(f"{kamer}/dit-knelt", width)
    page.get_by_role("button", name="Nakijken").click()
    page.wait_for_selector("#fouten-samenvatting:focus")
    expect(page).to_have_title(re.compile("^Fout: Dit knelt"))
    assert axe(page) == []
    page.get_by_role("link", name="Schrijf op wat je ziet gebeuren.").click()
    page.wait_for_selector("#wat_zie_je:focus")


def test_concept_blijft_in_dit_tabblad_tot_wissen(kamer: str, pagina: Callable[..., Any]) -> None:
    page = pagina(f"{kamer}/dit-knelt")
    page.get_by_label("Wat zie je gebeuren?").fill("Ouders wachten drie weken.")
    page.reload()
    expect(page.get_by_label("Wat zie je gebeuren?")).to_have_value("Ouders wachten drie weken.")
    page.get_by_role("button", name="Wissen wat ik typte").click()
    page.reload()
    expect(page.get_by_label("Wat zie je gebeuren?")).to_have_value("")


def test_uitloggen_vergeet_alle_concepten(kamer: str, pagina: Callable[..., Any]) -> None:
    page = pagina(f"{kamer}/dit-knelt")
    page.get_by_label("Wat zie je gebeuren?").fill("Ouders wachten drie weken.")
    with page.expect_navigation():
        page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{kamer}/dit-knelt")
    expect(page.get_by_label("Wat zie je gebeuren?")).to_have_value("")


def test_formulier_werkt_zonder_script(kamer: str, pagina: Callable[..., Any]) -> None:
    page = pagina(f"{kamer}/dit-knelt", java_script_enabled=False)
    page.get_by_label("Wat zie je gebeuren?").fill("Ouders wachten drie weken.")
    page.get_by_label("Niemand, ook mijn leidinggevende niet").check()
    page.get_by_role("button", name="Nakijken").click()
    expect(page).to_have_url(f"{kamer}/")
    expect(page.get_by_role("button", name="Wissen wat ik typte")).to_be_hidden()


def test_eerste_tab_slaat_het_menu_over(kamer: str, pagina: Callable[..., Any]) -> None:
    page = pagina(kamer)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


def test_op_papier_geen_menu_en_geen_knoppen(kamer: str, pagina: Callable[..., Any]) -> None:
    page = pagina(kamer)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(page.get_by_role("button", name="Versturen")).to_be_hidden()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
