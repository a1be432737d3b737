"""The sweep of the clock: lapses, reminders, the nightly anchor and who has news. Any number may run in
parallel.

Batches of 100 with SKIP LOCKED, one lapse per knelpunt per sweep; a row that fails five times is parked with
an alarm and the rest goes on (SAFETY rule 4).
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import and_, exists, select, update

from signalen.bericht import operations as bericht
from signalen.db import db, transaction
from signalen.kluis import operations as kluis
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Koppeling, Termijn, Traject
from signalen.knelpunt.operations import anker, lapsing, routes, traject
from signalen.knelpunt.operations.anker import Erbij
from signalen.medewerker import queries as medewerkers
from signalen.signaal.models import Signaal
from workflows import bestuursvraag, termijn
from workflows.definition import Stap

log = logging.getLogger(__name__)
PARTIJ = 100
MAX_POGINGEN = 5
VOORUIT = 60
"""Calendar days ahead in which a reminder may fall; no route reminds earlier than a month before."""

NIEUWS = (
    "uitkomst",
    "stilte",
    "uitstel",
    "opschorting",
    "terug_op_tafel",
    "nameting",
    "gekoppeld",
    "gesplitst",
    "vraag",
    "oogst_voorgelegd",
    "oogst_vrijgegeven",
    "afweging_aangeboden",
    "bestuur_antwoord",
    "bestuur_datum",
)
"""Events that are news for who signalled."""


def tik(moment: datetime, erbij: Erbij = anker.niets) -> dict[str, int]:
    """Do one sweep and return what was done: lapsed, failed, reminded, anchored.

    `erbij` gives what else the anchor must hold; knelpunten know nothing of what lies above them.
    """
    medewerkers.vergeet()
    verlopen, fout = _verloop_alles(moment)
    return {
        "verlopen": verlopen,
        "mislukt": fout,
        "herinnerd": herinner(moment),
        "anker": int(anker.leg(moment, erbij)),
    }


def _verloop_alles(moment: datetime) -> tuple[int, int]:
    """Work through what is overdue, in batches; each knelpunt once per sweep."""
    gedaan, mislukt, klaar = 0, 0, set[uuid.UUID]()
    while ids := _te_laat(moment, klaar):
        klaar |= set(ids)
        try:
            gedaan += _partij(ids, moment)
        except Exception:
            log.exception("a batch failed; its rows are tried one by one")
            for knelpunt_id in ids:
                goed = _een(knelpunt_id, moment)
                gedaan, mislukt = gedaan + goed, mislukt + (not goed)
    return gedaan, mislukt


def _open(moment: datetime):  # type: ignore[no-untyped-def]
    return and_(
        Termijn.knelpunt_id == Knelpunt.id,
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
        Termijn.uiterste < moment.date(),
        Termijn.pogingen < MAX_POGINGEN,
    )


def _te_laat(moment: datetime, klaar: set[uuid.UUID]) -> list[uuid.UUID]:
    zoek = select(Knelpunt.id).where(exists().where(_open(moment))).order_by(Knelpunt.id)
    if klaar:
        zoek = zoek.where(Knelpunt.id > max(klaar, key=lambda u: u.int))
    ids = list(db.session.scalars(zoek.limit(PARTIJ)))
    db.session.rollback()
    return ids


def _partij(ids: list[uuid.UUID], moment: datetime) -> int:
    with transaction():
        zoek = select(Knelpunt).where(Knelpunt.id.in_(ids)).order_by(Knelpunt.id)
        zoek = zoek.with_for_update(skip_locked=True).execution_options(populate_existing=True)
        return sum(_verloop_een(knelpunt, moment) for knelpunt in db.session.scalars(zoek).all())


def _verloop_een(knelpunt: Knelpunt, moment: datetime) -> int:
    rij = lapsing.oudste_verlopen(knelpunt, moment)
    if rij is None:
        return 0
    lapsing.verloop(knelpunt, rij, moment)
    return 1


def _een(knelpunt_id: uuid.UUID, moment: datetime) -> bool:
    try:
        with transaction():
            _verloop_een(traject.slot(knelpunt_id), moment)
        return True
    except Exception as fout:
        if anker.bezet(fout):
            return False
        log.exception("knelpunt %s could not be swept", knelpunt_id)
    with transaction():
        poging = update(Termijn).where(Termijn.id.in_(_termijnen_te_laat(knelpunt_id, moment)))
        db.session.execute(poging.values(pogingen=Termijn.pogingen + 1))
        bericht.alarm(
            f"storing:{knelpunt_id}:{moment.date()}", {"knelpunt": str(knelpunt_id)}, "storing", moment
        )
    return False


def _termijnen_te_laat(knelpunt_id: uuid.UUID, moment: datetime) -> list[uuid.UUID]:
    zoek = select(Termijn.id).join(Knelpunt, _open(moment)).where(Knelpunt.id == knelpunt_id)
    return list(db.session.scalars(zoek))


# ------------------------------------------------------------------ reminders


def herinner(moment: datetime) -> int:
    """Write the reminders that the route asks for, each once per term; return how many terms were
    reminded.
    """
    dag, aantal = moment.date(), 0
    for rij_id in _te_herinneren(moment):
        with transaction():
            rij = db.session.get(Termijn, rij_id)
            if rij is not None:
                aantal += _herinner_een(rij, moment, dag.isoformat())
    return aantal


def _te_herinneren(moment: datetime) -> list[uuid.UUID]:
    """Return the open terms that get a reminder today and had none, by the days that their route asks for."""
    kalender, vandaag = traject.kalender(), moment.date()
    zoek = (
        select(Termijn.id, Termijn.uiterste, Termijn.stap, Termijn.herinnerd, Traject.adoptie_id)
        .join(Traject, Traject.id == Termijn.traject_id)
        .where(
            Termijn.gedaan_op.is_(None),
            Termijn.verlopen_op.is_(None),
            Termijn.vervallen_op.is_(None),
            Termijn.soort.in_(("stap", "naast", bestuursvraag.SOORT)),
            Termijn.uiterste >= vandaag,
            Termijn.uiterste <= vandaag + timedelta(days=VOORUIT),
        )
    )
    rijen = db.session.execute(zoek).all()
    stappen = {rij.adoptie_id: routes.route_bij(rij.adoptie_id).stappen for rij in rijen}
    db.session.rollback()
    return [
        rij.id
        for rij in rijen
        if vandaag.isoformat() not in rij.herinnerd
        and vandaag
        in termijn.herinnerdata(rij.uiterste, _dagen_ervoor(stappen[rij.adoptie_id], rij.stap), kalender)
    ]


def _dagen_ervoor(stappen: Mapping[str, Stap], stap: str) -> tuple[int, ...]:
    """Return how many working days before the end somebody is reminded, as the route or a question asks."""
    if stap == bestuursvraag.SOORT:
        return bestuursvraag.HERINNER
    return stappen[stap].herinner if stap in stappen else ()


def _herinner_een(rij: Termijn, moment: datetime, vandaag: str) -> int:
    knelpunt = traject.slot(rij.knelpunt_id)
    # Read again under the lock: another clock may have reminded, or somebody acted, meanwhile.
    db.session.refresh(rij)
    if rij.gedaan_op or rij.verlopen_op or rij.vervallen_op:
        return 0
    ervoor = _dagen_ervoor(traject.route_van(rij.traject).stappen, rij.stap)
    dagen = termijn.herinnerdata(rij.uiterste, ervoor, traject.kalender())
    if moment.date() not in dagen or vandaag in rij.herinnerd:
        return 0
    rij.herinnerd = [*rij.herinnerd, vandaag]
    _, mensen = traject.mensen_bij(knelpunt, rij)
    gegevens = traject.brief_gegevens(knelpunt, rij.traject, rij)
    for medewerker_id in sorted(mensen):
        sleutel = f"herinnering:{rij.id}:{vandaag}:{medewerker_id}"
        bericht.schrijf(sleutel, medewerker_id, "herinnering", gegevens, f"/knelpunten/{knelpunt.id}", moment)
    return 1


# ------------------------------------------------------------------ anchor and news


def mensen_met_nieuws(van: datetime, tot: datetime) -> list[uuid.UUID]:
    """Return who gave a signaal with news in this period, found through the link key; stores nothing."""
    sleutels = set(
        db.session.scalars(
            select(Signaal.koppelsleutel)
            .join(Koppeling, and_(Koppeling.signaal_id == Signaal.id, Koppeling.tot.is_(None)))
            .join(Gebeurtenis, Gebeurtenis.knelpunt_id == Koppeling.knelpunt_id)
            .where(Gebeurtenis.moment > van, Gebeurtenis.moment <= tot, Gebeurtenis.soort.in_(NIEUWS))
        )
    )
    if not sleutels:
        return []
    map_ = Path(current_app.config["SIGNALEN_SLEUTELS"])
    return [
        wie
        for wie in medewerkers.ids_in_dienst()
        if sleutels.intersection(kluis.koppelsleutels(map_, wie, tot.date()))
    ]
