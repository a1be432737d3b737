"""What the chair does to the order of an agenda: earlier, later, minutes, and back to how it comes by itself.

Stores only what the chair chose. Two chairs at once: the second is refused and sees what the first one did.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete

from signalen.db import db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout, Verouderd
from signalen.overleg.models import Agendavolgorde
from signalen.overleg.operations.plannen import eis_gepland, slot
from signalen.overleg.queries import agenda, volgorde
from workflows import agendavolgorde

HOOGSTENS = 480
MEER = 200
"""More moves than any agenda is long."""


@dataclass(frozen=True)
class Schikking:
    """What the chair asks: move one item (`stappen` later, negative is earlier) and set minutes by key.

    `teken` says what the chair saw; empty means: whatever it is now.
    """

    teken: str = ""
    sleutel: str = ""
    stappen: int = 0
    minuten: Mapping[str, str] = field(default_factory=dict)


def schik(overleg_id: uuid.UUID, wens: Schikking, moment: datetime) -> None:
    """Move an item and keep the minutes that were typed.

    Raises Verouderd when the order changed since or the item is gone, OngeldigeInvoer per field of minutes,
    and Geweigerd for an overleg that is over.
    """
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    keuzes = _vers(overleg_id, wens.teken)
    punten = agenda.vanzelf(overleg, moment.date())
    minuten = _minuten({p.sleutel: p.minuten for p in punten}, wens.minuten)
    plaatsen = keuzes.plaatsen
    if wens.sleutel:
        plaatsen = _verplaatst(volgorde.vanzelf(punten), plaatsen, wens)
    _bewaar(overleg_id, plaatsen, {**keuzes.minuten, **minuten}, {p.sleutel: p.minuten for p in punten})


def _vers(overleg_id: uuid.UUID, teken: str) -> volgorde.Keuzes:
    keuzes = volgorde.keuzes(overleg_id)
    if teken and teken != keuzes.teken:
        raise Verouderd("Iemand anders heeft de agenda net veranderd. Kijk eerst hoe de volgorde nu is.")
    return keuzes


def _verplaatst(
    vanzelf: agendavolgorde.Vanzelf, plaatsen: Mapping[str, int], wens: Schikking
) -> dict[str, int]:
    if wens.sleutel not in dict(vanzelf):
        raise Verouderd("Dit punt staat niet meer op deze agenda. Kijk eerst hoe de agenda nu is.")
    return agendavolgorde.verplaats(vanzelf, plaatsen, wens.sleutel, max(-MEER, min(MEER, wens.stappen)))


def _minuten(bekend: Mapping[str, int], ruw: Mapping[str, str]) -> dict[str, int]:
    """Read what was typed for items that are on this agenda. Raises OngeldigeInvoer per field."""
    uit, fouten = {}, []
    for sleutel, tekst in ruw.items():
        if sleutel not in bekend:
            continue
        if not tekst.strip():
            uit[sleutel] = bekend[sleutel]
        elif re.fullmatch(r"\d{1,3}", tekst.strip()) and 1 <= int(tekst) <= HOOGSTENS:
            uit[sleutel] = int(tekst)
        else:
            zin = f"Schrijf het aantal minuten, van 1 tot en met {HOOGSTENS}."
            fouten.append(Veldfout(f"minuten-{sleutel}", zin))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return uit


def _bewaar(
    overleg_id: uuid.UUID, plaatsen: Mapping[str, int], minuten: Mapping[str, int], gewoon: Mapping[str, int]
) -> None:
    """Write the choices anew; minutes that an item has by itself are no choice."""
    anders = {s: m for s, m in minuten.items() if m != gewoon.get(s)}
    _wis(overleg_id)
    for sleutel in _alle(plaatsen, anders):
        rij = Agendavolgorde(
            overleg_id=overleg_id,
            sleutel=sleutel,
            plaats=plaatsen.get(sleutel),
            minuten=anders.get(sleutel),
        )
        db.session.add(rij)
    db.session.flush()


def _alle(*delen: Collection[str]) -> list[str]:
    return sorted({sleutel for deel in delen for sleutel in deel})


def _wis(overleg_id: uuid.UUID) -> None:
    db.session.execute(delete(Agendavolgorde).where(Agendavolgorde.overleg_id == overleg_id))
    db.session.expire_all()


def weer_vanzelf(overleg_id: uuid.UUID, teken: str, moment: datetime) -> None:
    """Forget what the chair chose. Raises Verouderd when it changed since, Geweigerd for one that is over."""
    eis_gepland(slot(overleg_id))
    _vers(overleg_id, teken)
    _wis(overleg_id)
