"""Holding an overleg: every item of its agenda becomes a row with what became of it. Nothing is lost.

What was not discussed stays where it is, so that it is on the next agenda by itself (`waarheen` says which).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.models import Traject
from signalen.knelpunt.operations import voor_overleg
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.operations import onderwerpen, waarheen
from signalen.overleg.operations.plannen import eis_gepland, rol_van, slot
from signalen.overleg.queries import agenda
from signalen.overleg.queries.stapel import Punt
from workflows.agendadrager import Dag, Plekken
from workflows.stand import Geweigerd

TERUGKIJKEN = timedelta(days=90)


def houd(
    overleg_id: uuid.UUID, besproken: Collection[str], aanwezig: int | None, moment: datetime
) -> Overleg:
    """Record that an overleg was held and which items were discussed (by key).

    Raises Geweigerd before its day or when it was held or cancelled already, and OngeldigeInvoer for a key
    that was never on this agenda. A knelpunt that moved in the meantime becomes `vervallen: ligt bij ...`.
    """
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    if moment.date() < overleg.datum:
        raise Geweigerd("Dit kan pas op de dag van het overleg.", "te_vroeg")
    punten = agenda.van(overleg, moment.date())
    weg = agenda.weg_van(agenda.genoemd(overleg), agenda.knelpunt_ids(punten))
    _eis_bekend(besproken, punten, weg)
    overleg.staat, overleg.gehouden_op, overleg.aanwezig = "gehouden", moment.date(), aanwezig
    db.session.flush()
    naar = waarheen.waarheen(overleg, [p.sleutel for p in punten], besproken, moment.date())
    uitkomsten = _verwerk(overleg, punten, set(besproken), naar, moment)
    _bewaar(overleg, punten, uitkomsten, naar)
    _bewaar_weg(overleg, weg, len(punten))
    klaar = [p.ding_id for p in punten if p.soort == "onderwerp" and uitkomsten[p.sleutel] == "besproken"]
    onderwerpen.sluit_besproken(klaar, moment)
    db.session.flush()
    waarheen.wijs_aan(overleg, [p.sleutel for p in punten])
    return overleg


def _eis_bekend(besproken: Collection[str], punten: list[Punt], weg: list[tuple[Traject, str]]) -> None:
    bekend = {p.sleutel for p in punten} | {f"knelpunt:{loop.knelpunt_id}" for loop, _ in weg}
    if not set(besproken) <= bekend:
        zin = "Een punt staat niet (meer) op deze agenda. Kijk de agenda nog eens na."
        raise OngeldigeInvoer([Veldfout("besproken", zin)])


def _verwerk(
    overleg: Overleg, punten: list[Punt], besproken: set[str], naar: Plekken, moment: datetime
) -> dict[str, str]:
    """Tell every knelpunt what happened, in id order (locks); return the outcome per key."""
    rol = rol_van(overleg)
    uit = {p.sleutel: "besproken" if p.sleutel in besproken else "doorgeschoven" for p in punten}
    for punt in agenda.knelpunten_in_slotvolgorde(punten):
        if punt.sleutel in besproken:
            gelukt = voor_overleg.gehouden(punt.ding_id, punt.stap, rol, moment, str(overleg.id))
            uit[punt.sleutel] = "besproken" if gelukt else "vervallen"
        else:
            _schuif_door(overleg, punt, naar[punt.sleutel], rol, moment)
    return uit


def _schuif_door(overleg: Overleg, punt: Punt, naar: Dag | None, rol: str, moment: datetime) -> None:
    inhoud = {"overleg": str(overleg.id), "stap": punt.stap}
    if naar is not None:
        inhoud |= {"naar_overleg": str(naar.id), "datum": naar.datum.isoformat()}
    voor_overleg.noteer(punt.ding_id, "doorgeschoven", rol, inhoud, moment)


def _bewaar(overleg: Overleg, punten: list[Punt], uitkomsten: dict[str, str], naar: Plekken) -> None:
    for plaats, punt in enumerate(punten, start=1):
        uitkomst = uitkomsten[punt.sleutel]
        dag = naar.get(punt.sleutel) if uitkomst == "doorgeschoven" else None
        rij = Agendapunt(
            overleg_id=overleg.id,
            volgorde=plaats,
            soort=punt.soort,
            knelpunt_id=punt.ding_id if punt.soort == "knelpunt" else None,
            traject_id=punt.traject_id,
            afspraak_id=punt.ding_id if punt.soort == "afspraak" else None,
            onderwerp_id=punt.ding_id if punt.soort == "onderwerp" else None,
            onderwerp=punt.onderwerp,
            minuten=punt.minuten,
            uitkomst=uitkomst,
            toelichting=_waar(punt) if uitkomst == "vervallen" else "",
            naar_overleg_id=dag.id if dag else None,
        )
        db.session.add(rij)


def neem_uitkomsten_over(moment: datetime) -> int:
    """Write the outcome of the route at items that were discussed and got one since; return how many.

    Looks back ninety days: what has no outcome by then was answered by silence long ago.
    """
    zoek = select(Agendapunt).join(Overleg, Overleg.id == Agendapunt.overleg_id)
    zoek = zoek.where(
        Agendapunt.uitkomst == "besproken",
        Agendapunt.knelpunt_id.is_not(None),
        Overleg.gehouden_op >= moment.date() - TERUGKIJKEN,
    )
    return sum(
        _neem_over(rij) for rij in db.session.scalars(zoek.with_for_update(skip_locked=True, of=Agendapunt))
    )


def _neem_over(rij: Agendapunt) -> int:
    feiten = voor_overleg.feiten(rij.knelpunt_id) if rij.knelpunt_id else []
    _, uitkomst = rules.uitkomst_na(feiten, str(rij.overleg_id))
    rij.uitkomst = uitkomst[:20] or rij.uitkomst
    return int(bool(uitkomst))


def _waar(punt: Punt) -> str:
    loop = db.session.get(Traject, punt.traject_id)
    return f"ligt bij {agenda.waar(loop)}" if loop else ""


def _bewaar_weg(overleg: Overleg, weg: list[tuple[Traject, str]], vanaf: int) -> None:
    for plaats, (loop, waar) in enumerate(weg, start=vanaf + 1):
        rij = Agendapunt(
            overleg_id=overleg.id,
            volgorde=plaats,
            soort="knelpunt",
            knelpunt_id=loop.knelpunt_id,
            traject_id=loop.id,
            onderwerp=agenda.titel(loop),
            minuten=0,
            uitkomst="vervallen",
            toelichting=f"ligt bij {waar}",
        )
        db.session.add(rij)
