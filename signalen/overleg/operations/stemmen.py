"""The secret vote about one item: opening, voting once, closing. Who voted and what was voted stay apart.

Every vote writes all ballots of the stemming anew, in random order: then neither the order of the rows, nor
the transaction that wrote them, nor a dump ties a ballot to the deelnemer who voted last (SAFETY rules 3, 10
and 18).
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Deelnemer, Gestemd, Stembriefje, Stemming
from signalen.overleg.operations.plannen import slot
from signalen.overleg.operations.uitspraken import besproken_punt
from workflows import stemming as regels
from workflows.stand import Geweigerd

VRAAG_HOOGSTENS = 500


def open_stemming(
    overleg_id: uuid.UUID, punt_id: uuid.UUID, vraag: str, keuzes: str, moment: datetime
) -> Stemming:
    """Open a vote about an item, once. The deelnemers with an account may vote; who leads does not.

    Raises OngeldigeInvoer per field, NietGevonden for an item of another overleg, and Geweigerd when there
    was a vote about it already or the item was not discussed.
    """
    gelezen = _lees(vraag, keuzes)
    punt = besproken_punt(slot(overleg_id), punt_id)
    al = select(Stemming.id).where(Stemming.agendapunt_id == punt.id)
    if db.session.scalar(al) is not None:
        raise Geweigerd("Over dit punt is al gestemd of wordt nu gestemd. Dat kan één keer.", "al_gestemd")
    rij = Stemming(agendapunt_id=punt.id, vraag=vraag.strip(), keuzes=list(gelezen), geopend_op=moment.date())
    db.session.add(rij)
    db.session.flush()
    return rij


def _lees(vraag: str, keuzes: str) -> tuple[str, ...]:
    fouten = rules.gegevensfouten({"vraag": vraag, "keuzes": keuzes})
    fouten += rules.te_lang({"vraag": vraag}, VRAAG_HOOGSTENS)
    if not vraag.strip():
        fouten.append(Veldfout("vraag", "Schrijf waarover jullie stemmen, in één zin."))
    gelezen: tuple[str, ...] = ()
    try:
        gelezen = regels.lees_keuzes(keuzes)
    except ValueError as fout:
        fouten.append(Veldfout("keuzes", str(fout)))
    if fouten:
        raise OngeldigeInvoer(fouten)
    return gelezen


def slot_stemming(overleg_id: uuid.UUID, punt_id: uuid.UUID) -> Stemming:
    """Lock the vote about an item of this overleg. Raises NietGevonden when there is none."""
    zoek = select(Stemming).join(Agendapunt, Agendapunt.id == Stemming.agendapunt_id)
    zoek = zoek.where(Agendapunt.id == punt_id, Agendapunt.overleg_id == overleg_id)
    hoe = zoek.with_for_update(of=Stemming).execution_options(populate_existing=True)
    rij = db.session.scalars(hoe).first()
    if rij is None:
        raise NietGevonden(str(punt_id))
    return rij


def stem(overleg_id: uuid.UUID, punt_id: uuid.UUID, wie: uuid.UUID, keuze: str, moment: datetime) -> Stemming:
    """Cast one vote. The last deelnemer to vote closes the stemming.

    Raises Geweigerd for a second vote, a closed one, or somebody who is no deelnemer; OngeldigeInvoer for a
    choice that does not exist.
    """
    rij = slot_stemming(overleg_id, punt_id)
    if keuze not in rij.keuzes:
        raise OngeldigeInvoer([Veldfout("keuze", "Kies een van de mogelijkheden.")])
    if not _telt_mee(rij, overleg_id, wie):
        raise _waarom_niet(rij, wie)
    _schud(rij, keuze)
    if regels.is_compleet(aantal_gestemd(rij.id), aantal_stemmers(overleg_id)):
        rij.gesloten_op = moment.date()
    db.session.flush()
    return rij


def _telt_mee(rij: Stemming, overleg_id: uuid.UUID, wie: uuid.UUID) -> bool:
    """Note that this deelnemer voted: one statement checks the state, the invitation and the first time."""
    bron = select(literal(rij.id), literal(wie)).where(
        select(Stemming.id).where(Stemming.id == rij.id, Stemming.gesloten_op.is_(None)).exists(),
        select(Deelnemer.overleg_id)
        .where(Deelnemer.overleg_id == overleg_id, Deelnemer.medewerker_id == wie)
        .exists(),
    )
    schrijf = insert(Gestemd).from_select(["stemming_id", "medewerker_id"], bron).on_conflict_do_nothing()
    return db.session.execute(schrijf.returning(Gestemd.stemming_id)).scalar() is not None


def _waarom_niet(rij: Stemming, wie: uuid.UUID) -> Geweigerd:
    if db.session.get(Gestemd, (rij.id, wie)) is not None:
        return Geweigerd("Je hebt al gestemd. Je eerste stem telt, en die telt één keer.", "al_gestemd")
    if rij.gesloten_op is not None:
        return Geweigerd("De stemming is gesloten. Er komen geen stemmen meer bij.", "gesloten")
    return Geweigerd("Alleen wie is uitgenodigd voor dit overleg, stemt mee.", "geen_deelnemer")


def _schud(rij: Stemming, keuze: str) -> None:
    """Write every ballot anew with the new one among them, in an order that tells nothing."""
    haal = delete(Stembriefje).where(Stembriefje.stemming_id == rij.id).returning(Stembriefje.keuze)
    alle = [*db.session.scalars(haal), keuze]
    secrets.SystemRandom().shuffle(alle)
    rijen = [{"id": uuid.uuid4(), "stemming_id": rij.id, "keuze": een} for een in alle]
    db.session.execute(insert(Stembriefje), rijen)


def aantal_gestemd(stemming_id: uuid.UUID) -> int:
    """Return how many deelnemers voted."""
    zoek = select(func.count()).select_from(Gestemd).where(Gestemd.stemming_id == stemming_id)
    return db.session.scalar(zoek) or 0


def aantal_stemmers(overleg_id: uuid.UUID) -> int:
    """Return how many deelnemers may vote: everyone who was invited with an account."""
    zoek = select(func.count()).select_from(Deelnemer).where(Deelnemer.overleg_id == overleg_id)
    return db.session.scalar(zoek) or 0


def sluit(overleg_id: uuid.UUID, punt_id: uuid.UUID, moment: datetime) -> Stemming:
    """Close a vote, after which the sum is shown. Raises Geweigerd when it was closed already."""
    rij = slot_stemming(overleg_id, punt_id)
    if rij.gesloten_op is not None:
        raise Geweigerd("De stemming is al gesloten.", "gesloten")
    rij.gesloten_op = moment.date()
    db.session.flush()
    return rij
