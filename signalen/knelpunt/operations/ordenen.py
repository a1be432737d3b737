"""The coordinator's work on a knelpunt: title and cause, joining, splitting, questions, the answer to who
joined late.

Joining closes nothing and moves no term; splitting keeps the oldest receipt date (DESIGN section 6).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from signalen.db import NietGevonden, db
from signalen.knelpunt import rules
from signalen.knelpunt.models import Bevoegdheid, Doorgeving, Knelpunt, Koppeling, Traject
from signalen.knelpunt.operations import lapsing, traject
from signalen.knelpunt.operations.handelen import open_koppelingen
from signalen.knelpunt.operations.melders import sluit_aan
from signalen.knelpunt.operations.ontvangst import HOOFDROUTE, koppel_signaal, nieuw_nummer
from signalen.knelpunt.operations.oordelen import laatste_antwoord
from signalen.signaal import operations as signalen
from signalen.signaal import rules as signaalregels
from signalen.signaal.models import Signaal, Vraag
from workflows import engine, termijn
from workflows.stand import Geweigerd

ROL = "coordinator"


def beschrijf(knelpunt_id: uuid.UUID, invoer: Mapping[str, str], moment: datetime) -> Knelpunt:
    """Give a knelpunt its title, cause, level and regeling. Raises OngeldigeInvoer per field."""
    fouten = _fouten(invoer)
    if fouten:
        raise rules.OngeldigeInvoer(fouten)
    knelpunt = traject.slot(knelpunt_id)
    knelpunt.titel = signaalregels.schoon(invoer["titel"])
    knelpunt.oorzaak = invoer.get("oorzaak", "")
    knelpunt.oplosniveau = invoer.get("oplosniveau", "")
    knelpunt.regeling = signaalregels.schoon(invoer.get("regeling", knelpunt.regeling))[:300]
    traject.schrijf(
        knelpunt, "beschreven", ROL, {"titel": knelpunt.titel, "oorzaak": knelpunt.oorzaak}, moment
    )
    return knelpunt


def _fouten(invoer: Mapping[str, str]) -> list[rules.Veldfout]:
    fouten = []
    titel = invoer.get("titel", "").strip()
    if not titel or len(titel) > 200:
        fouten.append(rules.Veldfout("titel", "Schrijf een titel van ten hoogste 200 tekens, zonder namen."))
    if invoer.get("oorzaak") and invoer["oorzaak"] not in rules.OORZAKEN:
        fouten.append(rules.Veldfout("oorzaak", "Kies een van de oorzaken."))
    if invoer.get("oplosniveau") and invoer["oplosniveau"] not in rules.OPLOSNIVEAUS:
        fouten.append(rules.Veldfout("oplosniveau", "Kies een van de niveaus."))
    if len(invoer.get("regeling", "")) > 300:
        fouten.append(rules.Veldfout("regeling", "Noem de regel in ten hoogste 300 tekens."))
    return fouten


def koppel(van_id: uuid.UUID, naar_id: uuid.UUID, reden: str, moment: datetime) -> Knelpunt:
    """Let every signaal of one knelpunt join another; the emptied one ends as `opgegaan` and keeps its
    number.

    Raises Geweigerd for itself, without a reason, or when the emptied one already has a besluit.
    """
    if van_id == naar_id:
        raise Geweigerd("Een knelpunt kan niet opgaan in zichzelf.", "zelfde")
    if not reden.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("reden", "Schrijf waarom dit hetzelfde knelpunt is.")])
    for id_ in sorted((van_id, naar_id)):
        traject.slot(id_)
    van, naar = traject.slot(van_id), traject.slot(naar_id)
    loop = traject.hoofdtraject(van)
    if naar.opgegaan_in_id is not None or not loop.open or traject.stand_van(loop).besluit:
        raise Geweigerd("Koppelen kan alleen met een lopend knelpunt zonder besluit.", "kan_niet")
    for koppeling in open_koppelingen(van.id):
        _verhuis(koppeling, naar, moment)
    _ga_op(van, naar, reden, moment)
    return naar


def _verhuis(koppeling: Koppeling, naar: Knelpunt, moment: datetime) -> None:
    signaal = koppeling.signaal
    koppeling.tot = moment.date()
    db.session.flush()
    sluit_aan(signaal, naar, moment)
    inhoud = {"signaal": str(signaal.id), "van": str(koppeling.knelpunt_id)}
    traject.schrijf(naar, "gekoppeld", ROL, inhoud, moment)


def _ga_op(van: Knelpunt, naar: Knelpunt, reden: str, moment: datetime) -> None:
    loop = traject.hoofdtraject(van)
    tekst = signalen.bewaar_tekst("reden", reden, "opvatting")
    gevolg = engine.beeindig(traject.route_van(loop), traject.stand_van(loop), "opgegaan", "opgegaan")
    van.opgegaan_in_id = naar.id
    traject.voer_uit(van, loop, gevolg, ROL, moment, {"in": str(naar.id), "reden": tekst.digest})


def splits(knelpunt_id: uuid.UUID, signaal_id: uuid.UUID, reden: str, moment: datetime) -> Knelpunt:
    """Take one signaal out into a new knelpunt in uitzoeken, with the oldest receipt date and the same
    plafond.
    """
    if not reden.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("reden", "Schrijf waarom dit een ander knelpunt is.")])
    oud = traject.slot(knelpunt_id)
    lapsing.verloop_eerst(oud, moment)
    koppelingen = open_koppelingen(oud.id)
    koppeling = next((k for k in koppelingen if k.signaal_id == signaal_id), None)
    if koppeling is None:
        raise NietGevonden(str(signaal_id))
    if len(koppelingen) == 1:
        raise Geweigerd("Dit is het enige signaal. Splitsen kan pas met twee of meer.", "enige")
    koppeling.tot = moment.date()
    db.session.flush()
    return _nieuw_uit(oud, koppeling.signaal, reden, moment)


def _nieuw_uit(oud: Knelpunt, signaal: Signaal, reden: str, moment: datetime) -> Knelpunt:
    nieuw = Knelpunt(
        nummer=nieuw_nummer(),
        regeling=signaal.regeling,
        domein=signaal.domein,
        bestuur=oud.bestuur,
        week=min(oud.week, signaal.week),
    )
    db.session.add(nieuw)
    db.session.flush()
    koppel_signaal(signaal, nieuw, moment.date())
    loop = traject.start(nieuw, HOOFDROUTE, moment, moment.date(), rol=ROL)
    _zelfde_plafond(oud, loop)
    tekst = signalen.bewaar_tekst("reden", reden, "opvatting")
    for knelpunt, inhoud in ((oud, {"naar": str(nieuw.id)}), (nieuw, {"van": str(oud.id)})):
        extra = {"signaal": str(signaal.id), "reden": tekst.digest}
        traject.schrijf(knelpunt, "gesplitst", ROL, {**inhoud, **extra}, moment)
    return nieuw


def _zelfde_plafond(oud: Knelpunt, loop: Traject) -> None:
    """Give the new traject the plafond date of the old one: splitting never resets it."""
    bron = [t for t in traject.hoofdtraject(oud).termijnen if t.soort == "plafond"]
    if bron:
        berekening = termijn.Berekening.from_dict(bron[0].berekening)
        traject.maak_termijn(loop, "", "plafond", berekening)


def stel_vraag(
    signaal_id: uuid.UUID, knelpunt_id: uuid.UUID, tekst: str, moment: datetime, rol: str = ROL
) -> Vraag:
    """Ask the melder something through the app, so that nobody needs a name."""
    if not tekst.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("tekst", "Schrijf je vraag.")])
    knelpunt = traject.slot(knelpunt_id)
    if signaal_id not in {k.signaal_id for k in open_koppelingen(knelpunt.id)}:
        raise NietGevonden(str(signaal_id))
    rij = signalen.bewaar_tekst("vraag", tekst, "feit")
    vraag = Vraag(
        signaal_id=signaal_id, knelpunt_id=knelpunt.id, rol=rol, vraag=rij, gesteld_op=moment.date()
    )
    db.session.add(vraag)
    inhoud = {"signaal": str(signaal_id), "tekst": rij.digest}
    traject.schrijf(knelpunt, "vraag", rol, inhoud, moment)
    return vraag


def antwoord_naleveren(knelpunt_id: uuid.UUID, moment: datetime) -> int:
    """Send the answer that was given to everyone who joined after the besluit; returns how many signalen."""
    knelpunt = traject.slot(knelpunt_id)
    antwoord = laatste_antwoord(knelpunt)
    if antwoord is None:
        raise Geweigerd("Er is nog geen antwoord om na te sturen.", "geen_antwoord")
    wachtend = [k for k in open_koppelingen(knelpunt.id) if k.antwoord_voor and not k.antwoord_op]
    for koppeling in wachtend:
        koppeling.antwoord_op = moment.date()
    if wachtend:
        traject.schrijf(knelpunt, "antwoord_nagestuurd", ROL, {"signalen": len(wachtend)}, moment)
    return len(wachtend)


def zet_bevoegdheid(wat: str, rollen: list[str]) -> None:
    """Change who may decide when this is what must change."""
    rij = db.session.get(Bevoegdheid, wat)
    if rij is None:
        raise NietGevonden(wat)
    rij.rollen = sorted(set(rollen))


def vul_bevoegdheden() -> None:
    """Fill the table of bevoegdheden once, with what the code proposes."""
    if db.session.scalar(select(func.count()).select_from(Bevoegdheid)):
        return
    for wat, titel, rollen in rules.BEVOEGDHEDEN:
        db.session.add(Bevoegdheid(wat=wat, titel=titel, rollen=list(rollen)))


def late_antwoorden(dag: date) -> list[Koppeling]:
    """Return koppelingen whose answer should have been sent by now."""
    zoek = select(Koppeling).where(Koppeling.antwoord_voor < dag, Koppeling.antwoord_op.is_(None))
    return list(db.session.scalars(zoek))


def schrijf_doorgeving(knelpunt_id: uuid.UUID, tekst: str, rollen: frozenset[str], moment: datetime) -> None:
    """Write what the layer that is at turn heard, beside the melder's words; every melder may react."""
    if not tekst.strip():
        raise rules.OngeldigeInvoer([rules.Veldfout("tekst", "Schrijf wat jullie hebben gehoord.")])
    knelpunt = traject.slot(knelpunt_id)
    loop = traject.hoofdtraject(knelpunt)
    rol, _ = traject.wie_is_aan_zet(knelpunt, loop)
    if rol not in rollen:
        raise Geweigerd("Je bent hier niet aan zet.", "niet_aan_zet")
    rij = signalen.bewaar_tekst("doorgeving", tekst, "feit")
    db.session.add(
        Doorgeving(knelpunt_id=knelpunt.id, stap=loop.stap, rol=rol, tekst=rij, datum=moment.date())
    )
    traject.schrijf(knelpunt, "doorgeving", rol, {"tekst": rij.digest, "stap": loop.stap}, moment)
