"""What the page of a knelpunt asks about overleggen: where it was and is on the agenda, and for whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from signalen import clock
from signalen.db import db
from signalen.knelpunt.models import Knelpunt
from signalen.knelpunt.operations import voor_overleg
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Deelnemer, Overleg
from signalen.overleg.queries import agenda
from signalen.overleg.queries.regels import OverlegRegel, regel

WAT = {
    "dag_genoemd": "Staat op de agenda.",
    "overleg_verzet": "Staat op de agenda, op een andere dag.",
    "overleg_gehouden": "Besproken.",
    "besproken": "Besproken.",
    "doorgeschoven": "Niet besproken, doorgeschoven.",
    "overleg_vervallen": "Het overleg ging niet door.",
}


def van_knelpunt(knelpunt_id: uuid.UUID) -> list[OverlegRegel]:
    """Return the overleggen of a knelpunt, newest day first, each with what it meant."""
    wat = _wat_er_gebeurde(voor_overleg.feiten(knelpunt_id))
    vandaag = clock.today()
    for overleg in _dragende(knelpunt_id):
        wat.setdefault(str(overleg.id), WAT["dag_genoemd"])
    ids = [uuid.UUID(id_) for id_ in wat]
    zoek = select(Overleg).where(Overleg.id.in_(ids)).order_by(Overleg.datum.desc(), Overleg.id)
    return [regel(rij, vandaag, _zin(rij, wat[str(rij.id)], vandaag)) for rij in db.session.scalars(zoek)]


def _wat_er_gebeurde(feiten: rules.Feiten) -> dict[str, str]:
    """Return the last word per overleg; a second cancellation in a row says that it counts as silence."""
    uit: dict[str, str] = {}
    for plaats, (soort, inhoud) in enumerate(feiten):
        if soort in WAT and inhoud.get("overleg"):
            uit[inhoud["overleg"]] = WAT[soort] + _tweede_keer(feiten[: plaats + 1], soort, inhoud)
    return uit


def _tweede_keer(feiten: rules.Feiten, soort: str, inhoud: Mapping[str, Any]) -> str:
    if soort != "overleg_vervallen" or rules.vervallen_op_rij(feiten, inhoud["stap"]) < rules.TWEE_KEER:
        return ""
    return " Dat was de tweede keer op rij. Dat telt als stilte."


def _zin(overleg: Overleg, wat: str, vandaag: date) -> str:
    """An overleg that is over, or whose day passed, is no longer where a knelpunt is discussed."""
    over = overleg.staat != "gepland" or overleg.datum < vandaag
    return "Stond op deze agenda." if over and wat == WAT["dag_genoemd"] else wat


def _dragende(knelpunt_id: uuid.UUID) -> list[Overleg]:
    """Return the planned overleggen whose agenda holds this knelpunt now."""
    knelpunt = db.session.get(Knelpunt, knelpunt_id)
    if knelpunt is None:
        return []
    vandaag = clock.today()
    komt = select(Overleg).where(Overleg.staat == "gepland", Overleg.datum >= vandaag)
    gepland = db.session.scalars(komt).all()
    erop = agenda.die_hebben(gepland, knelpunt, vandaag)
    return [rij for rij in gepland if rij.id in erop]


def staat_op_agenda_van(medewerker_id: uuid.UUID, knelpunt_id: uuid.UUID) -> bool:
    """Say whether somebody takes part in an overleg that discusses this knelpunt, or has discussed it."""
    mijn = or_(
        Overleg.gespreksleider_id == medewerker_id,
        Overleg.vervanger_id == medewerker_id,
        Overleg.id.in_(select(Deelnemer.overleg_id).where(Deelnemer.medewerker_id == medewerker_id)),
    )
    besproken = select(Agendapunt.id).join(Overleg, Overleg.id == Agendapunt.overleg_id)
    besproken = besproken.where(Agendapunt.knelpunt_id == knelpunt_id, mijn)
    if db.session.scalar(besproken.limit(1)) is not None:
        return True
    knelpunt, vandaag = db.session.get(Knelpunt, knelpunt_id), clock.today()
    gepland = db.session.scalars(select(Overleg).where(mijn, Overleg.staat == "gepland")).all()
    return knelpunt is not None and bool(agenda.die_hebben(gepland, knelpunt, vandaag))
