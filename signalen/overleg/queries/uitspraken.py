"""Reading what overleggen said about their items, and how votes stand. Returns records; counts only what is
closed.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from signalen.db import NietGevonden, db
from signalen.knelpunt.operations import voor_overleg
from signalen.overleg.models import Agendapunt, Deelnemer, Gestemd, Overleg, Stembriefje, Stemming, Uitspraak
from signalen.overleg.operations.stemmen import aantal_gestemd, aantal_stemmers
from signalen.overleg.operations.uitspraken import NIET_BESPROKEN, woorden_van
from workflows import stemming, uitspraak
from workflows.uitspraak import Woorden

LEEGGEMAAKT = "(Deze tekst is leeggemaakt.)"
EERDER = 3
"""So many earlier uitspraken stand with an item of a coming overleg."""


@dataclass(frozen=True)
class Uitspraakregel:
    """An uitspraak with where and when it was made; `aanvullingen` are (day, text)."""

    soort: str
    woorden: Woorden
    rol: str
    datum: date
    aanvullingen: tuple[tuple[date, str], ...]
    overleg_id: uuid.UUID
    overleg: str


@dataclass(frozen=True)
class Stemregel:
    """A vote as this reader may see it: no split before closing, and never below three ballots."""

    vraag: str
    keuzes: tuple[str, ...]
    open: bool
    gestemd: int
    stemmers: int
    ik_stemde: bool
    ik_mag: bool
    verdeling: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Puntpagina:
    """One item of an overleg that was held."""

    id: uuid.UUID
    onderwerp: str
    besproken: bool
    knelpunt_id: uuid.UUID | None
    uitspraak: Uitspraakregel | None
    stemming: Stemregel | None


def _zoek() -> Any:
    mee = contains_eager(Uitspraak.agendapunt).contains_eager(Agendapunt.overleg)
    teksten = [selectinload(deel) for deel in (Uitspraak.tekst, Uitspraak.redenen)]
    teksten += [selectinload(deel) for deel in (Uitspraak.minderheid, Uitspraak.antwoord)]
    zoek = select(Uitspraak).join(Uitspraak.agendapunt)
    zoek = zoek.join(Overleg, Overleg.id == Agendapunt.overleg_id)
    return zoek.options(mee, *teksten, selectinload(Uitspraak.aanvullingen))


def _regel(rij: Uitspraak) -> Uitspraakregel:
    kaal = woorden_van(rij)
    overleg = rij.agendapunt.overleg
    return Uitspraakregel(
        soort=uitspraak.SOORTEN[rij.soort],
        woorden=kaal if kaal.tekst else Woorden(kaal.soort, LEEGGEMAAKT, kaal.redenen),
        rol=rij.rol,
        datum=rij.vastgelegd_op,
        aanvullingen=tuple((a.op, a.tekst.inhoud or LEEGGEMAAKT) for a in rij.aanvullingen),
        overleg_id=overleg.id,
        overleg=overleg.titel,
    )


def van_knelpunt(knelpunt_id: uuid.UUID) -> list[Uitspraakregel]:
    """Return what every overleg said about a knelpunt, newest first."""
    return eerder([knelpunt_id], 50).get(knelpunt_id, [])


def eerder(
    knelpunt_ids: Collection[uuid.UUID], hoogstens: int = EERDER
) -> dict[uuid.UUID, list[Uitspraakregel]]:
    """Return the newest uitspraken per knelpunt, for the preparation of the next overleg; one query."""
    uit: dict[uuid.UUID, list[Uitspraakregel]] = defaultdict(list)
    if not knelpunt_ids:
        return uit
    zoek = _zoek().where(Agendapunt.knelpunt_id.in_(knelpunt_ids))
    for rij in db.session.scalars(zoek.order_by(Uitspraak.vastgelegd_op.desc(), Uitspraak.id)).unique():
        lijst = uit[rij.agendapunt.knelpunt_id]
        if len(lijst) < hoogstens:
            lijst.append(_regel(rij))
    return uit


def bij_sleutels(sleutels: Iterable[str]) -> dict[str, list[Uitspraakregel]]:
    """Return the earlier uitspraken of a coming agenda by the key of the item (`knelpunt:<id>`)."""
    ids = [uuid.UUID(s.partition(":")[2]) for s in sleutels if s.startswith("knelpunt:")]
    return {f"knelpunt:{id_}": lijst for id_, lijst in eerder(ids).items()}


@dataclass(frozen=True)
class Puntstand:
    """What an agenda line shows of an item that was held: its page, its uitspraak, how its vote stands."""

    url: str
    uitspraak: Uitspraakregel | None
    stemming: str


def van_overleg(overleg_id: uuid.UUID) -> dict[str, Puntstand]:
    """Return per key (`soort:<id>`) the state of every item that was discussed; three queries in all."""
    besproken = select(Agendapunt).where(
        Agendapunt.overleg_id == overleg_id, Agendapunt.uitkomst.not_in(NIET_BESPROKEN)
    )
    punten = db.session.scalars(besproken).all()
    gedaan = {
        rij.agendapunt_id: _regel(rij)
        for rij in db.session.scalars(_zoek().where(Agendapunt.overleg_id == overleg_id)).unique()
    }
    stemmen = {
        rij.agendapunt_id: "Er wordt nu gestemd." if rij.gesloten_op is None else "Er is over gestemd."
        for rij in db.session.scalars(
            select(Stemming)
            .join(Agendapunt, Agendapunt.id == Stemming.agendapunt_id)
            .where(Agendapunt.overleg_id == overleg_id)
        )
    }
    return {
        p.sleutel: Puntstand(f"/overleg/{overleg_id}/punten/{p.id}", gedaan.get(p.id), stemmen.get(p.id, ""))
        for p in punten
    }


def laad_punt(overleg_id: uuid.UUID, punt_id: uuid.UUID) -> uuid.UUID:
    """Return the id of an item of this overleg. Raises NietGevonden."""
    punt = db.session.get(Agendapunt, punt_id)
    if punt is None or punt.overleg_id != overleg_id:
        raise NietGevonden(str(punt_id))
    return punt.id


def puntpagina(punt_id: uuid.UUID, lezer: uuid.UUID) -> Puntpagina:
    """Return the page of one item."""
    punt = db.session.get_one(Agendapunt, punt_id)
    gedaan = db.session.scalars(_zoek().where(Uitspraak.agendapunt_id == punt_id)).unique().first()
    stem = db.session.scalars(select(Stemming).where(Stemming.agendapunt_id == punt_id)).first()
    return Puntpagina(
        id=punt.id,
        onderwerp=punt.onderwerp,
        besproken=punt.uitkomst not in NIET_BESPROKEN,
        knelpunt_id=punt.knelpunt_id,
        uitspraak=_regel(gedaan) if gedaan else None,
        stemming=_stemregel(stem, punt.overleg_id, lezer) if stem else None,
    )


def _stemregel(rij: Stemming, overleg_id: uuid.UUID, lezer: uuid.UUID) -> Stemregel:
    open_ = rij.gesloten_op is None
    ik_stemde = db.session.get(Gestemd, (rij.id, lezer)) is not None
    genodigd = db.session.get(Deelnemer, (overleg_id, lezer)) is not None
    return Stemregel(
        vraag=rij.vraag,
        keuzes=tuple(rij.keuzes),
        open=open_,
        gestemd=aantal_gestemd(rij.id),
        stemmers=aantal_stemmers(overleg_id),
        ik_stemde=ik_stemde,
        ik_mag=open_ and genodigd and not ik_stemde,
        verdeling=() if open_ else _verdeling(rij),
    )


def _verdeling(rij: Stemming) -> tuple[tuple[str, int], ...]:
    briefjes = db.session.scalars(select(Stembriefje.keuze).where(Stembriefje.stemming_id == rij.id)).all()
    return stemming.uitslag(rij.keuzes, briefjes).verdeling


def voor_de_route(knelpunt_id: uuid.UUID) -> tuple[frozenset[str], dict[str, str]]:
    """Return the steps that still wait for their outcome after the last overleg, and texts for their form.

    Nothing when the last overleg made no uitspraak about it. The route decides; this only fills in.
    """
    zoek = _zoek().where(Agendapunt.knelpunt_id == knelpunt_id)
    rij = (
        db.session.scalars(
            zoek.order_by(Overleg.gehouden_op.desc(), Uitspraak.vastgelegd_op.desc(), Uitspraak.id)
        )
        .unique()
        .first()
    )
    if rij is None:
        return frozenset(), {}
    stappen = uitspraak.stappen_van(voor_overleg.feiten(knelpunt_id), str(rij.agendapunt.overleg_id))
    return stappen, uitspraak.voorvulling(woorden_van(rij)) if stappen else {}
