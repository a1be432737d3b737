"""Long work in one transaction: how far it is, and time that the guard against idle ones leaves it.

Opens no transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from signalen.db import db

Voortgang = Callable[[int, int], None]
"""Called with how many parts are done, and how many there are."""


def stil_vooruit(gedaan: int, totaal: int) -> None:
    """Tell nobody how far it is."""


def neem_de_tijd() -> None:
    """Let this transaction compute for up to a minute between two statements; ends with the transaction.

    The usual guard is five seconds, because a forgotten page must not hold locks. Reading an edition or every
    chain holds none that others wait for, and on a busy machine computing a part may take longer.
    """
    db.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '60s'"))
