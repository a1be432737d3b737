"""What the app does with identities: make keys, seal, show an open name, and drop it again.

The key files live in a folder outside the database and its backup. Nobody can open an envelope yet.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey
from sqlalchemy import delete, select

from signalen.db import db
from signalen.kluis import rules
from signalen.kluis.models import Afzender, Identiteit

KOPPEL = "koppel.sleutel"
EERSTE_JAAR = date(2025, 1, 1)


class GeenSleutels(Exception):
    """The key folder is missing or incomplete; nothing may be stored without it."""


def maak_proefsleutels(map_: Path) -> None:
    """Make a link key and public keys whose private halves are thrown away: for demo, story and tests only.

    What is sealed with these can never be opened again. A municipality makes its keys with the custodians.
    """
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    _eenmaal(map_ / KOPPEL, secrets.token_bytes(rules.SLEUTELMAAT))
    for pool in ("a", "b"):
        for nummer in (1, 2):
            _eenmaal(map_ / f"kluis-{pool}-{nummer}.pub", bytes(PrivateKey.generate().public_key))


def _eenmaal(pad: Path, inhoud: bytes) -> None:
    try:
        with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as bestand:
            bestand.write(inhoud)
    except FileExistsError:
        return


@lru_cache(maxsize=4)
def _sleutels(map_: Path) -> tuple[bytes, dict[str, bytes], dict[str, bytes]]:
    try:
        geheim = (map_ / KOPPEL).read_bytes()
    except OSError as fout:
        raise GeenSleutels(f"De koppelsleutel ontbreekt: {map_ / KOPPEL}") from fout
    pools = [{p.stem: p.read_bytes() for p in sorted(map_.glob(f"kluis-{x}-*.pub"))} for x in "ab"]
    if len(geheim) < rules.SLEUTELMAAT or not all(len(pool) >= 2 for pool in pools):
        raise GeenSleutels("De kluis vraagt een koppelsleutel en in elke pool ten minste twee bewaarders.")
    return geheim, pools[0], pools[1]


def controleer(map_: Path) -> None:
    """Raise GeenSleutels when the key folder cannot be used; called when the app starts."""
    _sleutels(map_)


def koppelsleutel(map_: Path, medewerker_id: uuid.UUID, dag: date) -> str:
    """Return the link key of somebody for the quarter of this day."""
    return rules.koppelsleutel(_sleutels(map_)[0], medewerker_id, rules.kwartaal_van(dag))


def koppelsleutels(map_: Path, medewerker_id: uuid.UUID, tot: date) -> list[str]:
    """Return the link keys of somebody for every quarter up to this day, to find their own signalen."""
    geheim = _sleutels(map_)[0]
    kwartalen = rules.kwartalen(EERSTE_JAAR, tot)
    return [rules.koppelsleutel(geheim, medewerker_id, k) for k in kwartalen]


def verzegel(map_: Path, signaal_id: uuid.UUID, gegevens: Mapping[str, Any], week: date) -> None:
    """Store the sealed identity of a signaal."""
    _, pool_a, pool_b = _sleutels(map_)
    envelop = rules.verzegel(gegevens, signaal_id, pool_a, pool_b)
    db.session.add(Identiteit(signaal_id=signaal_id, week=week, envelop=envelop))


def noem_afzender(signaal_id: uuid.UUID, medewerker_id: uuid.UUID, naam: str) -> None:
    """Store who gave a signaal at level open."""
    db.session.add(Afzender(signaal_id=signaal_id, medewerker_id=medewerker_id, naam=naam))


def vergeet_afzender(signaal_id: uuid.UUID) -> None:
    """Drop the open name, because the melder raised the level or withdrew."""
    db.session.execute(delete(Afzender).where(Afzender.signaal_id == signaal_id))


def afzenders(signaal_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names behind signalen at level open. Callers must ask Recht.NAAM_ZIEN first."""
    rijen = db.session.scalars(select(Afzender).where(Afzender.signaal_id.in_(signaal_ids)))
    return {rij.signaal_id: rij.naam for rij in rijen}
