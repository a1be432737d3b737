"""Editions of several municipalities stacked into one picture, and the answers of the person who decides
what is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from signalen.commando import basis
from signalen.commando.basis import FOUT, GOED, Antwoord, Ontbreekt, Weigering, fout, opdracht

NODIG = ("duckdb", "typst")


@click.group("landelijk")
def landelijk() -> None:
    """Leg vastgestelde registers van gemeenten naast elkaar: wat delen zij, en wat is het Rijk gevraagd?"""


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(landelijk, "stapelen")(stapelen)
    opdracht(landelijk, "beoordelen")(beoordelen)
    groep.add_command(landelijk)


@click.argument("bestanden", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--uit",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("landelijk"),
    show_default=True,
    help="De map waarin de uitkomst komt.",
)
@click.option(
    "--oordeel",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Het bestand met voorstellen waarin staat wat samen mag. Zonder dit bestand wordt niets gestapeld.",
)
@click.option(
    "--gemeente", "gemeenten", multiple=True, help="De gemeente van een bestand: 'Den Haag=2026-K3.json'."
)
@click.option(
    "--minstens",
    type=click.IntRange(min=2),
    default=2,
    show_default=True,
    help="Alleen voorstellen waarin zoveel gemeenten voorkomen.",
)
@click.option(
    "--toch-verder", is_flag=True, help="Ga verder zonder de bestanden die geweigerd zijn (code 1)."
)
def stapelen(
    bestanden: tuple[Path, ...],
    uit: Path,
    oordeel: Path | None,
    gemeenten: tuple[str, ...],
    toch_verder: bool,
    minstens: int,
) -> Antwoord:
    """Stapel registers (JSON-bestanden, of een map ermee) tot een beeld van gedeelde knelpunten.

    De eerste keer komen er alleen voorstellen. Een mens zegt per voorstel ja of nee; daarna stapelt
    --oordeel wat mag.
    """
    _eis_pakketten()
    from signalen.landelijk.inlezen import bestanden_van
    from signalen.landelijk.oordeel import Oordeelfout
    from signalen.landelijk.stapelen import Onvolledig
    from signalen.landelijk.stapelen import stapelen as stapel

    paden = bestanden_van(bestanden)
    try:
        uitkomst = stapel(paden, uit, _namen(gemeenten, paden), oordeel, toch_verder, minstens)
    except Onvolledig as onvolledig:
        raise Weigering(*_fouten(onvolledig.geweigerd)) from onvolledig
    except Oordeelfout as verkeerd:
        raise _weigering(verkeerd) from verkeerd
    except MemoryError as vol:
        raise Ontbreekt("Er is te weinig geheugen of schijfruimte voor zoveel bestanden.") from vol
    except OSError as verkeerd:
        raise Weigering(
            fout("In deze map kan niet worden geschreven. Kies een andere met --uit.", str(uit))
        ) from verkeerd
    document = {**asdict(uitkomst), "geschreven": [str(pad) for pad in uitkomst.geschreven]}
    return Antwoord(document, tuple(_regels(uitkomst, uit)), FOUT if uitkomst.geweigerd else GOED)


def _eis_pakketten() -> None:
    weg = [naam for naam in NODIG if find_spec(naam) is None]
    if weg:
        zin = f"Voor landelijk stapelen ontbreekt {' en '.join(weg)}."
        raise Ontbreekt(f"{zin} Installeer het: pip install 'signalen[landelijk]'.")


def _namen(paren: Sequence[str], paden: Sequence[Path]) -> dict[Path, str]:
    uit, bekend = {}, {pad.absolute() for pad in paden}
    for nummer, paar in enumerate(paren, 1):
        naam, is_, pad = paar.partition("=")
        if not is_ or not naam.strip() or not pad:
            raise Weigering(
                fout("Schrijf het zo: --gemeente 'Den Haag=2026-K3.json'.", "gemeente", paar, nummer)
            )
        if Path(pad).absolute() not in bekend:
            raise Weigering(fout("Dit bestand staat niet in de lijst.", "gemeente", paar, nummer))
        uit[Path(pad).absolute()] = naam.strip()
    return uit


def _fouten(geweigerd: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {**fout(g.remedie, g.bestand, g.sleutel or None, g.item), "reden": g.wat.rstrip(".")}
        for g in geweigerd
    ]


def _weigering(verkeerd: Any) -> Weigering:
    plek = f"voorstel {verkeerd.item}, {verkeerd.sleutel}" if verkeerd.item else verkeerd.sleutel
    return Weigering(fout(verkeerd.remedie, plek, item=max(1, verkeerd.item)))


def _regels(uitkomst: Any, uit: Path) -> list[str]:
    tel = uitkomst.voorstellen
    regels = [f"Overgeslagen: {g.bestand}: {g.wat} {g.remedie}" for g in uitkomst.geweigerd]
    regels.append(f"{uitkomst.uitgaven} uitgaven van {uitkomst.gemeenten} gemeenten gelezen.")
    regels.append(f"Voorstellen: {tel['ja']} ja, {tel['nee']} nee, {tel['open']} nog te beoordelen.")
    if uitkomst.gedeeld is None:
        regels.append(
            f"Er is nog niets gestapeld. Lees {uit / 'voorstellen.html'} en beoordeel de voorstellen:"
        )
        regels.append(f"  signalen landelijk beoordelen {uit / 'voorstellen.json'}")
    else:
        regels.append(f"{uitkomst.gedeeld} gedeelde knelpunten: zie {uit / 'landelijk.html'}, .pdf en .json.")
    return regels


# ------------------------------------------------------------------ answering


@click.argument("bestand", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--ja", type=click.IntRange(min=1), multiple=True, help="Het nummer van een voorstel dat samen mag."
)
@click.option(
    "--nee", type=click.IntRange(min=1), multiple=True, help="Het nummer van een voorstel dat niet samen mag."
)
@click.option("--rol", default="", help="In welke rol je dit beoordeelt, bijvoorbeeld: beleidsadviseur VNG.")
@click.option("--reden", default="", help="Waarom, in een zin.")
@click.option("--datum", type=click.DateTime(["%Y-%m-%d"]), help="De dag van het oordeel; anders vandaag.")
def beoordelen(
    bestand: Path, ja: tuple[int, ...], nee: tuple[int, ...], rol: str, reden: str, datum: Any
) -> Antwoord:
    """Zeg per voorstel of het hetzelfde knelpunt is. Zonder --ja of --nee komt elke open vraag langs;
    stoppen mag altijd.
    """
    from signalen.landelijk import beoordelen as werk
    from signalen.landelijk.oordeel import Oordeelfout

    dag = (datum or basis.nu()).date().isoformat()
    try:
        keuzes = [(nummer, "ja") for nummer in ja] + [(nummer, "nee") for nummer in nee]
        if keuzes:
            stand = werk.vul_in(bestand, keuzes, rol, reden, dag)
        else:
            stand = werk.vraag(bestand, rol, dag, click.prompt, lambda zin: click.echo(zin, err=True))
    except Oordeelfout as verkeerd:
        raise _weigering(verkeerd) from verkeerd
    zin = f"{stand['ja']} ja, {stand['nee']} nee, {stand['open']} nog te beoordelen."
    return Antwoord({"bestand": str(bestand), **stand}, (zin,))
