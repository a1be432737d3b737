"""Acts on kennis: writing, renewing and co-signing a handreiking; offering and taking back an afweging.

A version is never changed: who writes again makes a new row of the same reeks.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import delete, func, select

from signalen.db import NietGevonden, db
from signalen.kennis import rules
from signalen.kennis.models import Afweging, Handreiking
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.markdown import naar_html
from workflows.stand import Geweigerd


def schrijf(invoer: Mapping[str, str], door: uuid.UUID, rol: str, moment: datetime) -> Handreiking:
    """Store a new handreiking as a concept. Raises OngeldigeInvoer per field."""
    return _bewaar(uuid.uuid4(), 1, invoer, door, rol, moment)


def herzie(
    handreiking_id: uuid.UUID, invoer: Mapping[str, str], door: uuid.UUID, rol: str, moment: datetime
) -> Handreiking:
    """Store the next version as a concept; the published one stays until this one is co-signed."""
    vorige = slot(handreiking_id)
    zoek = select(func.max(Handreiking.versie)).where(Handreiking.reeks_id == vorige.reeks_id)
    return _bewaar(vorige.reeks_id, (db.session.scalar(zoek) or 0) + 1, invoer, door, rol, moment)


def _bewaar(
    reeks_id: uuid.UUID, versie: int, invoer: Mapping[str, str], door: uuid.UUID, rol: str, moment: datetime
) -> Handreiking:
    kaart = rules.lees_kaart(invoer, moment.date())
    try:
        naar_html(kaart.wat_mag)
    except ValueError as fout:
        raise OngeldigeInvoer([Veldfout("wat_mag", str(fout))]) from fout
    rij = Handreiking(
        reeks_id=reeks_id, versie=versie, opgesteld_door=door, opgesteld_rol=rol, **asdict(kaart)
    )
    db.session.add(rij)
    db.session.flush()
    return rij


def slot(handreiking_id: uuid.UUID) -> Handreiking:
    """Lock the first version of the reeks of this card, so that versions and signatures come one by one.

    Returns the card itself. Raises NietGevonden when it does not exist.
    """
    rij = db.session.get(Handreiking, handreiking_id)
    if rij is None:
        raise NietGevonden(str(handreiking_id))
    eerste = select(Handreiking.id).where(Handreiking.reeks_id == rij.reeks_id, Handreiking.versie == 1)
    db.session.execute(eerste.with_for_update())
    db.session.refresh(rij)
    return rij


def teken_mee(handreiking_id: uuid.UUID, door: uuid.UUID, moment: datetime) -> Handreiking:
    """Co-sign a card as jurist, which publishes it. Raises Geweigerd for the author and for a second time.

    That `door` is a jurist is asked by the right of the route (`HANDREIKING_MEETEKENEN`).
    """
    rij = slot(handreiking_id)
    if rij.meegetekend_door is not None:
        raise Geweigerd("Deze handreiking is al meegetekend.", "al_meegetekend")
    if rij.opgesteld_door == door:
        raise Geweigerd("Wie de handreiking schreef, kan niet zelf meetekenen.", "eigen_tekst")
    rij.meegetekend_door, rij.meegetekend_op = door, moment.date()
    db.session.flush()
    return rij


def bewaar_afweging(
    bron_id: uuid.UUID, knelpunt_id: uuid.UUID, invoer: Mapping[str, str], zichtbaar_vanaf: date
) -> Afweging:
    """Store an afweging that everyone reads from a day on. The caller has made sure that there is consent.

    Raises OngeldigeInvoer per field and Geweigerd when it was offered before.
    """
    tekst = rules.lees_afweging(invoer)
    if db.session.scalar(select(Afweging.id).where(Afweging.bron_id == bron_id)) is not None:
        raise Geweigerd("Deze afweging is al aangeboden.", "al_aangeboden")
    rij = Afweging(
        bron_id=bron_id,
        knelpunt_id=knelpunt_id,
        zichtbaar_vanaf=zichtbaar_vanaf,
        zoektekst=tekst.zoektekst,
        **asdict(tekst),
    )
    db.session.add(rij)
    db.session.flush()
    return rij


def neem_afweging_terug(bron_id: uuid.UUID) -> None:
    """Remove an afweging that is not published yet. The caller asks first whether it is (`staat_open`)."""
    db.session.execute(delete(Afweging).where(Afweging.bron_id == bron_id))
