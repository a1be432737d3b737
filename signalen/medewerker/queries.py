"""Reading staff: who can act, which roles somebody holds today, and the calendar of the municipality.

Rights are read again for each request (SAFETY rule 15): what is cached here lives as long as one session.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ARRAY, Date, Uuid, and_, bindparam, column, exists, func, or_, select, values
from sqlalchemy.orm import aliased, joinedload

from signalen import clock
from signalen.db import db
from signalen.medewerker import rules
from signalen.medewerker.models import (
    Eenheid,
    ExtraDag,
    Instelling,
    Medewerker,
    Organisatie,
    Portefeuille,
    Rol,
    Vervanging,
)
from signalen.permissions import Persoon
from workflows.termijn import Kalender

T = TypeVar("T")
Dagen = tuple[tuple[date, str], ...]
GEHEUGEN = "medewerker_queries"


def _onthouden(naam: str, maak: Callable[[], T]) -> T:
    geheugen: dict[str, Any] = db.session.info.setdefault(GEHEUGEN, {})
    if naam not in geheugen:
        geheugen[naam] = maak()
    return geheugen[naam]  # type: ignore[no-any-return]


def vergeet() -> None:
    """Forget what was read in this session, after staff, roles or extra days were changed."""
    db.session.info.pop(GEHEUGEN, None)


def kalender() -> Kalender:
    """Return the calendar with extra days (by decree) and own closing days."""
    return _kalender(*_inrichting()[1])


@lru_cache(maxsize=8)
def _kalender(extra: Dagen, sluiting: Dagen) -> Kalender:
    """Keep one calendar per set of days: it remembers the working days of a year once they were counted."""
    return Kalender(dict(extra), dict(sluiting))


def portefeuilles() -> dict[tuple[str, str, str], uuid.UUID]:
    """Return every portefeuille row as (rol, domein, bestuur) -> eenheid."""
    return _inrichting()[0]


def instelling(sleutel: str, standaard: str) -> str:
    """Return a setting, or what the code says when the municipality did not set it."""
    return _inrichting()[2].get(sleutel, standaard)


def _inrichting() -> tuple[dict[tuple[str, str, str], uuid.UUID], tuple[Dagen, Dagen], dict[str, str]]:
    return _onthouden("inrichting", _lees_inrichting)


def _lees_inrichting() -> tuple[dict[tuple[str, str, str], uuid.UUID], tuple[Dagen, Dagen], dict[str, str]]:
    """Read the three small tables that nearly every page asks for, in one round trip."""
    rollen, dagen, instellingen = db.session.execute(INRICHTING).one()
    extra, sluiting = (
        tuple(sorted((date.fromisoformat(dag), reden) for dag, soort, reden in dagen if soort == welke))
        for welke in ("extra", "sluiting")
    )
    van = {(rol, domein, bestuur): uuid.UUID(eenheid) for rol, domein, bestuur, eenheid in rollen}
    return van, (extra, sluiting), dict(instellingen)


def _als_lijst(*kolommen: Any) -> Any:
    lijst = func.json_agg(func.json_build_array(*kolommen))
    return select(func.coalesce(lijst, func.json_build_array())).scalar_subquery()


INRICHTING = select(
    _als_lijst(Portefeuille.rol, Portefeuille.domein, Portefeuille.bestuur, Portefeuille.eenheid_id),
    _als_lijst(ExtraDag.datum, ExtraDag.soort, ExtraDag.reden),
    _als_lijst(Instelling.sleutel, Instelling.waarde),
)


def perioden() -> list[rules.Rolperiode]:
    """Return the roles of everyone still in service."""
    return _onthouden("perioden", _lees_perioden)


def _lees_perioden() -> list[rules.Rolperiode]:
    zoek = select(Rol).join(Medewerker).where(Medewerker.uit_dienst_op.is_(None))
    return [
        rules.Rolperiode(r.medewerker_id, r.rol, r.eenheid_id, r.van, r.tot) for r in db.session.scalars(zoek)
    ]


def vervangingen() -> list[rules.Vervangt]:
    """Return every stand-in arrangement."""
    return _onthouden("vervangingen", _lees_vervangingen)


def _lees_vervangingen() -> list[rules.Vervangt]:
    rijen = db.session.scalars(select(Vervanging))
    return [rules.Vervangt(v.medewerker_id, v.vervanger_id, v.van, v.tot) for v in rijen]


def bezetting(rol: str, domein: str, bestuur: str = "", dag: date | None = None) -> frozenset[uuid.UUID]:
    """Return the people who can act in a role for a domain on a day, through the portefeuille."""
    eenheid = rules.eenheid_voor(portefeuilles(), rol, domein, bestuur)
    return rules.bezetting(perioden(), vervangingen(), rol, eenheid, dag or clock.today())


def persoon(medewerker_id: uuid.UUID, dag: date | None = None) -> Persoon | None:
    """Return who this is, with the roles of today; None for somebody unknown or out of service.

    Reads only the roles of this person and of whom they stand in for, not everyone's.
    """
    rijen = db.session.execute(PERSOON, {"wie": medewerker_id, "dag": dag or clock.today()}).all()
    return persoon_uit(rijen)


def personen(ids: Collection[uuid.UUID], dag: date | None = None) -> dict[uuid.UUID, Persoon]:
    """Return who these people are, as `persoon` does, in one query; without who is unknown or left."""
    bekend: dict[uuid.UUID, Persoon] = _onthouden("personen", dict) if dag is None else {}
    uit = {wie: bekend[wie] for wie in ids if wie in bekend}
    per_mens: dict[uuid.UUID, list[Any]] = {}
    if nieuw := [wie for wie in ids if wie not in bekend]:
        for rij in db.session.execute(PERSONEN, {"wie": nieuw, "dag": dag or clock.today()}):
            per_mens.setdefault(rij.wie, []).append(rij)
    allen = {wie: persoon_uit(rijen) for wie, rijen in per_mens.items()}
    return uit | {wie: mens for wie, mens in allen.items() if mens is not None}


def onthoud(mens: Persoon) -> None:
    """Remember for this session who somebody is, as the log-in session read it with the roles of today."""
    _onthouden("personen", dict[uuid.UUID, Persoon])[mens.id] = mens


def persoon_uit(rijen: Sequence[Any]) -> Persoon | None:
    """Return who these rows are about: one row per role that counts, with the columns of `WIE`."""
    if not rijen or rijen[0].wie is None:
        return None
    eerste = rijen[0]
    return Persoon(
        id=eerste.wie,
        naam=eerste.naam,
        email=eerste.email,
        eigen=eerste.soort == "eigen",
        eenheid_id=eerste.eenheid_id,
        rollen=frozenset((rij.rol, rij.rol_eenheid) for rij in rijen if rij.rol is not None),
    )


def met_wie(zoek: Any, wie: Any) -> Any:
    """Join to a query who somebody is, with the roles that count on the day bound as `dag`.

    `wie` is the column or parameter with the id; somebody unknown or out of service gives a row without a
    person. The columns are those of `WIE`.
    """
    in_dienst_ = and_(Medewerker.id == wie, Medewerker.uit_dienst_op.is_(None))
    return (
        zoek.outerjoin(Medewerker, in_dienst_)
        .outerjoin(Eenheid, Eenheid.id == Medewerker.eenheid_id)
        .outerjoin(Organisatie, Organisatie.id == Eenheid.organisatie_id)
        .outerjoin(Rol, _telt_vandaag())
    )


def _telt_vandaag() -> Any:
    """Own roles and those of whom this person stands in for, as far as they count on the bound day."""
    dag, houder = bindparam("dag", type_=Date), aliased(Medewerker)
    vervangt = select(Vervanging.medewerker_id).where(
        Vervanging.vervanger_id == Medewerker.id, Vervanging.van <= dag, Vervanging.tot >= dag
    )
    return and_(
        or_(Rol.medewerker_id == Medewerker.id, Rol.medewerker_id.in_(vervangt.correlate(Medewerker))),
        or_(Rol.tot.is_(None), Rol.tot >= dag),
        Rol.van <= dag,
        exists().where(houder.id == Rol.medewerker_id, houder.uit_dienst_op.is_(None)),
    )


WIE = (
    Medewerker.id.label("wie"),
    Medewerker.naam,
    Medewerker.email,
    Medewerker.eenheid_id,
    Organisatie.soort,
    Rol.rol,
    Rol.eenheid_id.label("rol_eenheid"),
)
GEVRAAGD = values(column("id", Uuid), name="gevraagd").data([(bindparam("wie", type_=Uuid),)])
PERSOON = met_wie(select(*WIE).select_from(GEVRAAGD), GEVRAAGD.c.id)
VELEN = select(func.unnest(bindparam("wie", type_=ARRAY(Uuid))).label("id")).subquery("velen")
PERSONEN = met_wie(select(*WIE).select_from(VELEN), VELEN.c.id)
"""Statements that every request needs are made once: making one costs about as much as running it."""


def rollen_voor(wie: Persoon, domein: str, bestuur: str = "") -> frozenset[str]:
    """Return the roles that somebody fills for a domain."""
    return rules.rollen_voor(wie, portefeuilles(), domein, bestuur)


def namen(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of these people, for lists of deelnemers and the like."""
    rijen = db.session.execute(select(Medewerker.id, Medewerker.naam).where(Medewerker.id.in_(ids)))
    return {rij.id: rij.naam for rij in rijen}


def in_dienst() -> list[Medewerker]:
    """Return everyone in service by name, with unit and roles."""
    zoek = select(Medewerker).where(Medewerker.uit_dienst_op.is_(None)).order_by(Medewerker.naam)
    return list(db.session.scalars(zoek.options(joinedload(Medewerker.eenheid))).unique())


def met_rol(rol: str, dag: date | None = None) -> list[uuid.UUID]:
    """Return who holds a role today, in any unit."""
    vandaag = dag or clock.today()
    return sorted({p.medewerker_id for p in perioden() if p.rol == rol and p.geldt(vandaag)})


def ids_in_dienst() -> list[uuid.UUID]:
    """Return the ids of everyone in service."""
    return list(db.session.scalars(select(Medewerker.id).where(Medewerker.uit_dienst_op.is_(None))))
