"""Acts on signalen and Teksten that concern nothing else. Sending a signaal is
`knelpunt.operations.ontvangen`.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from signalen.db import db
from signalen.kluis import operations as kluis
from signalen.signaal import rules
from signalen.signaal.models import Oordeel, Signaal, SignaalTekst, Tekst
from workflows.stand import Geweigerd

AARD = {"wat_zie_je": "feit", "wat_knelt_er": "opvatting", "wat_zou_helpen": "alternatief"}


@dataclass(frozen=True)
class SignaalInvoer:
    """What a melder sends. `antwoorden` holds the three questions; `formulier` makes it act once."""

    formulier: str
    antwoorden: Mapping[str, str]
    doorgeeftekst: str = ""
    regeling: str = ""
    domein: str = "anders"
    niveau: str = "beschermd"
    spoed: bool = False
    mag_getoond: bool | None = None
    ik_ook: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def bewaar_tekst(soort: str, inhoud: str, aard: str = "") -> Tekst:
    """Store words and return the row. Raises Geweigerd when they are longer than 20,000 characters."""
    schoon = rules.schoon(inhoud)
    if len(schoon) > rules.MAX_TEKST:
        raise Geweigerd("Deze tekst is te lang. Kort hem in tot 20.000 tekens.", "te_lang")
    zout = secrets.token_bytes(16)
    tekst = Tekst(soort=soort, aard=aard, inhoud=schoon, zout=zout, digest=rules.digest(zout, schoon))
    db.session.add(tekst)
    db.session.flush()
    return tekst


def leeg(tekst: Tekst, grond: str, dag: date) -> None:
    """Empty a Tekst with its salt, with the ground; the digest stays, so chains still verify."""
    tekst.inhoud, tekst.zout = None, None
    tekst.geleegd_op, tekst.geleegd_grond = dag, grond


def maak(invoer: SignaalInvoer, koppelsleutel: str, week: date) -> Signaal:
    """Store a signaal with its Teksten. Knows no person: the link key was made by the kluis."""
    signaal = Signaal(
        formulier=invoer.formulier,
        koppelsleutel=koppelsleutel,
        week=week,
        niveau=invoer.niveau,
        regeling=rules.schoon(invoer.regeling)[:300],
        domein=invoer.domein,
        spoed=invoer.spoed,
        ik_ook=invoer.ik_ook,
        mag_getoond=invoer.mag_getoond,
    )
    db.session.add(signaal)
    db.session.flush()
    for vraag in rules.VRAGEN:
        if invoer.antwoorden.get(vraag, "").strip():
            voeg_tekst_toe(signaal, vraag, invoer.antwoorden[vraag], week)
    door = invoer.doorgeeftekst.strip() or rules.doorgeeftekst(invoer.antwoorden)
    if door:
        voeg_tekst_toe(signaal, "doorgeeftekst", door, week)
    return signaal


def voeg_tekst_toe(signaal: Signaal, soort: str, inhoud: str, week: date) -> Tekst:
    """Add words to a signaal as a new Tekst; what was there stays as it is."""
    tekst = bewaar_tekst(soort, inhoud, AARD.get(soort, ""))
    signaal.teksten.append(SignaalTekst(tekst=tekst, soort=soort, volgorde=len(signaal.teksten), week=week))
    return tekst


def trek_in(signaal: Signaal, dag: date, week: date) -> None:
    """Empty every Tekst of a signaal because the melder withdrew it; the row and its event stay."""
    if signaal.ingetrokken_week is not None:
        raise Geweigerd("Dit signaal is al ingetrokken.", "al_ingetrokken")
    for deel in signaal.teksten:
        leeg(deel.tekst, "ingetrokken door de inbrenger", dag)
    signaal.ingetrokken_week = week
    kluis.vergeet_afzender(signaal.id)


def verhoog_niveau(signaal: Signaal) -> None:
    """Protect a signaal that was open: the name is dropped at once (SAFETY rule 6)."""
    if signaal.niveau != "open":
        raise Geweigerd("Dit signaal is al beschermd.", "al_beschermd")
    signaal.niveau = "beschermd"
    kluis.vergeet_afzender(signaal.id)


def zet_toestemming(signaal: Signaal, mag: bool) -> None:
    """Store whether this may stand in the register, until an edition is vastgesteld."""
    signaal.mag_getoond = mag


def bewaar_oordeel(
    signaal: Signaal, over_id: uuid.UUID, vraag: str, antwoord: str, toelichting: str, week: date
) -> Oordeel:
    """Store what a melder says of an answer. Raises Geweigerd for words outside the lists."""
    if vraag not in rules.OORDEEL_VRAGEN or antwoord not in rules.ANTWOORDEN:
        raise Geweigerd("Kies ja, deels of nee.", "ongeldig")
    tekst = bewaar_tekst("oordeel", toelichting, "opvatting") if toelichting.strip() else None
    oordeel = Oordeel(
        signaal_id=signaal.id, over_id=over_id, vraag=vraag, antwoord=antwoord, toelichting=tekst, week=week
    )
    db.session.add(oordeel)
    return oordeel
