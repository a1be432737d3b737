"""Promises per quarter as stacked bars: kept, kept late, missed and running, at most eight quarters. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.register import rules
from signalen.register.beelden import pen
from signalen.register.beelden.beeldje import Beeldje
from signalen.register.getallen import getal

NAAM = "gestapeld"
TITEL = "Afspraken per kwartaal"
DELEN = (
    ("nagekomen", "op tijd nagekomen", pen.DONKER),
    ("te_laat_nagekomen", "te laat nagekomen", "url(#beeld-gestapeld-strepen)"),
    ("niet_nagekomen", "niet nagekomen", "url(#beeld-gestapeld-ruiten)"),
    ("loopt", "loopt nog", pen.WIT),
)
KOPPEN = ("Kwartaal", "Op tijd", "Te laat", "Niet", "Loopt nog", "Samen")
BREED, LINKS, RECHTS, HOOG, RIJ = 420, 78, 34, 24, 36
LEEG = "Er waren geen afspraken, dus er is geen beeld."


def gestapeld(inhoud: Mapping[str, Any]) -> Beeldje:
    """Return the bars of `per_kwartaal`, oldest on top; `Samen` is the sum of what is drawn."""
    kwartalen = inhoud.get("per_kwartaal") or []
    waarden = [[int(k[naam]) for naam, _, _ in DELEN] for k in kwartalen]
    if not any(map(any, waarden)):
        return Beeldje(NAAM, TITEL, LEEG)
    namen = [kort(k["kwartaal"]) for k in kwartalen]
    alt = boodschap(kwartalen)
    rijen = [[naam, *map(str, rij), str(sum(rij))] for naam, rij in zip(namen, waarden, strict=True)]
    return Beeldje(NAAM, TITEL, alt, _teken(namen, waarden, alt), KOPPEN, rijen)


def kort(code: str) -> str:
    """Return a quarter as it stands beside a bar: `K1 2026`."""
    kwartaal = rules.lees_kwartaal(code)
    return f"K{kwartaal.deel} {kwartaal.jaar}"


def boodschap(kwartalen: Sequence[Mapping[str, Any]]) -> str:
    """Return the last quarter in a sentence, and how many were missed in the edition before."""
    nu = kwartalen[-1]
    delen = [f"{getal(nu[naam])} {woorden}" for naam, woorden, _ in DELEN if nu[naam]]
    zin = f"Afspraken in {rules.lees_kwartaal(nu['kwartaal']).woorden}: {', '.join(delen) or 'geen'}."
    if len(kwartalen) == 1:
        return zin
    voor = kwartalen[-2]["niet_nagekomen"]
    werkwoord = "was" if voor == 1 else "waren"
    return f"{zin} In de uitgave ervoor {werkwoord} er {getal(voor)} niet nagekomen."


def _teken(namen: Sequence[str], waarden: Sequence[Sequence[int]], alt: str) -> str:
    schaal = (BREED - LINKS - RECHTS) / max(map(sum, waarden))
    uitleg, boven = pen.legenda(2, [(vulling, woorden) for _, woorden, vulling in DELEN], BREED)
    rijen = "".join(
        _rij(nr, naam, rij, boven + nr * RIJ, schaal)
        for nr, (naam, rij) in enumerate(zip(namen, waarden, strict=True))
    )
    defs = pen.el("defs", pen.strepen("beeld-gestapeld-strepen"), pen.ruiten("beeld-gestapeld-ruiten"))
    hoog = boven + len(waarden) * RIJ
    return pen.lijst(NAAM, TITEL, alt, (BREED, hoog), defs, uitleg, rijen)


def _rij(nr: int, naam: str, rij: Sequence[int], y: float, schaal: float) -> str:
    midden = y + HOOG / 2
    uit, x = pen.tekst(0, midden + 5, naam), float(LINKS)
    for kolom, (aantal, (_, woorden, vulling)) in enumerate(zip(rij, DELEN, strict=True), start=1):
        breed = aantal * schaal
        uit += pen.merk(
            nr, kolom, aantal, f"{naam}, {woorden}: {aantal}", _blok(x, y, breed, aantal, vulling)
        )
        x += breed
    som = sum(rij)
    einde = pen.tekst(x + 8, midden + 5, str(som), font_weight="600")
    return uit + pen.merk(nr, len(DELEN) + 1, som, f"{naam}, samen: {som}", einde)


def _blok(x: float, y: float, breed: float, aantal: int, vulling: str) -> str:
    """Return one piece of a bar with its number, when that fits; the table always has it."""
    if not aantal:
        return ""
    blok = pen.el("rect", x=x, y=y, width=breed, height=HOOG, fill=vulling, stroke=pen.INKT)
    if breed < pen.breedte(str(aantal)) + 10:
        return blok
    if vulling == pen.DONKER:
        wit = {"text_anchor": "middle", "fill": pen.WIT}
        return blok + pen.tekst(x + breed / 2, y + HOOG / 2 + 5, str(aantal), **wit)
    return blok + pen.op_vlak(x + breed / 2, y + HOOG / 2, aantal)
