"""Ordering an agenda by keyboard and mouse, preparing an item, a subject for a luistersessie: in Chromium."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from playwright.sync_api import expect

from signalen import clock
from signalen.db import db, transaction
from signalen.knelpunt.operations import ordenen
from signalen.medewerker import queries as medewerkers
from signalen.overleg import operations
from signalen.overleg.rules import Voorstel
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.stad import bouw
from tests.browser.test_alle_paginas import log_in
from tests.integratie.conftest import Stad

TITELS = ("Stapels bewijs", "Briefadres geweigerd", "Verrekening achteraf")


def maak(app: Flask) -> tuple[uuid.UUID, uuid.UUID, str]:
    """Return the casuïstiekbespreking with three knelpunten, a luistersessie and the code of its subject."""
    stad = bouw(app)
    with app.app_context():
        for titel in TITELS:
            k = stad.knelpunt_id(stad.geef("buurtteam", regeling="Participatiewet"))
            with transaction():
                ordenen.beschrijf(k, {"titel": titel, "regeling": "Participatiewet"}, stad.nu)
            stad.doe(k, "coordinator", "gewoon", samenvatting="Elke maand volgt een verrekening achteraf.")
        casus = _plan(stad, "casuistiekbespreking", "gespreksleider", ("uitvoerder", "uitvoerder2"))
        luister = _plan(stad, "luistersessie", "wethouder", ())
        with transaction():
            code = operations.zet_op(luister, "De huurbrief snapt niemand.", stad.nu)
        db.session.remove()
    return casus, luister, code


def _plan(stad: Stad, soort: str, wie: str, mensen: tuple[str, ...]) -> uuid.UUID:
    dag = clock.today() + timedelta(days=1)
    while not medewerkers.kalender().is_werkdag(dag):
        dag += timedelta(days=1)
    uitgenodigd = tuple(stad.ids[m] for m in mensen)
    voorstel = Voorstel(soort, dag.isoformat(), "14:00", stad.ids[wie], minuten="30", deelnemers=uitgenodigd)
    with transaction():
        return operations.plan(voorstel, stad.nu).id


def titels(page: Any) -> Any:
    """Return where the titles of the last block stand, in order."""
    return page.locator(".schiklijst").last.locator(".schik > p span[id]")


def test_agenda_en_luistersessie_in_een_browser(
    echte_db: Flask,
    server: str,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    casus, luister, code = maak(echte_db)
    page = pagina(f"{server}/inloggen", DESKTOP)
    log_in(page, server, "gespreksleider")
    page.goto(f"{server}/overleg/{casus}/volgorde")
    begin = titels(page).all_text_contents()
    # By keyboard: the button stays under the fingers, so pressing again moves the same item again.
    page.get_by_role("button", name="Later").first.focus()
    for _ in range(2):
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(titels(page)).to_have_text([begin[1], begin[2], begin[0]])
    expect(page.locator("button[name=eerder]:focus")).to_be_visible()
    # By mouse: the same, by dragging the last one to the top.
    rijen = page.locator(".schiklijst").last.locator(".schik")
    with page.expect_navigation():
        rijen.nth(2).drag_to(rijen.nth(0))
    expect(titels(page)).to_have_text(begin)
    (punt,) = [a for a in _links(page, f"{server}/overleg/{casus}") if begin[0] in a[0]]
    bezoek = [
        ("gespreksleider", f"/overleg/{casus}"),
        ("gespreksleider", f"/overleg/{casus}/volgorde"),
        ("gespreksleider", punt[1]),
        ("wethouder", f"/overleg/{luister}"),
        ("wethouder", "/luistersessies"),
        ("wethouder", f"/luistersessies/{luister}/onderwerp"),
        ("wethouder", f"/luistersessies/onderwerp/{code}"),
    ]
    for breedte in (DESKTOP, PHONE):
        kijkers = {wie: pagina(f"{server}/inloggen", breedte) for wie in ("gespreksleider", "wethouder")}
        for wie, kijker in kijkers.items():
            log_in(kijker, server, wie)
        for wie, pad in bezoek:
            kijker = kijkers[wie]
            assert kijker.goto(server + pad).status == 200, pad
            assert axe(kijker) == [], pad
            geen_zijwaarts_scrollen(kijker)
            assert kijker.klachten == [], pad
    assert page.klachten == []


def _links(page: Any, adres: str) -> list[tuple[str, str]]:
    """Return (text, path) of the links to prepare an item."""
    page.goto(adres)
    alle = page.eval_on_selector_all("a", "l => l.map(a => [a.textContent, a.getAttribute('href')])")
    return [(tekst, pad) for tekst, pad in alle if "/punt/" in pad]
