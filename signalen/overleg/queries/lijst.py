"""The list of overleggen by month: the next one on top, then what is planned, then what has been."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import func, or_, select

from signalen.db import db
from signalen.overleg import sluitingsdag
from signalen.overleg.models import Deelnemer, Overleg
from signalen.overleg.queries.afwezig import zonder_leider
from signalen.overleg.queries.regels import OverlegRegel, regel, waarom_vrij
from signalen.permissions import Persoon, Recht, mag
from workflows.termijn import voluit

PER_PAGINA = 40
MAX_KOMEND = 60


@dataclass(frozen=True)
class Maand:
    """The overleggen of one month, with how many were held, planned and cancelled in words."""

    naam: str
    telling: str
    regels: tuple[OverlegRegel, ...]


@dataclass(frozen=True)
class Lijst:
    """What the page of overleggen shows."""

    volgende: OverlegRegel | None
    komend: tuple[Maand, ...]
    geweest: tuple[Maand, ...]
    pagina: int
    paginas: int


def lijst(persoon: Persoon, vandaag: date, pagina: int = 1) -> Lijst:
    """Return the overleggen that this person may see; what has been comes in pages."""
    van_mij = _zichtbaar(persoon)
    gepland = select(Overleg).where(van_mij, Overleg.staat == "gepland")
    komend = db.session.scalars(gepland.order_by(Overleg.datum, Overleg.begin).limit(MAX_KOMEND)).all()
    aantal = db.session.scalar(select(func.count(Overleg.id)).where(van_mij, Overleg.staat != "gepland")) or 0
    paginas = max(1, -(-aantal // PER_PAGINA))
    blad = min(max(1, pagina), paginas)
    geweest = select(Overleg).where(van_mij, Overleg.staat != "gepland")
    geweest = geweest.order_by(Overleg.datum.desc(), Overleg.begin.desc(), Overleg.id)
    rijen = db.session.scalars(geweest.limit(PER_PAGINA).offset((blad - 1) * PER_PAGINA)).all()
    let_op = zonder_leider(komend, vandaag)
    regels = [replace(regel(rij, vandaag), let_op=_let_op(rij, let_op, vandaag)) for rij in komend]
    volgende = next((r for r in regels if r.datum >= vandaag), None)
    return Lijst(volgende, _maanden(regels), _maanden([regel(rij, vandaag) for rij in rijen]), blad, paginas)


def _let_op(rij: Overleg, zonder: Mapping[uuid.UUID, str], vandaag: date) -> str:
    """Say what is wrong with its day or its leader."""
    vrij = waarom_vrij(rij, vandaag)
    return " ".join(filter(None, [sluitingsdag.KORT.format(vrij) if vrij else "", zonder.get(rij.id, "")]))


def _zichtbaar(persoon: Persoon):  # type: ignore[no-untyped-def]
    """Only what `Recht.OVERLEG_ZIEN` would open: my own overleggen, or all of them for who may see each."""
    if mag(Recht.OVERLEG_ZIEN, persoon):
        return Overleg.id.is_not(None)
    uitgenodigd = select(Deelnemer.overleg_id).where(Deelnemer.medewerker_id == persoon.id)
    leidt = or_(Overleg.gespreksleider_id == persoon.id, Overleg.vervanger_id == persoon.id)
    return or_(leidt, Overleg.id.in_(uitgenodigd))


def _maanden(regels: Sequence[OverlegRegel]) -> tuple[Maand, ...]:
    per_maand = groupby(regels, key=lambda r: (r.datum.year, r.datum.month))
    return tuple(_maand(tuple(groep)) for _, groep in per_maand)


def _maand(regels: tuple[OverlegRegel, ...]) -> Maand:
    naam = " ".join(voluit(regels[0].datum).split()[2:])
    geteld = Counter(r.staat_woord for r in regels)
    return Maand(naam, ", ".join(f"{aantal} {woord}" for woord, aantal in geteld.items()), regels)


def is_gepland(overleg_id: uuid.UUID) -> bool:
    """Say whether this overleg exists and is still planned."""
    return db.session.scalar(select(Overleg.staat).where(Overleg.id == overleg_id)) == "gepland"


def volgende_luistersessie(vandaag: date) -> OverlegRegel | None:
    """Return the next luistersessie that is planned, for everyone; None when there is none."""
    zoek = select(Overleg).where(
        Overleg.soort == "luistersessie", Overleg.staat == "gepland", Overleg.datum >= vandaag
    )
    rij = db.session.scalars(zoek.order_by(Overleg.datum, Overleg.begin).limit(1)).first()
    return regel(rij, vandaag) if rij else None
