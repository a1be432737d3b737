"""Subjects of a luistersessie: putting one on, taking it back, dropping it with a reason, promising.

Nothing here knows who put a subject on: no person is asked for, no row of a person is written (SAFETY rule
10).
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.opvolging.models import Afspraak
from signalen.overleg import rules
from signalen.overleg.models import Agendapunt, Onderwerp, OnderwerpAfspraak
from signalen.overleg.operations.plannen import eis_gepland, slot
from signalen.overleg.operations.verslag import spreek_af
from signalen.overleg.queries import onderwerpdag
from signalen.overleg.queries.onderwerpen import BESPROKEN, hash_van, titel
from signalen.signaal import operations as signalen
from signalen.signaal.rules import schoon
from workflows.stand import Geweigerd

HOOGSTENS = 2000
ACHTERAAN = 1000


def zet_op(overleg_id: uuid.UUID, tekst: str, moment: datetime) -> str:
    """Put a subject on a luistersessie; return the code with which its writer can find and withdraw it.

    The code is stored as a hash only. Raises NietGevonden for an overleg that is no luistersessie, Geweigerd
    for one that is over, and OngeldigeInvoer for no words, too many, or data of a resident.
    """
    overleg = slot(overleg_id)
    if overleg.soort != "luistersessie":
        raise NietGevonden(str(overleg_id))
    eis_gepland(overleg)
    if overleg.datum < moment.date():
        raise Geweigerd("Deze luistersessie is al geweest. Kies een volgende.", "al_geweest")
    woorden = _eis_tekst("tekst", tekst, "Schrijf waar je het over wilt hebben. Eén zin is genoeg.")
    code = secrets.token_hex(16)
    rij = Onderwerp(
        overleg_id=overleg.id,
        tekst_id=signalen.bewaar_tekst("onderwerp", woorden).id,
        week=clock.week_of(moment).date(),
        code_hash=hash_van(code),
    )
    db.session.add(rij)
    db.session.flush()
    return code


def _eis_tekst(veld: str, tekst: str, zin: str) -> str:
    woorden = schoon(tekst)
    fouten = rules.gegevensfouten({veld: tekst}) + rules.te_lang({veld: woorden}, HOOGSTENS)
    if not woorden:
        fouten = [Veldfout(veld, zin)]
    if fouten:
        raise OngeldigeInvoer(fouten)
    return woorden


def _slot(onderwerp_id: uuid.UUID) -> Onderwerp:
    """Lock a subject. Raises NietGevonden when it is not there, Geweigerd when it is closed already."""
    zoek = select(Onderwerp).where(Onderwerp.id == onderwerp_id).with_for_update()
    rij = db.session.scalars(zoek.execution_options(populate_existing=True)).first()
    if rij is None:
        raise NietGevonden(str(onderwerp_id))
    if rij.ingetrokken_week is not None:
        raise Geweigerd("Dit onderwerp is al ingetrokken.", "al_ingetrokken")
    if rij.vervallen_op is not None:
        raise Geweigerd("Dit onderwerp is al van de agenda.", "al_vervallen")
    if rij.tekst.inhoud is None:
        raise Geweigerd("De woorden van dit onderwerp zijn al gewist.", "al_gewist")
    return rij


def _eis_niet_besproken(onderwerp_id: uuid.UUID) -> None:
    zoek = select(Agendapunt.id).where(
        Agendapunt.onderwerp_id == onderwerp_id, Agendapunt.uitkomst == BESPROKEN
    )
    if db.session.scalar(zoek.limit(1)) is not None:
        raise Geweigerd("Dit onderwerp is al besproken.", "al_besproken")


def trek_in(onderwerp_id: uuid.UUID, moment: datetime) -> None:
    """Withdraw a subject before it was discussed: its words are emptied and it leaves the agenda.

    Raises Geweigerd when it was discussed, dropped or withdrawn already.
    """
    rij = _slot(onderwerp_id)
    _eis_niet_besproken(onderwerp_id)
    signalen.leeg(rij.tekst, "ingetrokken door wie het schreef", moment.date())
    rij.ingetrokken_week = clock.week_of(moment).date()
    db.session.flush()


def laat_onderwerp_vervallen(
    overleg_id: uuid.UUID, onderwerp_id: uuid.UUID, reden: str, moment: datetime
) -> None:
    """Take a subject off the agenda of this luistersessie with a reason, which its writer can read.

    Raises OngeldigeInvoer without a reason, Geweigerd when it is closed already or the overleg is over.
    """
    woorden = rules.eis_reden(reden, "Schrijf waarom dit onderwerp niet aan bod komt.")
    eis_gepland(slot(overleg_id))
    rij = _slot(onderwerp_id)
    _eis_niet_besproken(onderwerp_id)
    rij.vervallen_op, rij.weg_op = moment.date(), onderwerpdag.na(moment.date())
    rij.reden_id = signalen.bewaar_tekst("reden", woorden, "opvatting").id
    db.session.add(_weg(overleg_id, rij, woorden))
    db.session.flush()


def sluit_besproken(ids: Collection[uuid.UUID], moment: datetime) -> None:
    """Set for these subjects, which were discussed now, on which day their words go."""
    for rij in db.session.scalars(select(Onderwerp).where(Onderwerp.id.in_(ids)).order_by(Onderwerp.id)):
        rij.weg_op = rij.weg_op or onderwerpdag.na(moment.date())


def _weg(overleg_id: uuid.UUID, rij: Onderwerp, reden: str) -> Agendapunt:
    """The row that says where and why a subject left the agenda; it stands behind what was dealt with."""
    return Agendapunt(
        overleg_id=overleg_id,
        volgorde=ACHTERAAN,
        soort="onderwerp",
        onderwerp_id=rij.id,
        onderwerp=titel(rij.week),
        minuten=0,
        uitkomst="vervallen",
        toelichting=reden,
    )


def zeg_toe(
    overleg_id: uuid.UUID, onderwerp_id: uuid.UUID, omschrijving: str, rol: str, datum: str, moment: datetime
) -> Afspraak:
    """Promise something about a subject: an afspraak with an owner and a date, shown with the subject.

    Raises as `verslag.spreek_af` does, and NietGevonden for a subject that does not exist.
    """
    if db.session.get(Onderwerp, onderwerp_id) is None:
        raise NietGevonden(str(onderwerp_id))
    afspraak = spreek_af(overleg_id, omschrijving, rol, datum, moment)
    db.session.add(OnderwerpAfspraak(onderwerp_id=onderwerp_id, afspraak_id=afspraak.id))
    db.session.flush()
    return afspraak
