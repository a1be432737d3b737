"""Vastgestelde edities in the nightly anchor, so that also the last one can't be replaced unseen.

An edition holds the hash of the anchor before it, and the next anchor holds the edition. Reads only.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from signalen import clock
from signalen.db import db
from signalen.register import rules
from signalen.register.models import Editie

VOOR = "editie:"
"""What the key of an edition begins with, among the knelpunten of an anchor."""

VASTE = select(
    Editie.id,
    Editie.nummer,
    Editie.vingerafdruk,
    Editie.anker,
    Editie.inhoud["controlegetal"].astext.label("controlegetal"),
).where(Editie.staat == "vastgesteld")


def van_edities(sinds: date | None) -> list[list[Any]]:
    """Return [key, number, hash] of the editions frozen on or after the day of the last anchor.

    One that was frozen on that very day may be in two anchors; that says the same thing twice.
    """
    zoek = VASTE if sinds is None else VASTE.where(Editie.vastgesteld_op >= clock.begin_of(sinds))
    return [[f"{VOOR}{rij.id}", rij.nummer, hash_van(rij)] for rij in db.session.execute(zoek)]


def hash_van(rij: Any) -> str:
    """Return one hash over everything of an edition that is public, its number and its anchor."""
    delen = {"afdruk": rij.vingerafdruk, "voorpagina": rij.controlegetal or ""}
    delen |= {"nummer": rij.nummer, "anker": rij.anker}
    return rules.controlegetal(delen)


def anders(koppen: Sequence[Sequence[Any]], hashes: Mapping[uuid.UUID, str]) -> list[str]:
    """Return the ids of editions that an anchor saw and that are gone or different now."""
    gezien = {uuid.UUID(str(kop[0]).removeprefix(VOOR)): kop[2] for kop in koppen if is_editie(kop)}
    return [str(id_) for id_, gehasht in gezien.items() if hashes.get(id_) != gehasht]


def is_editie(kop: Sequence[Any]) -> bool:
    """Say whether this head of an anchor is of an edition."""
    return str(kop[0]).startswith(VOOR)


def nu() -> dict[uuid.UUID, str]:
    """Return the hash of every vastgestelde editie as it is now."""
    return {rij.id: hash_van(rij) for rij in db.session.execute(VASTE)}
