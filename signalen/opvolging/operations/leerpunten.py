"""Making a leerpunt: a promise of soort `leerpunt`, so that agenda, Mijn werk, moving and closing are the
same code.
"""

from __future__ import annotations

import uuid
from datetime import date

from signalen.db import db
from signalen.opvolging import rules
from signalen.opvolging.models import Afspraak
from signalen.opvolging.operations.afspraken import maak_afspraak


def maak_leerpunt(
    omschrijving: str,
    rol: str,
    datum: str,
    dag: date,
    overleg_id: uuid.UUID | None = None,
    laag: str = "",
) -> Afspraak:
    """Make a leerpunt with one owner role and one day; it comes back on the agenda until it is done.

    Made in an overleg it stands on the next agenda of that kind; elsewhere on that of the kind where its
    owner sits. Raises OngeldigeInvoer per field as `maak_afspraak` does. The caller has checked the role.
    """
    rij = maak_afspraak(omschrijving, rol, datum, dag, overleg_id=overleg_id, laag=laag)
    rij.soort = rules.LEERPUNT
    rij.agenda = "" if overleg_id is not None else rules.agenda_van_rol(rol)
    db.session.flush()
    return rij
