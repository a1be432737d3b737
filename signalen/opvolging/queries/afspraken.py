"""Reading promises: those of a besluit, of a knelpunt, and those that somebody must keep."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Knelpunt
from signalen.opvolging import rules
from signalen.opvolging.models import Afspraak, Nameting
from signalen.visibility import Afspraakregel

Label = Callable[[str], str]


def regel(rij: Afspraak, vandaag: date, label: Label, mag_bijwerken: bool = False) -> Afspraakregel:
    """Return a promise as a record."""
    return Afspraakregel(
        id=str(rij.id),
        omschrijving=rij.omschrijving,
        wie=label(rij.eigenaar_rol),
        beloofd=rij.beloofd,
        datum=rij.datum,
        verschoven=len(rij.verschuivingen),
        stand=rules.stand(rij.beloofd, rij.gedaan_op, rij.vervallen_op, vandaag),
        gedaan_op=rij.gedaan_op,
        gedaan_tekst=rij.gedaan_tekst or rij.vervallen_reden,
        mag_bijwerken=mag_bijwerken and not (rij.gedaan_op or rij.vervallen_op),
    )


def afspraken_van_besluit(besluit_id: uuid.UUID, vandaag: date, label: Label) -> list[Afspraakregel]:
    """Return what one besluit promises."""
    zoek = select(Afspraak).where(Afspraak.besluit_id == besluit_id)
    return [regel(rij, vandaag, label) for rij in _lees(zoek)]


def afspraken_van(
    knelpunt_id: uuid.UUID, vandaag: date, label: Label, mijn_rollen: Collection[str]
) -> list[Afspraakregel]:
    """Return every promise about a knelpunt; owners and the coordinator may update theirs."""
    zoek = select(Afspraak).where(Afspraak.knelpunt_id == knelpunt_id)
    return [
        regel(rij, vandaag, label, rij.eigenaar_rol in mijn_rollen or "coordinator" in mijn_rollen)
        for rij in _lees(zoek)
    ]


def _lees(zoek) -> Sequence[Afspraak]:  # type: ignore[no-untyped-def]
    hoe = selectinload(Afspraak.verschuivingen)
    return db.session.scalars(zoek.options(hoe).order_by(Afspraak.beloofd, Afspraak.id)).all()


def te_laat(vandaag: date) -> int:
    """Return how many promises are past their first promised day and not kept."""
    zoek = select(func.count()).where(
        Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None), Afspraak.beloofd < vandaag
    )
    return db.session.scalar(zoek) or 0


def nametingen(knelpunt_id: uuid.UUID) -> list[tuple[int, date, bool]]:
    """Return (working days, day, asked) of each nameting of a knelpunt."""
    zoek = select(Nameting).where(Nameting.knelpunt_id == knelpunt_id).order_by(Nameting.datum)
    return [(n.werkdagen, n.datum, n.gevraagd_op is not None) for n in db.session.scalars(zoek)]


@dataclass(frozen=True)
class Afspraakpagina:
    """One promise on a page of its own; `schuif` are (from, to, reason), oldest first."""

    soort: str
    regel: Afspraakregel
    schuif: tuple[tuple[date, date, str], ...]


def pagina(afspraak_id: uuid.UUID, vandaag: date, label: Label) -> Afspraakpagina:
    """Return the page of one promise, for who may update it."""
    rij = db.session.get_one(Afspraak, afspraak_id)
    schuif = tuple((v.van, v.naar, v.reden) for v in rij.verschuivingen)
    return Afspraakpagina(rules.soortwoord(rij.soort), regel(rij, vandaag, label, True), schuif)


@dataclass(frozen=True)
class Afspraakplaats:
    """Where a promise belongs: whose it is, which domain, and the page that shows it."""

    id: uuid.UUID
    eigenaar_rol: str
    domein: str
    bestuur: str
    pad: str


def een(afspraak_id: uuid.UUID) -> Afspraakplaats:
    """Return where a promise belongs. Raises NietGevonden."""
    rij = db.session.get(Afspraak, afspraak_id)
    if rij is None:
        raise NietGevonden(str(afspraak_id))
    knelpunt = db.session.get(Knelpunt, rij.knelpunt_id) if rij.knelpunt_id else None
    if knelpunt is None:
        return Afspraakplaats(rij.id, rij.eigenaar_rol, "*", "", f"/afspraken/{rij.id}")
    pad = f"/knelpunten/{knelpunt.id}/afspraken"
    return Afspraakplaats(rij.id, rij.eigenaar_rol, knelpunt.domein, knelpunt.bestuur, pad)


def heeft_afspraak(knelpunt_id: uuid.UUID, rollen: Collection[str]) -> bool:
    """Say whether one of these roles owns a promise about a knelpunt."""
    zoek = select(Afspraak.id).where(Afspraak.knelpunt_id == knelpunt_id, Afspraak.eigenaar_rol.in_(rollen))
    return db.session.scalar(zoek.limit(1)) is not None
