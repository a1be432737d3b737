"""`controleer`: everything that was frozen or chained is recomputed and compared. Writes and repairs nothing.

The answer is `{goed, gecontroleerd, fouten}`, in the words of the contract for `signalen controleer --json`.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import InvalidRequestError

from signalen.db import db
from signalen.knelpunt.models import Adoptie, Anker, Gebeurtenis, Traject
from signalen.knelpunt.operations import adoptie as adopties
from signalen.register import rules
from signalen.register.controle_keten import Fout, ankers, ketens
from signalen.register.geduld import neem_de_tijd
from signalen.register.models import Editie, Editiebestand
from signalen.signaal import rules as signaalregels
from signalen.signaal.models import Tekst
from workflows.definition import Route
from workflows.fout import BestandFout
from workflows.loader import load_route
from workflows.methode_loader import load_methode

TEKSTEN = 1_000


def controleer() -> dict[str, Any]:
    """Verify chains, anchors, words, stands, editions and adopted routes; the shape is that of CONTRACTS."""
    with _een_beeld():
        routes, fouten = _routes()
        fouten += ketens(routes)
        fouten += ankers()
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
        with suppress(InvalidRequestError):  # the connection itself was lent in the middle of a transaction
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            neem_de_tijd()
    try:
        yield
    finally:
        if eigen:
            db.session.rollback()


def _aantal(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


# ------------------------------------------------------------------ routes


def _routes() -> tuple[dict[uuid.UUID, Route], list[Fout]]:
    """Return every adopted route that loads, and what is wrong with the other routes and methods."""
    routes, fouten = {}, []
    for rij in db.session.execute(select(Adoptie.__table__)):
        if adopties.hash_van(rij.inhoud, rij.uitleg) != rij.hash:
            reden = f"De tekst van {rij.naam} versie {rij.versie} is niet meer wat werd vastgesteld."
            fouten.append(Fout("route", "adoptie", str(rij.id), None, reden))
        try:
            if rij.soort == "route":
                routes[rij.id] = load_route(rij.inhoud, rij.uitleg)
            else:
                load_methode(rij.inhoud, rij.uitleg)
        except BestandFout as fout:
            reden = f"De {rij.soort} {rij.naam} versie {rij.versie} is niet te laden: {fout}"
            fouten.append(Fout("route", "adoptie", str(rij.id), None, reden[:500]))
    return routes, fouten


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
    bekend = set(db.session.scalars(select(Anker.hash))) | {""}
    voor: dict[str, Any] = {}
    for rij in db.session.execute(select(Editie.__table__).order_by(Editie.kwartaal)):
        redenen = [reden for reden in _redenen_editie(rij, bekend, voor) if reden]
        if redenen:
            zin = f"Register {rij.kwartaal}: {'; '.join(redenen)}."
            yield Fout("editie", "editie", str(rij.id), None, zin)
        voor[rij.kwartaal] = (rij.vingerafdruk, rij.inhoud.get("controlegetal", ""))
    yield from _bestanden()


def _redenen_editie(rij: Any, ankers_: Collection[str], voor: Mapping[str, Any]) -> Iterator[str]:
    if rules.vingerafdruk(rij.kwartaal, rij.regels, rij.ingehouden) != rij.vingerafdruk:
        yield "de regels zijn veranderd na het opmaken"
    if rules.controlegetal_van_inhoud(rij.inhoud) != rij.inhoud.get("controlegetal"):
        yield "de voorpagina is veranderd na het opmaken"
    if rij.anker not in ankers_:
        yield "het anker waarop de uitgave steunt, bestaat niet"
    oud = rij.inhoud.get("vorige")
    if oud and voor.get(oud["kwartaal"]) != (oud["vingerafdruk"], oud["controlegetal"]):
        yield f"de uitgave van {oud['kwartaal']} is niet meer die waarnaar deze verwijst"


def _bestanden() -> Iterator[Fout]:
    """Yield files of an edition that are no longer what was made; read one by one, for they may be large."""
    for id_ in db.session.scalars(select(Editiebestand.id).order_by(Editiebestand.id)).all():
        rij = db.session.execute(select(Editiebestand.__table__).where(Editiebestand.id == id_)).one()
        if sha256(rij.inhoud).hexdigest() != rij.sha256:
            reden = f"Het bestand {rij.vorm} van een uitgave is veranderd nadat het was gemaakt."
            yield Fout("editie", "editiebestand", str(rij.id), None, reden)
