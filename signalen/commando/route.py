"""Routes from a file: check, draw, adopt. Checking and drawing need no database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from signalen.commando.basis import Antwoord, Ontbreekt, app_context, door, nu, opdracht
from signalen.config import ROOT
from workflows import loader, render
from workflows.definition import Route
from workflows.fout import RouteFout

BESTAND = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("route")
def route() -> None:
    """Controleer, teken of stel een opschaalroute vast."""


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(route, "controleer")(controleer)
    opdracht(route, "teken")(teken)
    opdracht(route, "adopteer")(adopteer)
    groep.add_command(route)


def brieven() -> set[str]:
    """Return the names of the letters that exist."""
    return {pad.stem for pad in (ROOT / "templates" / "bericht").glob("*.md")}


def lees(bestand: Path) -> Route:
    """Return the route in this file and the .md beside it. Raises RouteFout with every fault."""
    return loader.load_file(bestand, brieven())


def fouten_van(fout: RouteFout) -> list[dict[str, Any]]:
    """Return the faults of a route as refusals, in the form of CONTRACTS, with file and reason beside it."""
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


@click.argument("bestand", type=BESTAND)
def controleer(bestand: Path) -> Antwoord:
    """Zeg of deze route kan draaien. Zo niet: elke fout met de plek en wat je eraan doet (code 2)."""
    gelezen = lees(bestand)
    document = {"goed": True, **_kop(gelezen), "stappen": list(gelezen.stappen)}
    zin = f"{gelezen.titel}, versie {gelezen.versie}: goed, {len(gelezen.stappen)} stappen."
    return Antwoord(document, (zin,))


@click.argument("bestand", type=BESTAND)
@click.option(
    "--naar", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf de tekening in dit bestand."
)
def teken(bestand: Path, naar: Path | None) -> Antwoord:
    """Teken deze route als SVG."""
    from signalen import diagram

    gelezen = lees(bestand)
    svg = diagram.teken(gelezen)
    if not svg:
        raise Ontbreekt("Graphviz ontbreekt of antwoordt niet. Installeer het pakket graphviz-pure.")
    if naar is not None:
        naar.write_text(svg, encoding="utf-8")
    document = {**_kop(gelezen), "dot": render.dot(gelezen), "svg": svg}
    return Antwoord(document, (svg if naar is None else f"Getekend in {naar}.",))


@click.argument("bestand", type=BESTAND)
@click.option("--orgaan", required=True, help="Wie dit vaststelde, bijvoorbeeld het college.")
@click.option(
    "--datum", type=click.DateTime(["%Y-%m-%d"]), help="De dag van het besluit; zonder dit vandaag."
)
def adopteer(bestand: Path, orgaan: str, datum: datetime | None) -> Antwoord:
    """Stel deze route vast. Lopende trajecten houden hun versie."""
    from signalen.db import transaction
    from signalen.knelpunt.operations import adoptie
    from signalen.medewerker import operations as medewerkers

    gelezen = lees(bestand)
    uitleg = bestand.with_suffix(".md").read_text("utf-8")
    with app_context(), transaction():
        dag: date = datum.date() if datum else nu().date()
        rij = adoptie.adopteer(bestand.read_text("utf-8"), uitleg, orgaan, dag)
        medewerkers.log_beheer(door(), f"route {rij.naam} versie {rij.versie} vastgesteld ({orgaan})", nu())
        document = {**_kop(gelezen), "orgaan": rij.orgaan, "datum": rij.datum, "hash": rij.hash}
    zin = f"{gelezen.titel}, versie {gelezen.versie}, is vastgesteld door {document['orgaan']}."
    return Antwoord(document, (zin,))


def _kop(gelezen: Route) -> dict[str, Any]:
    return {"naam": gelezen.naam, "versie": gelezen.versie, "titel": gelezen.titel}
