"""One overleg as a line of a list, with its state in words. The record that lists and other pages share."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from signalen.medewerker import queries as medewerkers
from signalen.overleg import rules
from signalen.overleg.models import Overleg

STAATWOORDEN = {"gepland": "gepland", "gehouden": "gehouden", "vervallen": "vervallen"}
BADGES = {"gepland": "info", "gehouden": "goed", "vervallen": "let-op"}


@dataclass(frozen=True)
class OverlegRegel:
    """An overleg in a list. `wat` says what it meant for one knelpunt, where the list is about one."""

    id: uuid.UUID
    url: str
    titel: str
    soort: str
    datum: date
    begin: str
    plaats: str
    staat: str
    staat_woord: str
    badge: str
    reden: str = ""
    wat: str = ""
    let_op: str = ""


def regel(overleg: Overleg, vandaag: date, wat: str = "") -> OverlegRegel:
    """Return an overleg as a line; one that lies in the past and was never held says so."""
    vergeten = overleg.staat == "gepland" and overleg.datum < vandaag
    return OverlegRegel(
        id=overleg.id,
        url=f"/overleg/{overleg.id}",
        titel=overleg.titel,
        soort=rules.SOORTEN.get(overleg.soort, overleg.soort),
        datum=overleg.datum,
        begin=tijd(overleg),
        plaats=overleg.plaats,
        staat=overleg.staat,
        staat_woord="nog niet afgerond" if vergeten else STAATWOORDEN[overleg.staat],
        badge="let-op" if vergeten else BADGES[overleg.staat],
        reden=overleg.reden,
        wat=wat,
    )


def waarom_vrij(overleg: Overleg, vandaag: date) -> str:
    """Return why the day of an overleg that still comes is a day off; empty on a working day."""
    komt = overleg.staat == "gepland" and overleg.datum >= vandaag
    return medewerkers.kalender().waarom_vrij(overleg.datum) if komt else ""


def tijd(overleg: Overleg) -> str:
    """Return when it begins, as people say it."""
    return f"{overleg.begin:%H.%M} uur"
