"""What left the room in the example: texts put to the inbrenger, looked over or not, and an afweging.

Calls the operations of overleg only; expects an open transaction.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.overleg import operations as overleggen
from signalen.overleg.models import Agendapunt, Oogst
from signalen.signaal.models import Signaal
from signalen.voorbeeld.toneel import Decor, knelpunt_id_van
from signalen.voorbeeld.verhalen import SCRIPT, gemerkt

DELEN = ("feit", "alternatief", "opvatting")


def daden(decor: Decor) -> Iterator[tuple[date, Callable[[datetime], object]]]:
    """Yield (day, act) for every text of the script."""
    for rij in tomllib.loads((SCRIPT / "oogst.toml").read_text("utf-8"))["oogst"]:
        stappen = (("voorgelegd", leg_voor), ("nagekeken", kijk_na), ("aangeboden", bied_aan))
        for naam, daad in stappen:
            if naam in rij:
                yield decor.pad.dag(rij[naam]), partial(daad, rij)


def leg_voor(rij: Mapping[str, Any], moment: datetime) -> None:
    """Put a text to the inbrenger."""
    zoek = select(Agendapunt).where(Agendapunt.knelpunt_id == _knelpunt(rij)).order_by(Agendapunt.id)
    punt = db.session.scalars(zoek.limit(1)).one()
    delen = {naam: gemerkt(naam, rij.get(naam, "")) for naam in DELEN}
    overleggen.leg_voor(punt.overleg_id, punt.id, delen, "", moment)


def kijk_na(rij: Mapping[str, Any], moment: datetime) -> None:
    """Agree as the inbrenger, also to Eerdere afwegingen."""
    van = db.session.scalars(select(Signaal).where(Signaal.formulier == _formulier(rij))).one()
    overleggen.stem_in(van, _oogst(rij), "akkoord", "", True, moment)


def bied_aan(rij: Mapping[str, Any], moment: datetime) -> None:
    """Offer the afweging as jurist."""
    overleggen.bied_aan(_oogst(rij), rij["afweging"], "jurist", moment)


def _formulier(rij: Mapping[str, Any]) -> str:
    return f"voorbeeld-{rij['item']}"


def _knelpunt(rij: Mapping[str, Any]) -> uuid.UUID:
    return knelpunt_id_van(_formulier(rij))


def _oogst(rij: Mapping[str, Any]) -> uuid.UUID:
    return db.session.scalars(select(Oogst.id).where(Oogst.knelpunt_id == _knelpunt(rij))).one()
