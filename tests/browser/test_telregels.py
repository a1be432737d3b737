"""The tables over signalen and the rules of counting in Chromium: on a screen and on a phone, with axe."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from signalen import clock
from signalen.db import db, transaction
from signalen.register import operations, rules
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.stad import bouw
from tests.browser.test_alle_paginas import log_in
from tests.integratie.test_cijfers import vul


def _editie(app: Flask) -> str:
    """Freeze the quarter before this one, with tables; returns its code."""
    bouw(app)
    kwartaal = rules.kwartaal_van(clock.today()).vorige
    with app.app_context():
        maandag = kwartaal.eerste + timedelta(days=-kwartaal.eerste.weekday() % 7)
        vul(tuple(maandag + timedelta(days=7 * n) for n in range(3)))
        with transaction():
            operations.maak_op(kwartaal.code, clock.now())
        with transaction():
            operations.stel_vast(kwartaal.code, "griffier", clock.now())
        db.session.remove()
    return kwartaal.code


def test_tabellen_en_telregels_zijn_te_lezen(
    echte_db: Flask,
    server: str,
    pagina: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    geen_zijwaarts_scrollen: Callable[[Any], None],
) -> None:
    code = _editie(echte_db)
    for breedte in (DESKTOP, PHONE):
        page = pagina(server, breedte)
        log_in(page, server, "wethouder")
        for pad in (f"/register/{code}/cijfers", "/register/telregels"):
            page.goto(server + pad)
            assert axe(page) == []
            geen_zijwaarts_scrollen(page)
            if map_ := os.environ.get("KIJK"):
                page.screenshot(path=f"{map_}/cijfers-{breedte}-{pad.rsplit('/')[-1]}.png", full_page=True)
        assert page.klachten == []
