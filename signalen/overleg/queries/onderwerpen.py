"""The subjects of a luistersessie: which wait where, in an order that tells nothing, and what became of one.

Where a subject stands is for `workflows.agendadrager`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Agendapunt, Onderwerp, OnderwerpAfspraak, Overleg
from signalen.overleg.queries import dragers
from workflows.agendadrager import Wacht

BESPROKEN = "besproken"
OPEN = (
    select(Onderwerp.id.label("onderwerp_id"), Onderwerp.week, *dragers.KOLOMMEN)
    .join(Overleg, Overleg.id == Onderwerp.overleg_id)
    .where(
        Onderwerp.ingetrokken_week.is_(None),
        Onderwerp.vervallen_op.is_(None),
        Onderwerp.weg_op.is_(None),
        ~exists().where(Agendapunt.onderwerp_id == Onderwerp.id, Agendapunt.uitkomst == BESPROKEN),
    )
)


@dataclass(frozen=True)
class Onderwerpregel:
    """A subject as who holds the luistersessie reads it: words and week, never who.

    `weg_op` is when the words of one that is closed go; `tekst_er_nog` says whether they are still there.
    """

    id: str
    tekst: str
    week: date
    reden: str = ""
    weg_op: date | None = None
    tekst_er_nog: bool = True


def hash_van(code: str) -> str:
    """Return what is stored of the code on a receipt."""
    return hashlib.sha256(code.encode()).hexdigest()


def open_voor(soort: str) -> list[Any]:
    """Return the open subjects by week, at random but stable inside one (channel 3); without their words."""
    if soort != "luistersessie":
        return []
    rijen = db.session.execute(OPEN).all()
    return sorted(rijen, key=lambda rij: (rij.week, rij.onderwerp_id.int % 1_000_003, str(rij.onderwerp_id)))


def wacht(rij: Any) -> Wacht:
    """Return one of these rows as the rule of the agendas looks at it."""
    return Wacht(f"onderwerp:{rij.onderwerp_id}", op=dragers.dag_van(rij))


def _regel(rij: Onderwerp) -> Onderwerpregel:
    er_nog = rij.tekst.inhoud is not None
    tekst, reden = visibility.woorden(rij.tekst), visibility.woorden(rij.reden)
    return Onderwerpregel(str(rij.id), tekst, rij.week, reden, rij.weg_op, er_nog)


def teksten(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Onderwerpregel]:
    """Return these subjects by id, also those that are closed."""
    if not ids:
        return {}
    hoe = (joinedload(Onderwerp.tekst), joinedload(Onderwerp.reden))
    rijen = db.session.scalars(select(Onderwerp).where(Onderwerp.id.in_(ids)).options(*hoe))
    return {rij.id: _regel(rij) for rij in rijen}


def titel(week: date) -> str:
    """Return what a subject is called. It holds no words, because titles are copied and words are not."""
    return f"Onderwerp uit week {week.isocalendar().week}"


def vervallen(overleg_id: uuid.UUID) -> list[Onderwerpregel]:
    """Return the subjects that were taken off the agenda of this luistersessie, with the reason."""
    zoek = select(Agendapunt.onderwerp_id).where(
        Agendapunt.overleg_id == overleg_id,
        Agendapunt.onderwerp_id.is_not(None),
        Agendapunt.uitkomst == "vervallen",
    )
    return sorted(
        teksten([id_ for id_ in db.session.scalars(zoek) if id_]).values(), key=lambda r: (r.week, r.id)
    )


def afspraken(onderwerp_id: uuid.UUID) -> list[Afspraak]:
    """Return what was promised about a subject, nearest first."""
    zoek = select(Afspraak).join(OnderwerpAfspraak, OnderwerpAfspraak.afspraak_id == Afspraak.id)
    zoek = zoek.where(OnderwerpAfspraak.onderwerp_id == onderwerp_id)
    return list(db.session.scalars(zoek.order_by(Afspraak.datum, Afspraak.id)))


def met_code(code: str) -> uuid.UUID:
    """Return the id of the subject with this code. Raises NietGevonden."""
    gevonden = db.session.scalar(select(Onderwerp.id).where(Onderwerp.code_hash == hash_van(code)))
    if gevonden is None:
        raise NietGevonden("een onderwerp")
    return gevonden
