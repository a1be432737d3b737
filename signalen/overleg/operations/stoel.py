"""Acts of who sits on a seat: taking one, handing in an answer, keeping the notes; and forgetting all of it.

A seat is known by the token in its cookie only. No account and no person is read or written here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update

from signalen.db import NietGevonden, db
from signalen.medewerker import operations as medewerkers
from signalen.overleg import gesprek_code, gesprek_rules
from signalen.overleg.gesprek_rules import MAX_STOELEN, StapVoorbij
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd, Stoel, Werkblad
from signalen.overleg.operations.gesprek import gang_van, slot_gesprek
from signalen.overleg.queries import methoden
from signalen.signaal.rules import schoon
from workflows import gesprek as regels
from workflows import notities
from workflows.definition import Gespreksstap
from workflows.stand import Geweigerd

VERKEERDE_CODE = (
    "Deze code klopt niet, of je probeerde het te vaak. Kijk op het scherm in de zaal, wacht even en probeer "
    "het nog eens."
)
AL_INGELEVERD = "Op deze stoel is in deze ronde al ingeleverd. In een volgende ronde schrijf je weer mee."
VRIJGEMAAKT = "De gespreksleider heeft je stoel vrijgemaakt. Doe opnieuw mee met de code op het scherm."
TE_LAAT = "De ronde is al open, of het gesprek is verder gegaan."


def vind_kamer(ruw: str, geheim: str, moment: datetime) -> uuid.UUID:
    """Return the conversation of a room code of today.

    Raises Geweigerd with the same words for a code that is none, of another day or tried too often. Who
    guesses slows down the codes that begin with the same two letters, for a minute at most, and locks nobody
    out (as at log-in, SAFETY rule 17).
    """
    code = gesprek_code.lees_code(ruw)
    te_snel = medewerkers.te_snel(_gokgroep(code))
    zoek = select(Gesprek.id).where(
        Gesprek.code_hash == gesprek_code.code_hash(geheim, code),
        Gesprek.code_tot >= moment.date(),
        Gesprek.staat == regels.LOOPT,
    )
    gevonden = db.session.scalar(zoek)
    if te_snel or gevonden is None:
        raise Geweigerd(VERKEERDE_CODE, "code")
    return gevonden


def noteer_gok(ruw: str) -> None:
    """Remember a code that was wrong, for a day, as a keyed hash of its first two letters."""
    medewerkers.noteer_mislukt(_gokgroep(gesprek_code.lees_code(ruw)))


def _gokgroep(code: str) -> str:
    return f"gesprekscode {code[:2]}"


def neem_plaats(gesprek_id: uuid.UUID, token: str) -> int:
    """Take the first free seat with this token, or a seat more when all are taken; return its number.

    Who has a seat keeps it. Whose seat was freed gets it back while it is free; else what was handed in with
    that token moves along, so that it counts once. Raises Geweigerd when the room is full.
    """
    rij, hash_ = slot_gesprek(gesprek_id), gesprek_code.token_hash(token)
    if (eigen := _stoel_van(rij, hash_)) is not None:
        return eigen.nummer
    vroeger = rij.vrijgemaakt.get(hash_)
    vrij = _vrije_stoel(rij, vroeger)
    vrij.token_hash = hash_
    rij.versie += 1
    db.session.flush()
    if vroeger:
        rij.vrijgemaakt = {h: nummer for h, nummer in rij.vrijgemaakt.items() if h != hash_}
        _neem_mee(rij, token, vroeger, vrij)
    return vrij.nummer


def _stoel_van(rij: Gesprek, hash_: str) -> Stoel | None:
    return next((stoel for stoel in rij.stoelen if stoel.token_hash == hash_), None)


def _vrije_stoel(rij: Gesprek, vroeger: int | None) -> Stoel:
    vrij = {stoel.nummer: stoel for stoel in rij.stoelen if not stoel.token_hash}
    nummer = gesprek_rules.welke_stoel(list(vrij), vroeger)
    if nummer is not None:
        return vrij[nummer]
    regels.eis(len(rij.stoelen) < MAX_STOELEN, "Alle stoelen zijn bezet. Vraag het de gespreksleider.")
    nieuw = Stoel(nummer=len(rij.stoelen) + 1, rol="deelnemer")
    rij.stoelen.append(nieuw)
    return nieuw


def _neem_mee(rij: Gesprek, token: str, vroeger: int, naar: Stoel) -> None:
    """Let what this token handed in on its seat of before count for its seat of now, while it is sealed."""
    oud = next(stoel for stoel in rij.stoelen if stoel.nummer == vroeger)
    zoek = select(Ingeleverd).where(Ingeleverd.gesprek_id == rij.id, Ingeleverd.stoel_id == oud.id)
    for ingeleverd in list(db.session.scalars(zoek)) if oud is not naar else ():
        if _kaart(gesprek_code.kaartsleutel(token, rij.id, ingeleverd.stap)) is not None:
            db.session.add(Ingeleverd(gesprek_id=rij.id, stap=ingeleverd.stap, stoel_id=naar.id))
            db.session.delete(ingeleverd)
    db.session.flush()


def _kaart(sleutel: str) -> Inbreng | None:
    return db.session.scalars(select(Inbreng).where(Inbreng.sleutel == sleutel)).first()


def lever_in(gesprek_id: uuid.UUID, token: str, stap: str, ruw: Mapping[str, str]) -> None:
    """Hand in the answer of this seat for a round, or change it until the round is opened.

    Raises StapVoorbij when the round is open or elsewhere by now, or when this seat handed in before it was
    freed (one answer per seat), and OngeldigeInvoer per field.
    """
    rij, stoel = _aan_tafel(gesprek_id, token)
    methode = methoden.bij(rij.adoptie_id)
    stap = stap or rij.stap
    if stap != rij.stap or not regels.mag_inleveren(methode, gang_van(rij), stoel.rol):
        raise StapVoorbij(TE_LAAT)
    inhoud = gesprek_rules.lees_inhoud(methode.stap(stap), ruw)
    sleutel = gesprek_code.kaartsleutel(token, rij.id, stap)
    kaart, al = _kaart(sleutel), db.session.get(Ingeleverd, (rij.id, stap, stoel.id)) is not None
    if kaart is not None:
        kaart.inhoud = inhoud
    elif al:
        raise StapVoorbij(AL_INGELEVERD)
    else:
        db.session.add(Inbreng(gesprek_id=rij.id, stap=stap, inhoud=inhoud, sleutel=sleutel))
    if not al:
        db.session.add(Ingeleverd(gesprek_id=rij.id, stap=stap, stoel_id=stoel.id))
        rij.versie += 1
    db.session.flush()


def noteer(gesprek_id: uuid.UUID, token: str, stap: str, getypt: Mapping[str, notities.Getypt]) -> None:
    """Keep the notes of a step. Fields that others changed meanwhile stay as they are.

    Raises Botsing when somebody else changed the same field, StapVoorbij when this seat does not keep notes
    (any more), OngeldigeInvoer per field. Nothing is kept then.
    """
    rij, stoel = _aan_tafel(gesprek_id, token)
    methode = methoden.bij(rij.adoptie_id)
    stap = stap or rij.stap
    if not regels.mag_noteren(methode, gang_van(rij), stoel.rol, stap):
        raise StapVoorbij("Deze stoel maakt hier geen notities (meer).")
    blad = _werkblad(rij, methode.stap(stap))
    namen = [veld.naam for veld in methode.stap(stap).velden]
    nieuw = {n: notities.Getypt(schoon(getypt[n].waarde), getypt[n].gezien) for n in namen if n in getypt}
    inhoud = gesprek_rules.lees_inhoud(
        methode.stap(stap), notities.voeg_samen(blad.inhoud, nieuw), leeg_mag=True
    )
    if inhoud != blad.inhoud:
        blad.inhoud, blad.versie = inhoud, blad.versie + 1
        rij.versie += 1
    db.session.flush()


def _werkblad(rij: Gesprek, stap: Gespreksstap) -> Werkblad:
    zoek = select(Werkblad).where(Werkblad.gesprek_id == rij.id, Werkblad.stap == stap.naam)
    blad = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if blad is None:
        blad = Werkblad(overleg_id=rij.overleg_id, gesprek_id=rij.id, stap=stap.naam, inhoud={})
        blad.weg_op, blad.versie = rij.weg_op, 0
        db.session.add(blad)
    return blad


def _aan_tafel(gesprek_id: uuid.UUID, token: str) -> tuple[Gesprek, Stoel]:
    """Lock the conversation and return the seat of this token.

    Raises StapVoorbij when it was freed a moment ago, NietGevonden when there is none.
    """
    rij, hash_ = slot_gesprek(gesprek_id), gesprek_code.token_hash(token)
    if (eigen := _stoel_van(rij, hash_)) is not None:
        return rij, eigen
    if hash_ in rij.vrijgemaakt:
        raise StapVoorbij(VRIJGEMAAKT)
    raise NietGevonden(str(gesprek_id))


def vergeet(moment: datetime) -> int:
    """Forget question, seats and answers of every conversation whose day has come; return how many.

    The row of the conversation stays, with method and agenda item and nothing that was said. The notes
    (Werkblad) have a day of their own.
    """
    zoek = select(Gesprek.id).where(Gesprek.weg_op <= moment.date(), Gesprek.code_hash != "")
    ids = list(db.session.scalars(zoek.with_for_update(skip_locked=True)))
    if not ids:
        return 0
    for tabel in (Ingeleverd, Inbreng, Stoel):
        db.session.execute(delete(tabel).where(tabel.gesprek_id.in_(ids)))
    leeg = {"vraag": "", "code_hash": "", "staat": regels.KLAAR, "vrijgemaakt": {}}
    db.session.execute(update(Gesprek).where(Gesprek.id.in_(ids)).values(**leeg))
    return len(ids)
