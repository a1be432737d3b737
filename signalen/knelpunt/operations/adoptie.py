"""Adopting a route or method, and adding a day off: what a municipality agrees on a date. Adopted rows never
change.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from signalen.bericht import operations as bericht
from signalen.db import db
from signalen.knelpunt.models import Adoptie, Knelpunt, Termijn
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import ExtraDag
from workflows import loader, termijn
from workflows.stand import Geweigerd


def hash_van(inhoud: str, uitleg: str) -> str:
    """Return the fingerprint of a route or method as adopted: its TOML and its explanation."""
    return hashlib.sha256(f"{inhoud}\0{uitleg}".encode()).hexdigest()


def adopteer(inhoud: str, uitleg: str, orgaan: str, datum: date) -> Adoptie:
    """Adopt a route. Raises RouteFout when it cannot run and Geweigerd when this version exists otherwise.

    A running traject stays on its version; a new one takes the newest. Adopting the same text twice is no
    error.
    """
    route = loader.load_route(inhoud, uitleg)
    return leg_vast("route", route.naam, route.versie, (inhoud, uitleg), orgaan, datum)


def leg_vast(soort: str, naam: str, versie: int, tekst: tuple[str, str], orgaan: str, datum: date) -> Adoptie:
    """Store a route or method that was read and approved; `tekst` is its TOML and its explanation.

    Raises Geweigerd when this version was adopted with another text. The same text twice is no error.
    """
    zoek = select(Adoptie).where(Adoptie.soort == soort, Adoptie.naam == naam, Adoptie.versie == versie)
    bestaand = db.session.scalars(zoek).first()
    hash_ = hash_van(*tekst)
    if bestaand is not None and bestaand.hash != hash_:
        raise Geweigerd(f"Versie {versie} is al vastgesteld. Geef het een hoger nummer.", "bestaat")
    if bestaand is not None:
        return bestaand
    wat = {"soort": soort, "naam": naam, "versie": versie, "inhoud": tekst[0], "uitleg": tekst[1]}
    nieuw = Adoptie(**wat, hash=hash_, orgaan=orgaan, datum=datum)
    db.session.add(nieuw)
    db.session.flush()
    return nieuw


def adopteer_meegeleverd(orgaan: str, datum: date) -> list[Adoptie]:
    """Adopt every shipped route that has no adopted version yet."""
    return [adopteer(*lees_bestanden(pad), orgaan, datum) for pad in loader.shipped().values()]


def lees_bestanden(pad: Path) -> tuple[str, str]:
    """Return the TOML of a shipped file and the explanation beside it."""
    return pad.read_text("utf-8"), pad.with_suffix(".md").read_text("utf-8")


def voeg_dag_toe(dag: date, soort: str, reden: str, bron: str, moment: datetime) -> int:
    """Add a day off by decree or an own closing day; return how many open terms became longer.

    A day added later only lengthens open terms that end on or after it, as an event with old, new and decree.
    """
    if soort not in ("extra", "sluiting") or not reden.strip() or not bron.strip():
        raise Geweigerd("Noem de soort dag, de reden en waar het besluit staat.", "onvolledig")
    if db.session.get(ExtraDag, dag) is not None:
        raise Geweigerd("Deze dag staat er al in.", "bestaat")
    db.session.add(ExtraDag(datum=dag, soort=soort, reden=reden, bron=bron, ingevoerd_op=moment))
    db.session.flush()
    medewerkers.vergeet()
    return sum(_verleng(rij, dag, reden, bron, moment) for rij in _open_op_of_na(dag))


def _open_op_of_na(dag: date) -> list[Termijn]:
    zoek = select(Termijn).where(
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
        Termijn.uiterste >= dag,
        Termijn.soort != "terug",
    )
    return list(db.session.scalars(zoek.order_by(Termijn.knelpunt_id, Termijn.id)))


def _verleng(rij: Termijn, dag: date, reden: str, bron: str, moment: datetime) -> int:
    oud = termijn.Berekening.from_dict(rij.berekening)
    nieuw = termijn.verleng_om_dag(oud, dag, reden, traject.kalender())
    if nieuw.uiterste == oud.uiterste:
        return 0
    knelpunt: Knelpunt = traject.slot(rij.knelpunt_id)
    rij.uiterste, rij.berekening = nieuw.uiterste, nieuw.as_dict()
    inhoud = {
        "stap": rij.stap,
        "oud": oud.uiterste.isoformat(),
        "nieuw": nieuw.uiterste.isoformat(),
        "besluit": bron,
    }
    traject.schrijf(knelpunt, "dag_gewijzigd", traject.SYSTEEM, inhoud, moment)
    _, mensen = traject.mensen_bij(knelpunt, rij)
    gegevens = traject.brief_gegevens(knelpunt, rij.traject, rij)
    for wie in mensen:
        sleutel = f"dag:{rij.id}:{dag}:{wie}"
        bericht.schrijf(sleutel, wie, "dag_gewijzigd", gegevens, f"/knelpunten/{knelpunt.id}", moment)
    return 1
