"""Pure rules of changing who is invited: what was changed, what of that is left to do, and until when it may.

A change is a difference and never a list: who neither came nor went stays as somebody else left them. So two
people who change at once lose nobody, and a series keeps what was changed by hand in one of its overleggen.
Knows ids and days; who may be invited is asked elsewhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

NIETS = "Er is niets veranderd. Vink iemand aan of uit."


@dataclass(frozen=True)
class Verschil:
    """Who comes (`erbij`) and who goes (`eraf`); nobody is in both."""

    erbij: frozenset[uuid.UUID] = frozenset()
    eraf: frozenset[uuid.UUID] = frozenset()

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.erbij or self.eraf)


def verschil(gezien: Collection[uuid.UUID], gekozen: Collection[uuid.UUID]) -> Verschil:
    """Return what somebody changed who saw these people and left those ticked."""
    return Verschil(frozenset(gekozen) - frozenset(gezien), frozenset(gezien) - frozenset(gekozen))


def nog_te_doen(
    nu: Collection[uuid.UUID], wat: Verschil, vast: Collection[uuid.UUID | None] = ()
) -> Verschil:
    """Return what is left of a change where these people are invited now; `vast` never comes (who leads)."""
    hier = frozenset(nu)
    return Verschil(wat.erbij - hier - frozenset(vast), wat.eraf & hier)


def na(nu: Collection[uuid.UUID], wat: Verschil) -> frozenset[uuid.UUID]:
    """Return who is invited after a change."""
    return (frozenset(nu) | wat.erbij) - wat.eraf


def waarom_niet(staat: str, dag: date, vandaag: date, begonnen: bool) -> str:
    """Return why nobody can come or go any more; empty while it may.

    `begonnen` says that a conversation of this overleg began: from then on who was invited is fixed, because
    that is who reads the closed notes and who votes (SAFETY, sessions: the list is fixed at the start).
    """
    if staat == "gehouden":
        return "Dit overleg is al gehouden. Wie erbij was, ligt vast."
    if staat != "gepland":
        return "Dit overleg is al vervallen. Er wordt niemand meer uitgenodigd."
    if dag < vandaag:
        return "De dag van dit overleg is voorbij. Wie was uitgenodigd, ligt vast."
    if begonnen:
        return "Het gesprek is begonnen. Wie nu nog aanschuift, doet mee met de code op het scherm."
    return ""
