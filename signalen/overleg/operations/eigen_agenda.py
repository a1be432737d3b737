"""The calendar of one's own: a secret address to subscribe to, and whether invitations come by mail."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from signalen.db import db
from signalen.overleg.models import Agendatoegang
from signalen.overleg.queries.agendapost import geheim_van, hash_van

BYTES = 32
"""256 random bits; at least 128 are asked for."""


def maak_adres(medewerker_id: uuid.UUID, moment: datetime) -> None:
    """Make a secret address, or a new one in place of the old, which ends at once."""
    rij = _rij(medewerker_id)
    rij.zaad = secrets.token_urlsafe(BYTES)
    rij.geheim_hash, rij.gemaakt_op = hash_van(geheim_van(rij.zaad)), moment


def sluit_adres(medewerker_id: uuid.UUID) -> None:
    """Let the secret address end at once; without one this changes nothing."""
    rij = _rij(medewerker_id)
    rij.zaad = rij.geheim_hash = rij.gemaakt_op = None


def zet_mail(medewerker_id: uuid.UUID, aan: bool) -> None:
    """Choose whether invitations come by mail; what stands in a calendar already is still kept right."""
    _rij(medewerker_id).mail = aan


def _rij(medewerker_id: uuid.UUID) -> Agendatoegang:
    nieuw = insert(Agendatoegang).values(medewerker_id=medewerker_id)
    db.session.execute(nieuw.on_conflict_do_nothing())
    zoek = select(Agendatoegang).where(Agendatoegang.medewerker_id == medewerker_id).with_for_update()
    return db.session.scalars(zoek.execution_options(populate_existing=True)).one()
