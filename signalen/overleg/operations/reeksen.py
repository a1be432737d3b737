"""Series: beginning one, keeping half a year of its overleggen in the calendar, and ending it.

Each occurrence is an Overleg like any other: moved and cancelled by the same acts, once, with a reason.
"""

from __future__ import annotations

import logging
import uuid
from datetime import date, datetime

from sqlalchemy import or_, select

from signalen.db import NietGevonden, db, transaction
from signalen.medewerker import queries as medewerkers
from signalen.overleg import reeksregels, rules
from signalen.overleg.models import Overleg, Reeks, Reeksdeelnemer
from signalen.overleg.operations import plannen, wijzigen
from signalen.overleg.queries import agenda
from signalen.overleg.queries.reeksen import vaste
from signalen.overleg.reeksregels import Reeksdag, Reeksvoorstel
from workflows.stand import Geweigerd

log = logging.getLogger(__name__)


def begin_reeks(voorstel: Reeksvoorstel, moment: datetime) -> Reeks:
    """Store a series and plan its overleggen for the coming half year.

    Raises OngeldigeInvoer per field: for a rhythm or day that cannot be, a leader who may not lead this kind,
    and people who left.
    """
    gelezen = reeksregels.lees_reeks(voorstel, moment.date(), medewerkers.kalender())
    leider = plannen.leider_van(voorstel)
    mensen = plannen.deelnemers_van(voorstel, leider)
    reeks = Reeks(
        soort=gelezen.soort,
        regel=gelezen.regel,
        titel=gelezen.titel,
        gespreksleider_id=leider.id,
        eerste=gelezen.eerste,
        tot=gelezen.tot,
        begin=gelezen.begin,
        minuten=gelezen.minuten,
        plaats=gelezen.plaats,
        bij_vrij=gelezen.bij_vrij,
    )
    db.session.add(reeks)
    db.session.flush()
    db.session.add_all(Reeksdeelnemer(reeks_id=reeks.id, medewerker_id=wie) for wie in mensen)
    _plan_tot_venster(reeks, moment, door=voorstel.door)
    return reeks


def dagen_van(reeks: Reeks, tot: date) -> tuple[Reeksdag, ...]:
    """Return the days of a stored series up to and including a day; none for one without a first day."""
    if reeks.eerste is None:
        return ()
    eind = min(tot, reeks.tot) if reeks.tot else tot
    kalender = medewerkers.kalender()
    return tuple(reeksregels.dagen(reeks.regel, reeks.eerste, eind, kalender, reeks.bij_vrij))


def vul_aan(moment: datetime) -> int:
    """Move the window along: plan what every running series lacks up to half a year ahead; return how many.

    Safe to repeat and in parallel: a series is locked, and one day of its rule is one overleg. A series whose
    leader may no longer lead is left alone; its page says so.
    """
    gemaakt = 0
    for reeks_id in _aan_te_vullen(moment.date()):
        try:
            gemaakt += _vul_een(reeks_id, moment)
        except Exception:
            log.exception("series %s could not be extended; the rest of the round goes on", reeks_id)
    return gemaakt


def _vul_een(reeks_id: uuid.UUID, moment: datetime) -> int:
    with transaction():
        zoek = select(Reeks).where(Reeks.id == reeks_id).with_for_update(skip_locked=True)
        reeks = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
        return _probeer(reeks, moment) if reeks is not None and reeks.beeindigd_op is None else 0


def _aan_te_vullen(vandaag: date) -> list[uuid.UUID]:
    grens = vandaag + reeksregels.VENSTER
    zoek = select(Reeks.id).where(
        Reeks.beeindigd_op.is_(None),
        Reeks.eerste.is_not(None),
        or_(Reeks.aangevuld_tot.is_(None), Reeks.aangevuld_tot < grens),
    )
    ids = list(db.session.scalars(zoek.order_by(Reeks.id)))
    db.session.rollback()
    return ids


def _probeer(reeks: Reeks, moment: datetime) -> int:
    punt = db.session.begin_nested()
    try:
        gemaakt = _plan_tot_venster(reeks, moment)
    except Geweigerd:
        punt.rollback()
        reeks.aangevuld_tot = moment.date() + reeksregels.VENSTER
        return 0
    return gemaakt


def _plan_tot_venster(reeks: Reeks, moment: datetime, door: uuid.UUID | None = None) -> int:
    """Plan every day of the series in the window that has no overleg yet; the caller holds the lock."""
    vandaag = moment.date()
    grens = vandaag + reeksregels.VENSTER
    er_al = set(db.session.scalars(select(Overleg.reeks_dag).where(Overleg.reeks_id == reeks.id)))
    nodig = [d for d in dagen_van(reeks, grens) if d.regel_dag not in er_al and d.dag and d.dag >= vandaag]
    for dag in nodig:
        plannen.plan(_occurrence(reeks, dag, door), moment, (reeks.id, dag.regel_dag))
    reeks.aangevuld_tot = grens
    return len(nodig)


def _occurrence(reeks: Reeks, dag: Reeksdag, door: uuid.UUID | None) -> rules.Voorstel:
    if reeks.gespreksleider_id is None or reeks.begin is None or dag.dag is None:
        raise Geweigerd("Deze reeks heeft geen gespreksleider of geen tijd.", "reeks_onvolledig")
    nog_hier = set(medewerkers.ids_in_dienst())
    return rules.Voorstel(
        soort=reeks.soort,
        datum=dag.dag.isoformat(),
        begin=f"{reeks.begin:%H:%M}",
        door=door or reeks.gespreksleider_id,
        titel=reeks.titel,
        minuten=str(reeks.minuten),
        plaats=reeks.plaats,
        gespreksleider=reeks.gespreksleider_id,
        deelnemers=tuple(wie for wie in vaste(reeks.id) if wie in nog_hier),
    )


def beeindig(reeks_id: uuid.UUID, reden: str, moment: datetime) -> tuple[int, int]:
    """End a series with a reason; return how many overleggen were cancelled and how many stay.

    Only those to come that hold nothing are cancelled: where something waits, the leader decides per overleg.
    Raises OngeldigeInvoer without a reason and Geweigerd when it was ended already.
    """
    tekst = rules.eis_reden(reden, "Schrijf waarom de reeks stopt.")
    reeks = slot(reeks_id, "Deze reeks is al beëindigd.")
    reeks.beeindigd_op, reeks.reden = moment.date(), tekst
    komend = komende(reeks_id, moment.date())
    leeg = [rij.id for rij in komend if not agenda.van(rij, moment.date())]
    for overleg_id in leeg:
        wijzigen.verval(overleg_id, tekst, moment)
    return len(leeg), len(komend) - len(leeg)


def slot(reeks_id: uuid.UUID, zin: str) -> Reeks:
    """Lock a series that runs. Raises NietGevonden, and Geweigerd with this sentence when it was ended."""
    zoek = select(Reeks).where(Reeks.id == reeks_id).with_for_update()
    reeks = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if reeks is None:
        raise NietGevonden(str(reeks_id))
    if reeks.beeindigd_op is not None:
        raise Geweigerd(zin, "al_beeindigd")
    return reeks


def komende(reeks_id: uuid.UUID, vandaag: date) -> list[Overleg]:
    """Return the overleggen of a series that are still to come, in id order (locks)."""
    zoek = select(Overleg).where(
        Overleg.reeks_id == reeks_id, Overleg.staat == "gepland", Overleg.datum >= vandaag
    )
    return list(db.session.scalars(zoek.order_by(Overleg.id)))
