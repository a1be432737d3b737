"""A wethouder with ten minutes goes through an edition: at both widths, by keyboard, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import expect

from signalen import clock
from signalen.db import db, transaction
from signalen.knelpunt.operations import ordenen
from signalen.register import operations
from signalen.register.rules import kwartaal_van
from signalen.voorbeeld import mensen
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_alle_paginas import log_in
from tests.integratie.conftest import Stad

TITELS = ("Stapels bewijs voor het eerste gesprek", "Briefadres geweigerd", "Elke maand verrekenen")


def bouw(app: Flask) -> tuple[str, int]:
    """Freeze the last quarter with three knelpunten; return its code and the number of the first one."""
    with app.app_context():
        kwartaal = kwartaal_van(clock.today()).vorige
        stad = Stad(app, {})
        stad.nu = clock.now() - (clock.today() - kwartaal.eerste - timedelta(days=7))
        with transaction():
            stad.ids = mensen.bouw(kwartaal.eerste, Path(app.config["SIGNALEN_SLEUTELS"]))
        for titel in TITELS:
            k = stad.knelpunt_id(stad.geef("uitvoerder", mag_getoond=True))
            with transaction():
                ordenen.beschrijf(k, {"titel": titel, "oorzaak": "uitvoering"}, stad.nu)
            stad.doe(k, "coordinator", "extern", samenvatting="Elke maand volgt een verrekening achteraf.")
        nu = clock.now()
        with transaction():
            operations.maak_op(kwartaal.code, nu)
            editie = operations.stel_vast(kwartaal.code, "griffier", nu)
            nummer = next(r["nummer"] for r in editie.regels if r["titel"] == TITELS[0])
        db.session.remove()
        return kwartaal.code, nummer


def test_een_wethouder_met_tien_minuten(
    echte_db: Flask,
    server: str,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    code, nummer = bouw(echte_db)
    page = pagina(f"{server}/inloggen", DESKTOP)
    log_in(page, server, "wethouder")
    page.goto(f"{server}/register/{code}")
    expect(page.get_by_text("U zag 0 van de 3")).to_be_visible()
    page.get_by_role("link", name="Beginnen met lezen").click()
    page.goto(f"{server}/register/{code}/{nummer}")
    page.get_by_role("link", name="Naar wat u hiermee doet").click()
    page.get_by_role("button", name="Gezien").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Volgende:")).to_be_visible()
    page.get_by_text("Iets vragen").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Vraag stellen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.locator("#daad-vraag textarea"), "the form that was refused stands open").to_be_visible()
    assert axe(page) == []
    page.locator("#daad-vraag textarea").fill("Wanneer merken inwoners hier iets van?")
    with page.expect_navigation():
        page.get_by_role("button", name="Vraag stellen").click()
    for breedte in (DESKTOP, PHONE):
        page.set_viewport_size({"width": breedte, "height": 900})
        for pad in (f"/register/{code}", f"/register/{code}/{nummer}"):
            page.goto(server + pad)
            assert axe(page) == [], (breedte, pad)
            geen_zijwaarts_scrollen(page)
    assert [klacht for klacht in page.klachten if "422" not in klacht] == []
    directeur = pagina(f"{server}/inloggen", PHONE)
    log_in(directeur, server, "directeur")  # silence brought it there meanwhile
    directeur.goto(f"{server}/mijn-werk?stap=Vraag+van+de+wethouder")
    directeur.get_by_role("link", name=TITELS[0]).click()
    expect(directeur.get_by_text("De wethouder vraagt jou iets")).to_be_visible()
    assert axe(directeur) == []
    geen_zijwaarts_scrollen(directeur)
    directeur.set_viewport_size({"width": DESKTOP, "height": 900})
    directeur.get_by_label("Je antwoord").fill("Vanaf mei.")
    with directeur.expect_navigation():
        directeur.get_by_role("button", name="Antwoord versturen").click()
    expect(directeur.get_by_role("main")).to_contain_text("Je antwoord is verstuurd")
    page.reload()
    expect(page.get_by_text("Vanaf mei.")).to_be_visible()
