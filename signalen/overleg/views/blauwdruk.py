"""The blueprint that every page of overleg hangs on, and how its things are loaded; holds no pages itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from signalen import kader, web
from signalen.overleg import queries
from signalen.overleg.queries import luistersessies, onderwerpen
from signalen.overleg.queries import punt as punten
from signalen.permissions import Band, Persoon
from signalen.web import Geladen
from signalen.weigering import NietGevonden

overleg = Blueprint("overleg", __name__)


def laad_overleg(persoon: Persoon | None, overleg_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load an overleg and how the reader stands to it."""
    id_, band = queries.laad(overleg_id, persoon)
    return Geladen(id_, band)


def laad_gepland(persoon: Persoon | None, overleg_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load an overleg that is still planned. Raises NietGevonden for one that is over."""
    if not queries.is_gepland(overleg_id):
        raise NietGevonden(str(overleg_id))
    return laad_overleg(persoon, overleg_id)


@dataclass(frozen=True)
class Plek:
    """An item on the agenda of an overleg."""

    overleg_id: uuid.UUID
    soort: str
    ding_id: uuid.UUID

    @property
    def pad(self) -> str:
        """The address of its page."""
        return f"/overleg/{self.overleg_id}/punt/{self.soort}/{self.ding_id}"


def laad_punt(
    persoon: Persoon | None, overleg_id: uuid.UUID, ding_id: uuid.UUID, soort: str = "onderwerp"
) -> Geladen[Plek]:
    """Load an item that is on this agenda for this reader. Raises NietGevonden for any other.

    A subject of a luistersessie is on the agenda of who leads it only.
    """
    _, band = queries.laad(overleg_id, persoon)
    mijn = band.gespreksleider or (band.deelnemer and soort != "onderwerp")
    if not mijn or not punten.op_agenda(overleg_id, soort, ding_id, web.moment().date()):
        raise NietGevonden(str(ding_id))
    return Geladen(Plek(overleg_id, soort, ding_id), band)


def laad_luistersessie(persoon: Persoon | None, overleg_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load a luistersessie that is coming; it is open to everyone who is logged in."""
    return Geladen(luistersessies.een(overleg_id, web.moment().date(), kader.rol_label), Band())


def laad_ontvangst(persoon: Persoon | None, code: str, **rest: Any) -> Geladen[uuid.UUID]:
    """Load a subject by the code on its receipt. Raises NietGevonden."""
    return Geladen(onderwerpen.met_code(code), Band())
