"""How long each layer took against the time it had: a bar for the median, a mark for the term. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from signalen.register.beelden import pen
from signalen.register.beelden.beeldje import Beeldje

NAAM = "tijd"
TITEL = "Tijd per laag in werkdagen, naast de termijn"
KOPPEN = ("Laag", "Aantal", "Middelste tijd", "Termijn", "Te laat")
VELDEN = ("n", "mediaan", "termijn", "te_laat")
LEEG = "In dit kwartaal liep geen termijn af, dus er is geen beeld."
BREED, RECHTS, HOOG, RIJ = 420, 138, 18, 66
RUITEN = "url(#beeld-tijd-ruiten)"


def tijd(inhoud: Mapping[str, Any]) -> Beeldje:
    """Return a bar per layer of `tijd_per_laag`; what lies past the term is red and has a pattern."""
    lagen = inhoud.get("tijd_per_laag") or []
    if not lagen:
        return Beeldje(NAAM, TITEL, LEEG)
    alt = " ".join(map(_zin, lagen))
    rijen = [[laag["laag"], *(str(laag[veld]) for veld in VELDEN)] for laag in lagen]
    return Beeldje(NAAM, TITEL, alt, _teken(lagen, alt), KOPPEN, rijen)


def _zin(laag: Mapping[str, Any]) -> str:
    over = " Dat is over de termijn." if laag["mediaan"] > laag["termijn"] else ""
    dagen = f"{laag['mediaan']} {'werkdag' if laag['mediaan'] == 1 else 'werkdagen'}"
    return (
        f"{laag['laag']}: van {_keer(laag)} was de helft binnen {dagen} klaar, "
        f"bij een termijn van {laag['termijn']}.{over}"
    )


def _keer(laag: Mapping[str, Any]) -> str:
    return f"{laag['n']} {'termijn' if laag['n'] == 1 else 'termijnen'}"


def _teken(lagen: Sequence[Mapping[str, Any]], alt: str) -> str:
    schaal = (BREED - RECHTS) / max(1, *(max(laag["mediaan"], laag["termijn"]) for laag in lagen))
    soorten = [(pen.DONKER, "middelste tijd"), (RUITEN, "over de termijn")]
    uitleg, boven = pen.legenda(2, soorten, BREED)
    uitleg += pen.el("rect", x=9, y=boven - 10, width=4, height=20, fill=pen.INKT)
    uitleg += pen.tekst(29, boven + 5, "de termijn, in werkdagen")
    rijen = "".join(_rij(nr, laag, boven + 26 + nr * RIJ, schaal) for nr, laag in enumerate(lagen))
    defs = pen.el("defs", pen.ruiten("beeld-tijd-ruiten"))
    return pen.lijst(NAAM, TITEL, alt, (BREED, boven + 22 + len(lagen) * RIJ), defs, uitleg, rijen)


def _rij(nr: int, laag: Mapping[str, Any], y: float, schaal: float) -> str:
    naam = pen.passend(laag["laag"], 190, 1)[0]
    hoeveel = f"{_keer(laag)}, {laag['te_laat']} te laat"
    kop = pen.tekst(0, y + 12, naam, font_weight="600")
    n = pen.tekst(BREED, y + 12, hoeveel, text_anchor="end")
    balk = _balk(laag, y + 22, schaal)
    einde = max(laag["mediaan"], laag["termijn"]) * schaal
    dagen = pen.tekst(einde + 10, y + 36, f"{laag['mediaan']} van {laag['termijn']} dagen")
    waarden = [(laag["n"], n), (laag["mediaan"], kop + balk), (laag["termijn"], dagen), (laag["te_laat"], "")]
    return "".join(
        pen.merk(nr, kolom, waarde, f"{laag['laag']}, {KOPPEN[kolom].lower()}: {waarde}", wat)
        for kolom, (waarde, wat) in enumerate(waarden, start=1)
    )


def _balk(laag: Mapping[str, Any], y: float, schaal: float) -> str:
    binnen, over = min(laag["mediaan"], laag["termijn"]), max(0, laag["mediaan"] - laag["termijn"])
    uit = pen.el(
        "rect", x=0, y=y, width=max(binnen * schaal, 2), height=HOOG, fill=pen.DONKER, stroke=pen.INKT
    )
    if over:
        uit += pen.el(
            "rect",
            x=binnen * schaal,
            y=y,
            width=over * schaal,
            height=HOOG,
            fill=RUITEN,
            stroke=pen.INKT,
        )
    streep = {"y": y - 5, "width": 4, "height": HOOG + 10, "fill": pen.INKT, "stroke": pen.WIT}
    return uit + pen.el("rect", x=max(laag["termijn"] * schaal - 2, 0), **streep)
