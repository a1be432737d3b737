"""Which overleggen lack somebody to lead them, and the page on which a leader hands them over. Reads only."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Uuid, any_, bindparam, literal, null, select, union_all
from sqlalchemy.orm import selectinload

from signalen.db import NietGevonden, db
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Medewerker, Vervanging
from signalen.overleg import rules
from signalen.overleg.models import Afwezigheid, Overleg
from signalen.overleg.queries.regels import OverlegRegel, regel
from signalen.permissions import Band, Persoon, Recht, mag

WEG = "De gespreksleider is dan afwezig. Er is nog geen vervanger."
MAX_KEUZES = 300
"""Choices on one page, all overleggen together: with more it would grow over 60 KB."""

UIT_DIENST = "De gespreksleider werkt hier niet meer. Kies een andere."


@dataclass(frozen=True)
class Periode:
    """A period of absence of one person."""

    id: uuid.UUID
    van: date
    tot: date


@dataclass(frozen=True)
class Over:
    """One overleg of an absent leader: who leads it now, and who may take it over as (id, name)."""

    regel: OverlegRegel
    nu: str
    keuzes: tuple[tuple[str, str], ...]


LEIDERS = bindparam("leiders", type_=ARRAY(Uuid))
HIER, WEGGEMELD, VERVANGEN = "hier", "weg", "vervangen"
WIE_IS_ER: Any = union_all(
    select(
        literal(HIER).label("wat"), Medewerker.id.label("wie"), null().label("van"), null().label("tot")
    ).where(Medewerker.id == any_(LEIDERS), Medewerker.uit_dienst_op.is_(None)),
    select(literal(WEGGEMELD), Afwezigheid.medewerker_id, Afwezigheid.van, Afwezigheid.tot).where(
        Afwezigheid.medewerker_id == any_(LEIDERS), Afwezigheid.ingetrokken_op.is_(None)
    ),
    select(literal(VERVANGEN), Vervanging.medewerker_id, Vervanging.van, Vervanging.tot).where(
        Vervanging.medewerker_id == any_(LEIDERS)
    ),
)
"""Who of these leaders is in service, when they are away, and when somebody stands in: one round trip."""


def zonder_leider(overleggen: Sequence[Overleg], vandaag: date) -> dict[uuid.UUID, str]:
    """Return a warning for each planned overleg to come that nobody leads on its day."""
    komend = [o for o in overleggen if o.staat == "gepland" and o.datum >= vandaag and not o.vervanger_id]
    leiders = list({o.gespreksleider_id for o in komend})
    if not leiders:
        return {}
    rijen = db.session.execute(WIE_IS_ER, {"leiders": leiders}).all()
    return {o.id: zin for o in komend if (zin := _wat_ontbreekt(o, rijen))}


def _wat_ontbreekt(overleg: Overleg, rijen: Sequence[Any]) -> str:
    mijn = [rij for rij in rijen if rij.wie == overleg.gespreksleider_id]
    dan = {rij.wat for rij in mijn if rij.wat == HIER or rij.van <= overleg.datum <= rij.tot}
    return wat_ontbreekt(HIER in dan, WEGGEMELD in dan, VERVANGEN in dan)


def wat_ontbreekt(hier: bool, weg: bool, vervangen: bool) -> str:
    """Return a warning when a leader is not there and nobody stands in: not in service, or away that day."""
    if vervangen:
        return ""
    return (WEG if weg else "") if hier else UIT_DIENST


def vervanger_op(medewerker_id: uuid.UUID, dag: date) -> uuid.UUID | None:
    """Return who stands in for the whole role of this person on a day (a Vervanging of beheer)."""
    alle = medewerkers.vervangingen()
    return next(
        (v.vervanger_id for v in alle if v.medewerker_id == medewerker_id and v.van <= dag <= v.tot), None
    )


def laad_periode(afwezigheid_id: uuid.UUID, persoon: Persoon | None) -> tuple[Periode, Band]:
    """Return a period of absence and how this person stands to it. Raises NietGevonden."""
    rij = db.session.get(Afwezigheid, afwezigheid_id)
    if rij is None:
        raise NietGevonden(str(afwezigheid_id))
    eigen = persoon is not None and mag_regelen(persoon, rij.medewerker_id)
    return Periode(rij.id, rij.van, rij.tot), Band(gespreksleider=eigen)


def mag_regelen(persoon: Persoon, wie: uuid.UUID) -> bool:
    """Say whether this person may arrange the absence of somebody: their own, or as who sees all."""
    return persoon.id == wie or mag(Recht.OVERLEG_ZIEN, persoon)


def perioden(medewerker_id: uuid.UUID, vandaag: date) -> list[Periode]:
    """Return when somebody is away, from today on."""
    zoek = select(Afwezigheid).where(
        Afwezigheid.medewerker_id == medewerker_id,
        Afwezigheid.tot >= vandaag,
        Afwezigheid.ingetrokken_op.is_(None),
    )
    return [Periode(r.id, r.van, r.tot) for r in db.session.scalars(zoek.order_by(Afwezigheid.van))]


def over_te_dragen(medewerker_id: uuid.UUID, van: date, tot: date, vandaag: date) -> list[Over]:
    """Return the planned overleggen of a leader in a period, each with who may take it over.

    What nobody leads yet comes first; as many as fit on a page together with their choices.
    """
    zoek = select(Overleg).where(
        Overleg.gespreksleider_id == medewerker_id,
        Overleg.staat == "gepland",
        Overleg.datum.between(max(van, vandaag), tot),
    )
    rijen = db.session.scalars(
        zoek.options(selectinload(Overleg.deelnemers)).order_by(Overleg.datum, Overleg.begin)
    )
    rollen: dict[uuid.UUID, set[str]] = defaultdict(set)
    for periode in medewerkers.perioden():
        if periode.geldt(vandaag):
            rollen[periode.medewerker_id].add(periode.rol)
    over = sorted((_over(rij, rollen, vandaag) for rij in rijen), key=lambda o: bool(o.nu))
    keuzes = max((len(o.keuzes) for o in over), default=0)
    return over[: max(3, MAX_KEUZES // max(keuzes, 10))]


def _over(rij: Overleg, rollen: Mapping[uuid.UUID, set[str]], vandaag: date) -> Over:
    """Names only who holds a role that leads this kind; the operation also looks at the line."""
    keuzes = tuple(
        (str(m.id), f"{m.naam}, {m.eenheid.naam}")
        for m in medewerkers.in_dienst()
        if m.id != rij.gespreksleider_id and rules.rol_als_leider(rollen.get(m.id, ()), rij.soort)
    )
    nu = rij.vervanger_id or vervanger_op(rij.gespreksleider_id, rij.datum)
    namen = medewerkers.namen({nu}) if nu else {}
    return Over(regel(rij, vandaag), namen.get(nu, "") if nu else "", keuzes)
