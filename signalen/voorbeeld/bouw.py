"""Builds Voorbeeldstad by calling operations along a moved clock, and goes on where a killed build stopped.

Each act is one transaction that also counts it, so none is done twice; sweeps of the clock may be repeated.
Never inserts a row itself.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from signalen import clock, jobs
from signalen.db import db, transaction
from signalen.medewerker import operations as medewerkers
from signalen.medewerker.models import Instelling, Medewerker
from signalen.voorbeeld import mensen
from signalen.voorbeeld.draaiboek import Stap, stappen
from signalen.voorbeeld.tijdpad import BEGIN, Tijdpad
from signalen.voorbeeld.toneel import Decor

KLAAR, NU, GEDAAN = "voorbeeld", "voorbeeld.nu", "voorbeeld.gedaan"
"""Settings: the day of a finished build, the moment that counts as now, and how many steps were done."""

KLOK = "SIGNALEN_KLOK"


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
    with _eigen_klok() as zet:
        _speel_af(stappen(decor), zet)
    with transaction():
        medewerkers.zet_instelling(KLAAR, nu.date().isoformat())
    return True


def logins() -> list[dict[str, str]]:
    """Return the log-ins of the example, one per person."""
    return [{"rol": m.rol, "email": m.email, "wachtwoord": mensen.WACHTWOORD} for m in mensen.MENSEN]


def _begin(sleutelmap: Path) -> datetime:
    """Make the people with the moment of the build, all or nothing; return that moment, also of an earlier start."""
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


# ------------------------------------------------------------------ step by step


def _speel_af(alle: list[Stap], zet: Callable[[datetime], None]) -> None:
    gedaan = int(_lees(GEDAAN))
    for nummer, stap in enumerate(alle[gedaan:], start=gedaan + 1):
        zet(stap.moment)
        if stap.daad is None:
            jobs.tik(stap.moment)
        else:
            gedaan = _doe(stap, nummer, gedaan)


def _doe(stap: Stap, nummer: int, gedaan: int) -> int:
    """Carry out one act and count it, in one transaction."""
    assert stap.daad is not None
    with transaction():
        _eis_dat_wij_bouwen(gedaan)
        stap.daad(stap.moment)
        medewerkers.zet_instelling(GEDAAN, str(nummer))
    return nummer


def _eis_dat_wij_bouwen(gedaan: int) -> None:
    zoek = select(Instelling.waarde).where(Instelling.sleutel == GEDAAN).with_for_update()
    if db.session.scalar(zoek) != str(gedaan):
        raise BezetteDatabase("Iemand anders bouwt deze voorbeeldgemeente al.")


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
