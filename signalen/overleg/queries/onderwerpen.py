"""The subjects of a luistersessie: which wait where, in an order that tells nothing, and what became of one.

A subject waits for the luistersessie on which it was put; once that is over without it, for the next of that
leader.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from signalen import visibility
from signalen.db import NietGevonden, db
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Agendapunt, Onderwerp, OnderwerpAfspraak, Overleg

BESPROKEN = "besproken"


@dataclass(frozen=True)
class Onderwerpregel:
    """A subject as who holds the luistersessie reads it: words and week, never who."""

    id: str
    tekst: str
    week: date
    reden: str = ""


def hash_van(code: str) -> str:
    """Return what is stored of the code on a receipt."""
    return hashlib.sha256(code.encode()).hexdigest()


def wachtend(overleg: Overleg, draagt: bool, vandaag: date) -> list[Onderwerpregel]:
    """Return the open subjects of this luistersessie by week, at random but stable inside a week (channel 3).

    With `draagt` also those of earlier ones of this leader that are over or were forgotten.
    """
    if overleg.soort != "luistersessie":
        return []
    waar = [Onderwerp.overleg_id == overleg.id]
    if draagt:
        waar.append(Onderwerp.overleg_id.in_(_eerdere(overleg, vandaag)))
    zoek = _open().where(or_(*waar))
    regels = [_regel(rij) for rij in db.session.scalars(zoek.options(joinedload(Onderwerp.tekst)))]
    return sorted(regels, key=lambda r: (r.week, uuid.UUID(r.id).int % 1_000_003, r.id))


def _eerdere(overleg: Overleg, vandaag: date):  # type: ignore[no-untyped-def]
    over = or_(Overleg.staat != "gepland", Overleg.datum < vandaag)
    return select(Overleg.id).where(
        Overleg.soort == overleg.soort,
        Overleg.gespreksleider_id == overleg.gespreksleider_id,
        Overleg.id != overleg.id,
        over,
    )


def _open():  # type: ignore[no-untyped-def]
    besproken = select(Agendapunt.onderwerp_id).where(
        Agendapunt.onderwerp_id == Onderwerp.id, Agendapunt.uitkomst == BESPROKEN
    )
    return select(Onderwerp).where(
        Onderwerp.ingetrokken_week.is_(None), Onderwerp.vervallen_op.is_(None), ~besproken.exists()
    )


def _regel(rij: Onderwerp) -> Onderwerpregel:
    return Onderwerpregel(str(rij.id), visibility.woorden(rij.tekst), rij.week, visibility.woorden(rij.reden))


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
