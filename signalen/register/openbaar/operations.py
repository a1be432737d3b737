"""Turning the public site on and off. Expects an open transaction; who did it stands in the Beheerlog."""

from __future__ import annotations

from datetime import date

from signalen.medewerker import operations as medewerkers
from signalen.overleg.rules import eis_reden
from signalen.register.openbaar import queries, rules
from signalen.register.openbaar.rules import Schakelaar

WAAROM = "Schrijf op waarom."


def zet_aan(nummer: str, dag: date, reden: str, vandaag: date) -> Schakelaar:
    """Open the site by a decision of the college. Raises Geweigerd or OngeldigeInvoer."""
    waarom = eis_reden(reden, WAAROM)
    return _bewaar(rules.zet_aan(queries.schakelaar(), nummer, dag, waarom, vandaag))


def zet_uit(reden: str) -> Schakelaar:
    """Close the site. Raises Geweigerd or OngeldigeInvoer."""
    return _bewaar(rules.zet_uit(queries.schakelaar(), eis_reden(reden, WAAROM)))


def _bewaar(stand: Schakelaar) -> Schakelaar:
    medewerkers.zet_instelling(rules.INSTELLING, rules.schrijf(stand))
    return stand
