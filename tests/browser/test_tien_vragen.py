"""The newcomer's test of docs/tien-vragen.md, done by clicking; and what is read aloud, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from signalen.db import transaction
from signalen.register import voorblad
from signalen.voorbeeld import mensen
from tests.browser.conftest import live
from tests.browser.test_alle_paginas import log_in
from tests.conftest import daarna_nieuw
from tests.integratie import uitgaven

LIJST = Path(__file__).parents[2] / "docs" / "tien-vragen.md"
PAD = "/register/2026-K1"
HOOGSTENS = 2


def vragen() -> list[tuple[str, list[str], list[str]]]:
    """Return (question, clicks, answers) from the table in the documentation."""
    rijen = [
        regel.strip("|").split("|") for regel in LIJST.read_text().splitlines() if regel.startswith("| ")
    ]
    return [
        (vraag.strip(), [k.strip() for k in klik.split(" > ")], re.findall(r"`(.+?)`", antwoord))
        for vraag, klik, antwoord in rijen[1:]
    ]


@pytest.fixture(scope="module")
def stadsserver(gedeelde_app: Flask, lege_servers: Any, worker_id: str) -> Iterator[str]:
    """The example municipality with two editions; the address without a slash."""
    with daarna_nieuw(gedeelde_app, lege_servers, worker_id):
        with gedeelde_app.app_context():
            with transaction():
                mensen.bouw(date(2025, 9, 1), Path(gedeelde_app.config["SIGNALEN_SLEUTELS"]))
            uitgaven.leg()
        with live(gedeelde_app) as adres:
            yield adres


@pytest.fixture
def editie(stadsserver: str, pagina: Callable[..., Any]) -> Any:
    """The front page of the edition, as the wethouder sees it."""
    page = pagina(f"{stadsserver}/inloggen")
    log_in(page, stadsserver, "wethouder")
    page.goto(stadsserver + PAD)
    return page


def klik(page: Any, woorden: str) -> None:
    """Press the first thing with these words in the main part that a person can see."""
    link = page.get_by_role("main").get_by_role("link", name=woorden)
    knop = page.get_by_role("main").locator("summary", has_text=woorden)
    eerste = link.or_(knop).first
    if eerste.evaluate("deel => deel.tagName") != "A":
        eerste.click()
        return
    with page.expect_navigation():
        eerste.click()


def test_er_staan_tien_vragen_met_hoogstens_twee_klikken() -> None:
    lijst = vragen()
    assert len(lijst) == 10
    assert all(1 <= len(klikken) <= HOOGSTENS and antwoorden for _, klikken, antwoorden in lijst)


@pytest.mark.slow
def test_elke_vraag_is_beantwoord_met_wat_de_lijst_zegt(editie: Any, stadsserver: str) -> None:
    for vraag, klikken, antwoorden in vragen():
        editie.goto(stadsserver + PAD)
        for woorden in klikken:
            klik(editie, woorden)
        for antwoord in antwoorden:
            assert ooit_op_scherm(editie, antwoord), f"{vraag} {antwoord!r} is not on {editie.url}"
    assert editie.klachten == []


def ooit_op_scherm(page: Any, antwoord: str) -> bool:
    """Say whether these words come on the screen, in a second's patience for a page that still scrolls."""
    for _ in range(20):
        if any(t.is_visible() and op_scherm(t) for t in page.get_by_role("main").get_by_text(antwoord).all()):
            return True
        page.wait_for_timeout(50)
    return False


def op_scherm(treffer: Any) -> bool:
    """Say whether something lies on the screen without scrolling."""
    vak = treffer.bounding_box()
    return vak is not None and 0 <= vak["y"] < treffer.page.viewport_size["height"]


# ------------------------------------------------------------------ read aloud


def test_zo_wordt_de_bladzijde_voorgelezen(editie: Any) -> None:
    """Landmarks, then the headings: the sentences and the list of contents come before the first part."""
    boom = editie.locator("body").aria_snapshot()
    merken = re.findall(r"^ *- (banner|main|contentinfo|navigation(?: \"[^\"]+\")?)", boom, re.M)
    assert merken == [
        "banner",
        'navigation "Hoofdmenu"',
        'navigation "Kruimelpad"',
        "main",
        'navigation "Op deze bladzijde"',
        "contentinfo",
        'navigation "Meer"',
    ]
    koppen = re.findall(r'heading "([^"]+)" \[level=(\d)\]', boom)
    assert koppen[0] == ("Kwartaal 1 van 2026", "1")
    assert [kop for kop, niveau in koppen if niveau == "2"] == [titel for _, titel, _ in voorblad.DELEN]
    plekken = [
        boom.index(woorden) for woorden in ("wachten op het college", "Op deze bladzijde", "Op uw bord:")
    ]
    assert plekken == sorted(plekken)


def test_een_beeld_wordt_voorgelezen_als_een_zin_en_dan_de_tabel(editie: Any) -> None:
    figuur = editie.get_by_role("figure")
    beeld = figuur.get_by_role("img")
    expect(beeld).to_have_accessible_name(re.compile("Afspraken per kwartaal.*niet nagekomen", re.S))
    boom = figuur.aria_snapshot()
    assert boom.index("img") < boom.index("table")
    assert "columnheader" in boom


def test_de_inhoudsopgave_werkt_met_het_toetsenbord(editie: Any) -> None:
    link = editie.get_by_role("navigation", name="Op deze bladzijde").get_by_role("link", name="Overleg")
    link.focus()
    editie.keyboard.press("Enter")
    expect(editie.get_by_role("heading", name="Overleg", exact=True)).to_be_in_viewport()


def test_op_papier_past_de_uitgave_en_breekt_geen_beeld(editie: Any, stadsserver: str) -> None:
    import pypdfium2

    for pad, hoogstens in ((PAD, 12), (f"{PAD}/samenvatting", 1), (f"{PAD}/leestas", 1)):
        editie.goto(stadsserver + pad)
        assert len(pypdfium2.PdfDocument(editie.pdf(format="A4"))) <= hoogstens
    editie.goto(f"{stadsserver}{PAD}/cijfers")
    editie.emulate_media(media="print")
    breekt = editie.locator(".beeld").evaluate_all("delen => delen.map(d => getComputedStyle(d).breakInside)")
    assert breekt == ["avoid"] * 4
