"""A small writer of SVG: elements, text that fits, patterns and the frame. Pure.

Colours are few and also differ in grey; where they lie side by side they differ by 3:1 or carry a pattern.
Widths of text are estimated on the wide side, because page, print and PDF may each use another letter.
Not a library for charts: it holds what the four pictures of the register need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

INKT = "#0b0c0c"
WIT = "#ffffff"
DONKER = "#0c424e"
MIDDEN = "#6c969f"
ROOD = "#a3152a"
LETTER = "Source Sans 3, Segoe UI, Arial, sans-serif"
GROOTTE = 15
REGEL = 18
"""Size of the letter and the distance of two lines, in units of the drawing."""

SMAL, GEWOON, HOOFD, WIJD = 0.31, 0.54, 0.67, 0.87
NADEN = (
    "bespreking",
    "koppeling",
    "sessie",
    "instructie",
    "verlening",
    "leiding",
    "steuning",
    "hulp",
    "brief",
)
"""Where a long Dutch compound may be cut: before one of these."""


def el(naam: str, *inhoud: str, **kenmerken: object) -> str:
    """Return one element; `data_rij=1` becomes `data-rij="1"`, and content is markup that was made here."""
    attrs = "".join(
        f' {k.rstrip("_").replace("_", "-")}="{escape(schoon(_getal(v)))}"' for k, v in kenmerken.items()
    )
    binnen = "".join(inhoud)
    return f"<{naam}{attrs}>{binnen}</{naam}>" if binnen else f"<{naam}{attrs}/>"


def _getal(waarde: object) -> str:
    return f"{waarde:.2f}".rstrip("0").rstrip(".") if isinstance(waarde, float) else str(waarde)


def schoon(woorden: str) -> str:
    """Return words without control characters, which XML does not allow."""
    return "".join(teken for teken in woorden if teken >= " " and teken not in "\ufffe\uffff")


def tekst(x: float, y: float, woorden: str, **kenmerken: object) -> str:
    """Return a line of text; y is where the letters stand."""
    return el("text", escape(schoon(woorden), quote=False), x=x, y=y, **kenmerken)


def merk(rij: int, kolom: int, waarde: int, woorden: str, *inhoud: str) -> str:
    """Return a mark: what is drawn for one value, with its place in the table and its own words."""
    titel = el("title", escape(schoon(woorden), quote=False))
    return el("g", titel, *inhoud, data_rij=rij, data_kolom=kolom, data_waarde=waarde)


# ------------------------------------------------------------------ text that fits


def breedte(woorden: str, grootte: float = GROOTTE) -> float:
    """Estimate how wide a text becomes, rather too wide than too narrow."""
    return grootte * sum(_teken(teken) for teken in woorden)


def _teken(teken: str) -> float:
    if teken in "ijlftI.,:;'|!()-1 ":
        return SMAL if teken != "1" else GEWOON
    if teken in "mwMW%—":
        return WIJD
    return HOOFD if teken.isupper() else GEWOON


def passend(woorden: str, ruimte: float, regels: int, grootte: float = GROOTTE) -> list[str]:
    """Return a text in at most so many lines of this width; what does not fit ends in an ellipsis."""
    uit = [""]
    for woord in _stukken(woorden.split(), ruimte, grootte):
        samen = f"{uit[-1]} {woord}".strip()
        if breedte(samen, grootte) <= ruimte:
            uit[-1] = samen
        else:
            uit.append(woord)
    if len(uit) <= regels:
        return uit
    return [*uit[: regels - 1], _afgekapt(uit[regels - 1], ruimte, grootte)]


def _stukken(woorden: Iterable[str], ruimte: float, grootte: float) -> Iterable[str]:
    """Cut words that are wider than a line, at a seam of the compound where there is one."""
    for woord in woorden:
        rest = woord
        while breedte(rest, grootte) > ruimte and len(rest) > 2:
            plek = _naad(rest, ruimte, grootte)
            yield rest[:plek] + "-"
            rest = rest[plek:]
        yield rest


def _naad(woord: str, ruimte: float, grootte: float) -> int:
    """Return where to cut: as far as a hyphen still fits, and at a seam when one lies before that."""
    past = max(n for n in range(1, len(woord)) if n == 1 or breedte(woord[:n] + "-", grootte) <= ruimte)
    naden = [woord.lower().rfind(deel) for deel in NADEN]
    return max((n for n in naden if 2 < n <= past), default=past)


def _afgekapt(regel: str, ruimte: float, grootte: float) -> str:
    while regel and breedte(regel + "…", grootte) > ruimte:
        regel = regel[:-1]
    return regel.rstrip(" -") + "…"


def alinea(x: float, midden: float, regels: Sequence[str], **kenmerken: object) -> str:
    """Return lines of text around a height."""
    boven = midden - (len(regels) - 1) * REGEL / 2 + 5
    return "".join(tekst(x, boven + nr * REGEL, regel, **kenmerken) for nr, regel in enumerate(regels))


def op_vlak(x: float, y: float, getal: int) -> str:
    """Return a number in the middle of (x, y) on a white patch, readable on any pattern."""
    breed = breedte(str(getal)) + 6
    vlak = el("rect", x=x - breed / 2, y=y - 8.5, width=breed, height=17, rx=3, fill=WIT)
    return vlak + tekst(x, y + 5, str(getal), text_anchor="middle")


# ------------------------------------------------------------------ patterns and the frame


def strepen(naam: str) -> str:
    """Return a pattern of dark diagonal lines on white."""
    vlak = el("rect", width=8, height=8, fill=WIT)
    return _patroon(naam, vlak + el("rect", width=3, height=8, fill=DONKER))


def ruiten(naam: str) -> str:
    """Return a pattern of white crossing lines on red: only for what should have been done."""
    lijnen = el("rect", width=1.6, height=8, fill=WIT) + el("rect", width=8, height=1.6, fill=WIT)
    return _patroon(naam, el("rect", width=8, height=8, fill=ROOD) + lijnen)


def _patroon(naam: str, inhoud: str) -> str:
    return el(
        "pattern",
        inhoud,
        id=naam,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def legenda(y: float, uitleg: Sequence[tuple[str, str]], ruimte: float) -> tuple[str, float]:
    """Return samples (fill, words) beside each other as far as they fit, and the height below them."""
    uit, x = "", 1.0
    for vulling, woorden in uitleg:
        breed = 28 + breedte(woorden)
        if x > 1 and x + breed > ruimte:
            x, y = 1.0, y + 24
        uit += el("rect", x=x, y=y, width=20, height=14, fill=vulling, stroke=INKT)
        uit += tekst(x + 28, y + 12, woorden)
        x += breed + 18
    return uit, y + 32


def lijst(naam: str, titel: str, alt: str, maat: tuple[float, float], *inhoud: str) -> str:
    """Return the whole drawing: its name and message first, so that it is read aloud as one picture."""
    breed, hoog = maat
    ids = (f"beeld-{naam}-titel", f"beeld-{naam}-uitleg")
    koppen = el("title", escape(schoon(titel)), id=ids[0]) + el("desc", escape(schoon(alt)), id=ids[1])
    return el(
        "svg",
        koppen,
        *inhoud,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_getal(float(breed))} {_getal(float(hoog))}",
        width=breed,
        height=hoog,
        role="img",
        aria_labelledby=" ".join(ids),
        lang="nl",
        font_family=LETTER,
        font_size=GROOTTE,
        fill=INKT,
    )
