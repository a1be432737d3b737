"""Voorbeeldstad for tests that walk through pages: no application context stays open between requests.

An open context would share `g`, and with it who is logged in, between all requests of a test.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import Flask

from signalen.voorbeeld.mensen import DOMEIN, WACHTWOORD
from tests.house.strict import StrictClient
from tests.integratie.conftest import MAANDAG


def bouw(app: Flask, zet_klok: Callable[[datetime], None]) -> dict[str, uuid.UUID]:
    """Make the people of Voorbeeldstad on Monday 2 March 2026 and return their ids."""
    from signalen.db import transaction
    from tests.integratie import inwoners

    zet_klok(MAANDAG)
    with app.app_context(), transaction():
        return inwoners.bouw(MAANDAG.date(), Path(app.config["SIGNALEN_SLEUTELS"]))


def als(app: Flask, wie: str = "") -> StrictClient:
    """Return a strict client, logged in as somebody of Voorbeeldstad or as nobody."""
    klant = StrictClient(app, use_cookies=True)
    if wie:
        klant.inloggen(f"{wie}@{DOMEIN}", WACHTWOORD)
    return klant


def werk(app: Flask) -> int:
    """Do every klus that waits, as a worker would; return how many were done."""
    from sqlalchemy import select

    from signalen.db import db
    from signalen.register.klus import werk as klussen
    from signalen.register.models import Opmaakklus

    gedaan = 0
    with app.app_context():
        while wachten := db.session.scalars(select(Opmaakklus.id).where(Opmaakklus.staat == "wacht")).all():
            db.session.rollback()
            gedaan += sum(klussen.doe(str(id_)) for id_ in wachten)
    return gedaan
