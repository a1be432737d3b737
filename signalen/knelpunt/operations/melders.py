"""Acts of who signalled: adding, reacting to what a layer heard, withdrawing, ik ook, nog steeds. Judging and
contesting the answer is in `oordelen`.

The caller has loaded the signaal through its link key; nothing here knows who the melder is. Events carry the
week and the role `inbrenger` only.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.kluis import operations as kluis
from signalen.knelpunt import rules
from signalen.knelpunt.models import (
    Doorgeving,
    Knelpunt,
    Koppeling,
    Reactie,
    Traject,
)
from signalen.knelpunt.operations import lapsing, traject
from signalen.knelpunt.operations.handelen import geldig_besluit, open_koppelingen
from signalen.knelpunt.operations.ontvangst import Gever, begin_route, koppel_signaal, maak_signaal, ontvangst
from signalen.signaal import operations as signalen
from signalen.signaal.models import Signaal, Vraag
from signalen.signaal.operations import SignaalInvoer
from workflows import engine, termijn
from workflows.stand import Geweigerd


def knelpunt_van(signaal: Signaal) -> Knelpunt:
    """Return the knelpunt to which a signaal now belongs, locked."""
    zoek = select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal.id, Koppeling.tot.is_(None))
    gevonden = db.session.scalar(zoek)
    if gevonden is None:
        raise NietGevonden(str(signaal.id))
    return traject.slot(gevonden)


def week_van(moment: datetime) -> date:
    """Return the week in which a melder acted: the day is not kept (SAFETY rule 10)."""
    return clock.week_of(moment).date()


def nog_van_mij(signaal: Signaal) -> None:
    """Raise Geweigerd when the melder withdrew this signaal."""
    if signaal.ingetrokken_week is not None:
        raise Geweigerd("Je hebt dit signaal ingetrokken.", "ingetrokken")


def vul_aan(signaal: Signaal, tekst: str, moment: datetime) -> None:
    """Add words to a signaal; what was written stays as it is."""
    nog_van_mij(signaal)
    if not tekst.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("tekst", "Schrijf wat je wilt toevoegen.")])
    knelpunt = knelpunt_van(signaal)
    rij = signalen.voeg_tekst_toe(signaal, "aanvulling", tekst, week_van(moment))
    inhoud = {"signaal": str(signaal.id), "tekst": rij.digest}
    traject.schrijf(knelpunt, "aanvulling", traject.MELDER, inhoud, moment)


def geef_ik_ook(
    knelpunt_id: uuid.UUID,
    formulier: str,
    niveau: str,
    toelichting: str,
    gever: Gever,
    moment: datetime,
    map_: Path,
) -> Signaal:
    """ "Dit zie ik ook": a signaal without compulsory text and with all rights, on an existing knelpunt.

    Raises Geweigerd when this person already signalled here.
    """
    knelpunt = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(knelpunt, moment)
    invoer = SignaalInvoer(
        formulier=formulier,
        antwoorden={"wat_zie_je": toelichting},
        regeling=knelpunt.regeling,
        domein=knelpunt.domein,
        niveau=niveau,
        ik_ook=True,
    )
    signaal = maak_signaal(invoer, gever, moment, map_)
    _nog_niet_gegeven(knelpunt, signaal, kluis.koppelsleutels(map_, gever.medewerker_id, moment.date()))
    sluit_aan(signaal, knelpunt, moment, week_van(moment))
    traject.schrijf(knelpunt, "ontvangen", traject.MELDER, ontvangst(signaal), moment)
    return signaal


def _nog_niet_gegeven(knelpunt: Knelpunt, signaal: Signaal, mijn: Collection[str]) -> None:
    """Raise Geweigerd when this giver stands here already; the link key is another in each quarter."""
    sleutels = {k.signaal.koppelsleutel for k in open_koppelingen(knelpunt.id) if k.signaal_id != signaal.id}
    if sleutels.intersection(mijn):
        raise Geweigerd("Je hebt dit knelpunt al gesignaleerd. Vul je eigen signaal aan.", "al_gegeven")


def sluit_aan(signaal: Signaal, knelpunt: Knelpunt, moment: datetime, van: date | None = None) -> Koppeling:
    """Join a signaal to a knelpunt: before the besluit it goes along, after it the answer follows in 5
    werkdagen.

    On a closed knelpunt a join counts as *nog steeds* and opens the next ronde. No term moves.
    """
    loop = traject.hoofdtraject(knelpunt)
    besloten = geldig_besluit(loop) is not None
    koppeling = koppel_signaal(signaal, knelpunt, van or moment.date(), na_besluit=besloten)
    if not loop.open:
        open_ronde(knelpunt, loop, moment)
    elif besloten:
        kalender = traject.kalender()
        koppeling.antwoord_voor = termijn.tel(moment.date(), rules.CHECK_WERKDAGEN, kalender).uiterste
    return koppeling


def open_ronde(knelpunt: Knelpunt, vorig: Traject, moment: datetime) -> Traject:
    """Start the next ronde on the newest adopted route. The plafond counts from the new ronde's first
    term.
    """
    lapsing.vervang_besluit(vorig, moment)
    return begin_route(knelpunt, moment, ronde=vorig.ronde + 1)


def nog_steeds(signaal: Signaal, reden: str, moment: datetime) -> None:
    """One *nog steeds* with a reason opens ronde n+1 in uitzoeken (DESIGN section 6, Rounds)."""
    nog_van_mij(signaal)
    if not reden.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("reden", "Schrijf wat je nog steeds ziet.")])
    knelpunt = knelpunt_van(signaal)
    loop = traject.hoofdtraject(knelpunt)
    if loop.open:
        raise Geweigerd("Dit knelpunt loopt nog.", "loopt_nog")
    tekst = signalen.voeg_tekst_toe(signaal, "nog_steeds", reden, week_van(moment))
    inhoud = {"signaal": str(signaal.id), "tekst": tekst.digest}
    traject.schrijf(knelpunt, "nog_steeds", traject.MELDER, inhoud, moment)
    open_ronde(knelpunt, loop, moment)


def trek_in(signaal: Signaal, moment: datetime) -> None:
    """Withdraw until the first besluit: the words are emptied, the event stays; the last one ends the
    knelpunt.
    """
    knelpunt = knelpunt_van(signaal)
    loop = traject.hoofdtraject(knelpunt)
    if geldig_besluit(loop) is not None or not loop.open:
        raise Geweigerd("Er is al een besluit. Intrekken kan niet meer.", "al_besloten")
    signalen.trek_in(signaal, moment.date(), week_van(moment))
    traject.schrijf(knelpunt, "signaal_ingetrokken", traject.MELDER, {"signaal": str(signaal.id)}, moment)
    if all(k.signaal.ingetrokken_week is not None for k in open_koppelingen(knelpunt.id)):
        route, stand = traject.route_van(loop), traject.stand_van(loop)
        gevolg = engine.beeindig(route, stand, "ingetrokken", "ingetrokken")
        traject.voer_uit(knelpunt, loop, gevolg, traject.MELDER, moment)


def reageer(
    signaal: Signaal, doorgeving_id: uuid.UUID, antwoord: str, correctie: str, moment: datetime
) -> None:
    """Say klopt, deels or niet to what a layer heard; a correction travels along. Nobody waits for it."""
    nog_van_mij(signaal)
    knelpunt = knelpunt_van(signaal)
    doorgeving = db.session.get(Doorgeving, doorgeving_id)
    if doorgeving is None or doorgeving.knelpunt_id != knelpunt.id:
        raise NietGevonden(str(doorgeving_id))
    if antwoord not in ("klopt", "deels", "niet"):
        raise Geweigerd("Kies klopt, klopt deels of klopt niet.", "ongeldig")
    if any(r.signaal_id == signaal.id for r in doorgeving.reacties):
        raise Geweigerd("Je hebt hier al op gereageerd.", "al_gedaan")
    tekst = signalen.bewaar_tekst("correctie", correctie, "feit") if correctie.strip() else None
    rij = Reactie(
        doorgeving=doorgeving, signaal_id=signaal.id, antwoord=antwoord, tekst=tekst, week=week_van(moment)
    )
    db.session.add(rij)
    inhoud = {"doorgeving": str(doorgeving.id), "antwoord": antwoord, "tekst": tekst.digest if tekst else ""}
    traject.schrijf(knelpunt, "reactie", traject.MELDER, inhoud, moment)


def zet_toestemming(signaal: Signaal, mag: bool, moment: datetime) -> None:
    """Store whether this may stand in the register."""
    knelpunt = knelpunt_van(signaal)
    signalen.zet_toestemming(signaal, mag)
    inhoud = {"signaal": str(signaal.id), "mag": mag}
    traject.schrijf(knelpunt, "toestemming", traject.MELDER, inhoud, moment)


def verhoog_niveau(signaal: Signaal, moment: datetime) -> None:
    """Protect a signaal that was open; the chain says nothing of it, because levels are nobody's business."""
    nog_van_mij(signaal)
    signalen.verhoog_niveau(signaal)


def beantwoord_vraag(signaal: Signaal, vraag_id: uuid.UUID, tekst: str, moment: datetime) -> None:
    """Answer a question that was asked through the app."""
    nog_van_mij(signaal)
    vraag = db.session.get(Vraag, vraag_id)
    if vraag is None or vraag.signaal_id != signaal.id:
        raise NietGevonden(str(vraag_id))
    if vraag.antwoord_id is not None:
        raise Geweigerd("Deze vraag is al beantwoord.", "al_gedaan")
    if not tekst.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("tekst", "Schrijf een antwoord.")])
    knelpunt = knelpunt_van(signaal)
    vraag.antwoord = signalen.bewaar_tekst("antwoord_op_vraag", tekst, "feit")
    vraag.antwoord_week = week_van(moment)
    inhoud = {"vraag": str(vraag.id), "tekst": vraag.antwoord.digest}
    traject.schrijf(knelpunt, "vraag_beantwoord", traject.MELDER, inhoud, moment)
