"""Acts of the gespreksleider on a conversation: begin it, lead it through its steps, seats and the question.

The conversation does not hold the overleg: that stays `houd`. What seats write is in `stoel`.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import gesprek_code, gesprek_rules
from signalen.overleg.gesprek_rules import Opzet, StapVoorbij
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd, Overleg, Stoel
from signalen.overleg.operations.plannen import eis_gepland, slot
from signalen.overleg.queries import agenda, methoden
from signalen.overleg.queries.onderwerpdag import bewaardagen
from workflows import gesprek as regels
from workflows.definition import Methode
from workflows.stand import Geweigerd


def begin(overleg_id: uuid.UUID, opzet: Opzet, geheim: str, moment: datetime) -> Gesprek:
    """Begin a conversation by a method on the day of the overleg, with its seats put ready.

    Raises OngeldigeInvoer per field and Geweigerd before that day, when the overleg is over, or while another
    conversation of this overleg runs.
    """
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    if moment.date() < overleg.datum:
        raise Geweigerd("Het gesprek kan beginnen op de dag van het overleg.", "te_vroeg")
    if lopend(overleg_id) is not None:
        raise Geweigerd("Er loopt al een gesprek in dit overleg. Rond dat eerst af.", "loopt_al")
    adoptie_id, methode = _methode(opzet)
    stoelen = gesprek_rules.lees_stoelen(opzet.stoelen, len(overleg.deelnemers) or methode.deelnemers_min)
    rollen = gesprek_rules.lees_rollen(opzet, stoelen)
    gang, id_ = regels.begin(methode, moment), uuid.uuid4()
    rij = Gesprek(
        id=id_,
        overleg_id=overleg.id,
        knelpunt_id=_punt(overleg, opzet.punt, moment),
        adoptie_id=adoptie_id,
        vraag=gesprek_rules.lees_vraag(opzet.vraag),
        stap=gang.stap,
        stap_begonnen_op=gang.begonnen,
        code_hash=gesprek_code.code_hash(geheim, gesprek_code.code_van(geheim, id_, moment.date())),
        code_tot=moment.date(),
        weg_op=moment.date() + timedelta(days=bewaardagen()),
        stoelen=[Stoel(nummer=n, rol=rollen.get(n, "deelnemer")) for n in range(1, stoelen + 1)],
    )
    db.session.add(rij)
    db.session.flush()
    return rij


def _methode(opzet: Opzet) -> tuple[uuid.UUID, Methode]:
    try:
        return methoden.gekozen(opzet.methode[:80])
    except NietGevonden as fout:
        raise OngeldigeInvoer([Veldfout("methode", "Kies een van de methoden.")]) from fout


def _punt(overleg: Overleg, ruw: str, moment: datetime) -> uuid.UUID | None:
    """Return the knelpunt that it is about. Raises OngeldigeInvoer when that is not on the agenda."""
    if not ruw:
        return None
    for punt in agenda.knelpunten_op(overleg, moment.date()):
        if str(punt.ding_id) == ruw:
            return punt.ding_id
    zin = "Dit knelpunt staat niet (meer) op de agenda. Kies een ander, of geen."
    raise OngeldigeInvoer([Veldfout("punt", zin)])


def lopend(overleg_id: uuid.UUID) -> uuid.UUID | None:
    """Return the conversation that runs in this overleg, if one does."""
    zoek = select(Gesprek.id).where(Gesprek.overleg_id == overleg_id, Gesprek.staat == regels.LOOPT)
    return db.session.scalar(zoek)


def slot_gesprek(gesprek_id: uuid.UUID) -> Gesprek:
    """Lock a conversation for the rest of the transaction. Raises NietGevonden."""
    zoek = select(Gesprek).where(Gesprek.id == gesprek_id).with_for_update()
    zoek = zoek.options(selectinload(Gesprek.stoelen)).execution_options(populate_existing=True)
    rij = db.session.scalars(zoek).first()
    if rij is None:
        raise NietGevonden(str(gesprek_id))
    return rij


def gang_van(rij: Gesprek) -> regels.Gang:
    """Return where a conversation stands, as the engine wants it."""
    return regels.Gang(rij.stap, rij.stap_begonnen_op, rij.extra_minuten, rij.staat, tuple(rij.geopend))


def ronde_van(rij: Gesprek, methode: Methode) -> regels.Ronde:
    """Return how the round of the present step stands: seats that are taken count, or that handed in."""
    zoek = select(Ingeleverd.stoel_id).where(Ingeleverd.gesprek_id == rij.id, Ingeleverd.stap == rij.stap)
    klaar = set(db.session.scalars(zoek))
    rollen = gesprek_rules.tellen_mee((s.rol, bool(s.token_hash), s.id in klaar) for s in rij.stoelen)
    return regels.telling(regels.stap_van(methode, gang_van(rij)), rollen, len(klaar))


def doe(gesprek_id: uuid.UUID, actie: str, gezien: str, moment: datetime) -> Gesprek:
    """Carry out an act of the gespreksleider: verder, terug, overslaan, verlengen, openen or klaar.

    `gezien` is the step that the screen showed. Raises StapVoorbij when the conversation is elsewhere by now,
    so that two screens do not skip a step together, and Geweigerd when it may not be done.
    """
    rij = slot_gesprek(gesprek_id)
    if gezien and gezien != rij.stap:
        raise StapVoorbij()
    methode = methoden.bij(rij.adoptie_id)
    gang = regels.doe(methode, gang_van(rij), actie, ronde_van(rij, methode), moment)
    if actie == "openen":
        _breek_zegels(rij)
    rij.stap, rij.stap_begonnen_op, rij.extra_minuten = gang.stap, gang.begonnen, gang.extra
    rij.staat, rij.geopend = gang.staat, list(gang.geopend)
    rij.versie += 1
    db.session.flush()
    return rij


def _breek_zegels(rij: Gesprek) -> None:
    """Write the answers of this round anew, without key and in an order that tells nothing of arrival."""
    oud = list(
        db.session.scalars(select(Inbreng).where(Inbreng.gesprek_id == rij.id, Inbreng.stap == rij.stap))
    )
    db.session.execute(delete(Inbreng).where(Inbreng.id.in_([kaart.id for kaart in oud])))
    nieuw = [
        {"id": uuid.uuid4(), "gesprek_id": rij.id, "stap": rij.stap, "inhoud": k.inhoud, "sleutel": ""}
        for k in oud
    ]
    for kaart in sorted(nieuw, key=lambda k: str(k["id"])):
        db.session.add(Inbreng(**kaart))
        db.session.flush()


def zet_rol(gesprek_id: uuid.UUID, nummer: str, rol: str) -> Gesprek:
    """Give a seat its role. Raises OngeldigeInvoer for a seat that is not there or a role that is none."""
    rij = slot_gesprek(gesprek_id)
    stoelen = {str(stoel.nummer): stoel for stoel in rij.stoelen}
    if nummer.strip() not in stoelen:
        raise OngeldigeInvoer([Veldfout("nummer", "Kies een stoel.")])
    if rol not in regels.STOELROLLEN:
        raise OngeldigeInvoer([Veldfout("rol", "Kies wat deze stoel doet.")])
    nieuw = regels.rollen_na([(s.nummer, s.rol) for s in rij.stoelen], int(nummer), rol)
    for stoel in rij.stoelen:
        stoel.rol = nieuw[stoel.nummer]
    rij.versie += 1
    db.session.flush()
    return rij


def maak_vrij(gesprek_id: uuid.UUID, nummer: str) -> Gesprek:
    """Free a seat whose phone died, so that the round does not wait for it and somebody can sit there again.

    The seat keeps its role. What was handed in stays, sealed and counted. Of the old phone only the hash of
    its token is remembered, so that it hears why. Raises OngeldigeInvoer for a seat that is not there or is
    free, and Geweigerd when the conversation is over.
    """
    rij = slot_gesprek(gesprek_id)
    regels.eis(rij.staat == regels.LOOPT, "Dit gesprek is al klaar.")
    stoelen = {stoel.nummer: stoel for stoel in rij.stoelen}
    bezet = {n: bool(stoel.token_hash) for n, stoel in stoelen.items()}
    stoel = stoelen[gesprek_rules.lees_stoelnummer(nummer, bezet)]
    rij.vrijgemaakt = {**rij.vrijgemaakt, str(stoel.token_hash): stoel.nummer}
    stoel.token_hash = None
    rij.versie += 1
    db.session.flush()
    return rij


def zet_vraag(gesprek_id: uuid.UUID, vraag: str) -> Gesprek:
    """Sharpen the moral question. Raises OngeldigeInvoer, and Geweigerd when the conversation is over."""
    rij = slot_gesprek(gesprek_id)
    regels.eis(rij.staat == regels.LOOPT, "Dit gesprek is al klaar.")
    rij.vraag = gesprek_rules.lees_vraag(vraag)
    rij.versie += 1
    db.session.flush()
    return rij
