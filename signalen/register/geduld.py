"""Long reading in one transaction, which the guard against idle ones would cut off. Opens no transaction."""

from __future__ import annotations

from sqlalchemy import text

from signalen.db import db


def neem_de_tijd() -> None:
    """Let this transaction compute for up to a minute between two statements; ends with the transaction.

    The usual guard is five seconds, because a forgotten page must not hold locks. Reading an edition or every
    chain holds none that others wait for, and on a busy machine computing a part may take longer.
    """
    db.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '60s'"))
