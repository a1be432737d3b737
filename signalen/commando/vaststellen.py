"""What the commands for routes and for methods share: the file, its faults, and adopting it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from signalen.commando.basis import Antwoord, app_context, door, nu
from workflows.definition import Methode, Route
from workflows.fout import BestandFout

BESTAND = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Besluit:
    """Who adopted it and when; without a day it is today."""

    orgaan: str
    datum: datetime | None


def vraagt_besluit(opdracht: Callable[..., Antwoord]) -> Callable[..., Antwoord]:
    """Give a command the file, who adopted it and on which day."""
    for keuze in (
        click.option(
            "--datum", type=click.DateTime(["%Y-%m-%d"]), help="De dag van het besluit; zonder dit vandaag."
        ),
        click.option("--orgaan", required=True, help="Wie dit vaststelde, bijvoorbeeld het college."),
        click.argument("bestand", type=BESTAND),
    ):
        opdracht = keuze(opdracht)
    return opdracht


def stel_vast(
    wat: str, gelezen: Route | Methode, bestand: Path, besluit: Besluit, adopteer: Callable[..., Any]
) -> Antwoord:
    """Adopt what was read from this file, in one transaction, with a line in the log of beheer."""
    from signalen.db import transaction
    from signalen.medewerker import operations as medewerkers

    uitleg = bestand.with_suffix(".md").read_text("utf-8")
    with app_context(), transaction():
        dag: date = besluit.datum.date() if besluit.datum else nu().date()
        rij = adopteer(bestand.read_text("utf-8"), uitleg, besluit.orgaan, dag)
        regel = f"{wat} {rij.naam} versie {rij.versie} vastgesteld ({besluit.orgaan})"
        medewerkers.log_beheer(door(), regel, nu())
        document = {**kop(gelezen), "orgaan": rij.orgaan, "datum": rij.datum, "hash": rij.hash}
    zin = f"{gelezen.titel}, versie {gelezen.versie}, is vastgesteld door {document['orgaan']}."
    return Antwoord(document, (zin,))


def kop(gelezen: Route | Methode) -> dict[str, Any]:
    """Return what every document about a route or method begins with."""
    return {"naam": gelezen.naam, "versie": gelezen.versie, "titel": gelezen.titel}


def fouten_van(fout: BestandFout) -> list[dict[str, Any]]:
    """Return the faults of a file as refusals, in the form of CONTRACTS, with file and reason beside it."""
    return [
        {
            "item": nummer,
            "sleutel": f.sleutel,
            "waarde": None,
            "verwacht": [],
            "remedie": f.remedie,
            "reden": f.reden,
            "bestand": f.bestand,
        }
        for nummer, f in enumerate(fout.fouten, 1)
    ]
