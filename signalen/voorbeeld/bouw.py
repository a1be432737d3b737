"""Builds Voorbeeldstad by calling operations along a moved clock, and goes on where a killed build stopped.

What people did on one day is one transaction that also counts the day, so nothing is done twice; sweeps of
the clock may be repeated. Never inserts a row itself.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from signalen import clock, jobs
from signalen.db import db, transaction
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Instelling, Medewerker
from signalen.voorbeeld import mensen
from signalen.voorbeeld.draaiboek import Dag, dagen
from signalen.voorbeeld.tijdpad import BEGIN, Tijdpad
from signalen.voorbeeld.toneel import Decor

KLAAR, NU, GEDAAN = "voorbeeld", "voorbeeld.nu", "voorbeeld.gedaan"
"""Settings: the day of a finished build, the moment that counts as now, and how many days were done."""

KLOK = "SIGNALEN_KLOK"
BEZORGER = "signalen_bezorger"


class BezetteDatabase(Exception):
    """This database is not ours to fill, or somebody else fills it now; the message is a Dutch sentence."""


def bouw(sleutelmap: Path) -> bool:
    """Make the example municipality as it is now; False when it was finished before, and nothing is changed.

    Raises BezetteDatabase when there are people in the database that this did not make.
    """
    if _lees(KLAAR):
        return False
    nu = _begin(sleutelmap)
    decor = Decor(_ids(), Tijdpad(nu), sleutelmap)
    with _eigen_klok() as zet, _stille_post():
        _speel_af(dagen(decor), zet)
    with transaction():
        medewerkers.zet_instelling(KLAAR, nu.date().isoformat())
    return True


def logins() -> list[dict[str, str]]:
    """Return the log-ins of the example, one per person."""
    return [{"rol": m.rol, "email": m.email, "wachtwoord": mensen.WACHTWOORD} for m in mensen.MENSEN]


def _begin(sleutelmap: Path) -> datetime:
    """Make the people and note which moment is now, all or nothing; return that of the first start."""
    eerder = _lees(NU)
    if eerder:
        return datetime.fromisoformat(eerder)
    nu = clock.now()
    with transaction():
        if db.session.scalar(select(Medewerker.id).limit(1)) is not None:
            zin = "In deze database staan al mensen. De voorbeeldgemeente komt alleen in een lege database."
            raise BezetteDatabase(zin)
        mensen.bouw(Tijdpad(nu).dag(BEGIN), sleutelmap)
        medewerkers.zet_instelling(NU, nu.isoformat())
        medewerkers.zet_instelling(GEDAAN, "0")
    return nu


def _ids() -> dict[str, uuid.UUID]:
    """Return the people of the example by the local part of their address."""
    adressen = {mens.email: mens.adres for mens in mensen.MENSEN}
    rijen = db.session.execute(select(Medewerker.email, Medewerker.id)).all()
    db.session.rollback()
    return {adressen[rij.email]: rij.id for rij in rijen if rij.email in adressen}


def _lees(sleutel: str) -> str:
    waarde = db.session.scalar(select(Instelling.waarde).where(Instelling.sleutel == sleutel))
    db.session.rollback()
    return waarde or ""


# ------------------------------------------------------------------ day by day


def _speel_af(alle: list[Dag], zet: Callable[[datetime], None]) -> None:
    for nummer in range(int(_lees(GEDAAN)), len(alle)):
        zet(alle[nummer].ochtend)
        jobs.tik(alle[nummer].ochtend)
        _doe(alle[nummer], nummer, zet)


def _doe(dag: Dag, nummer: int, zet: Callable[[datetime], None]) -> None:
    """Carry out the acts of one day and count the day, in one transaction."""
    if not dag.daden:
        return
    with transaction():
        _eis_dat_wij_bouwen(nummer)
        for moment, daad in dag.daden:
            zet(moment)
            daad(moment)
            db.session.flush()
            db.session.expire_all()
        medewerkers.zet_instelling(GEDAAN, str(nummer + 1))


def _eis_dat_wij_bouwen(nummer: int) -> None:
    """Days without acts are not counted, so what was counted may lie before this day, never after it."""
    zoek = select(Instelling.waarde).where(Instelling.sleutel == GEDAAN).with_for_update()
    if int(db.session.scalar(zoek) or 0) > nummer:
        raise BezetteDatabase("Iemand anders bouwt deze voorbeeldgemeente al.")


@contextmanager
def _stille_post() -> Iterator[None]:
    """Mail nobody while the past is made: these letters are months old and stand in the app."""
    eerder = current_app.extensions[BEZORGER]
    current_app.extensions[BEZORGER] = lambda *brief: None
    try:
        yield
    finally:
        current_app.extensions[BEZORGER] = eerder


@contextmanager
def _eigen_klok() -> Iterator[Callable[[datetime], None]]:
    """Lend a clock file of our own to whatever looks at the clock, and put back what was set before."""
    eerder = os.environ.get(KLOK)
    with tempfile.TemporaryDirectory(prefix="voorbeeld-") as map_:
        bestand = Path(map_) / "klok"
        os.environ[KLOK] = str(bestand)
        try:
            yield lambda moment: _zet(bestand, moment)
        finally:
            _herstel(eerder)


def _zet(bestand: Path, moment: datetime) -> None:
    half = bestand.with_suffix(".half")
    half.write_text(moment.isoformat(), encoding="utf-8")
    half.replace(bestand)


def _herstel(eerder: str | None) -> None:
    if eerder is None:
        os.environ.pop(KLOK, None)
    else:
        os.environ[KLOK] = eerder
