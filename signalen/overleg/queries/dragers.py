"""Overleggen as `workflows.agendadrager` looks at them. Reads columns; that rule says which carries what."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.overleg.models import Overleg
from signalen.permissions import Persoon
from workflows.agendadrager import GEPLAND, Dag

KOLOMMEN = (
    Overleg.id,
    Overleg.soort,
    Overleg.gespreksleider_id,
    Overleg.vervanger_id,
    Overleg.datum,
    Overleg.begin,
    Overleg.staat,
)
VAN_SOORT = select(*KOLOMMEN).where(Overleg.soort == bindparam("soort"), Overleg.staat == GEPLAND)


@dataclass(frozen=True)
class Dragers:
    """The planned overleggen of one kind, also forgotten ones, and who decides what they are about."""

    dagen: tuple[Dag, ...]
    mensen: Mapping[uuid.UUID, Persoon]


def dag_van(rij: Any) -> Dag:
    """Return an Overleg, or a row with its `KOLOMMEN`, as the rule looks at it."""
    return Dag(rij.id, rij.soort, rij.gespreksleider_id, rij.datum, rij.begin, rij.staat)


def gepland(soort: str) -> Dragers:
    """Return the planned overleggen of a kind: two queries.

    Where its leader left and somebody took it over, that person decides for which knelpunten it is.
    """
    rijen = db.session.execute(VAN_SOORT, {"soort": soort}).all()
    leiders = {rij.gespreksleider_id for rij in rijen}
    mensen = medewerkers.personen(leiders | {rij.vervanger_id for rij in rijen if rij.vervanger_id})
    return Dragers(tuple(_dag(rij, mensen) for rij in rijen), mensen)


def _dag(rij: Any, mensen: Mapping[uuid.UUID, Persoon]) -> Dag:
    vervanger = None if rij.gespreksleider_id in mensen else rij.vervanger_id
    return Dag(rij.id, rij.soort, rij.gespreksleider_id, rij.datum, rij.begin, rij.staat, vervanger)
