"""Recording the one advies or besluit about an item of an overleg that was held, and adding to it later.

Decides nothing for the route: no step moves by this.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from signalen.db import NietGevonden, db
from signalen.knelpunt.operations import voor_overleg
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Overleg, Uitspraak, Uitspraakaanvulling
from signalen.overleg.operations.plannen import rol_van, slot
from signalen.signaal import operations as signalen
from workflows import uitspraak
from workflows.stand import Geweigerd
from workflows.uitspraak import Woorden

NIET_BESPROKEN = ("doorgeschoven", "vervallen")


class AlVastgelegd(Geweigerd):
    """Somebody was first: both texts, so that nothing is lost."""

    def __init__(self, jouw_tekst: str, andere_tekst: str) -> None:
        reden = (
            "Over dit punt is al een uitspraak vastgelegd. Er is er één per punt. Wat anders moet, kan erbij."
        )
        super().__init__(reden, "al_vastgelegd")
        self.jouw_tekst, self.andere_tekst = jouw_tekst, andere_tekst


def besproken_punt(overleg: Overleg, punt_id: uuid.UUID) -> Agendapunt:
    """Return an item that was discussed in this overleg.

    Raises NietGevonden for an item of another overleg and Geweigerd for one that was moved on or fell away.
    """
    punt = next((p for p in overleg.punten if p.id == punt_id), None)
    if punt is None:
        raise NietGevonden(str(punt_id))
    if punt.uitkomst in NIET_BESPROKEN:
        raise Geweigerd("Dit punt is in dit overleg niet besproken.", "niet_besproken")
    return punt


def doe_uitspraak(overleg_id: uuid.UUID, punt_id: uuid.UUID, woorden: Woorden, moment: datetime) -> Uitspraak:
    """Record what the overleg advises or decides about an item, once, with the answered minority view.

    Raises AlVastgelegd when there is one already, OngeldigeInvoer per field, NietGevonden for an item of
    another overleg, Geweigerd for an item that was not discussed.
    """
    _eis_goed(woorden)
    overleg = slot(overleg_id)
    punt = besproken_punt(overleg, punt_id)
    al = db.session.scalars(select(Uitspraak).where(Uitspraak.agendapunt_id == punt.id)).first()
    if al is not None:
        raise AlVastgelegd(uitspraak.in_een_tekst(woorden), uitspraak.in_een_tekst(woorden_van(al)))
    delen = {
        naam: signalen.bewaar_tekst("uitspraak", tekst, aard)
        for naam, tekst, aard in _delen(woorden)
        if tekst.strip()
    }
    rol = rol_van(overleg)
    rij = Uitspraak(agendapunt_id=punt.id, soort=woorden.soort, rol=rol, vastgelegd_op=moment.date(), **delen)
    db.session.add(rij)
    db.session.flush()
    _noteer(punt, rij, "overleg_uitspraak", rol, delen["tekst"].digest, moment)
    return rij


def _delen(woorden: Woorden) -> tuple[tuple[str, str, str], ...]:
    """Return (column, words, kind): what the overleg adviseert is an option, what people find an opinion."""
    return (
        ("tekst", woorden.tekst, "alternatief"),
        ("redenen", woorden.redenen, "opvatting"),
        ("minderheid", woorden.minderheid, "opvatting"),
        ("antwoord", woorden.antwoord_op_minderheid, "opvatting"),
    )


def woorden_van(rij: Uitspraak) -> Woorden:
    """Return an uitspraak as text; a text that was emptied is an empty text."""
    delen = (rij.tekst, rij.redenen, rij.minderheid, rij.antwoord)
    return Woorden(rij.soort, *((deel.inhoud or "") if deel is not None else "" for deel in delen))


def _eis_goed(woorden: Woorden) -> None:
    fouten = [Veldfout(veld, zin) for veld, zin in uitspraak.bezwaren(woorden).items()]
    fouten += rules.gegevensfouten({veld: getattr(woorden, veld) for veld in uitspraak.VELDEN})
    if fouten:
        raise OngeldigeInvoer(fouten)


def _noteer(punt: Agendapunt, rij: Uitspraak, soort: str, rol: str, digest: str, moment: datetime) -> None:
    if punt.knelpunt_id is None:
        return
    inhoud = {"overleg": str(punt.overleg_id), "uitspraak": str(rij.id), "soort": rij.soort, "tekst": digest}
    voor_overleg.noteer(punt.knelpunt_id, soort, rol, inhoud, moment)


def vul_aan(overleg_id: uuid.UUID, punt_id: uuid.UUID, tekst: str, moment: datetime) -> Uitspraakaanvulling:
    """Add a correction beside the uitspraak about an item; the uitspraak itself stays.

    Raises NietGevonden for an item of another overleg, Geweigerd when there is no uitspraak yet,
    OngeldigeInvoer for no words or data of a resident.
    """
    fouten = rules.gegevensfouten({"tekst": tekst}) + rules.te_lang({"tekst": tekst}, uitspraak.HOOGSTENS)
    if not tekst.strip():
        fouten = [Veldfout("tekst", "Schrijf wat er niet klopt of wat erbij hoort.")]
    if fouten:
        raise OngeldigeInvoer(fouten)
    overleg = slot(overleg_id)
    punt = besproken_punt(overleg, punt_id)
    rij = db.session.scalars(select(Uitspraak).where(Uitspraak.agendapunt_id == punt.id)).first()
    if rij is None:
        raise Geweigerd("Er is nog geen uitspraak om aan te vullen.", "geen_uitspraak")
    rol, woorden = rol_van(overleg), signalen.bewaar_tekst("uitspraak", tekst, "opvatting")
    erbij = Uitspraakaanvulling(uitspraak_id=rij.id, tekst_id=woorden.id, rol=rol, op=moment.date())
    db.session.add(erbij)
    db.session.flush()
    _noteer(rij.agendapunt, rij, "overleg_uitspraak_aangevuld", rol, woorden.digest, moment)
    return erbij
