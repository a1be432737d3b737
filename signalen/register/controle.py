"""`controleer`: everything that was frozen or chained is recomputed and compared. Writes and repairs nothing.

Reads one snapshot in parts of 500 knelpunten, so memory stays small however long the chains are. What each part
of the answer means stands in CONTRACTS: `{goed, gecontroleerd, fouten}`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.exc import InvalidRequestError

from signalen.db import db
from signalen.knelpunt import rules as keten
from signalen.knelpunt.models import Adoptie, Anker, Gebeurtenis, Knelpunt, Traject
from signalen.knelpunt.operations import adoptie as adopties
from signalen.register import rules
from signalen.register.models import Editie
from signalen.signaal import rules as signaalregels
from signalen.signaal.models import Tekst
from workflows.definition import Route
from workflows.fout import RouteFout
from workflows.loader import load_route
from workflows.stand import Stand, fold

PARTIJ = 500
TEKSTEN = 1_000
KOPPEN = 1_000
Kop = tuple[uuid.UUID, int]


@dataclass(frozen=True)
class Fout:
    """One thing that does not add up: keten, replay, editie or route; which row, which knelpunt, and why."""

    soort: str
    tabel: str
    id: str
    knelpunt: str | None
    reden: str


def controleer() -> dict[str, Any]:
    """Verify chains, anchors, words, stands, editions and adopted routes; the shape is that of CONTRACTS."""
    with _een_beeld():
        routes, fouten = _routes()
        fouten += _ketens(routes)
        fouten += _ankers()
        fouten += _teksten()
        fouten += _edities()
        geteld = {
            "gebeurtenissen": _aantal(Gebeurtenis),
            "trajecten": _aantal(Traject),
            "edities": _aantal(Editie),
            "routes": _aantal(Adoptie),
        }
    return {"goed": not fouten, "gecontroleerd": geteld, "fouten": [asdict(fout) for fout in fouten]}


@contextmanager
def _een_beeld() -> Iterator[None]:
    """Read everything as it was at one moment, so that what is written meanwhile is no fault.

    A caller with an open transaction is left in it and sees what that transaction sees.
    """
    eigen = not db.session().in_transaction()
    if eigen:
        try:
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        except InvalidRequestError:  # the connection itself was lent in the middle of a transaction
            pass
    try:
        yield
    finally:
        if eigen:
            db.session.rollback()


def _aantal(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


# ------------------------------------------------------------------ routes


def _routes() -> tuple[dict[uuid.UUID, Route], list[Fout]]:
    """Return every adopted route that loads, and what is wrong with the others."""
    routes, fouten = {}, []
    for rij in db.session.execute(select(Adoptie.__table__)):
        if adopties.hash_van(rij.inhoud, rij.uitleg) != rij.hash:
            reden = f"De tekst van {rij.naam} versie {rij.versie} is niet meer wat werd vastgesteld."
            fouten.append(Fout("route", "adoptie", str(rij.id), None, reden))
        if rij.soort != "route":
            continue
        try:
            routes[rij.id] = load_route(rij.inhoud, rij.uitleg)
        except RouteFout as fout:
            reden = f"De route {rij.naam} versie {rij.versie} is niet te laden: {fout}"
            fouten.append(Fout("route", "adoptie", str(rij.id), None, reden[:500]))
    return routes, fouten


# ------------------------------------------------------------------ chains and stands


def _ketens(routes: Mapping[uuid.UUID, Route]) -> list[Fout]:
    fouten: list[Fout] = []
    for koppen in _partijen():
        trajecten = _trajecten(list(koppen))
        ketens = _gebeurtenissen(list(koppen))
        for knelpunt_id, kop in koppen.items():
            rijen = ketens.get(knelpunt_id, [])
            fouten += _keten(knelpunt_id, kop, rijen)
            for loop in trajecten.get(knelpunt_id, ()):
                fouten += _traject(loop, routes.get(loop.adoptie_id), rijen)
    return fouten


def _partijen() -> Iterator[dict[uuid.UUID, Any]]:
    """Yield the heads of the chains, 500 knelpunten at a time."""
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
    """Yield what is wrong in one chain: a changed event, a missing one, a wrong order, or a tail that is gone."""
    nummer, vorige = 0, keten.GENESIS
    for rij in rijen:
        reden = _reden(rij, nummer, vorige)
        if reden:
            yield Fout("keten", "gebeurtenis", str(rij.id), str(knelpunt_id), reden)
        nummer, vorige = rij.volgnummer, rij.hash
    if (nummer, vorige) != (kop.volgnummer, kop.hash or keten.GENESIS):
        reden = f"De keten eindigt bij gebeurtenis {nummer}; het knelpunt zegt {kop.volgnummer}. Het slot ontbreekt."
        if nummer == kop.volgnummer:
            reden = f"De laatste gebeurtenis ({nummer}) is een andere dan het knelpunt onthield."
        yield Fout("keten", "knelpunt", str(knelpunt_id), str(knelpunt_id), reden)


def _reden(rij: Any, nummer: int, vorige: str) -> str:
    redenen = []
    if rij.volgnummer != nummer + 1:
        redenen.append(f"na gebeurtenis {nummer} komt {rij.volgnummer}: er ontbreekt iets")
    if rij.vorige != vorige:
        redenen.append("sluit niet aan op de gebeurtenis ervoor")
    eigen = keten.schakel(
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


def _ankers() -> list[Fout]:
    """Compare the chain of anchors, and every head that an anchor saw with the event that must still be there."""
    fouten: list[Fout] = []
    vorige, laatste = keten.GENESIS, dict[str, int]()
    for rij in db.session.execute(select(Anker.__table__).order_by(Anker.datum)).all():
        if rij.vorige != vorige or rij.hash != keten.anker_hash(rij.vorige, rij.koppen):
            reden = f"Het anker van {rij.datum} is veranderd of sluit niet aan op het anker ervoor."
            fouten.append(Fout("keten", "anker", str(rij.id), None, reden))
        vorige = rij.hash
        for begin in range(0, len(rij.koppen), KOPPEN):
            fouten += _koppen(rij, rij.koppen[begin : begin + KOPPEN])
        laatste |= {kop[0]: kop[1] for kop in rij.koppen}
    return fouten + _niet_geankerd(laatste)


def _koppen(anker: Any, koppen: Sequence[Sequence[Any]]) -> Iterator[Fout]:
    paren = [(uuid.UUID(kop[0]), kop[1]) for kop in koppen]
    plek = tuple_(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer)
    zoek = select(Gebeurtenis.knelpunt_id, Gebeurtenis.volgnummer, Gebeurtenis.hash).where(plek.in_(paren))
    staat: dict[Kop, str] = {(rij.knelpunt_id, rij.volgnummer): rij.hash for rij in db.session.execute(zoek)}
    for (knelpunt_id, nummer), kop in zip(paren, koppen, strict=True):
        if staat.get((knelpunt_id, nummer)) != kop[2]:
            reden = f"Het anker van {anker.datum} zag gebeurtenis {nummer}; die is weg of anders."
            yield Fout("keten", "anker", str(anker.id), str(knelpunt_id), reden)


def _niet_geankerd(laatste: Mapping[str, int]) -> Iterator[Fout]:
    """Yield knelpunten that say they were anchored further than any anchor shows: an anchor is gone."""
    for rij in db.session.execute(select(Knelpunt.id, Knelpunt.geankerd).where(Knelpunt.geankerd > 0)):
        if rij.geankerd > laatste.get(str(rij.id), 0):
            reden = (
                f"Dit knelpunt was geankerd tot gebeurtenis {rij.geankerd}, maar dat anker is er niet meer."
            )
            yield Fout("keten", "knelpunt", str(rij.id), str(rij.id), reden)


# ------------------------------------------------------------------ words and editions


def _teksten() -> Iterator[Fout]:
    """Yield words that are not the words of their digest; emptied words have only their digest left."""
    kolommen = (Tekst.id, Tekst.inhoud, Tekst.zout, Tekst.digest, Tekst.geleegd_op)
    zoek = select(*kolommen).order_by(Tekst.id).limit(TEKSTEN)
    rijen = db.session.execute(zoek).all()
    while rijen:
        for rij in rijen:
            reden = _reden_tekst(rij)
            if reden:
                yield Fout("keten", "tekst", str(rij.id), None, reden)
        rijen = db.session.execute(zoek.where(Tekst.id > rijen[-1].id)).all()


def _reden_tekst(rij: Any) -> str:
    if rij.inhoud is None:
        return "" if rij.geleegd_op else "Deze tekst is leeg zonder dag waarop dat gebeurde."
    if rij.zout is None or signaalregels.digest(rij.zout, rij.inhoud) != rij.digest:
        return "Deze tekst hoort niet bij zijn digest: de woorden zijn veranderd."
    return ""


def _edities() -> Iterator[Fout]:
    """Yield editions whose lines or front page are no longer what was fingerprinted, concepts too."""
    ankers = set(db.session.scalars(select(Anker.hash))) | {""}
    for rij in db.session.execute(select(Editie.__table__).order_by(Editie.kwartaal)):
        redenen = []
        if rules.vingerafdruk(rij.kwartaal, rij.regels, rij.ingehouden) != rij.vingerafdruk:
            redenen.append("de regels zijn veranderd na het opmaken")
        if rules.controlegetal_van_inhoud(rij.inhoud) != rij.inhoud.get("controlegetal"):
            redenen.append("de voorpagina is veranderd na het opmaken")
        if rij.anker not in ankers:
            redenen.append("het anker waarop de uitgave steunt, bestaat niet")
        if redenen:
            yield Fout(
                "editie", "editie", str(rij.id), None, f"Register {rij.kwartaal}: {'; '.join(redenen)}."
            )
