"""The register in a browser: the progress of making an edition, and the public site at both widths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select, update

from signalen import clock
from signalen.db import db, transaction
from signalen.register import operations, rules
from signalen.register.models import Editie, Opmaakklus
from signalen.register.openbaar import operations as openbaar
from tests.browser.conftest import DESKTOP, PHONE, live
from tests.browser.stad import bouw
from tests.browser.test_alle_paginas import log_in
from tests.conftest import daarna_nieuw
from tests.integratie import deuren


@pytest.fixture(scope="module")
def register(gedeelde_app: Flask, lege_servers: Any, worker_id: str) -> Iterator[tuple[str, str, int]]:
    """A server with one public edition: its address, the quarter, and the number of a knelpunt in it."""
    with daarna_nieuw(gedeelde_app, lege_servers, worker_id):
        bouw(gedeelde_app)
        with gedeelde_app.app_context():
            nu = clock.now()
            kwartaal = rules.kwartaal_van((nu - timedelta(days=30)).date())
            with transaction():
                operations.maak_op(kwartaal.code, nu)
                operations.stel_vast(kwartaal.code, "griffier", nu + timedelta(days=93))
                openbaar.zet_aan("2026-114", nu.date(), "Iedereen mag dit lezen.", nu.date())
            editie = db.session.scalars(select(Editie).where(Editie.kwartaal == kwartaal.code)).one()
            nummer = editie.regels[0]["nummer"]
            db.session.remove()
        with live(gedeelde_app) as adres:
            yield adres, kwartaal.code, nummer


@pytest.mark.parametrize("breedte", [DESKTOP, PHONE])
def test_de_openbare_paginas(
    register: tuple[str, str, int],
    breedte: int,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    adres, kwartaal, nummer = register
    basis = f"/open/register/{kwartaal}"
    page = pagina(f"{adres}/open/register", breedte)
    delen = ("regels", "afspraken", "stiltes", "raad", "vergelijking", "samenvatting", "cijfers", nummer)
    paden = ["/open/register", "/open/register/telregels", basis, *(f"{basis}/{deel}" for deel in delen)]
    for pad in paden:
        assert page.goto(adres + pad).status == 200
        assert axe(page) == [], pad
        geen_zijwaarts_scrollen(page)
    assert page.context.cookies() == []
    assert page.klachten == []


def zet(app: Flask, **waarden: Any) -> None:
    with app.app_context(), transaction():
        db.session.execute(update(Opmaakklus).where(Opmaakklus.soort == "opmaken").values(**waarden))


@pytest.mark.parametrize("breedte", [PHONE])
def test_de_balk_loopt_vanzelf_en_leidt_naar_het_concept(
    gedeelde_app: Flask,
    register: tuple[str, str, int],
    breedte: int,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    adres, kwartaal, _ = register
    leeg = rules.lees_kwartaal(kwartaal).vorige.code
    page = pagina(f"{adres}/inloggen", breedte)
    log_in(page, adres, "griffier")
    page.goto(f"{adres}/register/{leeg}/opmaken")
    page.get_by_role("button", name="Concept opmaken").click()
    page.get_by_role("progressbar").wait_for()
    expect(page.get_by_role("progressbar")).not_to_have_attribute("value", re.compile(".*"))
    assert axe(page) == []
    zet(gedeelde_app, staat="bezig", pogingen=1, gedaan=500, totaal=1000, teken_op=clock.system_now())
    page.get_by_text("Knelpunten lezen: 500 van 1.000").first.wait_for()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "500")
    assert axe(page) == []
    geen_zijwaarts_scrollen(page)
    zet(gedeelde_app, staat="wacht", pogingen=0)
    deuren.werk(gedeelde_app)
    page.wait_for_url("**gedaan=opgemaakt")
    expect(page.get_by_role("main")).to_contain_text("Dit is een concept")
    assert page.klachten == []
