"""The people of Voorbeeldstad for each test, made once per process by operations and copied after that.

Every test begins in an empty database and rolls back; making the same people, roles, routes and methods again
for each of them took a third of the time of a small test. What is copied is what the operations wrote.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.voorbeeld import mensen

Rijen = list[tuple[Table, list[dict[str, Any]]]]
_EERDER: dict[date, tuple[dict[str, uuid.UUID], Rijen]] = {}


def bouw(dag: date, sleutelmap: Path) -> dict[str, uuid.UUID]:
    """Return the ids of everyone by the local part of the address. Expects an open transaction."""
    if dag not in _EERDER:
        voor = {tabel.name: set(map(tuple, rijen)) for tabel, rijen in _alles()}
        ids = mensen.bouw(dag, sleutelmap)
        db.session.flush()
        nieuw = [(t, [rij for rij in rijen if _sleutel(t, rij) not in voor[t.name]]) for t, rijen in _rijen()]
        _EERDER[dag] = ids, [(tabel, rijen) for tabel, rijen in nieuw if rijen]
        return dict(ids)
    ids, alle = _EERDER[dag]
    for tabel, rijen in alle:
        db.session.execute(insert(tabel), rijen)
    medewerkers.vergeet()
    return dict(ids)


def _alles() -> Sequence[tuple[Table, Sequence[Any]]]:
    """Return the primary keys that are there now, per table."""
    tabellen = db.metadata.sorted_tables
    return [(t, db.session.execute(select(*t.primary_key.columns)).all()) for t in tabellen]


def _rijen() -> Rijen:
    return [
        (t, [dict(rij._mapping) for rij in db.session.execute(select(t))]) for t in db.metadata.sorted_tables
    ]


def _sleutel(tabel: Table, rij: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(rij[kolom.name] for kolom in tabel.primary_key.columns)
