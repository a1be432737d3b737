"""The database object and the only commit of the application.

Holds no models and no queries; engines and time-outs come from `config`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from psycopg._preparing import PrepareManager
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session

from signalen.weigering import NietGevonden

__all__ = ["Base", "NietGevonden", "after_commit", "aside", "db", "transaction"]

log = logging.getLogger(__name__)

# Names that a migration can find again, on every server the same.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

OPEN = "signalen.transaction"


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class Blijvend(PrepareManager):
    """Keeps prepared statements over a ROLLBACK, as PostgreSQL itself does.

    The driver forgets them, because a rollback may undo a table; this application makes no tables while it
    runs, and every request that only reads ends with a rollback. Planning was a third of the database time.
    """

    def clear(self) -> bool:
        """Keep what was prepared; there is nothing to tell the server."""
        return False


@event.listens_for(Engine, "connect")
def houd_voorbereid(verbinding: Any, rij: Any) -> None:
    """Give a new connection its own memory of prepared statements. Changes nothing in what a query does."""
    if hasattr(verbinding, "_prepared"):
        verbinding._prepared = Blijvend()


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what happens inside, or roll all of it back when anything raises.

    The only place that commits. After it the callbacks of `after_commit` run. Raises RuntimeError when a
    transaction is already open: an operation called by another operation takes part, it does not commit.
    """
    session: Session = db.session()
    if OPEN in session.info:
        raise RuntimeError("a transaction is already open; only the outermost operation commits")
    callbacks: list[Callable[[], object]] = []
    session.info[OPEN] = callbacks
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info[OPEN]
    _run(callbacks)


@contextmanager
def aside() -> Iterator[Session]:
    """Commit a few rows on a connection of their own: others see them while the open transaction goes on.

    For signs of life of long work only. Never touch a row here that the open transaction has locked: the two
    would wait for each other. Rolls back, and raises on, when anything raises inside.
    """
    with Session(db.engine) as los, los.begin():
        yield los


def after_commit(callback: Callable[[], object]) -> None:
    """Have this called once the open transaction has been committed, and never after a rollback.

    For nudges to the worker only: the row itself is the work, so a failing callback is logged and forgotten
    (PostgreSQL is the letterbox, Redis only the doorbell). Raises RuntimeError when no transaction is open.
    """
    session: Session = db.session()
    if OPEN not in session.info:
        raise RuntimeError("after_commit needs an open transaction")
    session.info[OPEN].append(callback)


def _run(callbacks: list[Callable[[], object]]) -> None:
    for callback in callbacks:
        try:
            callback()
        except Exception:
            log.exception("a call after commit failed; the sweep will find the row")
