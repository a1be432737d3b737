"""What an edition holds beside knelpunten: overleggen, loose promises and editions before it.

Reads only. An afweging was worded so that it points at nobody, with consent, before it came here.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from signalen.db import db
from signalen.kennis.models import Afweging
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Overleg
from signalen.overleg.rules import SOORTEN
from signalen.register import lagen, rijen
from signalen.register.bron import Bijeenkomst, Toezegging, Vorige, Weging
from signalen.register.models import Editie
from signalen.register.rules import Kwartaal
from signalen.register.vergelijken import KWARTALEN

ROLLEN = (*lagen.LAGEN, "jurist", "adviseur", "beheerder", "uitvoerder")


def vroeger(kwartaal: Kwartaal) -> Iterator[Vorige]:
    """Yield the frozen editions before a quarter, oldest first; the lines of the last one only."""
    zoek = select(
        Editie.id,
        Editie.kwartaal,
        Editie.vingerafdruk,
        Editie.inhoud,
        func.jsonb_array_length(Editie.regels).label("aantal"),
    )
    zoek = zoek.where(Editie.staat == "vastgesteld", Editie.kwartaal < kwartaal.code)
    gevonden = db.session.execute(zoek.order_by(Editie.kwartaal.desc()).limit(KWARTALEN - 1)).all()
    for plek, rij in enumerate(reversed(gevonden), start=1):
        laatste = plek == len(gevonden)
        regels = db.session.scalar(select(Editie.regels).where(Editie.id == rij.id)) if laatste else ()
        yield Vorige(
            kwartaal=rij.kwartaal,
            vingerafdruk=rij.vingerafdruk,
            controlegetal=rij.inhoud.get("controlegetal", ""),
            inhoud=rij.inhoud,
            aantal=rij.aantal,
            regels=tuple(regels or ()),
        )


def wegingen(kwartaal: Kwartaal, peildag: date) -> Iterator[Weging]:
    """Yield the afwegingen that everyone may read since a day in this quarter."""
    kolommen = (Afweging.vraag, Afweging.uitkomst, Afweging.methode, Afweging.domein)
    tot = min(kwartaal.laatste, peildag)
    zoek = select(*kolommen).where(Afweging.zichtbaar_vanaf.between(kwartaal.eerste, tot))
    for rij in db.session.execute(zoek.order_by(Afweging.domein, Afweging.vraag)):
        yield Weging(rij.vraag, rij.uitkomst, rij.methode, rij.domein)


def los(peildag: date) -> Iterator[Toezegging]:
    """Yield the promises of overleggen that belong to no knelpunt, made by then."""
    zoek = select(Afspraak).where(Afspraak.knelpunt_id.is_(None), Afspraak.gemaakt_op <= peildag)
    for rij in db.session.scalars(zoek.options(selectinload(Afspraak.verschuivingen))):
        yield rijen.toezegging(rij, None, None)


def bijeenkomsten(kwartaal: Kwartaal) -> Iterator[Bijeenkomst]:
    """Yield the overleggen of a quarter by day."""
    zoek = select(Overleg).where(Overleg.datum.between(kwartaal.eerste, kwartaal.laatste))
    for rij in db.session.scalars(zoek.order_by(Overleg.datum, Overleg.begin, Overleg.id)):
        yield Bijeenkomst(SOORTEN.get(rij.soort, rij.soort), rij.datum, rij.staat, rij.reden)


def beslissers(peildag: date) -> dict[str, int]:
    """Return how many people decide in each layer on a day."""
    mensen: dict[str, set[uuid.UUID]] = defaultdict(set)
    for rol in ROLLEN:
        mensen[lagen.laag_van_rol(rol)] |= set(medewerkers.met_rol(rol, peildag))
    return {laag: len(wie) for laag, wie in mensen.items()}
