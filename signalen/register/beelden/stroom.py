"""Where knelpunten went: from steps on the left to steps on the right, as wide as they are many. Pure.

Each step stands at most once on each side, so that going back is a flow like any other. Widths are true to
the numbers; the place of a band is at least as high as its number, so that numbers never cover each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from signalen.register.beelden import pen
from signalen.register.beelden.beeldje import Beeldje
from signalen.register.getallen import getal

NAAM = "stroom"
TITEL = "Van stap naar stap"
KOPPEN = ("Van stap", "Naar stap", "Aantal keer")
LEEG = "In dit kwartaal ging geen knelpunt naar een volgende stap, dus er is geen beeld."
BREED, LABEL, BALK = 420, 138, 8
HOOGSTENS = 24
"""So many flows are drawn, the largest; more cannot be followed by eye. The table always has all of them."""
MEER = f" Getekend zijn de {HOOGSTENS} grootste; de tabel heeft alle."
DIKST, PLEK, TUSSEN = 48.0, 18.0, 12.0
LINKS, RECHTS = LABEL + 6, BREED - LABEL - 6 - BALK
BAND = "#c5dfe4"


@dataclass(frozen=True)
class Baan:
    """One flow: how many, how thick, and where its middle lies on both sides."""

    nr: int
    van: str
    naar: str
    aantal: int
    dik: float
    links: float = 0.0
    rechts: float = 0.0


def stroom(inhoud: Mapping[str, Any]) -> Beeldje:
    """Return the flows of `stroom`; the table holds them in the order of the route."""
    stromen = inhoud.get("stroom") or []
    if not stromen:
        return Beeldje(NAAM, TITEL, LEEG)
    alt = boodschap(stromen) + MEER * (len(stromen) > HOOGSTENS)
    rijen = [[s["van"], s["naar"], str(s["aantal"])] for s in stromen]
    return Beeldje(NAAM, TITEL, alt, _teken(stromen, alt), KOPPEN, rijen)


def boodschap(stromen: Sequence[Mapping[str, Any]]) -> str:
    """Return the largest flow in a sentence; of equal ones the first on the route."""
    top = max(stromen, key=lambda s: s["aantal"])
    alles = sum(s["aantal"] for s in stromen)
    waar = f"van {top['van']} naar {top['naar']}"
    if len(stromen) == 1:
        return f"Alles ging {waar}: {getal(alles)} keer."
    return f"Het vaakst ging een knelpunt {waar}: {top['aantal']} van de {alles} keer."


def grootste(stromen: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Return (row of the table, flow) of what is drawn, in the order of the route."""
    op_aantal = sorted(enumerate(stromen), key=lambda paar: (-paar[1]["aantal"], paar[0]))
    return sorted(op_aantal[:HOOGSTENS], key=lambda paar: paar[0])


def _teken(stromen: Sequence[Mapping[str, Any]], alt: str) -> str:
    maat = min(14.0, DIKST / max(s["aantal"] for s in stromen))
    banen = [Baan(nr, s["van"], s["naar"], s["aantal"], s["aantal"] * maat) for nr, s in grootste(stromen)]
    links = list(dict.fromkeys(baan.van for baan in banen))
    rechts = _rechts(banen, links)
    van, onder_van = _plaats(banen, links, rechts, "van")
    naar, onder_naar = _plaats(banen, rechts, links, "naar")
    klaar = [Baan(b.nr, b.van, b.naar, b.aantal, b.dik, van[b.nr], naar[b.nr]) for b in banen]
    linten = "".join(map(_lint, klaar))
    getallen = "".join(map(_getal, klaar))
    koppen = pen.tekst(LABEL, 14, "Van", text_anchor="end", font_weight="600")
    koppen += pen.tekst(BREED - LABEL, 14, "Naar", font_weight="600")
    stappen = "".join(_stap(klaar, stap, True, _som(stromen, "van", stap)) for stap in links)
    stappen += "".join(_stap(klaar, stap, False, _som(stromen, "naar", stap)) for stap in rechts)
    hoog = max(onder_van, onder_naar)
    return pen.lijst(NAAM, TITEL, alt, (BREED, hoog), koppen, linten, stappen, getallen)


