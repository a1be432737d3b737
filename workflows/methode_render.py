"""A method as people read it: a table in words, the explanation per step, and the page for docs/methoden.

Run as `python -m workflows.methode_render` it writes those pages from the methods that come with the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workflows.definition import Gespreksstap, Methode
from workflows.keuring import uitleg_per_stap
from workflows.methode_loader import load_file, shipped
from workflows.render import cel, schrijf_bladen

MAP = Path(__file__).resolve().parent.parent / "docs" / "methoden"

SPREKERWOORDEN = {
    "allen": "iedereen",
    "deelnemers": "iedereen behalve de inbrenger",
    "inbrenger": "de inbrenger",
    "gespreksleider": "de gespreksleider",
    "niemand": "niemand",
}
SOORTWOORDEN = {
    "beraad": "voor een morele vraag",
    "casus": "voor een casus die vastzit",
    "budget": "voor geld buiten de gewone regelingen",
}


@dataclass(frozen=True)
class Rij:
    """One step in words. `bijzonder` is what is special about it; `schrijft` are the labels of its fields."""

    stap: str
    titel: str
    minuten: int
    wie: str
    vraag: str
    schrijft: tuple[str, ...]
    bijzonder: tuple[str, ...]
    individueel: bool
    waarom: str


def tabel(methode: Methode) -> list[Rij]:
    """Return the method as rows, in the order of the file."""
    waarom = uitleg_per_stap(methode.uitleg)
    return [_rij(stap, waarom.get(stap.naam, "")) for stap in methode.stappen]


def _rij(stap: Gespreksstap, waarom: str) -> Rij:
    bijzonder = (
        (stap.individueel, "ieder schrijft alleen; dicht tot iedereen klaar is, daarna zonder namen"),
        (stap.inbrenger_luistert, "de inbrenger luistert alleen"),
        (stap.tegenspraak, "de tegenspreker begint"),
    )
    return Rij(
        stap=stap.naam,
        titel=stap.titel,
        minuten=stap.minuten,
        wie=SPREKERWOORDEN[stap.spreekt],
        vraag=stap.vraag,
        schrijft=tuple(veld.label for veld in stap.velden),
        bijzonder=tuple(zin for geldt, zin in bijzonder if geldt),
        individueel=stap.individueel,
        waarom=waarom,
    )


def in_het_kort(methode: Methode) -> str:
    """Return for what, how long, with how many and with which outcome, as sentences."""
    zinnen = [
        f"{SOORTWOORDEN[methode.soort].capitalize()}, {methode.minuten} minuten, met "
        f"{methode.deelnemers_min} tot en met {methode.deelnemers_max} mensen."
    ]
    if not methode.besluit:
        zinnen.append("In dit gesprek wordt niets besloten of geadviseerd.")
    if methode.soort == "budget":
        zinnen.append(
            f"Ten minste {methode.akkoord_min} collega's moeten akkoord zijn, de inbrenger niet meegeteld. "
            f"Na {methode.terugkijken_maanden} maanden wordt teruggekeken."
        )
    return " ".join(zinnen)


def tabel_markdown(methode: Methode) -> str:
    """Return the table of the method as Markdown."""
    regels = ["| Stap | Minuten | Wie spreekt | Vraag | Wat wordt er opgeschreven |", "|---|---|---|---|---|"]
    for rij in tabel(methode):
        wie = "; ".join((rij.wie, *rij.bijzonder))
        geschreven = "<br>".join(cel(label) for label in rij.schrijft) or "niets"
        regels.append(f"| {cel(rij.titel)} | {rij.minuten} | {cel(wie)} | {cel(rij.vraag)} | {geschreven} |")
    return "\n".join(regels) + "\n"


def pagina(methode: Methode) -> str:
    """Return the page for docs/methoden: the table of one version."""
    return (
        f"# {methode.titel}, versie {methode.versie}\n\n"
        f"Gemaakt uit `workflows/methoden/{methode.naam}-{methode.versie}.toml` met "
        f"`python -m workflows.methode_render`; pas dat bestand aan en niet deze pagina.\n"
        f"Waarom elke stap er is, staat in het `.md`-bestand ernaast.\n\n"
        f"{methode.kern}\n\n{in_het_kort(methode)}\n\n{methode.bron}\n\n"
        f"## De stappen\n\n{tabel_markdown(methode)}"
    )


def schrijf(map_: Path = MAP) -> list[Path]:
    """Write the page of every shipped method and return the paths."""
    return schrijf_bladen(map_, {naam: pagina(load_file(bron)) for naam, bron in shipped().items()})


if __name__ == "__main__":
    for geschreven in schrijf():
        print(geschreven)
