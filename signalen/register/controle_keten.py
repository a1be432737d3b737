"""Verifies chains, the stands that follow from them, and anchors. Reads only; `controle` is the door.

Works through 100 knelpunten at a time, so memory stays small however long the chains are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_

from signalen.db import db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Anker, Gebeurtenis, Knelpunt, Traject
from signalen.register import ankerpunten
from workflows.definition import Route
from workflows.stand import Stand, fold

PARTIJ = 100
KOPPEN = 1_000


@dataclass(frozen=True)
class Fout:
    """One thing that does not add up: keten, replay, editie or route; which row, which knelpunt, and why."""

    soort: str
    tabel: str
    id: str
    knelpunt: str | None
    reden: str


# ------------------------------------------------------------------ chains and stands


def ketens(routes: Mapping[uuid.UUID, Route]) -> list[Fout]:
    """Return what is wrong in any chain or stand; a traject on a route that does not load is not replayed."""
    fouten: list[Fout] = []
    for koppen in _partijen():
        trajecten = _trajecten(list(koppen))
        gebeurd = _gebeurtenissen(list(koppen))
        for knelpunt_id, kop in koppen.items():
            rijen = gebeurd.get(knelpunt_id, [])
            fouten += _keten(knelpunt_id, kop, rijen)
            for loop in trajecten.get(knelpunt_id, ()):
                fouten += _traject(loop, routes.get(loop.adoptie_id), rijen)
    return fouten


def _partijen() -> Iterator[dict[uuid.UUID, Any]]:
    """Yield the heads of the chains, a hundred knelpunten at a time."""
    zoek = select(Knelpunt.id, Knelpunt.volgnummer, Knelpunt.hash).order_by(Knelpunt.id).limit(PARTIJ)
    rijen = db.session.execute(zoek).all()
    while rijen:
        yield {rij.id: rij for rij in rijen}
        rijen = db.session.execute(zoek.where(Knelpunt.id > rijen[-1].id)).all()


def _trajecten(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    velden = (Traject.id, Traject.knelpunt_id, Traject.adoptie_id, Traject.stap, Traject.stand)
    return _per_knelpunt(select(*velden).where(Traject.knelpunt_id.in_(ids)))


def _gebeurtenissen(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    zoek = select(Gebeurtenis.__table__).where(Gebeurtenis.knelpunt_id.in_(ids))
    return _per_knelpunt(zoek.order_by(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer))


def _per_knelpunt(zoek: Any) -> dict[uuid.UUID, list[Any]]:
    uit: dict[uuid.UUID, list[Any]] = {}
    for rij in db.session.execute(zoek):
        uit.setdefault(rij.knelpunt_id, []).append(rij)
    return uit


def _keten(knelpunt_id: uuid.UUID, kop: Any, rijen: Iterable[Any]) -> Iterator[Fout]:
    """Yield what is wrong in one chain: a changed or missing event, a wrong order, a tail that is gone."""
    nummer, vorige = 0, rules.GENESIS
    for rij in rijen:
        reden = _reden(rij, nummer, vorige)
        if reden:
            yield Fout("keten", "gebeurtenis", str(rij.id), str(knelpunt_id), reden)
        nummer, vorige = rij.volgnummer, rij.hash
    if (nummer, vorige) != (kop.volgnummer, kop.hash or rules.GENESIS):
        reden = f"De keten eindigt bij gebeurtenis {nummer}, maar hoort door te lopen tot {kop.volgnummer}."
        if nummer == kop.volgnummer:
            reden = f"De laatste gebeurtenis ({nummer}) is een andere dan het knelpunt onthield."
        yield Fout("keten", "knelpunt", str(knelpunt_id), str(knelpunt_id), reden)


def _reden(rij: Any, nummer: int, vorige: str) -> str:
    redenen = []
    if rij.volgnummer != nummer + 1:
        redenen.append(f"na gebeurtenis {nummer} komt {rij.volgnummer}: er ontbreekt iets")
    if rij.vorige != vorige:
        redenen.append("sluit niet aan op de gebeurtenis ervoor")
    eigen = rules.schakel(
        str(rij.knelpunt_id), rij.volgnummer, rij.soort, rij.moment, rij.rol, rij.inhoud, rij.vorige
    )
    if eigen != rij.hash:
        redenen.append("de inhoud hoort niet bij de hash: deze gebeurtenis is veranderd")
    return f"Gebeurtenis {rij.volgnummer}: {'; '.join(redenen)}." if redenen else ""


def _traject(loop: Any, route: Route | None, rijen: Iterable[Any]) -> Iterator[Fout]:
    """Yield a fault when the events do not give the stand that the traject shows."""
    if route is None:
        return  # the route itself was named already
    try:
        stand = _speel_na(route, str(loop.id), rijen)
        goed = stand is not None and stand == Stand.from_dict(loop.stand) and stand.stap == loop.stap
        reden = (
            f"De gebeurtenissen geven {stand.stap if stand else 'geen begin'}; het traject zegt {loop.stap}."
        )
    except (KeyError, TypeError, ValueError) as fout:
        goed, reden = False, f"De gebeurtenissen zijn niet na te spelen ({type(fout).__name__}: {fout})."
    if not goed:
        yield Fout("replay", "traject", str(loop.id), str(loop.knelpunt_id), reden)


def _speel_na(route: Route, traject_id: str, rijen: Iterable[Any]) -> Stand | None:
    stand: Stand | None = None
    for rij in rijen:
        if rij.inhoud.get("traject") == traject_id:
            stand = fold(route, stand, rij.soort, rij.inhoud)
    return stand


# ------------------------------------------------------------------ anchors


def ankers() -> list[Fout]:
    """Return what is wrong with the anchors: their own chain, and every head that one of them saw."""
    fouten: list[Fout] = []
    vorige, laatste, edities = rules.GENESIS, dict[str, int](), ankerpunten.nu()
    for rij in db.session.execute(select(Anker.__table__).order_by(Anker.datum)).all():
        if rij.vorige != vorige or rij.hash != rules.anker_hash(rij.vorige, rij.koppen):
            reden = f"Het anker van {rij.datum} is veranderd of sluit niet aan op het anker ervoor."
            fouten.append(Fout("keten", "anker", str(rij.id), None, reden))
        vorige = rij.hash
        koppen = [kop for kop in rij.koppen if not ankerpunten.is_editie(kop)]
        for begin in range(0, len(koppen), KOPPEN):
            fouten += _koppen(rij, koppen[begin : begin + KOPPEN])
        fouten += _edities(rij, edities)
        laatste |= {kop[0]: kop[1] for kop in rij.koppen}
    fouten += _niet_geankerd(laatste)
    return fouten


def _koppen(anker: Any, koppen: Sequence[Sequence[Any]]) -> Iterator[Fout]:
    paren = [(uuid.UUID(kop[0]), kop[1]) for kop in koppen]
    plek = tuple_(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer)
    zoek = select(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer, Gebeurtenis.hash).where(plek.in_(paren))
    staat: dict[tuple[uuid.UUID, int], str] = {
        (rij.knelpunt_id, rij.volgnummer): rij.hash for rij in db.session.execute(zoek)
    }
    for (knelpunt_id, nummer), kop in zip(paren, koppen, strict=True):
        if staat.get((knelpunt_id, nummer)) != kop[2]:
            reden = f"Het anker van {anker.datum} zag gebeurtenis {nummer}; die is weg of anders."
            yield Fout("keten", "anker", str(anker.id), str(knelpunt_id), reden)


def _edities(anker: Any, edities: Mapping[uuid.UUID, str]) -> Iterator[Fout]:
    for id_ in ankerpunten.anders(anker.koppen, edities):
        reden = f"Het anker van {anker.datum} zag deze uitgave van het register; die is weg of anders."
        yield Fout("editie", "editie", id_, None, reden)


def _niet_geankerd(laatste: Mapping[str, int]) -> Iterator[Fout]:
    """Yield knelpunten that say they were anchored further than any anchor shows: an anchor is gone."""
    for rij in db.session.execute(select(Knelpunt.id, Knelpunt.geankerd).where(Knelpunt.geankerd > 0)):
        if rij.geankerd > laatste.get(str(rij.id), 0):
            reden = (
                f"Dit knelpunt was geankerd tot gebeurtenis {rij.geankerd}, maar dat anker is er niet meer."
            )
            yield Fout("keten", "knelpunt", str(rij.id), str(rij.id), reden)
