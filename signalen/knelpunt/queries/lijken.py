"""Look-alikes that say why: the same article, the same domain, the same words. Suggests to a person; merges
nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import db
from signalen.knelpunt.models import Knelpunt, Traject
from signalen.knelpunt.rules import titel_of_week
from signalen.knelpunt.woorden_rules import MINSTENS, kernwoorden

HOOGSTENS = 3


@dataclass(frozen=True)
class Gelijk:
    """A knelpunt that looks alike, and why."""

    id: str
    nummer: int
    titel: str
    samenvatting: str
    waarom: str


def op_tekst(tekst: str, regeling: str, domein: str, behalve: uuid.UUID | None = None) -> list[Gelijk]:
    """Return at most three open knelpunten with a title that look like this, best first."""
    if not kernwoorden(f"{tekst} {regeling}"):
        return []
    zoek = select(Knelpunt).join(
        Traject, (Traject.knelpunt_id == Knelpunt.id) & (Traject.soort == "knelpunt")
    )
    zoek = zoek.where(Knelpunt.titel != "", Knelpunt.opgegaan_in_id.is_(None), Traject.open)
    if domein:
        zoek = zoek.where(Knelpunt.domein == domein)
    zoek = zoek.options(joinedload(Knelpunt.samenvatting))
    rijen = db.session.scalars(zoek.order_by(Knelpunt.week.desc()).limit(300)).unique()
    mijn, regel = kernwoorden(f"{tekst}"), kernwoorden(regeling)
    gevonden = [_vergelijk(k, mijn, regel) for k in rijen if k.id != behalve]
    goed = sorted((g for g in gevonden if g[0] >= MINSTENS), key=lambda g: -g[0])
    return [g[1] for g in goed[:HOOGSTENS]]


def _vergelijk(knelpunt: Knelpunt, mijn: frozenset[str], regel: frozenset[str]) -> tuple[int, Gelijk]:
    samenvatting = visibility.woorden(knelpunt.samenvatting)
    samen = mijn & kernwoorden(f"{knelpunt.titel} {samenvatting}")
    zelfde_regel = regel & kernwoorden(knelpunt.regeling)
    redenen = []
    if zelfde_regel:
        redenen.append(f"zelfde regeling: {knelpunt.regeling}")
    if samen:
        redenen.append("zelfde woorden: " + ", ".join(sorted(samen)[:4]))
    beeld = Gelijk(
        str(knelpunt.id),
        knelpunt.nummer,
        titel_of_week(knelpunt.titel, knelpunt.week),
        samenvatting,
        "; ".join(redenen),
    )
    return len(samen) + 2 * bool(zelfde_regel), beeld


def een(knelpunt_id: uuid.UUID) -> Gelijk | None:
    """Return what anyone may see of a titled knelpunt in order to say ik ook; None for another."""
    zoek = select(Knelpunt).where(
        Knelpunt.id == knelpunt_id, Knelpunt.titel != "", Knelpunt.opgegaan_in_id.is_(None)
    )
    rij = db.session.scalars(zoek).first()
    if rij is None:
        return None
    return Gelijk(str(rij.id), rij.nummer, rij.titel, visibility.woorden(rij.samenvatting), "")
