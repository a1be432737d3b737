"""The statements behind Mijn werk: open terms and open promises as one relation, counted and paged by the
database, so that a list of ten thousand costs about as much as one of fifty.

They say what waits at which place (role, domain, bestuur), not for whom: `werk` knows the person. What does
not change between requests is made once, because making a statement costs about as much as running it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Date,
    String,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from signalen.db import db
from signalen.knelpunt.models import Knelpunt, Koppeling, Termijn, Traject
from signalen.opvolging.models import Afspraak
from signalen.signaal.models import Signaal
from workflows import bestuursvraag

KOLOMMEN = (
    "id",
    "stap",
    "rol",
    "uiterste",
    "knelpunt_id",
    "titel",
    "week",
    "nummer",
    "domein",
    "bestuur",
    "adoptie_id",
    "spoed",
    "eigen",
    "zoek",
)


def _een_van(naam: str) -> Any:
    return any_(bindparam(naam, type_=ARRAY(String)))


def _als_wachtend(*waarden: Any) -> Any:
    return select(*(waarde.label(naam) for naam, waarde in zip(KOLOMMEN, waarden, strict=True)))


def _met_signaal(voorwaarde: Any) -> Any:
    """The knelpunten with such a signaal: a small set, asked along with the list itself."""
    zoek = select(Koppeling.knelpunt_id).join(Signaal, Signaal.id == Koppeling.signaal_id)
    return Knelpunt.id.in_(zoek.where(Koppeling.tot.is_(None), voorwaarde))


def _termijnen() -> Any:
    zonder_titel = func.concat("signaal uit week ", extract("week", Knelpunt.week))
    return (
        _als_wachtend(
            Termijn.id,
            Termijn.stap,
            Termijn.rol,
            Termijn.uiterste,
            Termijn.knelpunt_id,
            Knelpunt.titel,
            Knelpunt.week,
            Knelpunt.nummer,
            Knelpunt.domein,
            Knelpunt.bestuur,
            Traject.adoptie_id,
            _met_signaal(Signaal.spoed),
            _met_signaal(Signaal.koppelsleutel == _een_van("sleutels")),
            func.concat(func.coalesce(func.nullif(Knelpunt.titel, ""), zonder_titel), " ", Knelpunt.nummer),
        )
        .join(Knelpunt, Knelpunt.id == Termijn.knelpunt_id)
        .join(Traject, Traject.id == Termijn.traject_id)
        .where(
            Termijn.gedaan_op.is_(None),
            Termijn.verlopen_op.is_(None),
            Termijn.vervallen_op.is_(None),
            Termijn.soort.in_(("stap", "naast", bestuursvraag.SOORT)),
            Termijn.rol == _een_van("rollen"),
        )
    )


def _afspraken() -> Any:
    """Open promises and leerpunten, with their kind for a step; what is about no knelpunt has no domain."""
    return (
        _als_wachtend(
            Afspraak.id,
            Afspraak.soort,
            Afspraak.eigenaar_rol,
            Afspraak.datum,
            Afspraak.knelpunt_id,
            Afspraak.omschrijving,
            cast(null(), Date),
            func.coalesce(Knelpunt.nummer, 0),
            func.coalesce(Knelpunt.domein, ""),
            func.coalesce(Knelpunt.bestuur, ""),
            cast(null(), Uuid),
            literal(False),
            literal(False),
            func.concat(Afspraak.omschrijving, " ", Knelpunt.nummer),
        )
        .outerjoin(Knelpunt, Knelpunt.id == Afspraak.knelpunt_id)
        .where(
            Afspraak.gedaan_op.is_(None),
            Afspraak.vervallen_op.is_(None),
            Afspraak.eigenaar_rol == _een_van("eigen_rollen"),
        )
    )


WACHTEND = union_all(_termijnen(), _afspraken()).subquery("wachtend")
W = WACHTEND.c
GROEP = case(
    (W.uiterste < bindparam("vandaag", type_=Date), 0),
    (W.uiterste <= bindparam("morgen", type_=Date), 1),
    (W.uiterste <= bindparam("zondag", type_=Date), 2),
    else_=3,
)
"""Too late, today and tomorrow, this week, later; what waits for somebody else comes after these."""

ANDER = 4
PLEK = func.concat_ws("|", W.rol, W.domein, W.bestuur)


def plek(rol: str, domein: str, bestuur: str) -> str:
    """Return how a place is named in the statements."""
    return f"{rol}|{domein}|{bestuur}"


@lru_cache(maxsize=8)
def _tellen(woorden: int) -> Any:
    """How many wait, per place, step and group."""
    kolommen = (W.rol, W.domein, W.bestuur, W.stap, W.adoptie_id, W.eigen, GROEP.label("groep"))
    zoek = select(*kolommen, func.count().label("aantal"))
    return zoek.where(*_met_woorden(woorden)).group_by(*kolommen[:-1], "groep")


@lru_cache(maxsize=16)
def _bladzijde(woorden: int, per_stap: bool) -> Any:
    """The rows of one page in order, each with its group and how many signalen there are."""
    elders = _een_van("ander") == PLEK
    groep = case((elders, ANDER), else_=GROEP).label("groep")
    hier = or_(elders, and_(_een_van("mijn") == PLEK, not_(W.eigen)))
    stap = [func.concat_ws("|", W.adoptie_id, W.stap) == _een_van("stappen")] if per_stap else []
    rijen = (
        select(WACHTEND, groep)
        .where(hier, *stap, *_met_woorden(woorden))
        .order_by(groep, W.spoed.desc(), W.uiterste, W.nummer, W.id)
        .limit(bindparam("per_blad"))
        .offset(bindparam("vanaf"))
        .subquery()
    )
    telling = select(func.count()).where(
        Koppeling.knelpunt_id == rijen.c.knelpunt_id, Koppeling.tot.is_(None)
    )
    volgorde = (rijen.c.groep, rijen.c.spoed.desc(), rijen.c.uiterste, rijen.c.nummer, rijen.c.id)
    return select(rijen, telling.scalar_subquery().label("signalen")).order_by(*volgorde)


def _met_woorden(aantal: int) -> list[Any]:
    """Each word must stand in the title or number, or in what is asked at the step (found beforehand)."""
    return [
        or_(
            func.strpos(func.lower(W.zoek), bindparam(f"woord{n}", type_=String)) > 0,
            W.stap == _een_van(f"bij{n}"),
        )
        for n in range(aantal)
    ]


def tel(vraag: Mapping[str, Any], woorden: int = 0) -> Sequence[Any]:
    """Return (rol, domein, bestuur, stap, adoptie_id, eigen, groep, aantal) of everything that waits."""
    return db.session.execute(_tellen(woorden), vraag).all()


def lees(vraag: Mapping[str, Any], woorden: int = 0, per_stap: bool = False) -> Sequence[Any]:
    """Return the rows of one page: the columns of `KOLOMMEN`, with `groep` and `signalen`."""
    return db.session.execute(_bladzijde(woorden, per_stap), vraag).all()
