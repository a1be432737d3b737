"""Telling who leads an overleg that its day is off now: one letter per overleg, day and person.

Moves nothing: who leads chooses another day.
"""

from __future__ import annotations

from datetime import datetime

from signalen.bericht import operations as bericht
from signalen.medewerker import queries as medewerkers
from signalen.overleg.queries import sluitingsdag


def meld_vrije_dagen(moment: datetime) -> int:
    """Write the letter for every planned overleg on a day off that was added; return how many are new.

    Safe to repeat and in parallel: the key of the letter holds the overleg, the day and who leads.
    """
    kalender, nieuw = medewerkers.kalender(), 0
    for rij in sluitingsdag.getroffen(moment.date()):
        gegevens = {"titel": rij.titel, "datum": rij.datum, "waarom": kalender.waarom_vrij(rij.datum)}
        sleutel = f"vrije_dag:{rij.id}:{rij.datum}:{rij.leider}"
        pad = f"/overleg/{rij.id}"
        nieuw += bericht.schrijf(sleutel, rij.leider, "vrije_dag", gegevens, pad, moment)
    return nieuw