def _rechts(banen: Sequence[Baan], links: Sequence[str]) -> list[str]:
    """Return the steps on the right, each near the middle of where its knelpunten come from."""

    def midden(stap: str) -> float:
        heen = [baan for baan in banen if baan.naar == stap]
        return sum(links.index(b.van) * b.aantal for b in heen) / sum(b.aantal for b in heen)

    return sorted(dict.fromkeys(baan.naar for baan in banen), key=midden)


def _plaats(
    banen: Sequence[Baan], hier: Sequence[str], daar: Sequence[str], kant: str
) -> tuple[dict[int, float], float]:
    """Return the middle of each flow on one side, and the height below the last step."""
    uit: dict[int, float] = {}
    y = 26.0
    ander = "naar" if kant == "van" else "van"
    for stap in hier:
        eigen = [baan for baan in banen if getattr(baan, kant) == stap]
        plekken = [max(baan.dik, PLEK) for baan in eigen]
        ruimte = max(sum(plekken), len(_woorden(stap, 0)) * pen.REGEL)
        boven = y + (ruimte - sum(plekken)) / 2
        volgorde = sorted(eigen, key=lambda baan: daar.index(getattr(baan, ander)))
        for baan in volgorde:
            plek = max(baan.dik, PLEK)
            uit[baan.nr] = boven + plek / 2
            boven += plek
        y += ruimte + TUSSEN
    return uit, y


def _woorden(stap: str, aantal: int) -> list[str]:
    return pen.passend(f"{stap} ({aantal or 999})", LABEL - 2, 3)


def _lint(baan: Baan) -> str:
    x1, x2, half = LINKS + BALK, RECHTS, baan.dik / 2
    buig = (x2 - x1) * 0.5
    boven = f"M{x1} {baan.links - half:.1f}C{x1 + buig} {baan.links - half:.1f} {x2 - buig} "
    boven += f"{baan.rechts - half:.1f} {x2} {baan.rechts - half:.1f}"
    onder = f"V{baan.rechts + half:.1f}C{x2 - buig} {baan.rechts + half:.1f} {x1 + buig} "
    onder += f"{baan.links + half:.1f} {x1} {baan.links + half:.1f}Z"
    return pen.el("path", d=boven + onder, fill=BAND, fill_opacity=0.75, stroke=pen.DONKER, stroke_width=1)


def _getal(baan: Baan) -> str:
    plek = pen.op_vlak(LINKS + BALK + 14, baan.links, baan.aantal)
    return pen.merk(baan.nr, 2, baan.aantal, f"Van {baan.van} naar {baan.naar}: {baan.aantal}", plek)


def _som(stromen: Sequence[Mapping[str, Any]], kant: str, stap: str) -> int:
    """Count a step on one side over every flow, also those that are not drawn."""
    return sum(s["aantal"] for s in stromen if s[kant] == stap)


def _stap(banen: Sequence[Baan], stap: str, is_links: bool, som: int) -> str:
    """Return the bar and the words of a step on one side, with how many there were together."""
    eigen = [(b.links if is_links else b.rechts, b) for b in banen if (b.van if is_links else b.naar) == stap]
    boven = min(midden - baan.dik / 2 for midden, baan in eigen)
    onder = max(midden + baan.dik / 2 for midden, baan in eigen)
    x = LINKS if is_links else RECHTS
    balk = pen.el("rect", x=x, y=boven, width=BALK, height=max(onder - boven, 2), fill=pen.DONKER)
    regels = _woorden(stap, som)
    waar = {"text_anchor": "end"} if is_links else {}
    return balk + pen.alinea(LABEL if is_links else BREED - LABEL, (boven + onder) / 2, regels, **waar)
