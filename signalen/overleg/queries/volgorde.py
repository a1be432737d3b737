"""What the chair changed in an agenda, laid over the order that it has by itself. Changes nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from signalen.db import db
from signalen.overleg.models import Agendavolgorde
from workflows import agendavolgorde

P = TypeVar("P", bound=Any)
KEUZES = (
    select(Agendavolgorde.sleutel, Agendavolgorde.plaats, Agendavolgorde.minuten)
    .where(Agendavolgorde.overleg_id == bindparam("overleg"))
    .order_by(Agendavolgorde.sleutel)
)


@dataclass(frozen=True)
class Keuzes:
    """What the chair chose: places and minutes by key. `teken` changes whenever one of them does."""

    plaatsen: Mapping[str, int]
    minuten: Mapping[str, int]
    teken: str


def keuzes(overleg_id: uuid.UUID) -> Keuzes:
    """Return what the chair of this overleg chose."""
    rijen = db.session.execute(KEUZES, {"overleg": overleg_id}).all()
    tekst = ";".join(f"{r.sleutel},{r.plaats},{r.minuten}" for r in rijen)
    return Keuzes(
        {r.sleutel: r.plaats for r in rijen if r.plaats is not None},
        {r.sleutel: r.minuten for r in rijen if r.minuten is not None},
        hashlib.sha256(tekst.encode()).hexdigest()[:16],
    )


def vanzelf(punten: Sequence[P]) -> list[tuple[str, int]]:
    """Return items as the rule of the order wants them: (key, block)."""
    return [(punt.sleutel, agendavolgorde.blok(punt.soort, punt.spoed)) for punt in punten]


def toegepast(overleg_id: uuid.UUID, punten: Sequence[P]) -> list[P]:
    """Return items in the order and with the minutes that the chair chose."""
    if not punten:
        return []
    gekozen = keuzes(overleg_id)
    per_sleutel = {punt.sleutel: punt for punt in punten}
    rij = agendavolgorde.volgorde(vanzelf(punten), gekozen.plaatsen)
    return [_met_minuten(per_sleutel[sleutel], gekozen.minuten) for sleutel in rij]


def _met_minuten(punt: P, minuten: Mapping[str, int]) -> P:
    anders = minuten.get(punt.sleutel)
    return replace(punt, minuten=anders) if anders else punt
