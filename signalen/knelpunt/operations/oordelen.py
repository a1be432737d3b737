"""What who signalled says of the answer: judging it, and contesting it. Nothing here knows who that is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt import rules
from signalen.knelpunt.models import (
    Besluit,
    Knelpunt,
    Terugkoppeling,
    Traject,
)
from signalen.knelpunt.operations import lapsing, traject
from signalen.knelpunt.operations.melders import knelpunt_van, nog_van_mij, week_van
from signalen.signaal import operations as signalen
from signalen.signaal.models import Oordeel, Signaal
from workflows import engine
from workflows.stand import Geweigerd


def laatste_antwoord(knelpunt: Knelpunt) -> Terugkoppeling | None:
    """Return the last answer that was sent, if there is one. Of one day: that of the besluit that stands."""
    zoek = select(Terugkoppeling).join(Besluit).where(Terugkoppeling.knelpunt_id == knelpunt.id)
    volgorde = (Terugkoppeling.datum.desc(), Besluit.vervallen_op.is_(None).desc(), Terugkoppeling.id)
    return db.session.scalars(zoek.order_by(*volgorde).limit(1)).first()


def oordeel(
    signaal: Signaal,
    antwoorden: Mapping[str, str],
    toelichting: str,
    moment: datetime,
    nameting_id: uuid.UUID | None = None,
) -> list[Oordeel]:
    """Judge the last answer: begrepen, beantwoord, veranderd -> ja, deels or nee.

    Each question once per answer; `nameting_id` names the later question whether it still works, and then
    *veranderd* is judged once more.
    """
    nog_van_mij(signaal)
    knelpunt = knelpunt_van(signaal)
    antwoord = laatste_antwoord(knelpunt)
    if antwoord is None:
        raise Geweigerd("Er is nog geen antwoord om te beoordelen.", "geen_antwoord")
    al = _al_beoordeeld(signaal, antwoord.id)
    over = dict.fromkeys(("begrepen", "beantwoord", "veranderd"), antwoord.id)
    if nameting_id is not None and "veranderd" in al:
        over["veranderd"] = nameting_id
        al = {v: a for v, a in al.items() if v != "veranderd"} | _al_beoordeeld(signaal, nameting_id)
    nieuw = {vraag: wat for vraag, wat in antwoorden.items() if wat and vraag in over and vraag not in al}
    if not nieuw:
        raise Geweigerd("Kies bij ten minste één vraag ja, deels of nee.", "leeg")
    rijen = [
        signalen.bewaar_oordeel(signaal, over[vraag], vraag, wat, toelichting, week_van(moment))
        for vraag, wat in nieuw.items()
    ]
    inhoud = {"signaal": str(signaal.id), "antwoorden": nieuw}
    traject.schrijf(knelpunt, "oordeel", traject.MELDER, inhoud, moment)
    return rijen


def _al_beoordeeld(signaal: Signaal, over_id: uuid.UUID) -> dict[str, str]:
    zoek = select(Oordeel).where(Oordeel.signaal_id == signaal.id, Oordeel.over_id == over_id)
    return {o.vraag: o.antwoord for o in db.session.scalars(zoek)}


def betwist(signaal: Signaal, reden: str, moment: datetime) -> str:
    """Contest the answer within 10 werkdagen after a nee; once per knelpunt and ronde. Returns where it
    went.
    """
    nog_van_mij(signaal)
    if not reden.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("reden", "Schrijf waarom het antwoord niet klopt.")])
    knelpunt = knelpunt_van(signaal)
    lapsing.verloop_eerst(knelpunt, moment)
    loop, antwoord = traject.hoofdtraject(knelpunt), laatste_antwoord(knelpunt)
    if antwoord is None or not mag_betwisten(
        loop, antwoord, _al_beoordeeld(signaal, antwoord.id), moment.date()
    ):
        raise Geweigerd(
            "Betwisten kan binnen 10 werkdagen na het antwoord, na een ‘nee’, en één keer.", "te_laat"
        )
    gevolg = engine.betwist(traject.route_van(loop), traject.stand_van(loop))
    tekst = signalen.voeg_tekst_toe(signaal, "betwisting", reden, week_van(moment))
    extra = {"signaal": str(signaal.id), "tekst": tekst.digest}
    if not gevolg.feiten[0].inhoud["omstreden"]:
        lapsing.vervang_besluit(loop, moment)
        loop.open, loop.geeindigd_op = True, None
    traject.voer_uit(knelpunt, loop, gevolg, traject.MELDER, moment, extra)
    return gevolg.stand.stap


def mag_betwisten(loop: Traject, antwoord: Terugkoppeling, oordelen: Mapping[str, str], dag: date) -> bool:
    """Say whether contesting is still open: a nee on begrepen or beantwoord, in time, not done before."""
    stand = traject.stand_van(loop)
    binnen = traject.kalender().werkdagen_tussen(antwoord.datum, dag) <= rules.CONTEST_WERKDAGEN
    nee = "nee" in (oordelen.get("begrepen"), oordelen.get("beantwoord"))
    return binnen and nee and bool(stand.besluit) and not stand.betwist
