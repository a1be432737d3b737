"""What disappears on a set day: closed working notes, words of subjects, and words that were never released.

Really gone. A part of overleg that keeps closed things adds a function to `WISSERS`; each takes the moment,
removes what is due, returns how many, and may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, and_, delete, or_, select

from signalen.db import db, transaction
from signalen.kennis import operations as kennis
from signalen.kennis.models import Afweging
from signalen.overleg import rules
from signalen.overleg.models import Onderwerp, Oogst, Oogstakkoord, Overleg, Werkblad
from signalen.overleg.operations.stoel import vergeet
from signalen.overleg.queries import onderwerpdag
from signalen.overleg.queries.oogst import afwegingkeuzes
from signalen.signaal import operations as signalen
from signalen.signaal.models import Tekst
from workflows import oogst
from workflows.agendadrager import GEPLAND


def wis_werkbladen(moment: datetime) -> int:
    """Remove the closed working notes whose day has come."""
    gedaan: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        delete(Werkblad).where(Werkblad.weg_op <= moment.date())
    )
    return gedaan.rowcount


def leeg_dichte_oogst(moment: datetime) -> int:
    """Empty words that were not released and whose day has come; the row says that there were some.

    Texts are emptied and never removed (AVG): the chain of events holds their digests.
    """
    over = [getattr(Oogst, f"{naam}_id").is_not(None) for naam, _ in rules.DELEN]
    dicht = [staat for staat in oogst.DICHT if staat != oogst.VOORGELEGD]
    zoek = select(Oogst).where(Oogst.staat.in_(dicht), Oogst.weg_op <= moment.date(), or_(*over))
    rijen = list(db.session.scalars(zoek.with_for_update(skip_locked=True)))
    for rij in rijen:
        _leeg([getattr(rij, naam) for naam, _ in rules.DELEN], moment)
        rij.feit = rij.alternatief = rij.opvatting = None
    return len(rijen)


def leeg_correcties(moment: datetime) -> int:
    """Empty what inbrengers wrote about a harvest whose day has come, released or not."""
    zoek = select(Tekst).join(Oogstakkoord, Oogstakkoord.tekst_id == Tekst.id).join(Oogst)
    zoek = zoek.where(Oogst.weg_op <= moment.date(), Tekst.geleegd_op.is_(None))
    teksten = list(db.session.scalars(zoek.where(Oogst.staat != oogst.VOORGELEGD)))
    _leeg(teksten, moment)
    return len(teksten)


def leeg_onderwerpen(moment: datetime) -> int:
    """Empty the words of subjects of luistersessies whose day has come; that there was one, and what came of
    it, stays. One that was never discussed is closed by it.
    """
    vandaag = moment.date()
    voorbij = or_(Overleg.staat != GEPLAND, Overleg.datum < vandaag)
    dag_kan_er_zijn = or_(Onderwerp.weg_op <= vandaag, and_(Onderwerp.weg_op.is_(None), voorbij))
    zoek = select(Onderwerp).join(Tekst, Tekst.id == Onderwerp.tekst_id)
    zoek = zoek.join(Overleg, Overleg.id == Onderwerp.overleg_id)
    zoek = zoek.where(Tekst.geleegd_op.is_(None), dag_kan_er_zijn)
    rijen = list(db.session.scalars(zoek.with_for_update(skip_locked=True, of=Onderwerp)))
    weg = [(rij, dag) for rij in rijen if (dag := onderwerpdag.van(rij, vandaag)) <= vandaag]
    _leeg([rij.tekst for rij, _ in weg], moment)
    for rij, dag in weg:
        rij.weg_op = dag
    return len(weg)


def wis_afwegingen_zonder_toestemming(moment: datetime) -> int:
    """Remove what is not published yet and lost its consent, because the signaal behind it was withdrawn."""
    zoek = select(Oogst).join(Afweging, Afweging.bron_id == Oogst.id)
    rijen = db.session.scalars(zoek.where(Afweging.zichtbaar_vanaf > moment.date()))
    weg = [rij.id for rij in rijen if not oogst.mag_bij_afwegingen(afwegingkeuzes(rij))]
    for oogst_id in weg:
        kennis.neem_afweging_terug(oogst_id)
    return len(weg)


def _leeg(teksten: Iterable[Tekst | None], moment: datetime) -> None:
    for tekst in teksten:
        if tekst is not None:
            signalen.leeg(tekst, "bewaartermijn voorbij", moment.date())


WISSERS: list[Callable[[datetime], int]] = [
    wis_werkbladen,
    leeg_dichte_oogst,
    leeg_correcties,
    leeg_onderwerpen,
    wis_afwegingen_zonder_toestemming,
    vergeet,
]
"""What is removed on its day, in order."""


def wis(moment: datetime) -> int:
    """Remove everything whose day has come, in one transaction; return how many things."""
    with transaction():
        return sum(wisser(moment) for wisser in WISSERS)
