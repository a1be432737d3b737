"""The nightly anchor: one hash over the heads of all chains that changed, and over the anchor before it.

Only anchors leave the house. Nothing is taken back here; `controleer` reads them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from psycopg.errors import LockNotAvailable
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from signalen.db import db, transaction
from signalen.knelpunt import rules
from signalen.knelpunt.models import Anker, Knelpunt

log = logging.getLogger(__name__)
SLOT = 7411
"""Key of the advisory lock under which one clock lays the anchor."""

Koppen = Sequence[Sequence[Any]]
Erbij = Callable[[date | None], Koppen]
"""Gives more heads (key, number, hash) for an anchor, from the day of the last anchor on."""


def niets(sinds: date | None) -> Koppen:
    """No more heads."""
    return ()


def bezet(fout: Exception) -> bool:
    """Say whether somebody else held the row for longer than we wait; then the next round does it."""
    return isinstance(getattr(fout, "orig", None), LockNotAvailable)


def leg(moment: datetime, erbij: Erbij = niets) -> bool:
    """Lay the anchor over the heads of all chains, once a day; False when today's was laid already."""
    if db.session.scalar(select(Anker.id).where(Anker.datum == moment.date())) is not None:
        db.session.rollback()
        return False
    try:
        return _leg(moment, erbij)
    except OperationalError as fout:
        if not bezet(fout):
            raise
        log.info("a knelpunt is in use; the next round lays the anchor")
        return False


def _leg(moment: datetime, erbij: Erbij) -> bool:
    with transaction():
        # Another clock that is at it will finish it; waiting would only run into the lock time-out.
        if not db.session.scalar(select(func.pg_try_advisory_xact_lock(SLOT))):
            return False
        if db.session.scalar(select(Anker.id).where(Anker.datum == moment.date())) is not None:
            return False
        laatste = db.session.scalars(select(Anker).order_by(Anker.datum.desc()).limit(1)).first()
        vorige = laatste.hash if laatste else rules.GENESIS
        koppen = [[str(k.id), k.volgnummer, k.hash] for k in db.session.execute(_gewijzigd())]
        koppen = sorted(koppen + [list(kop) for kop in erbij(laatste.datum if laatste else None)])
        db.session.add(
            Anker(datum=moment.date(), koppen=koppen, vorige=vorige, hash=rules.anker_hash(vorige, koppen))
        )
    return True


def _gewijzigd():  # type: ignore[no-untyped-def]
    """Mark every chain head as anchored and return those that were not yet, in one statement."""
    merk = update(Knelpunt).where(Knelpunt.volgnummer > Knelpunt.geankerd)
    merk = merk.values(geankerd=Knelpunt.volgnummer, versie=Knelpunt.versie)
    return merk.returning(Knelpunt.id, Knelpunt.volgnummer, Knelpunt.hash).execution_options(
        synchronize_session=False
    )
