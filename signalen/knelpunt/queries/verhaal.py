"""The story of a knelpunt as it was passed on: its chain, the doorgeefketen and the answers, for melders and
handlers alike. The sentences of what happened are in `tijdlijn`.

Uses only what both may read: no names, and the doorgeeftekst as the original words.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from signalen import visibility
from signalen.db import db
from signalen.knelpunt.models import Doorgeving, Gebeurtenis, Knelpunt, Stilte, Terugkoppeling, Traject
from signalen.knelpunt.operations import traject
from signalen.visibility import Stuk
from workflows.definition import Route

AARDWOORDEN = {"alternatief": "adviseert", "opvatting": "vindt"}
"""What a layer does with words that are no facts: options and opinions stay recognisable (Woo art. 5.2)."""


def laad(knelpunt_id: uuid.UUID) -> Knelpunt | None:
    """Return a knelpunt with its trajecten, terms and routes in as few queries as possible."""
    return db.session.scalars(MET_TRAJECTEN, {"knelpunt": knelpunt_id}).unique().first()


MET_TRAJECTEN = (
    select(Knelpunt)
    .where(Knelpunt.id == bindparam("knelpunt"))
    .options(
        joinedload(Knelpunt.trajecten).joinedload(Traject.termijnen),
        joinedload(Knelpunt.samenvatting),
    )
)


def gebeurtenissen(knelpunt_id: uuid.UUID) -> list[Gebeurtenis]:
    """Return the chain of a knelpunt in order."""
    return list(db.session.scalars(KETEN, {"knelpunt": knelpunt_id}))


KETEN = (
    select(Gebeurtenis)
    .where(Gebeurtenis.knelpunt_id == bindparam("knelpunt"))
    .order_by(Gebeurtenis.volgnummer)
)


def spreekt_van(keten: Sequence[Gebeurtenis]) -> frozenset[str]:
    """Return what a chain tells of: besluit, doorgeving, uitspraak, oogst, bestuursvraag. A page asks only
    for those.

    Nothing of these is stored without its event, so a young knelpunt costs no questions about them.
    """
    uit = {"besluit" for g in keten if g.inhoud.get("besluit")}
    for soort in {g.soort for g in keten}:
        uit |= {"doorgeving"} if soort in ("uitkomst", "naast_uitkomst", "doorgeving") else set()
        uit |= {"uitspraak"} if soort.startswith("overleg_uitspraak") else set()
        uit |= {"bestuursvraag"} if soort == "bestuur_vraag" else set()
        uit |= {"oogst"} if soort.startswith("oogst") or soort == "gekoppeld" else set()
    return frozenset(uit)


DOORGEVINGEN = (
    select(Doorgeving)
    .where(Doorgeving.knelpunt_id == bindparam("knelpunt"))
    .options(joinedload(Doorgeving.tekst), selectinload(Doorgeving.reacties))
    .order_by(Doorgeving.datum, Doorgeving.id)
)


def doorgeefketen(
    knelpunt: Knelpunt, eigen: Any = None, antwoorden: Sequence[Terugkoppeling] | None = None
) -> list[Stuk]:
    """Return what each layer heard, with reactions; for a melder starting with their own words."""
    route = traject.route_van(traject.hoofdtraject(knelpunt))
    stukken = [_eigen_woorden(eigen)] if eigen is not None else []
    for rij in db.session.scalars(DOORGEVINGEN, {"knelpunt": knelpunt.id}):
        stukken.append(_doorgeving(rij, route, eigen))
    for antwoord in terugkoppelingen(knelpunt.id) if antwoorden is None else antwoorden:
        wie = f"Het antwoord van {route.titel_van(antwoord.besluit.stap)}"
        stukken.append(Stuk("antwoord", wie, visibility.woorden(antwoord.tekst), antwoord.datum))
    return stukken


def _eigen_woorden(signaal: Any) -> Stuk:
    wanneer = f"week {signaal.week.isocalendar().week}"
    return Stuk(
        "jij", "Jouw woorden", visibility.doorgeeftekst(signaal.teksten), signaal.week, wanneer=wanneer
    )


def _doorgeving(rij: Doorgeving, route: Route, eigen: Any) -> Stuk:
    mijn = next((r for r in rij.reacties if eigen is not None and r.signaal_id == eigen.id), None)
    oordeel = _reactiezin("Jij zei", mijn) if mijn else ""
    if eigen is None and rij.reacties:
        oordeel = " ".join(_reactiezin("Een inbrenger zei", r) for r in rij.reacties)
    wie = f"{route.titel_van(rij.stap)} {AARDWOORDEN.get(rij.tekst.aard, 'hoorde')}"
    open_ = eigen is not None and mijn is None
    return Stuk("laag", wie, visibility.woorden(rij.tekst), rij.datum, oordeel, str(rij.id), open_)


def _reactiezin(wie: str, reactie: Any) -> str:
    correctie = f" {visibility.woorden(reactie.tekst)}" if reactie.tekst is not None else ""
    return f"{wie}: {visibility.REACTIEWOORDEN[reactie.antwoord]}.{correctie}"


def terugkoppelingen(knelpunt_id: uuid.UUID) -> list[Terugkoppeling]:
    """Return the answers that were sent, oldest first."""
    zoek = select(Terugkoppeling).where(Terugkoppeling.knelpunt_id == knelpunt_id)
    hoe = (joinedload(Terugkoppeling.tekst), joinedload(Terugkoppeling.besluit))
    return list(db.session.scalars(zoek.options(*hoe).order_by(Terugkoppeling.datum, Terugkoppeling.id)))


def stiltes(knelpunt_id: uuid.UUID) -> list[Stilte]:
    """Return the silences of a knelpunt, oldest first."""
    return list(
        db.session.scalars(select(Stilte).where(Stilte.knelpunt_id == knelpunt_id).order_by(Stilte.datum))
    )
