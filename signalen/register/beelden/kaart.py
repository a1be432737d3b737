"""Themes beside causes: a number in every cell, and three tones that also differ in grey. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.register.beelden import pen
from signalen.register.beelden.beeldje import Beeldje
from signalen.register.getallen import getal

NAAM = "kaart"
TITEL = "Thema en oorzaak"
LEEG = "Deze uitgave toont geen enkel knelpunt, dus er is geen beeld."
HOOGSTENS = 12
"""So many themes are drawn; the table always has all of them."""
MEER = f" Getekend zijn de {HOOGSTENS} grootste thema's; de tabel heeft alle."
LINKS, CEL, HOOG, KOP, SMAL = 134, 74, 44, 60, 431


def kaart(inhoud: Mapping[str, Any]) -> Beeldje:
    """Return the cells of `thema_oorzaak`: how many shown knelpunten each theme has per cause."""
    deel = inhoud.get("thema_oorzaak") or {}
    themas, oorzaken = deel.get("themas", []), deel.get("oorzaken", [])
    cellen = [[int(aantal) for aantal in rij] for rij in deel.get("cellen", [])]
    if not any(map(any, cellen)):
        return Beeldje(NAAM, TITEL, LEEG)
    alt = boodschap(themas, oorzaken, cellen) + MEER * (len(themas) > HOOGSTENS)
    breed = LINKS + len(oorzaken) * CEL
    rijen = [[thema, *map(str, rij)] for thema, rij in zip(themas, cellen, strict=True)]
    tekening = _teken(themas, oorzaken, cellen, alt)
    return Beeldje(NAAM, TITEL, alt, tekening, ("Thema", *oorzaken), rijen, breed > SMAL)


def boodschap(themas: Sequence[str], oorzaken: Sequence[str], cellen: Sequence[Sequence[int]]) -> str:
    """Return where most knelpunten lie, in a sentence; several such places are all named up to three."""
    hoogste, alles = max(map(max, cellen)), sum(map(sum, cellen))
    plekken = [
        f"{thema} met oorzaak {oorzaken[nr].lower()}"
        for thema, rij in zip(themas, cellen, strict=True)
        for nr, aantal in enumerate(rij)
        if aantal == hoogste
    ]
    if len(plekken) > 3:
        return f"{_hoofd(_som(alles))}, verspreid: nergens meer dan {getal(hoogste)} bij elkaar."
    waar = " en ".join(plekken)
    elk = "elk " if len(plekken) > 1 else ""
    return f"De meeste staan bij {waar}: {elk}{getal(hoogste)} van de {_som(alles)}."


def _som(alles: int) -> str:
    return f"{getal(alles)} {'knelpunt' if alles == 1 else 'knelpunten'}"


def _hoofd(zin: str) -> str:
    return zin[:1].upper() + zin[1:]


def grootste(cellen: Sequence[Sequence[int]]) -> list[int]:
    """Return which rows are drawn, in their own order: those with most knelpunten."""
    op_aantal = sorted(range(len(cellen)), key=lambda nr: (-sum(cellen[nr]), nr))
    return sorted(op_aantal[:HOOGSTENS])


def _teken(themas: Sequence[str], oorzaken: Sequence[str], cellen: Sequence[Sequence[int]], alt: str) -> str:
    hoogste, getoond = max(map(max, cellen)), grootste(cellen)
    uitleg, boven = pen.legenda(2, _legenda(hoogste), SMAL)
    koppen = "".join(
        pen.alinea(LINKS + (nr + 0.5) * CEL, boven + KOP / 2, pen.passend(oorzaak, CEL - 4, 3, 14))
        for nr, oorzaak in enumerate(oorzaken)
    )
    namen, vakken = "", ""
    for plek, nr in enumerate(getoond):
        y = boven + KOP + plek * HOOG
        namen += pen.alinea(0, y + HOOG / 2, pen.passend(themas[nr], LINKS - 10, 2))
        vakken += _rij(nr, themas[nr], oorzaken, cellen[nr], y, hoogste)
    maat = (max(SMAL, LINKS + len(oorzaken) * CEL + 1), boven + KOP + len(getoond) * HOOG + 1)
    kop = pen.el("g", koppen, text_anchor="middle", font_size=14)
    return pen.lijst(NAAM, TITEL, alt, maat, uitleg, kop, namen, pen.el("g", vakken, text_anchor="middle"))


def _legenda(hoogste: int) -> list[tuple[str, str]]:
    """Return the tones with the numbers that they stand for: none, up to half of the highest, more."""
    half = hoogste // 2
    uit = [(pen.WIT, "geen")]
    uit += [(pen.MIDDEN, "1" if half == 1 else f"1 tot en met {half}")] if half else []
    meer = f"{half + 1}" if half + 1 == hoogste else f"{half + 1} of meer"
    return [*uit, (pen.DONKER, meer)]


def _rij(nr: int, thema: str, oorzaken: Sequence[str], rij: Sequence[int], y: float, hoogste: int) -> str:
    uit = ""
    for kolom, aantal in enumerate(rij):
        woorden = f"{thema}, {oorzaken[kolom]}: {aantal}"
        uit += pen.merk(nr, kolom + 1, aantal, woorden, _cel(LINKS + kolom * CEL, y, aantal, hoogste))
    return uit


def _cel(x: float, y: float, aantal: int, hoogste: int) -> str:
    vulling = pen.WIT if not aantal else pen.DONKER if aantal > hoogste // 2 else pen.MIDDEN
    vlak = pen.el("rect", x=x + 1, y=y + 1, width=CEL - 4, height=HOOG - 4, fill=vulling, stroke=pen.INKT)
    letter = {"fill": pen.WIT} if vulling == pen.DONKER else {}
    return vlak + pen.tekst(x + CEL / 2 - 1, y + HOOG / 2 + 4, str(aantal), **letter)
