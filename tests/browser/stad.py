"""A small living municipality for browser tests: one knelpunt in each kind of state, made by operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask

from signalen import clock
from signalen.db import db, transaction
from signalen.knelpunt.operations import ordenen
from signalen.medewerker import queries as medewerkers
from signalen.voorbeeld import mensen
from tests.integratie import plein_stemmen as stemmen
from tests.integratie import uitgaven, vergaderen
from tests.integratie.conftest import Stad

SAMENVATTING = {"samenvatting": "Elke maand volgt een verrekening achteraf."}


def bouw(app: Flask) -> Stad:
    """Make people and knelpunten: just received, at management, decided, answered, and climbed by silence."""
    with app.app_context():
        nu = clock.now() - timedelta(days=30)
        with transaction():
            ids = mensen.bouw((nu - timedelta(days=1)).date(), Path(app.config["SIGNALEN_SLEUTELS"]))
        stad = Stad(app, ids, nu)
        _besloten(stad)
        _gestegen(stad)
        _besproken(stad)
        uitgaven.leg()
        stad.nu = clock.now()
        stad.geef("uitvoerder", niveau="open")
        stad.geef("uitvoerder", niveau="beschermd", spoed=True)
        db.session.remove()
        return stad


def _benoem(stad: Stad, knelpunt_id, titel: str, moment: datetime) -> None:  # type: ignore[no-untyped-def]
    with transaction():
        ordenen.beschrijf(knelpunt_id, {"titel": titel, "oorzaak": "uitvoering"}, moment)


def _besloten(stad: Stad) -> None:
    knelpunt = stad.knelpunt_id(stad.geef("uitvoerder", mag_getoond=True))
    _benoem(stad, knelpunt, "Stapels bewijs voor het eerste gesprek", stad.nu)
    stad.doe(knelpunt, "coordinator", "extern", **SAMENVATTING)
    later = (clock.today() + timedelta(days=20)).isoformat()
    besluit = {
        "wat_moet_anders": "werkinstructie",
        "redenen": "De instructie vraagt meer dan de wet.",
        "herstel": "Wij bellen wie het trof.",
        "afspraak": "De werkinstructie is aangepast",
        "afspraak_rol": "afdelingshoofd",
        "afspraak_datum": later,
    }
    stad.doe(knelpunt, "afdelingshoofd", "aanpassen", **besluit)
    stad.doe(knelpunt, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")


def _gestegen(stad: Stad) -> None:
    knelpunt = stad.knelpunt_id(stad.geef("buurtteam"))
    _benoem(stad, knelpunt, "Briefadres geweigerd", stad.nu)
    stad.verder(20)
    stad.tik()


def _besproken(stad: Stad) -> None:
    """An overleg with an uitspraak, a vote and a leerpunt, and maatwerk in each state."""
    knelpunt = vergaderen.in_casuistiek(stad)
    _benoem(stad, knelpunt, "Elke maand verrekenen", stad.nu)
    while not medewerkers.kalender().is_werkdag(stad.nu.date()):
        stad.verder(1)
    mensen_ = tuple(stad.ids[naam] for naam in ("uitvoerder", "uitvoerder2", "teamleider"))
    overleg = vergaderen.plan(stad, stad.nu.date().isoformat(), deelnemers=mensen_)
    vergaderen.houd(stad, overleg, f"knelpunt:{knelpunt}")
    stemmen.vul(stad, {"o2": overleg})
