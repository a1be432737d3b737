"""The work of a klus, done by a worker that heard the bell or by the clock when nobody did.

The edition, its files and the end of the klus are one transaction; only the progress is written beside it.
Whoever is killed leaves nothing behind but an old sign of life, by which the next one knows.
"""

from __future__ import annotations

import importlib
import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import func, select

from signalen import clock
from signalen.db import db, transaction
from signalen.knelpunt.rules import Verouderd
from signalen.register import operations as register
from signalen.register.geduld import neem_de_tijd
from signalen.register.klus import operations, queries, rules
from signalen.register.klus.operations import Beurt, Ingehaald
from signalen.register.models import Editie
from workflows.stand import Geweigerd

log = logging.getLogger(__name__)
VORMEN = "signalen.register.vormen.operations"
SLOTEN = {"opmaken": register.SLOT, "vormen": 7415}
"""Advisory locks: at most one klus of each kind runs; PostgreSQL frees the lock of who is killed."""


def doe(klus_id: str) -> bool:
    """Do one klus in a transaction of its own; says whether it was done. Never raises for work that failed:
    that stands in its row, and the clock comes back for it.
    """
    beurt: Beurt | None = None
    try:
        with transaction():
            beurt = _neem(uuid.UUID(klus_id))
            if beurt is None:
                return False
            KLUSSEN[beurt.soort](beurt)
            operations.klaar(beurt)
    except Ingehaald:
        log.warning("klus %s was taken over by another worker", klus_id)
        return False
    except Exception as fout:
        if beurt is None:
            raise
        _noteer(beurt, fout)
        return False
    return True


def _neem(klus_id: uuid.UUID) -> Beurt | None:
    """Take a turn under the lock of its kind; without the lock it stays as it is and costs no try."""
    soort = queries.soort_van(klus_id)
    if soort is None or not db.session.scalar(select(func.pg_try_advisory_xact_lock(SLOTEN[soort]))):
        return None
    return operations.begin(klus_id, clock.system_now())


def _noteer(beurt: Beurt, fout: Exception) -> None:
    """Write down that this try failed; a refusal says why in words for people and is not tried again."""
    if isinstance(fout, Geweigerd) and not isinstance(fout, Verouderd):
        operations.mislukt(beurt, fout.reden)
        return
    # The message of a database error may quote a row, so only its kind is logged.
    log.error(
        "klus %s of %s failed, try %d: %s", beurt.soort, beurt.kwartaal, beurt.poging, type(fout).__name__
    )
    operations.mislukt(beurt)


def tik(nu: datetime) -> int:
    """Take what nobody heard or finished, one per round so that the clock itself goes on; return how many."""
    for klus_id, stand in queries.wachtende(nu):
        db.session.rollback()
        if rules.opgegeven(stand, nu):
            operations.geef_op(klus_id, nu)
        elif doe(str(klus_id)):
            return 1
    db.session.rollback()
    return 0


# ------------------------------------------------------------------ the kinds


def _maak_op(beurt: Beurt) -> None:
    register.maak_op(beurt.kwartaal, clock.now(), beurt)
    operations.vraag(beurt.kwartaal, "vormen")


def _maak_vormen(beurt: Beurt) -> None:
    """Make every file of an edition. Raises Verouderd when the edition changed meanwhile: then try again."""
    maker, editie = _maker(), _editie(beurt.kwartaal)
    if maker is None or editie is None:
        return
    neem_de_tijd()
    voor = (editie.staat, editie.opgemaakt_op)
    maker(editie, beurt)
    db.session.flush()
    nu = select(Editie.staat, Editie.opgemaakt_op).where(Editie.id == editie.id)
    if tuple(db.session.execute(nu.with_for_update(read=True)).one()) != voor:
        raise Verouderd


def _editie(kwartaal: str) -> Editie | None:
    return db.session.scalars(select(Editie).where(Editie.kwartaal == kwartaal)).first()


def _maker() -> Callable[[Editie, Beurt], object] | None:
    """Return what makes the files; None in an installation that makes none."""
    try:
        module = importlib.import_module(VORMEN)
    except ModuleNotFoundError as fout:
        if fout.name is None or not VORMEN.startswith(fout.name):
            raise
        return None
    maker: Callable[[Editie, Beurt], object] = module.maak_alle
    return maker


KLUSSEN: Mapping[str, Callable[[Beurt], None]] = {"opmaken": _maak_op, "vormen": _maak_vormen}
