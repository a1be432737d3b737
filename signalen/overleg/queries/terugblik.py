"""The look-back at the start of an agenda: what this overleg advised before, and what came of it since.

Titles, the approved advice and the kind of decision only; the whole answer stands at the knelpunt.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import db
from signalen.knelpunt.models import Besluit, Doorgeving, Stilte, Traject
from signalen.knelpunt.operations import routes
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Overleg

TERUG = timedelta(days=400)
HOOGSTENS = 10
KORT = 300
NIET_BESPROKEN = ("doorgeschoven", "vervallen")


@dataclass(frozen=True)
class Terugblik:
    """One earlier item: its title, what was advised (may be empty), and what came of it on which day."""

    titel: str
    besproken_op: date
    advies: str
    uitkomst: str
    datum: date
    url: str


def van(overleg: Overleg) -> list[Terugblik]:
    """Return what came since the previous held overleg of this kind and leader, newest first.

    For an overleg that was held itself: what had come by then, so that its page keeps saying the same.
    """
    if overleg.staat == "vervallen":
        return []
    eerder = _eerdere(overleg)
    if not eerder:
        return []
    vanaf, tot = eerder[0][1], overleg.gehouden_op or date.max
    punten = _punten([id_ for id_, _ in eerder])
    gekomen = _gekomen(punten, vanaf, tot, overleg.soort)
    regels = [_regel(punten[id_], overleg.soort, *gekomen[id_]) for id_ in gekomen]
    return sorted(regels, key=lambda r: (-r.datum.toordinal(), r.titel))[:HOOGSTENS]


def _eerdere(overleg: Overleg) -> list[tuple[uuid.UUID, date]]:
    """Return (id, day held) of the earlier held ones of this kind and leader, newest first."""
    zoek = select(Overleg.id, Overleg.gehouden_op).where(
        Overleg.soort == overleg.soort,
        Overleg.gespreksleider_id == overleg.gespreksleider_id,
        Overleg.staat == "gehouden",
        Overleg.id != overleg.id,
        Overleg.gehouden_op <= (overleg.gehouden_op or overleg.datum),
        Overleg.gehouden_op >= overleg.datum - TERUG,
    )
    rijen = db.session.execute(zoek.order_by(Overleg.gehouden_op.desc(), Overleg.id))
    return [(rij.id, rij.gehouden_op) for rij in rijen]


@dataclass(frozen=True)
class _Punt:
    knelpunt_id: uuid.UUID
    titel: str
    op: date


def _punten(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, _Punt]:
    """Return per knelpunt when it was discussed last in these overleggen."""
    zoek = select(Agendapunt.knelpunt_id, Agendapunt.onderwerp, Overleg.gehouden_op)
    zoek = zoek.join(Overleg, Overleg.id == Agendapunt.overleg_id).where(
        Agendapunt.overleg_id.in_(ids),
        Agendapunt.knelpunt_id.is_not(None),
        Agendapunt.uitkomst.not_in(NIET_BESPROKEN),
    )
    rijen = db.session.execute(zoek.order_by(Overleg.gehouden_op))
    return {r.knelpunt_id: _Punt(r.knelpunt_id, r.onderwerp, r.gehouden_op) for r in rijen}


def _gekomen(
    punten: dict[uuid.UUID, _Punt], vanaf: date, tot: date, soort: str
) -> dict[uuid.UUID, tuple[str, date]]:
    """Return per knelpunt the last decision or silence of another layer in this period, in words."""
    if not punten:
        return {}
    gevonden = [*_stiltes(punten, vanaf, tot), *_besluiten(punten, vanaf, tot)]
    uit: dict[uuid.UUID, tuple[str, date]] = {}
    for knelpunt_id, adoptie_id, stap, zin, dag in sorted(gevonden, key=lambda g: g[4]):
        route = routes.route_bij(adoptie_id)
        if stap in rules.stappen_voor(route, soort) or dag < punten[knelpunt_id].op:
            continue
        uit[knelpunt_id] = (zin.format(wie=route.titel_van(stap)), dag)
    return uit


Gevonden = Sequence[tuple[uuid.UUID, uuid.UUID, str, str, date]]


def _besluiten(ids: Collection[uuid.UUID], vanaf: date, tot: date) -> Gevonden:
    kolommen = (Besluit.knelpunt_id, Traject.adoptie_id, Besluit.stap, Besluit.soort, Besluit.datum)
    zoek = select(*kolommen).join(Traject, Traject.id == Besluit.traject_id)
    zoek = zoek.where(Besluit.knelpunt_id.in_(ids), Besluit.datum >= vanaf, Besluit.datum <= tot)
    woorden = visibility.BESLUITWOORDEN
    return [
        (r.knelpunt_id, r.adoptie_id, r.stap, "{wie}: " + woorden.get(r.soort, r.soort), r.datum)
        for r in db.session.execute(zoek.where(Besluit.vervallen_op.is_(None)))
    ]


def _stiltes(ids: Collection[uuid.UUID], vanaf: date, tot: date) -> Gevonden:
    kolommen = (Stilte.knelpunt_id, Traject.adoptie_id, Stilte.stap, Stilte.datum)
    zoek = select(*kolommen).join(Traject, Traject.knelpunt_id == Stilte.knelpunt_id)
    zoek = zoek.where(Traject.soort == "knelpunt", Traject.open)
    zoek = zoek.where(Stilte.knelpunt_id.in_(ids), Stilte.datum >= vanaf, Stilte.datum <= tot)
    rijen = db.session.execute(zoek)
    return [(r.knelpunt_id, r.adoptie_id, r.stap, "{wie} bleef stil", r.datum) for r in rijen]


def _regel(punt: _Punt, soort: str, uitkomst: str, datum: date) -> Terugblik:
    advies = _advies(punt, soort, datum)
    return Terugblik(punt.titel, punt.op, advies, uitkomst, datum, f"/knelpunten/{punt.knelpunt_id}")


def _advies(punt: _Punt, soort: str, tot: date) -> str:
    """Return the words that this layer passed on after it was discussed."""
    zoek = select(Doorgeving).where(
        Doorgeving.knelpunt_id == punt.knelpunt_id,
        Doorgeving.rol.in_(rules.LEIDERS[soort]),
        Doorgeving.datum >= punt.op,
        Doorgeving.datum <= tot,
    )
    zoek = zoek.options(joinedload(Doorgeving.tekst)).order_by(Doorgeving.datum, Doorgeving.id).limit(1)
    rij = db.session.scalars(zoek).first()
    tekst = visibility.woorden(rij.tekst) if rij else ""
    return tekst if len(tekst) <= KORT else tekst[:KORT].rsplit(" ", 1)[0] + " ..."
