"""Conversation methods from a file: check, adopt. Checking needs no database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from signalen.commando.basis import Antwoord, opdracht
from signalen.commando.vaststellen import BESTAND, Besluit, kop, stel_vast, vraagt_besluit
from workflows import intake, methode_loader
from workflows.definition import Methode


@click.group("methode")
def methode() -> None:
    """Controleer een gespreksmethode of stel die vast."""


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(methode, "controleer")(controleer)
    opdracht(methode, "adopteer")(adopteer)
    groep.add_command(methode)


def lees(bestand: Path) -> Methode:
    """Return the method in this file and the .md beside it. Raises MethodeFout with every fault."""
    return methode_loader.load_file(bestand, intake.shipped())


@click.argument("bestand", type=BESTAND)
def controleer(bestand: Path) -> Antwoord:
    """Zeg of deze methode te doen is. Zo niet: elke fout met de plek en wat je eraan doet (code 2)."""
    gelezen = lees(bestand)
    stappen = [stap.naam for stap in gelezen.stappen]
    document = {"goed": True, **kop(gelezen), "minuten": gelezen.minuten, "stappen": stappen}
    zin = (
        f"{gelezen.titel}, versie {gelezen.versie}: goed, {len(stappen)} stappen, {gelezen.minuten} minuten."
    )
    return Antwoord(document, (zin,))


@vraagt_besluit
def adopteer(bestand: Path, orgaan: str, datum: datetime | None) -> Antwoord:
    """Stel deze methode vast. Een gesprek dat al begonnen is, houdt zijn versie."""
    from signalen.overleg.operations import methode as vaststellen

    return stel_vast("methode", lees(bestand), bestand, Besluit(orgaan, datum), vaststellen.adopteer)
