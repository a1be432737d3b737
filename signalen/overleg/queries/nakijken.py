"""A harvest as an inbrenger meets it, found through the own signaal only: to look at, or what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select

from signalen.db import db
from signalen.kennis import afwegingen as kennis
from signalen.kennis.afwegingen import Afwegingbeeld
from signalen.knelpunt.models import Koppeling
from signalen.overleg.models import Oogst, Oogstakkoord
from signalen.overleg.queries.oogst import als_html, lees, titel
from signalen.signaal.models import Signaal
from workflows import oogst
from workflows.termijn import voluit


@dataclass(frozen=True)
class Nakijkblad:
    """A text for an inbrenger: to look at now, or what became of it. `mijn` is what they said themselves."""

    id: str
    titel: str
    zin: str
    tekst: Markup | None
    mijn: str
    vraagt: bool
    keuze: str
    mag_kiezen: bool
    afweging: Afwegingbeeld | None
    zichtbaar_vanaf: date | None


def voor_inbrenger(signaal_id: uuid.UUID, vandaag: date) -> list[Nakijkblad]:
    """Return the texts that were put to this inbrenger, with what they said and may still say."""
    hoort = select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal_id)
    rijen = lees(Oogst.knelpunt_id.in_(hoort), Oogst.ronde > 0)
    zoek = select(Oogstakkoord).where(Oogstakkoord.signaal_id == signaal_id)
    mijn = {(i.oogst_id, i.ronde): i for i in db.session.scalars(zoek)} if rijen else {}
    return [_nakijkblad(rij, mijn.get((rij.id, rij.ronde)), vandaag) for rij in rijen]


def wacht_op(signaal_ids: Sequence[str], vandaag: date) -> set[str]:
    """Return which of these signalen have a text that waits for a look."""
    zoek = (
        select(Koppeling.signaal_id)
        .join(Oogst, Oogst.knelpunt_id == Koppeling.knelpunt_id)
        .join(Signaal, Signaal.id == Koppeling.signaal_id)
        .outerjoin(
            Oogstakkoord,
            (Oogstakkoord.oogst_id == Oogst.id)
            & (Oogstakkoord.ronde == Oogst.ronde)
            & (Oogstakkoord.signaal_id == Koppeling.signaal_id),
        )
        .where(Oogst.staat == oogst.VOORGELEGD, Oogst.uiterste >= vandaag, Oogstakkoord.id.is_(None))
        .where(Koppeling.signaal_id.in_([uuid.UUID(id_) for id_ in signaal_ids]))
        .where(Signaal.ingetrokken_week.is_(None))
    )
    return {str(id_) for id_ in db.session.scalars(zoek)} if signaal_ids else set()


def _nakijkblad(rij: Oogst, mijn: Oogstakkoord | None, vandaag: date) -> Nakijkblad:
    loopt = rij.staat == oogst.VOORGELEGD and rij.uiterste is not None and vandaag <= rij.uiterste
    gemaakt = kennis.aangeboden(rij.id)
    beeld, dag = gemaakt if gemaakt else (None, None)
    keuze = {True: "ja", False: "nee", None: ""}[mijn.mag_afweging if mijn else None]
    return Nakijkblad(
        id=str(rij.id),
        titel=titel(rij),
        zin=_zin_voor_inbrenger(rij),
        tekst=als_html(rij) if rij.staat in (oogst.VOORGELEGD, oogst.VRIJGEGEVEN) else None,
        mijn=mijn.antwoord if mijn else "",
        vraagt=loopt and mijn is None,
        keuze=keuze,
        mag_kiezen=mijn is not None and rij.staat == oogst.VRIJGEGEVEN and not (dag and dag <= vandaag),
        afweging=beeld,
        zichtbaar_vanaf=dag,
    )


def _zin_voor_inbrenger(rij: Oogst) -> str:
    """Say the same to an inbrenger, who may be one of more and does not know how many there are."""
    if rij.staat == oogst.VOORGELEGD and rij.uiterste:
        dag = voluit(rij.uiterste)
        return f"Nakijken kan tot en met {dag}. Zegt een inbrenger nee of niemand ja, dan gaat er niets uit."
    if rij.staat == oogst.VRIJGEGEVEN and rij.vrijgegeven_op:
        return f"Deze tekst is vrijgegeven op {voluit(rij.vrijgegeven_op)}."
    anders = "Een inbrenger is niet akkoord." if rij.staat == oogst.NIET_AKKOORD else "Er kwam geen akkoord."
    return f"{anders} De tekst uit dit gesprek blijft bij de deelnemers."
