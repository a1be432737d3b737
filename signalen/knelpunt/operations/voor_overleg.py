"""What an overleg does to a knelpunt: naming a day, being held, being cancelled. Called by overleg only."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte, Termijn, Traject
from signalen.knelpunt.operations import lapsing, traject
from workflows import engine
from workflows.stand import Geweigerd

TWEE_KEER_VERVALLEN = "vervallen"
"""Reason of a silence that came from two cancelled overleggen in a row (DESIGN section 6)."""


def dag_genoemd(
    knelpunt_id: uuid.UUID, stap: str, datum: date, rol: str, moment: datetime, overleg_id: str = ""
) -> bool:
    """Note that a day was named for this knelpunt; False when it no longer asks for one."""
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject.hoofdtraject(knelpunt)
    try:
        gevolg = engine.dag_genoemd(traject.route_van(loop), traject.stand_van(loop), stap)
    except Geweigerd:
        return False
    extra = {"datum": datum.isoformat(), **({"overleg": overleg_id} if overleg_id else {})}
    traject.voer_uit(knelpunt, loop, gevolg, rol, moment, extra)
    return True


def gehouden(knelpunt_id: uuid.UUID, stap: str, rol: str, moment: datetime, overleg_id: str = "") -> bool:
    """Note that the overleg for this step was held: the term is met, the one for the outcome starts.

    A step that asks for no overleg (management, college) keeps its own term: there it is only noted. False
    when the knelpunt is no longer at this step.
    """
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject.hoofdtraject(knelpunt)
    route, stand = traject.route_van(loop), traject.stand_van(loop)
    extra = {"overleg": overleg_id} if overleg_id else {}
    if not ligt_bij(loop, stap):
        return False
    if not route.stap(stap).overleg:
        traject.schrijf(knelpunt, "besproken", rol, {"stap": stap, **extra}, moment)
        return True
    traject.voer_uit(knelpunt, loop, engine.gehouden(route, stand, stap), rol, moment, extra)
    return True


def ligt_bij(loop: Traject, stap: str) -> bool:
    """Say whether a traject is at this step, or has it open beside the route."""
    stand = traject.stand_van(loop)
    return stap in traject.route_van(loop).stappen and (stap == stand.stap or stap in stand.naast)


def noteer(knelpunt_id: uuid.UUID, soort: str, rol: str, inhoud: dict[str, str], moment: datetime) -> None:
    """Write an event of the overleg that moves nothing (vervallen, verzet, doorgeschoven)."""
    traject.schrijf(traject.slot(knelpunt_id), soort, rol, inhoud, moment)


def feiten(knelpunt_id: uuid.UUID) -> list[tuple[str, dict[str, Any]]]:
    """Return the events of a knelpunt in order, as (soort, inhoud), for rules about its overleggen."""
    return feiten_van([knelpunt_id])[knelpunt_id]


def feiten_van(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[str, dict[str, Any]]]]:
    """Return the same for many knelpunten, in one query."""
    uit: dict[uuid.UUID, list[tuple[str, dict[str, Any]]]] = {id_: [] for id_ in ids}
    zoek = select(Gebeurtenis.knelpunt_id, Gebeurtenis.soort, Gebeurtenis.inhoud)
    zoek = zoek.where(Gebeurtenis.knelpunt_id.in_(ids)).order_by(Gebeurtenis.volgnummer)
    for rij in db.session.execute(zoek):
        uit[rij.knelpunt_id].append((rij.soort, rij.inhoud))
    return uit


def stilte_na_vervallen(knelpunt_id: uuid.UUID, stap: str, moment: datetime) -> bool:
    """Let the open term of this step lapse now, because its overleg was cancelled twice in a row.

    The silence is dated today and not on the uiterste datum, which is still to come. False when no term of
    this step runs (any more).
    """
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    loop = traject.hoofdtraject(knelpunt)
    for rij in traject.open_termijnen(loop):
        if rij.stap == stap and rij.soort in ("stap", "naast"):
            return _verstil(knelpunt, loop, rij, moment)
    return False


def _verstil(knelpunt: Knelpunt, loop: Traject, rij: Termijn, moment: datetime) -> bool:
    route, stand, stap = traject.route_van(loop), traject.stand_van(loop), rij.stap
    laag = stap if rij.soort == "naast" else engine.laag_aan_zet(route, stand)
    rol = engine.rol_aan_zet(route, stand, stap)
    try:
        gevolg = engine.lapse(route, stand, stap, rij.soort, TWEE_KEER_VERVALLEN)
    except Geweigerd:
        return False
    rij.verlopen_op = moment.date()
    extra = {"uiterste": moment.date().isoformat(), "rol": rol, "laag": laag}
    traject.voer_uit(knelpunt, loop, gevolg, traject.SYSTEEM, moment, extra)
    feit, dag = gevolg.feiten[0].inhoud, moment.date()
    db.session.add(
        Stilte(
            termijn_id=rij.id,
            knelpunt_id=knelpunt.id,
            stap=stap,
            laag=laag,
            reden=TWEE_KEER_VERVALLEN,
            merk=feit.get("merk", ""),
            naar=gevolg.stand.stap,
            datum=dag,
            verwerkt_op=dag,
        )
    )
    return True
