"""Where items went that were not discussed. Reads; the rule is `workflows.agendadrager.ging_naar`."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from signalen.db import db
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.queries import dragers, stapel
from workflows.agendadrager import GEHOUDEN, Dag, Plekken
from workflows.termijn import voluit

DOORGESCHOVEN = "doorgeschoven"
WACHT = "Doorgeschoven naar het volgende overleg. Dat is nog niet gepland."
VERDER = "Doorgeschoven. Intussen is het zonder overleg verder gegaan of klaar."


@dataclass(frozen=True)
class Notitie:
    """One recorded item of a held overleg: its row, and the overleg as the rule looks at it."""

    rij: Agendapunt
    dag: Dag


def genoteerd(soort: str, sleutels: Collection[str]) -> Mapping[str, list[Notitie]]:
    """Return by key in which held overleggen of a kind these things were among the items."""
    ids: dict[str, list[uuid.UUID]] = defaultdict(list)
    for sleutel in sleutels:
        wat, _, id_ = sleutel.partition(":")
        ids[wat].append(uuid.UUID(id_))
    erin = or_(
        Agendapunt.knelpunt_id.in_(ids["knelpunt"]),
        Agendapunt.afspraak_id.in_(ids["afspraak"]),
        Agendapunt.onderwerp_id.in_(ids["onderwerp"]),
    )
    zoek = select(Agendapunt, *dragers.KOLOMMEN).join(Overleg, Overleg.id == Agendapunt.overleg_id)
    uit: dict[str, list[Notitie]] = defaultdict(list)
    for rij in db.session.execute(zoek.where(Overleg.soort == soort, Overleg.staat == GEHOUDEN, erin)):
        uit[rij.Agendapunt.sleutel].append(Notitie(rij.Agendapunt, dragers.dag_van(rij)))
    return uit


def in_woorden(punten: Sequence[Agendapunt], soort: str, vandaag: date) -> dict[str, str]:
    """Return by key where the items of a held overleg went that were moved on.

    Where the next overleg is still to come, that is asked anew: an extra one may have been planned since, or
    the one that was meant cancelled.
    """
    weg = [punt for punt in punten if punt.uitkomst == DOORGESCHOVEN]
    gehouden = _gehouden({punt.naar_overleg_id for punt in weg if punt.naar_overleg_id})
    nog_open = [punt for punt in weg if punt.naar_overleg_id not in gehouden]
    nu = stapel.lees(soort).plekken(vandaag) if nog_open else {}
    uit = {punt.sleutel: _zin(punt.sleutel, nu) for punt in nog_open}
    return uit | {
        punt.sleutel: _naar(gehouden[punt.naar_overleg_id])
        for punt in weg
        if punt.naar_overleg_id in gehouden
    }


def _gehouden(ids: Collection[uuid.UUID]) -> dict[uuid.UUID | None, date]:
    if not ids:
        return {}
    zoek = select(Overleg.id, Overleg.datum).where(Overleg.id.in_(ids), Overleg.staat == GEHOUDEN)
    return {rij.id: rij.datum for rij in db.session.execute(zoek)}


def _zin(sleutel: str, nu: Plekken) -> str:
    dag = nu.get(sleutel)
    if dag is not None:
        return _naar(dag.datum)
    return WACHT if sleutel in nu else VERDER


def _naar(dag: date) -> str:
    return f"Doorgeschoven naar {voluit(dag)}"
