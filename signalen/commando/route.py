"""Routes from a file: check, draw, adopt. Checking and drawing need no database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from signalen.commando.basis import Antwoord, Ontbreekt, opdracht
from signalen.commando.vaststellen import BESTAND, Besluit, kop, stel_vast, vraagt_besluit
from signalen.config import ROOT
from workflows import loader, render
from workflows.definition import Route


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


@click.argument("bestand", type=BESTAND)
def controleer(bestand: Path) -> Antwoord:
    """Zeg of deze route kan draaien. Zo niet: elke fout met de plek en wat je eraan doet (code 2)."""
    gelezen = lees(bestand)
    document = {"goed": True, **kop(gelezen), "stappen": list(gelezen.stappen)}
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
    document = {**kop(gelezen), "dot": render.dot(gelezen), "svg": svg}
    return Antwoord(document, (svg if naar is None else f"Getekend in {naar}.",))


@vraagt_besluit
def adopteer(bestand: Path, orgaan: str, datum: datetime | None) -> Antwoord:
    """Stel deze route vast. Lopende trajecten houden hun versie."""
    from signalen.knelpunt.operations import adoptie

    return stel_vast("route", lees(bestand), bestand, Besluit(orgaan, datum), adoptie.adopteer)
